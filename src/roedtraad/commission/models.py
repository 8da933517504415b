"""Terms of reference (kommissorium): what is ordered, by whom, who does it, and its process plan; external projects."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from roedtraad.core.actions import Versioned
from roedtraad.core.fuzzydates import FuzzyDateColumns
from roedtraad.core.models import User
from roedtraad.core.tenancy import TenantModel, objects_of
from roedtraad.matters.models import Decision, Matter
from roedtraad.organisation.models import Body, Position
from roedtraad.policies.models import Policy

from .enums import BodyRole, SectionKey, StepKind, TermsState
from .querysets import ExternalProjectQuerySet, StepQuerySet, TermsQuerySet


def in_order(first: str, last: str, name: str) -> models.CheckConstraint:
    """`last` does not come before `first`; either may be unknown."""
    either = Q(**{f"{first}__isnull": True}) | Q(**{f"{last}__isnull": True})
    return models.CheckConstraint(condition=either | Q(**{f"{last}__gte": F(first)}), name=name)


class TermsOfReference(TenantModel, Versioned):
    """The order to write a policy. Its sections, groups and steps are rows of their own.

    begins, ends      the period of the policy to be
    early_revision    when it is to be looked at before the period ends, and the words that say why
    decision          on the strength of which it was adopted; without it `evidence` says where that can be seen
    """

    title = models.CharField(_("title"), max_length=300)
    policy = models.ForeignKey(
        Policy, on_delete=models.PROTECT, related_name="+", verbose_name=_("the policy it orders")
    )
    case_number = models.CharField(_("case number"), max_length=60, blank=True)
    matter = models.ForeignKey(
        Matter, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("matter")
    )
    state = models.CharField(max_length=8, choices=TermsState, default=TermsState.DRAFT)
    owner = models.ForeignKey(
        Position, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("owner")
    )
    age_from = models.PositiveSmallIntegerField(null=True, blank=True, validators=[MaxValueValidator(120)])
    age_to = models.PositiveSmallIntegerField(null=True, blank=True, validators=[MaxValueValidator(120)])
    exclusion = models.TextField(_("who is not covered"), blank=True)
    begins = FuzzyDateColumns()
    ends = FuzzyDateColumns()
    early_revision = FuzzyDateColumns()
    early_revision_reason = models.TextField(_("why it is revised early"), blank=True)
    adopted_on = models.DateField(_("adopted on"), null=True, blank=True)
    adopted_words = models.CharField(
        max_length=100, blank=True, help_text="'december 2018', where no day is known"
    )
    adopted_body = models.CharField(_("adopted by"), max_length=200, blank=True)
    decision = models.ForeignKey(Decision, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    evidence = models.TextField(_("evidence of the adoption"), blank=True)
    closed_on = models.DateField(null=True, blank=True)
    end_reason = models.TextField(blank=True)

    objects: ClassVar[Any] = objects_of(TermsQuerySet)

    class Meta:
        verbose_name = _("terms of reference")
        verbose_name_plural = _("terms of reference")
        constraints = [
            in_order("begins_earliest", "ends_latest", "terms_period_in_order"),
            in_order("age_from", "age_to", "terms_ages_in_order"),
        ]
        indexes = [models.Index(fields=["municipality", "policy"])]

    def __str__(self) -> str:
        return self.title


class TermsSection(TenantModel, Versioned):
    """One section under the concept's key, with the municipality's own heading ('' where none is printed)."""

    terms = models.ForeignKey(TermsOfReference, on_delete=models.CASCADE, related_name="sections")
    key = models.CharField(_("what it tells"), max_length=16, choices=SectionKey, default=SectionKey.OTHER)
    heading = models.CharField(_("heading"), max_length=200, blank=True)
    text = models.TextField(_("text"), blank=True)
    order = models.PositiveSmallIntegerField(default=1)

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.heading or str(self.get_key_display())


class TermsTheme(TenantModel):
    """A theme that the policy is to have."""

    terms = models.ForeignKey(TermsOfReference, on_delete=models.CASCADE, related_name="themes")
    name = models.CharField(_("name"), max_length=300)
    description = models.TextField(blank=True)
    order = models.PositiveSmallIntegerField(default=1)

    class Meta:
        verbose_name = _("theme")
        verbose_name_plural = _("themes")
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.name


class TermsAnnex(TenantModel):
    """What the terms of reference say is annexed: by number and title."""

    terms = models.ForeignKey(TermsOfReference, on_delete=models.CASCADE, related_name="annexes")
    number = models.CharField(_("number"), max_length=20, blank=True)
    title = models.CharField(_("title"), max_length=300)
    order = models.PositiveSmallIntegerField(default=1)

    class Meta:
        verbose_name = _("annex")
        verbose_name_plural = _("annexes")
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.title


class TermsBody(TenantModel, Versioned):
    """A group or body in its role under the terms of reference. One of them may be the one that acts."""

    terms = models.ForeignKey(TermsOfReference, on_delete=models.CASCADE, related_name="bodies")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+", verbose_name=_("body"))
    role = models.CharField(_("role"), max_length=10, choices=BodyRole, default=BodyRole.OTHER)
    acts = models.BooleanField(_("carries the work out"), default=False)
    order = models.PositiveSmallIntegerField(default=1)

    class Meta:
        verbose_name = _("group under terms of reference")
        verbose_name_plural = _("groups under terms of reference")
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["terms", "body"], name="terms_body_once"),
            models.UniqueConstraint(fields=["terms"], condition=Q(acts=True), name="terms_one_acting_body"),
        ]

    def __str__(self) -> str:
        return str(self.body)


class Step(TenantModel, Versioned):
    """A step of the process plan: what, when (as exactly as it is written), by which body or position."""

    terms = models.ForeignKey(TermsOfReference, on_delete=models.CASCADE, related_name="steps")
    kind = models.CharField(_("kind"), max_length=12, choices=StepKind, default=StepKind.MILESTONE)
    text = models.TextField(_("text"))
    when = FuzzyDateColumns()
    body = models.ForeignKey(
        Body, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("body")
    )
    body_name = models.CharField(
        _("body as written"), max_length=200, blank=True, help_text="where it is no body that is kept here"
    )
    owner = models.ForeignKey(
        Position, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("owner")
    )
    order = models.PositiveSmallIntegerField(default=1)
    done_on = models.DateField(_("done on"), null=True, blank=True)

    objects: ClassVar[Any] = objects_of(StepQuerySet)

    class Meta:
        verbose_name = _("step of the process plan")
        verbose_name_plural = _("steps of the process plan")
        ordering = ["order", "pk"]
        constraints = [
            in_order("when_earliest", "when_latest", "step_dates_in_order"),
            models.CheckConstraint(
                condition=Q(body__isnull=True) | Q(body_name=""), name="step_has_body_or_its_name"
            ),
        ]
        indexes = [models.Index(fields=["municipality", "done_on", "when_latest"])]

    def __str__(self) -> str:
        return self.text[:200]


class Amendment(TenantModel):
    """That adopted terms of reference were changed: what, why, by whom, and both readings where there are words."""

    terms = models.ForeignKey(TermsOfReference, on_delete=models.CASCADE, related_name="amendments")
    what = models.CharField(max_length=300)
    before = models.TextField(blank=True)
    after = models.TextField(blank=True)
    reason = models.TextField()
    by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    by_name = models.CharField(max_length=120)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("amendment")
        verbose_name_plural = _("amendments")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return self.what


class ExternalProject(TenantModel, Versioned):
    """A project with a partner outside: a board, a fund, another municipality. It brings money, aims and duties."""

    title = models.CharField(_("title"), max_length=300)
    partner = models.CharField(_("partner"), max_length=300)
    policy = models.ForeignKey(
        Policy,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("the policy it belongs to"),
    )
    grant_words = models.CharField(_("grant"), max_length=200, blank=True)
    grant_amount = models.DecimalField(
        _("grant in kroner"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    begins = FuzzyDateColumns()
    ends = FuzzyDateColumns()
    aims = models.TextField(_("aims"), blank=True)
    reporting = models.TextField(_("reporting duty"), blank=True)
    contact = models.ForeignKey(
        Position, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("contact")
    )

    objects: ClassVar[Any] = objects_of(ExternalProjectQuerySet)

    class Meta:
        verbose_name = _("external project")
        verbose_name_plural = _("external projects")
        constraints = [in_order("begins_earliest", "ends_latest", "external_project_period_in_order")]

    def __str__(self) -> str:
        return self.title
