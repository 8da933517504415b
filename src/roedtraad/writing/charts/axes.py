"""Axes: a value's height, ticks at round figures, and period labels that never touch each other."""

from __future__ import annotations

import datetime
import itertools
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from roedtraad.measures.periods import Period, Rhythm
from roedtraad.writing.charts import ink
from roedtraad.writing.charts.facts import Unit, ordinal
from roedtraad.writing.charts.figures import LARGE, NBSP, number
from roedtraad.writing.charts.lettering import width

ROUND = (1.0, 2.0, 2.5, 5.0, 10.0)
# How many periods lie between two labels, from close to far; anchored so that a year's first period is among them.
STEPS: dict[Rhythm, tuple[int, ...]] = {
    Rhythm.WEEK: (1, 2, 4, 13, 26, 52, 104, 260),
    Rhythm.MONTH: (1, 2, 3, 6, 12, 24, 60, 120, 240),
    Rhythm.QUARTER: (1, 2, 4, 8, 20, 40, 80),
    Rhythm.HALF: (1, 2, 4, 10, 20, 40),
    Rhythm.YEAR: (1, 2, 5, 10, 20, 50, 100),
    Rhythm.SCHOOL_YEAR: (1, 2, 5, 10, 20, 50, 100),
}


@dataclass(frozen=True, slots=True)
class Scale:
    """Values low to high on a line from `start` to `end` (of heights, start is the greater)."""

    low: float
    high: float
    start: float
    end: float

    def at(self, value: float) -> float:
        return self.start + (value - self.low) / (self.high - self.low) * (self.end - self.start)


def ticks(low: float, high: float, most: int = 6, whole: bool = False) -> list[float]:
    """Round figures round low and high, both covered: at most `most` steps of 1, 2, 2½ or 5 times a power of ten.

    Always at least two, however close low and high lie; with `whole` no step is a part of one.
    """
    if high - low < max(abs(high), abs(low), 1.0) * 1e-7:
        pad = abs(high) * 0.1 if abs(high) > 1e-5 else 1.0
        low, high = low - pad, high + pad
    rough = max((high - low) / most, 1.0 if whole else 0.0)
    power = 10.0 ** math.floor(math.log10(rough))
    sizes = [power * factor for factor in ROUND] + [power * 10 * factor for factor in ROUND]
    for step in sizes:
        if whole and step != int(step):
            continue
        first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
        if last == first:
            last += 1
        if last - first <= most:
            break
    return [round(n * step, 9) for n in range(first, last + 1)]


def value_ticks(values: Iterable[float], unit: Unit, most: int = 6) -> list[float]:
    """Ticks for an axis of these values. What is counted begins at zero; anything else where the values lie, but at
    zero too where they come near it, since an axis that begins a little above nothing hides how little it is."""
    held = list(values)
    low, high = (min(held), max(held)) if held else (0.0, 10.0)
    pad = (high - low) * 0.08 or abs(high) * 0.05 or 1.0
    whole = unit.kind == "number" and unit.decimals == 0
    if low >= 0 and (unit.from_zero or low < 0.3 * high or (unit.least == 0.0 and low - pad <= 0)):
        return ticks(0.0, high + pad / 4 or 1.0, most, whole)
    if high <= 0 and unit.from_zero:
        return ticks(low - pad / 4, 0.0, most, whole)
    top = high + pad
    if unit.most is not None and high <= unit.most:
        top = min(top, unit.most)
    return ticks(low - pad, top, most, whole)


def tick_labels(at: Sequence[float], language: str) -> list[str]:
    """With as many decimals as the step has, so that no two ticks read alike; millions in millions."""
    largest, step = max(map(abs, at)), at[1] - at[0]
    size, word = next(((s / 10, f"{NBSP}{words[language]}") for s, words in LARGE if largest >= s), (1.0, ""))
    step /= size
    decimals = next((n for n in range(9) if abs(step * 10**n - round(step * 10**n)) < 1e-6 * step * 10**n), 9)
    return [number(value / size, decimals, language) + (word if value else "") for value in at]


