"""Every field of every point, and what is said of each series, as the R package has it."""

from itertools import pairwise

from roedtraad.measures.xmr import Chart, Direction, Options, Rule, control_chart

FIELDS = "variation_type variation_icon assurance_type assurance_icon".split()


def drawn(series) -> Chart:
    given = series["input"]
    options = Options(
        Direction(given["improvement_direction"]),
        given["target"],
        given["screen_outliers"],
        given["fix_after_n_points"],
    )
    places = [at for at, day in enumerate(given["dates"]) if day in given["rebase_dates"]]
    return control_chart(given["values"], options, rebase=places)


def fields(point) -> dict[str, object]:
    segment, limits = point.segment, point.segment.limits
    return {
        "value": point.value,
        "rebase_group": segment.number,
        "mean": segment.mean,
        "mr_kept": point.moving_range,
        "amr": segment.range_mean,
        "lpl": limits and limits.lower,
        "near_lpl": limits and limits.near_lower,
        "near_upl": limits and limits.near_upper,
        "upl": limits and limits.upper,
        "outside_limits": point.outside,
        "relative_to_mean": point.side,
        "close_to_limits": point.near,
        "flag_trend": bool(point.trend),
        "trend_ends_here": point.trend_ends,
        "flag_two_in_three": point.two_in_three,
        "in_two_in_three_window": point.in_window,
        "flag_shift": point.shift,
        "special_cause_type": point.signal,
        "special_cause_flag": point.special,
        "point_type": point.type,
        "short_group_warning": segment.short,
    }


def keeps_its_own_trend(chart: Chart, at: int, field: str) -> bool:
    """The one difference that is meant: the package labels the last point of a trend by the next difference where
    another trend begins there. Seen in the values: the seven up to here run the way that we say, and the seven from
    here on do not run the other way, so that the point is part of one trend only, ours."""
    signal = chart.points[at].signal
    values = [point.value for point in chart.points]

    def steps(run):
        return {(after > before) - (after < before) for before, after in pairwise(run)}

    until, onwards = values[at - 6 : at + 1], values[at : at + 7]
    return (
        field in ("special_cause_type", "point_type")
        and signal.rule is Rule.TREND
        and steps(until) == {signal.side}
        and steps(onwards) != {-signal.side}
    )


def test_every_field_of_every_point_agrees_save_where_a_trend_keeps_its_own_direction(oracle):
    wrong, meant = [], set()
    for series in oracle:
        chart = drawn(series)
        for point, theirs in zip(chart.points, series["points"], strict=True):
            for field, ours in fields(point).items():
                if ours != theirs[field]:
                    if keeps_its_own_trend(chart, point.at, field):
                        meant.add((series["id"], point.at))
                    else:
                        wrong.append((series["id"], point.at, field, ours, theirs[field]))
        assert set(fields(chart.points[0])) == set(series["points"][0]) - {"date"}
    assert not wrong
    assert len(meant) == 5


def test_what_is_said_of_each_series_agrees(oracle):
    for series in oracle:
        chart = drawn(series)
        said = (chart.variation, chart.variation_icon, chart.assurance, chart.assurance_icon)
        assert said == tuple(series[field] for field in FIELDS), series["id"]
