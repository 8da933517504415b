"""Dates as people write them are never made finer than they were written."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roedtraad.language.dates import MONTHS, FuzzyDate, Precision, find_dates


@pytest.mark.parametrize(
    ("words", "iso"),
    [
        ("12. december 2026", ("2026-12-12", None)),
        ("den 4. marts 2025", ("2025-03-04", None)),
        ("07.11.18", ("2018-11-07", None)),
        ("14-09-2023", ("2023-09-14", None)),
        ("2026-05-01", ("2026-05-01", None)),
        ("3.-5. maj 2024", ("2024-05-03", "2024-05-05")),
        ("1. maj 2012 til 1. august 2014", ("2012-05-01", "2014-08-01")),
        ("fra 19. august til 20. september 2026", ("2026-08-19", "2026-09-20")),
        ("ultimo december 2018", ("2018-12", None)),
        ("primo 2020", ("2020", None)),
        ("medio 2019", ("2019", None)),
        ("inden udgangen af 2014", ("2014", None)),
        ("i starten af 2008", ("2008", None)),
        ("foråret 2027", ("2027", None)),
        ("oktober/november 2018", ("2018-10", "2018-11")),
        ("maj-juni 2016", ("2016-05", "2016-06")),
        ("december 2006", ("2006-12", None)),
        ("1. halvår 2023", ("2023-01", "2023-06")),
        ("andet halvår 2022", ("2022-07", "2022-12")),
        ("2. kvartal 2025", ("2025-04", "2025-06")),
        ("2020-2026", ("2020", "2026")),
        ("2020 – 2026", ("2020", "2026")),
        ("2025/26", ("2025", "2026")),
        ("2030", ("2030", None)),
    ],
)
def test_a_printed_date_keeps_its_precision(words, iso):
    assert FuzzyDate.parse(words).iso() == iso


@pytest.mark.parametrize(
    "words", ["ultimo december 2018", "medio 2019", "foråret 2027", "oktober/november 2018", "ca. 2020"]
)
def test_what_leaves_the_day_open_is_vague(words):
    assert FuzzyDate.parse(words).vague


@pytest.mark.parametrize("words", ["inden udgangen af 2014", "maj-juni 2016", "1. halvår 2023", "2020-2026"])
def test_a_deadline_and_a_stretch_are_not_vague(words):
    assert not FuzzyDate.parse(words).vague


@pytest.mark.parametrize(
    "words", ["31. juni 2020", "45.13.2020", "snart", "", "nr. 2026a", "22/4704", "7.-9. kl."]
)
def test_what_is_no_date_gives_none(words):
    assert FuzzyDate.parse(words) is None


def test_a_year_over_the_rows_completes_them_and_without_it_they_stay_incomplete():
    assert FuzzyDate.parse("Oktober/november", year=2018).iso() == ("2018-10", "2018-11")
    assert FuzzyDate.parse("Oktober/november") is None
    assert FuzzyDate.parse("3. maj") is None


def test_case_and_phone_numbers_are_no_dates():
    assert find_dates("sag 22/2023-4, 27.00.00-A00-5-15, tlf. 20 15 20 16 78") == []


def test_ultimo_is_the_last_third_of_its_month():
    ultimo = FuzzyDate.parse("ultimo februar 2024")
    assert (ultimo.earliest, ultimo.latest) == (date(2024, 2, 21), date(2024, 2, 29))


def test_a_date_that_ends_before_it_begins_is_refused():
    with pytest.raises(ValueError, match="after"):
        FuzzyDate(date(2026, 2, 1), date(2026, 1, 1), Precision.DAY)


days = st.dates(date(1990, 1, 1), date(2099, 12, 31))


@given(days)
def test_a_day_written_in_danish_is_read_back(day):
    written = FuzzyDate(day, day, Precision.DAY).danish()
    assert FuzzyDate.parse(written).earliest == day


@given(st.integers(1990, 2098), st.integers(1, 12), st.sampled_from(["", "primo ", "medio ", "ultimo "]))
def test_a_month_written_in_danish_is_read_back(year, month, part):
    found = FuzzyDate.parse(f"{part}{MONTHS[month - 1]} {year}")
    assert found.iso() == (f"{year}-{month:02}", None)
    assert found.earliest.month == found.latest.month == month


@given(st.integers(1990, 2090), st.integers(1, 4), st.integers(1, 4), st.booleans())
def test_halves_and_quarters_written_in_danish_are_read_back(year, a, b, half):
    first, last = sorted((min(a, 2), min(b, 2)) if half else (a, b))
    words = f"{first}. {'halvår' if half else 'kvartal'} {year}" if first == last else None
    if words is None:
        words = f"{first}.-{last}. {'halvår' if half else 'kvartal'} {year}"
    found = FuzzyDate.parse(words)
    bare = FuzzyDate(found.earliest, found.latest, found.precision)
    assert FuzzyDate.parse(bare.danish()).iso() == found.iso()


@given(
    st.text(alphabet="0123456789./-– afgiprstulmedonjcv", max_size=60),
    st.one_of(st.none(), st.integers(1990, 2090)),
)
def test_no_text_breaks_the_search_and_places_are_right(text, year):
    for found in find_dates(text, year):
        assert text[found.start : found.end] == found.date.words
        assert found.date.earliest <= found.date.latest
        start, end = found.date.iso()
        assert end is None or start < end
