"""From what owners signed off to the council's decision and its task, with nothing put in between by hand."""

import datetime

import pytest
from django.utils import timezone

from roedtraad.core import thread
from roedtraad.followup import actions as followup
from roedtraad.followup.models import CheckIn
from roedtraad.matters import decisions
from roedtraad.matters.enums import RoutingRole
from roedtraad.organisation.models import Position
from roedtraad.plans.models import Goal, Plan
from roedtraad.status import actions
from roedtraad.status.content import document_of, snapshot_of
from roedtraad.writing.html import to_document

from .scene import make_cycle, make_plan

YESTERDAY = timezone.localdate() - datetime.timedelta(days=1)


@pytest.fixture
def plan(fjordby):
    made = make_plan(6)
    Plan.objects.filter(pk=made.pk).update(state="running")
    return made


def frozen(plan, by, title, year, statuses):
    cycle = make_cycle(plan, title, year)
    for goal, status in zip(Goal.objects.filter(plan=plan), statuses, strict=True):
        CheckIn.objects.create(
            cycle=cycle,
            goal=goal,
            status=status,
            state="signed",
            happened="Vi har åbnet to steder.",
            need="decision" if status == "off" else "none",
            needed="Et tredje sted i vest" if status == "off" else "",
            signed_at=timezone.now(),
        )
    return followup.freeze(cycle, by=by)


def test_the_thread_holds_from_sign_off_to_task_and_the_next_status_opens_with_it(
    plan, coordinator, secretary, council
):
    first = frozen(plan, coordinator, "efteråret 2025", 2025, ["off", "on", "on", "done", "idle", "on"])
    goal = Goal.objects.filter(plan=plan).first()
    report = actions.assemble(first, by=coordinator)
    matter = actions.present(
        report, by=coordinator, stops=[actions.Stop(council, RoutingRole.DECIDES)], case_number="25/1"
    )
    asked = matter.recommendations.first()
    assert "tredje sted" in asked.text
    owner = Position.objects.get(title="Centerchef for familier")
    (made,) = decisions.record_minutes(
        matter,
        by=secretary,
        body=council,
        date=YESTERDAY,
        minutes_reference="punkt 4",
        outcomes=[
            decisions.Outcome("approved", asked, tasks=[decisions.TaskWords("Åbn et sted i vest.", owner)])
        ],
    )
    line = thread.line(thread.below("plans.goal", [goal.pk])[goal.pk])
    assert [knot.kind for knot in line] == ["followup.status", "matters.decision", "matters.task"]
    assert not any(knot.missing for knot in line)
    decisions.finish_task(made.tasks.get(), by=secretary, outcome="Stedet åbnede i maj")

    second = frozen(plan, coordinator, "efteråret 2026", 2026, ["on", "on", "on", "done", "on", "on"])
    again = actions.assemble(second, by=coordinator)
    assert again.previous == report
    printed = to_document(document_of(again))
    assert "Stedet åbnede i maj" in printed
    assert "efteråret 2025" in printed
    assert snapshot_of(again)["sections"]["legal_basis"] == "Barnets lov § 15, stk. 1."
