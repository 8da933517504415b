"""What a control chart says, one fact at a time. Values are what a month's count may be: notifications, absences."""

from math import inf, nextafter

import pytest

from roedtraad.measures.xmr import (
    Assurance,
    AssuranceIcon,
    Basis,
    Border,
    Direction,
    NotCharted,
    Options,
    PointType,
    Rule,
    Signal,
    VariationIcon,
    control_chart,
)

HIGH_IS_GOOD = Options(direction=Direction.INCREASE)
LOW_IS_GOOD = Options(direction=Direction.DECREASE)
UNSCREENED = Options(screen_outliers=False)
CALM = [50, 52, 48, 51, 49, 52, 48, 51, 49, 50, 52, 48]  # mean 50, nothing special
RISE = [44, 45, 47, 48, 50, 51, 53]
FALL = RISE[::-1]


def signals(values, options=HIGH_IS_GOOD, **borders):
    return [point.signal for point in control_chart(values, options, **borders).points]


def places(values, holds, **borders):
    return [point.at for point in control_chart(values, HIGH_IS_GOOD, **borders).points if holds(point)]


# ---------------------------------------------------------------- segments


def test_a_rebase_begins_a_segment_with_the_point_itself_and_everything_is_reckoned_within():
    chart = control_chart([10, 12, 10, 30, 33, 30], rebase=[3])
    before, after = chart.segments
    assert (before.start, before.stop, before.mean, before.range_mean) == (0, 3, 32 / 3, 2)
    assert (after.start, after.stop, after.mean, after.range_mean) == (3, 6, 31, 3)
    assert [point.moving_range for point in chart.points] == [None, 2, 2, None, 3, 3]
    assert [segment.number for segment in chart.segments] == [0, 1]


def test_a_rebase_at_the_first_point_makes_one_segment_numbered_one():
    (segment,) = control_chart([1, 2, 3], rebase=[0]).segments
    assert (segment.number, segment.begins) == (1, Border.REBASE)


def test_a_rebase_outside_the_series_is_left_out_of_account():
    assert control_chart(CALM, rebase=[99, -1]) == control_chart(CALM)


def test_no_rule_looks_across_a_border():
    values = [*CALM, *RISE]
    assert places(values, lambda point: point.trend) == list(range(12, 19))
    assert places(values, lambda point: point.trend, rebase=[15]) == []
    assert places([*CALM, *RISE], lambda point: point.trend, breaks=[15]) == []


def test_a_break_is_a_border_that_says_so_even_where_one_also_rebases():
    chart = control_chart(CALM, rebase=[4, 8], breaks=[8])
    assert [segment.begins for segment in chart.segments] == [Border.START, Border.REBASE, Border.BREAK]


# ---------------------------------------------------------------- mean, ranges, limits


def test_limits_lie_two_and_two_thirds_of_the_mean_range_from_the_mean():
    (segment,) = control_chart([10, 12, 14, 12], UNSCREENED).segments
    assert (segment.mean, segment.range_mean) == (12, 2)
    assert segment.limits == (12 - 2.66 * 2, 12 - 2 * (2.66 / 3) * 2, 12 + 2 * (2.66 / 3) * 2, 12 + 2.66 * 2)


def test_limits_are_not_clipped_at_nought():
    assert control_chart([1, 9, 0, 8]).segments[0].limits.lower < 0


def test_screening_leaves_out_the_great_ranges_once_and_never_a_value_of_the_mean():
    values = [50, 51, 50, 51, 50, 51, 50, 51, 50, 90, 50, 51]
    screened, all_of_it = control_chart(values).segments[0], control_chart(values, UNSCREENED).segments[0]
    assert screened.range_mean == 1
    assert all_of_it.range_mean == 89 / 11
    assert screened.mean == all_of_it.mean == sum(values) / 12
    assert [point.moving_range for point in control_chart(values).points][9:11] == [None, None]


