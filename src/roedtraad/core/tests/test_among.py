"""Many keys in one question are found as a list of them would be."""

from __future__ import annotations

import pytest

from roedtraad.core.among import among
from roedtraad.organisation.models import Position, Unit


@pytest.fixture
def units(fjordby):
    return [Unit.objects.create(name=f"Enhed {number}") for number in range(5)]


def test_rows_are_found_by_their_own_key_and_by_one_that_they_point_with(units):
    head = Position.objects.create(title="Leder", unit=units[3])
    keys = [units[3].pk, units[1].pk, 0]
    assert set(Unit.objects.filter(pk__in=among(keys))) == {units[1], units[3]}
    assert list(Position.objects.filter(unit__in=among(keys))) == [head]
    assert list(Position.objects.filter(unit__municipality__in=among([0]))) == []


def test_no_keys_find_nothing_and_ask_nothing(units, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert list(Unit.objects.filter(pk__in=among([]))) == []
    assert Unit.objects.exclude(pk__in=among([])).count() == 5


def test_the_question_is_the_same_however_many_the_keys(units):
    first, second = (Unit.objects.filter(pk__in=among(range(n))).query.sql_with_params() for n in (2, 2000))
    assert first[0] == second[0]
    assert len(first[1]) == len(second[1])
