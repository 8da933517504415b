"""From figures as they are to cells as an audience may see them: small counts hidden, with whatever would reveal them.

Each period is a table of counts to `measures.disclosure`: units across, the parts of a breakdown across, and of a share
those in it, those not, and all. What the audience has been shown of the period before is held against it.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from roedtraad.measures import disclosure

from .cube import RawSeries
from .enums import FigureState, UnitOfMeasure
from .figures import Figure
from .models import Indicator
from .models.release import canonical
from .released import Cell, Shown

ALL, IN, OUT = "∑", "in", "out"
REST = "…"  # those who are in the whole and in no unit or part that is told

# What the register keeps of a period for one audience, the oldest first: canonical JSON, see `_kept`.
History = Mapping[datetime.date, Sequence[str]]


@dataclass(frozen=True)
class Protection:
    """The cells of every series, and what the register must keep of the periods that were decided anew.

    `revealed`: the periods in which earlier releases already give away a small count that is hidden now.
    """

    cells: dict[int, list[Cell]]
    kept: dict[datetime.date, str]
    revealed: tuple[datetime.date, ...] = ()


def protect(indicator: Indicator, cube: Sequence[RawSeries], history: History) -> Protection:
    """What an audience that has seen `history` may see now."""
    periods: dict[datetime.date, list[tuple[RawSeries, Figure]]] = {}
    for raw in cube:
        for figure in raw.figures:
            periods.setdefault(figure.start, []).append((raw, figure))
    cells: dict[int, list[Cell]] = {raw.series.pk: [] for raw in cube}
    kept: dict[datetime.date, str] = {}
    revealed = []
    for start in sorted(periods):
        ours = [(raw, figure) for raw, figure in periods[start] if raw.series.is_ours]
        hidden, fresh, given_away = _hidden(indicator, ours, history.get(start, ()))
        if fresh is not None:
            kept[start] = fresh
        if given_away:
            revealed.append(start)
        for raw, figure in periods[start]:
            cells[raw.series.pk].append(_cell(figure, raw.series.pk in hidden))
    return Protection(cells, kept, tuple(revealed))


def _hidden(
    indicator: Indicator, figures: Sequence[tuple[RawSeries, Figure]], earlier: Sequence[str]
) -> tuple[set[int], str | None, bool]:
    """The series whose figure of one period must be hidden, what the register must keep if it was decided anew, and whether
    earlier releases give away something that is hidden."""
    tables = _tables(indicator, figures)
    if not tables:
        return set(), None, False
    told = [json.loads(text) for text in earlier]
    described = [canonical(_described(table)) for table, _wanted in tables]
    hidden: set[int] = set()
    fresh = []
    last = told[-1] if told else None
    if last and last["minimum"] == indicator.minimum_count and last["tables"] == described:
        patterns = [{tuple(cell) for cell in release["suppressed"]} for release in last["releases"]]
        for (_table, wanted), suppressed in zip(tables, patterns, strict=True):
            hidden |= {pk for pk, needs in wanted.items() if needs & suppressed}
        return hidden, None, last.get("revealed", False)
    given_away = False
    for number, (table, wanted) in enumerate(tables):
        before = [
            disclosure.Release.from_json(each["releases"][number])
            for each in told
            if number < len(each["releases"])
        ]
        protected = disclosure.protect(table, indicator.minimum_count, before)
        given_away = given_away or bool(protected.already_revealed)
        suppressed = {cell for cell, said in protected.items() if isinstance(said, disclosure.Suppressed)}
        hidden |= {pk for pk, needs in wanted.items() if needs & suppressed}
        fresh.append(protected.release(str(len(told) + 1), table).as_json())
    told_now = {"minimum": indicator.minimum_count, "tables": described, "releases": fresh}
    return hidden, canonical(told_now | ({"revealed": True} if given_away else {})), given_away


def _described(table: disclosure.Table) -> Any:
    return [
        [[one.name, list(one.base), sorted(one.groups)] for one in table.dimensions],
        sorted([*cell, count] for cell, count in table.counts.items()),
    ]


# ---------------------------------------------------------------- from figures to tables

Counted = dict[int, dict[str, int]]  # of each series: what is counted ("", or IN, OUT and ALL) and how many
Tables = list[tuple[disclosure.Table, dict[int, frozenset[disclosure.Cell]]]]


def _tables(indicator: Indicator, figures: Sequence[tuple[RawSeries, Figure]]) -> Tables:
    """The tables of a period, each with the cells that must be seen if a series' figure is to be."""
    raws = {raw.series.pk: raw for raw, _figure in figures}
    found: Tables = []
    for counted in _counts(indicator, figures):
        if counted:
            found.append(_table({pk: raws[pk] for pk in raws}, counted))
    return found


