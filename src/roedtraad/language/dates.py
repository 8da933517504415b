"""Dates as people write them: exact, or "ultimo december 2018", "foråret 2027", "2. kvartal 2025".

A `FuzzyDate` keeps the first and the last day it may mean, how fine it was printed, and the words. It is
never finer than the words: "ultimo december 2018" may mean any of the last days, and prints as 2018-12.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

MONTHS = "januar februar marts april maj juni juli august september oktober november december".split()
SHORT = {"jan": 1, "feb": 2, "febr": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9,
         "okt": 10, "nov": 11, "dec": 12}  # fmt: skip
SEASONS = {"forår": (3, 5), "sommer": (6, 8), "efterår": (9, 11), "vinter": (1, 12)}
ORDINALS = {"første": 1, "andet": 2, "anden": 2, "tredje": 3, "fjerde": 4}


class Precision(StrEnum):
    """How fine a date was printed."""

    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    SEASON = "season"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class FuzzyDate:
    """A date that may be a stretch.

    earliest, latest   the first and the last day it may mean, both included
    precision          of its ends
    words              as printed
    vague              true for primo, medio, ultimo, ca., a season, "oktober/november"
    """

    earliest: date
    latest: date
    precision: Precision
    words: str = ""
    vague: bool = False

    def __post_init__(self) -> None:
        if self.earliest > self.latest:
            raise ValueError(f"{self.earliest} is after {self.latest}")

    def iso(self) -> tuple[str, str | None]:
        """(date, date_to) in ISO 8601 of the printed precision; date_to None unless a range was printed."""
        cut = {Precision.DAY: 10, Precision.YEAR: 4, Precision.SEASON: 4}.get(self.precision, 7)
        start, end = self.earliest.isoformat()[:cut], self.latest.isoformat()[:cut]
        return start, end if end != start else None

    def danish(self) -> str:
        """As one would write it in Danish: the words where there are any."""
        return self.words or _in_danish(self)

    @classmethod
    def parse(cls, text: str, year: int | None = None) -> FuzzyDate | None:
        """The date that the whole text is (an introductory "den", "i", "senest" aside), else None."""
        stripped = text.strip(" \t\n.,;:()")
        for found in find_dates(stripped, year):
            lead = stripped[: found.start].strip()
            if found.end == len(stripped) and re.fullmatch(LEAD, lead, re.IGNORECASE):
                return found.date
        return None


@dataclass(frozen=True, slots=True)
class Found:
    """A date in a text: `text[start:end]` are its words."""

    start: int
    end: int
    date: FuzzyDate


LEAD = r"(?:(?:i|den|d\.?|fra|pr\.?|senest|inden|ved|til|på|omkring|i løbet af|året|år)\s*)*"
_NAMES = "|".join([*MONTHS, *sorted(SHORT, key=len, reverse=True)])
_MONTH = rf"(?:{_NAMES})\b\.?"
_YEAR = r"(?:19|20)\d\d"
_DASH = r"\s*(?:-|–|—|/|\btil\b|\bog\b|\beller\b)\s*"
_PART = (
    r"primo|medio|ultimo|ca\.|cirka|omkring|(?:i\s+)?(?:starten|begyndelsen|midten|slutningen)\s+af|start|"
    r"(?:(?:inden|ved|med)\s+)?udgangen\s+af"
)
_ORD = r"(?:[1-4]\.|" + "|".join(ORDINALS) + ")"
PATTERN = re.compile(
    rf"""(?<![\w/])(?<!\d[.,-])(?:
      (?P<iso>{_YEAR}-\d\d-\d\d)
    | (?P<sd>\d{{1,2}})/(?P<sm>\d{{1,2}})(?:\s*-\s*|\s+)(?P<slash>{_YEAR})
    | (?P<nd>\d{{1,2}})(?P<ns>[./-])(?P<nm>\d{{1,2}})(?P=ns)(?P<ny>{_YEAR}|\d\d)
    | (?:(?P<dpart>ca\.|cirka|omkring)\s+(?:den\s+)?)?(?P<d1>\d{{1,2}})\.?(?:{_DASH}(?P<d2>\d{{1,2}})\.?)?\s*(?P<dm>{_MONTH})(?:\s*,?\s*(?P<dy>{_YEAR}))?
    | (?:(?P<hp>{_ORD})\s*(?:-|–|og)\s*)?(?P<h>{_ORD})\s*(?P<hk>halvår|kvartal)(?:\s+(?:af\s+|i\s+)?(?P<hy>{_YEAR}))?
    | \bq(?P<q>[1-4])\s*(?P<qy>{_YEAR})
    | (?:(?P<part>{_PART})\s+)?(?P<m1>{_MONTH})(?:\s*(?P<my1>{_YEAR}))?(?:{_DASH}(?P<m2>{_MONTH}))?
        (?:\s*,?\s*(?P<my>{_YEAR}))?
    | (?P<season>forår|sommer|efterår|vinter)(?:et|en|e?ren)?(?:\s+(?P<sy>{_YEAR})(?:/(?P<sy2>{_YEAR}|\d\d))?)?
    | (?:(?P<ypart>{_PART})\s+)?(?P<y1>{_YEAR})(?:\s*(?:-|–|—|\btil\b|/|\btil\s+og\s+med\b)\s*(?P<y2>{_YEAR}|\d\d(?!\d)))?
    )(?![\w])(?![-/]\d)(?!\.\d)""",
    re.IGNORECASE | re.VERBOSE,
)


FIGURE = re.compile(r"\d")  # without one no text tells its own year


def find_dates(text: str, year: int | None = None) -> list[Found]:
    """Every date in the text, in order.

    year  the year that a heading over the text prints; a day or month without its own year takes it,
          and without it such a date is left out (what is missing stays missing).
    """
    if year is None and not FIGURE.search(text):
        return []
    found: list[Found] = []
    for next_one in _find(text, year):
        joined = _joined(text, found[-1], next_one) if found else None
        if joined:
            found[-1] = joined
        else:
            found.append(next_one)
    return found


def _joined(text: str, first: Found, second: Found) -> Found | None:
    """ "1. maj 2026 til 31. juli 2027" is one stretch."""
    same = first.date.precision is second.date.precision in (Precision.DAY, Precision.HALF, Precision.QUARTER)
    between = text[first.end : second.start]
    if not same or not re.fullmatch(
        r"\s*(?:-|–|—|(?:og )?(?:frem )?til(?: og med)?)\s*(?:den\s+|d\.\s*)?", between
    ):
        return None
    if first.date.earliest > second.date.latest:
        return None
    words = text[first.start : second.end]
    stretch = FuzzyDate(first.date.earliest, second.date.latest, first.date.precision, words)
    return Found(first.start, second.end, stretch)


def _find(text: str, year: int | None) -> Iterator[Found]:
    for match in PATTERN.finditer(text):
        try:
            made = _make(match, year if year is not None else _year_after(text, match))
        except ValueError:  # the 31st of June, or a range that runs backwards
            made = None
        if made:
            yield Found(match.start(), match.start() + len(made.words), made)


def _year_after(text: str, m: re.Match[str]) -> int | None:
    """ "fra 19. august til 20. september 2026": the first date has the year of the second."""
    if not m["d1"] or m["dy"]:
        return None
    second = re.compile(r"\s*(?:-|–|—|til(?: og med)?|og)\s*(?:den\s+)?").match(text, m.end())
    end = PATTERN.match(text, second.end()) if second else None
    return (
        int(end["dy"]) if end and end["d1"] and end["dy"] and _month(end["dm"]) >= _month(m["dm"]) else None
    )


def _make(m: re.Match[str], year: int | None) -> FuzzyDate | None:
    words = m.group().rstrip(" ,.")
    if m["iso"]:
        day = date.fromisoformat(m["iso"])
        return FuzzyDate(day, day, Precision.DAY, words)
    if m["slash"]:
        day = date(int(m["slash"]), int(m["sm"]), int(m["sd"]))
        return FuzzyDate(day, day, Precision.DAY, words)
    if m["nd"]:
        return _numeric(m, words)
    if m["d1"]:
        when = int(m["dy"]) if m["dy"] else year
        if when is None:
            return None
        month = _month(m["dm"])
        first = date(when, month, int(m["d1"]))
        last = date(when, month, int(m["d2"] or m["d1"]))
        return FuzzyDate(first, last, Precision.DAY, words, bool(m["dpart"]))
    if m["hk"]:
        when = int(m["hy"]) if m["hy"] else year
        return _parts(_ordinal(m["hp"] or m["h"]), _ordinal(m["h"]), m["hk"].lower() == "halvår", when, words)
    if m["q"]:
        return _parts(int(m["q"]), int(m["q"]), False, int(m["qy"]), words)
    if m["m1"]:
        return _months(m, words, year)
    if m["season"]:
        spring, end = SEASONS[m["season"].lower()]
        when = int(m["sy"] or 0) or year
        if when is None:
            return None
        if m["sy2"]:
            return FuzzyDate(
                date(when, 12, 1), _last(_full(when, m["sy2"]), 2), Precision.SEASON, words, True
            )
        return FuzzyDate(date(when, spring, 1), _last(when, end), Precision.SEASON, words, True)
    return _years(m, words)


def _numeric(m: re.Match[str], words: str) -> FuzzyDate | None:
    short = len(m["ny"]) == 2
    if short and m["ns"] == "-" and len(m["nd"]) + len(m["nm"]) < 4:
        return None  # "1-2-10" is a numbering sooner than a date
    day = date(2000 + int(m["ny"]) if short else int(m["ny"]), int(m["nm"]), int(m["nd"]))
    return FuzzyDate(day, day, Precision.DAY, words)


def _months(m: re.Match[str], words: str, year: int | None) -> FuzzyDate | None:
    start_year = int(m["my1"] or m["my"] or 0) or year
    end_year = int(m["my"] or 0) or start_year
    if start_year is None or end_year is None:
        return None
    first, part = _month(m["m1"]), (m["part"] or "").lower()
    if m["m1"].lower() in SHORT and not m["my1"] and not m["my"]:
        return None  # "mar", "jun" alone are as often something else
    if m["m2"]:
        last = _month(m["m2"])
        between = words[len(m["m1"]) :].lstrip(". ")
        # "oktober/november" leaves open which; "oktober-november" is a stretch.
        vague = bool(part) or between.startswith("/") or " eller " in words
        return FuzzyDate(date(start_year, first, 1), _last(end_year, last), Precision.MONTH, words, vague)
    days = {"primo": (1, 10), "start": (1, 10), "medio": (11, 20), "ultimo": (21, 31)}.get(
        _stem(part), (1, 31)
    )
    latest = _last(start_year, first)
    return FuzzyDate(
        date(start_year, first, days[0]),
        min(latest, latest.replace(day=min(days[1], latest.day))),
        Precision.MONTH,
        words,
        _vague(part),
    )


def _years(m: re.Match[str], words: str) -> FuzzyDate:
    when, part = int(m["y1"]), (m["ypart"] or "").lower()
    if m["y2"]:
        return FuzzyDate(date(when, 1, 1), date(_full(when, m["y2"]), 12, 31), Precision.YEAR, words)
    months = {"primo": (1, 4), "start": (1, 4), "medio": (5, 8), "ultimo": (9, 12)}.get(_stem(part), (1, 12))
    return FuzzyDate(date(when, months[0], 1), _last(when, months[1]), Precision.YEAR, words, _vague(part))


def _parts(first: int, last: int, half: bool, year: int | None, words: str) -> FuzzyDate | None:
    length = 6 if half else 3
    if year is None or not 1 <= first <= last <= 12 // length:
        return None
    precision = Precision.HALF if half else Precision.QUARTER
    return FuzzyDate(date(year, (first - 1) * length + 1, 1), _last(year, last * length), precision, words)


def _stem(part: str) -> str:
    for stem, words in (("primo", ("start", "begynd")), ("medio", ("midt",)), ("ultimo", ("slutn",))):
        if part.startswith(stem) or any(word in part for word in words):
            return stem
    return part


def _vague(part: str) -> bool:
    """A deadline ("inden udgangen af") is exact about its end; the others leave it open."""
    return bool(part) and "udgangen" not in part


def _month(name: str) -> int:
    name = name.lower().rstrip(".")
    return MONTHS.index(name) + 1 if name in MONTHS else SHORT[name]


def _ordinal(text: str) -> int:
    return ORDINALS.get(text.lower()) or int(text.rstrip("."))


def _full(first: int, second: str) -> int:
    return int(second) if len(second) == 4 else first // 100 * 100 + int(second)


def _last(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def _in_danish(when: FuzzyDate) -> str:
    first, last = when.earliest, when.latest
    if when.precision is Precision.DAY:
        names = [f"{d.day}. {MONTHS[d.month - 1]} {d.year}" for d in (first, last)]
        return names[0] if first == last else " - ".join(names)
    if when.precision is Precision.YEAR:
        return str(first.year) if first.year == last.year else f"{first.year}-{last.year}"
    if when.precision is Precision.SEASON:
        name = next((n for n, (a, b) in SEASONS.items() if (a, b) == (first.month, last.month)), "vinter")
        suffix = {"sommer": "en", "vinter": "en"}.get(name, "et")
        years = str(first.year) if first.year == last.year else f"{first.year}/{last.year}"
        return f"{name}{suffix} {years}"
    if when.precision in (Precision.HALF, Precision.QUARTER):
        length, word = (6, "halvår") if when.precision is Precision.HALF else (3, "kvartal")
        a, b = (first.month - 1) // length + 1, (last.month - 1) // length + 1
        return f"{a}. {word} {first.year}" if a == b else f"{a}.-{b}. {word} {first.year}"
    start, end = (f"{MONTHS[d.month - 1]}" for d in (first, last))
    if (first.year, first.month) == (last.year, last.month):
        return f"{start} {first.year}"
    return (
        f"{start}-{end} {last.year}" if first.year == last.year else f"{start} {first.year}-{end} {last.year}"
    )
