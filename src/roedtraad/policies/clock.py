"""When an edition must be revised: what the council set, what its period says, and what the law demands.

Barnets lov § 15, stk. 2 and 3: each contingency plan is revised at the latest every fourth year. The policy of § 15, stk. 1
has no statutory date, only the one the council sets.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from .enums import PolicyKind
from .models import Edition

YEARS = 4  # Barnets lov § 15, stk. 2


@dataclass(frozen=True)
class Clock:
    """`day`: the last on which it is revised in time. `why`: law (every fourth year) | council (the day it set) | period
    (the edition's own ends)."""

    day: datetime.date
    why: str

    def is_over(self, on: datetime.date) -> bool:
        return self.day < on


def clock_of(edition: Edition, kind: str) -> Clock | None:
    """The earliest of the days that hold for an edition of a policy of that kind; None where nothing says one.

    Of two on the same day the law is named.
    """
    found = []
    since = edition.adopted_on or edition.valid_from
    if kind == PolicyKind.CONTINGENCY and since:
        found.append(Clock(years_after(since, YEARS), "law"))
    if edition.revision_due:
        found.append(Clock(edition.revision_due, "council"))
    if edition.valid_to:
        found.append(Clock(edition.valid_to, "period"))
    return min(found, key=lambda clock: clock.day, default=None)


def years_after(day: datetime.date, years: int) -> datetime.date:
    """The same day some years later; of 29 February the 28th."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)
