"""What is counted, what it tells about, and what must be known to read it: breaks, rebases, targets."""

from __future__ import annotations

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from roedtraad.core.actions import Versioned
from roedtraad.core.tenancy import TenantModel, objects_of
from roedtraad.indicators.enums import (
    SHARES,
    Audience,
    Cadence,
    Confidence,
    Direction,
    Kind,
    Measure,
    UnitOfMeasure,
)
from roedtraad.indicators.querysets import IndicatorQuerySet
from roedtraad.measures.periods import Period, Rhythm
from roedtraad.organisation.models import Position
from roedtraad.plans.models import FocusArea, Goal
from roedtraad.policies.models import Passage

MINIMUM = 5  # domain.md, Numbers: the default minimum count


class Indicator(TenantModel, Versioned):
    """One thing that is counted again and again: of all children, or of our own work."""

    title = models.CharField(_("title"), max_length=200)
    subject = models.CharField(
        _("as it begins a sentence"),
        max_length=80,
        blank=True,
        help_text="'Fraværet', 'Antallet af underretninger'",
    )
    definition = models.TextField(_("what is counted, in plain words"))
    kind = models.CharField(_("about whom"), max_length=12, choices=Kind, default=Kind.POPULATION)
    measure = models.CharField(_("which question it answers"), max_length=12, choices=Measure, blank=True)
    unit = models.CharField(_("unit"), max_length=10, choices=UnitOfMeasure, default=UnitOfMeasure.NUMBER)
    decimals = models.PositiveSmallIntegerField(_("decimals"), default=0, validators=[MaxValueValidator(4)])
    direction = models.CharField(_("direction"), max_length=8, choices=Direction, default=Direction.NEUTRAL)
    numerator_words = models.CharField(_("what the numerator counts"), max_length=300, blank=True)
    denominator_words = models.CharField(_("what the denominator counts"), max_length=300, blank=True)
    source_words = models.CharField(_("source"), max_length=300, blank=True)
    licence = models.CharField(_("licence"), max_length=100, blank=True)
    rhythm = models.CharField(_("how often"), max_length=12, choices=Cadence, default=Cadence.YEAR)
    owner = models.ForeignKey(
        Position, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("owner")
    )
    minimum_count = models.PositiveSmallIntegerField(
        _("minimum count"), default=MINIMUM, validators=[MinValueValidator(1)]
    )
    reach = models.CharField(_("who may read it"), max_length=8, choices=Audience, default=Audience.COUNCIL)
    traps = models.TextField(_("what to beware of"), blank=True)
    catalogue_key = models.CharField(max_length=60, blank=True, db_index=True)
    retired_on = models.DateField(_("retired on"), null=True, blank=True)
    retire_reason = models.TextField(blank=True)

    objects: ClassVar = objects_of(IndicatorQuerySet)

    class Meta:
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind=Kind.PERFORMANCE) & ~Q(measure="") | Q(kind=Kind.POPULATION, measure=""),
                name="indicator_measure_of_performance_only",
            ),
            models.CheckConstraint(condition=Q(minimum_count__gte=1), name="indicator_minimum_at_least_one"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def beat(self) -> Rhythm:
        return Rhythm(self.rhythm)

    @property
    def is_share(self) -> bool:
        """Whether a figure is a numerator over a denominator."""
        return self.unit in SHARES

    def period(self, start: object) -> Period:
        """The period of the indicator's rhythm that begins on a day."""
        return Period(self.beat, start)  # type: ignore[arg-type]


class IndicatorLink(TenantModel, Versioned):
    """An indicator under a goal, a focus area or a theme, with what one assumes of how they hang together."""

    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="links")
    goal = models.ForeignKey(Goal, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    focus_area = models.ForeignKey(
        FocusArea, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    passage = models.ForeignKey(Passage, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    assumption = models.TextField(_("how they hang together, we think"))
    confidence = models.CharField(
        _("how sure we are"), max_length=6, choices=Confidence, default=Confidence.MEDIUM
    )
    look_again = models.DateField(_("look again on"), null=True, blank=True)

    class Meta:
        verbose_name = _("connection")
        verbose_name_plural = _("connections")
        constraints = [
            models.CheckConstraint(
                condition=Q(goal__isnull=False, focus_area__isnull=True, passage__isnull=True)
                | Q(goal__isnull=True, focus_area__isnull=False, passage__isnull=True)
                | Q(goal__isnull=True, focus_area__isnull=True, passage__isnull=False),
                name="indicator_link_to_one_thing",
            ),
            models.UniqueConstraint(fields=["indicator", "goal"], name="indicator_link_goal_once"),
            models.UniqueConstraint(fields=["indicator", "focus_area"], name="indicator_link_area_once"),
            models.UniqueConstraint(fields=["indicator", "passage"], name="indicator_link_passage_once"),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} – {self.thing}"

    @property
    def thing(self) -> Goal | FocusArea | Passage:
        thing = self.goal or self.focus_area or self.passage
        assert thing is not None  # one of the three, by constraint
        return thing


class Mark(TenantModel):
    """Something that belongs at a day in the figures of an indicator, or of one series of it."""

    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="+")
    series = models.ForeignKey(
        "indicators.Series", null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    on = models.DateField(_("from"), help_text="the first day of the first period that it holds for")
    reason = models.TextField(_("why"))

    class Meta:
        abstract = True
        ordering = ["on", "pk"]

    def __str__(self) -> str:
        return f"{self.on:%Y-%m-%d} {self.reason[:60]}"


class Break(Mark):
    """Before and after cannot be compared: a new law, a new definition. Limits are never drawn across it."""

    class Meta(Mark.Meta):
        verbose_name = _("break")
        verbose_name_plural = _("breaks")


class Rebase(Mark):
    """The limits are counted anew from here, by hand: the work has changed and the figures with it."""

    class Meta(Mark.Meta):
        verbose_name = _("new limits")
        verbose_name_plural = _("new limits")


class Target(TenantModel):
    """What is aimed at, from a day and until a period: in the unit of the indicator. A new one leaves the old on record."""

    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="targets")
    value = models.FloatField(_("target"))
    starts = models.DateField(_("holds from"))
    reached_by = models.DateField(_("to be reached by"), null=True, blank=True)
    words = models.CharField(_("in words"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("target")
        verbose_name_plural = _("targets")
        ordering = ["starts", "pk"]

    def __str__(self) -> str:
        return f"{self.value:g}"
