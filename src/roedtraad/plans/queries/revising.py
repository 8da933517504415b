"""What the pages of a revision show: goal by goal what becomes of it, and what became of every goal through the plans."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import Q

from roedtraad.core.registries import GoalStatus
from roedtraad.plans.enums import Fate
from roedtraad.plans.models import FocusArea, Goal, GoalFate, Plan, PlanRevision
from roedtraad.plans.wording import wording_of

from .standing import statuses_now


@dataclass(frozen=True)
class RevisedGoal:
    """A goal of the plan that is revised. `gone`: the sentence it hangs on stands no longer in the policy."""

    goal: Goal
    now: GoalStatus | None
    told: GoalFate | None
    gone: bool


@dataclass(frozen=True)
class RevisionPage:
    revision: PlanRevision
    groups: Sequence[tuple[FocusArea | None, Sequence[RevisedGoal]]]
    counts: dict[str, int]

    @property
    def total(self) -> int:
        return sum(len(rows) for _area, rows in self.groups)

    @property
    def left(self) -> int:
        """How many of which nothing is said yet."""
        return self.total - sum(self.counts.values())


def revision_page(revision: PlanRevision) -> RevisionPage:
    """The goals by focus area with how each stands and what becomes of it. Five queries."""
    rows = Goal.objects.of_the_plan().filter(plan=revision.plan_id)
    goals = list(
        rows.filter(Q(state="active") | Q(fate__isnull=False))
        .select_related("focus_area", "owner")
        .order_by("focus_area__order", "order", "pk")
    )
    told = {each.goal_id: each for each in revision.fates.select_related("into")}
    now = statuses_now([goal.pk for goal in goals])
    wording = wording_of(revision.plan.policy_id)
    groups: dict[int | None, tuple[FocusArea | None, list[RevisedGoal]]] = {}
    for goal in goals:
        gone = bool(goal.passage_id and wording[goal.passage_id] is None)
        line = RevisedGoal(goal, now.get(goal.pk), told.get(goal.pk), gone)
        groups.setdefault(goal.focus_area_id, (goal.focus_area, []))[1].append(line)
    counts = {fate.value: sum(each.fate == fate for each in told.values()) for fate in Fate}
    return RevisionPage(revision, list(groups.values()), counts)


@dataclass
class Life:
    """One goal through the plans of a policy: in each plan where it stood, and what became of it there."""

    stations: dict[int, list[Station]] = field(default_factory=dict)


@dataclass(frozen=True)
class Station:
    goal: Goal
    told: GoalFate | None
    now: GoalStatus | None


@dataclass(frozen=True)
class Lives:
    """`plans` in their order; `rows`: for each life the stations in each of the plans."""

    plans: Sequence[Plan]
    rows: Sequence[Sequence[Sequence[Station]]]


def lives_of(policy: int) -> Lives:
    """What became of every goal of a policy, from the first plan to the one that runs. Four queries.

    Goals that were merged are one life from there on; the life begins in the plan where its goal was first written.
    """
    plans = sorted(
        Plan.objects.filter(policy=policy), key=lambda plan: (plan.starts or datetime.date.max, plan.pk)
    )
    goals = list(
        Goal.objects.of_the_plan()
        .filter(plan__policy=policy)
        .select_related("plan")
        .order_by("plan", "order", "pk")
    )
    told = {each.goal_id: each for each in GoalFate.objects.filter(goal__plan__policy=policy)}
    now = statuses_now([goal.pk for goal in goals])
    life_of: dict[int, Life] = {}
    lives: list[Life] = []
    by_plan: dict[int, list[Goal]] = {}
    for goal in goals:
        by_plan.setdefault(goal.plan_id, []).append(goal)
    # Backwards, so that goals that were merged meet in the life of the one they became.
    for plan in reversed(plans):
        for goal in by_plan.get(plan.pk, ()):
            fate = told.get(goal.pk)
            life = life_of.get(fate.into_id) if fate and fate.into_id else None
            if life is None:
                life = Life()
                lives.append(life)
            life_of[goal.pk] = life
            life.stations.setdefault(plan.pk, []).append(Station(goal, fate, now.get(goal.pk)))
    first = {plan.pk: number for number, plan in enumerate(plans)}
    lives.sort(
        key=lambda life: min(
            (first[plan], station.goal.order, station.goal.pk)
            for plan, stations in life.stations.items()
            for station in stations
        )
    )
    return Lives(plans, [[life.stations.get(plan.pk, []) for plan in plans] for life in lives])
