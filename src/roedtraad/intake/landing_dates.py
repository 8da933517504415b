"""Where the dates of a document land: when something is to be, before whom, and as dates of a plan."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from roedtraad.language.dates import FuzzyDate, find_dates
from roedtraad.organisation.models import Body
from roedtraad.plans import actions as plans
from roedtraad.plans.enums import DateKind
from roedtraad.plans.models import Plan, PlanDate

from .composition import same
from .enums import ElementKind
from .landing import Landings
from .models import Element
from .plan_parts import DATES, is_a_date
from .wishes import first_day, printed_date

# A follow-up that changes the text or the plan, and does not only look at how it goes.
ADJUSTS = re.compile(r"\b(?:juster|revider|revision)\w*", re.IGNORECASE)


def when_of(landings: Landings, element: Element) -> FuzzyDate | None:
    """When something is to be, with the words as printed: in its own sentence, its row, or a heading above it."""
    printed, to = element.attributes.get("date"), element.attributes.get("date_to")
    if not isinstance(printed, str) or first_day(printed) is None:
        return None
    year = int(printed[:4])
    for text in (element.text, *_around(landings, element)):
        for found in find_dates(text, year):
            if found.date.iso() == (printed, to):
                return found.date
    return printed_date(printed, to, vague=bool(element.attributes.get("vague")))


def _around(landings: Landings, element: Element) -> Iterator[str]:
    """What stands beside an element in its row, then what stands above it, the nearest first."""
    blocks = landings.document.blocks
    if element.block is None or element.block >= len(blocks):
        return
    here = blocks[element.block].get("cell")
    row = [each for each in blocks if here and each.get("cell") and each["cell"][:2] == here[:2]]
    yield from (each["text"] for each in row if len(row) <= 12)
    for each in reversed(blocks[max(0, element.block - 12) : element.block + 1]):
        yield each["text"]


def body_of(element: Element) -> tuple[Body | None, str]:
    """The body that an element names: one that is kept here, or its name as printed."""
    name = str(element.attributes.get("body") or "").strip()[:200]
    if name:
        body = Body.objects.filter(name__iexact=name).first()
        return body, "" if body else name
    named = [
        body
        for body in Body.objects.all()
        if re.search(rf"(?<!\w){re.escape(body.name)}(?!\w)", element.text)
    ]
    return (named[0], "") if len(named) == 1 else (None, "")


def place_dates(landings: Landings, plan: Plan, dates: Iterable[Element]) -> None:
    """What is to happen when becomes dates of the plan, in the document's order; what is told twice, once."""
    told: dict[tuple[str, FuzzyDate | None], PlanDate] = {}
    for element in dates:
        when = when_of(landings, element)
        date = told.get((same(element.text), when))
        if date is None:
            body, name = body_of(element)
            date = told[same(element.text), when] = plans.add_date(
                plan, by=landings.by, words=element.text, kind=_kind(element), when=when, body=body, body_name=name
            )  # fmt: skip
        landings.put(date, element)
    for element in landings.of(*DATES):
        if not is_a_date(element):
            landings.leave(element, "date-without-day")


def _kind(element: Element) -> DateKind:
    if element.type == ElementKind.MILESTONE:
        return DateKind.MILESTONE
    return DateKind.ADJUSTMENT if ADJUSTS.search(element.text) else DateKind.FOLLOW_UP
