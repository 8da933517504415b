"""Matters, meetings, presentations, recommendations, decisions, annexes, tasks and what must be filed."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from roedtraad.core.actions import Versioned
from roedtraad.core.tenancy import TenantModel, objects_of
from roedtraad.organisation.models import Body, Position

from .enums import FINAL, DecisionResult, DispatchState, Reading, RoutingRole, TaskState
from .facts import being_corrected, lifted_out
from .querysets import FactQuerySet, MatterQuerySet, refuse_to_change


class Meeting(TenantModel):
    """A body's meeting on a date; it may move or be cancelled."""

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")
    date = models.DateField(_("date"))
    time = models.TimeField(_("time"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=200, blank=True)
    cancelled = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        ordering = ["date"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "body", "date"], name="meeting_once_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.body} {self.date:%d.%m.%Y}"


class Matter(TenantModel):
    """A matter (sag) of the municipality, as it goes through its bodies."""

    title = models.CharField(_("title"), max_length=300)
    case_number = models.CharField(_("case number"), max_length=60, blank=True)
    kle_number = models.CharField(_("KLE number"), max_length=12, blank=True)
    is_open = models.BooleanField(_("open item"), default=True)
    costs_money = models.BooleanField(
        _("it involves money"),
        default=False,
        help_text=_("Then the finance committee has it before the council."),
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[Any] = objects_of(MatterQuerySet)

    class Meta:
        verbose_name = _("matter")
        verbose_name_plural = _("matters")

    def __str__(self) -> str:
        return self.title


class Routing(TenantModel):
    """One stop on a matter's way: which body, at which meeting, in which role.

    Stops of one `order` have it in parallel, or, where they are `joint`, at a meeting they hold together. What cannot
    be is in `way.py`.
    """

    matter = models.ForeignKey(Matter, on_delete=models.CASCADE, related_name="routings")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")
    meeting = models.ForeignKey(
        Meeting, null=True, blank=True, on_delete=models.PROTECT, related_name="routings"
    )
    role = models.CharField(_("role"), max_length=12, choices=RoutingRole, default=RoutingRole.DECIDES)
    order = models.PositiveSmallIntegerField(default=1)
    joint = models.BooleanField(_("joint meeting"), default=False)
    reading = models.PositiveSmallIntegerField(_("reading"), choices=Reading, default=Reading.NONE)

    class Meta:
        verbose_name = _("routing")
        verbose_name_plural = _("routing")
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return f"{self.body} {self.get_role_display()}"


class Presentation(TenantModel):
    """The presentation (sagsfremstilling) of a matter: sections by the municipality's own template."""

    matter = models.OneToOneField(Matter, on_delete=models.CASCADE, related_name="presentation")
    document = models.JSONField(default=dict, help_text="roedtraad.writing report, as data")
    made_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"Presentation: {self.matter}"


class PresentationSection(TenantModel, Versioned):
    """One section under the concept's key (summary, narrative, economy …) with the municipality's heading."""

    presentation = models.ForeignKey(Presentation, on_delete=models.CASCADE, related_name="sections")
    key = models.CharField(max_length=30)
    heading = models.CharField(max_length=120)
    text = models.TextField(blank=True)
    order = models.PositiveSmallIntegerField(default=1)

    class Meta:
        ordering = ["order", "pk"]
        constraints = [models.UniqueConstraint(fields=["presentation", "key"], name="section_key_once")]

    def __str__(self) -> str:
        return self.heading


class Recommendation(TenantModel, Versioned):
    """One at-point: '1. at …'. Alternatives carry the same number and `alternative`."""

    matter = models.ForeignKey(Matter, on_delete=models.CASCADE, related_name="recommendations")
    number = models.PositiveSmallIntegerField()
    text = models.TextField(_("text"))
    alternative = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("recommendation")
        verbose_name_plural = _("recommendations")
        ordering = ["number", "pk"]

    def __str__(self) -> str:
        return f"{self.number}. {self.text}"[:200]


class Decision(TenantModel):
    """What a body decided: of a recommendation, or of the matter as a whole. A fact; never changed.

    Only a fault of transcription is mended (`correcting.py`), and then both readings are kept.
    """

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="decisions")
    recommendation = models.ForeignKey(
        Recommendation, null=True, blank=True, on_delete=models.PROTECT, related_name="decisions"
    )
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")
    meeting = models.ForeignKey(
        Meeting, null=True, blank=True, on_delete=models.PROTECT, related_name="decisions"
    )
    date = models.DateField(_("date"))
    result = models.CharField(_("result"), max_length=20, choices=DecisionResult)
    wording = models.TextField(_("wording"), blank=True)
    votes_for = models.PositiveSmallIntegerField(_("votes for"), null=True, blank=True)
    votes_against = models.PositiveSmallIntegerField(_("votes against"), null=True, blank=True)
    votes_abstained = models.PositiveSmallIntegerField(_("abstained"), null=True, blank=True)
    votes = models.CharField(
        _("votes"), max_length=200, blank=True, help_text=_("In words: who, where the minutes say so.")
    )
    minority = models.TextField(_("minority statement"), blank=True)
    absent = models.CharField(_("absent"), max_length=300, blank=True)
    minutes_reference = models.CharField(_("reference to the minutes"), max_length=200)
    demands_task = models.BooleanField(_("something is to be done"), default=False)
    corrections = models.JSONField(
        default=list,
        help_text="[{at, reason, said: {field: what stood there before}}], the first reading first",
    )
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)

    objects: ClassVar[Any] = objects_of(FactQuerySet)

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ["-date", "-pk"]
        indexes = [models.Index(fields=["municipality", "-date"])]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(minutes_reference=""), name="decision_refers_to_minutes"
            ),
            models.UniqueConstraint(
                fields=["matter", "recommendation", "body", "date"], name="decision_once"
            ),
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding and not being_corrected():
            refuse_to_change()
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        if not lifted_out():
            refuse_to_change()
        return super().delete(*args, **kwargs)

    @property
    def is_final(self) -> bool:
        """It settles the matter, unlike a recommendation to the next body, a postponement or a hearing."""
        return self.result in FINAL

    @property
    def subject(self) -> str:
        """What was decided, in the fewest words: the body's own wording, else the at-point, else the matter."""
        return self.wording or (self.recommendation.text if self.recommendation else self.matter.title)

    def __str__(self) -> str:
        return f"{self.body} {self.date:%d.%m.%Y}: {self.get_result_display()}"


