"""Positions outlive the people who hold them."""

import datetime

import pytest

from roedtraad.core.models import ActionLog
from roedtraad.core.reasons import NotPermitted, Refused
from roedtraad.organisation import actions
from roedtraad.organisation.enums import BodyKind, Function
from roedtraad.organisation.models import Holding
from roedtraad.organisation.queries import bodies_with_seats, holders_of, living_positions, with_holders

DAY = datetime.date


@pytest.fixture
def chief(fjordby, coordinator):
    return actions.create_position(fjordby, by=coordinator, title="Familiechef", function=Function.CHIEF)


@pytest.fixture
def ida(fjordby, coordinator):
    return actions.register_person(fjordby, by=coordinator, name="Ida Vestergaard")


@pytest.fixture
def bo(fjordby, coordinator):
    return actions.register_person(fjordby, by=coordinator, name="Bo Ågerup")


def test_a_new_position_stands_vacant(chief):
    line = next(line for line in with_holders(living_positions()) if line.position == chief)
    assert line.is_vacant


def test_whoever_is_appointed_ends_the_earlier_holding_the_day_before(chief, ida, bo, coordinator):
    actions.appoint(chief, by=coordinator, person=ida, starts=DAY(2025, 1, 1))
    actions.appoint(chief, by=coordinator, person=bo, starts=DAY(2026, 3, 1))
    assert Holding.objects.get(person=ida).ends == DAY(2026, 2, 28)
    assert [h.person for h in holders_of([chief.pk], DAY(2026, 2, 28))[chief.pk]] == [ida]
    assert [h.person for h in holders_of([chief.pk], DAY(2026, 3, 1))[chief.pk]] == [bo]


def test_nobody_is_appointed_before_somebody_who_comes_later(chief, ida, bo, coordinator):
    actions.appoint(chief, by=coordinator, person=ida, starts=DAY(2026, 3, 1))
    with pytest.raises(Refused, match="Ida Vestergaard"):
        actions.appoint(chief, by=coordinator, person=bo, starts=DAY(2026, 3, 1))
    assert Holding.objects.filter(position=chief).count() == 1


def test_a_holding_does_not_end_before_it_began(chief, ida, coordinator):
    holding = actions.appoint(chief, by=coordinator, person=ida, starts=DAY(2026, 3, 1))
    with pytest.raises(Refused):
        actions.end_holding(holding, by=coordinator, ends=DAY(2026, 2, 1))


def test_there_is_one_municipal_council(fjordby, coordinator, council):
    with pytest.raises(Refused, match="Byrådet"):
        actions.create_body(fjordby, by=coordinator, name="Kommunalbestyrelsen", kind=BodyKind.COUNCIL)


def test_a_seat_may_stand_unfilled(committee, coordinator):
    actions.add_seat(committee, by=coordinator, title="En repræsentant for sundhedsplejen")
    line = next(line for line in bodies_with_seats() if line.body == committee)
    assert line.seats[0].person is None
    assert line.seats[0].position is None


def test_a_person_who_signs_in_becomes_a_user_of_this_municipality(fjordby, coordinator):
    person = actions.register_person(
        fjordby,
        by=coordinator,
        name="Lone Dam",
        email="Lone@fjordby.example",
        sign_in=True,
        password="en-lang-sætning",
    )
    assert person.user.municipality == fjordby
    assert person.user.check_password("en-lang-sætning")


def test_an_email_in_use_elsewhere_is_refused_without_saying_where(fjordby, coordinator, outsider):
    with pytest.raises(Refused) as refused:
        actions.register_person(fjordby, by=coordinator, name="Lone Dam", email=outsider.email, sign_in=True)
    assert "Nordby" not in str(refused.value)


def test_a_short_password_is_refused_with_the_rule(fjordby, coordinator):
    with pytest.raises(Refused, match="12"):
        actions.register_person(
            fjordby,
            by=coordinator,
            name="Lone Dam",
            email="lone@fjordby.example",
            sign_in=True,
            password="kort",
        )


def test_the_log_never_holds_a_password(fjordby, coordinator):
    actions.register_person(
        fjordby,
        by=coordinator,
        name="Lone Dam",
        email="lone@fjordby.example",
        sign_in=True,
        password="en-lang-sætning",
    )
    assert "en-lang-sætning" not in str(list(ActionLog.objects.values()))


def test_only_coordinator_and_administrator_keep_the_organisation(fjordby, reader, secretary):
    for user in (reader, secretary):
        with pytest.raises(NotPermitted):
            actions.create_body(fjordby, by=user, name="Chefforum")


def test_the_same_name_stands_once(fjordby, coordinator, chief):
    with pytest.raises(Refused, match="Familiechef"):
        actions.create_position(fjordby, by=coordinator, title="familiechef")
