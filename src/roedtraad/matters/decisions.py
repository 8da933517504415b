"""What bodies decide, and the tasks that come of it."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from roedtraad.core import registries
from roedtraad.core.actions import action
from roedtraad.core.reasons import Reason, Refused
from roedtraad.core.states import move
from roedtraad.organisation.models import Body, Position

from .actions import in_words, refuse_wrong_meeting, to_be_filed
from .enums import APPROVALS, CARRIED, TASK_TRANSITIONS, DecisionResult, TaskState
from .models import Decision, Matter, Meeting, Recommendation, Task
from .permissions import may_end_task, may_keep_matters

# 'at status i øvrigt tages til efterretning' is approved, yet asks nothing of anybody.
ASKS_NOTHING = re.compile(r"til (?:efterretning|orientering)\W*$", re.IGNORECASE)


@dataclass(frozen=True)
class TaskWords:
    """A task as typed: what, of which position, by when."""

    text: str
    owner: Position | None = None
    due: datetime.date | None = None


@dataclass(frozen=True)
class Votes:
    """How the votes fell; None where the minutes do not say."""

    for_: int | None = None
    against: int | None = None
    abstained: int | None = None


@dataclass(frozen=True)
class Outcome:
    """What the minutes say about one at-point (None: about the matter as a whole), and the tasks it becomes.

    `votes` and `minority` of its own stand for what is said of all the points.
    """

    result: str
    recommendation: Recommendation | None = None
    wording: str = ""
    count: Votes | None = None
    votes: str = ""
    minority: str = ""
    demands_task: bool | None = None
    tasks: Sequence[TaskWords] = field(default=())


@action("matters.record_decision", permission=may_keep_matters)
def record_decision(
    matter: Matter,
    *,
    by: Any,
    body: Body,
    date: datetime.date,
    result: str,
    minutes_reference: str,
    recommendation: Recommendation | None = None,
    meeting: Meeting | None = None,
    wording: str = "",
    count: Votes | None = None,
    votes: str = "",
    minority: str = "",
    absent: str = "",
    demands_task: bool | None = None,
) -> Decision:
    """Record what a body has decided: a fact, so that no rule about the matter can refuse it.

    `demands_task` None: an approval demands one, unless the point only asks to be noted. Refused without a
    reference to the minutes, for a day to come, at another body's meeting, where it stands already, or where the votes
    say the opposite.
    """
    count = count or Votes()
    reasons = why_not_record(matter, body, date, minutes_reference, recommendation, meeting)
    reasons += why_not_counted(result, count)
    if reasons:
        raise Refused(reasons)
    refuse_wrong_meeting(body, meeting)
    if demands_task is None:
        demands_task = demands_by_default(result, recommendation)
    decision = Decision.objects.create(
        matter=matter,
        recommendation=recommendation,
        body=body,
        meeting=meeting,
        date=date,
        result=result,
        wording=wording.strip(),
        votes_for=count.for_,
        votes_against=count.against,
        votes_abstained=count.abstained,
        votes=votes.strip(),
        minority=minority.strip(),
        absent=absent.strip(),
        minutes_reference=minutes_reference.strip(),
        demands_task=demands_task,
    )
    for tell in registries.after_decision.of("matter"):
        tell([decision], by)
    return decision


def why_not_record(
    matter: Matter,
    body: Body,
    date: datetime.date,
    minutes_reference: str,
    recommendation: Recommendation | None = None,
    meeting: Meeting | None = None,
    *,
    itself: int | None = None,
) -> list[Reason]:
    """What speaks against recording it, as sentences. `itself`: the decision that is mended."""
    reasons = []
    if not minutes_reference.strip():
        reasons.append(
            Reason(
                "no-minutes",
                _("The reference to the minutes is missing."),
                _("Write where the decision stands: the minutes' number, or their address."),
            )
        )
    if date > timezone.localdate():
        reasons.append(
            Reason(
                "decided-in-future",
                _("%(day)s has not come yet, so nothing has been decided then.") % {"day": in_words(date)},
                _("Record it when the meeting has been held."),
            )
        )
    if meeting is not None and meeting.body_id == body.pk and meeting.date != date:
        reasons.append(
            Reason(
                "another-day",
                _("The meeting is on %(meeting)s, the decision on %(day)s.")
                % {"meeting": in_words(meeting.date), "day": in_words(date)},
                _("Move the meeting if it was held on another day."),
            )
        )
    if recommendation is not None and recommendation.matter_id != matter.pk:
        reasons.append(
            Reason(
                "another-matter",
                _("That recommendation belongs to another matter."),
                _("Choose one of this matter's."),
            )
        )
    twice = Decision.objects.exclude(pk=itself).filter(
        matter=matter, recommendation=recommendation, body=body, date=date
    )
    if twice.exists():
        reasons.append(
            Reason(
                "recorded-already",
                _("What %(body)s decided on %(day)s is recorded already.")
                % {"body": body, "day": in_words(date)},
                _("If it was mistyped, correct it; a new decision has a day of its own."),
            )
        )
    return reasons


def why_not_counted(result: str, count: Votes) -> list[Reason]:
    """What was approved or recommended had more votes for it than against it; what was rejected had not."""
    if count.for_ is None or count.against is None:
        return []
    carried = count.for_ > count.against
    if (result in CARRIED and not carried) or (result == DecisionResult.REJECTED and carried):
        return [
            Reason(
                "votes-say-otherwise",
                _("%(for)d votes for and %(against)d against do not make it “%(result)s”.")
                % {"for": count.for_, "against": count.against, "result": DecisionResult(result).label},
                _("Look at the numbers and the result again: one of them is mistyped."),
            )
        ]
    return []


@transaction.atomic
def record_minutes(
    matter: Matter,
    *,
    by: Any,
    body: Body,
    date: datetime.date,
    minutes_reference: str,
    outcomes: Sequence[Outcome],
    meeting: Meeting | None = None,
    votes: str = "",
    minority: str = "",
    absent: str = "",
) -> list[Decision]:
    """Everything one meeting's minutes say about a matter, with the tasks that come of it: all or nothing."""
    decisions = []
    for outcome in outcomes:
        decision = record_decision(
            matter,
            by=by,
            body=body,
            date=date,
            result=outcome.result,
            minutes_reference=minutes_reference,
            recommendation=outcome.recommendation,
            meeting=meeting,
            wording=outcome.wording,
            count=outcome.count,
            votes=outcome.votes or votes,
            minority=outcome.minority or minority,
            absent=absent,
            demands_task=True if outcome.tasks else outcome.demands_task,
        )
        for task in outcome.tasks:
            add_task(decision, by=by, text=task.text, owner=task.owner, due=task.due)
        decisions.append(decision)
    if decisions:
        with override(settings.LANGUAGE_CODE):  # it is kept: in the municipality's language, not the reader's
            what = _("Extract of the minutes: %(body)s, %(day)s") % {"body": body, "day": in_words(date)}
        to_be_filed(matter, by=by, what=what)
    return decisions


