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

from .enums import OF_UNITS, BodyKind, ChangeKind, ChangeState, DirectoryState, Function, SeatRole, UnitKind
from .querysets import AbsenceQuerySet, HoldingQuerySet, LastingQuerySet


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

    objects: ClassVar[Any] = objects_of(LastingQuerySet)

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
    deputy = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="deputises_for"
    )
    starts = models.DateField(null=True, blank=True)
    ends = models.DateField(null=True, blank=True)

    objects: ClassVar[Any] = objects_of(LastingQuerySet)

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

    objects: ClassVar[Any] = objects_of(LastingQuerySet)

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


ONE_THING = ("unit", "position", "body")


def one_of_three(name: str) -> models.CheckConstraint:
    """Exactly one of unit, position and body is named."""
    condition = Q()
    for each in ONE_THING:
        condition |= Q(**{f"{other}__isnull": other != each for other in ONE_THING})
    return models.CheckConstraint(condition=condition, name=name)


class Change(TenantModel, Versioned):
    """A unit merges, splits or closes, a position is closed, or a body ends: on a day, for a reason, with its heirs.

    `on` is the first day without it. `choices`: what goes to whom where there is a choice, as
    {key of the Belonging: primary key of the heir, or 0 where it ends}.
    """

    kind = models.CharField(max_length=10, choices=ChangeKind)
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    position = models.ForeignKey(Position, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    body = models.ForeignKey(Body, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    on = models.DateField(_("from"))
    reason = models.TextField(_("why"))
    choices = models.JSONField(default=dict)
    takes_name = models.BooleanField(
        default=False, help_text="the heir is called as this one was, from its first day"
    )
    state = models.CharField(max_length=7, choices=ChangeState, default=ChangeState.PLANNED)
    planned_by = models.CharField(max_length=120)
    planned_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, blank=True, help_text="carried out, or called off")
    hindrance = models.TextField(blank=True, help_text="why it could not be carried out on its day")
    remains = models.JSONField(default=list, help_text="what stayed as history, in sentences")

    class Meta:
        verbose_name = _("change of the organisation")
        verbose_name_plural = _("changes of the organisation")
        ordering = ["-on", "-pk"]
        constraints = [
            one_of_three("change_of_one_thing"),
            models.CheckConstraint(
                condition=Q(kind__in=OF_UNITS, unit__isnull=False)
                | Q(kind=ChangeKind.POSITION, position__isnull=False)
                | Q(kind=ChangeKind.BODY, body__isnull=False),
                name="change_of_its_kind",
            ),
            *(
                models.UniqueConstraint(
                    fields=[name], condition=~Q(state=ChangeState.CALLED_OFF), name=f"change_of_{name}_once"
                )
                for name in ONE_THING
            ),
        ]

    @property
    def thing(self) -> Any:
        """The unit, position or body that ends."""
        return self.unit or self.position or self.body

    @property
    def is_planned(self) -> bool:
        return self.state == ChangeState.PLANNED

    def __str__(self) -> str:
        return f"{self.thing} {self.get_kind_display()}"


class ChangeHeir(TenantModel):
    """Who carries on: a unit, a position or a body, as the change is of."""

    change = models.ForeignKey(Change, on_delete=models.CASCADE, related_name="heirs")
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    position = models.ForeignKey(Position, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    body = models.ForeignKey(Body, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    made = models.BooleanField(
        default=False, help_text="it was made for this, and goes if the change is called off"
    )

    class Meta:
        ordering = ["pk"]
        constraints = [
            one_of_three("heir_is_one_thing"),
            *(
                models.UniqueConstraint(fields=["change", name], name=f"heir_{name}_once")
                for name in ONE_THING
            ),
        ]

    @property
    def thing(self) -> Any:
        return self.unit or self.position or self.body

    def __str__(self) -> str:
        return str(self.thing)


class HandedOver(TenantModel):
    """One thing that changed hands, or ended with the one that had it (no `heir`). A fact; `title` as it was then."""

    change = models.ForeignKey(Change, on_delete=models.PROTECT, related_name="handed_over")
    heir = models.ForeignKey(ChangeHeir, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=60)
    thing_id = models.PositiveBigIntegerField()
    group = models.CharField(max_length=120)
    title = models.CharField(max_length=300)
    page = models.CharField(max_length=60, blank=True)
    page_pk = models.PositiveBigIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["municipality", "thing_id", "kind"])]

    def __str__(self) -> str:
        return f"{self.title} → {self.heir or '–'}"


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
