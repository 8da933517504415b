"""What can be said against a rhythm, and against taking one of its rounds away."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from roedtraad.core.reasons import Reason
from roedtraad.plans.enums import PlanState
from roedtraad.plans.models import Plan

from .counting import LIMITS, Spans
from .models import CheckIn, Cycle
from .rhythm import month_name
from .rules import is_frozen, plan_is_closed


def why_not_rhythm(plan: Plan, beats: Sequence[tuple[int, Spans]]) -> list[Reason]:
    """A plan that is closed has no rhythm; a month stands in it once; each part has days that people can live with."""
    if plan.state == PlanState.CLOSED:
        return [plan_is_closed(plan)]
    reasons = []
    months = [month for month, _spans in beats]
    for month in sorted({each for each in months if months.count(each) > 1}):
        reasons.append(
            Reason(
                "month-twice",
                _("%(month)s stands twice.") % {"month": month_name(month).capitalize()},
                _("Leave one of them out: a month has one follow-up."),
            )
        )
    for month, spans in beats:
        for name, (least, most) in LIMITS.items():
            if not least <= getattr(spans, name) <= most:
                reasons.append(
                    Reason(
                        "days",
                        _("%(month)s: %(what)s must have between %(least)s and %(most)s days.")
                        % {
                            "month": month_name(month).capitalize(),
                            "what": part_of(name),
                            "least": least,
                            "most": most,
                        },
                        _("The usual days can be had by leaving the fields as they were."),
                    )
                )
    return reasons


def part_of(name: str) -> str:
    return {
        "reporting": _("the reporting"),
        "signing": _("the sign-off"),
        "writing": _("the writing of the report"),
        "agenda": _("the time from the agenda to the meeting"),
    }[name]


def rhythm_is_there(plan: Plan) -> Reason:
    return Reason(
        "rhythm-there",
        _("Somebody has said a rhythm for “%(plan)s” meanwhile.") % {"plan": plan.title},
        _("Open the page again: what was said stands in it."),
        reverse("followup:rhythm", args=[plan.pk]),
    )


def why_not_drop(cycle: Cycle, today: datetime.date | None = None) -> list[Reason]:
    """A cycle is taken away, or follows its meeting by itself, only before anybody has been asked."""
    if is_frozen(cycle):
        return [
            Reason(
                "cycle-frozen",
                _("“%(cycle)s” is frozen.") % {"cycle": cycle.title},
                _("What was reported stays."),
            )
        ]
    opened = cycle.opens <= (today or timezone.localdate()) and not cycle.is_waiting
    if opened or CheckIn.objects.filter(cycle=cycle).exists():
        return [
            Reason(
                "cycle-opened",
                _("“%(cycle)s” opened on %(day)s, and people have been asked.")
                % {"cycle": cycle.title, "day": date_format(cycle.opens, "DATE_FORMAT")},
                _("Give it other dates, or freeze it with a reason."),
                reverse("followup:cycle", args=[cycle.pk]),
            )
        ]
    return []
