"""The periods that figures are counted in: a month, a quarter, half a year, a year, a school year.

A `Period` is a rhythm and the first day. Periods of one rhythm follow each other without a gap, so that a missing one
can be named: a series must show a hole where there is one, and no rule may look across it.

The year of a school begins on 1 August, as folkeskoleloven's does. StatBank Denmark writes 2024M03, 2024K1 (2024Q1 in
English), 2024H1, 2024U07, 2024 and 2023/2024; spreadsheets write what people write.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from roedtraad.language.dates import MONTHS, SHORT

ENGLISH = ("January February March April May June July August September October November December").split()
SHORT_DANISH = "jan. feb. mar. apr. maj juni juli aug. sep. okt. nov. dec.".split()
SHORT_ENGLISH = "Jan Feb Mar Apr May June July Aug Sept Oct Nov Dec".split()
SCHOOL_STARTS = 8  # August


class Rhythm(StrEnum):
    """How often a figure is counted. The value is what is stored."""

    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"
    SCHOOL_YEAR = "school_year"

    @property
    def months(self) -> int:
        """Months from one period to the next; 0 for weeks."""
        return {"week": 0, "month": 1, "quarter": 3, "half": 6}.get(self.value, 12)

    @property
    def per_year(self) -> int:
        return 52 if self is Rhythm.WEEK else 12 // self.months


class PeriodError(ValueError):
    """A text that is no period, or a period that does not begin where its rhythm does; a sentence."""


@dataclass(frozen=True, slots=True)
class Period:
    """One period: `start` is its first day. Two are ordered by their first day, whatever their rhythms."""

    rhythm: Rhythm
    start: datetime.date

    def __post_init__(self) -> None:
        if self.start != first_day(self.rhythm, self.start):
            raise PeriodError(f"No {self.rhythm.value} begins on {self.start}.")

    @classmethod
    def holding(cls, rhythm: Rhythm, day: datetime.date) -> Period:
        """The period of that rhythm in which the day lies."""
        return cls(rhythm, first_day(rhythm, day))

    @classmethod
    def parse(cls, text: str, rhythm: Rhythm | None = None) -> Period:
        """The period that a text names: 2024, 2024M03, 2024K1, 2024Q1, 2024H2, 2024U07, 2023/24, 2024-03, 'marts 2024',
        'sep. 24', '1. kvartal 2024', '2. halvår 2023', 'skoleåret 2023/24'.

        `rhythm` settles what a bare year means (a school year that is named by its first) and refuses another rhythm.
        :raises PeriodError: the text names none, or one of another rhythm
        """
        found = _read(text.strip())
        if found is None:
            raise PeriodError(f"“{text.strip()[:40]}” is no period.")
        if rhythm is not None and found.rhythm is not rhythm:
            if (
                found.rhythm is Rhythm.YEAR
                and rhythm is Rhythm.SCHOOL_YEAR
                and re.fullmatch(r"\d{4}", text.strip())
            ):
                return cls(rhythm, datetime.date(found.start.year, SCHOOL_STARTS, 1))
            raise PeriodError(f"“{text.strip()[:40]}” is a {found.rhythm.value}, not a {rhythm.value}.")
        return found

    def shifted(self, count: int) -> Period:
        """The period `count` later, or earlier where it is negative."""
        if self.rhythm is Rhythm.WEEK:
            return Period(self.rhythm, self.start + datetime.timedelta(weeks=count))
        months = self.start.year * 12 + self.start.month - 1 + count * self.rhythm.months
        return Period(self.rhythm, datetime.date(months // 12, months % 12 + 1, 1))

    @property
    def next(self) -> Period:
        return self.shifted(1)

    @property
    def end(self) -> datetime.date:
        """The last day, included."""
        return self.next.start - datetime.timedelta(days=1)

    @property
    def key(self) -> str:
        """As it is stored and exported: 2024, 2024-Q1, 2024-H1, 2024-03, 2024-W07, 2023/2024. Sorts within a rhythm."""
        year, month = self.start.year, self.start.month
        match self.rhythm:
            case Rhythm.WEEK:
                iso = self.start.isocalendar()
                return f"{iso.year}-W{iso.week:02}"
            case Rhythm.MONTH:
                return f"{year}-{month:02}"
            case Rhythm.QUARTER:
                return f"{year}-Q{(month + 2) // 3}"
            case Rhythm.HALF:
                return f"{year}-H{(month + 5) // 6}"
            case Rhythm.SCHOOL_YEAR:
                return f"{year}/{year + 1}"
        return str(year)

    def label(self, language: str = "da", *, short: bool = False) -> str:
        """As a person writes it: 'september 2026' ('sep. 2026'), '1. kvartal 2024', 'skoleåret 2023/24' ('2023/24')."""
        danish, year, month = language != "en", self.start.year, self.start.month
        match self.rhythm:
            case Rhythm.WEEK:
                iso = self.start.isocalendar()
                return f"{'uge' if danish else 'week'} {iso.week}, {iso.year}"
            case Rhythm.MONTH:
                names = (
                    (SHORT_DANISH if danish else SHORT_ENGLISH) if short else (MONTHS if danish else ENGLISH)
                )
                return f"{names[month - 1]} {year}"
            case Rhythm.QUARTER:
                number = (month + 2) // 3
                if danish:
                    return f"{number}. kv. {year}" if short else f"{number}. kvartal {year}"
                return f"Q{number} {year}"
            case Rhythm.HALF:
                number = (month + 5) // 6
                return f"{number}. halvår {year}" if danish else f"H{number} {year}"
            case Rhythm.SCHOOL_YEAR:
                years = f"{year}/{(year + 1) % 100:02}"
                return years if short else f"{'skoleåret' if danish else 'school year'} {years}"
        return str(year)

    def __str__(self) -> str:
        return self.key

    def __lt__(self, other: Period) -> bool:
        return self.start < other.start


def first_day(rhythm: Rhythm, day: datetime.date) -> datetime.date:
    """The first day of the period of that rhythm in which the day lies."""
    match rhythm:
        case Rhythm.WEEK:
            return day - datetime.timedelta(days=day.weekday())
        case Rhythm.SCHOOL_YEAR:
            return datetime.date(day.year - (day.month < SCHOOL_STARTS), SCHOOL_STARTS, 1)
    return datetime.date(day.year, (day.month - 1) // rhythm.months * rhythm.months + 1, 1)


def through(first: Period, last: Period) -> Iterator[Period]:
    """Every period from the first to the last, both included. Of one rhythm."""
    if first.rhythm is not last.rhythm:
        raise PeriodError(f"{first} and {last} are not of one rhythm.")
    while first.start <= last.start:
        yield first
        first = first.next


def holes(periods: Iterable[Period]) -> list[Period]:
    """The periods that are missing between the first and the last: shown as a gap, never bridged."""
    held = sorted(periods)
    if not held:
        return []
    starts = {one.start for one in held}
    return [one for one in through(held[0], held[-1]) if one.start not in starts]


# ---------------------------------------------------------------- reading


_MONTH_NUMBER = {
    **{name: number for number, name in enumerate(MONTHS, 1)},
    **{name.lower(): number for number, name in enumerate(ENGLISH, 1)},
    **SHORT,
    "mai": 5, "oct": 10, "may": 5,
}  # fmt: skip
_CODE = re.compile(r"(\d{4})[ -]?([MKQHU])0?(\d{1,2})", re.IGNORECASE)
_ISO_MONTH = re.compile(r"(\d{4})-(\d{2})(?:-01)?")
_ISO_WEEK = re.compile(r"(\d{4})-W(\d{2})")
_YEAR = re.compile(r"(?:år |år|year )?(\d{4})")
_TWO_YEARS = re.compile(r"(?:skoleåret|skoleår|school year)? ?(\d{4}) ?[/:–-] ?(\d{4}|\d{2})", re.IGNORECASE)
_WORDS = re.compile(r"([a-zæøå]{3,9})\.?[ -]?(?:'|’)?(\d{4}|\d{2})", re.IGNORECASE)
_PART = re.compile(r"(\d)\. ?(kvartal|kvt|kv|halvår|half)\.? ?(\d{4})", re.IGNORECASE)
_WEEK = re.compile(r"(?:uge|week) (\d{1,2}),? (\d{4})", re.IGNORECASE)


def _read(text: str) -> Period | None:
    try:
        return _code(text) or _by_words(text)
    except ValueError:  # month 13, week 54, the year 0
        return None


def _code(text: str) -> Period | None:
    if hit := _CODE.fullmatch(text):
        year, number = int(hit[1]), int(hit[3])
        match hit[2].upper():
            case "M":
                return Period(Rhythm.MONTH, datetime.date(year, number, 1))
            case "K" | "Q":
                return Period(Rhythm.QUARTER, datetime.date(year, number * 3 - 2, 1))
            case "H":
                return Period(Rhythm.HALF, datetime.date(year, number * 6 - 5, 1))
        return Period(Rhythm.WEEK, datetime.date.fromisocalendar(year, number, 1))
    if hit := _ISO_WEEK.fullmatch(text):
        return Period(Rhythm.WEEK, datetime.date.fromisocalendar(int(hit[1]), int(hit[2]), 1))
    if hit := _ISO_MONTH.fullmatch(text):
        return Period(Rhythm.MONTH, datetime.date(int(hit[1]), int(hit[2]), 1))
    if hit := _YEAR.fullmatch(text.lower()):
        return Period(Rhythm.YEAR, datetime.date(int(hit[1]), 1, 1))
    return None


def _by_words(text: str) -> Period | None:
    if hit := _TWO_YEARS.fullmatch(text):
        first, second = int(hit[1]), int(hit[2])
        if second % 100 != (first + 1) % 100 or (second > 99 and second != first + 1):
            return None  # 2019/2023 is a stretch, no school year
        return Period(Rhythm.SCHOOL_YEAR, datetime.date(first, SCHOOL_STARTS, 1))
    if hit := _PART.fullmatch(text):
        number, year = int(hit[1]), int(hit[3])
        if hit[2].lower().startswith("h"):
            return Period(Rhythm.HALF, datetime.date(year, number * 6 - 5, 1))
        return Period(Rhythm.QUARTER, datetime.date(year, number * 3 - 2, 1))
    if hit := _WEEK.fullmatch(text):
        return Period(Rhythm.WEEK, datetime.date.fromisocalendar(int(hit[2]), int(hit[1]), 1))
    if (hit := _WORDS.fullmatch(text)) and (month := _MONTH_NUMBER.get(hit[1].lower())):
        year = int(hit[2])
        return Period(Rhythm.MONTH, datetime.date(year + 2000 if year < 100 else year, month, 1))
    return None
