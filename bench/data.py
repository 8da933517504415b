"""The data of one municipality, or of all 98: policies, goals, units, cycles and over a million check-ins.

Shaped as the actions shape it: adopted editions frozen with the hash of their text, snapshots with their true
content, reports with the words that the assembly begins with, decisions that lead back to goals.
"""

from __future__ import annotations

import datetime
import random
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.contrib.auth.hashers import make_password
from django.db import connection
from django.utils import timezone

from roedtraad.core.enums import Level
from roedtraad.core.models import Municipality, User
from roedtraad.core.upkeep import refresh_statistics
from roedtraad.matters.models import Meeting
from roedtraad.organisation.enums import BodyKind, Function, UnitKind
from roedtraad.organisation.models import Body, Holding, Person, Position, Seat, Unit
from roedtraad.plans.enums import CriterionKind, PlanState
from roedtraad.plans.models import Criterion, FocusArea, Goal, Initiative, Plan
from roedtraad.policies.canonical import digest
from roedtraad.policies.enums import EditionState, PassageKind, PolicyKind
from roedtraad.policies.models import Edition, Passage, PassageText, Policy, Revision

from .bulk import Tables, reset_sequences

POLICIES, EDITIONS, PASSAGES, GOALS, UNITS, UNIT_GOALS, CYCLES = 6, 3, 150, 40, 60, 600, 24
SENTENCE = "Alle børn og unge møder voksne, der kender dem og handler, før det bliver svært."
LEVELS = [Level.GENERAL, Level.PREVENTIVE, Level.TARGETED]


@dataclass
class Written:
    """A policy as later parts need it: `passages` as (key, kind) in their order, `edition` the one in force."""

    key: int
    title: str
    passages: list[tuple[int, Any]]
    edition: dict[str, Any] = field(default_factory=dict)

    def of(self, kind: Any) -> list[int]:
        return [pk for pk, its in self.passages if its == kind]


@dataclass
class Town:
    """One municipality while it is made: its tables, and the keys and words that later parts hang on."""

    tables: Tables
    number: int
    key: int = 0
    name: str = ""
    slug: str = ""
    today: datetime.date = field(default_factory=timezone.localdate)
    chance: random.Random = field(default_factory=random.Random)
    chiefs: list[int] = field(default_factory=list)
    leaders: list[int] = field(default_factory=list)
    titles: dict[int, str] = field(default_factory=dict)
    holders: dict[int, str] = field(default_factory=dict)
    users: dict[int, int] = field(default_factory=dict)  # of positions
    council: int = 0
    committee: int = 0
    meetings: list[tuple[int, datetime.date]] = field(default_factory=list)  # the committee's
    plans: dict[int, str] = field(default_factory=dict)  # their titles
    policies: list[Written] = field(default_factory=list)
    policy_of: dict[int, Written] = field(default_factory=dict)  # of plans

    def add(self, model: Any, **values: Any) -> int:
        return self.tables[model].add(municipality_id=self.key, **values)


def build(count: int) -> dict[str, int]:
    """Fill an empty database with `count` municipalities; returns the number of rows by model."""
    from . import rounds, sources, steering

    made: dict[str, int] = {}
    tables = Tables()
    password = make_password(None)
    documents = sources.readings()
    with at_full_speed():
        for number in range(count):
            town = found(tables, number, password)
            for policy in range(POLICIES):
                write_policy(town, policy)
            rounds.follow_up(town)
            sources.bring(town, documents)
            tables.write(made)
        steering.build(tables, count, password)
        tables.write(made)
    reset_sequences(apps.get_models())
    steering.sit()
    settle()
    return made


