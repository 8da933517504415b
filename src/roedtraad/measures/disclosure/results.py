"""What comes of a cell, and what staff may know about it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

from roedtraad.measures.disclosure.releases import Release
from roedtraad.measures.disclosure.tables import Cell, Table


@dataclass(frozen=True, slots=True)
class Shown:
    """A figure that the audience may see."""

    value: int | float | Fraction


@dataclass(frozen=True, slots=True)
class Suppressed:
    """A figure that the audience may not see. Carries neither the figure nor the reason: both would tell."""


@dataclass(frozen=True, slots=True)
class Missing:
    """A figure that nobody has."""


Figure = Shown | Suppressed | Missing
SUPPRESSED, MISSING = Suppressed(), Missing()


class Reason(StrEnum):
    """Why a cell is suppressed. For staff: the audience must not know which cells are small."""

    SMALL = "small"  # its own count is from 1 to the minimum less one
    COMPLEMENT = "complement"  # a small one could be found from it and others beside it
    TOTAL = "total"  # a small one within it could be found by taking the rest away
    EARLIER = "earlier"  # it would give away what an earlier release suppressed


@dataclass(frozen=True, slots=True)
class Exposed:
    """A small count that cannot be protected any more.

    cell     in the labels of the release it stands in
    release  the name of that release; None for the present one
    by       the name of the release that left no room for it. None where it is the present one, as zero is shown and
             suppressed therefore means that somebody is there (a total of 6 that was shown, and four parts that
             somebody is in: none can be 4); or where figures are missing or do not fit together
    """

    cell: Cell
    release: str | None
    by: str | None


@dataclass(frozen=True, slots=True)
class Protected(Mapping[Cell, Figure]):
    """A protected table: what the audience may see of each cell asked for. `protected[cell]`, `protected.items()`.

    minimum           the smallest count that is shown, zero aside
    reasons           for staff: why each suppressed cell is suppressed
    already_revealed  for staff: small counts that earlier releases (or figures already public) give away or leave no
                      room for; here they are suppressed all the same
    rests_on_missing  for staff: small counts that somebody could find who had the figures missing here
    """

    minimum: int
    figures: Mapping[Cell, Figure]
    reasons: Mapping[Cell, Reason] = field(repr=False)
    already_revealed: tuple[Exposed, ...]
    rests_on_missing: tuple[Exposed, ...]

    def __getitem__(self, cell: Cell) -> Figure:
        return self.figures[cell]

    def __iter__(self) -> Iterator[Cell]:
        return iter(self.figures)

    def __len__(self) -> int:
        return len(self.figures)

    def release(self, name: str, table: Table) -> Release:
        """This release under a name, with the table that was protected (no count is kept here): for the register,
        which gives it as one of `earlier` to the next."""
        return Release(
            name,
            table,
            frozenset(cell for cell, figure in self.items() if isinstance(figure, Shown)),
            frozenset(cell for cell, figure in self.items() if isinstance(figure, Suppressed)),
        )