def test_screening_is_not_repeated():
    values = [0, 1, 0, 1, 0, 1, 0, 10, 0, 1, 0, 100, 0, 1, 0, 1, 0, 1, 0, 1, 0]
    kept = {point.moving_range for point in control_chart(values).points} - {None}
    assert kept == {1, 10}  # 10 stands far outside what is left, but is not looked at again


def test_a_range_is_not_dropped_where_there_are_fewer_than_four():
    assert [point.moving_range for point in control_chart([5, 5, 5, 9]).points] == [None, 0, 0, 4]


def test_the_same_value_over_and_over_has_no_limits_when_screened():
    chart = control_chart([5.0] * 9)
    assert chart.segments[0].limits is None
    assert {(point.outside, point.near, point.signal) for point in chart.points} == {
        (None, None, Signal.COMMON_CAUSE)
    }


def test_the_same_value_over_and_over_has_its_mean_for_limits_when_unscreened():
    chart = control_chart([5.0] * 9, UNSCREENED)
    assert chart.segments[0].limits == (5, 5, 5, 5)
    assert not any(point.outside for point in chart.points)


def test_a_single_point_has_no_limits():
    assert control_chart([5]).segments[0].limits is None
    assert control_chart([5], UNSCREENED).segments[0].limits is None


def test_one_step_in_a_constant_series_puts_every_point_outside():
    chart = control_chart([5] * 12 + [6])
    assert chart.segments[0].range_mean == 0
    assert all(point.outside for point in chart.points)
    assert [point.signal for point in chart.points] == [Signal.BELOW_LIMIT] * 12 + [Signal.ABOVE_LIMIT]


def test_limits_may_rest_on_the_first_points_of_each_segment():
    values = [*CALM, 80, 20, 80]
    chart = control_chart(values, Options(fix_after=12))
    calm = control_chart(CALM)
    assert chart.segments[0].limits == calm.segments[0].limits
    assert [point.moving_range for point in chart.points][12:] == [None] * 3
    assert [point.outside for point in chart.points][12:] == [True] * 3


def test_limits_do_not_rest_on_fewer_than_twelve():
    with pytest.raises(NotCharted, match="mindst 12"):
        Options(fix_after=11)


# ---------------------------------------------------------------- rules


def last_of(value):
    """A point held against mean 0 and limits at 266 and 177.33: ranges of 100, fixed after 12 points."""
    return control_chart([-50, 50] * 6 + [value], Options(fix_after=12)).points[-1]


@pytest.mark.parametrize("sign", [1, -1])
def test_a_point_on_the_limit_is_inside(sign):
    assert last_of(0).segment.limits.upper == 266
    assert (last_of(sign * 266).outside, last_of(sign * 266).near) == (False, True)
    beyond = last_of(sign * nextafter(266, inf))
    assert (beyond.outside, beyond.near) == (True, False)


@pytest.mark.parametrize("sign", [1, -1])
def test_a_point_on_the_near_limit_is_not_near(sign):
    limit = last_of(0).segment.limits.near_upper
    assert not last_of(sign * limit).near
    assert last_of(sign * nextafter(limit, inf)).near


def test_outside_is_beyond_the_limit():
    assert signals([*CALM, 90])[-1] is Signal.ABOVE_LIMIT
    assert signals([*CALM, 10])[-1] is Signal.BELOW_LIMIT


def test_seven_on_one_side_are_a_shift_and_all_are_marked():
    values = [40, 42, 41, 43, 40, 42, 41, 60, 62, 61, 60, 62, 61, 60]
    assert places(values, lambda point: point.shift) == list(range(14))
    assert places(values[:-1], lambda point: point.shift) == list(range(7))  # six above are none


def test_a_point_on_the_mean_breaks_a_shift_and_is_in_none():
    values = [0, 0, 0, 6, 6, 6, 3, 6, 6, 6, 0, 0, 0]
    chart = control_chart(values)
    assert chart.segments[0].mean == 3
    assert not any(point.shift for point in chart.points)


