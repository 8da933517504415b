"""Documents that a municipality brings, what was recognised in them, and where it landed."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from roedtraad.core.actions import Versioned
from roedtraad.core.models import User
from roedtraad.core.tenancy import TenantModel

from .enums import DocumentState, ElementState, LessonKind, StepKind


class SourceDocument(TenantModel, Versioned):
    """A file as it came, and what the reading made of it. The same file (sha256) is one document."""

    name = models.CharField(_("file name"), max_length=255)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    media_type = models.CharField(max_length=120, blank=True)
    content = models.BinaryField()
    state = models.CharField(max_length=12, choices=DocumentState, default=DocumentState.RECEIVED)
    error = models.TextField(blank=True)
    kind = models.CharField(max_length=30, blank=True)
    title = models.CharField(max_length=300, blank=True)
    header = models.JSONField(default=dict)
    blocks = models.JSONField(default=list)
    received_at = models.DateTimeField(auto_now_add=True)
    received_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        ordering = ["-received_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["municipality", "sha256"], name="document_once")]

    def __str__(self) -> str:
        return self.name


class Element(TenantModel, Versioned):
    """One recognised element, as a person has corrected it. `original` keeps what the reading said."""

    document = models.ForeignKey(SourceDocument, on_delete=models.CASCADE, related_name="elements")
    key = models.CharField(max_length=40)
    order = models.PositiveIntegerField()
    type = models.CharField(max_length=30)
    text = models.TextField()
    parent_key = models.CharField(max_length=40, blank=True)
    block = models.PositiveIntegerField(null=True)
    until = models.PositiveIntegerField(null=True)
    page = models.PositiveIntegerField(null=True)
    confidence = models.FloatField(default=1.0)
    rule = models.CharField(max_length=80, blank=True)
    attributes = models.JSONField(default=dict)
    original = models.JSONField(default=dict)
    state = models.CharField(max_length=8, choices=ElementState, default=ElementState.UNSEEN)
    added = models.BooleanField(default=False)

    class Meta:
        ordering = ["document", "order", "pk"]
        constraints = [models.UniqueConstraint(fields=["document", "key"], name="element_key_once")]

    def __str__(self) -> str:
        return f"{self.type}: {self.text[:80]}"


class Acceptance(TenantModel):
    """That a document's elements were taken in, by whom, and whether it was undone."""

    document = models.ForeignKey(SourceDocument, on_delete=models.CASCADE, related_name="acceptances")
    accepted_at = models.DateTimeField(auto_now_add=True)
    accepted_by = models.CharField(max_length=120)
    undone_at = models.DateTimeField(null=True, blank=True)
    wish = models.JSONField(default=dict, help_text="what the person said on the form")
    left = models.JSONField(default=dict, help_text="elements without a place: {key: why, as in landed.WHY}")
    last_log = models.BigIntegerField(default=0, help_text="the newest action log when all had landed")

    def __str__(self) -> str:
        return f"{self.document} {self.accepted_at:%Y-%m-%d}"


class Landing(TenantModel):
    """Where an element landed: so that the same file lands once, and can be lifted out again.

    `made` tells whether the acceptance created the row, or found one that stood there already.
    """

    acceptance = models.ForeignKey(Acceptance, on_delete=models.CASCADE, related_name="landings")
    element = models.ForeignKey(Element, on_delete=models.CASCADE, related_name="landings", null=True)
    thing_type = models.CharField(max_length=60)
    thing_id = models.BigIntegerField()
    made = models.BooleanField(default=True)
    before = models.JSONField(
        default=dict, help_text="of a row that stood already: what the acceptance changed"
    )

    class Meta:
        indexes = [models.Index(fields=["municipality", "thing_type", "thing_id"])]

    def __str__(self) -> str:
        return f"{self.element_id} → {self.thing_type} {self.thing_id}"


class Step(TenantModel):
    """One thing that a person did in a review, with what stood before: undoing takes the newest back."""

    document = models.ForeignKey(SourceDocument, on_delete=models.CASCADE, related_name="steps")
    what = models.CharField(max_length=12, choices=StepKind)
    at = models.DateTimeField(auto_now=True)
    by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    by_name = models.CharField(max_length=120)
    before = models.JSONField(default=dict, help_text="{element's primary key: {field: what stood there}}")
    made = models.JSONField(default=list, help_text="primary keys of the elements that came of it")
    undone_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["document", "-id"])]

    def __str__(self) -> str:
        return f"{self.get_what_display()} ({self.by_name})"


class Lesson(TenantModel):
    """What a person's corrections in one document say about a label: the label and what it stands for, never a text.

    Documents that agree confirm each other; where they disagree, nothing is told to the reading.
    """

    kind = models.CharField(max_length=5, choices=LessonKind)
    label = models.CharField(max_length=80, help_text="in its normal form (roedtraad.reading.lexicon.plain)")
    taken_for = models.CharField(
        max_length=30, blank=True, help_text="what the reading took it for, if anything"
    )
    role = models.CharField(max_length=30)
    document = models.ForeignKey(SourceDocument, null=True, on_delete=models.SET_NULL, related_name="lessons")
    document_name = models.CharField(max_length=300)
    at = models.DateTimeField(auto_now=True)
    forgotten_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["label", "-at"]
        constraints = [
            models.UniqueConstraint(fields=["document", "kind", "label"], name="lesson_once_a_document")
        ]

    def __str__(self) -> str:
        return f"{self.label} → {self.role}"


class PageImage(TenantModel):
    """A page of a document as a picture: drawn once, thrown away after a while and with its document."""

    document = models.ForeignKey(SourceDocument, on_delete=models.CASCADE, related_name="images")
    page = models.PositiveIntegerField()
    width = models.PositiveIntegerField()
    png = models.BinaryField()
    drawn_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["document", "page", "width"], name="page_image_once")]

    def __str__(self) -> str:
        return f"{self.document_id}, {self.page} ({self.width} px)"
