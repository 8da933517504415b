"""Figures are written as Danes write them."""

import pytest

from roedtraad.writing.charts import Unit
from roedtraad.writing.charts.figures import counted, joined, label, number, spoken


@pytest.mark.parametrize(
    ("value", "decimals", "danish", "english"),
    [
        (6.25, 1, "6,3", "6.3"),
        (2.675, 2, "2,68", "2.68"),
        (0.5, 0, "1", "1"),
        (12000, 0, "12.000", "12,000"),
        (1234567.891, 2, "1.234.567,89", "1,234,567.89"),
        (-3.2, 1, "\u22123,2", "\u22123.2"),
        (-0.04, 1, "0,0", "0.0"),
        (5, 1, "5,0", "5.0"),
        (1e11, 0, "100.000.000.000", "100,000,000,000"),
    ],
)
def test_a_figure_is_rounded_and_written_as_people_do(value, decimals, danish, english):
    assert number(value, decimals) == danish
    assert number(value, decimals, "en") == english


@pytest.mark.parametrize(
    ("unit", "value", "beside", "said", "english"),
    [
        (Unit("percent", 1), 6.3, "6,3\u00a0%", "6,3 procent", "6.3 per cent"),
        (Unit("number", 0, "familie", "familier"), 22, "22", "22\u00a0familier", "22\u00a0familier"),
        (Unit("number", 0, "familie", "familier"), 1, "1", "1\u00a0familie", "1\u00a0familie"),
        (Unit("number"), 3, "3", "3", "3"),
        (Unit("per_1000", 1, many="børn"), 12.4, "12,4", "12,4 pr. 1.000 børn", "12.4 per 1,000 børn"),
        (Unit("index"), 103, "103", "indeks 103", "index 103"),
        (Unit("score", 1), 3.84, "3,8", "3,8", "3.8"),
        (Unit("days"), 12, "12\u00a0dage", "12\u00a0dage", "12\u00a0days"),
        (Unit("days"), 1, "1\u00a0dag", "1\u00a0dag", "1\u00a0day"),
        (Unit("days", 1), 1, "1,0\u00a0dage", "1,0\u00a0dage", "1.0\u00a0days"),
    ],
)
def test_each_unit_beside_a_mark_and_in_a_sentence(unit, value, beside, said, english):
    assert label(value, unit) == beside
    assert spoken(value, unit) == said
    assert spoken(value, unit, "en") == english


def test_small_counts_are_words_and_lists_are_read_aloud():
    assert [counted(n) for n in (1, 7, 12, 13)] == ["en", "syv", "tolv", "13"]
    assert joined(["juli"]) == "juli"
    assert joined(["maj", "juni", "juli"]) == "maj, juni og juli"
    assert joined(["May", "June"], "en") == "May and June"