def test_seven_rising_points_are_a_trend_wherever_the_mean_lies():
    assert places([*CALM, *RISE], lambda point: point.trend == 1) == list(range(12, 19))
    assert places([*CALM, *RISE[:-1]], lambda point: point.trend) == []
    chart = control_chart([*CALM, *RISE, 54])
    assert [point.trend_ends for point in chart.points][-3:] == [0, 1, 1]


def test_a_tie_breaks_a_trend():
    assert places([*CALM, 44, 45, 47, 47, 48, 50, 51, 53], lambda point: point.trend) == []


def test_two_of_three_near_the_limit_mark_the_near_ones_only():
    values = [*CALM, 50, 57, 52, 57, 50, 48, 49]
    chart = control_chart(values)
    assert [point.at for point in chart.points if point.near] == [13, 15]
    assert [point.at for point in chart.points if point.in_window] == [13, 14, 15]
    assert [point.at for point in chart.points if point.two_in_three] == [13, 15]
    assert chart.points[14].signal is Signal.COMMON_CAUSE


def test_the_third_of_three_may_not_lie_across_the_mean():
    assert places([*CALM, 50, 57, 44, 57, 50, 48, 49], lambda point: point.in_window) == []


def test_a_point_outside_is_not_one_of_the_two_but_may_be_the_third():
    def chart(*last):
        return control_chart([*CALM, *last], Options(fix_after=12))

    near, outside = 56, 70
    assert chart(near, near, 50).points[13].near
    assert not any(point.in_window for point in chart(50, near, outside, 50).points)
    assert [point.at for point in chart(near, outside, near, 50).points if point.in_window] == [12, 13, 14]
    assert [point.at for point in chart(near, outside, near, 50).points if point.two_in_three] == [12, 14]


def test_a_near_pair_at_the_end_needs_its_third_within_the_series():
    values = [*CALM, 49, 56, 56]
    assert places(values, lambda point: point.two_in_three) == []
    assert places([*values, 51], lambda point: point.two_in_three) == [13, 14]


def test_one_rule_is_named_outside_before_trend_before_two_in_three_before_shift():
    outside_in_a_trend = control_chart([*CALM, 46, 47, 48, 49, 50, 51, 90]).points[-1]
    assert outside_in_a_trend.trend == 1
    assert outside_in_a_trend.signal.rule is Rule.OUTSIDE
    rising_on_one_side = control_chart(
        [*CALM, 51, 51.5, 52, 52.5, 53, 53.5, 54], Options(fix_after=12)
    ).points[-1]
    assert (rising_on_one_side.shift, rising_on_one_side.signal.rule) == (True, Rule.TREND)
    near_on_one_side = control_chart([*CALM, 54, 53, 54, 53, 54, 56, 56], Options(fix_after=12)).points[-1]
    assert (near_on_one_side.shift, near_on_one_side.signal.rule) == (True, Rule.TWO_IN_THREE)


# ---------------------------------------------------------------- which way


@pytest.mark.parametrize(
    ("options", "high", "low"),
    [
        (HIGH_IS_GOOD, PointType.IMPROVEMENT, PointType.CONCERN),
        (LOW_IS_GOOD, PointType.CONCERN, PointType.IMPROVEMENT),
        (Options(), PointType.NEUTRAL_HIGH, PointType.NEUTRAL_LOW),
    ],
)
def test_what_is_good_decides_the_colour(options, high, low):
    for last, expected in ((90, high), (10, low)):
        assert control_chart([*CALM, last], options).variation is expected
    for run, expected in ((RISE, high), (FALL, low)):
        assert control_chart([*CALM, *run], options).points[15].type is expected


def test_a_trend_counts_by_its_direction_not_by_the_side_of_the_mean():
    first = control_chart([*CALM, *RISE], HIGH_IS_GOOD).points[12]
    assert (first.side, first.type) == (-1, PointType.IMPROVEMENT)


