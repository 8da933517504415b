"""The data of one municipality, or of all 98: policies, goals, units, cycles and over a million check-ins."""

from __future__ import annotations

import datetime
import random
from typing import Any

from django.apps import apps
from django.contrib.auth.hashers import make_password
from django.db import connection
from django.utils import timezone

from roedtraad.core.enums import Level, StatusKey
from roedtraad.core.models import Municipality, User
from roedtraad.followup.enums import CheckInState, Need
from roedtraad.followup.models import CheckIn, Cycle, Snapshot
from roedtraad.matters.enums import DecisionResult, RoutingRole
from roedtraad.matters.models import Decision, Matter, Meeting, Recommendation, Routing, Task
from roedtraad.organisation.enums import BodyKind, Function, UnitKind
from roedtraad.organisation.models import Body, Holding, Person, Position, Unit
from roedtraad.plans.enums import CriterionKind, PlanState
from roedtraad.plans.models import Criterion, FocusArea, Goal, Initiative, Plan
from roedtraad.policies.enums import EditionState, PassageKind, PolicyKind
from roedtraad.policies.models import Edition, Passage, PassageText, Policy, Revision

from .bulk import Table, reset_sequences

MODELS = [
    Municipality, User, Unit, Position, Person, Holding, Body, Meeting, Matter, Routing, Recommendation, Decision, Task, Policy,
    Edition, Revision, Passage, PassageText, Plan, FocusArea, Goal, Criterion, Initiative, Cycle, CheckIn, Snapshot,
]  # fmt: skip
POLICIES, EDITIONS, PASSAGES, GOALS, UNITS, UNIT_GOALS, CYCLES = 6, 3, 150, 40, 60, 600, 24
SENTENCE = "Alle børn og unge møder voksne, der kender dem og handler, før det bliver svært."
STATUSES = [
    StatusKey.ON,
    StatusKey.ON,
    StatusKey.RISK,
    StatusKey.OFF,
    StatusKey.UNKNOWN,
    StatusKey.DONE,
    StatusKey.IDLE,
]


def build(count: int) -> dict[str, int]:
    """Fill an empty database with `count` municipalities; returns the number of rows by model."""
    tables = {model: Table(model) for model in MODELS}
    password = make_password(None)
    made: dict[str, int] = {}
    for number in range(count):
        _municipality(tables, number, password)
        for model, table in tables.items():
            made[model.__name__] = made.get(model.__name__, 0) + table.write()
    reset_sequences(apps.get_models())
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return made


