"""The fourth layer: what the outline means. Rules fire, findings are collected, elements come out."""

from __future__ import annotations

from roedtraad.reading.model import Block, Document, Kind, Source
from roedtraad.reading.outline import Section
from roedtraad.reading.recognise import (
    agenda,
    decisions,
    header,
    owners,
    parts,
    projects,
    relations,
    validity,
)
from roedtraad.reading.recognise.context import Context
from roedtraad.reading.recognise.sections import read_section

__all__ = ["recognise"]


def recognise(source: Source, blocks: list[Block], root: Section) -> Document:
    """The document with header facts and elements."""
    facts = header.facts_of(root, blocks)
    adopted = validity.adoption_of(facts, blocks)
    ctx = Context(blocks, root, facts)
    parts.announce(ctx)
    parts.settle_roles(ctx)
    ctx.values = parts.value_names(ctx)
    items = agenda.find_items(ctx)
    if items:
        # The header tells of the meeting: each item has its own case number, and is of its own kind.
        facts.case_number, facts.kind = None, Kind.UNKNOWN
        facts.rules.pop("kind", None)
    for section in root.walk():
        ctx.year = None
        ctx.found.item = next((items[id(s)] for s in section.ancestors() if id(s) in items), None)
        ctx.labels.update({block.index: section.label for block in section.blocks})
        if ctx.found.item is not None:
            ctx.items.update({block.index: ctx.found.item for block in section.blocks})
        read_section(ctx, section)
    ctx.found.item = None
    owners.settle(ctx)
    decisions.settle(ctx)
    relations.own_subject(ctx, blocks)
    relations.read_relations(ctx, [b for b in blocks if b.index not in ctx.used])
    period = validity.period_of(facts, blocks)
    return Document(
        source, facts.kind, facts.title, facts.municipality, facts.case_number, period, adopted, blocks,
        ctx.found.elements(), rules=facts.rules, projects=projects.read_projects(ctx),
    )  # fmt: skip
