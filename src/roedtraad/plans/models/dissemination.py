"""Who has talked about the policy with whom, and what help was asked for and given."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from roedtraad.core.actions import Versioned
from roedtraad.core.tenancy import TenantModel
from roedtraad.organisation.models import Unit
from roedtraad.plans.enums import Company

from .plan import Plan


class Discussion(TenantModel, Versioned):
    """A unit has talked about the policy: with whom, when, what came of it; help it asked for, and was given."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    on = models.DateField(_("day"))
    company = models.CharField(_("with whom"), max_length=10, choices=Company)
    note = models.TextField(_("what the talk led to"), blank=True)
    help_asked = models.TextField(_("help asked for"), blank=True)
    help_given = models.TextField(_("help given"), blank=True)
    helped_on = models.DateField(null=True, blank=True)
    helped_by = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = _("discussion of the policy")
        verbose_name_plural = _("discussions of the policy")
        ordering = ["-on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(help_given="") | ~Q(help_asked=""), name="help_given_was_asked_for"
            )
        ]

    def __str__(self) -> str:
        return f"{self.unit}, {self.get_company_display()}"

    @property
    def waits(self) -> bool:
        """Help was asked for and has not come."""
        return bool(self.help_asked and not self.help_given)
