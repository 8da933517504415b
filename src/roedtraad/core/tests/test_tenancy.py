"""Whose data is this?"""

import pytest
from django.db import models
from django.utils import translation

from conftest import make_user
from roedtraad.core import tenancy
from roedtraad.organisation.models import Holding, Person, Position, Unit


def test_reading_without_a_municipality_is_refused(nordby):
    with pytest.raises(tenancy.NoMunicipality):
        list(Unit.objects.all())


def test_a_manager_sees_only_the_municipality_in_scope(fjordby, nordby):
    Unit.objects.create(name="Center for Børn og Unge")
    with tenancy.scope(nordby):
        assert not Unit.objects.exists()
        Unit.objects.create(name="Center for Børn og Unge")
    assert Unit.objects.count() == 1


def test_every_question_begins_anew_whatever_was_asked_before(fjordby, nordby):
    """The beginning of a question is kept from one to the next; nothing of what is asked may stick to it."""
    for municipality in (fjordby, nordby, fjordby):
        with tenancy.scope(municipality):
            before = str(Unit.objects.all().query)
            assert str(municipality.pk) in before
            list(
                Unit.objects.filter(name="Skolen").order_by("-name").annotate(of=models.F("parent__name"))[:1]
            )
            Unit.objects.exclude(parent__name="Skolen").update(name="Skolen")
            assert str(Unit.objects.all().query) == before


def test_no_row_is_saved_pointing_into_another_municipality(fjordby, nordby):
    with tenancy.scope(nordby):
        theirs = Unit.objects.create(name="Familiehuset")
    with pytest.raises(tenancy.WrongMunicipality):
        Position.objects.create(title="Leder", unit=theirs)


def test_no_row_of_another_municipality_is_saved_in_this_ones_scope(fjordby, nordby):
    with tenancy.scope(nordby):
        theirs = Unit.objects.create(name="Familiehuset")
    theirs.name = "Taget over"
    with pytest.raises(tenancy.WrongMunicipality):
        theirs.save()


def test_rows_made_in_bulk_get_the_municipality_too(fjordby):
    Unit.objects.bulk_create([Unit(name="Nord"), Unit(name="Syd")])
    assert {unit.municipality for unit in Unit.objects.all()} == {fjordby}


def test_the_generated_check_finds_a_key_that_crosses_municipalities(fjordby, nordby):
    mine = Position.objects.create(title="Skolechef")
    theirs = make_user(nordby, "Asger Nordentoft", "Chef")
    assert tenancy.crossings() == {}
    Holding.across.filter(person__user=theirs).update(position=mine)
    assert tenancy.crossings() == {"organisation.Holding.position": 1}


def test_related_managers_see_only_the_municipality_in_scope(fjordby, nordby):
    position = Position.objects.create(title="Skolechef")
    person = Person.objects.create(name="Torben")
    Holding.objects.create(position=position, person=person, starts="2024-01-01")
    assert position.holdings.count() == 1
    with tenancy.scope(nordby):
        assert position.holdings.count() == 0


def test_addresses_carry_the_municipality_in_scope(fjordby, nordby):
    from django.urls import reverse

    assert reverse("core:theme") == "/fjordby/tema.css"
    with tenancy.scope(nordby):
        assert reverse("core:theme") == "/nordby/tema.css"
    assert reverse("core:theme") == "/fjordby/tema.css"


@pytest.mark.parametrize(("value", "word"), [("#ffee00", "hvidt"), ("rød", "#")])
def test_a_municipalitys_colour_is_refused_where_it_cannot_be_read(value, word):
    from django.core.exceptions import ValidationError

    from roedtraad.core.models import colour

    with translation.override("da"), pytest.raises(ValidationError, match=word):
        colour(value)
    colour("#0f4c5c")
