"""Percentages, means and indices: they are shown where the counts beneath them are.

A percentage is as good as exact to whoever has seen it, however it was rounded: 33 % of a class of 24 is 8 pupils.
So the counted and the others are the two categories of one more dimension, and those among whom they are counted its
total; a percentage is shown where all three are.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from fractions import Fraction
from itertools import product

from roedtraad.measures.disclosure.results import MISSING, SUPPRESSED, Figure, Protected, Shown
from roedtraad.measures.disclosure.tables import Cell, Dimension, Table

COUNTED, OTHERS, ALL = "counted", "others", "all"
SHARE = Dimension("share", (COUNTED, OTHERS), {ALL: (COUNTED, OTHERS)})
"""The dimension that a table of shares has last."""


def share_table(
    dimensions: Sequence[Dimension],
    counted: Mapping[Cell, int | None],
    of: Mapping[Cell, int | None],
    asked: Collection[Cell] | None = None,
) -> Table:
    """The table to protect where percentages are to be shown; `shares` reads them off the result.

    counted  {cell: how many are counted (absent, notified, content), or None}, as `Table.counts`
    of       {cell: among how many, or None}
    asked    the cells whose percentage is to be shown; None means every crossing of the labels
    Raises ValueError where more are counted than there are.

    Where the same counts are also released without percentages, make that table here too, and ask for
    ``(*cell, COUNTED)`` alone: releases can only be held against each other if they name the same thing alike.
    """
    plain = Table(tuple(dimensions), of, asked)
    counts: dict[Cell, int | None] = {}
    for cell in dict.fromkeys([*counted, *of, *plain.cells()]):
        some, every = _known(plain, counted, cell), _known(plain, of, cell)
        rest = None if some is None or every is None else every - some
        if rest is not None and rest < 0:
            raise ValueError(f"More are counted than there are in {cell!r}.")
        for part, count in ((COUNTED, some), (OTHERS, rest), (ALL, every)):
            if count is not None:
                counts[*cell, part] = count
    wanted = [(*cell, part) for cell in plain.cells() for part in SHARE.labels]
    return Table((*plain.dimensions, SHARE), counts, wanted)


def shares(protected: Protected) -> dict[Cell, Figure]:
    """The percentage of each cell of a protected `share_table`, as a fraction of 1: ``Shown(Fraction(1, 3))``.

    Missing where nobody is there to count among. No percentage is shown of a suppressed number, not even 0 or
    100 %, which would say of every single one whether he or she is counted.
    """
    found: dict[Cell, Figure] = {}
    for cell in dict.fromkeys(cell[:-1] for cell in protected):
        some, rest, every = (protected[*cell, part] for part in SHARE.labels)
        if MISSING in (some, rest, every) or every == Shown(0):
            found[cell] = MISSING
        elif isinstance(some, Shown) and isinstance(rest, Shown) and isinstance(every, Shown):
            found[cell] = Shown(Fraction(int(some.value), int(every.value)))
        else:
            found[cell] = SUPPRESSED
    return found


def following(respondents: Protected, values: Mapping[Cell, float | None]) -> dict[Cell, Figure]:
    """Means or indices by the same cells as a protected table of how many answered: shown where that number is.

    So the answers of a suppressed group cannot be found as the difference between a total and the rest either.
    """
    found: dict[Cell, Figure] = {}
    for cell, value in values.items():
        number = respondents[cell]
        if value is None or number in (MISSING, Shown(0)):
            found[cell] = MISSING
        else:
            found[cell] = Shown(value) if isinstance(number, Shown) else SUPPRESSED
    return found


def of_respondents(value: float | None, respondents: int, minimum: int = 5) -> Figure:
    """One mean or index that stands alone, of so many answers."""
    if value is None or not respondents:
        return MISSING
    return Shown(value) if respondents >= minimum else SUPPRESSED


def _known(table: Table, counts: Mapping[Cell, int | None], cell: Cell) -> int | None:
    """The count of a cell, given or summed."""
    if cell in counts:
        return counts[cell]
    members = (d.members(label) for d, label in zip(table.dimensions, cell, strict=True))
    parts = [counts.get(base) for base in product(*members)]
    return None if None in parts else sum(part for part in parts if part is not None)
