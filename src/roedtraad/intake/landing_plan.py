"""An implementation plan lands: focus areas under themes with owners, criteria, goals, dates, bodies with seats."""

from __future__ import annotations

from roedtraad.plans import actions as plans
from roedtraad.plans.models import Plan
from roedtraad.policies.enums import PassageKind
from roedtraad.policies.models import Passage, Policy
from roedtraad.policies.queries import latest_texts

from .composition import same
from .enums import ElementKind
from .landing import Landings, place_relations, the_policy
from .landing_bodies import place_bodies
from .landing_dates import place_dates
from .landing_parts import leave_what_units_do, place_parts
from .models import Element
from .plan_parts import deadline_of, parts_of
from .wishes import Wish, day, shortened


def land(landings: Landings, wish: Wish) -> Plan:
    """The plan of the policy that the person chose (or of its stub), and everything that has a place in it."""
    policy = the_policy(landings, wish, takes_text=False)
    deadline, milestone = deadline_of(landings.elements)
    plan = plans.create_plan(
        policy,
        by=landings.by,
        title=shortened(wish.plan_title or landings.document.title or landings.document.name, 300),
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
    parts = parts_of(landings.elements, loose_goals=True)
    themes = _theme_passages(policy)

    def theme_of(_area: Element, above: list[Element]) -> Passage | None:
        theme = themes.get(same(above[0].text)) if above else None
        for each in above if theme is not None else ():
            landings.put(theme, each, made=False)  # type: ignore[arg-type]
        return theme

    place_parts(landings, plan, parts, stands_under=theme_of, hangs_on=lambda _goal: None)
    place_dates(landings, plan, [each for each in parts.dates if each is not milestone])
    leave_what_units_do(landings)
    place_bodies(landings)
    return plan


def _theme_passages(policy: Policy) -> dict[str, Passage]:
    edition = policy.editions.order_by("-number").first()
    if edition is None:
        return {}
    return {
        same(text.heading): text.passage
        for text in latest_texts(edition)
        if text.passage.kind == PassageKind.THEME
    }
