"""Units for tests: a centre with a school in it, those who lead them, and a focus area's owner."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from conftest import make_user
from roedtraad.core.actions import SYSTEM
from roedtraad.core.models import Municipality, User
from roedtraad.language.dates import FuzzyDate
from roedtraad.organisation.enums import Function, UnitKind
from roedtraad.organisation.models import Position, Unit
from roedtraad.plans import actions
from roedtraad.plans.models import FocusArea, Goal, Plan
from roedtraad.plans.tests.making import make_area, make_goal, make_plan, make_policy

TEMPLATE = {
    "title": "Alle i 8. klasse har en voksen, de taler med hver uge",
    "how": "Kontaktlærerne taler med hver elev en gang om ugen.",
    "followed_by": "Vi ser på det på lærermødet hver måned.",
    "measured_by": "Andelen af elever med fast kontaktlærer.",
    "due": FuzzyDate.parse("juni 2027"),
}


@dataclass
class Houses:
    """The centre 'Skole og Læring' led by `manager`, and in it 'Vestervang Skole', led by `leader`; `owner` answers
    for the focus area under which the plan's goal stands."""

    centre: Unit
    school: Unit
    leader: User
    manager: User
    owner: User
    plan: Plan
    area: FocusArea
    goal: Goal

    def write(self, **more: Any) -> Goal:
        """A goal of the school that answers the whole template, still being written."""
        return actions.write_unit_goal(
            self.school, by=self.leader, **({"under": self.goal} | TEMPLATE | more)
        )

    def approved(self, **more: Any) -> Goal:
        goal = actions.submit_unit_goal(self.write(**more), by=self.leader)
        return actions.approve_unit_goal(goal, by=self.manager)


def make_houses(municipality: Municipality) -> Houses:
    centre = Unit.objects.create(name="Skole og Læring", kind=UnitKind.CENTRE)
    school = Unit.objects.create(name="Vestervang Skole", kind=UnitKind.INSTITUTION, parent=centre)
    chief = Position.objects.create(title="Skolechef", unit=centre, function=Function.CHIEF)
    head = Position.objects.create(title="Skoleleder", unit=school, function=Function.LEADER)
    coordinator = Position.objects.create(title="Tovholder for fremmøde")
    policy, theme, (promise, *_rest) = make_policy()
    plan = make_plan(policy)
    area = make_area(plan, theme=theme, owner=coordinator)
    goal = make_goal(plan, passage=promise, focus_area=area, owner=chief)
    actions.start_plan(plan, by=SYSTEM)
    return Houses(
        centre,
        school,
        make_user(municipality, "Rune Aldershvile", position=head),
        make_user(municipality, "Torben Lindegaard", position=chief),
        make_user(municipality, "Nadia Fjeldsted", position=coordinator),
        plan,
        area,
        goal,
    )
