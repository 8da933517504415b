"""Follow-up: cycles counted back from a meeting, check-ins, sign-off, the snapshot."""

from __future__ import annotations

import json
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from roedtraad.core.actions import Versioned
from roedtraad.core.enums import StatusKey
from roedtraad.core.models import OutboxMessage, User
from roedtraad.core.tenancy import TenantModel, objects_of
from roedtraad.matters.models import Meeting
from roedtraad.organisation.models import Body, Position
from roedtraad.plans.models import Goal, Plan

from . import canonical
from .counting import AGENDA, REPORTING, SIGNING, WRITING, Spans
from .enums import STATUS_WITHOUT_NEED, AttachmentKind, CheckInState, Need, NoticeStage, RoundKind
from .querysets import CheckInQuerySet, CycleQuerySet, SnapshotQuerySet, refuse_signed, refuse_snapshot


class Template(TenantModel, Versioned):
    """The common form: at most three questions a goal. An empty text is the usual words; how it goes is always asked."""

    plan = models.OneToOneField(Plan, on_delete=models.CASCADE, related_name="+")
    question_status = models.CharField(max_length=200, blank=True)
    question_happened = models.CharField(max_length=200, blank=True)
    question_needed = models.CharField(max_length=200, blank=True)
    asks_happened = models.BooleanField(default=True)
    asks_needed = models.BooleanField(default=True)

    def __str__(self) -> str:
        return f"Template: {self.plan}"


class Rhythm(TenantModel, Versioned):
    """In which months of the year a plan is followed up, from which its rounds are made for years ahead."""

    plan = models.OneToOneField(Plan, on_delete=models.PROTECT, related_name="+")
    starts = models.DateField(_("for meetings from"))
    words = models.TextField(blank=True, help_text="the rhythm in words, for the record of what was changed")

    def __str__(self) -> str:
        return f"Rhythm: {self.plan}"


class Beat(TenantModel):
    """One month of a rhythm: which body's first meeting in it is served, and the days of each part counted back."""

    rhythm = models.ForeignKey(Rhythm, on_delete=models.CASCADE, related_name="beats")
    month = models.PositiveSmallIntegerField(_("the meeting is held in"))
    body = models.ForeignKey(
        Body, on_delete=models.PROTECT, related_name="+", verbose_name=_("whose meeting")
    )
    kind = models.CharField(max_length=10, choices=RoundKind, default=RoundKind.STATUS)
    purpose = models.CharField(_("what it is about"), max_length=200, blank=True)
    reporting = models.PositiveSmallIntegerField(default=REPORTING)
    signing = models.PositiveSmallIntegerField(default=SIGNING)
    writing = models.PositiveSmallIntegerField(default=WRITING)
    agenda = models.PositiveSmallIntegerField(default=AGENDA)

    class Meta:
        ordering = ["month"]
        constraints = [
            models.UniqueConstraint(fields=["rhythm", "month"], name="beat_once_a_month"),
            models.CheckConstraint(condition=Q(month__gte=1, month__lte=12), name="beat_in_a_month"),
        ]

    def __str__(self) -> str:
        return f"{self.month}: {self.body}"

    @property
    def spans(self) -> Spans:
        return Spans(self.reporting, self.signing, self.writing, self.agenda)


