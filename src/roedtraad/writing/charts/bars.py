"""Bars and dots side by side: one's own municipality against others and the country in one period, or one answer year by
year. The rows stand in the order given; a chart ranks nobody.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from roedtraad.writing.charts import axes, ink
from roedtraad.writing.charts.facts import COUNT, ChartError, State, Unit, check_state
from roedtraad.writing.charts.figures import joined, label, spoken
from roedtraad.writing.charts.lettering import width, wrap
from roedtraad.writing.charts.words import say
from roedtraad.writing.words import Language

Kind = Literal["own", "other", "country"]
WIDE, PHONE = 760.0, 358.0
BAR, PITCH, TALL = (
    16.0,
    30.0,
    42.0,
)  # a bar; from one to the next on a desk, and on a phone where the name stands above
NAMES = 220.0  # the most that names may take at the left
STUB = 34.0  # length of what is hidden


@dataclass(frozen=True, slots=True)
class Row:
    """`kind`: one's own municipality or unit, another, or the country as a whole."""

    name: str
    value: float | None = None
    state: State = "shown"
    kind: Kind = "other"

    def __post_init__(self) -> None:
        check_state(self.state, self.value, self.name)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Figures of one period. `form` dots: for units that have no zero to measure from (an index, a score)."""

    name: str
    period: str
    rows: tuple[Row, ...]
    unit: Unit = COUNT
    form: Literal["bars", "dots"] = "bars"
    language: Language = "da"

    def __post_init__(self) -> None:
        object.__setattr__(self, "rows", tuple(self.rows))
        if not self.rows:
            raise ChartError(f"There is no row of “{self.name}” to draw.")

    def shown(self, row: Row) -> str:
        """'6,3 %', 'skjult', 'mangler'."""
        if row.value is None:
            return say(self.language, "hidden" if row.state == "suppressed" else "missing")
        return label(row.value, self.unit, self.language)


def told(chart: Comparison) -> str:
    """'2026. Egen: 6,3 procent. Landet: 7,1 procent. Skjult: …'"""
    said = [f"{chart.period}."]
    for row in chart.rows:
        if row.value is not None:
            said.append(f"{row.name}: {spoken(row.value, chart.unit, chart.language)}.")
    for state, key in (("suppressed", "hidden"), ("missing", "missing")):
        names = [row.name for row in chart.rows if row.state == state]
        if names:
            said.append(f"{say(chart.language, key).capitalize()}: {joined(names, chart.language)}.")
    return " ".join(said)


def draw(chart: Comparison, prefix: str = "bars", size: ink.Size = "wide") -> str:
    """As tall as it has rows: 30 units each, or 42 on a phone, where the name stands above its bar."""
    phone = size == "phone"
    wide, pitch = (PHONE, TALL) if phone else (WIDE, PITCH)
    names = 0.0 if phone else min(max(width(row.name, ink.PLAIN, 600) for row in chart.rows), NAMES) + 14
    figures = max(width(_beside(chart, row), ink.PLAIN, 600) for row in chart.rows) + 10
    values = [row.value for row in chart.rows if row.value is not None]
    below = min(values, default=0.0) < 0
    at = _ticks(chart, values)
    left = names + (figures if below else 1.0)
    scale = axes.Scale(at[0], at[-1], left, wide - figures)
    top = 4.0
    bottom = top + pitch * len(chart.rows)
    parts = [*_axis(chart, at, scale, top, bottom), *_country(chart, scale, top, bottom)]
    for n, row in enumerate(chart.rows):
        parts += _row(chart, row, scale, top + n * pitch, phone, names)
    return ink.svg(
        prefix,
        (wide, bottom + 26),
        f"{chart.name}, {chart.period}",
        told(chart),
        parts,
        "rt-chart rt-chart--bars",
        chart.language,
    )


def _ticks(chart: Comparison, values: list[float]) -> list[float]:
    most = 5
    if chart.form == "dots":
        return axes.value_ticks(values, chart.unit, most)
    low, high = min([0.0, *values]), max([0.0, *values])
    return axes.ticks(
        low, high or (0.0 if low else 1.0), most, chart.unit.kind == "number" and not chart.unit.decimals
    )


def _axis(chart: Comparison, at: list[float], scale: axes.Scale, top: float, bottom: float) -> Iterable[str]:
    ground = 0.0 if 0.0 in at else at[0]
    edge = -1e9
    for value, words in zip(at, axes.tick_labels(at, chart.language), strict=True):
        x = scale.at(value)
        strong = value == ground
        yield ink.line(
            ink.down(x, top, bottom), "ground" if strong else "grid", ink.RULE if strong else ink.GRID
        )
        half = width(words, ink.SMALL) / 2
        middle = max(x, half)
        if middle - half > edge + 8:
            yield ink.text(middle, bottom + 18, words, "tick", size=ink.SMALL, anchor="middle")
            edge = middle + half


def _country(chart: Comparison, scale: axes.Scale, top: float, bottom: float) -> Iterable[str]:
    """The country's figure as a line down through all rows, to be seen against."""
    for row in chart.rows:
        if row.kind == "country" and row.value is not None:
            yield ink.line(ink.down(scale.at(row.value), top, bottom), "country", ink.INK, 1.2, "6 4")


