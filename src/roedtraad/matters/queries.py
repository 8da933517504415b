"""What the pages of matters show, each in a number of queries that does not grow with the rows."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from roedtraad.core.among import among
from roedtraad.core.days import long_day
from roedtraad.core.reasons import Reason
from roedtraad.core.thread import Knot, addresses
from roedtraad.language import sort_key
from roedtraad.organisation.enums import INSIDE, BodyKind
from roedtraad.organisation.models import Position
from roedtraad.organisation.queries import holders_of

from .enums import FINAL, DecisionResult, DispatchState, RoutingRole, TaskState
from .models import (
    Annex,
    Decision,
    Dispatch,
    Matter,
    Meeting,
    Presentation,
    PresentationSection,
    Recommendation,
    Routing,
    Task,
)
from .way import (
    answers,
    day_of,
    is_settled,
    missing_on_the_way,
    needs_another_meeting,
    why_not_this_way,
)


def matters_in_order(which: str = "") -> list[int]:
    """Primary keys of the matters ('open', 'decided' or all), titles in Danish order on any database."""
    rows = {"open": Matter.objects.awaiting, "decided": Matter.objects.decided}.get(
        which, Matter.objects.all
    )()
    pairs = list(rows.values_list("pk", "title"))
    return [pk for pk, _title in sorted(pairs, key=lambda pair: (sort_key(pair[1]), pair[0]))]


@dataclass(frozen=True)
class MatterLine:
    """A matter in the list: the stop it stands at, and the last that was decided."""

    matter: Matter
    next_stop: Routing | None
    latest: Decision | None
    open_tasks: int


def matter_lines(keys: Sequence[int]) -> list[MatterLine]:
    """The matters with these keys, in that order; four queries."""
    matters = Matter.objects.in_bulk(list(keys))
    stops: dict[int, list[Routing]] = {}
    for routing in Routing.objects.filter(matter__in=keys).select_related("body", "meeting"):
        stops.setdefault(routing.matter_id, []).append(routing)
    made: dict[int, list[Decision]] = {}
    for decision in Decision.objects.filter(matter__in=keys).select_related("body"):
        made.setdefault(decision.matter_id, []).append(decision)
    tasks: dict[int, int] = {}
    for matter in Task.objects.filter(decision__matter__in=keys, state=TaskState.OPEN).values_list(
        "decision__matter", flat=True
    ):
        tasks[matter] = tasks.get(matter, 0) + 1
    return [
        MatterLine(
            matters[key],
            next(
                (
                    line.routing
                    for line in _stops(stops.get(key, []), made.get(key, []))
                    if line.state == "now"
                ),
                None,
            ),
            next(iter(made.get(key, [])), None),
            tasks.get(key, 0),
        )
        for key in keys
    ]


@dataclass
class TaskLine:
    task: Task
    holders: list[str]
    may_end: bool

    @property
    def is_late(self) -> bool:
        due = self.task.due
        return bool(due and self.task.state == TaskState.OPEN and due < timezone.localdate())


@dataclass(frozen=True)
class EarlierReading:
    """When and why a decision was corrected, and what was written first: (name of the field, what stood there)."""

    at: datetime.date
    reason: str
    said: list[tuple[str, str]]


@dataclass
class DecisionLine:
    """`earlier`: how it was written down before a fault of transcription was mended, the first reading first."""

    decision: Decision
    tasks: list[TaskLine] = field(default_factory=list)
    earlier: list[EarlierReading] = field(default_factory=list)

    @property
    def count(self) -> str:
        """'15 for, 9 against, 1 abstained': of those that the minutes give."""
        given = (
            (self.decision.votes_for, _("%(n)d for")),
            (self.decision.votes_against, _("%(n)d against")),
            (self.decision.votes_abstained, _("%(n)d abstained")),
        )
        return ", ".join(words % {"n": number} for number, words in given if number is not None)

    @property
    def lacks_task(self) -> bool:
        return self.decision.demands_task and not self.tasks


@dataclass
class StopLine:
    """A stop on the way: `state` is done | now | next; the decisions the body has made there, the latest first.

    `together`: the others that have it in parallel or at a joint meeting; `needs_meeting`: the one it had is cancelled,
    or the body put the matter off there.
    """

    routing: Routing
    state: str
    decisions: list[Decision]
    together: list[str] = field(default_factory=list)
    needs_meeting: bool = False


@dataclass
class MatterPage:
    matter: Matter
    stops: list[StopLine]
    presentation: Presentation | None
    sections: list[PresentationSection]
    recommendations: list[tuple[Recommendation, list[DecisionLine]]]
    whole: list[DecisionLine]
    annexes: list[Annex]
    dispatches: list[Dispatch]
    open_tasks: int
    settled: Decision | None
    faults: list[Reason]


def matter_page(matter: Matter, user: Any, may_end: Any) -> MatterPage:
    """Everything the page of a matter shows; nine queries. `may_end(user, task)` says who may end a task."""
    decisions = list(matter.decisions.select_related("body", "recommendation"))
    tasks = list(Task.objects.filter(decision__matter=matter).select_related("owner"))
    holders = holders_of(sorted({task.owner_id for task in tasks if task.owner_id}))
    lines = {
        decision.pk: DecisionLine(decision, earlier=[earlier_reading(each) for each in decision.corrections])
        for decision in decisions
    }
    for task in tasks:
        names = [holding.person.name for holding in holders.get(task.owner_id, [])]
        lines[task.decision_id].tasks.append(TaskLine(task, names, may_end(user, task)))
    by_point: dict[int | None, list[DecisionLine]] = {}
    for decision in reversed(decisions):
        by_point.setdefault(decision.recommendation_id, []).append(lines[decision.pk])
    presentation: Presentation | None = getattr(matter, "presentation", None)
    routings = list(matter.routings.select_related("body", "meeting"))
    settled = next((decision for decision in decisions if decision.is_final), None)
    return MatterPage(
        matter=matter,
        stops=_stops(routings, decisions),
        presentation=presentation,
        sections=list(presentation.sections.all()) if presentation and not presentation.document else [],
        recommendations=[(point, by_point.get(point.pk, [])) for point in matter.recommendations.all()],
        whole=by_point.get(None, []),
        annexes=list(matter.annexes.all()),
        dispatches=list(matter.dispatches.order_by("state", "pk")),
        open_tasks=sum(task.state == TaskState.OPEN for task in tasks),
        settled=settled,
        faults=faults_of_way(matter, routings) if routings and settled is None else [],
    )


def earlier_reading(correction: Mapping[str, Any]) -> EarlierReading:
    """An earlier reading in words: days in print, results by their name, and 'nothing' for what stood empty."""
    said = []
    for name, value in correction["said"].items():
        if name == "body_id":
            continue  # its name at the time stands beside it
        label = str(Decision._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
        if name == "date":
            value = long_day(datetime.date.fromisoformat(value))
        elif name == "result":
            value = DecisionResult(value).label
        said.append(
            (
                label[:1].upper() + label[1:],
                str(value) if value not in (None, "") else _("nothing stood there"),
            )
        )
    return EarlierReading(datetime.date.fromisoformat(correction["at"]), correction["reason"], said)


def faults_of_way(matter: Matter, routings: Sequence[Routing]) -> list[Reason]:
    """What cannot be, and what is missing, as the meetings stand today: they may have been moved since."""
    return [
        *why_not_this_way(routings),
        *missing_on_the_way(routings, costs_money=matter.costs_money),
    ]


def _stops(routings: list[Routing], decisions: list[Decision]) -> list[StopLine]:
    """A stop is done when its body has had its word; the first place that is not is where the matter stands.

    Whoever is only informed holds nobody up, and is done when the meeting has been held.
    """
    made, today = answers(routings, decisions), timezone.localdate()
    lines = []
    for routing in sorted(routings, key=lambda each: (each.order, each.pk)):
        found = made[routing.pk]
        day = day_of(routing)
        told = routing.role == RoutingRole.INFORMED and day is not None and day < today
        others = [each for each in routings if each.order == routing.order and each.pk != routing.pk]
        lines.append(
            StopLine(
                routing,
                "done" if is_settled(found) or told else "next",
                found[::-1],
                [str(other.body) for other in others],
                needs_another_meeting(routing, found),
            )
        )
    here = next(
        (
            line.routing.order
            for line in lines
            if line.state == "next" and line.routing.role != RoutingRole.INFORMED
        ),
        None,
    )
    for line in lines:
        if line.state == "next" and line.routing.order == here and line.routing.role != RoutingRole.INFORMED:
            line.state = "now"
    return lines


def settles(decision: Decision) -> bool:
    """Whether it settles its matter: final, and the last that is to decide there. Without a way, the council's word."""
    if not decision.is_final:
        return False
    routings = list(Routing.objects.filter(matter=decision.matter_id).select_related("body", "meeting"))
    deciders = [each for each in routings if each.role == RoutingRole.DECIDES]
    if not deciders:
        return bool(decision.body.kind == BodyKind.COUNCIL)
    made = answers(routings, Decision.objects.filter(matter=decision.matter_id))
    if decision.body_id not in {each.body_id for each in deciders}:
        return False
    last = max(each.order for each in deciders)
    return all(is_settled(made[each.pk]) for each in deciders if each.order == last)


