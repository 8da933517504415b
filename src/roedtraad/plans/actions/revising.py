"""The verbs of a revision: begin, settle what becomes of each goal, end."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from django.utils import timezone
from django.utils.translation import gettext as _

from roedtraad.core import registries
from roedtraad.core.actions import action
from roedtraad.core.reasons import Reason, Refused
from roedtraad.core.states import move
from roedtraad.matters.models import Decision
from roedtraad.plans.enums import GOAL_TRANSITIONS, Fate, GoalState, InitiativeState
from roedtraad.plans.models import (
    Criterion,
    FocusArea,
    Goal,
    GoalFate,
    Initiative,
    Plan,
    PlanDate,
    PlanRevision,
)
from roedtraad.plans.permissions import may_write_plan
from roedtraad.plans.revising_rules import why_not_end, why_not_revise, why_not_settle, why_not_take_back

from .common import Actor, next_order, refuse, why_not_period
from .plan import close_plan, start_plan

# What of a goal goes on as it stands.
COPIED = (
    "passage_id", "decision_id", "on_policy", "title", "description", "owner_id", "deputy_id", "level", "ladder_step",
)  # fmt: skip
UNDER_WAY = (InitiativeState.PLANNED, InitiativeState.RUNNING)


@action("plans.begin_revision", permission=may_write_plan)
def begin_revision(
    plan: Plan,
    *,
    by: Actor,
    why: str,
    title: str,
    starts: datetime.date | None = None,
    ends: datetime.date | None = None,
    decision: Decision | None = None,
) -> PlanRevision:
    """The plan that comes after is written beside the one that runs, with the same focus areas; its goals are settled one by one."""
    refuse([*why_not_revise(plan), *_why_not_say(why), *why_not_period(starts, ends)])
    successor = Plan.objects.create(policy=plan.policy, title=title.strip(), starts=starts, ends=ends)
    for area in FocusArea.objects.filter(plan=plan).order_by("order", "pk"):
        _area_in(successor, area)
    _take_along(plan, successor)
    return PlanRevision.objects.create(
        plan=plan, successor=successor, why=why.strip(), decision=decision, opened_on=timezone.localdate()
    )


def _take_along(plan: Plan, successor: Plan) -> None:
    """The dates that still lie ahead, and those that come round without a day, are the new plan's too; what is past stays."""
    rows = PlanDate.objects.filter(plan=plan).order_by("order", "pk")
    for each in rows.exclude(when_latest__lt=timezone.localdate()):
        copy = PlanDate(
            plan=successor, kind=each.kind, words=each.words, body_id=each.body_id, body_name=each.body_name, order=each.order
        )  # fmt: skip
        copy.when = each.when
        copy.save()


def _why_not_say(why: str) -> list[Reason]:
    if why.strip():
        return []
    return [
        Reason(
            "why-missing",
            _("It does not say why the plan is revised."),
            _("Its period ends, or a body has decided it: one sentence is enough."),
        )
    ]


def _area_in(successor: Plan, area: FocusArea) -> FocusArea:
    """The focus area as it stands in the plan that comes after, made where it is not there."""
    known = FocusArea.objects.filter(
        plan=successor, title=area.title, theme=area.theme_id, theme_name=area.theme_name
    ).first()
    if known is not None:
        return known
    made = FocusArea.objects.create(
        plan=successor,
        theme_id=area.theme_id,
        theme_name=area.theme_name,
        title=area.title,
        owner_id=area.owner_id,
        deputy_id=area.deputy_id,
        perspective=area.perspective,
        order=next_order(FocusArea.objects.filter(plan=successor)),
    )
    _copy_criteria(Criterion.objects.filter(focus_area=area), focus_area=made)
    return made


@action("plans.settle_goal", permission=may_write_plan)
def settle_goal(
    goal: Goal, *, by: Actor, revision: PlanRevision, fate: str, reason: str, into: Goal | None = None
) -> GoalFate:
    """At revision each goal is kept, changed, merged or dropped, with a reason; it may be settled anew until the new plan begins.

    What is kept or changed stands in the new plan at once, and is changed there. `into`: what it is merged with.
    """
    refuse(why_not_settle(revision, goal, fate, reason, into))
    told = GoalFate.objects.select_related("into").filter(goal=goal).first()
    goes_on = fate in (Fate.KEPT, Fate.CHANGED)
    if told is None:
        told = GoalFate(revision=revision, goal=goal)
    elif told.fate in (Fate.KEPT, Fate.CHANGED) and not goes_on:
        refuse(why_not_take_back(told))
        _take_back(told)
    if fate == Fate.MERGED:
        told.into = into
    elif fate == Fate.DROPPED:
        told.into = None
    elif told.fate not in (Fate.KEPT, Fate.CHANGED):
        told.into = _carried_on(goal, revision.successor, by)
    told.fate, told.reason = Fate(fate), reason.strip()
    told.save()
    return told


