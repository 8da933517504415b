"""What the pages of a revision show: goal by goal what becomes of it, and what became of every goal through the plans."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import Q

from roedtraad.core.among import among
from roedtraad.core.registries import GoalStatus
from roedtraad.plans.enums import Fate
from roedtraad.plans.models import FocusArea, Goal, GoalFate, Plan, PlanRevision
from roedtraad.plans.wording import wording_of

from .plan import PER_PAGE
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


@dataclass(frozen=True)
class Station:
    """A goal in one of the plans: what became of it there, and how it stands."""

    goal: Goal
    told: GoalFate | None
    now: GoalStatus | None


@dataclass(frozen=True)
class Lives:
    """`plans` in their order; `rows`: for each life on the page the stations in each of the plans."""

    plans: Sequence[Plan]
    rows: Sequence[Sequence[Sequence[Station]]]
    page: Page[list[list[int]]]


def lives_of(policy: int, number: str | int | None = None) -> Lives:
    """What became of every goal of a policy, from the first plan to the one that runs. Five queries.

    Goals that were merged are one life from there on; the life begins in the plan where its goal was first written.
    The lives are put together from keys alone, and only those on the page are read.
    """
    plans = sorted(
        Plan.objects.filter(policy=policy), key=lambda plan: (plan.starts or datetime.date.max, plan.pk)
    )
    goals = Goal.objects.of_the_plan().filter(plan__policy=policy)
    by_plan: dict[int, list[int]] = {plan.pk: [] for plan in plans}
    for goal, plan, _place in goals.order_by("order", "pk").values_list("pk", "plan", "order"):
        by_plan[plan].append(goal)
    became = GoalFate.objects.filter(goal__plan__policy=policy)
    into = dict(became.exclude(into=None).values_list("goal", "into"))
    page = Paginator(lives(list(by_plan.values()), into), PER_PAGE).get_page(number)
    shown = [key for life in page.object_list for station in life for key in station]
    goal_of = goals.select_related("plan").filter(pk__in=among(shown)).in_bulk()
    told = {each.goal_id: each for each in became.filter(goal__in=among(shown))}
    now = statuses_now(shown)
    rows = [
        [[Station(goal_of[key], told.get(key), now.get(key)) for key in station] for station in life]
        for life in page.object_list
    ]
    return Lives(plans, rows, page)


def lives(plans: Sequence[Sequence[int]], into: Mapping[int, int]) -> list[list[list[int]]]:
    """The lives of goals, each with its goals in each plan; first the lives that begin first.

    `plans`: the goals of each plan, in order; `into`: what a goal became in a later plan.
    """
    life_of: dict[int, int] = {}
    found: list[list[list[int]]] = []
    # Backwards, so that goals that were merged meet in the life of the one they became.
    for number in reversed(range(len(plans))):
        for goal in plans[number]:
            place = life_of.get(into.get(goal, 0))
            if place is None:
                place = len(found)
                found.append([[] for _plan in plans])
            life_of[goal] = place
            found[place][number].append(goal)
    order = {goal: (number, place) for number, goals in enumerate(plans) for place, goal in enumerate(goals)}
    return sorted(found, key=lambda life: min(order[goal] for station in life for goal in station))
