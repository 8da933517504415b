"""Where a series goes if nothing changes, and where it should be on the way to its target."""

import random
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roedtraad.measures.forecast import Method, Standing, Trajectory, forecast
from roedtraad.measures.xmr import Assurance, Basis, Direction, Options, control_chart

CALM = [50, 52, 48, 51, 49, 52, 48, 51, 49, 50, 52, 48]
RISE = [44, 45, 47, 48, 50, 51, 53]
LOWER = [31, 29, 30, 31, 30, 29, 30, 31]
MORE, LESS = Direction.INCREASE, Direction.DECREASE


# ---------------------------------------------------------------- what is continued


def test_a_stable_series_is_expected_to_go_on_within_its_limits():
    chart = control_chart(CALM)
    ahead = forecast(chart)
    (segment,) = chart.segments
    assert (ahead.method, ahead.settled, ahead.basis) == (Method.LEVEL, True, Basis.PROVISIONAL)
    for expected in ahead.ahead(3):
        assert (expected.value, expected.lower, expected.upper) == (
            50,
            segment.limits.lower,
            segment.limits.upper,
        )
    assert [expected.at for expected in ahead.ahead(3)] == [12, 13, 14]


@pytest.mark.parametrize("values", [[], [None] * 9, CALM[:6], [*CALM[:6], None, None]])
def test_below_seven_measured_points_there_is_no_forecast(values):
    assert forecast(control_chart(values)) is None


def test_a_break_takes_the_forecast_away_until_there_are_seven_points_again():
    assert forecast(control_chart([*CALM, *CALM[:6]], breaks=[12])) is None
    assert forecast(control_chart([*CALM, None, None], breaks=[12])) is None
    ahead = forecast(control_chart([*CALM, *LOWER], breaks=[12]))
    assert (ahead.method, ahead.first, ahead.last, ahead.count) == (Method.LEVEL, 12, 19, 8)


def test_after_a_shift_the_new_level_is_expected_with_its_own_limits():
    chart = control_chart([*CALM, *LOWER])
    ahead = forecast(chart)
    alone = control_chart(LOWER).segments[0]
    assert (ahead.method, ahead.first, ahead.last, ahead.count) == (Method.NEW_LEVEL, 12, 19, 8)
    (expected,) = ahead.ahead(1)
    assert (expected.value, expected.lower, expected.upper) == (
        alone.mean,
        alone.limits.lower,
        alone.limits.upper,
    )
    assert len(chart.segments) == 1  # the chart is rebased by hand only


def test_a_level_that_shifts_again_is_followed():
    lowest = [value - 20 for value in LOWER]
    ahead = forecast(control_chart([*CALM * 2, *LOWER, *lowest]))
    assert (ahead.method, ahead.first, ahead.level) == (Method.NEW_LEVEL, 32, sum(lowest) / 8)


def test_one_point_outside_is_no_new_level_but_nothing_is_settled():
    ahead = forecast(control_chart([*CALM, *CALM, 70]))
    assert (ahead.method, ahead.settled) == (Method.LEVEL, False)
    assert forecast(control_chart([*CALM, 70, *CALM])).settled


def test_a_trend_is_drawn_on_as_a_straight_line_through_its_own_points():
    rising = [44, 46, 48, 50, 52, 54, 56, 58]
    ahead = forecast(control_chart([*CALM, *rising]))
    assert (ahead.method, ahead.first, ahead.last, ahead.count) == (Method.LINE, 12, 19, 8)
    assert ahead.slope == pytest.approx(2)
    assert [expected.value for expected in ahead.ahead(3)] == pytest.approx([60, 62, 64])
    assert not ahead.settled


def test_the_line_is_that_of_least_squares():
    ahead = forecast(control_chart([*CALM, *RISE]))
    residuals = [value - ahead.level - ahead.slope * (at - 3) for at, value in enumerate(RISE)]
    assert sum(residuals) == pytest.approx(0)
    assert sum(at * residual for at, residual in enumerate(residuals)) == pytest.approx(0)


def test_a_trend_that_has_ended_is_drawn_on_no_longer():
    assert forecast(control_chart([*CALM, *RISE, 50])).method is Method.LEVEL
    assert forecast(control_chart([*CALM, *RISE[:4], None, *RISE[4:]])).method is Method.LEVEL


