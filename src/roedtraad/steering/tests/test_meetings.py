"""A group's meeting from agenda to minutes, and what becomes of what it decides."""

from __future__ import annotations

import datetime

import pytest
from django.utils import timezone

from conftest import make_user
from roedtraad.core.reasons import ChangedMeanwhile, NotPermitted, Refused
from roedtraad.core.registries import check_in_heads
from roedtraad.core.thread import below
from roedtraad.core.waiting import what_waits
from roedtraad.matters import decisions
from roedtraad.matters.decisions import TaskWords
from roedtraad.matters.enums import DecisionResult
from roedtraad.matters.models import Decision, Dispatch, Task
from roedtraad.matters.queries import latest_decisions
from roedtraad.organisation.enums import BodyKind, Function
from roedtraad.organisation.models import Body, Position, Seat
from roedtraad.plans.tests.making import make_goal, make_plan, make_policy
from roedtraad.status.queries import decisions_section
from roedtraad.steering import actions
from roedtraad.steering.enums import SittingState
from roedtraad.steering.minutes import document_of
from roedtraad.steering.models import Minutes, Point, Sitting
from roedtraad.steering.permissions import may_read_meetings
from roedtraad.steering.queries import commitments_before, sitting_page

from .making import make_group, make_round, make_sitting, meet, say

FRIDAY = datetime.date(2026, 12, 18)


@pytest.fixture
def plan(fjordby):
    plan = make_plan(make_policy()[0])
    plan.state = "running"
    plan.save()
    return plan


@pytest.fixture
def goal(plan, school_chief):
    return make_goal(plan, "Færre børn mangler i timerne")


@pytest.fixture
def cycle(plan, goal):
    cycle = make_round(plan, 0)
    say(cycle, {goal: "off"}, need="decision", needed="To timer mere om ugen")
    return cycle


@pytest.fixture
def chief(school_chief):
    return Position.objects.get(title="Skolechef")


@pytest.fixture
def group(chief):
    return make_group(chief)


@pytest.fixture
def sitting(plan, cycle, group, coordinator):
    """Begun today, with the goal that is off course and a point of the group's own."""
    sitting = make_sitting(meet(group), plan, coordinator, own=("Sundhedsplejens plads",))
    return actions.open_meeting(sitting, by=coordinator)


@pytest.fixture
def approved(sitting, chief, coordinator):
    """With a decision about the goal, and a task."""
    write(
        sitting,
        coordinator,
        decision="Skolerne får to timer mere.",
        tasks=[TaskWords("Find timerne", chief, FRIDAY)],
    )
    actions.close_meeting(sitting, by=coordinator)
    return actions.approve_minutes(sitting, by=coordinator)


def write(sitting, by, place=0, **words):
    return actions.write_point(sitting.points.all()[place], by=by, **words)


def codes(refusal):
    return [reason.code for reason in refusal.value.reasons]


# --- before the meeting


def test_only_a_group_that_steers_gets_an_agenda_once_for_a_plan_that_runs(plan, group, council, coordinator):
    meeting = meet(group)
    actions.prepare(meeting, by=coordinator, plan=plan, points=[])
    with pytest.raises(Refused) as refusal:
        actions.prepare(meeting, by=coordinator, plan=plan, points=[])
    assert codes(refusal) == ["prepared-already"]
    with pytest.raises(Refused) as refusal:
        actions.prepare(meet(council), by=coordinator, plan=plan, points=[])
    assert codes(refusal) == ["no-steering-group"]
    plan.state = "closed"
    plan.save()
    other = meet(group, 7)
    other.cancelled = True
    other.save()
    with pytest.raises(Refused) as refusal:
        actions.prepare(other, by=coordinator, plan=plan, points=[])
    assert codes(refusal) == ["cancelled", "plan-not-running"]


def test_a_meeting_does_not_begin_before_its_day_nor_when_it_is_cancelled(plan, group, coordinator):
    ahead = make_sitting(meet(group, 5), plan, coordinator)
    with pytest.raises(Refused) as refusal:
        actions.open_meeting(ahead, by=coordinator)
    assert codes(refusal) == ["not-yet"]
    ahead.meeting.date, ahead.meeting.cancelled = timezone.localdate(), True
    ahead.meeting.save()
    with pytest.raises(Refused) as refusal:
        actions.open_meeting(ahead, by=coordinator)
    assert codes(refusal) == ["cancelled"]


