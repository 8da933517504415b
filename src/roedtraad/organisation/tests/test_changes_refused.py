"""Why a change cannot be: each refusal is a sentence with a way out."""

from __future__ import annotations

import pytest

from conftest import make_user
from roedtraad.core.actions import SYSTEM
from roedtraad.core.reasons import NotPermitted, Refused
from roedtraad.core.tenancy import scope
from roedtraad.organisation.changing import call_off, plan_change
from roedtraad.organisation.enums import ChangeKind, ChangeState, Function
from roedtraad.organisation.models import Unit

from .changing import DAY, codes, happened, make_town, merge, on_its_day, orphans, today


@pytest.fixture
def town(fjordby):
    return make_town(fjordby)


# --- why not


def refused_codes(town, **more):
    with pytest.raises(Refused) as refused:
        merge(town, **more)
    assert all(str(reason.way_out) for reason in refused.value.reasons), "a refusal without a way out"
    return codes(refused)


def test_a_unit_with_units_below_it_does_not_end(town):
    Unit.objects.create(name="Indskolingen", parent=town.school)
    assert refused_codes(town) == ["has-units-below"]


def test_nothing_goes_to_a_unit_of_another_municipality(town, nordby):
    with scope(nordby):
        foreign = Unit.objects.create(name="Nordby Skole")
    with pytest.raises(Refused) as refused:
        merge(town, heirs=[foreign])
    assert codes(refused) == ["heir-elsewhere"]
    assert "Nordby" not in str(refused.value)


def test_nothing_goes_to_a_unit_that_has_itself_ended(town):
    Unit.objects.filter(pk=town.other.pk).update(ends=today() - DAY)
    town.other.refresh_from_db()
    assert refused_codes(town) == ["heir-ended"]


def test_nothing_goes_to_a_unit_that_will_have_ended_by_then(town):
    third = town.another("Nordskolen")
    plan_change(town.other, by=SYSTEM, kind=ChangeKind.MERGE, heirs=[third], on=today() + DAY, reason="Før")
    assert refused_codes(town, on=today() + 5 * DAY) == ["heir-will-end"]


def test_two_units_never_hand_over_to_each_other(town):
    merge(town, on=today() + 5 * DAY)
    for on in (today() + DAY, today() + 5 * DAY):
        with pytest.raises(Refused) as refused:
            plan_change(
                town.other, by=SYSTEM, kind=ChangeKind.MERGE, heirs=[town.school], on=on, reason="Omvendt"
            )
        assert "is-to-inherit" in codes(refused)


def test_what_was_inherited_may_be_handed_on_later(town):
    third = town.another("Nordskolen")
    goal = town.houses.approved()
    first = merge(town, on=today() + DAY)
    second = plan_change(
        town.other, by=SYSTEM, kind=ChangeKind.MERGE, heirs=[third], on=today() + 5 * DAY, reason="Siden"
    )
    on_its_day(first)
    on_its_day(second)
    goal.refresh_from_db()
    assert goal.unit == third


def test_a_unit_ends_once(town):
    merge(town)
    assert refused_codes(town) == ["planned-already"]
    assert refused_codes(town, on=today() + 30 * DAY) == ["planned-already"]


def test_a_unit_does_not_hand_over_to_itself(town):
    assert refused_codes(town, heirs=[town.school]) == ["to-itself"]


@pytest.mark.parametrize(
    ("kind", "number"), [(ChangeKind.MERGE, 2), (ChangeKind.SPLIT, 1), (ChangeKind.CLOSE, 2)]
)
def test_how_many_carry_on_follows_from_what_happens(town, kind, number):
    heirs = [town.other, town.another("Nordskolen")][:number]
    assert refused_codes(town, kind=kind, heirs=heirs) == ["heirs"]


def test_an_heir_that_nobody_leads_does_not_take_over_a_part(town):
    unled = town.another("Nordskolen", led=False)
    assert "heir-unled" in refused_codes(town, kind=ChangeKind.SPLIT, heirs=[town.other, unled])


def test_a_change_says_why(town):
    assert refused_codes(town, reason=" ") == ["why-missing"]


def test_a_unit_does_not_end_before_it_has_begun(town):
    Unit.objects.filter(pk=town.school.pk).update(starts=today() + 20 * DAY)
    assert refused_codes(town) == ["not-begun"]


def test_only_those_who_keep_the_organisation_change_it(town, coordinator, secretary, reader):
    for user in (secretary, reader, town.houses.manager):
        with pytest.raises(NotPermitted):
            merge(town, by=user)
    change = merge(town, by=coordinator)
    for user in (secretary, reader):
        with pytest.raises(NotPermitted):
            call_off(change, by=user)


def test_the_local_administrator_carries_the_whole_of_it_out(town, fjordby):
    town.houses.approved()
    town.task()
    administrator = make_user(fjordby, "Ole Brinkmann", "It-administrator", Function.ADMINISTRATOR)
    assert happened(town, by=administrator).state == ChangeState.DONE
    assert orphans() == []
