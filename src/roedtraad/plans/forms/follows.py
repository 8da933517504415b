"""The forms of what follows from a plan: initiatives in full, yearly targets, governing documents, cells of the matrix."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy, pgettext_lazy

from roedtraad.core.forms import DayField, FuzzyDateField, OneOf, SafeTextMixin
from roedtraad.matters.models import Decision
from roedtraad.plans.actions import MilestoneRow
from roedtraad.plans.fields import KronerField, PositionField
from roedtraad.plans.models import Goal, GoverningDocument, Initiative, Plan, YearlyTarget
from roedtraad.plans.queries import positions_in_danish_order

from .goals import DECISIONS_OFFERED


class InitiativeDetailForm(SafeTextMixin, forms.Form):
    """An initiative with what it costs."""

    title = forms.CharField(
        label=gettext_lazy("Initiative"),
        max_length=300,
        error_messages={"required": gettext_lazy("The initiative has no name. Write what is done.")},
    )
    description = forms.CharField(
        label=gettext_lazy("In more words"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    owner = PositionField(label=gettext_lazy("Who does it"))
    starts = DayField(label=gettext_lazy("Begins"), required=False)
    ends = DayField(label=gettext_lazy("Ends"), required=False)
    amount = KronerField(
        label=gettext_lazy("Amount in kroner"),
        required=False,
        error_messages={"invalid": gettext_lazy("Write the amount in figures, for example 250.000.")},
    )
    budget_line = forms.CharField(
        label=gettext_lazy("Budget line"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("The name or number of the line in your budget."),
    )
    budget_year = forms.IntegerField(
        label=gettext_lazy("Budget year"),
        required=False,
        min_value=2000,
        max_value=2099,
        error_messages={"invalid": gettext_lazy("Write the year as 2027.")},
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["owner"].offer(positions_in_danish_order())  # type: ignore[attr-defined]

    @staticmethod
    def initial_of(initiative: Initiative) -> dict[str, Any]:
        names = ("title", "description", "starts", "ends", "amount", "budget_line", "budget_year")
        return {name: getattr(initiative, name) for name in names} | {"owner": initiative.owner_id or ""}


class MilestoneForm(SafeTextMixin, forms.Form):
    pk = forms.IntegerField(required=False, widget=forms.HiddenInput)
    title = forms.CharField(label=pgettext_lazy("initiative", "Milestone"), max_length=300, required=False)
    due = FuzzyDateField(label=gettext_lazy("Expected"), required=False)
    reached_on = DayField(label=gettext_lazy("Reached on"), required=False)


MilestoneRows = forms.formset_factory(MilestoneForm, extra=2, max_num=60)


class InitiativeForms:
    """An initiative's form with its milestones, as the page sends them together."""

    def __init__(self, initiative: Initiative, data: Any = None):
        self.form = InitiativeDetailForm(data, initial=InitiativeDetailForm.initial_of(initiative))
        rows = [
            {"pk": each.pk, "title": each.title, "due": each.due, "reached_on": each.reached_on}
            for each in initiative.milestones.all()
        ]
        self.milestones = MilestoneRows(data, initial=rows, prefix="milestones")

    def is_valid(self) -> bool:
        return all([self.form.is_valid(), self.milestones.is_valid()])

    @property
    def all_forms(self) -> list[forms.Form]:
        return [self.form, *self.milestones.forms]

    def values(self) -> dict[str, Any]:
        rows = [
            MilestoneRow(row.get("title", ""), row.get("due"), row.get("reached_on"), row.get("pk"))
            for row in self.milestones.cleaned_data
            if row
        ]
        return {**self.form.cleaned_data, "milestones": rows}


class YearlyTargetForm(SafeTextMixin, forms.Form):
    """A political target for one budget year."""

    year = forms.IntegerField(label=gettext_lazy("Budget year"), min_value=2000, max_value=2099)
    text = forms.CharField(
        label=pgettext_lazy("yearly target", "Target"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("What the council wants to see reached in that year."),
        error_messages={"required": gettext_lazy("The target has no words.")},
    )
    goal = OneOf(
        label=gettext_lazy("Goal of the plan"), required=False, empty=gettext_lazy("The plan as a whole")
    )
    decision = OneOf(
        label=gettext_lazy("Decided by"), required=False, empty=gettext_lazy("By the plan itself")
    )

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any):
        super().__init__(*args, **kwargs)
        goals = list(Goal.objects.active().of_the_plan().filter(plan=plan))
        decisions = list(
            Decision.objects.select_related("body", "matter").order_by("-date", "-pk")[:DECISIONS_OFFERED]
        )
        self.fields["goal"].offer(goals, in_order=False)  # type: ignore[attr-defined]
        self.fields["decision"].offer(  # type: ignore[attr-defined]
            decisions, lambda each: f"{each}, {each.matter.title}"[:160], in_order=False
        )

    @staticmethod
    def initial_of(target: YearlyTarget) -> dict[str, Any]:
        return {
            "year": target.year,
            "text": target.text,
            "goal": target.goal_id or "",
            "decision": target.decision_id or "",
        }


class DocumentForm(SafeTextMixin, forms.Form):
    """A governing document: what, by whom, by when."""

    title = forms.CharField(
        label=gettext_lazy("What is to be made"),
        max_length=300,
        help_text=gettext_lazy("A guideline, an administrative basis, a derived policy."),
        error_messages={"required": gettext_lazy("The document has no name. Write what is to be made.")},
    )
    owner = PositionField(label=gettext_lazy("Who makes it"))
    due = FuzzyDateField(label=gettext_lazy("By when"), required=False)

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["owner"].offer(positions_in_danish_order())  # type: ignore[attr-defined]


class EditDocumentForm(DocumentForm):
    """The same, and when it was made and where it is."""

    made_on = DayField(label=gettext_lazy("Made on"), required=False)
    where = forms.CharField(
        label=gettext_lazy("Where it is"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Its address, or its number in the case system."),
    )

    @staticmethod
    def initial_of(document: GoverningDocument) -> dict[str, Any]:
        names = ("title", "due", "made_on", "where")
        return {name: getattr(document, name) for name in names} | {"owner": document.owner_id or ""}


class CrossForm(SafeTextMixin, forms.Form):
    text = forms.CharField(
        label=gettext_lazy("What it does for it"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Emptied, the cell is empty again."),
    )
