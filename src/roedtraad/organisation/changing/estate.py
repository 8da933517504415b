"""What of the organisation itself changes hands: the positions of a unit, what a position deputises for, and seats."""

from __future__ import annotations

from typing import Any

from django.db.models import CharField, F, Q, Value
from django.utils.translation import gettext as _

from roedtraad.core.actions import action
from roedtraad.core.among import among
from roedtraad.core.registries import Belonging, Ending, Estate, Passing, Remaining
from roedtraad.organisation.models import Position, Seat
from roedtraad.organisation.permissions import may_keep_organisation


def estate_of(ending: Ending) -> Estate:
    """One query: positions that move, positions that lose their deputy, seats."""
    positions = Position.objects.filter(Q(ends__isnull=True) | Q(ends__gte=ending.on))
    moving = positions.filter(unit__in=among(ending.units)).exclude(pk__in=ending.positions)
    deputised = positions.filter(deputy__in=among(ending.positions)).exclude(pk__in=ending.positions)
    seats = Seat.objects.filter(Q(body__ends__isnull=True) | Q(body__ends__gte=ending.on))
    seated = seats.filter(position__in=among(ending.positions))
    placed = seats.filter(body__in=among(ending.bodies))
    rows = _rows(moving, "unit", F("title"), F("function")).union(
        _rows(deputised, "deputy", F("title"), Value("", CharField()), F("deputy")),
        _rows(seated, "seat", F("title"), F("body__name"), F("position")),
        _rows(placed.filter(position__isnull=False), "place", F("title"), F("position__title")),
        _rows(placed.filter(position__isnull=True), "filled-anew", F("title"), Value("", CharField())),
        all=True,
    )
    found, anew = [], 0
    for kind, pk, title, detail, via in sorted(rows, key=lambda row: (row[0], row[1])):
        if kind == "unit":
            found.append(Belonging("organisation.position.unit", pk, _("Positions"), title))
        elif kind == "deputy":
            found.append(
                Belonging(
                    "organisation.position.deputy", pk, _("Deputises for"), title, may_end=True, via=via
                )
            )
        elif kind == "seat":
            found.append(
                Belonging(
                    "organisation.seat.position", pk, _("Seats"), f"{detail}: {title}", may_end=True, via=via
                )
            )
        elif kind == "place":
            found.append(
                Belonging("organisation.seat.body", pk, _("Seats of positions"), f"{title}: {detail}")
            )
        else:
            anew += 1
    return Estate(found, [Remaining(anew, _("Seats that people were elected to are filled anew."))])


def _rows(rows: Any, kind: str, title: Any, detail: Any, via: Any = None) -> Any:
    return (
        rows.order_by()
        .annotate(
            told_kind=Value(kind, CharField()), told_title=title, told_detail=detail, told_via=via or Value(0)
        )
        .values_list("told_kind", "pk", "told_title", "told_detail", "told_via")
    )


def take_position(pk: int, passing: Passing) -> None:
    """The position stands in another unit from now on, and keeps what it owns and who holds it."""
    move_position(Position.objects.get(pk=pk), by=passing.by, unit=passing.heir, note=passing.reason)


@action("organisation.move_position", permission=may_keep_organisation)
def move_position(position: Position, *, by: Any, unit: Any) -> Position:
    """To another unit. Where that has one of the same title already, the name of the unit it comes from is added."""
    if Position.objects.filter(title__iexact=position.title, unit=unit).exclude(pk=position.pk).exists():
        position.title = f"{position.title} ({position.unit})"[:200]
    position.unit = unit
    position.save()
    return position


def take_deputy(pk: int, passing: Passing) -> None:
    """The heir stands in for it; where it would stand in for itself, nobody does until somebody is named."""
    position = Position.objects.get(pk=pk)
    heir = passing.heir if passing.heir and passing.heir.pk != pk else None
    change_deputy(position, by=passing.by, deputy=heir, note=passing.reason)


@action("organisation.change_deputy", permission=may_keep_organisation)
def change_deputy(position: Position, *, by: Any, deputy: Position | None) -> Position:
    """Which position stands in for it from now on."""
    position.deputy = deputy
    position.save()
    return position


def take_seat(pk: int, passing: Passing) -> None:
    fill_seat(Seat.objects.get(pk=pk), by=passing.by, position=passing.heir, note=passing.reason)


@action("organisation.fill_seat", permission=may_keep_organisation)
def fill_seat(seat: Seat, *, by: Any, position: Position | None) -> Seat:
    """The position that sits in it; None: it stands unfilled."""
    seat.position = position
    seat.save()
    return seat


def take_place(pk: int, passing: Passing) -> None:
    """A position that sat in the body sits in its successor; in the one that ended it stands as it was."""
    seat = Seat.objects.get(pk=pk)
    if not Seat.objects.filter(body=passing.heir, position=seat.position_id).exists():
        add_seat_of(passing.heir, by=passing.by, like=seat)


@action("organisation.add_seat_of", permission=may_keep_organisation)
def add_seat_of(body: Any, *, by: Any, like: Seat) -> Seat:
    """A seat as another body has it."""
    return Seat.objects.create(body=body, title=like.title, role=like.role, position_id=like.position_id)
