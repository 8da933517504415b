"""Who is reminded, of what, and when: one mail a day at most, of everything that is missing, until it is in.

The one who answers for a goal is told when the round opens, some days before it is due, on the day, and the day after.
Then the deputy is told too, and then the owner of the focus area. A position that is vacant, or whose holder is away, is
told through its deputy from the first day on; where nobody deputises, the holder's mail waits for the holder.
Whoever holds several positions gets one mail for all of them. What else there is to tell somebody (followup/news.py)
stands in the same mail; on a day without a round to remind of it makes the mail by itself.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from django.db import IntegrityError, transaction
from django.utils import timezone

from roedtraad.core.models import Municipality, User
from roedtraad.core.outbox import write_mails
from roedtraad.core.tenancy import current
from roedtraad.organisation.reaching import Reach
from roedtraad.plans.models import Goal

from .counting import notice_days
from .enums import CheckInState, NoticeStage
from .letters import ABOVE, DEPUTY, OWN, Digest, Missing, Told, letter
from .links import links_for
from .models import CheckIn, Cycle, Notice, Reminder
from .news import fresh_news, still_news, write_down
from .queries import REMINDER, goals_of, standing_check_ins

CHUNK = 200  # people who are written to in one transaction
STAGES = {
    OWN: (NoticeStage.OPENED, NoticeStage.SOON, NoticeStage.DUE, NoticeStage.LATE),
    DEPUTY: (NoticeStage.DEPUTY,),
    ABOVE: (NoticeStage.ABOVE,),
}
ORDER = {stage: number for number, stage in enumerate(NoticeStage)}


def remind(day: datetime.date | None = None) -> int:
    """Write the mails of a day; returns how many. Safe to call again and again, and from several at once."""
    today = day or timezone.localdate()
    told = _who_is_told(today)
    had: dict[tuple[int, int], dict[str, datetime.date]] = defaultdict(dict)
    for cycle, user, stage, when in Notice.objects.filter(cycle__snapshot__isnull=True).values_list(
        "cycle", "user", "stage", "day"
    ):
        had[cycle, user][stage] = when
    digests: dict[User, Digest] = defaultdict(Digest)
    for user, rounds in told.items():
        for each in rounds:
            each.stage = _stage(each, had.get((each.cycle.pk, user.pk), {}), today)
        if any(each.stage for each in rounds):
            digests[user].rounds = rounds
    for user, news in fresh_news(today).items():
        digests[user].news = news
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


def _write(digests: dict[User, Digest], today: datetime.date) -> int:
    """One transaction: links, mails, and that they have been written. Whoever has had one today gets none: what is new
    then stands in tomorrow's."""
    try:
        with transaction.atomic():
            # Two who remind at once take turns: the second finds what the first has written.
            Municipality.objects.select_for_update(no_key=True).get(pk=current().pk)
            had_one = set(
                Reminder.objects.filter(day=today, user__in=digests).values_list("user_id", flat=True)
            )
            fresh = {user: digest for user, digest in digests.items() if user.pk not in had_one}
            links = links_for((cycle, user) for user, digest in fresh.items() for cycle in digest.links)
            messages = write_mails([letter(user, digest, links) for user, digest in fresh.items()], REMINDER)
            reminders = Reminder.objects.bulk_create(
                Reminder(
                    user=user,
                    day=today,
                    message=message,
                    about=[[each.cycle.pk, one.goal.pk] for each in digest.rounds for one in each.missing],
                )
                for (user, digest), message in zip(fresh.items(), messages, strict=True)
            )
            write_down(zip(reminders, (digest.news for digest in fresh.values()), strict=True))
            Notice.objects.bulk_create(
                Notice(cycle=each.cycle, user=user, day=today, stage=each.stage)
                for user, digest in fresh.items()
                for each in digest.rounds
                if each.stage
            )
    except IntegrityError:
        return 0  # another worker was there first; whoever is left is found the next time
    return len(fresh)


# --- who


def _who_is_told(today: datetime.date) -> dict[User, list[Told]]:
    """Everybody who answers for something that is missing in an open round, and for whom it is time to step in."""
    found: dict[User, dict[tuple[int, int], Told]] = defaultdict(dict)
    missing = _missing(today)
    users = _reach([one.goal for lines in missing.values() for one in lines], today).users
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


def _reach(goals: list[Goal], today: datetime.date) -> Reach:
    """Everybody who may be told of some goals, looked up once for all of them."""
    things = [thing for goal in goals for thing in (goal, goal.focus_area) if thing]
    return Reach(
        (
            position
            for thing in things
            for position in (
                thing.owner_id,
                thing.deputy_id,
                thing.owner.deputy_id if thing.owner else None,
            )
        ),
        today,
    )


# --- whether a mail that waits is still needed


def needless(messages: Sequence[int]) -> set[int]:
    """Of mails that wait to go, those of which every goal has been signed off, and every piece of news is old, meanwhile."""
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
    new = still_news(messages)
    return {
        message
        for message, asked in about.items()
        if message not in new and all(tuple(pair) in signed or pair[0] in frozen for pair in asked)
    }
