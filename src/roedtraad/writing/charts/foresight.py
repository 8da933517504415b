"""What is ahead, drawn onto a control chart: the baseline forecast with its interval, and the way to the target.

A forecast is no figure, so it has no dots: a dashed line in a paler band that begins at the last measured point. The way
to the target is dotted with a small hollow diamond at each step.
"""

from __future__ import annotations

from collections.abc import Iterable

from roedtraad.writing.charts import ink
from roedtraad.writing.charts.axes import Line, Scale
from roedtraad.writing.charts.facts import ControlChart


def draw(chart: ControlChart, time: Line, value: Scale) -> Iterable[str]:
    """Nothing where there is neither forecast nor path."""
    yield from _forecast(chart, time, value)
    if chart.path:
        at = [(time.at(step.period), value.at(step.value)) for step in chart.path]
        if d := ink.through_points([at]):
            yield ink.line(d, "path", ink.INK, 1.4, "1 4", join=True)
        for x, y in at:
            d = f"M{ink.num(x)} {ink.num(y - 4)}l4 4l-4 4l-4 -4Z"
            yield ink.line(d, "step", ink.INK, 1.2, fill=ink.PAPER)


def _forecast(chart: ControlChart, time: Line, value: Scale) -> Iterable[str]:
    if not chart.forecast:
        return
    expected = sorted(chart.forecast, key=lambda each: each.period.start)
    latest = chart.latest
    begin = [(time.at(latest.period), value.at(latest.value))] if latest and latest.value is not None else []
    if begin and latest and latest.period.start >= expected[0].period.start:
        begin = []
    sure = [each for each in expected if each.lower is not None and each.upper is not None]
    if sure:
        upper = [*begin, *((time.at(e.period), value.at(e.upper)) for e in sure if e.upper is not None)]
        lower = [*begin, *((time.at(e.period), value.at(e.lower)) for e in sure if e.lower is not None)]
        outline = "M" + "L".join(f"{ink.num(x)} {ink.num(y)}" for x, y in [*upper, *reversed(lower)]) + "Z"
        yield f'<path class="rt-chart__ahead" d="{outline}" fill="{ink.FJORD_10}" fill-opacity="0.7"/>'
        if edges := ink.through_points([upper, lower]):
            yield ink.line(edges, "limit", ink.FJORD_40, dash="1 4")
    if d := ink.through_points([[*begin, *((time.at(e.period), value.at(e.value)) for e in expected)]]):
        yield ink.line(d, "expected", ink.FJORD, 1.8, "5 4")
