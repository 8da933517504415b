"""The pages of changes: first everything that will be handed over to whom, then the act; and where it can be seen after."""

from __future__ import annotations

import pytest
from django.urls import reverse

from roedtraad.core.actions import SYSTEM
from roedtraad.core.registries import ToDo
from roedtraad.core.waiting import what_waits
from roedtraad.organisation.changing import plan_change
from roedtraad.organisation.enums import ChangeKind, ChangeState
from roedtraad.organisation.models import Body, Change, Position, Unit
from roedtraad.plans.enums import GoalState
from roedtraad.plans.models import Goal

from .changing import DAY, make_town, today


@pytest.fixture
def town(fjordby):
    return make_town(fjordby)


@pytest.fixture
def page(signed_in, coordinator):
    return signed_in(coordinator)


def said(town, **more):
    """The form as it is filled in."""
    given = {
        "thing": town.school.pk, "kind": "merge", "heir_1": town.other.pk, "on": (today() + DAY).isoformat(),
        "reason": "Skolerne lægges sammen",
    }  # fmt: skip
    return given | more


UNIT = ("organisation:new_change", ["enhed"])


def test_the_preview_says_in_sentences_and_a_table_what_goes_to_whom_and_changes_nothing(town, page):
    town.houses.approved()
    town.task()
    shown = page.get(reverse(UNIT[0], args=UNIT[1]), said(town)).content.decode()
    for words in (
        "»Vestervang Skole« lægges sammen med »Østre Skole«",
        "Enhedens egne mål",
        "Alle i 8. klasse har en voksen, de taler med hver uge",
        "Skoleleder, Østre Skole",
        "Enhedens tal",
        "Elever med højt fravær",
        "Skriv til forældrene",
        "Stillingen »Skoleleder« ophører også",
        "Overdrag ",
    ):
        assert words in shown, words
    assert not Change.objects.exists()
    assert Goal.objects.filter(unit=town.school).count() == 1


def test_confirmed_it_is_planned_and_its_page_tells_what_will_be_handed_over(town, page):
    goal = town.houses.approved()
    answer = page.post(reverse(UNIT[0], args=UNIT[1]), said(town))
    change = Change.objects.get()
    assert answer["location"] == reverse("organisation:change", args=[change.pk])
    shown = page.get(answer["location"]).content.decode()
    assert "Det sker af sig selv på dagen" in shown
    assert goal.title in shown
    assert change.thing.name in page.get(reverse("organisation:changes")).content.decode()
    page.post(reverse("organisation:call_off_change", args=[change.pk]))
    change.refresh_from_db()
    assert change.state == ChangeState.CALLED_OFF
    assert "Det blev aflyst" in page.get(answer["location"]).content.decode()


def test_a_day_that_has_come_is_carried_out_at_once_and_everybody_can_see_where_things_went(
    town, page, signed_in, reader
):
    goal = town.houses.approved()
    page.post(reverse(UNIT[0], args=UNIT[1]), said(town, on=today().isoformat()))
    change = Change.objects.get()
    assert change.state == ChangeState.DONE
    client = signed_in(reader)
    assert goal.title in client.get(reverse("organisation:change", args=[change.pk])).content.decode()
    old = client.get(reverse("organisation:unit", args=[town.school.pk])).content.decode()
    assert "»Vestervang Skole« blev lagt sammen med »Østre Skole«" in old
    new = client.get(reverse("organisation:unit", args=[town.other.pk])).content.decode()
    assert "Det fører den videre" in new
    about = client.get(reverse("plans:goal", args=[goal.pk])).content.decode()
    assert "Målet kom hertil fra »Vestervang Skole«" in about
    figures = client.get(reverse("indicators:indicator", args=[town.indicator.pk])).content.decode()
    assert "Vestervang Skole" in figures


