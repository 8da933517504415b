"""A cycle's dates, counted back from the meeting it serves.

The agenda is settled about four weeks ahead inside the administration, and members have the material at least three
working days before (kommunestyrelsesloven § 8; four days here, so that a Friday serves a Tuesday). Before that lie a
week to write the report from the snapshot, a week to sign off, and three weeks to report. No date falls on a day
when the municipality is closed: it moves to the working day before.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from roedtraad.language.holidays import working_day_on_or_before

MATERIAL = 4  # days before the meeting
AGENDA = 28  # days before the meeting
WRITING = 7  # days from sign-off to the agenda
SIGNING = 7  # days from the reports to sign-off
REPORTING = 21  # days from the opening to the reports


@dataclass(frozen=True)
class Dates:
    """The days of a cycle, earliest first."""

    opens: date
    due: date
    sign_off: date
    agenda: date
    material: date
    meeting: date


def count_back(meeting: date) -> Dates:
    """The dates of the cycle that serves a meeting on that day."""
    agenda = working_day_on_or_before(meeting - timedelta(AGENDA))
    sign_off = working_day_on_or_before(agenda - timedelta(WRITING))
    due = working_day_on_or_before(sign_off - timedelta(SIGNING))
    return Dates(
        opens=working_day_on_or_before(due - timedelta(REPORTING)),
        due=due,
        sign_off=sign_off,
        agenda=agenda,
        material=working_day_on_or_before(meeting - timedelta(MATERIAL)),
        meeting=meeting,
    )


def squeezed(dates: Dates, today: date) -> Dates:
    """The same cycle begun today, where counting back ends in the past: what has passed is today, nothing is later
    than it was, and the order holds as far as the meeting allows."""
    opens = max(dates.opens, today)
    due = max(dates.due, opens)
    return Dates(opens, due, max(dates.sign_off, due), dates.agenda, dates.material, dates.meeting)