def _take_back(told: GoalFate) -> None:
    """The goal in the new plan goes again: it was only a copy, and nothing hangs on it there."""
    made = told.into
    told.fate, told.into = Fate.DROPPED, None
    told.save()
    if made is not None:
        for letting_go in registries.goal_taken_back.of("goal"):
            letting_go(made)
        made.delete()


def _carried_on(goal: Goal, successor: Plan, by: Actor) -> Goal:
    made = Goal(
        plan=successor,
        order=next_order(Goal.objects.filter(plan=successor)),
        **{name: getattr(goal, name) for name in COPIED},
    )
    made.focus_area = _area_in(successor, goal.focus_area) if goal.focus_area else None
    made.save()
    _copy_criteria(goal.criteria.all(), goal=made)
    for each in goal.initiatives.filter(state__in=UNDER_WAY):
        Initiative.objects.create(
            goal=made, title=each.title, description=each.description, owner=each.owner, starts=each.starts,
            ends=each.ends, state=each.state,
        )  # fmt: skip
    for carry in registries.goal_carried_on.of("goal"):
        carry(goal, made, by)
    return made


def _copy_criteria(rows: Iterable[Criterion], **under: Goal | FocusArea) -> None:
    for each in rows:
        copy = Criterion(kind=each.kind, text=each.text, order=each.order, **under)
        copy.due = each.due
        copy.save()


@action("plans.keep_the_rest", permission=may_write_plan)
def keep_the_rest(revision: PlanRevision, *, by: Actor, reason: str) -> int:
    """Every goal of which nothing is said yet is kept, for one reason; how many there were."""
    rest = unsettled(revision)
    for goal in rest:
        settle_goal(goal, by=by, revision=revision, fate=Fate.KEPT, reason=reason)
    return len(rest)


def unsettled(revision: PlanRevision) -> list[Goal]:
    """The plan's goals that are worked on and of which nothing is said yet, in the plan's order."""
    rows = Goal.objects.of_the_plan().active().filter(plan=revision.plan_id, fate__isnull=True)
    return list(rows.select_related("focus_area").order_by("focus_area__order", "order", "pk"))


@action("plans.end_revision", permission=may_write_plan)
def end_revision(revision: PlanRevision, *, by: Actor) -> Plan:
    """The old plan closes with what became of its goals, and the new one runs. From now on both stand fast."""
    refuse(why_not_end(revision, unsettled(revision), by))
    for told in GoalFate.objects.filter(revision=revision).select_related("goal"):
        if told.goal.state == GoalState.ACTIVE:
            to = GoalState.DROPPED if told.fate == Fate.DROPPED else GoalState.CLOSED
            move(told.goal, to, GOAL_TRANSITIONS)
            told.goal.end_reason = f"{told.get_fate_display().capitalize()}: {told.reason}"
            told.goal.save()
    close_plan(revision.plan, by=by, reason=revision.why)
    start_plan(revision.successor, by=by)
    for carry in registries.plan_carried_on.of("plan"):
        carry(revision.plan, revision.successor, by)
    revision.ended_on = timezone.localdate()
    revision.save()
    return revision.successor


@action("plans.give_up_revision", permission=may_write_plan)
def give_up_revision(revision: PlanRevision, *, by: Actor) -> Plan:
    """The plan runs on as it did: nothing was settled, so nothing is lost."""
    if not revision.is_open or revision.fates.exists():
        raise Refused(
            Reason(
                "goals-settled",
                _("It has been settled what becomes of goals."),
                _("End the revision, or settle them anew."),
            )
        )
    plan, successor = revision.plan, revision.successor
    revision.delete()
    if not Goal.objects.filter(plan=successor).exists():
        FocusArea.objects.filter(plan=successor).delete()
        successor.delete()
    return plan
