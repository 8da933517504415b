"""A policy or strategy lands: an edition that reads as the document does, and its relations to other policies."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from roedtraad.policies import actions as policies
from roedtraad.policies.actions import Words
from roedtraad.policies.models import Edition, Passage, Policy
from roedtraad.policies.naming import title_key
from roedtraad.policies.queries import latest_texts

from .composition import Found, Piece, compose, same
from .enums import ElementKind
from .landing import Landings, describe_policy, place_relations, the_policy
from .models import Element
from .wishes import Wish, day


def land(landings: Landings, wish: Wish) -> Edition:
    """The policy (made, found or a stub that takes its text), its edition with passages, relations, and the adoption."""
    document = landings.document
    policy = the_policy(landings, wish, takes_text=True)
    was_stub = policy.is_stub
    earlier = policy.editions.order_by("-number").first()
    composition = compose(document.blocks, [found(each) for each in landings.elements], document.title)
    edition = policies.create_edition(
        policy,
        by=landings.by,
        title=document.title or wish.title,
        subtitle=composition.subtitle,
        valid_from=day(wish.valid_from),
        valid_to=day(wish.valid_to),
    )
    landings.put(edition)
    known = _known_passages(earlier)
    passages = [_words(piece, known) for piece in composition.pieces]
    policies.write_passages(edition, by=landings.by, passages=passages)
    for piece, words, text in zip(composition.pieces, passages, latest_texts(edition), strict=True):
        for key in piece.elements:
            landings.put_key(
                "policies.passage", text.passage_id, landings.by_key[key], made=words.passage is None
            )
    policy.refresh_from_db()
    if was_stub:
        landings.put(policy, made=False, before={"is_stub": True})
    describe_policy(landings, policy, **_facts(landings, policy, wish, was_stub))
    place_relations(landings, policy)
    if wish.adopted:
        _record_adoption(landings, edition, wish)
    return edition


def found(element: Element) -> Found:
    """A row of the review as the composition takes it."""
    was = element.original or {}
    raw = str((was.get("attributes") or {}).get("raw") or "")
    text = str(was.get("text") or element.text)
    block = element.block if not element.added or was.get("block") is not None else None
    new_raw = raw
    if element.text != text:
        lead = text[: -len(raw)].strip() if raw and text.endswith(raw) else ""
        new_raw = element.text[len(lead) :].strip() if lead and element.text.startswith(lead) else ""
    return Found(
        element.key, element.type, element.text, block, element.until if block is not None else None,
        element.parent_key, new_raw, (text, raw),
    )  # fmt: skip


def _known_passages(earlier: Edition | None) -> dict[tuple[str, str], Passage]:
    """A passage whose words have not changed stays the same passage in the new edition."""
    if earlier is None:
        return {}
    return {
        (text.passage.kind, same(text.heading + text.text)): text.passage for text in latest_texts(earlier)
    }


def _words(piece: Piece, known: dict[tuple[str, str], Passage]) -> Words:
    return Words(
        key=piece.key,
        kind=piece.kind,
        text=piece.text,
        heading=piece.heading,
        raw=piece.raw,
        lead_in=piece.lead_in,
        number=piece.number,
        parent=piece.parent,
        passage=known.pop((piece.kind, same(piece.heading + piece.text)), None),
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
        facts["age_from"] = next((low for low, _high in ages if isinstance(low, int)), None)
        facts["age_to"] = next((high for _low, high in ages if isinstance(high, int)), None)
    law = landings.of(ElementKind.LEGAL_BASIS)
    if law and not policy.legal_basis:
        facts["legal_basis"] = "\n".join(each.text for each in law)
    return facts


def _record_adoption(landings: Landings, edition: Edition, wish: Wish) -> None:
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
