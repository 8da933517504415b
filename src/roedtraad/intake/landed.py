"""What came of an acceptance: links, counts by kind, and what got no place, with the reason."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from .enums import ElementKind, ElementState
from .models import Acceptance, Element, Landing, SourceDocument

SHOWN = 60  # of one kind that are named with their links

KIND_WORDS = {
    "policies.policy": _("policies named"),
    "policies.edition": _("edition"),
    "policies.passage": _("passages"),
    "policies.passageorigin": _("passages that were split or merged"),
    "policies.policyrelation": _("relations to other policies"),
    "commission.termsofreference": _("terms of reference"),
    "commission.externalproject": _("external projects"),
    "plans.plan": _("plan"),
    "plans.focusarea": _("focus areas"),
    "plans.goal": _("goals"),
    "plans.criterion": _("criteria"),
    "plans.initiative": _("initiatives"),
    "matters.matter": _("matters"),
    "matters.recommendation": _("recommendations"),
    "matters.decision": _("decisions"),
    "matters.annex": _("annexes"),
    "matters.meeting": _("meetings"),
    "organisation.position": _("positions"),
    "organisation.body": _("groups and bodies"),
    "organisation.seat": _("seats"),
    "organisation.person": _("people named in a seat"),
}

# What has a page, or a place on one: kind → the address of a row.
ADDRESSES: dict[str, Callable[[Any], str]] = {
    "policies.policy": lambda row: reverse("policies:policy", args=[row.pk]),
    "policies.edition": lambda row: reverse("policies:edition", args=[row.pk]),
    "commission.termsofreference": lambda row: reverse("commission:terms", args=[row.pk]),
    "commission.externalproject": lambda row: reverse("commission:project", args=[row.pk]),
    "plans.plan": lambda row: reverse("plans:plan", args=[row.pk]),
    "plans.focusarea": lambda row: reverse("plans:plan", args=[row.plan_id]) + f"#a{row.pk}",
    "plans.goal": lambda row: reverse("plans:goal", args=[row.pk]),
    "matters.matter": lambda row: reverse("matters:matter", args=[row.pk]),
    "matters.decision": lambda row: reverse("matters:matter", args=[row.matter_id]) + f"#beslutning-{row.pk}",
    "organisation.body": lambda row: reverse("organisation:index"),
    "organisation.position": lambda row: reverse("organisation:index"),
}
# The button on top: what one most likely wants to see, in this order.
FIRST = {
    "policies.edition": _("Read the edition"),
    "plans.plan": _("See the plan"),
    "commission.termsofreference": _("See the terms of reference"),
    "matters.matter": _("See the matter"),
}

# Why an element of a type has no place yet, and where it will get one.
WHY_NOT_PLACED = {
    ElementKind.ACTION: _(
        "It hangs on no goal and no focus area. When the goal has been written, it can be added there as an initiative."
    ),
    ElementKind.FOLLOW_UP: _("Open the follow-up under Follow-up, with the dates that suit."),
    ElementKind.MILESTONE: _("A plan has one deadline; the other dates are kept here."),
    ElementKind.DECISION: _("Decisions are recorded under Matters, with the reference to the minutes."),
    ElementKind.RECOMMENDATION: _("Recommendations belong to a matter."),
    ElementKind.INVOLVEMENT: _(
        "Who took part cannot be kept on its own yet. The words stand in the document."
    ),
    ElementKind.INDICATOR: _("Indicators cannot be kept yet. The words stand in the document."),
    ElementKind.OWNER: _("What it answers for has no place, or is not named."),
    ElementKind.SUCCESS_CRITERION: _("It hangs on no goal and no focus area."),
    ElementKind.OUTPUT_TARGET: _("It hangs on no goal and no focus area."),
    ElementKind.THEME: _("No focus area stands under it."),
    ElementKind.MEMBER: _("The group it belongs to is not named."),
    ElementKind.STATUS_FINDING: _(
        "How a goal stands is reported by its owner. The words stand in the document."
    ),
    ElementKind.ANNEX: _("Annexes belong to a matter."),
}
ELSE_NOT_PLACED = _("There is no place for this in the system yet. It stays in the document.")

# Why this very element has none, where more is known than its type tells (`Landings.leave`).
WHY = {
    "decision-without-body": _(
        "It is not said who decided it. Undo the acceptance, and write the body on the page where you accept."
    ),
    "decision-without-day": _(
        "It is not said on which day it was decided. Undo the acceptance, and write the day on the page where you accept."
    ),
    "decision-without-both": _(
        "It is not said who decided it, or on which day. Undo the acceptance, and write both on the page where you accept."
    ),
    "decision-to-come": _("The day has not come yet, so nothing has been decided then."),
    "told-decision": _(
        "It tells of a decision in another matter. Bring the minutes of that meeting, and it is recorded as such."
    ),
}
NOT_CHOSEN = "not-chosen"


@dataclass(frozen=True)
class Came:
    """Rows of one kind that came of it: how many, and the first of them with where they stand."""

    words: Any
    count: int
    rows: list[tuple[str, str]] = field(default_factory=list)

    @property
    def more(self) -> int:
        return self.count - len(self.rows) if self.rows else 0


@dataclass(frozen=True)
class Landed:
    """`links`: the buttons on top (words, address, kind); `not_chosen`: agenda items that were not taken in."""

    acceptance: Acceptance
    links: list[tuple[Any, str, str]]
    came: list[Came]
    not_placed: list[tuple[Any, Any, list[Element]]]
    not_chosen: int = 0

    @property
    def counts(self) -> list[tuple[Any, int]]:
        return [(each.words, each.count) for each in self.came]

    @property
    def missing(self) -> int:
        return sum(len(rows) for _kind, _why, rows in self.not_placed)


def landed(document: SourceDocument) -> Landed | None:
    """What came of the acceptance that stands. The queries grow with the kinds of things that came of it, not the things."""
    acceptance = Acceptance.objects.filter(document=document, undone_at__isnull=True).first()
    if acceptance is None:
        return None
    made: dict[str, list[int]] = defaultdict(list)
    placed = set()
    rows = Landing.objects.filter(acceptance=acceptance).order_by("pk")
    for kind, pk, element, was_made in rows.values_list("thing_type", "thing_id", "element_id", "made"):
        if was_made:
            made[kind].append(pk)
        if element:
            placed.add(element)
    came, links = [], []
    for kind, words in KIND_WORDS.items():
        keys = list(dict.fromkeys(made.get(kind, ())))
        if not keys:
            continue
        named = _named(kind, keys)
        came.append(Came(words, len(keys), named))
        if kind in FIRST and named:
            links.append((FIRST[kind], named[0][1], kind))
    not_placed, not_chosen = _not_placed(document, acceptance, placed)
    return Landed(acceptance, _in_order(links), came, not_placed, not_chosen)


def _in_order(links: list[tuple[Any, str, str]]) -> list[tuple[Any, str, str]]:
    order = list(FIRST)
    return sorted(links, key=lambda link: order.index(link[2]))


def _named(kind: str, keys: list[int]) -> list[tuple[str, str]]:
    """The first of a kind by name, with where each stands; none where the kind has no page here."""
    address = ADDRESSES.get(kind)
    if address is None:
        return []
    model: Any = apps.get_model(kind)
    found = (
        model.objects.select_related().in_bulk(keys[:SHOWN])
        if kind == "matters.decision"
        else model.objects.in_bulk(keys[:SHOWN])
    )
    try:
        return [(str(found[key]), address(found[key])) for key in keys[:SHOWN] if key in found]
    except NoReverseMatch:
        return []


def _not_placed(
    document: SourceDocument, acceptance: Acceptance, placed: set[int]
) -> tuple[list[tuple[Any, Any, list[Element]]], int]:
    """Elements without a place by type and reason; those of items that were not chosen are only counted."""
    labels = dict(ElementKind.choices)
    left = {key for key, why in acceptance.left.items() if why == NOT_CHOSEN}
    missing: dict[tuple[str, str], list[Element]] = {}
    rows = Element.objects.filter(document=document).exclude(state=ElementState.DROPPED)
    items: dict[str, str] = {}
    for each in rows.order_by("order", "pk").defer("original"):
        item = str(each.attributes.get("item") or "") or items.get(each.parent_key, "")
        item = each.key if each.type == ElementKind.AGENDA_ITEM else item
        items[each.key] = item
        if each.pk not in placed and item not in left:
            missing.setdefault((each.type, acceptance.left.get(each.key, "")), []).append(each)
    found = [
        (labels[kind], WHY.get(why) or WHY_NOT_PLACED.get(ElementKind(kind), ELSE_NOT_PLACED), each)
        for (kind, why), each in missing.items()
    ]
    return found, len(left)
