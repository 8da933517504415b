"""The verbs of a group's meeting: prepare, begin, write, end, approve, correct."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from django.conf import settings
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from roedtraad.core.actions import System, action
from roedtraad.core.days import long_day
from roedtraad.core.models import User
from roedtraad.core.reasons import Reason, Refused
from roedtraad.core.states import move
from roedtraad.core.tenancy import current
from roedtraad.matters import actions as matters
from roedtraad.matters.correcting import correct_decision
from roedtraad.matters.decisions import Outcome, TaskWords, Votes, record_minutes, task_from
from roedtraad.matters.enums import DecisionResult, RoutingRole
from roedtraad.matters.models import Decision, Matter, Meeting
from roedtraad.organisation.models import Position
from roedtraad.plans.models import Goal, Plan
from roedtraad.status.models import RecommendationGoal
from roedtraad.writing.model import Report

from .enums import SITTING_TRANSITIONS, PointKind, SittingState
from .minutes import corrected, document_of, draft_of
from .models import Attendance, Minutes, Point, Sitting
from .permissions import may_run_meetings
from .queries import Proposal, seats_filled, sitting_page
from .rules import (
    due_of,
    why_not_approve,
    why_not_correct,
    why_not_open,
    why_not_prepare,
    why_not_tasks,
    why_not_write,
)

Actor = User | System
MOST_ABSENT = 300  # letters that a decision has room for


def _refuse(reasons: Sequence[Reason]) -> None:
    if reasons:
        raise Refused(reasons)


# --- the agenda


@action("steering.prepare", permission=may_run_meetings)
def prepare(
    meeting: Meeting, *, by: Actor, plan: Plan, points: Sequence[Proposal], own: Sequence[str] = ()
) -> Sitting:
    """The agenda of a group's meeting about a plan: what was chosen of the proposals, and points of the group's own."""
    _refuse(why_not_prepare(meeting, plan))
    made = Sitting.objects.create(meeting=meeting, plan=plan)
    rows = [Point(kind=each.kind, title=each.title, cause=each.cause, goal_id=each.goal) for each in points]
    rows += [Point(kind=PointKind.OWN, title=title.strip()) for title in own if title.strip()]
    for place, row in enumerate(rows, 1):
        row.sitting, row.order, row.title = made, place, row.title[:300]
    Point.objects.bulk_create(rows)
    return made


@action("steering.add_point", permission=may_run_meetings)
def add_point(sitting: Sitting, *, by: Actor, title: str, goal: Goal | None = None, cause: str = "") -> Point:
    """One more, last on the agenda; also while the group meets."""
    _refuse(why_not_write(sitting))
    if not title.strip():
        raise Refused(
            Reason("no-title", _("The point has no words."), _("Write what the group is to talk about."))
        )
    last = sitting.points.aggregate(last=Max("order"))["last"] or 0
    return Point.objects.create(
        sitting=sitting, title=title.strip()[:300], goal=goal, cause=cause, order=last + 1
    )


@action("steering.move_point", permission=may_run_meetings)
def move_point(point: Point, *, by: Actor, up: bool) -> Point:
    """One place up or down the agenda."""
    _refuse(why_not_write(point.sitting))
    rows = list(Point.objects.filter(sitting=point.sitting_id))
    place = [row.pk for row in rows].index(point.pk)
    other = place - 1 if up else place + 1
    if 0 <= other < len(rows):
        rows[place], rows[other] = rows[other], rows[place]
        for number, row in enumerate(rows, 1):
            if row.order != number:
                Point.objects.filter(pk=row.pk).update(order=number)
    point.refresh_from_db()
    return point


@action("steering.drop_point", permission=may_run_meetings)
def drop_point(point: Point, *, by: Actor) -> None:
    """It is not taken up. What was written about it is kept in the action log."""
    _refuse(why_not_write(point.sitting))
    point.delete()


# --- while the group meets


@action("steering.open_meeting", permission=may_run_meetings)
def open_meeting(sitting: Sitting, *, by: Actor) -> Sitting:
    """The meeting begins, or goes on after it was closed too early. Who fills each seat is written down that day."""
    _refuse(why_not_open(sitting))
    again = sitting.state == SittingState.HELD
    move(sitting, SittingState.RUNNING, SITTING_TRANSITIONS)
    if again:
        sitting.closed_at = None
    else:
        sitting.opened_at = timezone.now()
        Attendance.objects.bulk_create(
            Attendance(sitting=sitting, seat=each.seat, name=each.name, present=bool(each.name))
            for each in seats_filled(sitting.meeting)
        )
    sitting.save()
    return sitting


@action("steering.note_attendance", permission=may_run_meetings)
def note_attendance(sitting: Sitting, *, by: Actor, present: Sequence[int], guests: str = "") -> Sitting:
    """Who is there: the keys of the seats whose holders are, and others by name."""
    _refuse(why_not_write(sitting))
    there = set(present)
    for each in sitting.attendance.all():
        if each.present != (each.pk in there and bool(each.name)):
            each.present = not each.present
            each.save()
    sitting.guests = guests.strip()
    sitting.save()
    return sitting


@action("steering.write_point", permission=may_run_meetings)
def write_point(
    point: Point,
    *,
    by: Actor,
    said: str = "",
    decision: str = "",
    result: str = "",
    responsible: Position | None = None,
    tasks: Sequence[TaskWords] = (),
    carried: bool = False,
) -> Point:
    """What was said, what was decided, who sees to it and who is to do what; all of it at once, as its form shows it.

    A decision without a result is one that was made: approved.
    """
    _refuse(why_not_write(point.sitting))
    point.said, point.decision, point.responsible, point.carried = (
        said.strip(),
        decision.strip(),
        responsible,
        carried,
    )
    point.tasks = [
        {
            "text": task.text.strip(),
            "owner": task.owner.pk if task.owner else None,
            "due": task.due.isoformat() if task.due else "",
        }
        for task in tasks
    ]
    _refuse(why_not_tasks(point.tasks, point.title))
    point.result = (result or DecisionResult.APPROVED) if point.is_decided else ""
    point.written_by = by if isinstance(by, User) else None
    point.save()
    return point


@action("steering.close_meeting", permission=may_run_meetings)
def close_meeting(sitting: Sitting, *, by: Actor) -> Sitting:
    """The meeting is over; its minutes are written on until they are approved."""
    move(sitting, SittingState.HELD, SITTING_TRANSITIONS)
    sitting.closed_at = timezone.now()
    sitting.save()
    return sitting


# --- minutes


@action("steering.approve_minutes", permission=may_run_meetings)
def approve_minutes(sitting: Sitting, *, by: Actor) -> Sitting:
    """The minutes stand from now on. What was decided becomes decisions about the goals, and who is to do what becomes
    their tasks; the minutes wait to be filed."""
    points = list(sitting.points.select_related("goal", "responsible"))
    _refuse(why_not_approve(sitting, points))
    with override(settings.LANGUAGE_CODE):  # it is kept: in the municipality's language, not the reader's
        document = draft_of(sitting_page(sitting))
        sitting.matter = _record(sitting, points, by)
        move(sitting, SittingState.APPROVED, SITTING_TRANSITIONS)
        sitting.save()
        _freeze(sitting, document, by)
    return sitting


def _record(sitting: Sitting, points: Sequence[Point], by: Actor) -> Matter:
    """The meeting as a matter: an at-point for each that something was decided of, its decision and its tasks."""
    meeting = sitting.meeting
    matter = matters.create_matter(current(), by=by, title=_title(sitting), is_open=False)
    matters.route(matter, by=by, body=meeting.body, role=RoutingRole.DECIDES, meeting=meeting)
    outcomes, decided = [], []
    for number, point in enumerate(points, 1):
        if not point.is_decided:
            continue
        recommendation = matters.write_recommendation(matter, by=by, text=point.title, number=number)
        if point.goal_id:
            RecommendationGoal.objects.create(recommendation=recommendation, goal_id=point.goal_id)
        decided.append(point)
        outcomes.append(
            Outcome(
                point.result or DecisionResult.APPROVED,
                recommendation,
                wording=point.decision,
                tasks=_tasks_of(point),
            )
        )
    # A meeting that decided nothing has taken note of how it goes: its matter is settled too.
    outcomes = outcomes or [Outcome(DecisionResult.NOTED, wording=_("The follow-up was noted."))]
    made = record_minutes(
        matter,
        by=by,
        body=meeting.body,
        date=meeting.date,
        minutes_reference=_("Minutes of %(body)s, %(day)s")
        % {"body": meeting.body, "day": long_day(meeting.date)},
        outcomes=outcomes,
        meeting=meeting,
        absent=_absent(sitting),
    )
    for point, decision in zip(decided, made, strict=False):
        Point.objects.filter(pk=point.pk).update(recorded=decision)
    return matter


def _title(sitting: Sitting) -> str:
    return _("%(body)s, %(day)s: follow-up of %(plan)s") % {
        "body": sitting.meeting.body,
        "day": long_day(sitting.meeting.date),
        "plan": sitting.plan.title[:180],
    }


def _tasks_of(point: Point) -> list[TaskWords]:
    """The tasks as they were given; whoever sees to the decision, and has no task of it yet, has the decision itself."""
    owners = Position.objects.in_bulk({task["owner"] for task in point.tasks} - {None})
    tasks = [TaskWords(task["text"], owners.get(task["owner"]), due_of(task)) for task in point.tasks]
    if point.responsible and point.responsible_id not in owners:
        tasks.insert(0, TaskWords(task_from(point.decision or point.title), point.responsible))
    return tasks


def _absent(sitting: Sitting) -> str:
    names = [each.name for each in sitting.attendance.all() if not each.present and each.name]
    words = ", ".join(names)
    return words if len(words) <= MOST_ABSENT else f"{words[: MOST_ABSENT - 2]} …"


def _freeze(sitting: Sitting, document: Report, by: Actor, reason: str = "") -> Minutes:
    text = document.to_json()
    return Minutes.objects.create(
        sitting=sitting,
        number=Minutes.objects.filter(sitting=sitting).count() + 1,
        document=text,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        reason=reason,
        made_by=str(by)[:120],
    )


@action("steering.correct_minutes", permission=may_run_meetings)
def correct_minutes(point: Point, *, by: Actor, reason: str, said: str, decision: str) -> Minutes:
    """Mend what was written down about a point. The minutes as they were approved stay; beside them stand new ones with
    the reason, and a decision that was recorded is mended in the same breath. Tasks are changed where they stand."""
    _refuse(why_not_correct(point, reason, said, decision))
    reason, sitting = reason.strip(), point.sitting
    with override(settings.LANGUAGE_CODE):
        document = document_of(sitting)
        if point.recorded and decision.strip() != point.decision:
            _mend(point.recorded, decision.strip(), reason, by)
        elif sitting.matter:
            matters.to_be_filed(
                sitting.matter, by=by, what=_("Corrected: %(what)s") % {"what": document.title}
            )
        point.said, point.decision = said.strip(), decision.strip()
        point.save()
        numbers = list(Point.objects.filter(sitting=sitting).values_list("pk", flat=True))
        document = corrected(document, point, numbers.index(point.pk) + 1, reason)
        return _freeze(sitting, document, by, reason)


def _mend(decision: Decision, wording: str, reason: str, by: Actor) -> None:
    """Write the decision's words anew, everything else as it stands."""
    correct_decision(
        decision,
        by=by,
        reason=reason,
        body=decision.body,
        date=decision.date,
        result=decision.result,
        minutes_reference=decision.minutes_reference,
        wording=wording,
        count=Votes(decision.votes_for, decision.votes_against, decision.votes_abstained),
        votes=decision.votes,
        minority=decision.minority,
        absent=decision.absent,
    )
