"""What a chart is given: plain frozen data that an app fills from its measurements and from `roedtraad.measures`.

Nothing is calculated here. A chart draws what it is told, and refuses what cannot be told truly (a value that is both
hidden and given, two figures for one period), with a sentence.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from roedtraad.measures.periods import Period, Rhythm
from roedtraad.writing.words import Language

State = Literal["shown", "provisional", "suppressed", "missing"]
"""`provisional` is shown, but may still be corrected. `suppressed` is a figure that may not be seen; it is not zero."""
Meaning = Literal["improvement", "concern", "neutral"]
MEANINGS: tuple[Meaning, ...] = ("concern", "improvement", "neutral")
"""In the order in which they are told."""
Rule = Literal["outside", "trend", "two_in_three", "shift"]
Good = Literal["low", "high"]
Assurance = Literal["pass", "fail", "inconsistent"]
Standing = Literal["ahead", "behind", "within"]
UnitKind = Literal["number", "percent", "per_1000", "index", "score", "days"]
FEWEST = 7  # measured points before anything is said of a development (practice.md, XmR)
FIRM = 13  # points from which limits are no longer provisional


class ChartError(ValueError):
    """Facts that no chart can show; the message is a sentence that names what is wrong."""


@dataclass(frozen=True, slots=True)
class Unit:
    """What is counted in. `one` and `many` are the thing counted ('familie', 'familier'; of per_1000 only `many`)."""

    kind: UnitKind = "number"
    decimals: int = 0
    one: str = ""
    many: str = ""

    def __post_init__(self) -> None:
        if not 0 <= self.decimals <= 6:
            raise ChartError(f"A figure is shown with {self.decimals} decimals; 0 to 6 can be read.")

    @property
    def from_zero(self) -> bool:
        """Whether an axis must begin at zero: what is counted has a length that the eye compares."""
        return self.kind in ("number", "days")

    @property
    def least(self) -> float | None:
        """What no figure of this unit can be below; None for an index or a score."""
        return 0.0 if self.kind in ("number", "percent", "per_1000", "days") else None

    @property
    def most(self) -> float | None:
        return 100.0 if self.kind == "percent" else None


COUNT = Unit()
"""A number of whatever it is, without decimals."""


@dataclass(frozen=True, slots=True)
class Signal:
    """A point that is more than common variation: what it means, by which rule, and to which side (high or rising)."""

    meaning: Meaning
    rule: Rule = "outside"
    high: bool = True


@dataclass(frozen=True, slots=True)
class Point:
    """One period's figure. A period that is left out of a series is as missing as one that says so.

    remark      what stands beside it in the table, besides what the state and the signal say
    protects    hidden because it is small, or because it would give another hidden figure away: which is not told
    """

    period: Period
    value: float | None = None
    state: State = "shown"
    signal: Signal | None = None
    remark: str = ""
    protects: bool = False

    def __post_init__(self) -> None:
        _state(self.state, self.value, str(self.period))
        if self.signal and self.value is None:
            raise ChartError(f"The figure of {self.period} is not shown, so nothing may be said of it.")

    @property
    def held(self) -> bool:
        """Whether there is a figure to draw."""
        return self.value is not None


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch with one mean and, where they could be calculated, its limits. Under seven measured points there is
    no segment: then the line stands alone. `count` is the measured points that mean and limits rest on."""

    first: Period
    last: Period
    mean: float
    lower: float | None = None
    upper: float | None = None
    count: int = FIRM

    def __post_init__(self) -> None:
        _finite(self.mean, self.lower, self.upper)
        if self.lower is not None and self.upper is not None and not self.lower <= self.mean <= self.upper:
            raise ChartError(
                f"The mean {self.mean} lies outside its own limits {self.lower} and {self.upper}."
            )

    @property
    def firm(self) -> bool:
        return self.count >= FIRM


@dataclass(frozen=True, slots=True)
class Break:
    """From this period on something is otherwise.

    label    what happened, short enough for the picture ('Ny opgørelse')
    reason   the same as one or more sentences, for the remark below it
    rebase   True: the same is counted as before, but mean and limits begin anew by decision. False: what is counted,
             or how, is no longer the same, and no line is drawn across
    """

    period: Period
    label: str
    reason: str = ""
    rebase: bool = False


@dataclass(frozen=True, slots=True)
class Target:
    """`bound`: the target is reached at or below ('most'), at or above ('least'); '' where neither is said."""

    value: float
    bound: Literal["most", "least", ""] = ""

    def __post_init__(self) -> None:
        _finite(self.value)


