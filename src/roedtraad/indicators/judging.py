"""What may be said of a released series: by the rules of a control chart and nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from roedtraad.measures import xmr
from roedtraad.measures.forecast import Trajectory
from roedtraad.measures.periods import Period

from .enums import Direction, Turn
from .released import Cell, Frame, MarkAt, Shown, TargetAt, without_holes

DIRECTIONS = {
    Direction.UP: xmr.Direction.INCREASE,
    Direction.DOWN: xmr.Direction.DECREASE,
    Direction.NEUTRAL: xmr.Direction.NEUTRAL,
}
TURNS = {
    xmr.PointType.COMMON_CAUSE: Turn.STEADY,
    xmr.PointType.IMPROVEMENT: Turn.BETTER,
    xmr.PointType.CONCERN: Turn.WORSE,
    xmr.PointType.NEUTRAL_HIGH: Turn.CHANGED,
    xmr.PointType.NEUTRAL_LOW: Turn.CHANGED,
}
MEANINGS = {
    xmr.PointType.IMPROVEMENT: "improvement",
    xmr.PointType.CONCERN: "concern",
    xmr.PointType.NEUTRAL_HIGH: "neutral",
    xmr.PointType.NEUTRAL_LOW: "neutral",
}
SPARK = 24  # the latest periods that a sparkline shows


@dataclass(frozen=True)
class Judged:
    """A series drawn up: its cells without holes, their periods, the chart over them, and what stands beside."""

    cells: Sequence[Cell]
    periods: Sequence[Period]
    chart: xmr.Chart
    breaks: Sequence[tuple[int, MarkAt]]
    rebases: Sequence[tuple[int, MarkAt]]
    target: TargetAt | None
    turn: Turn
    alone: bool = (
        True  # no other figures of ours stand beside it, so that what is hidden is hidden for itself
    )

    @property
    def way(self) -> Trajectory | None:
        """The straight way to the target that is to be reached by a day, from what was usual when it was set.

        That is the mean of the year's figures that were measured last before it began to hold, three at least where there are
        so many. None where nothing was measured before, or where a break since then makes the two ends different things.
        """
        target = self.target
        if target is None or target.reached_by is None or target.reached_by <= target.starts:
            return None
        cut = max((at for at, _mark in self.breaks), default=0)
        if any(mark.on > target.starts for _at, mark in self.breaks):
            return None
        before = [
            cell.value
            for cell, period in zip(self.cells[cut:], self.periods[cut:], strict=True)
            if cell.state is Shown.VALUE and cell.value is not None and period.start <= target.starts
        ]
        usual = before[-max(3, self.periods[0].rhythm.per_year) :] if before else []
        if not usual:
            return None
        return Trajectory(target.starts, sum(usual) / len(usual), target.reached_by, target.value)

    @property
    def latest(self) -> Cell | None:
        """The latest period of which something was said: a value, or that it is hidden."""
        return next((cell for cell in reversed(self.cells) if cell.state is not Shown.MISSING), None)


def judge(cells: Sequence[Cell], frame: Frame, series: int | None = None) -> Judged:
    """The control chart of a series. Hidden and missing periods are gaps: they take part in nothing."""
    whole = without_holes(cells, frame.rhythm)
    breaks, rebases = frame.of(series)
    placed, renewed = _placed(breaks, whole), _placed(rebases, whole)
    target = frame.target()
    chart = xmr.control_chart(
        [cell.value if cell.state is Shown.VALUE else None for cell in whole],
        xmr.Options(
            direction=DIRECTIONS[Direction(frame.direction)], target=target.value if target else None
        ),
        breaks=[at for at, _mark in placed],
        rebase=[at for at, _mark in renewed],
    )
    return Judged(
        whole,
        [Period(frame.rhythm, cell.start) for cell in whole],
        chart,
        placed,
        renewed,
        target,
        _turn(chart),
        frame.alone,
    )


def _placed(marks: Sequence[MarkAt], cells: Sequence[Cell]) -> list[tuple[int, MarkAt]]:
    """Each mark with the place of the first period that it holds for; marks outside the figures are left out."""
    found = []
    for mark in marks:
        at = next((place for place, cell in enumerate(cells) if cell.start >= mark.on), None)
        if at is not None and cells[0].start < mark.on:
            found.append((at, mark))
    return found


def _turn(chart: xmr.Chart) -> Turn:
    if chart.latest is None:
        return Turn.EMPTY
    variation = chart.verdict.variation
    return TURNS[variation] if variation else Turn.TOO_FEW


def headline(judged: Judged) -> dict[str, Any]:
    """What a list shows of a series: the latest period, and the latest values with their common variation.

    {"start", "state", "value", "numerator", "denominator": of the latest period; "spark": [value or None, …], "at": its
    place of that period, "hidden": [places], "meanings": {place: concern | improvement | neutral}, "since": where the last
    limits begin, "mean", "lower", "upper", "count", "signal": the rule}.
    """
    latest = judged.latest
    if latest is None:
        return {}
    cut = max(0, len(judged.cells) - SPARK)
    last = judged.chart.segments[-1] if judged.chart.segments else None
    limits = last.limits if last and judged.turn is not Turn.TOO_FEW else None
    return {
        "start": latest.start.isoformat(),
        "state": latest.state.value,
        "value": latest.value,
        "numerator": latest.numerator,
        "denominator": latest.denominator,
        "spark": [cell.value for cell in judged.cells[cut:]],
        "at": judged.cells.index(latest) - cut,
        "hidden": [at for at, cell in enumerate(judged.cells[cut:]) if cell.state.is_hidden],
        "meanings": {
            str(at): MEANINGS[point.type]
            for at, point in enumerate(judged.chart.points[cut:])
            if point.special and point.segment.basis is not xmr.Basis.TOO_FEW
        },
        "since": max(0, last.start - cut) if last else 0,
        "mean": last.mean if last and limits else None,
        "lower": limits.lower if limits else None,
        "upper": limits.upper if limits else None,
        "count": last.count if last else 0,
        "signal": judged.chart.latest.signal.value if judged.chart.latest and limits else "",
    }
