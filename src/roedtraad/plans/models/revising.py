"""The revision of a plan: what becomes of every goal, and why."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from roedtraad.core.actions import Versioned
from roedtraad.core.tenancy import TenantModel
from roedtraad.matters.models import Decision
from roedtraad.plans.enums import Fate

from .goal import Goal
from .plan import Plan


class PlanRevision(TenantModel, Versioned):
    """A plan is revised, at the end of its period or on a decision: the plan that comes after starts from its goals."""

    plan = models.OneToOneField(Plan, on_delete=models.PROTECT, related_name="revision")
    successor = models.OneToOneField(Plan, on_delete=models.PROTECT, related_name="came_from")
    why = models.TextField(_("why it is revised"))
    decision = models.ForeignKey(
        Decision,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("decided by"),
    )
    opened_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = _("revision of a plan")
        verbose_name_plural = _("revisions of plans")
        constraints = [
            models.CheckConstraint(
                condition=~Q(plan=models.F("successor")), name="plan_revision_into_another_plan"
            )
        ]

    def __str__(self) -> str:
        return f"{self.plan} → {self.successor}"

    @property
    def is_open(self) -> bool:
        return self.ended_on is None


class GoalFate(TenantModel, Versioned):
    """What becomes of one goal at a revision, and why; `into` is the goal of the new plan that carries it on."""

    revision = models.ForeignKey(PlanRevision, on_delete=models.PROTECT, related_name="fates")
    goal = models.OneToOneField(Goal, on_delete=models.PROTECT, related_name="fate")
    fate = models.CharField(_("what becomes of it"), max_length=8, choices=Fate)
    reason = models.TextField(_("why"))
    into = models.ForeignKey(Goal, null=True, blank=True, on_delete=models.PROTECT, related_name="came_from")

    class Meta:
        verbose_name = _("fate of a goal")
        verbose_name_plural = _("fates of goals")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(fate=Fate.DROPPED, into__isnull=True)
                | (~Q(fate=Fate.DROPPED) & Q(into__isnull=False)),
                name="goal_fate_goes_on_or_is_dropped",
            )
        ]

    def __str__(self) -> str:
        return f"{self.goal}: {self.get_fate_display()}"