def test_the_top_of_a_peak_belongs_to_the_fall_that_it_opens():
    chart = control_chart([*CALM, *RISE, *FALL[1:]], HIGH_IS_GOOD)
    assert [point.signal for point in chart.points[17:20]] == [Signal.RISE, Signal.FALL, Signal.FALL]
    valley = control_chart([*CALM, *FALL, *RISE[1:]], HIGH_IS_GOOD)
    assert [point.signal for point in valley.points[17:20]] == [Signal.FALL, Signal.RISE, Signal.RISE]


@pytest.mark.parametrize(
    "second", [RISE, [53, 53.1, 53.2, 53.3, 53.4, 53.5, 53.6]], ids=["directly", "after a tie"]
)
def test_the_last_point_of_a_rise_is_rising_though_another_rise_follows(second):
    rising = control_chart([*CALM, *RISE, *second])
    assert [point.trend for point in rising.points[12:]] == [1] * 14
    assert rising.points[18].signal is Signal.RISE
    falling = control_chart([100 - point.value for point in rising.points])
    assert [point.trend for point in falling.points[12:]] == [-1] * 14
    assert falling.points[18].signal is Signal.FALL


def test_variation_is_the_latest_point_and_nothing_earlier():
    chart = control_chart([*CALM, 90, 50], HIGH_IS_GOOD)
    assert chart.points[-2].special
    assert (chart.variation, chart.variation_icon) == (PointType.COMMON_CAUSE, VariationIcon.COMMON_CAUSE)


@pytest.mark.parametrize(
    ("options", "last", "icon"),
    [
        (HIGH_IS_GOOD, 90, VariationIcon.IMPROVEMENT_HIGH),
        (HIGH_IS_GOOD, 10, VariationIcon.CONCERN_LOW),
        (LOW_IS_GOOD, 10, VariationIcon.IMPROVEMENT_LOW),
        (LOW_IS_GOOD, 90, VariationIcon.CONCERN_HIGH),
        (Options(), 90, VariationIcon.NEUTRAL_HIGH),
        (Options(), 10, VariationIcon.NEUTRAL_LOW),
    ],
)
def test_the_icon_says_high_or_low(options, last, icon):
    assert control_chart([*CALM, last], options).variation_icon is icon


# ---------------------------------------------------------------- the target


def against(target, direction=Direction.INCREASE, values=(10, 12, 14, 12), **borders):
    return control_chart(values, Options(direction, target), **borders).assurance  # limits 6.68 and 17.32


def test_a_target_beyond_reach_will_be_missed_and_one_within_the_worst_will_be_met():
    assert (against(20), against(5), against(12)) == (Assurance.FAIL, Assurance.PASS, Assurance.INCONSISTENT)
    assert (against(20, Direction.DECREASE), against(5, Direction.DECREASE)) == (
        Assurance.PASS,
        Assurance.FAIL,
    )
    assert (
        control_chart([10, 12, 14, 12], Options(Direction.INCREASE, 20)).assurance_icon is AssuranceIcon.FAIL
    )


def test_a_target_on_a_limit_is_hit_or_miss():
    limits = control_chart([10, 12, 14, 12]).segments[0].limits
    assert against(limits.upper) is against(limits.lower) is Assurance.INCONSISTENT


def test_a_target_needs_a_direction_and_is_held_against_the_last_segment():
    assert against(20, Direction.NEUTRAL) is None
    assert against(None) is None
    assert against(20, values=[10, 12, 14, 12, 30, 32, 34, 32], rebase=[4]) is Assurance.PASS


def test_without_limits_the_package_says_hit_or_miss_and_we_say_nothing():
    chart = control_chart([5] * 14, Options(Direction.INCREASE, 9))
    assert chart.assurance is Assurance.INCONSISTENT
    assert chart.verdict.assurance is None


# ---------------------------------------------------------------- how much it rests on


