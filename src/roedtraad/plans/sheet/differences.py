"""A table that came back beside what stands: what taking it in would do, and what cannot be understood, as sentences."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from roedtraad.core.forms import cpr_sentences
from roedtraad.language.dates import FuzzyDate
from roedtraad.plans.enums import CriterionKind
from roedtraad.plans.models import Criterion, FocusArea, Goal, Plan

from .lines import Line


@dataclass(frozen=True)
class Difference:
    """One line that would change something. `standing` None: a new one; `text` '': it goes. `was`: its words now."""

    row: int
    thing: Goal | FocusArea
    kind: str
    text: str
    due: FuzzyDate | None
    standing: Criterion | None = None

    @property
    def was(self) -> str:
        return self.standing.text if self.standing else ""

    @property
    def kind_label(self) -> Any:
        return CriterionKind(self.kind).label


@dataclass
class Differences:
    """`absent`: criteria that stand and are not in the table; they stay. `faults`: sentences, each with its row."""

    new: list[Difference] = field(default_factory=list)
    changed: list[Difference] = field(default_factory=list)
    gone: list[Difference] = field(default_factory=list)
    same: int = 0
    absent: int = 0
    faults: list[str] = field(default_factory=list)

    @property
    def total(self) -> int:
        return len(self.new) + len(self.changed) + len(self.gone)

    @property
    def stamp(self) -> str:
        """Changes when what would be done does: what is accepted is what was shown."""
        told = [
            (
                each.row,
                each.standing.pk if each.standing else 0,
                each.was,
                each.kind,
                each.text,
                str(each.due),
            )
            for each in (*self.new, *self.changed, *self.gone)
        ]
        return hashlib.sha256(repr((told, self.faults)).encode()).hexdigest()[:16]


def compare(plan: Plan, lines: Sequence[Line]) -> Differences:
    """What stands is found by its number, else by its words under the same focus area or goal. Three queries."""
    areas = list(FocusArea.objects.filter(plan=plan))
    goals = list(Goal.objects.active().of_the_plan().filter(plan=plan))
    for thing in (*areas, *goals):
        thing.plan = plan
    standing = list(
        Criterion.objects.filter(goal__plan=plan, goal__unit__isnull=True)
        | Criterion.objects.filter(focus_area__plan=plan)
    )
    places = _Places(areas, goals)
    by_key = {each.pk: each for each in standing}
    by_words = {(each.goal_id, each.focus_area_id, _same(each.text)): each for each in standing}
    found, met = Differences(), set()
    for line in lines:
        thing = places.of(line, found.faults)
        due = _due(line, found.faults)
        if thing is None or due is False or _names_somebody(line, found.faults):
            met.add(line.key)
            continue
        goal, area = (thing.pk, None) if isinstance(thing, Goal) else (None, thing.pk)
        was = by_key.get(line.key) if line.key else by_words.get((goal, area, _same(line.text)))
        if line.key and was is None:
            found.faults.append(
                _(
                    "Row %(row)s has the number %(key)s, which is not in this plan. Empty the number to add the row."
                )
                % {"row": line.row, "key": line.key}
            )
            continue
        if was is not None and was.pk in met:
            found.faults.append(_("Row %(row)s stands in the table twice.") % {"row": line.row})
            continue
        kind = line.kind or (was.kind if was else CriterionKind.SUCCESS)
        difference = Difference(
            line.row, thing, kind, line.text, due if isinstance(due, FuzzyDate) else None, was
        )
        if was is None:
            found.new.append(difference)
            continue
        met.add(was.pk)
        if not line.text:
            found.gone.append(difference)
        elif _stands(was) == (goal, area, kind, line.text, str(due or "")):
            found.same += 1
        else:
            found.changed.append(difference)
    found.absent = len(set(by_key) - met)
    return found


def _stands(criterion: Criterion) -> tuple[Any, ...]:
    due = criterion.due
    return (criterion.goal_id, criterion.focus_area_id, criterion.kind, criterion.text, str(due or ""))


class _Places:
    """Where a line belongs, by the names in it."""

    def __init__(self, areas: Sequence[FocusArea], goals: Sequence[Goal]):
        self.areas = {_same(area.title): area for area in areas}
        self.goals = {(goal.focus_area_id, _same(goal.title)): goal for goal in goals}
        self.anywhere = {_same(goal.title): goal for goal in goals}

    def of(self, line: Line, faults: list[str]) -> Goal | FocusArea | None:
        area = self.areas.get(_same(line.area))
        if line.goal:
            goal = self.goals.get((area.pk if area else None, _same(line.goal)))
            goal = goal or self.anywhere.get(_same(line.goal))
            if goal is None:
                faults.append(
                    _("Row %(row)s: the plan has no goal “%(goal)s”. Write it as it stands in the plan.")
                    % {"row": line.row, "goal": line.goal[:80]}
                )
            return goal
        if area is None:
            faults.append(
                _(
                    "Row %(row)s: the plan has no focus area “%(area)s”. Add it to the plan first, or write its name as it stands."
                )
                % {"row": line.row, "area": line.area[:80]}
                if line.area
                else _("Row %(row)s does not say which focus area it belongs to.") % {"row": line.row}
            )
        return area


def _due(line: Line, faults: list[str]) -> FuzzyDate | bool | None:
    """The date, None where there is none, False where it cannot be read."""
    if not line.due:
        return None
    parsed = FuzzyDate.parse(line.due)
    if parsed is None:
        faults.append(
            _("Row %(row)s: “%(words)s” cannot be read as a date. Write for example “ultimo december 2027”.")
            % {"row": line.row, "words": line.due[:60]}
        )
        return False
    return parsed


def _names_somebody(line: Line, faults: list[str]) -> bool:
    found = cpr_sentences(line.text)
    if found:
        faults.append(
            _(
                "Row %(row)s holds what looks like a CPR number. Remove it: no child or citizen may be named here."
            )
            % {"row": line.row}
        )
    return bool(found)


def _same(words: str) -> str:
    return " ".join(words.casefold().split())
