"""What a release holds, as plain data with words for what each cell is. No page sees a figure that is not one of these."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Any

from roedtraad.measures.periods import Period, Rhythm, through

SCHEMA = 1


class Shown(StrEnum):
    """What a cell is for its audience. Missing, hidden and zero are told apart, on the page and in every export."""

    VALUE = "value"
    MISSING = "missing"
    SUPPRESSED = "suppressed"  # we hide it: too few, or it would tell what is hidden
    SOURCE = "hidden_by_source"  # it came hidden

    @property
    def is_hidden(self) -> bool:
        return self in (Shown.SUPPRESSED, Shown.SOURCE)


@dataclass(frozen=True, slots=True)
class Cell:
    """One period of one series. `value`, `numerator`, `denominator` are None unless they may be seen."""

    start: datetime.date
    state: Shown
    value: float | None = None
    numerator: float | None = None
    denominator: float | None = None
    provisional: bool = False

    def as_row(self) -> list[Any]:
        return [
            self.start.isoformat(), self.state.value, self.value, self.numerator, self.denominator, self.provisional,
        ]  # fmt: skip

    @classmethod
    def from_row(cls, row: Sequence[Any]) -> Cell:
        return cls(datetime.date.fromisoformat(row[0]), Shown(row[1]), *row[2:])


@dataclass(frozen=True)
class Whole:
    """The periods of a series from its first to its last, with a missing cell where there is none."""

    rhythm: Rhythm
    cells: Sequence[Cell]

    @cached_property
    def periods(self) -> list[Period]:
        return [Period(self.rhythm, cell.start) for cell in self.cells]

    @property
    def values(self) -> list[float | None]:
        return [cell.value if cell.state is Shown.VALUE else None for cell in self.cells]


def without_holes(cells: Iterable[Cell], rhythm: Rhythm) -> list[Cell]:
    """The cells from the first period to the last; a period nobody wrote is missing, and is shown so."""
    held = {cell.start: cell for cell in cells}
    if not held:
        return []
    first, last = Period(rhythm, min(held)), Period(rhythm, max(held))
    return [held.get(period.start) or Cell(period.start, Shown.MISSING) for period in through(first, last)]


@dataclass(frozen=True)
class MarkAt:
    """A break or new limits in a release: from which day, why, and for which series (None: for all)."""

    on: datetime.date
    reason: str
    series: int | None = None


@dataclass(frozen=True)
class TargetAt:
    value: float
    starts: datetime.date
    reached_by: datetime.date | None = None
    words: str = ""


@dataclass(frozen=True)
class Frame:
    """What must be known to read the figures of a release: Release.content, read."""

    rhythm: Rhythm
    unit: str
    decimals: int
    direction: str
    minimum: int
    breaks: Sequence[MarkAt] = ()
    rebases: Sequence[MarkAt] = ()
    targets: Sequence[TargetAt] = ()
    words: dict[str, str] = field(default_factory=dict)
    alone: bool = True
    revealed: Sequence[datetime.date] = ()

    def target(self) -> TargetAt | None:
        """The target that holds now: the one that begins last."""
        return max(self.targets, key=lambda each: each.starts, default=None)

    def of(self, series: int | None) -> tuple[list[MarkAt], list[MarkAt]]:
        """The breaks and the new limits that hold for a series."""
        breaks, rebases = (
            [mark for mark in marks if mark.series in (None, series)] for marks in (self.breaks, self.rebases)
        )
        return breaks, rebases


def frame_of(data: dict[str, Any]) -> Frame:
    """Release.content as a frame."""
    about = data["indicator"]
    return Frame(
        Rhythm(about["rhythm"]), about["unit"], about["decimals"], about["direction"], about["minimum"],
        breaks=[_mark(row) for row in data["breaks"]],
        rebases=[_mark(row) for row in data["rebases"]],
        targets=[
            TargetAt(row["value"], _day(row["starts"]), _day(row["reached_by"]) if row["reached_by"] else None, row["words"])
            for row in data["targets"]
        ],
        words={name: about[name] for name in ("title", "subject", "definition", "source", "licence", "numerator", "denominator")},
        alone=data["alone"],
        revealed=[_day(start) for start in data.get("revealed", ())],
    )  # fmt: skip


def _day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def _mark(row: dict[str, Any]) -> MarkAt:
    return MarkAt(_day(row["on"]), row["reason"], row["series"])
