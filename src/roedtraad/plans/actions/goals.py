"""The verbs of goals: written with their criteria and initiatives, ended, taken up again."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from roedtraad.core.actions import action
from roedtraad.core.reasons import Reason, Refused
from roedtraad.core.states import move
from roedtraad.language.dates import FuzzyDate
from roedtraad.matters.models import Decision
from roedtraad.organisation.models import Position
from roedtraad.plans.enums import GOAL_TRANSITIONS, CriterionKind, GoalState, PlanState
from roedtraad.plans.models import FocusArea, Goal, Plan
from roedtraad.plans.permissions import may_end_goal, may_write_plan
from roedtraad.plans.rules import why_not_end, why_not_stand, why_not_write
from roedtraad.policies.models import Passage

from .common import Actor, next_order, refuse
from .initiatives import add_initiative, edit_initiative, remove_initiative
from .rows import add_criterion, edit_criterion, remove_criterion


@dataclass(frozen=True)
class CriterionRow:
    """One row of a goal's form. `pk` None: a new one; empty `text`: it goes."""

    text: str
    kind: str = CriterionKind.SUCCESS
    pk: int | None = None


@dataclass(frozen=True)
class InitiativeRow:
    """One row of a goal's form. `pk` None: a new one; empty `title`: it goes."""

    title: str
    owner: Position | None = None
    starts: datetime.date | None = None
    ends: datetime.date | None = None
    pk: int | None = None


@action("plans.write_goal", permission=may_write_plan)
def write_goal(
    plan: Plan,
    *,
    by: Actor,
    title: str,
    description: str = "",
    focus_area: FocusArea | None = None,
    passage: Passage | None = None,
    decision: Decision | None = None,
    on_policy: bool = False,
    owner: Position | None = None,
    deputy: Position | None = None,
    level: str = "",
    ladder_step: str = "",
    due: FuzzyDate | None = None,
    criteria: Sequence[CriterionRow] = (),
    initiatives: Sequence[InitiativeRow] = (),
) -> Goal:
    """A goal, with what it hangs on, who answers for it, its level, its criteria and initiatives."""
    goal = Goal(plan=plan, order=next_order(Goal.objects.filter(plan=plan)))
    _set_goal(
        goal,
        title,
        description,
        focus_area,
        passage,
        decision,
        on_policy,
        owner,
        deputy,
        level,
        ladder_step,
        due,
    )
    _write_rows(goal, by, criteria, initiatives)
    return goal


@action("plans.edit_goal", permission=may_write_plan)
def edit_goal(
    goal: Goal,
    *,
    by: Actor,
    title: str,
    description: str = "",
    focus_area: FocusArea | None = None,
    passage: Passage | None = None,
    decision: Decision | None = None,
    on_policy: bool = False,
    owner: Position | None = None,
    deputy: Position | None = None,
    level: str = "",
    ladder_step: str = "",
    due: FuzzyDate | None = None,
    criteria: Sequence[CriterionRow] | None = None,
    initiatives: Sequence[InitiativeRow] | None = None,
) -> Goal:
    """All of a goal at once, as its form shows it; rows not given stay as they are."""
    _set_goal(
        goal,
        title,
        description,
        focus_area,
        passage,
        decision,
        on_policy,
        owner,
        deputy,
        level,
        ladder_step,
        due,
    )
    _write_rows(goal, by, criteria or (), initiatives or ())
    return goal


def _set_goal(
    goal: Goal,
    title: str,
    description: str,
    focus_area: FocusArea | None,
    passage: Passage | None,
    decision: Decision | None,
    on_policy: bool,
    owner: Position | None,
    deputy: Position | None,
    level: str,
    ladder_step: str,
    due: FuzzyDate | None,
) -> None:
    refuse([*why_not_write(goal.plan), *_why_not_units(goal)])
    if not title.strip():
        raise Refused(
            Reason(
                "title-missing",
                _("The goal has no words."),
                _("Write what children and young people will notice."),
            )
        )
    if passage is not None and passage.policy_id != goal.plan.policy_id:
        raise Refused(
            Reason(
                "other-policy",
                _("The sentence belongs to another policy than the plan."),
                _("Choose a sentence of this policy."),
            )
        )
    if focus_area is not None and focus_area.plan_id != goal.plan_id:
        raise Refused(
            Reason("other-plan", _("The focus area belongs to another plan."), _("Choose one of this plan."))
        )
    goal.title, goal.description = title.strip(), description.strip()
    goal.focus_area, goal.passage, goal.decision, goal.on_policy = focus_area, passage, decision, on_policy
    goal.owner, goal.deputy, goal.level, goal.due = owner, deputy, level, due
    goal.ladder_step = ladder_step
    if goal.plan.state == PlanState.RUNNING and goal.state == GoalState.ACTIVE:
        refuse(why_not_stand(goal))
    goal.save()


def _why_not_units(goal: Goal) -> list[Reason]:
    if not goal.unit_id:
        return []
    return [
        Reason(
            "units-goal",
            _("“%(goal)s” is the own goal of %(unit)s.") % {"goal": goal.title, "unit": goal.unit},
            _("It is written by the unit, and approved by its line manager."),
        )
    ]


def _write_rows(
    goal: Goal, by: Actor, criteria: Sequence[CriterionRow], initiatives: Sequence[InitiativeRow]
) -> None:
    standing = {each.pk: each for each in goal.criteria.all()}
    for row in criteria:
        old = standing.get(row.pk) if row.pk else None
        if old is None and row.text.strip():
            add_criterion(goal, by=by, text=row.text, kind=row.kind)
        elif old is not None and not row.text.strip():
            remove_criterion(old, by=by)
        elif old is not None and (old.text, old.kind) != (row.text.strip(), row.kind):
            edit_criterion(old, by=by, text=row.text, kind=row.kind)
    under_way = {each.pk: each for each in goal.initiatives.all()}
    for line in initiatives:
        was = under_way.get(line.pk) if line.pk else None
        if was is None and line.title.strip():
            add_initiative(
                goal, by=by, title=line.title, owner=line.owner, starts=line.starts, ends=line.ends
            )
        elif was is not None and not line.title.strip():
            remove_initiative(was, by=by)
        elif was is not None and (was.title, was.owner, was.starts, was.ends) != (
            line.title,
            line.owner,
            line.starts,
            line.ends,
        ):
            edit_initiative(
                was, by=by, title=line.title, owner=line.owner, starts=line.starts, ends=line.ends
            )


@action("plans.drop_goal", permission=may_end_goal)
def drop_goal(goal: Goal, *, by: Actor, reason: str) -> Goal:
    """The goal is given up; why stands on record."""
    return _end(goal, GoalState.DROPPED, reason)


@action("plans.close_goal", permission=may_end_goal)
def close_goal(goal: Goal, *, by: Actor, reason: str) -> Goal:
    """The goal is over, reached or not; why stands on record."""
    return _end(goal, GoalState.CLOSED, reason)


def _end(goal: Goal, to: GoalState, reason: str) -> Goal:
    refuse(why_not_end(goal, to, reason))
    move(goal, to, GOAL_TRANSITIONS)
    goal.end_reason = reason.strip()
    goal.save()
    return goal


@action("plans.take_up_goal", permission=may_write_plan)
def take_up_goal(goal: Goal, *, by: Actor) -> Goal:
    """A goal that was dropped or closed is worked on again."""
    refuse(why_not_write(goal.plan))
    move(goal, GoalState.ACTIVE, GOAL_TRANSITIONS)
    if goal.plan.state == PlanState.RUNNING:
        refuse(why_not_stand(goal))
    goal.end_reason = ""
    goal.save()
    return goal
