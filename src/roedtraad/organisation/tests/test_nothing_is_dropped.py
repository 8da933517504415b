"""A position that falls vacant or is closed drops nothing, and neither does any change: everything has one living owner."""

from __future__ import annotations

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conftest import make_user
from roedtraad.core import registries
from roedtraad.core.actions import SYSTEM
from roedtraad.core.reasons import Refused
from roedtraad.followup.models import PersonalLink
from roedtraad.followup.reminders import remind
from roedtraad.followup.tests.making import make_cycle, sign
from roedtraad.matters.models import Meeting, Task
from roedtraad.organisation.changing import inventory_of, plan_change
from roedtraad.organisation.changing.inventory import Terms
from roedtraad.organisation.enums import ChangeKind
from roedtraad.organisation.models import Body, Holding, Position, Unit
from roedtraad.organisation.queries import living_positions, with_holders
from roedtraad.plans import actions as plans
from roedtraad.plans.models import Goal
from roedtraad.steering.models import Point, Sitting

from .changing import DAY, codes, make_town, orphans, today


@pytest.fixture
def town(fjordby):
    return make_town(fjordby)


# --- a position that falls vacant, and one that is closed


def test_a_position_that_falls_vacant_does_not_drop_what_it_owns(town):
    from roedtraad.organisation import actions

    goal, task, head = town.houses.approved(), town.task(), town.head
    holding = Holding.objects.get(position=head)
    deputy = Position.objects.create(title="Souschef", unit=town.school)
    actions.set_deputy(head, by=SYSTEM, deputy=deputy)
    stand_in = make_user(town.municipality, "Sofus Enggård", position=deputy)
    actions.end_holding(holding, by=SYSTEM, ends=today() - DAY)
    goal.refresh_from_db()
    task.refresh_from_db()
    assert (goal.owner, task.owner) == (head, head)
    assert next(line for line in with_holders(living_positions()) if line.position == head).is_vacant
    cycle = make_cycle(town.houses.plan)
    remind()
    assert PersonalLink.objects.filter(cycle=cycle, user=stand_in).exists()
    assert sign(cycle, goal, stand_in).signed_as == deputy
    assert orphans() == []


def test_a_position_that_is_closed_hands_over_to_another(town):
    goal, task = town.houses.goal, town.task(owner=town.houses.goal.owner)
    area = town.houses.area
    new = Position.objects.create(title="Chef for Læring", unit=town.houses.centre)
    chief, tovholder = goal.owner, area.owner
    plan_change(chief, by=SYSTEM, kind=ChangeKind.POSITION, heirs=[new], on=today(), reason="Ny ledelse")
    plan_change(tovholder, by=SYSTEM, kind=ChangeKind.POSITION, heirs=[new], on=today(), reason="Ny ledelse")
    for thing in (goal, task, area):
        thing.refresh_from_db()
        assert thing.owner == new
    chief.refresh_from_db()
    assert chief.ends == today() - DAY
    assert not Holding.objects.on(today()).filter(position=chief).exists()
    assert orphans() == []


def test_a_position_that_owns_something_is_not_closed_without_an_heir(town):
    with pytest.raises(Refused) as refused:
        plan_change(
            town.houses.goal.owner,
            by=SYSTEM,
            kind=ChangeKind.POSITION,
            heirs=[],
            on=today(),
            reason="Nedlagt",
        )
    assert codes(refused) == ["nobody-takes-over"]


def test_what_minutes_that_are_not_approved_will_give_somebody_goes_to_the_heir(town, committee):
    chief = town.houses.goal.owner
    meeting = Meeting.objects.create(body=committee, date=today())
    point = Point.objects.create(
        sitting=Sitting.objects.create(meeting=meeting, plan=town.houses.plan),
        title="Fravær",
        responsible=chief,
        tasks=[{"text": "Skriv", "owner": chief.pk, "due": ""}, {"text": "Ring", "owner": None, "due": ""}],
    )
    new = Position.objects.create(title="Chef for Læring", unit=town.houses.centre)
    plan_change(chief, by=SYSTEM, kind=ChangeKind.POSITION, heirs=[new], on=today(), reason="Ny ledelse")
    point.refresh_from_db()
    assert (point.responsible, [task["owner"] for task in point.tasks]) == (new, [new.pk, None])


def test_whoever_inherits_from_the_position_it_stood_in_for_does_not_stand_in_for_itself(town):
    deputy = Position.objects.create(title="Souschef", unit=town.houses.centre)
    Goal.objects.filter(pk=town.houses.goal.pk).update(deputy=deputy)
    chief = town.houses.goal.owner
    plan_change(chief, by=SYSTEM, kind=ChangeKind.POSITION, heirs=[deputy], on=today(), reason="Rykker op")
    goal = Goal.objects.get(pk=town.houses.goal.pk)
    assert (goal.owner, goal.deputy) == (deputy, None)


# --- nothing is dropped silently


