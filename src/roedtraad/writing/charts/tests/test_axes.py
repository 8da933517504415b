"""Axes cover their figures with round numbers, and period labels never touch."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roedtraad.measures.periods import Period, Rhythm
from roedtraad.writing.charts import Unit
from roedtraad.writing.charts.axes import Line, names, tick_labels, ticks, value_ticks
from roedtraad.writing.charts.tests.series import month, quarter, school_year

figures = st.floats(-1e8, 1e8, allow_nan=False).map(lambda value: round(value, 3))


@given(st.lists(figures, min_size=1, max_size=20), st.sampled_from(["number", "percent", "index", "score"]))
def test_ticks_cover_every_figure_evenly(values, kind):
    at = value_ticks(values, Unit(kind, 2))
    steps = [b - a for a, b in itertools.pairwise(at)]
    assert 2 <= len(at) <= 8
    assert at[0] <= min(values)
    assert at[-1] >= max(values)
    assert max(steps) - min(steps) < 1e-6 * max(abs(at[0]), abs(at[-1]), 1)


@given(st.integers(-1000, 100_000), st.integers(0, 100_000))
def test_no_two_ticks_read_alike(low, size):
    at = ticks(low / 100, (low + size) / 100)
    assert len(set(tick_labels(at, "da"))) == len(at)


def test_whole_things_are_not_counted_in_halves():
    assert value_ticks([0, 1, 2], Unit()) == [0, 1, 2, 3]


def test_a_percentage_has_no_tick_above_a_hundred():
    assert value_ticks([96.0, 99.5], Unit("percent", 1))[-1] == 100


rhythms = st.sampled_from(list(Rhythm))


@given(
    rhythms,
    st.dates(min_value=month(1990, 1).start, max_value=month(2030, 12).start),
    st.integers(1, 400),
    st.sampled_from([(38, 632, 760), (30, 250, 358)]),
    st.sampled_from(["da", "en"]),
)
def test_the_names_of_periods_never_touch_and_stay_in_the_frame(rhythm, day, count, frame, language):
    first = Period.holding(rhythm, day)
    left, right, edge = frame
    found = names(Line.of(first, first.shifted(count - 1), left, right), language, edge)
    assert found
    assert len(found) >= min(2, count)
    assert found[0].left >= 0
    assert found[-1].right <= edge
    assert all(a.right < b.left for a, b in itertools.pairwise(found))


@pytest.mark.parametrize(
    ("first", "count", "words"),
    [
        (month(2023, 10), 36, ["jan. 2024", "juli 2024", "jan. 2025", "juli 2025", "jan. 2026", "juli 2026"]),
        (quarter(2022, 1), 17, ["1. kv. 2022", "1. kv. 2023", "1. kv. 2024", "1. kv. 2025", "1. kv. 2026"]),
        (school_year(2023), 3, ["2023/24", "2024/25", "2025/26"]),
    ],
)
def test_labels_stand_at_the_beginning_of_a_year(first, count, words):
    line = Line.of(first, first.shifted(count - 1), 38, 632)
    assert [name.words for name in names(line, "da", 760)] == words
