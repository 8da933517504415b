"""Whose figures: the municipality's, a unit's, a part of the children; and the figures themselves."""

from __future__ import annotations

import json
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from roedtraad.core.tenancy import TenantModel, objects_of
from roedtraad.indicators.enums import FigureState, Origin
from roedtraad.indicators.querysets import SeriesQuerySet
from roedtraad.organisation.models import Unit

from .definition import Indicator

WHOLE = "[]"


def breakdown_key(dims: dict[str, str]) -> str:
    """The parts of a breakdown as one text, the same whatever their order: '[["køn","piger"]]'; '[]' for the whole."""
    return json.dumps(sorted(dims.items()), ensure_ascii=False, separators=(",", ":"))


class Series(TenantModel):
    """One row of figures of an indicator: of the municipality or a unit, of all or of a part (sex, grade, answer).

    A comparison (another municipality, the country) is a code and a name: it points to nobody's rows.
    """

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="series")
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    place_code = models.CharField(_("code of the place compared with"), max_length=12, blank=True)
    place_name = models.CharField(_("the place compared with"), max_length=100, blank=True)
    dims = models.JSONField(default=dict, help_text="breakdown: {dimension: value}, empty for the whole")
    breakdown = models.CharField(max_length=400, default=WHOLE, editable=False)
    ended_on = models.DateField(null=True, blank=True, help_text="the day from which others carry it on")

    objects: ClassVar[Any] = objects_of(SeriesQuerySet)

    class Meta:
        verbose_name = _("series")
        verbose_name_plural = _("series")
        ordering = ["place_code", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(place_code="") | Q(unit__isnull=True), name="series_of_a_unit_or_another_place"
            ),
            models.UniqueConstraint(
                fields=["indicator", "unit", "breakdown"],
                condition=Q(ended_on__isnull=True, unit__isnull=False),
                name="series_of_unit_once",
            ),
            models.UniqueConstraint(
                fields=["indicator", "place_code", "breakdown"],
                condition=Q(unit__isnull=True),
                name="series_of_place_once",
            ),
        ]

    def __str__(self) -> str:
        return self.name or str(_("The whole municipality"))

    def claim(self) -> Self:
        self.breakdown = breakdown_key(self.dims)
        return super().claim()

    @property
    def is_ours(self) -> bool:
        return not self.place_code

    @property
    def is_main(self) -> bool:
        """The municipality as a whole, all together: what the headline is about."""
        return self.unit_id is None and not self.place_code and self.breakdown == WHOLE

    @property
    def name(self) -> str:
        """Whose: 'Skovbakkeskolen', 'Nordby', 'piger', 'Skovbakkeskolen, piger'; "" for the municipality as a whole."""
        whose = self.place_name or (self.unit.name if self.unit else "")
        return ", ".join(filter(None, [whose, *(self.dims[name] for name in sorted(self.dims))]))


class SeriesSuccession(TenantModel):
    """A unit merged, split or closed, and its figures went on with another: from whom, to whom, from which day."""

    series = models.ForeignKey(Series, on_delete=models.CASCADE, related_name="handed_over")
    from_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    to_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    heir = models.ForeignKey(Series, on_delete=models.CASCADE, related_name="inherited")
    on = models.DateField()
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ["on", "pk"]

    def __str__(self) -> str:
        return f"{self.from_unit} → {self.to_unit}"


class Measurement(TenantModel):
    """One figure of a series in one period, as it was known. A figure revised later is a new row: both are kept.

    Read by `cube` and the actions only; everybody else reads a release. Slim, as there are a million of them: floats
    hold every count a municipality has exactly, and the key of the period is its first day.
    """

    # Without indexes of their own: the one below begins with the series, and a series has one municipality.
    municipality = models.ForeignKey(
        "core.Municipality", on_delete=models.PROTECT, related_name="+", editable=False, db_index=False
    )
    series = models.ForeignKey(Series, on_delete=models.PROTECT, related_name="+", db_index=False)
    start = models.DateField()
    revision = models.PositiveSmallIntegerField(default=0)
    state = models.CharField(max_length=8, choices=FigureState, default=FigureState.VALUE)
    value = models.FloatField(null=True)
    numerator = models.FloatField(null=True)
    denominator = models.FloatField(null=True)
    provisional = models.BooleanField(default=False)
    origin = models.CharField(max_length=8, choices=Origin, default=Origin.HAND)
    known_at = models.DateTimeField(default=timezone.now)
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = _("figure")
        verbose_name_plural = _("figures")
        constraints = [
            models.UniqueConstraint(fields=["series", "start", "revision"], name="measurement_once"),
            models.CheckConstraint(
                condition=Q(state=FigureState.VALUE, value__isnull=False)
                | (~Q(state=FigureState.VALUE) & Q(value__isnull=True)),
                name="measurement_value_or_why_not",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.start:%Y-%m-%d} {'–' if self.value is None else f'{self.value:g}'}"
