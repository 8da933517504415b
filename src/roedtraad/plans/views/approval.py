"""Where a unit's goal is on its way, and what the one who reads the page may do next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from roedtraad.core.reasons import Reason
from roedtraad.organisation.leading import leading
from roedtraad.plans.enums import GoalState, PlanState, RemarkKind
from roedtraad.plans.models import Goal
from roedtraad.plans.permissions import (
    may_approve_unit_goal,
    may_comment_unit_goal,
    may_submit_unit_goal,
    may_write_unit_goal,
)
from roedtraad.plans.queries import GoalPage
from roedtraad.plans.unit_rules import OPEN, why_not_approve, why_not_submit


@dataclass(frozen=True)
class Approval:
    """`title` and `says`: where the goal is, in words. The reasons head buttons that refuse."""

    title: str = ""
    says: str = ""
    may_submit: bool = False
    may_edit: bool = False
    may_remove: bool = False
    may_approve: bool = False
    may_comment: bool = False
    why_not_submit: Sequence[Reason] = ()
    why_not_approve: Sequence[Reason] = ()


def approval_of(goal: Goal, page: GoalPage, user: Any) -> Approval:
    """What the page of a unit's goal says of its way, to this reader."""
    lines = leading(user)
    alive = goal.plan.state != PlanState.CLOSED
    writing, submitted = goal.state in OPEN, goal.state == GoalState.SUBMITTED
    title, says = _said(goal, page, lines.leader_of(goal.unit_id), lines.manager_of(goal.unit_id))
    may_submit = alive and writing and may_submit_unit_goal.given(user, goal)
    may_edit = alive and writing and may_write_unit_goal.given(user, goal)
    may_approve = alive and (submitted or goal.is_active) and may_approve_unit_goal.given(user, goal)
    return Approval(
        title,
        says,
        may_submit=may_submit,
        may_edit=may_edit,
        may_remove=may_edit and all(each.kind != RemarkKind.APPROVED for each in page.remarks),
        may_approve=may_approve,
        may_comment=alive and may_comment_unit_goal.given(user, goal),
        why_not_submit=why_not_submit(goal, lines) if may_submit else (),
        why_not_approve=why_not_approve(goal) if may_approve and submitted else (),
    )


def _said(goal: Goal, page: GoalPage, leader: Any, manager: Any) -> tuple[str, str]:
    leader_said, manager_said = leader or _("nobody yet"), manager or _("nobody yet")
    if goal.state == GoalState.SUBMITTED:
        return _("Submitted for approval"), _("%(manager)s reads it, and approves it or returns it.") % {
            "manager": manager_said
        }
    if goal.state == GoalState.RETURNED:
        reason = next((each.text for each in reversed(page.remarks) if each.kind == RemarkKind.RETURNED), "")
        return _("Returned by %(manager)s") % {"manager": manager_said}, reason
    if goal.state == GoalState.WRITING:
        return _("Being written"), _(
            "It counts when %(leader)s has submitted it and %(manager)s approved it."
        ) % {
            "leader": leader_said,
            "manager": manager_said,
        }
    return _("The goal is %(state)s") % {"state": goal.get_state_display()}, goal.end_reason
