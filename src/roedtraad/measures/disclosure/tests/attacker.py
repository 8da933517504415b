"""Somebody who has kept every release, and reckons exactly.

Built from what was shown and from how the tables are made, not from the program that protects them. Known to him: the
labels, what each takes together, by how much a total differs from its parts, that suppressed means not zero, that
counts are not below zero, and which figures were not revised. His unknowns are the base cells of every release, as
they differ from the truth; so the truth is where he starts, and what he finds out is how far he can get from it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations, product
from math import prod

from roedtraad.measures.disclosure import Cell, Figure, Missing, Shown, Table

from .simplex import Dictionary, Value

Box = tuple[frozenset[str], ...]
"""The finest categories that a cell covers, for each dimension of the whole series."""


class Attacker:
    """
    releases       each table and what was shown of it, the oldest first
    knows_missing  whether he has the figures that are missing from elsewhere
    only_zeros     forget every figure but the zeros (still knowing what is not zero)
    zeros_from     the same for this release and those after it
    none_more      take it that no base cell has more than it really has
    """

    def __init__(
        self,
        releases: Sequence[tuple[Table, Mapping[Cell, Figure]]],
        *,
        knows_missing: bool = True,
        only_zeros: bool = False,
        zeros_from: int | None = None,
        none_more: bool = False,
    ) -> None:
        self.tables = [table for table, _ in releases]
        self.names = list(dict.fromkeys(d.name for table in self.tables for d in table.dimensions))
        self._finest = {name: self._parts(name) for name in self.names}
        self.base: list[dict[Box, Cell]] = [
            {
                self.box(version, cell): cell
                for cell in product(*(dimension.base for dimension in table.dimensions))
            }
            for version, table in enumerate(self.tables)
        ]
        places = [(version, box) for version, boxes in enumerate(self.base) for box in boxes]
        self.unknown = {place: number for number, place in enumerate(places)}
        equations = self._unchanged()
        lent = self._lent(equations)
        rows: list[tuple[int, dict[int, int]]] = []
        for (version, box), unknown in self.unknown.items():
            count = self._known(version, [box])
            if count is not None:
                rows.append((count, {unknown: 1}))
                if none_more:
                    rows.append((0, {unknown: -1}))
            elif knows_missing and (version, box) not in lent:
                equations.append({unknown: 1})
        self._row: dict[tuple[int, Cell], int] = {}
        self._floor: dict[tuple[int, Cell], int] = {}
        for version, (table, figures) in enumerate(releases):
            blurred = only_zeros or (zeros_from is not None and version >= zeros_from)
            for cell, figure in figures.items():
                terms = self.terms(version, cell)
                count = true_count(table, cell)
                if isinstance(figure, Missing):
                    if (
                        knows_missing
                        and cell in table.counts
                        and (version, self.box(version, cell)) not in lent
                    ):
                        equations.append(terms)
                elif isinstance(figure, Shown) and not (blurred and figure.value):
                    assert figure.value == count
                    equations.append(terms)
                elif count is not None:
                    assert count >= 1, "suppressed means not zero"
                    self._row[version, cell] = len(rows)
                    self._floor[version, cell] = 1
                    rows.append((count - 1, terms))
        for version, table in enumerate(self.tables):
            for cell in product(*(dimension.base for dimension in table.dimensions)):
                count = table.counts.get(cell)
                if count is not None and (version, cell) not in self._row:
                    self._row[version, cell] = len(rows)
                    self._floor[version, cell] = 0
                    rows.append((count, self.terms(version, cell)))
        self._dictionary = Dictionary(equations, rows)

    def highest(self, version: int, cell: Cell, enough: Value = float("inf")) -> Value:
        """The most that a cell (suppressed, or a base cell) can be; no need to go on where it is enough."""
        floor = self._floor[version, cell]
        return self._dictionary.most(self._row[version, cell], enough - floor) + floor

    def lowest(self, version: int, cell: Cell, enough: Value = 0) -> Value:
        """The least that it can be."""
        floor = self._floor[version, cell]
        return self._dictionary.least(self._row[version, cell], max(0, enough - floor)) + floor

    def terms(self, version: int, cell: Cell) -> dict[int, int]:
        """A cell as the sum of its base cells' unknowns."""
        whole = self.box(version, cell)
        found: dict[int, int] = {}
        for box in self.base[version]:
            if _within(box, whole):
                unknown = self.unknown[version, box]
                found[unknown] = found.get(unknown, 0) + 1
        return found

    def box(self, version: int, cell: Cell) -> Box:
        labels = dict(zip((d.name for d in self.tables[version].dimensions), cell, strict=True))
        dimensions = {d.name: d for d in self.tables[version].dimensions}
        return tuple(
            frozenset().union(
                *(self._finest[name][member] for member in dimensions[name].members(labels[name]))
            )
            if name in dimensions
            else frozenset().union(*self._finest[name].values())
            for name in self.names
        )

    def _parts(self, name: str) -> dict[str, frozenset[str]]:
        """Base categories as the finest ones that any release has."""
        dimensions = [d for table in self.tables for d in table.dimensions if d.name == name]
        bases = {category for d in dimensions for category in d.base}
        parts: dict[str, set[str]] = {}
        for d in dimensions:
            for label, members in [*d.groups.items(), *d.predecessors.items()]:
                if label in bases:
                    parts.setdefault(label, set()).update(members)

        def finest(category: str) -> frozenset[str]:
            if category not in parts:
                return frozenset([category])
            return frozenset().union(*(finest(part) for part in parts[category]))

        return {category: finest(category) for category in sorted(bases)}

    def _known(self, version: int, boxes: Sequence[Box]) -> int | None:
        counts = [self.tables[version].counts.get(self.base[version][box]) for box in boxes]
        return None if not counts or None in counts else sum(count for count in counts if count is not None)

    def _filling(self, version: int, whole: Box) -> list[Box]:
        """The base cells of a version that make up a box, if some do."""
        inner = [box for box in self.base[version] if _within(box, whole)]
        return inner if sum(map(_size, inner)) == _size(whole) else []

    def _speaks(self, version: int, whole: Box) -> bool:
        """Whether a release says something of a box, so that it is that one with which later ones are compared."""
        filling = self._filling(version, whole)
        if filling:
            return self._known(version, filling) is not None
        return any(all(a & b for a, b in zip(box, whole, strict=True)) for box in self.base[version])

    def _unchanged(self) -> list[dict[int, int]]:
        """Sums that two releases, and none between them, have alike: over the smallest boxes that both can tell."""
        equations = []
        self._same: list[tuple[int, int, Box]] = []
        for before, now in combinations(range(len(self.tables)), 2):
            joined = [
                _joined([box[d] for box in self.base[before]] + [box[d] for box in self.base[now]])
                for d in range(len(self.names))
            ]
            for whole in product(*joined):
                then = self._known(before, self._filling(before, whole))
                if then is None or any(self._speaks(v, whole) for v in range(before + 1, now)):
                    continue
                if then == self._known(now, self._filling(now, whole)):
                    self._same.append((before, now, whole))
                    equation = {self.unknown[now, box]: 1 for box in self._filling(now, whole)}
                    for box in self._filling(before, whole):
                        equation[self.unknown[before, box]] = -1
                    equations.append(equation)
        return equations

    def _lent(self, equations: list[dict[int, int]]) -> set[tuple[int, Box]]:
        """Figures missing in one release that those before and after it have, unchanged: not his from elsewhere."""
        found = set()
        for before, now, whole in self._same:
            for version in range(before + 1, now):
                for box in self.base[version]:
                    if _within(box, whole) and self._known(version, [box]) is None:
                        found.add((version, box))
                        if box == whole and box in self.base[before]:
                            equations.append({self.unknown[version, box]: 1, self.unknown[before, box]: -1})
        return found


def _joined(sets: Sequence[frozenset[str]]) -> list[frozenset[str]]:
    """The smallest sets that none of these cuts through."""
    found: list[frozenset[str]] = []
    for one in sets:
        touching = [other for other in found if other & one]
        found = [other for other in found if not other & one] + [one.union(*touching)]
    return found


def true_count(table: Table, cell: Cell) -> int | None:
    """The count of a cell, given or summed; None if a part is missing."""
    if cell in table.counts:
        return table.counts[cell]
    members = (d.members(label) for d, label in zip(table.dimensions, cell, strict=True))
    parts = [table.counts.get(base) for base in product(*members)]
    return None if None in parts else sum(part for part in parts if part is not None)


def _within(inner: Box, outer: Box) -> bool:
    return all(one <= other for one, other in zip(inner, outer, strict=True))


def _size(box: Box) -> int:
    return prod(len(one) for one in box)
