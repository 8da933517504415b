"""All releases of a series in one space of numbers, so that what was seen once can be held against the rest.

A *version* is the state of the counts at one release; the last is the present table. The *atoms* are the finest
categories that any version has. A *set* is what a label stands for: atoms of one dimension. A cell is a set for each
dimension, and its count the sum of its atoms' counts, whatever labels it had in which release. (Where a given total
differs from its parts, the sum and a constant; only changes are reckoned with, so that the constant needs no place.)

Releases may differ in their dimensions. A release without a dimension shows sums over all of it; one with a merged
unit shows the sum of its predecessors. `atoms` says what their atoms are then, and what is unchanged between them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import reduce

import numpy as np
from numpy.typing import NDArray

from roedtraad.measures.disclosure.atoms import Counts, Flags, State, settle
from roedtraad.measures.disclosure.releases import Release
from roedtraad.measures.disclosure.tables import Cell, Dimension, Table

Place = tuple[int, ...]
"""Where a cell (or an atom) stands in an array: one index a dimension."""

UNASKED, PUBLIC, HIDDEN, MISSING, OPEN = range(5)
"""What an audience knows of a cell in one version: nothing; its count; that it is suppressed, hence not zero; that
the figure is missing (and then perhaps the figure, from elsewhere). OPEN: the present release will tell."""

SetKey = tuple[frozenset[int], int]
"""Atoms, and a number that keeps labels apart that mean the same in one table (a total of one part)."""


@dataclass(slots=True)
class Axis:
    """A dimension of the whole: atoms (indices into `atoms`), and the sets that labels stand for, atoms first."""

    name: str
    atoms: list[str]
    sets: list[frozenset[int]]
    labels: list[
        dict[str, int] | None
    ]  # for each version {label: index of its set}; None: has no such dimension
    blocks: list[list[int]]  # for each version the indices of the sets that are its base categories


@dataclass(slots=True)
class World:
    """See above. Arrays over cells have the shape of the axes' sets, arrays over atoms that of their atoms.

    value    [version, *cell] counts; 0 where missing
    status   [version, *cell] UNASKED … OPEN
    base     [version, *cell] True for what is a base cell of that version's table, asked for or not
    lacking  [*cell] True where the present table has no figure
    ties     [version, *atom] True where the audience must take it that the atom's count is the same in the next one
    reached  [version, *atom] True where that version's table counts the atom at all
    names    for each version, the name and the table
    adds_up  whether every sum that was given is that of its parts
    """

    axes: list[Axis]
    value: Counts
    status: NDArray[np.int8]
    base: Flags
    lacking: Flags
    ties: Flags
    reached: Flags
    names: list[tuple[str | None, Table]]
    adds_up: bool

    @property
    def present(self) -> int:
        """The version that is to be released."""
        return len(self.names) - 1

    def placer(self, version: int) -> Callable[[Cell], Place]:
        """Where the cells of that version's table stand."""
        return _placer(self.axes, self.names[version][1], version)

    def sums(self, atoms: Counts) -> Counts:
        """For every cell the sum over its atoms."""
        matrices = [
            np.array([[atom in one for atom in range(len(axis.atoms))] for one in axis.sets], np.int64)
            for axis in self.axes
        ]
        return _contract(atoms, matrices)

    def cell(self, version: int, place: Place) -> Cell:
        """A name for a cell in the labels of a version's table."""
        table = self.names[version][1]
        words = {}
        for axis, index in zip(self.axes, place, strict=True):
            labels = axis.labels[version]
            if labels is not None:
                words[axis.name] = next((label for label, known in labels.items() if known == index), "")
        return tuple(words[dimension.name] for dimension in table.dimensions)


