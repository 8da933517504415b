"""The forms of a revision."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from roedtraad.core.forms import DayField, OneOf, SafeTextMixin
from roedtraad.matters.models import Decision
from roedtraad.plans.enums import Fate
from roedtraad.plans.models import Goal


class BeginRevisionForm(SafeTextMixin, forms.Form):
    why = forms.CharField(
        label=gettext_lazy("Why is it revised?"),
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Its period ends, or a body has decided it. The words close the old plan."),
        error_messages={"required": gettext_lazy("Write why the plan is revised.")},
    )
    decision = OneOf(
        label=gettext_lazy("Decided by"),
        required=False,
        empty=gettext_lazy("No decision: the period ends"),
    )
    title = forms.CharField(
        label=gettext_lazy("Name of the new plan"),
        max_length=300,
        error_messages={"required": gettext_lazy("The new plan has no name.")},
    )
    starts = DayField(label=gettext_lazy("From"), required=False)
    ends = DayField(label=gettext_lazy("To"), required=False)

    def __init__(self, *args: Any, decisions: Iterable[Decision], **kwargs: Any):
        super().__init__(*args, **kwargs)
        chosen: OneOf = self.fields["decision"]  # type: ignore[assignment]
        chosen.offer(decisions, lambda each: f"{each}, {each.matter.title}"[:160], in_order=False)


class SettleForm(SafeTextMixin, forms.Form):
    fate = forms.ChoiceField(
        label=gettext_lazy("What becomes of it?"),
        widget=forms.RadioSelect,
        choices=[
            (Fate.KEPT, gettext_lazy("Kept: it goes on as it stands")),
            (Fate.CHANGED, gettext_lazy("Changed: it goes on, in other words or with other aims")),
            (Fate.MERGED, gettext_lazy("Merged: it goes on in another goal")),
            (Fate.DROPPED, gettext_lazy("Dropped: it does not go on")),
        ],
        error_messages={"required": gettext_lazy("Choose what becomes of the goal.")},
    )
    into = OneOf(
        label=gettext_lazy("If it is merged: with which goal of the new plan?"),
        required=False,
        empty=gettext_lazy("Choose a goal"),
        help_text=gettext_lazy("Goals stand here when they have been kept or changed."),
    )
    reason = forms.CharField(
        label=gettext_lazy("Why?"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("One sentence is enough. It can be read for as long as the plan can."),
        error_messages={"required": gettext_lazy("Nothing disappears silently. Write why.")},
    )

    def __init__(self, *args: Any, goals: Iterable[Goal], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["into"].offer(goals)  # type: ignore[attr-defined]


class KeepRestForm(SafeTextMixin, forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Keep all the others, because"),
        max_length=500,
        error_messages={"required": gettext_lazy("Nothing is settled silently. Write why they are kept.")},
    )
