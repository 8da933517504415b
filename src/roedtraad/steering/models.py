"""A steering group's meeting as it is run: who was there, the points, what was said and decided, the minutes.

What is decided and who is to do what become decisions and tasks of `matters` when the minutes are approved; until then
they are words on the point (docs/adr/0023).
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from roedtraad.core.actions import Versioned
from roedtraad.core.models import User
from roedtraad.core.tenancy import TenantModel, objects_of
from roedtraad.matters.models import Decision, Matter, Meeting
from roedtraad.organisation.models import Position
from roedtraad.plans.models import Goal, Plan

from .enums import PointKind, SittingState
from .querysets import MinutesQuerySet, refuse_minutes


class Sitting(TenantModel, Versioned):
    """A meeting at which a group follows a plan up. Approved, its minutes are a matter of `matters`."""

    meeting = models.OneToOneField(Meeting, on_delete=models.PROTECT, related_name="+")
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=SittingState, default=SittingState.PREPARED)
    guests = models.CharField(_("others who were there"), max_length=300, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    matter = models.OneToOneField(Matter, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("steering meeting")
        verbose_name_plural = _("steering meetings")

    def __str__(self) -> str:
        return str(self.meeting)

    @property
    def is_approved(self) -> bool:
        return self.state == SittingState.APPROVED


class Attendance(TenantModel):
    """A seat of the group at a meeting, and whether who filled it that day was there."""

    sitting = models.ForeignKey(Sitting, on_delete=models.CASCADE, related_name="attendance")
    seat = models.CharField(max_length=200)
    name = models.CharField(max_length=200, blank=True, help_text="who filled it that day; '' for nobody")
    present = models.BooleanField(default=True)

    class Meta:
        verbose_name = _("attendance")
        verbose_name_plural = _("attendance")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.seat} {self.name}".strip()


class Point(TenantModel, Versioned):
    """A point of the agenda: why it stands there, what was said, what was decided and who is to do what.

    `cause` is what the steering view said the day the point was put on. `tasks`: [{text, owner, due}], `owner` the key
    of a position or None, `due` a day as text or ''; they are words until the minutes are approved, and then tasks of
    `recorded`.
    """

    sitting = models.ForeignKey(Sitting, on_delete=models.CASCADE, related_name="points")
    order = models.PositiveSmallIntegerField(default=1)
    kind = models.CharField(max_length=10, choices=PointKind, default=PointKind.OWN)
    title = models.CharField(_("point"), max_length=300)
    goal = models.ForeignKey(Goal, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    cause = models.TextField(blank=True)
    said = models.TextField(_("what was said"), blank=True)
    decision = models.TextField(_("what was decided"), blank=True)
    result = models.CharField(max_length=20, blank=True)
    responsible = models.ForeignKey(
        Position,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("who sees to it"),
    )
    tasks = models.JSONField(default=list)
    carried = models.BooleanField(_("goes on next time"), default=False)
    recorded = models.OneToOneField(
        Decision, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    written_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    saved_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("point of the agenda")
        verbose_name_plural = _("points of the agenda")
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.title

    @property
    def is_decided(self) -> bool:
        """Something was decided, or somebody was given something to do, which is the same."""
        return bool(self.decision or self.tasks or self.responsible_id)

    @property
    def is_written(self) -> bool:
        return bool(self.said or self.carried or self.is_decided)


class Minutes(TenantModel):
    """The minutes as they were approved, a `writing` report as JSON; each correction is one more, with its reason."""

    sitting = models.ForeignKey(Sitting, on_delete=models.PROTECT, related_name="minutes")
    number = models.PositiveSmallIntegerField(default=1)
    document = models.TextField()
    sha256 = models.CharField(max_length=64)
    reason = models.TextField(blank=True, help_text="why they were corrected; '' of the first")
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.CharField(max_length=120)

    objects: ClassVar[Any] = objects_of(MinutesQuerySet)

    class Meta:
        verbose_name = _("minutes")
        verbose_name_plural = _("minutes")
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["sitting", "number"], name="minutes_number_once")]

    def __str__(self) -> str:
        return f"{self.sitting} ({self.number})"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            refuse_minutes()
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        refuse_minutes()
