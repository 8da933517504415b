"""The verbs of reporting: save, hand on, sign off, correct."""

from __future__ import annotations

import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from roedtraad.core.actions import action
from roedtraad.core.models import User
from roedtraad.core.reasons import ChangedMeanwhile, Reason
from roedtraad.core.states import move
from roedtraad.followup.enums import CHECK_IN_TRANSITIONS, CheckInState, Need
from roedtraad.followup.models import CheckIn, Cycle
from roedtraad.followup.permissions import may_draft, may_sign_off
from roedtraad.followup.questions import questions_of
from roedtraad.followup.rules import (
    missing_in,
    what_is_missing,
    why_not_correct,
    why_not_report,
    why_not_sign_off,
)
from roedtraad.followup.standing import answers_for
from roedtraad.organisation.models import Position
from roedtraad.organisation.queries import standing_of
from roedtraad.plans.models import Goal

from .common import refuse


@action("followup.save_check_in", permission=may_draft)
def save_check_in(
    check_in: CheckIn,
    *,
    by: User,
    status: str,
    happened: str = "",
    need: str = "",
    needed: str = "",
    awaited_until: datetime.date | None = None,
) -> CheckIn:
    """Keep a draft. A writer who goes on with what was submitted takes it back to a draft.

    `check_in` from `queries.check_in_for`: the one that is there, or a fresh one.
    """
    refuse(why_not_report(check_in))
    if check_in.pk is None:
        refuse_second(check_in)
    before = _answers_of(check_in)
    _answer(check_in, status, happened, need, needed, awaited_until)
    # What is saved as one types may come in after the button was pressed. The same words from the same hand are no
    # new version: whoever signs off in the meantime has seen them.
    if check_in.pk is not None and check_in.written_by_id == by.pk and _answers_of(check_in) == before:
        return check_in
    check_in.written_by = by
    if check_in.state == CheckInState.SUBMITTED and not answers_for(by, check_in.goal):
        move(check_in, CheckInState.DRAFT, CHECK_IN_TRANSITIONS)
    check_in.save()
    return check_in


def refuse_second(check_in: CheckIn) -> None:
    """Two people began on the same goal at once: the one who saves last sees the other's words."""
    Goal.objects.select_for_update().get(pk=check_in.goal_id)
    other = (
        CheckIn.objects.filter(cycle=check_in.cycle, goal=check_in.goal).select_related("written_by").first()
    )
    if other is not None:
        raise ChangedMeanwhile(
            Reason(
                "changed-meanwhile",
                _("%(who)s saved this while you were writing.")
                % {"who": other.written_by or _("Somebody else")},
                _(
                    "Both texts are shown below. Choose, or write them together, and save again: nothing is lost."
                ),
            ),
            theirs={
                "status": other.status,
                "happened": other.happened,
                "need": other.need,
                "needed": other.needed,
                "awaited_until": other.awaited_until.isoformat() if other.awaited_until else None,
                "version": other.version,
            },
        )


def _answers_of(check_in: CheckIn) -> tuple[object, ...]:
    return (check_in.status, check_in.happened, check_in.need, check_in.needed, check_in.awaited_until)


def _answer(
    check_in: CheckIn, status: str, happened: str, need: str, needed: str, awaited_until: datetime.date | None
) -> None:
    check_in.status, check_in.happened = status, happened.strip()
    check_in.need, check_in.needed = need or Need.NONE, needed.strip()
    check_in.awaited_until = awaited_until if need == Need.AWAITED else None


@action("followup.submit", permission=may_draft)
def submit(check_in: CheckIn, *, by: User) -> CheckIn:
    """A writer hands the draft to the one who answers."""
    refuse([*why_not_report(check_in), *missing_in(check_in)])
    move(check_in, CheckInState.SUBMITTED, CHECK_IN_TRANSITIONS)
    check_in.save()
    return check_in


@action("followup.sign_off", permission=may_sign_off)
def sign_off(check_in: CheckIn, *, by: User) -> CheckIn:
    """A writer may draft for the one who answers; only the one who answers signs off. Then it is frozen."""
    # Either before the freeze, and then in the snapshot, or after it, and then refused: never between the two.
    check_in.cycle = Cycle.objects.select_for_update().get(pk=check_in.cycle_id)
    refuse(why_not_sign_off(check_in, by))
    move(check_in, CheckInState.SIGNED, CHECK_IN_TRANSITIONS)
    _sign(check_in, by)
    check_in.save()
    return check_in


def _sign(check_in: CheckIn, by: User) -> None:
    """Who, in which position, when: the record keeps who held it that day, and the plan's own words of the questions."""
    check_in.signed_by, check_in.signed_name, check_in.signed_at = by, by.name, timezone.now()
    check_in.asked = questions_of(check_in.goal.plan_id).asked
    check_in.signed_as = _position_of(by, check_in.goal)


def _position_of(user: User, goal: Goal) -> Position | None:
    """The position in which a user signs for a goal: the owner's own, else the one that deputises for it."""
    standing = standing_of(user)
    if goal.owner_id in standing.positions:
        return goal.owner
    if goal.deputy_id in standing.positions:
        return goal.deputy
    return goal.owner.deputy if goal.owner else None


@action("followup.correct_check_in", permission=may_sign_off)
def correct_check_in(
    check_in: CheckIn,
    *,
    by: User,
    reason: str,
    status: str,
    happened: str = "",
    need: str = "",
    needed: str = "",
    awaited_until: datetime.date | None = None,
) -> CheckIn:
    """A late correction is a new check-in with a reason, signed off as it is written; the first one stays."""
    refuse([*why_not_correct(check_in, reason), *what_is_missing(status, need, needed, awaited_until)])
    correction = CheckIn(
        cycle=check_in.cycle,
        goal=check_in.goal,
        corrects=check_in,
        correction_reason=reason.strip(),
        written_by=by,
    )
    _answer(correction, status, happened, need, needed, awaited_until)
    move(correction, CheckInState.SIGNED, CHECK_IN_TRANSITIONS)
    _sign(correction, by)
    correction.save()
    return correction
