"""The example municipality: valid, with its threads whole or visibly broken."""

from __future__ import annotations

import datetime

from django.test import Client
from django.utils import timezone

from roedtraad import example
from roedtraad.core import tenancy, thread
from roedtraad.core.models import ActionLog, Job, Municipality, OutboxMessage
from roedtraad.followup.models import Snapshot
from roedtraad.intake.models import SourceDocument
from roedtraad.language import cpr
from roedtraad.matters.enums import TaskState
from roedtraad.matters.models import Task
from roedtraad.plans.enums import PlanState
from roedtraad.plans.models import Goal, Plan
from roedtraad.policies.enums import EditionState, PassageKind
from roedtraad.policies.models import Edition, PassageText, Policy
from roedtraad.status.enums import ReportState
from roedtraad.status.models import StatusReport


def below(words: str) -> thread.Knot:
    """The one line of thread below the commitment that begins so, as a knot around it."""
    text = PassageText.objects.get(passage__kind=PassageKind.COMMITMENT, raw__startswith=words)
    knots = thread.below("policies.passage", [text.passage_id])[text.passage_id]
    return thread.Knot("policies.passage", text.passage_id, "", text.raw, below=knots)


def test_the_thread_runs_from_a_commitment_by_its_figures_to_a_decision_and_its_task(built):
    knots = list(below("Familier får hjælp").walk())
    assert [knot.kind for knot in knots[:8]] == [
        "policies.passage",
        "plans.focus_area",
        "plans.goal",
        "indicators.indicator",
        "indicators.indicator",
        "followup.status",
        "matters.decision",
        "matters.task",
    ]
    assert knots[5].status == "off"
    assert "svarvagt" in str(knots[6].title)
    assert not below("Familier får hjælp").is_broken


def test_the_thread_is_broken_where_no_goal_hangs_on_a_commitment(built):
    knots = below("Undervisningen giver plads").below
    assert [(knot.kind, knot.missing) for knot in knots] == [("plans.goal", True)]


def test_the_thread_is_broken_where_nobody_has_the_task(built):
    missing = [knot for knot in below("Et fritidsliv må ikke").walk() if knot.missing]
    assert [knot.kind for knot in missing] == ["matters.task"]


def test_no_row_points_into_another_municipality(built, nordby):
    assert tenancy.crossings() == {}
    with tenancy.scope(nordby):
        assert not Goal.objects.exists()


def test_the_policy_is_the_word_document_and_in_force_with_its_evidence(built):
    edition = Edition.objects.get()
    assert edition.state == EditionState.ADOPTED
    assert (edition.adopted_body, edition.adopted_on) == ("Byrådet", datetime.date(2024, 11, 19))
    assert (edition.valid_from, edition.valid_to) == (datetime.date(2025, 1, 1), datetime.date(2028, 12, 31))
    assert edition.evidence.startswith("Referat af Byrådet")
    texts = PassageText.objects.filter(revision__edition=edition)
    assert texts.filter(passage__kind=PassageKind.THEME).count() == 5
    assert texts.filter(passage__kind=PassageKind.COMMITMENT).count() == 13
    assert Policy.objects.filter(is_stub=True).count() == 4
    assert SourceDocument.objects.filter(state="accepted").count() == 2


def test_the_plan_runs_with_fourteen_goals_on_all_three_levels(built):
    plan = Plan.objects.get()
    assert plan.state == PlanState.RUNNING
    goals = Goal.objects.of_the_plan().filter(plan=plan)
    assert goals.count() == 14
    assert set(goals.values_list("level", flat=True)) == {"general", "preventive", "targeted"}
    assert not goals.filter(owner=None).exists()
    assert all(goal.criteria.exists() and goal.initiatives.exists() for goal in goals)


def test_a_year_lies_behind_and_nothing_of_it_is_mailed_today(built):
    assert Snapshot.objects.count() == 3
    assert list(StatusReport.objects.values_list("state", flat=True)) == [ReportState.DECIDED] * 3
    assert {task.state for task in Task.objects.all()} == {TaskState.OPEN, TaskState.DONE}
    assert not OutboxMessage.objects.exists()
    assert not Job.objects.exists()
    days = {entry.at.date() for entry in ActionLog.objects.all()}
    assert min(days) < timezone.localdate() - datetime.timedelta(days=400)
    assert max(days) <= timezone.localdate()


def test_nothing_in_it_looks_like_a_cpr_number(built):
    assert [entry.pk for entry in ActionLog.objects.all() if cpr.find(str(entry.after))] == []


def test_everybody_on_the_list_can_sign_in(built):
    for email, password, _role in example.sign_ins():
        with tenancy.outside():
            answer = Client().post("/log-ind/", {"username": email, "password": password})
        assert answer.status_code == 302, email


def test_the_sign_in_page_says_whom_one_can_be_unless_the_example_is_hidden(built, settings):
    with tenancy.outside():
        shown = Client().get("/log-ind/").content.decode()
        settings.EXAMPLE = False
        hidden = Client().get("/log-ind/").content.decode()
    assert all(email in shown and email not in hidden for email, _password, _role in example.sign_ins())


def test_building_it_twice_changes_nothing(built):
    before = ActionLog.objects.count()
    assert example.build() == built
    assert (Municipality.objects.count(), ActionLog.objects.count()) == (1, before)
