"""Goals that hang on sentences, and how one can tell that they are reached."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from roedtraad.core.actions import Versioned
from roedtraad.core.enums import Level
from roedtraad.core.fuzzydates import FuzzyDateColumns
from roedtraad.core.models import User
from roedtraad.core.tenancy import TenantModel, objects_of
from roedtraad.matters.models import Decision
from roedtraad.organisation.models import Position, Unit
from roedtraad.plans.enums import CriterionKind, GoalState, RemarkKind
from roedtraad.plans.querysets import GoalQuerySet
from roedtraad.policies.models import Passage

from .plan import FocusArea, Plan


class Goal(TenantModel, Versioned):
    """A goal. Hangs on a passage, on the policy as a whole, or on a decision.

    One with a `unit` is a unit's own, on the common template: it hangs on a goal of the plan (`parent`) or on a focus
    area, is approved by the unit's line manager, and is followed up as every other goal.
    """

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
    unit = models.ForeignKey(
        Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("unit")
    )
    parent = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="unit_goals",
        verbose_name=_("the plan's goal that it stands under"),
    )
    title = models.CharField(_("goal"), max_length=300)
    description = models.TextField(_("in more words"), blank=True)
    how = models.TextField(_("how we live up to it"), blank=True)
    followed_by = models.TextField(_("how we follow up"), blank=True)
    measured_by = models.TextField(_("which indicators show it"), blank=True)
    owner = models.ForeignKey(
        Position, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("owner")
    )
    deputy = models.ForeignKey(
        Position, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("deputy")
    )
    level = models.CharField(_("level of prevention"), max_length=12, choices=Level, blank=True)
    ladder_step = models.CharField(_("step of the intervention ladder"), max_length=120, blank=True)
    state = models.CharField(max_length=10, choices=GoalState, default=GoalState.ACTIVE)
    end_reason = models.TextField(blank=True)
    due = FuzzyDateColumns()
    order = models.PositiveSmallIntegerField(default=1)

    objects: ClassVar[Any] = objects_of(GoalQuerySet)

    class Meta:
        verbose_name = _("goal")
        verbose_name_plural = _("goals")
        ordering = ["order", "pk"]
        indexes = [
            models.Index(fields=["municipality", "passage"]),
            models.Index(fields=["municipality", "plan", "state"]),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | Q(unit__isnull=False),
                name="goal_under_goal_is_a_units",
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def hangs_on_something(self) -> bool:
        if self.unit_id:
            return bool(self.parent_id or self.focus_area_id)
        return bool(self.passage_id or self.decision_id or self.on_policy)

    @property
    def is_active(self) -> bool:
        return self.state == GoalState.ACTIVE


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


class Remark(TenantModel):
    """What was said about a unit's goal, and by whom as what: submitted, approved, returned with a reason, commented."""

    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, related_name="remarks")
    kind = models.CharField(max_length=10, choices=RemarkKind)
    text = models.TextField(_("text"), blank=True)
    position = models.ForeignKey(Position, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200, help_text="who held the position that day")
    # So that nobody is told of what they did themselves.
    written_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("remark on a goal")
        verbose_name_plural = _("remarks on goals")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.name} {self.get_kind_display()}"
