"""Follow-up and what comes of it: cycles, check-ins, snapshots, yearly statuses, matters, decisions and tasks."""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils import timezone

from roedtraad.core.enums import StatusKey
from roedtraad.followup import canonical
from roedtraad.followup.enums import STATUS_WITHOUT_NEED, CheckInState, Need
from roedtraad.followup.models import CheckIn, Cycle, Snapshot
from roedtraad.followup.snapshots import figures
from roedtraad.matters.enums import DecisionResult, RoutingRole
from roedtraad.matters.models import (
    Annex,
    Decision,
    Dispatch,
    Matter,
    Presentation,
    Recommendation,
    Routing,
    Task,
)
from roedtraad.plans.enums import InitiativeState
from roedtraad.status.assembly import CONCEPTS, Point, first_points, first_words, title_of
from roedtraad.status.composition import Frame, annex_titles, compose
from roedtraad.status.enums import ReportState
from roedtraad.status.models import RecommendationGoal, ReportPoint, ReportText, StatusReport

from . import indicators as counted
from .data import CYCLES, GOALS, SENTENCE, UNIT_GOALS, Aim, Town, write_plan

STATUSES = [StatusKey.ON] * 4 + [
    StatusKey.RISK,
    StatusKey.OFF,
    StatusKey.UNKNOWN,
    StatusKey.DONE,
    StatusKey.IDLE,
]
NEEDS = [Need.INITIATIVE, Need.INITIATIVE, Need.INITIATIVE, Need.DECISION, Need.AWAITED]
NEEDED = "at der ansættes en vejleder på tværs af skolerne"
YEARLY = (11, CYCLES - 2)  # the rounds of which a status is written
OTHER_MATTERS = 40


def follow_up(town: Town) -> None:
    """Two running plans, a policy's of 40 goals and another's of 600 that the leaders of units answer for, each followed
    up monthly for two years; the last round is open."""
    of_policy = write_plan(town, "Plan", GOALS, town.chiefs, areas=8, initiatives=True)
    of_units = write_plan(
        town, "Enhedernes mål", UNIT_GOALS, town.leaders, areas=0, initiatives=False, policy=1
    )
    of_goals = counted.count(town, of_policy[2], range(GOALS))
    of_unit_goals = counted.count(town, of_units[2], range(GOALS, counted.INDICATORS))
    run(town, *of_policy, states=(ReportState.DECIDED, ReportState.PRESENTED), evidence=of_goals)
    run(town, *of_units, states=(ReportState.DECIDED, ReportState.DRAFT), evidence=of_unit_goals)
    for n in range(OTHER_MATTERS):
        day = town.today - datetime.timedelta(days=20 * n + 5)
        matter = town.add(Matter, title=f"Sag {n} om børn og unge", case_number=f"24/{n:04}")
        town.add(Routing, matter_id=matter, body_id=town.council, role=RoutingRole.DECIDES)
        decide(town, matter, "at planen følges op i fællesskab", [of_policy[2][n % GOALS].key], day, n)


def run(
    town: Town,
    plan: int,
    areas: list[tuple[int, str, int]],
    aims: list[Aim],
    *,
    states: tuple[ReportState, ReportState] | None,
    evidence: dict[str, Any],
    units: Mapping[int, Sequence[Aim]] | None = None,
) -> None:
    """The rounds of a plan. All but the last are signed off and frozen; `states`: of the yearly statuses.

    `evidence`: what each snapshot freezes of the figures (`figures.count`). `units`: the own goals of units under each
    of the plan's; they are reported on as every other, and stand beside it in the snapshot.
    """
    past: dict[str, Any] | None = None
    sha256, previous = "", None
    aims = sorted(aims, key=lambda aim: aim.area or 0)  # the plan's order: by focus area
    for number in range(CYCLES):
        is_open = number == CYCLES - 1
        end = town.today - datetime.timedelta(days=30 * (CYCLES - number - 1) + 2)
        meeting, meets = town.meetings[number + 1]
        title = f"Opfølgning {end:%m %Y}"
        due, sign_off = end + datetime.timedelta(days=10), end + datetime.timedelta(days=14)
        cycle = town.add(
            Cycle, plan_id=plan, title=title, period_from=end - datetime.timedelta(days=29), period_to=end, opens=end,
            due=due, sign_off=sign_off, meeting_id=meeting,
        )  # fmt: skip
        signed = timezone.now() - (town.today - sign_off)
        of_units = [aim for goal in (units or {}).values() for aim in goal]
        said = check_in(town, cycle, end, [*aims, *of_units], None if is_open else signed)
        if is_open:
            return
        told = {
            "id": cycle, "title": title, "period_from": f"{end - datetime.timedelta(days=29)}", "period_to": f"{end}",
            "due": f"{due}", "sign_off": f"{sign_off}",
            "meeting": {"body": "Børne- og Uddannelsesudvalget", "date": f"{meets}"},
        }  # fmt: skip
        before = past and {"cycle": past["cycle"]["title"], "sha256": sha256, "figures": past["figures"]}
        statuses = {goal["id"]: goal["status"] for goal in past["goals"]} if past else {}
        content = _content(
            town, plan, areas, aims, told, said, statuses, before, signed, evidence, units or {}
        )
        written = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        sha256 = canonical.sha256(written)
        snapshot = town.add(
            Snapshot, cycle_id=cycle, schema=canonical.SCHEMA, content=written, sha256=sha256, taken_at=signed,
            taken_by="Signe Holmelund",
        )  # fmt: skip
        past = content
        if states and number in YEARLY:
            previous = report(town, plan, snapshot, content, states[YEARLY.index(number)], previous, sign_off)


