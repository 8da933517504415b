"""Taking a table in: what was shown as different is done, row by row, each on record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from roedtraad.core.actions import action
from roedtraad.core.reasons import Reason, Refused
from roedtraad.language.dates import FuzzyDate
from roedtraad.plans.models import Criterion, FocusArea, Goal, Plan
from roedtraad.plans.permissions import may_write_plan
from roedtraad.plans.rules import why_not_write
from roedtraad.plans.sheet.differences import Differences, compare
from roedtraad.plans.sheet.lines import Line

from .common import Actor, refuse
from .rows import add_criterion, edit_criterion, remove_criterion


@dataclass(frozen=True)
class TakenIn:
    new: int
    changed: int
    gone: int


@action("plans.take_in_table", permission=may_write_plan)
def take_in_table(plan: Plan, *, by: Actor, lines: list[Line], shown: str) -> TakenIn:
    """Do what the differences say. `shown`: the stamp of those that were shown; where the plan has changed since, they
    are shown again first."""
    refuse(why_not_write(plan))
    found = compare(plan, lines)
    if found.stamp != shown:
        raise Refused(
            Reason(
                "changed-meanwhile",
                _("The plan was changed while you looked at the differences."),
                _("Look at them again: these are the ones of now."),
            )
        )
    _carry_out(found, by)
    return TakenIn(len(found.new), len(found.changed), len(found.gone))


def _carry_out(found: Differences, by: Actor) -> None:
    for each in found.new:
        add_criterion(each.thing, by=by, text=each.text, kind=each.kind, due=each.due)
    for each in found.changed:
        if each.standing is not None:
            edit_criterion(
                each.standing, by=by, text=each.text, kind=each.kind, due=each.due, under=each.thing
            )
    for each in found.gone:
        if each.standing is not None:
            remove_criterion(each.standing, by=by)


@dataclass(frozen=True)
class TableLine:
    """One row of the table as it is edited here. `goal`: key of the goal, None for the focus area itself; `pk` None: a
    new one; empty `text`: it goes."""

    text: str
    kind: str
    due: FuzzyDate | None = None
    goal: int | None = None
    pk: int | None = None


@action("plans.write_table", permission=may_write_plan)
def write_table(area: FocusArea, *, by: Actor, lines: Sequence[TableLine]) -> FocusArea:
    """The rows of a focus area and its goals at once, as its table shows them; rows not given stay."""
    refuse(why_not_write(area.plan))
    goals = {goal.pk: goal for goal in Goal.objects.active().of_the_plan().filter(focus_area=area)}
    standing = {each.pk: each for each in Criterion.objects.filter(focus_area=area)}
    standing |= {each.pk: each for each in Criterion.objects.filter(goal__in=goals)}
    for line in lines:
        thing = goals.get(line.goal, area)
        was = standing.get(line.pk) if line.pk else None
        if was is None and line.text.strip():
            add_criterion(thing, by=by, text=line.text, kind=line.kind, due=line.due)
        elif was is not None and not line.text.strip():
            remove_criterion(was, by=by)
        elif was is not None and _says(was) != (line.goal, line.kind, line.text.strip(), line.due):
            edit_criterion(was, by=by, text=line.text, kind=line.kind, due=line.due, under=thing)
    area.save()  # its version counts what is said under it: who writes at the same time is told
    return area


def _says(criterion: Criterion) -> tuple[int | None, str, str, FuzzyDate | None]:
    return criterion.goal_id, criterion.kind, criterion.text, criterion.due
