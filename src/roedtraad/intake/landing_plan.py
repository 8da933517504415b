"""An implementation plan lands: focus areas under themes with owners, criteria, goals, bodies with seats."""

from __future__ import annotations

from roedtraad.language.dates import FuzzyDate, find_dates
from roedtraad.organisation.models import Position
from roedtraad.plans import actions as plans
from roedtraad.plans.enums import CriterionKind
from roedtraad.plans.models import FocusArea, Goal, Plan
from roedtraad.policies.enums import PassageKind
from roedtraad.policies.models import Passage, Policy
from roedtraad.policies.queries import latest_texts

from .composition import same
from .enums import ElementKind
from .landing import Landings, place_relations, the_policy
from .landing_bodies import place_bodies, the_position
from .models import Element
from .wishes import Wish, day

CRITERIA = {
    ElementKind.SUCCESS_CRITERION: CriterionKind.SUCCESS,
    ElementKind.OUTPUT_TARGET: CriterionKind.OUTPUT,
}


def land(landings: Landings, wish: Wish) -> Plan:
    """The plan of the policy that the person chose (or of its stub), and everything that has a place in it."""
    policy = the_policy(landings, wish, takes_text=False)
    deadline, milestone = _deadline(landings)
    plan = plans.create_plan(
        policy,
        by=landings.by,
        title=wish.plan_title or landings.document.title or landings.document.name,
        starts=day(wish.valid_from),
        ends=day(wish.valid_to),
        deadline=deadline,
    )
    landings.put(plan)
    if milestone:
        landings.put(plan, milestone)
    for element in landings.of(ElementKind.RELATION):
        if element.attributes.get("relation") == "implements":
            landings.put(policy, element, made=False)  # the plan itself is how that relation is kept
    place_relations(landings, policy, leave=("implements",))
    areas = _place_focus_areas(landings, plan, policy)
    goals = _place_goals(landings, plan, areas)
    _place_criteria(landings, areas, goals)
    _place_actions(landings, goals)
    place_bodies(landings)
    return plan


def _deadline(landings: Landings) -> tuple[FuzzyDate | None, Element | None]:
    """The plan's deadline: the milestone of the whole document, if it has exactly one with a date."""
    whole = [
        each
        for each in landings.of(ElementKind.MILESTONE)
        if not each.parent_key and each.attributes.get("date")
    ]
    if len(whole) != 1:
        return None, None
    dates = find_dates(whole[0].text)
    return (dates[0].date, whole[0]) if len(dates) == 1 else (None, None)


def _ancestors(landings: Landings, element: Element) -> list[Element]:
    found: list[Element] = []
    key = element.parent_key
    while key in landings.by_key and len(found) < 20:
        found.append(landings.by_key[key])
        key = found[-1].parent_key
    return found


def _place_focus_areas(landings: Landings, plan: Plan, policy: Policy) -> dict[str, FocusArea]:
    """Focus areas by element key. One that only repeats its theme, or stands over others, is the theme itself."""
    themes = {same(each.text) for each in landings.of(ElementKind.THEME)}
    elements = landings.of(ElementKind.FOCUS_AREA)
    over = {each.parent_key for each in elements}
    real = [each for each in elements if each.key not in over and same(each.text) not in themes]
    theme_passages = _theme_passages(policy)
    areas: dict[str, FocusArea] = {}
    for element in real:
        above = [
            each
            for each in _ancestors(landings, element)
            if each.type in (ElementKind.THEME, ElementKind.FOCUS_AREA)
        ]
        theme_name = above[0].text if above else ""
        theme = theme_passages.get(same(theme_name)) if theme_name else None
        owner_element, owner = _owner_of(landings, element, above)
        area = plans.add_focus_area(
            plan,
            by=landings.by,
            title=element.text[:300],
            theme=theme,
            theme_name=theme_name[:300],
            owner=owner,
            perspective=_perspective(element),
        )
        landings.put(area, element)
        if owner_element is not None and owner is not None:
            landings.put(area, owner_element)
        for theme_element in above:
            landings.put(area, theme_element)
            if theme is not None:
                landings.put(theme, theme_element, made=False)
        areas[element.key] = area
    return areas


def _perspective(element: Element) -> str:
    value = element.attributes.get("perspective")
    return str(value) if value in ("citizen", "organisation") else ""


def _theme_passages(policy: Policy) -> dict[str, Passage]:
    edition = policy.editions.order_by("-number").first()
    if edition is None:
        return {}
    return {
        same(text.heading): text.passage
        for text in latest_texts(edition)
        if text.passage.kind == PassageKind.THEME
    }


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


def _place_goals(landings: Landings, plan: Plan, areas: dict[str, FocusArea]) -> dict[str, Goal]:
    """Goals hang on nothing yet: on what, the coordinator says before the plan starts."""
    goals: dict[str, Goal] = {}
    for element in landings.of(ElementKind.GOAL):
        area = next((areas[each.key] for each in _ancestors(landings, element) if each.key in areas), None)
        short = element.text if len(element.text) <= 300 else element.text[:297].rsplit(" ", 1)[0] + " …"
        goal = plans.write_goal(
            plan,
            by=landings.by,
            title=short,
            description="" if short == element.text else element.text,
            focus_area=area,
        )
        landings.put(goal, element)
        goals[element.key] = goal
    return goals


def _place_criteria(landings: Landings, areas: dict[str, FocusArea], goals: dict[str, Goal]) -> None:
    for element in landings.of(*CRITERIA):
        above = _ancestors(landings, element)
        thing: Goal | FocusArea | None = next((goals[each.key] for each in above if each.key in goals), None)
        thing = (
            thing
            or next((areas[each.key] for each in above if each.key in areas), None)
            or _only_area_under(landings, areas, above)
        )
        if thing is None:
            continue
        criterion = plans.add_criterion(
            thing, by=landings.by, text=element.text, kind=CRITERIA[ElementKind(element.type)]
        )
        landings.put(criterion, element)


def _only_area_under(
    landings: Landings, areas: dict[str, FocusArea], above: list[Element]
) -> FocusArea | None:
    """Under a theme with one focus area, what stands under the theme stands under that."""
    for theme in above:
        under = [area for key, area in areas.items() if landings.by_key[key].parent_key == theme.key]
        if len(under) == 1:
            return under[0]
    return None


def _place_actions(landings: Landings, goals: dict[str, Goal]) -> None:
    """An action under a goal is an initiative. One that stands alone hangs on nothing, and is not placed."""
    for element in landings.of(ElementKind.ACTION):
        goal = next((goals[each.key] for each in _ancestors(landings, element) if each.key in goals), None)
        if goal is not None and len(element.text) <= 300:
            landings.put(plans.add_initiative(goal, by=landings.by, title=element.text), element)
