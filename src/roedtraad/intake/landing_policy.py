"""A policy or strategy lands: an edition that reads as the document does, its relations to others, and a plan of its focus areas."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from roedtraad.matters.models import Decision
from roedtraad.plans import actions as plans
from roedtraad.plans.enums import PlanState
from roedtraad.plans.models import FocusArea
from roedtraad.policies import actions as policies
from roedtraad.policies.actions import Words
from roedtraad.policies.enums import PassageKind
from roedtraad.policies.models import Edition, Passage, PassageOrigin, Policy
from roedtraad.policies.naming import title_key
from roedtraad.policies.queries import latest_texts

from .composition import Piece, same
from .enums import ElementKind
from .landing import Landings, describe_policy, place_relations, the_policy
from .landing_bodies import place_bodies, the_position
from .landing_parts import leave_what_units_do
from .landing_strategy import place_plan
from .models import Element
from .succession import composed, succession
from .wishes import Wish, day, revision_day, shortened

HEADING = 300  # characters that a passage's heading holds


def land(landings: Landings, wish: Wish) -> Edition:
    """The policy (made, found or a stub that takes its text), its edition with passages, relations, and the adoption."""
    document = landings.document
    policy = the_policy(landings, wish, takes_text=True)
    was_stub = policy.is_stub
    earlier = policy.editions.order_by("-number").first()
    composition = composed(document, landings.elements)
    edition = policies.create_edition(
        policy,
        by=landings.by,
        title=document.title or wish.title,
        subtitle=composition.subtitle,
        valid_from=day(wish.valid_from),
        valid_to=day(wish.valid_to),
        revision_due=day(wish.revision_due),
        early_revision_reason=_why_early(landings, wish),
    )
    landings.put(edition)
    lives, came = succession(composition.pieces, earlier).confirmed(wish.confirmed)
    passages = [_words(piece, lives, came) for piece in composition.pieces]
    before = set(PassageOrigin.objects.filter(passage__policy=policy).values_list("pk", flat=True))
    policies.write_passages(edition, by=landings.by, passages=passages)
    for origin in PassageOrigin.objects.filter(passage__policy=policy).exclude(pk__in=before):
        landings.put(origin)
    places: dict[str, Passage] = {}
    for piece, words, text in zip(composition.pieces, passages, latest_texts(edition), strict=True):
        for key in piece.elements:
            places.setdefault(key, text.passage)
            landings.put_key(
                "policies.passage", text.passage_id, landings.by_key[key], made=words.passage is None
            )
    policy.refresh_from_db()
    if was_stub:
        landings.put(policy, made=False, before={"is_stub": True})
    describe_policy(landings, policy, **_facts(landings, policy, wish, was_stub))
    place_relations(landings, policy)
    place_bodies(landings)
    for owner in landings.of(ElementKind.OWNER):
        the_position(landings, owner)
    _give_plans_their_themes(landings, policy, edition)
    leave_what_units_do(landings)
    place_plan(landings, wish, policy, places)
    _due(landings, edition, wish)
    if wish.adopted:
        _record_adoption(landings, edition, wish)
    return edition


def _give_plans_their_themes(landings: Landings, policy: Policy, edition: Edition) -> None:
    """A plan that came before its policy knew the themes by name only: now its focus areas stand under them."""
    themes = {
        same(text.heading): text.passage
        for text in latest_texts(edition)
        if text.passage.kind == PassageKind.THEME
    }
    waiting = FocusArea.objects.filter(plan__policy=policy, theme__isnull=True).exclude(theme_name="")
    for area in waiting.exclude(plan__state=PlanState.CLOSED):
        theme = themes.get(same(area.theme_name))
        if theme is not None:
            landings.put(area, made=False, before={"theme_id": None, "theme_name": area.theme_name})
            plans.stand_under(area, by=landings.by, theme=theme)


def _due(landings: Landings, edition: Edition, wish: Wish) -> None:
    """The sentence from which the day of the revision was taken has its place in the edition, in its own words."""
    for element in _revised_by(landings, wish):
        landings.put(edition, element)


def _why_early(landings: Landings, wish: Wish) -> str:
    """Of a revision before the period ends: the sentence that has it so."""
    due, ends = day(wish.revision_due), day(wish.valid_to)
    if due is None or ends is None or due >= ends:
        return ""
    return next((element.text for element in _revised_by(landings, wish)), "")


def _revised_by(landings: Landings, wish: Wish) -> list[Element]:
    rows = landings.of(ElementKind.FOLLOW_UP)
    return [each for each in rows if wish.revision_due and revision_day(each) == wish.revision_due]


def _words(piece: Piece, lives: dict[str, Passage], came: dict[str, list[tuple[Passage, str]]]) -> Words:
    """A heading that is too long for one is kept whole in the text below its beginning."""
    long = len(piece.heading) > HEADING
    return Words(
        key=piece.key,
        kind=piece.kind,
        text="\n\n".join(part for part in (piece.heading, piece.text) if part) if long else piece.text,
        heading=shortened(piece.heading, HEADING),
        raw=piece.raw,
        lead_in=piece.lead_in,
        number=piece.number,
        parent=piece.parent,
        passage=lives.get(piece.key),
        came_from=came.get(piece.key, ()),
    )


def _facts(landings: Landings, policy: Policy, wish: Wish, was_stub: bool) -> dict[str, Any]:
    facts: dict[str, Any] = {"kind": wish.kind}
    if was_stub and wish.title and title_key(wish.title) == title_key(policy.title):
        facts["title"] = wish.title  # the document spells its own name best
    groups = landings.of(ElementKind.TARGET_GROUP)
    if groups and not policy.target_group:
        facts["target_group"] = "\n".join(each.text for each in groups)
        facts["exclusion"] = "\n".join(
            str(each.attributes["exclusion"]) for each in groups if each.attributes.get("exclusion")
        )
        ages = [(each.attributes.get("age_from"), each.attributes.get("age_to")) for each in groups]
        facts["age_from"] = next((low for low, _high in ages if _is_age(low)), None)
        facts["age_to"] = next((high for _low, high in ages if _is_age(high)), None)
    law = landings.of(ElementKind.LEGAL_BASIS)
    if law and not policy.legal_basis:
        facts["legal_basis"] = "\n".join(each.text for each in law)
    return facts


def _is_age(value: Any) -> bool:
    return isinstance(value, int) and 0 <= value <= 120


def _record_adoption(landings: Landings, edition: Edition, wish: Wish) -> None:
    decision = Decision.objects.filter(pk=wish.decision).first() if wish.decision else None
    if decision is not None:
        policies.adopt(
            edition,
            by=landings.by,
            decision=decision,
            valid_from=day(wish.valid_from),
            valid_to=day(wish.valid_to),
        )
        landings.put(decision, made=False)
        return
    policies.record_adoption(
        edition,
        by=landings.by,
        adopted_on=day(wish.adopted_on),
        adopted_words=wish.adopted_words,
        adopted_body=wish.adopted_body,
        evidence=wish.evidence or _("The document itself: %(name)s") % {"name": landings.document.name},
        valid_from=day(wish.valid_from),
        valid_to=day(wish.valid_to),
    )
