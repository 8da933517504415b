"""A file taken by its template: every figure, or what is in the way, cell by cell. Nothing half.

Headers are found by what they say, wherever they have moved; periods, labels and figures are read from what stands around them.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches

from roedtraad.figures.faults import Fault
from roedtraad.figures.numbers import Unread, read_number
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
from roedtraad.measures.periods import Period

from .axis import provisional, read_axis
from .grid import EMPTY, Book, Cell, Grid, Kind
from .template import JOINT, Layout, Measure, Template, form_of, header_of, headers

LOOKED = 80  # rows in which the headers are looked for
MAX_FAULTS = 200
_DASHES: dict[str, State | float] = {"zero": 0.0, "missing": State.MISSING}
TIME, SERIES = "tid", "serie"
TOTALS = frozenset(("i alt", "ialt", "total", "sum", "gennemsnit", "gns", "snit", "alle", "all"))


@dataclass(frozen=True, slots=True)
class Taken:
    """`cube` is there if and only if nothing is in the way; `faults` tell what is, and after that what is to be known.

    `cells`: how many figures could be read
    """

    cube: Cube | None
    faults: tuple[Fault, ...]
    cells: int = 0

    @property
    def blocking(self) -> tuple[Fault, ...]:
        return tuple(each for each in self.faults if each.blocking)


@dataclass(slots=True)
class _Figure:
    """One figure with what it is of."""

    labels: tuple[str, ...]
    series: str
    period: Period
    value: float | None
    state: State
    provisional: bool
    row: int
    column: int


@dataclass(slots=True)
class _Taking:
    book: Book
    grid: Grid
    template: Template
    period: Period | None
    faults: list[Fault] = field(default_factory=list)
    figures: list[_Figure] = field(default_factory=list)

    def say(self, code: str, row: int, column: int, **facts: object) -> None:
        cell = self.grid.at(row, column)
        self.faults.append(
            Fault(code, {"cell": self.book.address(self.grid, row, column), "text": cell.text, **facts})
        )

    # ------------------------------------------------------------ headers

    def header_row(self, wanted: list[str]) -> int:
        """The row in which most of these headers stand; the one where they stood last, where several have as many."""
        forms = {form_of(each) for each in wanted}
        rows = sorted(
            range(min(LOOKED, len(self.grid.rows))), key=lambda row: (abs(row - self.template.header), row)
        )
        return max(rows, key=lambda row: len(forms & set(headers(self.grid, row))), default=0)

    def columns(self, row: int, wanted: list[str]) -> dict[str, int]:
        """{header: its column}; one that is not there is a fault that names what comes close."""
        there = headers(self.grid, row)
        found = {}
        for each in wanted:
            place = there.get(form_of(each))
            if place is None:
                alike = get_close_matches(form_of(each), there, n=1, cutoff=0.7)
                near = header_of(self.grid, row, there[alike[0]]) if alike else ""
                self.faults.append(
                    Fault(
                        "header-gone-near" if near else "header-gone",
                        {
                            "header": each,
                            "row": row + 1,
                            "sheet": self.grid.name or self.book.name,
                            "near": near,
                        },
                    )
                )
            else:
                found[each] = place
        return found

    # ------------------------------------------------------------ layouts

    def down(self) -> None:
        wanted = [self.template.period, *self.template.series]
        row = self.header_row(wanted)
        columns = self.columns(row, wanted)
        if len(columns) < len(wanted):
            return
        of_series = {each: columns[each] for each in self.template.series}
        for below, period, starred in self.periods(
            row, columns[self.template.period], list(of_series.values())
        ):
            for series, column in of_series.items():
                self.take(below, column, (), series, period, starred)
        self.new_columns(row, set(columns.values()))

    def long(self) -> None:
        when = [self.template.period] if self.template.period else []
        wanted = [*when, *self.template.labels, *self.template.series]
        row = self.header_row(wanted)
        columns = self.columns(row, wanted)
        if len(columns) < len(wanted):
            return
        values = [columns[each] for each in self.template.series]
        if when:
            rows = self.periods(row, columns[when[0]], values)
        else:
            if self.period is None:
                self.faults.append(Fault("period-not-said", {"sheet": self.grid.name or self.book.name}))
                return
            rows = ((below, self.period, False) for below in range(row + 1, len(self.grid.rows)))
        for below, period, starred in rows:
            if not any(self.grid.at(below, column) for column in values):
                if any(self.grid.at(below, columns[each]) for each in self.template.labels) and when:
                    self.missing_row(below, columns, period)
                continue
            labels = []
            for each in self.template.labels:
                cell = self.grid.at(below, columns[each])
                if not cell:
                    self.say("label-missing", below, columns[each], header=each)
                labels.append(cell.text)
            if all(labels):
                for series, column in zip(self.template.series, values, strict=True):
                    self.take(below, column, tuple(labels), series, period, starred)
        self.new_columns(row, set(columns.values()))

    def missing_row(self, row: int, columns: dict[str, int], period: Period) -> None:
        """A row with its labels and no figure: missing, and so it is kept."""
        labels = tuple(self.grid.at(row, columns[each]).text for each in self.template.labels)
        if all(labels):
            for series in self.template.series:
                self.take(row, columns[series], labels, series, period, False)

    def across(self) -> None:
        row, when = self.periods_across()
        if not when:
            self.faults.append(Fault("no-periods-across", {"sheet": self.grid.name or self.book.name}))
            return
        columns = self.columns(row, list(self.template.labels))
        if len(columns) < len(self.template.labels):
            return
        wanted = {form_of(each): each for each in self.template.series}
        seen: dict[str, int] = {}
        above = dict.fromkeys(columns.values(), EMPTY)
        for below in range(row + 1, len(self.grid.rows)):
            labels = self.row_labels(below, list(columns.values()), above)
            key = form_of(JOINT.join(labels))
            figures = any(self.grid.at(below, column) for column in when)
            if not any(labels) or (not figures and key not in wanted):
                continue  # a heading, a note below the table, an empty line
            if wanted and key not in wanted:
                self.say("series-new", below, next(iter(columns.values()), 0), series=JOINT.join(labels))
                continue
            if not all(labels):
                self.say("label-missing", below, list(columns.values())[labels.index("")], header="")
                continue
            seen[key] = below
            for column, (period, starred) in when.items():
                self.take(below, column, tuple(labels), "", period, starred)
        for form, series in wanted.items():
            if form not in seen:
                self.faults.append(
                    Fault("series-gone", {"series": series, "sheet": self.grid.name or self.book.name})
                )

    def row_labels(self, row: int, columns: list[int], above: dict[int, Cell]) -> list[str]:
        """The labels of a row. An empty cell takes what stands above it, as outlines are written; the last label must stand."""
        labels = []
        for n, column in enumerate(columns):
            cell = self.grid.at(row, column)
            if cell:
                above[column] = cell
                for later in columns[n + 1 :]:
                    above[later] = EMPTY  # a new heading: nothing of the one before goes on
            elif n < len(columns) - 1 and self.grid.at(row, columns[-1]):
                cell = above[column]
            labels.append(cell.text)
        return labels

    # ------------------------------------------------------------ periods

    def periods_across(self) -> tuple[int, dict[int, tuple[Period, bool]]]:
        """(the row with the most periods, {column: (period, starred)}); nearest to where it was, where several have as many."""
        best: tuple[int, dict[int, tuple[Period, bool]]] = (0, {})
        rows = sorted(
            range(min(LOOKED, len(self.grid.rows))), key=lambda row: (abs(row - self.template.header), row)
        )
        forms = {form_of(each) for each in self.template.labels}
        fit = 0
        for row in rows:
            cells = self.grid.rows[row]
            axis = read_axis(cells, self.template.rhythm)
            if not axis.found:
                continue
            score = axis.found + 1000 * len(forms & set(headers(self.grid, row)))
            if score > fit:
                fit = score
                best = (
                    row,
                    {n: (p, provisional(cells[n])) for n, p in enumerate(axis.periods) if p is not None},
                )
        return best

    def periods(self, header: int, column: int, values: list[int]) -> Iterator[tuple[int, Period, bool]]:
        """(row, period, starred) below the header. What is no period and stands beside figures is a fault."""
        rows = range(header + 1, len(self.grid.rows))
        axis = read_axis([self.grid.at(row, column) for row in rows], self.template.rhythm)
        for row, period in zip(rows, axis.periods, strict=True):
            cell = self.grid.at(row, column)
            if period is not None:
                yield row, period, provisional(cell)
            elif any(self.grid.at(row, each) for each in values):
                if form_of(cell.text) in TOTALS:
                    self.say("total-skipped", row, column)
                else:
                    rhythm = self.template.rhythm or axis.rhythm
                    self.say("not-a-period", row, column, rhythm=rhythm.value if rhythm else "")

    # ------------------------------------------------------------ figures

    def take(
        self, row: int, column: int, labels: tuple[str, ...], series: str, period: Period, starred: bool
    ) -> None:
        cell = self.grid.at(row, column)
        try:
            value, state, star = figure(cell, self.template)
        except Unread as unread:
            self.say(unread.code, row, column)
            return
        shown = state is State.SHOWN
        self.figures.append(
            _Figure(labels, series, period, value, state, shown and (star or starred), row, column)
        )

    def new_columns(self, row: int, known: set[int]) -> None:
        """Columns with figures that the template does not name: said, not taken."""
        for column in range(self.grid.width):
            if column in known or not self.grid.at(row, column):
                continue
            cells = [self.grid.at(below, column) for below in range(row + 1, len(self.grid.rows))]
            if any(cell.kind in (Kind.NUMBER, Kind.PERCENT) for cell in cells):
                self.say("column-new", row, column)

    # ------------------------------------------------------------ the end

    def taken(self, source: Source | None) -> Taken:
        if not self.figures and not any(each.blocking for each in self.faults):
            self.faults.append(Fault("no-figures", {"sheet": self.grid.name or self.book.name}))
        self._twice()
        cells = len(self.figures)
        if any(each.blocking for each in self.faults):
            return Taken(None, _ordered(self.faults), cells)
        dimensions = self._dimensions()
        size = math.prod(len(each.categories) for each in dimensions)
        if size > MAX_CELLS:
            self.faults.append(Fault("too-many-cells", {"cells": size, "limit": MAX_CELLS}))
            return Taken(None, _ordered(self.faults), cells)
        rows = (
            Observation(
                (*each.labels, *([each.series] if self._has_series else []), each.period.key),
                each.period,
                each.value,
                each.state,
                each.provisional,
            )
            for each in self.figures
        )
        cube = Cube.gather(dimensions, rows, source or Source(title=self.book.name))
        if gaps := cube.gaps():
            self.faults.append(Fault("gap", {"periods": [each.label(short=True) for each in gaps[:12]]}))
        return Taken(cube, _ordered(self.faults), cells)

    @property
    def _has_series(self) -> bool:
        """Whether the series are a dimension of their own: columns of figures, unless there is only the one of a long form."""
        if self.template.layout is Layout.LONG:
            return len(self.template.series) > 1
        return self.template.layout is Layout.DOWN

    def _dimensions(self) -> list[Dimension]:
        found = []
        for place, header in enumerate(self.template.labels):
            labels = dict.fromkeys(each.labels[place] for each in self.figures)
            found.append(Dimension(header, header, tuple(Category(label, label) for label in labels)))
        if self._has_series:
            names = dict.fromkeys(each.series for each in self.figures)
            found.append(
                Dimension(SERIES, "Serie", tuple(Category(name, name) for name in names), Role.METRIC)
            )
        periods = sorted({each.period for each in self.figures})
        when = tuple(Category(each.key, each.label(short=True), each) for each in periods)
        return [*found, Dimension(TIME, "Periode", when, Role.TIME)]

    def _twice(self) -> None:
        """Two figures of the same: both cells are named, and neither is taken."""
        first: dict[tuple[object, ...], _Figure] = {}
        for each in self.figures:
            other = first.setdefault((each.labels, each.series, each.period), each)
            if other is not each:
                cells = [self.book.address(self.grid, one.row, one.column) for one in (each, other)]
                self.faults.append(Fault("duplicate-cell", {"cell": cells[0], "other": cells[1]}))


def take(
    book: Book, template: Template, *, period: Period | None = None, source: Source | None = None
) -> Taken:
    """The file's figures by its template. `period`: of a file that is of one period; `source`: where it comes from."""
    grid = book.grid(template.sheet)
    if grid is None:
        names = [each.name for each in book.grids]
        return Taken(None, (Fault("sheet-gone", {"sheet": template.sheet, "sheets": names}),))
    taking = _Taking(book, grid, template, period)
    match template.layout:
        case Layout.DOWN:
            taking.down()
        case Layout.LONG:
            taking.long()
        case Layout.ACROSS:
            taking.across()
    return taking.taken(source)


