"""A plan with goals and a frozen snapshot of it, for tests of what comes after the snapshot."""

import datetime
import hashlib
import json

from django.utils import timezone

from roedtraad.followup.models import Cycle, Snapshot
from roedtraad.organisation.models import Position
from roedtraad.plans.models import FocusArea, Goal, Plan
from roedtraad.policies.models import Policy

STATUSES = (
    "off",
    "risk",
    "on",
    "done",
    "unknown",
    "idle",
    "on",
    "risk",
    "on",
    "done",
    "",
    "on",
    "unknown",
    "on",
)
TITLES = (
    "Familier får svar inden for en uge", "Flere børn går til noget i fritiden", "Klassen er et sted, man hører til",
    "Nye familier får besøg af sundhedsplejen", "Færre skift for børn, der er anbragt", "Elevrådet får svar",
    "Dagtilbud har en fast makker i skolen", "Fravær opdages i tide", "Sproget følger alderen",
    "Unge kender deres vejleder", "Forældre ved, hvem de skal ringe til", "Alle skoler har et roligt rum",
    "Støtten følger med ved flytning", "Ungerådet bliver spurgt først",
)  # fmt: skip
AREAS = ("Hjælp i tide", "Fællesskaber", "Gode overgange")


def make_plan(goals: int = 14) -> Plan:
    policy = Policy.objects.create(title="Tæt på børn og unge", legal_basis="Barnets lov § 15, stk. 1.")
    plan = Plan.objects.create(
        policy=policy,
        title="Plan 2026–2029",
        starts=datetime.date(2026, 1, 1),
        ends=datetime.date(2029, 12, 31),
    )
    owner = Position.objects.create(title="Centerchef for familier")
    areas = [
        FocusArea.objects.create(plan=plan, title=title, theme_name=title, owner=owner) for title in AREAS
    ]
    Goal.objects.bulk_create(
        Goal(
            plan=plan,
            focus_area=areas[n % 3],
            title=f"{TITLES[n % 14]}{f' ({n})' if n >= 14 else ''}",
            owner=owner,
            order=n + 1,
        )
        for n in range(goals)
    )
    return plan


def make_cycle(plan: Plan, title: str = "efteråret 2026", year: int = 2026) -> Cycle:
    return Cycle.objects.create(
        plan=plan,
        title=title,
        period_from=datetime.date(year, 1, 1),
        period_to=datetime.date(year, 9, 30),
        opens=datetime.date(year, 9, 20),
        due=datetime.date(year, 10, 10),
        sign_off=datetime.date(year, 10, 17),
    )


def freeze(
    plan: Plan, title: str = "efteråret 2026", year: int = 2026, previous=None, sections=None
) -> Snapshot:
    """A snapshot row by the contract between follow-up and status."""
    cycle = make_cycle(plan, title, year)
    goals = list(Goal.objects.filter(plan=plan).select_related("focus_area", "owner"))
    rows = []
    for number, goal in enumerate(goals):
        status = STATUSES[number % 14]
        off = status in ("off", "risk")
        rows.append(
            {
                "id": goal.pk,
                "title": goal.title,
                "focus_area": goal.focus_area_id,
                "theme": goal.focus_area.theme_name,
                "passage": None,
                "level": "general",
                "owner": {"position": goal.owner.title, "holder": "Birgit Aaen"},
                "criteria": [],
                "initiatives": [{"title": "Åben rådgivning om aftenen", "state": "running", "owner": ""}]
                if number == 7
                else [],
                "status": status,
                "previous_status": "on" if previous else "",
                "happened": "To stillinger har stået tomme siden maj, og de er besat fra november."
                if off
                else "",
                "need": "decision" if number == 0 else ("initiative" if off else "none"),
                "needed": "Fast telefonvagt to dage om ugen fra januar" if number == 0 else "",
                "awaited_until": None,
                "signed_by": "Birgit Aaen",
                "signed_as": goal.owner.title,
                "signed_at": f"{year}-10-16T10:00:00+02:00",
            }
        )
    keys = ("on", "risk", "off", "unknown", "done", "idle")
    figures = {"goals": len(rows), **{key: sum(row["status"] == key for row in rows) for key in keys}}
    figures["unreported"] = sum(row["status"] == "" for row in rows)
    taken = timezone.make_aware(datetime.datetime(year, 10, 23, 16))
    content = json.dumps(
        {
            "schema": 1,
            "municipality": {"name": "Fjordby Kommune", "slug": "fjordby", "council": "Byrådet"},
            "plan": {"id": plan.pk, "title": plan.title, "starts": "2026-01-01", "ends": "2029-12-31"},
            "policy": {"id": plan.policy_id, "title": plan.policy.title, "edition": None},
            "cycle": {
                "id": cycle.pk,
                "title": title,
                "period_from": f"{year}-01-01",
                "period_to": f"{year}-09-30",
                "due": f"{year}-10-10",
                "sign_off": f"{year}-10-17",
                "meeting": {"body": "Børne- og Uddannelsesudvalget", "date": f"{year}-11-18"},
            },
            "taken_at": taken.isoformat(),
            "focus_areas": [
                {
                    "id": area.pk,
                    "title": area.title,
                    "theme": area.theme_name,
                    "owner": {"position": "Centerchef for familier", "holder": "Birgit Aaen"},
                }
                for area in FocusArea.objects.filter(plan=plan)
            ],
            "goals": rows,
            "figures": figures,
            "previous": {"cycle": previous[0], "sha256": "0" * 64, "figures": previous[1]}
            if previous
            else None,
            "sections": sections or {"decisions": [], "legal_basis": plan.policy.legal_basis},
        },
        sort_keys=True,
        separators=(",", ":"),
        ensure_ascii=False,
    )
    return Snapshot.objects.create(
        cycle=cycle,
        schema=1,
        content=content,
        sha256=hashlib.sha256(content.encode()).hexdigest(),
        taken_at=taken,
        taken_by="Signe Holmelund",
    )


LAST_YEAR = (
    "foråret 2026",
    {"goals": 14, "on": 5, "risk": 4, "off": 1, "unknown": 3, "done": 0, "idle": 1, "unreported": 0},
)
