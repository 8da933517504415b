"""What every form that takes text has in common: a CPR number is stopped where it is typed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from roedtraad.language import cpr
from roedtraad.language.text import typed, without_invisible


def cpr_sentences(text: str) -> list[str]:
    """One sentence for each CPR number in a text: the line, the number with its end hidden, and the way out."""
    return [
        _(
            "Line %(line)d holds what looks like a CPR number (%(masked)s). Remove it: no child or citizen may be named here."
        )
        % {"line": place.line, "masked": place.masked}
        for place in cpr.find(without_invisible(text))
    ]


def whole_number(text: str) -> int | None:
    """A number out of an address, such as a primary key; None for anything else, however long it is."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else None


class SafeTextMixin:
    """On a form: refuses a CPR number in any of its text fields, and says where it stands. What was typed stays.

    Control characters, and line ends where there is one line, are left out: a name with a line end would begin a new
    header in a mail, and an override of direction would turn a printed sentence round.
    """

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data  # type: ignore[misc, attr-defined]
        for name, value in list(cleaned.items()):
            field = self.fields[name]  # type: ignore[attr-defined]
            if isinstance(value, str) and isinstance(field, forms.CharField):
                if not isinstance(field.widget, forms.PasswordInput):
                    cleaned[name] = value = typed(value, lines=isinstance(field.widget, forms.Textarea))
                for sentence in cpr_sentences(value):
                    self.add_error(name, sentence)  # type: ignore[attr-defined]
        return cleaned