def build(table: Table, earlier: Sequence[Release]) -> World:
    """The world of a table and the releases before it, the oldest first."""
    tables = [*(release.table for release in earlier), table]
    names: list[str] = list(dict.fromkeys(d.name for one in reversed(tables) for d in one.dimensions))
    axes = [
        _axis(name, [next((d for d in one.dimensions if d.name == name), None) for one in tables])
        for name in names
    ]
    told: list[tuple[Collection[Cell], Collection[Cell]]] = [(one.shown, one.suppressed) for one in earlier]
    drawn = [_draw(axes, version, one) for version, one in enumerate(tables)]
    status = np.stack([one.status for one in drawn])
    for version, one in enumerate(drawn):
        placed = _placer(axes, tables[version], version)
        if version < len(earlier):
            for cells, mark in zip(told[version], (PUBLIC, HIDDEN), strict=True):
                for place in map(placed, cells):
                    if not one.lacking[place]:
                        status[version][place] = mark
        else:
            for place in map(placed, table.cells()):
                if not one.lacking[place]:
                    status[version][place] = OPEN if one.value[place] else PUBLIC
    atoms = settle([one.state for one in drawn], tuple(len(axis.atoms) for axis in axes))
    value, base = np.stack([one.value for one in drawn]), np.stack([one.base for one in drawn])
    inner = tuple(slice(len(axis.atoms)) for axis in axes)
    for version in range(len(tables)):
        own = base[version][inner]
        value[version][inner] = np.where(own, value[version][inner], atoms.counts[version])
        # a figure missing here that another version has, unchanged, is not one that somebody else has
        tied = atoms.ties[version] | (atoms.ties[version - 1] if version else False)
        lent = own & tied & (status[version][inner] == MISSING)
        value[version][inner][lent] = atoms.counts[version][lent]
        status[version][inner][lent], base[version][inner][lent] = UNASKED, False
    return World(
        axes,
        value,
        status,
        base,
        drawn[-1].lacking,
        atoms.ties,
        atoms.reached,
        [*((release.name, release.table) for release in earlier), (None, table)],
        all(one.adds_up for one in drawn),
    )


@dataclass(slots=True)
class _Drawn:
    """One table in the arrays of the whole."""

    value: Counts
    status: NDArray[np.int8]  # UNASKED or MISSING
    base: Flags
    lacking: Flags
    state: State
    adds_up: bool


def _draw(axes: list[Axis], version: int, table: Table) -> _Drawn:
    shape = tuple(len(axis.sets) for axis in axes)
    placed = _placer(axes, table, version)
    box = np.ix_(*(axis.blocks[version] for axis in axes))
    counts, base, given = np.zeros(shape, np.int64), np.zeros(shape, bool), np.zeros(shape, bool)
    base[box] = True
    missing = base.copy()
    for cell, count in table.counts.items():
        place = placed(cell)
        counts[place], missing[place], given[place] = count or 0, count is None, True
    value, lacking = _sums(axes, version, counts, missing)
    adds_up = not (given & ~missing & (lacking | (value != counts))).any()
    state = State(
        [[sorted(axis.sets[index]) for index in axis.blocks[version]] for axis in axes],
        counts[box],
        missing[box],
    )
    value = np.where(given, counts, np.where(lacking, 0, value))
    if (base & missing).any():
        _lend(axes, version, value, base & missing, given & ~missing & ~base)
    status = np.where(missing, MISSING, UNASKED).astype(np.int8)
    return _Drawn(value, status, base, np.where(given, missing, lacking), state, adds_up)


def _lend(axes: list[Axis], version: int, value: Counts, missing: Flags, given: Flags) -> None:
    """What a given sum has beyond its known parts is among the missing ones: the first will do."""
    within: list[list[list[int]]] = [
        [[block for block in axis.blocks[version] if axis.sets[block] <= whole] for whole in axis.sets]
        for axis in axes
    ]
    for place in np.argwhere(given).tolist():
        box = np.ix_(*(blocks[index] for blocks, index in zip(within, place, strict=True)))
        lost = np.argwhere(missing[box])
        if len(lost):
            beyond = int(value[tuple(place)] - value[box].sum())
            first = tuple(blocks[index][i] for blocks, index, i in zip(within, place, lost[0], strict=True))
            value[first] += max(0, beyond)


