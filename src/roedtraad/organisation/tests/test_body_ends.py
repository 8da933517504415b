"""A body ends with the council term: what it has not decided, its meetings and its tasks go to its successor."""

from __future__ import annotations

import datetime

import pytest
import time_machine

from roedtraad.commission.tests.making import make_step, make_terms
from roedtraad.core.actions import SYSTEM
from roedtraad.core.reasons import Refused
from roedtraad.followup.models import Beat, Cycle, Rhythm
from roedtraad.followup.tests.making import make_cycle
from roedtraad.language.dates import FuzzyDate
from roedtraad.matters import actions as matters
from roedtraad.matters.decisions import add_task, record_decision
from roedtraad.matters.enums import RoutingRole
from roedtraad.matters.models import Meeting, Routing, Task
from roedtraad.organisation import actions
from roedtraad.organisation.changing import call_off, plan_change
from roedtraad.organisation.enums import BodyKind, ChangeKind, ChangeState
from roedtraad.organisation.jobs import carry_out_due
from roedtraad.organisation.models import Body, Position, Seat
from roedtraad.plans import actions as plan_actions
from roedtraad.plans.tests.making import running_plan
from roedtraad.policies.models import Policy

from .changing import DAY, codes, handed, today


def ends(body, *, on=None, heirs=(), new_name="", by=SYSTEM):
    return plan_change(
        body,
        by=by,
        kind=ChangeKind.BODY,
        heirs=list(heirs),
        on=on or today(),
        reason="Ny valgperiode",
        new_name=new_name,
    )


def carried_out(change):
    with time_machine.travel(datetime.datetime.combine(change.on, datetime.time(9)), tick=False):
        assert carry_out_due() == 1
    change.refresh_from_db()
    return change


@pytest.fixture
def successor(fjordby):
    return Body.objects.create(name="Udvalget for Børn og Læring", kind=BodyKind.COMMITTEE)


@pytest.fixture
def matter(fjordby, secretary):
    return matters.create_matter(fjordby, by=secretary, title="Årlig status")


def test_what_it_has_not_decided_goes_to_the_successor_and_what_it_has_decided_stays(
    fjordby, secretary, committee, council, successor, matter
):
    stop = matters.route(matter, by=secretary, body=committee, role=RoutingRole.RECOMMENDS)
    decided = matters.create_matter(fjordby, by=secretary, title="Sidste år")
    old = matters.route(decided, by=secretary, body=committee)
    decision = record_decision(
        decided,
        by=secretary,
        body=committee,
        date=today() - 9 * DAY,
        result="approved",
        minutes_reference="Punkt 2",
    )
    change = ends(committee, heirs=[successor])
    stop.refresh_from_db()
    old.refresh_from_db()
    decision.refresh_from_db()
    assert (stop.body, old.body, decision.body) == (successor, committee, committee)
    assert handed(change) == {"matters.routing.body": "Udvalget for Børn og Læring"}


def test_coming_meetings_go_along_with_what_stands_at_them(fjordby, secretary, committee, successor, matter):
    meeting = matters.schedule_meeting(committee, by=secretary, date=today() + 20 * DAY)
    held = matters.schedule_meeting(committee, by=secretary, date=today() - 20 * DAY)
    stop = matters.route(matter, by=secretary, body=committee, meeting=meeting)
    ends(committee, heirs=[successor])
    for row in (meeting, held, stop):
        row.refresh_from_db()
    assert (meeting.body, held.body) == (successor, committee)
    assert (stop.body, stop.meeting) == (successor, meeting)


def test_where_both_meet_on_one_day_the_meetings_are_one_and_the_cycle_serves_it(
    fjordby, secretary, committee, successor, matter
):
    plan, _goals = running_plan()
    cycle = make_cycle(plan)
    theirs = cycle.meeting
    own = matters.schedule_meeting(successor, by=secretary, date=theirs.date)
    stop = matters.route(matter, by=secretary, body=theirs.body, meeting=theirs)
    ends(theirs.body, heirs=[successor])
    theirs.refresh_from_db()
    stop.refresh_from_db()
    assert theirs.cancelled
    assert (stop.body, stop.meeting) == (successor, own)
    assert Cycle.objects.get(pk=cycle.pk).meeting == own


def test_a_matter_before_a_cancelled_meeting_waits_for_one_of_the_successor(
    fjordby, secretary, committee, successor, matter
):
    meeting = matters.schedule_meeting(committee, by=secretary, date=today() + 3 * DAY)
    stop = matters.route(matter, by=secretary, body=committee, meeting=meeting)
    matters.cancel_meeting(meeting, by=secretary)
    ends(committee, heirs=[successor])
    stop.refresh_from_db()
    assert (stop.body, stop.meeting) == (successor, None)


def test_what_it_has_had_before_it_is_still_recorded_as_its_decision(
    fjordby, secretary, committee, successor, matter
):
    meeting = matters.schedule_meeting(committee, by=secretary, date=today() - 2 * DAY)
    stop = matters.route(matter, by=secretary, body=committee, meeting=meeting)
    change = ends(committee, heirs=[successor])
    stop.refresh_from_db()
    assert stop.body == committee
    assert any(
        "protokolleret" in words or "skrives" in words or "beslutning" in words for words in change.remains
    )
    record_decision(
        matter,
        by=secretary,
        body=committee,
        date=meeting.date,
        result="approved",
        minutes_reference="Punkt 1",
    )


