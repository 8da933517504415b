"""Goal attainment: the five levels, and the score."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from roedtraad.core.forms import DayField, SafeTextMixin, SeenVersion
from roedtraad.indicators.models import Scale

LEVELS = {
    "plus_two": gettext_lazy("+2: much more than expected"),
    "plus_one": gettext_lazy("+1: more than expected"),
    "zero": gettext_lazy("0: what we expect"),
    "minus_one": gettext_lazy("−1: less than expected"),
    "minus_two": gettext_lazy("−2: much less than expected"),
}


class ScaleForm(SafeTextMixin, forms.Form):
    """Five levels of one thing, from what one would see."""

    title = forms.CharField(
        label=gettext_lazy("What is looked at"),
        max_length=200,
        help_text=gettext_lazy("One thing: “How the children join in at playtime”."),
        error_messages={"required": gettext_lazy("The scale has no name.")},
    )
    plus_two = forms.CharField()
    plus_one = forms.CharField()
    zero = forms.CharField()
    minus_one = forms.CharField()
    minus_two = forms.CharField()
    weight = forms.IntegerField(
        label=gettext_lazy("Weight among the goal's scales"), min_value=1, max_value=10, initial=1
    )
    to_be_scored = DayField(label=gettext_lazy("To be scored on"), required=False)

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        for name, label in LEVELS.items():
            self.fields[name] = forms.CharField(
                label=label, required=False, widget=forms.Textarea(attrs={"rows": 2})
            )
        self.fields["zero"].help_text = gettext_lazy("Write this one first: what you honestly expect.")

    @staticmethod
    def initial_of(scale: Scale) -> dict[str, Any]:
        names = ("title", *LEVELS, "weight", "to_be_scored")
        return {name: getattr(scale, name) for name in names} | {"seen_version": scale.version}


class EditScaleForm(ScaleForm, SeenVersion):
    pass


class ScoreForm(SafeTextMixin, forms.Form):
    """Which level was reached, and what that is built on."""

    score = forms.TypedChoiceField(
        label=gettext_lazy("Which level was reached?"), coerce=int, widget=forms.RadioSelect
    )
    on = DayField(label=gettext_lazy("Looked at on"))
    evidence = forms.CharField(
        label=gettext_lazy("What do we build it on?"),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": gettext_lazy("Write what was looked at and by whom; one sentence is enough.")
        },
    )

    def __init__(self, *args: Any, scale: Scale, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["score"].choices = [  # type: ignore[attr-defined]
            (level, f"{level:+d}: {words}".replace("-", "−").replace("+0", "0"))
            for level, _name, words in scale.levels
        ]
