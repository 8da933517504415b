"""Who holds what, on a day."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from .enums import Function
from .models import Holding, Position


@dataclass(frozen=True)
class Standing:
    """What a user is today: positions held (primary keys), positions deputised for, functions, and titles."""

    positions: frozenset[int]
    deputised: frozenset[int]
    functions: frozenset[str]
    titles: tuple[str, ...]

    def answers_for(self, position_id: int | None) -> bool:
        """Holds the position, or is the deputy of it."""
        return position_id is not None and (position_id in self.positions or position_id in self.deputised)


NOBODY = Standing(frozenset(), frozenset(), frozenset(), ())


def standing_of(user: Any, on: datetime.date | None = None) -> Standing:
    """The positions of a user on a day (default: today); kept on the user object for the rest of the request."""
    if not getattr(user, "pk", None):
        return NOBODY
    day = on or timezone.localdate()
    kept = getattr(user, "_standing", None)
    if kept is None or kept[0] != day:
        held = list(Holding.objects.on(day).filter(person__user=user).select_related("position"))
        positions = frozenset(holding.position_id for holding in held)
        deputised = (
            frozenset(Position.objects.filter(deputy__in=positions).values_list("pk", flat=True)) if positions else frozenset()
        )
        user._standing = kept = (
            day,
            Standing(
                positions,
                deputised,
                frozenset(str(holding.position.function) for holding in held),
                tuple(holding.position.title for holding in held),
            ),
        )
    return kept[1]


def has_function(user: Any, *functions: Function) -> bool:
    return bool(standing_of(user).functions & {str(function) for function in functions})


def holders_of(position_ids: list[int], on: datetime.date | None = None) -> dict[int, list[Holding]]:
    """Who holds each position on a day: {position: holdings with person and user}."""
    found: dict[int, list[Holding]] = {pk: [] for pk in position_ids}
    for holding in Holding.objects.on(on or timezone.localdate()).filter(position__in=position_ids).select_related("person__user"):
        found[holding.position_id].append(holding)
    return found
