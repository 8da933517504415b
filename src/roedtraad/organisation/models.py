"""Units, positions and the people who hold them, bodies and their seats."""

from __future__ import annotations

import json
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from roedtraad.core.actions import Versioned
from roedtraad.core.models import User
from roedtraad.core.tenancy import TenantModel, objects_of

from .enums import BodyKind, DirectoryState, Function, SeatRole, UnitKind
from .querysets import AbsenceQuerySet, HoldingQuerySet


class Unit(TenantModel):
    """A part of the organisation, from–to; a tree. A unit that ended keeps its rows and names its successor."""

    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=20, choices=UnitKind, default=UnitKind.CENTRE)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    directory_id = models.CharField(
        max_length=60,
        blank=True,
        help_text="its number in the municipality's directory: a renamed unit is known by it",
    )
    starts = models.DateField(null=True, blank=True)
    ends = models.DateField(null=True, blank=True)
    successor = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="predecessors"
    )

    class Meta:
        verbose_name = _("unit")
        verbose_name_plural = _("units")
        constraints = [models.UniqueConstraint(fields=["municipality", "name"], name="unit_name_once")]

    def __str__(self) -> str:
        return self.name


class Position(TenantModel):
    """A function in the organisation: 'Familiechef'. May be vacant, deputised, joined. Owners are positions."""

    title = models.CharField(_("title"), max_length=200)
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="positions")
    function = models.CharField(_("function"), max_length=20, choices=Function, default=Function.OTHER)
    deputy = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    starts = models.DateField(null=True, blank=True)
    ends = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = _("position")
        verbose_name_plural = _("positions")
        constraints = [
            models.UniqueConstraint(fields=["municipality", "title", "unit"], name="position_once")
        ]

    def __str__(self) -> str:
        return self.title


class Person(TenantModel):
    """Somebody who holds a position; may have a user."""

    name = models.CharField(_("name"), max_length=120)
    email = models.EmailField(_("e-mail"), blank=True)
    directory_id = models.CharField(
        max_length=60, blank=True, help_text="the person's number in the directory"
    )
    user = models.OneToOneField(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")

    def __str__(self) -> str:
        return self.name


class Holding(TenantModel):
    """Who holds a position, from–to (both days included; open ends are open)."""

    position = models.ForeignKey(Position, on_delete=models.CASCADE, related_name="holdings")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="holdings")
    starts = models.DateField()
    ends = models.DateField(null=True, blank=True)

    objects: ClassVar[Any] = objects_of(HoldingQuerySet)

    class Meta:
        verbose_name = _("holding")
        verbose_name_plural = _("holdings")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(ends__gte=F("starts")), name="holding_ends_after_start"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.position}"


class Absence(TenantModel):
    """Somebody is away from–to, both days included: whoever deputises is asked meanwhile. Never why."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="absences")
    starts = models.DateField(_("first day away"))
    ends = models.DateField(_("last day away"))

    objects: ClassVar[Any] = objects_of(AbsenceQuerySet)

    class Meta:
        verbose_name = _("absence")
        verbose_name_plural = _("absences")
        ordering = ["starts", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(ends__gte=F("starts")), name="absence_ends_after_start")
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.starts} – {self.ends}"


class Body(TenantModel):
    """A council, committee, board or group, from–to."""

    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=20, choices=BodyKind, default=BodyKind.OTHER)
    starts = models.DateField(null=True, blank=True)
    ends = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = _("body")
        verbose_name_plural = _("bodies")
        constraints = [models.UniqueConstraint(fields=["municipality", "name"], name="body_name_once")]

    def __str__(self) -> str:
        return self.name


class Seat(TenantModel):
    """A place in a body; may stand unfilled ('en repræsentant for sundhedsplejen')."""

    body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="seats")
    title = models.CharField(_("title"), max_length=200)
    role = models.CharField(_("role"), max_length=20, choices=SeatRole, default=SeatRole.MEMBER)
    position = models.ForeignKey(Position, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        verbose_name = _("seat")
        verbose_name_plural = _("seats")

    def __str__(self) -> str:
        return f"{self.title} ({self.body})"


class DirectoryFile(TenantModel, Versioned):
    """A file from the directory, on its way in. What it said of people is thrown away when it has been taken in."""

    name = models.CharField(_("file name"), max_length=255)
    sha256 = models.CharField(max_length=64)
    # Bytes, so that what it says of people never stands in the record of what was done; empty once it is taken in.
    table = models.BinaryField(default=b"")
    columns = models.JSONField(
        default=list, help_text="for each column the key of what it says, or an empty text"
    )
    state = models.CharField(max_length=8, choices=DirectoryState, default=DirectoryState.READ)
    received_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    outcome = models.JSONField(default=dict, help_text="how many of each kind of difference were taken in")

    class Meta:
        verbose_name = _("directory file")
        verbose_name_plural = _("directory files")
        ordering = ["-received_at", "-pk"]

    @property
    def rows(self) -> list[list[str]]:
        """The table as text, the headers first."""
        return json.loads(bytes(self.table)) if self.table else []

    @rows.setter
    def rows(self, rows: list[list[str]]) -> None:
        self.table = json.dumps(rows).encode() if rows else b""

    def __str__(self) -> str:
        return self.name