def test_everything_that_an_app_tells_of_somebody_can_take():
    """A kind that nobody takes would be found on the day, by somebody who can do nothing about it."""
    from roedtraad.commission import estate as commission
    from roedtraad.indicators import estate as indicators
    from roedtraad.matters import estate as matters
    from roedtraad.plans import estate as plans_estate

    told = [*plans_estate.ORDER, *matters.ORDER, *indicators.TAKERS, *commission.TAKERS]
    assert set(told) <= set(registries.heirs_take.keys())
    assert list(registries.estates.keys()) == [
        "organisation", "matters", "policies", "commission", "plans", "indicators", "followup", "steering",
    ]  # fmt: skip


def test_every_key_to_a_unit_a_position_or_a_body_is_handed_over_or_history():
    """A new column that names a unit, a position or a body fails here until it says what becomes of it."""
    from django.apps import apps

    history = {
        "organisation.Unit.parent", "organisation.Unit.successor", "organisation.Holding.position",
        "organisation.Change.unit", "organisation.Change.position", "organisation.Change.body",
        "organisation.ChangeHeir.unit", "organisation.ChangeHeir.position", "organisation.ChangeHeir.body",
        "matters.Decision.body", "plans.Remark.position", "plans.Signature.position", "plans.Discussion.unit",
        "indicators.SeriesSuccession.from_unit", "indicators.SeriesSuccession.to_unit", "indicators.Scale.scored_as",
        "followup.CheckIn.signed_as", "status.CouncilHandover.body",
    }  # fmt: skip
    taken = {
        "organisation.Position.unit", "organisation.Position.deputy", "organisation.Seat.position",
        "organisation.Seat.body", "matters.Meeting.body", "matters.Routing.body", "matters.Task.owner",
        "policies.Policy.adopted_by", "commission.TermsOfReference.owner", "commission.TermsBody.body",
        "commission.Step.body", "commission.Step.owner", "commission.ExternalProject.contact", "plans.Goal.unit",
        "plans.Goal.owner", "plans.Goal.deputy", "plans.FocusArea.owner", "plans.FocusArea.deputy",
        "plans.Agreement.unit", "plans.Initiative.owner", "plans.GoverningDocument.owner", "plans.PlanDate.body", "indicators.Series.unit",
        "indicators.Indicator.owner", "followup.Beat.body", "steering.Point.responsible",
    }  # fmt: skip
    found = {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if field.is_relation and field.related_model in (Unit, Position, Body)
    }
    assert found == history | taken


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    kind=st.sampled_from([ChangeKind.MERGE, ChangeKind.SPLIT, ChangeKind.CLOSE]),
    goals=st.lists(st.sampled_from(["writing", "submitted", "approved"]), max_size=4),
    tasks=st.integers(0, 3),
    led=st.booleans(),
    with_heir=st.booleans(),
    picks=st.lists(st.integers(0, 3), min_size=12, max_size=12),
)
def test_every_active_goal_open_task_and_living_series_has_one_living_owner_before_and_after(
    town, kind, goals, tasks, led, with_heir, picks
):
    """Whatever hangs on the unit, and whatever is chosen: it is refused with a sentence, or nothing is left alone."""
    with transaction.atomic():
        for number, way in enumerate(goals):
            goal = town.houses.write(title=f"Mål nummer {number}")
            if way != "writing":
                goal = plans.submit_unit_goal(goal, by=town.houses.leader)
            if way == "approved":
                plans.approve_unit_goal(goal, by=town.houses.manager)
        for number in range(tasks):
            town.task(f"Opgave {number}")
        active = Goal.objects.active().count()
        open_tasks = Task.objects.filter(state="open").count()
        assert orphans() == []
        heirs = [town.other, town.another("Nordskolen", led=led or kind == ChangeKind.CLOSE)]
        chosen = {
            ChangeKind.MERGE: heirs[1:], ChangeKind.SPLIT: heirs, ChangeKind.CLOSE: heirs[:1] if with_heir else [],
        }[kind]  # fmt: skip
        terms = Terms(kind, town.school, tuple(chosen), today())
        choices = {
            line.key: line.offered[pick % len(line.offered)][0]
            for line, pick in zip(inventory_of(terms).lines, picks, strict=False)
            if line.offered
        }
        refused = None
        try:
            change = plan_change(
                town.school,
                by=SYSTEM,
                kind=kind,
                heirs=chosen,
                on=today(),
                reason="Nyt skolekort",
                choices=choices,
            )
        except Refused as said:
            refused = said
        if refused is not None:
            assert all(str(reason.way_out) for reason in refused.reasons)
            assert Goal.objects.active().count() == active
        else:
            ended = change.handed_over.filter(kind="plans.goal.unit", heir__isnull=True).count()
            assert Goal.objects.active().count() == active - ended
            assert Task.objects.filter(state="open").count() == open_tasks
            assert not Unit.objects.living().filter(pk=town.school.pk).exists()
        assert orphans() == []
        transaction.set_rollback(True)