def standing_at(meeting: Meeting) -> list[Routing]:
    """The matters that are to come before a meeting, in Danish order of their titles."""
    rows = Routing.objects.filter(meeting=meeting).select_related("matter")
    return sorted(rows, key=lambda row: (sort_key(row.matter.title), row.pk))


def meetings_for(stop: Routing) -> list[Meeting]:
    """The meetings that a stop can stand at: its own, and its body's from today on."""
    return list(
        Meeting.objects.filter(
            Q(body=stop.body_id, date__gte=timezone.localdate(), cancelled=False)
            | Q(pk=stop.meeting_id, cancelled=False)
        ).order_by("date")
    )


def order_is_broken(matter: Matter) -> bool:
    """Whether the meetings have been moved so that the order of the bodies no longer can be."""
    return bool(why_not_this_way(list(matter.routings.select_related("body", "meeting"))))


def meetings_instead(meeting: Meeting) -> list[Meeting]:
    """The body's other meetings from today on, to which what stood at `meeting` can be moved."""
    return list(
        Meeting.objects.filter(body=meeting.body_id, date__gte=timezone.localdate(), cancelled=False)
        .exclude(pk=meeting.pk)
        .select_related("body")
        .order_by("date")
    )


OFFERED = 200  # earlier items that an annex can be; the latest decided come first


