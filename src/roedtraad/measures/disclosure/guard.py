"""Which cells must be suppressed, so that every small count could as well be another.

For each small count two worlds are found that agree with everything the audience has seen: in one the count is at
least the minimum, in the other it is 1 (see `Guard.secure`). They stay possible whatever is suppressed later, for a
cell that is only suppressed later has its true count in them. So when the last small count is secured, all are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from roedtraad.measures.disclosure.moves import NEVER, NONE, UNKNOWN, Layer, Move, Moves
from roedtraad.measures.disclosure.results import Reason
from roedtraad.measures.disclosure.targets import Target, companion, small_count
from roedtraad.measures.disclosure.world import (
    HIDDEN,
    MISSING,
    OPEN,
    PUBLIC,
    UNASKED,
    Counts,
    Flags,
    Place,
    World,
    span,
)
from roedtraad.measures.disclosure.worlds import Worlds

Changes = Counter[tuple[int, Place]]
"""{(version, cell): by how much another world differs from the true one}."""


@dataclass(slots=True)
class Guard:
    """Decides about a world's present release.

    hidden   [*cell] what is suppressed
    reasons  {cell: why}
    exposed  what could not be protected; resting: what only missing figures protect. (version, cell)
    """

    world: World
    minimum: int
    moves: Moves = field(init=False)
    hidden: np.ndarray = field(init=False)
    high: Counts = field(init=False)
    low: Counts = field(init=False)
    reasons: dict[Place, Reason] = field(default_factory=dict)
    exposed: list[tuple[int, Place]] = field(default_factory=list)
    resting: list[tuple[int, Place]] = field(default_factory=list)
    _found: dict[tuple[bool, int | None], Worlds] = field(default_factory=dict)

    def __post_init__(self) -> None:
        world = self.world
        self.hidden = np.zeros(world.value.shape[1:], bool)
        self.high = np.zeros_like(world.value)
        self.low = np.zeros_like(world.value)
        self.moves = Moves(world, worth(world))

    def decide(self) -> None:
        """Decide about every cell asked for."""
        world, present = self.world, self.world.present
        small = (world.value >= 1) & (world.value < self.minimum)
        for place in _places(small[present] & (world.status[present] == OPEN)):
            self._suppress(place, Reason.SMALL)
        for place in _places(self._still_hidden() & ~self.hidden):
            self._suppress(place, Reason.EARLIER)
        known = (world.status == HIDDEN) | (world.status == OPEN)
        sought = small & (known | (world.base & (world.status == UNASKED)))
        for version, place in self._in_order(sought):
            self.secure(small_count(self.moves, self.minimum, version, place))
        done = np.zeros_like(sought)
        while True:
            hidden = world.status == HIDDEN
            hidden[present] = self.hidden
            narrow = hidden & ~small & ~done & (self.high - self.low < self.minimum - 2)
            if not narrow.any():
                break
            done |= narrow
            for version, place in self._in_order(narrow):
                self._widen(version, place)

    def _widen(self, version: int, place: Place) -> None:
        """What was suppressed beside small counts is to have as much room as they: what revised figures left too
        little, or an earlier release."""
        for upwards in (1, 0):
            high, low = int(self.high[version][place]), int(self.low[version][place])
            lacking = self.minimum - 2 - (high - low)
            if lacking > 0:
                up, down = high + lacking * upwards, -low + lacking * (1 - upwards)
                self.secure(companion(self.moves, version, place, up, down))

    def _in_order(self, flags: Flags) -> list[tuple[int, Place]]:
        """Inner cells first, the present release first."""
        found = [(version, place) for version, *place in np.argwhere(flags).tolist()]
        axes, present = self.world.axes, self.world.present
        return sorted(
            ((version, tuple(place)) for version, place in found),
            key=lambda one: (span(axes, one[1]), one[0] < present, one),
        )

    def _still_hidden(self) -> Flags:
        """What an earlier release suppressed and has not changed since."""
        world, present = self.world, self.world.present
        still, seen = np.zeros(self.hidden.shape, bool), np.zeros(self.hidden.shape, bool)
        tied = np.ones(world.ties.shape[1:], bool)
        for version in reversed(range(present)):
            tied &= world.ties[version]
            unchanged = world.sums((~tied).astype(np.int64)) == 0
            still |= unchanged & (world.status[version] == HIDDEN)
            seen |= unchanged & (world.status[version] == PUBLIC)
        return still & ~seen & (world.status[present] == OPEN)

    # Reaching it

    def secure(self, target: Target) -> None:
        """See to it that a count can go as far up and down as it must: for nothing where that is possible, else by
        the move that costs least, else by the world that costs least."""
        if self._secured(target) or self._for_nothing(target) or self._by_steps(target):
            return
        cost, move, up, down = self._best(target)
        if cost < UNKNOWN:
            self._apply(target, move, up, down)
            if self._secured(target) or self._by_steps(target) or self._one_by_one(target):
                return
        if self._by_worlds(target):
            return
        at = (target.version, target.place)
        if target.count >= self.minimum:
            self._as_far_as_possible(target)
        elif (self.world.status == MISSING).any() and self._by_worlds(target, lenient=True):
            self.resting.append(at)
        else:
            self._as_far_as_possible(target)
            self.exposed.append(at)

    def _secured(self, target: Target) -> bool:
        at = (target.version, *target.place)
        return bool(self.high[at] >= target.up and -self.low[at] >= target.down)

    def _for_nothing(self, target: Target) -> bool:
        """By a move that changes nothing that is seen."""
        for atom, down in target.lowered.items():
            for layer in self.moves.runs(target.version, atom):
                move = self.moves.free(layer, atom, target.up, down, target.apart)
                if move:
                    self._apply(target, move, target.up, down)
                    return self._secured(target)
        return False

    def _by_steps(self, target: Target) -> bool:
        """By a chain of such moves, each as far as it goes."""
        at = (target.version, *target.place)
        for amount, sign in ((target.up, 1), (target.down, -1)):
            if (self.high[at] if sign > 0 else -self.low[at]) >= amount:
                continue
            changes: Changes = Counter()
            went = 0
            while went < amount:
                step = self._step(target, amount - went, sign, changes)
                if not step:
                    return False
                went += step
            self._note(changes)
        return self._secured(target)

    def _step(self, target: Target, most: int, sign: int, changes: Changes) -> int:
        """Go on from the world that changes have led to, by much if possible; how far it went."""
        for size in sorted({most, (most + 1) // 2, 1}, reverse=True):
            for atom in target.atoms:
                for layer in self.moves.runs(target.version, atom):
                    room = self._room(layer, changes)
                    up, down = (size, 0) if sign > 0 else (0, size)
                    move = self.moves.free(layer, atom, up, down, target.apart, room)
                    if move:
                        changed = self.moves.changes(move)
                        falling = [cell for cell, way in changed if way * sign < 0]
                        step = min([most, *(room.get(cell, int(layer.room[cell])) for cell in falling)])
                        self._add(changes, move, sign * step)
                        return step
        return 0

    def _room(self, layer: Layer, changes: Changes) -> dict[Place, int]:
        """How far cells can go down where changes have led to."""
        return {
            cell: min(
                int(self.moves.layer(version, version).room[cell]) + changes[version, cell]
                for version in range(layer.first, layer.last + 1)
            )
            for cell in {cell for _, cell in changes}
        }

    def _best(self, target: Target) -> tuple[int, Move, int, int]:
        """(cost, move, up, down): the cheapest move that raises the target, and lowers the same atom as far as that
        one must go. Whatever is suppressed for it moves by at least the width of the interval."""
        found = []
        for atom, down in target.lowered.items():
            up = max(target.up, self.minimum - 2 - down)
            for layer in self.moves.runs(target.version, atom):
                found.append((*self.moves.cheapest(layer, atom, up, down, target.apart), up, down))
        return min(found, key=lambda one: one[0])

    def _one_by_one(self, target: Target) -> bool:
        """Lower a sum of several atoms, each by a move of its own; where these do not go together, by the moves
        without alternatives, which do."""
        for alone in (False, True):
            changes: Changes = Counter()
            for atom, down in target.lowered.items():
                if not down:
                    continue
                up = max(0, self.minimum - 2 - down)
                layers = self.moves.runs(target.version, atom)
                if alone:
                    options = [self._alone(layer, atom, down) for layer in layers]
                else:
                    options = [self.moves.cheapest(layer, atom, up, down, target.apart) for layer in layers]
                cost, move = min(options, key=lambda one: one[0])
                if cost >= UNKNOWN:
                    return False
                self._apply(target, move, up, down)
                self._add(changes, move, -down)
            if self._possible(changes):
                self._note(changes)
                return self._secured(target)
        return False

    def _alone(self, layer: Layer, atom: Place, down: int) -> tuple[int, Move]:
        move = Move(layer, atom, (NONE,) * len(atom))
        changed = [cell for cell, _ in self.moves.changes(move)]
        if any(layer.room[cell] < down for cell in changed):
            return NEVER, move
        return sum(int(layer.cost[cell]) for cell in changed), move

    def _apply(self, target: Target, move: Move, up: int, down: int) -> None:
        for cell, sign in self.moves.changes(move):
            if move.layer.last == self.world.present:
                self._give_up(cell, target)
            for version in range(move.layer.first, move.layer.last + 1):
                at = (version, *cell)
                self.high[at] = max(self.high[at], up if sign > 0 else down)
                self.low[at] = min(self.low[at], -down if sign > 0 else -up)

    def _add(self, changes: Changes, move: Move, by: int) -> None:
        for cell, sign in self.moves.changes(move):
            for version in range(move.layer.first, move.layer.last + 1):
                changes[version, cell] += sign * by

    def _possible(self, changes: Changes) -> bool:
        return all(
            self.moves.layer(version, version).room[cell] + by >= 0 for (version, cell), by in changes.items()
        )

    def _note(self, changes: Changes) -> None:
        for (version, cell), by in changes.items():
            at = (version, *cell)
            self.high[at], self.low[at] = max(self.high[at], by), min(self.low[at], by)

    def _by_worlds(self, target: Target, *, lenient: bool = False) -> bool:
        """By the least costly worlds there are."""
        worlds, cost = self._worlds(lenient), self.moves.cost
        at = (target.version, *target.place)
        for amount in (target.up, -target.down):
            if self.low[at] <= amount <= self.high[at]:
                continue
            found = worlds.where(target.version, target.place, amount, cost)
            if found is None:
                return False
            self._adopt(target, found, known=not lenient)
        return True

    def _as_far_as_possible(self, target: Target) -> None:
        """What cannot be protected in full is not to be narrowed down further."""
        worlds = self._worlds()
        at = (target.version, *target.place)
        for amount in (target.up, -target.down):
            if self.low[at] <= amount <= self.high[at]:
                continue
            most = worlds.furthest(target.version, target.place, amount)
            found = worlds.where(target.version, target.place, most, self.moves.cost) if most else None
            if found is not None:
                self._adopt(target, found, known=True)

    def _adopt(self, target: Target, found: Counts, *, known: bool) -> None:
        """Suppress what differs in another world. If it holds against everybody, others may rest on it."""
        for place in _places((found[self.world.present] != 0) & (self.moves.cost > 0)):
            self._give_up(place, target)
        if known:
            self.high, self.low = np.maximum(self.high, found), np.minimum(self.low, found)

    def _worlds(self, lenient: bool = False, releases: int | None = None) -> Worlds:
        if (lenient, releases) not in self._found:
            self._found[lenient, releases] = Worlds(self.world, lenient, releases)
        return self._found[lenient, releases]

    def revealed_by(self, version: int, place: Place) -> str | None:
        """The name of the earlier release that left no room for a small count; None if it is none of them."""
        target = small_count(self.moves, self.minimum, version, place)
        for number in range(self.world.present + 1):
            worlds = self._worlds(releases=number)
            if any(worlds.furthest(version, place, by) != by for by in (target.up, -target.down) if by):
                return self.world.names[number - 1][0] if number else None
        return None

    # Suppressing

    def _give_up(self, cell: Place, target: Target) -> None:
        """Suppress a cell of the present release for a target's sake, if it is there to be seen."""
        present = self.world.present
        if self.hidden[cell] or self.world.status[present][cell] != OPEN:
            return
        if target.version != present:
            reason = Reason.EARLIER
        elif all(
            axis.sets[inner] <= axis.sets[outer]
            for axis, inner, outer in zip(self.world.axes, target.place, cell, strict=True)
        ):
            reason = Reason.TOTAL
        else:
            reason = Reason.COMPLEMENT
        self._suppress(cell, reason)

    def _suppress(self, cell: Place, reason: Reason) -> None:
        self.hidden[cell] = True
        self.reasons[cell] = reason
        self.moves.suppressed(cell)


def worth(world: World) -> Counts:
    """What is lost with each cell of the present release: a little more with a larger count, three times as much with
    every dimension that it sums over."""
    present = world.present
    cost = 8 + np.ceil(np.log2(world.value[present] + 1.0)).astype(np.int64)
    for number, axis in enumerate(world.axes):
        sums = np.where(np.arange(len(axis.sets)) < len(axis.atoms), 1, 3)
        cost = cost * sums.reshape([-1 if d == number else 1 for d in range(len(world.axes))])
    return np.where(world.status[present] == OPEN, cost, 0)


def _places(flags: np.ndarray) -> Iterator[Place]:
    for place in np.argwhere(flags).tolist():
        yield tuple(place)
