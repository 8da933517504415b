"""Units, positions and the people who hold them, bodies and their seats."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from roedtraad.core.models import User
from roedtraad.core.tenancy import TenantModel, objects_of

from .enums import BodyKind, Function, SeatRole, UnitKind
from .querysets import HoldingQuerySet


class Unit(TenantModel):
    """A part of the organisation, from–to; a tree. A unit that ended keeps its rows and names its successor."""

    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=20, choices=UnitKind, default=UnitKind.CENTRE)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
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
