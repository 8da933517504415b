"""Units merge, split and close, positions are closed: what they have goes to those who carry on, and nothing is dropped."""

from __future__ import annotations

import datetime

import pytest
import time_machine
from django.urls import reverse

from conftest import make_user
from roedtraad.core import schedule
from roedtraad.core.actions import SYSTEM
from roedtraad.core.models import ActionLog
from roedtraad.core.reasons import NotPermitted, Refused
from roedtraad.followup.enums import CheckInState
from roedtraad.followup.models import CheckIn, PersonalLink
from roedtraad.followup.reminders import remind
from roedtraad.followup.tests.making import make_cycle, report, sign
from roedtraad.indicators.models import Break, Series, SeriesSuccession
from roedtraad.organisation.changing import call_off, carry_out, inventory_of, plan_change
from roedtraad.organisation.changing.inventory import Terms
from roedtraad.organisation.enums import CHANGE_TRANSITIONS, ChangeKind, ChangeState, Function
from roedtraad.organisation.jobs import carry_out_due
from roedtraad.organisation.models import Change, HandedOver, Holding, Position, Unit
from roedtraad.organisation.queries import standing_of
from roedtraad.plans import actions as plans
from roedtraad.plans.enums import AgreementState, GoalState
from roedtraad.plans.models import AgreementGoal

from .changing import DAY, anew, codes, handed, happened, make_town, merge, on_its_day, orphans, today


@pytest.fixture
def town(fjordby):
    return make_town(fjordby)


# --- a unit that merges, splits or closes hands over goals, series and open tasks by an action with a date


def test_a_unit_that_merges_hands_over_goals_series_and_open_tasks(town):
    goal, task = town.houses.approved(), town.task()
    change = happened(town)
    goal.refresh_from_db()
    task.refresh_from_db()
    assert (goal.unit, goal.owner) == (town.other, town.heir_position)
    assert task.owner == town.heir_position
    series = Series.objects.get(unit=town.school)
    assert series.ended_on == today()
    assert Series.objects.get(unit=town.other).ended_on is None
    assert SeriesSuccession.objects.get().to_unit == town.other
    assert handed(change) == {
        "plans.goal.unit": "Østre Skole",
        "matters.task.owner": "Østre Skole",
        "indicators.series.unit": "Østre Skole",
    }
    assert orphans() == []


def test_a_unit_that_has_merged_has_ended_the_day_before_and_names_its_successor(town):
    happened(town)
    school = Unit.objects.get(pk=town.school.pk)
    assert (school.ends, school.successor) == (today() - DAY, town.other)
    assert town.head.ends == today() - DAY
    assert not Holding.objects.on(today()).filter(position=town.head).exists()
    assert standing_of(town.houses.leader).led == frozenset()


def test_where_both_units_had_figures_a_break_is_marked_with_the_heir(town):
    from roedtraad.indicators import actions as indicators
    from roedtraad.indicators.figures import Figure, Whose

    figures = [Figure(datetime.date(2025, 1, 1), 30, whose=Whose(unit=town.other.pk))]
    indicators.record_figures(town.indicator, by=SYSTEM, figures=figures)
    happened(town)
    assert [mark.series.unit for mark in Break.objects.select_related("series__unit")] == [town.other]


def test_a_unit_that_splits_says_which_goal_goes_where_and_each_heir_carries_its_own_figures_on(town):
    north, south = town.another("Nordskolen"), town.another("Sydskolen")
    one, two = (
        town.houses.approved(),
        town.houses.approved(title="Alle kan svømme, når de går ud af 6. klasse"),
    )
    task = town.task()
    change = happened(
        town,
        kind=ChangeKind.SPLIT,
        heirs=[north, south],
        choices={f"plans.goal.unit:{two.pk}": south.pk, f"matters.task.owner:{task.pk}": south.pk},
    )
    one.refresh_from_db()
    two.refresh_from_db()
    task.refresh_from_db()
    assert (one.unit, two.unit) == (north, south)
    assert (one.owner.unit, two.owner.unit, task.owner.unit) == (north, south, south)
    assert {series.unit for series in Series.objects.filter(ended_on__isnull=True)} == {north, south}
    assert Unit.objects.get(pk=town.school.pk).successor is None
    assert {row.heir.unit for row in change.handed_over.filter(kind="indicators.series.unit")} == {
        north,
        south,
    }
    assert orphans() == []


def test_a_unit_that_closes_may_let_its_goals_end_for_the_reason_given(town):
    goal = town.houses.approved()
    change = happened(
        town,
        kind=ChangeKind.CLOSE,
        reason="Elevtallet er for lavt",
        choices={f"plans.goal.unit:{goal.pk}": 0},
    )
    goal.refresh_from_db()
    assert (goal.state, goal.end_reason) == (GoalState.DROPPED, "Elevtallet er for lavt")
    # Where a unit simply closes, nobody counts there any longer, unless somebody chooses otherwise.
    assert not Series.objects.filter(ended_on__isnull=True, unit__isnull=False).exists()
    assert handed(change) == {"plans.goal.unit": "", "indicators.series.unit": ""}
    assert orphans() == []


