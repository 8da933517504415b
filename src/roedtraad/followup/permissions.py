"""Who opens and freezes a cycle, who drafts, and who signs off."""

from __future__ import annotations

from typing import Any

import rules
from django.utils.translation import gettext_lazy as _

from roedtraad.core.permissions import Permission, is_signed_in, is_system
from roedtraad.organisation.permissions import is_coordinator
from roedtraad.plans.models import Goal

from .standing import answers_for, writes_for


def goal_of(thing: Any) -> Goal | None:
    return thing if isinstance(thing, Goal) else getattr(thing, "goal", None)


@rules.predicate
def answers_for_the_goal(user: Any, thing: Any) -> bool:
    """The one who answers for the goal, or its deputy."""
    goal = goal_of(thing)
    return goal is not None and answers_for(user, goal)


@rules.predicate
def writes_for_the_goal(user: Any, thing: Any) -> bool:
    """A writer in the unit of the goal's owner."""
    goal = goal_of(thing)
    return goal is not None and writes_for(user, goal)


may_read_follow_up = Permission(
    "followup.read", is_signed_in, _("Only people of this municipality who are signed in see the follow-up.")
)
may_run_cycles = Permission(
    "followup.run",
    is_system | is_coordinator,
    _("Cycles are opened and frozen by the policy coordinator."),
    _("Tell the policy coordinator which meeting the follow-up is to reach."),
)
may_draft = Permission(
    "followup.draft",
    answers_for_the_goal | writes_for_the_goal,
    _("A check-in is written by the one who answers for the goal, the deputy, or a writer in the same unit."),
    _("The policy coordinator can name a deputy."),
)
may_sign_off = Permission(
    "followup.sign_off",
    answers_for_the_goal,
    _("A writer may draft for the one who answers; only the one who answers, or the deputy, signs off."),
    _("Submit it, and it is ready for the one who answers."),
)
may_bring_sheets = Permission(
    "followup.bring_sheets",
    is_signed_in,
    _(
        "Only people of this municipality who are signed in bring a sheet; each goal in it asks who reports on it."
    ),
)
