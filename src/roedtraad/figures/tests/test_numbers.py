"""Numbers as people write them: read, told why there is none, or refused; never guessed."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from roedtraad.figures import State
from roedtraad.figures.numbers import Number, Unread, decimal_of, read_number


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12", 12), ("1.234", 1234), ("1.234,5", 1234.5), ("12,5", 12.5), ("1 234", 1234), ("1\u00a0234,75", 1234.75), ("-3,5", -3.5),
        ("−3", -3), ("1.234.567", 1234567), ("0,123", 0.123), ("1'234", 1234), ("+4", 4),
    ],
)  # fmt: skip
def test_danish_numbers(text, value):
    assert read_number(text).value == value


@pytest.mark.parametrize(
    ("text", "value"), [("12.5", 12.5), ("1,234.5", 1234.5), ("1,234", 1234), ("1234.567", 1234.567)]
)
def test_english_numbers(text, value):
    assert read_number(text, decimal=".").value == value


@pytest.mark.parametrize("text", ["12 %", "12%", "12 pct.", "12 procent", "12,0 %"])
def test_a_percentage_is_itself(text):
    assert read_number(text) == Number(12.0, percent=True)


@pytest.mark.parametrize("text", ["", "..", "…", ".", "u.o.", "uoplyst", "n/a", "#I/T", "Mangler"])
def test_missing(text):
    assert read_number(text) == Number(None, State.MISSING)


@pytest.mark.parametrize("text", ["<5", "< 5", "≤4", "under 5", "færre end 5", "1-4", "0–4", "skjult", "x"])
def test_suppressed(text):
    assert read_number(text) == Number(None, State.SUPPRESSED)


def test_a_star_makes_a_number_provisional():
    assert read_number("12*") == Number(12.0, provisional=True)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("ca. 12", "approximate"), ("~12", "approximate"), ("over 100", "approximate"), (">12", "approximate"), ("knap 40 %", "approximate"),
        ("-", "dash"), ("–", "dash"),
        ("tolv", "not-a-figure"), ("12 børn", "not-a-figure"), ("1.23.4", "not-a-figure"), ("12,5,1", "not-a-figure"), ("(12)", "not-a-figure"),
        ("2023-24", "not-a-figure"), ("=1+1", "not-a-figure"), ("9" * 41, "not-a-figure"), ("12.5", "not-a-figure"), ("1e5", "not-a-figure"),
    ],
)  # fmt: skip
def test_what_is_no_figure_is_refused_with_its_kind(text, code):
    with pytest.raises(Unread) as error:
        read_number(text)
    assert error.value.code == code


def test_a_dash_is_what_the_sheet_says_it_is():
    assert read_number("-", dash=0.0) == Number(0.0)
    assert read_number("-", dash=State.MISSING) == Number(None, State.MISSING)


def test_where_the_mark_is_not_known_only_what_reads_one_way_is_read():
    assert read_number("12,5", decimal="").value == 12.5
    assert read_number("12.5", decimal="").value == 12.5
    assert read_number("1.234,5", decimal="").value == 1234.5
    with pytest.raises(Unread) as error:
        read_number("1.234", decimal="")
    assert error.value.code == "ambiguous"


@pytest.mark.parametrize(
    ("texts", "mark"),
    [
        (["1.234", "12,5"], ","), (["72.5", "80.1"], "."), (["1.234"], None), (["12,5", "12.5"], None), (["1.234.567"], ","),
        (["1,234.50"], "."), (["0.123"], "."), (["12", "tolv"], None), (["1.234,567"], ","), (["12,5 %"], ","),
    ],
)  # fmt: skip
def test_the_mark_is_told_by_the_numbers_that_show_it(texts, mark):
    assert decimal_of(texts) == mark


@settings(deadline=None)
@given(st.integers(-(10**9), 10**9), st.integers(0, 4), st.sampled_from([",", "."]), st.booleans())
def test_every_number_written_with_its_marks_is_read_back(units, places, decimal, thousands):
    value = units / 10**places
    whole = f"{value:,.{places}f}" if thousands else f"{value:.{places}f}"
    if decimal == ",":
        whole = whole.translate(str.maketrans(",.", ".,"))
    assert read_number(whole, decimal=decimal).value == pytest.approx(value)


@settings(deadline=None)
@given(st.text(max_size=30), st.sampled_from([",", ".", ""]))
def test_any_text_is_a_number_a_reason_or_refused(text, decimal):
    try:
        read = read_number(text, decimal=decimal, dash=0.0)
    except Unread:
        return
    assert (read.value is not None) == (read.state is State.SHOWN)
