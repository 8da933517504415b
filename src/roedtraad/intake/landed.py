"""What came of an acceptance: links, counts by kind, and what got no place, with the reason."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db.models import IntegerField, Value
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from roedtraad.matters.models import Decision

from .enums import ElementKind, ElementState
from .models import Acceptance, Element, Landing, SourceDocument

DECISION = "matters.decision"
SHOWN = 60  # of one kind that are named with their links

KIND_WORDS = {
    "policies.policy": _("policies"),
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
    "plans.plandate": _("dates of the plan"),
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


@dataclass(frozen=True)
class Place:
    """Where a row of a kind stands: the page `page` of what the column `of` names, at `anchor`; `name`: what it is called."""

    page: str
    of: str = "pk"
    anchor: str = ""
    name: str = "title"
    keyed: bool = True

    def address(self, of: int, pk: int) -> str:
        return reverse(self.page, args=[of] if self.keyed else []) + self.anchor.format(pk)


# What has a page, or a place on one.
PLACES = {
    "policies.policy": Place("policies:policy"),
    "policies.edition": Place("policies:edition"),
    "commission.termsofreference": Place("commission:terms"),
    "commission.externalproject": Place("commission:project"),
    "plans.plan": Place("plans:plan"),
    "plans.focusarea": Place("plans:plan", of="plan_id", anchor="#a{}"),
    "plans.goal": Place("plans:goal"),
    "plans.plandate": Place("plans:dates", of="plan_id", anchor="#d{}", name="words"),
    "matters.matter": Place("matters:matter"),
    "matters.decision": Place("matters:matter", of="matter_id", anchor="#beslutning-{}"),
    "organisation.body": Place("organisation:index", name="name", keyed=False),
    "organisation.position": Place("organisation:index", anchor="?stilling={0}#s{0}", keyed=False),
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
    ElementKind.MILESTONE: _(
        "Dates are kept with a plan, and no plan came of the document. When there is one, they are added under its dates."
    ),
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
    "date-without-day": _("It does not say when. When that is known, it is added under the plan's dates."),
    "plan-stands": _(
        "The policy has a plan already that is not closed, and a second one is not made beside it. What is to be in the plan is added on its page, or when it is revised."
    ),
    "no-plan-wished": _(
        "No plan was asked for when the document was accepted. Write it in a plan of the policy, or undo, and ask for one."
    ),
    "units-task": _(
        "It is for the units to carry out, with goals of their own. They write them in the plan under “Units and their goals”, on the common template: what, how we live up to it, how we follow up, which indicators, when it is expected."
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
    """What came of the acceptance that stands. Five queries at most, whatever came of it."""
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
    called = _called({kind: list(dict.fromkeys(keys))[:SHOWN] for kind, keys in made.items()})
    came, links = [], []
    for kind, words in KIND_WORDS.items():
        keys = list(dict.fromkeys(made.get(kind, ())))
        if not keys:
            continue
        named = [called[kind, key] for key in keys[:SHOWN] if (kind, key) in called]
        came.append(Came(words, len(keys), named))
        if kind in FIRST and named:
            links.append((FIRST[kind], named[0][1], kind))
    not_placed, not_chosen = _not_placed(document, acceptance, placed)
    return Landed(acceptance, _in_order(links), came, not_placed, not_chosen)


def _in_order(links: list[tuple[Any, str, str]]) -> list[tuple[Any, str, str]]:
    order = list(FIRST)
    return sorted(links, key=lambda link: order.index(link[2]))


def _called(keys: dict[str, list[int]]) -> dict[tuple[str, int], tuple[str, str]]:
    """{(kind, primary key): what it is called, where it stands}, of what has a page. Two queries, whatever the kinds."""
    kinds = [kind for kind in PLACES if keys.get(kind) and kind != DECISION]
    asked = [
        apps.get_model(kind)
        .objects.filter(pk__in=keys[kind])
        .order_by()
        .values_list(Value(number, IntegerField()), "pk", PLACES[kind].name, PLACES[kind].of)
        for number, kind in enumerate(kinds)
    ]
    found = [
        (kinds[number], *row) for number, *row in (asked[0].union(*asked[1:], all=True) if asked else ())
    ]
    decided = Decision.objects.filter(pk__in=keys.get(DECISION, ())).select_related("body")
    found += [(DECISION, each.pk, str(each), each.matter_id) for each in decided]
    return {(kind, pk): (name, PLACES[kind].address(of, pk)) for kind, pk, name, of in found}


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
