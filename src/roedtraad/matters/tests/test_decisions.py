"""What bodies decide is a fact, and leads to tasks."""

import datetime
import itertools

import pytest
from django.utils import timezone

from roedtraad.core import thread
from roedtraad.core.models import ActionLog
from roedtraad.core.reasons import NotPermitted, Refused
from roedtraad.core.states import why_not_move
from roedtraad.matters import actions, decisions
from roedtraad.matters.enums import TASK_TRANSITIONS, DecisionResult, RoutingRole, TaskState
from roedtraad.matters.models import Decision, Dispatch, Task
from roedtraad.matters.queries import unrecorded
from roedtraad.organisation.models import Position

YESTERDAY = timezone.localdate() - datetime.timedelta(days=1)


@pytest.fixture
def matter(fjordby, secretary):
    return actions.create_matter(fjordby, by=secretary, title="Årlig status 2026", case_number="26/1180")


@pytest.fixture
def point(matter, secretary):
    return actions.write_recommendation(
        matter, by=secretary, text="at hver skole får en fast kontaktlærer fra august."
    )


@pytest.fixture
def meeting(council, secretary):
    return actions.schedule_meeting(council, by=secretary, date=YESTERDAY)


def record(matter, secretary, council, **more):
    given = {
        "date": YESTERDAY,
        "result": DecisionResult.APPROVED,
        "minutes_reference": "Byrådet, punkt 7",
    } | more
    return decisions.record_decision(matter, by=secretary, body=council, **given)


def test_a_decision_is_not_recorded_without_a_reference_to_the_minutes(matter, secretary, council):
    for reference in ("", "   "):
        with pytest.raises(Refused) as refused:
            record(matter, secretary, council, minutes_reference=reference)
        assert refused.value.reasons[0].code == "no-minutes"
    assert not Decision.objects.exists()


def test_a_decision_is_not_dated_in_the_future(matter, secretary, council):
    with pytest.raises(Refused) as refused:
        record(matter, secretary, council, date=timezone.localdate() + datetime.timedelta(days=1))
    assert refused.value.reasons[0].code == "decided-in-future"


def test_the_meeting_must_be_the_bodys_own(matter, secretary, committee, meeting):
    with pytest.raises(Refused) as refused:
        record(matter, secretary, committee, meeting=meeting)
    assert refused.value.reasons[0].code == "meeting-of-another-body"


def test_a_cancelled_meeting_decides_nothing(matter, secretary, council, meeting):
    actions.cancel_meeting(meeting, by=secretary)
    with pytest.raises(Refused) as refused:
        record(matter, secretary, council, meeting=meeting)
    assert refused.value.reasons[0].code == "meeting-cancelled"


def test_the_same_decision_is_not_recorded_twice(matter, secretary, council, point):
    record(matter, secretary, council, recommendation=point)
    with pytest.raises(Refused) as refused:
        record(matter, secretary, council, recommendation=point)
    assert refused.value.reasons[0].code == "recorded-already"


def test_a_decision_is_of_one_recommendation_or_of_the_whole(matter, secretary, council, point):
    assert record(matter, secretary, council, recommendation=point).recommendation == point
    assert record(matter, secretary, council).recommendation is None


def test_a_recommendation_of_another_matter_is_refused(fjordby, matter, secretary, council):
    other = actions.create_matter(fjordby, by=secretary, title="En anden sag")
    foreign = actions.write_recommendation(other, by=secretary, text="at det gøres")
    with pytest.raises(Refused) as refused:
        record(matter, secretary, council, recommendation=foreign)
    assert refused.value.reasons[0].code == "another-matter"


