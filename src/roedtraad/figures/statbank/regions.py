"""The municipality in a table: which variable tells places apart, and what to set a municipality beside."""

from __future__ import annotations

from dataclasses import dataclass

from roedtraad.figures.faults import Fault
from roedtraad.figures.places import COUNTRY, MUNICIPALITIES, REFORM, group_of

from .areas import region_variable
from .selection import ALL, Choice, Selection
from .tables import TableInfo, Variable


@dataclass(frozen=True, slots=True)
class Beside:
    """What one municipality can be set beside in a table. Ids of values; `notes` say what a series must be marked with."""

    variable: Variable | None
    own: str = ""
    country: str = ""
    region: str = ""
    group: tuple[str, ...] = ()
    before: tuple[str, ...] = ()  # the old numbers it was made from, in a table that still has them
    notes: tuple[Fault, ...] = ()


def beside(info: TableInfo, municipality: str) -> Beside:
    """What the table has of this municipality, and of what it can be compared with.

    `notes`: "no-municipality" (nothing by municipality), "municipality-missing", "split-municipality", "merged-municipality".
    """
    variable = region_variable(info)
    if variable is None:
        return Beside(None, notes=(Fault("no-municipality", {"table": info.id}),))
    held = variable.by_id
    known = MUNICIPALITIES.get(municipality)
    notes = []
    own = municipality if municipality in held else ""
    parts = tuple(p for p in (known.parts if known else ()) if p in held and p not in MUNICIPALITIES)
    if not own and not parts:
        notes.append(Fault("municipality-missing", {"table": info.id, "value": municipality}))
    if known and parts and (split := [held[p].label for p in parts if p in known.split]):
        notes.append(Fault("split-municipality", {"parts": split, "name": known.name}))
    if known and own and known.parts and _before_reform(info):
        notes.append(Fault("merged-municipality", {"name": known.name}))
    return Beside(
        variable,
        own,
        COUNTRY if COUNTRY in held else "",
        known.region if known and known.region in held else "",
        tuple(each.code for each in group_of(municipality) if each.code in held),
        parts,
        tuple(notes),
    )


def _before_reform(info: TableInfo) -> bool:
    time = info.time
    return bool(time and any(v.period and v.period.start.year < REFORM for v in time.values))


def preset(info: TableInfo, municipality: str, *, country: bool = True, region: bool = False, group: bool = False) -> Selection:  # fmt: skip
    """The municipality in every period, beside what is asked for; totals in the other variables, all values where there is none."""
    found = beside(info, municipality)
    choices: dict[str, Choice] = {}
    for variable in info.variables:
        if variable.time:
            choices[variable.id] = ALL
        elif found.variable is not None and variable.id == found.variable.id:
            places = [found.own, *found.before]
            places += [found.country] * country + [found.region] * region + list(found.group) * group
            choices[variable.id] = tuple(dict.fromkeys(place for place in places if place))
        elif variable.total is not None:
            choices[variable.id] = (variable.total,)
        elif not variable.elimination:
            choices[variable.id] = ALL
    return Selection(info.id, choices).remembering(info)
