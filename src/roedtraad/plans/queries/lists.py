"""The plans of the municipality."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q

from roedtraad.plans.enums import GoalState, PlanState
from roedtraad.plans.models import Plan


@dataclass(frozen=True)
class PlanLine:
    """A plan in the list of plans."""

    plan: Plan
    goals: int
    areas: int


def plan_lines() -> list[PlanLine]:
    """Every plan with its numbers, the running ones first."""
    rows = Plan.objects.select_related("policy").annotate(
        goal_count=Count(
            "goals", filter=Q(goals__state=GoalState.ACTIVE, goals__unit__isnull=True), distinct=True
        ),
        area_count=Count("focus_areas", distinct=True),
    )
    order = {PlanState.RUNNING: 0, PlanState.DRAFT: 1, PlanState.CLOSED: 2}
    lines = [PlanLine(plan, plan.goal_count, plan.area_count) for plan in rows]
    return sorted(lines, key=lambda line: (order[PlanState(line.plan.state)], -(line.plan.pk)))
