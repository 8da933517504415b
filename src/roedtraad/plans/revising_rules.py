"""The rules of a revision, as sentences: each goal is kept, changed, merged or dropped, with a reason; nothing disappears silently."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from roedtraad.core.reasons import Reason

from .enums import Fate, PlanState
from .models import Goal, GoalFate, Plan, PlanRevision
from .rules import why_not_start


def why_not_revise(plan: Plan) -> list[Reason]:
    """A plan that runs is revised, once."""
    if plan.state != PlanState.RUNNING:
        return [
            Reason(
                "plan-not-running",
                _("“%(plan)s” does not run.") % {"plan": plan.title},
                _("Only a plan that runs is revised: one that is being written is simply changed."),
            )
        ]
    begun = PlanRevision.objects.filter(plan=plan).first()
    if begun is None:
        return []
    return [
        Reason(
            "revision-begun",
            _("“%(plan)s” is being revised already.") % {"plan": plan.title},
            _("Go on with that revision."),
            reverse("plans:revision", args=[begun.pk]),
        )
    ]


def why_not_settle(
    revision: PlanRevision, goal: Goal, fate: str, reason: str, into: Goal | None
) -> list[Reason]:
    """At revision each goal is kept, changed, merged or dropped, with a reason."""
    reasons = why_not_open(revision)
    if goal.plan_id != revision.plan_id or goal.unit_id:
        reasons.append(
            Reason(
                "goal-of-another-plan",
                _("“%(goal)s” is no goal of the plan that is revised.") % {"goal": goal.title},
                _("Choose one of its own goals."),
            )
        )
    if not reason.strip():
        reasons.append(
            Reason(
                "reason-missing", _("Nothing disappears silently."), _("Write why; one sentence is enough.")
            )
        )
    if fate == Fate.MERGED and (into is None or into.plan_id != revision.successor_id):
        reasons.append(
            Reason(
                "merged-into-nothing",
                _("It does not say which goal of the new plan it is merged with."),
                _("Keep or change that goal first; then it can be chosen here."),
            )
        )
    return reasons


def why_not_open(revision: PlanRevision) -> list[Reason]:
    """What became of the goals stands fast when the new plan has begun."""
    if revision.is_open:
        return []
    return [
        Reason(
            "revision-ended",
            _("The revision has ended, and “%(plan)s” runs.") % {"plan": revision.successor.title},
            _("Change the goal in the plan that runs."),
            reverse("plans:plan", args=[revision.successor_id]),
        )
    ]


def why_not_take_back(fate: GoalFate) -> list[Reason]:
    """A goal that has been carried on is not taken back once others are merged into it, or units have goals under it."""
    reasons = []
    below = Goal.objects.filter(parent=fate.into_id).count() if fate.into_id else 0
    if below:
        reasons.append(
            Reason(
                "units-under-it",
                ngettext(
                    "A unit has set itself a goal under it.",
                    "Units have set themselves %(n)s goals under it.",
                    below,
                )
                % {"n": below},
                _("Move or remove those first."),
            )
        )
    others = GoalFate.objects.filter(into=fate.into_id).exclude(pk=fate.pk).count() if fate.into_id else 0
    if fate.fate != Fate.MERGED and others:
        reasons.append(
            Reason(
                "others-merged",
                ngettext(
                    "%(n)s other goal is merged into “%(goal)s”.",
                    "%(n)s other goals are merged into “%(goal)s”.",
                    others,
                )
                % {"n": others, "goal": fate.into.title if fate.into else ""},
                _("Settle that one first."),
            )
        )
    return reasons


def why_not_end(revision: PlanRevision, unsettled: list[Goal], user: Any = None) -> list[Reason]:
    """A revision ends when every goal has its fate; then it is asked whether the new plan may start."""
    if unsettled:
        return [
            *why_not_open(revision),
            Reason(
                "goals-unsettled",
                ngettext(
                    "Of %(n)s goal nothing is said: “%(goal)s”.",
                    "Of %(n)s goals nothing is said, first “%(goal)s”.",
                    len(unsettled),
                )
                % {"n": len(unsettled), "goal": unsettled[0].title},
                _("Say what becomes of each."),
                reverse("plans:settle", args=[unsettled[0].pk]),
            ),
        ]
    return [*why_not_open(revision), *why_not_start(revision.successor, user)]
