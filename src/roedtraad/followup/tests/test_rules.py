"""The rules of follow-up, each a sentence of the domain."""

from __future__ import annotations

import datetime
import itertools

import pytest
from django.utils import timezone

from conftest import make_user
from roedtraad.core import thread
from roedtraad.core.actions import state_of
from roedtraad.core.enums import StatusKey
from roedtraad.core.models import ActionLog
from roedtraad.core.reasons import ChangedMeanwhile, NotPermitted, Refused
from roedtraad.followup import actions, canonical
from roedtraad.followup.enums import CHECK_IN_TRANSITIONS, CheckInState, Need
from roedtraad.followup.models import CheckIn, Cycle, Snapshot, Spoilt
from roedtraad.followup.queries import check_in_for, histories, last_time, prefilled, statuses_now
from roedtraad.followup.querysets import Frozen
from roedtraad.followup.rules import what_is_missing
from roedtraad.followup.tests.making import make_cycle, make_meeting, report, sign
from roedtraad.language.holidays import is_working_day, working_day_on_or_after
from roedtraad.organisation.enums import Function
from roedtraad.organisation.models import Holding, Position, Unit
from roedtraad.plans import actions as plan_actions
from roedtraad.plans.models import Goal
from roedtraad.plans.tests.making import make_goal, make_plan, make_policy, running_plan

DAY = datetime.timedelta(1)


