"""Who leads a unit, and who leads the one above it: follows from positions, never from a list kept beside them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q
from django.utils import timezone

from .enums import LEADING, Function
from .models import Position, Unit


@dataclass(frozen=True)
class Leading:
    """Every unit with what is above it and the positions that lead it, as they are today. Two queries when it is read.

    A unit that several lead together has them all; `leader_of` gives the first of them.
    """

    units: dict[int, Unit]
    leaders: dict[int, list[Position]] = field(default_factory=dict)

    def leader_of(self, unit: int | None) -> Position | None:
        """The position that leads the unit; None where none does."""
        return next(iter(self.leaders.get(unit or 0, ())), None)

    def above(self, unit: int | None) -> Iterator[Unit]:
        """The units above, the nearest first; a ring in the tree is walked once."""
        seen: set[int] = set()
        here = self.units.get(unit or 0)
        while here is not None and here.parent_id and here.parent_id not in seen:
            seen.add(here.parent_id)
            here = self.units.get(here.parent_id)
            if here is not None:
                yield here

    def managers_of(self, unit: int | None) -> list[Position]:
        """The line managers: the positions that lead the nearest unit above that anybody leads."""
        return next((self.leaders[each.pk] for each in self.above(unit) if self.leaders.get(each.pk)), [])

    def manager_of(self, unit: int | None) -> Position | None:
        return next(iter(self.managers_of(unit)), None)


def leading(user: Any = None) -> Leading:
    """How units are led today; kept on the user, where one is given, for the rest of the request."""
    kept = getattr(user, "_leading", None)
    if kept is not None:
        return kept
    today = timezone.localdate()
    positions = Position.objects.filter(function__in=LEADING, unit__isnull=False).filter(
        Q(ends__isnull=True) | Q(ends__gte=today)
    )
    rank = {function: number for number, function in enumerate(LEADING)}
    found = Leading({unit.pk: unit for unit in Unit.objects.all()})
    for position in sorted(positions, key=lambda each: (rank[Function(each.function)], each.pk)):
        found.leaders.setdefault(position.unit_id or 0, []).append(position)
    if getattr(user, "pk", None):
        user._leading = found
    return found
