"""Everything a new council takes over, read in nine queries and told as plain data: what is kept is made from this alone."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db.models import Exists, F, FilteredRelation, OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.translation import override

from roedtraad.core.among import among
from roedtraad.core.tenancy import current
from roedtraad.followup.models import Cycle
from roedtraad.followup.queries import statuses_now
from roedtraad.indicators.enums import Audience
from roedtraad.indicators.evidence import latest_of
from roedtraad.indicators.queries.turned import turned
from roedtraad.language import sort_key
from roedtraad.matters.decisions import task_from
from roedtraad.matters.enums import RoutingRole, TaskState
from roedtraad.matters.models import Decision, Matter, Meeting, Routing
from roedtraad.matters.way import answers, day_of, is_settled
from roedtraad.organisation.enums import BodyKind, ChangeState
from roedtraad.organisation.models import Body, Change, Holding
from roedtraad.plans.enums import GoalState, PlanState
from roedtraad.plans.models import Plan
from roedtraad.policies.clock import clock_of
from roedtraad.policies.models import Edition
from roedtraad.writing.charts.words import named

AHEAD = 366  # days of meetings and rounds that are told
DAY = datetime.timedelta(days=1)


def outgoing_council() -> tuple[Body | None, datetime.date | None]:
    """The council, and its last day where it is planned that it ends. One query."""
    planned = Change.objects.filter(body=OuterRef("pk"), state=ChangeState.PLANNED).order_by("on")
    rows = (
        Body.objects.living().filter(kind=BodyKind.COUNCIL).order_by(F("starts").asc(nulls_first=True), "pk")
    )
    found = rows.annotate(planned_end=Subquery(planned.values("on")[:1])).first()
    if found is None:
        return None, None
    last = found.planned_end - DAY if found.planned_end else found.ends
    return found, last


def gather(on: datetime.date, council: Body | None) -> dict[str, Any]:
    """What is known, as it will stand on a day. Days are ISO texts; words are in the language of the installation."""
    with override(settings.LANGUAGE_CODE):
        return {
            "municipality": current().name,
            "council": council.name if council else "",
            "on": on.isoformat(),
            "made": timezone.localdate().isoformat(),
            "policies": _policies(on),
            "plans": _plans(on),
            "decided": _decided(on, council),
            "matters": _matters(),
            "meetings": _meetings(on),
            "cycles": _cycles(on),
            "indicators": _indicators(),
        }


def _policies(on: datetime.date) -> list[dict[str, Any]]:
    """Each policy's edition in force, and when it must be revised; what must be soonest comes first. One query."""
    found = []
    for edition in Edition.objects.in_force(on).select_related("policy"):
        clock = clock_of(edition, edition.policy.kind)
        found.append(
            {
                "title": edition.policy.title,
                "kind": str(edition.policy.kind),
                "edition": edition.number,
                "adopted_on": _iso(edition.adopted_on),
                "adopted_words": edition.adopted_words,
                "adopted_body": edition.adopted_body,
                "valid_from": _iso(edition.valid_from),
                "valid_to": _iso(edition.valid_to),
                "revise_by": _iso(clock.day) if clock else "",
                "why": clock.why if clock else "",
            }
        )
    return sorted(found, key=lambda row: (row["revise_by"] or "9999", sort_key(row["title"])))


def _plans(on: datetime.date) -> list[dict[str, Any]]:
    """The running plans with their own goals: latest signed word, owner, what is needed. Two queries."""
    held = Holding.objects.on(on).filter(position=OuterRef("goal__owner"))
    rows = (
        Plan.objects.filter(state=PlanState.RUNNING)
        .annotate(
            goal=FilteredRelation(
                "goals", condition=Q(goals__state=GoalState.ACTIVE, goals__unit__isnull=True)
            )
        )
        .annotate(held=Exists(held))
        .order_by("starts", "pk", "goal__focus_area__order", "goal__order", "goal__pk")
        .values_list(
            "pk", "title", "policy__title", "starts", "ends", "goal__pk", "goal__title", "goal__focus_area__title",
            "goal__owner__title", "held",
        )
    )  # fmt: skip
    found: dict[int, dict[str, Any]] = {}
    told = list(rows)
    now = statuses_now([row[5] for row in told if row[5]])
    for pk, title, policy, starts, ends, goal, name, area, owner, is_held in told:
        plan = found.setdefault(
            pk, {"title": title, "policy": policy, "starts": _iso(starts), "ends": _iso(ends), "goals": []}
        )
        if goal is None:
            continue
        said = now.get(goal)
        plan["goals"].append(
            {
                "title": name,
                "area": area or "",
                "owner": owner or "",
                "vacant": bool(owner) and not is_held,
                "status": said.status if said else "",
                "cycle": said.cycle if said else "",
                "need": said.need if said else "",
                "needed": said.needed if said else "",
            }
        )
    return list(found.values())


