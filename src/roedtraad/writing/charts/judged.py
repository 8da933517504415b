"""From bare figures to a chart with everything that is known of them: signals, means and limits, the target's assurance
and, where it is asked for, the baseline forecast. Calculated by `roedtraad.measures`; here it is only put in its place.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from roedtraad.measures.forecast import forecast
from roedtraad.measures.xmr import Basis, Chart, Direction, Options, PointType, control_chart
from roedtraad.writing.charts.facts import (
    Assurance,
    ControlChart,
    Expected,
    Meaning,
    Point,
    Segment,
    Signal,
    ordinal,
)

_DIRECTIONS = {"low": Direction.DECREASE, "high": Direction.INCREASE, None: Direction.NEUTRAL}
_MEANINGS: dict[PointType, Meaning] = {
    PointType.IMPROVEMENT: "improvement",
    PointType.CONCERN: "concern",
    PointType.NEUTRAL_HIGH: "neutral",
    PointType.NEUTRAL_LOW: "neutral",
}


def judged(chart: ControlChart, ahead: int = 0) -> ControlChart:
    """The chart with its signals, segments and assurance calculated anew from its points, breaks, target and `good`.

    ahead   how many periods after the latest measured one are forecast, if nothing changes; 0 for none

    A segment of fewer than seven measured points gets neither limits nor signals. Hidden and missing periods take part in
    nothing; a period that nobody mentions is as missing as one that says so.
    """
    points = chart.points
    zero = ordinal(points[0].period)
    values: list[float | None] = [None] * (ordinal(points[-1].period) - zero + 1)
    for point in points:
        values[ordinal(point.period) - zero] = point.value
    options = Options(direction=_DIRECTIONS[chart.good], target=chart.target.value if chart.target else None)
    found = control_chart(
        values,
        options,
        rebase=[ordinal(change.period) - zero for change in chart.breaks if change.rebase],
        breaks=[ordinal(change.period) - zero for change in chart.breaks if not change.rebase],
    )
    assurance = found.verdict.assurance
    said: Assurance | None = assurance.icon.value if assurance else None
    return replace(
        chart,
        points=tuple(replace(point, signal=_signal(found, ordinal(point.period) - zero)) for point in points),
        segments=_segments(found, points),
        assurance=said,
        forecast=_forecast(chart, found, ahead) if ahead else chart.forecast,
    )


def _signal(found: Chart, at: int) -> Signal | None:
    point = found.points[at]
    rule = point.signal.rule
    if point.value is None or rule is None or point.segment.basis is Basis.TOO_FEW:
        return None
    return Signal(_MEANINGS[point.type], rule.value, point.signal.side > 0)


def _segments(found: Chart, points: Sequence[Point]) -> tuple[Segment, ...]:
    first = points[0].period
    made = []
    for segment in found.segments:
        if segment.basis is Basis.TOO_FEW or segment.mean is None:
            continue
        begin, end = first.shifted(segment.start), first.shifted(segment.stop - 1)
        lower, upper = (segment.limits.lower, segment.limits.upper) if segment.limits else (None, None)
        values = {point.value for point in found.points[segment.start : segment.stop]} - {None}
        if len(values) == 1:  # one value over and over has no noise to reckon with: its limits lie on it
            lower = upper = segment.mean
        made.append(Segment(begin, end, segment.mean, lower, upper, segment.count))
    return tuple(made)


def _forecast(chart: ControlChart, found: Chart, periods: int) -> tuple[Expected, ...]:
    """Within what the unit can be, unless the figures themselves have gone beyond it."""
    least, most = chart.unit.least, chart.unit.most
    made = forecast(
        found,
        least=None if least is None or chart.possible(least) is not None else least,
        most=None if most is None or chart.possible(most) is not None else most,
    )
    if made is None:
        return ()
    first = chart.points[0].period
    return tuple(
        Expected(first.shifted(one.at), one.value, one.lower, one.upper) for one in made.ahead(periods)
    )
