"""The form of a date that a plan keeps."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from roedtraad.core.forms import FuzzyDateField, OneOf, SafeTextMixin
from roedtraad.organisation.models import Body
from roedtraad.plans.enums import DateKind
from roedtraad.plans.models import PlanDate


class PlanDateForm(SafeTextMixin, forms.Form):
    """What happens, when, and before whom."""

    words = forms.CharField(
        label=gettext_lazy("What happens"),
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": gettext_lazy("The date has no words. Write what happens then.")},
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("What it is"),
        choices=[
            (DateKind.MILESTONE, gettext_lazy("A milestone: something is to be done")),
            (DateKind.FOLLOW_UP, gettext_lazy("A follow-up: one looks at how it goes")),
            (DateKind.ADJUSTMENT, gettext_lazy("An adjustment of the plan or its policy")),
        ],
    )
    when = FuzzyDateField(label=gettext_lazy("When"), required=False)
    body = OneOf(label=gettext_lazy("Before whom"), required=False, empty=gettext_lazy("None of these"))
    body_name = forms.CharField(
        label=gettext_lazy("Somebody else"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Only where it comes before somebody who does not stand above."),
    )

    def __init__(self, *args: Any, date: PlanDate | None = None, **kwargs: Any):
        super().__init__(*args, **kwargs)
        bodies = list(Body.objects.living())
        if date is not None and date.body is not None and date.body not in bodies:
            bodies.append(date.body)  # it has ended since, and what was said of it stays
        self.fields["body"].offer(bodies)  # type: ignore[attr-defined]
        self.fields["when"].known = date.when if date is not None else None  # type: ignore[attr-defined]

    @staticmethod
    def initial_of(date: PlanDate) -> dict[str, Any]:
        names = ("words", "kind", "when", "body_name")
        return {name: getattr(date, name) for name in names} | {"body": date.body_id or ""}
