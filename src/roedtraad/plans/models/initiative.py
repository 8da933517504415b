"""What is done: initiatives with their milestones and what they cost."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from roedtraad.core.actions import Versioned
from roedtraad.core.fuzzydates import FuzzyDateColumns
from roedtraad.core.tenancy import TenantModel
from roedtraad.organisation.models import Position
from roedtraad.plans.enums import InitiativeState

from .goal import Goal
from .plan import FocusArea, Plan


class Initiative(TenantModel, Versioned):
    """What is done: start, end, owner. Under a goal, or under a focus area that has no goal for it yet."""

    goal = models.ForeignKey(
        Goal, null=True, blank=True, on_delete=models.CASCADE, related_name="initiatives"
    )
    focus_area = models.ForeignKey(
        FocusArea, null=True, blank=True, on_delete=models.CASCADE, related_name="initiatives"
    )
    title = models.CharField(_("initiative"), max_length=300)
    description = models.TextField(_("in more words"), blank=True)
    owner = models.ForeignKey(
        Position, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("owner")
    )
    starts = models.DateField(_("starts"), null=True, blank=True)
    ends = models.DateField(_("ends"), null=True, blank=True)
    amount = models.DecimalField(
        _("amount in kroner"), max_digits=12, decimal_places=2, null=True, blank=True
    )
    budget_line = models.CharField(_("budget line"), max_length=120, blank=True)
    budget_year = models.PositiveSmallIntegerField(_("budget year"), null=True, blank=True)
    state = models.CharField(max_length=8, choices=InitiativeState, default=InitiativeState.PLANNED)

    # Its milestones, where a read has brought them along.
    on_the_way: list[Milestone]

    class Meta:
        verbose_name = _("initiative")
        verbose_name_plural = _("initiatives")
        ordering = ["starts", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(goal__isnull=False, focus_area__isnull=True)
                | Q(goal__isnull=True, focus_area__isnull=False),
                name="initiative_of_goal_or_focus_area",
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def plan(self) -> Plan:
        thing = self.goal or self.focus_area
        assert thing is not None  # one of the two, by constraint
        return thing.plan


class Milestone(TenantModel, Versioned):
    """Something on the way that is reached or not."""

    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="milestones")
    title = models.CharField(_("milestone"), max_length=300)
    due = FuzzyDateColumns()
    reached_on = models.DateField(_("reached on"), null=True, blank=True)

    class Meta:
        verbose_name = _("milestone")
        verbose_name_plural = _("milestones")
        ordering = ["due_earliest", "pk"]

    def __str__(self) -> str:
        return self.title
