"""The control chart shows what it was given where it belongs, and nothing that it was not."""

import re
import time

import pytest

from roedtraad.measures.periods import Rhythm
from roedtraad.writing.charts import (
    Break,
    ChartError,
    ControlChart,
    Expected,
    Point,
    Segment,
    Signal,
    Step,
    Target,
    Unit,
    drawing,
    screen,
    spark,
)
from roedtraad.writing.charts.tests.drawn import Drawing
from roedtraad.writing.charts.tests.series import ABSENCE, absence, month, points, school_year, waiting
from roedtraad.writing.model import contrast_on_white
from roedtraad.writing.svg import checked

SIZES = ("wide", "phone")


@pytest.fixture(params=SIZES)
def size(request):
    return request.param


def drawn(chart, size="wide", **more) -> Drawing:
    return Drawing(drawing(chart, "a", size, **more))


def test_mean_limits_and_target_lie_where_the_axis_says(size):
    svg = drawn(waiting(), size)
    ticks = {float(w.text.replace(",", ".")): (w.top + 0.72 * w.size) - 4.5 for w in svg.words("tick")}
    zero, twenty = ticks[0.0], ticks[20.0]

    def height(value):
        return pytest.approx(zero + (twenty - zero) * value / 20, abs=0.11)

    assert svg.level("mean") == [height(10.667), height(14.263)]
    assert svg.level("limit") == [height(18.456), height(2.877), height(19.749), height(8.777)]
    assert svg.level("target") == [height(8)]
    assert svg.runs()[0][0][1] == height(10)


def test_the_line_is_lifted_at_a_break_and_at_what_is_hidden(size):
    runs = drawn(waiting(), size).runs()
    assert [len(run) for run in runs] == [15, 6, 11, 2]


def test_the_line_goes_on_past_a_rebase(size):
    chart = waiting(breaks=[Break(month(2025, 1), "Nye åbningstider", rebase=True)])
    svg = drawn(chart, size)
    assert [len(run) for run in svg.runs()] == [21, 11, 2]
    assert svg.marks("rebase")
    assert not svg.marks("break")


def test_a_period_that_nobody_mentions_is_a_gap_without_a_mark(size):
    kept = [point for n, point in enumerate(points(month(2025, 4), ABSENCE)) if n != 7]
    said = [
        Point(point.period, None, "missing") if n == 7 else point
        for n, point in enumerate(points(month(2025, 4), ABSENCE))
    ]
    for given in (kept, said):
        svg = drawn(absence(points=given), size)
        assert [len(run) for run in svg.runs()] == [7, 10]
        assert not svg.marks("hidden")


def test_a_hidden_count_is_a_hatched_bar_from_zero_to_one_below_the_minimum(size):
    svg = drawn(waiting(), size)
    zero, five = (
        next(w.top + 0.72 * w.size - 4.5 for w in svg.words("tick") if w.text == text) for text in ("0", "5")
    )
    bars = svg.marks("hidden")
    assert len(bars) == 2
    for bar in bars:
        top, high = float(bar.get("y")), float(bar.get("height"))
        assert top + high == pytest.approx(zero, abs=0.15)
        assert high == pytest.approx((zero - five) * 4 / 5, abs=0.2)
        assert bar.get("stroke-dasharray")
    assert len(svg.marks("hatch")) == 2


def test_of_what_is_hidden_for_another_s_sake_no_range_is_claimed():
    hidden = waiting(
        points=[
            Point(point.period, None, "suppressed", protects=True) if point.state == "suppressed" else point
            for point in waiting().points
        ]
    )
    words = [w.text for w in drawn(hidden, key=True).words("key")]
    assert "skjult: tallet kan ikke vises" in words
    assert not any("1 til 4" in text for text in words)
    assert "skjult: et tal fra 1 til 4" in [w.text for w in drawn(waiting(), key=True).words("key")]


def test_zero_is_a_dot_on_the_ground(size):
    svg = drawn(ControlChart("Klager", points(month(2026, 1), [3, 0, 12, 9])), size)
    dots = svg.marks("dot")
    assert len(dots) == 4
    ground = svg.level("ground")[0]
    assert float(dots[1].get("cy")) == pytest.approx(ground)
    assert not svg.marks("hidden")


