"""A policy or strategy with focus areas of its own lands as a plan too: written here, and promised where one accepts it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.conf import settings
from django.db.models import QuerySet
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from roedtraad.plans import actions as plans
from roedtraad.plans.models import FocusArea, Plan
from roedtraad.policies.models import Passage, Policy

from .composition import same
from .enums import ElementKind, ElementState
from .landing import Landings
from .landing_dates import place_dates
from .landing_parts import place_parts
from .models import Element, SourceDocument
from .plan_parts import DATES, PlanParts, deadline_of, own_focus_areas, parts_of
from .wishes import Wish, day, shortened


def place_plan(
    landings: Landings, wish: Wish, policy: Policy, passages: Mapping[str, Passage]
) -> Plan | None:
    """A draft plan with the document's focus areas, each under its vision, and its goals on their own sentences.

    `passages`: where each element of the edition landed, by its key. None where the document has no focus areas of its
    own, where nobody wished for a plan, or where the policy has one that is not closed: a second is not made unasked.
    """
    parts = parts_of(landings.elements, loose_goals=False)
    if not parts.areas:
        return None
    standing = open_plan(policy)
    if standing is not None or not wish.with_plan:
        _leave(landings, parts, standing)
        return None
    plan = plans.create_plan(
        policy,
        by=landings.by,
        title=shortened(wish.plan_title.strip() or plan_name(policy.title, wish), 300),
        starts=day(wish.valid_from),
        ends=day(wish.valid_to),
    )
    landings.put(plan)
    place_parts(
        landings,
        plan,
        parts,
        stands_under=lambda area, above: _over(landings, area, above, passages),
        hangs_on=lambda goal: passages.get(goal.key),
    )
    place_dates(landings, plan, parts.dates)
    return plan


def open_plan(policy: Policy | None) -> Plan | None:
    """The plan of a policy that is not closed: the one that runs, else the latest that is written. One query."""
    if policy is None or policy.pk is None:
        return None
    plan: Plan | None = Plan.objects.filter(policy=policy).open_first().first()
    return plan


def plan_name(title: str, wish: Wish) -> str:
    """What the plan of a policy is called, with its years where the title does not say them; in the house's language."""
    with override(settings.LANGUAGE_CODE):
        name = _("Plan for %(title)s") % {"title": title}
    starts, ends = day(wish.valid_from), day(wish.valid_to)
    if not (starts and ends) or str(ends.year) in title:
        return name
    return f"{name} {starts.year}–{ends.year}" if starts.year != ends.year else f"{name} {ends.year}"


def _over(
    landings: Landings, area: Element, above: list[Element], passages: Mapping[str, Passage]
) -> Passage | None:
    """What a focus area stands under in the text: the vision that is written for it, else its theme."""
    visions = [each for each in landings.of(ElementKind.VISION) if each.parent_key == area.key]
    return next((passages[each.key] for each in (*visions, *above) if each.key in passages), None)


def _leave(landings: Landings, parts: PlanParts, standing: Plan | None) -> None:
    """Without a plan of its own the document keeps them; what the plan that stands has by that name is found there."""
    why = "plan-stands" if standing is not None else "no-plan-wished"
    rows = FocusArea.objects.filter(plan=standing) if standing is not None else ()
    known = {same(area.title): area for area in rows}
    for element in parts.areas:
        area = known.get(same(shortened(element.text, 300)))
        if area is not None:
            landings.put(area, element, made=False)
        else:
            landings.leave(element, why)
    for element, _place in (*parts.criteria, *parts.actions):
        landings.leave(element, why)
    for element in landings.of(*DATES):
        landings.leave(element, why)


@dataclass(frozen=True)
class Promise:
    """What would become of a document's focus areas. `standing`: the policy's plan that is not closed, which keeps a second away."""

    said: str
    standing: Plan | None = None


def has_plan_in_it(document: SourceDocument) -> bool:
    """Whether the document holds focus areas of its own. One query."""
    types = (ElementKind.THEME, ElementKind.FOCUS_AREA)
    return bool(own_focus_areas(list(_elements(document).filter(type__in=types))))


def promise_of(document: SourceDocument, policy: Policy | None) -> Promise | None:
    """For the page on which one accepts a policy: the plan that would come too. None: no plan is in it. Two queries."""
    parts = parts_of(list(_elements(document)), loose_goals=False)
    if not parts.areas:
        return None
    return Promise(in_words(parts), open_plan(policy))


def what_a_plan_gets(document: SourceDocument) -> str:
    """For the page on which one accepts a plan: what would stand in it; '' where nothing would. One query."""
    elements = list(_elements(document))
    parts, (_day, deadline) = parts_of(elements, loose_goals=True), deadline_of(elements)
    return in_words(replace(parts, dates=[each for each in parts.dates if each is not deadline]))


def _elements(document: SourceDocument) -> QuerySet[Element]:
    return document.elements.exclude(state=ElementState.DROPPED).order_by("order", "pk").defer("original")


def in_words(parts: PlanParts) -> str:
    """'10 fokusområder, 5 mål og 8 datoer'."""
    counted = [
        (ngettext("%(n)s focus area", "%(n)s focus areas", len(parts.areas)), len(parts.areas)),
        (ngettext("%(n)s goal", "%(n)s goals", len(parts.goals)), len(parts.goals)),
        (ngettext("%(n)s criterion", "%(n)s criteria", len(parts.criteria)), len(parts.criteria)),
        (ngettext("%(n)s initiative", "%(n)s initiatives", len(parts.actions)), len(parts.actions)),
        (ngettext("%(n)s date", "%(n)s dates", len(parts.dates)), len(parts.dates)),
    ]
    said = [words % {"n": number} for words, number in counted if number]
    return str(get_text_list(said, _("and"))) if said else ""
