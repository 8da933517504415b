"""Periods along a row or down a column: read together, since a date alone does not tell whether it means a month or a year."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from roedtraad.measures.periods import Period, PeriodError, Rhythm

from .grid import Cell, Kind

EPOCH = datetime.date(
    1899, 12, 30
)  # serial 0 of Excel's calendar, its false leap day of 1900 counted in (ECMA-376, 18.17.4.1)
SERIALS = range(18_000, 73_500)  # 1949 to 2101: dates that were saved as plain numbers
YEARS = range(1950, 2101)
_DAY = re.compile(r"(\d{1,2})[-./](\d{1,2})[-./](\d{4})")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ].*)?")
_SIGNS = re.compile(r"[*¹²³)]+$")  # 2024* is 2024, provisional


@dataclass(frozen=True, slots=True)
class Axis:
    """One period for each cell, None where it is none. `dates`: how many were dates; `serials`: of these, plain numbers."""

    periods: tuple[Period | None, ...]
    rhythm: Rhythm | None
    dates: int = 0
    serials: int = 0

    @property
    def found(self) -> int:
        return sum(each is not None for each in self.periods)


def read_axis(cells: Sequence[Cell], rhythm: Rhythm | None = None, *, serials: bool = True) -> Axis:
    """The periods of the cells. `rhythm`: what they must be (a bare year is then the school year that begins in it).

    `serials`: whether plain numbers may be dates. A number is a year where it can be; where several are, all are.
    """
    read: list[Period | datetime.date | None] = [_read(cell, rhythm) for cell in cells]
    count = 0
    if serials and not any(isinstance(each, Period) for each in read):
        for place, cell in enumerate(cells):
            if read[place] is None and (day := _serial(cell)) is not None:
                read[place], count = day, count + 1
    dates = [each for each in read if isinstance(each, datetime.date)]
    of_dates = (rhythm or rhythm_of(dates)) if dates else None
    periods: list[Period | None] = []
    for each in read:
        if isinstance(each, datetime.date):
            periods.append(Period.holding(of_dates, each) if of_dates else None)
        else:
            periods.append(each)
    rhythms = [each.rhythm for each in periods if each is not None]
    common = max(set(rhythms), key=rhythms.count) if rhythms else None
    # One axis has one rhythm: a year beside twelve months is their total, and no period of the series.
    return Axis(
        tuple(each if each is not None and each.rhythm is common else None for each in periods),
        common,
        len(dates),
        count,
    )


def _read(cell: Cell, rhythm: Rhythm | None) -> Period | datetime.date | None:
    if cell.kind is Kind.DATE:
        return datetime.date.fromisoformat(cell.text)
    if cell.kind is Kind.NUMBER and cell.number is not None:
        if cell.number.is_integer() and int(cell.number) in YEARS:
            return _period(str(int(cell.number)), rhythm)
        return None
    if cell.kind is not Kind.TEXT or len(cell.text) > 40:
        return None
    text = _SIGNS.sub("", cell.text).strip()
    for pattern, order in ((_DAY, (3, 2, 1)), (_ISO, (1, 2, 3))):
        if hit := pattern.fullmatch(text):
            try:
                return datetime.date(*(int(hit[n]) for n in order))
            except ValueError:
                return None
    return _period(text, rhythm)


def _period(text: str, rhythm: Rhythm | None) -> Period | None:
    try:
        return Period.parse(text, rhythm)
    except PeriodError:
        return None


def _serial(cell: Cell) -> datetime.date | None:
    if cell.kind is Kind.NUMBER and cell.number is not None and int(cell.number) in SERIALS:
        return EPOCH + datetime.timedelta(days=int(cell.number))
    return None


def rhythm_of(days: Sequence[datetime.date]) -> Rhythm:
    """What dates that follow each other count: by the months between them, and by the month they stand in."""
    months = sorted({day.year * 12 + day.month - 1 for day in days})
    steps = {later - earlier for earlier, later in pairwise(months)}
    if not steps:
        return Rhythm.MONTH if len(set(days)) == 1 else Rhythm.WEEK
    if len(months) < len(set(days)):
        return Rhythm.WEEK  # several days in one month
    step = min(steps)
    if all(each % 12 == 0 for each in steps):
        return Rhythm.SCHOOL_YEAR if {month % 12 for month in months} == {7} else Rhythm.YEAR
    if step % 6 == 0:
        return Rhythm.HALF
    return Rhythm.QUARTER if step % 3 == 0 else Rhythm.MONTH


def provisional(cell: Cell) -> bool:
    """Whether a star stands after the period."""
    return cell.kind is Kind.TEXT and cell.text.rstrip().endswith("*")
