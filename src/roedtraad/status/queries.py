"""Reads across reports, matters and goals: what was decided about a goal, what a snapshot keeps, what is still broken."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from django.db.models import Case, F, OuterRef, Q, Subquery, TextField, Value, When
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from roedtraad.core.among import among
from roedtraad.core.days import long_day
from roedtraad.core.enums import StatusKey
from roedtraad.core.registries import HeadLine
from roedtraad.core.tenancy import current
from roedtraad.core.thread import Knot, addresses
from roedtraad.core.together import Part, Row
from roedtraad.followup.models import Cycle, Snapshot
from roedtraad.matters.decisions import task_from
from roedtraad.matters.enums import FINAL, DecisionResult
from roedtraad.matters.models import Decision, Task
from roedtraad.matters.queries import task_knot
from roedtraad.organisation.enums import INSIDE
from roedtraad.plans.models import Goal

from .assembly import deviating_goals, running_initiative
from .enums import ReportState
from .models import RecommendationGoal, ReportPoint, StatusReport


def decisions_about(goals: Sequence[int]) -> dict[int, list[Decision]]:
    """What bodies have decided about each goal, newest first: of a recommendation about it, or of its matter as a whole.

    Two queries, whatever the number of goals.
    """
    links = list(
        RecommendationGoal.objects.filter(goal__in=among(goals)).values_list(
            "goal_id", "recommendation_id", "recommendation__matter_id"
        )
    )
    found: dict[int, list[Decision]] = {goal: [] for goal in goals}
    if not links:
        return found
    points = {point for _goal, point, _matter in links}
    matters = {matter for _goal, _point, matter in links}
    by_point: dict[int, list[Decision]] = {}
    whole: dict[int, list[Decision]] = {}
    for decision in Decision.objects.filter(
        Q(recommendation__in=among(points)) | Q(matter__in=among(matters), recommendation__isnull=True)
    ).select_related("body", "matter", "recommendation"):
        if decision.recommendation_id:
            by_point.setdefault(decision.recommendation_id, []).append(decision)
        else:
            whole.setdefault(decision.matter_id, []).append(decision)
    about: dict[int, dict[int, Decision]] = {}
    for goal, point, matter in links:
        each = about.setdefault(goal, {})
        for decision in (*by_point.get(point, ()), *whole.get(matter, ())):
            each[decision.pk] = decision
    for goal, decisions in about.items():
        found[goal] = sorted(decisions.values(), key=lambda each: (each.date, each.pk), reverse=True)
    return found


def standing_decision(decisions: Sequence[Decision]) -> list[Decision]:
    """The decisions that stand at the end of a goal's thread: of the latest meeting that settled something, or,
    while nothing is settled, of the latest meeting there was. What a group inside the administration settled stands
    after what a political body did, and never in its place."""
    found = []
    for inside in (False, True):
        of_side = [decision for decision in decisions if (decision.body.kind in INSIDE) is inside]
        chosen = [decision for decision in of_side if decision.result in FINAL] or of_side
        found += [
            decision
            for decision in chosen
            if decision.date == chosen[0].date and decision.body_id == chosen[0].body_id
        ]
    return found


def decisions_below(goals: Sequence[int]) -> dict[int, list[Knot]]:
    """The thread below a goal's status: the decision about it; or, where one is due, that there is none yet."""
    standing = {goal: standing_decision(decisions) for goal, decisions in decisions_about(goals).items()}
    # One decision may settle hundreds of goals: its words are made once.
    url = addresses("matters:matter")
    knots = {each.pk: _decision_knot(each, url) for each in set(chain.from_iterable(standing.values()))}
    found = {goal: [knots[each.pk] for each in decisions] for goal, decisions in standing.items()}
    bare = [goal for goal, knots in found.items() if not knots]
    label, nothing, url = _("The thread is broken here"), _("No decision yet"), addresses("status:report")
    for goal, report in _undecided(bare).items():
        found[goal].append(Knot("matters.decision", 0, label, nothing, url(report), missing=True))
    return found


