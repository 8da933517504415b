"""What StatBank Denmark tells about its tables: subjects, the list of tables, and one table with its variables and values."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from roedtraad.figures.observations import Category, Dimension, Role, Source
from roedtraad.measures.periods import Period, PeriodError

from .errors import NotData

NAME = {"da": "Danmarks Statistik", "en": "Statistics Denmark"}
LICENCE = "CC BY 4.0"
LICENCE_URL = "https://creativecommons.org/licenses/by/4.0/"
PAGE = "https://www.statistikbanken.dk/{table}"
VALUE = "INDHOLD"  # the column of CSV and BULK that holds the figure
CONTENTS = "ContentsCode"  # the dimension of JSON-stat that says what is counted


@dataclass(frozen=True, slots=True)
class Subject:
    """A branch of the tree of subjects."""

    id: str
    name: str
    active: bool
    below: tuple[Subject, ...] = ()
    has_more: bool = False

    @classmethod
    def read(cls, told: Mapping[str, Any]) -> Subject:
        return cls(
            str(told["id"]),
            told["description"],
            bool(told.get("active", True)),
            tuple(cls.read(each) for each in told.get("subjects") or ()),
            bool(told.get("hasSubjects")),
        )


@dataclass(frozen=True, slots=True)
class Listed:
    """A table as the list has it. `first` and `latest`: codes of its first and latest period."""

    id: str
    title: str
    unit: str
    updated: datetime.datetime | None
    first: str
    latest: str
    active: bool
    variables: tuple[str, ...]

    @classmethod
    def read(cls, told: Mapping[str, Any]) -> Listed:
        return cls(
            told["id"],
            told["text"],
            told.get("unit") or "",
            moment(told.get("updated")),
            told.get("firstPeriod") or "",
            told.get("latestPeriod") or "",
            bool(told.get("active", True)),
            tuple(told.get("variables") or ()),
        )


@dataclass(frozen=True)
class Variable:
    """What a table is split by. `elimination`: it may be left out, and its total is meant."""

    id: str
    label: str
    elimination: bool
    time: bool
    values: tuple[Category, ...]

    @cached_property
    def by_id(self) -> dict[str, Category]:
        return {value.code: value for value in self.values}

    @cached_property
    def total(self) -> str | None:
        """The value that stands for all; None where none is known. Recognised by its id or its label."""
        for pattern in (_TOTAL_ID, _TOTAL_LABEL):
            for value in self.values[:3] + self.values[-1:]:
                if pattern.fullmatch(value.code if pattern is _TOTAL_ID else value.label.strip()):
                    return value.code
        return None


_TOTAL_ID = re.compile(r"TOT|IALT|TOTAL|0{3}", re.IGNORECASE)
_TOTAL_LABEL = re.compile(r"(?:.* )?i alt|alle|hele landet|total|all|all denmark|.*,? total", re.IGNORECASE)


@dataclass(frozen=True)
class TableInfo:
    """One table. `absent`: the value of combinations that BULK leaves out (suppressedDataValue), None: they are missing."""

    id: str
    title: str
    description: str
    unit: str
    updated: datetime.datetime | None
    active: bool
    language: str
    variables: tuple[Variable, ...]
    footnotes: tuple[str, ...] = ()
    absent: float | None = None
    documentation: str = ""

    @classmethod
    def read(cls, told: Mapping[str, Any], language: str = "da") -> TableInfo:
        """From the API's JSON. NotData where what must be there is not."""
        try:
            return cls(
                told["id"],
                told["text"],
                told.get("description") or told["text"],
                told.get("unit") or "",
                moment(told.get("updated")),
                bool(told.get("active", True)),
                language,
                tuple(_variable(each) for each in told["variables"]),
                _footnotes(told),
                _absent(told.get("suppressedDataValue")),
                ((told.get("documentation") or {}).get("url")) or "",
            )
        except (KeyError, TypeError, AttributeError) as error:
            raise NotData("not-data", what=f"JSON ({error})") from error

    def variable(self, code: str) -> Variable | None:
        """By its id, case aside: the headers of CSV are in capitals."""
        return next((each for each in self.variables if each.id.casefold() == code.casefold()), None)

    @property
    def time(self) -> Variable | None:
        return next((each for each in self.variables if each.time), None)

    @property
    def provisional(self) -> frozenset[Period]:
        """The periods that a footnote, or a star after the label, calls provisional."""
        return provisional_periods(self)

    def source(self) -> Source:
        return Source(
            NAME.get(self.language, NAME["da"]),
            self.id,
            self.title,
            self.unit,
            LICENCE,
            LICENCE_URL,
            PAGE.format(table=self.id),
            self.updated,
            self.language,
            self.footnotes,
        )

    def dimension(self, variable: Variable, codes: Sequence[str] | None = None) -> Dimension:
        """The variable as a dimension, with all values or these."""
        role = Role.TIME if variable.time else Role.OTHER
        whole = Dimension(variable.id, variable.label, variable.values, role)
        return whole if codes is None else whole.only(codes)


def _variable(told: Mapping[str, Any]) -> Variable:
    time = bool(told.get("time"))
    return Variable(
        told["id"],
        told.get("text") or told["id"],
        bool(told.get("elimination")),
        time,
        tuple(
            Category(str(v["id"]), str(v.get("text") or v["id"]), period_of(str(v["id"])) if time else None)
            for v in told["values"]
        ),
    )


def period_of(code: str) -> Period | None:
    """The period that a code of time means; None for a stretch (2023:2024 is the mean of two years), a day, or words."""
    if ":" in code:
        return None
    try:
        return Period.parse(code)
    except PeriodError:
        return None


def moment(text: str | None) -> datetime.datetime | None:
    """'2025-03-25T08:00:00', with Z where it is UTC. StatBank's own clock is Danish; the time is kept as it is told."""
    if not text:
        return None
    try:
        return datetime.datetime.fromisoformat(text)
    except ValueError:
        return None


def _absent(told: Any) -> float | None:
    try:
        return float(str(told).replace(",", "."))
    except ValueError:
        return None


def _footnotes(told: Mapping[str, Any]) -> tuple[str, ...]:
    """Of the table, its variables and its values; each once, in that order."""
    found: list[str] = []
    holders: list[Any] = [told]
    for variable in told["variables"]:
        holders += [variable, *variable["values"]]
    for holder in holders:
        notes = holder.get("footnote") or holder.get("footnotes") or ()
        for note in [notes] if isinstance(notes, Mapping) else notes:
            text = note.get("text") if isinstance(note, Mapping) else note
            found += [line for part in str(text or "").splitlines() if (line := " ".join(part.split()))]
    return tuple(dict.fromkeys(found))


_PROVISIONAL = re.compile(r"foreløbig|provisional|preliminary", re.IGNORECASE)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?:[MKQHU]\d{1,2})?(?!\d)")
_SENTENCE = re.compile(r"(?<=[.!?])\s+")


def provisional_periods(info: TableInfo) -> frozenset[Period]:
    """Periods named in a sentence of a footnote that says provisional, or whose label ends in a star (DST's sign for it)."""
    time = info.time
    if time is None:
        return frozenset()
    known = {value.period for value in time.values if value.period}
    named = {value.period for value in time.values if value.period and value.label.rstrip().endswith("*")}
    for note in info.footnotes:
        for sentence in _SENTENCE.split(note):
            if _PROVISIONAL.search(sentence):
                named |= known & {period_of(hit) for hit in _YEAR.findall(sentence)}
    return frozenset(named)
