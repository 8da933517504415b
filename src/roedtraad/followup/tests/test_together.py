"""A leader of several houses reports once for them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from django.urls import reverse

from conftest import VisitingClient, make_user
from roedtraad.core.actions import SYSTEM
from roedtraad.core.models import ActionLog
from roedtraad.core.reasons import NotPermitted, Refused
from roedtraad.followup import actions, links
from roedtraad.followup.models import CheckIn, Cycle
from roedtraad.followup.queries import check_in_for, my_lines
from roedtraad.followup.tests.making import make_cycle, report
from roedtraad.followup.together import companions, tasks_of
from roedtraad.organisation.enums import Function, UnitKind
from roedtraad.organisation.models import Holding, Person, Position, Unit
from roedtraad.plans import actions as plans
from roedtraad.plans.models import Goal
from roedtraad.plans.tests.houses import TEMPLATE, make_houses


@dataclass
class Scene:
    houses: Any
    units: list[Unit]
    goals: list[Goal]
    cycle: Cycle

    def said(self, goal: Goal) -> CheckIn:
        return CheckIn.objects.get(cycle=self.cycle, goal=goal)

    def where(self, goal: Goal) -> str:
        return reverse("followup:check_in", args=[self.cycle.pk, goal.pk])


@pytest.fixture
def scene(fjordby) -> Scene:
    """The leader of Vestervang Skole leads two further houses; each has a goal under the same goal of the plan."""
    houses = make_houses(fjordby)
    person = Person.objects.get(user=houses.leader)
    units = [houses.school]
    for name in ("Børnehuset Bakken", "Børnehuset Dalen"):
        unit = Unit.objects.create(name=name, kind=UnitKind.INSTITUTION, parent=houses.centre)
        head = Position.objects.create(title="Leder", unit=unit, function=Function.LEADER)
        Holding.objects.create(position=head, person=person, starts="2020-01-01")
        units.append(unit)
    goals = []
    for unit in units:
        goal = plans.write_unit_goal(
            unit, by=houses.leader, under=houses.goal, **(TEMPLATE | {"title": f"Mål i {unit.name}"})
        )
        plans.submit_unit_goal(goal, by=houses.leader)
        goals.append(plans.approve_unit_goal(goal, by=houses.manager))
    return Scene(houses, units, goals, make_cycle(houses.plan))


def answer(**more):
    return {
        "status": "on", "happened": "Vi er i gang alle tre steder", "need": "none", "needed": "", "seen_version": 1,
    } | more  # fmt: skip


def test_goals_of_several_units_under_the_same_goal_are_one_thing_to_tell_about(scene, signed_in):
    (task,) = tasks_of(my_lines(scene.cycle, scene.houses.leader))
    assert [line.goal for line in task.lines] == scene.goals
    client = signed_in(scene.houses.leader)
    mine = client.get(reverse("followup:mine", args=[scene.cycle.pk])).content.decode()
    assert "Ét mål mangler at blive besvaret" in mine
    assert "3 enheder" in mine
    page = client.get(scene.where(scene.goals[0])).content.decode()
    assert "Mål 1 af 1" in page
    assert "Gælder det også dine andre enheder?" in page


def test_one_report_counts_for_the_units_it_is_ticked_for_each_with_its_own_row(scene, signed_in):
    first, second, third = scene.goals
    client = signed_in(scene.houses.leader)
    response = client.post(
        scene.where(first), answer(**{f"also_{second.pk}": "on", f"status_{second.pk}": "done"})
    )
    # What was left out is asked for next; then comes the sign-off.
    assert response["Location"] == scene.where(third) + "#indhold"
    assert (scene.said(first).status, scene.said(second).status) == ("on", "done")
    assert scene.said(first).happened == scene.said(second).happened
    assert not CheckIn.objects.filter(goal=third).exists()
    assert ActionLog.objects.filter(verb="followup.report_for_units").count() == 1
    assert ActionLog.objects.filter(verb="followup.save_check_in").count() == 2


def test_one_sign_off_takes_all_of_them(scene, signed_in):
    first, *others = scene.goals
    client = signed_in(scene.houses.leader)
    client.post(scene.where(first), answer(**{f"also_{each.pk}": "on" for each in others}))
    mine = reverse("followup:mine", args=[scene.cycle.pk])
    page = client.get(mine).content.decode()
    assert "Godkend 3 mål" in page
    client.post(mine, {f"seen_{each.goal_id}": each.version for each in CheckIn.objects.all()})
    assert {each.state for each in CheckIn.objects.all()} == {"signed"}
    frozen = actions.freeze(scene.cycle, by=SYSTEM, reason="Færdig")
    (told,) = frozen.data["goals"]
    assert [each["happened"] for each in told["units"]] == ["Vi er i gang alle tre steder"] * 3


def test_a_status_set_apart_says_what_is_needed_there(scene, signed_in):
    first, second, _third = scene.goals
    client = signed_in(scene.houses.leader)
    sent = answer(**{f"also_{second.pk}": "on", f"status_{second.pk}": "off"})
    response = client.post(scene.where(first), sent)
    assert response.status_code == 422
    assert "siger, hvad der er brug for" in response.content.decode()
    assert scene.said(second).status == "off"  # kept as a draft, like every half-done answer
    sent |= {"need": "initiative", "needed": "En vejleder på Bakken", "seen_version": 2}
    assert client.post(scene.where(first), sent).status_code == 302
    assert scene.said(second).needed == "En vejleder på Bakken"


def test_a_unit_that_has_its_own_words_is_not_ticked_beforehand(scene, signed_in):
    first, second, third = scene.goals
    report(scene.cycle, second, scene.houses.leader, "risk", happened="Kun om Bakken")
    page = signed_in(scene.houses.leader).get(scene.where(first)).content.decode()
    ticked = {each.pk: f'name="also_{each.pk}"' in page for each in (second, third)}
    assert ticked == {second.pk: True, third.pk: True}
    boxes = [line for line in page.split("<input") if 'name="also_' in line]
    assert [" checked" in box for box in boxes] == [False, True]


def test_what_somebody_else_wrote_meanwhile_is_never_written_over(scene, fjordby, signed_in):
    first, second, _third = scene.goals
    writer = make_user(
        fjordby,
        "Emil Kirkeby",
        position=Position.objects.create(title="Pennefører", unit=scene.units[1], function=Function.WRITER),
    )
    said = report(scene.cycle, second, writer, happened="Emils ord")
    seen = said.version
    report(scene.cycle, second, writer, happened="Emils nye ord")
    response = signed_in(scene.houses.leader).post(
        scene.where(first), answer(**{f"also_{second.pk}": "on", f"seen_{second.pk}": seen})
    )
    assert response.status_code == 422
    assert "Børnehuset Bakken: en anden har skrevet om" in response.content.decode()
    assert scene.said(second).happened == "Emils nye ord"
    assert not CheckIn.objects.filter(goal=first).exists()  # all of it or nothing


def test_a_signed_unit_is_refused_with_its_name(scene):
    first, second, _third = scene.goals
    said = report(scene.cycle, second, scene.houses.leader)
    actions.sign_off(said, by=scene.houses.leader)
    with pytest.raises(Refused) as caught:
        actions.report_for_units(
            check_in_for(scene.cycle, first), by=scene.houses.leader,
            answers={"status": "on"}, others={second.pk: (None, "")},
        )  # fmt: skip
    assert str(caught.value.reasons[0]).startswith("Børnehuset Bakken: ")


def test_only_goals_under_the_same_goal_of_the_plan_are_reported_on_together(scene):
    with pytest.raises(Refused) as caught:
        actions.report_for_units(
            check_in_for(scene.cycle, scene.goals[0]), by=scene.houses.leader,
            answers={"status": "on"}, others={scene.houses.goal.pk: (None, "")},
        )  # fmt: skip
    assert caught.value.reasons[0].code == "not-together"
    assert not CheckIn.objects.exists()


def test_nobody_reports_for_a_unit_that_is_not_theirs(scene, fjordby):
    other = Holding.objects.filter(position__unit=scene.units[1]).get()
    other.delete()
    with pytest.raises(NotPermitted):
        actions.report_for_units(
            check_in_for(scene.cycle, scene.goals[0]), by=_fresh(scene.houses.leader),
            answers={"status": "on"}, others={scene.goals[1].pk: (None, "")},
        )  # fmt: skip
    assert not CheckIn.objects.exists()
    mine = my_lines(scene.cycle, _fresh(scene.houses.leader))
    assert [line.goal for line in companions(mine, scene.goals[0])] == [scene.goals[2]]


def _fresh(user):
    return type(user).objects.get(pk=user.pk)


def test_it_is_the_same_through_the_link_of_the_mail(scene):
    first, *others = scene.goals
    link = links.links_for([(scene.cycle, scene.houses.leader)])[scene.cycle.pk, scene.houses.leader.pk]
    client = VisitingClient()
    client.post(reverse("followup:link", args=[links.key_of(link)]))
    where = reverse("followup:answer", args=[link.pk, first.pk])
    assert "Gælder det også dine andre enheder?" in client.get(where).content.decode()
    response = client.post(where, answer(**{f"also_{each.pk}": "on" for each in others}))
    assert response["Location"] == reverse("followup:answers", args=[link.pk]) + "#indhold"
    assert CheckIn.objects.count() == 3
    answers = reverse("followup:answers", args=[link.pk])
    client.post(answers, {f"seen_{each.goal_id}": each.version for each in CheckIn.objects.all()})
    assert {each.state for each in CheckIn.objects.all()} == {"signed"}


def test_who_has_one_unit_is_asked_about_that_alone(scene, signed_in):
    Holding.objects.filter(position__unit__in=scene.units[1:]).delete()
    page = signed_in(scene.houses.leader).get(scene.where(scene.goals[0])).content.decode()
    assert "Gælder det også" not in page


def test_the_page_costs_the_same_for_two_units_and_for_twelve(scene, signed_in, queries_of):
    client = signed_in(scene.houses.leader)
    urls = [scene.where(scene.goals[0]), reverse("followup:mine", args=[scene.cycle.pk])]
    few = [queries_of(client, url) for url in urls]
    person = Person.objects.get(user=scene.houses.leader)
    for number in range(10):
        unit = Unit.objects.create(name=f"Hus {number}", parent=scene.houses.centre)
        head = Position.objects.create(title="Leder", unit=unit, function=Function.LEADER)
        Holding.objects.create(position=head, person=person, starts="2020-01-01")
        Goal.objects.create(
            plan=scene.houses.plan, unit=unit, parent=scene.houses.goal, title=f"Mål {number}", owner=head
        )
    assert [queries_of(client, url) for url in urls] == few
    assert max(few) <= 15
