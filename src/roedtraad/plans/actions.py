"""The verbs of the plan: plan, focus areas, goals with criteria and initiatives."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext as _

from roedtraad.core.actions import System, action
from roedtraad.core.models import User
from roedtraad.core.reasons import Reason, Refused
from roedtraad.core.states import move
from roedtraad.language.dates import FuzzyDate
from roedtraad.matters.models import Decision
from roedtraad.organisation.models import Position
from roedtraad.policies.models import Passage, Policy

from .enums import (
    GOAL_TRANSITIONS,
    INITIATIVE_TRANSITIONS,
    PLAN_TRANSITIONS,
    CriterionKind,
    GoalState,
    InitiativeState,
    Perspective,
    PlanState,
)
from .models import Criterion, FocusArea, Goal, Initiative, Plan
from .permissions import may_write_plan
from .rules import why_not_end, why_not_stand, why_not_start, why_not_write

Actor = User | System


def _refuse(reasons: Iterable[Reason]) -> None:
    found = list(reasons)
    if found:
        raise Refused(found)


def _next_order(rows: Any) -> int:
    return (rows.aggregate(last=Max("order"))["last"] or 0) + 1


# --- plans


@action("plans.create_plan", permission=may_write_plan)
def create_plan(
    policy: Policy,
    *,
    by: Actor,
    title: str,
    starts: datetime.date | None = None,
    ends: datetime.date | None = None,
    deadline: FuzzyDate | None = None,
) -> Plan:
    """A plan of a policy for a period, still being written."""
    _refuse(_why_not_period(starts, ends))
    plan = Plan(policy=policy, title=title.strip(), starts=starts, ends=ends)
    plan.deadline = deadline
    plan.save()
    return plan


@action("plans.edit_plan", permission=may_write_plan)
def edit_plan(
    plan: Plan,
    *,
    by: Actor,
    title: str,
    starts: datetime.date | None = None,
    ends: datetime.date | None = None,
) -> Plan:
    _refuse([*why_not_write(plan), *_why_not_period(starts, ends)])
    plan.title, plan.starts, plan.ends = title.strip(), starts, ends
    plan.save()
    return plan


def _why_not_period(starts: datetime.date | None, ends: datetime.date | None) -> list[Reason]:
    if starts and ends and ends < starts:
        return [Reason("period", _("The period ends before it begins."), _("Swap the two dates."))]
    return []


@action("plans.start_plan", permission=may_write_plan)
def start_plan(plan: Plan, *, by: Actor) -> Plan:
    """When a plan starts, each goal says what it hangs on, who owns it, and which level it serves or that none applies."""
    _refuse(why_not_start(plan, by))
    move(plan, PlanState.RUNNING, PLAN_TRANSITIONS)
    plan.save()
    return plan


@action("plans.close_plan", permission=may_write_plan)
def close_plan(plan: Plan, *, by: Actor, reason: str) -> Plan:
    """A plan ends with words about how; its goals stay as they stood."""
    if not reason.strip():
        raise Refused(
            Reason("reason-missing", _("A plan is not closed without a word."), _("Write why it is closed."))
        )
    move(plan, PlanState.CLOSED, PLAN_TRANSITIONS)
    plan.end_reason = reason.strip()
    plan.save()
    return plan


# --- focus areas


@action("plans.add_focus_area", permission=may_write_plan)
def add_focus_area(
    plan: Plan,
    *,
    by: Actor,
    title: str,
    theme: Passage | None = None,
    theme_name: str = "",
    owner: Position | None = None,
    deputy: Position | None = None,
    perspective: str = "",
) -> FocusArea:
    """A focus area under a theme: a passage of the policy, or a name where the policy has none."""
    _refuse([*why_not_write(plan), *_why_not_theme(plan, theme)])
    return FocusArea.objects.create(
        plan=plan,
        title=title.strip(),
        theme=theme,
        theme_name="" if theme else theme_name.strip(),
        owner=owner,
        deputy=deputy,
        perspective=Perspective(perspective) if perspective else "",
        order=_next_order(FocusArea.objects.filter(plan=plan)),
    )


@action("plans.edit_focus_area", permission=may_write_plan)
def edit_focus_area(
    area: FocusArea,
    *,
    by: Actor,
    title: str,
    theme: Passage | None = None,
    theme_name: str = "",
    owner: Position | None = None,
    deputy: Position | None = None,
    perspective: str = "",
) -> FocusArea:
    _refuse([*why_not_write(area.plan), *_why_not_theme(area.plan, theme)])
    area.title, area.theme, area.theme_name = title.strip(), theme, "" if theme else theme_name.strip()
    area.owner, area.deputy, area.perspective = owner, deputy, perspective
    area.save()
    return area


@action("plans.remove_focus_area", permission=may_write_plan)
def remove_focus_area(area: FocusArea, *, by: Actor) -> None:
    """Only an empty focus area goes; its goals would hang loose."""
    count = Goal.objects.filter(focus_area=area).count()
    if count:
        raise Refused(
            Reason(
                "focus-area-has-goals",
                _("“%(area)s” has goals.") % {"area": area.title},
                _("Move them to another focus area first."),
            )
        )
    area.delete()


def _why_not_theme(plan: Plan, theme: Passage | None) -> list[Reason]:
    if theme is not None and theme.policy_id != plan.policy_id:
        return [
            Reason(
                "other-policy",
                _("The theme belongs to another policy than the plan."),
                _("Choose a theme of this policy."),
            )
        ]
    return []


@action("plans.stand_under", permission=may_write_plan)
def stand_under(area: FocusArea, *, by: Actor, theme: Passage) -> FocusArea:
    """Put a focus area under a theme of the plan's policy that has got its text."""
    _refuse([*why_not_write(area.plan), *_why_not_theme(area.plan, theme)])
    area.theme, area.theme_name = theme, ""
    area.save()
    return area


