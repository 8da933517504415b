"""The forms of dissemination: whom one talked to, and the help that was given."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy

from roedtraad.core.forms import DayField, SafeTextMixin
from roedtraad.plans.enums import Company


class DiscussionForm(SafeTextMixin, forms.Form):
    """With whom, when, what came of it, and whether help is needed."""

    company = forms.ChoiceField(
        label=gettext_lazy("Whom did you talk with?"), widget=forms.RadioSelect, choices=Company.choices
    )
    on = DayField(label=gettext_lazy("When?"))
    note = forms.CharField(
        label=gettext_lazy("What came of it?"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("A sentence or two. No names of children or parents."),
    )
    help_asked = forms.CharField(
        label=gettext_lazy("Do you need help?"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy(
            "Somebody to come by, material, an answer. The policy coordinator and your line manager see it."
        ),
    )


class HelpForm(SafeTextMixin, forms.Form):
    text = forms.CharField(
        label=gettext_lazy("What was done?"),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Write what was done; one sentence is enough.")},
    )
