"""What a unit and its line manager agree on for a period, and what the municipality calls such a thing."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from roedtraad.core.actions import Versioned
from roedtraad.core.tenancy import TenantModel
from roedtraad.organisation.models import Position, Unit
from roedtraad.plans.enums import AgreementState, Side

from .goal import Goal
from .plan import Plan


class PlanSetup(TenantModel, Versioned):
    """The municipality's own words in its plans. One row; without it the usual ones hold."""

    agreement_word = models.CharField(
        _("what an agreement with a unit is called"),
        max_length=40,
        blank=True,
        help_text=_("For example kontrakt, aftale or virksomhedsplan."),
    )
    ladder = models.JSONField(default=list, help_text="names of the steps, the least intervention first")

    class Meta:
        verbose_name = _("set-up of plans")
        verbose_name_plural = _("set-ups of plans")
        constraints = [models.UniqueConstraint(fields=["municipality"], name="plan_setup_once")]

    def __str__(self) -> str:
        return str(_("Set-up of plans"))


class Agreement(TenantModel, Versioned):
    """A unit's agreement for a period: the goals taken in, and what was said. Both sides sign; then it is frozen."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    starts = models.DateField(_("from"))
    ends = models.DateField(_("to"))
    dialogue = models.TextField(_("what you talked about"), blank=True)
    state = models.CharField(max_length=8, choices=AgreementState, default=AgreementState.DRAFT)
    # The document as both sides signed it, as JSON: what it says needs no live row.
    document = models.TextField(blank=True, editable=False)

    class Meta:
        verbose_name = _("agreement")
        verbose_name_plural = _("agreements")
        ordering = ["-starts", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(ends__gte=F("starts")), name="agreement_period_in_order")
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.years}"

    @property
    def years(self) -> str:
        """'2027', or '2027–2028'."""
        first, last = self.starts.year, self.ends.year
        return str(first) if first == last else f"{first}–{last}"


class AgreementGoal(TenantModel):
    """A goal that an agreement takes in."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="taken_in")
    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["agreement", "goal"], name="agreement_goal_once")]

    def __str__(self) -> str:
        return str(self.goal)


class Signature(TenantModel):
    """One side's signature: the position, and the name of who held it that day."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="signatures")
    side = models.CharField(max_length=8, choices=Side)
    position = models.ForeignKey(Position, null=True, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["side"]
        constraints = [models.UniqueConstraint(fields=["agreement", "side"], name="signature_once_a_side")]

    def __str__(self) -> str:
        return f"{self.get_side_display()}: {self.name}"
