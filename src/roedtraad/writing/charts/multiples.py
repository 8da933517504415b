"""Small multiples: many units on one scale, each in a frame of its own, in the order given and never ranked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from roedtraad.measures.periods import Period
from roedtraad.writing.charts import axes, ink
from roedtraad.writing.charts.control import stretches
from roedtraad.writing.charts.facts import ChartError, ControlChart
from roedtraad.writing.charts.figures import label
from roedtraad.writing.charts.lettering import width, wrap
from roedtraad.writing.charts.verdicts import verdict
from roedtraad.writing.charts.words import as_shown, first_up, named, say
from roedtraad.writing.words import Language

COLUMNS: dict[ink.Size, int] = {"wide": 4, "phone": 2}
WIDTHS: dict[ink.Size, float] = {"wide": 760, "phone": 358}
GAP, HEAD, PLOT, FOOT = 18.0, 34.0, 84.0, 18.0
MOST = 200


@dataclass(frozen=True, slots=True)
class Multiples:
    """Charts of one unit and rhythm; the name of each is the name of its frame."""

    name: str
    charts: tuple[ControlChart, ...]
    language: Language = "da"

    def __post_init__(self) -> None:
        object.__setattr__(self, "charts", tuple(self.charts))
        if not 1 <= len(self.charts) <= MOST:
            raise ChartError(f"“{self.name}” has {len(self.charts)} frames; 1 to {MOST} can be drawn.")
        if len({(chart.unit.kind, chart.points[0].period.rhythm) for chart in self.charts}) > 1:
            raise ChartError(
                f"The frames of “{self.name}” have different units or rhythms, so they share no scale."
            )


def told(chart: Multiples) -> str:
    """The stretch of time, then each frame's latest figure, or that it is hidden, and the verdict."""
    first, last = _ends(chart)
    stretch = say(
        chart.language, "stretch", first=named(first, chart.language), last=named(last, chart.language)
    )
    said = [first_up(stretch) + "."]
    for each in chart.charts:
        newest = each.newest
        shown = as_shown(newest, each) if newest else say(chart.language, "none").lower()
        said.append(f"{each.name}: {shown}, {_lower(verdict(each).headline)}.")
    return " ".join(said)


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]


def _ends(chart: Multiples) -> tuple[Period, Period]:
    periods = [point.period for each in chart.charts for point in each.points]
    return min(periods), max(periods)