@action("matters.add_task", permission=may_keep_matters)
def add_task(
    decision: Decision,
    *,
    by: Any,
    text: str,
    owner: Position | None = None,
    due: datetime.date | None = None,
) -> Task:
    """What the decision demands, of which position, by when."""
    if not text.strip():
        raise Refused(Reason("no-task", _("The task has no words."), _("Write what is to be done.")))
    return Task.objects.create(decision=decision, text=text.strip(), owner=owner, due=due)


@action("matters.finish_task", permission=may_end_task)
def finish_task(task: Task, *, by: Any, outcome: str) -> Task:
    """It has been done; `outcome` says what came of it and stands in the next status."""
    return _end(task, TaskState.DONE, outcome, _("It does not say what came of it."))


@action("matters.drop_task", permission=may_end_task)
def drop_task(task: Task, *, by: Any, reason: str) -> Task:
    """It will not be done; the reason stands in the next status."""
    return _end(task, TaskState.DROPPED, reason, _("It does not say why it will not be done."))


@action("matters.reopen_task", permission=may_end_task)
def reopen_task(task: Task, *, by: Any) -> Task:
    """It was not done after all. What was written about its end is kept in the action log."""
    move(task, TaskState.OPEN, TASK_TRANSITIONS)
    task.outcome, task.ended_on = "", None
    task.save()
    return task


@action("matters.change_task", permission=may_keep_matters)
def change_task(task: Task, *, by: Any, text: str, owner: Position | None, due: datetime.date | None) -> Task:
    """Words, position or day of an open task."""
    if task.state != TaskState.OPEN:
        raise Refused(Reason("task-ended", _("The task has ended."), _("Open it again first.")))
    task.text, task.owner, task.due = text.strip(), owner, due
    task.save()
    return task


def _end(task: Task, to: TaskState, words: str, missing: str) -> Task:
    move(task, to, TASK_TRANSITIONS)
    if not words.strip():
        raise Refused(
            Reason(
                "no-outcome", missing, _("One sentence is enough: the council reads it in the next status.")
            )
        )
    task.outcome, task.ended_on = words.strip(), timezone.localdate()
    task.save()
    return task


def demands_by_default(result: str, recommendation: Recommendation | None) -> bool:
    """An approval asks somebody to act, unless the point only asks that something be noted."""
    if result not in APPROVALS:
        return False
    return recommendation is None or not ASKS_NOTHING.search(recommendation.text)


def task_from(recommendation: str) -> str:
    """An at-point as the sentence of a task: 'at skolerne får tid.' → 'Skolerne får tid.'"""
    words = re.sub(r"^\s*(?:\d+[.)]\s*)?at\s+", "", recommendation.strip(), flags=re.IGNORECASE).strip(" .;,")
    return f"{words[:1].upper()}{words[1:]}." if words else ""