class Cycle(TenantModel, Versioned):
    """One round: the period reported on, when it opens, is due and signed off, and the meeting it serves."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(_("title"), max_length=120)
    period_from = models.DateField(_("reports on the period from"))
    period_to = models.DateField(_("to"))
    opens = models.DateField(_("opens"))
    due = models.DateField(_("reports are due"))
    sign_off = models.DateField(_("signed off by"))
    meeting = models.ForeignKey(
        Meeting,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("serves the meeting"),
    )
    kind = models.CharField(max_length=10, choices=RoundKind, default=RoundKind.STATUS)
    purpose = models.CharField(_("what it is about"), max_length=200, blank=True)
    # Of the rhythm that made it; the year alone stays where that month has been left out since.
    beat = models.ForeignKey(Beat, null=True, blank=True, on_delete=models.SET_NULL, related_name="cycles")
    beat_year = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)
    counted_from = models.DateField(
        null=True, editable=False, help_text="the day of the meeting when the dates were counted"
    )
    dates_by_hand = models.BooleanField(default=False, editable=False)
    # Of everybody who reports, added up: no row says whose it is, and the record of what was done does not either.
    seconds_spent = models.PositiveIntegerField(default=0, editable=False)

    objects: ClassVar[Any] = objects_of(CycleQuerySet)

    class Meta:
        verbose_name = _("cycle")
        verbose_name_plural = _("cycles")
        ordering = ["period_to", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(period_to__gte=F("period_from"))
                & Q(due__gte=F("opens"))
                & Q(sign_off__gte=F("due")),
                name="cycle_dates_in_order",
            ),
            models.UniqueConstraint(fields=["beat", "beat_year"], name="cycle_once_a_beat"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_waiting(self) -> bool:
        """Made by a rhythm in a month in which no meeting is known yet: does not open before there is one."""
        return self.beat_year is not None and self.meeting_id is None

    @property
    def is_adjustment(self) -> bool:
        return self.kind == RoundKind.ADJUSTMENT

    @property
    def meeting_has_moved(self) -> bool:
        """Since the dates were counted or chosen."""
        return bool(self.meeting and self.counted_from and self.meeting.date != self.counted_from)


class CheckIn(TenantModel, Versioned):
    """What is reported about one goal in one cycle. Signed off it is frozen; a correction is a new one with a reason."""

    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="check_ins", db_index=False)
    # Keys without an index of their own: those below begin with them.
    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="+", db_index=False)
    # The cycle's, which never changes: so that the latest word about each of 600 goals is one look in an index each.
    period_to = models.DateField(editable=False)
    status = models.CharField(_("status"), max_length=8, choices=StatusKey, blank=True)
    happened = models.TextField(_("what has happened"), blank=True)
    need = models.CharField(_("what is needed"), max_length=10, choices=Need, default=Need.NONE, blank=True)
    needed = models.TextField(_("what is needed"), blank=True)
    awaited_until = models.DateField(_("awaited until"), null=True, blank=True)
    state = models.CharField(max_length=10, choices=CheckInState, default=CheckInState.DRAFT)
    saved_at = models.DateTimeField(auto_now=True)
    written_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    signed_at = models.DateTimeField(null=True, blank=True)
    signed_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    signed_as = models.ForeignKey(Position, null=True, on_delete=models.PROTECT, related_name="+")
    signed_name = models.CharField(max_length=200, blank=True, help_text="who held the position that day")
    corrects = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="corrected_by"
    )
    correction_reason = models.TextField(blank=True)
    # The questions in the words in which they were answered, where those are the plan's own: {name: words}.
    asked = models.JSONField(default=dict, blank=True)

    objects: ClassVar[Any] = objects_of(CheckInQuerySet)

    class Meta:
        verbose_name = _("check-in")
        verbose_name_plural = _("check-ins")
        indexes = [
            models.Index(fields=["goal", "state", "period_to", "id"]),
            models.Index(fields=["cycle", "state", "goal"]),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["cycle", "goal"], condition=Q(corrects__isnull=True), name="check_in_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.goal}: {self.get_status_display()}"

    @property
    def is_signed(self) -> bool:
        return self.state == CheckInState.SIGNED

    @property
    def asks_for_something(self) -> bool:
        """A status that says what is needed: every one but 'on track' and 'reached'."""
        return bool(self.status) and self.status not in STATUS_WITHOUT_NEED

    @property
    def evidence(self) -> Any:
        """What hangs on it, without the files themselves."""
        return self.attachments.defer("content")

    def claim(self) -> Self:
        """As every row; and the end of the cycle's period with it."""
        self.period_to = self.cycle.period_to
        return super().claim()

    def save(self, *args: Any, **kwargs: Any) -> None:
        """A signed-off check-in is frozen."""
        if self.pk is not None and type(self).across.filter(pk=self.pk, state=CheckInState.SIGNED).exists():
            refuse_signed()
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        if type(self).across.filter(pk=self.pk, state=CheckInState.SIGNED).exists():
            refuse_signed()
        return super().delete(*args, **kwargs)