@dataclass(frozen=True, slots=True)
class Expected:
    """What a period will bring if nothing changes, with the interval that the forecast gives."""

    period: Period
    value: float
    lower: float | None = None
    upper: float | None = None

    def __post_init__(self) -> None:
        _finite(self.value, self.lower, self.upper)


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the way to the target: where the figure should be in that period."""

    period: Period
    value: float

    def __post_init__(self) -> None:
        _finite(self.value)


@dataclass(frozen=True, slots=True)
class ControlChart:
    """A series over time with its common variation (XmR).

    name        what is measured, with unit and rhythm: 'Elevfravær, procent pr. måned'
    subject     the same as it opens a sentence: 'Fraværet', 'Antallet af familier'. '' becomes 'Tallet'
    points      in any order; one rhythm, one figure a period
    good        what is good, or None where neither is
    assurance   of the target against the latest limits
    minimum     the least count that is shown: a smaller one, other than zero, is suppressed
    forecast    the baseline forecast
    path        steps on the way to the target, no farther ahead than is drawn; aim where the way ends, if that is farther
    standing    where the latest figure stands against the way; within: no farther from it than the common variation
    """

    name: str
    points: tuple[Point, ...]
    unit: Unit = COUNT
    segments: tuple[Segment, ...] = ()
    breaks: tuple[Break, ...] = ()
    target: Target | None = None
    good: Good | None = None
    assurance: Assurance | None = None
    subject: str = ""
    minimum: int = 5
    forecast: tuple[Expected, ...] = ()
    path: tuple[Step, ...] = ()
    language: Language = "da"
    aim: Step | None = None
    standing: Standing | None = None

    def __post_init__(self) -> None:
        put = object.__setattr__
        for name in ("points", "segments", "breaks", "forecast", "path"):
            put(self, name, tuple(getattr(self, name)))
        put(self, "points", tuple(sorted(self.points, key=lambda point: point.period.start)))
        put(self, "path", tuple(sorted(self.path, key=lambda step: step.period.start)))
        if not self.points:
            raise ChartError(f"There is no figure of “{self.name}” to draw.")
        one_each([point.period for point in self.points], self.name)
        one_each([each.period for each in self.forecast], self.name, self.rhythm_of(self.points))
        one_each([each.period for each in self.path], self.name, self.rhythm_of(self.points))

    @staticmethod
    def rhythm_of(points: Sequence[Point]) -> str:
        return points[0].period.rhythm.value

    @property
    def latest(self) -> Point | None:
        """The last point that holds a figure."""
        return next((point for point in reversed(self.points) if point.held), None)

    @property
    def newest(self) -> Point | None:
        """The last point of which anything is said: a figure, or that there is one which is hidden."""
        return next((point for point in reversed(self.points) if point.state != "missing"), None)

    @property
    def current(self) -> Segment | None:
        """The segment in which the latest figure lies; None where too few figures are measured to have one."""
        latest = self.latest
        if latest is None:
            return None
        inside = (one for one in self.segments if one.first.start <= latest.period.start <= one.last.start)
        return next(inside, None)

    @property
    def measured(self) -> int:
        return sum(point.held for point in self.points)

    def possible(self, value: float | None) -> float | None:
        """A limit as it may be drawn and said; None where it lies beyond what the unit can be (below zero families).

        A percentage may exceed 100 and a count fall below zero (a change); then the figures themselves have shown it.
        """
        if value is None:
            return None
        least, most = self.unit.least, self.unit.most
        if (
            least is not None
            and value <= least
            and all(p.value is None or p.value >= least for p in self.points)
        ):
            return None
        if (
            most is not None
            and value >= most
            and all(p.value is None or p.value <= most for p in self.points)
        ):
            return None
        return value


_MONTHS = {rhythm: rhythm.months for rhythm in Rhythm}


def ordinal(period: Period) -> int:
    """Which of all periods of its rhythm it is: two that follow each other differ by one. A year's is the year itself,
    and the first month, quarter or half of a year is a multiple of how many a year has."""
    start = period.start
    if period.rhythm is Rhythm.WEEK:
        return start.toordinal() // 7
    return (start.year * 12 + start.month - 1) // _MONTHS[period.rhythm]


def one_each(periods: Sequence[Period], name: str, rhythm: str = "") -> None:
    """Refuses two figures for one period, and periods of two rhythms."""
    rhythms = {period.rhythm.value for period in periods} | ({rhythm} if rhythm and periods else set())
    if len(rhythms) > 1:
        raise ChartError(
            f"“{name}” holds periods of different rhythms ({', '.join(sorted(rhythms))}); a chart shows one."
        )
    if len(set(periods)) < len(periods):
        raise ChartError(f"“{name}” holds two figures for one period.")


def _state(state: State, value: float | None, what: str) -> None:
    if (value is not None) != (state in ("shown", "provisional")):
        raise ChartError(f"The figure of {what} is {state}, but its value is {value!r}.")
    _finite(value)


def _finite(*values: float | None) -> None:
    for value in values:
        if value is not None and not (math.isfinite(value) and abs(value) < 1e15):
            raise ChartError(f"{value!r} is no figure that can be drawn.")


def check_state(state: State, value: float | None, what: str) -> None:
    """A figure is there if, and only if, its state says so; :class:`ChartError` otherwise."""
    _state(state, value, what)
