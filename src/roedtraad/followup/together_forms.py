"""The part of a check-in's form that says for which further units the words count."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from roedtraad.core.enums import StatusKey

from .models import CheckIn
from .queries import ReportLine
from .rules import what_is_missing


class UnitsForm(forms.Form):
    """A box for each further unit, and its status where it is another one. Nothing written yet: the box is ticked."""

    def __init__(self, data: Any = None, *, lines: Sequence[ReportLine], answered: str = ""):
        super().__init__(data)
        self.lines = lines
        for line in lines:
            pk, said = line.goal.pk, line.check_in
            own = said.status if said and said.status != answered else ""
            self.fields[f"also_{pk}"] = forms.BooleanField(
                label=str(line.goal.unit or line.goal.title),
                required=False,
                initial=said is None,
                help_text=line.goal.title,
            )
            self.fields[f"status_{pk}"] = forms.ChoiceField(
                label=_("%(unit)s: the status, where it is another one") % {"unit": line.goal.unit or ""},
                choices=[("", gettext_lazy("the same")), *StatusKey.choices],
                required=False,
                initial=own,
            )
            self.fields[f"seen_{pk}"] = forms.CharField(
                required=False, widget=forms.HiddenInput, initial=said.version if said else ""
            )

    @property
    def rows(self) -> list[dict[str, Any]]:
        """What stands on the page of each unit."""
        return [
            {
                "line": line,
                "also": self[f"also_{line.goal.pk}"],
                "status": self[f"status_{line.goal.pk}"],
                "seen": self[f"seen_{line.goal.pk}"],
            }
            for line in self.lines
        ]

    def others(self, user: Any) -> dict[int, tuple[int | str | None, str]]:
        """As the action takes it. One's own earlier save is no surprise: a draft kept by the page may pass the button."""
        found: dict[int, tuple[int | str | None, str]] = {}
        for line in self.lines:
            pk = line.goal.pk
            if self.cleaned_data[f"also_{pk}"]:
                own = line.check_in is None or line.check_in.written_by_id == user.pk
                found[pk] = (
                    None if own else self.cleaned_data[f"seen_{pk}"] or 0,
                    self.cleaned_data[f"status_{pk}"],
                )
        return found

    def ask_for_what_is_missing(self, answers: dict[str, Any]) -> bool:
        """A unit with another status may need what the words do not say; True if one does."""
        missing = False
        for line in self.lines:
            pk = line.goal.pk
            status = self.cleaned_data[f"status_{pk}"]
            if (
                not self.cleaned_data[f"also_{pk}"]
                or not status
                or not CheckIn(status=status).asks_for_something
            ):
                continue
            for reason in what_is_missing(
                status, answers["need"], answers["needed"], answers["awaited_until"]
            )[:1]:
                self.add_error(f"status_{pk}", str(reason))
                missing = True
        return missing
