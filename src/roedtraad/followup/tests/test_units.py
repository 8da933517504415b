"""Units report on their own goals in the same cycle; what they say stands beside the plan's goals, in the snapshot too."""

from __future__ import annotations

import pytest

from roedtraad.core.actions import SYSTEM
from roedtraad.core.enums import Level
from roedtraad.followup import actions
from roedtraad.followup.queries import cycle_page, goals_of
from roedtraad.followup.tests.making import make_cycle, sign
from roedtraad.plans.queries import PlanFilter, plan_page
from roedtraad.plans.tests.houses import make_houses
from roedtraad.workspace.queries import glance


@pytest.fixture
def houses(fjordby):
    return make_houses(fjordby)


def test_a_cycle_asks_the_unit_for_its_own_goal_once_it_is_approved(houses):
    goal = houses.approved()
    houses.write(title="Kun et udkast")
    cycle = make_cycle(houses.plan)
    assert goals_of(houses.plan.pk, user=houses.leader) == [goal]
    assert [line.title for line in cycle_page(cycle, houses.leader).mine] == [goal.title]


def test_the_units_word_stands_beside_the_goals_status_and_moves_it_not(houses):
    goal = houses.approved()
    cycle = make_cycle(houses.plan)
    sign(cycle, houses.goal, houses.manager, "on")
    sign(cycle, goal, houses.leader, "off", need="initiative", needed="Et nyt skema")
    page = plan_page(houses.plan, PlanFilter())
    (row,) = page.groups[0].rows
    assert (row.now.status, row.spread) == ("on", (1, (("off", 1),)))
    assert dict(page.counts) == {"on": 1}
    assert glance().total == 1


def test_a_snapshot_counts_the_plans_own_goals_and_keeps_the_units_beside_them(houses):
    goal = houses.approved()
    cycle = make_cycle(houses.plan)
    sign(cycle, houses.goal, houses.manager, "on")
    sign(cycle, goal, houses.leader, "risk", happened="Vi er kommet i gang.", need="initiative", needed="Tid")
    data = actions.freeze(cycle, by=SYSTEM).data
    (told,) = data["goals"]
    assert (data["figures"]["goals"], data["figures"]["on"], data["figures"]["risk"]) == (1, 1, 0)
    assert [(each["unit"], each["status"], each["happened"]) for each in told["units"]] == [
        ("Vestervang Skole", "risk", "Vi er kommet i gang.")
    ]


def test_a_snapshot_of_a_plan_that_no_unit_has_taken_up_says_nothing_of_units(houses):
    cycle = make_cycle(houses.plan)
    sign(cycle, houses.goal, houses.manager, "on")
    (told,) = actions.freeze(cycle, by=SYSTEM).data["goals"]
    assert "units" not in told


def test_a_units_goal_straight_under_a_focus_area_is_not_lost_from_the_snapshot(houses):
    loose = houses.approved(under=houses.area, level=Level.GENERAL)
    cycle = make_cycle(houses.plan)
    sign(cycle, houses.goal, houses.manager, "on")
    sign(cycle, loose, houses.leader, "done", happened="Alle klasser har haft besøg.")
    data = actions.freeze(cycle, by=SYSTEM).data
    assert [(each["unit"], each["status"], each["focus_area"]) for each in data["unit_goals"]] == [
        ("Vestervang Skole", "done", houses.area.pk)
    ]
    assert (len(data["goals"]), data["figures"]["done"]) == (1, 0)