class Annex(TenantModel):
    """An annex of a matter; may be open while the item is closed, may be an earlier item."""

    matter = models.ForeignKey(Matter, on_delete=models.CASCADE, related_name="annexes")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(_("title"), max_length=300)
    document_number = models.CharField(_("document number"), max_length=60, blank=True)
    case_number = models.CharField(_("case number"), max_length=60, blank=True)
    is_open = models.BooleanField(default=True)
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
        ordering = ["number"]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"


class Task(TenantModel, Versioned):
    """What a decision demands, of which position, by when. The next status opens with it."""

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="tasks")
    text = models.TextField(_("what is to be done"))
    owner = models.ForeignKey(
        Position, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("owner")
    )
    due = models.DateField(_("due"), null=True, blank=True)
    state = models.CharField(max_length=10, choices=TaskState, default=TaskState.OPEN)
    outcome = models.TextField(_("what came of it"), blank=True)
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = _("task")
        verbose_name_plural = _("tasks")
        ordering = ["due", "pk"]

    def __str__(self) -> str:
        return self.text[:200]


class Dispatch(TenantModel):
    """What must be filed in the case and document system: it stands here until it is marked as filed."""

    matter = models.ForeignKey(Matter, on_delete=models.CASCADE, related_name="dispatches")
    what = models.CharField(_("what"), max_length=300)
    sha256 = models.CharField(max_length=64, blank=True)
    state = models.CharField(max_length=10, choices=DispatchState, default=DispatchState.MISSING)
    filed_as = models.CharField(_("filed as"), max_length=120, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    filed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("dispatch")
        verbose_name_plural = _("dispatches")

    def __str__(self) -> str:
        return f"{self.what} ({self.get_state_display()})"
