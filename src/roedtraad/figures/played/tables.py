"""The tables of the played StatBank: what the API would tell of them, and a figure for each combination of codes."""

from __future__ import annotations

import copy
import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from roedtraad.figures.places import COUNTRY, MUNICIPALITIES, REGIONS

Figure = float | str | None  # a number; "..": kept, but missing; None: no row at all, which BULK leaves out
FigureOf = Callable[[Mapping[str, str]], Figure]


@dataclass
class PlayedTable:
    """`about`: tableinfo by language, as the API gives it; `figure`: {variable id: value id} → a figure.

    `sums`: for each variable that may be left out, the value that stands for all; None: its values are added up.
    """

    about: dict[str, dict[str, Any]]
    figure: FigureOf
    sums: dict[str, str | None] = field(default_factory=dict)

    @property
    def id(self) -> str:
        return str(self.about["da"]["id"])

    def info(self, language: str) -> dict[str, Any]:
        return self.about.get(language) or self.about["da"]

    def variable(self, code: str, language: str = "da") -> dict[str, Any] | None:
        for each in self.info(language)["variables"]:
            if each["id"].casefold() == code.casefold():
                return dict(each)
        return None

    def copied(self) -> PlayedTable:
        return PlayedTable(copy.deepcopy(self.about), self.figure, dict(self.sums))

    def listed(self, language: str) -> dict[str, Any]:
        """The table as TABLES lists it."""
        info = self.info(language)
        time = next(v for v in info["variables"] if v["time"])["values"]
        return {
            "id": info["id"],
            "text": info["text"],
            "unit": info["unit"],
            "updated": info["updated"],
            "firstPeriod": time[0]["id"],
            "latestPeriod": time[-1]["id"],
            "active": info["active"],
            "variables": [v["text"] for v in info["variables"]],
        }


Words = tuple[str, str]  # (Danish, English)
Values = Sequence[tuple[str, Words]]  # (id, words)


def variable(code: str, words: Words, values: Values, *, elimination: bool = True, time: bool = False) -> dict[str, Any]:  # fmt: skip
    """One variable in both languages."""
    return {"id": code, "words": words, "values": list(values), "elimination": elimination, "time": time}


def table(
    code: str,
    title: Words,
    unit: Words,
    variables: Sequence[dict[str, Any]],
    figure: FigureOf,
    *,
    footnote: Words | None = None,
    updated: str = "2025-06-18T08:00:00",
    active: bool = True,
    sums: Mapping[str, str | None] | None = None,
) -> PlayedTable:
    """A table in both languages."""
    about = {}
    for n, language in enumerate(("da", "en")):
        about[language] = {
            "id": code,
            "text": title[n],
            "description": title[n],
            "unit": unit[n],
            "suppressedDataValue": "0",
            "updated": updated,
            "active": active,
            "contacts": [],
            "documentation": None,
            "footnote": {"text": footnote[n], "mandatory": True} if footnote else None,
            "variables": [
                {
                    "id": v["id"],
                    "text": v["words"][n],
                    "elimination": v["elimination"],
                    "time": v["time"],
                    "values": [{"id": each, "text": words[n]} for each, words in v["values"]],
                }
                for v in variables
            ],
        }
    totals = {
        v["id"]: next((each for each, _words in v["values"] if each in ("TOT", "IALT", COUNTRY)), None)
        for v in variables
        if v["elimination"]
    }
    return PlayedTable(about, figure, {**totals, **(sums or {})})


def years(first: int, last: int) -> Values:
    return [(str(year), (str(year), str(year))) for year in range(first, last + 1)]


def areas(extra: Sequence[tuple[str, str]] = ()) -> Values:
    """The country, the regions, the municipalities, and others: (number, name)."""
    found = [(COUNTRY, ("Hele landet", "All Denmark"))]
    found += [(code, (name, name)) for code, name in REGIONS.items()]
    found += [(each.code, (each.name, each.name)) for each in MUNICIPALITIES.values()]
    return found + [(code, (name, name)) for code, name in extra]


def steady(codes: Mapping[str, str], low: float, high: float, *, salt: str = "") -> float:
    """A number between the two that hangs on nothing but the codes."""
    key = salt + "|".join(f"{code}={codes[code]}" for code in sorted(codes))
    share = int.from_bytes(hashlib.sha256(key.encode()).digest()[:4], "big") / 2**32
    return low + share * (high - low)


SEX: Values = [("TOT", ("I alt", "Total")), ("M", ("Drenge", "Boys")), ("K", ("Piger", "Girls"))]
AGE: Values = [
    ("IALT", ("Alder i alt", "Age, total")),
    ("0-5", ("0-5 år", "0-5 years")),
    ("6-12", ("6-12 år", "6-12 years")),
    ("13-17", ("13-17 år", "13-17 years")),
]
SCHOOL_YEARS: Values = [(f"{y}/{y + 1}", (f"{y}/{y + 1}", f"{y}/{y + 1}")) for y in range(2014, 2025)]


def sample_tables(extra: Sequence[tuple[str, str]] = ()) -> list[PlayedTable]:
    """Tables that look like those a children-and-youth policy uses; none is a real one. `extra`: further municipalities.

    PRUND1 notifications by municipality, age, sex, year; PRANB1 placements per 1,000; PRFRA1 absence by school year; PRGL1 a table
    that ends in 2006 with the old numbers; PRSTOR1 too large for one answer.
    """
    return [_notifications(extra), _placements(extra), _absence(extra), _old(), _large()]


