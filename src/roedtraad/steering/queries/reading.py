"""A plan as it stands: every goal that is worked on, with what is said of it now and what was said before."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

from django.db.models import F, OuterRef, Subquery
from django.db.models.functions import Coalesce, JSONObject
from django.utils import timezone

from roedtraad.core.enums import StatusKey
from roedtraad.followup.enums import CheckInState, CycleStage, Need
from roedtraad.followup.models import CheckIn, Cycle
from roedtraad.followup.queries import stage_of
from roedtraad.organisation.leading import Leading, leading
from roedtraad.plans.models import FocusArea, Goal, Plan
from roedtraad.plans.queries.units import Spread, spread_of

MOST_CYCLES = 24  # two years of months
ATTENTION = frozenset({StatusKey.OFF.value, StatusKey.RISK.value})
SILENT_AFTER = 2  # cycles
SILENCES = (1, 2, 3, 6, 12)  # to choose from


class Word(NamedTuple):
    """A signed word about a goal. `period_to`: the end of the period that it tells of."""

    status: str
    need: str
    needed: str
    period_to: datetime.date

    @property
    def asks(self) -> bool:
        return bool(self.need) and self.need != Need.NONE


class GoalLine(NamedTuple):
    """A goal as a list of thousands needs it. `state`: of the check-in of the current cycle, '' for nothing written;
    `now`: the word signed in it; `before`: the latest word signed in an earlier one."""

    pk: int
    title: str
    area: int | None
    unit: int | None
    parent: int | None
    owner: str
    state: str
    now: Word | None
    before: Word | None

    @property
    def latest(self) -> Word | None:
        return self.now or self.before

    @property
    def status(self) -> str:
        """By its owner's latest signed word; '' where there is none."""
        return self.latest.status if self.latest else ""

    @property
    def is_signed(self) -> bool:
        return self.state == CheckInState.SIGNED

    @property
    def needs_attention(self) -> bool:
        return self.status in ATTENTION


@dataclass(frozen=True)
class SteeringFilter:
    """What a reader has narrowed the page to; an address that can be shared. `silent`: without news for so many cycles."""

    area: int | None = None
    unit: int | None = None
    silent: int = SILENT_AFTER

    @property
    def is_on(self) -> bool:
        return self.area is not None or self.unit is not None

    def takes(self, line: GoalLine) -> bool:
        return self.takes_place(line.area, line.unit)

    def takes_place(self, area: int | None, unit: int | None) -> bool:
        """Whether it takes what stands under a focus area and belongs to a unit (None: to the plan itself)."""
        return (self.area is None or area == self.area) and (self.unit is None or unit == self.unit)


@dataclass(frozen=True)
class Reading:
    """What the steering view and the agenda are made of. `cycles`: that have opened, oldest first, 24 at most; the last
    of them is the current one."""

    plan: Plan
    day: datetime.date
    areas: Sequence[FocusArea]
    cycles: Sequence[Cycle]
    lines: Sequence[GoalLine]
    led: Leading
    chosen: SteeringFilter = field(default=SteeringFilter())

    @property
    def current(self) -> Cycle | None:
        return self.cycles[-1] if self.cycles else None

    @cached_property
    def stage(self) -> CycleStage | None:
        return stage_of(self.current, self.day) if self.current else None

    @property
    def is_due(self) -> bool:
        """The current cycle's reports should be in."""
        return self.stage in (CycleStage.SIGNING, CycleStage.FROZEN)

    @cached_property
    def own(self) -> list[GoalLine]:
        """The plan's own goals, as narrowed."""
        return [line for line in self.lines if line.unit is None and self.chosen.takes(line)]

    @cached_property
    def of_units(self) -> list[GoalLine]:
        """Units' goals, as narrowed."""
        return [line for line in self.lines if line.unit is not None and self.chosen.takes(line)]

    @cached_property
    def spreads(self) -> dict[int, Spread]:
        """How the units' goals under each goal of the plan stand: beside the owner's own word, never averaged into it."""
        said: dict[int, list[str]] = {}
        for line in self.lines:
            if line.parent is not None:
                said.setdefault(line.parent, []).append(line.status)
        return {parent: spread for parent, keys in said.items() if (spread := spread_of(keys))}

    @cached_property
    def _reported(self) -> list[datetime.date]:
        """The ends of the periods that should have been reported on by now, latest first."""
        due = (each.period_to for each in self.cycles if stage_of(each, self.day) not in _UNDER_WAY)
        return sorted(due, reverse=True)

    def silence(self, line: GoalLine) -> int:
        """How many cycles in a row should have brought news of a goal and did not."""
        since = line.latest.period_to if line.latest else datetime.date.min
        return sum(1 for day in self._reported if day > since)

    @cached_property
    def silent(self) -> list[tuple[GoalLine, int]]:
        """Goals without news for as many cycles as asked, the longest silence first; the plan's own before units'."""
        found = [(line, self.silence(line)) for line in (*self.own, *self.of_units)]
        found = [(line, cycles) for line, cycles in found if cycles >= self.chosen.silent]
        return sorted(found, key=lambda each: (each[0].unit is not None, -each[1]))


