"""What units have set themselves under a plan, and how it stands: beside the goal's own status, never averaged into it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef, Q

from roedtraad.core.enums import StatusKey
from roedtraad.core.registries import GoalStatus
from roedtraad.language import sort_key
from roedtraad.organisation.enums import LEADING
from roedtraad.organisation.leading import leading
from roedtraad.organisation.models import Position, Unit
from roedtraad.organisation.queries import standing_of
from roedtraad.plans.enums import GoalState, PlanState
from roedtraad.plans.models import Agreement, FocusArea, Goal, Plan
from roedtraad.plans.rules import Finding
from roedtraad.plans.unit_rules import findings_of_unit

from .standing import statuses_now

ENDED = (GoalState.DROPPED, GoalState.CLOSED)
# Worst first: what needs an eye stands in front.
IN_ORDER = (StatusKey.OFF, StatusKey.RISK, StatusKey.UNKNOWN, StatusKey.ON, StatusKey.DONE, StatusKey.IDLE)


class Spread(NamedTuple):
    """How the units' approved goals under one goal stand. `counts`: pairs (status key, number), '' nobody has said yet."""

    total: int
    counts: tuple[tuple[str, int], ...]


def spread_of(statuses: Iterable[str]) -> Spread | None:
    """The spread of some status keys; None of none."""
    found = Counter(statuses)
    if not found:
        return None
    keys = [*(key.value for key in IN_ORDER), ""]
    return Spread(sum(found.values()), tuple((key, found[key]) for key in keys if found[key]))


@dataclass(frozen=True)
class UnitGoalLine:
    """A unit's goal with how it stands; `under`: the title of what it stands under."""

    goal: Goal
    now: GoalStatus | None

    @property
    def under(self) -> str:
        thing = self.goal.parent or self.goal.focus_area
        return thing.title if thing else ""


def _lines(rows: Any) -> list[UnitGoalLine]:
    goals = list(rows.select_related("unit", "parent", "focus_area", "owner"))
    now = statuses_now([goal.pk for goal in goals if goal.is_active])
    return [UnitGoalLine(goal, now.get(goal.pk)) for goal in goals]


@dataclass(frozen=True)
class UnitPage:
    """Everything the page of a unit under a plan shows. `leader`, `manager`: the positions, or None."""

    plan: Plan
    unit: Unit
    leader: Position | None
    manager: Position | None
    lines: list[UnitGoalLine]
    ended: list[UnitGoalLine]
    findings: list[Finding]
    to_take_up: list[tuple[str, list[Goal]]] = field(default_factory=list)
    agreements: list[Agreement] = field(default_factory=list)

    @property
    def approved(self) -> int:
        return sum(1 for line in self.lines if line.goal.is_active)


def unit_page(plan: Plan, unit: Unit, user: Any = None) -> UnitPage:
    lines = leading(user)
    goals = _lines(Goal.objects.filter(plan=plan, unit=unit))
    alive = [line for line in goals if line.goal.state not in ENDED]
    return UnitPage(
        plan,
        unit,
        lines.leader_of(unit.pk),
        lines.manager_of(unit.pk),
        alive,
        [line for line in goals if line not in alive],
        findings_of_unit(len(alive)),
        _to_take_up(plan, {line.goal.parent_id for line in alive}),
        list(Agreement.objects.filter(plan=plan, unit=unit).select_related("unit")),
    )


def alive_of_unit(plan: Plan, unit: Unit) -> int:
    """How many goals a unit has under a plan that have not been ended. One query."""
    return Goal.objects.filter(plan=plan, unit=unit).exclude(state__in=ENDED).count()


def _to_take_up(plan: Plan, taken: set[int | None]) -> list[tuple[str, list[Goal]]]:
    """The plan's goals under which the unit has nothing yet, by focus area, in the plan's order. Two queries."""
    by_area: dict[int, list[Goal]] = {}
    for goal in Goal.objects.active().of_the_plan().filter(plan=plan):
        if goal.pk not in taken:
            by_area.setdefault(goal.focus_area_id or 0, []).append(goal)
    areas = [(area.pk, area.title) for area in FocusArea.objects.filter(plan=plan)]
    return [(title, by_area[pk]) for pk, title in [*areas, (0, "")] if by_area.get(pk)]


@dataclass
class UnitLine:
    """A unit in the list of units: its goals by state, and those approved by how they stand."""

    unit: Unit
    leader: Position | None
    states: Counter[str] = field(default_factory=Counter)
    said: list[str] = field(default_factory=list)

    @property
    def goals(self) -> int:
        return self.states[GoalState.ACTIVE]

    @property
    def under_way(self) -> int:
        return self.states[GoalState.WRITING] + self.states[GoalState.RETURNED]

    @property
    def submitted(self) -> int:
        return self.states[GoalState.SUBMITTED]

    @property
    def spread(self) -> Spread | None:
        return spread_of(self.said)


@dataclass(frozen=True)
class UnitsPage:
    """Everything the page of the units under a plan shows: each unit that somebody leads, or that has goals; and those
    that have `ended`, and left goals or agreements behind."""

    plan: Plan
    lines: list[UnitLine]
    ended: list[UnitLine] = field(default_factory=list)

    @property
    def with_goals(self) -> int:
        return sum(1 for line in self.lines if line.goals)

    @property
    def submitted(self) -> int:
        return sum(line.submitted for line in self.lines)


def units_page(plan: Plan, user: Any = None) -> UnitsPage:
    """The units in Danish order. Five queries, whatever their number."""
    led = leading(user)
    lines = {
        pk: UnitLine(unit, led.leader_of(pk))
        for pk, unit in led.units.items()
        if led.leaders.get(pk) and unit.ends is None
    }
    rows = list(Goal.objects.of_units().filter(plan=plan).order_by().values_list("pk", "unit_id", "state"))
    now = statuses_now([pk for pk, _unit, state in rows if state == GoalState.ACTIVE])
    for pk, unit, state in rows:
        line = lines.setdefault(unit, UnitLine(led.units[unit], led.leader_of(unit)))
        line.states[state] += 1
        if state == GoalState.ACTIVE:
            line.said.append(now[pk].status if pk in now else "")
    # What was signed with a unit that ended stays readable: so the way to it stays too.
    for unit in Agreement.objects.filter(plan=plan).values_list("unit_id", flat=True):
        lines.setdefault(unit, UnitLine(led.units[unit], led.leader_of(unit)))
    ordered = sorted(lines.values(), key=lambda line: sort_key(line.unit.name))
    return UnitsPage(
        plan,
        [line for line in ordered if line.unit.ends is None],
        [line for line in ordered if line.unit.ends is not None],
    )


def goals_waiting_for(user: Any) -> Any:
    """Goals submitted to this user as line manager, and those returned to a unit that the user leads, as a query set;
    None for those who lead no unit. Where nobody leads the unit above, the one above that is looked at, and no further."""
    led = standing_of(user).led
    if not led:
        return None
    parent_is_led = Exists(Position.objects.filter(function__in=LEADING, unit=OuterRef("unit__parent")))
    to_approve = Q(state=GoalState.SUBMITTED) & (
        Q(unit__parent__in=led) | (~Q(parent_is_led) & Q(unit__parent__parent__in=led))
    )
    came_back = Q(state=GoalState.RETURNED, unit__in=led)
    return Goal.objects.of_units().filter(to_approve | came_back).exclude(plan__state=PlanState.CLOSED)
