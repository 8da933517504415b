"""What the pages of matters show, each in a number of queries that does not grow with the rows."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import JSONObject
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from roedtraad.core.among import among
from roedtraad.core.days import long_day
from roedtraad.core.thread import Knot, addresses
from roedtraad.language import sort_key
from roedtraad.organisation.models import Position
from roedtraad.organisation.queries import holders_of

from .enums import FINAL, DispatchState, RoutingRole, TaskState
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
    stops: dict[int, Routing] = {}
    for routing in (
        Routing.objects.filter(matter__in=keys)
        .filter(~Exists(Decision.objects.filter(matter=OuterRef("matter"), body=OuterRef("body"))))
        .select_related("body", "meeting")
    ):
        stops.setdefault(routing.matter_id, routing)
    latest: dict[int, Decision] = {}
    for decision in Decision.objects.filter(matter__in=keys).select_related("body"):
        latest.setdefault(decision.matter_id, decision)
    tasks: dict[int, int] = {}
    for matter in Task.objects.filter(decision__matter__in=keys, state=TaskState.OPEN).values_list(
        "decision__matter", flat=True
    ):
        tasks[matter] = tasks.get(matter, 0) + 1
    return [MatterLine(matters[key], stops.get(key), latest.get(key), tasks.get(key, 0)) for key in keys]


@dataclass
class TaskLine:
    task: Task
    holders: list[str]
    may_end: bool

    @property
    def is_late(self) -> bool:
        due = self.task.due
        return bool(due and self.task.state == TaskState.OPEN and due < timezone.localdate())


@dataclass
class DecisionLine:
    decision: Decision
    tasks: list[TaskLine] = field(default_factory=list)

    @property
    def lacks_task(self) -> bool:
        return self.decision.demands_task and not self.tasks


@dataclass
class StopLine:
    """A stop on the way: `state` is done | now | next; the decisions the body has made."""

    routing: Routing
    state: str
    decisions: list[Decision]


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


def matter_page(matter: Matter, user: Any, may_end: Any) -> MatterPage:
    """Everything the page of a matter shows; nine queries. `may_end(user, task)` says who may end a task."""
    decisions = list(matter.decisions.select_related("body", "recommendation"))
    tasks = list(Task.objects.filter(decision__matter=matter).select_related("owner"))
    holders = holders_of(sorted({task.owner_id for task in tasks if task.owner_id}))
    lines = {decision.pk: DecisionLine(decision) for decision in decisions}
    for task in tasks:
        names = [holding.person.name for holding in holders.get(task.owner_id, [])]
        lines[task.decision_id].tasks.append(TaskLine(task, names, may_end(user, task)))
    by_point: dict[int | None, list[DecisionLine]] = {}
    for decision in reversed(decisions):
        by_point.setdefault(decision.recommendation_id, []).append(lines[decision.pk])
    presentation: Presentation | None = getattr(matter, "presentation", None)
    return MatterPage(
        matter=matter,
        stops=_stops(list(matter.routings.select_related("body", "meeting")), decisions),
        presentation=presentation,
        sections=list(presentation.sections.all()) if presentation and not presentation.document else [],
        recommendations=[(point, by_point.get(point.pk, [])) for point in matter.recommendations.all()],
        whole=by_point.get(None, []),
        annexes=list(matter.annexes.all()),
        dispatches=list(matter.dispatches.order_by("state", "pk")),
        open_tasks=sum(task.state == TaskState.OPEN for task in tasks),
        settled=next((decision for decision in decisions if decision.is_final), None),
    )


def _stops(routings: list[Routing], decisions: list[Decision]) -> list[StopLine]:
    """A stop is done when its body has decided; the first that is not is where the matter stands."""
    made: dict[int, list[Decision]] = {}
    for decision in decisions:
        made.setdefault(decision.body_id, []).append(decision)
    lines, here = [], False
    for routing in routings:
        found = made.get(routing.body_id, [])
        state = "done" if found else ("next" if here else "now")
        here = here or state == "now"
        lines.append(StopLine(routing, state, found))
    return lines


def deciding_body(matter: Matter) -> int | None:
    """The body whose decision settles the matter: the last that is to decide; None where no routing says."""
    return (
        matter.routings.filter(role=RoutingRole.DECIDES)
        .order_by("-order", "-pk")
        .values_list("body_id", flat=True)
        .first()
    )


def not_filed() -> list[Dispatch]:
    """What does not stand in the case and document system yet, oldest first."""
    return list(
        Dispatch.objects.filter(state=DispatchState.MISSING)
        .select_related("matter")
        .order_by("created_at", "pk")
    )


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
        .filter(~Exists(Decision.objects.filter(matter=OuterRef("matter"), body=OuterRef("body"))))
        .order_by("meeting__date", "pk")
    )


@dataclass(frozen=True)
class Needing:
    """A matter that whoever keeps matters must do something about.

    Record what `body` decided, file `missing` documents, or give somebody what was decided: `bare`, the oldest of
    `bares` decisions that demand something nobody has been given.
    """

    matter: int
    title: str
    stop: int | None
    body: str
    held: datetime.date | None
    missing: int
    bare: Bare | None
    bares: int


@dataclass(frozen=True)
class Bare:
    """A decision that demands something nobody has been given: what `body` decided on `date`, in its `words`."""

    decision: int
    words: str
    body: str
    date: datetime.date


def needing(on: datetime.date, limit: int = 500) -> list[Needing]:
    """Matters whose decision is not recorded, with documents that are not filed, or decided without a task. One query."""
    stop = unrecorded(on).filter(matter=OuterRef("pk"))
    missing = Dispatch.objects.filter(matter=OuterRef("pk"), state=DispatchState.MISSING)
    bare = _bare().filter(matter=OuterRef("pk")).order_by("date", "pk")
    facts = (
        Matter.objects.annotate(
            stop=_first(stop, pk="pk", body="body__name", held="meeting__date"),
            missing=_number(missing),
            bare=_first(
                bare,
                decision="pk",
                wording="wording",
                point="recommendation__text",
                body="body__name",
                date="date",
            ),
            bares=_number(bare),
        )
        .filter(Q(stop__isnull=False) | Q(missing__gt=0) | Q(bares__gt=0))
        .order_by("pk")
        .values_list("pk", "title", "stop", "missing", "bare", "bares")[:limit]
    )
    rows = [
        Needing(
            matter=pk,
            title=title,
            stop=stop_["pk"] if stop_ else None,
            body=stop_["body"] if stop_ else "",
            held=datetime.date.fromisoformat(stop_["held"]) if stop_ else None,
            missing=missing_ or 0,
            bare=_bare_of(bare_, title) if bare_ else None,
            bares=bares or 0,
        )
        for pk, title, stop_, missing_, bare_, bares in facts
    ]
    return sorted(rows, key=lambda row: (row.held or datetime.date.max, row.matter))


def _bare_of(row: dict[str, Any], title: str) -> Bare:
    words = row["wording"] or row["point"] or title
    return Bare(row["decision"], words, row["body"], datetime.date.fromisoformat(row["date"]))


def _first(rows: Any, **fields: str) -> Subquery:
    """The first of `rows` as one object, as a column for each of its facts would ask for it again; None for none."""
    return Subquery(rows.values(found=JSONObject(**fields))[:1])


def _number(rows: Any) -> Subquery:
    """How many `rows` of the matter there are; None for none."""
    return Subquery(rows.order_by().values("matter").annotate(number=Count("pk")).values("number"))


def _bare() -> Any:
    """Decisions that demand something nobody has been given."""
    return Decision.objects.filter(demands_task=True).filter(
        ~Exists(Task.objects.filter(decision=OuterRef("pk")))
    )


def latest_decisions(limit: int) -> list[tuple[Decision, list[Task]]]:
    """The latest that settled something, newest first, each with its tasks. One query: a row for each task.

    Of one day's, those that demand something and that nobody has been given come first, what was only noted last.
    """
    newest = ("-date", "-demands_task", "given", "-pk")
    given = Exists(Task.objects.filter(decision=OuterRef("pk")))
    latest = (
        Decision.objects.filter(result__in=FINAL).annotate(given=given).order_by(*newest).values("pk")[:limit]
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
