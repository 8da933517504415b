"""What a unit's own goal must say and await before it counts, as sentences."""

from __future__ import annotations

from django.urls import reverse
from django.utils import timezone
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from roedtraad.core.days import long_day
from roedtraad.core.reasons import Reason
from roedtraad.core.states import why_not_move
from roedtraad.organisation.leading import Leading
from roedtraad.organisation.models import Unit

from .enums import UNIT_GOAL_TRANSITIONS, GoalState
from .models import FocusArea, Goal, Remark
from .rules import LEVEL, Finding, why_not_write

# Few elements are followed up; with more than a handful a unit reports on everything and moves nothing.
MANY_A_UNIT = 5

STATES = dict(GoalState.choices)
# The template: what, how we live up to it, how we follow up, when expected; and the level, which a goal under a focus
# area has from nowhere else. Which indicators may come later.
TEMPLATE = {
    "title": gettext_lazy("what the goal is"),
    "how": gettext_lazy("how you live up to it"),
    "followed_by": gettext_lazy("how you follow up"),
    "due_earliest": gettext_lazy("when it is expected to be reached"),
    "level": LEVEL,
}
OPEN = (GoalState.WRITING, GoalState.RETURNED)


def unanswered(goal: Goal) -> list[str]:
    """What of the common template is still empty, in the template's order."""
    return [str(words) for name, words in TEMPLATE.items() if not getattr(goal, name)]


def why_not_of_unit(unit: Unit) -> list[Reason]:
    """A unit that has ended sets itself no goals and agrees on nothing: whoever carries it on does."""
    if unit.ends is None or unit.ends >= timezone.localdate():
        return []
    return [
        Reason(
            "unit-ended",
            _("“%(thing)s” has ended on %(day)s.") % {"thing": unit, "day": long_day(unit.ends)},
            _("See who carries it on."),
            reverse("organisation:unit", args=[unit.pk]),
        )
    ]


def why_not_hang(under: Goal | FocusArea) -> list[Reason]:
    """A unit's goal stands under a goal of the plan that is worked on, or under a focus area; never under another
    unit's."""
    if isinstance(under, FocusArea):
        return why_not_write(under.plan)
    reasons = why_not_write(under.plan)
    if under.unit_id:
        reasons.append(
            Reason(
                "under-units-goal",
                _("“%(goal)s” is itself a unit's goal.") % {"goal": under.title},
                _("Choose a goal of the plan, or a focus area."),
            )
        )
    elif not under.is_active:
        reasons.append(
            Reason(
                "parent-ended",
                _("“%(goal)s” is no longer worked on.") % {"goal": under.title},
                _("Choose another goal of the plan, or a focus area."),
            )
        )
    return reasons


def why_not_rewrite(goal: Goal) -> list[Reason]:
    """A unit's goal is written on until it is submitted, and again when it has been returned: what was agreed is
    changed by agreement."""
    reasons = why_not_write(goal.plan)
    if goal.state == GoalState.SUBMITTED:
        reasons.append(
            Reason(
                "submitted",
                _("The goal has been submitted, and is being read as it stands."),
                _("Ask the line manager to return it."),
            )
        )
    elif goal.state not in OPEN:
        reasons.append(
            Reason(
                "approved",
                _("The goal is approved: what was agreed is changed by agreement."),
                _("Ask the line manager to return it; then it can be written anew and submitted again."),
            )
        )
    return reasons


def why_not_submit(goal: Goal, lines: Leading) -> list[Reason]:
    """A unit's goal is submitted when it answers the common template, and when there is a line manager to approve it."""
    reasons = [
        *why_not_move(UNIT_GOAL_TRANSITIONS, goal.state, GoalState.SUBMITTED, STATES),
        *why_not_hang(goal.parent or goal.focus_area),  # type: ignore[arg-type]  # one of the two, by its action
    ]
    missing = unanswered(goal)
    if missing:
        reasons.append(
            Reason(
                "template",
                _("The goal does not say %(what)s yet.") % {"what": get_text_list(missing, _("or"))},
                _("Write it; one sentence each is enough."),
                reverse("plans:edit_unit_goal", args=[goal.pk]),
            )
        )
    if lines.manager_of(goal.unit_id) is None:
        reasons.append(
            Reason(
                "no-manager",
                _("No position leads a unit above “%(unit)s”, so nobody can approve the goal.")
                % {"unit": goal.unit},
                _("The local administrator can say which unit it stands under, and who leads that."),
                reverse("organisation:index"),
            )
        )
    return reasons


def why_not_approve(goal: Goal) -> list[Reason]:
    """A unit's goal is approved once it has been submitted, and only under a goal that is still worked on."""
    return [
        *why_not_move(UNIT_GOAL_TRANSITIONS, goal.state, GoalState.ACTIVE, STATES),
        *why_not_hang(goal.parent or goal.focus_area),  # type: ignore[arg-type]
    ]


def why_not_return(goal: Goal, text: str) -> list[Reason]:
    """A goal is returned with a reason: without one nobody knows what to write instead."""
    reasons = [
        *why_not_write(goal.plan),
        *why_not_move(UNIT_GOAL_TRANSITIONS, goal.state, GoalState.RETURNED, STATES),
    ]
    if not text.strip():
        reasons.append(
            Reason(
                "reason-missing",
                _("A goal is not returned without a word."),
                _("Write what should be different; one sentence is enough."),
            )
        )
    return reasons


def why_not_remove(goal: Goal) -> list[Reason]:
    """What never was approved may be thrown away by those who wrote it; what was approved is ended with a reason."""
    reasons = why_not_rewrite(goal)
    if not reasons and Remark.objects.filter(goal=goal, kind="approved").exists():
        reasons.append(
            Reason(
                "was-approved",
                _("The goal has been approved before, and does not disappear silently."),
                _("The line manager can end it with a reason."),
            )
        )
    return reasons


def findings_of_unit(number: int, *, being_written: bool = False) -> list[Finding]:
    """What the unit's goals, so many, would be better for; never a refusal. `being_written`: the last of them is."""
    if number <= MANY_A_UNIT:
        return []
    words = (
        _(
            "With this one the unit has %(n)s goals. With more than %(cap)s most are reported on and few are moved: "
            "everyday work takes the hours. Which would you keep if you had to choose?"
        )
        if being_written
        else _(
            "The unit has %(n)s goals. With more than %(cap)s most are reported on and few are moved: "
            "everyday work takes the hours. Which would you keep if you had to choose?"
        )
    )
    return [Finding("many-a-unit", words % {"n": number, "cap": MANY_A_UNIT})]
