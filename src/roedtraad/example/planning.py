"""The plan gets its goals, each on its sentence, with criteria and initiatives, and is started."""

from __future__ import annotations

from dataclasses import dataclass

from roedtraad.plans import actions
from roedtraad.plans.enums import CriterionKind, InitiativeState
from roedtraad.plans.models import FocusArea, Goal, Plan
from roedtraad.policies.enums import PassageKind
from roedtraad.policies.models import Passage, PassageText, Policy

from .people import Cast
from .plan_texts import GOALS, GoalText

STEPS = {
    InitiativeState.PLANNED: (),
    InitiativeState.RUNNING: (InitiativeState.RUNNING,),
    InitiativeState.DONE: (InitiativeState.RUNNING, InitiativeState.DONE),
}


@dataclass(frozen=True)
class Planned:
    """The plan and its goals by key."""

    plan: Plan
    goals: dict[str, Goal]


def write_plan(plan: Plan, cast: Cast) -> Planned:
    """The policy coordinator writes goal by goal, and starts the plan when every goal has what it must."""
    areas = {area.title: area for area in plan.focus_areas.all()}
    goals = {text.key: _write(plan, text, areas[text.area], cast) for text in GOALS}
    actions.start_plan(plan, by=cast.users["coordinator"])
    return Planned(plan, goals)


def _write(plan: Plan, text: GoalText, area: FocusArea, cast: Cast) -> Goal:
    by = cast.users["coordinator"]
    goal = actions.write_goal(
        plan,
        by=by,
        title=text.title,
        focus_area=area,
        passage=commitment_beginning(plan.policy, text.hangs_on),
        owner=cast.positions[text.owner],
        level=text.level,
        criteria=[
            actions.CriterionRow(words, kind)
            for words, kind in ((text.success, CriterionKind.SUCCESS), (text.output, CriterionKind.OUTPUT))
            if words
        ],
    )
    for title, state in text.initiatives:
        initiative = actions.add_initiative(goal, by=by, title=title, owner=cast.positions[text.owner])
        for step in STEPS[InitiativeState(state)]:
            actions.move_initiative(initiative, by=by, to=step)
    return goal


def commitment_beginning(policy: Policy, words: str) -> Passage:
    """The one commitment whose own words begin so."""
    texts = PassageText.objects.filter(passage__policy=policy, passage__kind=PassageKind.COMMITMENT)
    found = {
        text.passage for text in texts.select_related("passage") if (text.raw or text.text).startswith(words)
    }
    if len(found) != 1:
        raise LookupError(f"{len(found)} commitments begin with “{words}”; the example needs exactly one.")
    return found.pop()