def test_a_unit_with_open_tasks_does_not_simply_close(town):
    goal, task = town.houses.approved(), town.task()
    with pytest.raises(Refused) as refused:
        plan_change(
            town.school, by=SYSTEM, kind=ChangeKind.CLOSE, heirs=[], on=today() + DAY, reason="Lukker",
            choices={f"plans.goal.unit:{goal.pk}": 0},
        )  # fmt: skip
    assert codes(refused) == ["nobody-takes-over"]
    assert "Skriv til forældrene" in str(refused.value)
    task.refresh_from_db()
    assert task.owner == town.head


def test_the_leader_goes_with_the_unit_where_nobody_leads_the_heir(town):
    goal = town.houses.approved()
    new = town.another("Fjordskolen", led=False)
    happened(town, heirs=[new])
    goal.refresh_from_db()
    head = Position.objects.get(pk=goal.owner_id)
    assert (head.unit, head.ends) == (new, None)
    assert Holding.objects.on(today()).filter(position=head).exists()
    assert orphans() == []


def test_other_positions_move_with_what_they_own_and_who_holds_them(town):
    writer = Position.objects.create(title="Skolesekretær", unit=town.school, function=Function.WRITER)
    user = make_user(town.municipality, "Nynne Damgaard", position=writer)
    task = town.task(owner=writer)
    happened(town)
    writer.refresh_from_db()
    task.refresh_from_db()
    assert (writer.unit, task.owner) == (town.other, writer)
    assert standing_of(user).positions == {writer.pk}


def test_two_positions_of_one_title_are_told_apart_when_they_meet_in_a_unit(town):
    here = Position.objects.create(title="Skolesekretær", unit=town.school)
    Position.objects.create(title="Skolesekretær", unit=town.other)
    happened(town)
    here.refresh_from_db()
    assert here.title == "Skolesekretær (Vestervang Skole)"


def test_a_draft_goal_goes_on_with_the_heir_and_is_submitted_there(town):
    goal = town.houses.write()
    happened(town)
    goal.refresh_from_db()
    assert (goal.unit, goal.state) == (town.other, GoalState.WRITING)
    assert plans.submit_unit_goal(goal, by=town.heir).state == GoalState.SUBMITTED


def test_an_agreement_of_both_stays_as_it_was_signed_and_a_draft_goes_on(town, fjordby):
    goal = town.houses.approved()
    starts, ends = today() + 10 * DAY, today() + 300 * DAY
    draft = plans.make_agreement(town.school, by=SYSTEM, plan=town.houses.plan, starts=starts, ends=ends)
    plans.sign_agreement(draft, by=town.houses.leader)
    happened(town)
    draft.refresh_from_db()
    assert (draft.unit, draft.state, draft.signatures.count()) == (town.other, AgreementState.DRAFT, 0)
    assert [row.goal for row in AgreementGoal.objects.filter(agreement=draft)] == [goal]


def test_a_signed_agreement_is_told_of_and_not_touched(town):
    town.houses.approved()
    signed = plans.make_agreement(
        town.school, by=SYSTEM, plan=town.houses.plan, starts=today(), ends=today() + 300 * DAY
    )
    plans.sign_agreement(signed, by=town.houses.leader)
    plans.sign_agreement(signed, by=town.houses.manager)
    found = inventory_of(Terms(ChangeKind.MERGE, town.school, (town.other,), today() + DAY))
    assert any("underskrevet" in each.words for each in found.remains)
    on_its_day(merge(town))
    signed.refresh_from_db()
    assert (signed.unit, signed.state) == (town.school, AgreementState.SIGNED)


def test_a_signed_agreement_of_a_unit_that_ended_is_found_from_the_plan_and_nothing_new_is_begun_there(
    town, signed_in, coordinator, queries_of
):
    town.houses.approved()
    signed = plans.make_agreement(
        town.school, by=SYSTEM, plan=town.houses.plan, starts=today(), ends=today() + 300 * DAY
    )
    plans.sign_agreement(signed, by=town.houses.leader)
    plans.sign_agreement(signed, by=town.houses.manager)
    change = on_its_day(merge(town))
    with time_machine.travel(datetime.datetime.combine(change.on, datetime.time(10)), tick=False):
        client, plan = signed_in(coordinator), town.houses.plan
        units = reverse("plans:units", args=[plan.pk])
        of_school = reverse("plans:unit", args=[plan.pk, town.school.pk])
        assert of_school in client.get(units).content.decode()
        assert queries_of(client, units) <= 15
        page = client.get(of_school).content.decode()
        assert reverse("plans:agreement", args=[signed.pk]) in page
        assert "Vestervang Skole« er ophørt" in page
        assert reverse("plans:new_unit_goal", args=[plan.pk, town.school.pk]) not in page
        for verb, more in (
            (plans.write_unit_goal, {"under": town.houses.goal, "title": "For sent"}),
            (plans.make_agreement, {"plan": plan, "starts": today(), "ends": today() + 30 * DAY}),
        ):
            with pytest.raises(Refused) as refused:
                verb(Unit.objects.get(pk=town.school.pk), by=coordinator, **more)
            assert "unit-ended" in codes(refused)