def test_below_seven_points_nothing_is_claimed_and_below_thirteen_with_a_reservation():
    options = Options(Direction.INCREASE, target=99)
    six, seven, twelve, thirteen = (control_chart((CALM * 2)[:count], options) for count in (6, 7, 12, 13))
    assert six.verdict.basis is Basis.TOO_FEW
    assert (six.verdict.signal, six.verdict.variation, six.verdict.assurance) == (None, None, None)
    assert (seven.verdict.basis, twelve.verdict.basis) == (Basis.PROVISIONAL, Basis.PROVISIONAL)
    assert thirteen.verdict.basis is Basis.FIRM
    assert (seven.verdict.variation, seven.verdict.assurance) == (PointType.COMMON_CAUSE, Assurance.FAIL)
    assert (twelve.segments[0].short, thirteen.segments[0].short) == (True, False)


def test_after_a_break_a_series_must_earn_its_claims_anew():
    chart = control_chart([*CALM, *CALM, 90], HIGH_IS_GOOD, breaks=[24])
    assert chart.verdict.basis is Basis.TOO_FEW
    assert chart.segments[0].basis is Basis.FIRM


# ---------------------------------------------------------------- gaps


def test_a_gap_takes_part_in_nothing():
    chart = control_chart([50, None, 52, 54], UNSCREENED)
    gap = chart.points[1]
    assert (gap.gap, gap.side, gap.outside, gap.near, gap.type) == (
        True,
        None,
        None,
        None,
        PointType.COMMON_CAUSE,
    )
    assert [point.moving_range for point in chart.points] == [None, None, None, 2]
    assert (chart.segments[0].mean, chart.segments[0].count) == (52, 3)


def test_a_gap_is_not_bridged_by_a_trend_a_shift_or_two_in_three():
    trend = [*CALM, 44, 45, 47, None, 48, 50, 51, 53]
    assert places(trend, lambda point: point.trend) == []
    shift = [40, 42, 41, 43, 40, 42, 41, 60, 62, 61, None, 60, 62, 61, 60]
    assert places(shift, lambda point: point.shift) == list(range(7))
    near = [*CALM, 50, 57, None, 57, 50, 48, 49]
    assert places(near, lambda point: point.in_window) == []


def test_a_trend_may_begin_anew_after_a_gap():
    assert places([*CALM, None, *RISE], lambda point: point.trend == 1) == list(range(13, 20))


def test_what_is_not_measured_yet_takes_no_verdict_away():
    chart = control_chart([*CALM, 90, None, None], HIGH_IS_GOOD)
    assert chart.latest.at == 12
    assert chart.verdict.variation is PointType.IMPROVEMENT


def test_gaps_do_not_count_towards_what_the_limits_rest_on():
    chart = control_chart([None] * 20 + CALM[:6], HIGH_IS_GOOD)
    assert chart.basis is Basis.TOO_FEW
    fixed = control_chart([None, *CALM, 80, 20], Options(fix_after=12))
    assert fixed.segments[0].limits == control_chart(CALM).segments[0].limits


@pytest.mark.parametrize("values", [[], [None], [None] * 30])
def test_where_nothing_is_measured_nothing_is_said(values):
    chart = control_chart(values, Options(Direction.INCREASE, target=3))
    assert (chart.latest, chart.variation, chart.variation_icon) == (None, None, None)
    assert chart.verdict.basis is Basis.TOO_FEW


@pytest.mark.parametrize("value", [float("nan"), float("inf"), "12", True, 10**400])
def test_what_is_no_finite_number_is_refused_in_a_sentence(value):
    with pytest.raises(NotCharted, match=r"værdi nr\. 2 er .* og ikke et endeligt tal"):
        control_chart([1, value, 3])


def test_a_target_must_be_a_finite_number():
    with pytest.raises(NotCharted) as refused:
        Options(target=float("nan"))
    assert refused.value.sentence("en").startswith("the target is NaN, not a finite number")