def value_axis(
    at: Sequence[float], labels: Sequence[str], scale: Scale, left: float, right: float
) -> Iterable[str]:
    """Rules with their figures at the left; the one at zero, or else the lowest, is the ground."""
    ground = 0.0 if 0.0 in at else at[0]
    for value, words in zip(at, labels, strict=True):
        y = scale.at(value)
        on_ground = value == ground
        yield ink.line(
            ink.across(left, right, y), "ground" if on_ground else "grid", ink.RULE if on_ground else ink.GRID
        )
        yield ink.text(left - 8, y + 4.5, words, "tick", anchor="end")


def gutter(labels: Sequence[str]) -> float:
    """How wide the figures at the left are, with the air beside them."""
    return max(width(words, ink.PLAIN) for words in labels) + 11


@dataclass(frozen=True, slots=True)
class Line:
    """Periods without a hole from the first to the last, at even steps from left to right."""

    first: Period
    last: Period
    left: float
    right: float
    zero: int
    step: float

    @classmethod
    def of(cls, first: Period, last: Period, left: float, right: float) -> Line:
        zero = ordinal(first)
        return cls(first, last, left, right, zero, (right - left) / max(ordinal(last) - zero, 1))

    @property
    def count(self) -> int:
        return ordinal(self.last) - self.zero + 1

    def at(self, period: Period) -> float:
        """A single period stands in the middle. One outside the line gets the place it would have had."""
        if self.first is self.last or self.first == self.last:
            return (self.left + self.right) / 2
        return self.left + self.step * (ordinal(period) - self.zero)


@dataclass(frozen=True, slots=True)
class Name:
    """A period's label: where its mark is, where its words begin and end, and what they are."""

    mark: float
    left: float
    right: float
    words: str


def names(line: Line, language: str, edge: float, size: float = ink.PLAIN, gap: float = 14.0) -> list[Name]:
    """The labels of an axis, as close as they fit between 0 and `edge` without touching, anchored at the year's first
    period; where that gives fewer than two, the first and the last period, or the last alone."""
    last = line.count - 1
    numbers = _numbers(line)
    room = edge / (width(line.first.label(language, short=True), size) * 0.8 + gap) + 2  # no more can fit
    for step in STEPS[line.first.rhythm]:
        chosen = [n for n, number_ in enumerate(numbers) if number_ % step == 0]
        if len(chosen) > room:
            continue
        found = [_name(line, n, language, edge, size) for n in chosen]
        if all(a.right + gap <= b.left for a, b in itertools.pairwise(found)):
            break
    else:
        found = []
    if len(found) < 2 <= last + 1:
        ends = [_name(line, n, language, edge, size) for n in (0, last)]
        found = ends if ends[0].right + gap <= ends[1].left else ends[1:]
    return found


def _numbers(line: Line) -> list[int]:
    """Of each period: a multiple of a step where a year begins. Week 53 begins no year, nor a quarter of one."""
    if line.first.rhythm is not Rhythm.WEEK:
        return list(range(line.zero, line.zero + line.count))
    found = []
    for n in range(line.count):
        iso = (line.first.start + datetime.timedelta(weeks=n)).isocalendar()
        found.append(iso.year * 52 + (iso.week - 1 if iso.week < 53 else 1))
    return found


def _name(line: Line, n: int, language: str, edge: float, size: float) -> Name:
    period = line.first.shifted(n)
    words = period.label(language, short=True)
    wide, mark = width(words, size), line.at(period)
    left = min(max(mark - wide / 2, 0.0), edge - wide)
    return Name(mark, left, left + wide, words)


def period_axis(named: Iterable[Name], y: float, size: float = ink.PLAIN) -> Iterable[str]:
    """Ticks and words below the ground at `y`."""
    for name in named:
        yield ink.line(ink.down(name.mark, y, y + 5), "rule", ink.RULE)
        yield ink.text((name.left + name.right) / 2, y + 20, name.words, "period", size=size, anchor="middle")
