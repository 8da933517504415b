"""Goal attainment (Kiresuk & Sherman): for local goals without data."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from roedtraad.core.actions import Versioned
from roedtraad.core.tenancy import TenantModel
from roedtraad.indicators.enums import ScaleState
from roedtraad.organisation.models import Position
from roedtraad.plans.models import Goal

LEVELS = (-2, -1, 0, 1, 2)


class Scale(TenantModel, Versioned):
    """Five levels of one thing about a goal, from much less (−2) over what is expected (0) to much more (+2).

    Written before work starts and frozen then; scored after, with the day and who.
    """

    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(_("what is looked at"), max_length=200)
    minus_two = models.TextField(_("much less than expected"))
    minus_one = models.TextField(_("less than expected"))
    zero = models.TextField(_("what we expect"))
    plus_one = models.TextField(_("more than expected"))
    plus_two = models.TextField(_("much more than expected"))
    weight = models.PositiveSmallIntegerField(_("weight"), default=1)
    to_be_scored = models.DateField(_("to be scored on"), null=True, blank=True)
    state = models.CharField(max_length=8, choices=ScaleState, default=ScaleState.WRITTEN)
    started_on = models.DateField(null=True, blank=True)
    score = models.SmallIntegerField(_("level reached"), null=True, blank=True)
    scored_on = models.DateField(null=True, blank=True)
    scored_as = models.ForeignKey(Position, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    scored_name = models.CharField(max_length=200, blank=True, help_text="who held the position that day")
    evidence = models.TextField(_("what we build it on"), blank=True)

    class Meta:
        verbose_name = _("scale")
        verbose_name_plural = _("scales")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=ScaleState.SCORED, score__isnull=False, scored_on__gte=F("started_on"))
                | (~Q(state=ScaleState.SCORED) & Q(score__isnull=True)),
                name="scale_score_when_scored",
            ),
            models.CheckConstraint(
                condition=Q(score__isnull=True) | Q(score__gte=-2, score__lte=2), name="scale_score_in_range"
            ),
            models.CheckConstraint(condition=Q(weight__gte=1), name="scale_weight_at_least_one"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def levels(self) -> list[tuple[int, Any, str]]:
        """(level, its general name, its words), the best first as a reader climbs."""
        names = ("minus_two", "minus_one", "zero", "plus_one", "plus_two")
        found = [
            (level, getattr(self._meta.get_field(name), "verbose_name", name), getattr(self, name))
            for level, name in zip(LEVELS, names, strict=True)
        ]
        return found[::-1]
