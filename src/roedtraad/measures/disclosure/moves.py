"""Moves: changes of the counts that an audience could not see.

The move of an atom t by way of alternatives u₁ … u_k, one for each dimension, raises t, lowers what differs from t by
u in one dimension, raises what differs in two, and so on: the corners of a box. An alternative may be none: then
nothing takes t's place there and the sums over that dimension change. A cell, the product of the sets A₁ … A_k,
changes by the product of [t_d in A_d] − [u_d in A_d], that is by 1, −1 or not at all. Two of a kind are well known:
without alternatives every sum that holds t goes up; with an alternative everywhere no total of a two-way table
changes, and the corners are the hypercube of Giessing and Repsilber (2002).

A move acts in a run of versions: those in which all its corners' counts are tied to each other, or the run is left by
none of them. Many moves are weighed at once: the cost of a move is a sum of products over the dimensions, so that an
array of the cells' costs, contracted one dimension after the other, becomes an array of the moves' costs.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np
from numpy.typing import NDArray

from roedtraad.measures.disclosure.world import (
    HIDDEN,
    MISSING,
    OPEN,
    PUBLIC,
    Counts,
    Place,
    World,
)

NEVER = 1 << 44  # what the audience has seen cannot change
UNKNOWN = 1 << 32  # only where nothing else will do: somebody may have the missing figure
PLENTY = 1 << 40
NONE = -1  # in place of an atom: no alternative in that dimension

Indices = NDArray[np.intp]


@dataclass(slots=True)
class Layer:
    """What a move in the versions first … last meets. Arrays over cells, with a plane of zeros after the last.

    cost  of changing a cell: 0 if the audience does not see it, NEVER if it sees it
    room  how far a cell can go down
    """

    first: int
    last: int
    cost: Counts
    room: Counts


@dataclass(frozen=True, slots=True)
class Move:
    """See above: the atom, and in each dimension what it is exchanged for (NONE: nothing)."""

    layer: Layer
    atom: Place
    instead: Place


@dataclass(slots=True)
class _Pairs:
    """For an atom of one dimension and each of its alternatives: the sets that hold the one and not the other."""

    alternatives: Indices  # the last is NONE
    with_it: Indices  # [kind, n]: the different ones, filled up with the plane of zeros
    kind: Indices  # [alternative]: which of them
    with_other: Indices  # [alternative, m]


class Moves:
    """All moves of a world."""

    def __init__(self, world: World, cost: Counts) -> None:
        """cost: of suppressing each cell of the present release, for those that are OPEN."""
        self.world, self.cost = world, cost
        self.layers: dict[tuple[int, int], Layer] = {}
        self._pairs: dict[tuple[int, int], _Pairs] = {}
        self._holding = [
            [[i for i, one in enumerate(axis.sets) if atom in one] for atom in range(len(axis.atoms))]
            for axis in world.axes
        ]
        versions = range(world.present + 1)
        self._start = np.zeros(world.ties.shape, np.int64)
        self._end = np.zeros(world.ties.shape, np.int64)
        for version in versions:
            self._start[version] = version
            if version:
                self._start[version] = np.where(world.ties[version - 1], self._start[version - 1], version)
        for version in reversed(versions):
            self._end[version] = version
            if version < world.present:
                self._end[version] = np.where(world.ties[version], self._end[version + 1], version)

    def pairs(self, dimension: int, atom: int) -> _Pairs:
        key = (dimension, atom)
        if key not in self._pairs:
            axis, holding = self.world.axes[dimension], self._holding[dimension]
            near = set().union(*(axis.sets[i] for i in holding[atom])) - {atom}
            alternatives = [*sorted(near), NONE]
            mine = set(holding[atom])
            theirs = [set(holding[other]) if other != NONE else set() for other in alternatives]
            kinds: dict[tuple[int, ...], int] = {}
            kind = [kinds.setdefault(tuple(sorted(mine - other)), len(kinds)) for other in theirs]
            self._pairs[key] = _Pairs(
                np.array(alternatives, np.intp),
                _filled(list(kinds), len(axis.sets)),
                np.array(kind, np.intp),
                _filled([tuple(sorted(other - mine)) for other in theirs], len(axis.sets)),
            )
        return self._pairs[key]

    def runs(self, version: int, atom: Place) -> list[Layer]:
        """The runs of versions in which a move of this atom's count in this version may act."""
        if not self.world.present:
            return [self.layer(0, 0)]
        own = (int(self._start[version][atom]), int(self._end[version][atom]))
        pairs = np.stack([self._start[version].ravel(), self._end[version].ravel()], axis=1)
        found = {own}
        for first, last in np.unique(pairs, axis=0).tolist():
            run = (min(first, own[0]), max(last, own[1]))
            while True:
                wider = (int(self._start[run[0]][atom]), int(self._end[run[1]][atom]))
                if wider == run:
                    break
                run = wider
            found.add(run)
        return [self.layer(*run) for run in sorted(found, key=lambda run: (run[1] - run[0], run))]

    def layer(self, first: int, last: int) -> Layer:
        if (first, last) not in self.layers:
            self.layers[first, last] = self._layer(first, last)
        return self.layers[first, last]

    def _layer(self, first: int, last: int) -> Layer:
        world = self.world
        shape = world.value.shape[1:]
        inner = tuple(slice(len(axis.atoms)) for axis in world.axes)
        is_atom = np.zeros(shape, bool)
        is_atom[inner] = True
        cost, room = np.zeros(shape, np.int64), np.full(shape, PLENTY)
        for version in range(first, last + 1):
            status, value = world.status[version], world.value[version]
            loose = is_atom.copy()
            loose[inner] &= world.reached[version]
            room = np.minimum(room, np.where((status == HIDDEN) | (status == OPEN), value - 1, PLENTY))
            room = np.minimum(room, np.where(loose, value, PLENTY))
            cost = np.maximum(cost, np.where(status == PUBLIC, NEVER, 0))
            cost = np.maximum(cost, np.where(status == MISSING, UNKNOWN, 0))
            cost = np.maximum(cost, np.where(status == OPEN, self.cost, 0))
        cut = np.zeros(tuple(len(axis.atoms) for axis in world.axes), bool)
        if first:
            cut |= world.ties[first - 1]
        if last < world.present:
            cut |= world.ties[last]
        cost[inner][cut] = NEVER
        edge = [(0, 1)] * len(shape)
        return Layer(first, last, np.pad(cost, edge), np.pad(room, edge, constant_values=PLENTY))

    def suppressed(self, place: Place) -> None:
        """A cell of the present release has been suppressed."""
        self.cost[place] = 0
        for layer in self.layers.values():
            if layer.last == self.world.present and layer.cost[place] < UNKNOWN:
                layer.cost[place] = 0

    def cheapest(
        self,
        layer: Layer,
        atom: Place,
        up: int,
        down: int,
        apart: Place | None = None,
    ) -> tuple[int, Move]:
        """(cost, move) of the cheapest move by which the atom can go both up and down so far.

        apart  a cell that no alternative may lie in, in any dimension, so that the move changes it in full
        """
        plus = np.where(layer.room >= down, layer.cost, NEVER)
        minus = plus if up == down else np.where(layer.room >= up, layer.cost, NEVER)
        price, instead = self._least(plus, minus, atom, apart)
        return price, Move(layer, atom, instead)

    def free(
        self,
        layer: Layer,
        atom: Place,
        up: int,
        down: int,
        apart: Place | None = None,
        room: Counts | None = None,
    ) -> Move | None:
        """As `cheapest`, but only if it costs nothing: many times as fast, as it counts in small numbers.

        room  in place of the layer's
        """
        priced = layer.cost > 0
        room = layer.room if room is None else room
        plus = (priced | (room < down)).astype(np.uint16)
        minus = plus if up == down else (priced | (room < up)).astype(np.uint16)
        price, instead = self._least(plus, minus, atom, apart)
        return None if price else Move(layer, atom, instead)

    def _least(
        self, plus: NDArray[Any], minus: NDArray[Any], atom: Place, apart: Place | None
    ) -> tuple[int, Place]:
        """(cost, alternatives), where `plus` is the cost of each cell if it goes with the atom, `minus` if against."""
        alternatives = []
        for dimension, one in enumerate(atom):
            pairs = self.pairs(dimension, one)
            alternatives.append(pairs.alternatives)
            more = dimension + 1 < len(atom)
            with_plus, with_minus = (
                _gathered(plus, pairs.with_it, dimension),
                _gathered(minus, pairs.with_it, dimension) if more else None,
            )
            against_plus, against_minus = (
                _gathered(minus, pairs.with_other, dimension),
                _gathered(plus, pairs.with_other, dimension) if more else None,
            )
            against_plus += with_plus.take(pairs.kind, axis=dimension)
            plus = against_plus
            if with_minus is not None and against_minus is not None:
                against_minus += with_minus.take(pairs.kind, axis=dimension)
                minus = against_minus
        if apart is not None:
            for dimension, index in enumerate(apart):
                inside = np.isin(alternatives[dimension], list(self.world.axes[dimension].sets[index]))
                plus[(slice(None),) * dimension + (inside,)] = (
                    NEVER if plus.dtype == np.int64 else np.iinfo(plus.dtype).max
                )
        best = int(np.argmin(plus))
        where = np.unravel_index(best, plus.shape)
        return int(plus.flat[best]), tuple(int(alternatives[d][i]) for d, i in enumerate(where))

    def changes(self, move: Move) -> list[tuple[Place, int]]:
        """[(cell, 1 or −1)]: the cells that a move changes, and whether they go with the atom or against it."""
        signed: list[list[tuple[int, int]]] = []
        for dimension, (one, other) in enumerate(zip(move.atom, move.instead, strict=True)):
            holding = self._holding[dimension]
            mine, theirs = set(holding[one]), set(holding[other]) if other != NONE else set()
            signed.append([(i, 1) for i in sorted(mine - theirs)] + [(i, -1) for i in sorted(theirs - mine)])
        found = []
        for corner in product(*signed):
            sign = 1
            for _, one in corner:
                sign *= one
            found.append((tuple(i for i, _ in corner), sign))
        return found


def _filled(rows: list[tuple[int, ...]], filler: int) -> Indices:
    """Rows of unequal length as one array."""
    width = max(1, *(len(row) for row in rows))
    return np.array([(*row, *(filler,) * (width - len(row))) for row in rows], np.intp)


def _gathered(array: NDArray[Any], rows: Indices, axis: int) -> NDArray[Any]:
    """Along one axis, for each row of indices, the sum of what stands there."""
    total = array.take(rows[:, 0], axis=axis)
    for column in range(1, rows.shape[1]):
        total += array.take(rows[:, column], axis=axis)
    return total