def found(tables: Tables, number: int, password: str, slug: str = "") -> Town:
    """The municipality with its units, positions, people, bodies and meetings."""
    town = Town(tables, number, name=f"Kommune {number:02}", slug=slug or f"kommune-{number:02}")
    town.chance.seed(number)
    town.key = tables[Municipality].add(name=town.name, slug=town.slug, code=f"{101 + number}")
    hold(
        town,
        town.add(Position, title="Udviklingskonsulent", function=Function.COORDINATOR),
        "Signe Holmelund",
        "koordinator",
        password,
    )
    centre = town.add(Unit, name="Børn og Unge", kind=UnitKind.CENTRE)
    for n in range(8):
        chief = town.add(Position, title=f"Centerchef {n}", unit_id=centre, function=Function.CHIEF)
        town.titles[chief] = f"Centerchef {n}"
        hold(town, chief, f"Chef {n}", f"chef-{n}", password)
        town.chiefs.append(chief)
    for n in range(UNITS):
        unit = town.add(Unit, name=f"Enhed {n:02}", kind=UnitKind.INSTITUTION, parent_id=centre)
        leader = town.add(Position, title=f"Leder af Enhed {n:02}", unit_id=unit, function=Function.LEADER)
        town.titles[leader] = f"Leder af Enhed {n:02}"
        hold(town, leader, f"Leder {n:02}", f"leder-{n}", password)
        town.leaders.append(leader)
    town.council = town.add(Body, name="Byrådet", kind=BodyKind.COUNCIL)
    town.committee = town.add(Body, name="Børne- og Uddannelsesudvalget", kind=BodyKind.COMMITTEE)
    for body, seats in ((town.council, 25), (town.committee, 7)):
        for n in range(seats):
            town.add(Seat, body_id=body, title=f"Medlem {n + 1}")
    for month in range(-24, 12):
        day = town.today + datetime.timedelta(days=30 * month)
        town.meetings.append((town.add(Meeting, body_id=town.committee, date=day), day))
        town.add(Meeting, body_id=town.council, date=day + datetime.timedelta(days=14))
    return town


def hold(town: Town, position: int, name: str, mail: str, password: str) -> None:
    user = town.tables[User].add(
        email=f"{mail}@{town.slug}.example", name=name, municipality_id=town.key, password=password
    )
    person = town.add(Person, name=name, email=f"{mail}@{town.slug}.example", user_id=user)
    town.add(Holding, position_id=position, person_id=person, starts=datetime.date(2020, 1, 1))
    town.holders[position], town.users[position] = name, user


def write_policy(town: Town, number: int, editions: int = EDITIONS, passages: int = PASSAGES) -> None:
    """A policy with its passages, and the text of each in every edition; the newest is in force."""
    kind = PolicyKind.CHILD_POLICY if number == 0 else PolicyKind.POLICY
    title = f"Politik {number} for børn og unge"
    policy = town.add(
        Policy,
        title=title,
        kind=kind,
        adopted_by_id=town.council,
        legal_basis="Servicelovens § 19" if number < 2 else "",
    )
    rows = []
    for n in range(passages):
        kind_ = (
            PassageKind.THEME
            if n % 25 == 0
            else PassageKind.COMMITMENT
            if n % 25 > 4
            else PassageKind.PARAGRAPH
        )
        rows.append((town.add(Passage, policy_id=policy, kind=kind_), kind_))
    written = Written(policy, title, rows)
    for e in range(editions):
        start = datetime.date(town.today.year - 4 * (editions - e - 1) - 1, 1, 1)
        adopted = start - datetime.timedelta(days=40)
        name = f"{title}, {start.year}"
        edition = town.add(
            Edition, policy_id=policy, number=e + 1, title=name, state=EditionState.ADOPTED, valid_from=start,
            adopted_on=adopted, adopted_body="Byrådet", evidence=f"Byrådets referat, punkt {e + 7}",
        )  # fmt: skip
        texts = _texts(rows)
        revision = town.add(
            Revision, edition_id=edition, number=1, frozen_at=timezone.now(), sha256=digest(texts)
        )
        for text in texts:
            town.add(
                PassageText, revision_id=revision, passage_id=text.passage_id, parent_id=text.parent_id, order=text.order,
                number=text.number, heading=text.heading, text=text.text, raw=text.raw, lead_in=text.lead_in,
            )  # fmt: skip
        written.edition = {
            "id": edition,
            "number": e + 1,
            "title": name,
            "valid_from": start,
            "adopted_on": adopted,
        }
    town.policies.append(written)