@action("plans.assign_owner", permission=may_write_plan)
def assign_owner(
    thing: Goal | FocusArea, *, by: Actor, owner: Position | None, deputy: Position | None = None
) -> Goal | FocusArea:
    """The position that answers for a goal or a focus area, and its deputy."""
    _refuse(why_not_write(thing.plan))
    thing.owner, thing.deputy = owner, deputy
    if isinstance(thing, Goal) and thing.plan.state == PlanState.RUNNING:
        _refuse(why_not_stand(thing))
    thing.save()
    return thing


# --- goals


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
    due: FuzzyDate | None = None,
    criteria: Sequence[CriterionRow] = (),
    initiatives: Sequence[InitiativeRow] = (),
) -> Goal:
    """A goal, with what it hangs on, who answers for it, its level, its criteria and initiatives."""
    goal = Goal(plan=plan, order=_next_order(Goal.objects.filter(plan=plan)))
    _set_goal(goal, title, description, focus_area, passage, decision, on_policy, owner, deputy, level, due)
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
    due: FuzzyDate | None = None,
    criteria: Sequence[CriterionRow] | None = None,
    initiatives: Sequence[InitiativeRow] | None = None,
) -> Goal:
    """All of a goal at once, as its form shows it; rows not given stay as they are."""
    _set_goal(goal, title, description, focus_area, passage, decision, on_policy, owner, deputy, level, due)
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
    due: FuzzyDate | None,
) -> None:
    _refuse(why_not_write(goal.plan))
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
    if goal.plan.state == PlanState.RUNNING and goal.state == GoalState.ACTIVE:
        _refuse(why_not_stand(goal))
    goal.save()


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


@action("plans.drop_goal", permission=may_write_plan)
def drop_goal(goal: Goal, *, by: Actor, reason: str) -> Goal:
    """The goal is given up; why stands on record."""
    return _end(goal, GoalState.DROPPED, reason)


@action("plans.close_goal", permission=may_write_plan)
def close_goal(goal: Goal, *, by: Actor, reason: str) -> Goal:
    """The goal is over, reached or not; why stands on record."""
    return _end(goal, GoalState.CLOSED, reason)


def _end(goal: Goal, to: GoalState, reason: str) -> Goal:
    _refuse(why_not_end(goal, to, reason))
    move(goal, to, GOAL_TRANSITIONS)
    goal.end_reason = reason.strip()
    goal.save()
    return goal


