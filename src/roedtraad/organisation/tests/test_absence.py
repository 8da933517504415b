"""Somebody is away, from–to."""

from __future__ import annotations

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from conftest import make_user
from roedtraad.core.models import ActionLog
from roedtraad.core.reasons import NotPermitted, Refused
from roedtraad.organisation import absence
from roedtraad.organisation.models import Absence, Person


def days(number):
    return timezone.localdate() + datetime.timedelta(number)


@pytest.fixture
def chief(school_chief):
    return Person.objects.get(user=school_chief)


def test_somebody_is_away_on_the_first_day_and_on_the_last(chief, school_chief):
    absence.say_away(chief, by=school_chief, starts=days(1), ends=days(3))
    assert [chief.pk in absence.away_until(days(n)) for n in range(5)] == [False, True, True, True, False]
    assert absence.away_until(days(2)) == {chief.pk: days(3)}


def test_the_person_and_those_who_keep_the_organisation_say_it_and_nobody_else(
    fjordby, chief, school_chief, coordinator, reader
):
    absence.say_away(chief, by=coordinator, starts=days(1), ends=days(1))
    made = absence.say_away(chief, by=school_chief, starts=days(5), ends=days(6))
    with pytest.raises(NotPermitted):
        absence.say_away(chief, by=reader, starts=days(8), ends=days(9))
    with pytest.raises(NotPermitted):
        absence.say_back(made, by=reader)


@pytest.mark.parametrize(
    ("starts", "ends", "code"),
    [(3, 1, "away-order"), (-9, -2, "away-over"), (0, 500, "away-long"), (2, 4, "away-already")],
)
def test_an_absence_that_cannot_be_is_refused_with_a_way_out(chief, school_chief, starts, ends, code):
    absence.say_away(chief, by=school_chief, starts=days(4), ends=days(5))
    with pytest.raises(Refused) as caught:
        absence.say_away(chief, by=school_chief, starts=days(starts), ends=days(ends))
    (reason,) = caught.value.reasons
    assert reason.code == code
    assert reason.way_out


def test_it_stands_in_the_record_and_says_never_why(chief, school_chief):
    made = absence.say_away(chief, by=school_chief, starts=days(1), ends=days(3))
    absence.say_back(made, by=school_chief)
    verbs = list(ActionLog.objects.filter(verb__startswith="organisation.say").values_list("verb", flat=True))
    assert verbs == ["organisation.say_back", "organisation.say_away"]
    assert {each.name for each in Absence._meta.concrete_fields} == {
        "id", "municipality", "person", "starts", "ends",
    }  # fmt: skip


def test_it_is_said_and_taken_away_on_a_page_and_shown_beside_the_position(
    fjordby, chief, school_chief, coordinator, signed_in
):
    client, where = signed_in(school_chief), reverse("organisation:away", args=[chief.pk])
    page = client.get(where).content.decode()
    assert "Hvornår er Torben Lindegaard væk?" in page
    assert "Ingen er stedfortræder" in page  # nobody deputises for the chief here
    answer = client.post(where, {"starts": days(0).isoformat(), "ends": days(2).isoformat()})
    assert answer.status_code == 302
    assert "væk til og med" in signed_in(coordinator).get(reverse("organisation:index")).content.decode()
    wrong = client.post(where, {"starts": days(1).isoformat(), "ends": days(2).isoformat()})
    assert wrong.status_code == 422
    assert "er allerede væk fra" in wrong.content.decode()
    client.post(reverse("organisation:back", args=[Absence.objects.get().pk]))
    assert not Absence.objects.exists()


def test_who_is_away_in_another_municipality_is_not_found(fjordby, chief, school_chief, outsider, signed_in):
    absence.say_away(chief, by=school_chief, starts=days(0), ends=days(2))
    client = signed_in(outsider)
    assert client.get(reverse("organisation:away", args=[chief.pk])).status_code == 404
    assert client.post(reverse("organisation:back", args=[Absence.objects.get().pk])).status_code == 404


def test_the_organisation_costs_the_same_whoever_is_away(fjordby, coordinator, signed_in, queries_of):
    client, url = signed_in(coordinator), reverse("organisation:index")
    before = queries_of(client, url)
    for number in range(12):
        user = make_user(fjordby, f"Person {number}", f"Stilling {number}")
        absence.say_away(Person.objects.get(user=user), by=user, starts=days(0), ends=days(2))
    assert queries_of(client, url) == before <= 15