def test_a_lines_interval_widens_and_is_never_narrower_than_the_noise():
    ahead = forecast(control_chart([*CALM, *RISE]))
    widths = [(expected.upper - expected.lower) / 2 for expected in ahead.ahead(9)]
    assert widths == sorted(widths)
    assert widths[0] > ahead.noise
    # one period after seven points: √(1 + 1/7 + 16/28)
    assert widths[0] == pytest.approx(ahead.noise * (1 + 1 / 7 + 16 / 28) ** 0.5)


def test_what_lies_farther_ahead_than_the_trend_has_lasted_is_marked():
    ahead = forecast(control_chart([*CALM, *RISE]))
    assert [expected.far for expected in ahead.ahead(9)] == [False] * 7 + [True] * 2
    assert not any(expected.far for expected in forecast(control_chart(CALM)).ahead(40))


def test_nothing_impossible_is_forecast():
    falling = forecast(control_chart([*CALM, 30, 25, 20, 15, 10, 5, 1]), least=0, most=100)
    (*_, last) = falling.ahead(6)
    assert (last.value, last.lower) == (0, 0)
    full = forecast(control_chart([97, 99, 96, 99, 98, 97, 99]), least=0, most=100).ahead(1)[0]
    assert (full.upper, full.lower > 90) == (100, True)


def test_gaps_at_the_end_are_forecast_too():
    ahead = forecast(control_chart([*CALM, None, None]))
    assert [expected.at for expected in ahead.ahead(3)] == [12, 13, 14]


def test_what_is_behind_cannot_be_forecast():
    with pytest.raises(ValueError, match="begins after 11"):
        forecast(control_chart(CALM)).at(11)


def test_the_same_value_over_and_over_is_forecast_without_an_interval():
    ahead = forecast(control_chart([5] * 9))
    assert (ahead.level, ahead.noise) == (5, None)
    assert (ahead.at(9).lower, ahead.at(9).upper) == (None, None)
    assert ahead.progress(9, 7, MORE).standing is None
    assert ahead.reaches(9, 7, MORE) is None


def test_of_a_stable_process_nearly_all_coming_values_fall_in_the_interval():
    chance = random.Random(17)
    within = asked = 0
    for _ in range(300):
        values = [chance.gauss(50, 5) for _ in range(26)]
        ahead = forecast(control_chart(values[:20]))
        if ahead.settled and ahead.method is Method.LEVEL:
            expected = ahead.at(25)
            within += expected.lower <= values[25] <= expected.upper
            asked += 1
    assert asked > 250
    assert within / asked > 0.96


# ---------------------------------------------------------------- has the curve turned?


@pytest.mark.parametrize(
    ("value", "direction", "standing"),
    [
        (50, MORE, Standing.WITHIN_NOISE),
        (90, MORE, Standing.AHEAD),
        (10, MORE, Standing.BEHIND),
        (90, LESS, Standing.BEHIND),
        (10, LESS, Standing.AHEAD),
        (90, Direction.NEUTRAL, None),
        (50, Direction.NEUTRAL, Standing.WITHIN_NOISE),
    ],
)
def test_a_later_value_is_held_against_what_was_expected(value, direction, standing):
    progress = forecast(control_chart(CALM)).progress(14, value, direction)
    assert (progress.standing, progress.expected, progress.deviation) == (standing, 50, value - 50)


def test_a_value_on_the_limit_is_noise():
    ahead = forecast(control_chart(CALM))
    assert ahead.progress(12, ahead.at(12).upper, MORE).standing is Standing.WITHIN_NOISE


values = st.lists(st.integers(0, 20) | st.none(), min_size=7, max_size=40)


@given(values, st.integers(0, 20), st.sampled_from(Direction))
def test_where_a_level_goes_on_the_target_is_reached_as_the_chart_says(series, target, direction):
    chart = control_chart(series, Options(direction, target))
    ahead = forecast(chart)
    if ahead and ahead.method is Method.LEVEL:
        assert ahead.reaches(len(series) + 5, target, direction) == chart.verdict.assurance


def test_a_trend_may_reach_what_the_chart_calls_out_of_reach():
    chart = control_chart([*CALM, *range(44, 72, 2)], Options(MORE, target=80))
    ahead = forecast(chart)
    assert chart.assurance is Assurance.FAIL
    assert ahead.reaches(27, 80, MORE) is Assurance.INCONSISTENT
    assert ahead.reaches(40, 80, MORE) is Assurance.PASS
    assert ahead.reaches(40, 80, LESS) is Assurance.FAIL


