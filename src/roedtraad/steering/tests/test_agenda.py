"""What the steering view proposes for a group's agenda, and why."""

from __future__ import annotations

import pytest

from roedtraad.plans.tests.making import make_goal, make_plan, make_policy
from roedtraad.steering import actions
from roedtraad.steering.enums import PointKind
from roedtraad.steering.queries import proposals, read_plan

from .making import make_group, make_round, make_sitting, make_unit, meet, say, unit_goal


@pytest.fixture
def plan(fjordby):
    plan = make_plan(make_policy()[0])
    plan.state = "running"
    plan.save()
    return plan


@pytest.fixture
def goals(plan):
    return [make_goal(plan, f"Mål {n}") for n in range(4)]


@pytest.fixture
def group(fjordby):
    return make_group()


def proposed(plan, meeting):
    return proposals(read_plan(plan), meeting)


def test_goals_off_course_come_before_those_at_risk_and_say_what_their_owners_need(plan, goals, group):
    cycle = make_round(plan, 0)
    say(cycle, {goals[0]: "risk"})
    say(cycle, {goals[1]: "off"}, need="decision", needed="To timer mere om ugen.")
    say(cycle, {goals[2]: "on"})
    first, second = proposed(plan, meet(group))
    assert (first.kind, first.title, first.chosen) == (PointKind.OFF_TRACK, "Mål 1", True)
    assert first.cause == "Ude af kurs, siger Skolechef. Har brug for en beslutning: To timer mere om ugen."
    assert second.title == "Mål 0"


def test_a_need_of_a_goal_that_is_not_off_track_is_proposed_and_what_is_only_awaited_is_unticked(
    plan, goals, group
):
    cycle = make_round(plan, 0)
    say(cycle, {goals[0]: "unknown"}, need="awaited", needed="sommerens tal")
    say(cycle, {goals[1]: "idle"}, need="initiative", needed="en postkasse")
    found = proposed(plan, meet(group))
    assert [(each.kind, each.title, each.chosen) for each in found] == [
        (PointKind.NEED, "Mål 0", False),
        (PointKind.NEED, "Mål 1", True),
    ]


def test_where_units_see_danger_and_the_owner_sees_none_they_are_to_talk_about_it(plan, goals, group):
    cycle = make_round(plan, 0)
    units = [unit_goal(goals[0], make_unit(f"Skole {n}")) for n in range(4)]
    say(cycle, {goals[0]: "on", units[0]: "off", units[1]: "on", units[2]: "on", units[3]: "on"})
    (point,) = proposed(plan, meet(group))
    assert point.kind == PointKind.APART
    assert point.cause.endswith("Af enhedernes 4 mål er 1 i risiko eller ude af kurs.")


def test_units_behind_and_goals_without_news_are_a_point_each(plan, goals, group):
    unit = make_unit("Vestervang Skole", make_unit("Skole og Læring"))
    of_unit = unit_goal(goals[0], unit)
    for month in (2, 1):
        say(make_round(plan, month), dict.fromkeys([goals[0], of_unit], "on"))
    say(make_round(plan, 0, late=True), {goals[0]: "on"})
    behind, silent = proposed(plan, meet(group))
    assert (behind.kind, behind.title) == (PointKind.BEHIND, "En enhed er bagud")
    assert behind.cause == "Ikke godkendt til fristen: Vestervang Skole."
    assert (silent.kind, silent.title) == (PointKind.SILENT, "3 mål er uden nyt")
    assert silent.cause == "»Mål 1«, »Mål 2« og »Mål 3«."


def test_what_was_put_off_last_time_comes_first_and_is_not_proposed_twice(plan, goals, group, coordinator):
    cycle = make_round(plan, 0)
    say(cycle, {goals[0]: "off"})
    held = make_sitting(meet(group, -7), plan, coordinator)
    point = held.points.get()
    actions.open_meeting(held, by=coordinator)
    actions.write_point(point, by=coordinator, said="Vi nåede det ikke.", carried=True)
    actions.close_meeting(held, by=coordinator)
    (again,) = proposed(plan, meet(group))
    assert (again.kind, again.title, again.goal, again.cause) == (
        PointKind.CARRIED,
        "Mål 0",
        goals[0].pk,
        "Vi nåede det ikke.",
    )
    actions.approve_minutes(held, by=coordinator)
    assert [each.kind for each in proposed(plan, meet(group, 7))] == [PointKind.CARRIED]


def test_the_groups_own_points_of_a_meeting_that_was_cancelled_are_proposed_at_the_next(
    plan, goals, group, coordinator
):
    called_off = meet(group, 1)
    make_sitting(called_off, plan, coordinator, own=("Pladsen",))
    assert proposed(plan, meet(group, 2)) == []
    called_off.cancelled = True
    called_off.save()
    (own,) = proposed(plan, meet(group, 3))
    assert (own.kind, own.title) == (PointKind.CARRIED, "Pladsen")


def test_every_proposal_has_a_name_of_its_own_in_the_form(plan, goals, group):
    say(make_round(plan, 0, late=True), {goals[0]: "off", goals[1]: "risk"})
    keys = [each.key for each in proposed(plan, meet(group))]
    assert len(keys) == len(set(keys))