@action("plans.take_up_goal", permission=may_write_plan)
def take_up_goal(goal: Goal, *, by: Actor) -> Goal:
    """A goal that was dropped or closed is worked on again."""
    _refuse(why_not_write(goal.plan))
    move(goal, GoalState.ACTIVE, GOAL_TRANSITIONS)
    if goal.plan.state == PlanState.RUNNING:
        _refuse(why_not_stand(goal))
    goal.end_reason = ""
    goal.save()
    return goal


# --- criteria and initiatives


@action("plans.add_criterion", permission=may_write_plan)
def add_criterion(
    thing: Goal | FocusArea,
    *,
    by: Actor,
    text: str,
    kind: str = CriterionKind.SUCCESS,
    due: FuzzyDate | None = None,
) -> Criterion:
    """A criterion of a goal or of a focus area."""
    _refuse([*why_not_write(thing.plan), *_why_not_empty(text)])
    criterion = Criterion(
        goal=thing if isinstance(thing, Goal) else None,
        focus_area=thing if isinstance(thing, FocusArea) else None,
        kind=CriterionKind(kind),
        text=text.strip(),
        order=_next_order(thing.criteria.all()),
    )
    criterion.due = due
    criterion.save()
    return criterion


@action("plans.edit_criterion", permission=may_write_plan)
def edit_criterion(criterion: Criterion, *, by: Actor, text: str, kind: str) -> Criterion:
    _refuse([*why_not_write(_plan_of(criterion)), *_why_not_empty(text)])
    criterion.text, criterion.kind = text.strip(), CriterionKind(kind)
    criterion.save()
    return criterion


@action("plans.remove_criterion", permission=may_write_plan)
def remove_criterion(criterion: Criterion, *, by: Actor) -> None:
    _refuse(why_not_write(_plan_of(criterion)))
    criterion.delete()


def _plan_of(criterion: Criterion) -> Plan:
    thing = criterion.goal or criterion.focus_area
    assert thing is not None  # one of the two, by constraint
    return thing.plan


def _why_not_empty(text: str) -> list[Reason]:
    if text.strip():
        return []
    return [
        Reason("empty", _("The criterion has no words."), _("Write how one can tell, or leave the line out."))
    ]


@action("plans.add_initiative", permission=may_write_plan)
def add_initiative(
    thing: Goal | FocusArea,
    *,
    by: Actor,
    title: str,
    owner: Position | None = None,
    starts: datetime.date | None = None,
    ends: datetime.date | None = None,
    description: str = "",
) -> Initiative:
    """What is done under a goal, or under a focus area that has no goal for it yet."""
    _refuse([*why_not_write(thing.plan), *_why_not_period(starts, ends)])
    return Initiative.objects.create(
        goal=thing if isinstance(thing, Goal) else None,
        focus_area=thing if isinstance(thing, FocusArea) else None,
        title=title.strip(),
        description=description.strip(),
        owner=owner,
        starts=starts,
        ends=ends,
    )


@action("plans.edit_initiative", permission=may_write_plan)
def edit_initiative(
    initiative: Initiative,
    *,
    by: Actor,
    title: str,
    owner: Position | None = None,
    starts: datetime.date | None = None,
    ends: datetime.date | None = None,
) -> Initiative:
    _refuse([*why_not_write(initiative.plan), *_why_not_period(starts, ends)])
    initiative.title, initiative.owner, initiative.starts, initiative.ends = (
        title.strip(),
        owner,
        starts,
        ends,
    )
    initiative.save()
    return initiative


@action("plans.remove_initiative", permission=may_write_plan)
def remove_initiative(initiative: Initiative, *, by: Actor) -> None:
    _refuse(why_not_write(initiative.plan))
    if initiative.state != InitiativeState.PLANNED:
        raise Refused(
            Reason(
                "initiative-begun",
                _("“%(title)s” has begun, and what was done is not wiped out.") % {"title": initiative.title},
                _("Stop it instead."),
            )
        )
    initiative.delete()


@action("plans.move_initiative", permission=may_write_plan)
def move_initiative(initiative: Initiative, *, by: Actor, to: str) -> Initiative:
    """Planned, under way, done, stopped."""
    move(initiative, InitiativeState(to), INITIATIVE_TRANSITIONS)
    initiative.save()
    return initiative
