"""Who answers for a goal, and who may write for the one who answers; follows from positions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import Q

from roedtraad.organisation.enums import Function
from roedtraad.organisation.models import Position
from roedtraad.organisation.queries import Standing, standing_of
from roedtraad.plans.enums import GoalState
from roedtraad.plans.models import Goal


def units_written_for(user: Any) -> frozenset[int]:
    """The units in which the user is a writer today; kept on the user for the rest of the request."""
    standing = standing_of(user)
    if Function.WRITER not in standing.functions:
        return frozenset()
    kept = getattr(user, "_written_for", None)
    if kept is None:
        writing = Position.objects.filter(
            pk__in=standing.positions, function=Function.WRITER, unit__isnull=False
        )
        kept = user._written_for = frozenset(writing.values_list("unit_id", flat=True))
    return kept


def answers_for(user: Any, goal: Goal) -> bool:
    """Holds, or deputises for, the position that owns the goal; or holds the position named as the goal's deputy."""
    return _answers(standing_of(user), goal.owner_id, goal.deputy_id)


def writes_for(user: Any, goal: Goal) -> bool:
    """Is a writer in the unit of the position that owns the goal."""
    unit = goal.owner.unit_id if goal.owner_id and goal.owner else None
    return bool(unit and unit in units_written_for(user))


def reporter(user: Any) -> Callable[[int | None, int | None, int | None], bool]:
    """Either of the two for many goals: asked with a goal's owner, its deputy and the unit of its owner."""
    standing, units = standing_of(user), units_written_for(user)
    return lambda owner, deputy, unit: _answers(standing, owner, deputy) or (unit in units)


def reported_by(user: Any) -> Q:
    """The same as a question to the database: the goals that a user answers for or writes for."""
    standing = standing_of(user)
    return (
        Q(owner__in=standing.positions | standing.deputised)
        | Q(deputy__in=standing.positions)
        | Q(owner__unit__in=units_written_for(user))
    )


def reporting_positions(plan: int) -> set[int]:
    """The positions whose holders report on any goal of the plan that is worked on: owners, their deputies, the goals'
    deputies, and the writers in the owners' units. Two queries."""
    found: set[int] = set()
    units: set[int] = set()
    for owner, deputy, stand_in, unit in Goal.objects.filter(plan=plan, state=GoalState.ACTIVE).values_list(
        "owner", "deputy", "owner__deputy", "owner__unit"
    ):
        found.update(position for position in (owner, deputy, stand_in) if position)
        if unit:
            units.add(unit)
    writers = Position.objects.filter(function=Function.WRITER, unit__in=units)
    return found | set(writers.values_list("pk", flat=True))


def reports_on_any(user: Any, plan: int) -> bool:
    """The same of one user; one query beyond what the user is today."""
    return Goal.objects.filter(reported_by(user), plan=plan, state=GoalState.ACTIVE).exists()


def _answers(standing: Standing, owner: int | None, deputy: int | None) -> bool:
    return standing.answers_for(owner) or (deputy is not None and deputy in standing.positions)
