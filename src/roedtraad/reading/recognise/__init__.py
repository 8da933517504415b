"""The fourth layer: what the outline means. Rules fire, findings are collected, elements come out."""

from __future__ import annotations

import re

from roedtraad.reading.lexicon import PART
from roedtraad.reading.model import Block, Document, Source
from roedtraad.reading.outline import Section
from roedtraad.reading.recognise import agenda, header, parts, relations
from roedtraad.reading.recognise.collect import Found, squeeze
from roedtraad.reading.recognise.context import Context
from roedtraad.reading.recognise.sections import read_section

__all__ = ["recognise"]


def recognise(source: Source, blocks: list[Block], root: Section) -> Document:
    """The document with header facts and elements."""
    facts = header.facts_of(root, blocks)
    ctx = Context(blocks, root, facts)
    parts.announce(ctx)
    parts.settle_roles(ctx)
    items = agenda.find_items(ctx)
    if items:
        facts.case_number = None  # the header tells of the meeting; each item has its own
    for section in root.walk():
        ctx.year = None
        ctx.found.item = next((items[id(s)] for s in section.ancestors() if id(s) in items), None)
        read_section(ctx, section)
    ctx.found.item = None
    _settle_owners(ctx)
    relations.own_subject(ctx, blocks)
    relations.read_relations(ctx, [b for b in blocks if b.index not in ctx.used])
    period, adopted = header.period_of(facts, blocks), header.adoption_of(facts, blocks)
    return Document(
        source, facts.kind, facts.title, facts.municipality, facts.case_number, period, adopted, blocks,
        ctx.found.elements(), rules=facts.rules,
    )  # fmt: skip


def _counted(ctx: Context, what: str) -> Found | None:
    """ "Pejlemærke 2", where the parts are listed and counted, but no heading prints its number."""
    match = re.fullmatch(
        r"(?:tema|spor|pejlemærke|fokusområde|indsatsområde|udviklingsområde)\s*(?:nr\.?\s*)?(\d{1,2})",
        what.strip().casefold(),
    )
    if not match:
        return None
    parts = ctx.found.of_type("focus_area" if what.casefold().startswith(("fokus", "indsats")) else "theme")
    return parts[int(match[1]) - 1] if 0 < int(match[1]) <= len(parts) else None


def _settle_owners(ctx: Context) -> None:
    """Owner lines name what is owned: find it among themes, focus areas and goals, wherever they stand."""
    names = {squeeze(f.text): f for f in reversed(ctx.found.of_type("theme", "focus_area", "goal", "action"))}
    # "Spor 2: Skolechef" points to the part by its number, as its heading prints it.
    for part in ctx.found.of_type("theme", "focus_area"):
        printed = PART.match(part.block.text)
        if printed and printed["number"]:
            names.setdefault(squeeze(f"{printed['what']} {printed['number']}"), part)
    for owner in ctx.found.of_type("owner"):
        what = owner.attributes.get("of")
        if isinstance(what, str):
            owned = names.get(squeeze(what)) or _counted(ctx, what)
            owner.parent = owned
            if owned is None:
                owner.attributes.pop("of")
                owner.confidence *= 0.6
            else:
                owner.attributes["of"] = owned
