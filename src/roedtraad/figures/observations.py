"""Figures in one form, wherever they come from: dimensions, and for each combination a value or why there is none.

`Observations` come once, row by row, however many they are. A `Cube` stands in memory, nine bytes a cell, and can be asked.
Missing, suppressed and zero are three different things: a cell has a value if and only if its state is shown.
"""

from __future__ import annotations

import datetime
import math
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from itertools import product
from typing import NamedTuple

from roedtraad.measures.periods import Period, holes

from .faults import FigureError

MAX_CELLS = 2_000_000  # of a cube in memory: 18 MB; what is larger is read as a stream


class State(StrEnum):
    """Why a cell has a value, or has none."""

    SHOWN = "shown"
    SUPPRESSED = "suppressed"  # somebody counted it, and it is too small to be told
    MISSING = "missing"  # not counted, not known, not sent


class Role(StrEnum):
    """What a dimension says."""

    TIME = "time"
    PLACE = "place"
    METRIC = "metric"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Category:
    """One value of a dimension. `period`: where it is a time that can be read; `unit` and `decimals`: of a metric."""

    code: str
    label: str
    period: Period | None = None
    unit: str = ""
    decimals: int | None = None


@dataclass(frozen=True)
class Dimension:
    """What figures are split by. The order of the categories is the source's."""

    code: str
    label: str
    categories: tuple[Category, ...]
    role: Role = Role.OTHER

    @cached_property
    def places(self) -> dict[str, int]:
        """code → its number from 0."""
        return {category.code: place for place, category in enumerate(self.categories)}

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(category.code for category in self.categories)

    def only(self, codes: Iterable[str]) -> Dimension:
        """The same dimension with these categories, in its own order. FigureError("no-category") for one it lacks."""
        wanted = set(codes)
        for code in sorted(wanted - set(self.places)):
            raise FigureError("no-category", value=code, variable=self.label)
        return Dimension(
            self.code, self.label, tuple(c for c in self.categories if c.code in wanted), self.role
        )


@dataclass(frozen=True, slots=True)
class Source:
    """Where figures come from, carried with them wherever they go. `updated`: when the source last changed them."""

    name: str = ""
    table: str = ""
    title: str = ""
    unit: str = ""
    licence: str = ""
    licence_url: str = ""
    url: str = ""
    updated: datetime.datetime | None = None
    language: str = "da"
    footnotes: tuple[str, ...] = ()

    def credit(self) -> str:
        """Source and licence on one line, as CC BY 4.0, section 3(a), asks: 'Danmarks Statistik, UND1, CC BY 4.0'."""
        return ", ".join(part for part in (self.name, self.table, self.licence) if part)


class Observation(NamedTuple):
    """One cell: its codes in the order of the dimensions; `value` is a number if and only if `state` is shown."""

    codes: tuple[str, ...]
    period: Period | None
    value: float | None
    state: State = State.SHOWN
    provisional: bool = False


class Observations:
    """Rows that come once, with what is needed to understand them. Iterating a second time raises RuntimeError."""

    def __init__(self, dimensions: Sequence[Dimension], source: Source, rows: Iterable[Observation]) -> None:
        self.dimensions, self.source = tuple(dimensions), source
        self._rows: Iterable[Observation] | None = rows

    def __iter__(self) -> Iterator[Observation]:
        if self._rows is None:
            raise RuntimeError("These rows have been read: ask the source again.")
        rows, self._rows = self._rows, None
        return iter(rows)

    def cube(self, *, absent: float | None = None, limit: int = MAX_CELLS) -> Cube:
        """All of them in memory. `absent`: the value of combinations that have no row; None: they are missing."""
        return Cube.gather(self.dimensions, self, self.source, absent=absent, limit=limit)


_STATES = (State.SHOWN, State.SUPPRESSED, State.MISSING)
_NUMBER = {state: number for number, state in enumerate(_STATES)}
_PROVISIONAL, _SEEN = 4, 8
_NAN = math.nan


