"""Forms of steering: what the view is narrowed to, the agenda, who is there, a point with its tasks, a correction."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from roedtraad.core.forms import DayField, OneOf, SafeTextMixin, whole_number
from roedtraad.matters.decisions import TaskWords
from roedtraad.matters.enums import DecisionResult
from roedtraad.organisation.models import Position, Unit
from roedtraad.plans.fields import PositionField
from roedtraad.plans.models import FocusArea, Plan

from .enums import POINT_RESULTS
from .models import Attendance, Point, Sitting
from .queries import Proposal, SteeringFilter
from .queries.reading import SILENCES, SILENT_AFTER
from .rules import due_of

SPARE_LINES = 2  # empty lines after the tasks there are, so that one can be added without scripts
MOST_LINES = 8


def chosen_of(asked: Mapping[str, Any]) -> SteeringFilter:
    """What an address narrows the view to; what it does not know it leaves out."""
    silent = whole_number(asked.get("tavs", "")) or SILENT_AFTER
    return SteeringFilter(
        area=whole_number(asked.get("fokus", "")),
        unit=whole_number(asked.get("enhed", "")),
        silent=silent if silent in SILENCES else SILENT_AFTER,
    )


class FilterForm(forms.Form):
    """Focus area, unit, and how long a silence is."""

    fokus = OneOf(label=_("Focus area"), required=False, empty=_("All"))
    enhed = OneOf(label=_("Unit"), required=False, empty=_("All"))
    tavs = forms.ChoiceField(label=_("Without news for"), required=False)

    def __init__(self, *, areas: Sequence[FocusArea], units: Sequence[Unit], chosen: SteeringFilter):
        initial = {"fokus": chosen.area, "enhed": chosen.unit, "tavs": chosen.silent}
        super().__init__(initial=initial)
        self.fields["fokus"].offer(areas, in_order=False)  # type: ignore[attr-defined]
        self.fields["enhed"].offer(units, in_order=False)  # type: ignore[attr-defined]
        if not units:
            del self.fields["enhed"]
        self.fields["tavs"].choices = [  # type: ignore[attr-defined]
            (n, ngettext("%(n)s cycle", "%(n)s cycles", n) % {"n": n}) for n in SILENCES
        ]


class AgendaForm(SafeTextMixin, forms.Form):
    """Which of the proposed points the group takes up, and its own."""

    chosen = forms.MultipleChoiceField(
        label=_("Proposed from the steering view"), required=False, widget=forms.CheckboxSelectMultiple
    )
    own = forms.CharField(
        label=_("The group's own points"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One a line."),
    )

    def __init__(self, *args: Any, proposed: Sequence[Proposal], **kwargs: Any):
        kwargs.setdefault("initial", {"chosen": [each.key for each in proposed if each.chosen]})
        super().__init__(*args, **kwargs)
        self.proposed = proposed
        self.fields["chosen"].choices = [(each.key, each.title) for each in proposed]  # type: ignore[attr-defined]

    def options(self) -> Iterator[tuple[Proposal, Any]]:
        """Each proposal with its tick."""
        return zip(self.proposed, self["chosen"], strict=True)

    def values(self) -> dict[str, Any]:
        """As `actions.prepare` takes it."""
        keys = set(self.cleaned_data["chosen"])
        return {
            "points": [each for each in self.proposed if each.key in keys],
            "own": self.cleaned_data["own"].splitlines(),
        }


class PlanChoice(forms.Form):
    """Which plan the group's meeting follows up."""

    plan = OneOf(label=_("Plan"))

    def __init__(self, *args: Any, plans: Sequence[Plan], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["plan"].offer(plans)  # type: ignore[attr-defined]


class OwnPointForm(SafeTextMixin, forms.Form):
    title = forms.CharField(
        label=_("A further point"),
        max_length=300,
        error_messages={"required": _("Write what the group is to talk about.")},
    )


class AttendanceForm(SafeTextMixin, forms.Form):
    """Who is there; the seats as they were filled when the meeting began."""

    present = forms.MultipleChoiceField(
        label=_("Who is there"), required=False, widget=forms.CheckboxSelectMultiple
    )
    guests = forms.CharField(
        label=_("Others"), max_length=300, required=False, help_text=_("Names, and where they come from.")
    )

    def __init__(self, *args: Any, sitting: Sitting, seats: Sequence[Attendance], **kwargs: Any):
        there = [each for each in seats if each.name]
        kwargs.setdefault(
            "initial", {"present": [str(each.pk) for each in there if each.present], "guests": sitting.guests}
        )
        super().__init__(*args, **kwargs)
        self.fields["present"].choices = [  # type: ignore[attr-defined]
            (str(each.pk), f"{each.name}, {each.seat}") for each in there
        ]

    def values(self) -> dict[str, Any]:
        return {
            "present": [int(key) for key in self.cleaned_data["present"]],
            "guests": self.cleaned_data["guests"],
        }


class PointForm(SafeTextMixin, forms.Form):
    """What was said and decided about a point, and its tasks: text_0, owner_0, due_0 and on."""

    said = forms.CharField(label=_("What was said"), required=False, widget=forms.Textarea(attrs={"rows": 4}))
    decision = forms.CharField(
        label=_("What was decided"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Leave it empty where nothing was decided."),
    )
    result = forms.ChoiceField(
        label=_("The outcome"),
        required=False,
        choices=[(each.value, each.label) for each in POINT_RESULTS],
        initial=DecisionResult.APPROVED,
    )
    responsible = PositionField(
        label=_("Who sees to it"), help_text=_("A position; it has the decision as its task.")
    )
    carried = forms.BooleanField(label=_("It goes on at the next meeting"), required=False)

    def __init__(self, *args: Any, positions: Sequence[Position], lines: int = SPARE_LINES, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["responsible"].offer(positions)  # type: ignore[attr-defined]
        if self.is_bound:
            lines = sum(1 for number in range(MOST_LINES) if f"text_{number}" in self.data)
        self._lines = min(lines, MOST_LINES)
        for number in range(self._lines):
            self.fields[f"text_{number}"] = forms.CharField(label=_("Task"), max_length=500, required=False)
            owner = self.fields[f"owner_{number}"] = PositionField(label=_("Who"))
            owner.offer(positions)
            self.fields[f"due_{number}"] = DayField(label=_("Due"), required=False)

    @classmethod
    def of(cls, point: Point, positions: Sequence[Position], data: Any = None) -> PointForm:
        initial: dict[str, Any] = {
            "said": point.said,
            "decision": point.decision,
            "result": point.result or DecisionResult.APPROVED,
            "responsible": point.responsible_id,
            "carried": point.carried,
        }
        for number, task in enumerate(point.tasks):
            initial |= {
                f"text_{number}": task["text"],
                f"owner_{number}": task["owner"],
                f"due_{number}": due_of(task),
            }
        return cls(data, positions=positions, lines=len(point.tasks) + SPARE_LINES, initial=initial)

    def lines(self) -> Iterator[tuple[int, BoundField, BoundField, BoundField]]:
        for number in range(self._lines):
            yield number + 1, self[f"text_{number}"], self[f"owner_{number}"], self[f"due_{number}"]

    def values(self) -> dict[str, Any]:
        """As `actions.write_point` takes it; a line that says nothing is no task."""
        typed = self.cleaned_data
        rows = (
            TaskWords(typed[f"text_{n}"], typed[f"owner_{n}"], typed[f"due_{n}"]) for n in range(self._lines)
        )
        own = ("said", "decision", "result", "responsible", "carried")
        return {name: typed[name] for name in own} | {
            "tasks": [row for row in rows if row.text or row.owner or row.due]
        }


class CorrectionForm(SafeTextMixin, forms.Form):
    """What the minutes should say about a point, and what was wrong."""

    reason = forms.CharField(
        label=_("What was wrong"),
        max_length=500,
        help_text=_("It stands in the minutes, with the day."),
        error_messages={"required": _("Write it in one sentence.")},
    )
    said = forms.CharField(label=_("What was said"), required=False, widget=forms.Textarea(attrs={"rows": 5}))
    decision = forms.CharField(
        label=_("What was decided"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
