"""Form fields of the plan: a date in words, a position."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from roedtraad.core.forms import OneOf
from roedtraad.language.dates import FuzzyDate
from roedtraad.organisation.models import Position


class FuzzyDateField(forms.CharField):
    """A date in words, as exact as one knows it: 'ultimo december 2027'. Cleans to a FuzzyDate or None."""

    def __init__(self, **kwargs: Any):
        kwargs.setdefault("max_length", 100)
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        return value.danish() if isinstance(value, FuzzyDate) else value

    def clean(self, value: Any) -> Any:
        words = super().clean(value)
        if not words:
            return None
        parsed = FuzzyDate.parse(words)
        if parsed is None:
            raise ValidationError(
                _(
                    "“%(words)s” cannot be read as a date. Write for example “31. december 2027”, "
                    "“ultimo december 2027”, “2. kvartal 2027” or “2027”."
                ),
                params={"words": words},
            )
        return parsed


class PositionField(OneOf):
    """A position by its title and unit. Cleans to a Position or None."""

    def __init__(self, **kwargs: Any):
        super().__init__(**{"required": False, "empty": gettext_lazy("Choose a position"), **kwargs})

    def offer(self, rows: Iterable[Position], name: Any = None, in_order: bool = False) -> None:
        """The positions to choose from, in the order given."""
        super().offer(rows, name or _title_and_unit, in_order)


def _title_and_unit(position: Position) -> str:
    return f"{position.title}, {position.unit.name}" if position.unit else position.title
