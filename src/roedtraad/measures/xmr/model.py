"""What a control chart consists of. Nothing in it can be changed; the values of the enums are NHSRplotthedots' own words."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from roedtraad.measures.xmr.errors import NotCharted, shown

FEWEST = 7  # points in a segment before anything is said about it: a run needs as many
FIRM = 13  # points from which the limits are no longer provisional
FEWEST_TO_FIX = 12
LARGEST = 1e300  # a value beyond it has limits that no float can hold


def is_number(value: object) -> bool:
    """Whether it is a finite number of a size that can be charted."""
    return isinstance(value, int | float) and not isinstance(value, bool) and -LARGEST <= value <= LARGEST


class Direction(StrEnum):
    """What is good."""

    INCREASE = "increase"
    DECREASE = "decrease"
    NEUTRAL = "neutral"


class Rule(StrEnum):
    """The rules for a special cause, in their order of precedence."""

    OUTSIDE = "outside"
    TREND = "trend"
    TWO_IN_THREE = "two_in_three"
    SHIFT = "shift"


class Signal(StrEnum):
    """The one thing that is said about a point: the first rule, in precedence, that it takes part in."""

    COMMON_CAUSE = "Common Cause"
    ABOVE_LIMIT = "Above UCL"
    BELOW_LIMIT = "Below LCL"
    RISE = "7 Point Trend (Increasing)"
    FALL = "7 Point Trend (Decreasing)"
    TWO_IN_THREE_ABOVE = "2 in 3 Above CL"
    TWO_IN_THREE_BELOW = "2 in 3 Below CL"
    SHIFT_ABOVE = "7 Points Above CL"
    SHIFT_BELOW = "7 Points Below CL"

    @classmethod
    def of(cls, rule: Rule, side: int) -> Signal:
        """The rule's signal on that side: 1 high or rising, -1 low or falling."""
        return _BY_RULE[rule, side]

    @property
    def rule(self) -> Rule | None:
        """None for common cause."""
        return _SAYS[self][0]

    @property
    def side(self) -> int:
        """1 for high or rising, -1 for low or falling, 0 for common cause."""
        return _SAYS[self][1]


_SAYS: dict[Signal, tuple[Rule | None, int]] = {
    Signal.COMMON_CAUSE: (None, 0),
    Signal.ABOVE_LIMIT: (Rule.OUTSIDE, 1),
    Signal.BELOW_LIMIT: (Rule.OUTSIDE, -1),
    Signal.RISE: (Rule.TREND, 1),
    Signal.FALL: (Rule.TREND, -1),
    Signal.TWO_IN_THREE_ABOVE: (Rule.TWO_IN_THREE, 1),
    Signal.TWO_IN_THREE_BELOW: (Rule.TWO_IN_THREE, -1),
    Signal.SHIFT_ABOVE: (Rule.SHIFT, 1),
    Signal.SHIFT_BELOW: (Rule.SHIFT, -1),
}
_BY_RULE = {says: signal for signal, says in _SAYS.items()}


class VariationIcon(StrEnum):
    COMMON_CAUSE = "common_cause"
    IMPROVEMENT_HIGH = "improvement_high"
    IMPROVEMENT_LOW = "improvement_low"
    CONCERN_HIGH = "concern_high"
    CONCERN_LOW = "concern_low"
    NEUTRAL_HIGH = "neutral_high"
    NEUTRAL_LOW = "neutral_low"


class PointType(StrEnum):
    """A signal seen with the direction of what is good."""

    COMMON_CAUSE = "common_cause"
    IMPROVEMENT = "special_cause_improvement"
    CONCERN = "special_cause_concern"
    NEUTRAL_HIGH = "special_cause_neutral_high"
    NEUTRAL_LOW = "special_cause_neutral_low"

    def icon(self, direction: Direction) -> VariationIcon:
        """Improvement is high where high is good, low where low is good; concern the other way round."""
        word = self.value.removeprefix("special_cause_")
        if self in (PointType.IMPROVEMENT, PointType.CONCERN):
            high = (self is PointType.IMPROVEMENT) == (direction is Direction.INCREASE)
            word += "_high" if high else "_low"
        return VariationIcon(word)


class AssuranceIcon(StrEnum):
    PASS = "pass"  # noqa: S105 - not a password
    FAIL = "fail"
    INCONSISTENT = "inconsistent"


class Assurance(StrEnum):
    """Whether the process, as it runs, meets its target every time, never, or by chance."""

    PASS = "consistent_pass"  # noqa: S105 - not a password
    FAIL = "consistent_fail"
    INCONSISTENT = "inconsistent"

    @property
    def icon(self) -> AssuranceIcon:
        return AssuranceIcon(self.value.removeprefix("consistent_"))


class Basis(StrEnum):
    """How much the limits rest on: measured points of a segment."""

    TOO_FEW = "too_few"  # fewer than 7: a plain line, no claim
    PROVISIONAL = "provisional"  # fewer than 13
    FIRM = "firm"


class Border(StrEnum):
    """Why a segment begins where it does."""

    START = "start"
    REBASE = "rebase"  # by hand, with date and reason
    BREAK = "break"  # what is counted, or how, is no longer the same


