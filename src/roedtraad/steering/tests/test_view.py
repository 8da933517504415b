"""What the steering view says of a plan: how far, how it has stood, what has changed, who is silent or behind."""

from __future__ import annotations

import pytest
from django.urls import reverse

from roedtraad.followup.enums import CheckInState
from roedtraad.followup.models import CheckIn
from roedtraad.plans.enums import GoalState
from roedtraad.plans.tests.making import make_area, make_goal, make_plan, make_policy
from roedtraad.steering.enums import Movement
from roedtraad.steering.queries import (
    SteeringFilter,
    completion_of,
    read_plan,
    steering_page,
)
from roedtraad.steering.queries.view import changes_of, heat_of, units_behind
from roedtraad.steering.templatetags.steering_tags import heat, heat_cell, in_words

from .making import make_round, make_unit, say, unit_goal


@pytest.fixture
def plan(fjordby):
    plan = make_plan(make_policy()[0])
    plan.state = "running"
    plan.save()
    return plan


@pytest.fixture
def areas(plan):
    return [make_area(plan, "Fremmøde"), make_area(plan, "Fritid")]


@pytest.fixture
def goals(plan, areas):
    return [make_goal(plan, f"Mål {n}", focus_area=areas[n % 2]) for n in range(4)]


def kinds(plan, **more):
    reading = read_plan(plan)
    return {each.line.title: list(each.kinds) for each in changes_of(reading, reading.own)}


def test_it_counts_how_far_the_open_round_is(plan, goals):
    cycle = make_round(plan, 0)
    say(cycle, {goals[0]: "on"})
    say(cycle, {goals[1]: "on"}, state=CheckInState.SUBMITTED)
    say(cycle, {goals[2]: ""}, state=CheckInState.DRAFT)
    found = steering_page(plan, SteeringFilter()).completion
    assert (found.signed, found.submitted, found.draft, found.nothing, found.total) == (1, 1, 1, 1, 4)
    assert completion_of(cycle, found.stage, SteeringFilter()) == found


def test_the_part_that_asks_for_itself_counts_as_the_page_does_when_narrowed(plan, goals, areas):
    unit = make_unit("Vestervang Skole")
    cycle = make_round(plan, 0)
    say(cycle, {goals[0]: "on", unit_goal(goals[1], unit): "risk"})
    for chosen in (SteeringFilter(area=areas[1].pk), SteeringFilter(unit=unit.pk), SteeringFilter()):
        found = steering_page(plan, chosen).completion
        assert completion_of(cycle, found.stage, chosen) == found


def test_a_goal_that_has_ended_is_not_waited_for(plan, goals):
    goals[0].state = GoalState.DROPPED
    goals[0].save()
    cycle = make_round(plan, 0)
    say(cycle, {goals[0]: "on"})
    found = steering_page(plan, SteeringFilter()).completion
    assert (found.signed, found.nothing) == (0, 3)
    assert completion_of(cycle, found.stage, SteeringFilter()) == found


def test_the_map_counts_the_plans_goals_and_the_units_apart(plan, goals, areas):
    unit = make_unit("Vestervang Skole")
    of_unit = unit_goal(goals[0], unit)
    before, now = make_round(plan, 1), make_round(plan, 0)
    say(before, {goals[0]: "on", goals[2]: "risk", of_unit: "off"})
    say(now, {goals[0]: "on", goals[1]: "done"})
    rows = {(row.area.title, row.of_units): row.cells for row in heat_of(read_plan(plan))}
    assert rows == {
        ("Fremmøde", False): [(("risk", 1), ("on", 1)), (("on", 1),)],
        ("Fremmøde", True): [(("off", 1),), ()],
        ("Fritid", False): [(), (("done", 1),)],
    }


def test_a_units_goal_follows_the_goal_it_stands_under_to_another_focus_area(plan, goals, areas):
    of_unit = unit_goal(goals[0], make_unit("PPR"))
    say(make_round(plan, 0), {of_unit: "on"})
    goals[0].focus_area = areas[1]
    goals[0].save()
    (row,) = heat_of(read_plan(plan))
    assert (row.area.title, row.of_units) == ("Fritid", True)
    assert read_plan(plan, SteeringFilter(area=areas[1].pk)).of_units
    assert len(heat_of(read_plan(plan, SteeringFilter(area=areas[1].pk)))) == 1
    assert heat_of(read_plan(plan, SteeringFilter(area=areas[0].pk))) == []


def test_a_goal_that_has_ended_counts_in_the_rounds_in_which_something_was_said_of_it(plan, goals, areas):
    say(make_round(plan, 1), {goals[0]: "off", goals[1]: "on"})
    goals[0].state = GoalState.DROPPED
    goals[0].save()
    say(make_round(plan, 0), {goals[1]: "on"})
    rows = {row.area.title: row.cells for row in heat_of(read_plan(plan))}
    assert rows == {"Fremmøde": [(("off", 1),), ()], "Fritid": [(("on", 1),), (("on", 1),)]}
    (row,) = heat_of(read_plan(plan, SteeringFilter(area=areas[0].pk)))
    assert row.cells == [(("off", 1),), ()]


def test_a_correction_counts_in_place_of_what_it_corrects(plan, goals):
    cycle = make_round(plan, 0)
    say(cycle, {goals[0]: "on"})
    say(cycle, {goals[0]: "off"}, corrects=CheckIn.objects.get(), correction_reason="Forkert tal")
    (row,) = heat_of(read_plan(plan))
    assert row.cells == [(("off", 1),)]
    assert read_plan(plan).own[0].status == "off"


