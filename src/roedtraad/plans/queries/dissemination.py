"""Who has talked about the policy with whom: coverage of units, and help that is waited for."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from typing import Any

from roedtraad.language import sort_key
from roedtraad.organisation.leading import leading
from roedtraad.organisation.models import Position, Unit
from roedtraad.plans.enums import Company
from roedtraad.plans.models import Discussion, Plan


@dataclass
class CoverageLine:
    """A unit and the latest day on which it talked with each; a company it has not met is not in `latest`."""

    unit: Unit
    leader: Position | None
    latest: dict[str, datetime.date] = field(default_factory=dict)

    @property
    def days(self) -> list[tuple[Any, datetime.date | None]]:
        """(with whom, the latest day or None), in the order of the columns."""
        return [(label, self.latest.get(key)) for key, label in Company.choices]


@dataclass(frozen=True)
class CoveragePage:
    """Everything the page of dissemination shows. `waiting`: discussions that asked for help and have not got it."""

    plan: Plan
    lines: list[CoverageLine]
    waiting: list[Discussion]
    helped: list[Discussion]

    @property
    def covered(self) -> int:
        return sum(1 for line in self.lines if line.latest)


def coverage_page(plan: Plan, user: Any = None) -> CoveragePage:
    """Every unit that somebody leads or that has told of something, in Danish order. Three queries."""
    led = leading(user)
    lines = {
        pk: CoverageLine(unit, led.leader_of(pk))
        for pk, unit in led.units.items()
        if led.leaders.get(pk) and unit.ends is None
    }
    rows = list(Discussion.objects.filter(plan=plan).select_related("unit"))
    for each in rows:  # the latest first
        line = lines.setdefault(each.unit_id, CoverageLine(each.unit, led.leader_of(each.unit_id)))
        line.latest.setdefault(each.company, each.on)
    return CoveragePage(
        plan,
        sorted(lines.values(), key=lambda line: sort_key(line.unit.name)),
        [each for each in rows if each.waits],
        [each for each in rows if each.help_given][:20],
    )
