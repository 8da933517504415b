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

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import product
from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from roedtraad.measures.disclosure.world import (
    HIDDEN,
    MISSING,
    OPEN,
    PUBLIC,
    Counts,
    Flags,
    Place,
    World,
)

NEVER = 1 << 44  # what the audience has seen cannot change
UNKNOWN = 1 << 32  # only where nothing else will do: somebody may have the missing figure
PLENTY = 1 << 40
NONE = -1  # in place of an atom: no alternative in that dimension

Indices = NDArray[np.intp]
Small = NDArray[np.uint16]


@dataclass(slots=True)
class Layer:
    """What a move in the versions first … last meets. Arrays over cells, with a plane of zeros after the last.

    cost  of changing a cell: 0 if the audience does not see it, NEVER if it sees it
    room  how far a cell can go down
    shut  {how far: 1 where changing a cell costs something or it cannot go down so far}, kept as it is wanted often
    """

    first: int
    last: int
    cost: Counts
    room: Counts
    shut: dict[int, Small] = field(default_factory=dict)

    def shut_to(self, down: int) -> Small:
        if down not in self.shut:
            self.shut[down] = ((self.cost > 0) | (self.room < down)).astype(np.uint16)
        return self.shut[down]

    def open(self, place: Place) -> None:
        """Changing a cell costs nothing from now on."""
        self.cost[place] = 0
        for down, shut in self.shut.items():
            shut[place] = self.room[place] < down


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
        self._holding: list[Flags] = []  # for each dimension [atom, set]
        for axis in world.axes:
            self._holding.append(np.zeros((len(axis.atoms), len(axis.sets)), bool))
            for index, one in enumerate(axis.sets):
                self._holding[-1][list(one), index] = True
        self._apart: dict[tuple[int, int, int], list[tuple[int, int]]] = {}
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

        spans = np.stack([self._start, self._end], axis=-1).reshape(len(versions), -1, 2)
        self._tied: list[list[list[int]]] = [np.unique(one, axis=0).tolist() for one in spans]

    def pairs(self, dimension: int, atom: int) -> _Pairs:
        key = (dimension, atom)
        if key not in self._pairs:
            holding = self._holding[dimension]
            mine = holding[atom]
            near: Flags = np.asarray(holding[:, mine].any(axis=1))
            near[atom] = False
            alternatives = np.append(np.flatnonzero(near), NONE)
            theirs = holding[alternatives] & (alternatives != NONE)[:, np.newaxis]
            columns = np.flatnonzero(mine)
            found, kind = np.unique(~theirs[:, columns], axis=0, return_inverse=True)
            kinds = np.zeros((len(found), mine.size), bool)
            kinds[:, columns] = found
            self._pairs[key] = _Pairs(alternatives, _filled(kinds), kind.reshape(-1), _filled(theirs & ~mine))
        return self._pairs[key]

    def runs(self, version: int, atom: Place) -> list[Layer]:
        """The runs of versions in which a move of this atom's count in this version may act."""
        if not self.world.present:
            return [self.layer(0, 0)]
        own = (int(self._start[version][atom]), int(self._end[version][atom]))
        found = {own}
        for first, last in self._tied[version]:
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
                layer.open(place)

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
        room: Mapping[Place, int] | None = None,
    ) -> Move | None:
        """As `cheapest`, but only if it costs nothing: many times as fast, as it counts in small numbers.

        room  where it is not the layer's
        """
        plus, minus = layer.shut_to(down), layer.shut_to(up)
        if room:
            plus, minus = plus.copy(), minus.copy()
            for cell, left in room.items():
                plus[cell], minus[cell] = (layer.cost[cell] > 0 or left < far for far in (down, up))
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
        signed = [self._sets_apart(d, one, move.instead[d]) for d, one in enumerate(move.atom)]
        return [
            (tuple([index for index, _ in corner]), prod([sign for _, sign in corner]))
            for corner in product(*signed)
        ]

    def _sets_apart(self, dimension: int, one: int, other: int) -> list[tuple[int, int]]:
        """The sets of a dimension that hold the one atom (1) or the other (−1), but not both."""
        key = (dimension, one, other)
        if key not in self._apart:
            holding = self._holding[dimension]
            difference = holding[one].astype(int) - (holding[other] if other != NONE else 0)
            self._apart[key] = [(int(i), int(difference[i])) for i in np.flatnonzero(difference)]
        return self._apart[key]


def _filled(flags: Flags) -> Indices:
    """For each row where it is True, rows of unequal length filled up with the index after the last."""
    rows, where = np.nonzero(flags)
    counts = flags.sum(axis=1)
    filled = np.full((len(flags), max(1, counts.max())), flags.shape[1], np.intp)
    filled[rows, np.arange(rows.size) - np.repeat(np.cumsum(counts) - counts, counts)] = where
    return filled


def _gathered(array: NDArray[Any], rows: Indices, axis: int) -> NDArray[Any]:
    """Along one axis, for each row of indices, the sum of what stands there."""
    total = array.take(rows[:, 0], axis=axis)
    for column in range(1, rows.shape[1]):
        total += array.take(rows[:, column], axis=axis)
    return total