_UNDER_WAY = frozenset({CycleStage.OPEN, CycleStage.COMING})


def read_plan(
    plan: Plan,
    chosen: SteeringFilter | None = None,
    user: Any = None,
    today: datetime.date | None = None,
) -> Reading:
    """Six questions, whatever the number of goals, units and cycles."""
    day = today or timezone.localdate()
    cycles = list(
        Cycle.objects.with_snapshot()
        .select_related("snapshot")
        .filter(plan=plan, opens__lte=day)
        .order_by("-period_to", "-pk")[:MOST_CYCLES]
    )[::-1]
    return Reading(
        plan,
        day,
        list(FocusArea.objects.filter(plan=plan)),
        cycles,
        _lines(plan, cycles[-1] if cycles else None),
        leading(user),
        chosen or SteeringFilter(),
    )


def _lines(plan: Plan, current: Cycle | None) -> list[GoalLine]:
    """Every goal that is worked on, in the plan's order. Two questions."""
    said = CheckIn.objects.filter(goal=OuterRef("pk")).signed().order_by("-period_to", "-pk")
    if current is not None:
        said = said.filter(period_to__lt=current.period_to)
    word = JSONObject(status="status", need="need", needed="needed", period_to="period_to")
    rows = (
        Goal.objects.active()
        .filter(plan=plan)
        .annotate(
            area=Coalesce("parent__focus_area", "focus_area"),
            before=Subquery(said.values(word=word)[:1]),
        )
        .order_by(F("focus_area__order").asc(nulls_last=True), "focus_area", "order", "pk")
        .values_list("pk", "title", "area", "unit_id", "parent_id", "owner__title", "before")
    )
    now = _said_in(current) if current else {}
    nothing = ("", None)
    return [
        GoalLine(
            pk,
            title,
            area,
            unit,
            parent,
            owner or "",
            *now.get(pk, nothing),
            _word(before) if before else None,
        )
        for pk, title, area, unit, parent, owner, before in rows
    ]


def _said_in(cycle: Cycle) -> dict[int, tuple[str, Word | None]]:
    """{goal: (state of its check-in in a cycle, the word if it is signed)}."""
    rows = CheckIn.objects.filter(cycle=cycle).standing().order_by()
    return {
        goal: (state, Word(status, need, needed, cycle.period_to) if state == CheckInState.SIGNED else None)
        for goal, state, status, need, needed in rows.values_list(
            "goal_id", "state", "status", "need", "needed"
        )
    }


def _word(said: dict[str, Any]) -> Word:
    return Word(
        said["status"], said["need"], said["needed"], datetime.date.fromisoformat(said["period_to"][:10])
    )
