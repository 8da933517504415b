"""Figures by hand: a row for each period, as many as are known."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from roedtraad.core.forms import DayField, OneOf, SafeTextMixin
from roedtraad.indicators.charting import language
from roedtraad.indicators.figures import WHOLE, Figure, Whose
from roedtraad.indicators.models import Indicator, Series
from roedtraad.indicators.released import Cell, Shown
from roedtraad.measures.periods import Period, through
from roedtraad.organisation.models import Unit

from .fields import NumberField

# How many periods are offered at once, by how many there are in a year.
OFFERED = {52: 12, 12: 14, 4: 9, 2: 7, 1: 8}


class FigureForm(SafeTextMixin, forms.Form):
    """One period. Empty: nothing is written of it. Missing: it was not counted, and that is said."""

    start = forms.DateField(widget=forms.HiddenInput)
    value = NumberField(label=gettext_lazy("Figure"), required=False)
    numerator = NumberField(label=gettext_lazy("Part"), required=False)
    denominator = NumberField(label=gettext_lazy("Of"), required=False)
    missing = forms.BooleanField(label=gettext_lazy("Not counted"), required=False)
    note = forms.CharField(label=gettext_lazy("Remark"), max_length=200, required=False)

    def __init__(self, *args: Any, indicator: Indicator, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.indicator = indicator
        if self.initial.get("hidden"):
            self.fields["value"].widget.attrs["placeholder"] = _("hidden")
        if not indicator.is_share:
            del self.fields["numerator"], self.fields["denominator"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        numbers = [cleaned.get(name) for name in ("value", "numerator", "denominator")]
        if cleaned.get("missing") and any(number is not None for number in numbers):
            self.add_error(
                "missing", _("There is a figure, and it says that none was counted. Keep one of them.")
            )
        if (cleaned.get("numerator") is None) != (cleaned.get("denominator") is None):
            self.add_error("numerator", _("Write both numbers, or only the figure."))
        return cleaned

    @property
    def label(self) -> str:
        """The period of the row in words."""
        start = self.initial.get("start") or self.data.get(self.add_prefix("start"))
        day = start if isinstance(start, datetime.date) else datetime.date.fromisoformat(str(start))
        return self.indicator.period(day).label(language())

    def figure(self, whose: Whose) -> Figure | None:
        cleaned = self.cleaned_data
        value, part, whole = (cleaned.get(name) for name in ("value", "numerator", "denominator"))
        if not cleaned["missing"] and value is None and part is None and whole is None:
            return None
        if part is not None:
            value = None  # the share is counted from its parts
        return Figure(cleaned["start"], value, part, whole, note=cleaned["note"], whose=whose)


class BaseFigureRows(forms.BaseFormSet):
    def figures(self, whose: Whose) -> list[Figure]:
        found = [form.figure(whose) for form in self.forms]
        return [figure for figure in found if figure is not None]


FigureRows = forms.formset_factory(FigureForm, formset=BaseFigureRows, extra=0, max_num=200)


def offered_periods(
    indicator: Indicator, today: datetime.date, until: datetime.date | None = None
) -> list[Period]:
    """The latest periods of the indicator, the newest first; `until` begins further back."""
    latest = Period.holding(indicator.beat, until or today)
    count = OFFERED[indicator.beat.per_year]
    return list(through(latest.shifted(1 - count), latest))[::-1]


def rows_for(
    indicator: Indicator, periods: Sequence[Period], seen: Mapping[datetime.date, Cell], data: Any = None
) -> Any:
    """A row for each period, with what the writer may see of what stands: a hidden figure stays hidden, and stays."""
    initial = []
    for period in periods:
        cell = seen.get(period.start)
        row: dict[str, Any] = {"start": period.start}
        if cell is not None:
            counted = cell.numerator is not None and cell.denominator is not None and indicator.is_share
            row |= {
                "value": None if counted else cell.value,
                "numerator": cell.numerator,
                "denominator": cell.denominator,
                "missing": cell.state is Shown.MISSING,
                "hidden": cell.state.is_hidden,
            }
        initial.append(row)
    return FigureRows(data, initial=initial, form_kwargs={"indicator": indicator}, prefix="figures")


class WhoseForm(SafeTextMixin, forms.Form):
    """Whose figures are written, and why an earlier one is changed."""

    reason = forms.CharField(
        label=gettext_lazy("If you change what stood: why?"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("The old figure is kept beside the new one."),
    )


class ChooseSeriesForm(forms.Form):
    """Which row of figures: one there is, or a new one for a unit or a part."""

    series = OneOf(
        label=gettext_lazy("Whose figures?"), required=False, empty=gettext_lazy("The whole municipality")
    )
    unit = OneOf(
        label=gettext_lazy("Or a unit that has none yet"), required=False, empty=gettext_lazy("None")
    )

    def __init__(self, *args: Any, series: Iterable[Series], units: Iterable[Unit], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["series"].offer(series)  # type: ignore[attr-defined]
        self.fields["unit"].offer(units)  # type: ignore[attr-defined]

    @property
    def whose(self) -> Whose:
        if not self.is_valid():
            return WHOLE
        series, unit = self.cleaned_data["series"], self.cleaned_data["unit"]
        if unit is not None:
            return Whose(unit=unit.pk)
        if series is not None:
            return whose_is(series)
        return WHOLE


def whose_is(series: Series) -> Whose:
    return Whose(series.unit_id, series.place_code, series.place_name, series.dims)


class HandOverForm(SafeTextMixin, forms.Form):
    """Who carries a unit's figures on."""

    to = forms.MultipleChoiceField(
        label=gettext_lazy("Who carries them on?"),
        help_text=gettext_lazy("Several, if the unit is split."),
        error_messages={"required": gettext_lazy("Choose the unit that carries the figures on.")},
    )
    on = DayField(label=gettext_lazy("From"))
    alike = forms.BooleanField(
        label=gettext_lazy("The same is counted as before: only the name or the leader is new"),
        required=False,
    )
    reason = forms.CharField(
        label=gettext_lazy("What happened?"),
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": gettext_lazy("Write what happened to the unit.")},
    )

    def __init__(self, *args: Any, units: Iterable[Unit], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.units = {str(unit.pk): unit for unit in units}
        self.fields["to"].choices = [(pk, unit.name) for pk, unit in self.units.items()]  # type: ignore[attr-defined]

    def clean_to(self) -> list[Unit]:
        return [self.units[pk] for pk in self.cleaned_data["to"]]
