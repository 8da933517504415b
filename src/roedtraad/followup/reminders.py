"""Who is reminded, of what, and when: one mail a day at most, of everything that is missing, until it is in.

The one who answers for a goal is told when the round opens, some days before it is due, on the day, and the day after.
Then the deputy is told too, and then the owner of the focus area. A position that is vacant, or whose holder is away, is
told through its deputy from the first day on; where nobody deputises, the holder's mail waits for the holder.
Whoever holds several positions gets one mail for all of them.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from roedtraad.core.models import Municipality, User
from roedtraad.core.outbox import Letter, address, write_mails
from roedtraad.core.tenancy import current
from roedtraad.organisation.absence import away_until
from roedtraad.organisation.queries import holders_of
from roedtraad.plans.models import Goal

from .counting import notice_days
from .enums import CheckInState, NoticeStage
from .links import in_mail, links_for
from .models import CheckIn, Cycle, Notice, PersonalLink, Reminder
from .queries import REMINDER, goals_of, standing_check_ins
from .words import reminder_subject

CHUNK = 200  # people who are written to in one transaction
OWN, DEPUTY, ABOVE = range(3)  # why somebody is told of a goal, the nearest first
STAGES = {
    OWN: (NoticeStage.OPENED, NoticeStage.SOON, NoticeStage.DUE, NoticeStage.LATE),
    DEPUTY: (NoticeStage.DEPUTY,),
    ABOVE: (NoticeStage.ABOVE,),
}
ORDER = {stage: number for number, stage in enumerate(NoticeStage)}


@dataclass(frozen=True)
class Missing:
    """A goal that is not signed off; `written`: a writer has handed it on, and it waits for the one who answers."""

    goal: Goal
    written: bool
    instead_of: str = ""  # the position that is vacant or whose holder is away, for whoever is told instead


@dataclass
class Told:
    """What one person is told of one round. `stage`: the one that makes the mail go today; None: it goes along."""

    cycle: Cycle
    role: int
    missing: list[Missing] = field(default_factory=list)
    stage: NoticeStage | None = None


def remind(day: datetime.date | None = None) -> int:
    """Write the mails of a day; returns how many. Safe to call again and again, and from several at once."""
    today = day or timezone.localdate()
    told = _who_is_told(today)
    had: dict[tuple[int, int], dict[str, datetime.date]] = defaultdict(dict)
    for cycle, user, stage, when in Notice.objects.filter(cycle__snapshot__isnull=True).values_list(
        "cycle", "user", "stage", "day"
    ):
        had[cycle, user][stage] = when
    digests = {}
    for user, rounds in told.items():
        for each in rounds:
            each.stage = _stage(each, had.get((each.cycle.pk, user.pk), {}), today)
        if any(each.stage for each in rounds):
            digests[user] = rounds
    people = sorted(digests, key=lambda user: user.pk)
    return sum(
        _write({user: digests[user] for user in people[start : start + CHUNK]}, today)
        for start in range(0, len(people), CHUNK)
    )


def _stage(told: Told, had: dict[str, datetime.date], today: datetime.date) -> NoticeStage | None:
    """The latest stage that has come for this person's part in the round. What was missed meanwhile is not made up for:
    a stage whose day had come when the last mail went is over."""
    days = notice_days(told.cycle.opens, told.cycle.due, told.cycle.sign_off)
    if not had and told.role == OWN and days[NoticeStage.DUE] > today:
        return NoticeStage.OPENED
    last = max(had.values(), default=None)
    reached = max((ORDER[NoticeStage(stage)] for stage in had), default=-1)
    for stage in reversed(STAGES[told.role]):
        if days[stage] > today:
            continue
        over = ORDER[stage] <= reached or (last is not None and days[stage] <= last)
        return None if over else stage
    return None


def _write(digests: dict[User, list[Told]], today: datetime.date) -> int:
    """One transaction: links, mails, and that they have been written. Whoever has had one today gets none."""
    try:
        with transaction.atomic():
            # Two who remind at once take turns: the second finds what the first has written.
            Municipality.objects.select_for_update(no_key=True).get(pk=current().pk)
            had_one = set(
                Reminder.objects.filter(day=today, user__in=digests).values_list("user_id", flat=True)
            )
            fresh = {user: rounds for user, rounds in digests.items() if user.pk not in had_one}
            links = links_for(
                (each.cycle, user) for user, rounds in fresh.items() for each in rounds if each.role != ABOVE
            )
            messages = write_mails([_letter(user, rounds, links) for user, rounds in fresh.items()], REMINDER)
            Reminder.objects.bulk_create(
                Reminder(
                    user=user,
                    day=today,
                    message=message,
                    about=[[each.cycle.pk, one.goal.pk] for each in rounds for one in each.missing],
                )
                for (user, rounds), message in zip(fresh.items(), messages, strict=True)
            )
            Notice.objects.bulk_create(
                Notice(cycle=each.cycle, user=user, day=today, stage=each.stage)
                for user, rounds in fresh.items()
                for each in rounds
                if each.stage
            )
    except IntegrityError:
        return 0  # another worker was there first; whoever is left is found the next time
    return len(fresh)


def _letter(user: User, rounds: list[Told], links: dict[tuple[int, int], PersonalLink]) -> Letter:
    ordered = sorted(rounds, key=lambda each: (each.role, each.cycle.due, each.cycle.pk))
    blocks = [
        {
            "cycle": each.cycle,
            "role": each.role,
            "late": each.cycle.due < timezone.localdate(),
            "missing": each.missing,
            "link": in_mail(links[each.cycle.pk, user.pk])
            if each.role != ABOVE
            else address(reverse("followup:cycle", args=[each.cycle.pk])),
        }
        for each in ordered
    ]
    pressing = [each for each in ordered if each.stage] or ordered
    return Letter(
        user,
        "followup/mail/reminder.txt",
        {
            "blocks": blocks,
            "subject": reminder_subject(
                sum(len(each.missing) for each in ordered),
                min(each.cycle.due for each in pressing),
                timezone.localdate(),
                own=any(each.role == OWN for each in ordered),
            ),
            "by_link": any(each.role != ABOVE for each in ordered),
        },
    )


# --- who


def _who_is_told(today: datetime.date) -> dict[User, list[Told]]:
    """Everybody who answers for something that is missing in an open round, and for whom it is time to step in."""
    found: dict[User, dict[tuple[int, int], Told]] = defaultdict(dict)
    missing = _missing(today)
    users = _holders([one.goal for lines in missing.values() for one in lines], today)
    for cycle, lines in missing.items():
        days = notice_days(cycle.opens, cycle.due, cycle.sign_off)
        roles = [OWN]
        if days[NoticeStage.DEPUTY] <= today:
            roles.append(DEPUTY)
        if days[NoticeStage.ABOVE] <= today:
            roles.append(ABOVE)
        for one in lines:
            met: set[int] = set()
            for role in roles:
                for user in _told(one.goal, role, users):
                    if user.pk not in met:
                        met.add(user.pk)
                        told = one if role != OWN else _instead(one, user, users)
                        found[user].setdefault((cycle.pk, role), Told(cycle, role)).missing.append(told)
    return {user: list(rounds.values()) for user, rounds in found.items()}


def _instead(one: Missing, user: User, users: Callable[..., list[User]]) -> Missing:
    """With the name of the position, for whoever is told because its own holder cannot be."""
    owner = one.goal.owner
    if owner is None or user in users(owner.pk, away_too=True):
        return one
    return replace(one, instead_of=owner.title)


def _missing(today: datetime.date) -> dict[Cycle, list[Missing]]:
    """The goals of each open round that are not signed off."""
    found = {}
    for cycle in (
        Cycle.objects.open_on(today).filter(sign_off__gte=today).select_related("plan", "meeting__body")
    ):
        said = standing_check_ins(cycle)
        states = {goal: each.state for goal, each in said.items()}
        found[cycle] = [
            Missing(goal, states.get(goal.pk) == CheckInState.SUBMITTED)
            for goal in goals_of(cycle.plan_id)
            if states.get(goal.pk) != CheckInState.SIGNED
        ]
    return found


def _told(goal: Goal, role: int, users: Callable[..., list[User]]) -> Iterable[User]:
    """By role: who answers (vacant or away: the deputy), the deputies, the owner of the focus area (vacant: its deputy)."""
    owner = goal.owner
    stand_in = owner.deputy_id if owner else None
    if role == OWN:
        if owner is None:
            return []
        here = users(goal.owner_id) or users(goal.deputy_id) or users(stand_in)
        return here or users(goal.owner_id, away_too=True)
    if role == DEPUTY:
        return [*users(goal.deputy_id), *users(stand_in)]
    area = goal.focus_area
    if area is None:
        return []
    return (
        users(area.owner_id) or users(area.deputy_id) or users(area.owner.deputy_id if area.owner else None)
    )


def _holders(goals: list[Goal], today: datetime.date) -> Callable[..., list[User]]:
    """Who holds a position today, is not away (or with `away_too`) and can be written to: looked up once for all goals."""
    positions = {
        position
        for goal in goals
        for thing in (goal, goal.focus_area)
        if thing
        for position in (thing.owner_id, thing.deputy_id, thing.owner.deputy_id if thing.owner else None)
        if position
    }
    holders = holders_of(sorted(positions), today)
    away = away_until(today)

    def users(position: int | None, *, away_too: bool = False) -> list[User]:
        held = holders.get(position, []) if position else []
        found = (holding.person.user for holding in held if away_too or holding.person_id not in away)
        return [user for user in found if user and user.is_active and user.email]

    return users


# --- whether a mail that waits is still needed


def needless(messages: Sequence[int]) -> set[int]:
    """Of reminders that wait to go, those of which every goal has been signed off meanwhile."""
    about = dict(Reminder.objects.filter(message__in=messages).values_list("message_id", "about"))
    pairs = {tuple(pair) for each in about.values() for pair in each}
    signed = set(
        CheckIn.objects.filter(
            cycle__in={cycle for cycle, _goal in pairs}, goal__in={goal for _cycle, goal in pairs}
        )
        .signed()
        .values_list("cycle_id", "goal_id")
    )
    frozen = set(
        Cycle.objects.frozen().filter(pk__in={cycle for cycle, _goal in pairs}).values_list("pk", flat=True)
    )
    return {
        message
        for message, asked in about.items()
        if all(tuple(pair) in signed or pair[0] in frozen for pair in asked)
    }
