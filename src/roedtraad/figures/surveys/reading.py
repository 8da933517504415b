"""A survey's table → counts, or percentages and how many answered. Three shapes: long, answers across, answers down."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from roedtraad.figures.faults import Fault, FigureError
from roedtraad.figures.numbers import Unread, decimal_of
from roedtraad.figures.observations import (
    MAX_CELLS,
    Category,
    Cube,
    Dimension,
    Observation,
    Role,
    Source,
    State,
)
from roedtraad.figures.sheets.axis import read_axis
from roedtraad.figures.sheets.grid import Book, Cell, Grid, Kind
from roedtraad.figures.sheets.proposing import PERCENT_WORDS, named_period
from roedtraad.figures.sheets.taking import figure
from roedtraad.figures.sheets.template import Layout, Measure, Template, header_of
from roedtraad.measures.periods import Period, Rhythm

from .columns import GRADE, LABELS, SEX, SPLITS, TOTAL, ColumnRole, guess_roles, in_order
from .people import refuse_people

LOOKED = 40
FEW = 5  # answers below which a group is told to be small: the default minimum count


@dataclass(frozen=True, slots=True)
class Survey:
    """Cubes of one survey, each None where the file does not tell; all None where a fault is in the way.

    shape     long | across | down
    """

    counts: Cube | None
    percents: Cube | None
    respondents: Cube | None
    faults: tuple[Fault, ...]
    shape: str = ""

    @property
    def blocking(self) -> tuple[Fault, ...]:
        return tuple(each for each in self.faults if each.blocking)


@dataclass(slots=True)
class _Told:
    """One figure: what is counted, of which group, which answer ("" for how many answered), when."""

    measure: ColumnRole
    group: dict[ColumnRole, str]
    period: Period
    value: float | None
    state: State
    provisional: bool
    address: str


def read_survey(
    book: Book,
    *,
    sheet: str = "",
    roles: Sequence[ColumnRole] | None = None,
    period: Period | None = None,
    decimal: str = "",
    dash: str = "",
    source: Source | None = None,
) -> Survey:
    """The survey of a file. `roles`: what a person said of the columns, where the headers do not tell; `period`: of a file without.

    :raises FigureError: "survey-individuals" for a row a child, "no-survey" for what is no survey at all
    """
    grid = book.grid(sheet) if sheet else book.grids[0]
    if grid is None:
        raise FigureError("sheet-gone", sheet=sheet, sheets=[each.name for each in book.grids])
    return _Reading(book, grid, roles, period, decimal, dash).read(source)


def header_row(grid: Grid) -> int:
    """The row with the most headers that are known; else the first with two texts or a period beside a text."""
    rows = [row for row in range(min(LOOKED, len(grid.rows))) if _may_head(grid, row)]
    known = {
        row: sum(bool(role) for role in guess_roles([cell.text for cell in grid.rows[row]])) for row in rows
    }
    best = max(rows, key=lambda row: (known[row], -row), default=0)
    if known.get(best):
        return best
    return next((row for row in rows if sum(bool(cell) for cell in grid.rows[row]) >= 2), 0)


def _may_head(grid: Grid, row: int) -> bool:
    """Headers are words and years: 'I alt' beside numbers is a line of the table."""
    numbers = [cell for cell in grid.rows[row] if cell.kind in (Kind.NUMBER, Kind.PERCENT)]
    return read_axis(numbers, serials=False).found == len(numbers)


@dataclass(slots=True)
class _Reading:
    book: Book
    grid: Grid
    given: Sequence[ColumnRole] | None
    period: Period | None
    decimal: str
    dash: str
    header: int = 0
    roles: list[ColumnRole] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    told: list[_Told] = field(default_factory=list)
    rhythm: Rhythm | None = None

    def read(self, source: Source | None) -> Survey:
        self.header = header_row(self.grid)
        headers = [self.grid.at(self.header, n).text for n in range(self.grid.width)]
        self.roles = list(self.given) if self.given is not None else guess_roles(headers)
        self.roles += [ColumnRole.NONE] * (self.grid.width - len(self.roles))
        if not self.decimal:
            texts = [cell.text for row in self.grid.rows for cell in row if cell.kind is Kind.TEXT]
            self.decimal = self.book.decimal or decimal_of(texts) or ","
        if self.period is None and ColumnRole.PERIOD not in self.roles:
            above = [cell.text for row in self.grid.rows[: self.header] for cell in row if cell]
            self.period = named_period([*above, self.grid.name, self.book.name])
        shape = self._shape()
        refuse_people(self.book, self.grid, self.header, self.roles, shape)
        {"long": self._long, "across": self._across, "down": self._down}[shape]()
        return self._survey(shape, source)

    # ------------------------------------------------------------ what it is

    def _rows(self) -> range:
        return range(self.header + 1, len(self.grid.rows))

    def _shape(self) -> str:
        values = {ColumnRole.COUNT, ColumnRole.PERCENT} & set(self.roles)
        if ColumnRole.ANSWER in self.roles and values:
            return "long"
        loose = [n for n in range(self.grid.width) if self._is_value_column(n)]
        splits = [
            n
            for n, role in enumerate(self.roles)
            if role in (*SPLITS, ColumnRole.PERIOD, ColumnRole.QUESTION)
        ]
        headers = [self.grid.at(self.header, n) for n in loose]
        groups = bool(headers) and all(self._group_of(cell) for cell in headers)
        if loose and groups and ColumnRole.ANSWER not in self.roles[1:]:
            return "down"
        if len(loose) >= 2 and splits:
            return "across"
        if loose and not splits:
            return "down"
        refuse_people(self.book, self.grid, self.header, self.roles, "none")
        raise FigureError("no-survey", sheet=self.grid.name or self.book.name)

    def _is_value_column(self, column: int) -> bool:
        """A header that has no role, with figures below it."""
        if self.roles[column] not in (ColumnRole.NONE, ColumnRole.VALUE) or not self.grid.at(
            self.header, column
        ):
            return False
        cells = [cell for row in self._rows() if (cell := self.grid.at(row, column))]
        numbers = sum(cell.kind in (Kind.NUMBER, Kind.PERCENT) or self._reads(cell) for cell in cells)
        return bool(cells) and numbers >= 0.6 * len(cells)

    def _reads(self, cell: Cell) -> bool:
        try:
            figure(cell, self._template(percent=True))
        except Unread:
            return False
        return True

    def _group_of(self, cell: Cell) -> tuple[ColumnRole, str] | None:
        """What a header over a column of figures is a group of: a year, a grade, a sex; None for anything else."""
        if read_axis([cell], serials=False).found:
            return ColumnRole.PERIOD, cell.text
        if GRADE.fullmatch(cell.text):
            return ColumnRole.GRADE, cell.text
        if SEX.fullmatch(cell.text):
            return ColumnRole.SEX, cell.text
        return None

    # ------------------------------------------------------------ the three shapes

    def _long(self) -> None:
        splits = [n for n, role in enumerate(self.roles) if role in LABELS]
        values = [
            (n, role)
            for n, role in enumerate(self.roles)
            if role in (ColumnRole.COUNT, ColumnRole.PERCENT, ColumnRole.RESPONDENTS)
        ]
        for row, period in self._periods([n for n, _role in values]):
            group = {self.roles[n]: self.grid.at(row, n).text for n in splits}
            answer = group.get(ColumnRole.ANSWER, "")
            if missing := [n for n in splits if not self.grid.at(row, n)]:
                self._say(
                    "label-missing", row, missing[0], header=header_of(self.grid, self.header, missing[0])
                )
                continue
            for column, role in values:
                if TOTAL.fullmatch(answer):
                    if role is ColumnRole.COUNT:
                        self._take(row, column, ColumnRole.RESPONDENTS, group, period)
                elif role is not ColumnRole.RESPONDENTS or self._first_of(group, period):
                    self._take(row, column, role, group, period)

    def _first_of(self, group: dict[ColumnRole, str], period: Period) -> bool:
        """How many answered stands again on every answer's line: it is taken once."""
        whole = {key: value for key, value in group.items() if key is not ColumnRole.ANSWER}
        return not any(
            each.measure is ColumnRole.RESPONDENTS and each.group == whole and each.period == period
            for each in self.told[-40:]
        )

    def _across(self) -> None:
        splits = [n for n, role in enumerate(self.roles) if role in LABELS]
        answers = [n for n in range(self.grid.width) if self._is_value_column(n)]
        totals = [n for n, role in enumerate(self.roles) if role is ColumnRole.RESPONDENTS]
        rows = list(self._rows())
        kind = self._kind([[self.grid.at(row, n) for n in answers] for row in rows])
        for row, period in self._periods([*answers, *totals]):
            group = {self.roles[n]: self.grid.at(row, n).text for n in splits}
            if missing := [n for n in splits if not self.grid.at(row, n)]:
                self._say(
                    "label-missing", row, missing[0], header=header_of(self.grid, self.header, missing[0])
                )
                continue
            for column in answers:
                answer = self.grid.at(self.header, column).text
                self._take(row, column, kind, {**group, ColumnRole.ANSWER: answer}, period)
            for column in totals[:1]:
                self._take(row, column, ColumnRole.RESPONDENTS, group, period)

    def _down(self) -> None:
        """Answers in the first column, groups above the others; a line without figures is the next question."""
        values = [n for n in range(1, self.grid.width) if self.grid.at(self.header, n) and self._filled(n)]
        groups = {n: self._group_of(self.grid.at(self.header, n)) for n in values}
        question = next(
            (cell.text for row in reversed(self.grid.rows[: self.header]) for cell in row if cell), ""
        )
        first = self.grid.at(self.header, 0).text
        if first and not guess_roles([first])[0]:
            question = first  # the question stands over its answers
        kind = self._kind(list(self._blocks(values)))
        for row in self._rows():
            answer = self.grid.at(row, 0).text
            if not any(self.grid.at(row, n) for n in values):
                question = answer or question
                continue
            if not answer:
                self._say("label-missing", row, 0, header=LABELS[ColumnRole.ANSWER])
                continue
            for column in values:
                role, text = groups[column] or (ColumnRole.SCHOOL, self.grid.at(self.header, column).text)
                period = self._period_of(column) if role is ColumnRole.PERIOD else self.period
                if period is None:
                    self._no_period()
                    return
                group = {ColumnRole.QUESTION: question or self.book.name}
                if role is not ColumnRole.PERIOD and len(values) > 1:
                    group[role] = text
                if TOTAL.fullmatch(answer):
                    if self._is_hundred(self.grid.at(row, column)):
                        continue  # the percentages add up; nobody is counted
                    self._take(row, column, ColumnRole.RESPONDENTS, group, period)
                else:
                    self._take(row, column, kind, {**group, ColumnRole.ANSWER: answer}, period)

    def _blocks(self, values: list[int]) -> Iterator[list[Cell]]:
        """The answers of each question in each group, one list each."""
        held: dict[int, list[Cell]] = {n: [] for n in values}
        for row in self._rows():
            cells = {n: self.grid.at(row, n) for n in values}
            if not any(cells.values()):
                yield from held.values()
                held = {n: [] for n in values}
            elif not TOTAL.fullmatch(self.grid.at(row, 0).text):
                for n, cell in cells.items():
                    held[n].append(cell)
        yield from held.values()

    def _filled(self, column: int) -> bool:
        return any(self.grid.at(row, column) for row in self._rows())

    @staticmethod
    def _is_hundred(cell: Cell) -> bool:
        if cell.kind is Kind.PERCENT:
            return True
        return "%" in cell.text or cell.number in (100.0,)

    def _period_of(self, column: int) -> Period | None:
        return read_axis([self.grid.at(self.header, column)], serials=False).periods[0]

    def _periods(self, values: list[int]) -> Iterator[tuple[int, Period]]:
        """(row, period) of the rows with figures."""
        rows = list(self._rows())
        if ColumnRole.PERIOD not in self.roles:
            if self.period is None:
                self._no_period()
                return
            yield from ((row, self.period) for row in rows if any(self.grid.at(row, n) for n in values))
            return
        column = self.roles.index(ColumnRole.PERIOD)
        axis = read_axis([self.grid.at(row, column) for row in rows])
        for row, period in zip(rows, axis.periods, strict=True):
            if not any(self.grid.at(row, n) for n in values):
                continue
            if period is None:
                self._say("not-a-period", row, column)
            else:
                yield row, period

    def _no_period(self) -> None:
        if not any(each.code == "period-not-said" for each in self.faults):
            self.faults.append(Fault("period-not-said", {"sheet": self.grid.name or self.book.name}))

    def _kind(self, groups: list[list[Cell]]) -> ColumnRole:
        """Counts or percentages: by signs and formats, by the headers and the title; else by what each group adds up to."""
        filled = [cell for group in groups for cell in group if cell]
        signed = sum(cell.kind is Kind.PERCENT or cell.text.rstrip().endswith("%") for cell in filled)
        if filled and signed > 0.5 * len(filled):
            return ColumnRole.PERCENT
        title = " ".join(cell.text for row in self.grid.rows[: self.header + 1] for cell in row if cell)
        if PERCENT_WORDS.search(title):
            return ColumnRole.PERCENT
        sums = [
            sum(cell.number or 0 for cell in group) for group in groups if len([c for c in group if c]) > 1
        ]
        if len(sums) > 1 and all(99 <= each <= 101 for each in sums):
            self.faults.append(Fault("percent-guessed", {"count": len(sums)}))
            return ColumnRole.PERCENT
        return ColumnRole.COUNT

    # ------------------------------------------------------------ figures

    def _template(self, *, percent: bool) -> Template:
        measure = Measure.PERCENT if percent else Measure.COUNT
        return Template(Layout.LONG, measure=measure, decimal=self.decimal, dash=self.dash)

    def _take(self, row: int, column: int, measure: ColumnRole, group: dict[ColumnRole, str], period: Period) -> None:  # fmt: skip
        cell = self.grid.at(row, column)
        if measure is ColumnRole.RESPONDENTS:
            group = {key: value for key, value in group.items() if key is not ColumnRole.ANSWER}
        try:
            value, state, star = figure(cell, self._template(percent=measure is ColumnRole.PERCENT))
        except Unread as unread:
            self._say(unread.code, row, column)
            return
        if value is not None and measure is not ColumnRole.PERCENT and not value.is_integer():
            self._say("survey-not-whole", row, column)
            return
        address = self.book.address(self.grid, row, column)
        self.told.append(_Told(measure, group, period, value, state, star, address))

    def _say(self, code: str, row: int, column: int, **facts: Any) -> None:
        cell = self.grid.at(row, column)
        self.faults.append(
            Fault(code, {"cell": self.book.address(self.grid, row, column), "text": cell.text, **facts})
        )

    # ------------------------------------------------------------ the end

    def _survey(self, shape: str, source: Source | None) -> Survey:
        if not self.told and not self.faults:
            self.faults.append(Fault("no-figures", {"sheet": self.grid.name or self.book.name}))
        cubes: dict[ColumnRole, Cube | None] = {}
        for measure in (ColumnRole.COUNT, ColumnRole.PERCENT, ColumnRole.RESPONDENTS):
            held = [each for each in self.told if each.measure is measure]
            cubes[measure] = self._cube(held, source or Source(title=self.book.name)) if held else None
        if any(each.blocking for each in self.faults):
            return Survey(None, None, None, self._ordered(), shape)
        if cubes[ColumnRole.COUNT] is None and cubes[ColumnRole.PERCENT] is not None:
            self.faults.append(
                Fault("percent-only" if cubes[ColumnRole.RESPONDENTS] else "percent-without-n", {})
            )
        small = sum(
            each.state is State.SHOWN and each.value is not None and each.value < FEW
            for each in cubes[ColumnRole.RESPONDENTS] or ()
        )
        if small:
            self.faults.append(Fault("few-answers", {"count": small, "limit": FEW}))
        return Survey(
            cubes[ColumnRole.COUNT],
            cubes[ColumnRole.PERCENT],
            cubes[ColumnRole.RESPONDENTS],
            self._ordered(),
            shape,
        )

    def _ordered(self) -> tuple[Fault, ...]:
        return tuple(sorted(self.faults, key=lambda each: not each.blocking))

    def _cube(self, held: list[_Told], source: Source) -> Cube | None:
        keys = [role for role in LABELS if any(role in each.group for each in held)]
        first: dict[tuple[Any, ...], str] = {}
        for each in held:
            key = (*(each.group.get(role, "") for role in keys), each.period)
            if key in first:
                self.faults.append(Fault("duplicate-cell", {"cell": each.address, "other": first[key]}))
            first.setdefault(key, each.address)
        if len(first) < len(held):
            return None
        dimensions = []
        for role in keys:
            values = list(dict.fromkeys(each.group.get(role, "") for each in held))
            if role is ColumnRole.ANSWER:
                values, known = in_order(values)
                if not known and not any(each.code == "answers-unordered" for each in self.faults):
                    self.faults.append(Fault("answers-unordered", {"answers": values}))
            # "" is the whole: a group that the file does not split further
            categories = tuple(Category(value, value or "I alt") for value in values)
            dimensions.append(Dimension(str(role), LABELS[role], categories))
        periods = sorted({each.period for each in held})
        when = tuple(Category(each.key, each.label(short=True), each) for each in periods)
        dimensions.append(Dimension("tid", "Periode", when, Role.TIME))
        size = math.prod(len(each.categories) for each in dimensions)
        if size > MAX_CELLS:
            self.faults.append(Fault("too-many-cells", {"cells": size, "limit": MAX_CELLS}))
            return None
        unit = {ColumnRole.PERCENT: "pct."}.get(held[0].measure, "antal")
        rows = (
            Observation(
                (*(each.group.get(role, "") for role in keys), each.period.key),
                each.period,
                each.value,
                each.state,
                each.provisional and each.state is State.SHOWN,
            )
            for each in held
        )
        return Cube.gather(dimensions, rows, replace(source, unit=unit))
