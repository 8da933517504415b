"""Form fields of the plan: a position, an amount."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms
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


class KronerField(forms.DecimalField):
    """An amount as it is written in Danish: '250.000', '1.250.000,50', with or without 'kr.'. Cleans to a Decimal."""

    def __init__(self, **kwargs: Any):
        super().__init__(
            **{"max_digits": 12, "decimal_places": 2, "min_value": 0, "localize": True, **kwargs}
        )

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]
        if isinstance(value, str):
            value = "".join(value.casefold().removesuffix("kr.").removesuffix("kr").split())
            # One point with a digit or two after it is a decimal point that came from elsewhere.
            if not re.fullmatch(r"\d+\.\d{1,2}", value):
                value = value.replace(".", "")
        found: Decimal | None = super().to_python(value)
        return found


def _title_and_unit(position: Position) -> str:
    return f"{position.title}, {position.unit.name}" if position.unit else position.title