# --- a unit merged in mid-period


def test_what_was_signed_stays_as_it_was_and_what_is_open_goes_to_the_heir(town):
    signed, begun = town.houses.approved(), town.houses.approved(title="Alle lærer at svømme")
    cycle = make_cycle(town.houses.plan)
    kept = sign(cycle, signed, town.houses.leader)
    report(cycle, begun, town.houses.leader, "risk", happened="Hallen er lukket")
    before = CheckIn.objects.filter(pk=kept.pk).values().get()
    on_its_day(merge(town))
    assert CheckIn.objects.filter(pk=kept.pk).values().get() == before
    assert before["signed_name"] == "Rune Aldershvile"
    open_one = CheckIn.objects.get(goal=begun)
    assert (open_one.happened, open_one.state) == ("Hallen er lukket", CheckInState.DRAFT)
    begun.refresh_from_db()
    with time_machine.travel(datetime.datetime.combine(today() + DAY, datetime.time(10)), tick=False):
        with pytest.raises(NotPermitted):
            report(cycle, begun, anew(town.houses.leader), "on")
        assert sign(cycle, begun, anew(town.heir)).signed_as == town.heir_position


def test_the_heir_is_asked_from_then_on_and_the_links_of_those_who_left_are_closed(town):
    town.houses.approved()
    cycle = make_cycle(town.houses.plan)
    remind()
    before = PersonalLink.objects.get(user=town.houses.leader)
    on_its_day(merge(town))
    before.refresh_from_db()
    assert before.ended_at is not None
    with time_machine.travel(datetime.datetime.combine(today() + DAY, datetime.time(10)), tick=False):
        remind()
    assert PersonalLink.objects.filter(cycle=cycle, user=town.heir, ended_at__isnull=True).exists()


def test_a_change_is_not_dated_before_what_has_been_signed(town):
    goal = town.houses.approved()
    sign(make_cycle(town.houses.plan), goal, town.houses.leader)
    with pytest.raises(Refused) as refused:
        happened(town)
    assert codes(refused) == ["check-in-signed"]
    assert "Vælg en dag efter den" in str(refused.value)


# --- planned, on its day, or called off


def test_a_change_to_come_is_carried_out_by_itself_on_its_day_with_what_has_come_since(town):
    change = merge(town, on=today() + 10 * DAY)
    assert (change.state, Unit.objects.get(pk=town.school.pk).ends) == (ChangeState.PLANNED, None)
    assert carry_out_due() == 0
    goal = town.houses.approved()
    change = on_its_day(change)
    goal.refresh_from_db()
    assert goal.unit == town.other
    log = ActionLog.objects.get(verb="organisation.carry_out_change")
    assert log.by_name == "Rød Tråd"
    assert change.planned_by == "Rød Tråd"


def test_a_change_that_is_called_off_hands_nothing_over(town, coordinator):
    goal = town.houses.approved()
    change = call_off(merge(town, by=coordinator), by=coordinator)
    with time_machine.travel(datetime.datetime.combine(change.on, datetime.time(9)), tick=False):
        assert carry_out_due() == 0
    goal.refresh_from_db()
    assert (goal.unit, HandedOver.objects.count()) == (town.school, 0)
    merge(town)  # and it can be planned anew


@pytest.mark.parametrize("now", list(ChangeState))
@pytest.mark.parametrize("to", [ChangeState.DONE, ChangeState.CALLED_OFF])
def test_what_has_been_carried_out_is_neither_undone_nor_done_twice(town, now, to):
    change = merge(town)
    Change.objects.filter(pk=change.pk).update(state=now, on=today())
    change.refresh_from_db()
    verb = carry_out if to == ChangeState.DONE else call_off
    if to in CHANGE_TRANSITIONS[now]:
        assert verb(change, by=SYSTEM).state == to
    else:
        with pytest.raises(Refused):
            verb(change, by=SYSTEM)


def test_what_is_in_the_way_on_the_day_is_told_and_keeps_no_other_from_its_day(town):
    town.houses.approved()
    change = merge(town)
    other = town.another("Nordskolen")
    plan_change(
        other, by=SYSTEM, kind=ChangeKind.MERGE, heirs=[town.other], on=today() + DAY, reason="Også den"
    )
    Unit.objects.create(name="Indskolingen", parent=town.school)
    with time_machine.travel(datetime.datetime.combine(change.on, datetime.time(9)), tick=False):
        assert carry_out_due() == 1
    change.refresh_from_db()
    assert change.state == ChangeState.PLANNED
    assert "Indskolingen" in change.hindrance
    assert Unit.objects.get(pk=town.school.pk).ends is None


def test_the_regular_work_knows_of_it():
    assert schedule.ENTRIES["organisation.changes"].per_municipality
