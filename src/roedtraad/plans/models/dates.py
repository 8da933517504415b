"""The dates that a plan keeps beside its deadline: what is to be done when, and when one looks at how it goes."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from roedtraad.core.actions import Versioned
from roedtraad.core.fuzzydates import FuzzyDateColumns
from roedtraad.core.tenancy import TenantModel
from roedtraad.organisation.models import Body
from roedtraad.plans.enums import DateKind

from .plan import Plan


class PlanDate(TenantModel, Versioned):
    """One date of a plan, as fine as it is known. `body`: before whom it comes; its words where it is not kept here."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="dates")
    kind = models.CharField(_("kind"), max_length=10, choices=DateKind, default=DateKind.MILESTONE)
    words = models.TextField(_("what happens"))
    when = FuzzyDateColumns()
    body = models.ForeignKey(Body, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    body_name = models.CharField(_("before whom"), max_length=200, blank=True)
    order = models.PositiveSmallIntegerField(default=1)

    class Meta:
        verbose_name = _("date of a plan")
        verbose_name_plural = _("dates of a plan")
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.words[:200]

    @property
    def said(self) -> str:
        """When, as printed; with the year where the words took it from a heading. '' where it is not said."""
        when = self.when
        if when is None:
            return ""
        words = when.danish()
        return words if str(when.latest.year) in words else f"{words} {when.latest.year}"

    @property
    def before(self) -> str:
        """Before whom it comes, in words; '' where nobody is named."""
        return self.body.name if self.body else self.body_name
