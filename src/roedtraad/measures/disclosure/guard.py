"""Which cells must be suppressed, so that every small count could as well be another.

For each small count two worlds are found that agree with everything the audience has seen: in one the count is at
least the minimum, in the other it is 1 (see `Guard.secure`). They stay possible whatever is suppressed later, for a
cell that is only suppressed later has its true count in them. So when the last small count is secured, all are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import combinations

import numpy as np

from roedtraad.measures.disclosure.moves import NEVER, NONE, UNKNOWN, Layer, Move, Moves
from roedtraad.measures.disclosure.results import Reason
from roedtraad.measures.disclosure.worlds import Worlds
from roedtraad.measures.disclosure.world import HIDDEN, MISSING, OPEN, PUBLIC, UNASKED, Counts, Flags, Place, World, span

Changes = Counter[tuple[int, Place]]
"""{(version, cell): by how much another world differs from the true one}."""


@dataclass(slots=True)
class Target:
    """A small count to protect.

    atoms    {atom: its count}: where there is anything to take away
    lowered  {atom: how much can be taken away}, as far as the zeros that are shown allow (see `Guard._lowered`)
    up, down  how far the count must be able to go
    """

    version: int
    place: Place
    count: int
    atoms: dict[Place, int]
    lowered: dict[Place, int]
    up: int
    down: int


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
    _found: dict[bool, Worlds] = field(default_factory=dict)

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
            self.secure(self.target(version, place))
        done = np.zeros_like(sought)
        while True:  # what was suppressed beside the small ones: only where revised figures left it little room
            hidden = world.status == HIDDEN
            hidden[present] = self.hidden
            narrow = hidden & ~small & ~done & (self.high - self.low < self.minimum - 2)
            if not narrow.any():
                break
            for version, place in self._in_order(narrow):
                done[version][place] = True
                self.secure(self.wide(version, place))

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
        still = np.zeros(self.hidden.shape, bool)
        tied = np.ones(world.ties.shape[1:], bool)
        for version in reversed(range(present)):
            tied &= world.ties[version] | ~world.reached[version] & ~world.reached[present]
            changed = world.sums((~tied).astype(np.int64)) > 0
            still |= ~changed & (world.status[version] == HIDDEN)
        seen = (world.status[:present] == PUBLIC).any(axis=0)
        return still & (world.status[present] == OPEN) & ~seen

    # What must be reached

    def target(self, version: int, place: Place) -> Target:
        count = int(self.world.value[version][place])
        if self._is_atom(place) and count and self.world.adds_up:
            return Target(
                version, place, count, {place: count}, {place: count - 1}, self.minimum - count, count - 1
            )
        boxes = [sorted(axis.sets[i]) for axis, i in zip(self.world.axes, place, strict=True)]
        box = self.world.value[version][np.ix_(*boxes)]
        atoms = {
            tuple(boxes[d][i] for d, i in enumerate(where)): int(box[tuple(where)])
            for where in np.argwhere(box).tolist()
        }
        if not atoms:  # the count comes from figures that are missing
            first = tuple(one[0] for one in boxes)
            atoms = {first: 0}
        lowered = self._lowered(version, count, atoms)
        down = min(sum(lowered.values()), count - 1)
        least = count - down
        return Target(
            version,
            place,
            count,
            atoms,
            lowered,
            max(self.minimum, least + self.minimum - 2) - count,
            down,
        )

    def wide(self, version: int, place: Place) -> Target:
        """As much room as a small count has, for one that is not small."""
        target = self.target(version, place)
        up = self.minimum - 2 + int(self.low[version][place])
        return replace(target, up=up, down=0, lowered=dict.fromkeys(target.atoms, 0))

    def _lowered(self, version: int, count: int, atoms: dict[Place, int]) -> dict[Place, int]:
        """How much can be taken from each atom while no cell becomes zero that the audience knows is not: as much as
        possible altogether, with as few atoms as possible that must keep one."""
        first = min(self.moves.runs(version, atom)[0].first for atom in atoms)
        last = max(self.moves.runs(version, atom)[0].last for atom in atoms)
        room = self.moves.layer(first, last).room
        cells: dict[Place, list[Place]] = {}
        for atom in atoms:
            for cell, _ in self.moves.changes(Move(self.moves.layer(first, last), atom, (NONE,) * len(atom))):
                cells.setdefault(cell, []).append(atom)

        def possible(taken: dict[Place, int]) -> bool:
            return all(sum(taken[atom] for atom in within) <= room[cell] for cell, within in cells.items())

        most = {atom: min(of, int(room[atom])) for atom, of in atoms.items()}
        free = [atom for atom, of in atoms.items() if most[atom] == of]
        if sum(atoms.values()) <= count:
            for number in range(len(free) + 1):
                for kept in combinations(free, number):
                    taken = {atom: of - (atom in kept) for atom, of in most.items()}
                    if possible(taken):
                        return taken
        taken = dict.fromkeys(atoms, 0)  # parts that do not fit their sum: one by one, as far as it goes
        for atom in atoms:
            slack = min(int(room[c]) - sum(taken[a] for a in cells[c]) for c in cells if atom in cells[c])
            taken[atom] = max(0, min(most[atom], slack, count - 1 - sum(taken.values())))
        return taken

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
        if self._by_worlds(target, lenient=False):
            return
        at = (target.version, target.place)
        if (self.world.status == MISSING).any() and self._by_worlds(target, lenient=True):
            self.resting.append(at)
        elif target.count < self.minimum:
            self.exposed.append(at)

    def _secured(self, target: Target) -> bool:
        at = (target.version, *target.place)
        return bool(self.high[at] >= target.up and -self.low[at] >= target.down)

    def _is_atom(self, place: Place) -> bool:
        return all(index < len(axis.atoms) for axis, index in zip(self.world.axes, place, strict=True))

    def _apart(self, target: Target) -> Place | None:
        """A sum of several atoms must not be left by one and entered by another of them."""
        return None if self._is_atom(target.place) else target.place

    def _for_nothing(self, target: Target) -> bool:
        """By a move that changes nothing that is seen."""
        for atom, down in target.lowered.items():
            for layer in self.moves.runs(target.version, atom):
                move = self.moves.free(layer, atom, target.up, down, self._apart(target))
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
        """Go on from the world that changes have led to; how far it went."""
        for atom in target.atoms:
            for layer in self.moves.runs(target.version, atom):
                room = self._room(layer, changes)
                move = self.moves.free(
                    layer, atom, int(sign > 0), int(sign < 0), self._apart(target), room
                )
                if move:
                    changed = self.moves.changes(move)
                    step = min([most, *(int(room[cell]) for cell, way in changed if way * sign < 0)])
                    self._add(changes, move, sign * step)
                    return step
        return 0

    def _room(self, layer: Layer, changes: Changes) -> Counts:
        if not changes:
            return layer.room
        room = layer.room.copy()
        for cell in {cell for _, cell in changes}:
            room[cell] = min(
                int(self.moves.layer(version, version).room[cell]) + changes[version, cell]
                for version in range(layer.first, layer.last + 1)
            )
        return room

    def _best(self, target: Target) -> tuple[int, Move, int, int]:
        """(cost, move, up, down): the cheapest move that raises the target, and lowers the same atom as far as that
        one must go. Whatever is suppressed for it moves by at least the width of the interval."""
        found = []
        for atom, down in target.lowered.items():
            up = max(target.up, self.minimum - 2 - down)
            for layer in self.moves.runs(target.version, atom):
                found.append((*self.moves.cheapest(layer, atom, up, down, self._apart(target)), up, down))
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
                    apart = self._apart(target)
                    options = [self.moves.cheapest(layer, atom, up, down, apart) for layer in layers]
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

    def _by_worlds(self, target: Target, *, lenient: bool) -> bool:
        """By the least costly worlds; as far as there are any."""
        worlds = self._worlds(lenient)
        at = (target.version, *target.place)
        reached = True
        for amount in (target.up, -target.down):
            if self.low[at] <= amount <= self.high[at]:
                continue
            found = worlds.where(target.version, target.place, amount, self.moves.cost)
            if found is None:
                reached = False
                amount = worlds.furthest(target.version, target.place, amount)
                found = worlds.where(target.version, target.place, amount, self.moves.cost) if amount else None
                if found is None or lenient:
                    continue
            for place in _places((found[self.world.present] != 0) & (self.moves.cost > 0)):
                self._give_up(place, target)
            if not lenient:
                self.high, self.low = np.maximum(self.high, found), np.minimum(self.low, found)
        return reached

    def _worlds(self, lenient: bool) -> Worlds:
        if lenient not in self._found:
            self._found[lenient] = Worlds(self.world, lenient)
        return self._found[lenient]

    def revealed_by(self, version: int, place: Place) -> str | None:
        """The name of the earlier release that left no room for a small count; None if it is none of them."""
        target = self.target(version, place)
        for number in range(self.world.present + 1):
            worlds = Worlds(self.world, releases=number)
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
    every dimension that it sums over. Hardly anything where the audience knows it as suppressed already."""
    present = world.present
    value = world.value[present]
    cost = 8 + np.ceil(np.log2(value + 1.0)).astype(np.int64)
    for number, axis in enumerate(world.axes):
        sums = np.where(np.arange(len(axis.sets)) < len(axis.atoms), 1, 3)
        cost = cost * sums.reshape([-1 if d == number else 1 for d in range(len(world.axes))])
    before = np.any(world.status[:present] == HIDDEN, axis=0) & ~np.any(world.status[:present] == PUBLIC, axis=0)
    return np.where(world.status[present] == OPEN, np.where(before, 1, cost), 0)


def _places(flags: np.ndarray) -> Iterator[Place]:
    for place in np.argwhere(flags).tolist():
        yield tuple(place)
