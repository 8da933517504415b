"""What every form that takes text has in common: a CPR number is stopped where it is typed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from roedtraad.language import cpr


def cpr_sentences(text: str) -> list[str]:
    """One sentence for each CPR number in a text: the line, the number with its end hidden, and the way out."""
    return [
        _(
            "Line %(line)d holds what looks like a CPR number (%(masked)s). Remove it: no child or citizen may be named here."
        )
        % {"line": place.line, "masked": place.masked}
        for place in cpr.find(text)
    ]


class SafeTextMixin:
    """On a form: refuses a CPR number in any of its text fields, and says where it stands. What was typed stays."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data  # type: ignore[misc, attr-defined]
        for name, value in list(cleaned.items()):
            if isinstance(value, str) and isinstance(self.fields[name], forms.CharField):  # type: ignore[attr-defined]
                for sentence in cpr_sentences(value):
                    self.add_error(name, sentence)  # type: ignore[attr-defined]
        return cleaned