def test_of_several_heirs_one_chooses_which_goal_goes_where(town, page):
    north, south = town.another("Nordskolen"), town.another("Sydskolen")
    one, two = town.houses.approved(), town.houses.approved(title="Alle lærer at svømme")
    given = said(town, kind="split", heir_1=north.pk, heir_2=south.pk, on=today().isoformat())
    shown = page.get(reverse(UNIT[0], args=UNIT[1]), given).content.decode()
    assert f'name="valg-plans.goal.unit:{two.pk}"' in shown
    page.post(reverse(UNIT[0], args=UNIT[1]), given | {f"valg-plans.goal.unit:{two.pk}": south.pk})
    one.refresh_from_db()
    two.refresh_from_db()
    assert (one.unit, two.unit) == (north, south)


def test_a_goal_may_end_with_a_unit_that_closes(town, page):
    goal = town.houses.approved()
    given = said(town, kind="close", on=today().isoformat())
    page.post(reverse(UNIT[0], args=UNIT[1]), given | {f"valg-plans.goal.unit:{goal.pk}": 0})
    goal.refresh_from_db()
    assert goal.state == GoalState.DROPPED
    change = Change.objects.get()
    assert "ingen: det ophørte" in page.get(reverse("organisation:change", args=[change.pk])).content.decode()


def test_a_choice_that_is_not_offered_is_none(town, page):
    goal = town.houses.approved()
    given = said(town, on=today().isoformat()) | {f"valg-plans.goal.unit:{goal.pk}": 999999, "valg-x": "y"}
    assert page.post(reverse(UNIT[0], args=UNIT[1]), given).status_code == 302
    goal.refresh_from_db()
    assert goal.unit == town.other


def test_what_is_in_the_way_is_said_with_the_way_out_and_nothing_typed_is_lost(town, page):
    Unit.objects.create(name="Indskolingen", parent=town.school)
    for answer in (
        page.get(reverse(UNIT[0], args=UNIT[1]), said(town)),
        page.post(reverse(UNIT[0], args=UNIT[1]), said(town)),
    ):
        shown = answer.content.decode()
        assert "En enhed hører under »Vestervang Skole«: Indskolingen." in shown
        assert "Sig først, hvilken enhed de hører under fra den dag." in shown
        assert "Skolerne lægges sammen" in shown
    assert not Change.objects.exists()


def test_half_a_form_says_what_is_missing(town, page):
    answer = page.post(reverse(UNIT[0], args=UNIT[1]), said(town, on="i morgen", reason=""))
    assert answer.status_code == 422
    assert "Skriv den som 24-12-2026" in answer.content.decode()
    assert page.get(reverse("organisation:new_change", args=["hest"])).status_code == 404


def test_looking_again_with_other_choices_plans_nothing(town, page):
    assert page.post(reverse(UNIT[0], args=UNIT[1]), said(town, look="1")).status_code == 200
    assert not Change.objects.exists()


def test_a_position_is_closed_and_a_body_ends_on_pages_of_the_same_kind(town, page, council):
    new = Position.objects.create(title="Chef for Læring", unit=town.houses.centre)
    url = reverse("organisation:new_change", args=["stilling"])
    given = {
        "thing": town.houses.goal.owner.pk, "heir": new.pk, "on": today().isoformat(), "reason": "Ny ledelse",
    }  # fmt: skip
    assert "Mål, stillingen svarer for" in page.get(url, given).content.decode()
    page.post(url, given)
    town.houses.goal.refresh_from_db()
    assert town.houses.goal.owner == new
    url = reverse("organisation:new_change", args=["organ"])
    given = {
        "thing": council.pk, "new_name": "Byrådet", "on": (today() + 30 * DAY).isoformat(), "reason": "Valg",
    }  # fmt: skip
    assert "»Byrådet« ophører inden" in page.get(url, given).content.decode()
    assert not Body.objects.exclude(pk=council.pk).exists()
    page.post(url, given)
    assert Change.objects.get(body=council).heirs.get().made
    both = page.post(url, given | {"heir": council.pk})
    assert both.status_code == 422