def check_in(
    town: Town, cycle: int, end: datetime.date, aims: list[Aim], signed: datetime.datetime | None
) -> dict[int, dict[str, Any]]:
    """What is said of each goal in a round; in the open one (`signed` None) a third is signed, a third written."""
    said: dict[int, dict[str, Any]] = {}
    for n, aim in enumerate(aims):
        if signed is None and n % 3 == 2:
            continue
        done = signed is not None or n % 3 == 0
        status = town.chance.choice(STATUSES)
        need = Need.NONE if status in STATUS_WITHOUT_NEED else town.chance.choice(NEEDS)
        at = (signed or timezone.now()) if done else None
        words = {
            "status": status.value,
            "happened": SENTENCE,
            "need": need.value,
            "needed": NEEDED if need != Need.NONE else "",
            "signed_name": town.holders[aim.owner] if done else "",
        }
        user = town.users[aim.owner]
        town.add(
            CheckIn, cycle_id=cycle, goal_id=aim.key, period_to=end, **words, signed_at=at,
            state=(CheckInState.SIGNED if done else CheckInState.DRAFT).value, written_by_id=user, signed_by_id=user if done else None, signed_as_id=aim.owner if done else None,
        )  # fmt: skip
        said[aim.key] = words
    return said


def _content(
    town: Town,
    plan: int,
    areas: list[tuple[int, str, int]],
    aims: list[Aim],
    cycle: dict[str, Any],
    said: dict[int, dict[str, Any]],
    before: dict[int, str],
    previous: dict[str, Any] | None,
    taken: datetime.datetime,
    evidence: dict[str, Any],
    units: Mapping[int, Sequence[Aim]],
) -> dict[str, Any]:
    """Schema 1, as followup.snapshots.assemble writes it; bench.measure holds the two against each other."""
    policy = town.policy_of[plan]
    places = {pk: place for place, (pk, _kind) in enumerate(policy.passages)}
    goals = []
    for aim in aims:
        words, place = said[aim.key], places[aim.passage or 0]
        goals.append(
            {
                "id": aim.key,
                "title": aim.title,
                "focus_area": aim.area,
                "theme": f"Tema {place // 25 + 1}",
                "passage": {
                    "id": aim.passage,
                    "number": f"{place // 25 + 1}.{place % 25 - 4}",
                    "text": f"Det vil vi: {SENTENCE} ({place})",
                },
                "level": aim.level,
                "owner": {"position": town.titles[aim.owner], "holder": town.holders[aim.owner]},
                "criteria": [{"kind": "success", "text": SENTENCE}],
                "initiatives": [
                    {
                        "title": aim.initiative,
                        "state": InitiativeState.PLANNED.value,
                        "owner": town.titles[aim.owner],
                    }
                ]
                if aim.initiative
                else [],
                "status": words["status"],
                "previous_status": before.get(aim.key, ""),
                "happened": words["happened"],
                "need": words["need"],
                "needed": words["needed"],
                "awaited_until": None,
                "signed_by": words["signed_name"],
                "signed_as": town.titles[aim.owner],
                "signed_at": taken.isoformat(),
                "attachments": [],
            }
            | _beside(town, units.get(aim.key, ()), said)
        )
    edition = {
        name: str(value) if isinstance(value, datetime.date) else value
        for name, value in policy.edition.items()
    }
    return {
        "schema": canonical.SCHEMA,
        "municipality": {"name": town.name, "slug": town.slug, "council": "Byrådet"},
        "plan": {
            "id": plan,
            "title": town.plans[plan],
            "starts": f"{town.today.year - 2}-01-01",
            "ends": f"{town.today.year + 1}-12-31",
        },
        "policy": {
            "id": policy.key,
            "title": policy.title,
            "edition": {**edition, "valid_to": None, "adopted_body": "Byrådet"},
        },
        "cycle": cycle,
        "taken_at": taken.isoformat(),
        "focus_areas": [
            {
                "id": pk,
                "title": title,
                "theme": f"Tema {n % 6 + 1}",
                "owner": {"position": town.titles[owner], "holder": town.holders[owner]},
            }
            for n, (pk, title, owner) in enumerate(areas)
        ],
        "goals": goals,
        "figures": figures(goals),
        "previous": previous,
        "sections": {"decisions": [], "evidence": evidence, "legal_basis": "Servicelovens § 19"},
        "incomplete_because": "",
    }


