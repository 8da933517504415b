"""What a plan is made of lands in it: focus areas with owners, goals, criteria and what is to be done."""

from __future__ import annotations

from collections.abc import Callable

from roedtraad.organisation.models import Position
from roedtraad.plans import actions as plans
from roedtraad.plans.enums import CriterionKind
from roedtraad.plans.models import FocusArea, Goal, Plan
from roedtraad.policies.models import Passage

from .composition import same
from .enums import ElementKind
from .landing import Landings
from .landing_bodies import the_position
from .models import Element
from .plan_parts import PlanParts, sets_units_a_task
from .wishes import last_day, shortened

CRITERIA = {
    ElementKind.SUCCESS_CRITERION: CriterionKind.SUCCESS,
    ElementKind.OUTPUT_TARGET: CriterionKind.OUTPUT,
}


def place_parts(
    landings: Landings,
    plan: Plan,
    parts: PlanParts,
    *,
    stands_under: Callable[[Element, list[Element]], Passage | None],
    hangs_on: Callable[[Element], Passage | None],
) -> None:
    """`stands_under`: the passage over a focus area, of it and the themes above it; `hangs_on`: that of a goal."""
    areas = {
        each.key: _place_area(landings, plan, each, parts.above[each.key], stands_under)
        for each in parts.areas
    }
    things: dict[str, Goal | FocusArea] = {**areas}
    for element, area in parts.goals:
        things[element.key] = _place_goal(
            landings, plan, element, areas[area.key] if area else None, hangs_on(element)
        )
    for element, under in parts.criteria:
        kind = CRITERIA[ElementKind(element.type)]
        criterion = plans.add_criterion(things[under.key], by=landings.by, text=element.text, kind=kind)
        landings.put(criterion, element)
    _place_actions(landings, parts, things)


def _place_area(
    landings: Landings,
    plan: Plan,
    element: Element,
    above: list[Element],
    stands_under: Callable[[Element, list[Element]], Passage | None],
) -> FocusArea:
    theme = stands_under(element, above)
    owner_element, owner = _owner_of(landings, element, above)
    area = plans.add_focus_area(
        plan,
        by=landings.by,
        title=shortened(element.text, 300),
        theme=theme,
        theme_name=above[0].text[:300] if above else "",
        owner=owner,
        perspective=_perspective(element),
    )
    landings.put(area, element)
    if owner_element is not None and owner is not None:
        landings.put(area, owner_element)
    for theme_element in above:
        landings.put(area, theme_element)
    return area


def _perspective(element: Element) -> str:
    value = element.attributes.get("perspective")
    return str(value) if value in ("citizen", "organisation") else ""


def _owner_of(
    landings: Landings, element: Element, above: list[Element]
) -> tuple[Element | None, Position | None]:
    """The position that answers for the focus area, or for the theme it stands under."""
    names = {same(each.text) for each in above}
    keys = [element.key, *(each.key for each in above)]
    owners = landings.of(ElementKind.OWNER)
    for key in keys:
        for owner in owners:
            of = owner.attributes.get("of") or owner.parent_key
            named = landings.by_key.get(str(of))
            if of == key or (named is not None and key != element.key and same(named.text) in names):
                return owner, the_position(landings, owner)
    return None, None


def _place_goal(
    landings: Landings, plan: Plan, element: Element, area: FocusArea | None, passage: Passage | None
) -> Goal:
    """One that hangs on nothing yet is hung up by the coordinator before the plan starts."""
    short = shortened(element.text, 300)
    owner_element = next(
        (each for each in landings.of(ElementKind.OWNER) if element.key in (each.attributes.get("of"), each.parent_key)),
        None,
    )  # fmt: skip
    owner = the_position(landings, owner_element) if owner_element else None
    goal = plans.write_goal(
        plan,
        by=landings.by,
        title=short,
        description="" if short == element.text else element.text,
        focus_area=area,
        passage=passage,
        owner=owner,
    )
    landings.put(goal, element)
    if owner_element is not None:
        landings.put(goal, owner_element)
    return goal


def _place_actions(landings: Landings, parts: PlanParts, things: dict[str, Goal | FocusArea]) -> None:
    """What is to be done stands under its goal; without one, under its focus area. Else it hangs on nothing."""
    by_owned: dict[str, Element] = {}
    for each in landings.of(ElementKind.OWNER):
        by_owned.setdefault(str(each.attributes.get("of") or each.parent_key), each)
    for element, under in parts.actions:
        title = shortened(element.text, 300)
        owner_element = by_owned.get(element.key)
        owner = the_position(landings, owner_element) if owner_element else None
        initiative = plans.add_initiative(
            things[under.key],
            by=landings.by,
            title=title,
            description="" if title == element.text else element.text,
            owner=owner,
            ends=last_day(element.attributes.get("date_to") or element.attributes.get("date")),
        )
        landings.put(initiative, element)
        if owner_element is not None:
            landings.put(initiative, owner_element)


def leave_what_units_do(landings: Landings) -> None:
    """Goals that each unit is to write have their place in the plan, when the units have written them."""
    for element in landings.of(ElementKind.ACTION):
        if sets_units_a_task(element):
            landings.leave(element, "units-task")
