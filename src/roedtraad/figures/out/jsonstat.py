"""JSON-stat 2.0 written (json-stat.org, "JSON-stat Format"); `figures.jsonstat.read` reads it back as the same cube.

A cell without a value is null, and `status` says why, by the cell's place: "suppressed" (counted, and too small to be told),
"missing" (not counted, or not known). "provisional" marks a value that may change. A cell without a status is shown as it is.
What JSON-stat has no word for (licence, table, periods) stands in `extension.roedtraad`.
"""

from __future__ import annotations

import json
from typing import Any

from roedtraad.figures.observations import Cube, Dimension, Role, State

STATES = {
    "suppressed": "counted, and too small to be told",
    "missing": "not counted, or not known",
    "provisional": "a value that may change",
}
_ROLE = {Role.TIME: "time", Role.PLACE: "geo", Role.METRIC: "metric"}


def to_jsonstat(cube: Cube) -> dict[str, Any]:
    """The dataset, ready for JSON."""
    values: list[int | float | None] = []
    status: dict[str, str] = {}
    for place, cell in enumerate(cube):
        values.append(_plain(cell.value))
        if cell.state is not State.SHOWN:
            status[str(place)] = str(cell.state)
        elif cell.provisional:
            status[str(place)] = "provisional"
    source = cube.source
    roles: dict[str, list[str]] = {}
    for each in cube.dimensions:
        if each.role in _ROLE:
            roles.setdefault(_ROLE[each.role], []).append(each.code)
    told: dict[str, Any] = {
        "version": "2.0",
        "class": "dataset",
        "label": source.title,
        "source": source.name,
        "updated": source.updated.isoformat() if source.updated else None,
        "note": list(source.footnotes),
        "id": [each.code for each in cube.dimensions],
        "size": [len(each.categories) for each in cube.dimensions],
        "role": roles,
        "dimension": {each.code: _dimension(each) for each in cube.dimensions},
        "value": values,
        "status": status,
    }
    ours = {
        "table": source.table,
        "unit": source.unit,
        "licence": source.licence,
        "licence_url": source.licence_url,
        "url": source.url,
        "language": source.language,
    }
    kept = {key: value for key, value in told.items() if value not in (None, "", {}, [])}
    # A cube of no cells has a list of no values, which must stand all the same.
    return {
        **kept,
        "id": told["id"],
        "size": told["size"],
        "dimension": told["dimension"],
        "value": values,
        "extension": {
            "roedtraad": {**{key: value for key, value in ours.items() if value}, "status": STATES}
        },
    }


def _dimension(each: Dimension) -> dict[str, Any]:
    told: dict[str, Any] = {
        "label": each.label,
        "category": {
            "index": [category.code for category in each.categories],
            "label": {category.code: category.label for category in each.categories},
        },
    }
    units = {
        c.code: {
            **({"base": c.unit} if c.unit else {}),
            **({"decimals": c.decimals} if c.decimals is not None else {}),
        }
        for c in each.categories
        if c.unit or c.decimals is not None
    }
    if units:
        told["category"]["unit"] = units
    if each.role is Role.TIME:
        periods = {c.code: c.period.key for c in each.categories if c.period is not None}
        told["extension"] = {"roedtraad": {"period": periods}}
    return told


def _plain(value: float | None) -> int | float | None:
    """A whole number without its '.0'."""
    return int(value) if value is not None and value.is_integer() and abs(value) < 2**53 else value


def dumps(cube: Cube) -> str:
    return json.dumps(to_jsonstat(cube), ensure_ascii=False, allow_nan=False)