def _texts(rows: list[tuple[int, Any]]) -> list[PassageText]:
    """The words of a policy's passages, unsaved: themes with four paragraphs and twenty promises each."""
    texts, theme = [], None
    for order, (pk, kind) in enumerate(rows):
        promise, is_theme = kind == PassageKind.COMMITMENT, kind == PassageKind.THEME
        theme = pk if is_theme else theme
        words = f"{SENTENCE} ({order})"
        texts.append(
            PassageText(
                passage=Passage(pk=pk, kind=kind),
                parent_id=None if is_theme else theme,
                order=order,
                heading=f"Tema {order // 25 + 1}" if is_theme else "",
                text="" if is_theme else f"Det vil vi: {words}" if promise else words,
                raw=words if promise else "",
                lead_in="Det vil vi" if promise else "",
                number=f"{order // 25 + 1}.{order % 25 - 4}" if promise else "",
            )
        )
    return texts


@dataclass(frozen=True)
class Aim:
    """A goal as later parts need it."""

    key: int
    title: str
    area: int | None
    passage: int | None
    level: str
    owner: int
    initiative: str
    unit: str = ""  # whose own goal it is; "" for one of the plan's


def write_plan(
    town: Town, title: str, goals: int, owners: list[int], *, areas: int, initiatives: bool, policy: int = 0
) -> tuple[int, list[tuple[int, str, int]], list[Aim]]:
    """A running plan: (its key, its focus areas as (key, title, owner), its goals)."""
    starts, ends = datetime.date(town.today.year - 2, 1, 1), datetime.date(town.today.year + 1, 12, 31)
    under = town.policies[policy]
    plan = town.add(Plan, policy_id=under.key, title=title, state=PlanState.RUNNING, starts=starts, ends=ends)
    town.plans[plan], town.policy_of[plan] = title, under
    themes, commitments = under.of(PassageKind.THEME), under.of(PassageKind.COMMITMENT)
    made = []
    for n in range(areas):
        owner = owners[n % len(owners)]
        theme = themes[n % len(themes)]
        made.append(
            (
                town.add(
                    FocusArea, plan_id=plan, theme_id=theme, title=f"Fokusområde {n}", owner_id=owner, order=n
                ),
                f"Fokusområde {n}",
                owner,
            )
        )
    aims = []
    for n in range(goals):
        owner, passage = owners[n % len(owners)], commitments[n % len(commitments)]
        area = made[n % areas][0] if areas else None
        level, name = LEVELS[n % 3], f"Mål {n} om børns trivsel"
        goal = town.add(
            Goal,
            plan_id=plan,
            focus_area_id=area,
            passage_id=passage,
            title=name,
            owner_id=owner,
            level=level,
            order=n % 30_000,
        )
        town.add(Criterion, goal_id=goal, kind=CriterionKind.SUCCESS, text=SENTENCE)
        does = "Fast kontaktperson" if initiatives and n % 3 else ""
        if does:
            town.add(Initiative, goal_id=goal, title=does, owner_id=owner)
        aims.append(Aim(goal, name, area, passage, level.value, owner, does))
    return plan, made, aims


class at_full_speed:  # noqa: N801 - reads as a phrase
    """SQLite waits for the disk after every transaction; what can be built again need not."""

    def __enter__(self) -> None:
        self._set("OFF")

    def __exit__(self, *_args: object) -> None:
        self._set("FULL")

    def _set(self, how: str) -> None:
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                cursor.execute(f"PRAGMA synchronous={how}")


def settle() -> None:
    """As a database in use is: key counters right, and cared for as the worker (PostgreSQL: autovacuum) does."""
    reset_sequences(apps.get_models())
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
    refresh_statistics()
