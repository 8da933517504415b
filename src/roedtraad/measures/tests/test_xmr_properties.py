"""What holds for every series: rules counted anew by their definition, and what may not depend on unit or sign."""

from fractions import Fraction
from itertools import pairwise

from hypothesis import assume, example, given
from hypothesis import strategies as st

from roedtraad.measures.exact import mean
from roedtraad.measures.xmr import Direction, Options, PointType, Signal, control_chart

# Small whole numbers give ties, constants and points on the mean; halves give runs.
counts = st.integers(-20, 20).map(lambda number: number / 2)
walks = st.lists(st.sampled_from([-1.5, -1.0, 0.0, 1.0, 1.0, 1.5]), min_size=1, max_size=40).map(
    lambda steps: [sum(steps[: at + 1]) for at in range(len(steps))]
)
series = st.lists(counts, min_size=1, max_size=40) | walks
with_gaps = st.builds(
    lambda values, gaps: [None if at in gaps else value for at, value in enumerate(values)],
    series,
    st.sets(st.integers(0, 40), max_size=6),
)
options = st.builds(
    Options,
    direction=st.sampled_from(Direction),
    target=st.none() | counts,
    screen_outliers=st.booleans(),
    fix_after=st.none() | st.integers(12, 20),
)
borders = st.sets(st.integers(0, 40), max_size=3)

finite = st.floats(allow_nan=False, allow_infinity=False)


@given(st.lists(finite, min_size=1, max_size=20))
@example([1.7976931348623157e308] * 3)
@example([1e300, 1.0, -1e300])
@example([5e-324, 0.0])
@example([0.1] * 10)
def test_the_mean_is_rounded_once(values):
    assert mean(values) == float(sum(map(Fraction, values)) / len(values))


@given(with_gaps, options, borders)
def test_the_rules_are_as_they_are_defined(values, judged, rebase):
    """Every window of seven or three is looked at by itself, with fractions for the mean."""
    chart = control_chart(values, judged, rebase=rebase)
    for segment in chart.segments:
        points = chart.points[segment.start : segment.stop]
        held = [point.value for point in points]
        used = [value for value in held if value is not None][: judged.fix_after]
        assert segment.mean == (float(sum(map(Fraction, used)) / len(used)) if used else None)
        sides = [None if value is None else (value > segment.mean) - (value < segment.mean) for value in held]
        trend, shift, window = set(), set(), set()
        for at in range(len(held)):
            seven = held[at : at + 7]
            if len(seven) == 7 and None not in seven:
                if {(after > before) - (after < before) for before, after in pairwise(seven)} in ({1}, {-1}):
                    trend |= set(range(at, at + 7))
                if set(sides[at : at + 7]) in ({1}, {-1}):
                    shift |= set(range(at, at + 7))
            near = [point.near for point in points[at : at + 3]]
            if len(near) == 3 and sum(map(bool, near)) >= 2 and set(sides[at : at + 3]) in ({1}, {-1}):
                window |= set(range(at, at + 3))
        assert [point.side for point in points] == sides
        assert {at for at, point in enumerate(points) if point.trend} == trend
        assert {at for at, point in enumerate(points) if point.shift} == shift
        assert {at for at, point in enumerate(points) if point.in_window} == window
        assert {at for at, point in enumerate(points) if point.two_in_three} == {
            at for at in window if points[at].near
        }


@given(with_gaps, options, borders)
def test_a_special_cause_has_a_rule_and_a_rule_gives_a_special_cause(values, judged, rebase):
    for point in control_chart(values, judged, rebase=rebase).points:
        rules = [point.outside, point.trend != 0, point.two_in_three, point.shift]
        assert point.special == any(rules)
        assert (point.type is PointType.COMMON_CAUSE) == (not any(rules))
        assert not (point.gap and point.special)


@given(with_gaps, options, borders, st.integers(-30, 30))
def test_nothing_depends_on_the_unit(values, judged, rebase, power):
    """Scaling by a power of two is exact, so that the charts must be the same to the last bit."""
    unit = 2.0**power
    target = None if judged.target is None else judged.target * unit
    scaled = [None if value is None else value * unit for value in values]
    ours = control_chart(values, judged, rebase=rebase)
    theirs = control_chart(
        scaled, Options(judged.direction, target, judged.screen_outliers, judged.fix_after), rebase=rebase
    )
    assert [point.signal for point in theirs.points] == [point.signal for point in ours.points]
    assert theirs.verdict == ours.verdict
    for small, great in zip(ours.segments, theirs.segments, strict=True):
        assert great.mean == (None if small.mean is None else small.mean * unit)
        assert great.limits == (small.limits and tuple(limit * unit for limit in small.limits))


@given(with_gaps, options, borders, st.integers(-1000, 1000))
def test_nothing_depends_on_where_nought_is(values, judged, rebase, by):
    ours = control_chart(values, judged, rebase=rebase)
    for (
        point
    ) in ours.points:  # what lies on a limit is decided by rounding, which is not the same farther out
        limits = point.segment.limits
        if limits and point.value is not None:
            assume(all(abs(point.value - limit) > 1e-9 for limit in limits) or limits.lower == limits.upper)
    theirs = control_chart([None if value is None else value + by for value in values], judged, rebase=rebase)
    assert [point.signal for point in theirs.points] == [point.signal for point in ours.points]


MIRRORED = {signal: Signal.of(signal.rule, -signal.side) if signal.rule else signal for signal in Signal}


@given(with_gaps, options, borders)
def test_upside_down_high_is_low(values, judged, rebase):
    ours = control_chart(values, judged, rebase=rebase)
    theirs = control_chart([None if value is None else -value for value in values], judged, rebase=rebase)
    assert [point.signal for point in theirs.points] == [MIRRORED[point.signal] for point in ours.points]


SWAPPED = {
    PointType.COMMON_CAUSE: PointType.COMMON_CAUSE,
    PointType.IMPROVEMENT: PointType.CONCERN,
    PointType.CONCERN: PointType.IMPROVEMENT,
}


@given(with_gaps, counts, borders)
def test_the_other_direction_swaps_improvement_and_concern_and_nothing_else(values, target, rebase):
    more = control_chart(values, Options(Direction.INCREASE, target), rebase=rebase)
    less = control_chart(values, Options(Direction.DECREASE, target), rebase=rebase)
    assert more.segments == less.segments
    assert [point.signal for point in more.points] == [point.signal for point in less.points]
    assert [point.type for point in less.points] == [SWAPPED[point.type] for point in more.points]


@given(with_gaps, options, st.integers(1, 5), st.integers(1, 5))
def test_gaps_before_and_after_change_nothing(values, judged, before, after):
    bare = control_chart(values, judged)
    padded = control_chart([None] * before + values + [None] * after, judged)
    assert padded.verdict == bare.verdict
    assert [point._replace(at=0, segment=None) for point in padded.points[before:-after]] == [
        point._replace(at=0, segment=None) for point in bare.points
    ]


@given(series, options, borders)
def test_one_segment_knows_nothing_of_another(values, judged, rebase):
    chart = control_chart(values, judged, rebase=rebase)
    for segment in chart.segments:
        alone = control_chart(values[segment.start : segment.stop], judged)
        assert alone.segments[0].limits == segment.limits
        assert [point.signal for point in alone.points] == [
            point.signal for point in chart.points[segment.start : segment.stop]
        ]
