"""Another world that the audience could not tell from the true one, found by integer programming.

Slower than a move, and complete: where no single move will do, as between releases with revised figures, the least
costly of all possible worlds of whole counts is sought (after Kelly, Golden and Assad 1992; solved by HiGHS). What
it answers is checked in whole numbers, so that nothing rests on floating point.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from roedtraad.measures.disclosure.atoms import columns
from roedtraad.measures.disclosure.program import INFINITY, Program, solve
from roedtraad.measures.disclosure.world import MISSING, OPEN, PUBLIC, UNASKED, Counts, Place, World


@dataclass(slots=True)
class _Row:
    """What one cell may differ by: the sum of some columns."""

    columns: NDArray[np.int64]
    low: float
    high: float
    cell: Place | None  # of the present release, to be suppressed if it differs


@dataclass(slots=True)
class Worlds:
    """The worlds that agree with all releases.

    lenient   figures that are missing may differ too
    releases  count only the first so many earlier releases as published; the present one then tells nothing
    """

    world: World
    lenient: bool = False
    releases: int | None = None
    _column: Counts = field(init=False)
    _floor: NDArray[np.float64] = field(init=False)
    _rows: list[_Row] = field(init=False)

    def __post_init__(self) -> None:
        world = self.world
        status = world.status.copy()
        if self.releases is not None:
            told = status[self.releases :]
            told[(told != MISSING) | ~world.base[self.releases :]] = UNASKED
        self._column = columns(world.ties)
        self._floor = np.full(world.ties.size, -INFINITY)
        inner = tuple(slice(len(axis.atoms)) for axis in world.axes)
        for version in range(world.present + 1):
            there = world.reached[version]
            numbers = self._column[version][there]
            self._floor[numbers] = np.maximum(self._floor[numbers], -world.value[version][inner][there])
        self._rows = []
        for version in range(world.present + 1):
            for place in map(tuple, np.argwhere(status[version] != UNASKED).tolist()):
                known = status[version][place]
                if known == MISSING and self.lenient:
                    continue
                numbers = self._of(version, place)
                if known in (PUBLIC, MISSING):
                    self._rows.append(_Row(numbers, 0, 0, None))
                else:
                    least = 1 - float(world.value[version][place])
                    self._rows.append(_Row(numbers, least, INFINITY, place if known == OPEN else None))

    def _of(self, version: int, place: Place) -> NDArray[np.int64]:
        box = np.ix_(*(sorted(axis.sets[i]) for axis, i in zip(self.world.axes, place, strict=True)))
        found: NDArray[np.int64] = self._column[version][box][self.world.reached[version][box]]
        return found

    def where(self, version: int, place: Place, by: int, cost: Counts) -> Counts | None:
        """The least costly world in which a cell differs by so much, as what each cell differs by
        ([version, *cell]); None if there is none.

        cost  [*cell] of suppressing a cell of the present release, for each count that it differs by
        """
        solved = self._solve(self._of(version, place), float(by), float(by), cost, 0)
        return None if solved is None else self._checked(solved)

    def furthest(self, version: int, place: Place, by: int) -> int:
        """How far a cell can go towards differing by so much, whatever is suppressed for it."""
        sought = self._of(version, place)
        low, high = (0.0, float(by)) if by > 0 else (float(by), 0.0)
        free = np.zeros(self.world.value.shape[1:], np.int64)
        solved = self._solve(sought, low, high, free, 1 if by > 0 else -1)
        return 0 if solved is None else int(solved[sought].sum())

    def _solve(
        self, sought: NDArray[np.int64], low: float, high: float, cost: Counts, up: int
    ) -> NDArray[np.int64] | None:
        count = self._floor.size
        priced = [row.cell for row in self._rows if row.cell is not None and cost[row.cell]]
        width = count + 2 * len(priced)
        extra = {place: count + 2 * number for number, place in enumerate(priced)}
        starts, indices, values = [0], [], []
        for row in [*self._rows, _Row(sought, low, high, None)]:
            indices.append(row.columns)
            values.append(np.ones(row.columns.size))
            size = row.columns.size
            if row.cell in extra:  # the sum, less what it is above, plus what it is below, is nothing
                indices.append(np.array([extra[row.cell], extra[row.cell] + 1]))
                values.append(np.array([-1.0, 1.0]))
                size += 2
            starts.append(starts[-1] + size)
        lower = np.concatenate([self._floor, np.zeros(width - count)])
        upper = np.full(width, INFINITY)
        row_low = np.array([*(0.0 if row.cell in extra else row.low for row in self._rows), low])
        row_high = np.array([*(0.0 if row.cell in extra else row.high for row in self._rows), high])
        for row in self._rows:
            if row.cell in extra:
                upper[extra[row.cell] + 1] = -row.low
        price = np.zeros(width)
        for place, column in extra.items():
            price[column : column + 2] = float(cost[place])
        if up:
            price[sought] -= up
        return solve(
            Program(
                cost=price,
                low=lower,
                high=upper,
                row_low=row_low,
                row_high=row_high,
                starts=np.array(starts),
                indices=np.concatenate(indices),
                values=np.concatenate(values),
                whole=count,
            )
        )

    def _checked(self, columns: NDArray[np.int64]) -> Counts | None:
        """What each cell differs by, if the whole numbers fit every row."""
        fits = all(row.low <= columns[row.columns].sum() <= row.high for row in self._rows)
        if not fits or (columns < self._floor).any():
            return None
        atoms = np.where(self.world.reached, columns[self._column], 0)
        return np.stack([self.world.sums(one) for one in atoms])
