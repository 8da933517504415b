"""Themes and focus areas: which headings and list items are the parts that a document is made of."""

from __future__ import annotations

import re
from typing import Any

from roedtraad.reading.lexicon import NUMBERED, NUMBERED_ONE, ONES, PARTS, SUBSTANCE, part_in, role_of
from roedtraad.reading.model import Block, BlockKind, Kind
from roedtraad.reading.outline import Section, runs
from roedtraad.reading.recognise.collect import Found, squeeze
from roedtraad.reading.recognise.context import Context, last_sentence

# "Det andet borgerrettede fokusområde er …": the text says what its heading names.
ORDINAL_PART = re.compile(
    r"^Det (?:første|andet|tredje|fjerde|femte|sjette|syvende|ottende|niende|tiende|sidste)\b[^.:]{0,60}?\b"
    r"(?P<what>fokusområde|indsatsområde|tema|spor|pejlemærke|udviklingsområde)\b",
    re.IGNORECASE,
)
PERSPECTIVES = (
    ("citizen", r"borgerrettede|børne?rettede|familierettede"),
    ("organisation", r"organisations?rettede|organisatoriske?|medarbejderrettede"),
)


def announce(ctx: Context) -> None:
    """Fill `ctx.announced` from every list that announces the parts: "er inddelt i følgende temaer:"."""
    for section in ctx.root.walk():
        for run in runs(section.blocks):
            type = (
                announced_type(section, run.lead, first=run.blocks[0] is section.blocks[0])
                if run.form == "list"
                else None
            )
            if type is None:
                continue
            for block in run.blocks:
                if len(block.text) <= 120:
                    ctx.announced.setdefault(squeeze(name_of(block.text)), type)


def settle_roles(ctx: Context) -> None:
    """A heading that a list announced as a part is that part, also where its words are a label elsewhere."""
    for section in ctx.root.walk():
        if section.heading is None:
            continue
        if squeeze(name_of(section.label)) in ctx.announced:
            section.role = None
        elif section.heading.index < 2 and section.role == "decision":
            section.role = None  # "Referat" at the top is what the paper is
        elif section.heading.index == ctx.facts.title_block and section.children:
            section.role = None  # the title names the whole; it labels nothing


def value_names(ctx: Context) -> set[int]:
    """Sections whose headings are values: "… bygger på fire værdier:" stands over them."""
    found: set[int] = set()
    for section in ctx.root.walk():
        last = section.blocks[-1].text.rstrip() if section.blocks else ""
        if not last.endswith(":") or role_of(last_sentence(last), "lead_ins") != "value":
            continue
        following = list(section.children)
        if not following and section.parent is not None and section.heading is not None:
            beside = section.parent.children
            after = beside[next(n for n, s in enumerate(beside) if s is section) + 1 :]
            following = (
                after if "unflattened" in section.heading.markers else []
            )  # a transcript has no depths
        for each in following:
            if each.role is not None or each.heading is None or len(each.label.split()) > 6:
                break
            found.add(id(each))
    return found


def announced_type(section: Section, lead: Block | None, *, first: bool) -> str | None:
    """What a list announces: theme, focus_area or nothing."""
    if lead is not None:
        role = role_of(lead.text.split(". ")[-1], "lead_ins")
        return role if role in ("theme", "focus_area") else None
    if first and section.role in ("themes", "focus_areas"):
        return "theme" if section.role == "themes" else "focus_area"
    return None


def name_of(text: str) -> str:
    """A part's name without label, number, colon or description: "Spor 1: Trivsel" → "Trivsel"."""
    match = part_in(text)
    name = match.name if match else NUMBERED.sub("", text, count=1)
    name = re.split(r"(?<=\w): |(?<=\w)\. (?=[A-ZÆØÅ])|(?<=\w) [–-] (?=[a-zæøå])", name, maxsplit=1)[0]
    return name.strip(' \t:."”“»«')