def earlier_items(but: int | None = None) -> list[Matter]:
    """Items that have been decided, the latest first: what an annex can be. `but`: the matter it is an annex of."""
    latest = Decision.objects.filter(matter=OuterRef("pk")).order_by("-date", "-pk").values("date")[:1]
    rows = Matter.objects.annotate(decided_on=Subquery(latest)).filter(decided_on__isnull=False)
    return list(rows.exclude(pk=but).order_by("-decided_on", "-pk")[:OFFERED])


def not_filed() -> Any:
    """What does not stand in the case and document system yet, oldest first."""
    rows = Dispatch.objects.filter(state=DispatchState.MISSING)
    return rows.select_related("matter").order_by("created_at", "pk")


def filed_lately(limit: int = 20) -> list[Dispatch]:
    return list(
        Dispatch.objects.filter(state=DispatchState.FILED)
        .select_related("matter")
        .order_by("-filed_at", "-pk")[:limit]
    )


def meetings_between(first: datetime.date, last: datetime.date) -> list[Meeting]:
    """Meetings that are held in the stretch, both days included."""
    return list(
        Meeting.objects.filter(date__gte=first, date__lte=last, cancelled=False)
        .select_related("body")
        .order_by("date", "pk")
    )


def unrecorded(on: datetime.date) -> Any:
    """Stops whose meeting has been held (before `on`) and about which nothing has been recorded, earliest first."""
    return (
        Routing.objects.filter(meeting__date__lt=on, meeting__cancelled=False)
        .exclude(role=RoutingRole.INFORMED)
        .filter(~Exists(_its_decisions()))
        .order_by("meeting__date", "pk")
    )


def _its_decisions() -> Any:
    """Decisions that answer the stop of the query around: of its meeting or later; or, where the body has the matter
    once, of any day, unless it was put off then."""
    earlier = Routing.objects.filter(
        matter=OuterRef(OuterRef("matter")),
        body=OuterRef(OuterRef("body")),
        order__lt=OuterRef(OuterRef("order")),
    )
    return Decision.objects.filter(matter=OuterRef("matter"), body=OuterRef("body")).filter(
        Q(date__gte=OuterRef("meeting__date")) | (~Q(result=DecisionResult.POSTPONED) & ~Exists(earlier))
    )


def homeless() -> Any:
    """Stops that must be put before another meeting: theirs is cancelled, or the body put the matter off there."""
    of_body = Decision.objects.filter(matter=OuterRef("matter"), body=OuterRef("body"))
    there = of_body.filter(date__gte=OuterRef("meeting__date"))
    settled = of_body.exclude(result=DecisionResult.POSTPONED)
    put_off = Exists(there.filter(result=DecisionResult.POSTPONED)) & ~Exists(
        there.exclude(result=DecisionResult.POSTPONED)
    )
    return (
        Routing.objects.filter(meeting__isnull=False)
        .filter(Q(meeting__cancelled=True) & ~Exists(settled) | Q(put_off))
        .order_by("meeting__date", "pk")
    )


