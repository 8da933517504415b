"""What of a document makes a plan: focus areas, and what stands under them. The landing and its promise go by the same."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from roedtraad.language.dates import FuzzyDate, find_dates

from .composition import same
from .enums import ElementKind
from .landing import ancestors
from .models import Element
from .wishes import first_day

CRITERIA = (ElementKind.SUCCESS_CRITERION, ElementKind.OUTPUT_TARGET)
DATES = (ElementKind.MILESTONE, ElementKind.FOLLOW_UP)
OVER = (ElementKind.THEME, ElementKind.FOCUS_AREA)

# "Den enkelte afdeling skal beskrive …", "… opstille egne mål", "… udarbejder egne mål i en virksomhedsplan": the common
# template is for the units to fill in.
UNITS_TASK = re.compile(
    r"(?=.*\b(?:\w*mål|målene|vision\w*|indikator\w*)\b)"
    r".*\b(?:afdeling|enhed|center|centr|institution|skole|dagtilbud|leder)\w*\b.{0,60}\bskal\b.{0,60}"
    r"\b(?:opstille|beskrive|fastsætte|formulere|udarbejde)\w*|.*\begne mål\b|.*\bfælles skabelon",
    re.IGNORECASE | re.DOTALL,
)


@dataclass(frozen=True)
class PlanParts:
    """Elements, each with what it stands under. `above`: the themes over a focus area, the nearest first, by its key."""

    areas: list[Element]
    above: dict[str, list[Element]]
    goals: list[tuple[Element, Element | None]]
    criteria: list[tuple[Element, Element]]
    actions: list[tuple[Element, Element]]
    dates: list[Element] = field(default_factory=list)


def parts_of(elements: Sequence[Element], *, loose_goals: bool) -> PlanParts:
    """`elements` in the document's order. `loose_goals`: also goals under no focus area are goals of the plan.

    A focus area that only repeats its theme, or stands over others, is the theme itself, and none of its own.
    """
    by_key = {each.key: each for each in elements}
    areas = own_focus_areas(elements)
    keys = {each.key for each in areas}
    goals = []
    for each in _of(elements, ElementKind.GOAL):
        area = next((over for over in ancestors(by_key, each) if over.key in keys), None)
        if area is not None or loose_goals:
            goals.append((each, area))
    places = keys, {goal.key for goal, _area in goals}
    under = {each.key: _under(each, by_key, areas, *places) for each in elements}
    return PlanParts(
        areas,
        {each.key: [over for over in ancestors(by_key, each) if over.type in OVER] for each in areas},
        goals,
        [(each, place) for each in _of(elements, *CRITERIA) if (place := under[each.key])],
        [(each, place) for each in _of(elements, ElementKind.ACTION) if (place := under[each.key])],
        [each for each in _of(elements, *DATES) if is_a_date(each)],
    )


def own_focus_areas(elements: Sequence[Element]) -> list[Element]:
    themes = {same(each.text) for each in _of(elements, ElementKind.THEME)}
    found = _of(elements, ElementKind.FOCUS_AREA)
    over = {each.parent_key for each in found}
    return [each for each in found if each.key not in over and same(each.text) not in themes]


def deadline_of(elements: Sequence[Element]) -> tuple[FuzzyDate | None, Element | None]:
    """The deadline of a plan's own document: the milestone of the whole of it, if there is exactly one with a date."""
    whole = [
        each
        for each in _of(elements, ElementKind.MILESTONE)
        if not each.parent_key and each.attributes.get("date")
    ]
    if len(whole) != 1:
        return None, None
    dates = find_dates(whole[0].text)
    return (dates[0].date, whole[0]) if len(dates) == 1 else (None, None)


def is_a_date(element: Element) -> bool:
    """A milestone is one, also in a row of a timetable without a day; a follow-up if it says a day or how often it comes round."""
    if element.type == ElementKind.MILESTONE:
        return True
    date = element.attributes.get("date")
    return bool((isinstance(date, str) and first_day(date)) or element.attributes.get("every"))


def sets_units_a_task(element: Element) -> bool:
    """Whether it is for the units to write goals of their own."""
    return element.type == ElementKind.ACTION and bool(UNITS_TASK.match(element.text))


def _of(elements: Sequence[Element], *types: ElementKind) -> list[Element]:
    return [each for each in elements if each.type in types]


def _under(
    element: Element, by_key: dict[str, Element], areas: list[Element], area_keys: set[str], goals: set[str]
) -> Element | None:
    """The goal that it stands under, else the focus area; under a theme with one focus area, that."""
    above = ancestors(by_key, element)
    for keys in (goals, area_keys):
        found = next((each for each in above if each.key in keys), None)
        if found is not None:
            return found
    for theme in above:
        under = [area for area in areas if area.parent_key == theme.key]
        if len(under) == 1:
            return under[0]
    return None
