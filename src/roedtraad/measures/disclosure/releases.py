"""What an audience has been shown before, as a register can keep it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from roedtraad.measures.disclosure.tables import Cell, Dimension, Table


@dataclass(frozen=True, slots=True)
class Release:
    """One release to one audience: the table as it was that day, and which cells the audience saw.

    name        what the register calls it; comes back where a later release finds a figure revealed
    table       with its true counts: a release is for the register, never for the audience
    shown       cells whose count was shown, zeros among them
    suppressed  cells shown as suppressed
    What was asked for and is in neither was shown as missing.
    """

    name: str
    table: Table = field(repr=False)
    shown: frozenset[Cell] = field(repr=False)
    suppressed: frozenset[Cell] = field(repr=False, default=frozenset())

    @classmethod
    def public(cls, name: str, table: Table, shown: Collection[Cell] | None = None) -> Release:
        """Figures that the audience has from elsewhere (StatBank Denmark, an old report): those asked for in the table,
        unless others are named. What is missing among them is known to nobody."""
        return cls(name, table, frozenset(table.cells() if shown is None else shown))

    def as_json(self) -> dict[str, Any]:
        """Plain lists, dicts, strings and numbers; holds true counts. `Release.from_json` reads it."""
        return {
            "version": 1,
            "name": self.name,
            "dimensions": [
                {
                    "name": dimension.name,
                    "base": list(dimension.base),
                    "groups": {label: list(members) for label, members in dimension.groups.items()},
                    "predecessors": {label: list(names) for label, names in dimension.predecessors.items()},
                }
                for dimension in self.table.dimensions
            ],
            "counts": [[*cell, count] for cell, count in sorted(self.table.counts.items())],
            "shown": sorted(list(cell) for cell in self.shown),
            "suppressed": sorted(list(cell) for cell in self.suppressed),
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Release:
        """The release that `as_json` made this of. Raises ValueError for another version."""
        if data.get("version") != 1:
            raise ValueError("This release was kept in a form that is not known here.")
        table = Table(
            tuple(
                Dimension(one["name"], tuple(one["base"]), one["groups"], one["predecessors"])
                for one in data["dimensions"]
            ),
            {tuple(row[:-1]): row[-1] for row in data["counts"]},
        )
        return cls(
            data["name"],
            table,
            frozenset(tuple(cell) for cell in data["shown"]),
            frozenset(tuple(cell) for cell in data["suppressed"]),
        )
