"""Dates counted back from a meeting."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from roedtraad.followup.counting import count_back, squeezed
from roedtraad.language.holidays import is_working_day

days = st.dates(date(2020, 1, 1), date(2100, 12, 31))


@given(days)
def test_counted_back_every_date_is_a_working_day_and_they_come_in_order(meeting: date):
    dates = count_back(meeting)
    order = [dates.opens, dates.due, dates.sign_off, dates.agenda, dates.material, dates.meeting]
    assert order == sorted(order)
    assert all(is_working_day(day) for day in order[:-1])


@given(days)
def test_counted_back_there_is_never_less_time_than_promised(meeting: date):
    dates = count_back(meeting)
    assert meeting - dates.material >= timedelta(4)
    assert meeting - dates.agenda >= timedelta(28)
    assert dates.agenda - dates.sign_off >= timedelta(7)
    assert dates.sign_off - dates.due >= timedelta(7)
    assert dates.due - dates.opens >= timedelta(21)


@given(days, st.integers(0, 200))
def test_squeezed_nothing_lies_in_the_past_and_the_order_holds(meeting: date, before: int):
    today = meeting - timedelta(before)
    dates = squeezed(count_back(meeting), today)
    assert today <= dates.opens <= dates.due <= dates.sign_off


@given(days)
def test_with_time_enough_nothing_is_squeezed(meeting: date):
    dates = count_back(meeting)
    assert squeezed(dates, dates.opens) == dates


def test_easter_moves_what_would_have_fallen_on_it():
    # Four weeks before 30 April 2026 is Maundy Thursday; the agenda is ready the Wednesday before.
    assert count_back(date(2026, 4, 30)).agenda == date(2026, 4, 1)
