"""The finest counts of every version, and what is unchanged from one to the next.

What an earlier release and a later one say of the same people is held together: where both have the same sum over
the smallest part that both can tell apart, the audience must take it that nothing in it changed. (By unit in one
release and by sex in the next, that part is the whole; by unit in both, each unit.)

Counts that a version has only coarser than the atoms are split between them, so that all versions fit that are
unchanged. Nobody has seen the split, and any that adds up will do. Where none does, something has changed after all.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray

from roedtraad.measures.disclosure.program import INFINITY, Program, solve

Counts = NDArray[np.int64]
Flags = NDArray[np.bool_]
Box = tuple[NDArray[np.intp], ...]
"""Atoms of each dimension, as numpy wants them to pick out their product."""


@dataclass(slots=True)
class State:
    """What one version's table says of the atoms.

    blocks   for each dimension its base categories, as atoms
    counts   [*block] of the base cells, 0 where missing
    missing  [*block]
    """

    blocks: list[list[list[int]]]
    counts: Counts
    missing: Flags

    def boxes(self) -> Iterator[tuple[tuple[int, ...], Box]]:
        """Every base cell that has a figure, with its atoms."""
        for place in map(tuple, np.argwhere(~self.missing).tolist()):
            yield place, np.ix_(*(blocks[i] for blocks, i in zip(self.blocks, place, strict=True)))


@dataclass(slots=True)
class Atoms:
    """[version, *atom]: the counts; whether they are tied to the next version's; whether the version's table counts
    them at all."""

    counts: Counts
    ties: Flags
    reached: Flags


Tie = tuple[int, int, Box]
"""From which version to which, and which atoms."""


def settle(states: list[State], shape: tuple[int, ...]) -> Atoms:
    """See above."""
    reached = np.zeros((len(states), *shape), bool)
    for version, state in enumerate(states):
        reached[version][np.ix_(*(sorted(sum(blocks, [])) for blocks in state.blocks))] = True
    if all(len(block) == 1 for state in states for blocks in state.blocks for block in blocks):
        return _settle_fine(states, reached)
    found: list[Tie] = []
    for version in range(1, len(states)):
        found += _unchanged(states, version, shape)
    counts = _fitting(states, _tied(found, reached), reached)
    if counts is None:  # something has changed, although a sum has not: find out what
        kept: list[Tie] = []
        for version in range(1, len(states)):
            for tie in (tie for tie in found if tie[1] == version):
                ties = _tied([*kept, tie], reached)
                if _fitting(states[: version + 1], ties[: version + 1], reached) is not None:
                    kept.append(tie)
        found = kept
        counts = _fitting(states, _tied(found, reached), reached)
        assert counts is not None
    return Atoms(counts, _tied(found, reached), reached)


def _settle_fine(states: list[State], reached: Flags) -> Atoms:
    """Where every table is as fine as the atoms."""
    counts, ties = np.zeros(reached.shape, np.int64), np.zeros(reached.shape, bool)
    latest, last = np.zeros(reached.shape[1:], np.int64), np.full(reached.shape[1:], -1)
    for version, state in enumerate(states):
        box = np.ix_(*([block[0] for block in blocks] for blocks in state.blocks))
        known = np.zeros(reached.shape[1:], bool)
        counts[version][box], known[box] = state.counts, ~state.missing
        same = known & (last >= 0) & (latest == counts[version])
        for before in range(version):
            ties[before] |= same & (last <= before)
        latest, last = np.where(known, counts[version], latest), np.where(known, version, last)
    return Atoms(_lent(counts, states, ties), ties, reached)


def _lent(counts: Counts, states: list[State], ties: Flags) -> Counts:
    """A missing count that is unchanged from another version is that one's."""
    for version in range(1, len(states)):
        box = np.ix_(*(sorted(sum(blocks, [])) for blocks in states[version].blocks))
        known = np.zeros(counts.shape[1:], bool)
        for _, one in states[version].boxes() if states[version].missing.any() else ():
            known[one] = True
        if not states[version].missing.any():
            known[box] = True
        counts[version] = np.where(ties[version - 1] & ~known, counts[version - 1], counts[version])
    return counts


def _joined(one: list[list[int]], other: list[list[int]]) -> list[list[int]]:
    """The smallest sets of atoms that are whole blocks of both."""
    sets: list[set[int]] = []
    for block in [*one, *other]:
        merged = set(block)
        apart = []
        for known in sets:
            if known & merged:
                merged |= known
            else:
                apart.append(known)
        sets = [*apart, merged]
    both = set(sum(one, [])) & set(sum(other, []))
    return [sorted(atoms) for atoms in sets if atoms <= both]


def _unchanged(states: list[State], version: int, shape: tuple[int, ...]) -> list[Tie]:
    """What a version has unchanged from those before it, the nearest first."""
    pending = np.ones(shape, bool)
    found: list[Tie] = []
    own, known = _spread(states[version], shape)
    for before in reversed(range(version)):
        theirs, known_then = _spread(states[before], shape)
        joined = [_joined(a, b) for a, b in zip(states[version].blocks, states[before].blocks, strict=True)]
        for atoms in product(*joined):
            box = np.ix_(*atoms)
            if pending[box].any() and known[box].all() and known_then[box].all():
                pending[box] = False
                if own[box].sum() == theirs[box].sum():
                    found.append((before, version, box))
    return found


def _spread(state: State, shape: tuple[int, ...]) -> tuple[Counts, Flags]:
    """(each base cell's count at the first of its atoms, where there is a figure)."""
    counts, known = np.zeros(shape, np.int64), np.zeros(shape, bool)
    for place, box in state.boxes():
        known[box] = True
        counts[tuple(int(axis.flat[0]) for axis in box)] = state.counts[place]
    return counts, known


def _tied(found: list[Tie], reached: Flags) -> Flags:
    ties = np.zeros(reached.shape, bool)
    for first, last, box in found:
        for version in range(first, last):
            ties[version][box] = True
    return ties


def columns(ties: Flags) -> Counts:
    """[version, *atom]: a number for each atom's count, the same for as long as it is tied."""
    numbers = np.arange(ties.size).reshape(ties.shape)
    for version in range(1, len(ties)):
        numbers[version] = np.where(ties[version - 1], numbers[version - 1], numbers[version])
    return numbers


def _fitting(states: list[State], ties: Flags, reached: Flags) -> Counts | None:
    """Counts of the atoms that add up to every figure and are the same where tied; None if there are none."""
    numbers = columns(ties)
    starts, indices, sums = [0], [], []
    for version, state in enumerate(states):
        for place, box in state.boxes():
            indices.append(numbers[version][box].ravel())
            starts.append(starts[-1] + indices[-1].size)
            sums.append(float(state.counts[place]))
    if not sums:
        return np.zeros(ties.shape, np.int64)
    solution = solve(
        Program(
            cost=np.ones(ties.size),
            low=np.zeros(ties.size),
            high=np.full(ties.size, INFINITY),
            row_low=np.array(sums),
            row_high=np.array(sums),
            starts=np.array(starts),
            indices=np.concatenate(indices),
            values=np.ones(starts[-1]),
            whole=ties.size,
        )
    )
    if solution is None:
        return None
    fits = all(
        solution[indices[row]].sum() == total for row, total in enumerate(sums)
    ) and bool((solution >= 0).all())
    return solution[numbers] if fits else None