def subject(ctx: Context, section: Section) -> Found | None:
    """The theme or focus area that a section's heading names, collected; else None."""
    heading = section.heading
    if heading is None or (section.role is not None and part_in(section.label) is None):
        return None
    if NUMBERED_ONE.match(section.label.strip()):
        return None  # a goal or an action of its own
    over = ctx.subject(section.parent) if section.parent else None
    match = part_in(section.label)
    announced = ctx.announced.get(squeeze(name_of(section.label)))
    attributes: dict[str, Any] = {}
    if match:
        type, rule = match.type, "numbered-heading"
    elif ordinal := ORDINAL_PART.match(section.blocks[0].text if section.blocks else ""):
        type, rule = PARTS.get(ordinal["what"].lower(), "theme"), "part-by-its-text"
        for perspective, pattern in PERSPECTIVES:
            if re.search(pattern, ordinal.group()):
                attributes["perspective"] = perspective
    elif announced:
        type, rule = announced, "list-of-names"
    elif reported := _reported_type(ctx, section):
        type, rule = reported, "heading-in-account"
    elif _has_substance(section) and over is None and not _only_one(ctx, section):
        type, rule = _type_over(section), "heading-over-commitments"
    else:
        return None
    if over is not None and over.type == type:
        return None
    parent = over if over is not None and type == "focus_area" and over.type == "theme" else None
    found = ctx.found.add(
        type,
        name_of(section.label),
        heading,
        rule,
        parent=parent,
        description=_description(section),
        **attributes,
    )
    if found:
        ctx.subjects[id(section)] = found
    return found


def _reported_type(ctx: Context, section: Section) -> str | None:
    """Headings side by side within a report's account are the parts it reports on, where the text says that there are such."""
    account = section.parent
    if ctx.facts.kind is not Kind.STATUS_ITEM or account is None or account.role not in ("case", "status"):
        return None
    beside = [
        s for s in account.children if s.role is None and s.heading is not None and len(s.label.split()) <= 8
    ]
    if len(beside) < 2 or section not in beside or not section.blocks or section.label.rstrip().endswith("?"):
        return None
    text = " ".join(block.text for block in ctx.blocks if block.kind is not BlockKind.FURNITURE)
    for type, pattern in (
        ("focus_area", r"\b(?:fokus|indsats)område(?:r|t|rne)?\b"),
        ("theme", r"\b(?:tema(?:er|erne)|spor(?:ene)?|pejlemærker(?:ne)?)\b"),
    ):
        if re.search(pattern, text, re.IGNORECASE):
            return type
    return None


def numbered_one(ctx: Context, section: Section) -> Found | None:
    """The goal or action that a heading numbers: "Mål 2: Færre unge sover for lidt", "Handling 3: Læsevenner"."""
    match = NUMBERED_ONE.match(section.label.strip()) if section.heading is not None else None
    if match is None or section.heading is None:
        return None
    over = ctx.over(section.parent) if section.parent else None
    type = ONES.get(match["what"].lower(), "action")
    parent = (
        over
        if over is not None and (type == "action" or over.type != "goal") and over.type != "action"
        else None
    )
    found = ctx.found.add(
        type,
        match["name"].strip(),
        section.heading,
        "numbered-heading",
        parent=parent,
        sure=0.95,
        description=_description(section),
    )
    if found:
        ctx.ones[id(section)] = found
    return found


def _type_over(section: Section) -> str:
    return next(
        ("focus_area" for s in section.ancestors() if s is not section and s.role == "focus_areas"), "theme"
    )


def _has_substance(section: Section) -> bool:
    if any(child.role in SUBSTANCE for child in section.children):
        return True
    return any(
        run.form == "list"
        and run.lead is not None
        and role_of(run.lead.text.split(". ")[-1], "lead_ins") == "commitment"
        for run in runs(section.blocks)
    )


def _only_one(ctx: Context, section: Section) -> bool:
    """A single heading with goals under it is a chapter, not a part: parts come in several."""
    siblings = section.parent.children if section.parent else []
    several = 0
    for sibling in siblings:
        several += sibling.role is None and _has_substance(sibling)
        if several > 1:
            return False
    return True


def _description(section: Section) -> str | None:
    text = "\n".join(
        b.text for b in section.blocks if b.kind is BlockKind.PARAGRAPH and not b.text.endswith(":")
    )
    return text or None


def collect_leftover(ctx: Context, section: Section, blocks: list[Block], type: str) -> None:
    """The announced names themselves, where no heading defines them."""
    headings = {squeeze(name_of(s.label)) for s in ctx.root.walk() if s.heading is not None and not s.role}
    for block in blocks:
        name = name_of(block.text)
        if squeeze(name) in headings or len(name) > 120:
            continue
        rest = block.text[block.text.find(name) + len(name) :].strip(" :.–-")
        ctx.found.add(
            type, name, block, "list-of-names", parent=ctx.subject(section), description=rest or None
        )