def test_fewer_than_seven_figures_are_a_plain_line(size):
    svg = drawn(ControlChart("Klager", points(month(2026, 1), [3, 0, 12, 9])), size)
    assert [len(run) for run in svg.runs()] == [4]
    assert not svg.marks("band")
    assert not svg.marks("mean")
    assert not svg.marks("limit")


def test_each_kind_of_signal_has_a_shape_of_its_own(size):
    shapes = {}
    for meaning in ("concern", "improvement", "neutral"):
        chart = waiting(points=points(month(2023, 10), [10] * 36, signals={30: Signal(meaning)}))
        (mark,) = drawn(chart, size).marks(f"signal--{meaning}")
        shapes[meaning] = (mark.tag.rpartition("}")[2], len(drawn(chart, size).marks("ring")))
    assert shapes == {"concern": ("rect", 0), "improvement": ("circle", 1), "neutral": ("path", 0)}


def test_a_signal_is_said_in_words_beside_the_latest_figure():
    words = [(w.text, w.css) for w in drawn(waiting()).words("latest")]
    assert words == [("22", "latest"), ("over øvre grænse", "latest")]


def test_a_provisional_figure_is_a_hollow_dot(size):
    svg = drawn(absence(points=points(month(2025, 4), ABSENCE, provisional=[17])), size)
    (hollow,) = svg.marks("dot--hollow")
    assert hollow.get("fill") == "#fff"
    assert hollow.get("stroke") == "#0f4c5c"


def test_the_latest_figure_is_named_by_its_period_where_later_ones_are_hidden():
    values = [*ABSENCE[:-2], None, None]
    svg = drawn(absence(points=points(month(2025, 4), values, suppressed=[16, 17])))
    assert [w.text for w in svg.words("latest")] == ["6,2\u00a0%", "juli 2026"]


def test_a_limit_below_nothing_is_neither_drawn_nor_named(size):
    chart = waiting(segments=[Segment(month(2023, 10), month(2026, 9), 10.0, -3.2, 23.2, 34)], breaks=[])
    svg = drawn(chart, size)
    assert len(svg.level("limit")) == 1
    assert not any("−" in w.text or "nedre" in w.text for w in svg.words())
    assert min(float(w.text.replace(",", ".")) for w in svg.words("tick")) == 0


def test_counts_begin_at_zero_and_percentages_where_they_lie(size):
    assert drawn(waiting(), size).words("tick")[0].text == "0"
    high = absence(points=points(month(2025, 4), [91.0, 93.0, 92.0, 94.0]), segments=[], target=None)
    assert float(drawn(high, size).words("tick")[0].text.replace(",", ".")) > 50


def test_a_percentage_near_nothing_begins_at_zero():
    low = absence(points=points(month(2025, 4), [1.0, 2.0, 1.5, 6.0]), segments=[], target=None)
    assert drawn(low).words("tick")[0].text == "0"


def test_the_reason_of_a_break_stands_above_its_line_with_the_date():
    svg = drawn(waiting())
    (why,) = svg.words("why")
    assert why.text == "Ny opgørelse fra januar 2025"
    assert len(svg.marks("break")) == 1
    short = drawn(waiting(), "phone")
    assert short.words("why")[0].text == "Ny opgørelse fra jan. 2025"


def test_reasons_of_breaks_that_lie_close_stand_on_rows_of_their_own(size):
    breaks = [
        Break(month(2025, n), words)
        for n, words in ((1, "Ny opgørelse"), (3, "Nyt fagsystem i alle enheder"), (5, "Ny lov"))
    ]
    svg = drawn(waiting(breaks=breaks), size)
    why = svg.words("why")
    assert len(why) == 3
    assert not any(a.touches(b) for n, a in enumerate(why) for b in why[n + 1 :])
    assert not svg.outside()


