"""The charts of the gallery show figures that are true to their own rules, and a page takes them as they are."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from django.template import engines

from roedtraad.core import gallery_charts
from roedtraad.writing.charts import verdict

CONTROL = [gallery_charts.waited, gallery_charts.absence, gallery_charts.visits, gallery_charts.leisure]
SCHOOLS = [lambda n=n: gallery_charts.schools().charts[n] for n in range(4)]


@pytest.mark.parametrize("make", CONTROL + SCHOOLS)
def test_means_and_limits_are_those_of_the_figures(make):
    """practice.md: mean ± 2.66 · mean moving range, a gap bridged by nothing, large ranges left out once."""
    chart = make()
    for segment in chart.segments:
        held = [p.value for p in chart.points if segment.first.start <= p.period.start <= segment.last.start]
        ranges = [abs(a - b) for a, b in pairwise(held) if a is not None and b is not None]
        bound = 3.267 * sum(ranges) / len(ranges)
        kept = [size for size in ranges if size < bound]
        values = [value for value in held if value is not None]
        mean, reach = sum(values) / len(values), 2.66 * sum(kept) / len(kept)
        assert (segment.mean, segment.lower, segment.upper) == pytest.approx(
            (mean, mean - reach, mean + reach), abs=1e-5
        )
        assert segment.count == len(values)


@pytest.mark.parametrize("make", CONTROL + SCHOOLS)
def test_signals_are_those_beyond_a_limit_or_seven_on_one_side(make):
    chart = make()
    found = {}
    for segment in chart.segments:
        run: list = []
        for point in (p for p in chart.points if segment.first.start <= p.period.start <= segment.last.start):
            if point.value is None:
                run = []
                continue
            side = (point.value > segment.mean) - (point.value < segment.mean)
            run = [*run, point] if run and side and side == run[0][1] else [point]
            run = [(each[0] if isinstance(each, tuple) else each, side) for each in run]
            if len(run) >= 7:
                found.update({each.period: "shift" for each, _ in run})
            if not segment.lower <= point.value <= segment.upper:
                found[point.period] = "outside"
    assert found == {p.period: p.signal.rule for p in chart.points if p.signal}


@pytest.mark.parametrize("make", CONTROL)
def test_the_target_is_where_the_chart_says(make):
    chart = make()
    last = chart.segments[-1]
    reachable = last.lower <= chart.target.value <= last.upper
    assert (chart.assurance == "inconsistent") is reachable


def test_a_page_gets_both_drawings_the_key_and_the_table():
    from django_cotton.compiler_regex import CottonCompiler

    source = (
        '<c-verdict :verdict="said" /><c-chart :chart="chart" id="a" /><c-remarks :remarks="said.remarks" />'
    )
    chart = gallery_charts.waited()
    page = (
        engines["django"]
        .from_string(CottonCompiler().process(source))
        .render({"chart": chart, "said": verdict(chart, 2026)})
    )
    assert page.count('role="img"') == 2
    assert "Udvikling i forkert retning" in page
    assert "skjult: et tal fra 1 til 4" in page
    assert "er skjult, ikke nul." in page
    assert len(re.findall(r'id="a-[wp]-[td]"', page)) == 4


def test_the_words_of_a_signal_are_marked_in_the_table():
    from django_cotton.compiler_regex import CottonCompiler

    source = '<c-listing :listing="listing" />'
    listing = gallery_charts.listing(gallery_charts.waited(), 3)
    page = engines["django"].from_string(CottonCompiler().process(source)).render({"listing": listing})
    assert page.count('<td class="rt-concern">over øvre grænse</td>') == 2
    assert '<th scope="row">sep.\u00a02026</th><td class="n">22</td>' in page
    assert "tabindex" not in page
    wide = (
        engines["django"]
        .from_string(CottonCompiler().process(source))
        .render({"listing": gallery_charts.listing(gallery_charts.answered())})
    )
    assert 'tabindex="0"' in wide
