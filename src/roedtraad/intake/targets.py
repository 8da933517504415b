"""What a document can become, in one table: a new one is one entry."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from roedtraad.core.reasons import Reason

from . import landing_commission, landing_matter, landing_plan, landing_policy
from .enums import ElementKind, ElementState, Target
from .items import MOST
from .landing import Landings
from .models import SourceDocument
from .proposals import matter_proposal, plan_proposal, policy_proposal, terms_proposal
from .wishes import Wish


@dataclass(frozen=True)
class Entry:
    """One thing that a document can become.

    word, address  how the switch on the page calls it, and `?som=` in its address
    part           the template with its part of the form
    kinds          kinds of document that are taken for it unasked
    order          of a set: what others hang on comes first
    """

    target: Target
    word: Any
    address: str
    part: str
    kinds: frozenset[str]
    order: int
    propose: Callable[[SourceDocument], Wish]
    land: Callable[[Landings, Wish], Any]
    why_not: Callable[[Wish], list[Reason]]


def _needs_policy(sentence: Any) -> Callable[[Wish], list[Reason]]:
    def why_not(wish: Wish) -> list[Reason]:
        if wish.policy or wish.title.strip():
            return []
        return [Reason("no-policy", sentence, _("Choose it, or write its title."))]

    return why_not


def why_not_matters(wish: Wish) -> list[Reason]:
    """At least one item, and no more than one acceptance takes in."""
    if wish.items is not None and not wish.items:
        return [
            Reason("no-items", _("No item has been chosen."), _("Tick those that are to become matters."))
        ]
    if wish.items is not None and len(wish.items) > MOST:
        return [
            Reason(
                "too-many-items",
                _("%(n)d items have been chosen, and %(most)d are taken in at a time.") % {"n": len(wish.items), "most": MOST},
                _("Choose those that concern you."),
            )
        ]  # fmt: skip
    return []


TABLE = [
    Entry(
        Target.POLICY,
        _("An edition of a policy"),
        "politik",
        "intake/parts/accept_policy.html",
        frozenset({"policy", "strategy", "unknown"}),
        1,
        policy_proposal,
        landing_policy.land,
        _needs_policy(_("The policy has no title.")),
    ),
    Entry(
        Target.PLAN,
        _("A plan for a policy"),
        "plan",
        "intake/parts/accept_plan.html",
        frozenset({"implementation_plan", "action_plan"}),
        3,
        plan_proposal,
        landing_plan.land,
        _needs_policy(_("It is not said which policy the plan puts into practice.")),
    ),
    Entry(
        Target.MATTER,
        _("Matters with decisions"),
        "sag",
        "intake/parts/accept_matter.html",
        frozenset({"status_item"}),
        4,
        matter_proposal,
        landing_matter.land,
        why_not_matters,
    ),
    Entry(
        Target.TERMS,
        _("Terms of reference for a policy"),
        "kommissorium",
        "intake/parts/accept_terms.html",
        frozenset({"terms_of_reference"}),
        2,
        terms_proposal,
        landing_commission.land,
        _needs_policy(_("It is not said which policy the terms of reference order.")),
    ),
]

ENTRIES = {entry.target: entry for entry in sorted(TABLE, key=lambda entry: entry.order)}


def target_of(document: SourceDocument) -> Target:
    """What a document is taken for: by its kind, else by what was found in it."""
    rows = document.elements.exclude(state=ElementState.DROPPED)
    if rows.filter(type=ElementKind.AGENDA_ITEM).exists():
        return Target.MATTER
    found = next((entry.target for entry in TABLE if document.kind in entry.kinds), None)
    return found or Target.POLICY


def proposal(document: SourceDocument, target: str = "") -> Wish:
    """What the document should become, as that or as what it is taken for."""
    entry = ENTRIES.get(Target(target)) if target in Target.values else None
    return (entry or ENTRIES[target_of(document)]).propose(document)
