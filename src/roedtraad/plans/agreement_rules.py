"""When an agreement may be written on and signed, as sentences."""

from __future__ import annotations

import datetime
from typing import Any

from django.utils.translation import gettext as _

from roedtraad.core.reasons import Reason
from roedtraad.core.states import why_not_move
from roedtraad.organisation.models import Unit

from .enums import AGREEMENT_TRANSITIONS, AgreementState, GoalState, Side
from .models import Agreement, AgreementGoal, Plan, Signature

STATES = dict(AgreementState.choices)


def why_not_write_agreement(agreement: Agreement) -> list[Reason]:
    """What one side has signed changes only when the signature is taken back; what both have signed never changes."""
    if agreement.state == AgreementState.OFFERED:
        return [
            Reason(
                "signed-by-one",
                _("One side has signed, so the words stand as they are."),
                _("Whoever signed can take the signature back; then it can be written on."),
            )
        ]
    if agreement.state == AgreementState.SIGNED:
        return [
            Reason(
                "signed-by-both",
                _("Both sides have signed: the agreement is frozen."),
                _("Make a new one for the rest of the period."),
            )
        ]
    return []


def why_not_period(
    plan: Plan, unit: Unit, starts: datetime.date, ends: datetime.date, itself: int | None = None
) -> list[Reason]:
    """A unit has one agreement at a time under a plan, so that nobody need ask which one holds."""
    if ends < starts:
        return [Reason("period", _("The period ends before it begins."), _("Swap the two dates."))]
    standing = Agreement.objects.filter(plan=plan, unit=unit, starts__lte=ends, ends__gte=starts)
    other = standing.exclude(pk=itself).first()
    if other is None:
        return []
    return [
        Reason(
            "overlaps",
            _("%(unit)s has one for %(years)s already.") % {"unit": unit.name, "years": other.years},
            _("Go on with that, or choose days after it."),
        )
    ]


def why_not_sign(agreement: Agreement, side: Side | None, by: Any) -> list[Reason]:
    """Each side signs once, one person does not sign for both, and there is something to sign."""
    to = AgreementState.SIGNED if agreement.state == AgreementState.OFFERED else AgreementState.OFFERED
    reasons = why_not_move(AGREEMENT_TRANSITIONS, agreement.state, to, STATES)
    if side is None:
        return reasons
    signed = list(Signature.objects.filter(agreement=agreement))
    if any(each.side == side for each in signed):
        reasons.append(
            Reason("side-has-signed", _("Your side has signed."), _("It waits for the other side now."))
        )
    elif any(each.name == str(by) for each in signed):
        reasons.append(
            Reason(
                "same-person",
                _("One person does not sign for both sides."),
                _("Ask the deputy of one of the two positions to sign."),
            )
        )
    taken = AgreementGoal.objects.filter(agreement=agreement)
    if not taken.exists():
        reasons.append(
            Reason("nothing-taken-in", _("No goal is taken in."), _("Choose at least one approved goal."))
        )
    for row in taken.exclude(goal__state=GoalState.ACTIVE).select_related("goal"):
        reasons.append(
            Reason(
                "goal-not-approved",
                _("“%(goal)s” is not approved any longer.") % {"goal": row.goal.title},
                _("Leave it out, or have it approved first."),
            )
        )
    return reasons
