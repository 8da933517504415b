"""Who holds what, on a day."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.core.paginator import Page, Paginator
from django.utils import timezone

from roedtraad.language import sort_key

from .enums import LEADING, BodyKind, Function
from .models import Absence, Body, Holding, Position, Seat

PER_PAGE = 50


@dataclass(frozen=True)
class Standing:
    """What a user is today: positions held (primary keys), positions deputised for, functions, and titles."""

    positions: frozenset[int]
    deputised: frozenset[int]
    functions: frozenset[str]
    titles: tuple[str, ...]
    led: frozenset[int] = frozenset()  # units that one of the positions, held or deputised, leads

    def answers_for(self, position_id: int | None) -> bool:
        """Holds the position, or is the deputy of it."""
        return position_id is not None and (position_id in self.positions or position_id in self.deputised)


NOBODY = Standing(frozenset(), frozenset(), frozenset(), ())


def standing_of(user: Any, on: datetime.date | None = None) -> Standing:
    """The positions of a user on a day (default: today); kept on the user object for the rest of the request.

    One query, and a plain one: nearly every page asks it.
    """
    if not getattr(user, "pk", None):
        return NOBODY
    day = on or timezone.localdate()
    kept = getattr(user, "_standing", None)
    if kept is None or kept[0] != day:
        mine = Holding.objects.on(day).filter(person__user=user)
        held: dict[int, _Place] = {}
        deputised: dict[int, _Place] = {}
        for row in mine.order_by("position").values_list(
            *_places("position"), *_places("position__deputises_for")
        ):
            own, other = _Place(*row[:4]), _Place(*row[4:])
            held[own.pk] = own
            if other.pk:
                deputised[other.pk] = other
        led = (*held.values(), *deputised.values())
        user._standing = kept = (
            day,
            Standing(
                frozenset(held),
                frozenset(deputised) - frozenset(held),
                frozenset(place.function for place in held.values()),
                tuple(place.title for place in held.values()),
                frozenset(place.unit for place in led if place.unit and place.function in LEADING),
            ),
        )
    return kept[1]


class _Place(NamedTuple):
    """What of a position tells what somebody may do."""

    pk: int
    title: str
    function: str
    unit: int | None


def _places(position: str) -> list[str]:
    return [f"{position}__{name}" for name in ("pk", "title", "function", "unit_id")]


def has_function(user: Any, *functions: Function) -> bool:
    return bool(standing_of(user).functions & {str(function) for function in functions})


def holders_of(position_ids: list[int], on: datetime.date | None = None) -> dict[int, list[Holding]]:
    """Who holds each position on a day: {position: holdings with person and user}."""
    found: dict[int, list[Holding]] = {pk: [] for pk in position_ids}
    for holding in (
        Holding.objects.on(on or timezone.localdate())
        .filter(position__in=position_ids)
        .select_related("person__user")
    ):
        found[holding.position_id].append(holding)
    return found


@dataclass(frozen=True)
class PositionLine:
    """A position as the page shows it: who holds it today (empty: vacant), and the position's deputy."""

    position: Position
    holdings: list[Holding]
    away: dict[int, datetime.date] = field(default_factory=dict)  # of today's holders: {person: last day}

    @property
    def is_vacant(self) -> bool:
        return not self.holdings

    @property
    def held_by(self) -> list[tuple[Holding, datetime.date | None]]:
        """Each holder with the last day of being away, None for who is here."""
        return [(holding, self.away.get(holding.person_id)) for holding in self.holdings]


@dataclass(frozen=True)
class BodyLine:
    body: Body
    seats: list[Seat]


@dataclass(frozen=True)
class PositionFilter:
    """What a reader has narrowed the positions to; an address that can be shared."""

    vacant: bool = False
    text: str = ""

    @property
    def is_on(self) -> bool:
        return bool(self.vacant or self.text)

    def takes(self, position: Position, holders: list[str]) -> bool:
        """`holders`: the names of those who hold it. The words are sought in title, unit and names."""
        if self.vacant and holders:
            return False
        return (
            self.text.casefold() in f"{position.title} {position.unit or ''} {' '.join(holders)}".casefold()
        )


@dataclass(frozen=True)
class PositionList:
    """`every`: all positions there are, of which `vacant` are; `lines`: those of the page among the `shown`."""

    every: list[Position]
    vacant: int
    shown: int
    page: Page[Any]
    lines: list[PositionLine]


def position_list(chosen: PositionFilter, number: Any = None, sought: int | None = None) -> PositionList:
    """The positions that have not ended, 50 a page; five queries whatever their number.

    `sought`: the position whose page it is, where no page is asked for.
    """
    every = living_positions()
    names: dict[int, list[str]] = {position.pk: [] for position in every}
    for position, name in Holding.objects.on(timezone.localdate()).values_list("position", "person__name"):
        names.get(position, []).append(name)
    taken = [position for position in every if chosen.takes(position, names[position.pk])]
    if number is None:
        at = next((at for at, position in enumerate(taken) if position.pk == sought), 0)
        number = at // PER_PAGE + 1
    page = Paginator(taken, PER_PAGE).get_page(number)
    vacant = sum(not holders for holders in names.values())
    return PositionList(every, vacant, len(taken), page, with_holders(list(page)))


def living_positions(on: datetime.date | None = None) -> list[Position]:
    """Every position that has not ended, in Danish order, with unit and deputy."""
    positions = Position.objects.living(on).select_related("unit", "deputy")
    return sorted(positions, key=lambda position: sort_key(f"{position.unit or ''} {position.title}"))


def with_holders(positions: list[Position], on: datetime.date | None = None) -> list[PositionLine]:
    """Each position with its holders of a day (today), and who of them is away; two queries."""
    held = holders_of([position.pk for position in positions], on)
    away = dict(Absence.objects.on(on or timezone.localdate()).values_list("person", "ends"))
    return [PositionLine(position, held[position.pk], away) for position in positions]


def bodies_with_seats() -> list[BodyLine]:
    """Every body, the council first, with its seats; two queries whatever their number."""
    seats: dict[int, list[Seat]] = {}
    for seat in Seat.objects.select_related("position", "person").order_by("pk"):
        seats.setdefault(seat.body_id, []).append(seat)
    rank = {kind: number for number, kind in enumerate(BodyKind.values)}
    bodies = sorted(Body.objects.all(), key=lambda body: (rank[body.kind], sort_key(body.name)))
    return [BodyLine(body, seats.get(body.pk, [])) for body in bodies]
