"""What can be said against the words of a question."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from roedtraad.core.reasons import Reason
from roedtraad.plans.enums import PlanState
from roedtraad.plans.models import Plan

from .questions import USUAL
from .sheets.columns import OTHER_HEADERS, folded

NAMES = ("status", "happened", "need")


def why_not_word(plan: Plan, *words: str) -> list[Reason]:
    """Each question has words of its own: they head the columns of the spreadsheet too. A closed plan asks no more."""
    if plan.state == PlanState.CLOSED:
        return [
            Reason(
                "plan-closed",
                _("“%(plan)s” is closed, and asks no more questions.") % {"plan": plan.title},
                _("Word the questions of the plan that runs now."),
                reverse("plans:plan", args=[plan.pk]),
            )
        ]
    reasons = []
    met = {folded(header) for header in OTHER_HEADERS}
    for name, said in zip(NAMES, words, strict=True):
        full = said or str(USUAL[name])
        if folded(full) in met:
            reasons.append(
                Reason(
                    "question-twice",
                    _("“%(words)s” stands already, as a question or above a column of the spreadsheet.")
                    % {"words": full},
                    _("Word one of them otherwise, so that the answers can be told apart."),
                )
            )
        met.add(folded(full))
    return reasons
