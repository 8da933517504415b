"""The yearly status: made from one snapshot, worded by people, put before the council as a matter."""

from __future__ import annotations

import hashlib
from typing import Any, ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from roedtraad.core.actions import Versioned
from roedtraad.core.tenancy import TenantModel, objects_of
from roedtraad.followup.models import Snapshot
from roedtraad.matters.models import Matter, Recommendation
from roedtraad.organisation.models import Body
from roedtraad.plans.models import Goal, Plan

from .enums import ReportState
from .querysets import HandedOverQuerySet, refuse_handed_over


class StatusReport(TenantModel, Versioned):
    """One status of a plan. Its figures are the snapshot's; its words are `ReportText`s."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="+")
    snapshot = models.ForeignKey(Snapshot, on_delete=models.PROTECT, related_name="+")
    previous = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    year_ago = models.ForeignKey(Snapshot, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    word_template = models.ForeignKey(
        "WordTemplate", null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        help_text="the one in use when it was put before the body",
    )  # fmt: skip
    matter = models.OneToOneField(Matter, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(_("title"), max_length=300)
    state = models.CharField(max_length=10, choices=ReportState, default=ReportState.DRAFT)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("status report")
        verbose_name_plural = _("status reports")
        constraints = [models.UniqueConstraint(fields=["snapshot"], name="report_once_of_a_snapshot")]

    def __str__(self) -> str:
        return self.title


class ReportText(TenantModel, Versioned):
    """The words of one section. Figures stand in it as {{key}} and are filled from the snapshot, never typed."""

    report = models.ForeignKey(StatusReport, on_delete=models.CASCADE, related_name="texts")
    key = models.CharField(max_length=60)
    heading = models.CharField(max_length=120)
    text = models.TextField(blank=True)
    order = models.PositiveSmallIntegerField(default=1)

    class Meta:
        ordering = ["order", "pk"]
        constraints = [models.UniqueConstraint(fields=["report", "key"], name="report_text_once")]

    def __str__(self) -> str:
        return self.heading


class ReportPoint(TenantModel, Versioned):
    """One at-point while the report is written, and the goals (keys in the snapshot) it is about."""

    report = models.ForeignKey(StatusReport, on_delete=models.CASCADE, related_name="points")
    number = models.PositiveSmallIntegerField()
    text = models.TextField(_("text"))
    goals = models.JSONField(default=list)

    class Meta:
        verbose_name = _("at-point")
        verbose_name_plural = _("at-points")
        ordering = ["number", "pk"]

    def __str__(self) -> str:
        return f"{self.number}. {self.text}"[:200]


class ReportAnnex(TenantModel):
    """An annex that the writers add to those that the report brings itself; may be an earlier item."""

    report = models.ForeignKey(StatusReport, on_delete=models.CASCADE, related_name="annexes")
    title = models.CharField(_("title"), max_length=300)
    document_number = models.CharField(_("document number"), max_length=60, blank=True)
    is_open = models.BooleanField(_("open annex"), default=True)
    earlier = models.ForeignKey(
        Matter,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("earlier item"),
    )

    class Meta:
        verbose_name = _("annex")
        verbose_name_plural = _("annexes")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.title


class SectionName(TenantModel):
    """A section of the municipality's agenda items: the concept, its heading here, its place, and whether it is used."""

    key = models.CharField(max_length=30)
    heading = models.CharField(_("heading"), max_length=120)
    order = models.PositiveSmallIntegerField(_("place"), default=1)
    is_used = models.BooleanField(_("used"), default=True)

    class Meta:
        ordering = ["order", "pk"]
        constraints = [models.UniqueConstraint(fields=["municipality", "key"], name="section_name_once")]

    def __str__(self) -> str:
        return self.heading


class RecommendationGoal(TenantModel):
    """Which goals a recommendation is about: through it a decision comes back to the goal and to the sentence."""

    recommendation = models.ForeignKey(Recommendation, on_delete=models.CASCADE, related_name="+")
    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["recommendation", "goal"], name="recommendation_goal_once")
        ]

    def __str__(self) -> str:
        return f"{self.recommendation_id} → {self.goal_id}"


class WordTemplate(TenantModel):
    """The municipality's own Word template for the status; without one the built-in is used."""

    name = models.CharField(max_length=200)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    uploaded_at = models.DateTimeField(auto_now_add=True)
    in_use = models.BooleanField(default=True)

    def __str__(self) -> str:
        return self.name


class MadeDocument(TenantModel):
    """A report as a file, kept as it was made: a long one takes seconds, and what it says does not change.

    `words` is the fingerprint of the report and of the template it was made in; other words make another file.
    """

    report = models.ForeignKey(StatusReport, on_delete=models.CASCADE, related_name="files")
    fmt = models.CharField(max_length=4)
    words = models.CharField(max_length=64)
    content = models.BinaryField()
    made_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["report", "fmt"], name="made_document_once_a_format")]

    def __str__(self) -> str:
        return f"{self.report_id}.{self.fmt}"


class Spoilt(RuntimeError):
    """What was handed over no longer has the hash it was given: somebody has been in the database."""


class CouncilHandover(TenantModel):
    """What a council left to the next, as it was handed over: the report as canonical JSON with its hash. Never changed.

    `on`: the day for which it tells how things stand. Its files are written from it, the same bytes whenever it is.
    """

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")
    on = models.DateField(_("as of"))
    title = models.CharField(_("title"), max_length=300)
    content = models.TextField(editable=False)
    sha256 = models.CharField(max_length=64, editable=False)
    word_template = models.ForeignKey(
        WordTemplate, null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        help_text="the one in use when it was handed over",
    )  # fmt: skip
    handed_over_at = models.DateTimeField(default=timezone.now)
    handed_over_by = models.CharField(max_length=120)

    objects: ClassVar[Any] = objects_of(HandedOverQuerySet)

    class Meta:
        verbose_name = _("handover to a new council")
        verbose_name_plural = _("handovers to a new council")
        ordering = ["-on", "-pk"]

    def __str__(self) -> str:
        return self.title

    @property
    def document(self) -> str:
        """The report as JSON, after its hash has been checked; raises `Spoilt`."""
        if hashlib.sha256(self.content.encode()).hexdigest() != self.sha256:
            raise Spoilt(f"handover {self.pk} no longer has the hash {self.sha256}")
        return self.content

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            refuse_handed_over()
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        refuse_handed_over()
