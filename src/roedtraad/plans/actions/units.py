"""The verbs of a unit's own goals: written on the common template, submitted, approved or returned, commented."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from roedtraad.core.actions import System, action
from roedtraad.core.reasons import Reason, Refused
from roedtraad.core.states import move
from roedtraad.language.dates import FuzzyDate
from roedtraad.organisation.leading import leading
from roedtraad.organisation.models import Position, Unit
from roedtraad.plans.enums import UNIT_GOAL_TRANSITIONS, GoalState, RemarkKind
from roedtraad.plans.models import FocusArea, Goal, Plan, Remark
from roedtraad.plans.permissions import (
    answering_position,
    may_approve_unit_goal,
    may_comment_unit_goal,
    may_submit_unit_goal,
    may_write_unit_goal,
)
from roedtraad.plans.unit_rules import (
    why_not_approve,
    why_not_hang,
    why_not_of_unit,
    why_not_remove,
    why_not_return,
    why_not_rewrite,
    why_not_submit,
)

from .common import Actor, next_order, refuse


@action("plans.write_unit_goal", permission=may_write_unit_goal)
def write_unit_goal(
    unit: Unit,
    *,
    by: Actor,
    under: Goal | FocusArea,
    title: str,
    how: str = "",
    followed_by: str = "",
    measured_by: str = "",
    description: str = "",
    due: FuzzyDate | None = None,
    level: str = "",
) -> Goal:
    """A unit's own goal under a goal of the plan or a focus area, still being written. Without a `level` of its own it
    serves that of the goal above it."""
    refuse(why_not_of_unit(unit))
    plan: Plan = under.plan
    goal = Goal(
        plan=plan,
        unit=unit,
        state=GoalState.WRITING,
        order=next_order(Goal.objects.filter(plan=plan)),
    )
    _set(goal, under, title, how, followed_by, measured_by, description, due, level)
    return goal


@action("plans.edit_unit_goal", permission=may_write_unit_goal)
def edit_unit_goal(
    goal: Goal,
    *,
    by: Actor,
    under: Goal | FocusArea,
    title: str,
    how: str = "",
    followed_by: str = "",
    measured_by: str = "",
    description: str = "",
    due: FuzzyDate | None = None,
    level: str = "",
) -> Goal:
    """All of a unit's goal at once, as its form shows it."""
    refuse(why_not_rewrite(goal))
    _set(goal, under, title, how, followed_by, measured_by, description, due, level)
    return goal


def _set(
    goal: Goal,
    under: Goal | FocusArea,
    title: str,
    how: str,
    followed_by: str,
    measured_by: str,
    description: str,
    due: FuzzyDate | None,
    level: str,
) -> None:
    refuse(why_not_hang(under))
    if under.plan_id != goal.plan_id:
        raise Refused(
            Reason("other-plan", _("That stands in another plan."), _("Choose a goal of this plan."))
        )
    if not title.strip():
        raise Refused(
            Reason("title-missing", _("The goal has no words."), _("Write what will be different with you."))
        )
    if isinstance(under, Goal):
        goal.parent, goal.focus_area = under, under.focus_area
    else:
        goal.parent, goal.focus_area = None, under
    goal.title, goal.description = title.strip(), description.strip()
    goal.how, goal.followed_by, goal.measured_by = how.strip(), followed_by.strip(), measured_by.strip()
    goal.due = due
    goal.level = level or (under.level if isinstance(under, Goal) else "")
    goal.owner = leading().leader_of(goal.unit_id)
    goal.save()


@action("plans.submit_unit_goal", permission=may_submit_unit_goal)
def submit_unit_goal(goal: Goal, *, by: Actor) -> Goal:
    """The one who leads the unit submits its goal to the line manager."""
    lines = leading()
    refuse(why_not_submit(goal, lines))
    move(goal, GoalState.SUBMITTED, UNIT_GOAL_TRANSITIONS)
    # The one who leads the unit today answers for its goals, whoever led it when the first word was written.
    goal.owner = lines.leader_of(goal.unit_id)
    goal.save()
    _remark(goal, RemarkKind.SUBMITTED, by, lines.leaders.get(goal.unit_id or 0, ()))
    return goal


@action("plans.approve_unit_goal", permission=may_approve_unit_goal)
def approve_unit_goal(goal: Goal, *, by: Actor) -> Goal:
    """A unit's goal is approved by its line manager. From then on it is followed up."""
    refuse(why_not_approve(goal))
    move(goal, GoalState.ACTIVE, UNIT_GOAL_TRANSITIONS)
    goal.save()
    _remark(goal, RemarkKind.APPROVED, by, leading().managers_of(goal.unit_id))
    return goal


@action("plans.return_unit_goal", permission=may_approve_unit_goal)
def return_unit_goal(goal: Goal, *, by: Actor, text: str) -> Goal:
    """The line manager returns a goal with a reason: one that was submitted, or one that is to be agreed anew."""
    refuse(why_not_return(goal, text))
    move(goal, GoalState.RETURNED, UNIT_GOAL_TRANSITIONS)
    goal.save()
    _remark(goal, RemarkKind.RETURNED, by, leading().managers_of(goal.unit_id), text)
    return goal


@action("plans.comment_unit_goal", permission=may_comment_unit_goal)
def comment_unit_goal(goal: Goal, *, by: Actor, text: str) -> Remark:
    """The focus area's owner comments; so may those who write and approve the goal."""
    if not goal.unit_id:
        raise Refused(Reason("no-units-goal", _("Comments belong to the goals of units.")))
    if not text.strip():
        raise Refused(Reason("empty", _("The comment has no words."), _("Write it, or leave it.")))
    area, lines = goal.focus_area, leading()
    owners = [area.owner] if area and area.owner else []
    as_one_of = [*owners, *lines.managers_of(goal.unit_id), *lines.leaders.get(goal.unit_id, ())]
    return _remark(goal, RemarkKind.COMMENT, by, as_one_of, text)


@action("plans.remove_unit_goal", permission=may_write_unit_goal)
def remove_unit_goal(goal: Goal, *, by: Actor) -> None:
    """What never was approved may be thrown away by those who wrote it."""
    refuse(why_not_remove(goal))
    goal.delete()


def _remark(goal: Goal, kind: RemarkKind, by: Actor, positions: Any, text: str = "") -> Remark:
    """Written down with the position in which it was said, and the name of who held it that day."""
    position: Position | None = None if isinstance(by, System) else answering_position(by, positions)
    return Remark.objects.create(
        goal=goal,
        kind=kind,
        text=text.strip(),
        position=position,
        name=str(by)[:200],
        written_by=None if isinstance(by, System) else by,
    )
