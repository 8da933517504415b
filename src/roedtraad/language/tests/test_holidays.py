"""Closing days of a Danish municipality."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from roedtraad.language.holidays import (
    easter,
    holiday_name,
    holidays,
    is_working_day,
    working_day_on_or_after,
    working_day_on_or_before,
)

# Easter Sundays from the almanac.
ALMANAC = {
    1999: (4, 4), 2000: (4, 23), 2008: (3, 23), 2011: (4, 24), 2016: (3, 27), 2019: (4, 21), 2024: (3, 31),
    2025: (4, 20), 2026: (4, 5), 2027: (3, 28), 2028: (4, 16), 2038: (4, 25), 2285: (3, 22),
}  # fmt: skip


def test_easter_falls_where_the_almanac_puts_it():
    assert {year: (easter(year).month, easter(year).day) for year in ALMANAC} == ALMANAC


@given(st.integers(1900, 2400))
def test_easter_is_a_sunday_between_22_march_and_25_april(year: int):
    day = easter(year)
    assert day.weekday() == 6
    assert date(year, 3, 22) <= day <= date(year, 4, 25)


@given(st.integers(1583, 2400))
def test_easter_comes_after_the_first_full_moon_of_spring_as_the_golden_number_counts_it(year: int):
    # Independent of the algorithm above: the epact by Clavius' rule and the next Sunday after the full moon.
    century = year // 100 + 1
    golden = year % 19 + 1
    epact = (11 * golden + 20 + (8 * century + 5) // 25 - 5 - (3 * century // 4 - 12)) % 30
    if epact == 24 or (epact == 25 and golden > 11):
        epact += 1
    moon = 44 - epact
    if moon < 21:
        moon += 30
    full = date(year, 3, 1) + timedelta(moon - 1)
    assert easter(year) == full + timedelta((6 - full.weekday()) % 7 or 7)


@given(st.dates(date(1950, 1, 1), date(2200, 12, 31)))
def test_the_nearest_working_day_is_one_and_no_working_day_lies_between(day: date):
    before, after = working_day_on_or_before(day), working_day_on_or_after(day)
    assert is_working_day(before)
    assert is_working_day(after)
    assert before <= day <= after
    between = [before + timedelta(n) for n in range(1, (after - before).days)]
    assert not any(is_working_day(each) for each in between)


def test_the_prayer_day_is_a_working_day_from_2024():
    assert holiday_name(date(2023, 5, 5)) == "store bededag"
    assert is_working_day(date(2024, 4, 26))


def test_the_thirteen_closing_days_of_2026():
    assert sorted(holidays(2026)) == [
        date(2026, 1, 1), date(2026, 4, 2), date(2026, 4, 3), date(2026, 4, 5), date(2026, 4, 6), date(2026, 5, 14),
        date(2026, 5, 24), date(2026, 5, 25), date(2026, 6, 5), date(2026, 12, 24), date(2026, 12, 25), date(2026, 12, 26),
        date(2026, 12, 31),
    ]  # fmt: skip