def test_a_reason_too_long_for_the_picture_is_cut_at_a_word_and_keeps_its_date(size):
    long = "Ventetiden regnes nu fra første kontakt og ikke fra den dag, hvor henvendelsen blev fordelt til en medarbejder"
    svg = drawn(waiting(breaks=[Break(month(2025, 1), long)]), size)
    (why,) = svg.words("why")
    assert "…" in why.text
    assert why.text.endswith("jan. 2025")
    assert long in svg.desc


def test_labels_at_the_right_never_touch(size):
    svg = drawn(absence(target=Target(6.3)), size)
    labels = [w for w in svg.words() if w.css in ("end", "latest")]
    assert len(labels) == 5
    assert not any(a.touches(b) for n, a in enumerate(labels) for b in labels[n + 1 :])


def test_a_forecast_has_an_interval_and_no_dots(size):
    first = school_year(2014)
    values = [52, 54, 53, 56, 55, 57, 58, 57, 60, 59, 62, 61]
    chart = ControlChart(
        "Børn i fritidstilbud, procent",
        points(first, values),
        Unit("percent"),
        [Segment(first, first.shifted(11), 57, 51.8, 62.2, 12)],
        target=Target(75, "least"),
        good="high",
        forecast=[Expected(first.shifted(n), 50 + n, 47 + n, 53 + n) for n in range(12, 16)],
        path=[Step(first.shifted(n), 63 + 3 * (n - 11)) for n in range(11, 16)],
    )
    svg = drawn(chart, size)
    assert len(svg.marks("ahead")) == 1
    assert len(svg.runs("expected")[0]) == 5  # from the last figure on
    assert svg.runs("expected")[0][0] == svg.runs("line")[-1][-1]
    assert len(svg.marks("step")) == 5
    assert len(svg.marks("dot")) == 12
    assert not svg.outside()
    assert "usikkerhed fra 62 til 68 procent" in svg.desc


def test_every_drawing_names_itself_and_tells_its_facts(size):
    svg = drawn(waiting(), size)
    assert svg.root.get("role") == "img"
    assert svg.root.get("aria-labelledby") == "a-t a-d"
    assert svg.title == "Familier, der ventede mere end syv dage, antal pr. måned"
    for fact in (
        "34 målinger fra oktober 2023 til september 2026",
        "22 i september 2026",
        "Fra januar 2025 er gennemsnittet 14,3, og grænserne er 8,8 og 19,7",
        "udvikling i forkert retning: august og september 2026",
        "Skjult: juli 2025 og juli 2026",
        "Ny opgørelse fra januar 2025",
        "Mål: højst 8",
    ):
        assert fact in svg.desc
    assert all(one.get("id") in ("a-t", "a-d") for one in svg.root.iter() if one.get("id"))


def test_words_are_escaped_and_nothing_but_a_drawing_comes_out(size):
    nasty = '<script>alert("x")</script> & "Sø\x00" \ud83d'
    chart = waiting(breaks=[Break(month(2025, 1), nasty)], subject=nasty)
    chart = ControlChart(nasty, chart.points, breaks=chart.breaks, segments=chart.segments, subject=nasty)
    source = drawing(chart, "a", size, key=True)
    assert "<script" not in source
    checked(source)


def test_no_letter_is_smaller_than_twelve_and_every_one_can_be_read(size):
    for chart in (waiting(), absence(points=points(month(2025, 4), ABSENCE, provisional=[17]))):
        svg = drawn(chart, size, key=True)
        assert all(w.size >= 12 for w in svg.words())
        texts = [one for one in svg.root.iter() if one.tag.endswith("}text")]
        assert min(contrast_on_white(one.get("fill")) for one in texts) > 4.5


def test_there_is_no_thread_red_no_style_and_no_pattern(size):
    source = drawing(waiting(), "a", size, key=True)
    assert not re.search(r"#c8102e|style|<defs|url\(|script", source)


def test_the_same_facts_give_the_same_bytes_in_whatever_order_they_come(size):
    chart = waiting()
    turned = waiting(points=list(reversed(chart.points)))
    assert drawing(chart, "a", size) == drawing(turned, "a", size)


