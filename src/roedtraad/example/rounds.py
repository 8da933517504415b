"""Follow-up: two earlier rounds and the one that leads to the yearly status, all frozen; and the one that is open."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from roedtraad.core.models import Job, OutboxMessage, User
from roedtraad.followup import actions, timing
from roedtraad.followup.counting import count_back
from roedtraad.followup.enums import Need, RoundKind
from roedtraad.followup.models import Cycle, Rhythm, Snapshot
from roedtraad.followup.queries import check_in_for
from roedtraad.language.dates import MONTHS
from roedtraad.language.holidays import working_day_on_or_after
from roedtraad.matters.models import Meeting
from roedtraad.plans.models import Goal

from . import reports
from .calendar import Calendar
from .moments import on
from .people import COMMITTEE, COUNCIL, FINANCE, Cast
from .plan_texts import GOALS
from .planning import Planned
from .reports import Said

DAY = datetime.timedelta(days=1)
MINUTES_A_GOAL = 9  # figures found, words chosen
OWNERS = {text.key: text.owner for text in GOALS}


@dataclass(frozen=True)
class Rounds:
    """The meetings that the rounds serve, oldest first, and the council's after the last frozen one."""

    first: Meeting
    second: Meeting
    third: Meeting
    council: Meeting
    coming: Meeting


def choose_meetings(calendar: Calendar) -> Rounds:
    """Counted back from today: the council decided some days ago at least, and reports are due in some days at least."""
    today = calendar.today
    council = calendar.last_before(COUNCIL, today - 2 * DAY)
    third = calendar.last_before(COMMITTEE, council.date)
    second = calendar.last_before(COMMITTEE, third.date - 110 * DAY)
    first = calendar.last_before(COMMITTEE, second.date - 80 * DAY)
    coming = next(
        meeting for meeting in calendar.meetings[COMMITTEE] if count_back(meeting.date).due >= today + 5 * DAY
    )
    return Rounds(first, second, third, council, coming)


def title_of(day: datetime.date) -> str:
    return f"{MONTHS[day.month - 1]} {day.year}"


def frozen_round(
    planned: Planned, meeting: Meeting, starts: datetime.date, said: Mapping[str, Said], cast: Cast
) -> Snapshot:
    """A round from its opening to its snapshot; every owner reports and signs off in good time."""
    dates = count_back(meeting.date)
    coordinator = cast.users["coordinator"]
    with on(dates.opens, 8):
        cycle = actions.open_cycle(
            planned.plan,
            by=coordinator,
            meeting=meeting,
            title=title_of(dates.due),
            period_from=starts,
            period_to=dates.opens - DAY,
        )
    for place, (key, words) in enumerate(said.items()):
        with on(working_day_on_or_after(dates.opens + (4 + place) * DAY), 9 + place % 6):
            _sign(cycle, planned.goals[key], words, cast, key)
        timing.add(cycle, str(MINUTES_A_GOAL * 60))
    with on(dates.sign_off, 15):
        snapshot = actions.freeze(cycle, by=coordinator)
    forget_old_mail()
    return snapshot


def open_round(
    planned: Planned, meeting: Meeting, starts: datetime.date, today: datetime.date, cast: Cast
) -> Cycle:
    """The round that is open today: some have signed off, one draft waits for its owner, one is only begun."""
    opened = working_day_on_or_after(today - 12 * DAY)
    with on(opened, 8):
        cycle = actions.open_cycle(
            planned.plan,
            by=cast.users["coordinator"],
            meeting=meeting,
            title=title_of(count_back(meeting.date).due),
            period_from=starts,
            period_to=opened - DAY,
            opens=opened,
        )
    forget_old_mail()
    for place, (key, words) in enumerate(reports.SIGNED_NOW.items()):
        with on(opened + (3 + place) * DAY, 10):
            _sign(cycle, planned.goals[key], words, cast, key)
    writer = cast.users["school_consultant"]
    for key, words in reports.SUBMITTED_NOW.items():
        with on(opened + 6 * DAY, 13):
            _say(cycle, planned.goals[key], words, writer)
            actions.attach_link(
                check_in_for(cycle, planned.goals[key]),
                by=writer,
                url="https://www.fjordby.example/skole/rolig-start",
                name="Rolig start om mandagen: sådan gør skolerne",
            )
            actions.submit(check_in_for(cycle, planned.goals[key]), by=writer)
    for key, words in reports.BEGUN_NOW.items():
        with on(opened + 7 * DAY, 14):
            _say(cycle, planned.goals[key], words, cast.users[OWNERS[key]])
    return cycle


# September, December and March to the committee; what costs money to the finance committee in May.
RHYTHM = (
    (9, COMMITTEE, RoundKind.STATUS, ""),
    (12, COMMITTEE, RoundKind.STATUS, ""),
    (3, COMMITTEE, RoundKind.STATUS, ""),
    (5, FINANCE, RoundKind.ADJUSTMENT, "det, der koster penge i næste års budget"),
)


def set_rhythm(planned: Planned, coming: Meeting, cast: Cast) -> None:
    """The years to come, from well after the round that is open; the meetings of the last ones are not called yet."""
    by = cast.users["coordinator"]
    rhythm = actions.set_rhythm(
        Rhythm(plan=planned.plan),
        by=by,
        starts=coming.date + 40 * DAY,
        beats=[
            actions.BeatLine(month, cast.bodies[body], kind, purpose) for month, body, kind, purpose in RHYTHM
        ],
    )
    actions.make_rounds(rhythm, by=by)


def _say(cycle: Cycle, goal: Goal, words: Said, by: User) -> None:
    actions.save_check_in(
        check_in_for(cycle, goal),
        by=by,
        status=words.status,
        happened=words.happened,
        need=words.need,
        needed=words.needed,
        awaited_until=cycle.sign_off + words.awaited * DAY if words.need == Need.AWAITED else None,
    )


def _sign(cycle: Cycle, goal: Goal, words: Said, cast: Cast, key: str) -> None:
    owner = cast.users[OWNERS[key]]
    _say(cycle, goal, words, owner)
    actions.sign_off(check_in_for(cycle, goal), by=owner)


def forget_old_mail() -> None:
    """What would have been mailed months ago is not sent today."""
    OutboxMessage.objects.all().delete()
    Job.objects.filter(name__in=["core.send", "followup.remind"]).delete()
