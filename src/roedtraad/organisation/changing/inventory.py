"""Everything that changes hands when a unit, a position or a body ends, and to whom it goes. Computed, never kept: until
the day comes it is asked anew each time, so that what has come since is handed over too."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db.models import F

from roedtraad.core import registries
from roedtraad.core.reasons import Reason
from roedtraad.core.registries import Belonging, Ending, Remaining
from roedtraad.organisation.enums import OF_UNITS, ChangeKind
from roedtraad.organisation.leading import Leading, leading
from roedtraad.organisation.models import Body, Change, Position, Unit

ENDS = 0  # a choice: it ends with the one that ends


@dataclass(frozen=True)
class Terms:
    """What happens: `thing` (Unit, Position or Body) ends, and `heirs` of the same kind carry on. `on`: the first day
    without it."""

    kind: str
    thing: Any
    heirs: tuple[Any, ...]
    on: datetime.date

    @property
    def is_of_unit(self) -> bool:
        return self.kind in OF_UNITS


@dataclass(frozen=True)
class Line:
    """One thing, and who has it after. `offered`: (heir, name) where there is a choice, with ENDS (without a name) among
    them where it may end; `chosen`: the primary key of the heir, ENDS, or None where nobody can have it yet. `to`: the
    receivers in words."""

    belonging: Belonging
    receivers: tuple[Any, ...]
    chosen: int | None
    offered: tuple[tuple[int, str], ...] = ()
    to: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        return self.belonging.key

    @property
    def ends(self) -> bool:
        return self.chosen == ENDS

    @property
    def nobody(self) -> bool:
        """It can neither end nor be handed over: somebody must be chosen first."""
        return not self.receivers and not self.ends


@dataclass(frozen=True)
class Inventory:
    """`closing`: the positions of a unit that end with it. `unled`: heirs that nobody leads, though they take over what
    an owner must answer for."""

    terms: Terms
    lines: list[Line]
    remains: list[Remaining]
    not_before: list[tuple[datetime.date, Reason]]
    closing: list[Position] = field(default_factory=list)
    unled: list[Any] = field(default_factory=list)
    below: list[Any] = field(default_factory=list)
    ending_positions: frozenset[int] = frozenset()

    @cached_property
    def groups(self) -> list[tuple[str, list[Line]]]:
        """The lines under their headings, in the order in which the apps told of them."""
        found: dict[str, list[Line]] = {}
        for line in self.lines:
            found.setdefault(line.belonging.group, []).append(line)
        return list(found.items())

    @property
    def has_choices(self) -> bool:
        return any(line.offered for line in self.lines)

    @property
    def moving(self) -> int:
        return sum(1 for line in self.lines if not line.ends)

    @property
    def ending(self) -> int:
        return sum(1 for line in self.lines if line.ends)


def terms_of(change: Change) -> Terms:
    rows = change.heirs.select_related("unit", "position__unit", "body")
    return Terms(change.kind, change.thing, tuple(row.thing for row in rows), change.on)


def change_and_terms(pk: int) -> tuple[Change, Terms, Leading] | None:
    """A change, what it says, and how the units are led, as the page of it asks; None where there is none of that key.

    One query with its heirs by key. Units are looked up among those that are read anyhow.
    """
    rows = list(
        Change.objects.filter(pk=pk)
        .select_related("unit", "position__unit", "body")
        .annotate(heir_unit=F("heirs__unit"), heir_position=F("heirs__position"), heir_body=F("heirs__body"))
        .order_by("heirs__pk")
    )
    if not rows:
        return None
    row = rows[0]
    if row.position_id or row.body_id:
        model, keys = (
            (Position, [each.heir_position for each in rows])
            if row.position_id
            else (Body, [each.heir_body for each in rows])
        )
        found = model.objects.in_bulk([key for key in keys if key])
        return row, Terms(row.kind, row.thing, tuple(found[key] for key in keys if key), row.on), Leading({})
    keys = [each.heir_unit for each in rows if each.heir_unit]
    if not keys:
        alone = Terms(row.kind, row.thing, (), row.on)
        return row, alone, led_for(alone)
    led = leading()
    return row, Terms(row.kind, row.thing, tuple(led.units[key] for key in keys), row.on), led


def inventory_of(
    terms: Terms, choices: Mapping[str, Any] | None = None, lines: Leading | None = None
) -> Inventory:
    """What is handed over to whom, as it stands now; one question to each app that keeps something of that kind.

    `choices`: {key of a Belonging: primary key of an heir, or 0}; what is not chosen goes to the first heir. `lines`: how
    the units are led, where it has been read.
    """
    led = lines or led_for(terms)
    closing, unled = _closing(terms, led) if terms.is_of_unit else ([], [])
    ending = Ending(
        terms.on,
        units=frozenset([terms.thing.pk] if terms.is_of_unit else ()),
        positions=frozenset(
            [terms.thing.pk] if terms.kind == ChangeKind.POSITION else (each.pk for each in closing)
        ),
        bodies=frozenset([terms.thing.pk] if terms.kind == ChangeKind.BODY else ()),
    )
    found: list[Line] = []
    remains: list[Remaining] = []
    not_before: list[tuple[datetime.date, Reason]] = []
    apps = registries.estates.keys()
    for app in apps:
        for provider in registries.estates.of(app):
            estate = provider(ending)
            found += [_line(each, terms, led, choices or {}) for each in estate.belongings]
            remains += [each for each in estate.remains if each.number]
            not_before += estate.not_before
    return Inventory(terms, found, remains, not_before, closing, unled, _below(terms, led), ending.positions)


def led_for(terms: Terms) -> Leading:
    """How the units are led, as far as the change asks: without heirs only what is part of the unit is looked at."""
    if not terms.is_of_unit:
        return Leading({})
    if terms.heirs:
        return leading()
    return Leading({unit.pk: unit for unit in Unit.objects.filter(parent=terms.thing)})


def _closing(terms: Terms, led: Leading) -> tuple[list[Position], list[Any]]:
    """A unit's leader goes where nobody leads the heir yet; else the position ends, and hands over to the heir's.

    Without heirs every position of the unit ends. Returns those that end, and the heirs that would be left unled.
    """
    if not terms.heirs:
        rows = Position.objects.living(terms.on).filter(unit=terms.thing).select_related("unit")
        return list(rows.order_by("pk")), []
    own = led.leaders.get(terms.thing.pk, [])
    unled = [heir for heir in terms.heirs if not led.leaders.get(heir.pk)]
    if len(terms.heirs) == 1 and unled:
        return [], [] if own else unled
    return own, unled


def _below(terms: Terms, led: Leading) -> list[Any]:
    if not terms.is_of_unit:
        return []
    return [
        unit
        for unit in led.units.values()
        if unit.parent_id == terms.thing.pk and (unit.ends is None or unit.ends >= terms.on)
    ]


def _line(each: Belonging, terms: Terms, led: Leading, choices: Mapping[str, Any]) -> Line:
    offered: list[tuple[int, str]] = []
    if each.each and terms.heirs:
        every = ", ".join(str(heir) for heir in terms.heirs)
        offered.append((terms.heirs[0].pk or -1, every))  # -1: an heir that is only to be made
    else:
        offered += [(heir.pk or -1, str(heir)) for heir in terms.heirs]
    if each.may_end and terms.kind != ChangeKind.MERGE:
        offered.append((ENDS, ""))
    keys = [key for key, _name in offered]
    wanted = choices.get(each.key)
    if wanted not in keys:
        suggested = ENDS if each.ends and terms.kind == ChangeKind.CLOSE else None
        wanted = suggested if suggested in keys else next(iter(keys), None)
    takers = terms.heirs if each.each else tuple(h for h in terms.heirs if (h.pk or -1) == wanted)
    if wanted in (ENDS, None):
        takers = ()
    pairs = [(heir, _receiver(each, terms, heir, led)) for heir in takers]
    receivers = tuple(receiver for _heir, receiver in pairs if receiver is not None)
    to = tuple(
        str(heir) if receiver is heir else f"{receiver}, {heir}"
        for heir, receiver in pairs
        if receiver is not None
    )
    return Line(each, receivers, wanted, tuple(offered) if len(offered) > 1 else (), to)


def _receiver(each: Belonging, terms: Terms, heir: Any, led: Leading) -> Any:
    """What hangs on a unit through a position goes to the position that leads the heir."""
    return led.leader_of(heir.pk) if terms.is_of_unit and each.via is not None else heir
