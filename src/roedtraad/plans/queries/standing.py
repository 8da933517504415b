"""How goals stand: the latest signed word about each, and the last cycles; and positions to choose from."""

from __future__ import annotations

from collections.abc import Sequence

from roedtraad.core.registries import CyclePoint, GoalStatus, goal_statuses
from roedtraad.language import sort_key
from roedtraad.organisation.models import Position


def positions_in_danish_order() -> list[Position]:
    """Positions as one looks them up: by the Danish alphabet (… z, æ, ø, å), the same on every database."""
    return sorted(
        Position.objects.living().select_related("unit"), key=lambda position: sort_key(position.title)
    )


def statuses_now(goals: Sequence[int]) -> dict[int, GoalStatus]:
    """How each goal stands by its owner's latest signed word; a goal nobody has reported on is not in it."""
    found: dict[int, GoalStatus] = {}
    for provider in goal_statuses.of("now"):
        found.update(provider(goals))
    return found


def histories(goals: Sequence[int]) -> dict[int, list[CyclePoint]]:
    """The last cycles of each goal, oldest first."""
    found: dict[int, list[CyclePoint]] = {}
    for provider in goal_statuses.of("history"):
        found.update(provider(goals))
    return found
