"""Plans: focus areas under themes, goals that hang on sentences, criteria and initiatives."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from roedtraad.core.actions import Versioned
from roedtraad.core.enums import Level
from roedtraad.core.fuzzydates import FuzzyDateColumns
from roedtraad.core.tenancy import TenantModel
from roedtraad.matters.models import Decision
from roedtraad.organisation.models import Position
from roedtraad.policies.models import Passage, Policy

from .enums import CriterionKind, GoalState, InitiativeState, Perspective, PlanState


class Plan(TenantModel, Versioned):
    """How a policy is translated into practice in a period."""

    policy = models.ForeignKey(Policy, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(_("title"), max_length=300)
    starts = models.DateField(_("from"), null=True, blank=True)
    ends = models.DateField(_("to"), null=True, blank=True)
    state = models.CharField(max_length=10, choices=PlanState, default=PlanState.DRAFT)
    deadline = FuzzyDateColumns()
    end_reason = models.TextField(blank=True)

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


class Goal(TenantModel, Versioned):
    """A goal. Hangs on a passage, on the policy as a whole, or on a decision."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="goals")
    focus_area = models.ForeignKey(
        FocusArea,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="goals",
        verbose_name=_("focus area"),
    )
    passage = models.ForeignKey(
        Passage,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("hangs on the sentence"),
    )
    decision = models.ForeignKey(
        Decision,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("hangs on the decision"),
    )
    on_policy = models.BooleanField(_("hangs on the policy as a whole"), default=False)
    title = models.CharField(_("goal"), max_length=300)
    description = models.TextField(_("in more words"), blank=True)
    owner = models.ForeignKey(
        Position, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("owner")
    )
    deputy = models.ForeignKey(
        Position, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("deputy")
    )
    level = models.CharField(_("level of prevention"), max_length=12, choices=Level, blank=True)
    state = models.CharField(max_length=10, choices=GoalState, default=GoalState.ACTIVE)
    end_reason = models.TextField(blank=True)
    due = FuzzyDateColumns()
    order = models.PositiveSmallIntegerField(default=1)

    class Meta:
        verbose_name = _("goal")
        verbose_name_plural = _("goals")
        ordering = ["order", "pk"]
        indexes = [
            models.Index(fields=["municipality", "passage"]),
            models.Index(fields=["municipality", "plan", "state"]),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def hangs_on_something(self) -> bool:
        return bool(self.passage_id or self.decision_id or self.on_policy)


class Criterion(TenantModel, Versioned):
    """How one can tell: what children and young people get out of it, or how we realise it."""

    goal = models.ForeignKey(Goal, null=True, blank=True, on_delete=models.CASCADE, related_name="criteria")
    focus_area = models.ForeignKey(
        FocusArea, null=True, blank=True, on_delete=models.CASCADE, related_name="criteria"
    )
    kind = models.CharField(_("kind"), max_length=8, choices=CriterionKind, default=CriterionKind.SUCCESS)
    text = models.TextField(_("text"))
    due = FuzzyDateColumns()
    order = models.PositiveSmallIntegerField(default=1)

    class Meta:
        verbose_name = _("criterion")
        verbose_name_plural = _("criteria")
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(goal__isnull=False, focus_area__isnull=True)
                | Q(goal__isnull=True, focus_area__isnull=False),
                name="criterion_of_goal_or_focus_area",
            )
        ]

    def __str__(self) -> str:
        return self.text[:200]


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
    state = models.CharField(max_length=8, choices=InitiativeState, default=InitiativeState.PLANNED)

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
