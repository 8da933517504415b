"""Another world that the audience could not tell from the true one, found by integer programming.

Slower than a move, and complete: where no single move will do, as between releases with revised figures, the least
costly of all possible worlds of whole counts is sought (after Kelly, Golden and Assad 1992; solved by HiGHS). What
it answers is checked in whole numbers, so that nothing rests on floating point.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from roedtraad.measures.disclosure.atoms import columns
from roedtraad.measures.disclosure.program import INFINITY, Program, solve
from roedtraad.measures.disclosure.world import (
    HIDDEN,
    MISSING,
    OPEN,
    PUBLIC,
    UNASKED,
    Counts,
    Place,
    World,
)


@dataclass(slots=True)
class Worlds:
    """The worlds that agree with all releases.

    lenient   figures that are missing may differ too
    releases  count only the first so many earlier releases as published; the present one then tells nothing

    As a program: a column says by how much an atom's count differs, for as long as it is tied; a row, by how much a
    cell does. For a cell that could be suppressed there are two more columns, by how much it is above the truth and
    below it, and its row says that they are that: so what it differs by can be given a cost.
    """

    world: World
    lenient: bool = False
    releases: int | None = None
    _column: Counts = field(init=False)
    _program: Program = field(init=False)
    _open: list[Place] = field(init=False)

    def __post_init__(self) -> None:
        world = self.world
        status = world.status.copy()
        if self.releases is not None:
            told = status[self.releases :]
            told[(told != MISSING) | ~world.base[self.releases :]] = UNASKED
        if self.lenient:
            status[status == MISSING] = UNASKED
        self._column = columns(world.ties)
        self._open = [tuple(place) for place in np.argwhere(status[world.present] == OPEN).tolist()]
        whole = world.ties.size
        extra = {place: whole + 2 * number for number, place in enumerate(self._open)}
        low, high = self._floor(), np.full(whole, INFINITY)
        floors = [float(world.value[world.present][place] - 1) for place in self._open]
        starts, indices, values, row_low, row_high = [0], [], [], [], []
        for version, *rest in np.argwhere(status != UNASKED).tolist():
            place = tuple(rest)
            known = status[version][place]
            indices.append(self._of(version, place))
            values.append(np.ones(indices[-1].size))
            if known == OPEN:
                indices.append(np.array([extra[place], extra[place] + 1]))
                values.append(np.array([-1.0, 1.0]))
            hidden = known == HIDDEN
            row_low.append(1.0 - float(world.value[version][place]) if hidden else 0.0)
            row_high.append(INFINITY if hidden else 0.0)
            starts.append(starts[-1] + indices[-1].size + (indices[-2].size if known == OPEN else 0))
        self._program = Program(
            cost=np.zeros(whole + 2 * len(self._open)),
            low=np.concatenate([low, np.zeros(2 * len(self._open))]),
            high=np.concatenate([high, np.ravel([[INFINITY, floor] for floor in floors])]),
            row_low=np.array(row_low),
            row_high=np.array(row_high),
            starts=np.array(starts),
            indices=np.concatenate([*indices, np.zeros(0, np.int64)]),
            values=np.concatenate([*values, np.zeros(0)]),
            whole=whole,
        )

    def _floor(self) -> NDArray[np.float64]:
        """How far each column can go down."""
        world = self.world
        floor = np.full(world.ties.size, -INFINITY)
        inner = tuple(slice(len(axis.atoms)) for axis in world.axes)
        for version in range(world.present + 1):
            there = world.reached[version]
            numbers = self._column[version][there]
            floor[numbers] = np.maximum(floor[numbers], -world.value[version][inner][there])
        return floor

    def _of(self, version: int, place: Place) -> NDArray[np.int64]:
        box = np.ix_(*(sorted(axis.sets[i]) for axis, i in zip(self.world.axes, place, strict=True)))
        found: NDArray[np.int64] = self._column[version][box][self.world.reached[version][box]]
        return found

    def where(self, version: int, place: Place, by: int, cost: Counts) -> Counts | None:
        """The least costly world in which a cell differs by so much, as what each cell differs by
        ([version, *cell]); None if there is none.

        cost  [*cell] of suppressing a cell of the present release, for each count that it differs by
        """
        price = np.zeros(self._program.cost.size)
        for number, one in enumerate(self._open):
            price[self._program.whole + 2 * number :][:2] = float(cost[one])
        solution = self._solve(self._of(version, place), by, by, price)
        return None if solution is None else self._checked(solution)

    def furthest(self, version: int, place: Place, by: int) -> int:
        """How far a cell can go towards differing by so much, whatever is suppressed for it."""
        sought = self._of(version, place)
        price = np.zeros(self._program.cost.size)
        price[sought] = -1 if by > 0 else 1
        solution = self._solve(sought, min(by, 0), max(by, 0), price)
        return 0 if solution is None else int(solution[sought].sum())

    def _solve(
        self, sought: NDArray[np.int64], low: int, high: int, price: NDArray[np.float64]
    ) -> NDArray[np.int64] | None:
        given = self._program
        return solve(
            replace(
                given,
                cost=price,
                row_low=np.append(given.row_low, low),
                row_high=np.append(given.row_high, high),
                starts=np.append(given.starts, given.starts[-1] + sought.size),
                indices=np.append(given.indices, sought),
                values=np.append(given.values, np.ones(sought.size)),
            )
        )

    def _checked(self, solution: NDArray[np.int64]) -> Counts | None:
        """What each cell differs by, if these whole numbers are really a world."""
        world = self.world
        atoms = np.where(world.reached, solution[self._column], 0)
        found = np.stack([world.sums(one) for one in atoms])
        status = (
            world.status if not self.lenient else np.where(world.status == MISSING, UNASKED, world.status)
        )
        still = ~np.isin(status, (PUBLIC, MISSING)) | (found == 0)
        there = ~np.isin(status, (HIDDEN, OPEN)) | (world.value + found >= 1)
        return found if still.all() and there.all() and (solution >= self._floor()).all() else None
