"""Where a series is going if nothing changes, and where it should be on the way to a target.

    ahead = forecast(chart)                      None where the latest segment has fewer than seven measured points
    ahead.at(place)                              value and interval of a coming period
    line = Trajectory(day, 31, due, target=25)   the straight way from the baseline to the target
    line.at(period.end), line.progress(chart, period.end)

Success is doing better than the baseline forecast, not better than last year (Friedman, *Trying Hard Is Not Good Enough*,
2005, on baselines and turning the curve). The forecast is meant to be simple enough to be explained at a meeting and
to claim no more than the control chart does; see `forecast` for the method.

Here are facts only. Sentences are made from them elsewhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from math import fsum, inf, sqrt

from roedtraad.measures.exact import mean
from roedtraad.measures.xmr import Assurance, Basis, Chart, Direction, Options, Point, Segment, control_chart
from roedtraad.measures.xmr.chart import LIMIT
from roedtraad.measures.xmr.model import FEWEST, FIRM, is_number


class Method(StrEnum):
    """What the forecast continues."""

    LEVEL = "level"  # the mean of the segment
    NEW_LEVEL = "new_level"  # the mean since the level shifted
    LINE = "line"  # the trend


class Standing(StrEnum):
    """A value against what was expected of it, with the direction of what is good."""

    AHEAD = "ahead"
    WITHIN_NOISE = "within_noise"
    BEHIND = "behind"


@dataclass(frozen=True, slots=True)
class Expected:
    """What is forecast for one period.

    at            its place in the series, counted as `Point.at`
    value         in the series' unit
    lower, upper  where single values are expected to fall; None where there is no noise to reckon with
    far           a trend is drawn on for longer than it has lasted: an if, not an expectation
    """

    at: int
    value: float
    lower: float | None
    upper: float | None
    far: bool


@dataclass(frozen=True, slots=True)
class Progress:
    """A value against what was expected.

    deviation  value − expected, in the series' unit, whatever is good
    standing   None where it cannot be told: too few points, no noise known, or no direction
    """

    value: float
    expected: float
    deviation: float
    standing: Standing | None


@dataclass(frozen=True, slots=True)
class Forecast:
    """The series if nothing changes.

    method       what is continued
    first, last  places of the first and the last point that it rests on; what comes after `last` can be asked for
    count        how many points that is
    level        the mean of these points
    slope        change per period; 0 save for LINE
    noise        how far a single value may lie from its expectation: 2.66 · mean moving range; None where unknown
    settled      whether the seven latest points keep to the level that is continued; never of a LINE. If not, something
                 is under way that the method cannot see the end of
    least, most  bounds of what is possible (0 and 100 for per cent), or None; nothing is forecast beyond them
    """

    method: Method
    first: int
    last: int
    count: int
    level: float
    slope: float
    noise: float | None
    settled: bool
    least: float | None = None
    most: float | None = None

    @property
    def basis(self) -> Basis:
        """PROVISIONAL below 13 points, else FIRM; there is no forecast on too few."""
        return Basis.PROVISIONAL if self.count < FIRM else Basis.FIRM

    def at(self, at: int) -> Expected:
        """What is expected at a place after `last`. Raises ValueError for one that is not.

        A line's interval widens with the distance from the middle of the points that it was laid through, by the factor
        of a prediction from a regression, √(1 + 1/n + (x − x̄)²/Σ(x − x̄)²) (Draper & Smith, *Applied Regression
        Analysis*); the noise is the chart's, as the points of a trend lie closer to their own line than the next will.
        """
        if at <= self.last:
            raise ValueError(f"place {at} is not ahead: the forecast begins after {self.last}")
        value, noise = self.level, self.noise
        if self.method is Method.LINE:
            middle = (self.first + self.last) / 2
            value += self.slope * (at - middle)
            if noise is not None:
                noise *= sqrt(1 + 1 / self.count + (at - middle) ** 2 / _squares(self.count))
        far = self.method is Method.LINE and at - self.last > self.count
        if noise is None:
            return Expected(at, self._possible(value), None, None, far)
        lower, upper = self._possible(value - noise), self._possible(value + noise)
        return Expected(at, self._possible(value), lower, upper, far)

    def ahead(self, periods: int) -> list[Expected]:
        """The next so many periods after the latest measured one."""
        return [self.at(self.last + step) for step in range(1, periods + 1)]

    def progress(self, at: int, value: float, direction: Direction) -> Progress:
        """A later value against what was expected had nothing changed: AHEAD or BEHIND is a curve that has turned."""
        expected = self.at(at)
        deviation = value - expected.value
        standing = None
        if expected.lower is not None and expected.upper is not None:
            if expected.lower <= value <= expected.upper:
                standing = Standing.WITHIN_NOISE
            elif direction is not Direction.NEUTRAL:
                better = (deviation > 0) == (direction is Direction.INCREASE)
                standing = Standing.AHEAD if better else Standing.BEHIND
        return Progress(value, expected.value, deviation, standing)

    def reaches(self, at: int, target: float, direction: Direction) -> Assurance | None:
        """Whether values at that place will meet the target if nothing changes: all, none, or some and not others.
        None without an interval or a direction. Where a level is continued this is the chart's own assurance."""
        expected = self.at(at)
        if expected.lower is None or expected.upper is None or direction is Direction.NEUTRAL:
            return None
        if expected.lower <= target <= expected.upper:
            return Assurance.INCONSISTENT
        beyond = (target > expected.upper) == (direction is Direction.INCREASE)
        return Assurance.FAIL if beyond else Assurance.PASS

    def _possible(self, value: float) -> float:
        least = -inf if self.least is None else self.least
        most = inf if self.most is None else self.most
        return min(max(value, least), most)