@dataclass(frozen=True, slots=True)
class Options:
    """How a series is to be judged.

    direction        what is good
    target           a value of the series' own unit, or None
    screen_outliers  leave moving ranges of 3.267 times their mean or more out of the limits (once)
    fix_after        take mean and limits from this many first points of each segment (12 or more), or None for all
    Raises NotCharted.
    """

    direction: Direction = Direction.NEUTRAL
    target: float | None = None
    screen_outliers: bool = True
    fix_after: int | None = None

    def __post_init__(self) -> None:
        fixed = self.fix_after
        if fixed is not None and not (type(fixed) is int and fixed >= FEWEST_TO_FIX):
            raise NotCharted("fix_after", found=shown(fixed))
        if self.target is not None and not is_number(self.target):
            raise NotCharted("target", found=shown(self.target))


class Limits(NamedTuple):
    """Process limits, mean ∓ 2.66 · mean moving range, and the near limits at two thirds of the way. Not clipped."""

    lower: float
    near_lower: float
    near_upper: float
    upper: float


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch with one mean and one set of limits: everything is reckoned within it, nothing across its border.

    number        borders passed so far: 0 first, or 1 where the very first point is a rebase or break itself
    begins        why it begins here
    start, stop   its points are ``chart.points[start:stop]``
    count         of these, how many are measured
    mean          of the measured values (the first `fix_after` of them); None where there are none
    range_mean    mean of the moving ranges that were kept; None where none was
    limits        None without a range_mean: a single point, or (screened) one value over and over
    """

    number: int
    begins: Border
    start: int
    stop: int
    count: int
    mean: float | None
    range_mean: float | None
    limits: Limits | None

    @property
    def short(self) -> bool:
        """Fewer than 13 measured points: the package's short_group_warning."""
        return self.count < FIRM

    @property
    def basis(self) -> Basis:
        if self.count < FEWEST:
            return Basis.TOO_FEW
        return Basis.PROVISIONAL if self.count < FIRM else Basis.FIRM


class Point(NamedTuple):
    """One period's value and every rule it takes part in. (A tuple, as there are many: it is made eight times faster.)

    at             its place in the series, from 0
    value          None is a gap: it takes part in nothing, and no run goes across it
    segment        whose mean and limits it is held against
    moving_range   distance to the point before, where the limits rest on it; else None
    side           1 above, 0 on, -1 below the mean; None for a gap
    outside        beyond a process limit; None without limits or value
    near           beyond a near limit and not outside; None likewise
    trend          1 or -1 for a point of a rise or fall of seven, else 0
    trend_ends     1 or -1 where the latest seven points up to this one rise or fall, else 0
    two_in_three   one of the near points of a window where two of three are near
    in_window      a point of such a window, near or not
    shift          one of seven successive points on one side of the mean
    signal         the rule that is named
    type           the signal with the direction of what is good
    """

    at: int
    value: float | None
    segment: Segment
    moving_range: float | None
    side: int | None
    outside: bool | None
    near: bool | None
    trend: int
    trend_ends: int
    two_in_three: bool
    in_window: bool
    shift: bool
    signal: Signal
    type: PointType

    @property
    def gap(self) -> bool:
        return self.value is None

    @property
    def special(self) -> bool:
        return self.signal is not Signal.COMMON_CAUSE


@dataclass(frozen=True, slots=True)
class Verdict:
    """What may be said about a series as it stands.

    basis      TOO_FEW: nothing is claimed, the two below are None. PROVISIONAL: claimed with a reservation
    signal     of the latest point
    variation  the same with the direction of what is good
    assurance  None also without a target, with no direction, or where the segment has no limits
    """

    basis: Basis
    signal: Signal | None
    variation: PointType | None
    assurance: Assurance | None


@dataclass(frozen=True, slots=True)
class Chart:
    """A series with its segments and points. `verdict` is what a page may say; `variation` and `assurance` are what
    the R package answers, however few the points are.

    latest  the last measured point; gaps after it take no verdict away. None where nothing is measured
    """

    options: Options
    segments: tuple[Segment, ...]
    points: tuple[Point, ...]
    latest: Point | None

    @property
    def variation(self) -> PointType | None:
        """The type of the latest point; nothing earlier counts."""
        return self.latest.type if self.latest else None

    @property
    def variation_icon(self) -> VariationIcon | None:
        return self.latest.type.icon(self.options.direction) if self.latest else None

    @property
    def assurance(self) -> Assurance | None:
        """The target against the last segment's limits; on a limit, or without limits, it is inconsistent."""
        target, direction = self.options.target, self.options.direction
        if target is None or direction is Direction.NEUTRAL or not self.segments:
            return None
        last = self.segments[-1]
        if last.limits is None or last.limits.lower <= target <= last.limits.upper:
            return Assurance.INCONSISTENT
        beyond_reach = (target > last.limits.upper) == (direction is Direction.INCREASE)
        return Assurance.FAIL if beyond_reach else Assurance.PASS

    @property
    def assurance_icon(self) -> AssuranceIcon | None:
        return self.assurance.icon if self.assurance else None

    @property
    def basis(self) -> Basis:
        """How much the last segment rests on."""
        return self.segments[-1].basis if self.segments else Basis.TOO_FEW

    @property
    def verdict(self) -> Verdict:
        """What may be said: nothing below seven measured points in the last segment."""
        basis = self.basis
        if basis is Basis.TOO_FEW or self.latest is None:
            return Verdict(basis, None, None, None)
        assurance = self.assurance if self.segments[-1].limits else None
        return Verdict(basis, self.latest.signal, self.latest.type, assurance)
