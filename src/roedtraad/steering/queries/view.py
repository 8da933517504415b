"""The steering view: how far the cycle is, how focus areas have stood, what has changed, who is silent or behind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q
from django.db.models.functions import Coalesce

from roedtraad.core.among import among
from roedtraad.core.enums import StatusKey
from roedtraad.core.listed import listed
from roedtraad.followup.enums import CheckInState, CycleStage
from roedtraad.followup.models import CheckIn, Cycle
from roedtraad.language import sort_key
from roedtraad.organisation.models import Unit
from roedtraad.plans.enums import GoalState
from roedtraad.plans.models import FocusArea, Goal, Plan
from roedtraad.plans.queries.units import IN_ORDER
from roedtraad.steering.enums import Movement

from .reading import ATTENTION, GoalLine, Reading, SteeringFilter, read_plan

PER_PAGE = 50
SHOWN = 25  # lines of a list that may be hundreds; the others are counted
# What counts as better: to be reached is more than to be on track, and so on down.
RANK = {
    StatusKey.OFF.value: 0,
    StatusKey.RISK.value: 1,
    StatusKey.UNKNOWN.value: 2,
    StatusKey.IDLE.value: 2,
    StatusKey.ON.value: 3,
    StatusKey.DONE.value: 4,
}

Counts = tuple[tuple[str, int], ...]


class Completion(NamedTuple):
    """How far the cycle is: goals by the state of their check-in."""

    cycle: Cycle
    stage: CycleStage
    signed: int
    submitted: int
    draft: int
    nothing: int

    @property
    def total(self) -> int:
        return self.signed + self.submitted + self.draft + self.nothing

    @property
    def is_running(self) -> bool:
        return self.stage != CycleStage.FROZEN


@dataclass(frozen=True)
class HeatRow:
    """A focus area over the cycles, of the plan's goals or of the units'. `cells`: one a cycle, pairs (status, number)."""

    area: FocusArea | None
    of_units: bool
    cells: Sequence[Counts]

    @property
    def latest(self) -> Counts:
        """The newest cell in which anything is said."""
        return next((cell for cell in reversed(self.cells) if cell), ())

    @property
    def earlier(self) -> Counts:
        """The one before that."""
        said = [cell for cell in self.cells if cell]
        return said[-2] if len(said) > 1 else ()

    @property
    def attention(self) -> int:
        return sum(count for key, count in self.latest if key in ATTENTION)


@dataclass(frozen=True)
class Changed:
    """A goal of which there is something new; `kinds` of `Movement`, the worst first."""

    line: GoalLine
    kinds: tuple[Movement, ...]


@dataclass
class UnitBehind:
    """A unit that has not signed off all its goals, or has taken none up."""

    unit: Unit
    goals: int = 0
    left: int = 0

    @property
    def has_none(self) -> bool:
        return self.goals == 0


@dataclass(frozen=True)
class SteeringPage:
    """Everything the steering view shows."""

    reading: Reading
    completion: Completion | None
    heat: Sequence[HeatRow]
    changes: Sequence[Changed]
    changed_units: Counter[Movement]
    page: Page[Any]
    behind: Sequence[UnitBehind]
    units: Sequence[Unit]
    counts: Counter[str] = field(default_factory=Counter)

    @property
    def attention(self) -> int:
        return sum(self.counts[key] for key in ATTENTION)

    @property
    def total(self) -> int:
        return sum(self.counts.values())


def steering_page(
    plan: Plan, chosen: SteeringFilter, number: Any = 1, user: Any = None, today: Any = None
) -> SteeringPage:
    """Seven questions, nine at most (`heat_of`), whatever the number of goals, units and cycles."""
    reading = read_plan(plan, chosen, user, today)
    changed = changes_of(reading, [*reading.own, *reading.of_units])
    listed = [each for each in changed if each.line.unit is None or chosen.unit is not None]
    of_units = Counter(kind for each in changed if each.line.unit is not None for kind in each.kinds)
    shown = reading.own if chosen.unit is None else reading.of_units
    taking_part = {line.unit for line in reading.lines if line.unit}
    return SteeringPage(
        reading=reading,
        completion=completion_in(reading),
        heat=heat_of(reading),
        changes=listed,
        changed_units=Counter() if chosen.unit is not None else of_units,
        page=Paginator(shown, PER_PAGE).get_page(number),
        behind=units_behind(reading),
        units=sorted(
            (unit for pk, unit in reading.led.units.items() if pk in taking_part),
            key=lambda unit: sort_key(unit.name),
        ),
        counts=Counter(line.status for line in shown),
    )


# --- how far the cycle is


def completion_in(reading: Reading) -> Completion | None:
    """Of the current cycle, as narrowed; None where none has opened."""
    if reading.current is None or reading.stage is None:
        return None
    found = Counter(line.state for line in (*reading.own, *reading.of_units))
    return _completion(reading.current, reading.stage, found)


def completion_of(cycle: Cycle, stage: CycleStage, chosen: SteeringFilter) -> Completion:
    """The same alone, for the part of the page that asks for itself again. Two questions."""
    goals = _narrowed(Q(plan=cycle.plan_id, state=GoalState.ACTIVE), chosen, "")
    said = CheckIn.objects.filter(cycle=cycle, goal__state=GoalState.ACTIVE).standing()
    said = said.filter(_narrowed(Q(), chosen, "goal__"))
    found: Counter[str] = Counter(dict(said.order_by().values_list("state").annotate(Count("pk"))))
    found[""] = Goal.objects.filter(goals).count() - sum(found.values())
    return _completion(cycle, stage, found)


def _completion(cycle: Cycle, stage: CycleStage, found: Counter[str]) -> Completion:
    return Completion(
        cycle,
        stage,
        found[CheckInState.SIGNED],
        found[CheckInState.SUBMITTED],
        found[CheckInState.DRAFT],
        found[""],
    )


def _narrowed(rows: Q, chosen: SteeringFilter, prefix: str) -> Q:
    """The goals that the filter takes. `prefix`: the way from the rows to their goal."""
    if chosen.unit is not None:
        rows &= Q(**{f"{prefix}unit": chosen.unit})
    if chosen.area is not None:
        under = Q(**{f"{prefix}parent__focus_area": chosen.area})
        own = Q(**{f"{prefix}parent__focus_area": None, f"{prefix}focus_area": chosen.area})
        rows &= under | own
    return rows


# --- the map


def heat_of(reading: Reading) -> list[HeatRow]:
    """Each focus area's goals, and its units' goals, by status in each cycle. One question; one more where goals have
    ended that something was said of, and one where something has been corrected.

    A goal that has ended since counts in the cycles in which something was said of it; a unit's stands where the goal
    above it stands. What a correction has superseded is counted with the correction and taken away again: to ask of each
    of 14,400 answers whether another corrects it takes twice as long. Where their goals stand is not asked of each either:
    the page knows it.
    """
    keys = [cycle.pk for cycle in reading.cycles]
    said = CheckIn.objects.filter(cycle__in=keys).signed().order_by()
    if reading.chosen.unit is not None:
        said = said.filter(goal__unit=reading.chosen.unit)  # a few dozen of thousands
    rows = said.values_list("cycle_id", "status").annotate(
        goals=listed("goal_id"), superseded=listed("corrects_id")
    )
    answers = [
        (cycle, status, goals.split(","), superseded.split(",") if superseded else ())
        for cycle, status, goals, superseded in (rows if keys else ())
    ]
    places = _places(reading, {goal for _cycle, _status, goals, _old in answers for goal in goals})
    found: dict[tuple[int | None, bool], dict[int, Counter[str]]] = {}
    for cycle, status, goals, _old in answers:
        for place, count in Counter(map(places.get, goals)).items():
            if place is not None:
                cell = found.setdefault((place.area, place.of_unit), {}).setdefault(cycle, Counter())
                cell[status] += count
    old = among(int(key) for _cycle, _status, _goals, superseded in answers for key in superseded)
    for cycle, goal, status in CheckIn.objects.filter(pk__in=old).values_list(
        "cycle_id", "goal_id", "status"
    ):
        if place := places.get(str(goal)):
            found[place.area, place.of_unit][cycle][status] -= 1
    every: list[FocusArea | None] = [*reading.areas, None]
    return [
        HeatRow(area_, of_units_, [_counts(by_cycle.get(key)) for key in keys])
        for area_ in every
        for of_units_ in (False, True)
        if (by_cycle := found.get((area_.pk if area_ else None, of_units_)))
    ]


class Place(NamedTuple):
    """Where a goal is counted: under which focus area, and whether with the plan's own or with the units'."""

    area: int | None
    of_unit: bool


def _places(reading: Reading, said: set[str]) -> dict[str, Place]:
    """{the key of a goal as text: its place}, of the goals that the filter takes. `said`: those that are asked for."""
    known: list[tuple[int, int | None, int | None]] = [
        (line.pk, line.area, line.unit) for line in reading.lines
    ]
    ended = said.difference(str(pk) for pk, _area, _unit in known)
    if ended:
        area = Coalesce("parent__focus_area", "focus_area")
        rows = Goal.objects.filter(pk__in=among(map(int, ended))).order_by()
        known += rows.values_list("pk", area, "unit_id")
    return {
        str(pk): Place(area, unit is not None)
        for pk, area, unit in known
        if reading.chosen.takes_place(area, unit)
    }


def _counts(found: Counter[str] | None) -> Counts:
    """Pairs (status, number), the worst first."""
    if not found:
        return ()
    return tuple((key.value, found[key.value]) for key in IN_ORDER if found[key.value])


# --- what has changed


def changes_of(reading: Reading, lines: Sequence[GoalLine]) -> list[Changed]:
    """Goals of which something is new since the cycle before, the worst first."""
    found = [Changed(line, kinds) for line in lines if (kinds := tuple(_kinds(reading, line)))]
    order = list(Movement)
    return sorted(found, key=lambda each: order.index(each.kinds[0]))


def _kinds(reading: Reading, line: GoalLine) -> list[Movement]:
    now, before = line.now, line.before
    if now is None:
        last = reading.cycles[-2].period_to if len(reading.cycles) > 1 else None
        fell = reading.is_due and before is not None and before.period_to == last
        return [Movement.SILENT] if fell else []
    kinds = []
    if before and RANK[now.status] < RANK[before.status]:
        kinds.append(Movement.WORSE)
    if now.asks and not (before and before.asks):
        kinds.append(Movement.NEED)
    if now.status == StatusKey.DONE and (not before or before.status != StatusKey.DONE):
        kinds.append(Movement.REACHED)
    elif before and RANK[now.status] > RANK[before.status]:
        kinds.append(Movement.BETTER)
    return kinds


# --- units


def units_behind(reading: Reading) -> list[UnitBehind]:
    """Units that have not signed off all their goals by the due day, and units that lead somewhere and took none up.

    Before the due day nobody is late; and where no unit has goals under the plan, none is missing.
    """
    lines = [line for line in reading.lines if line.unit is not None]
    if not lines:
        return []
    by_unit: dict[int, UnitBehind] = {}
    for line in lines:
        if not reading.chosen.takes(line):
            continue
        one = by_unit.setdefault(line.unit or 0, UnitBehind(reading.led.units[line.unit or 0]))
        one.goals += 1
        one.left += not line.is_signed
    late = [one for one in by_unit.values() if one.left] if reading.is_due else []
    busy = {line.unit for line in lines}
    above = {
        unit.parent_id for pk, unit in reading.led.units.items() if reading.led.leaders.get(pk)
    }  # a unit above others that are led has them do it
    idle = [
        UnitBehind(unit)
        for pk, unit in reading.led.units.items()
        if pk not in busy and pk not in above and unit.ends is None and reading.led.leaders.get(pk)
    ]
    if reading.chosen.is_on:
        idle = [one for one in idle if one.unit.pk == reading.chosen.unit]
    return sorted([*late, *idle], key=lambda one: (one.has_none, -one.left, sort_key(one.unit.name)))