def test_open_tasks_from_its_decisions_stay_with_whoever_has_them_and_are_told_to_the_successor(
    fjordby, secretary, committee, successor, matter
):
    owner = Position.objects.create(title="Skolechef")
    decision = record_decision(
        matter,
        by=secretary,
        body=committee,
        date=today() - DAY,
        result="approved",
        minutes_reference="Punkt 3",
    )
    task = add_task(decision, by=secretary, text="Skriv til skolerne", owner=owner)
    change = ends(committee, heirs=[successor])
    assert Task.objects.get(pk=task.pk).owner == owner
    assert handed(change)["matters.task.body"] == "Udvalget for Børn og Læring"


def test_its_policies_groups_steps_and_the_seats_of_positions_go_along(
    fjordby, coordinator, committee, successor
):
    policy = Policy.objects.create(title="Tæt på", adopted_by=committee)
    terms = make_terms()
    step = make_step(terms, body=committee)
    director = Position.objects.create(title="Direktør")
    actions.add_seat(committee, by=coordinator, title="Tilforordnet", position=director)
    actions.add_seat(committee, by=coordinator, title="Formand")
    change = ends(committee, heirs=[successor])
    policy.refresh_from_db()
    step.refresh_from_db()
    assert (policy.adopted_by, step.body) == (successor, successor)
    assert [(seat.title, seat.position) for seat in Seat.objects.filter(body=successor)] == [
        ("Tilforordnet", director)
    ]
    assert Seat.objects.filter(body=committee).count() == 2
    assert any("besættes på ny" in words for words in change.remains)


def test_the_rhythm_of_a_plan_serves_the_successors_meetings(fjordby, committee, successor):
    plan, _goals = running_plan()
    beat = Beat.objects.create(
        rhythm=Rhythm.objects.create(plan=plan, starts=today()), month=10, body=committee
    )
    ends(committee, heirs=[successor])
    beat.refresh_from_db()
    assert beat.body == successor


def test_dates_of_plans_that_are_to_come_before_it_are_its_successors(fjordby, committee, successor):
    plan, _goals = running_plan()
    past, coming, yearly = (
        plan_actions.add_date(
            plan, by=SYSTEM, words=words, kind="follow_up", body=committee, when=FuzzyDate.parse(when) if when else None
        )
        for words, when in (("Sidste status", "marts 2020"), ("Næste status", "marts 2090"), ("Hvert år", ""))
    )  # fmt: skip
    ends(committee, heirs=[successor])
    for date in (past, coming, yearly):
        date.refresh_from_db()
    assert (past.body, coming.body, yearly.body) == (committee, successor, successor)


def test_a_body_does_not_end_before_what_it_has_decided(fjordby, secretary, committee, successor, matter):
    record_decision(
        matter,
        by=secretary,
        body=committee,
        date=today() - DAY,
        result="approved",
        minutes_reference="Punkt 3",
    )
    with pytest.raises(Refused) as refused:
        ends(committee, heirs=[successor], on=today() - DAY)
    assert codes(refused) == ["body-decided"]


def test_a_body_that_ends_has_a_successor(fjordby, committee):
    with pytest.raises(Refused) as refused:
        ends(committee)
    assert codes(refused) == ["heirs"]


# --- the council itself


def test_a_new_council_is_made_with_the_old_ones_name_from_its_first_day(fjordby, secretary, council, matter):
    new_year = datetime.date(today().year + 1, 1, 1)
    change = ends(council, on=new_year, new_name="Byrådet")
    made = change.heirs.get().body
    assert (made.kind, made.starts) == (BodyKind.COUNCIL, new_year)
    assert made.name.startswith("Byrådet (fra 1. januar")
    # It can be planned with before it begins.
    meeting = matters.schedule_meeting(made, by=secretary, date=new_year + 20 * DAY)
    stop = matters.route(matter, by=secretary, body=council)
    carried_out(change)
    for row in (council, made, stop):
        row.refresh_from_db()
    assert (made.name, council.name) == ("Byrådet", f"Byrådet (til {new_year.year - 1})")
    assert council.ends == new_year - DAY
    assert (stop.body, Meeting.objects.get(pk=meeting.pk).body) == (made, made)
    with (
        time_machine.travel(datetime.datetime.combine(new_year + DAY, datetime.time(9))),
        pytest.raises(Refused),
    ):
        actions.create_body(fjordby, by=SYSTEM, name="Et byråd til", kind=BodyKind.COUNCIL)


def test_a_new_council_that_is_not_to_be_after_all_goes_again_unless_it_has_been_used(
    fjordby, secretary, council
):
    first = ends(council, on=today() + 30 * DAY, new_name="Byrådet")
    call_off(first, by=SYSTEM)
    assert list(Body.objects.all()) == [council]
    second = ends(council, on=today() + 30 * DAY, new_name="Byrådet")
    matters.schedule_meeting(second.heirs.get().body, by=secretary, date=today() + 40 * DAY)
    with pytest.raises(Refused) as refused:
        call_off(second, by=SYSTEM)
    assert codes(refused) == ["successor-used"]
    second.refresh_from_db()
    assert second.state == ChangeState.PLANNED


def test_a_new_body_does_not_take_the_name_of_a_third(fjordby, council, committee):
    with pytest.raises(Refused) as refused:
        ends(council, on=today() + DAY, new_name=committee.name)
    assert codes(refused) == ["stands-already"]


def test_stops_of_the_successor_are_those_that_the_old_body_had_and_no_more(
    fjordby, secretary, committee, successor, matter
):
    matters.route(matter, by=secretary, body=committee, role=RoutingRole.RECOMMENDS)
    before = Routing.objects.count()
    ends(committee, heirs=[successor])
    assert Routing.objects.count() == before