def _placer(axes: list[Axis], table: Table, version: int) -> Callable[[Cell], Place]:
    """From a cell of that version's table to its place."""
    order = {dimension.name: number for number, dimension in enumerate(table.dimensions)}
    lookups: list[tuple[int, dict[str, int], int]] = []
    for axis in axes:
        labels = axis.labels[version]
        lookups.append((order.get(axis.name, 0), labels or {}, -1 if labels else axis.blocks[version][0]))
    return lambda cell: tuple(
        labels[cell[number]] if whole < 0 else whole for number, labels, whole in lookups
    )


def _axis(name: str, versions: list[Dimension | None]) -> Axis:
    """One dimension as all versions have it together."""
    present = [dimension for dimension in versions if dimension is not None]
    parts: dict[str, set[str]] = {}
    bases = {category for dimension in present for category in dimension.base}
    for dimension in present:
        for label, members in [*dimension.groups.items(), *dimension.predecessors.items()]:
            if label in bases:
                parts.setdefault(label, set()).update(members)

    def finest(category: str, above: tuple[str, ...] = ()) -> set[str]:
        if category in above:
            raise ValueError(f"{category!r} of {name!r} is said to be a part of itself.")
        within = parts.get(category)
        if not within:
            return {category}
        return set().union(*(finest(part, (*above, category)) for part in within))

    atoms = list(
        dict.fromkeys(a for d in reversed(present) for category in d.base for a in sorted(finest(category)))
    )
    number = {atom: index for index, atom in enumerate(atoms)}
    keys: dict[SetKey, int] = {(frozenset([index]), 0): index for index in range(len(atoms))}
    labels: list[dict[str, int] | None] = []
    blocks: list[list[int]] = []
    for one in versions:
        if one is None:
            labels.append(None)
            blocks.append([keys.setdefault((frozenset(number.values()), 0), len(keys))])
            continue
        of_base = {c: frozenset(number[atom] for atom in finest(c)) for c in one.base}
        if sum(map(len, of_base.values())) != len(frozenset().union(*of_base.values())):
            raise ValueError(f"Base categories of {name!r} overlap.")
        met: dict[frozenset[int], int] = {}
        meant = {}
        for label in one.labels:
            atoms_of = frozenset().union(*(of_base[member] for member in one.members(label)))
            met[atoms_of] = met.get(atoms_of, -1) + 1
            meant[label] = keys.setdefault((atoms_of, met[atoms_of]), len(keys))
        labels.append(meant)
        blocks.append([meant[category] for category in one.base])
    return Axis(name, atoms, [key[0] for key in keys], labels, blocks)


def _contract(array: Counts, matrices: list[Counts]) -> Counts:
    """Apply one matrix to each axis of an array."""
    for number, matrix in enumerate(matrices):
        array = np.moveaxis(np.tensordot(matrix, array, axes=(1, number)), 0, number)
    return array


def _sums(axes: list[Axis], version: int, counts: Counts, missing: Flags) -> tuple[Counts, Flags]:
    """(sum of base counts, whether one of them is missing) for every cell; sets cut through no base category of the
    version, or are not of it."""
    matrices = []
    for axis in axes:
        blocks = [axis.sets[index] for index in axis.blocks[version]]
        matrices.append(np.array([[b <= one for b in blocks] for one in axis.sets], np.int64))
    box = np.ix_(*(axis.blocks[version] for axis in axes))
    return _contract(counts[box], matrices), _contract(missing[box].astype(np.int64), matrices) > 0


def span(axes: Sequence[Axis], place: Place) -> int:
    """How many atoms a cell has."""
    return reduce(lambda so_far, pair: so_far * len(pair[0].sets[pair[1]]), zip(axes, place, strict=True), 1)
