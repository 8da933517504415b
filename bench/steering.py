"""A municipality that steers: ten goals of a plan, 600 goals of 60 units under them, two years of months, and a steering
group with a meeting behind it and one ahead. It stands beside the others, whose pages are measured as before."""

from __future__ import annotations

import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone

from roedtraad.core import tenancy
from roedtraad.core.actions import SYSTEM
from roedtraad.core.models import Municipality
from roedtraad.matters.decisions import TaskWords
from roedtraad.matters.models import Meeting
from roedtraad.organisation.enums import BodyKind, SeatRole
from roedtraad.organisation.models import Body, Position, Seat
from roedtraad.plans.models import Goal, Plan
from roedtraad.policies.models import Edition
from roedtraad.steering import actions
from roedtraad.steering.models import Point, Sitting
from roedtraad.steering.queries import proposals, read_plan

from . import indicators, rounds
from .bulk import Tables
from .data import LEVELS, UNIT_GOALS, UNITS, Aim, Town, found, write_plan, write_policy

SLUG = "styring"
GOALS, AREAS = 10, 8


def build(tables: Tables, number: int, password: str) -> None:
    """Its rows, in bulk."""
    town = found(tables, number, password, SLUG)
    write_policy(town, 0)
    plan = write_plan(town, "Plan med enheder", GOALS, town.chiefs, areas=AREAS, initiatives=True)
    evidence = indicators.count(town, plan[2], range(GOALS))
    rounds.run(town, *plan, states=None, evidence=evidence, units=_of_units(town, plan[0], plan[2]))
    group = town.add(Body, name="Styregruppen", kind=BodyKind.STEERING)
    for chief in town.chiefs:
        town.add(Seat, body_id=group, title=town.titles[chief], position_id=chief, role=SeatRole.MEMBER)
    for days in (-40, 20):
        town.add(Meeting, body_id=group, date=town.today + datetime.timedelta(days=days))


def _of_units(town: Town, plan: int, aims: list[Aim]) -> dict[int, list[Aim]]:
    """Each unit has a goal under each of the plan's: {goal: the goals under it, in the plan's order}."""
    unit_of = {leader: f"Enhed {n:02}" for n, leader in enumerate(town.leaders)}
    positions, place = town.tables[Position], town.tables[Position].place
    units = {row[place[positions.key]]: row[place["unit_id"]] for row in positions.rows}
    under: dict[int, list[Aim]] = {aim.key: [] for aim in aims}
    for n in range(UNIT_GOALS):
        parent, leader = aims[n // UNITS], town.leaders[n % UNITS]
        name, level = f"Enhedens mål {n} om børns trivsel", LEVELS[n % 3].value
        goal = town.add(
            Goal,
            plan_id=plan,
            focus_area_id=parent.area,
            parent_id=parent.key,
            unit_id=units[leader],
            title=name,
            owner_id=leader,
            level=level,
            order=GOALS + n,
        )
        under[parent.key].append(Aim(goal, name, parent.area, None, level, leader, "", unit_of[leader]))
    return under


def sit() -> None:
    """The group's last meeting with its minutes, and the agenda of the next, through the actions."""
    municipality = Municipality.objects.get(slug=SLUG)
    with tenancy.scope(municipality):
        plan = Plan.objects.get()
        held, coming = Meeting.objects.filter(body__kind=BodyKind.STEERING).order_by("date")
        sitting = _prepared(plan, held)
        actions.open_meeting(sitting, by=SYSTEM)
        chiefs = list(Position.objects.filter(title__startswith="Centerchef").order_by("pk"))
        for n, point in enumerate(Point.objects.filter(sitting=sitting)):
            tasks = [TaskWords("Ring til skolerne", chiefs[n % len(chiefs)], timezone.localdate())]
            actions.write_point(
                point, by=SYSTEM, said="Vi talte om det.", decision="Det gør vi.", tasks=tasks
            )
        actions.close_meeting(sitting, by=SYSTEM)
        actions.approve_minutes(sitting, by=SYSTEM)
        _prepared(plan, coming)


def _prepared(plan: Plan, meeting: Meeting) -> Sitting:
    found_ = proposals(read_plan(plan), meeting)
    return actions.prepare(meeting, by=SYSTEM, plan=plan, points=found_)


def pages() -> dict[str, tuple[str, str]]:
    """Of the municipality in scope: {name: (who looks, address)}."""
    plan, unit = Plan.objects.get(), Goal.objects.of_units().order_by("pk").first()
    held, coming = Sitting.objects.order_by("meeting__date")
    point = Point.objects.filter(sitting=coming, goal__isnull=False).first()
    edition = Edition.objects.filter(policy=plan.policy_id).order_by("-number").first()

    def at(name: str, *keys: Any, query: str = "") -> tuple[str, str]:
        return "koordinator", reverse(f"steering:{name}", args=keys) + query

    return {
        "steering": at("index"),
        "steering view, 600 unit goals, 24 cycles": at("plan", plan.pk),
        "steering view, one focus area": at("plan", plan.pk, query=f"?fokus={unit.focus_area_id}"),
        "steering view, one unit": at("plan", plan.pk, query=f"?enhed={unit.unit_id}"),
        "how far the cycle is": at("completion", plan.pk),
        "steering meeting, to come": at("meeting", coming.pk),
        "steering meeting, approved": at("meeting", held.pk),
        "point of the agenda": at("point", point.pk),
        "plan, 600 goals of units under 10": ("koordinator", reverse("plans:plan", args=[plan.pk])),
        "edition, 10 goals with 600 of units": (
            "koordinator",
            reverse("policies:edition", args=[edition.pk]),
        ),
        "plan, units": ("koordinator", reverse("plans:units", args=[plan.pk])),
        "plan, a unit": ("koordinator", reverse("plans:unit", args=[plan.pk, unit.unit_id])),
    }
