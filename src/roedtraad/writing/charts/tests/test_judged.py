"""What `measures` finds in the figures stands in the chart, at the right period."""

import pytest

from roedtraad.writing.charts import Break, ControlChart, Point, Target, Unit, judged, verdict
from roedtraad.writing.charts.tests.series import ABSENCE, AFTER, BEFORE, FIRST, month, points

HIDDEN = (21, 33)


def bare(**more) -> ControlChart:
    given = {
        "points": points(FIRST, BEFORE + AFTER, suppressed=HIDDEN),
        "breaks": [Break(month(2025, 1), "Ny opgørelse")],
        "target": Target(8, "most"),
        "good": "low",
    }
    return ControlChart("Ventede for længe", **{**given, **more})


def test_limits_hold_from_break_to_break_and_a_gap_is_bridged_by_nothing():
    before, since = judged(bare()).segments
    assert (before.first, before.last, before.count) == (FIRST, month(2024, 12), 15)
    assert (since.first, since.last, since.count) == (month(2025, 1), month(2026, 9), 19)
    assert (since.mean, since.lower, since.upper) == pytest.approx((14.263158, 8.776908, 19.749408), abs=1e-5)


def test_signals_are_those_of_the_figures_and_mean_what_is_good():
    found = {str(p.period): p.signal for p in judged(bare()).points if p.signal}
    assert {key: (signal.meaning, signal.rule, signal.high) for key, signal in found.items()} == {
        "2026-08": ("concern", "outside", True),
        "2026-09": ("concern", "outside", True),
    }
    assert judged(bare(good="high")).latest.signal.meaning == "improvement"
    assert judged(bare(good=None)).latest.signal.meaning == "neutral"


@pytest.mark.parametrize(("target", "said"), [(8, "fail"), (30, "pass"), (12, "inconsistent"), (None, None)])
def test_the_target_is_held_against_the_latest_limits(target, said):
    assert judged(bare(target=target and Target(target, "most"))).assurance == said


def test_a_stretch_of_fewer_than_seven_gets_neither_limits_nor_signals():
    chart = judged(bare(breaks=[Break(month(2026, 6), "Nyt fagsystem")]))
    assert len(chart.segments) == 1
    assert not any(p.signal for p in chart.points if p.period.start >= month(2026, 6).start)
    assert verdict(chart).key == "too_few"
    assert chart.assurance is None


def test_a_figure_that_never_moves_has_limits_on_itself():
    chart = judged(ControlChart("Klager", points(month(2025, 1), [6] * 9), subject="Antallet af klager"))
    (segment,) = chart.segments
    assert segment.lower == segment.mean == segment.upper == 6
    assert verdict(chart, 2025).lead == "Antallet af klager er 6 i september. Tallet har ligget fast på 6."


def test_a_month_that_nobody_mentions_is_a_gap():
    spoken = judged(bare())
    silent = judged(bare(points=[p for p in bare().points if p.value is not None]))
    assert silent.segments == spoken.segments
    assert silent.latest == spoken.latest


def test_what_was_said_before_is_not_kept():
    once = judged(bare())
    assert judged(once) == once
    assert judged(judged(bare(good="high"))) != once


def test_the_forecast_follows_the_latest_figure_and_stays_within_what_can_be():
    calm = ControlChart("Fravær", points(month(2025, 4), ABSENCE), Unit("percent", 1))
    ahead = judged(calm, ahead=3).forecast
    assert [str(one.period) for one in ahead] == ["2026-10", "2026-11", "2026-12"]
    assert ahead[0].value == pytest.approx(6.261111, abs=1e-5)
    near = ControlChart("Klager", points(month(2025, 1), [1, 0, 2, 1, 0, 3, 1, 0, 2, 1]))
    assert judged(near, ahead=1).forecast[0].lower == 0
    assert judged(ControlChart("Klager", points(month(2025, 1), [1, 2])), ahead=3).forecast == ()


def test_a_figure_that_is_hidden_at_the_end_takes_no_verdict_away():
    later = [*bare().points, Point(month(2026, 10), None, "suppressed")]
    assert verdict(judged(bare(points=later))).key == "concern"
