"""The form of an agreement with a unit, and of the municipality's own words in its plans."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from roedtraad.core.forms import DayField, SafeTextMixin
from roedtraad.plans.models import Agreement, Goal, PlanSetup


class AgreementForm(SafeTextMixin, forms.Form):
    """For which period, which goals are taken in, and what was said."""

    starts = DayField(label=gettext_lazy("Holds from"))
    ends = DayField(label=gettext_lazy("Holds to"))
    goals = forms.MultipleChoiceField(
        label=gettext_lazy("Goals taken in"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("The unit's approved goals. Their words come along as they are written."),
        error_messages={"invalid_choice": gettext_lazy("That goal is not approved any longer.")},
    )
    dialogue = forms.CharField(
        label=gettext_lazy("What you talked about"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=gettext_lazy(
            "What is expected of both sides, and what the unit needs. An empty line begins a new paragraph."
        ),
    )

    def __init__(self, *args: Any, plan: int, unit: int, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.approved = {str(goal.pk): goal for goal in Goal.objects.active().filter(plan=plan, unit=unit)}
        self.fields["goals"].choices = [(key, goal.title) for key, goal in self.approved.items()]  # type: ignore[attr-defined]
        if not self.is_bound and "goals" not in self.initial:
            self.initial["goals"] = list(self.approved)

    @staticmethod
    def initial_of(agreement: Agreement) -> dict[str, Any]:
        taken = agreement.taken_in.values_list("goal_id", flat=True)
        return {
            "starts": agreement.starts,
            "ends": agreement.ends,
            "goals": [str(pk) for pk in taken],
            "dialogue": agreement.dialogue,
        }

    def values(self) -> dict[str, Any]:
        """The arguments of make_agreement and edit_agreement."""
        cleaned = dict(self.cleaned_data)
        return cleaned | {"goals": [self.approved[key] for key in cleaned["goals"]]}


class SetupForm(SafeTextMixin, forms.Form):
    """What the municipality calls an agreement, and the steps of its intervention ladder."""

    agreement_word = forms.CharField(
        label=gettext_lazy("What do you call an agreement with a unit?"),
        max_length=40,
        required=False,
        help_text=gettext_lazy("For example kontrakt, aftale or virksomhedsplan. Empty: agreement."),
    )
    ladder = forms.CharField(
        label=gettext_lazy("The steps of your intervention ladder"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy(
            "One step a line, the least intervention first. Empty where you do not use one."
        ),
    )

    @staticmethod
    def initial_of(setup: PlanSetup | None) -> dict[str, Any]:
        return {"agreement_word": setup.agreement_word, "ladder": "\n".join(setup.ladder)} if setup else {}

    def values(self) -> dict[str, Any]:
        """The arguments of set_up."""
        return {
            "agreement_word": self.cleaned_data["agreement_word"],
            "ladder": self.cleaned_data["ladder"].splitlines(),
        }