class Cube:
    """Figures in memory, one cell for every combination of categories, the last dimension running fastest."""

    def __init__(
        self, dimensions: Sequence[Dimension], source: Source, values: array[float], marks: bytearray
    ) -> None:
        self.dimensions, self.source = tuple(dimensions), source
        self._values, self._marks = values, marks

    @classmethod
    def gather(
        cls,
        dimensions: Sequence[Dimension],
        rows: Iterable[Observation],
        source: Source | None = None,
        *,
        absent: float | None = None,
        limit: int = MAX_CELLS,
    ) -> Cube:
        """The cube of the rows, in whatever order they come.

        :raises FigureError: "too-many-cells"; "duplicate" for two rows of one combination; "no-category"; "not-a-number"
        """
        size = math.prod(len(each.categories) for each in dimensions)
        if size > limit:
            raise FigureError("too-many-cells", cells=size, limit=limit)
        blank = _NUMBER[State.MISSING] if absent is None else _NUMBER[State.SHOWN]
        values = array("d", [_NAN if absent is None else absent]) * size
        marks = bytearray([blank]) * size
        steps = _steps(dimensions)
        for row in rows:
            place = 0
            for code, dimension, step in zip(row.codes, dimensions, steps, strict=True):
                try:
                    place += dimension.places[code] * step
                except KeyError:
                    raise FigureError("no-category", value=code, variable=dimension.label)
            if marks[place] & _SEEN:
                raise FigureError("duplicate", what=_named(dimensions, row.codes))
            shown = row.state is State.SHOWN
            if shown != (row.value is not None and math.isfinite(row.value)):
                raise FigureError("not-a-number", what=_named(dimensions, row.codes))
            values[place] = row.value if shown and row.value is not None else _NAN
            marks[place] = _NUMBER[row.state] | _SEEN | (_PROVISIONAL if row.provisional and shown else 0)
        return cls(dimensions, source or Source(), values, marks)

    def __len__(self) -> int:
        """The number of cells, those without a value included."""
        return len(self._marks)

    def __iter__(self) -> Iterator[Observation]:
        clock = self.time_place
        periods = [c.period for c in self.dimensions[clock].categories] if clock is not None else []
        spans = [range(len(d.categories)) for d in self.dimensions]
        codes = [d.codes for d in self.dimensions]
        for place, numbers in enumerate(product(*spans)):
            yield self._cell(
                place,
                tuple(codes[d][n] for d, n in enumerate(numbers)),
                periods[numbers[clock]] if clock is not None else None,
            )

    def _cell(self, place: int, codes: tuple[str, ...], period: Period | None) -> Observation:
        mark = self._marks[place]
        state = _STATES[mark & 3]
        value = self._values[place] if state is State.SHOWN else None
        return Observation(codes, period, value, state, bool(mark & _PROVISIONAL))

    @property
    def time_place(self) -> int | None:
        """The number of the dimension that is time; None where there is none."""
        return next((n for n, each in enumerate(self.dimensions) if each.role is Role.TIME), None)

    def dimension(self, code: str) -> Dimension:
        """By its code, case aside. FigureError("no-variable")."""
        for each in self.dimensions:
            if each.code.casefold() == code.casefold():
                return each
        raise FigureError("no-variable", variable=code)

    def only(self, chosen: Mapping[str, Iterable[str]]) -> Cube:
        """The part with these categories: {"KØN": ["M"], …}; a dimension that is not named is kept whole."""
        wanted = {self.dimension(code).code: codes for code, codes in chosen.items()}
        parts = [d.only(wanted[d.code]) if d.code in wanted else d for d in self.dimensions]
        steps = _steps(self.dimensions)
        values, marks = array("d"), bytearray()
        spans = [
            [whole.places[code] * step for code in part.codes]
            for whole, part, step in zip(self.dimensions, parts, steps, strict=True)
        ]
        for offsets in product(*spans):
            place = sum(offsets)
            values.append(self._values[place])
            marks.append(self._marks[place])
        return Cube(parts, self.source, values, marks)

    def series(self, chosen: Mapping[str, str]) -> list[Observation]:
        """One observation a period, in order of time, for one category of every other dimension.

        A dimension with one category need not be named. Times that cannot be read as periods are left out.
        :raises FigureError: "not-one-series" where more than one series fits; "no-time" where nothing tells when
        """
        if self.time_place is None:
            raise FigureError("no-time")
        part = self.only({code: [value] for code, value in chosen.items()})
        for place, each in enumerate(part.dimensions):
            if place != self.time_place and len(each.categories) != 1:
                raise FigureError("not-one-series", variable=each.label, count=len(each.categories))
        found = [each for each in part if each.period is not None]
        return sorted(found, key=lambda each: each.period.start if each.period else datetime.date.min)

    def gaps(self) -> list[Period]:
        """The periods that are missing between the first and the last. A hole in a series is shown, never bridged."""
        if self.time_place is None:
            return []
        periods = [c.period for c in self.dimensions[self.time_place].categories if c.period is not None]
        if len({each.rhythm for each in periods}) != 1:
            return []
        return holes(periods)

    def renamed(
        self, dimensions: Sequence[Dimension], source: Source, provisional: frozenset[Period] = frozenset()
    ) -> Cube:
        """The same cells under other words. Dimensions of one category may be left out; `provisional` periods are marked."""
        if math.prod(len(each.categories) for each in dimensions) != len(self):
            raise ValueError("other words, but the same cells")
        made = Cube(dimensions, source, self._values, self._marks)
        if provisional and made.time_place is not None:
            marks = bytearray(self._marks)
            for place, each in enumerate(made):
                if each.period in provisional and each.state is State.SHOWN:
                    marks[place] |= _PROVISIONAL
            made = Cube(dimensions, source, self._values, marks)
        return made

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Cube):
            return NotImplemented
        return (
            self.dimensions == other.dimensions
            and self.source == other.source
            and [m & ~_SEEN for m in self._marks] == [m & ~_SEEN for m in other._marks]
            and all(a == b or (a != a and b != b) for a, b in zip(self._values, other._values, strict=True))
        )

    __hash__ = None  # type: ignore[assignment]


def _steps(dimensions: Sequence[Dimension]) -> list[int]:
    """How many cells lie between two neighbours of each dimension."""
    steps, step = [], 1
    for each in reversed(dimensions):
        steps.append(step)
        step *= len(each.categories)
    return steps[::-1]


def _named(dimensions: Sequence[Dimension], codes: Sequence[str]) -> str:
    """'køn: Mænd, tid: 2023'."""
    words = []
    for dimension, code in zip(dimensions, codes, strict=False):
        place = dimension.places.get(code)
        words.append(f"{dimension.label}: {dimension.categories[place].label if place is not None else code}")
    return ", ".join(words)
