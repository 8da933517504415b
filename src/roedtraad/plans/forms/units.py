"""The form of a unit's own goal, on the common template, and the words with which one is returned or commented."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from roedtraad.core.enums import Level
from roedtraad.core.forms import FuzzyDateField, SafeTextMixin
from roedtraad.plans.models import FocusArea, Goal, Plan


def _words(label: Any, help_text: Any, **more: Any) -> forms.CharField:
    return forms.CharField(
        label=label, help_text=help_text, required=False, widget=forms.Textarea(attrs={"rows": 3}), **more
    )


class UnitGoalForm(SafeTextMixin, forms.Form):
    """What, how we live up to it, how we follow up, which indicators, when expected. A draft may lack any but the first."""

    under = forms.ChoiceField(
        label=gettext_lazy("Which goal of the plan it is about"),
        help_text=gettext_lazy(
            "A goal you take up where you are. If none fits, choose the focus area itself, last in the list."
        ),
        error_messages={
            "required": gettext_lazy("Choose the goal or focus area of the plan that your goal is about."),
            "invalid_choice": gettext_lazy("That goal is no longer worked on. Choose another."),
        },
    )
    title = forms.CharField(
        label=gettext_lazy("What do you want to reach?"),
        max_length=300,
        help_text=gettext_lazy("One sentence, about what will be different for the children where you are."),
        error_messages={
            "required": gettext_lazy("The goal has no words. Write what will be different with you.")
        },
    )
    how = _words(
        gettext_lazy("How do you live up to it?"),
        gettext_lazy("What you do in everyday life, and who does it."),
    )
    followed_by = _words(
        gettext_lazy("How do you follow up?"),
        gettext_lazy("Where and how often you talk about how it goes: at a staff meeting, each quarter."),
    )
    measured_by = _words(
        gettext_lazy("Which indicators show it?"),
        gettext_lazy("Figures or signs that tell you whether it helps. May be left empty."),
    )
    due = FuzzyDateField(
        label=gettext_lazy("When do you expect to reach it?"),
        required=False,
        help_text=gettext_lazy("As exactly as you know it: “juni 2027”, “2. kvartal 2027”, “2027”."),
    )
    level = forms.ChoiceField(
        label=gettext_lazy("Level of prevention"),
        required=False,
        choices=[
            ("", gettext_lazy("The same as the goal it is about")),
            (Level.GENERAL, gettext_lazy("General: for all children and young people")),
            (Level.PREVENTIVE, gettext_lazy("Preventive: for those who may come to need help")),
            (Level.TARGETED, gettext_lazy("Targeted: for those who need special support")),
            (Level.NONE, gettext_lazy("No level applies")),
        ],
    )

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any):
        super().__init__(*args, **kwargs)
        areas = list(FocusArea.objects.filter(plan=plan))
        goals = list(Goal.objects.active().of_the_plan().filter(plan=plan))
        self.things: dict[str, Goal | FocusArea] = {f"g{goal.pk}": goal for goal in goals}
        self.things |= {f"a{area.pk}": area for area in areas}
        for thing in self.things.values():
            thing.plan = plan
        by_area: dict[int, list[Goal]] = {}
        for goal in goals:
            by_area.setdefault(goal.focus_area_id or 0, []).append(goal)
        named = [*((area.pk, area.title) for area in areas), (0, _("Without a focus area"))]
        self.fields["under"].choices = [  # type: ignore[attr-defined]
            ("", _("Choose a goal")),
            *(
                (title, [(f"g{goal.pk}", goal.title) for goal in by_area[pk]])
                for pk, title in named
                if by_area.get(pk)
            ),
            (_("Focus areas"), [(f"a{area.pk}", area.title) for area in areas]),
        ]

    @staticmethod
    def initial_of(goal: Goal) -> dict[str, Any]:
        names = ("title", "how", "followed_by", "measured_by", "due", "level")
        under = f"g{goal.parent_id}" if goal.parent_id else f"a{goal.focus_area_id}"
        return {"under": under, **{name: getattr(goal, name) for name in names}}

    def values(self) -> dict[str, Any]:
        """The arguments of write_unit_goal and edit_unit_goal."""
        cleaned = dict(self.cleaned_data)
        return cleaned | {"under": self.things[cleaned["under"]]}


class WordsForm(SafeTextMixin, forms.Form):
    """Why a goal is returned."""

    text = forms.CharField(
        label=gettext_lazy("What should be different?"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("The unit reads it, writes anew and submits again."),
        error_messages={"required": gettext_lazy("Write what should be different; one sentence is enough.")},
    )


class CommentForm(SafeTextMixin, forms.Form):
    """A comment on a unit's goal."""

    text = forms.CharField(
        label=gettext_lazy("Your comment"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("The unit and its line manager read it."),
        error_messages={"required": gettext_lazy("The comment has no words.")},
    )
