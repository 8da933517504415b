"""A municipality in which there is something to hand over, and what must hold of it before and after."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

import time_machine
from django.utils import timezone

from conftest import make_user
from roedtraad.core.actions import SYSTEM
from roedtraad.core.models import Municipality, User
from roedtraad.core.reasons import Refused
from roedtraad.indicators import actions as indicators
from roedtraad.indicators.figures import Figure, Whose
from roedtraad.indicators.models import Indicator, Series
from roedtraad.indicators.tests.making import make_indicator
from roedtraad.matters.actions import create_matter
from roedtraad.matters.decisions import add_task, record_decision
from roedtraad.matters.enums import TaskState
from roedtraad.matters.models import Matter, Task
from roedtraad.organisation.changing import plan_change
from roedtraad.organisation.enums import BodyKind, ChangeKind, ChangeState, Function, UnitKind
from roedtraad.organisation.jobs import carry_out_due
from roedtraad.organisation.models import Body, Change, Holding, Position, Unit
from roedtraad.plans.models import Goal
from roedtraad.plans.tests.houses import Houses, make_houses

DAY = datetime.timedelta(days=1)


def today() -> datetime.date:
    return timezone.localdate()


def codes(refused: Any) -> list[str]:
    error: Refused = refused.value
    return [reason.code for reason in error.reasons]


@dataclass
class Town:
    """`houses` with the school 'Vestervang Skole'; beside it `other`, 'Østre Skole', led by `heir`, a user."""

    municipality: Municipality
    houses: Houses
    other: Unit
    heir: User
    heir_position: Position
    indicator: Indicator

    @property
    def school(self) -> Unit:
        return self.houses.school

    @property
    def head(self) -> Position:
        found: Position = Position.objects.get(title="Skoleleder", unit=self.school)
        return found

    def task(self, text: str = "Skriv til forældrene", owner: Position | None = None) -> Task:
        body = Body.objects.get_or_create(name="Byrådet", kind=BodyKind.COUNCIL)[0]
        matter: Matter = create_matter(self.municipality, by=SYSTEM, title=f"Sag: {text}")
        decision = record_decision(
            matter,
            by=SYSTEM,
            body=body,
            date=today() - 30 * DAY,
            result="approved",
            minutes_reference="Punkt 4",
        )
        return add_task(decision, by=SYSTEM, text=text, owner=owner or self.head)

    def another(self, name: str, led: bool = True) -> Unit:
        """One more school of the centre."""
        unit: Unit = Unit.objects.create(name=name, kind=UnitKind.INSTITUTION, parent=self.houses.centre)
        if led:
            Position.objects.create(title="Skoleleder", unit=unit, function=Function.LEADER)
        return unit


def make_town(municipality: Municipality) -> Town:
    houses = make_houses(municipality)
    other = Unit.objects.create(name="Østre Skole", kind=UnitKind.INSTITUTION, parent=houses.centre)
    position = Position.objects.create(title="Skoleleder", unit=other, function=Function.LEADER)
    heir = make_user(municipality, "Freja Sandholt", position=position)
    indicator = make_indicator("Elever med højt fravær")
    figures = [
        Figure(datetime.date(2025, month, 1), 20 + month, whose=Whose(unit=houses.school.pk))
        for month in (1, 2, 3)
    ]
    indicators.record_figures(indicator, by=SYSTEM, figures=figures)
    return Town(municipality, houses, other, heir, position, indicator)


def living(thing: Any) -> bool:
    return thing is not None and (thing.ends is None or thing.ends >= today())


def orphans() -> list[str]:
    """What breaks the invariant: an active goal, an open task or a living series without one living owner."""
    found = []
    for goal in Goal.objects.active().select_related("owner", "unit"):
        if not living(goal.owner) or (goal.unit_id and not living(goal.unit)):
            found.append(f"goal {goal.pk}: {goal.owner}, {goal.unit}")
    for task in Task.objects.filter(state=TaskState.OPEN).select_related("owner"):
        if not living(task.owner):
            found.append(f"task {task.pk}: {task.owner}")
    held: dict[tuple[int, int | None, str], int] = {}
    for series in Series.objects.filter(ended_on__isnull=True).select_related("unit"):
        key = (series.indicator_id, series.unit_id, series.breakdown)
        held[key] = held.get(key, 0) + 1
        if series.unit_id and not living(series.unit):
            found.append(f"series {series.pk}: {series.unit}")
    found += [f"twice {key}" for key, number in held.items() if number > 1]
    for holding in Holding.objects.select_related("position"):
        if holding.ends is None and not living(holding.position):
            found.append(f"held {holding.pk}: {holding.position}")
    return found


def handed(change: Change) -> dict[str, str]:
    """{kind: heir} of what a change handed over, the last of each kind; '' where it ended."""
    return {
        row.kind: str(row.heir or "")
        for row in change.handed_over.select_related("heir__unit", "heir__position")
    }


def merge(
    town, *, by=SYSTEM, on=None, heirs=None, kind=ChangeKind.MERGE, reason="Skolerne lægges sammen", **more
):
    return plan_change(
        town.school,
        by=by,
        kind=kind,
        heirs=heirs or [town.other],
        on=on or today() + DAY,
        reason=reason,
        **more,
    )


def happened(town, **more):
    """The same, and today is the first day without the school."""
    return merge(town, on=today(), **more)


def on_its_day(change):
    """The regular work of the day on which the change is to happen."""
    with time_machine.travel(datetime.datetime.combine(change.on, datetime.time(9)), tick=False):
        assert carry_out_due() == 1
    change.refresh_from_db()
    assert change.state == ChangeState.DONE
    return change


def anew(user):
    """The user as the next request has it: nothing kept from before."""
    return User.objects.get(pk=user.pk)
