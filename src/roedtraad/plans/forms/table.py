"""The forms of the plan's table: its rows, and a table that comes back from Excel."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from roedtraad.core.forms import FuzzyDateField, SafeTextMixin
from roedtraad.plans.actions import TableLine
from roedtraad.plans.enums import CriterionKind
from roedtraad.plans.models import FocusArea, Goal
from roedtraad.plans.sheet.reading import Unreadable, pasted, read_apart
from roedtraad.plans.sheet.wordings import unreadable


class TableRowForm(SafeTextMixin, forms.Form):
    """One row: of the focus area itself or of one of its goals."""

    pk = forms.IntegerField(required=False, widget=forms.HiddenInput)
    where = forms.ChoiceField(label=gettext_lazy("Belongs to"), required=False)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=CriterionKind.choices, required=False)
    text = forms.CharField(
        label=gettext_lazy("Text"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    due = FuzzyDateField(label=gettext_lazy("Deadline"), required=False)

    def __init__(self, *args: Any, places: list[tuple[str, str]], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["where"].choices = places  # type: ignore[attr-defined]
        self.fields["due"].known = self.initial.get("due")  # type: ignore[attr-defined]


TableRows = forms.formset_factory(TableRowForm, extra=3, max_num=400)


def table_rows_form(area: FocusArea, data: Any = None) -> Any:
    """The rows of a focus area and its goals, with three empty ones at the end."""
    goals = list(Goal.objects.active().of_the_plan().filter(focus_area=area).prefetch_related("criteria"))
    places = [("a", _("The focus area itself")), *((f"g{goal.pk}", goal.title) for goal in goals)]
    rows = [("a", each) for each in area.criteria.all()]
    rows += [(f"g{goal.pk}", each) for goal in goals for each in goal.criteria.all()]
    initial = [
        {"pk": each.pk, "where": where, "kind": each.kind, "text": each.text, "due": each.due}
        for where, each in rows
    ]
    return TableRows(data, initial=initial, prefix="rows", form_kwargs={"places": places})


def table_lines(formset: Any) -> list[TableLine]:
    """What was typed, as the action takes it."""
    return [
        TableLine(
            row["text"],
            row.get("kind") or CriterionKind.SUCCESS,
            row.get("due"),
            int(row["where"][1:]) if row.get("where", "a")[1:] else None,
            row.get("pk"),
        )
        for row in formset.cleaned_data
        if row
    ]


class BringTableForm(forms.Form):
    """A table from Excel: pasted, or as a file. `rows` holds what was read."""

    file = forms.FileField(
        label=gettext_lazy("An Excel or CSV file"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
        help_text=gettext_lazy("The table you fetched here, or your own: only its headers are needed."),
    )
    text = forms.CharField(
        label=gettext_lazy("Or paste the rows"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=gettext_lazy("Mark the table in Excel with its headers, copy it, and paste it here."),
    )

    rows: list[list[str]]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        file, text = cleaned.get("file"), cleaned.get("text", "")
        if not file and not text.strip():
            self.add_error(None, _("Choose a file, or paste the rows."))
            return cleaned
        name = file.name if file else _("What you pasted")
        try:
            self.rows = read_apart(file.read(), file.name) if file else pasted(text)
        except Unreadable as error:
            self.add_error("file" if file else "text", unreadable(error.reason, name))
        return cleaned