def draw(chart: Multiples, prefix: str = "units", size: ink.Size = "wide") -> str:
    """Four frames abreast, two on a phone; as tall as it must be."""
    values = [value for each in chart.charts for value in _values(each)]
    at = axes.value_ticks(values, chart.charts[0].unit, most=3)
    words = axes.tick_labels(at, chart.language)
    left = max(width(each, ink.SMALL) for each in words) + 8
    columns = min(COLUMNS[size], len(chart.charts))
    frame = (WIDTHS[size] - left - GAP * (columns - 1)) / COLUMNS[size]
    rows = -(-len(chart.charts) // columns)
    pitch = HEAD + PLOT + FOOT
    parts: list[str] = []
    for n, each in enumerate(chart.charts):
        x = left + n % columns * (frame + GAP)
        y = n // columns * pitch
        scale = axes.Scale(at[0], at[-1], y + HEAD + PLOT, y + HEAD)
        ground = 0.0 if 0.0 in at else at[0]
        for value, tick in zip(at, words, strict=True):
            strong = value == ground
            height = scale.at(value)
            yield_ = ink.line(
                ink.across(x, x + frame, height),
                "ground" if strong else "grid",
                ink.RULE if strong else ink.GRID,
            )
            parts.append(yield_)
            if n % columns == 0:
                parts.append(ink.text(x - 5, height + 4, tick, "tick", size=ink.SMALL, anchor="end"))
        time = axes.Line.of(*_ends(chart), x + 4, x + frame - 8)
        parts += _frame(each, time, scale, x, y, frame)
        if n + columns >= len(chart.charts):
            parts += _feet(chart, time, x, y + HEAD + PLOT, frame)
    return ink.svg(
        prefix,
        (WIDTHS[size], rows * pitch + 4),
        chart.name,
        told(chart),
        parts,
        "rt-chart rt-chart--units",
        chart.language,
    )


def _values(chart: ControlChart) -> list[float]:
    found = [point.value for point in chart.points if point.value is not None]
    for segment in chart.segments:
        found += [limit for limit in map(chart.possible, (segment.lower, segment.upper)) if limit is not None]
    return found + ([chart.target.value] if chart.target else [])


def _frame(
    chart: ControlChart, time: axes.Line, scale: axes.Scale, x: float, y: float, wide: float
) -> Iterable[str]:
    latest, newest = chart.latest, chart.newest
    figure, colour = "–", ink.INK
    if newest and newest.value is not None:
        figure = label(newest.value, chart.unit, chart.language, short=True)
        colour = ink.COLOURS[newest.signal.meaning] if newest.signal else ink.INK
    elif newest:
        figure, colour = say(chart.language, "hidden"), ink.QUIET
    room = wide - width(figure, ink.PLAIN, 600) - 8
    lines = wrap(chart.name, room, ink.SMALL, most=2)
    for n, words in enumerate(lines):
        yield ink.text(
            x, y + HEAD - 7 - (len(lines) - 1 - n) * 14, words, "name", size=ink.SMALL, colour=ink.INK
        )
    yield ink.text(x + wide, y + HEAD - 7, figure, "latest", weight=600, colour=colour, anchor="end")
    for segment in chart.segments:
        if segment.lower is None or segment.upper is None:
            continue
        lower, upper = chart.possible(segment.lower), chart.possible(segment.upper)
        top, bottom = (
            scale.at(scale.high if upper is None else upper),
            scale.at(scale.low if lower is None else lower),
        )
        left, right = max(time.at(segment.first) - 2, x), min(time.at(segment.last) + 2, x + wide)
        yield ink.rect(left, top, right - left, bottom - top, "band", ink.FJORD_10)
        yield ink.line(ink.across(left, right, scale.at(segment.mean)), "mean", ink.QUIET)
    if chart.target:
        yield ink.line(ink.across(x, x + wide, scale.at(chart.target.value)), "target", ink.INK, 1.2, "5 3")
    ground = scale.at(0.0) if scale.low <= 0 <= scale.high else scale.start
    for point in chart.points:
        if point.state == "suppressed":
            across = min(6.0, max(time.step * 0.8, 2.0))
            yield ink.hatched(time.at(point.period) - across / 2, ground - 12, across, 12)
    held = stretches(chart)
    if d := ink.through_points(
        [(time.at(p.period), scale.at(p.value)) for p in run if p.value is not None] for run in held
    ):
        yield ink.line(d, "line", ink.FJORD, 1.6 if time.step > 2 else 1.1, join=True)
    alone = {run[0] for run in held if len(run) == 1}
    for point in chart.points:
        if point.value is None:
            continue
        place = time.at(point.period), scale.at(point.value)
        if point.signal:
            yield ink.signal(*place, point.signal.meaning, 0.62)
        elif point is latest or point in alone:
            yield ink.dot(*place, 3.2 if point is latest else 1.6, hollow=point.state == "provisional")


def _feet(chart: Multiples, time: axes.Line, x: float, ground: float, wide: float) -> Iterable[str]:
    """The first and the last period below the lowest frame of a column; the last alone where both have no room."""
    first, last = (period.label(chart.language, short=True) for period in (time.first, time.last))
    if time.count > 1 and width(first, ink.SMALL) + width(last, ink.SMALL) + 10 <= wide:
        yield ink.text(x, ground + 15, first, "period", size=ink.SMALL)
    yield ink.text(x + wide, ground + 15, last, "period", size=ink.SMALL, anchor="end")
