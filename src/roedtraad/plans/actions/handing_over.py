"""The verbs by which goals and what hangs on them change hands when a unit or a position ends. What was agreed stays
agreed: the words are the same, only the one who answers is another."""

from __future__ import annotations

from typing import Any

from roedtraad.core.actions import action
from roedtraad.core.states import move
from roedtraad.organisation.models import Body, Position, Unit
from roedtraad.organisation.permissions import may_keep_organisation
from roedtraad.plans.agreement_rules import why_not_period
from roedtraad.plans.enums import AGREEMENT_TRANSITIONS, GOAL_TRANSITIONS, AgreementState, GoalState
from roedtraad.plans.models import Agreement, AgreementGoal, Goal, PlanDate

from .common import Actor


@action("plans.hand_goal_over", permission=may_keep_organisation)
def hand_goal_over(goal: Goal, *, by: Actor, unit: Unit, owner: Position | None) -> Goal:
    """A unit's own goal is another unit's from now on; the one who leads that answers for it."""
    goal.unit, goal.owner = unit, owner
    if goal.deputy_id == goal.owner_id:
        goal.deputy = None
    goal.save()
    return goal


@action("plans.end_with_the_unit", permission=may_keep_organisation)
def end_with_the_unit(goal: Goal, *, by: Actor, reason: str) -> Goal:
    """A unit's own goal is dropped as the unit ends; why stands on record."""
    move(goal, GoalState.DROPPED, GOAL_TRANSITIONS)
    goal.end_reason = reason
    goal.save()
    return goal


@action("plans.hand_agreement_over", permission=may_keep_organisation)
def hand_agreement_over(agreement: Agreement, *, by: Actor, unit: Unit) -> Agreement:
    """A draft goes on with the heir, with the goals that went there too; a signature was given for another unit and falls.

    Where the heir has an agreement for that time already, the draft stays where it is, unsigned.
    """
    if why_not_period(agreement.plan, unit, agreement.starts, agreement.ends, itself=agreement.pk):
        return agreement
    if agreement.state == AgreementState.OFFERED:
        move(agreement, AgreementState.DRAFT, AGREEMENT_TRANSITIONS)
        agreement.signatures.all().delete()
    agreement.unit = unit
    agreement.save()
    AgreementGoal.objects.filter(agreement=agreement).exclude(goal__unit=unit).delete()
    return agreement


@action("plans.answer_from_now_on", permission=may_keep_organisation)
def answer_from_now_on(thing: Any, *, by: Actor, role: str, position: Position | None) -> Any:
    """Another position is the owner, or the deputy, of a goal, a focus area, an initiative or a document. Nobody is both."""
    other = "deputy" if role == "owner" else "owner"
    if role == "deputy" and position is not None and getattr(thing, "owner_id", None) == position.pk:
        position = None
    setattr(thing, role, position)
    if role == "owner" and position is not None and getattr(thing, f"{other}_id", None) == position.pk:
        thing.deputy = None
    thing.save()
    return thing


@action("plans.bring_before", permission=may_keep_organisation)
def bring_before(date: PlanDate, *, by: Actor, body: Body) -> PlanDate:
    """A date to come is before the body that carries on."""
    date.body = body
    date.save()
    return date