def test_a_change_that_was_hindered_waits_on_the_start_page_and_is_carried_out_once_nothing_is_in_the_way(
    town, page, coordinator
):
    change = plan_change(
        town.school,
        by=SYSTEM,
        kind=ChangeKind.MERGE,
        heirs=[town.other],
        on=today() + DAY,
        reason="Fælles skole",
    )
    url = reverse("organisation:carry_out_change", args=[change.pk])
    page.post(url)
    change.refresh_from_db()
    assert change.is_planned
    below = Unit.objects.create(name="Indskolingen", parent=town.school)
    Change.objects.filter(pk=change.pk).update(on=today(), hindrance="En enhed hører under")
    assert "Det kunne ikke gennemføres" in page.get(reverse("organisation:changes")).content.decode()
    shown = page.get(reverse("organisation:index")).content.decode()
    assert "Ændringen af »Vestervang Skole« kunne ikke gennemføres på dagen." in shown
    (waits,) = what_waits(coordinator)
    assert waits == ToDo(
        today(), "Ændringen af »Vestervang Skole« kunne ikke gennemføres", "En enhed hører under",
        "Se, hvad der står i vejen", reverse("organisation:change", args=[change.pk]),
    )  # fmt: skip
    assert what_waits(town.houses.leader) == []
    page.post(url)
    change.refresh_from_db()
    assert change.is_planned
    below.delete()
    page.post(url)
    change.refresh_from_db()
    assert change.state == ChangeState.DONE
    assert what_waits(coordinator) == []


def test_readers_see_what_changes_and_have_no_buttons(town, signed_in, reader):
    change = plan_change(
        town.school,
        by=SYSTEM,
        kind=ChangeKind.MERGE,
        heirs=[town.other],
        on=today() + DAY,
        reason="Fælles skole",
    )
    client = signed_in(reader)
    shown = client.get(reverse("organisation:change", args=[change.pk])).content.decode()
    assert "Aflys" not in shown
    assert client.get(reverse(UNIT[0], args=UNIT[1])).status_code == 403
    for name in ("call_off_change", "carry_out_change"):
        assert client.post(reverse(f"organisation:{name}", args=[change.pk])).status_code == 403


def test_the_pages_cost_the_same_for_two_rows_and_for_many(town, page, queries_of):
    town.houses.approved()
    town.task()
    planned = plan_change(
        town.another("Nordskolen"),
        by=SYSTEM,
        kind=ChangeKind.MERGE,
        heirs=[town.other],
        on=today() + DAY,
        reason="Ja",
    )
    done = plan_change(
        town.another("Sydskolen"),
        by=SYSTEM,
        kind=ChangeKind.MERGE,
        heirs=[town.other],
        on=today(),
        reason="Ja",
    )
    query = "&".join(f"{name}={value}" for name, value in said(town).items())
    closes = "&".join(f"{name}={value}" for name, value in said(town, kind="close", heir_1="").items())
    alone = plan_change(
        town.another("Vestskolen"), by=SYSTEM, kind=ChangeKind.CLOSE, heirs=[], on=today() + DAY, reason="Ja"
    )
    urls = [
        f"{reverse(UNIT[0], args=UNIT[1])}?{query}",
        f"{reverse(UNIT[0], args=UNIT[1])}?{closes}",
        reverse("organisation:change", args=[alone.pk]),
        reverse("organisation:changes"),
        reverse("organisation:change", args=[planned.pk]),
        reverse("organisation:change", args=[done.pk]),
        reverse("organisation:unit", args=[town.other.pk]),
    ]
    few = [queries_of(page, url) for url in urls]
    goal = Goal.objects.get(unit=town.school)
    Goal.objects.bulk_create(
        Goal(
            plan=goal.plan, unit=unit, parent=goal.parent, title=f"Mål {number}", owner=goal.owner, order=number
        )
        for number in range(1000)
        for unit in (town.school, planned.unit)
    )  # fmt: skip
    for number in range(20):
        town.task(f"Opgave {number}")
        Position.objects.create(title=f"Lærer {number}", unit=town.school)
        plan_change(
            town.another(f"Skole {number}"),
            by=SYSTEM,
            kind=ChangeKind.MERGE,
            heirs=[town.other],
            on=today(),
            reason="Ja",
        )
    many = [queries_of(page, url) for url in urls]
    assert many == few
    assert max(few) <= 15, few