def _beside(town: Town, aims: Sequence[Aim], said: dict[int, dict[str, Any]]) -> dict[str, Any]:
    """What units said of their goals under a goal; nothing of one that no unit has taken up."""
    told = [
        {
            "id": aim.key,
            "unit": aim.unit,
            "title": aim.title,
            "owner": {"position": town.titles[aim.owner], "holder": town.holders[aim.owner]},
            "status": said[aim.key]["status"],
            "happened": said[aim.key]["happened"],
            "needed": said[aim.key]["needed"],
        }
        for aim in aims
    ]
    return {"units": told} if told else {}


def report(
    town: Town,
    plan: int,
    snapshot: int,
    content: dict[str, Any],
    state: ReportState,
    previous: int | None,
    day: datetime.date,
) -> int:
    """A yearly status in the words that the assembly begins with; once presented it is a matter with at-points."""
    words, points = first_words(content, CONCEPTS), first_points(content)
    points = [*points[: min(9, len(points) - 1)], points[-1]]
    matter = None
    if state != ReportState.DRAFT:
        matter = town.add(Matter, title=title_of(content)[:300], case_number=f"25/{snapshot:04}")
        document = compose(content, words, points, Frame(title_of(content), draft=False)).to_json()
        town.add(Presentation, matter_id=matter, document=json.loads(document))
        for order, (body, role) in enumerate(
            ((town.committee, RoutingRole.RECOMMENDS), (town.council, RoutingRole.DECIDES)), 1
        ):
            town.add(Routing, matter_id=matter, body_id=body, role=role, order=order)
        for number, title in enumerate(annex_titles(content), 1):
            town.add(Annex, matter_id=matter, number=number, title=title)
        town.add(Dispatch, matter_id=matter, what=title_of(content)[:300], sha256=canonical.sha256(document))
        put(town, matter, points, day if state == ReportState.DECIDED else None)
    made = town.add(
        StatusReport, plan_id=plan, snapshot_id=snapshot, previous_id=previous, matter_id=matter, title=title_of(content)[:300],
        state=state,
    )  # fmt: skip
    for order, each in enumerate(words, 1):
        town.add(
            ReportText, report_id=made, key=each.key, heading=each.heading[:120], text=each.text, order=order
        )
    for number, point in enumerate(points, 1):
        town.add(ReportPoint, report_id=made, number=number, text=point.text, goals=list(point.goals))
    return made


def put(town: Town, matter: int, points: list[Point], decided: datetime.date | None) -> None:
    """The at-points of a status and the goals each is about; `decided`: the day on which the council agreed."""
    for number, point in enumerate(points, 1):
        if decided:
            decide(town, matter, point.text, list(point.goals), decided, number)
            continue
        recommendation = town.add(Recommendation, matter_id=matter, number=number, text=point.text)
        for goal in point.goals:
            town.add(RecommendationGoal, recommendation_id=recommendation, goal_id=goal)


def decide(town: Town, matter: int, text: str, goals: list[int], day: datetime.date, number: int) -> None:
    """An at-point about goals, what the council decided of it, and the task that it led to."""
    recommendation = town.add(Recommendation, matter_id=matter, number=min(number + 1, 30_000), text=text)
    for goal in goals:
        town.add(RecommendationGoal, recommendation_id=recommendation, goal_id=goal)
    decision = town.add(
        Decision, matter_id=matter, recommendation_id=recommendation, body_id=town.council, date=day,
        result=DecisionResult.APPROVED, wording="Godkendt.", minutes_reference=f"punkt {number}", demands_task=number % 4 != 3,
    )  # fmt: skip
    if number % 4 < 2:
        owner = town.chiefs[number % len(town.chiefs)]
        town.add(
            Task,
            decision_id=decision,
            text="Skolerne tilbyder samtaler",
            owner_id=owner,
            due=day + datetime.timedelta(days=90),
        )