def test_points_are_added_moved_and_taken_off_in_order(sitting, coordinator):
    actions.add_point(sitting, by=coordinator, title="Eventuelt")
    first, second, third = sitting.points.all()
    actions.move_point(third, by=coordinator, up=True)
    assert [point.title for point in sitting.points.all()] == [first.title, "Eventuelt", second.title]
    actions.move_point(Point.objects.get(pk=first.pk), by=coordinator, up=True)
    assert sitting.points.first() == first
    actions.drop_point(Point.objects.get(pk=first.pk), by=coordinator)
    assert [point.title for point in sitting.points.all()] == ["Eventuelt", second.title]
    with pytest.raises(Refused) as refusal:
        actions.add_point(sitting, by=coordinator, title="  ")
    assert codes(refusal) == ["no-title"]


# --- while the group meets


def test_who_fills_each_seat_is_written_down_the_day_the_meeting_begins(sitting, coordinator, school_chief):
    rows = {each.seat: (each.name, each.present) for each in sitting.attendance.all()}
    assert rows == {
        "Skolechef": (school_chief.name, True),
        "En repræsentant for sundhedsplejen": ("", False),
    }
    actions.note_attendance(sitting, by=coordinator, present=[], guests="Skolekonsulenten")
    assert not sitting.attendance.filter(present=True).exists()
    empty = sitting.attendance.get(name="")
    actions.note_attendance(sitting, by=coordinator, present=[empty.pk])
    assert not sitting.attendance.get(pk=empty.pk).present


def test_two_who_write_at_once_lose_nothing(sitting, coordinator, secretary):
    point = sitting.points.first()
    seen = point.version
    actions.write_point(point, by=coordinator, said="Vi talte om timerne.", seen_version=seen)
    with pytest.raises(ChangedMeanwhile) as refusal:
        actions.write_point(point, by=secretary, said="Noget andet.", seen_version=seen)
    assert refusal.value.theirs["said"] == "Vi talte om timerne."


def test_a_task_says_what_is_to_be_done(sitting, coordinator, chief):
    with pytest.raises(Refused) as refusal:
        write(sitting, coordinator, tasks=[TaskWords("", chief)])
    assert codes(refusal) == ["task-without-words"]


def test_a_meeting_that_was_closed_too_early_goes_on(sitting, coordinator):
    actions.close_meeting(sitting, by=coordinator)
    assert sitting.closed_at
    begun = sitting.opened_at
    actions.open_meeting(sitting, by=coordinator)
    assert (sitting.state, sitting.closed_at, sitting.opened_at) == (SittingState.RUNNING, None, begun)
    assert sitting.attendance.count() == 2


# --- what comes of it


def test_nothing_is_decided_before_the_minutes_are_approved(sitting, coordinator, chief):
    write(sitting, coordinator, decision="Skolerne får to timer mere.", responsible=chief)
    actions.close_meeting(sitting, by=coordinator)
    assert not Decision.objects.exists()
    assert not Task.objects.exists()


def test_a_decision_about_a_goal_is_recorded_with_its_task_and_refers_to_the_minutes(approved, goal, chief):
    decision = Decision.objects.get()
    assert (decision.wording, decision.result, decision.body.name) == (
        "Skolerne får to timer mere.",
        DecisionResult.APPROVED,
        "Styregruppen",
    )
    assert decision.minutes_reference.startswith("Referat af Styregruppen")
    assert decision.recommendation.text == goal.title
    task = Task.objects.get()
    assert (task.text, task.owner, task.due) == ("Find timerne", chief, FRIDAY)
    assert approved.points.first().recorded == decision
    assert Dispatch.objects.get().matter == approved.matter


def test_it_stands_at_the_end_of_the_goals_thread_on_top_of_the_next_check_in_and_on_the_start_page(
    approved, goal, school_chief
):
    knots = [knot for root in below("plans.goal", [goal.pk])[goal.pk] for knot in root.walk()]
    assert [knot.kind for knot in knots][-2:] == ["matters.decision", "matters.task"]
    (head,) = [
        line for provider in check_in_heads.of("plans.goal") for line in provider([goal.pk]).get(goal.pk, [])
    ]
    assert head.text == "Skolerne får to timer mere."
    assert head.tasks == ("Find timerne Frist 18. december 2026.",)
    assert "Find timerne" in [each.title for each in what_waits(school_chief)]


