"""The main pages, by name, with whose they are. A later issue that adds a page adds its row here."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from roedtraad.followup.models import CheckIn, Cycle, Snapshot
from roedtraad.indicators.models import Indicator
from roedtraad.intake.enums import DocumentState
from roedtraad.intake.models import SourceDocument
from roedtraad.matters.models import Matter
from roedtraad.plans.models import Goal, Plan
from roedtraad.policies.models import Edition, Policy
from roedtraad.status.enums import ReportState
from roedtraad.status.models import StatusReport

COORDINATOR, LEADER = "koordinator", "leder-0"


def pages() -> dict[str, tuple[str, str]]:
    """Of the municipality in scope: {name: (who looks, address)}."""
    plan, unit_plan = Plan.objects.order_by("pk")
    policy = Policy.objects.order_by("pk").first()
    edition, unit_edition = (
        Edition.objects.filter(policy=each).order_by("-number").first() for each in (policy, unit_plan.policy)
    )
    goal = Goal.objects.filter(plan=plan).order_by("pk").first()
    unit_goal = Goal.objects.filter(plan=unit_plan).order_by("pk").first()
    cycle, unit_cycle = (
        Cycle.objects.filter(plan=each).order_by("-pk").first() for each in (plan, unit_plan)
    )
    check_in = CheckIn.objects.filter(cycle=cycle, state="draft").order_by("pk").first()
    snapshot = Snapshot.objects.filter(cycle__plan=unit_plan).order_by("-pk").first()
    presented = StatusReport.objects.filter(plan=plan, state=ReportState.PRESENTED).first()
    decided = StatusReport.objects.filter(plan=unit_plan, state=ReportState.DECIDED).first()
    draft = StatusReport.objects.filter(plan=unit_plan, state=ReportState.DRAFT).first()
    documents = SourceDocument.objects.filter(state=DocumentState.READ).order_by("pk")
    ordinary, large = documents
    accepted = SourceDocument.objects.filter(state=DocumentState.ACCEPTED).order_by("pk").first()
    matter = Matter.objects.filter(pk=presented.matter_id).first()

    def at(name: str, *keys: Any, query: str = "") -> str:
        return reverse(name, args=keys) + query

    rows = {
        "start page": at("workspace:start"),
        "policies": at("policies:list"),
        "policy": at("policies:policy", policy.pk),
        "edition, 150 passages with their thread": at("policies:edition", edition.pk),
        "edition, a passage opened": at("policies:edition", edition.pk, query=f"?saetning={goal.passage_id}"),
        "edition, 600 goals on its 150 passages": at("policies:edition", unit_edition.pk),
        "plans": at("plans:index"),
        "plan, 40 goals": at("plans:plan", plan.pk),
        "plan, 600 unit goals": at("plans:plan", unit_plan.pk),
        "plan, 600 unit goals, searched": at("plans:plan", unit_plan.pk, query="?q=trivsel&status=attention"),
        "goal": at("plans:goal", goal.pk),
        "plan, who discussed it": at("plans:coverage", plan.pk),
        "plan as a table": at("plans:table", plan.pk),
        "what became of 40 goals": at("plans:lives", policy.pk),
        "what became of 600 goals": at("plans:lives", unit_plan.policy_id),
        "unit goal": at("plans:goal", unit_goal.pk),
        "write a goal": at("plans:edit_goal", goal.pk),
        "indicators": at("indicators:index"),
        "indicator, 36 months": at("indicators:indicator", Indicator.objects.order_by("pk").first().pk),
        "follow-up": at("followup:index"),
        "cycle, 40 goals": at("followup:cycle", cycle.pk),
        "cycle, 600 unit goals": at("followup:cycle", unit_cycle.pk),
        "check-in": at("followup:check_in", cycle.pk, check_in.goal_id),
        "snapshot, 600 unit goals": at("followup:snapshot", snapshot.pk),
        "status reports": at("status:index"),
        "status report, 40 goals, presented": at("status:report", presented.pk),
        "status report, 600 goals, being written": at("status:report", draft.pk),
        "status report, 600 goals, decided": at("status:report", decided.pk),
        "matters": at("matters:list"),
        "matter": at("matters:matter", matter.pk),
        "record a decision": at("matters:record_decision", matter.pk),
        "meetings": at("matters:meetings"),
        "to be filed": at("matters:dispatches"),
        "imports": at("intake:list"),
        "review of a document": at("intake:review", ordinary.pk),
        "review of a large document": at("intake:review", large.pk),
        "accepted document": at("intake:review", accepted.pk),
        "organisation": at("organisation:index"),
    }
    of_leader = {
        "start page of a leader": at("workspace:start"),
        "my goals": at("followup:mine", unit_cycle.pk),
        "my check-in": at("followup:check_in", unit_cycle.pk, unit_goal.pk),
        "cycle, 600 unit goals, a leader": at("followup:cycle", unit_cycle.pk),
    }
    return {name: (COORDINATOR, url) for name, url in rows.items()} | {
        name: (LEADER, url) for name, url in of_leader.items()
    }