def test_a_page_gets_both_drawings_with_ids_of_their_own():
    both = screen(waiting(), "ventetid")
    assert both.count("<svg ") == 2
    assert both.count("rt-not-phone") == both.count("rt-only-phone") == 1
    ids = re.findall(r' id="([^"]+)"', both)
    assert len(ids) == len(set(ids)) == 4


def test_a_sparkline_has_a_band_a_line_and_a_last_dot():
    svg = Drawing(spark(absence(), "s"))
    assert svg.box == [0, 0, 120, 32]
    assert len(svg.marks("band")) == len(svg.marks("line")) == len(svg.marks("dot")) == 1
    assert not svg.words()
    assert not svg.outside()
    assert svg.desc == drawn(absence()).desc
    assert len(Drawing(spark(waiting(), "s")).marks("signal--concern")) == 2
    assert 'aria-hidden="true"' in spark(waiting(), "s", title=False)


def test_four_hundred_points_stay_readable():
    values = [10 + n % 7 for n in range(400)]
    chart = ControlChart("Anbringelser", points(month(1993, 1), values))
    for each in SIZES:
        svg = drawn(chart, each)
        assert not svg.outside()
        assert len(svg.marks("dot")) <= 1
        names = svg.words("period")
        assert len(names) >= 2
        assert not any(a.touches(b) for n, a in enumerate(names) for b in names[n + 1 :])


@pytest.mark.parametrize("values", [[5, 5, 5, 5], [0, 0, 0], [-3, -8, -2], [-4, 3, 9], [1e9, 2e9, 1.5e9]])
def test_constant_negative_and_very_large_figures_are_drawn_in_the_frame(values, size):
    svg = drawn(ControlChart("Ændring i antal", points(month(2026, 1), values)), size)
    assert not svg.outside()
    assert len(svg.runs()[0]) == len(values)
    ticks = [w.text for w in svg.words("tick")]
    assert len(set(ticks)) == len(ticks) >= 2


def test_a_chart_of_which_nothing_may_be_seen_is_drawn_all_the_same(size):
    svg = drawn(waiting(points=points(month(2026, 1), [None] * 4, suppressed=range(4)), segments=[]), size)
    assert len(svg.marks("hidden")) == 4
    assert not svg.runs()
    assert "tallene er skjult" in svg.desc


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda: Point(month(2026, 1), 3.0, "suppressed"), "suppressed, but its value is 3.0"),
        (lambda: Point(month(2026, 1)), "shown, but its value is None"),
        (lambda: Point(month(2026, 1), float("nan")), "no figure that can be drawn"),
        (lambda: Point(month(2026, 1), None, "missing", Signal("concern")), "nothing may be said of it"),
        (lambda: ControlChart("Fravær", ()), "no figure of “Fravær”"),
        (lambda: ControlChart("Fravær", [*points(month(2026, 1), [1]), *points(month(2026, 1), [2])]), "two figures for one period"),
        (lambda: ControlChart("Fravær", [*points(month(2026, 1), [1]), *points(school_year(2026), [2])]), "different rhythms"),
        (lambda: Segment(month(2026, 1), month(2026, 2), 5, 6, 7), "outside its own limits"),
    ],
)  # fmt: skip
def test_what_cannot_be_told_truly_is_refused_with_a_sentence(make, says):
    with pytest.raises(ChartError, match=re.escape(says)):
        make()


@pytest.mark.slow
def test_both_drawings_take_less_than_ten_milliseconds():
    chart = waiting()
    screen(chart, "a")
    best = min(_took(chart) for _ in range(20))
    assert best < 0.010


def _took(chart) -> float:
    started = time.perf_counter()
    screen(chart, "a")
    return time.perf_counter() - started


def test_weeks_quarters_and_years_have_axes_of_their_own():
    from roedtraad.measures.periods import Period

    for rhythm in Rhythm:
        first = Period.holding(rhythm, month(2023, 1).start)
        svg = drawn(ControlChart("Tal", points(first, range(1, 41))))
        names = svg.words("period")
        assert len(names) >= 2
        assert not any(a.touches(b) for n, a in enumerate(names) for b in names[n + 1 :])