def codes(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [reason.code for reason in refused.value.reasons]


@pytest.fixture
def writer(fjordby, school_chief):
    """A writer in the unit of the school chief."""
    unit = Unit.objects.create(name="Skole og Læring")
    Position.objects.filter(title="Skolechef").update(unit=unit)
    user = make_user(fjordby, "Rune Aldershvile", "Skolekonsulent", Function.WRITER)
    Position.objects.filter(title="Skolekonsulent").update(unit=unit)
    return user


# --- what a check-in says


@pytest.mark.parametrize("status", [key for key in StatusKey if key not in ("on", "done")])
def test_a_check_in_that_is_not_on_track_or_done_says_what_is_needed(fjordby, school_chief, status):
    plan, (goal,) = running_plan()
    said = report(make_cycle(plan), goal, school_chief, status, need="none")
    with pytest.raises(Refused) as refused:
        actions.sign_off(said, by=school_chief)
    assert codes(refused) == ["no-need"]
    assert "siger, hvad der er brug for" in str(refused.value)


@pytest.mark.parametrize("status", ["on", "done"])
def test_a_check_in_that_is_on_track_or_done_needs_nothing_said(status):
    assert what_is_missing(status, "none", "", None) == []


def test_what_is_needed_is_an_initiative_a_decision_or_what_is_awaited_and_when():
    day = datetime.date(2027, 3, 1)
    assert [each.code for each in what_is_missing("risk", "initiative", " ", None)] == ["no-words"]
    assert [each.code for each in what_is_missing("risk", "awaited", "Tal fra regionen", None)] == ["no-day"]
    assert what_is_missing("risk", "awaited", "Tal fra regionen", day) == []
    assert what_is_missing("off", "decision", "To timer mere", None) == []
    assert [each.code for each in what_is_missing("", "none", "", None)] == ["no-status"]


def test_a_draft_may_be_half_done(fjordby, school_chief):
    plan, (goal,) = running_plan()
    said = report(make_cycle(plan), goal, school_chief, "", happened="Kun begyndelsen")
    assert (said.state, said.happened) == (CheckInState.DRAFT, "Kun begyndelsen")


# --- who may


def test_a_writer_may_draft_for_the_one_who_answers_and_only_the_one_who_answers_signs_off(
    fjordby, school_chief, writer
):
    plan, (goal,) = running_plan()
    said = report(make_cycle(plan), goal, writer)
    actions.submit(said, by=writer)
    with pytest.raises(NotPermitted):
        actions.sign_off(said, by=writer)
    signed = actions.sign_off(CheckIn.objects.get(pk=said.pk), by=school_chief)
    assert (signed.signed_name, signed.signed_as.title) == ("Torben Lindegaard", "Skolechef")


def test_the_deputy_of_the_owner_signs_off_as_the_deputy(fjordby, school_chief):
    plan, (goal,) = running_plan()
    deputy = make_user(fjordby, "Ellen Vang", "Vicechef", Function.CHIEF)
    Position.objects.filter(title="Skolechef").update(deputy=Position.objects.get(title="Vicechef"))
    signed = sign(make_cycle(plan), goal, deputy)
    assert (signed.signed_name, signed.signed_as.title) == ("Ellen Vang", "Vicechef")


def test_the_deputy_named_on_the_goal_reports_and_signs_off(fjordby, school_chief):
    substitute = make_user(fjordby, "Ida Bæk", "Konsulent for fravær", Function.OTHER)
    plan, (goal,) = running_plan(deputy=Position.objects.get(title="Konsulent for fravær"))
    assert sign(make_cycle(plan), goal, substitute).signed_as.title == "Konsulent for fravær"


def test_nobody_else_reports_on_a_goal(fjordby, coordinator, reader, school_chief):
    plan, (goal,) = running_plan()
    cycle = make_cycle(plan)
    for user in (coordinator, reader):
        with pytest.raises(NotPermitted):
            report(cycle, goal, user)
    other_unit = make_user(fjordby, "Kaj Holt", "Pennefører i kultur", Function.WRITER)
    with pytest.raises(NotPermitted):
        report(cycle, goal, other_unit)


def test_only_the_policy_coordinator_opens_and_freezes(fjordby, school_chief):
    plan, _goals = running_plan()
    cycle = make_cycle(plan)
    with pytest.raises(NotPermitted):
        actions.freeze(cycle, by=school_chief)


def test_what_a_writer_changes_after_submitting_is_a_draft_again(fjordby, school_chief, writer):
    plan, (goal,) = running_plan()
    cycle = make_cycle(plan)
    actions.submit(report(cycle, goal, writer), by=writer)
    assert report(cycle, goal, writer, happened="Mere").state == CheckInState.DRAFT
    actions.submit(check_in_for(cycle, goal), by=writer)
    assert report(cycle, goal, school_chief, happened="Rettet af chefen").state == CheckInState.SUBMITTED


# --- frozen


def test_a_signed_off_check_in_is_frozen(fjordby, school_chief):
    plan, (goal,) = running_plan()
    cycle = make_cycle(plan)
    said = sign(cycle, goal, school_chief, happened="Sådan var det")
    with pytest.raises(Refused) as refused:
        report(cycle, goal, school_chief, happened="Noget andet")
    assert codes(refused) == ["signed"]
    said.happened = "Noget andet"
    with pytest.raises(Frozen):
        said.save()
    with pytest.raises(Frozen):
        said.delete()
    with pytest.raises(Frozen):
        CheckIn.objects.filter(pk=said.pk).update(happened="Noget andet")
    with pytest.raises(Frozen):
        CheckIn.objects.all().delete()
    assert CheckIn.objects.get(pk=said.pk).happened == "Sådan var det"


def test_a_late_correction_is_a_new_check_in_with_a_reason(fjordby, school_chief):
    plan, (goal,) = running_plan()
    cycle = make_cycle(plan)
    first = sign(cycle, goal, school_chief, "on")
    with pytest.raises(Refused) as refused:
        actions.correct_check_in(
            first, by=school_chief, reason="", status="off", need="decision", needed="Hjælp"
        )
    assert codes(refused) == ["reason-missing"]
    second = actions.correct_check_in(
        first, by=school_chief, reason="Tallet var forkert.", status="off", need="decision", needed="Hjælp"
    )
    assert (second.corrects, second.is_signed) == (first, True)
    assert check_in_for(cycle, goal) == second
    assert CheckIn.objects.get(pk=first.pk).status == "on"
    assert statuses_now([goal.pk])[goal.pk].status == "off"
    with pytest.raises(Refused) as refused:
        actions.correct_check_in(first, by=school_chief, reason="Igen.", status="on")
    assert codes(refused) == ["corrected"]


def test_a_word_stands_until_another_is_said_however_many_rounds_pass(fjordby, school_chief):
    plan, (quiet, spoken) = running_plan(2)
    this_year = timezone.localdate().year
    rounds = [make_cycle(plan, str(year), year=year) for year in range(this_year - 5, this_year + 1)]
    sign(rounds[0], quiet, school_chief, "risk", need="initiative", needed="Mere tid")
    sign(rounds[0], spoken, school_chief)
    sign(rounds[4], spoken, school_chief, "done")
    now = statuses_now([quiet.pk, spoken.pk])
    assert (now[quiet.pk].status, now[quiet.pk].cycle) == ("risk", rounds[0].title)
    assert (now[spoken.pk].status, now[spoken.pk].cycle) == ("done", rounds[4].title)


def test_a_correction_too_says_what_is_needed(fjordby, school_chief):
    plan, (goal,) = running_plan()
    first = sign(make_cycle(plan), goal, school_chief)
    with pytest.raises(Refused) as refused:
        actions.correct_check_in(first, by=school_chief, reason="Tallet var forkert.", status="risk")
    assert codes(refused) == ["no-need"]


@pytest.mark.parametrize(("now", "to"), list(itertools.product(CheckInState, CheckInState)))
def test_a_check_in_moves_only_as_its_table_says(fjordby, school_chief, writer, now, to):
    plan, (goal,) = running_plan()
    cycle = make_cycle(plan)
    said = report(cycle, goal, writer)
    if now == CheckInState.SUBMITTED:
        actions.submit(said, by=writer)
    if now == CheckInState.SIGNED:
        actions.sign_off(said, by=school_chief)
    said = check_in_for(cycle, goal)
    verbs = {
        CheckInState.DRAFT: lambda: report(cycle, goal, writer, happened="Mere"),
        CheckInState.SUBMITTED: lambda: actions.submit(said, by=writer),
        CheckInState.SIGNED: lambda: actions.sign_off(said, by=school_chief),
    }
    if to in CHECK_IN_TRANSITIONS[now] or (now, to) == (CheckInState.DRAFT, CheckInState.DRAFT):
        assert verbs[to]().state == to
    else:
        with pytest.raises(Refused):
            verbs[to]()
        assert CheckIn.objects.get(pk=said.pk).state == now


def test_two_people_who_begin_on_the_same_goal_lose_no_word(fjordby, school_chief, writer):
    plan, (goal,) = running_plan()
    cycle = make_cycle(plan)
    mine, theirs = CheckIn(cycle=cycle, goal=goal), CheckIn(cycle=cycle, goal=goal)
    actions.save_check_in(theirs, by=writer, status="on", happened="Penneførerens ord")
    with pytest.raises(ChangedMeanwhile) as refused:
        actions.save_check_in(mine, by=school_chief, status="risk", happened="Chefens ord")
    assert refused.value.theirs["happened"] == "Penneførerens ord"
    assert "Rune Aldershvile" in str(refused.value)


# --- the cycle


def test_a_cycle_serves_a_meeting_that_takes_place(fjordby, coordinator):
    plan, _goals = running_plan()
    given = {
        "by": coordinator,
        "title": "oktober",
        "period_from": datetime.date(2026, 1, 1),
        "period_to": datetime.date(2026, 9, 30),
    }
    for meeting, code in [
        (None, "no-meeting"), (make_meeting(40, cancelled=True), "meeting-cancelled"), (make_meeting(-3), "meeting-over"),
    ]:  # fmt: skip
        with pytest.raises(Refused) as refused:
            actions.open_cycle(plan, meeting=meeting, **given)
        assert codes(refused) == [code]
    assert actions.open_cycle(plan, meeting=make_meeting(90), **given).meeting is not None


def test_dates_that_are_not_given_are_counted_back_from_the_meeting(fjordby, coordinator):
    plan, _goals = running_plan()
    meeting = make_meeting(120)
    cycle = actions.open_cycle(
        plan, by=coordinator, meeting=meeting, title="forår",
        period_from=datetime.date(2026, 1, 1), period_to=datetime.date(2026, 6, 30),
    )  # fmt: skip
    assert timezone.localdate() < cycle.opens < cycle.due < cycle.sign_off < meeting.date - 28 * DAY
    assert all(is_working_day(day) for day in (cycle.opens, cycle.due, cycle.sign_off))


def test_a_cycles_due_date_falls_on_a_working_day(fjordby, coordinator):
    plan, _goals = running_plan()
    today = timezone.localdate()
    saturday = today + DAY * ((5 - today.weekday()) % 7 + 7)
    with pytest.raises(Refused) as refused:
        make_cycle(plan, due=saturday, sign_off=working_day_on_or_after(saturday + DAY))
    assert codes(refused) == ["closed-day"]
    assert "Arbejdsdagen før er" in str(refused.value)


def test_a_cycles_dates_come_in_order_and_before_its_meeting(fjordby, coordinator):
    plan, _goals = running_plan()
    today = timezone.localdate()
    day = working_day_on_or_after(today + 7 * DAY)
    meeting = make_meeting(20)
    for more, code in [
        ({"opens": day + 3 * DAY, "due": day, "sign_off": day}, "due-before-opens"),
        ({"due": working_day_on_or_after(day + 3 * DAY), "sign_off": day}, "sign-off-before-due"),
        ({"sign_off": working_day_on_or_after(meeting.date)}, "sign-off-after-meeting"),
        ({"period_from": today, "period_to": today - DAY}, "period"),
    ]:  # fmt: skip
        with pytest.raises(Refused) as refused:
            make_cycle(plan, meeting=meeting, **more)
        assert code in codes(refused)


def test_no_day_is_reported_on_twice(fjordby, coordinator):
    plan, _goals = running_plan()
    make_cycle(plan)
    with pytest.raises(Refused) as refused:
        make_cycle(plan, "igen")
    assert codes(refused) == ["period-taken"]


def test_follow_up_is_of_a_plan_that_runs(fjordby, coordinator):
    policy, _theme, _promises = make_policy()
    plan = make_plan(policy)
    make_goal(plan)
    with pytest.raises(Refused) as refused:
        make_cycle(plan)
    assert codes(refused) == ["plan-not-running"]


def test_reports_are_taken_from_the_day_a_cycle_opens_until_it_is_frozen(fjordby, coordinator, school_chief):
    plan, (goal,) = running_plan()
    cycle = make_cycle(plan)
    Cycle.objects.filter(pk=cycle.pk).update(opens=timezone.localdate() + DAY)
    with pytest.raises(Refused) as refused:
        report(Cycle.objects.get(pk=cycle.pk), goal, school_chief)
    assert codes(refused) == ["cycle-coming"]
    Cycle.objects.filter(pk=cycle.pk).update(opens=timezone.localdate())
    cycle = Cycle.objects.get(pk=cycle.pk)
    said = report(cycle, goal, school_chief)
    actions.freeze(cycle, by=coordinator, reason="Mødet venter ikke.")
    with pytest.raises(Refused) as refused:
        actions.sign_off(said, by=school_chief)
    assert codes(refused) == ["cycle-frozen"]


def test_a_goal_that_was_ended_is_no_longer_reported_on(fjordby, coordinator, school_chief):
    plan, goals = running_plan(2)
    cycle = make_cycle(plan)
    plan_actions.drop_goal(goals[0], by=coordinator, reason="Fordi.")
    with pytest.raises(Refused) as refused:
        report(cycle, Goal.objects.get(pk=goals[0].pk), school_chief)
    assert codes(refused) == ["goal-ended"]
    sign(cycle, goals[1], school_chief)
    assert actions.freeze(cycle, by=coordinator).data["figures"]["goals"] == 1


def test_a_plan_is_not_closed_while_a_cycle_of_it_is_unfrozen(fjordby, coordinator):
    plan, _goals = running_plan()
    make_cycle(plan)
    with pytest.raises(Refused) as refused:
        plan_actions.close_plan(plan, by=coordinator, reason="Slut.")
    assert codes(refused) == ["cycle-running"]


# --- the snapshot


def test_a_snapshot_shows_tomorrow_what_it_showed_today(fjordby, coordinator, school_chief):
    plan, goals = running_plan(2)
    cycle = make_cycle(plan)
    said = sign(
        cycle,
        goals[0],
        school_chief,
        "risk",
        happened="Det gik trægt",
        need="decision",
        needed="To timer mere",
    )
    sign(cycle, goals[1], school_chief, "done")
    snapshot = actions.freeze(cycle, by=coordinator)
    content, data = snapshot.content, snapshot.data

    plan_actions.edit_goal(
        goals[0],
        by=coordinator,
        title="Helt andre ord",
        passage=goals[0].passage,
        owner=goals[0].owner,
        level="targeted",
    )
    plan_actions.drop_goal(goals[1], by=coordinator, reason="Fordi.")
    Position.objects.filter(title="Skolechef").update(title="Chef for skoler")
    Holding.objects.all().update(ends=timezone.localdate() - DAY)
    fjordby.name = "Nyt Navn Kommune"
    fjordby.save()
    Holding.objects.all().update(ends=None)
    actions.correct_check_in(said, by=school_chief, reason="Tallet var forkert.", status="on")

    again = Snapshot.objects.get(pk=snapshot.pk)
    assert again.content == content
    assert again.data == data
    assert canonical.sha256(again.content) == again.sha256
    assert [goal["title"] for goal in again.data["goals"]] == ["Mål nummer 1", "Mål nummer 2"]


def test_a_snapshot_is_never_changed_or_deleted(fjordby, coordinator, school_chief):
    plan, (goal,) = running_plan()
    cycle = make_cycle(plan)
    sign(cycle, goal, school_chief)
    snapshot = actions.freeze(cycle, by=coordinator)
    snapshot.content = "{}"
    for change in (
        snapshot.save,
        snapshot.delete,
        Snapshot.objects.all().delete,
        lambda: Snapshot.objects.update(content="{}"),
    ):
        with pytest.raises(Frozen):
            change()
    with pytest.raises(Refused) as refused:
        actions.freeze(Cycle.objects.get(pk=cycle.pk), by=coordinator)
    assert codes(refused) == ["cycle-frozen"]


def test_a_snapshot_that_somebody_changed_behind_our_back_is_not_read(fjordby, coordinator, school_chief):
    plan, (goal,) = running_plan()
    cycle = make_cycle(plan)
    sign(cycle, goal, school_chief)
    snapshot = actions.freeze(cycle, by=coordinator)
    Snapshot.across.filter(pk=snapshot.pk).update(content=snapshot.content.replace('"on"', '"off"'))
    with pytest.raises(Spoilt):
        _data = Snapshot.objects.get(pk=snapshot.pk).data


def test_what_is_unreported_stays_so_in_the_snapshot_and_somebody_says_why_it_was_not_waited_for(
    fjordby, coordinator, school_chief
):
    plan, goals = running_plan(3)
    cycle = make_cycle(plan)
    sign(cycle, goals[0], school_chief)
    report(cycle, goals[1], school_chief, "done")
    with pytest.raises(Refused) as refused:
        actions.freeze(cycle, by=coordinator)
    assert codes(refused) == ["unsigned"]
    assert "»Mål nummer 2«, »Mål nummer 3«" in str(refused.value)
    snapshot = actions.freeze(cycle, by=coordinator, reason="Dagsordenen lukker i dag.")
    assert snapshot.reason == snapshot.data["incomplete_because"] == "Dagsordenen lukker i dag."
    assert [goal["status"] for goal in snapshot.data["goals"]] == ["on", "", ""]
    assert snapshot.data["figures"]["unreported"] == 2
    assert ActionLog.objects.get(verb="followup.freeze").after["reason"] == "Dagsordenen lukker i dag."


def test_a_snapshot_tells_what_stood_in_the_one_before(fjordby, coordinator, school_chief):
    plan, (goal,) = running_plan()
    first = make_cycle(plan, "første", year=timezone.localdate().year - 1)
    sign(first, goal, school_chief, "risk", need="initiative", needed="Morgencafé")
    before = actions.freeze(first, by=coordinator)
    second = make_cycle(plan, "anden")
    sign(second, goal, school_chief, "on")
    data = actions.freeze(second, by=coordinator).data
    assert data["goals"][0]["previous_status"] == "risk"
    assert data["previous"] == {"cycle": "første", "sha256": before.sha256, "figures": before.data["figures"]}


def test_the_same_rows_give_the_same_snapshot_byte_for_byte(fjordby, coordinator, school_chief):
    from roedtraad.followup.snapshots import assemble

    plan, goals = running_plan(3)
    cycle = make_cycle(plan)
    sign(cycle, goals[1], school_chief, "on")
    at = timezone.now()
    assert canonical.dumps(assemble(cycle, at)) == canonical.dumps(
        assemble(Cycle.objects.get(pk=cycle.pk), at)
    )


# --- what follows


def test_a_check_in_begins_with_what_was_said_last_time(fjordby, coordinator, school_chief):
    plan, (goal,) = running_plan()
    first = make_cycle(plan, "første", year=timezone.localdate().year - 1)
    sign(first, goal, school_chief, "risk", happened="Sidst", need="decision", needed="Hjælp")
    second = make_cycle(plan, "anden")
    fresh = prefilled(check_in_for(second, goal), last_time(goal, second))
    assert (fresh.pk, fresh.status, fresh.happened, fresh.need, fresh.needed) == (
        None,
        "risk",
        "Sidst",
        Need.DECISION,
        "Hjælp",
    )
    report(second, goal, school_chief, "on", happened="Nu")
    kept = prefilled(check_in_for(second, goal), last_time(goal, second))
    assert (kept.status, kept.happened) == ("on", "Nu")


def test_a_goal_nobody_has_reported_on_breaks_the_thread(fjordby, school_chief):
    plan, (goal, other) = running_plan(2)
    sign(make_cycle(plan), goal, school_chief, "done")
    knots = thread.below("plans.goal", [goal.pk, other.pk])
    assert (knots[goal.pk][0].status, str(knots[goal.pk][0].title), knots[goal.pk][0].note) == (
        "done",
        "Nået",
        "oktober",
    )
    assert knots[other.pk][0].missing


def test_the_history_says_where_nothing_was_reported(fjordby, school_chief):
    plan, (goal,) = running_plan()
    year = timezone.localdate().year
    sign(
        make_cycle(plan, "første", year=year - 2),
        goal,
        school_chief,
        "idle",
        need="initiative",
        needed="Begynd",
    )
    make_cycle(plan, "anden", year=year - 1)
    sign(make_cycle(plan, "tredje", year=year), goal, school_chief, "on")
    assert [(point.cycle, point.status) for point in histories([goal.pk])[goal.pk]] == [
        ("første", "idle"),
        ("anden", ""),
        ("tredje", "on"),
    ]


def test_every_action_stands_in_the_record(fjordby, coordinator, school_chief):
    plan, (goal,) = running_plan()
    cycle = make_cycle(plan)
    said = sign(cycle, goal, school_chief)
    entry = ActionLog.objects.get(verb="followup.sign_off")
    assert (entry.by, entry.thing_id, entry.after["state"]) == (school_chief, said.pk, "signed")
    assert state_of(said)["signed_name"] == "Torben Lindegaard"
