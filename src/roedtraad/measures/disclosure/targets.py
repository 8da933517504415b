"""How far a count must be able to go, so that nobody knows it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np

from roedtraad.measures.disclosure.moves import NONE, Move, Moves
from roedtraad.measures.disclosure.world import Place


@dataclass(slots=True)
class Target:
    """A count to protect.

    atoms     {atom: its count}: those of its atoms that can be raised and lowered
    lowered   {atom: by how much it must be possible to lower it}
    up, down  how far the count itself must be able to go
    apart     the cell, if it has several atoms: what leaves one of them must not enter another
    """

    version: int
    place: Place
    count: int
    atoms: dict[Place, int]
    lowered: dict[Place, int]
    up: int
    down: int
    apart: Place | None


def small_count(moves: Moves, minimum: int, version: int, place: Place) -> Target:
    """A small count must be able to be the minimum, and 1, or as little as the zeros that are shown leave it: if
    three cells in it are known not to be zero, it is known to be at least 3."""
    world = moves.world
    count = int(world.value[version][place])
    one = all(index < len(axis.atoms) for axis, index in zip(world.axes, place, strict=True))
    if one and world.adds_up:
        return Target(
            version, place, count, {place: count}, {place: count - 1}, minimum - count, count - 1, None
        )
    boxes = [sorted(axis.sets[i]) for axis, i in zip(world.axes, place, strict=True)]
    box = world.value[version][np.ix_(*boxes)]
    atoms = {
        tuple(boxes[d][i] for d, i in enumerate(where)): int(box[tuple(where)])
        for where in np.argwhere(box).tolist()
    }
    if not atoms:  # the count does not come from its parts
        atoms = {tuple(within[0] for within in boxes): 0}
    lowered = _lowered(moves, version, count, atoms)
    down = min(sum(lowered.values()), count - 1)
    up = max(minimum, count - down + minimum - 2) - count
    return Target(version, place, count, atoms, lowered, up, down, None if one else place)


def companion(moves: Moves, version: int, place: Place, up: int, down: int) -> Target:
    """A count that is not small, and must only be able to go so far up and down."""
    target = small_count(moves, 1, version, place)
    return replace(target, up=up, down=down, lowered=dict.fromkeys(target.atoms, 0))


def _lowered(moves: Moves, version: int, count: int, atoms: dict[Place, int]) -> dict[Place, int]:
    """How much can be taken from each atom while no cell becomes zero that the audience knows is not: as much as
    possible altogether, so that as few atoms as possible must keep one."""
    room: dict[tuple[int, Place], int] = {}
    cells: dict[tuple[int, Place], list[Place]] = {}
    for atom in atoms:
        run = moves.runs(version, atom)[0]
        for cell, _ in moves.changes(Move(run, atom, (NONE,) * len(atom))):
            for at in range(run.first, run.last + 1):
                cells.setdefault((at, cell), []).append(atom)
                room[at, cell] = int(moves.layer(at, at).room[cell])

    def possible(taken: dict[Place, int]) -> bool:
        return all(sum(taken[atom] for atom in within) <= room[at] for at, within in cells.items())

    most = {
        atom: min([of, *(room[at] for at, within in cells.items() if at[1] == atom)])
        for atom, of in atoms.items()
    }
    free = [atom for atom, of in atoms.items() if most[atom] == of]
    if sum(atoms.values()) <= count:
        for number in range(len(free) + 1):
            for kept in combinations(free, number):
                taken = {atom: of - (atom in kept) for atom, of in most.items()}
                if possible(taken):
                    return taken
    taken = dict.fromkeys(atoms, 0)  # parts that do not fit their sum: one by one, as far as it goes
    for atom in atoms:
        slack = min(
            room[at] - sum(taken[one] for one in within) for at, within in cells.items() if atom in within
        )
        taken[atom] = max(0, min(most[atom], slack, count - 1 - sum(taken.values())))
    return taken