def given_to_nobody() -> Any:
    """Decisions that demand something nobody has been given."""
    return Decision.objects.filter(demands_task=True).filter(
        ~Exists(Task.objects.filter(decision=OuterRef("pk")))
    )


def latest_decisions(limit: int) -> list[tuple[Decision, list[Task]]]:
    """The latest by which a political body settled something, newest first, each with its tasks. One query: a row for
    each task.

    Of one day's, those that demand something and that nobody has been given come first, what was only noted last.
    """
    newest = ("-date", "-demands_task", "given", "-pk")
    given = Exists(Task.objects.filter(decision=OuterRef("pk")))
    latest = (
        Decision.objects.filter(result__in=FINAL)
        .exclude(body__kind__in=INSIDE)
        .annotate(given=given)
        .order_by(*newest)
        .values("pk")[:limit]
    )
    chosen = Decision.objects.filter(pk__in=latest).annotate(given=given)
    return _with_tasks(chosen.select_related("body", "matter", "recommendation").order_by(*newest))


def _with_tasks(decisions: Any) -> list[tuple[Decision, list[Task]]]:
    """Decisions in their order, each with its tasks. One query: a row for each task."""
    fields = ("pk", "text", "due", "state", "outcome", "ended_on")
    joined = {f"task_{name}": F(f"tasks__{name}") for name in fields}
    order = decisions.query.order_by
    rows = decisions.annotate(**joined, task_owner=F("tasks__owner__title")).order_by(
        *order, "tasks__due", "tasks__pk"
    )
    found: dict[int, tuple[Decision, list[Task]]] = {}
    for row in rows:
        decision, tasks = found.setdefault(row.pk, (row, []))
        if getattr(row, "task_pk") is not None:  # noqa: B009 - an annotation
            owner = Position(title=row.task_owner) if row.task_owner else None
            tasks.append(
                Task(
                    decision=decision, owner=owner, **{name: getattr(row, f"task_{name}") for name in fields}
                )
            )
    return list(found.values())


def tasks_below(keys: Sequence[int]) -> dict[int, list[Knot]]:
    """The thread below decisions: their tasks, or the words that nobody has been given the one it demands. One query."""
    found: dict[int, list[Knot]] = {key: [] for key in keys}
    label, nobody = _("The thread is broken here"), _("Nobody has been given the task")
    url = addresses("matters:matter")
    for decision, tasks in _with_tasks(Decision.objects.filter(pk__in=among(keys)).order_by("pk")):
        found[decision.pk] = [task_knot(task, url) for task in tasks]
        if not tasks and decision.demands_task:
            # The matter, where whoever may give the task finds the button and others are not refused.
            where = f"{url(decision.matter_id)}#beslutning-{decision.pk}"
            found[decision.pk].append(Knot("matters.task", 0, label, nobody, where, missing=True))
    return found


def task_knot(task: Task, url: Callable[[int], str] | None = None) -> Knot:
    """`url`: the addresses of matters, where there are many tasks."""
    label = (
        _("Task for %(owner)s") % {"owner": lower_first(task.owner.title)}
        if task.owner
        else _("Task without an owner")
    )
    if task.state == TaskState.DONE:
        note = _("Done %(day)s. %(outcome)s") % {
            "day": _day(task.ended_on),
            "outcome": Truncator(task.outcome).chars(120),
        }
    elif task.state == TaskState.DROPPED:
        note = _("Dropped %(day)s. %(outcome)s") % {
            "day": _day(task.ended_on),
            "outcome": Truncator(task.outcome).chars(120),
        }
    else:
        note = _("Due %(day)s.") % {"day": _day(task.due)} if task.due else _("No due date.")
    matter = (url or addresses("matters:matter"))(task.decision.matter_id)
    words = Truncator(task.text).chars(160)
    return Knot("matters.task", task.pk, label, words, f"{matter}#opgave-{task.pk}", note)


def _day(value: datetime.date | None) -> str:
    return long_day(value) if value else ""


def lower_first(title: str) -> str:
    """'Skolechef' inside a sentence: 'skolechef'; an abbreviation keeps its capitals."""
    return title if title[1:2].isupper() else title[:1].lower() + title[1:]
