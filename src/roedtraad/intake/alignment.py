"""Which sentence of a new edition is which of the last one's, when words have changed a little. Pure: no database.

Same words, same passage. What is left is aligned kind by kind so that the sum of the scores is greatest and nothing
crosses: a sentence that stands before another is not taken for one that stood after it (Needleman and Wunsch, 1970,
without a price for gaps). What then is left over may have been split off, or have been merged into another.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

NEAR = 62.0  # percent: below it two sentences have the usual words in common, and no more
NEAR_NAME = 75.0  # names and other short lines are like each other by chance sooner
SHORT = 30  # characters: shorter is a name
PART = 90.0  # percent: a part of another is found in it nearly word for word
WHOLE_PART = 25  # characters: a shorter part is found in anything
MOST = 4_000_000  # pairs of one kind that are compared; beyond it only what has stayed at its place
MOST_PARTS = 40_000  # pairs in which a part is looked for; a text with more is another text
BAND = 0.05  # of the length: how far from its place that is


@dataclass(frozen=True)
class Line:
    """A sentence of an edition. `words`: all that is printed; `core`: without the lead-in that it shares with others."""

    key: Hashable
    kind: str
    words: str
    core: str = ""

    @property
    def own(self) -> str:
        return self.core or self.words


@dataclass(frozen=True)
class Match:
    """The new line is the old one. `score`: 0–100; 100 exactly where the words are the same."""

    new: Hashable
    old: Hashable
    score: float

    @property
    def is_same(self) -> bool:
        return self.score == 100.0


@dataclass(frozen=True)
class Origin:
    """The new line came of the old one: `how` is split or merged."""

    new: Hashable
    old: Hashable
    how: str
    score: float


@dataclass(frozen=True)
class Alignment:
    matches: tuple[Match, ...]
    origins: tuple[Origin, ...]


def align(new: Sequence[Line], old: Sequence[Line]) -> Alignment:
    """Every line of either side stands in at most one match; of equal words the first is the first.

    Near matches of a kind keep the order of both sides.
    """
    same = _same_words(new, old)
    taken_new, taken_old = {match.new for match in same}, {match.old for match in same}
    near: list[Match] = []
    kinds = dict.fromkeys(line.kind for line in new)
    for kind in kinds:
        near += _near(
            [line for line in new if line.kind == kind and line.key not in taken_new],
            [line for line in old if line.kind == kind and line.key not in taken_old],
        )
    order = {line.key: place for place, line in enumerate(new)}
    matches = sorted((*same, *near), key=lambda match: order[match.new])
    return Alignment(tuple(matches), tuple(_origins(new, old, same, near)))


def _same_words(new: Sequence[Line], old: Sequence[Line]) -> list[Match]:
    waiting: dict[tuple[str, str], list[Line]] = defaultdict(list)
    for line in reversed(old):
        waiting[line.kind, line.words].append(line)
    found = []
    for line in new:
        equal = waiting.get((line.kind, line.words))
        if equal:
            found.append(Match(line.key, equal.pop().key, 100.0))
    return found


def score(one: str, other: str) -> float:
    """How alike two sentences are, 0–100; 0 where they are no more alike than any two. 100 is kept for equal words."""
    least = NEAR_NAME if min(len(one), len(other)) < SHORT else NEAR
    return min(fuzz.ratio(one, other, score_cutoff=least), 99.9)


def _near(new: list[Line], old: list[Line]) -> list[Match]:
    if not new or not old:
        return []
    wide = len(new) * len(old) <= MOST
    best = [[0.0] * (len(old) + 1)]
    scores: list[dict[int, float]] = []
    for row, line in enumerate(new):
        here: dict[int, float] = {}
        above, current = best[-1], [0.0]
        for column, other in enumerate(old):
            if wide or abs(row / len(new) - column / len(old)) <= BAND:
                found = score(line.own, other.own)
                if found:
                    here[column] = found
            through = above[column] + here[column] if column in here else 0.0
            current.append(max(above[column + 1], current[column], through))
        best.append(current)
        scores.append(here)
    matches = []
    row, column = len(new), len(old)
    while row and column:
        if best[row][column] == best[row - 1][column]:
            row -= 1
        elif best[row][column] == best[row][column - 1]:
            column -= 1
        else:
            row, column = row - 1, column - 1
            matches.append(Match(new[row].key, old[column].key, round(scores[row][column], 1)))
    return matches[::-1]


def _origins(
    new: Sequence[Line], old: Sequence[Line], same: Sequence[Match], near: Sequence[Match]
) -> list[Origin]:
    """What was split off a line that lives on changed or not at all, and what went into one."""
    kept_new, kept_old = {match.new for match in same}, {match.old for match in same}
    changed_new = {match.new: match.old for match in near}
    changed_old = {match.old: match.new for match in near}
    open_new = [line for line in new if line.key not in kept_new]
    open_old = [line for line in old if line.key not in kept_old]
    found: list[Origin] = []
    if len(open_new) * len(open_old) > MOST_PARTS:
        return found
    for whole in open_old:
        parts = [(line, _part(line, whole)) for line in open_new if line.kind == whole.kind]
        found += _parts_of(whole.key, parts, changed_old.get(whole.key), changed_new, "split")
    for whole in open_new:
        parts = [(line, _part(line, whole)) for line in open_old if line.kind == whole.kind]
        found += [
            Origin(origin.old, origin.new, origin.how, origin.score)
            for origin in _parts_of(whole.key, parts, changed_new.get(whole.key), changed_old, "merged")
        ]
    return found


def _part(part: Line, whole: Line) -> float:
    """How surely a line is a part of another: it is clearly shorter, and found in it."""
    if not WHOLE_PART <= len(part.own) < 0.9 * len(whole.own):
        return 0.0
    return fuzz.partial_ratio(part.own, whole.own, score_cutoff=PART)


def _parts_of(
    whole: Hashable,
    parts: list[tuple[Line, float]],
    heir: Hashable | None,
    spoken_for: dict[Hashable, Hashable],
    how: str,
) -> list[Origin]:
    """Of a line with at least two parts, those that are not already taken for another line as a whole."""
    real = [(line, found) for line, found in parts if found]
    if len(real) < 2:
        return []
    return [
        Origin(line.key, whole, how, round(found, 1))
        for line, found in real
        if line.key != heir and line.key not in spoken_for
    ]
