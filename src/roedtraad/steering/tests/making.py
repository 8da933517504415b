"""A plan with rounds, units and a steering group for tests, made through the actions where a test is about them."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from roedtraad.core.models import User
from roedtraad.followup.enums import CheckInState
from roedtraad.followup.models import CheckIn, Cycle, Snapshot
from roedtraad.matters.models import Meeting
from roedtraad.organisation.enums import BodyKind, Function, SeatRole, UnitKind
from roedtraad.organisation.models import Body, Person, Position, Seat, Unit
from roedtraad.plans.models import Goal, Plan
from roedtraad.steering import actions
from roedtraad.steering.models import Sitting
from roedtraad.steering.queries import proposals, read_plan

DAY = datetime.timedelta(days=1)


def make_round(plan: Plan, months_ago: int, *, frozen: bool | None = None, late: bool = False) -> Cycle:
    """A round of a month, so many months ago; all but the latest are frozen. `late`: its due day has passed."""
    today = timezone.localdate()
    opens = today - (30 * months_ago + (12 if late else 3)) * DAY
    cycle = Cycle.objects.create(
        plan=plan,
        title=f"runde for {months_ago} måneder siden",
        period_from=opens - 30 * DAY,
        period_to=opens - DAY,
        opens=opens,
        due=opens + 7 * DAY,
        sign_off=opens + 14 * DAY,
    )
    if months_ago if frozen is None else frozen:
        Snapshot.objects.create(
            cycle=cycle, schema=1, content="{}", sha256="0" * 64, taken_at=timezone.now(), taken_by="Signe"
        )
    return cycle


def say(cycle: Cycle, said: Mapping[Goal, str], need: str = "none", needed: str = "", **more: Any) -> None:
    """What is signed off of each goal in a round: {goal: status}."""
    values = {"state": CheckInState.SIGNED, "need": need, "needed": needed} | more
    for goal, status in said.items():
        CheckIn.objects.create(cycle=cycle, goal=goal, status=status, **values)


def make_unit(name: str, above: Unit | None = None) -> Unit:
    """A unit that somebody leads."""
    unit = Unit.objects.create(name=name, kind=UnitKind.INSTITUTION, parent=above)
    Position.objects.create(title=f"Leder af {name}", unit=unit, function=Function.LEADER)
    return unit


def unit_goal(parent: Goal, unit: Unit, title: str = "") -> Goal:
    """An approved goal of a unit under one of the plan's."""
    return Goal.objects.create(
        plan=parent.plan,
        parent=parent,
        focus_area=parent.focus_area,
        unit=unit,
        title=title or f"{unit}: {parent}"[:300],
        owner=Position.objects.get(unit=unit),
        order=100,
    )


def make_group(*positions: Position, chair: User | None = None) -> Body:
    """A steering group with a seat for each position, one that stands empty, and one for a person."""
    group = Body.objects.create(name="Styregruppen", kind=BodyKind.STEERING)
    for position in positions:
        Seat.objects.create(body=group, title=position.title, position=position)
    Seat.objects.create(body=group, title="En repræsentant for sundhedsplejen")
    if chair:
        Seat.objects.create(
            body=group, title="Formand", role=SeatRole.CHAIR, person=Person.objects.get(user=chair)
        )
    return group


def meet(group: Body, days: int = 0) -> Meeting:
    return Meeting.objects.create(body=group, date=timezone.localdate() + days * DAY)


def make_sitting(meeting: Meeting, plan: Plan, by: User, own: tuple[str, ...] = ()) -> Sitting:
    """With everything the view proposes, ticked or not."""
    found = proposals(read_plan(plan), meeting)
    return actions.prepare(meeting, by=by, plan=plan, points=found, own=own)
