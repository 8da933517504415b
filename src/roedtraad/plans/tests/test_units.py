"""A unit's own goals: written by the unit, approved by its line manager, beside the plan's own and never mixed in."""

from __future__ import annotations

import itertools

import pytest
from django.urls import reverse

from conftest import make_user
from roedtraad.core import thread
from roedtraad.core.enums import StatusKey
from roedtraad.core.reasons import NotPermitted, Refused
from roedtraad.core.waiting import what_waits
from roedtraad.organisation.enums import Function
from roedtraad.organisation.leading import leading
from roedtraad.organisation.models import Position, Unit
from roedtraad.plans import actions
from roedtraad.plans.enums import UNIT_GOAL_TRANSITIONS, GoalState
from roedtraad.plans.models import Goal
from roedtraad.plans.queries import PlanFilter, plan_lines, plan_page, spread_of, unit_page
from roedtraad.plans.tests.houses import TEMPLATE, make_houses
from roedtraad.plans.tests.test_rules import codes


@pytest.fixture
def houses(fjordby):
    return make_houses(fjordby)


def test_a_units_goal_is_approved_by_its_line_manager(houses, coordinator):
    goal = actions.submit_unit_goal(houses.write(), by=houses.leader)
    assert goal.state == GoalState.SUBMITTED
    for user in (houses.leader, houses.owner, coordinator):
        with pytest.raises(NotPermitted) as refused:
            actions.approve_unit_goal(goal, by=user)
        assert str(refused.value.reasons[0].sentence) == "En enheds mål godkendes af nærmeste leder."
    assert actions.approve_unit_goal(goal, by=houses.manager).state == GoalState.ACTIVE
    assert [(each.kind, each.position.title, each.name) for each in goal.remarks.all()] == [
        ("submitted", "Skoleleder", "Rune Aldershvile"),
        ("approved", "Skolechef", "Torben Lindegaard"),
    ]


def test_the_focus_areas_owner_comments_and_another_reader_does_not(houses, reader):
    goal = houses.write()
    actions.comment_unit_goal(goal, by=houses.owner, text="Tænk også de stille med.")
    (remark,) = goal.remarks.all()
    assert (remark.position.title, remark.text) == ("Tovholder for fremmøde", "Tænk også de stille med.")
    with pytest.raises(NotPermitted):
        actions.comment_unit_goal(goal, by=reader, text="Det mener jeg også.")


def test_a_goal_is_returned_with_a_reason_and_can_be_submitted_again(houses):
    goal = actions.submit_unit_goal(houses.write(), by=houses.leader)
    with pytest.raises(Refused) as refused:
        actions.return_unit_goal(goal, by=houses.manager, text=" ")
    assert codes(refused) == ["reason-missing"]
    actions.return_unit_goal(goal, by=houses.manager, text="Skriv, hvornår I ser på det.")
    actions.edit_unit_goal(
        goal, by=houses.leader, under=houses.goal, **(TEMPLATE | {"followed_by": "Hver fredag."})
    )
    assert actions.submit_unit_goal(goal, by=houses.leader).state == GoalState.SUBMITTED


def test_what_was_agreed_is_changed_by_agreement(houses, coordinator):
    goal = houses.approved()
    with pytest.raises(Refused) as refused:
        actions.edit_unit_goal(goal, by=houses.leader, under=houses.goal, **TEMPLATE)
    assert codes(refused) == ["approved"]
    with pytest.raises(Refused) as refused:
        actions.edit_goal(goal, by=coordinator, title="Koordinatorens ord", owner=goal.owner)
    assert codes(refused) == ["units-goal"]
    with pytest.raises(Refused):
        actions.remove_unit_goal(goal, by=houses.leader)
    actions.return_unit_goal(goal, by=houses.manager, text="Lad os skrive det om.")
    with pytest.raises(Refused) as refused:
        actions.remove_unit_goal(goal, by=houses.leader)
    assert codes(refused) == ["was-approved"]


def test_a_goal_is_submitted_when_it_answers_the_template_and_indicators_may_come_later(houses):
    goal = houses.write(how="", followed_by="", due=None, measured_by="")
    with pytest.raises(Refused) as refused:
        actions.submit_unit_goal(goal, by=houses.leader)
    assert str(refused.value.reasons[0].sentence) == (
        "Målet siger endnu ikke, hvordan I lever op til det, hvordan I følger op eller hvornår det forventes nået."
    )


def test_a_goal_under_a_focus_area_says_its_level_itself(houses):
    goal = houses.write(under=houses.area)
    with pytest.raises(Refused) as refused:
        actions.submit_unit_goal(goal, by=houses.leader)
    assert "hvilket forebyggelsesniveau" in str(refused.value.reasons[0].sentence)
    assert (
        actions.submit_unit_goal(houses.write(under=houses.area, level="none"), by=houses.leader).level
        == "none"
    )


