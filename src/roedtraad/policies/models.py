"""Policy (lasts), edition (one adopted text and its validity), revision (an immutable state), passage (lasts)."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from roedtraad.core.actions import Versioned
from roedtraad.core.models import User
from roedtraad.core.tenancy import TenantModel, objects_of
from roedtraad.matters.models import Decision, Matter
from roedtraad.organisation.models import Body

from .enums import EditionState, PassageKind, PolicyKind, PolicyLevel, RelationKind
from .frozen import Frozen, lifted_out
from .querysets import EditionQuerySet, FrozenTextQuerySet, RevisionQuerySet


class Policy(TenantModel, Versioned):
    """The lasting identity. A stub has no text yet: it is only named by others."""

    title = models.CharField(_("title"), max_length=300)
    kind = models.CharField(_("kind"), max_length=20, choices=PolicyKind, default=PolicyKind.POLICY)
    level = models.CharField(_("level"), max_length=12, choices=PolicyLevel, default=PolicyLevel.OVERALL)
    is_stub = models.BooleanField(default=False)
    target_group = models.TextField(_("target group"), blank=True)
    age_from = models.PositiveSmallIntegerField(null=True, blank=True, validators=[MaxValueValidator(120)])
    age_to = models.PositiveSmallIntegerField(null=True, blank=True, validators=[MaxValueValidator(120)])
    exclusion = models.TextField(_("who is not covered"), blank=True)
    legal_basis = models.TextField(_("legal basis"), blank=True)
    kle_number = models.CharField(_("KLE number"), max_length=12, blank=True)
    adopted_by = models.ForeignKey(
        Body,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("the body that adopts it"),
    )

    class Meta:
        verbose_name = _("policy")
        verbose_name_plural = _("policies")

    def __str__(self) -> str:
        return self.title


class PolicyRelation(TenantModel):
    """'This replaces that'. The other end may stand outside the system (`outside` names it)."""

    policy = models.ForeignKey(Policy, on_delete=models.CASCADE, related_name="relations")
    kind = models.CharField(max_length=12, choices=RelationKind)
    other = models.ForeignKey(
        Policy, null=True, blank=True, on_delete=models.CASCADE, related_name="related_from"
    )
    outside = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=(Q(other__isnull=False) & Q(outside="")) | (Q(other__isnull=True) & ~Q(outside="")),
                name="relation_has_one_other_end",
            ),
            models.UniqueConstraint(
                fields=["policy", "kind", "other"], name="relation_once", condition=Q(other__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.policy} {self.get_kind_display()} {self.other or self.outside}"


FIXED_BY_ADOPTION = (
    "policy_id", "number", "title", "subtitle", "valid_from", "adopted_on", "adopted_words", "adopted_body",
    "decision_id", "matter_id", "evidence", "is_editorial", "authority",
)  # fmt: skip


class Edition(TenantModel, Versioned):
    """One numbered edition of a policy. In force, overdue, superseded: that follows from its dates."""

    policy = models.ForeignKey(Policy, on_delete=models.PROTECT, related_name="editions")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(_("title"), max_length=300)
    subtitle = models.CharField(_("subtitle"), max_length=300, blank=True)
    state = models.CharField(max_length=10, choices=EditionState, default=EditionState.DRAFT)
    valid_from = models.DateField(_("in force from"), null=True, blank=True)
    valid_to = models.DateField(_("period ends"), null=True, blank=True)
    revision_due = models.DateField(_("revision due"), null=True, blank=True)
    repealed_on = models.DateField(null=True, blank=True)
    early_revision_reason = models.TextField(blank=True)
    matter = models.ForeignKey(Matter, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decision = models.ForeignKey(Decision, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    adopted_on = models.DateField(_("adopted on"), null=True, blank=True)
    adopted_words = models.CharField(
        max_length=100, blank=True, help_text="'december 2006', where no day is known"
    )
    adopted_body = models.CharField(_("adopted by"), max_length=200, blank=True)
    replaced_by = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    evidence = models.TextField(_("evidence of the adoption"), blank=True)
    is_editorial = models.BooleanField(default=False)
    authority = models.TextField(_("under what authority"), blank=True)

    objects: ClassVar[Any] = objects_of(EditionQuerySet)

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        ordering = ["policy", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["policy", "number"], name="edition_number_once"),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True)
                | Q(valid_from__isnull=True)
                | Q(valid_to__gte=F("valid_from")),
                name="edition_period_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_immutable(self) -> bool:
        return self.state in (EditionState.ADOPTED, EditionState.REPEALED)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """An adopted edition never changes: only its end, and when it is to be revised, may still be written."""
        if self.pk is not None and not lifted_out():
            stored = type(self).across.filter(pk=self.pk).values("state", *FIXED_BY_ADOPTION).first()
            if stored and stored["state"] in (EditionState.ADOPTED, EditionState.REPEALED):
                changed = [name for name in FIXED_BY_ADOPTION if stored[name] != getattr(self, name)]
                if changed or not self.is_immutable:
                    raise Frozen(_("An adopted edition never changes; a correction is a new edition."))
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        if not lifted_out() and type(self).objects.filter(pk=self.pk).adopted().exists():
            raise Frozen(_("An adopted edition never changes; a correction is a new edition."))
        return super().delete(*args, **kwargs)


class Revision(TenantModel):
    """A state of an edition's text. Open while it is written; once frozen it never changes.

    A hearing and a decision each freeze one; `sha256` is over the canonical text.
    """

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="revisions")
    number = models.PositiveSmallIntegerField(default=1)
    reason = models.CharField(max_length=200, blank=True)
    frozen_at = models.DateTimeField(null=True, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)

    objects: ClassVar[Any] = objects_of(RevisionQuerySet)

    class Meta:
        ordering = ["edition", "-number"]
        constraints = [models.UniqueConstraint(fields=["edition", "number"], name="revision_number_once")]

    def __str__(self) -> str:
        return f"{self.edition} rev. {self.number}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if (
            self.pk is not None
            and not lifted_out()
            and type(self).across.filter(pk=self.pk, frozen_at__isnull=False).exists()
        ):
            raise Frozen(_("This state of the text is frozen and never changes."))
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        if self.frozen_at and not lifted_out():
            raise Frozen(_("This state of the text is frozen and never changes."))
        return super().delete(*args, **kwargs)


class Passage(TenantModel):
    """A place in the policy that stays the same across editions: what goals and threads hang on."""

    policy = models.ForeignKey(Policy, on_delete=models.PROTECT, related_name="passages")
    kind = models.CharField(max_length=14, choices=PassageKind)

    def __str__(self) -> str:
        return f"{self.get_kind_display()} #{self.pk}"


class PassageText(TenantModel, Versioned):
    """A passage's words, place and parent in one revision. `raw` is the bullet as printed without its lead-in."""

    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="texts")
    passage = models.ForeignKey(Passage, on_delete=models.PROTECT, related_name="texts")
    parent = models.ForeignKey(Passage, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    order = models.PositiveIntegerField()
    number = models.CharField(max_length=20, blank=True)
    heading = models.CharField(max_length=300, blank=True)
    text = models.TextField(blank=True)
    raw = models.TextField(blank=True)
    lead_in = models.CharField(max_length=300, blank=True)

    objects: ClassVar[Any] = objects_of(FrozenTextQuerySet)

    class Meta:
        ordering = ["revision", "order"]
        constraints = [
            models.UniqueConstraint(fields=["revision", "passage"], name="passage_once_in_revision")
        ]

    def __str__(self) -> str:
        return (self.heading or self.raw or self.text)[:200]

    def save(self, *args: Any, **kwargs: Any) -> None:
        self._refuse_if_frozen()
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        self._refuse_if_frozen()
        return super().delete(*args, **kwargs)

    def _refuse_if_frozen(self) -> None:
        """Neither where it stands nor where it would be moved to."""
        if lifted_out():
            return
        place = Q(pk=self.revision_id) | Q(texts__pk=self.pk) if self.pk else Q(pk=self.revision_id)
        if Revision.across.filter(place, frozen_at__isnull=False).exists():
            raise Frozen(_("An adopted text never changes; a correction is a new edition."))


class PassageOrigin(TenantModel):
    """Where a passage came from when one was split or several were merged."""

    passage = models.ForeignKey(Passage, on_delete=models.CASCADE, related_name="origins")
    origin = models.ForeignKey(Passage, on_delete=models.PROTECT, related_name="+")
    how = models.CharField(max_length=10, choices=[("split", _("split from")), ("merged", _("merged from"))])

    def __str__(self) -> str:
        return f"{self.passage_id} {self.how} {self.origin_id}"


class TranscriptionFix(TenantModel):
    """A fault of transcription in a text that was recorded as adopted: both readings are kept."""

    text = models.ForeignKey(PassageText, on_delete=models.PROTECT, related_name="fixes")
    before = models.TextField()
    after = models.TextField()
    reason = models.TextField()
    by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.text_id}: {self.before[:40]} → {self.after[:40]}"


class MatterSubject(TenantModel):
    """That a matter is about a policy: its yearly status, its revision, a decision that follows from it."""

    matter = models.ForeignKey(Matter, on_delete=models.CASCADE, related_name="+")
    policy = models.ForeignKey(Policy, on_delete=models.CASCADE, related_name="subject_of")

    class Meta:
        verbose_name = _("what a matter is about")
        verbose_name_plural = _("what matters are about")
        constraints = [models.UniqueConstraint(fields=["matter", "policy"], name="matter_about_policy_once")]

    def __str__(self) -> str:
        return f"{self.matter}: {self.policy}"