def test_the_map_shows_two_years_of_months_and_no_more(plan, goals):
    for month in range(26):
        say(make_round(plan, month), {goals[0]: "on"})
    (row,) = heat_of(read_plan(plan))
    assert len(row.cells) == 24


def test_a_cell_says_each_status_with_shape_number_and_word_and_is_darker_the_worse(fjordby):
    cell = heat_cell((("off", 2), ("on", 1)))
    assert "#s-off" in cell
    assert "</svg>2</i>" in cell
    assert "2 ude af kurs, 1 følger planen" in cell
    assert "rt-heat--3" in cell
    assert in_words((("off", 2), ("on", 1))) == "2 ude af kurs, 1 følger planen"
    assert [
        heat(counts) for counts in ((), (("on", 4),), (("risk", 1), ("on", 3)), (("risk", 2), ("on", 2)))
    ] == [
        0,
        0,
        1,
        2,
    ]


def test_what_has_changed_is_what_moved_got_a_need_was_reached_or_fell_silent(plan, goals):
    before, now = make_round(plan, 1), make_round(plan, 0, late=True)
    say(before, {goals[0]: "on", goals[1]: "on", goals[2]: "risk", goals[3]: "on"})
    say(now, {goals[0]: "risk"}, need="decision", needed="To timer mere")
    say(now, {goals[1]: "done", goals[2]: "on"})
    assert kinds(plan) == {
        "Mål 0": [Movement.WORSE, Movement.NEED],
        "Mål 3": [Movement.SILENT],
        "Mål 2": [Movement.BETTER],
        "Mål 1": [Movement.REACHED],
    }


def test_nobody_has_fallen_silent_before_the_day_on_which_reports_are_due(plan, goals):
    say(make_round(plan, 1), {goals[0]: "on"})
    make_round(plan, 0)
    assert kinds(plan) == {}


def test_what_stands_as_it_did_is_no_news_and_a_need_that_goes_on_is_none(plan, goals):
    for month in (1, 0):
        say(make_round(plan, month), {goals[0]: "risk"}, need="decision", needed="To timer mere")
    assert kinds(plan) == {}


def test_a_goal_is_without_news_when_it_was_not_spoken_of_for_so_many_rounds(plan, goals):
    for month in (3, 2, 1):
        say(make_round(plan, month), {goals[0]: "on"} | ({goals[1]: "on"} if month == 3 else {}))
    make_round(plan, 0)  # under way: it is not late yet
    silent = {line.title: cycles for line, cycles in read_plan(plan).silent}
    assert silent == {"Mål 1": 2, "Mål 2": 3, "Mål 3": 3}
    assert {line.title for line, _n in read_plan(plan, SteeringFilter(silent=3)).silent} == {"Mål 2", "Mål 3"}


def test_a_unit_is_behind_after_the_due_day_or_where_it_has_taken_up_nothing(plan, goals):
    centre = make_unit("Skole og Læring")
    late, done, idle = (make_unit(name, centre) for name in ("Østre Skole", "Vestre Skole", "Åskolen"))
    first, second = unit_goal(goals[0], late), unit_goal(goals[1], late)
    ready = unit_goal(goals[0], done)
    cycle = make_round(plan, 0)
    say(cycle, {first: "on", ready: "on"})
    assert [str(one.unit) for one in units_behind(read_plan(plan))] == ["Åskolen"]
    cycle.due = cycle.opens
    cycle.save()
    behind = units_behind(read_plan(plan))
    assert [(str(one.unit), one.left, one.has_none) for one in behind] == [
        ("Østre Skole", 1, False),
        ("Åskolen", 0, True),
    ]
    say(cycle, {second: "on"})
    assert [str(one.unit) for one in units_behind(read_plan(plan))] == ["Åskolen"]
    assert idle.pk == behind[1].unit.pk


def test_where_no_unit_has_goals_none_is_behind(plan, goals):
    make_unit("Vestervang Skole", make_unit("Skole og Læring"))
    make_round(plan, 0, late=True)
    assert units_behind(read_plan(plan)) == []


def test_the_owners_word_stands_beside_the_units_and_is_no_mean_of_them(plan, goals):
    units = [unit_goal(goals[0], make_unit(f"Skole {n}")) for n in range(3)]
    cycle = make_round(plan, 0)
    say(cycle, {goals[0]: "on", units[0]: "off", units[1]: "off"})
    reading = read_plan(plan)
    assert reading.own[0].status == "on"
    assert reading.spreads[goals[0].pk].counts == (("off", 2), ("", 1))


def test_a_plan_nobody_has_been_asked_about_says_so(plan, goals, coordinator, signed_in):
    page = signed_in(coordinator).get(reverse("steering:plan", args=[plan.pk])).content.decode()
    assert "Ingen er blevet spurgt endnu" in page


def test_it_costs_as_many_questions_for_two_goals_as_for_many(
    plan, goals, coordinator, signed_in, queries_of
):
    client, url = signed_in(coordinator), reverse("steering:plan", args=[plan.pk])
    cycle = make_round(plan, 0, late=True)
    say(cycle, {goals[0]: "risk"})
    few = queries_of(client, url), queries_of(client, reverse("steering:completion", args=[plan.pk]))
    centre = make_unit("Skole og Læring")
    for n in range(40):
        of_unit = unit_goal(goals[n % 4], make_unit(f"Skole {n}", centre))
        if n % 2:
            say(cycle, {of_unit: "off"})
    for month in range(1, 24):
        say(make_round(plan, month), dict.fromkeys(goals, "on"))
    many = queries_of(client, url), queries_of(client, reverse("steering:completion", args=[plan.pk]))
    assert few == many
    assert few[0] <= 15