def test_a_writer_drafts_and_only_the_one_who_leads_the_unit_submits(houses, fjordby):
    desk = Position.objects.create(title="Sekretær", unit=houses.school, function=Function.WRITER)
    writer = make_user(fjordby, "Emil Kirkeby", position=desk)
    goal = actions.write_unit_goal(houses.school, by=writer, under=houses.goal, **TEMPLATE)
    with pytest.raises(NotPermitted):
        actions.submit_unit_goal(goal, by=writer)
    assert actions.submit_unit_goal(goal, by=houses.leader).owner.title == "Skoleleder"
    with pytest.raises(NotPermitted):
        actions.write_unit_goal(houses.centre, by=writer, under=houses.goal, **TEMPLATE)


def test_where_nobody_leads_the_unit_above_the_refusal_says_who_can_help(houses):
    houses.school.parent = None
    houses.school.save()
    with pytest.raises(Refused) as refused:
        actions.submit_unit_goal(houses.write(), by=houses.leader)
    assert codes(refused) == ["no-manager"]
    assert refused.value.reasons[0].url == reverse("organisation:index")


def test_the_line_manager_is_the_one_who_leads_the_nearest_unit_above_that_anybody_leads(houses):
    between = Unit.objects.create(name="Distrikt Vest", parent=houses.centre)
    houses.school.parent = between
    houses.school.save()
    assert leading().manager_of(houses.school.pk).title == "Skolechef"
    Position.objects.create(title="Distriktsleder", unit=between, function=Function.LEADER)
    assert leading().manager_of(houses.school.pk).title == "Distriktsleder"
    houses.centre.parent = houses.school  # a ring in the tree ends
    houses.centre.save()
    assert leading().manager_of(between.pk).title == "Skolechef"


def test_a_units_goal_stands_under_a_goal_of_the_plan_or_a_focus_area_and_under_no_other_units(houses):
    goal = houses.approved()
    with pytest.raises(Refused) as refused:
        houses.write(under=goal)
    assert codes(refused) == ["under-units-goal"]
    free = houses.write(under=houses.area)
    assert (free.parent, free.focus_area, free.hangs_on_something) == (None, houses.area, True)


def test_a_goal_is_not_approved_under_a_goal_that_was_dropped_meanwhile(houses, coordinator):
    goal = actions.submit_unit_goal(houses.write(), by=houses.leader)
    actions.drop_goal(houses.goal, by=coordinator, reason="Loven er ændret.")
    with pytest.raises(Refused) as refused:
        actions.approve_unit_goal(goal, by=houses.manager)
    assert codes(refused) == ["parent-ended"]


@pytest.mark.parametrize(("now", "to"), list(itertools.product(GoalState, GoalState)))
def test_a_units_goal_moves_only_as_its_table_says(houses, coordinator, now, to):
    goal = houses.write()
    Goal.objects.filter(pk=goal.pk).update(state=now)
    verbs = {
        GoalState.SUBMITTED: lambda: actions.submit_unit_goal(goal, by=houses.leader),
        GoalState.RETURNED: lambda: actions.return_unit_goal(goal, by=houses.manager, text="Skriv om."),
        GoalState.DROPPED: lambda: actions.drop_goal(goal, by=houses.manager, reason="Fordi."),
        GoalState.CLOSED: lambda: actions.close_goal(goal, by=houses.manager, reason="Fordi."),
    }
    if to == GoalState.ACTIVE:
        verbs[to] = (
            (lambda: actions.approve_unit_goal(goal, by=houses.manager))
            if now == GoalState.SUBMITTED
            else (lambda: actions.take_up_goal(goal, by=coordinator))
        )
    if to not in verbs:
        assert all(to not in after for after in UNIT_GOAL_TRANSITIONS.values())
    elif to in UNIT_GOAL_TRANSITIONS[now]:
        assert verbs[to]().state == to
    else:
        with pytest.raises(Refused):
            verbs[to]()
        assert Goal.objects.get(pk=goal.pk).state == now


# --- beside the plan's own, never mixed in


def test_the_plan_counts_its_own_goals_and_shows_the_units_beside_them(houses):
    houses.approved()
    houses.approved(title="Et til")
    houses.write(title="Kun et udkast")
    page = plan_page(houses.plan, PlanFilter())
    assert (page.total, page.unit_goals, page.units) == (1, 2, 1)
    (row,) = page.groups[0].rows
    assert row.spread == (2, (("", 2),))
    assert [line.goals for line in plan_lines()] == [1]


def test_a_spread_names_every_status_once_and_averages_nothing():
    said = [StatusKey.ON, StatusKey.OFF, "", StatusKey.ON]
    assert spread_of(said) == (4, (("off", 1), ("on", 2), ("", 1)))
    assert spread_of([]) is None


