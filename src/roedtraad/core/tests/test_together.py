"""Rows of several apps in one question."""

from __future__ import annotations

import datetime

from roedtraad.core.together import Part, Row, ask, number_of
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


def test_of_a_part_no_more_is_read_than_it_shows_the_first_by_day_and_those_without_a_day_last(
    fjordby, council
):
    for days in (9, 2, 5):
        Meeting.objects.create(body=council, date=SUMMER + datetime.timedelta(days))
    for name, ends in (("Østre Skole", None), ("Nordre Skole", SUMMER), ("Søndre Skole", None)):
        Unit.objects.create(name=name, ends=ends)
    parts = [
        Part(Meeting.objects.all(), names, "date", {"name": "body__name"}, most=2),
        Part(Unit.objects.all(), names, "ends", {"name": "name"}, most=2),
        Part(Unit.objects.all(), names, "", {"name": "name"}, most=1),
    ]
    assert list(ask(parts)) == [
        ("Byrådet", SUMMER + datetime.timedelta(2)),
        ("Byrådet", SUMMER + datetime.timedelta(5)),
        ("Nordre Skole", SUMMER),
        ("Østre Skole", None),
        ("Østre Skole", None),
    ]


def test_where_only_the_number_is_said_one_row_tells_it(fjordby, django_assert_num_queries):
    def said(rows):
        return [f"{rows[0].facts['number']} skoler"]

    def schools(rows):
        return Part(rows, said, facts={"number": number_of(rows)}, most=1)

    Unit.objects.create(name="Østre Skole")
    Unit.objects.create(name="Vestre Skole")
    with django_assert_num_queries(1):
        assert list(ask([schools(Unit.objects.all()), schools(Unit.objects.filter(name="Ingen"))])) == [
            "2 skoler"
        ]
