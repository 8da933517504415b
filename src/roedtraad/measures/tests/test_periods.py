"""Periods: read as people and StatBank write them, follow each other, and show where one is missing."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roedtraad.measures.periods import Period, PeriodError, Rhythm, holes, through


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("2024", "2024"),
        ("2024M03", "2024-03"),
        ("2024K1", "2024-Q1"),
        ("2024Q4", "2024-Q4"),
        ("2024H2", "2024-H2"),
        ("2024U07", "2024-W07"),
        ("2023/24", "2023/2024"),
        ("2023/2024", "2023/2024"),
        ("skoleåret 2023/24", "2023/2024"),
        ("2024-03", "2024-03"),
        ("marts 2024", "2024-03"),
        ("Sep. 24", "2024-09"),
        ("okt 2024", "2024-10"),
        ("1. kvartal 2024", "2024-Q1"),
        ("2. halvår 2023", "2023-H2"),
        ("uge 7, 2024", "2024-W07"),
        ("1999/00", "1999/2000"),
    ],
)
def test_a_period_is_read_as_people_write_it(words, key):
    assert Period.parse(words).key == key


@pytest.mark.parametrize(
    "words", ["", "i alt", "2024M13", "2024K5", "2019/2023", "13. kvartal", "24", "uge 60, 2024"]
)
def test_what_is_no_period_is_refused_in_a_sentence(words):
    with pytest.raises(PeriodError, match="is no period"):
        Period.parse(words)


def test_a_bare_year_is_a_school_year_where_the_series_counts_in_them():
    assert Period.parse("2023", Rhythm.SCHOOL_YEAR).key == "2023/2024"
    with pytest.raises(PeriodError, match="is a month, not a year"):
        Period.parse("2024-03", Rhythm.YEAR)


def test_a_school_year_begins_in_august():
    july, august = datetime.date(2024, 7, 31), datetime.date(2024, 8, 1)
    assert Period.holding(Rhythm.SCHOOL_YEAR, july).label() == "skoleåret 2023/24"
    assert Period.holding(Rhythm.SCHOOL_YEAR, august).label(short=True) == "2024/25"


def test_a_hole_in_a_series_is_named():
    held = [Period.parse(one) for one in ("2024K1", "2024K2", "2025K1")]
    assert [one.key for one in holes(held)] == ["2024-Q3", "2024-Q4"]
    assert holes([]) == []


def test_a_period_begins_where_its_rhythm_does():
    with pytest.raises(PeriodError):
        Period(Rhythm.QUARTER, datetime.date(2024, 2, 1))


def test_periods_of_two_rhythms_do_not_follow_each_other():
    with pytest.raises(PeriodError):
        list(through(Period.parse("2024"), Period.parse("2025K1")))


days = st.dates(datetime.date(1900, 1, 8), datetime.date(2199, 12, 31))


@given(st.sampled_from(Rhythm), days)
def test_every_day_lies_in_its_period_and_the_next_begins_the_day_after(rhythm, day):
    period = Period.holding(rhythm, day)
    assert period.start <= day <= period.end
    assert period.next.start == period.end + datetime.timedelta(days=1)
    assert period.next.shifted(-1) == period


@given(st.sampled_from(Rhythm), days, st.sampled_from(["da", "en"]), st.booleans())
def test_what_a_period_is_called_can_be_read_again(rhythm, day, language, short):
    period = Period.holding(rhythm, day)
    assert Period.parse(period.key) == period
    if language == "da" or rhythm in (Rhythm.MONTH, Rhythm.YEAR, Rhythm.SCHOOL_YEAR, Rhythm.WEEK):
        assert Period.parse(period.label(language, short=short)) == period