def forecast(chart: Chart, *, least: float | None = None, most: float | None = None) -> Forecast | None:
    """The baseline forecast of a series: what its latest segment says of the coming periods, if nothing changes.

    - While the trend rule holds at the latest point (it ends seven or more strictly rising or falling ones): the straight
      line through those points by least squares. Drawn on only so long as the rule holds: the first value that breaks
      the run ends it.
    - While the shift rule holds at the latest point: the mean of the points since the series crossed its mean, with their
      own limits. The chart itself is not rebased, that is done by hand.
    - Else: the mean and the limits of the segment. A single point outside, or two near a limit, is no new level yet.

    None with fewer than seven measured points in the last segment. Gaps after the latest measured point are periods
    that are forecast too.

    How far it holds, by simulation of 20 points: of a stable process 99 % of the coming values fell in a settled interval
    and 95 % in one that was not; after a shift of two sigma 93 % in that of the new level. A steady drift without seven
    in a row is taken for a new level, and is soon out of its interval. Seven values rise or fall by pure chance
    once in 2,520 times. Of seasons nothing is known.

    least, most  bounds of what is possible, e.g. 0 and 100 for per cent
    """
    latest = chart.latest
    if latest is None or chart.basis is Basis.TOO_FEW:
        return None
    if latest.trend_ends:
        return _line(_run(chart, latest, rising=latest.trend_ends), least, most)
    method, before = Method.LEVEL, 0
    while latest.shift:  # and again, if the new level has shifted in its turn
        run = _run(chart, latest, side=latest.side)
        method, before = Method.NEW_LEVEL, before + run[0].at
        chart = control_chart(
            [point.value for point in run], Options(screen_outliers=chart.options.screen_outliers)
        )
        latest = chart.points[-1]
    segment = latest.segment
    assert segment.mean is not None  # it has seven measured points
    return Forecast(
        method,
        before + segment.start,
        before + latest.at,
        segment.count,
        segment.mean,
        0.0,
        _noise(segment),
        not any(point.special for point in chart.points[segment.start : latest.at + 1][-FEWEST:]),
        least,
        most,
    )


def _run(chart: Chart, latest: Point, *, rising: int = 0, side: int | None = None) -> list[Point]:
    """The unbroken run that ends at the latest point: of one direction, or on one side of the mean."""
    run = [latest]
    for point in reversed(chart.points[latest.segment.start : latest.at]):
        after = run[-1].value
        if point.value is None or after is None:
            break
        step = (after > point.value) - (after < point.value)
        if (step != rising) if rising else (point.side != side):
            break
        run.append(point)
    return run[::-1]


def _line(run: list[Point], least: float | None, most: float | None) -> Forecast:
    values = [point.value for point in run if point.value is not None]
    count, level = len(values), mean(values)
    middle = (count - 1) / 2
    slope = fsum((at - middle) * value for at, value in enumerate(values)) / _squares(count)
    noise = _noise(run[-1].segment)
    return Forecast(Method.LINE, run[0].at, run[-1].at, count, level, slope, noise, False, least, most)


def _noise(segment: Segment) -> float | None:
    """From mean to limit."""
    return None if segment.range_mean is None else LIMIT * segment.range_mean


def _squares(count: int) -> float:
    """Σ(x − x̄)² of successive whole numbers."""
    return count * (count * count - 1) / 12


@dataclass(frozen=True, slots=True)
class Trajectory:
    """The straight way from a baseline to a target. A period is reckoned by its last day (`Period.end`).

    start, baseline  the day and the value that one sets out from
    due, target      the day on which the target is to be met
    Raises ValueError unless due comes after start and both values are finite numbers.
    """

    start: date
    baseline: float
    due: date
    target: float

    def __post_init__(self) -> None:
        if self.due <= self.start:
            raise ValueError(f"the target is due on {self.due}, not after {self.start}")
        if not (is_number(self.baseline) and is_number(self.target)):
            raise ValueError("the baseline and the target are finite numbers")

    def at(self, day: date) -> float | None:
        """Where one should be that day: the target from the day it is due; None before the start."""
        if day < self.start:
            return None
        if day >= self.due:
            return self.target
        way = (day - self.start) / (self.due - self.start)
        return self.baseline + (self.target - self.baseline) * way

    def direction(self, given: Direction) -> Direction:
        """What counts as ahead: what is good for the series; where nothing is, the way that the target lies."""
        if given is not Direction.NEUTRAL or self.target == self.baseline:
            return given
        return Direction.INCREASE if self.target > self.baseline else Direction.DECREASE

    def progress(self, chart: Chart, day: date) -> Progress | None:
        """Where the latest measured value stands, `day` being its period's last.

        AHEAD or BEHIND only where it lies farther from the line than the noise of the series, 2.66 · mean moving range of
        its segment: the distance from mean to limit. Fewer than seven points in the last segment, or no range, give no standing.
        A level that is to be held, of which neither more nor less is good, is BEHIND on either side.
        None before the start, or where nothing is measured.
        """
        latest, expected = chart.latest, self.at(day)
        if latest is None or latest.value is None or expected is None:
            return None
        deviation = latest.value - expected
        noise, direction = _noise(latest.segment), self.direction(chart.options.direction)
        standing = None
        if noise is not None and chart.basis is not Basis.TOO_FEW:
            if abs(deviation) <= noise:
                standing = Standing.WITHIN_NOISE
            elif direction is Direction.NEUTRAL:
                standing = Standing.BEHIND
            else:
                better = (deviation > 0) == (direction is Direction.INCREASE)
                standing = Standing.AHEAD if better else Standing.BEHIND
        return Progress(latest.value, expected, deviation, standing)
