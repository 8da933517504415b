"""What follows from a plan beside its goals: yearly political targets, governing documents, and the matrix of its two
perspectives."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from roedtraad.core.actions import Versioned
from roedtraad.core.fuzzydates import FuzzyDateColumns
from roedtraad.core.tenancy import TenantModel
from roedtraad.matters.models import Decision
from roedtraad.organisation.models import Position

from .goal import Goal
from .plan import FocusArea, Plan


class YearlyTarget(TenantModel, Versioned):
    """A political target for one budget year, of the plan or of one of its goals; may come from a decision."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="yearly_targets")
    goal = models.ForeignKey(Goal, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField(_("budget year"))
    text = models.TextField(pgettext_lazy("yearly target", "target"))
    decision = models.ForeignKey(Decision, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    order = models.PositiveSmallIntegerField(default=1)

    class Meta:
        verbose_name = _("yearly political target")
        verbose_name_plural = _("yearly political targets")
        ordering = ["-year", "order", "pk"]

    def __str__(self) -> str:
        return f"{self.year}: {self.text}"[:200]


class GoverningDocument(TenantModel, Versioned):
    """A guideline, an administrative basis or a derived policy that is to be made: by whom, by when; made."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="governing_documents")
    title = models.CharField(_("what is to be made"), max_length=300)
    owner = models.ForeignKey(Position, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    due = FuzzyDateColumns()
    made_on = models.DateField(_("made on"), null=True, blank=True)
    where = models.CharField(_("where it is"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("governing document")
        verbose_name_plural = _("governing documents")
        ordering = ["due_earliest", "pk"]

    def __str__(self) -> str:
        return self.title


class Crossing(TenantModel, Versioned):
    """What one organisation-facing focus area does for one citizen-facing: a cell of the plan's matrix."""

    citizen = models.ForeignKey(FocusArea, on_delete=models.CASCADE, related_name="+")
    organisation = models.ForeignKey(FocusArea, on_delete=models.CASCADE, related_name="+")
    text = models.TextField(_("what it does for it"))

    class Meta:
        verbose_name = _("crossing of two focus areas")
        verbose_name_plural = _("crossings of two focus areas")
        constraints = [models.UniqueConstraint(fields=["citizen", "organisation"], name="crossing_once")]

    def __str__(self) -> str:
        return f"{self.citizen} × {self.organisation}"