def _decided(on: datetime.date, council: Body | None) -> list[dict[str, Any]]:
    """What was decided and is not done: open tasks, and decisions that nobody has been given; the council's own first.

    One query, a row for each task.
    """
    is_open = Q(tasks__state=TaskState.OPEN)
    held = Holding.objects.on(on).filter(position=OuterRef("task__owner"))
    rows = (
        Decision.objects.annotate(task=FilteredRelation("tasks", condition=is_open))
        .annotate(held=Exists(held), any_task=Exists(Decision.objects.filter(pk=OuterRef("pk"), tasks__isnull=False)))
        .filter(Q(task__isnull=False) | Q(demands_task=True, any_task=False))
        .annotate(
            task_key=F("task__pk"), task_text=F("task__text"), task_due=F("task__due"),
            task_owner=F("task__owner__title"),
        )
        .select_related("body", "matter", "recommendation")
        .order_by("date", "pk", "task__due", "task__pk")
    )  # fmt: skip
    found: dict[int, dict[str, Any]] = {}
    for row in rows:
        own = council is not None and row.body_id == council.pk
        told = found.setdefault(
            row.pk,
            {
                "body": row.body.name,
                "own": own,
                "date": _iso(row.date),
                "subject": _as_sentence(row.subject) if row.matter.is_open else "",
                "case_number": row.matter.case_number,
                "open": row.matter.is_open,
                "tasks": [],
            },
        )
        if row.task_key:
            told["tasks"].append(
                {
                    "text": row.task_text if row.matter.is_open else "",
                    "owner": row.task_owner or "",
                    "vacant": bool(row.task_owner) and not row.held,
                    "due": _iso(row.task_due),
                    "late": bool(row.task_due and row.task_due < on),
                }
            )
    return sorted(found.values(), key=lambda each: (not each["own"], each["date"]))


OF_STOP = (
    "pk",
    "order",
    "role",
    "body_id",
    "body__name",
    "meeting_id",
    "meeting__date",
    "meeting__cancelled",
)


def _matters() -> list[dict[str, Any]]:
    """Matters that no body has settled, and where each is on its way. Two queries: a row for each stop, and decisions."""
    stop = {f"stop_{name}": F(f"routings__{name}") for name in OF_STOP}
    matters: dict[int, Matter] = {}
    stops: dict[int, list[Routing]] = {}
    for row in Matter.objects.awaiting().annotate(**stop).order_by("created_at", "pk"):
        matters.setdefault(row.pk, row)
        if row.stop_pk:
            stops.setdefault(row.pk, []).append(_stop_of(row))
    made: dict[int, list[Decision]] = {}
    decisions = Decision.objects.filter(matter__in=among(matters)).select_related("body")
    for decision in decisions.order_by("date", "pk"):
        made.setdefault(decision.matter_id, []).append(decision)
    return [_matter(each, stops.get(pk, []), made.get(pk, [])) for pk, each in matters.items()]


def _stop_of(row: Any) -> Routing:
    """A stop as `way` asks about it, with the name of its body and the day of its meeting."""
    meeting = None
    if row.stop_meeting_id:
        meeting = Meeting(
            pk=row.stop_meeting_id, date=row.stop_meeting__date, cancelled=row.stop_meeting__cancelled
        )
    return Routing(
        pk=row.stop_pk,
        order=row.stop_order,
        role=row.stop_role,
        body=Body(pk=row.stop_body_id, name=row.stop_body__name),
        meeting=meeting,
    )


def _matter(matter: Matter, stops: list[Routing], made: list[Decision]) -> dict[str, Any]:
    here = _stands_at(stops, made)
    last = made[-1] if made else None
    return {
        "title": matter.title if matter.is_open else "",
        "case_number": matter.case_number,
        "open": matter.is_open,
        "costs_money": matter.costs_money,
        "last": {"body": last.body.name, "date": _iso(last.date), "result": str(last.get_result_display())}
        if last
        else None,
        "here": [
            {"body": stop.body.name, "role": str(stop.get_role_display()), "day": _iso(day_of(stop))}
            for stop in here
        ],
    }


def _stands_at(stops: Iterable[Routing], made: list[Decision]) -> list[Routing]:
    """The first place on the way that is not settled; those who are only informed hold nobody up."""
    rows = sorted(stops, key=lambda stop: (stop.order, stop.pk))
    found = answers(rows, made)
    left = [stop for stop in rows if stop.role != RoutingRole.INFORMED and not is_settled(found[stop.pk])]
    return [stop for stop in left if stop.order == left[0].order] if left else []


def _meetings(on: datetime.date) -> list[dict[str, Any]]:
    """Meetings of the year to come. One query."""
    rows = Meeting.objects.filter(date__gt=on, date__lte=on + AHEAD * DAY, cancelled=False)
    return [
        {"body": row.body.name, "date": _iso(row.date)}
        for row in rows.select_related("body").order_by("date", "body__name", "pk")
    ]


def _cycles(on: datetime.date) -> list[dict[str, Any]]:
    """Rounds that are open or come in the year after. One query."""
    rows = Cycle.objects.filter(
        snapshot__isnull=True, opens__lte=on + AHEAD * DAY, plan__state=PlanState.RUNNING
    )
    return [
        {
            "title": row.title,
            "plan": row.plan.title,
            "opens": _iso(row.opens),
            "due": _iso(row.due),
            "meeting": {"body": row.meeting.body.name, "date": _iso(row.meeting.date)}
            if row.meeting
            else None,
        }
        for row in rows.select_related("plan", "meeting__body").order_by("opens", "pk")
    ]


def _indicators() -> list[dict[str, Any]]:
    """Those whose development is beyond common variation, as released to the council. One query."""
    return [
        {
            "title": row.indicator.title,
            "turn": str(row.turn),
            "latest": str(latest_of(row, alone)),
            "period": named(row.period, "da") if row.period else "",
            "owner": row.indicator.owner.title if row.indicator.owner else "",
        }
        for row, alone in turned(Audience.COUNCIL)
    ]


def _as_sentence(subject: str) -> str:
    """An at-point as what is to be done: 'at skolerne får tid' → 'Skolerne får tid.'"""
    return task_from(subject) if subject.lower().lstrip().startswith("at ") else subject


def _iso(day: datetime.date | None) -> str:
    return day.isoformat() if day else ""