def _counts(indicator: Indicator, figures: Sequence[tuple[RawSeries, Figure]]) -> list[Counted]:
    """What is counted in figures. A percentage is of those in it and those not; events per thousand, and a mean of so many,
    count each number for itself. A figure that tells no count cannot be protected, and is as its source told it."""
    one: Counted = {}
    other: Counted = {}
    for raw, figure in figures:
        pk, part, whole = raw.series.pk, figure.numerator, figure.denominator
        if figure.value is None:
            continue
        if indicator.unit == UnitOfMeasure.PERCENT:
            if part is not None and whole is not None:
                one[pk] = {IN: _whole(part), OUT: _whole(whole) - _whole(part), ALL: _whole(whole)}
        elif indicator.is_share:
            if part is not None and whole is not None:
                one[pk], other[pk] = {"": _whole(part)}, {"": _whole(whole)}
        elif indicator.unit == UnitOfMeasure.NUMBER:
            one[pk] = {"": _whole(figure.value if part is None else part)}
        elif whole is not None:
            one[pk] = {"": _whole(whole)}
    return [one, other]


def _whole(count: float) -> int:
    """A count as a whole number; of part-time places and the like the nearest, but somebody is never nobody."""
    return max(round(count), 1 if count > 0 else 0)


def _table(
    raws: Mapping[int, RawSeries], counted: Counted
) -> tuple[disclosure.Table, dict[int, frozenset[disclosure.Cell]]]:
    units = sorted({str(raws[pk].series.unit_id) for pk in counted if raws[pk].series.unit_id})
    names = sorted({name for pk in counted for name in raws[pk].series.dims})
    parts = {
        name: sorted({raws[pk].series.dims[name] for pk in counted if name in raws[pk].series.dims})
        for name in names
    }
    axes: list[tuple[str, list[str]]] = [("enhed", units)] if units else []
    axes += list(parts.items())
    places = {pk: _place(raws[pk], bool(units), names) for pk in counted}
    kinds = sorted({kind for said in counted.values() for kind in said})
    rest = _rest(counted, places, axes)
    dimensions = [disclosure.Dimension.with_total("andel", (IN, OUT), ALL)] if IN in kinds else []
    for name, labels in axes:
        base = [*labels, REST] if rest else labels
        dimensions.append(disclosure.Dimension.with_total(name, base, ALL))
    if not dimensions:
        dimensions = [disclosure.Dimension("alle", (ALL,))]
        places = dict.fromkeys(counted, (ALL,))
    counts: dict[disclosure.Cell, int | None] = {}
    wanted: dict[int, frozenset[disclosure.Cell]] = {}
    for pk, said in counted.items():
        cells = {((kind, *places[pk]) if kind else places[pk]): count for kind, count in said.items()}
        counts |= cells
        wanted[pk] = frozenset(cells)
    counts |= {((kind, REST) if kind else (REST,)): count for kind, count in rest.items()}
    asked = frozenset(cell for cells in wanted.values() for cell in cells)
    return disclosure.Table(tuple(dimensions), counts, asked), wanted


def _place(raw: RawSeries, units: bool, names: Sequence[str]) -> disclosure.Cell:
    own = (str(raw.series.unit_id or ALL),) if units else ()
    return (*own, *(raw.series.dims.get(name, ALL) for name in names))


def _rest(
    counted: Counted, places: Mapping[int, disclosure.Cell], axes: Sequence[tuple[str, list[str]]]
) -> dict[str, int]:
    """Those of the whole who are in none of the units, or none of the parts: told by nobody, but anybody can subtract.

    Where figures are divided in one way only; in two ways at once what is in neither is left to the table itself.
    """
    if len(axes) != 1:
        return {}
    wholes = [said for pk, said in counted.items() if places[pk] == (ALL,)]
    if not wholes:
        return {}
    rest = {
        kind: count - sum(said[kind] for pk, said in counted.items() if places[pk] != (ALL,))
        for kind, count in wholes[0].items()
    }
    return rest if all(count >= 0 for count in rest.values()) and any(rest.values()) else {}


def _cell(figure: Figure, hidden: bool) -> Cell:
    if figure.value is None:
        state = Shown.SOURCE if figure.state is FigureState.HIDDEN else Shown.MISSING
        return Cell(figure.start, state, provisional=figure.provisional)
    if hidden:
        return Cell(figure.start, Shown.SUPPRESSED, provisional=figure.provisional)
    return Cell(
        figure.start, Shown.VALUE, figure.value, figure.numerator, figure.denominator, figure.provisional
    )
