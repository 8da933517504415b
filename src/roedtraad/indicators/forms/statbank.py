"""Choosing in a table of StatBank Denmark, with the table's own words."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from roedtraad.figures.statbank import (
    ALL,
    Selection,
    Since,
    TableInfo,
    Variable,
    beside,
    preset,
    region_variable,
)
from roedtraad.indicators.enums import Schedule

FEW = 24  # values up to which each is a box to tick; above, a list to choose several from


class SearchForm(forms.Form):
    q = forms.CharField(
        label=gettext_lazy("What are you looking for?"),
        max_length=100,
        required=False,
        help_text=gettext_lazy("A word or several, or a table's own name: “underretninger”, “UND1”."),
    )


class TableForm(forms.Form):
    """Which values of each variable, beside whom, from when, and how often it is asked."""

    def __init__(self, *args: Any, info: TableInfo, municipality: str, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.info, self.municipality = info, municipality
        self.places = beside(info, municipality)
        self.region = region_variable(info)
        usual = preset(info, municipality)
        self.names: dict[str, Variable] = {}
        if self.places.variable is not None:
            self._places()
        for number, variable in enumerate(info.variables):
            if variable.time:
                self._since(variable)
            elif self.region is None or variable.id != self.region.id:
                self.names[f"v{number}"] = variable
                self.fields[f"v{number}"] = self._values(variable, usual)

    def _places(self) -> None:
        offered = [
            ("country", _("All of Denmark"), self.places.country),
            ("region", _("The region"), self.places.region),
            ("group", _("The municipalities most like it"), self.places.group),
        ]
        self.fields["beside"] = forms.MultipleChoiceField(
            label=_("Set beside"),
            required=False,
            choices=[(key, label) for key, label, there in offered if there],
            initial=["country"] if self.places.country else [],
            widget=forms.CheckboxSelectMultiple,
        )

    def _since(self, variable: Variable) -> None:
        values = [(value.code, value.label) for value in variable.values if value.period]
        self.fields["since"] = forms.ChoiceField(
            label=_("From"), choices=values, initial=values[0][0] if values else "", required=bool(values)
        )

    def _values(self, variable: Variable, usual: Selection) -> forms.MultipleChoiceField:
        chosen = usual.choices.get(variable.id, ())
        every = [value.code for value in variable.values]
        few = len(every) <= FEW
        return forms.MultipleChoiceField(
            label=variable.label,
            choices=[(value.code, value.label) for value in variable.values],
            initial=every if chosen == ALL else list(chosen) if isinstance(chosen, tuple) else [],
            required=not variable.elimination,
            widget=forms.CheckboxSelectMultiple if few else forms.SelectMultiple(attrs={"size": 10}),
            help_text=""
            if few
            else _("Hold Ctrl (or Cmd) to choose several. None chosen: all of them together.")
            if variable.elimination
            else _("Hold Ctrl (or Cmd) to choose several."),
            error_messages={"required": _("Choose at least one: the table has no sum of all of them.")},
        )

    def starting(self) -> dict[str, Any]:
        """What is chosen before anybody has chosen."""
        return {name: field.initial for name, field in self.fields.items()}

    def selection(self) -> Selection:
        """What was chosen, with today's labels."""
        cleaned = self.cleaned_data
        choices: dict[str, Any] = {}
        if self.region is not None:
            wanted = cleaned.get("beside", [])
            places = [self.places.own, *self.places.before]
            places += [self.places.country] * ("country" in wanted) + [self.places.region] * (
                "region" in wanted
            )
            places += list(self.places.group) * ("group" in wanted)
            choices[self.region.id] = tuple(dict.fromkeys(place for place in places if place))
        for name, variable in self.names.items():
            if cleaned[name]:
                choices[variable.id] = tuple(cleaned[name])
        time = self.info.time
        if time is not None:
            choices[time.id] = Since(cleaned["since"]) if cleaned.get("since") else ALL
        return Selection(self.info.id, choices).remembering(self.info)


class ScheduleForm(forms.Form):
    schedule = forms.ChoiceField(
        label=gettext_lazy("How often is it asked?"),
        choices=Schedule.choices,
        initial=Schedule.MONTHLY,
        help_text=gettext_lazy("Only what is new or corrected becomes a new figure; what stood is kept."),
    )