def test_whoever_sees_to_a_decision_has_it_as_a_task_unless_given_one(sitting, coordinator, chief):
    write(sitting, coordinator, decision="at der skrives til regionen", responsible=chief)
    write(sitting, coordinator, place=1, responsible=chief, tasks=[TaskWords("Spørg rundt", chief)])
    actions.close_meeting(sitting, by=coordinator)
    actions.approve_minutes(sitting, by=coordinator)
    assert sorted(Task.objects.values_list("text", "owner")) == [
        ("Der skrives til regionen.", chief.pk),
        ("Spørg rundt", chief.pk),
    ]


def test_a_meeting_that_decided_nothing_is_settled_and_filed_all_the_same(sitting, coordinator):
    write(sitting, coordinator, said="Vi talte om det.")
    actions.close_meeting(sitting, by=coordinator)
    actions.approve_minutes(sitting, by=coordinator)
    decision = Decision.objects.get()
    assert (decision.result, decision.recommendation, decision.demands_task) == ("noted", None, False)
    assert Dispatch.objects.count() == 1
    assert commitments_before(meet(sitting.meeting.body, 30)) == []


def test_minutes_that_say_nothing_are_not_approved_nor_those_of_a_meeting_that_goes_on(sitting, coordinator):
    with pytest.raises(Refused) as refusal:
        actions.approve_minutes(sitting, by=coordinator)
    assert codes(refusal) == ["transition"]
    actions.close_meeting(sitting, by=coordinator)
    with pytest.raises(Refused) as refusal:
        actions.approve_minutes(sitting, by=coordinator)
    assert codes(refusal) == ["nothing-written"]


def test_the_next_meeting_opens_with_what_was_agreed_and_what_is_still_open_of_earlier_ones(
    approved, plan, coordinator, school_chief, chief
):
    body = approved.meeting.body
    second = make_sitting(meet(body, 1), plan, coordinator)
    (agreed,) = sitting_page(second).commitments
    assert [task.text for task in agreed.tasks] == ["Find timerne"]
    second.meeting.date = timezone.localdate()
    approved.meeting.date = timezone.localdate() - datetime.timedelta(30)
    approved.meeting.save()
    second.meeting.save()
    actions.open_meeting(second, by=coordinator)
    write(second, coordinator, said="Vi venter.")
    assert sitting_page(make_sitting(meet(body, 20), plan, coordinator)).waiting == second
    actions.close_meeting(second, by=coordinator)
    actions.approve_minutes(second, by=coordinator)
    third = meet(body, 30)
    assert len(commitments_before(third)) == 1  # open still, two meetings later
    decisions.finish_task(Task.objects.get(text="Find timerne"), by=school_chief, outcome="Fundet.")
    assert commitments_before(third) == []


# --- beside what the council decided


def test_a_steering_group_stands_beside_the_councils_decision_and_never_in_its_place(
    approved, goal, council, coordinator
):
    from roedtraad.matters import actions as matters
    from roedtraad.status.models import RecommendationGoal
    from roedtraad.status.queries import decisions_below

    matter = matters.create_matter(approved.municipality, by=coordinator, title="Status")
    point = matters.write_recommendation(matter, by=coordinator, text="at timerne findes")
    RecommendationGoal.objects.create(recommendation=point, goal=goal)
    decisions.record_decision(
        matter,
        by=coordinator,
        body=council,
        date=timezone.localdate() - datetime.timedelta(40),
        result=DecisionResult.APPROVED,
        minutes_reference="Punkt 4",
        recommendation=point,
    )
    notes = [knot.note for knot in decisions_below([goal.pk])[goal.pk]]
    assert notes == ["Byrådet: godkendt", "Styregruppen: godkendt"]
    assert [decision.body for decision, _tasks in latest_decisions(3)] == [council]


def test_the_council_is_not_told_what_the_group_decided(approved, cycle):
    assert decisions_section(cycle) == []


# --- minutes


def test_approved_minutes_are_the_same_for_ever(approved, chief):
    before = document_of(approved).to_json()
    Task.objects.update(text="Noget andet")
    Position.objects.filter(pk=chief.pk).update(title="Chef for skolerne")
    Point.objects.filter(sitting=approved).update(said="Noget andet")
    assert document_of(Sitting.objects.get(pk=approved.pk)).to_json() == before
    minutes = Minutes.objects.get()
    for change in (
        minutes.save,
        minutes.delete,
        lambda: Minutes.objects.update(document=""),
        Minutes.objects.all().delete,
    ):
        with pytest.raises(Refused) as refusal:
            change()
        assert codes(refusal) == ["minutes-frozen"]