def test_the_thread_of_a_goal_shows_the_units_that_work_on_it(houses):
    houses.approved()
    (area,) = thread.below("policies.passage", [houses.goal.passage_id])[houses.goal.passage_id]
    assert [(knot.pk, knot.note) for knot in area.below] == [(houses.goal.pk, "1 mål i enhederne")]


def test_the_cascade_from_the_adopted_sentence_to_the_unit_is_shown(houses, signed_in):
    goal = houses.approved()
    page = signed_in(houses.leader).get(reverse("plans:goal", args=[goal.pk]))
    labels = [each["label"] for each in page.context["page"].line]
    assert labels == ["Politik", "Tema", "Løfte 3.1", "Fokusområde", "Mål", "Mål for Vestervang Skole"]
    assert "Børn skal mærke forskel nummer 1" in page.content.decode()


def test_more_than_five_goals_of_a_unit_is_a_sentence_that_says_why_and_no_refusal(houses):
    for number in range(6):
        houses.approved(title=f"Mål {number}")
    (finding,) = unit_page(houses.plan, houses.school).findings
    assert finding.code == "many-a-unit"
    assert finding.sentence.startswith("Enheden har 6 mål. Med flere end 5 ")


def test_whoever_writes_the_sixth_goal_of_a_unit_is_told_and_may(houses, signed_in):
    client = signed_in(houses.leader)
    form = reverse("plans:new_unit_goal", args=[houses.plan.pk, houses.school.pk])
    for number in range(5):
        assert "Med dette har enheden" not in client.get(form).content.decode()
        houses.write(title=f"Mål {number}")
    assert "Med dette har enheden 6 mål. Med flere end 5 " in client.get(form).content.decode()
    assert houses.write(title="Det sjette").pk


# --- pages


def test_the_leader_writes_and_submits_and_the_manager_finds_it_on_the_start_page(houses, signed_in):
    client = signed_in(houses.leader)
    url = reverse("plans:new_unit_goal", args=[houses.plan.pk, houses.school.pk])
    typed = TEMPLATE | {"under": f"g{houses.goal.pk}", "due": "juni 2027", "level": ""}
    made = client.post(url, typed)
    goal = Goal.objects.of_units().get()
    assert made["Location"].endswith(reverse("plans:goal", args=[goal.pk]))
    assert (goal.level, goal.due.iso()) == (houses.goal.level, ("2027-06", None))
    assert what_waits(houses.manager) == []
    client.post(reverse("plans:submit_unit_goal", args=[goal.pk]))
    (waits,) = what_waits(houses.manager)
    assert waits.url == reverse("plans:goal", args=[goal.pk])
    page = signed_in(houses.manager).get(waits.url).content.decode()
    assert "Godkend målet" in page
    assert "Godkend målet" not in client.get(waits.url).content.decode()
    signed_in(houses.manager).post(
        reverse("plans:return_unit_goal", args=[goal.pk]), {"text": "Skriv, hvem der gør det."}
    )
    assert "Skriv, hvem der gør det." in client.get(waits.url).content.decode()


def test_a_form_sent_back_keeps_every_word(houses, signed_in):
    url = reverse("plans:new_unit_goal", args=[houses.plan.pk, houses.school.pk])
    answer = signed_in(houses.leader).post(url, {"title": "Mine ord", "how": "Sådan her", "due": "engang"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="Mine ord"' in page
    assert "Sådan her" in page
    assert "Vælg det mål eller fokusområde i planen, som jeres mål handler om." in page


def test_the_pages_of_units_cost_the_same_for_two_goals_and_for_2000(houses, signed_in, queries_of):
    client = signed_in(houses.leader)
    goal = houses.approved()
    urls = [
        reverse("plans:units", args=[houses.plan.pk]),
        reverse("plans:unit", args=[houses.plan.pk, houses.school.pk]),
        reverse("plans:new_unit_goal", args=[houses.plan.pk, houses.school.pk]),
        reverse("plans:goal", args=[houses.goal.pk]),
        reverse("plans:goal", args=[goal.pk]),
        reverse("plans:plan", args=[houses.plan.pk]),
    ]
    houses.approved(title="Nummer to")
    few = [queries_of(client, url) for url in urls]
    schools = [Unit(name=f"Skole {number}", parent=houses.centre) for number in range(40)]
    for school in schools:
        school.save()
    Goal.objects.bulk_create(
        Goal(
            plan=houses.plan,
            unit=schools[number % 40],
            parent=houses.goal,
            focus_area=houses.area,
            title=f"Mål {number}",
            owner=goal.owner,
            level="general",
            order=number,
        )
        for number in range(2000)
    )
    assert [queries_of(client, url) for url in urls] == few
    assert max(few) <= 15, few
