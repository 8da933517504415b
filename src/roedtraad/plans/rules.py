"""What a plan must have before it starts, as sentences. Before that, the same things are findings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from roedtraad.core.reasons import Reason
from roedtraad.core.states import why_not_move

from .enums import GOAL_TRANSITIONS, PLAN_TRANSITIONS, GoalState, PlanState
from .models import Goal, Plan

# Plans under 20 elements succeed several times as often as those over 60 (vendors' follow-up figures).
MANY_GOALS = 20

HANGS = gettext_lazy("what it hangs on")
OWNER = gettext_lazy("who answers for it")
LEVEL = gettext_lazy("which level of prevention it serves, or that none applies")


def lacks(goal: Goal) -> list[str]:
    """What a goal does not say yet of the three things it must say when its plan starts; empty if nothing."""
    missing = []
    if not goal.hangs_on_something:
        missing.append(HANGS)
    if goal.owner_id is None:
        missing.append(OWNER)
    if not goal.level:
        missing.append(LEVEL)
    return [str(word) for word in missing]


def _lack_reason(goal: Goal, missing: Sequence[str]) -> Reason:
    return Reason(
        "goal-lacks",
        _("“%(goal)s” does not say %(what)s.")
        % {"goal": goal.title, "what": get_text_list(list(missing), _("or"))},
        _("Add it to the goal"),
        reverse("plans:edit_goal", args=[goal.pk]) if goal.pk else "",
    )


def why_not_stand(goal: Goal) -> list[Reason]:
    """When a plan runs, each goal says what it hangs on, who owns it, and which level it serves or that none applies."""
    missing = lacks(goal)
    return [_lack_reason(goal, missing)] if missing else []


def why_not_start(plan: Plan, user: Any = None) -> list[Reason]:
    """When a plan starts, each goal says what it hangs on, who owns it, and which level it serves or that none
    applies. One reason a goal, with the way to mend it."""
    reasons = why_not_move(PLAN_TRANSITIONS, plan.state, PlanState.RUNNING, dict(PlanState.choices))
    goals = list(Goal.objects.active().of_the_plan().filter(plan=plan))
    if not goals:
        reasons.append(
            Reason(
                "no-goals",
                _("The plan has no goals yet."),
                _("Write the first goal"),
                reverse("plans:new_goal", args=[plan.pk]),
            )
        )
    for goal in goals:
        reasons += why_not_stand(goal)
    return reasons


def why_not_write(plan: Plan) -> list[Reason]:
    """A closed plan is history: its goals are neither added nor changed."""
    if plan.state != PlanState.CLOSED:
        return []
    return [
        Reason(
            "plan-closed",
            _("“%(plan)s” is closed.") % {"plan": plan.title},
            _("Make a new plan for the new period."),
        )
    ]


def why_not_end(goal: Goal, to: GoalState, reason: str) -> list[Reason]:
    """A goal is dropped or closed with a reason: nothing disappears silently."""
    reasons = why_not_move(GOAL_TRANSITIONS, goal.state, to, dict(GoalState.choices))
    if not reason.strip():
        reasons.append(
            Reason(
                "reason-missing",
                _("Nothing disappears silently."),
                _("Write why the goal goes; one sentence is enough."),
            )
        )
    return reasons


@dataclass(frozen=True)
class Finding:
    """Something missing that is no refusal: the sentence, and where it is mended."""

    code: str
    sentence: str
    url: str = ""
    button: str = ""


def many_goals(number: int, *, being_written: bool = False) -> list[Finding]:
    """A plan of more than 20 goals tends to fail: said while it is written, while it runs, and where one more is being
    written that makes it so many. A suggestion, never a refusal."""
    if number <= MANY_GOALS:
        return []
    words = (
        _(
            "With this one the plan has %(n)s goals. Plans with fewer than %(cap)s are carried out far more often: does it fit into one that stands there already?"
        )
        if being_written
        else _(
            "The plan has %(n)s goals. Plans with fewer than %(cap)s are carried out far more often: could some be merged?"
        )
    )
    return [Finding("many-goals", words % {"n": number, "cap": MANY_GOALS})]


def findings(plan: Plan, goals: Sequence[Goal], with_criteria: set[int]) -> list[Finding]:
    """What the plan would be better for; never a refusal. `with_criteria`: goals that have one."""
    found = many_goals(len(goals))
    ownerless = sum(bool(goal.owner and not goal.deputy_id and not goal.owner.deputy_id) for goal in goals)
    if ownerless:
        found.append(
            Finding(
                "no-deputy",
                ngettext(
                    "%(n)s goal has no deputy: if its owner is away, nobody reports.",
                    "%(n)s goals have no deputy: if the owner is away, nobody reports.",
                    ownerless,
                )
                % {"n": ownerless},
            )
        )
    without = [goal for goal in goals if goal.pk not in with_criteria]
    if without:
        found.append(
            Finding(
                "no-criterion",
                ngettext(
                    "%(n)s goal has no criterion: nobody can tell when it is reached.",
                    "%(n)s goals have no criterion: nobody can tell when they are reached.",
                    len(without),
                )
                % {"n": len(without)},
                reverse("plans:edit_goal", args=[without[0].pk]),
                _("Add one to “%(goal)s”") % {"goal": without[0].title},
            )
        )
    return found