def figure(cell: Cell, template: Template) -> tuple[float | None, State, bool]:
    """(value, state, provisional) of a cell. Unread with a code that is a key of `words.SHEETS`."""
    percent = template.measure is Measure.PERCENT
    match cell.kind:
        case Kind.EMPTY:
            return None, State.MISSING, False
        case Kind.ERROR:
            raise Unread("cell-error")
        case Kind.FORMULA:
            raise Unread("cell-formula")
        case Kind.DATE:
            raise Unread("cell-date")
        case Kind.PERCENT:
            if not percent:
                raise Unread("percent-in-numbers")
            value, star = round((cell.number or 0.0) * 100, 10), False
        case Kind.NUMBER:
            value, star = (cell.number or 0.0) * (template.scale if percent else 1), False
            value = round(value, 10)
        case _:
            dash = _DASHES.get(template.dash)
            read = read_number(cell.text, decimal=template.decimal, dash=dash)
            if read.value is None:
                return None, read.state, False
            if read.percent and not percent:
                raise Unread("percent-in-numbers")
            scaled = percent and not read.percent
            value, star = round(read.value * (template.scale if scaled else 1), 10), read.provisional
    if value < 0 and template.measure is not Measure.NUMBER:
        raise Unread("negative")
    return value, State.SHOWN, star


def _ordered(faults: list[Fault]) -> tuple[Fault, ...]:
    """Those in the way first; beyond MAX_FAULTS they are counted, not told."""
    ordered = sorted(faults, key=lambda each: not each.blocking)
    if len(ordered) > MAX_FAULTS:
        rest = len(ordered) - MAX_FAULTS
        ordered = [*ordered[:MAX_FAULTS], Fault("more-faults", {"count": rest})]
    return tuple(ordered)