def _beside(chart: Comparison, row: Row) -> str:
    return chart.shown(row)


def _row(
    chart: Comparison, row: Row, scale: axes.Scale, top: float, phone: bool, names: float
) -> Iterable[str]:
    own = row.kind == "own"
    weight, colour = (600, ink.INK) if own else (400, ink.INK)
    middle = top + (28.0 if phone else PITCH / 2)
    if phone:
        name = wrap(row.name, PHONE - 4, ink.PLAIN, weight, most=1)
        yield from (ink.text(0, top + 14, words, "name", weight=weight, colour=colour) for words in name)
    else:
        lines = wrap(
            row.name,
            names - 14,
            ink.PLAIN if width(row.name, ink.PLAIN, weight) <= names - 14 else ink.SMALL,
            weight,
            2,
        )
        size = ink.PLAIN if len(lines) == 1 else ink.SMALL
        first = middle + 4.5 - (len(lines) - 1) * 7
        for n, words in enumerate(lines):
            yield ink.text(
                names - 14,
                first + n * 14,
                words,
                "name",
                size=size,
                weight=weight,
                colour=colour,
                anchor="end",
            )
    zero = scale.at(min(max(0.0, scale.low), scale.high))
    said = _beside(chart, row)
    if row.value is None:
        if row.state == "suppressed":
            yield ink.hatched(zero, middle - BAR / 2, STUB, BAR)
        yield ink.text(zero + (STUB if row.state == "suppressed" else 0) + 6, middle + 4.5, said, "value")
        return
    x = scale.at(row.value)
    hollow = row.state == "provisional"
    if chart.form == "dots":
        yield ink.line(ink.across(scale.start, scale.end, middle), "grid", ink.GRID)
        yield ink.dot(
            x,
            middle,
            6 if own else 4.5,
            hollow=hollow or row.kind == "country",
            css="own" if own else "other",
            colour=_colour(row),
        )
        end = x + 8
    else:
        edge = f' stroke="{_colour(row)}" stroke-width="1.4"' if hollow or row.kind == "country" else ""
        fill = ink.PAPER if edge else _colour(row)
        yield ink.rect(
            min(x, zero), middle - BAR / 2, abs(x - zero), BAR, "own" if own else "other", fill, edge
        )
        end = x + 6
    if row.value < 0 and chart.form == "bars":
        yield ink.text(x - 6, middle + 4.5, said, "value", weight=weight, colour=ink.INK, anchor="end")
    else:
        yield ink.text(end, middle + 4.5, said, "value", weight=weight, colour=ink.INK)


def _colour(row: Row) -> str:
    return {"own": ink.FJORD, "country": ink.INK, "other": ink.FJORD_40}[row.kind]
