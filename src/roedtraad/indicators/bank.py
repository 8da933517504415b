"""The way to StatBank Denmark: the one address that the installation names, its lists kept for a while, its answers as figures."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.core.cache import cache
from django.utils.translation import gettext as _

from roedtraad.core.reasons import Reason, Refused
from roedtraad.core.tenancy import current
from roedtraad.figures import Cube, State
from roedtraad.figures.statbank import (
    Hit,
    Latest,
    Limits,
    Listed,
    Selection,
    StatBank,
    TableInfo,
    beside,
    region_variable,
    search,
)

from .figures import Figure, Whose
from .models import Indicator

# While somebody waits for a page; a job may wait longer.
WAITING = Limits(connect=5, silence=20, total=40, attempts=2, longest_wait=5, queue=20)
DAY, WHILE = 24 * 3600, 600  # seconds that the list of tables, and one table, are kept
PREVIEWED = 6  # periods
COUNTRY = "000"
COUNTED = frozenset(("antal", "number"))  # the unit of a table that counts, where a share was wanted


def statbank(limits: Limits | None = None) -> StatBank:
    return StatBank(settings.STATBANK, limits=limits)


def tables() -> list[Listed]:
    """Every table there is; kept for a day, as the list is half a megabyte. StatBankError."""
    key = f"indicators.tables-{quote(settings.STATBANK, safe='')}"
    found: list[Listed] | None = cache.get(key)
    if found is None:
        found = statbank(WAITING).tables()
        cache.set(key, found, DAY)
    return found


def find(words: str, most: int = 30) -> list[Hit]:
    """The tables that answer to words, best first. StatBankError."""
    return search(tables(), words)[:most]


def table(name: str) -> TableInfo:
    """One table with its variables, as it was within the last minutes. StatBankError."""
    key = f"indicators.table-{quote(settings.STATBANK, safe='')}-{quote(name)}"
    info: TableInfo | None = cache.get(key)
    if info is None:
        info = statbank(WAITING).table(name)
        cache.set(key, info, WHILE)
    return info


def municipality_code() -> str:
    """The number of the municipality in scope as StatBank writes it: three digits; "" where it is not known."""
    code = current().code.strip().lstrip("0")
    return code.zfill(3) if code else ""


def preview(selection: Selection, info: TableInfo) -> Cube:
    """The figures of the latest periods of a selection. FigureError."""
    time = info.time
    shorter = dict(selection.choices)
    if time is not None:
        shorter[time.id] = Latest(PREVIEWED)
    return statbank(WAITING).data(Selection(selection.table, shorter, selection.labels), info)


def figures_of(cube: Cube, info: TableInfo, indicator: Indicator) -> Iterator[Figure]:
    """What a table answered, as figures of the indicator: our own municipality's as ours, others' as places beside it.

    A variable of which several values were chosen becomes a breakdown; its total is the whole. Raises Refused where the
    table counts in another rhythm than the indicator, or counts where the indicator is a share.
    """
    if indicator.is_share and info.unit.strip().casefold() in COUNTED:
        raise Refused(_other_unit(info, indicator))
    places = beside(info, municipality_code())
    region = places.variable
    parts = _parts(cube, info)
    where = next(
        (n for n, each in enumerate(cube.dimensions) if region is not None and each.code == region.id), None
    )
    labels = [{category.code: category.label for category in each.categories} for each in cube.dimensions]
    known: dict[tuple[str, ...], Whose | None] = {}
    for cell in cube:
        if cell.period is None:
            continue
        if cell.period.rhythm is not indicator.beat:
            raise Refused(_other_rhythm(info, indicator))
        key = tuple(code for n, code in enumerate(cell.codes) if n != cube.time_place)
        if key not in known:
            known[key] = _whose(cell.codes, where, parts, labels, places, cube)
        whose = known[key]
        if whose is None:
            continue
        yield Figure(
            cell.period.start,
            cell.value,
            provisional=cell.provisional,
            hidden=cell.state is State.SUPPRESSED,
            whose=whose,
        )


def _parts(cube: Cube, info: TableInfo) -> dict[int, str | None]:
    """The dimensions that become a breakdown: {number: the code that means all of it}."""
    region = region_variable(info)
    found: dict[int, str | None] = {}
    for number, each in enumerate(cube.dimensions):
        variable = info.variable(each.code)
        if number == cube.time_place or (region is not None and each.code == region.id):
            continue
        if len(each.categories) > 1:
            found[number] = variable.total if variable else None
    return found


def _whose(codes: Any, where: int | None, parts: Any, labels: Any, places: Any, cube: Cube) -> Whose | None:
    dims = {cube.dimensions[n].label: labels[n][codes[n]] for n, total in parts.items() if codes[n] != total}
    if where is None:
        return Whose(place_code=COUNTRY, place_name=_("All of Denmark"), dims=dims)
    place = codes[where]
    if place == places.own:
        return Whose(dims=dims)
    if place in places.before:
        return None  # a municipality that ours was made from: its figures are not ours alone
    return Whose(place_code=place, place_name=labels[where][place], dims=dims)


def _other_unit(info: TableInfo, indicator: Indicator) -> Reason:
    return Reason(
        "other-unit",
        _("“%(table)s” counts how many, and the indicator is a share (%(unit)s).")
        % {"table": info.title, "unit": indicator.get_unit_display()},
        _(
            "Make an indicator that is a number, or write both numbers of the share by hand or from a spreadsheet."
        ),
    )


def _other_rhythm(info: TableInfo, indicator: Indicator) -> Reason:
    return Reason(
        "other-rhythm",
        _("“%(table)s” is not counted %(rhythm)s, as the indicator is.")
        % {"table": info.title, "rhythm": indicator.get_rhythm_display()},
        _("Make an indicator in the table's rhythm, or choose another table."),
    )
