"""Form fields that the plan and the follow-up share: a day, a date in words, a position."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from roedtraad.core.reasons import Refused
from roedtraad.language.dates import FuzzyDate
from roedtraad.organisation.models import Position


class DayField(forms.DateField):
    """A day, chosen in the browser's own calendar or typed."""

    default_error_messages = {
        "invalid": gettext_lazy("This is not a day. Write it as 31.12.2027."),
        "required": gettext_lazy("The day is missing."),
    }

    def __init__(self, **kwargs: Any):
        kwargs.setdefault("widget", forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
        super().__init__(**kwargs)


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


class PositionField(forms.TypedChoiceField):
    """A position by its title, in the order of the Danish alphabet. Cleans to a Position or None."""

    def __init__(self, **kwargs: Any):
        kwargs.setdefault("required", False)
        super().__init__(coerce=self._position, empty_value=None, **kwargs)
        self._positions: dict[int, Position] = {}

    def __deepcopy__(self, memo: Any) -> PositionField:
        copy = super().__deepcopy__(memo)
        copy.coerce = copy._position
        return copy

    def offer(self, positions: Iterable[Position]) -> None:
        """The positions to choose from, in the order given."""
        self._positions = {position.pk: position for position in positions}
        self.choices = [
            ("", _("Choose a position")),
            *(
                (pk, f"{each.title}, {each.unit.name}" if each.unit else each.title)
                for pk, each in self._positions.items()
            ),
        ]

    def _position(self, value: Any) -> Position:
        try:
            return self._positions[int(value)]
        except KeyError:
            raise ValueError(value) from None  # not one of those offered: the field says so


def say_refusal(form: forms.Form, refusal: Refused) -> None:
    """Put the sentences of a refusal over the form; what was typed stays."""
    for reason in refusal.reasons:
        form.add_error(None, str(reason))


def day_words(value: datetime.date | None) -> str:
    return value.isoformat() if value else ""
