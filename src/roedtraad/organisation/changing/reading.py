"""What the pages of units and of changes show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q
from django.urls import NoReverseMatch, reverse

from roedtraad.organisation.enums import ChangeState
from roedtraad.organisation.leading import leading
from roedtraad.organisation.models import Change, ChangeHeir, HandedOver, Position, Unit
from roedtraad.organisation.queries import PositionLine, holders_of

THINGS = ("unit", "position", "body")


@dataclass(frozen=True)
class Told:
    """A change with its heirs, as lists show it."""

    change: Change
    heirs: list[Any]


def _told(rows: Any) -> list[Told]:
    """Two queries."""
    changes = list(rows.select_related("unit", "position__unit", "body"))
    heirs: dict[int, list[Any]] = {}
    for row in ChangeHeir.objects.filter(change__in=changes).select_related("unit", "position__unit", "body"):
        heirs.setdefault(row.change_id, []).append(row.thing)
    return [Told(change, heirs.get(change.pk, [])) for change in changes]


def changes_page() -> tuple[list[Told], list[Told]]:
    """What is planned, the next first, and what has been carried out, the latest first; the first 200. Two queries."""
    told = _told(Change.objects.exclude(state=ChangeState.CALLED_OFF).order_by("-on", "-pk")[:200])
    planned = [each for each in told if each.change.is_planned]
    return planned[::-1], [each for each in told if not each.change.is_planned]


@dataclass(frozen=True)
class Handed:
    """One thing that changed hands. `heir`: who has it; None: it ended."""

    row: HandedOver
    heir: Any
    url: str


@dataclass(frozen=True)
class HandedGroup:
    heading: str
    rows: list[Handed] = field(default_factory=list)


def handed_over(change: Change) -> list[HandedGroup]:
    """What a change that has been carried out handed over, under the headings of its preview. One query."""
    found: dict[str, HandedGroup] = {}
    rows = HandedOver.objects.filter(change=change)
    for row in rows.select_related("heir__unit", "heir__position", "heir__body"):
        group = found.setdefault(row.group, HandedGroup(row.group))
        group.rows.append(Handed(row, row.heir.thing if row.heir else None, _url(row.page, row.page_pk)))
    return list(found.values())


def _url(page: str, pk: int | None) -> str:
    try:
        return reverse(page, args=[pk]) if page else ""
    except NoReverseMatch:  # a page that is no longer there: the title still tells what it was
        return ""


def url_of(page: str, pk: int | None) -> str:
    """The address of a Belonging's page; '' where there is none."""
    return _url(page, pk)


@dataclass(frozen=True)
class UnitPage:
    """A unit: what it is part of, what is part of it, its positions, where it came from and where it went."""

    unit: Unit
    parent: Unit | None
    below: list[Unit]
    positions: list[PositionLine]
    ended_by: Told | None
    inherited: list[Told]


def unit_page(unit: Unit, user: Any = None) -> UnitPage:
    """Six queries, whatever hangs on it."""
    units = leading(user).units
    positions = list(
        Position.objects.living().filter(unit=unit).select_related("deputy").order_by("title", "pk")
    )
    held = holders_of([each.pk for each in positions])
    mine = Change.objects.exclude(state=ChangeState.CALLED_OFF).filter(Q(unit=unit) | Q(heirs__unit=unit))
    told = _told(mine.distinct().order_by("on", "pk"))
    return UnitPage(
        unit,
        units.get(unit.parent_id or 0),
        [each for each in units.values() if each.parent_id == unit.pk and each.ends is None],
        [PositionLine(each, held[each.pk]) for each in positions],
        next((each for each in told if each.change.unit_id == unit.pk), None),
        [each for each in told if each.change.unit_id != unit.pk],
    )


def came_to(thing: str, pk: int) -> list[tuple[HandedOver, Change]]:
    """When and from whom something came where it is: 'plans.goal', the latest last. One query."""
    rows = HandedOver.objects.filter(kind__startswith=f"{thing}.", thing_id=pk, heir__isnull=False)
    rows = rows.select_related(
        "change__unit", "change__position", "change__body", "heir__unit", "heir__position", "heir__body"
    )
    return [(row, row.change) for row in rows.order_by("change__on", "pk")]


def hindered_changes() -> Any:
    """Changes that could not be carried out on their day, as a query set."""
    return Change.objects.filter(state=ChangeState.PLANNED).exclude(hindrance="")


def hindered() -> Sequence[Change]:
    """The first of them. One query."""
    rows = hindered_changes().select_related("unit", "position", "body")
    return list(rows.order_by("on", "pk")[:5])
