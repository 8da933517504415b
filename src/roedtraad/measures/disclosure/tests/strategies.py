"""Random tables and series of releases, as unruly as a municipality's figures become over the years."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from typing import Any

from hypothesis import strategies as st

from roedtraad.measures.disclosure import Cell, Dimension, Table

Draw = Any
MOST = {1: 6, 2: 4, 3: 3}
"""The number of base categories for so many dimensions."""

counts = st.sampled_from([0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 6, 7, 9, 12, 15])


def base_cells(dimensions: list[Dimension]) -> list[Cell]:
    return list(product(*(dimension.base for dimension in dimensions)))


def subsets(of: tuple[str, ...]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.sets(st.sampled_from(of), min_size=1).map(lambda some: tuple(sorted(some)))


@st.composite
def dimensions(draw: Draw, number: int) -> list[Dimension]:
    """So many dimensions, with or without a total, with up to two groups that may overlap."""
    found = []
    for name in "abc"[:number]:
        base = tuple(f"{name}{i}" for i in range(draw(st.integers(1, MOST[number]))))
        groups = {
            f"{name}-group-{i}": draw(subsets(base)) for i in range(draw(st.sampled_from([0, 0, 1, 2])))
        }
        if draw(st.sampled_from([True, True, True, False])):
            groups[f"{name}-total"] = base
        found.append(Dimension(name, base, groups))
    return found


@st.composite
def table_of(draw: Draw, of: list[Dimension], values: dict[Cell, int]) -> Table:
    """A table of these counts: some missing, some sums that are not their parts', some cells not asked for."""
    given: dict[Cell, int | None] = dict(values)
    if draw(st.sampled_from([False, False, False, True])):
        for cell in draw(st.sets(st.sampled_from(sorted(values)), max_size=2)):
            given[cell] = None
    crossings = list(product(*(dimension.labels for dimension in of)))
    sums = [cell for cell in crossings if cell not in values]
    if sums and draw(st.sampled_from([False, False, False, True])):
        for cell in draw(st.sets(st.sampled_from(sums), max_size=3)):
            parts = product(*(d.members(label) for d, label in zip(of, cell, strict=True)))
            given[cell] = sum(given[part] or 0 for part in parts) + draw(st.sampled_from([0, 1, 2, 7]))
    asked = None
    if draw(st.booleans()):
        asked = draw(st.sets(st.sampled_from(crossings), min_size=1))
    return Table(tuple(of), given, asked)


@st.composite
def tables(draw: Draw, number: int) -> Table:
    """A table of so many dimensions."""
    of = draw(dimensions(number))
    return draw(table_of(of, {cell: draw(counts) for cell in base_cells(of)}))


@st.composite
def series(draw: Draw) -> list[Table]:
    """Two to four releases: figures are revised, categories are added or merged, groups made, dimensions added or
    dropped."""
    of = draw(dimensions(draw(st.sampled_from([1, 1, 2, 2, 3]))))
    values = {cell: draw(counts) for cell in base_cells(of)}
    found = [draw(table_of(of, values))]
    for number in range(1, draw(st.integers(2, 4))):
        values = dict(values)
        if draw(st.booleans()):
            for cell in draw(st.sets(st.sampled_from(sorted(values)), max_size=4)):
                values[cell] = max(0, values[cell] + draw(st.sampled_from([-3, -2, -1, 1, 2, 3, 6])))
        change = draw(st.sampled_from([same, same, added, merged, grouped, dropped, crossed]))
        of, values = change(draw, of, values, number)
        found.append(draw(table_of(of, values)))
    return found


Told = tuple[list[Dimension], dict[Cell, int]]


def same(draw: Draw, of: list[Dimension], values: dict[Cell, int], number: int) -> Told:
    return of, values


def added(draw: Draw, of: list[Dimension], values: dict[Cell, int], number: int) -> Told:
    """A category more; the total takes it in."""
    at = draw(st.integers(0, len(of) - 1))
    old = of[at]
    base = (*old.base, f"{old.name}-new-{number}")
    groups = {
        label: base if set(members) == set(old.base) else members for label, members in old.groups.items()
    }
    now = [*of[:at], replace(old, base=base, groups=groups), *of[at + 1 :]]
    return now, {cell: values[cell] if cell in values else draw(counts) for cell in base_cells(now)}


def merged(draw: Draw, of: list[Dimension], values: dict[Cell, int], number: int) -> Told:
    """Two categories become one, and nobody counts them apart any more."""
    at = draw(st.integers(0, len(of) - 1))
    old = of[at]
    if len(old.base) < 2:
        return of, values
    gone, name = draw(st.permutations(old.base))[:2], f"{old.name}-merged-{number}"
    after = {category: name if category in gone else category for category in old.base}
    now = [*of]
    now[at] = Dimension(
        old.name,
        tuple(dict.fromkeys(after.values())),
        {label: tuple(dict.fromkeys(after[m] for m in members)) for label, members in old.groups.items()},
        {name: tuple(gone)},
    )
    together: dict[Cell, int] = {}
    for cell, count in values.items():
        place = (*cell[:at], after[cell[at]], *cell[at + 1 :])
        together[place] = together.get(place, 0) + count
    return now, together


def grouped(draw: Draw, of: list[Dimension], values: dict[Cell, int], number: int) -> Told:
    """A group that was not there before."""
    at = draw(st.integers(0, len(of) - 1))
    groups = {**of[at].groups, f"{of[at].name}-group-new-{number}": draw(subsets(of[at].base))}
    return [*of[:at], replace(of[at], groups=groups), *of[at + 1 :]], values


def dropped(draw: Draw, of: list[Dimension], values: dict[Cell, int], number: int) -> Told:
    """A breakdown is given up."""
    if len(of) < 2:
        return of, values
    at = draw(st.integers(0, len(of) - 1))
    together: dict[Cell, int] = {}
    for cell, count in values.items():
        place = (*cell[:at], *cell[at + 1 :])
        together[place] = together.get(place, 0) + count
    return [*of[:at], *of[at + 1 :]], together


def crossed(draw: Draw, of: list[Dimension], values: dict[Cell, int], number: int) -> Told:
    """A breakdown comes, of figures that were there before."""
    if len(of) > 2:
        return of, values
    new = Dimension.with_total(f"new-{number}", ["x", "y"])
    apart = {}
    for cell, count in values.items():
        first = draw(st.integers(0, count))
        apart[*cell, "x"], apart[*cell, "y"] = first, count - first
    return [*of, new], apart
