"""Who answers for a goal, and who may write for the one who answers; follows from positions."""

from __future__ import annotations

from typing import Any

from roedtraad.organisation.enums import Function
from roedtraad.organisation.models import Position
from roedtraad.organisation.queries import standing_of
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
    return _answers(user, goal.owner_id, goal.deputy_id)


def writes_for(user: Any, goal: Goal) -> bool:
    """Is a writer in the unit of the position that owns the goal."""
    return bool(goal.owner_id and goal.owner and _writes(user, goal.owner.unit_id))


def reports_on(user: Any, owner: int | None, deputy: int | None, unit: int | None) -> bool:
    """Either of the two, by keys alone: the goal's owner and deputy, and the unit of its owner."""
    return _answers(user, owner, deputy) or _writes(user, unit)


def _answers(user: Any, owner: int | None, deputy: int | None) -> bool:
    standing = standing_of(user)
    return standing.answers_for(owner) or (deputy is not None and deputy in standing.positions)


def _writes(user: Any, unit: int | None) -> bool:
    return bool(unit and unit in units_written_for(user))
