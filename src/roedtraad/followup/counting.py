"""A cycle's dates, counted back from the meeting it serves. A rhythm may say other numbers of days than the usual.

The agenda is settled about four weeks ahead inside the administration, and members have the material at least three
working days before (kommunestyrelsesloven § 8; four days here, so that a Friday serves a Tuesday). Before that lie a
week to write the report from the snapshot, a week to sign off, and three weeks to report. No date falls on a day
when the municipality is closed: it moves to the working day before.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from roedtraad.language.holidays import working_day_on_or_after, working_day_on_or_before

from .enums import NoticeStage

MATERIAL = 4  # days before the meeting
AGENDA = 28  # days before the meeting
WRITING = 7  # days from sign-off to the agenda
SIGNING = 7  # days from the reports to sign-off
REPORTING = 21  # days from the opening to the reports
SOON = 5  # days before the reports are due: a working week's notice
DEPUTY = 2  # days after the reminder that follows, then the deputy is told
ABOVE = 3  # days after that the owner of the focus area is told


@dataclass(frozen=True)
class Spans:
    """Days of each part of a round: to report, to sign off, to write the report, and from the agenda to the meeting."""

    reporting: int = REPORTING
    signing: int = SIGNING
    writing: int = WRITING
    agenda: int = AGENDA

    @property
    def is_usual(self) -> bool:
        return self == USUAL


USUAL = Spans()
# From–to of each: shorter and nobody can make it, longer and what is said is old when it is read.
LIMITS = {"reporting": (5, 90), "signing": (1, 60), "writing": (0, 60), "agenda": (7, 120)}


@dataclass(frozen=True)
class Dates:
    """The days of a cycle, earliest first."""

    opens: date
    due: date
    sign_off: date
    agenda: date
    material: date
    meeting: date


def count_back(meeting: date, spans: Spans = USUAL) -> Dates:
    """The dates of the cycle that serves a meeting on that day."""
    agenda = working_day_on_or_before(meeting - timedelta(spans.agenda))
    sign_off = working_day_on_or_before(agenda - timedelta(spans.writing))
    due = working_day_on_or_before(sign_off - timedelta(spans.signing))
    return Dates(
        opens=working_day_on_or_before(due - timedelta(spans.reporting)),
        due=due,
        sign_off=sign_off,
        agenda=agenda,
        material=working_day_on_or_before(meeting - timedelta(MATERIAL)),
        meeting=meeting,
    )


def assumed_day(year: int, month: int) -> date:
    """The day that a round is planned by while no meeting is known in its month: the middle of it."""
    return working_day_on_or_before(date(year, month, 15))


def squeezed(dates: Dates, today: date) -> Dates:
    """The same cycle begun today, where counting back ends in the past: what has passed is today, nothing is later
    than it was, and the order holds as far as the meeting allows."""
    opens = max(dates.opens, today)
    due = max(dates.due, opens)
    return Dates(opens, due, max(dates.sign_off, due), dates.agenda, dates.material, dates.meeting)


def notice_days(opens: date, due: date, sign_off: date) -> dict[str, date]:
    """When each stage of reminding begins: {stage: day}. Nobody is told on a day when nobody is at work, and nobody
    after the sign-off; what would come later comes on its last day."""

    late = working_day_on_or_after(due + timedelta(1))
    deputy = working_day_on_or_after(late + timedelta(DEPUTY))
    above = working_day_on_or_after(deputy + timedelta(ABOVE))
    return {
        NoticeStage.OPENED: opens,
        NoticeStage.SOON: working_day_on_or_before(due - timedelta(SOON)),
        NoticeStage.DUE: due,
        NoticeStage.LATE: min(late, sign_off),
        NoticeStage.DEPUTY: min(deputy, sign_off),
        NoticeStage.ABOVE: min(above, sign_off),
    }
