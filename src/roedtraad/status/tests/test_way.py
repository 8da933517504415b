"""A status on its way through all its bodies; what was decided heads the next one until it has been done."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from roedtraad.core.reasons import Refused
from roedtraad.followup.models import Cycle
from roedtraad.matters import correcting, decisions
from roedtraad.matters.enums import DecisionResult, Reading, RoutingRole
from roedtraad.matters.models import Decision, Matter, Task
from roedtraad.organisation.enums import BodyKind
from roedtraad.organisation.models import Body
from roedtraad.status import actions
from roedtraad.status.enums import ReportState
from roedtraad.status.models import StatusReport
from roedtraad.status.queries import decisions_section

from .scene import freeze, make_cycle, make_plan

TODAY = timezone.localdate()
DAY = datetime.timedelta(days=1)


@pytest.fixture
def plan(fjordby):
    return make_plan()


@pytest.fixture
def report(plan, coordinator):
    return actions.assemble(freeze(plan), by=coordinator)


@pytest.fixture
def bodies(fjordby):
    def body(name, kind):
        return Body.objects.create(name=name, kind=kind)

    return {
        "executive": body("Direktionen", BodyKind.EXECUTIVE),
        "culture": body("Kultur- og Fritidsudvalget", BodyKind.COMMITTEE),
        "finance": body("Økonomiudvalget", BodyKind.FINANCE),
        "youth": body("Ungerådet", BodyKind.YOUTH),
    }


def whole_way(bodies, committee, council):
    return [
        actions.Stop(bodies["youth"], RoutingRole.HEARD),
        actions.Stop(bodies["executive"], RoutingRole.RECOMMENDS),
        actions.Stop(committee, RoutingRole.RECOMMENDS),
        actions.Stop(bodies["culture"], RoutingRole.RECOMMENDS, beside=True, joint=True),
        actions.Stop(bodies["finance"], RoutingRole.RECOMMENDS),
        actions.Stop(council, RoutingRole.DECIDES, reading=Reading.FIRST),
        actions.Stop(council, RoutingRole.DECIDES, reading=Reading.SECOND),
    ]


def test_a_status_goes_through_every_body_there_is(report, coordinator, bodies, committee, council):
    matter = actions.present(
        report, by=coordinator, stops=whole_way(bodies, committee, council), costs_money=True
    )
    assert [(stop.body.name, stop.order, stop.joint, stop.reading) for stop in matter.routings.all()] == [
        ("Ungerådet", 1, False, 0),
        ("Direktionen", 2, False, 0),
        (committee.name, 3, True, 0),
        ("Kultur- og Fritidsudvalget", 3, True, 0),
        ("Økonomiudvalget", 4, False, 0),
        (council.name, 5, False, 1),
        (council.name, 6, False, 2),
    ]


@pytest.mark.parametrize(
    "code", ["money-not-seen", "decided-too-early", "no-second-reading", "nobody-decides"]
)
def test_a_way_that_cannot_be_is_refused_and_the_words_stay_free(
    report, coordinator, bodies, committee, council, code
):
    decides = actions.Stop(council, RoutingRole.DECIDES)
    stops = {
        "money-not-seen": [decides],
        "decided-too-early": [decides, actions.Stop(committee, RoutingRole.RECOMMENDS)],
        "no-second-reading": [actions.Stop(council, RoutingRole.DECIDES, reading=Reading.FIRST)],
        "nobody-decides": [actions.Stop(committee, RoutingRole.RECOMMENDS)],
    }[code]
    with pytest.raises(Refused) as refused:
        actions.present(report, by=coordinator, stops=stops, costs_money=code == "money-not-seen")
    assert code in [reason.code for reason in refused.value.reasons]
    assert StatusReport.objects.get().state == ReportState.DRAFT
    assert not Matter.objects.exists()


def test_the_way_is_chosen_on_the_page(report, coordinator, bodies, committee, council, signed_in):
    client = signed_in(coordinator)
    address = reverse("status:present", args=[report.pk])
    shown = client.get(address)
    assert not shown.context["form"].uses_seldom
    typed = {
        "case_number": "26/1180",
        "is_open": "on",
        "costs_money": "on",
        "recommends": f"b{committee.pk}",
        "other": f"b{bodies['culture'].pk}",
        "together": "beside",
        "decides": f"b{council.pk}",
        "second": f"b{council.pk}",
        "informed": f"b{bodies['youth'].pk}",
    }
    without = client.post(address, typed)
    assert without.status_code == 422
    assert "Økonomiudvalget" in without.content.decode() or "økonomiudvalget" in without.content.decode()
    assert without.context["form"].uses_seldom
    assert client.post(address, typed | {"finance": f"b{bodies['finance'].pk}"}).status_code == 302
    matter = Matter.objects.get()
    assert matter.costs_money
    assert [stop.order for stop in matter.routings.all()] == [1, 1, 2, 3, 4, 5]


def test_the_first_reading_does_not_decide_a_status(report, coordinator, secretary, council):
    stops = [
        actions.Stop(council, RoutingRole.DECIDES, reading=reading)
        for reading in (Reading.FIRST, Reading.SECOND)
    ]
    matter = actions.present(report, by=coordinator, stops=stops)
    for days, state in ((20, ReportState.PRESENTED), (2, ReportState.DECIDED)):
        decisions.record_decision(
            matter,
            by=secretary,
            body=council,
            date=TODAY - days * DAY,
            result="approved",
            minutes_reference="4",
        )
        assert StatusReport.objects.get().state == state


def test_when_the_decision_was_mistyped_the_status_waits_for_it_again(
    report, coordinator, secretary, council
):
    matter = actions.present(report, by=coordinator, stops=[actions.Stop(council, RoutingRole.DECIDES)])
    made = decisions.record_decision(
        matter, by=secretary, body=council, date=TODAY - DAY, result="approved", minutes_reference="4"
    )
    for result, state in (
        (DecisionResult.POSTPONED, ReportState.PRESENTED),
        (DecisionResult.NOTED, ReportState.DECIDED),
    ):
        correcting.correct_decision(
            Decision.objects.get(pk=made.pk), by=secretary, reason="Tastet forkert.", body=council, date=made.date,
            result=result, minutes_reference="4",
        )  # fmt: skip
        assert StatusReport.objects.get().state == state


def test_a_task_heads_every_status_until_it_is_done_and_the_one_after_that(
    report, coordinator, secretary, council, plan
):
    matter = actions.present(report, by=coordinator, stops=[actions.Stop(council, RoutingRole.DECIDES)])
    asked, noted = matter.recommendations.all()
    made = decisions.record_minutes(
        matter, by=secretary, body=council, date=TODAY - DAY, minutes_reference="punkt 7",
        outcomes=[
            decisions.Outcome("approved", asked, tasks=[decisions.TaskWords("Opret telefonvagten.")]),
            decisions.Outcome("approved", noted),
        ],
    )  # fmt: skip
    freeze(plan, "efteråret 2198", 2198)
    told = decisions_section(make_cycle(plan, "foråret 2199", 2199))
    assert [[task["text"] for task in entry["tasks"]] for entry in told] == [["Opret telefonvagten."]]
    decisions.finish_task(made[0].tasks.get(), by=secretary, outcome="Den svarer hver dag.")
    assert decisions_section(Cycle.objects.get(title="foråret 2199")) == []
    # The task ended after the snapshot of autumn 2198: the next status tells what came of it, once.
    Task.objects.update(ended_on=datetime.date(2199, 1, 10))
    (told,) = decisions_section(Cycle.objects.get(title="foråret 2199"))
    assert told["tasks"][0]["outcome"] == "Den svarer hver dag."