def test_a_decision_is_never_changed_and_never_removed(matter, secretary, council):
    decision = record(matter, secretary, council)
    decision.result = DecisionResult.REJECTED
    for attempt in (
        decision.save,
        decision.delete,
        lambda: Decision.objects.update(result="rejected"),
        lambda: Decision.objects.filter(pk=decision.pk).delete(),
        lambda: Decision.objects.bulk_update([decision], ["result"]),
    ):
        with pytest.raises(Refused):
            attempt()
    assert Decision.objects.get().result == DecisionResult.APPROVED


def test_once_decided_a_matters_recommendation_stands_as_it_was_put(matter, secretary, council, point):
    record(matter, secretary, council, recommendation=point)
    with pytest.raises(Refused):
        actions.edit_recommendation(point, by=secretary, text="at noget andet gøres")
    with pytest.raises(Refused):
        actions.write_recommendation(matter, by=secretary, text="at der gøres mere")


def test_only_secretary_and_coordinator_record_decisions(matter, council, reader, school_chief):
    for user in (reader, school_chief):
        with pytest.raises(NotPermitted):
            record(matter, user, council)


def test_minutes_are_recorded_whole_or_not_at_all(matter, secretary, council, point):
    outcomes = [
        decisions.Outcome(
            "approved", point, tasks=[decisions.TaskWords("Find en kontaktlærer på hver skole.")]
        ),
        decisions.Outcome("approved", point),
    ]
    with pytest.raises(Refused):
        decisions.record_minutes(
            matter, by=secretary, body=council, date=YESTERDAY, minutes_reference="punkt 7", outcomes=outcomes
        )
    assert not Decision.objects.exists()
    assert not Task.objects.exists()
    assert not Dispatch.objects.exists()


def test_minutes_become_decisions_tasks_and_something_to_file(matter, secretary, council, point):
    chief = Position.objects.create(title="Skolechef")
    due = timezone.localdate() + datetime.timedelta(days=60)
    task = decisions.TaskWords("Find en kontaktlærer på hver skole.", chief, due)
    made = decisions.record_minutes(
        matter,
        by=secretary,
        body=council,
        date=YESTERDAY,
        minutes_reference="punkt 7",
        outcomes=[decisions.Outcome("approved_changed", point, wording="Med start i uge 33.", tasks=[task])],
    )
    assert [t.owner for t in made[0].tasks.all()] == [chief]
    assert Dispatch.objects.get().state == "missing"


@pytest.mark.parametrize(
    ("result", "demands"), [(r, r in ("approved", "approved_changed")) for r in DecisionResult.values]
)
def test_only_an_approval_demands_a_task(matter, secretary, council, point, result, demands):
    decision = record(matter, secretary, council, recommendation=point, result=result)
    knots = thread.below("matters.decision", [decision.pk])[decision.pk]
    assert [knot.missing for knot in knots] == ([True] if demands else [])


def test_noted_is_not_approval(matter, secretary, council):
    decision = record(matter, secretary, council, result=DecisionResult.NOTED)
    assert decision.is_final
    assert not decision.demands_task


def test_a_point_that_only_asks_to_be_noted_demands_no_task(matter, secretary, council):
    point = actions.write_recommendation(
        matter, by=secretary, text="at status i øvrigt tages til efterretning."
    )
    assert not record(matter, secretary, council, recommendation=point).demands_task


def test_the_thread_below_a_decision_ends_in_its_tasks(matter, secretary, council, point):
    decision = record(matter, secretary, council, recommendation=point)
    task = decisions.add_task(decision, by=secretary, text="Find en kontaktlærer på hver skole.")
    (knot,) = thread.below("matters.decision", [decision.pk])[decision.pk]
    assert (knot.kind, knot.pk, knot.missing) == ("matters.task", task.pk, False)


def test_the_thread_costs_the_same_for_many_decisions(matter, secretary, council, django_assert_num_queries):
    keys = [
        record(matter, secretary, council, date=YESTERDAY - datetime.timedelta(days=n)).pk for n in range(20)
    ]
    decisions.add_task(Decision.objects.get(pk=keys[0]), by=secretary, text="Skriv til skolerne.")
    for some in (keys[:2], keys):
        with django_assert_num_queries(1):
            thread.below("matters.decision", some)


