"""The sparkline: a line over its common variation and a dot for the latest figure, small enough to stand in a table row.

It has no letters; what it shows is its description, and the row beside it holds the figure.
"""

from __future__ import annotations

from collections.abc import Iterable

from roedtraad.writing.charts import axes, ink
from roedtraad.writing.charts.control import stretches
from roedtraad.writing.charts.facts import ControlChart
from roedtraad.writing.charts.telling import told

WIDE, HIGH = 120.0, 32.0
EDGE = 6.0


def draw(chart: ControlChart, prefix: str = "spark", title: bool = True) -> str:
    """120 by 32 units. Without `title` it is left out by screen readers (aria-hidden), for a row that says it all."""
    time = axes.Line.of(chart.points[0].period, chart.points[-1].period, EDGE, WIDE - EDGE)
    found = [point.value for point in chart.points if point.value is not None]
    for segment in chart.segments:
        found += [limit for limit in map(chart.possible, (segment.lower, segment.upper)) if limit is not None]
    low, high = (min(found), max(found)) if found else (0.0, 1.0)
    if high == low:
        low, high = low - 1, high + 1
    parts = list(_parts(chart, time, axes.Scale(low, high, HIGH - EDGE, EDGE)))
    if title:
        return ink.svg(
            prefix, (WIDE, HIGH), chart.name, told(chart), parts, "rt-chart--spark", chart.language
        )
    return (
        f'<svg class="rt-svg rt-chart--spark" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {ink.num(WIDE)} {ink.num(HIGH)}" '
        f'aria-hidden="true">{"".join(parts)}</svg>'
    )


def _parts(chart: ControlChart, time: axes.Line, value: axes.Scale) -> Iterable[str]:
    for segment in chart.segments:
        if segment.lower is None or segment.upper is None:
            continue
        lower, upper = chart.possible(segment.lower), chart.possible(segment.upper)
        left = max(time.at(max(segment.first, time.first)) - 2, 0.0)
        right = min(time.at(min(segment.last, time.last)) + 2, WIDE)
        top, bottom = (
            value.at(value.high if upper is None else upper),
            value.at(value.low if lower is None else lower),
        )
        yield ink.rect(left, top, right - left, bottom - top, "band", ink.FJORD_10)
    thin = time.step < 1.5
    for point in chart.points:
        if point.state == "suppressed":
            yield ink.line(
                ink.down(time.at(point.period), HIGH - 8, HIGH - 1), "hidden", ink.QUIET, 1.2, "2 2"
            )
    d = ink.through_points(
        [(time.at(p.period), value.at(p.value)) for p in stretch if p.value is not None]
        for stretch in stretches(chart)
    )
    if d:
        yield ink.line(d, "line", ink.FJORD, 1.0 if thin else 1.6, join=True)
    for stretch in stretches(chart):
        if len(stretch) == 1 and stretch[0].value is not None:
            yield ink.dot(time.at(stretch[0].period), value.at(stretch[0].value), 1.4)
    latest = chart.latest
    for point in chart.points:
        if point.value is None:
            continue
        x, y = time.at(point.period), value.at(point.value)
        if point.signal:
            yield ink.signal(x, y, point.signal.meaning, 0.62 if point is latest else 0.45)
        elif point is latest:
            yield ink.dot(x, y, 3.2, hollow=point.state == "provisional")
