"""The plan and its focus areas."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from roedtraad.core.actions import Versioned
from roedtraad.core.fuzzydates import FuzzyDateColumns
from roedtraad.core.tenancy import TenantModel, objects_of
from roedtraad.organisation.models import Position
from roedtraad.plans.enums import Perspective, PlanState
from roedtraad.plans.querysets import PlanQuerySet
from roedtraad.policies.models import Passage, Policy


class Plan(TenantModel, Versioned):
    """How a policy is translated into practice in a period."""

    policy = models.ForeignKey(Policy, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(_("title"), max_length=300)
    starts = models.DateField(_("from"), null=True, blank=True)
    ends = models.DateField(_("to"), null=True, blank=True)
    state = models.CharField(max_length=10, choices=PlanState, default=PlanState.DRAFT)
    deadline = FuzzyDateColumns()
    end_reason = models.TextField(blank=True)

    objects: ClassVar[Any] = objects_of(PlanQuerySet)

    class Meta:
        verbose_name = _("plan")
        verbose_name_plural = _("plans")
        constraints = [
            models.CheckConstraint(
                condition=Q(starts__isnull=True) | Q(ends__isnull=True) | Q(ends__gte=F("starts")),
                name="plan_period_in_order",
            )
        ]

    def __str__(self) -> str:
        return self.title


class FocusArea(TenantModel, Versioned):
    """A focus area under a theme, with the position that answers for it."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="focus_areas")
    theme = models.ForeignKey(
        Passage, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("theme")
    )
    theme_name = models.CharField(_("theme"), max_length=300, blank=True)
    title = models.CharField(_("title"), max_length=300)
    owner = models.ForeignKey(
        Position, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("owner")
    )
    deputy = models.ForeignKey(
        Position, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("deputy")
    )
    perspective = models.CharField(max_length=12, choices=Perspective, blank=True)
    order = models.PositiveSmallIntegerField(default=1)

    class Meta:
        verbose_name = _("focus area")
        verbose_name_plural = _("focus areas")
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.title