def _municipality(tables: dict[Any, Table], number: int, password: str) -> None:
    chance = random.Random(number)  # noqa: S311
    today = timezone.localdate()
    m = tables[Municipality].add(
        name=f"Kommune {number:02}", slug=f"kommune-{number:02}", code=f"{101 + number}"
    )

    def add(model: Any, **values: Any) -> int:
        return tables[model].add(municipality_id=m, **values)

    user = tables[User].add(
        email=f"koordinator@kommune-{number:02}.example",
        name="Signe Holmelund",
        municipality_id=m,
        password=password,
    )
    coordinator = add(Position, title="Udviklingskonsulent", function=Function.COORDINATOR)
    person = add(Person, name="Signe Holmelund", user_id=user)
    add(Holding, position_id=coordinator, person_id=person, starts=datetime.date(2020, 1, 1))
    owners = [add(Position, title=f"Centerchef {n}", function=Function.CHIEF) for n in range(8)]
    leaders = []
    for n in range(UNITS):
        unit = add(Unit, name=f"Enhed {n:02}", kind=UnitKind.INSTITUTION)
        leader = add(Position, title=f"Leder af Enhed {n:02}", unit_id=unit, function=Function.LEADER)
        add(
            Holding,
            position_id=leader,
            person_id=add(Person, name=f"Leder {n:02}"),
            starts=datetime.date(2021, 1, 1),
        )
        leaders.append(leader)
    council = add(Body, name="Byrådet", kind=BodyKind.COUNCIL)
    committee = add(Body, name="Børne- og Uddannelsesudvalget", kind=BodyKind.COMMITTEE)
    meetings = [
        add(Meeting, body_id=body, date=today + datetime.timedelta(days=30 * month + shift))
        for month in range(-18, 12)
        for body, shift in ((committee, 0), (council, 14))
    ]
    commitments: list[int] = []
    first_policy = 0
    for p in range(POLICIES):
        policy = add(
            Policy,
            title=f"Politik {p} for børn og unge",
            kind=PolicyKind.CHILD_POLICY if p == 0 else PolicyKind.POLICY,
            adopted_by_id=council,
        )
        first_policy = first_policy or policy
        passages = []
        for n in range(PASSAGES):
            kind = (
                PassageKind.THEME
                if n % 25 == 0
                else PassageKind.COMMITMENT
                if n % 25 > 4
                else PassageKind.PARAGRAPH
            )
            passages.append((add(Passage, policy_id=policy, kind=kind), kind))
        if p == 0:
            commitments = [pk for pk, kind in passages if kind == PassageKind.COMMITMENT]
        for e in range(EDITIONS):
            start = datetime.date(today.year - 8 + 4 * e, 1, 1)
            edition = add(
                Edition, policy_id=policy, number=e + 1, title=f"Politik {p}, {start.year}", state=EditionState.ADOPTED,
                valid_from=start, adopted_on=start - datetime.timedelta(days=40), adopted_body="Byrådet", evidence="referat",
            )  # fmt: skip
            revision = add(Revision, edition_id=edition, number=1, frozen_at=timezone.now(), sha256="0" * 64)
            theme = None
            for order, (passage, kind) in enumerate(passages):
                is_theme = kind == PassageKind.THEME
                add(
                    PassageText, revision_id=revision, passage_id=passage, parent_id=None if is_theme else theme, order=order,
                    heading=f"Tema {order // 25 + 1}" if is_theme else "", text="" if is_theme else f"{SENTENCE} ({order})",
                    raw=f"{SENTENCE} ({order})" if kind == PassageKind.COMMITMENT else "",
                    number=f"{order // 25 + 1}.{order % 25 - 4}" if kind == PassageKind.COMMITMENT else "",
                )  # fmt: skip
                theme = passage if is_theme else theme
    plan = add(
        Plan,
        policy_id=first_policy,
        title="Plan",
        state=PlanState.RUNNING,
        starts=today,
        ends=today.replace(month=12, day=31),
    )
    unit_plan = add(Plan, policy_id=first_policy, title="Enhedernes mål", state=PlanState.RUNNING)
    goals: list[int] = []
    areas = [
        add(FocusArea, plan_id=plan, title=f"Fokusområde {n}", owner_id=owners[n], order=n) for n in range(8)
    ]
    for n in range(GOALS):
        goal = add(
            Goal, plan_id=plan, focus_area_id=areas[n % 8], passage_id=commitments[n], title=f"Mål {n} om børns trivsel",
            owner_id=owners[n % 8], level=[Level.GENERAL, Level.PREVENTIVE, Level.TARGETED][n % 3], order=n,
        )  # fmt: skip
        add(Criterion, goal_id=goal, kind=CriterionKind.SUCCESS, text=SENTENCE)
        add(Initiative, goal_id=goal, title="Fast kontaktperson", owner_id=owners[n % 8])
        goals.append(goal)
    unit_goals = [
        add(
            Goal, plan_id=unit_plan, passage_id=commitments[n % len(commitments)], title=f"Enhedens mål {n}",
            owner_id=leaders[n % UNITS], level=Level.GENERAL, order=n,
        )
        for n in range(UNIT_GOALS)
    ]  # fmt: skip
    signed = timezone.now()
    for its_plan, its_goals in ((plan, goals), (unit_plan, unit_goals)):
        for c in range(CYCLES):
            end = today - datetime.timedelta(days=30 * (CYCLES - c - 1))
            cycle = add(
                Cycle, plan_id=its_plan, title=f"Opfølgning {end:%m %Y}", period_from=end - datetime.timedelta(days=29),
                period_to=end, opens=end, due=end + datetime.timedelta(days=10), sign_off=end + datetime.timedelta(days=14),
                meeting_id=meetings[c],
            )  # fmt: skip
            if c < CYCLES - 1:
                add(
                    Snapshot,
                    cycle_id=cycle,
                    schema=1,
                    content="{}",
                    sha256="0" * 64,
                    taken_at=signed,
                    taken_by="Signe Holmelund",
                )
            for goal in its_goals:
                status = chance.choice(STATUSES)
                add(
                    CheckIn, cycle_id=cycle, goal_id=goal, status=status, happened=SENTENCE,
                    need=Need.INITIATIVE if status in (StatusKey.RISK, StatusKey.OFF) else Need.NONE, needed="",
                    state=CheckInState.SIGNED if c < CYCLES - 1 else CheckInState.DRAFT, signed_at=signed, signed_name="Leder",
                )  # fmt: skip
    for n in range(40):
        matter = add(Matter, title=f"Årlig status {n}", case_number=f"24/{n:04}")
        add(Routing, matter_id=matter, body_id=council, role=RoutingRole.DECIDES)
        recommendation = add(
            Recommendation, matter_id=matter, number=1, text="at status tages til efterretning"
        )
        decision = add(
            Decision, matter_id=matter, recommendation_id=recommendation, body_id=council, date=today - datetime.timedelta(days=n * 30),
            result=DecisionResult.APPROVED, wording="Godkendt.", minutes_reference=f"punkt {n}",
        )  # fmt: skip
        add(Task, decision_id=decision, text="Skolerne tilbyder samtaler", owner_id=owners[n % 8], due=today)
