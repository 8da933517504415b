"""The forms of the plan and its focus areas, and what its list is narrowed to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from roedtraad.core.enums import Level, StatusKey
from roedtraad.core.forms import DayField, SafeTextMixin
from roedtraad.language import sort_key
from roedtraad.plans.enums import Perspective
from roedtraad.plans.fields import PositionField
from roedtraad.plans.models import Plan
from roedtraad.plans.queries import PlanFilter, positions_in_danish_order
from roedtraad.plans.wording import Wording
from roedtraad.policies.models import Passage, Policy


class PlanForm(SafeTextMixin, forms.Form):
    """A plan: of which policy, for which period."""

    policy = forms.TypedChoiceField(label=gettext_lazy("Policy"), coerce=int)
    title = forms.CharField(
        label=gettext_lazy("Name of the plan"),
        max_length=300,
        help_text=gettext_lazy("For example “Plan 2027–2030”."),
        error_messages={
            "required": gettext_lazy("The plan has no name. Write what you call it among yourselves.")
        },
    )
    starts = DayField(label=gettext_lazy("Runs from"), required=False)
    ends = DayField(label=gettext_lazy("Runs to"), required=False)

    def __init__(self, *args: Any, plan: Plan | None = None, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if plan is not None:
            del self.fields["policy"]
            return
        self.policies = {
            policy.pk: policy
            for policy in sorted(Policy.objects.all(), key=lambda each: sort_key(each.title))
        }
        self.fields["policy"].choices = [(pk, policy.title) for pk, policy in self.policies.items()]  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        cleaned = dict(self.cleaned_data)
        cleaned.pop("policy", None)
        return cleaned


class FocusAreaForm(SafeTextMixin, forms.Form):
    """A focus area: under which theme, who answers."""

    title = forms.CharField(
        label=gettext_lazy("Focus area"),
        max_length=300,
        error_messages={"required": gettext_lazy("The focus area has no name.")},
    )
    theme = forms.TypedChoiceField(
        label=gettext_lazy("Theme or vision of the policy"), coerce=int, empty_value=None, required=False
    )
    theme_name = forms.CharField(
        label=gettext_lazy("Theme in your own words"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Only where the policy's text has no such theme."),
    )
    owner = PositionField(label=gettext_lazy("Who answers for it"))
    deputy = PositionField(label=gettext_lazy("Deputy"))
    perspective = forms.ChoiceField(
        label=gettext_lazy("Perspective"),
        required=False,
        choices=[("", gettext_lazy("Not stated")), *Perspective.choices],
    )

    def __init__(self, *args: Any, wording: Wording, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["theme"].choices = [("", _("None of them")), *wording.over_areas()]  # type: ignore[attr-defined]
        positions = positions_in_danish_order()
        self.fields["owner"].offer(positions)  # type: ignore[attr-defined]
        self.fields["deputy"].offer(positions)  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        cleaned = dict(self.cleaned_data)
        cleaned["theme"] = Passage.objects.get(pk=cleaned["theme"]) if cleaned["theme"] else None
        return cleaned


class FilterForm(forms.Form):
    """What the list of goals is narrowed to. Anything it does not know is as if it had not been asked."""

    status = forms.ChoiceField(
        label=gettext_lazy("Status"),
        required=False,
        choices=[
            ("", gettext_lazy("All")),
            ("attention", gettext_lazy("At risk and off course")),
            *StatusKey.choices,
            ("unreported", gettext_lazy("Not reported on yet")),
        ],
    )
    owner = forms.TypedChoiceField(label=gettext_lazy("Owner"), coerce=int, empty_value=None, required=False)
    level = forms.ChoiceField(
        label=gettext_lazy("Level"),
        required=False,
        choices=[("", gettext_lazy("All levels")), *Level.choices],
    )
    q = forms.CharField(
        label=gettext_lazy("Find"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search"}),
    )

    def offer_owners(self, owners: Sequence[tuple[int, str]]) -> None:
        self.fields["owner"].choices = [("", _("All")), *owners]  # type: ignore[attr-defined]


def chosen_filter(data: Any) -> PlanFilter:
    """The filter that an address asks for; what cannot be understood is left out."""
    known = {"attention", "unreported", *StatusKey.values}
    status, owner, level = data.get("status", ""), data.get("owner", ""), data.get("level", "")
    return PlanFilter(
        status=status if status in known else "",
        owner=int(owner) if owner.isascii() and owner.isdecimal() and len(owner) < 19 else None,
        level=level if level in Level.values else "",
        text=data.get("q", "").strip()[:100],
    )
