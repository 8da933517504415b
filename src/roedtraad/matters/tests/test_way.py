"""The way of a matter through its bodies: in order, in parallel, together, in two readings; and what cannot be."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from roedtraad.core import together
from roedtraad.core.reasons import Refused
from roedtraad.core.waiting import what_waits
from roedtraad.matters import actions, decisions, queries, transcription
from roedtraad.matters.decisions import record_decision
from roedtraad.matters.enums import DecisionResult, Reading, RoutingRole
from roedtraad.matters.models import Matter, Meeting, Routing
from roedtraad.matters.waiting import to_move
from roedtraad.organisation.enums import BodyKind
from roedtraad.organisation.models import Body

TODAY = timezone.localdate()
DAY = datetime.timedelta(days=1)


@pytest.fixture
def matter(fjordby, secretary):
    return actions.create_matter(fjordby, by=secretary, title="Årlig status")


@pytest.fixture
def finance(fjordby):
    return Body.objects.create(name="Økonomiudvalget", kind=BodyKind.FINANCE)


@pytest.fixture
def culture(fjordby):
    return Body.objects.create(name="Kultur- og Fritidsudvalget", kind=BodyKind.COMMITTEE)


@pytest.fixture
def meets(secretary):
    def schedule(body, days):
        return actions.schedule_meeting(body, by=secretary, date=TODAY + days * DAY)

    return schedule


@pytest.fixture
def route(matter, secretary):
    def add(body, role, **more):
        return actions.route(matter, by=secretary, body=body, role=role, **more)

    return add


def codes(refused):
    return [reason.code for reason in refused.value.reasons]


def way(matter):
    return [(stop.body.name, stop.order, stop.joint) for stop in matter.routings.select_related("body")]


def states(matter, user):
    page = queries.matter_page(Matter.objects.get(pk=matter.pk), user, lambda *_any: False)
    return [(line.routing.body.name, line.state) for line in page.stops]


def test_a_matter_goes_through_its_bodies_in_order_in_parallel_and_together(
    matter, route, committee, culture, finance, council
):
    first = route(committee, RoutingRole.RECOMMENDS)
    route(culture, RoutingRole.RECOMMENDS, beside=first)
    route(council, RoutingRole.DECIDES)
    route(finance, RoutingRole.RECOMMENDS, before=matter.routings.get(body=council))
    assert way(matter) == [
        (committee.name, 1, False),
        (culture.name, 1, False),
        (finance.name, 2, False),
        (council.name, 3, False),
    ]
    youth = Body.objects.create(name="Ungerådet", kind=BodyKind.YOUTH)
    route(youth, RoutingRole.DISCUSSES, beside=first, joint=True)
    assert way(matter)[:3] == [(committee.name, 1, True), (culture.name, 1, True), (youth.name, 1, True)]


def test_nobody_decides_before_a_recommendation(matter, route, committee, council):
    route(council, RoutingRole.DECIDES)
    for role in (RoutingRole.RECOMMENDS, RoutingRole.DISCUSSES, RoutingRole.HEARD):
        with pytest.raises(Refused) as refused:
            route(committee, role)
        assert codes(refused) == ["decided-too-early"]
        assert council.name in str(refused.value)
        assert refused.value.reasons[0].way_out
    with pytest.raises(Refused):
        route(committee, RoutingRole.RECOMMENDS, beside=matter.routings.get())
    route(committee, RoutingRole.INFORMED)
    assert matter.routings.count() == 2


def test_at_a_joint_meeting_one_may_discuss_what_the_other_decides(matter, route, committee, council):
    deciding = route(council, RoutingRole.DECIDES)
    route(committee, RoutingRole.DISCUSSES, beside=deciding, joint=True)
    assert way(matter) == [(council.name, 1, True), (committee.name, 1, True)]


def test_the_meetings_follow_the_order(matter, route, meets, committee, council):
    route(committee, RoutingRole.RECOMMENDS, meeting=meets(committee, 20))
    with pytest.raises(Refused) as refused:
        route(council, RoutingRole.DECIDES, meeting=meets(council, 10))
    assert codes(refused) == ["wrong-days"]
    assert matter.routings.count() == 1


def test_a_body_has_a_matter_once_at_a_meeting(matter, route, meets, committee):
    meeting = meets(committee, 5)
    route(committee, RoutingRole.DISCUSSES, meeting=meeting)
    with pytest.raises(Refused) as refused:
        route(committee, RoutingRole.RECOMMENDS, meeting=meeting)
    assert codes(refused) == ["stands-twice"]


def test_a_second_reading_follows_the_first_on_another_day(matter, route, meets, council):
    with pytest.raises(Refused) as refused:
        route(council, RoutingRole.DECIDES, reading=Reading.SECOND)
    assert codes(refused) == ["no-first-reading"]
    route(council, RoutingRole.DECIDES, reading=Reading.FIRST, meeting=meets(council, 5))
    assert "no-second-reading" in [
        fault.code for fault in queries.faults_of_way(matter, list(matter.routings.all()))
    ]
    route(council, RoutingRole.DECIDES, reading=Reading.SECOND, meeting=meets(council, 26))
    assert queries.faults_of_way(matter, list(matter.routings.all())) == []


def test_the_first_reading_leaves_the_second_standing(matter, route, council, secretary):
    route(council, RoutingRole.DECIDES, reading=Reading.FIRST)
    route(council, RoutingRole.DECIDES, reading=Reading.SECOND)
    first = record(matter, secretary, council, TODAY - 30 * DAY, DecisionResult.DISCUSSED)
    assert not queries.settles(first)
    assert [state for _body, state in states(matter, secretary)] == ["done", "now"]
    second = record(matter, secretary, council, TODAY - 2 * DAY, DecisionResult.APPROVED)
    assert queries.settles(second)
    assert [state for _body, state in states(matter, secretary)] == ["done", "done"]


def record(matter, by, body, date, result, meeting=None):
    return record_decision(
        matter, by=by, body=body, date=date, result=result, meeting=meeting, minutes_reference="punkt 4"
    )


def test_those_who_meet_together_meet_on_one_day(matter, route, meets, committee, culture):
    first = route(committee, RoutingRole.DISCUSSES, meeting=meets(committee, 5))
    with pytest.raises(Refused) as refused:
        route(culture, RoutingRole.DISCUSSES, meeting=meets(culture, 6), beside=first, joint=True)
    assert codes(refused) == ["joint-on-two-days"]
    assert not Routing.objects.get().joint


def test_what_involves_money_passes_the_finance_committee_before_the_council(
    fjordby, secretary, council, committee, finance
):
    matter = actions.create_matter(fjordby, by=secretary, title="Familiehus", costs_money=True)
    actions.route(matter, by=secretary, body=council)
    stops = list(matter.routings.all())
    assert [fault.code for fault in queries.faults_of_way(matter, stops)] == ["money-not-seen"]
    actions.route(matter, by=secretary, body=finance, role=RoutingRole.RECOMMENDS, before=stops[0])
    assert queries.faults_of_way(matter, list(matter.routings.all())) == []


def test_nothing_is_put_in_front_of_a_body_that_has_decided(matter, route, committee, council, secretary):
    deciding = route(council, RoutingRole.DECIDES)
    record(matter, secretary, council, TODAY - DAY, DecisionResult.NOTED)
    with pytest.raises(Refused) as refused:
        route(committee, RoutingRole.RECOMMENDS, before=deciding)
    assert codes(refused) == ["decided-already"]
    with pytest.raises(Refused) as refused:
        actions.take_stop_away(deciding, by=secretary)
    assert codes(refused) == ["stop-decided"]


def test_a_stop_is_changed_and_taken_away_where_the_rest_can_be(
    matter, route, meets, committee, council, secretary
):
    first = route(committee, RoutingRole.RECOMMENDS)
    last = route(council, RoutingRole.DECIDES, meeting=meets(council, 10))
    with pytest.raises(Refused) as refused:
        actions.change_stop(first, by=secretary, meeting=meets(committee, 20), role=RoutingRole.RECOMMENDS)
    assert codes(refused) == ["wrong-days"]
    assert Routing.objects.get(pk=first.pk).meeting is None
    actions.take_stop_away(first, by=secretary)
    last.refresh_from_db()
    assert last.order == 1


def test_when_two_sat_together_and_one_is_taken_away_the_other_meets_alone(
    matter, route, committee, culture, secretary
):
    first = route(committee, RoutingRole.DISCUSSES)
    other = route(culture, RoutingRole.DISCUSSES, beside=first, joint=True)
    actions.take_stop_away(other, by=secretary)
    assert way(matter) == [(committee.name, 1, False)]


def test_what_stood_at_a_cancelled_meeting_must_be_put_before_another(
    matter, route, meets, committee, council, secretary
):
    meeting = meets(committee, 5)
    stop = route(committee, RoutingRole.RECOMMENDS, meeting=meeting)
    assert list(queries.homeless()) == []
    actions.cancel_meeting(meeting, by=secretary)
    assert list(queries.homeless()) == [stop]
    (loose,) = together.ask([to_move(secretary)])
    assert committee.name in loose.title
    assert loose.url == reverse("matters:stop", args=[stop.pk])
    actions.change_stop(stop, by=secretary, meeting=meets(committee, 25), role=RoutingRole.RECOMMENDS)
    assert list(queries.homeless()) == []


def test_whoever_cancels_says_where_it_goes_instead(matter, route, meets, committee, council, secretary):
    meeting, later = meets(committee, 5), meets(committee, 12)
    stop = route(committee, RoutingRole.RECOMMENDS, meeting=meeting)
    with pytest.raises(Refused) as refused:
        actions.cancel_meeting(meeting, by=secretary, instead=meets(council, 9))
    assert codes(refused) == ["meeting-of-another-body"]
    actions.cancel_meeting(meeting, by=secretary, instead=later)
    stop.refresh_from_db()
    assert stop.meeting == later
    assert list(queries.homeless()) == []


def test_what_a_body_put_off_comes_again_and_is_recorded_then(matter, route, meets, committee, secretary):
    held = meets(committee, -20)
    stop = route(committee, RoutingRole.DECIDES, meeting=held)
    record(matter, secretary, committee, held.date, DecisionResult.POSTPONED, held)
    assert list(queries.unrecorded(TODAY)) == []
    assert list(queries.homeless()) == [stop]
    assert states(matter, secretary) == [(committee.name, "now")]
    again = meets(committee, -2)
    actions.change_stop(stop, by=secretary, meeting=again, role=RoutingRole.DECIDES)
    assert list(queries.homeless()) == []
    assert list(queries.unrecorded(TODAY)) == [stop]
    record(matter, secretary, committee, again.date, DecisionResult.APPROVED, again)
    assert list(queries.unrecorded(TODAY)) == []
    assert states(matter, secretary) == [(committee.name, "done")]


def test_the_second_reading_waits_to_be_recorded_though_the_first_is(
    matter, route, meets, council, secretary
):
    first, second = meets(council, -30), meets(council, -3)
    route(council, RoutingRole.DECIDES, reading=Reading.FIRST, meeting=first)
    stop = route(council, RoutingRole.DECIDES, reading=Reading.SECOND, meeting=second)
    record(matter, secretary, council, first.date, DecisionResult.DISCUSSED, first)
    assert list(queries.unrecorded(TODAY)) == [stop]


def test_whoever_is_only_informed_holds_nobody_up(matter, route, meets, committee, council, secretary):
    route(committee, RoutingRole.INFORMED, meeting=meets(committee, 3))
    route(council, RoutingRole.DECIDES, meeting=meets(council, 9))
    assert states(matter, secretary) == [(committee.name, "next"), (council.name, "now")]


def test_both_who_have_it_in_parallel_have_it_now(matter, route, committee, culture, council, secretary):
    first = route(committee, RoutingRole.RECOMMENDS)
    route(culture, RoutingRole.RECOMMENDS, beside=first)
    route(council, RoutingRole.DECIDES)
    assert [state for _body, state in states(matter, secretary)] == ["now", "now", "next"]
    record(matter, secretary, committee, TODAY - DAY, DecisionResult.RECOMMENDED)
    assert [state for _body, state in states(matter, secretary)] == ["done", "now", "next"]


def test_a_meeting_that_was_moved_is_a_fact_and_the_matter_says_that_the_order_no_longer_holds(
    matter, route, meets, committee, council, secretary, signed_in
):
    meeting = meets(committee, 5)
    route(committee, RoutingRole.RECOMMENDS, meeting=meeting)
    route(council, RoutingRole.DECIDES, meeting=meets(council, 10))
    actions.move_meeting(meeting, by=secretary, date=TODAY + 15 * DAY)
    assert [fault.code for fault in queries.faults_of_way(matter, list(matter.routings.all()))] == [
        "wrong-days"
    ]
    shown = signed_in(secretary).get(reverse("matters:matter", args=[matter.pk])).content.decode()
    assert "holder senere møde" in shown


def test_the_way_as_it_was_is_taken_over_whatever_its_order(matter, council, committee, secretary):
    transcription.transcribe_stop(matter, by=secretary, body=council, role=RoutingRole.DECIDES)
    transcription.transcribe_stop(matter, by=secretary, body=committee, role=RoutingRole.RECOMMENDS)
    assert [stop.order for stop in matter.routings.all()] == [1, 2]


def test_a_stop_is_added_moved_and_taken_away_from_the_pages(
    matter, route, meets, committee, culture, council, secretary, signed_in
):
    page = signed_in(secretary)
    deciding = route(council, RoutingRole.DECIDES)
    address = reverse("matters:route", args=[matter.pk])
    answer = page.post(
        address, {"place": f"b{committee.pk}", "role": "recommends", "where": "", "reading": "0"}
    )
    assert answer.status_code == 422
    assert council.name in answer.content.decode()
    before = {
        "place": f"b{committee.pk}",
        "role": "recommends",
        "where": f"before{deciding.pk}",
        "reading": "0",
    }
    assert page.post(address, before).status_code == 302
    stop = matter.routings.get(body=committee)
    joint = {"place": f"b{culture.pk}", "role": "recommends", "where": f"joint{stop.pk}", "reading": "0"}
    assert page.post(address, joint).status_code == 302
    shown = page.get(reverse("matters:matter", args=[matter.pk])).content.decode()
    assert "På fællesmøde med" in shown
    meeting = meets(committee, 8)
    its = reverse("matters:stop", args=[stop.pk])
    assert page.post(its, {"meeting": meeting.pk, "role": "recommends", "reading": "0"}).status_code == 302
    stop.refresh_from_db()
    assert stop.meeting == meeting
    assert page.post(its, {"do": "take_away"}).status_code == 302
    assert way(matter) == [(culture.name, 1, False), (council.name, 2, False)]


def test_the_page_of_a_meeting_says_what_stands_there_and_where_it_goes_when_it_is_cancelled(
    matter, route, meets, committee, secretary, signed_in
):
    page = signed_in(secretary)
    meeting, later = meets(committee, 5), meets(committee, 12)
    stop = route(committee, RoutingRole.RECOMMENDS, meeting=meeting)
    address = reverse("matters:meeting", args=[meeting.pk])
    assert matter.title in page.get(address).content.decode()
    assert page.post(address, {"do": "cancel", "instead": later.pk}).status_code == 302
    stop.refresh_from_db()
    assert (stop.meeting, Meeting.objects.get(pk=meeting.pk).cancelled) == (later, True)


def test_the_start_page_asks_for_another_meeting(matter, route, meets, committee, secretary, signed_in):
    meeting = meets(committee, 5)
    stop = route(committee, RoutingRole.RECOMMENDS, meeting=meeting)
    actions.cancel_meeting(meeting, by=secretary)
    assert [todo.url for todo in what_waits(secretary)] == [reverse("matters:stop", args=[stop.pk])]


def test_tasks_of_a_first_reading_are_not_asked_for(matter, route, council, secretary):
    route(council, RoutingRole.DECIDES, reading=Reading.FIRST)
    route(council, RoutingRole.DECIDES, reading=Reading.SECOND)
    made = record(matter, secretary, council, TODAY - DAY, DecisionResult.DISCUSSED)
    assert not made.demands_task
    assert decisions.demands_by_default(DecisionResult.DISCUSSED, None) is False