def _undecided(goals: Sequence[int]) -> dict[int, int]:
    """Goals that were off course or at risk when their status was last put before a body: {goal: report}."""
    if not goals:
        return {}
    sent = StatusReport.objects.exclude(state=ReportState.DRAFT)
    latest = sent.filter(plan=OuterRef("plan")).order_by("-snapshot__taken_at", "-pk")
    known = _deviating.get(current().pk, {})
    content = Case(
        When(snapshot__sha256__in=list(known), then=Value("")),
        default=F("snapshot__content"),
        output_field=TextField(),
    )
    rows = sent.filter(
        plan__in=Goal.objects.filter(pk__in=among(goals)).values("plan"), pk=Subquery(latest.values("pk")[:1])
    ).values_list("pk", "snapshot__sha256", content)
    wanted, now, due = set(goals), {}, {}
    for report, sha256, text in rows:
        off = known.get(sha256)
        now[sha256] = (
            off if off is not None else frozenset(g["id"] for g in deviating_goals(json.loads(text)))
        )
        due.update(dict.fromkeys(wanted & now[sha256], report))
    _deviating[current().pk] = {**dict(list(known.items())[-KEPT:]), **now}
    return due


# The deviating goals of the snapshots that were asked about last, by municipality and by the hash of what they say:
# a snapshot of 600 goals is half a megabyte, and what it says never changes.
_deviating: dict[int, dict[str, frozenset[int]]] = {}
KEPT = 8


def _decision_knot(decision: Decision, url: Callable[[int], str]) -> Knot:
    return Knot(
        "matters.decision",
        decision.pk,
        _("Decision, %(day)s") % {"day": long_day(decision.date)},
        Truncator(task_from(decision.subject).rstrip(".")).chars(160),
        url=f"{url(decision.matter_id)}#beslutning-{decision.pk}",
        note=f"{decision.body}: {DecisionResult(decision.result).label}",
    )


def heads_of_check_ins(goals: Sequence[int]) -> dict[int, list[HeadLine]]:
    """What came of the last report about each goal: the decision, with the tasks it led to. Three queries."""
    standing = {goal: standing_decision(decisions) for goal, decisions in decisions_about(goals).items()}
    keys = {decision.pk for decisions in standing.values() for decision in decisions}
    tasks: dict[int, list[str]] = {}
    for task in Task.objects.filter(decision__in=keys).select_related("owner", "decision") if keys else ():
        knot = task_knot(task)
        tasks.setdefault(task.decision_id, []).append(f"{knot.title} {knot.note}".strip())
    return {
        goal: [
            HeadLine(
                label=_("%(body)s, %(day)s: %(result)s")
                % {
                    "body": decision.body,
                    "day": date_format(decision.date, "DATE_FORMAT"),
                    "result": decision.get_result_display(),
                },
                text=decision.subject,
                url=reverse("matters:matter", args=[decision.matter_id]) + f"#beslutning-{decision.pk}",
                tasks=tuple(tasks.get(decision.pk, ())),
            )
            for decision in decisions
        ]
        for goal, decisions in standing.items()
        if decisions
    }


def decisions_section(cycle: Cycle) -> list[dict[str, Any]]:
    """For a snapshot: what has been decided about the plan's goals since the snapshot before, and what came of it.

    What was decided earlier is told as long as a task of it is open, and once more when the last has ended. Groups
    inside the administration are left out: the council is told what came of what political bodies decided.
    """
    goals = list(Goal.objects.filter(plan=cycle.plan_id).values_list("pk", flat=True))
    earlier = (
        Snapshot.objects.filter(cycle__plan=cycle.plan_id).exclude(cycle=cycle).order_by("-taken_at").first()
    )
    about: dict[int, list[int]] = {}
    chosen: dict[int, Decision] = {}
    for goal, decisions in decisions_about(goals).items():
        for decision in decisions:
            if decision.body.kind in INSIDE:
                continue
            about.setdefault(decision.pk, []).append(goal)
            chosen[decision.pk] = decision
    # What concerned no single goal ('the status is noted') belongs to the plan all the same.
    rest = Decision.objects.filter(
        matter__in=StatusReport.objects.filter(plan=cycle.plan_id, matter__isnull=False).values("matter")
    ).select_related("body", "matter", "recommendation")
    for decision in rest:
        chosen.setdefault(decision.pk, decision)
    given = list(Task.objects.filter(decision__in=among(chosen)).select_related("owner"))
    if earlier is not None:
        since = timezone.localdate(earlier.taken_at)
        alive = {task.decision_id for task in given if task.ended_on is None or task.ended_on > since}
        chosen = {
            key: decision
            for key, decision in chosen.items()
            if key in alive or decision.recorded_at > earlier.taken_at
        }
    tasks: dict[int, list[dict[str, Any]]] = {}
    for task in given:
        tasks.setdefault(task.decision_id, []).append(
            {
                "id": task.pk,
                "text": task.text,
                "owner": task.owner.title if task.owner else "",
                "due": task.due.isoformat() if task.due else "",
                "state": str(task.state),
                "outcome": task.outcome,
            }
        )
    settled = [decision for decision in chosen.values() if decision.result in FINAL]
    return [
        {
            "id": decision.pk,
            "matter": decision.matter.title,
            "case_number": decision.matter.case_number,
            "body": decision.body.name,
            "date": decision.date.isoformat(),
            "result": str(decision.result),
            "wording": decision.wording,
            "minutes_reference": decision.minutes_reference,
            "recommendation": decision.recommendation.text if decision.recommendation else "",
            "goals": sorted(about.get(decision.pk, ())),
            "tasks": tasks.get(decision.pk, []),
        }
        for decision in sorted(settled, key=lambda one: (one.date, one.pk))
    ]


