"""Several houses, one leader: goals of her units under the same goal of the plan are one thing to tell about.

They are still goals of their own, each with its check-in, its status and its place in the snapshot.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from roedtraad.core.reasons import Reason
from roedtraad.plans.models import Goal

from .queries import ReportLine


@dataclass(frozen=True)
class Task:
    """One thing to tell about: a goal, or those of several units under one goal of the plan (`parent`)."""

    lines: list[ReportLine]
    parent: Goal | None = None

    @property
    def is_signed(self) -> bool:
        return all(line.is_signed for line in self.lines)

    @property
    def is_begun(self) -> bool:
        return all(line.check_in for line in self.lines)

    @property
    def is_heap(self) -> bool:
        return len(self.lines) > 1

    @property
    def next(self) -> ReportLine:
        """Where one goes on: what nobody has written about, else what is not signed off, else the first."""
        begun = (line for line in self.lines if not line.check_in)
        open_ = (line for line in self.lines if not line.is_signed)
        return next(begun, None) or next(open_, None) or self.lines[0]

    def holds(self, goal: Goal) -> bool:
        return any(line.goal.pk == goal.pk for line in self.lines)


def tasks_of(lines: Sequence[ReportLine]) -> list[Task]:
    """What somebody reports on, the goals of several units under the same goal as one; in the order of the first."""
    heaps: dict[Any, list[ReportLine]] = {}
    for line in lines:
        heaps.setdefault(_heap(line.goal), []).append(line)
    return [Task(heap, heap[0].goal.parent if len(heap) > 1 else None) for heap in heaps.values()]


def _heap(goal: Goal) -> tuple[str, int]:
    return ("under", goal.parent_id) if goal.unit_id and goal.parent_id else ("alone", goal.pk)


def companions(lines: Sequence[ReportLine], goal: Goal) -> list[ReportLine]:
    """The other goals of the same heap that can still be told about."""
    return [
        line
        for line in lines
        if line.goal.pk != goal.pk and _heap(line.goal) == _heap(goal) and not line.is_signed
    ]


def why_not_together(goal: Goal, other: Goal) -> list[Reason]:
    """One report counts for several units only where their goals stand under the same goal of the plan."""
    if _heap(goal) == _heap(other):
        return []
    return [
        Reason(
            "not-together",
            _("“%(goal)s” does not stand under the same goal of the plan.") % {"goal": other.title},
            _("Tell about it on its own."),
        )
    ]
