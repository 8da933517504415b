"""The municipality, its users, the record of what was done, the jobs and the outbox."""

from __future__ import annotations

import re
import uuid
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .enums import JobState, MessageKind, MessageState
from .tenancy import TenantManager, TenantModel, TenantQuerySet, objects_of
from .theme import contrast_on_white

RESERVED_SLUGS = {
    "static", "log-ind", "log-af", "sprog", "sundhed", "was", "persondata", "komponenter", "api", "files", ".well-known",
}  # fmt: skip


def no_reserved_slug(slug: str) -> None:
    if slug in RESERVED_SLUGS:
        raise ValidationError(
            _("“%(slug)s” is one of the installation's own addresses. Choose another."), params={"slug": slug}
        )


def colour(value: str) -> None:
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", value):
        raise ValidationError(_("Write the colour as # and six hexadecimal digits, for example #0f4c5c."))
    if contrast_on_white(value) < 4.5:
        raise ValidationError(
            _(
                "Letters in %(colour)s are hard to read on white. Choose a darker one (a contrast of at least 4.5)."
            ),
            params={"colour": value},
        )


class Municipality(models.Model):
    """A tenant. Everything a municipality owns points here."""

    name = models.CharField(_("name"), max_length=100)
    slug = models.SlugField(_("address"), unique=True, validators=[no_reserved_slug])
    code = models.CharField(_("municipality code"), max_length=4, blank=True)
    council_name = models.CharField(_("name of the council"), max_length=60, default="Byrådet")
    commitment_heading = models.CharField(_("heading over commitments"), max_length=60, default="Det vil vi")
    primary = models.CharField(max_length=7, default="#0f4c5c", validators=[colour])
    primary_dark = models.CharField(max_length=7, default="#0a3844", validators=[colour])
    primary_darker = models.CharField(max_length=7, default="#06252d", validators=[colour])
    is_example = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("municipality")
        verbose_name_plural = _("municipalities")

    def __str__(self) -> str:
        return self.name


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email__iexact=username or "")


class User(AbstractBaseUser):
    """Who signs in. What a user may do follows from the positions held, not from this row."""

    is_system = False

    email = models.EmailField(_("e-mail"), unique=True)
    name = models.CharField(_("name"), max_length=120)
    municipality = models.ForeignKey(
        Municipality, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    is_operator = models.BooleanField(
        default=False, help_text=_("Sees that the installation runs, not what it holds.")
    )
    is_active = models.BooleanField(default=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]
    objects = UserManager()

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        return self.name

    @property
    def first_name(self) -> str:
        return self.name.split(" ")[0]


class RecordQuerySet(TenantQuerySet):
    """Rows that are written once."""

    def update(self, **kwargs: Any) -> int:
        raise TypeError("What is on record is never changed.")

    def delete(self) -> tuple[int, dict[str, int]]:
        raise TypeError("What is on record is never taken away.")


class ActionLog(TenantModel):
    """What was done: who, when, verb, thing, before and after. Written by every action, never changed.

    The one record; erasure under the retention rule has one place to look.
    """

    at = models.DateTimeField(default=timezone.now, db_index=True)
    by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    by_name = models.CharField(max_length=120)
    verb = models.CharField(max_length=80)
    thing_type = models.CharField(max_length=60)
    thing_id = models.BigIntegerField(null=True)
    thing_label = models.CharField(max_length=300, blank=True)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    note = models.TextField(blank=True)

    objects: ClassVar[Any] = objects_of(RecordQuerySet)

    class Meta:
        indexes = [models.Index(fields=["municipality", "thing_type", "thing_id", "at"])]
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.by_name} {self.verb} {self.thing_label}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TypeError("What is on record is never changed.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise TypeError("What is on record is never taken away.")


class Job(TenantModel):
    """Something that is to be done once, outside the request. Each try is a task of the queue; the promise is here.

    Whoever carries it out holds a lease and renews it; when the lease runs out (kill -9, power cut) the job
    is taken up again. `attempt` is the fence: only the latest try may settle.
    """

    name = models.CharField(max_length=80)
    payload = models.JSONField(default=dict)
    about_type = models.CharField(max_length=60, blank=True)
    about_id = models.BigIntegerField(null=True)
    state = models.CharField(max_length=10, choices=JobState, default=JobState.WAITING)
    attempt = models.PositiveIntegerField(default=0)
    lease_until = models.DateTimeField(null=True)
    progress = models.PositiveSmallIntegerField(default=0)
    step = models.CharField(max_length=200, blank=True)
    error = models.TextField(blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    run_after = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True)
    by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    task_id = models.UUIDField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["state", "lease_until"]),
            models.Index(fields=["municipality", "about_type", "about_id"]),
        ]

    def __str__(self) -> str:
        return f"{self.name} #{self.pk} {self.state}"

    @property
    def is_over(self) -> bool:
        return self.state in (JobState.DONE, JobState.FAILED)


class OutboxMessage(TenantModel):
    """A mail or a dispatch that is to leave. It is `sending` in the database before it goes.

    The Message-ID is fixed when the message is written, so that a receiver can see a doubled one.
    A message whose fate is unknown (the process died while it went) is shown as uncertain, not sent again.
    `body` holds no key of a personal link: only a mark, which is filled in as the mail goes (`registries.mail_marks`).
    """

    kind = models.CharField(max_length=10, choices=MessageKind, default=MessageKind.MAIL)
    purpose = models.CharField(max_length=40, blank=True, help_text="whoever wrote it knows it by this")
    to = models.EmailField()
    to_user = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    subject = models.CharField(max_length=200)
    body = models.TextField()
    message_id = models.CharField(max_length=120, unique=True, default=uuid.uuid4)
    state = models.CharField(max_length=10, choices=MessageState, default=MessageState.WAITING)
    created_at = models.DateTimeField(default=timezone.now)
    sending_at = models.DateTimeField(null=True, help_text="when it was last given to the mail server")
    sent_at = models.DateTimeField(null=True)
    error = models.TextField(blank=True)

    class Meta:
        indexes = [models.Index(fields=["state", "created_at"])]

    def __str__(self) -> str:
        return f"{self.subject} → {self.to} ({self.state})"


class ScheduledRun(models.Model):
    """When a regular piece of work last ran, so that several workers run it once."""

    name = models.CharField(max_length=80, primary_key=True)
    last_run = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.name} {self.last_run:%Y-%m-%d %H:%M}"


__all__ = [
    "ActionLog",
    "Job",
    "Municipality",
    "OutboxMessage",
    "ScheduledRun",
    "TenantManager",
    "TenantModel",
    "User",
]
