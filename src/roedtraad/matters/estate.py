"""What of the matters changes hands when a position or a body ends: open tasks, meetings to come, and the stops on a
matter's way that nobody has decided on yet."""

from __future__ import annotations

from typing import Any

from django.db.models import CharField, DateField, Exists, F, Max, OuterRef, Q, Value
from django.db.models.functions import Cast, Coalesce
from django.utils.translation import gettext as _

from roedtraad.core.actions import action
from roedtraad.core.among import among
from roedtraad.core.days import long_day
from roedtraad.core.reasons import Reason
from roedtraad.core.registries import Belonging, Ending, Estate, Passing, Remaining
from roedtraad.organisation.models import Body, Position
from roedtraad.organisation.permissions import may_keep_organisation

from .enums import FINAL, DecisionResult, Reading, TaskState
from .models import Decision, Meeting, Routing, Task
from .queries import homeless, unrecorded

NO_DAY = Cast(Value(None), DateField())


def undecided(bodies: Any, on: Any) -> Any:
    """Stops of bodies that stand to be decided after a day: with no meeting, or one from that day on, or homeless."""
    settled = Decision.objects.filter(matter=OuterRef("matter"), body=OuterRef("body")).exclude(
        result=DecisionResult.POSTPONED
    )
    never_met = Q(meeting__isnull=True) & ~Exists(settled)
    second = Q(meeting__isnull=True, reading=Reading.SECOND) & ~Exists(settled.filter(result__in=FINAL))
    coming = Q(meeting__date__gte=on, meeting__cancelled=False)
    loose = Q(pk__in=homeless().order_by().values("pk"))
    return Routing.objects.filter(body__in=among(bodies)).filter(never_met | second | coming | loose)


def estate_of(ending: Ending) -> Estate:
    """One query."""
    tasks = Task.objects.filter(state=TaskState.OPEN)
    meetings = Meeting.objects.filter(body__in=among(ending.bodies), date__gte=ending.on, cancelled=False)
    last = (
        Decision.objects.filter(body__in=among(ending.bodies))
        .order_by()
        .values("body")
        .annotate(last=Max("date"))
    )
    rows = _rows(
        tasks.filter(owner__in=among(ending.positions)), "task.owner", F("text"), F("decision__matter"), F("due"), F("owner")
    ).union(
        _rows(meetings, "meeting.body", F("place"), F("pk"), F("date")),
        _rows(undecided(ending.bodies, ending.on), "routing.body", F("matter__title"), F("matter"), F("meeting__date")),
        _rows(tasks.filter(decision__body__in=among(ending.bodies)), "task.body", F("text"), F("decision__matter"), F("due")),
        _rows(unrecorded(ending.on).filter(body__in=among(ending.bodies)), "unrecorded", F("matter__title"), F("matter"), F("meeting__date")),
        last.annotate(
            told_kind=Value("decided", CharField()), told_title=Value("", CharField()), told_page=Value(0), told_day=F("last"), told_via=Value(0)
        ).values_list("told_kind", "body", "told_title", "told_page", "told_day", "told_via"),
        all=True,
    )  # fmt: skip
    found, unwritten, not_before = [], 0, []
    for kind, pk, title, page, day, via in sorted(rows, key=lambda row: (str(row[4] or "9"), row[1])):
        if kind == "unrecorded":
            unwritten += 1
        elif kind == "decided":
            not_before.append((day, _decided(day)))
        else:
            found.append(_belonging(kind, pk, title, page, day, via or None))
    found.sort(key=lambda each: ORDER.index(each.kind))
    return Estate(
        found,
        [
            Remaining(
                unwritten,
                _("What it has had before it and is not recorded yet is still recorded as its decision."),
            )
        ],
        not_before,
    )


# Meetings first: a stop follows the meeting at which it stands.
ORDER = ["matters.meeting.body", "matters.routing.body", "matters.task.body", "matters.task.owner"]


def _rows(rows: Any, kind: str, title: Any, page: Any, day: Any, via: Any = None) -> Any:
    return (
        rows.order_by()
        .annotate(
            told_kind=Value(kind, CharField()), told_title=title, told_page=page, told_day=Coalesce(day, NO_DAY),
            told_via=Coalesce(via, Value(0)) if via else Value(0),
        )
        .values_list("told_kind", "pk", "told_title", "told_page", "told_day", "told_via")
    )  # fmt: skip


def _belonging(kind: str, pk: int, title: str, page: int, day: Any, via: int | None) -> Belonging:
    groups = {
        "meeting.body": _("Meetings to come"),
        "routing.body": _("Matters that it has not decided on yet"),
        "task.body": _("Open tasks from its decisions"),
        "task.owner": _("Open tasks"),
    }
    notes = {
        "meeting.body": title,
        "routing.body": _("at the meeting on %(day)s") % {"day": long_day(day)} if day else "",
        "task.body": _("stays with whoever has it; the successor hears what came of it"),
        "task.owner": _("due %(day)s") % {"day": long_day(day)} if day else "",
    }
    return Belonging(
        f"matters.{kind}",
        pk,
        groups[kind],
        long_day(day) if kind == "meeting.body" else title[:300],
        via=via,
        note=notes[kind],
        page="matters:meeting" if kind == "meeting.body" else "matters:matter",
        page_pk=page,
    )


def _decided(day: Any) -> Reason:
    return Reason(
        "body-decided",
        _("It decided something on %(day)s.") % {"day": long_day(day)},
        _("Choose a day after that."),
    )


# --- how heirs take it


def take_meeting(pk: int, passing: Passing) -> None:
    hand_meeting_over(Meeting.objects.get(pk=pk), by=passing.by, body=passing.heir, note=passing.reason)


@action("matters.hand_meeting_over", permission=may_keep_organisation)
def hand_meeting_over(meeting: Meeting, *, by: Any, body: Body) -> Meeting:
    """Another body holds it. Where that meets on the day already, the two are one, and this one is cancelled."""
    if Meeting.objects.filter(body=body, date=meeting.date).exists():
        meeting.cancelled = True
    else:
        meeting.body = body
    meeting.save()
    return meeting


def take_stop(pk: int, passing: Passing) -> None:
    hand_stop_over(
        Routing.objects.select_related("meeting").get(pk=pk), by=passing.by, body=passing.heir, on=passing.on,
        note=passing.reason,
    )  # fmt: skip


@action("matters.hand_stop_over", permission=may_keep_organisation)
def hand_stop_over(stop: Routing, *, by: Any, body: Body, on: Any) -> Routing:
    """Another body has the matter: at the meeting that went over to it, or its own of that day; else one is chosen yet."""
    meeting = stop.meeting
    if meeting is not None and meeting.body_id != body.pk:
        own = Meeting.objects.filter(body=body, date=meeting.date, cancelled=False)
        stop.meeting = own.first() if meeting.date >= on else None
    stop.body = body
    stop.save()
    return stop


def take_task(pk: int, passing: Passing) -> None:
    hand_task_over(Task.objects.get(pk=pk), by=passing.by, owner=passing.heir, note=passing.reason)


@action("matters.hand_task_over", permission=may_keep_organisation)
def hand_task_over(task: Task, *, by: Any, owner: Position) -> Task:
    """Another position has the task; its words and its day stay."""
    task.owner = owner
    task.save()
    return task


def follow_task(pk: int, passing: Passing) -> None:
    """A task belongs to a position, not to the body that gave it: that the successor follows it is on record, no more."""


TAKERS = {
    "matters.meeting.body": take_meeting,
    "matters.routing.body": take_stop,
    "matters.task.body": follow_task,
    "matters.task.owner": take_task,
}