YEAR, LEEWAY = 365, 92  # days: the same time last year, give or take a quarter


def snapshot_a_year_before(snapshot: Snapshot) -> Snapshot | None:
    """The plan's snapshot of the same time last year: the one whose period ended nearest to a year before."""
    ended = snapshot.cycle.period_to
    rows = (
        Snapshot.objects.filter(cycle__plan=snapshot.cycle.plan_id).exclude(pk=snapshot.pk).defer("content")
    )
    found = [
        (abs(apart - YEAR), row.pk, row)
        for row in rows.select_related("cycle")
        if abs((apart := (ended - row.cycle.period_to).days) - YEAR) <= LEEWAY
    ]
    return min(found)[2] if found else None


def legal_basis_section(cycle: Cycle) -> str:
    """For a snapshot: the law that the policy rests on, as it was written on the policy that day."""
    return cycle.plan.policy.legal_basis


def links_of_matter(matter: int, user: Any) -> Part:
    """The status that a matter is about, and its documents."""

    def say(rows: Sequence[Row]) -> list[tuple[str, str]]:
        pk = rows[0].pk
        documents = [
            (name, reverse("status:document", args=[pk, fmt]))
            for name, fmt in (("PDF", "pdf"), ("Word", "docx"))
        ]
        return [(_("Read the status"), reverse("status:report", args=[pk])), *documents]

    return Part(StatusReport.objects.filter(matter=matter), say)


@dataclass(frozen=True)
class Check:
    """One goal that is off course or at risk, and what answers for it: at-points, an initiative, or nothing (broken)."""

    goal: Mapping[str, Any]
    knots: list[Knot]
    is_broken: bool


def checks_before_sending(
    snapshot: Mapping[str, Any], points: Sequence[ReportPoint], write_url: str
) -> list[Check]:
    """Every deviating goal with its thread down to a recommendation or an initiative; the broken ones last."""
    checks = []
    for goal in deviating_goals(snapshot):
        head = Knot("plans.goal", goal["id"], StatusKey(goal["status"]).label, goal["title"])
        below = [
            Knot(
                "status.point",
                point.pk,
                _("At-point %(number)d") % {"number": point.number},
                Truncator(point.text).chars(90),
            )
            for point in points
            if goal["id"] in point.goals
        ]
        initiative = running_initiative(goal)
        if initiative:
            below.append(Knot("plans.initiative", 0, _("Initiative"), initiative))
        broken = not below
        if broken:
            below.append(
                Knot(
                    "status.point",
                    0,
                    _("The thread is broken"),
                    _("No initiative and no recommendation. Write one.")
                    if write_url
                    else _("No initiative and no recommendation."),
                    url=f"{write_url}?goal={goal['id']}#punkt" if write_url else "",
                    missing=True,
                )
            )
        checks.append(Check(goal, [head, *below], broken))
    return sorted(checks, key=lambda check: check.is_broken)
