"""What stands in the way of a meeting's next step, as sentences. The same under a button and in the exception."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from roedtraad.core.days import long_day
from roedtraad.core.reasons import Reason
from roedtraad.core.states import why_not_move
from roedtraad.matters.models import Meeting
from roedtraad.plans.enums import PlanState
from roedtraad.plans.models import Plan

from .enums import SITTING_TRANSITIONS, STEERING_KINDS, SittingState
from .models import Point, Sitting

STATES = dict(SittingState.choices)


def why_not_prepare(meeting: Meeting, plan: Plan) -> list[Reason]:
    """An agenda is made once, for a meeting that is held, of a group that steers, about a plan that runs."""
    reasons = []
    if meeting.body.kind not in STEERING_KINDS:
        reasons.append(
            Reason(
                "no-steering-group",
                _("%(body)s does not steer a plan: it decides by matters.") % {"body": meeting.body},
                _("Choose a meeting of a steering group."),
            )
        )
    if meeting.cancelled:
        reasons.append(
            Reason(
                "cancelled",
                _("The meeting on %(day)s is cancelled.") % {"day": long_day(meeting.date)},
                _("Choose another meeting."),
            )
        )
    if plan.state != PlanState.RUNNING:
        reasons.append(
            Reason(
                "plan-not-running",
                _("“%(plan)s” does not run.") % {"plan": plan.title},
                _("Choose a plan that is being carried out."),
            )
        )
    if Sitting.objects.filter(meeting=meeting).exists():
        reasons.append(
            Reason(
                "prepared-already",
                _("The agenda of that meeting is made already."),
                _("Open it, and add what is missing."),
            )
        )
    return reasons


def why_not_write(sitting: Sitting) -> list[Reason]:
    """The agenda and the minutes are written on until the minutes are approved."""
    if not sitting.is_approved:
        return []
    return [
        Reason(
            "minutes-approved",
            _("The minutes are approved and stand as they are."),
            _("Write a correction with a reason."),
        )
    ]


def why_not_open(sitting: Sitting) -> list[Reason]:
    """A meeting begins on its day or after, not before; a cancelled one does not begin."""
    reasons = why_not_move(SITTING_TRANSITIONS, sitting.state, SittingState.RUNNING, STATES)
    if reasons:
        return reasons
    meeting = sitting.meeting
    if meeting.cancelled:
        reasons.append(
            Reason(
                "cancelled",
                _("The meeting on %(day)s is cancelled.") % {"day": long_day(meeting.date)},
                _("Make the agenda of another meeting."),
            )
        )
    elif meeting.date > timezone.localdate():
        reasons.append(
            Reason(
                "not-yet",
                _("The meeting is on %(day)s.") % {"day": long_day(meeting.date)},
                _("Move it if it is held earlier."),
                reverse("matters:meeting", args=[meeting.pk]),
            )
        )
    return reasons


def why_not_approve(sitting: Sitting, points: Sequence[Point]) -> list[Reason]:
    """Minutes are approved when the meeting is over and they say something."""
    reasons = why_not_move(SITTING_TRANSITIONS, sitting.state, SittingState.APPROVED, STATES)
    if reasons:
        return reasons
    if not any(point.is_written for point in points):
        reasons.append(
            Reason(
                "nothing-written",
                _("No point says what was said or decided."),
                _("Write at least one sentence, or take the points away that were not reached."),
            )
        )
    for point in points:
        reasons += why_not_tasks(point.tasks, point.title)
    return reasons


def why_not_tasks(tasks: Sequence[Mapping[str, Any]], title: str) -> list[Reason]:
    """A task says what is to be done: a name and a day alone are none."""
    if all(task["text"] for task in tasks):
        return []
    return [
        Reason(
            "task-without-words",
            _("A task under “%(point)s” has no words.") % {"point": title},
            _("Write what is to be done, or empty its line."),
        )
    ]


def why_not_correct(point: Point, reason: str, said: str, decision: str) -> list[Reason]:
    """Only approved minutes are corrected, with a reason, and so that something is other than it was."""
    reasons = []
    if not point.sitting.is_approved:
        reasons.append(
            Reason(
                "not-approved",
                _("The minutes are not approved yet."),
                _("Write in them as they are."),
            )
        )
    if not reason.strip():
        reasons.append(
            Reason("no-reason", _("It does not say what was wrong."), _("Write it in one sentence."))
        )
    if (said.strip(), decision.strip()) == (point.said, point.decision):
        reasons.append(
            Reason(
                "nothing-mended", _("Nothing has been changed."), _("Write what it should say, then save.")
            )
        )
    if bool(decision.strip()) != bool(point.decision):
        reasons.append(
            Reason(
                "decision-comes-or-goes",
                _("A correction mends what was written down. It makes no decision, and takes none away."),
                _("What the group decides anew belongs to its next meeting."),
            )
        )
    return reasons


def due_of(task: Mapping[str, Any]) -> datetime.date | None:
    return datetime.date.fromisoformat(task["due"]) if task["due"] else None
