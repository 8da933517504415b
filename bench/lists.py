"""Every list twice: in a municipality with 2 rows of each kind, and in one with 2,000."""

from __future__ import annotations

from django.apps import apps
from django.contrib.auth.hashers import make_password
from django.urls import reverse
from django.utils import timezone

from roedtraad.core import tenancy
from roedtraad.core.models import Municipality
from roedtraad.followup.models import Cycle
from roedtraad.indicators.models import Indicator
from roedtraad.intake.enums import DocumentState
from roedtraad.intake.models import SourceDocument
from roedtraad.matters.enums import RoutingRole
from roedtraad.matters.models import Dispatch, Matter, Routing
from roedtraad.plans.models import Goal, Plan
from roedtraad.policies.models import Edition, Policy

from . import indicators, rounds, sources
from .bulk import Tables, reset_sequences
from .data import at_full_speed, found, settle, write_plan, write_policy

FEW, MANY = 2, 2_000
CHARTS = 12  # on the page of units


def build() -> dict[int, str]:
    """Two more municipalities: {rows of each kind: its address}."""
    tables, made, password = Tables(), {}, make_password(None)
    documents = sources.readings()
    first = Municipality.objects.count()
    with at_full_speed():
        for n, count in enumerate((FEW, MANY)):
            slug = f"lister-{count}"
            town = found(tables, first + n, password, slug)
            town.name = slug
            write_policy(town, 0, editions=2, passages=max(count, 12))
            for number in range(1, count):
                write_policy(town, number, editions=1, passages=2)
            plan = write_plan(town, "Plan", count, town.chiefs, areas=2, initiatives=True)
            evidence = indicators.count(town, plan[2], range(min(count, indicators.INDICATORS)))
            rounds.run(town, *plan, states=None, evidence=evidence)
            for number in range(count):
                matter = town.add(Matter, title=f"Sag {number}", case_number=f"24/{number:04}")
                town.add(Routing, matter_id=matter, body_id=town.council, role=RoutingRole.DECIDES)
                town.add(Dispatch, matter_id=matter, what=f"Sag {number}", sha256="0" * 64)
                rounds.decide(
                    town, matter, "at planen følges op", [plan[2][number].key], town.today, number + 2
                )
                sources.put(town, documents["small"], f"{number}.md", DocumentState.READ)
            tables.write({})
            made[count] = slug
    reset_sequences(apps.get_models())  # what follows is made through the actions
    for count, slug in made.items():
        municipality = Municipality.objects.get(slug=slug)
        with tenancy.scope(municipality):
            indicators.by_unit(municipality, min(count, CHARTS))
    settle()
    return made


def pages() -> dict[str, str]:
    """The lists of the municipality in scope."""
    policy, plan = Policy.objects.order_by("pk").first(), Plan.objects.get()
    cycle = Cycle.objects.filter(plan=plan, opens__lte=timezone.localdate()).order_by("-pk").first()
    edition = Edition.objects.filter(policy=policy).order_by("-number").first()
    document = SourceDocument.objects.order_by("pk").first()
    goal = Goal.objects.order_by("pk").first()
    units = Indicator.objects.get(title=indicators.BY_UNIT)
    return {
        "start page": reverse("workspace:start"),
        "policies": reverse("policies:list"),
        "passages of an edition": reverse("policies:edition", args=[edition.pk]),
        "goals of a plan": reverse("plans:plan", args=[plan.pk]),
        "write a goal (sentences to choose)": reverse("plans:edit_goal", args=[goal.pk]),
        "goals of a cycle": reverse("followup:cycle", args=[cycle.pk]),
        "steering view": reverse("steering:plan", args=[plan.pk]),
        "how far a cycle is": reverse("steering:completion", args=[plan.pk]),
        "follow-up": reverse("followup:index"),
        "indicators": reverse("indicators:index"),
        "12 units beside each other, a chart each": reverse("indicators:units", args=[units.pk]),
        "matters": reverse("matters:list"),
        "matters, decided": reverse("matters:list") + "?vis=decided",
        "to be filed": reverse("matters:dispatches"),
        "documents": reverse("intake:list"),
        "review of one of them": reverse("intake:review", args=[document.pk]),
    }
