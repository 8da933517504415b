"""The verbs of agreements: written by the two who make them, signed by both, frozen."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Sequence

from django.utils.translation import gettext as _

from roedtraad.core.actions import action
from roedtraad.core.models import Municipality
from roedtraad.core.reasons import Reason, Refused
from roedtraad.core.states import move
from roedtraad.organisation.leading import leading
from roedtraad.organisation.models import Position, Unit
from roedtraad.plans.agreement_rules import why_not_period, why_not_sign, why_not_write_agreement
from roedtraad.plans.agreement_text import draft_of
from roedtraad.plans.enums import AGREEMENT_TRANSITIONS, AgreementState, GoalState, Side
from roedtraad.plans.models import Agreement, AgreementGoal, Goal, Plan, PlanSetup, Signature
from roedtraad.plans.permissions import (
    answering_position,
    may_sign_agreement,
    may_write_agreement,
    may_write_plan,
)
from roedtraad.plans.rules import why_not_write
from roedtraad.plans.unit_rules import why_not_of_unit

from .common import Actor, refuse


@action("plans.make_agreement", permission=may_write_agreement)
def make_agreement(
    unit: Unit,
    *,
    by: Actor,
    plan: Plan,
    starts: datetime.date,
    ends: datetime.date,
    dialogue: str = "",
    goals: Sequence[Goal] | None = None,
) -> Agreement:
    """A draft with the goals taken in: those given, else all that the unit has had approved under the plan."""
    refuse([*why_not_write(plan), *why_not_of_unit(unit), *why_not_period(plan, unit, starts, ends)])
    made = Agreement.objects.create(plan=plan, unit=unit, starts=starts, ends=ends, dialogue=dialogue.strip())
    approved = Goal.objects.active().filter(plan=plan, unit=unit)
    _take_in(made, list(approved) if goals is None else goals)
    return made


@action("plans.edit_agreement", permission=may_write_agreement)
def edit_agreement(
    agreement: Agreement,
    *,
    by: Actor,
    starts: datetime.date,
    ends: datetime.date,
    dialogue: str,
    goals: Sequence[Goal],
) -> Agreement:
    """All of it at once, as its form shows it."""
    refuse(
        [
            *why_not_write_agreement(agreement),
            *why_not_period(agreement.plan, agreement.unit, starts, ends, itself=agreement.pk),
        ]
    )
    agreement.starts, agreement.ends, agreement.dialogue = starts, ends, dialogue.strip()
    agreement.save()
    _take_in(agreement, goals)
    return agreement


def _take_in(agreement: Agreement, goals: Sequence[Goal]) -> None:
    """The goals and no others; only approved ones of the unit itself."""
    for goal in goals:
        if goal.unit_id != agreement.unit_id or goal.state != GoalState.ACTIVE:
            raise Refused(
                Reason(
                    "not-an-approved-goal",
                    _("“%(goal)s” is no approved goal of the unit.") % {"goal": goal.title},
                    _("Have it approved first, and take it in then."),
                )
            )
    AgreementGoal.objects.filter(agreement=agreement).exclude(goal__in=goals).delete()
    have = set(AgreementGoal.objects.filter(agreement=agreement).values_list("goal_id", flat=True))
    AgreementGoal.objects.bulk_create(
        AgreementGoal(agreement=agreement, goal=goal) for goal in goals if goal.pk not in have
    )


@action("plans.sign_agreement", permission=may_sign_agreement)
def sign_agreement(agreement: Agreement, *, by: Actor) -> Agreement:
    """One side signs, by its position. With the second signature the document is frozen as it stands."""
    side = side_to_sign(agreement, by)
    refuse(why_not_sign(agreement, side, by))
    position = sides_of(agreement, by)[side] if side else None
    Signature.objects.create(agreement=agreement, side=side, position=position, name=str(by)[:200])
    second = agreement.state == AgreementState.OFFERED
    move(agreement, AgreementState.SIGNED if second else AgreementState.OFFERED, AGREEMENT_TRANSITIONS)
    if second:
        agreement.document = draft_of(agreement).to_json()
    agreement.save()
    return agreement


def sides_of(agreement: Agreement, by: Actor) -> dict[Side, Position]:
    """The sides for which somebody may sign, each with the position in which."""
    lines = leading(by)
    asked = {
        Side.UNIT: lines.leaders.get(agreement.unit_id, ()),
        Side.MANAGER: lines.managers_of(agreement.unit_id),
    }
    found = {side: answering_position(by, positions) for side, positions in asked.items()}
    return {side: position for side, position in found.items() if position}


def side_to_sign(agreement: Agreement, by: Actor) -> Side | None:
    """The side for which somebody would sign now: of two, the one that has not signed yet."""
    signed = set(Signature.objects.filter(agreement=agreement).values_list("side", flat=True))
    return next_side(sides_of(agreement, by), signed)


def next_side(sides: Collection[Side], signed: Collection[str]) -> Side | None:
    """Of the sides for which somebody may sign the one that comes now; None where there is none."""
    return min(sides, key=lambda side: side in signed, default=None)


@action("plans.take_back_signature", permission=may_sign_agreement)
def take_back_signature(agreement: Agreement, *, by: Actor) -> Agreement:
    """Whoever signed first may take it back, as long as the other side has not signed."""
    if agreement.state != AgreementState.OFFERED:
        refuse(why_not_write_agreement(agreement))
        raise Refused(
            Reason("nothing-signed", _("Nobody has signed yet."), _("There is nothing to take back."))
        )
    (signature,) = Signature.objects.filter(agreement=agreement)
    if signature.side not in sides_of(agreement, by):
        raise Refused(
            Reason(
                "not-your-signature",
                _("The signature is that of %(side)s.") % {"side": signature.get_side_display()},
                _("Ask %(name)s to take it back.") % {"name": signature.name},
            )
        )
    signature.delete()
    move(agreement, AgreementState.DRAFT, AGREEMENT_TRANSITIONS)
    agreement.save()
    return agreement


@action("plans.set_up", permission=may_write_plan)
def set_up(
    municipality: Municipality, *, by: Actor, agreement_word: str = "", ladder: Sequence[str] = ()
) -> PlanSetup:
    """The municipality's own words: what an agreement is called, and the steps of its intervention ladder, if it has one."""
    made, _made = PlanSetup.objects.update_or_create(
        defaults={
            "agreement_word": agreement_word.strip(),
            "ladder": [step.strip() for step in ladder if step.strip()],
        }
    )
    return made