def _size(area: str) -> float:
    """How many thousand children: the country has as many as its parts have together, roughly."""
    if area == COUNTRY:
        return 1150.0
    return 230.0 if area in REGIONS else 3.0 + (int(area) * 37 % 170) / 10


def _notifications(extra: Sequence[tuple[str, str]]) -> PlayedTable:
    def one(codes: Mapping[str, str]) -> float:
        grows = 1 + (int(codes["Tid"]) - 2015) * 0.03
        return round(_size(codes["OMRÅDE"]) * 14 * grows * steady(codes, 0.9, 1.1))

    def figure(codes: Mapping[str, str]) -> Figure:
        sexes = ("M", "K") if codes["KØN"] == "TOT" else (codes["KØN"],)
        ages = ("0-5", "6-12", "13-17") if codes["ALDER"] == "IALT" else (codes["ALDER"],)
        return float(sum(one({**codes, "KØN": sex, "ALDER": age}) for sex in sexes for age in ages))

    return table(
        "PRUND1",
        ("Underretninger om børn", "Notifications of concern for children"),
        ("Antal", "Number"),
        [
            variable("OMRÅDE", ("administrativ kommune", "administrative municipality"), areas(extra)),
            variable("ALDER", ("alder", "age"), AGE),
            variable("KØN", ("køn", "sex"), SEX),
            variable("Tid", ("tid", "time"), years(2015, 2024), elimination=False, time=True),
        ],
        figure,
        footnote=(
            "Tallene for 2024 er foreløbige. Fra 2024 efter barnets lov.",
            "The figures for 2024 are provisional. From 2024 under the Child's Act.",
        ),
    )


def _placements(extra: Sequence[tuple[str, str]]) -> PlayedTable:
    def figure(codes: Mapping[str, str]) -> Figure:
        if steady(codes, 0, 1, salt="missing") < 0.03:
            return ".."
        return round(steady({"OMRÅDE": codes["OMRÅDE"]}, 6, 14) * steady(codes, 0.93, 1.07), 1)

    return table(
        "PRANB1",
        ("Anbragte børn og unge pr. 1.000", "Children placed outside their home, per 1,000"),
        ("Pr. 1.000", "Per 1,000"),
        [
            variable("OMRÅDE", ("område", "region"), areas(extra), elimination=False),
            variable("Tid", ("tid", "time"), years(2011, 2024), elimination=False, time=True),
        ],
        figure,
    )


def _absence(extra: Sequence[tuple[str, str]]) -> PlayedTable:
    def figure(codes: Mapping[str, str]) -> Figure:
        return round(steady({"KOMK": codes["KOMK"]}, 5, 7) * steady(codes, 0.95, 1.05), 2)

    places = [each for each in areas(extra) if each[0] not in REGIONS]
    return table(
        "PRFRA1",
        ("Elevers fravær i procent", "Absence of pupils, per cent"),
        ("Pct.", "Per cent"),
        [
            variable("KOMK", ("kommune", "municipality"), places),
            variable("KLASSE", ("klassetrin", "grade"),
                     [("TOT", ("Klassetrin i alt", "Grade, total")), ("0-3", ("0.-3. klasse", "Grade 0-3")),
                      ("4-6", ("4.-6. klasse", "Grade 4-6")), ("7-9", ("7.-9. klasse", "Grade 7-9"))]),
            variable("Tid", ("tid", "time"), SCHOOL_YEARS, elimination=False, time=True),
        ],
        figure,
    )  # fmt: skip


def _old() -> PlayedTable:
    """Horsens and Hedensted before they were made: 615 is the old Horsens, 601 was split between two."""
    places: Values = [
        (code, (name, name))
        for code, name in (("601", "Brædstrup"), ("609", "Gedved"), ("613", "Hedensted"), ("615", "Horsens"),
                           ("619", "Juelsminde"), ("627", "Tørring-Uldum"))
    ]  # fmt: skip
    return table(
        "PRGL1",
        ("Anbragte børn (ophørt)", "Children placed outside their home (ended)"),
        ("Antal", "Number"),
        [
            variable("KOMK", ("kommune", "municipality"), places, elimination=False),
            variable("Tid", ("tid", "time"), years(1996, 2006), elimination=False, time=True),
        ],
        lambda codes: float(round(steady(codes, 20, 200))),
        active=False,
        updated="2007-11-30T09:30:00",
    )


def _large() -> PlayedTable:
    """110 areas, 101 ages, 3 sexes, 31 years: a million rows when all is asked for."""
    ages: Values = [("IALT", ("I alt", "Total"))] + [(str(n), (f"{n} år", f"{n} years")) for n in range(100)]
    return table(
        "PRSTOR1",
        ("Folketal (prøve)", "Population (sample)"),
        ("Antal", "Number"),
        [
            variable("OMRÅDE", ("område", "region"), areas()),
            variable("KØN", ("køn", "sex"), SEX),
            variable("ALDER", ("alder", "age"), ages),
            variable("Tid", ("tid", "time"), years(1994, 2026), elimination=False, time=True),
        ],
        lambda codes: float(hash((codes["OMRÅDE"], codes["KØN"], codes["ALDER"], codes["Tid"])) % 5000),
    )
