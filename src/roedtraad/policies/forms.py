"""Forms of the policy pages."""

from __future__ import annotations

import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from roedtraad.core.forms import SafeTextMixin
from roedtraad.language.dates import Precision, find_dates


class DanishDateField(forms.CharField):
    """A day, or, with `vague`, what is known of it. Cleans to `datetime.date`, or to the words where there is no day.

    Takes '19. november 2024', '19-11-2024', '2024-11-19'.
    """

    default_error_messages = {
        "no-day": _("“%(words)s” is not a day. Write it as 19. november 2024 or 19-11-2024."),
    }

    def __init__(self, *, vague: bool = False, end_of_period: bool = False, **kwargs: Any):
        self.vague, self.end = vague, end_of_period
        kwargs.setdefault("max_length", 100)
        super().__init__(**kwargs)

    def clean(self, value: Any) -> Any:
        words = super().clean(value)
        if not words:
            return None
        found = find_dates(words.strip())
        if (
            len(found) == 1
            and found[0].date.precision is Precision.DAY
            and found[0].date.earliest == found[0].date.latest
        ):
            return found[0].date.earliest
        if found and self.vague:
            return words.strip()
        raise forms.ValidationError(self.error_messages["no-day"], "no-day", {"words": words})

    def prepare_value(self, value: Any) -> Any:
        return f"{value.day}-{value.month}-{value.year}" if isinstance(value, datetime.date) else value


class AdoptionForm(SafeTextMixin, forms.Form):
    """That an edition was adopted elsewhere or before it came here: who, when, and where it can be seen."""

    adopted_body = forms.CharField(label=_("Adopted by"), max_length=200)
    adopted_on = DanishDateField(
        label=_("Adopted on"),
        vague=True,
        help_text=_("The day if you know it, else what the document says: december 2006."),
    )
    valid_from = DanishDateField(label=_("In force from"))
    valid_to = DanishDateField(label=_("The period ends"), required=False)
    revision_due = DanishDateField(label=_("To be revised by"), required=False)
    evidence = forms.CharField(
        label=_("Where the adoption can be seen"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "For example: minutes of the council's meeting, item 7, or the front page of the document."
        ),
    )

    def facts(self) -> dict[str, Any]:
        """What the action takes: a date that is no day goes in as its words."""
        facts = dict(self.cleaned_data)
        if isinstance(facts["adopted_on"], str):
            facts["adopted_words"], facts["adopted_on"] = facts["adopted_on"], None
        return facts


class TranscriptionForm(SafeTextMixin, forms.Form):
    """A fault of transcription and its correction."""

    text = forms.CharField(label=_("What the document says"), widget=forms.Textarea(attrs={"rows": 5}))
    reason = forms.CharField(label=_("What went wrong in the transcription"), max_length=300)
