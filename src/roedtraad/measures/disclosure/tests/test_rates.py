"""A percentage says as much as its count."""

from __future__ import annotations

from fractions import Fraction

import pytest

from roedtraad.measures.disclosure import (
    Dimension,
    Missing,
    Shown,
    Suppressed,
    Table,
    following,
    of_respondents,
    protect,
    share_table,
    shares,
)

SCHOOL = Dimension.with_total("school", ["Nord", "Syd", "Vest"])


def absent(nord: tuple, syd: tuple, vest: tuple):
    counted, of = zip(nord, syd, vest, strict=True)
    cells = [("Nord",), ("Syd",), ("Vest",)]
    table = share_table([SCHOOL], dict(zip(cells, counted, strict=True)), dict(zip(cells, of, strict=True)))
    return shares(protect(table))


def test_a_percentage_is_a_fraction_of_those_who_are_there():
    assert absent((6, 24), (10, 30), (20, 40)) == {
        ("Nord",): Shown(Fraction(1, 4)),
        ("Syd",): Shown(Fraction(1, 3)),
        ("Vest",): Shown(Fraction(1, 2)),
        ("total",): Shown(Fraction(18, 47)),
    }


def test_a_percentage_follows_its_count():
    found = absent((2, 24), (10, 30), (20, 40))
    assert found[("Nord",)] == Suppressed()
    assert found[("Syd",)] == Suppressed()  # else the total gives away the two
    assert found[("Vest",)] == Shown(Fraction(1, 2))


def test_a_percentage_follows_those_who_are_not_counted():
    assert absent((22, 24), (10, 30), (20, 40))[("Nord",)] == Suppressed()


def test_a_percentage_of_a_few_is_suppressed_even_where_it_is_none_or_all():
    assert absent((0, 3), (10, 30), (20, 40))[("Nord",)] == Suppressed()
    assert absent((3, 3), (10, 30), (20, 40))[("Nord",)] == Suppressed()


def test_none_and_all_of_many_are_shown():
    found = absent((0, 24), (30, 30), (20, 40))
    assert (found[("Nord",)], found[("Syd",)]) == (Shown(Fraction(0)), Shown(Fraction(1)))


def test_where_nobody_is_there_is_no_percentage():
    assert absent((0, 0), (10, 30), (20, 40))[("Nord",)] == Missing()


def test_a_missing_number_makes_a_missing_percentage():
    found = absent((None, 24), (10, 30), (20, 40))
    assert (found[("Nord",)], found[("total",)]) == (Missing(), Missing())
    assert found[("Vest",)] == Shown(Fraction(1, 2))


def test_more_cannot_be_counted_than_there_are():
    with pytest.raises(ValueError, match="More are counted"):
        absent((25, 24), (10, 30), (20, 40))


def test_a_revised_percentage_does_not_reveal_the_old_one():
    cells = [("Nord",), ("Syd",), ("Vest",)]
    of = dict(zip(cells, (24, 30, 40), strict=True))
    first = share_table([SCHOOL], dict(zip(cells, (2, 10, 20), strict=True)), of)
    second = share_table([SCHOOL], dict(zip(cells, (7, 10, 20), strict=True)), of)
    earlier = [protect(first).release("spring", first)]
    found = shares(protect(second, earlier=earlier))
    assert found[("Syd",)] == Suppressed()
    assert shares(protect(second))[("Syd",)] == Shown(Fraction(1, 3))


def test_a_mean_follows_the_number_of_answers():
    cells = [("Nord",), ("Syd",), ("Vest",)]
    answers = protect(Table((SCHOOL,), dict(zip(cells, (3, 10, 0), strict=True))))
    means = {("Nord",): 3.1, ("Syd",): 3.8, ("Vest",): 0.0, ("total",): 3.6}
    found = following(answers, means)
    assert found[("Nord",)] == Suppressed()
    assert found[("Vest",)] == Missing()
    assert {found[("Syd",)], found[("total",)]} != {Shown(3.8), Shown(3.6)}  # their difference is Nord's
    assert following(answers, {("Syd",): None}) == {("Syd",): Missing()}


@pytest.mark.parametrize(
    ("answers", "shown"), [(0, Missing()), (1, Suppressed()), (4, Suppressed()), (5, Shown(3.2))]
)
def test_a_mean_that_stands_alone_needs_enough_answers(answers, shown):
    assert of_respondents(3.2, answers) == shown


def test_a_mean_that_nobody_has_is_missing():
    assert of_respondents(None, 12) == Missing()