@given(values)
def test_a_forecast_rests_on_seven_points_of_one_segment_and_its_interval_holds_its_value(series):
    chart = control_chart(series)
    ahead = forecast(chart)
    if ahead is None:
        assert chart.basis is Basis.TOO_FEW
        return
    assert ahead.last == chart.latest.at
    used = [point for point in chart.points[ahead.first : ahead.last + 1] if not point.gap]
    assert ahead.count == len(used) >= 7
    assert ahead.level == sum(point.value for point in used) / len(used)
    for expected in ahead.ahead(5):
        assert expected.lower is None or expected.lower <= expected.value <= expected.upper


# ---------------------------------------------------------------- the way to a target

START, DUE = date(2026, 1, 1), date(2030, 1, 1)


def test_the_way_to_a_target_is_a_straight_line_by_days():
    way = Trajectory(START, 40, DUE, 20)
    assert (way.at(START), way.at(DUE)) == (40, 20)
    assert way.at(date(2028, 1, 1)) == pytest.approx(30, abs=0.02)  # 2028 has a day more
    assert way.at(date(2031, 6, 1)) == 20
    assert way.at(date(2025, 12, 31)) is None


@given(st.dates(START, DUE), st.dates(START, DUE))
def test_one_is_never_expected_to_go_back(one, other):
    way = Trajectory(START, 40, DUE, 20)
    assert (one <= other) == (way.at(one) >= way.at(other))


def progress(latest, *, direction=LESS, values=CALM, way=None, day=DUE):
    chart = control_chart([*values, latest], Options(direction, fix_after=12))
    return (way or Trajectory(START, 60, DUE, 50)).progress(chart, day)


@pytest.mark.parametrize(
    ("latest", "standing"),
    [(50, Standing.WITHIN_NOISE), (55, Standing.WITHIN_NOISE), (35, Standing.AHEAD), (65, Standing.BEHIND)],
)
def test_the_latest_value_is_ahead_behind_or_within_the_noise(latest, standing):
    found = progress(latest)
    assert (found.standing, found.expected, found.deviation) == (standing, 50, latest - 50)


def test_a_value_as_far_away_as_a_limit_is_noise():
    chart = control_chart([-50, 50] * 6 + [266], Options(LESS, fix_after=12))  # noise 266
    assert Trajectory(START, 0, DUE, 0).progress(chart, DUE).standing is Standing.WITHIN_NOISE


def test_after_a_break_nothing_is_claimed_of_the_way_either():
    chart = control_chart([*CALM, 90, None], Options(LESS), breaks=[13])
    found = Trajectory(START, 60, DUE, 50).progress(chart, DUE)
    assert (found.value, found.standing) == (90, None)


def test_what_is_good_for_the_series_decides_what_is_ahead():
    assert progress(65, direction=MORE).standing is Standing.AHEAD
    assert progress(65, direction=Direction.NEUTRAL).standing is Standing.BEHIND  # the target lies lower
    upwards = Trajectory(START, 40, DUE, 50)
    assert progress(65, direction=Direction.NEUTRAL, way=upwards).standing is Standing.AHEAD


@pytest.mark.parametrize("latest", [35, 65])
def test_a_level_that_is_to_be_held_is_left_on_either_side(latest):
    level = Trajectory(START, 50, DUE, 50)
    assert progress(latest, direction=Direction.NEUTRAL, way=level).standing is Standing.BEHIND
    assert progress(52, direction=Direction.NEUTRAL, way=level).standing is Standing.WITHIN_NOISE


def test_where_the_noise_is_not_known_the_distance_is_told_and_no_more():
    few = progress(90, values=CALM[:5])
    assert (few.standing, few.deviation) == (None, 40)
    assert progress(5, values=[5] * 12).standing is None


def test_before_the_start_or_without_a_value_there_is_no_progress():
    assert progress(50, day=date(2025, 1, 1)) is None
    assert Trajectory(START, 60, DUE, 50).progress(control_chart([None, None]), DUE) is None


@pytest.mark.parametrize(("due", "target"), [(START, 5), (date(2020, 1, 1), 5), (DUE, float("nan"))])
def test_a_way_leads_forward_to_a_number(due, target):
    with pytest.raises(ValueError, match=r"due on|finite"):
        Trajectory(START, 10, due, target)