class Spoilt(RuntimeError):
    """A snapshot's content no longer has the hash it was given: somebody has been in the database."""


class Snapshot(TenantModel):
    """What was known when a cycle was closed: canonical JSON with schema version and hash. Needs no live row."""

    cycle = models.OneToOneField(Cycle, on_delete=models.PROTECT, related_name="snapshot")
    schema = models.PositiveSmallIntegerField()
    content = models.TextField()
    sha256 = models.CharField(max_length=64)
    taken_at = models.DateTimeField()
    taken_by = models.CharField(max_length=120)
    reason = models.TextField(blank=True, help_text="why it was frozen though not everything was signed off")

    objects: ClassVar[Any] = objects_of(SnapshotQuerySet)

    def __str__(self) -> str:
        return f"{self.cycle} {self.sha256[:12]}"

    @property
    def data(self) -> dict[str, Any]:
        """The content, after its hash has been checked; raises `Spoilt`. Shape: followup/snapshots.py."""
        if canonical.sha256(self.content) != self.sha256:
            raise Spoilt(f"snapshot {self.pk} no longer has the hash {self.sha256}")
        return json.loads(self.content)

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            refuse_snapshot()
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        refuse_snapshot()


class Attachment(TenantModel):
    """Evidence that hangs on a check-in: a file, or an address. Frozen with it."""

    check_in = models.ForeignKey(CheckIn, on_delete=models.CASCADE, related_name="attachments")
    kind = models.CharField(max_length=4, choices=AttachmentKind)
    name = models.CharField(_("name"), max_length=200)
    url = models.URLField(_("address"), max_length=500, blank=True)
    content = models.BinaryField(default=b"", editable=False)
    size = models.PositiveIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    added_at = models.DateTimeField(auto_now_add=True)
    added_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def goal(self) -> Goal:
        """What it is evidence for: who may report on that may attach."""
        return self.check_in.goal

    def save(self, *args: Any, **kwargs: Any) -> None:
        self._refuse_frozen()
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        self._refuse_frozen()
        return super().delete(*args, **kwargs)

    def _refuse_frozen(self) -> None:
        if CheckIn.across.filter(pk=self.check_in_id, state=CheckInState.SIGNED).exists():
            refuse_signed()


class PersonalLink(TenantModel):
    """The link in a person's mails about one cycle: opens that person's check-ins in it, and nothing else.

    Its key is signed for the person, the cycle and `nonce` (followup/links.py) and stands nowhere; only its hash does.
    It is good until the cycle's sign-off, and ends when the person no longer reports on anything in the cycle.
    """

    cycle = models.ForeignKey(Cycle, on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    nonce = models.CharField(max_length=32)
    key_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["cycle", "user"], condition=Q(ended_at__isnull=True), name="personal_link_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.cycle}"


class Reminder(TenantModel):
    """The one mail of a day to a person. `about`: [cycle, goal] of what it asked for, so that it can be spared."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    day = models.DateField()
    message = models.ForeignKey(OutboxMessage, null=True, on_delete=models.SET_NULL, related_name="+")
    about = models.JSONField(default=list)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "day"], name="one_mail_a_day")]

    def __str__(self) -> str:
        return f"{self.user} {self.day}"


class Notice(TenantModel):
    """How far a person has been told about a cycle: each stage once."""

    cycle = models.ForeignKey(Cycle, on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    day = models.DateField()
    stage = models.CharField(max_length=8, choices=NoticeStage, default=NoticeStage.OPENED)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["cycle", "user", "stage"], name="notice_once")]

    def __str__(self) -> str:
        return f"{self.user} {self.stage} {self.day}"


class Tiding(TenantModel):
    """What a person has been told of besides the rounds, in the mail of a day: each thing once."""

    reminder = models.ForeignKey(Reminder, on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=80, help_text="as the app that tells of it names it: 'plans.remark:7'")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="tiding_once")]

    def __str__(self) -> str:
        return f"{self.user} {self.key}"