@pytest.mark.parametrize(("now", "to"), list(itertools.product(TaskState, TaskState)))
def test_every_move_of_a_task_is_allowed_or_refused(matter, secretary, council, now, to):
    decision = record(matter, secretary, council)
    task = decisions.add_task(decision, by=secretary, text="Skriv til skolerne.")
    Task.objects.filter(pk=task.pk).update(state=now)
    act = {
        TaskState.DONE: lambda: decisions.finish_task(task, by=secretary, outcome="Alle har svaret."),
        TaskState.DROPPED: lambda: decisions.drop_task(task, by=secretary, reason="Loven er ændret."),
        TaskState.OPEN: lambda: decisions.reopen_task(task, by=secretary),
    }[to]
    if why_not_move(TASK_TRANSITIONS, now, to):
        with pytest.raises(Refused):
            act()
    else:
        act()
    assert Task.objects.get().state == (now if why_not_move(TASK_TRANSITIONS, now, to) else to)


def test_a_task_is_not_ended_in_silence(matter, secretary, council):
    task = decisions.add_task(record(matter, secretary, council), by=secretary, text="Skriv til skolerne.")
    with pytest.raises(Refused):
        decisions.finish_task(task, by=secretary, outcome=" ")
    task.refresh_from_db()
    assert task.state == TaskState.OPEN


def test_the_position_that_has_a_task_may_end_it_and_others_may_not(
    matter, secretary, council, school_chief, reader
):
    chief = Position.objects.get(title="Skolechef")
    task = decisions.add_task(
        record(matter, secretary, council), by=secretary, text="Skriv til skolerne.", owner=chief
    )
    with pytest.raises(NotPermitted):
        decisions.finish_task(task, by=reader, outcome="Gjort")
    decisions.finish_task(task, by=school_chief, outcome="Alle ni skoler har svaret.")
    assert ActionLog.objects.filter(verb="matters.finish_task", by=school_chief).exists()


@pytest.mark.parametrize(
    ("point", "task"),
    [
        ("at skolerne får mere tid.", "Skolerne får mere tid."),
        ("2. at  Familiehuset åbner om lørdagen", "Familiehuset åbner om lørdagen."),
        ("Attester indhentes", "Attester indhentes."),
        ("", ""),
    ],
)
def test_an_at_point_reads_as_the_sentence_of_a_task(point, task):
    assert decisions.task_from(point) == task


def test_a_meeting_that_has_decided_neither_moves_nor_is_cancelled(matter, secretary, council, meeting):
    record(matter, secretary, council, meeting=meeting)
    with pytest.raises(Refused):
        actions.move_meeting(meeting, by=secretary, date=YESTERDAY - datetime.timedelta(days=7))
    with pytest.raises(Refused):
        actions.cancel_meeting(meeting, by=secretary)


def test_a_body_meets_once_a_day(council, secretary, meeting):
    with pytest.raises(Refused):
        actions.schedule_meeting(council, by=secretary, date=YESTERDAY)


def test_what_a_held_meeting_decided_waits_to_be_recorded(matter, secretary, council, meeting):
    actions.route(matter, by=secretary, body=council, role=RoutingRole.DECIDES, meeting=meeting)
    assert [stop.body for stop in unrecorded(timezone.localdate())] == [council]
    record(matter, secretary, council, meeting=meeting)
    assert list(unrecorded(timezone.localdate())) == []


def test_something_is_filed_only_with_its_number(matter, secretary):
    dispatch = actions.to_be_filed(matter, by=secretary, what="Sagsfremstilling")
    with pytest.raises(Refused):
        actions.mark_filed(dispatch, by=secretary, filed_as="")
    actions.mark_filed(dispatch, by=secretary, filed_as="26/1180-4")
    assert dispatch.state == "filed"
