"""Form fields of the plan: a position."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy

from roedtraad.core.forms import OneOf
from roedtraad.organisation.models import Position


class PositionField(OneOf):
    """A position by its title and unit. Cleans to a Position or None."""

    def __init__(self, **kwargs: Any):
        super().__init__(**{"required": False, "empty": gettext_lazy("Choose a position"), **kwargs})

    def offer(self, rows: Iterable[Position], name: Any = None, in_order: bool = False) -> None:
        """The positions to choose from, in the order given."""
        super().offer(rows, name or _title_and_unit, in_order)


def _title_and_unit(position: Position) -> str:
    return f"{position.title}, {position.unit.name}" if position.unit else position.title
