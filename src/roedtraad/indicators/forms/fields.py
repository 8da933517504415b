"""Fields that several forms have: a number as people write it, a unit."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from roedtraad.writing.charts.figures import number

_THOUSANDS = re.compile(r"[-−]?\d{1,3}(?:\.\d{3})+")


def read_number(text: str) -> float | None:
    """'12,5', '1.234', '1.234,5', '12.5', '1 234', '85 %' → a number; None for what is none.

    A dot before three digits divides thousands, as in Danish; both together: the last one is the decimal mark.
    """
    plain = re.sub(r"[\s\u00a0\u202f%]", "", text).replace("−", "-")
    if "," in plain and "." in plain:
        plain = plain.replace("." if plain.rfind(",") > plain.rfind(".") else ",", "")
    elif _THOUSANDS.fullmatch(plain):
        plain = plain.replace(".", "")
    try:
        return float(plain.replace(",", "."))
    except ValueError:
        return None


def write_number(value: float) -> str:
    """As it was typed, in the language in use: '12,5', '1234'."""
    text = number(value, 6, "en").replace(",", "").rstrip("0").rstrip(".")
    return text if (get_language() or "da").startswith("en") else text.replace(".", ",")


class NumberField(forms.CharField):
    """A number, with comma or dot. Cleans to a float or None."""

    default_error_messages = {
        "invalid": _("That is no number. Write it as 12,5 or 1.234."),
        "required": _("Write a number."),
    }

    def __init__(self, **kwargs: Any):
        attrs = {"inputmode": "decimal", "autocomplete": "off", "class": "rt-number"}
        kwargs.setdefault("widget", forms.TextInput(attrs=attrs))
        kwargs.setdefault("max_length", 30)
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        return write_number(value) if isinstance(value, int | float) else value

    def to_python(self, value: Any) -> Any:
        return value if isinstance(value, int | float) else super().to_python(value)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if text in (None, ""):
            return None
        found = float(text) if isinstance(text, int | float) else read_number(text)
        if found is None or found != found or abs(found) == float("inf"):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return found
