"""The form of the common template: three questions, in the municipality's own words."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from roedtraad.core.forms import SafeTextMixin, SeenVersion

from .models import Template
from .questions import USUAL


class QuestionsForm(SafeTextMixin, SeenVersion):
    """Each empty field is the usual question, which stands in it as an example."""

    status = forms.CharField(label=gettext_lazy("1. How it goes"), max_length=200, required=False)
    happened = forms.CharField(label=gettext_lazy("2. What has happened"), max_length=200, required=False)
    asks_happened = forms.BooleanField(label=gettext_lazy("Ask this question"), required=False)
    needed = forms.CharField(label=gettext_lazy("3. What is needed"), max_length=200, required=False)
    asks_needed = forms.BooleanField(
        label=gettext_lazy("Ask this question of every goal"),
        required=False,
        help_text=gettext_lazy(
            "A goal that is neither on track nor reached always says what is needed; it is then asked for there only."
        ),
    )

    def __init__(self, *args: Any, template: Template, **kwargs: Any):
        initial = {
            "status": template.question_status,
            "happened": template.question_happened,
            "needed": template.question_needed,
            "asks_happened": template.asks_happened,
            "asks_needed": template.asks_needed,
            "seen_version": template.version if template.pk else "",
        }
        super().__init__(*args, **{**kwargs, "initial": initial})
        if not template.pk:
            del self.fields["seen_version"]
        for name, column in (("status", "status"), ("happened", "happened"), ("needed", "need")):
            self.fields[name].help_text = gettext_lazy("Empty: “%(usual)s”") % {"usual": USUAL[column]}
