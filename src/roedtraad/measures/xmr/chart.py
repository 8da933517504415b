"""From values to a chart: borders, means, moving ranges, limits, and the rules put to each point."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from itertools import count, pairwise, repeat
from math import isfinite
from typing import cast

from roedtraad.measures.exact import mean
from roedtraad.measures.xmr.errors import NotCharted, shown
from roedtraad.measures.xmr.model import (
    LARGEST,
    Border,
    Chart,
    Direction,
    Limits,
    Options,
    Point,
    PointType,
    Rule,
    Segment,
    Signal,
    is_number,
)
from roedtraad.measures.xmr.rules import shifts, trends, two_in_three

LIMIT = 2.66  # three sigma by the mean of ranges of two: 3 / 1.128 (Wheeler)
NEAR_LIMIT = 2 * (LIMIT / 3)
RANGE_LIMIT = 3.267  # upper limit of a range of two (Wheeler: D4)

AS_THEY_ARE = Options()

# What is meant by high or rising (1) and low or falling (-1), by what is good.
MEANS: dict[Direction, dict[int, PointType]] = {
    Direction.INCREASE: {0: PointType.COMMON_CAUSE, 1: PointType.IMPROVEMENT, -1: PointType.CONCERN},
    Direction.DECREASE: {0: PointType.COMMON_CAUSE, 1: PointType.CONCERN, -1: PointType.IMPROVEMENT},
    Direction.NEUTRAL: {0: PointType.COMMON_CAUSE, 1: PointType.NEUTRAL_HIGH, -1: PointType.NEUTRAL_LOW},
}
MEANING = {direction: {signal: means[signal.side] for signal in Signal} for direction, means in MEANS.items()}


def control_chart(
    values: Sequence[float | None],
    options: Options = AS_THEY_ARE,
    *,
    rebase: Collection[int] = (),
    breaks: Collection[int] = (),
) -> Chart:
    """The control chart of a series.

    values   one a period, in order; None where there is no value or it may not be shown. A gap takes part in no
             moving range, no run and no mean, and is not bridged: a trend, a shift and two in three need real successive
             points. It is never an error
    rebase   places (from 0) at which a new segment begins by decision; the point itself belongs to it
    breaks   places at which a new segment begins because what is counted is not the same any more
    Raises NotCharted for a value that is no finite number.

    Without values the chart is empty. Places outside the series are left out of account.
    """
    numbers = _numbers(values)
    meaning = MEANING[options.direction]
    segments: list[Segment] = []
    points: list[Point] = []
    borders = dict.fromkeys(rebase, Border.REBASE) | dict.fromkeys(breaks, Border.BREAK)
    starts = sorted({0, *borders} & set(range(len(numbers))))
    for number, (start, stop) in enumerate(pairwise([*starts, len(numbers)]), int(0 in borders)):
        begins = borders.get(start, Border.START)
        segment, ranges = _segment(numbers[start:stop], options, number, begins, start)
        segments.append(segment)
        points += _points(numbers[start:stop], ranges, segment, meaning)
    latest = next((point for point in reversed(points) if point.value is not None), None)
    return Chart(options, tuple(segments), tuple(points), latest)


def _numbers(values: Sequence[float | None]) -> Sequence[float | None]:
    """The values as floats. Raises NotCharted."""
    if set(map(type, values)) == {float}:  # the common case, looked at as a whole
        floats = cast(Sequence[float], values)
        if isfinite(sum(floats)) and min(floats) >= -LARGEST and max(floats) <= LARGEST:
            return floats
    return [None if value is None else _number(value, at) for at, value in enumerate(values)]


def _number(value: float, at: int) -> float:
    if not is_number(value):
        raise NotCharted("value", found=shown(value), place=at + 1)
    return float(value)


def _segment(
    values: Sequence[float | None], options: Options, number: int, begins: Border, start: int
) -> tuple[Segment, list[float | None]]:
    """The segment with its limits, and each point's moving range where the limits rest on it."""
    measured = values if None not in values else [value for value in values if value is not None]
    used, room = cast(Sequence[float], measured), len(values)
    if options.fix_after is not None and len(measured) > options.fix_after:
        used = used[: options.fix_after]
        room = _place_of(values, options.fix_after)
    ranges: list[float | None] = [
        None if value is None or before is None else abs(value - before)
        for before, value in zip((None, *values), values[:room], strict=False)
    ]
    ranges += [None] * (len(values) - room)
    kept = [size for size in ranges if size is not None]
    range_mean = mean(kept) if kept else None
    if range_mean is not None and options.screen_outliers:
        bound = RANGE_LIMIT * range_mean
        if max(kept) >= bound:
            ranges = [None if size is None or size >= bound else size for size in ranges]
            kept = [size for size in kept if size < bound]
            range_mean = mean(kept) if kept else None
    middle = mean(used) if used else None
    limits = None if middle is None or range_mean is None else _limits(middle, range_mean)
    stop = start + len(values)
    return Segment(number, begins, start, stop, len(measured), middle, range_mean, limits), ranges


def _limits(middle: float, range_mean: float) -> Limits:
    far, close = LIMIT * range_mean, NEAR_LIMIT * range_mean
    return Limits(middle - far, middle - close, middle + close, middle + far)


def _place_of(values: Sequence[float | None], count: int) -> int:
    """How far one must go to have passed so many measured values."""
    for at, value in enumerate(values, 1):
        count -= value is not None
        if not count:
            return at
    return len(values)


def _points(
    values: Sequence[float | None],
    ranges: Sequence[float | None],
    segment: Segment,
    meaning: dict[Signal, PointType],
) -> Iterable[Point]:
    """Each value held against its segment and put to the rules."""
    sides: list[int | None] = [None] * len(values)
    outside: list[bool | None] = [None] * len(values)
    near: list[bool | None] = [None] * len(values)
    if (middle := segment.mean) is not None:
        sides = [None if value is None else (value > middle) - (value < middle) for value in values]
    if segment.limits:
        lower, near_lower, near_upper, upper = segment.limits
        outside = [None if value is None else not lower <= value <= upper for value in values]
        near = [
            None if value is None else lower <= value < near_lower or near_upper < value <= upper
            for value in values
        ]
    ways, ends = trends(values)
    close, windows = two_in_three(sides, near)
    shifted = shifts(sides)
    signals = [Signal.COMMON_CAUSE] * len(values)
    # from the last in precedence to the first: what is named later stands
    for rule, marks, way in (
        (Rule.SHIFT, shifted, sides),
        (Rule.TWO_IN_THREE, close, sides),
        (Rule.TREND, ways, ways),
        (Rule.OUTSIDE, outside, sides),
    ):
        if any(marks):
            for at, marked in enumerate(marks):
                if marked:
                    signals[at] = Signal.of(rule, way[at] or 0)
    return map(
        Point, count(segment.start), values, repeat(segment), ranges, sides, outside, near,
        ways, ends, close, windows, shifted, signals, [meaning[signal] for signal in signals],
    )  # fmt: skip
