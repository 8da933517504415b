"""Rows of several apps in one question."""

from __future__ import annotations

import datetime

from roedtraad.core.together import Part, Row, ask
from roedtraad.matters.models import Meeting
from roedtraad.organisation.models import Body, Unit

SUMMER = datetime.date(2027, 6, 21)


def names(rows):
    return [(row.facts["name"], row.day) for row in rows]


def test_each_part_says_its_own_rows_by_day_and_those_without_a_day_last(
    fjordby, council, django_assert_num_queries
):
    for days in (9, 2, 5):
        Meeting.objects.create(body=council, date=SUMMER + datetime.timedelta(days))
    Unit.objects.create(name="Vestervang Skole", ends=SUMMER)
    Unit.objects.create(name="Østre Skole")
    parts = [
        Part(Meeting.objects.all(), names, "date", {"name": "body__name"}),
        None,
        Part(Unit.objects.all(), names, "ends", {"name": "name"}),
        Part(Body.objects.filter(pk=council.pk), lambda rows: [type(row) for row in rows]),
    ]
    with django_assert_num_queries(1):
        found = list(ask(parts))
    assert found == [
        *(("Byrådet", SUMMER + datetime.timedelta(days)) for days in (2, 5, 9)),
        ("Vestervang Skole", SUMMER),
        ("Østre Skole", None),
        Row,
    ]


def test_where_no_part_is_given_nothing_is_asked(fjordby, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert list(ask([None, None])) == []


def test_of_a_part_without_rows_nothing_is_said(fjordby):
    assert list(ask([Part(Unit.objects.none(), names), Part(Unit.objects.filter(name="Ingen"), names)])) == []


def test_a_part_in_which_nothing_can_be_leaves_the_others_alone(fjordby):
    Unit.objects.create(name="Østre Skole")
    parts = [
        Part(Unit.objects.filter(pk__in=[]), names),
        Part(Unit.objects.all(), names, "", {"name": "name"}),
    ]
    assert list(ask(parts)) == [("Østre Skole", None)]
