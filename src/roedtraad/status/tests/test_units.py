"""What units set themselves, in the status to the council: beside the plan's goals, and for itself."""

from __future__ import annotations

from roedtraad.core.actions import SYSTEM
from roedtraad.core.enums import Level
from roedtraad.followup import actions
from roedtraad.followup.tests.making import make_cycle, sign
from roedtraad.plans.tests.houses import make_houses
from roedtraad.status.composition import goal_sections


def words(cell) -> str:
    return "".join(getattr(span, "text", "") for span in cell)


def test_the_status_tells_how_the_units_stand_beside_each_goal_and_what_they_set_themselves(fjordby):
    houses = make_houses(fjordby)
    under, loose = (
        houses.approved(),
        houses.approved(under=houses.area, title="Et mål for sig", level=Level.GENERAL),
    )
    cycle = make_cycle(houses.plan)
    sign(cycle, houses.goal, houses.manager, "on", happened="Alle er i gang.")
    sign(cycle, under, houses.leader, "risk", need="initiative", needed="Tid")
    data = actions.freeze(cycle, by=SYSTEM, reason="Mødet er flyttet frem.").data
    theme, own = goal_sections(data)
    ((*_rest, said),) = theme.blocks[0].rows
    assert words(said) == "Alle er i gang. I enhederne: 1 i risiko."
    assert own.heading == "Enhedernes egne mål"
    unit, title, status, _happened = own.blocks[0].rows[0]
    assert (words(unit), words(title), words(status)) == ("Vestervang Skole", loose.title, "Ikke meldt")


def test_a_plan_that_no_unit_has_taken_up_says_nothing_of_units(fjordby):
    houses = make_houses(fjordby)
    cycle = make_cycle(houses.plan)
    sign(cycle, houses.goal, houses.manager, "on", happened="Alle er i gang.")
    (theme,) = goal_sections(actions.freeze(cycle, by=SYSTEM).data)
    assert words(theme.blocks[0].rows[0][-1]) == "Alle er i gang."
