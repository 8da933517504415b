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
from roedtraad.writing.charts.words import first_up, say
from roedtraad.writing.words import Language

Kind = Literal["own", "other", "country"]
WIDE, PHONE = 760.0, 358.0
BAR, PITCH, TALL = (
    16.0,
    30.0,
    42.0,
)  # a bar; from one to the next on a desk, and on a phone where the name stands above
NAMES = 220.0  # the most that names may take at the left
PHONE_BAR = 28.0  # from the top of a row on a phone to the middle of its bar
LEAST = 90.0  # of the plot that bars lie in
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
            said.append(f"{first_up(say(chart.language, key))}: {joined(names, chart.language)}.")
    return " ".join(said)


def draw(chart: Comparison, prefix: str = "bars", size: ink.Size = "wide") -> str:
    """As tall as it has rows: 30 units each, or 42 on a phone, where the name stands above its bar."""
    phone = size == "phone"
    wide, pitch = (PHONE, TALL) if phone else (WIDE, PITCH)
    names = 0.0 if phone else min(max(width(row.name, ink.PLAIN, 600) for row in chart.rows), NAMES) + 14
    values = [row.value for row in chart.rows if row.value is not None]
    at = _ticks(chart, values)
    for early in (
        True,
        False,
    ):  # where the words leave too little room for the bars, the hollow bar must say it alone
        before, after = _rooms(chart, early)
        scale = axes.Scale(at[0], at[-1], names + before, wide - after)
        if scale.end - scale.start > LEAST:
            break
    top = 4.0
    bottom = top + pitch * len(chart.rows)
    parts = [*_axis(chart, at, scale, top, bottom, wide), *_country(chart, scale, top, pitch, phone)]
    for n, row in enumerate(chart.rows):
        parts += _row(chart, row, scale, top + n * pitch, phone, names, early)
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


def _axis(
    chart: Comparison, at: list[float], scale: axes.Scale, top: float, bottom: float, wide: float
) -> Iterable[str]:
    ground = 0.0 if 0.0 in at else at[0]
    edge = -1e9
    for value, words in zip(at, axes.tick_labels(at, chart.language), strict=True):
        x = scale.at(value)
        strong = value == ground
        yield ink.line(
            ink.down(x, top, bottom), "ground" if strong else "grid", ink.RULE if strong else ink.GRID
        )
        half = width(words, ink.SMALL) / 2
        middle = min(max(x, half), wide - half)
        if middle - half > edge + 8:
            yield ink.text(middle, bottom + 18, words, "tick", size=ink.SMALL, anchor="middle")
            edge = middle + half


def _country(chart: Comparison, scale: axes.Scale, top: float, pitch: float, phone: bool) -> Iterable[str]:
    """The country's figure as a line past every bar, to be seen against; on a phone it spares the names between them."""
    for row in chart.rows:
        if row.kind == "country" and row.value is not None:
            x, last = scale.at(row.value), top + pitch * len(chart.rows)
            d = ink.down(x, top, last)
            if phone:
                middles = [top + n * pitch + PHONE_BAR for n in range(len(chart.rows))]
                d = "".join(ink.down(x, middle - BAR / 2 - 3, middle + BAR / 2 + 3) for middle in middles)
            yield ink.line(d, "country", ink.INK, 1.2, "" if phone else "6 4")


def _beside(chart: Comparison, row: Row, early: bool) -> str:
    """The figure beside a bar, with `early` also that it is provisional."""
    if row.value is None:
        return chart.shown(row)
    figure = label(row.value, chart.unit, chart.language, short=True)
    said = early and row.state == "provisional"
    return f"{figure} ({say(chart.language, 'provisional')})" if said else figure


def _rooms(chart: Comparison, early: bool) -> tuple[float, float]:
    """What the figures need before the lowest and after the highest value; below zero they stand before their bar."""
    before, after = (8.0 if chart.form == "dots" else 1.0), 10.0
    for row in chart.rows:
        needed = width(_beside(chart, row, early), ink.PLAIN, 600) + 10
        if row.value is not None and row.value < 0 and chart.form == "bars":
            before = max(before, needed)
        else:
            after = max(after, needed + (STUB if row.state == "suppressed" else 6.0))
    return before, after


def _row(
    chart: Comparison, row: Row, scale: axes.Scale, top: float, phone: bool, names: float, early: bool
) -> Iterable[str]:
    own = row.kind == "own"
    weight, colour = (600, ink.INK) if own else (400, ink.INK)
    middle = top + (PHONE_BAR if phone else PITCH / 2)
    if phone:
        name = wrap(row.name, PHONE - 4, ink.PLAIN, weight, most=1)
        yield from (ink.text(0, top + 14, words, "name", weight=weight, colour=colour) for words in name)
    else:
        room = names - 14
        size = ink.PLAIN if width(row.name, ink.PLAIN, weight) <= room else ink.SMALL
        lines = wrap(row.name, room, size, weight, 2)
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
    said = _beside(chart, row, early)
    if row.value is None:
        if row.state == "suppressed":
            yield ink.hatched(zero, middle - BAR / 2, STUB, BAR)
        yield ink.text(zero + (STUB if row.state == "suppressed" else 0) + 6, middle + 4.5, said, "value")
        return
    x = scale.at(row.value)
    hollow = row.state == "provisional"
    if chart.form == "dots":
        yield ink.line(ink.across(scale.start, scale.end, middle), "grid", ink.GRID)
        radius = 6.0 if own else 4.5
        hollow = hollow or row.kind == "country"
        yield ink.dot(x, middle, radius, hollow=hollow, css=row.kind, colour=_colour(row))
        end = x + radius + 6
    else:
        edge = f' stroke="{_colour(row)}" stroke-width="1.4"' if hollow or row.kind == "country" else ""
        fill = ink.PAPER if edge else _colour(row)
        yield ink.rect(min(x, zero), middle - BAR / 2, abs(x - zero), BAR, row.kind, fill, edge)
        end = x + 6
    anchor: ink.Anchor = "start"
    if row.value < 0 and chart.form == "bars":
        anchor, end = "end", x - 6
    yield _paper(end, middle, width(said, ink.PLAIN, weight), anchor)
    yield ink.text(end, middle + 4.5, said, "value", weight=weight, colour=ink.INK, anchor=anchor)


def _paper(x: float, middle: float, wide: float, anchor: ink.Anchor) -> str:
    """Paper below a figure, so that no rule runs through it."""
    left = x - wide if anchor == "end" else x
    return ink.rect(left - 2, middle - 8, wide + 4, 16, "paper", ink.PAPER)


def _colour(row: Row) -> str:
    return {"own": ink.FJORD, "country": ink.INK, "other": ink.FJORD_40}[row.kind]
