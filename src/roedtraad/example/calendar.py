"""When Fjordby's bodies meet: by weekday rules around today, so that the example is alive on any day it is built."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, field

from roedtraad.language.holidays import is_working_day
from roedtraad.matters.actions import schedule_meeting
from roedtraad.matters.models import Meeting

from . import people
from .people import Cast

BACK, AHEAD = datetime.timedelta(days=500), datetime.timedelta(days=370)
MONDAY, TUESDAY, WEDNESDAY, THURSDAY = range(4)


@dataclass(frozen=True)
class Rule:
    """The nth weekday of a month (1, 2 … or -1 the last) at a time; `months` left out means all but July."""

    weekday: int
    nth: int
    time: datetime.time
    place: str
    months: tuple[int, ...] = (1, 2, 3, 4, 5, 6, 8, 9, 10, 11, 12)

    def day(self, year: int, month: int) -> datetime.date:
        """That day; a working day earlier where the municipality is closed then."""
        first = datetime.date(year, month, 1)
        days = [first + datetime.timedelta(days=n) for n in range(31)]
        days = [day for day in days if day.month == month and day.weekday() == self.weekday]
        day = days[self.nth - 1 if self.nth > 0 else self.nth]
        if month == 12 and self.nth == -1:
            day -= datetime.timedelta(days=14)  # nobody meets between Christmas and the new year
        while not is_working_day(day):
            day -= datetime.timedelta(days=1)
        return day

    def between(self, first: datetime.date, last: datetime.date) -> Iterator[datetime.date]:
        year, month = first.year, first.month
        while (year, month) <= (last.year, last.month):
            if month in self.months and first <= (day := self.day(year, month)) <= last:
                yield day
            year, month = (year, month + 1) if month < 12 else (year + 1, 1)


HALL = "Byrådssalen, Havnegade 1"
RULES = {
    people.COMMITTEE: Rule(WEDNESDAY, 2, datetime.time(15, 30), "Mødelokale 2, Havnegade 1"),
    people.FINANCE: Rule(MONDAY, 3, datetime.time(14, 0), "Mødelokale 1, Havnegade 1"),
    people.COUNCIL: Rule(TUESDAY, -1, datetime.time(17, 0), HALL),
    people.EXECUTIVE: Rule(MONDAY, 1, datetime.time(9, 0), "Mødelokale 1, Havnegade 1"),
    people.YOUTH: Rule(THURSDAY, 1, datetime.time(16, 30), "Ungehuset, Kajen 4"),
    people.STEERING: Rule(
        TUESDAY, 2, datetime.time(10, 0), "Mødelokale 3, Havnegade 1", (1, 3, 5, 8, 10, 12)
    ),
}


@dataclass
class Calendar:
    """All meetings, by body and in order of date."""

    today: datetime.date
    meetings: dict[str, list[Meeting]] = field(default_factory=dict)

    def first_from(self, body: str, day: datetime.date) -> Meeting:
        return next(meeting for meeting in self.meetings[body] if meeting.date >= day)

    def last_before(self, body: str, day: datetime.date) -> Meeting:
        return [meeting for meeting in self.meetings[body] if meeting.date < day][-1]


def build_calendar(cast: Cast, today: datetime.date) -> Calendar:
    """Each body's meetings for more than a year back and a year ahead; the committee secretary calls them."""
    calendar = Calendar(today)
    for name, rule in RULES.items():
        calendar.meetings[name] = [
            schedule_meeting(
                cast.bodies[name], by=cast.users["secretary"], date=day, time=rule.time, place=rule.place
            )
            for day in rule.between(today - BACK, today + AHEAD)
        ]
    return calendar