@pytest.mark.parametrize("verb", ["add_point", "write_point", "drop_point", "note_attendance", "move_point"])
def test_nothing_is_written_in_approved_minutes(approved, coordinator, verb):
    point = approved.points.first()
    calls = {
        "add_point": lambda: actions.add_point(approved, by=coordinator, title="Mere"),
        "write_point": lambda: actions.write_point(point, by=coordinator, said="Mere"),
        "drop_point": lambda: actions.drop_point(point, by=coordinator),
        "note_attendance": lambda: actions.note_attendance(approved, by=coordinator, present=[]),
        "move_point": lambda: actions.move_point(point, by=coordinator, up=False),
    }
    with pytest.raises(Refused) as refusal:
        calls[verb]()
    assert codes(refusal) == ["minutes-approved"]


def test_a_correction_keeps_both_readings_says_why_and_mends_the_decision(approved, coordinator):
    first = Minutes.objects.get().document
    point = approved.points.first()
    actions.correct_minutes(
        point, by=coordinator, reason="Der stod to.", said="", decision="Skolerne får tre timer mere."
    )
    assert [each.number for each in Minutes.objects.all()] == [1, 2]
    assert Minutes.objects.first().document == first
    now = document_of(approved)
    assert [section.key for section in now.sections] == ["attendance", "point_1", "point_2", "corrections"]
    assert "Skolerne får tre timer mere." in now.to_json()
    assert "Der stod to." in now.to_json()
    decision = Decision.objects.get()
    assert decision.wording == "Skolerne får tre timer mere."
    assert decision.corrections[0]["said"]["wording"] == "Skolerne får to timer mere."
    actions.correct_minutes(
        approved.points.last(),
        by=coordinator,
        reason="Vi talte også om pladsen.",
        said="Den er tom.",
        decision="",
    )
    text = document_of(approved).to_json()
    assert "Der stod to." in text
    assert "Vi talte også om pladsen." in text
    assert Dispatch.objects.count() == 3


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ({"reason": " ", "said": "Andet"}, "no-reason"),
        ({"reason": "Stavefejl"}, "nothing-mended"),
        ({"reason": "Vi besluttede intet", "decision": ""}, "decision-comes-or-goes"),
    ],
)
def test_a_correction_has_a_reason_changes_something_and_decides_nothing(approved, coordinator, words, code):
    point = approved.points.first()
    with pytest.raises(Refused) as refusal:
        actions.correct_minutes(
            point, by=coordinator, **({"said": point.said, "decision": point.decision} | words)
        )
    assert codes(refusal) == [code]


def test_minutes_that_are_not_approved_are_written_in_and_not_corrected(sitting, coordinator):
    with pytest.raises(Refused) as refusal:
        actions.correct_minutes(
            sitting.points.first(), by=coordinator, reason="Fejl", said="Andet", decision=""
        )
    assert codes(refusal) == ["not-approved"]


# --- who


def test_a_meeting_is_run_by_the_coordinator_and_the_secretary_and_read_by_those_with_a_seat(
    sitting, coordinator, secretary, school_chief, reader, fjordby
):
    director = make_user(fjordby, "Henrik Sandager", "Direktør", Function.DIRECTOR)
    Seat.objects.create(body=sitting.meeting.body, title="Formand", person=None)
    for user, may in ((coordinator, True), (secretary, True), (school_chief, False), (reader, False)):
        if may:
            actions.write_point(sitting.points.first(), by=user, said=f"Skrevet af {user}")
        else:
            with pytest.raises(NotPermitted):
                actions.write_point(sitting.points.first(), by=user, said="Ikke mig")
    readers = {user.name: may_read_meetings.given(user, sitting) for user in (school_chief, reader, director)}
    assert readers == {school_chief.name: True, reader.name: False, director.name: False}


def test_a_seat_in_another_body_opens_no_door(sitting, reader, fjordby):
    other = Body.objects.create(name="Projektgruppen", kind=BodyKind.PROJECT)
    Seat.objects.create(body=other, title="Konsulent", position=Position.objects.get(title="Konsulent"))
    assert not may_read_meetings.given(reader, sitting)
