"""Owners: the function that answers for something, and what it answers for."""

from __future__ import annotations

import re

from roedtraad.language.sentences import find_sentences
from roedtraad.reading.functions import is_function, split_functions
from roedtraad.reading.lexicon import part_in
from roedtraad.reading.model import Block
from roedtraad.reading.outline import Section
from roedtraad.reading.recognise import parts, sentences
from roedtraad.reading.recognise.collect import Found, squeeze
from roedtraad.reading.recognise.context import Context

# "Trivsel: Skolechef", under a heading of responsibility.
LINE = re.compile(r"^(?P<what>[^:]{2,90}?)\s*:\s*(?P<who>[^:]{3,100}?)\.?$")
# "Ansvarlig: Skolechef", "Ansvarlig for politikken: Familiechefen"
LABELLED = re.compile(
    r"^(?:\W*)(?:(?:hoved|projekt)?(?:ansvar(?:lig(?:e|t)?)?|tovholder(?:e|en)?|ejer(?:en)?)|projektleder)\b(?: (?:for|på|af) (?P<what>[^:]{2,80}))?"
    r"[^:]{0,20}:\s*(?P<who>.+)$",
    re.IGNORECASE | re.DOTALL,
)


def labelled(text: str) -> tuple[list[str], str | None]:
    """The functions after "Ansvarlig: …" and what they answer for, where the label says it; no functions otherwise."""
    match = LABELLED.match(text)
    if not match or len(match["who"]) >= 160:
        return [], None
    what = match["what"]
    return split_functions(match["who"]), None if what is None else what.strip()


def label(ctx: Context, block: Block, of: Found | None) -> bool:
    """A line "Ansvarlig: …": the owner of what the label names, else of what stands over it."""
    functions, what = labelled(block.text)
    for number, name in enumerate(functions):
        found = ctx.found.add("owner", name, block, "owner-line", parent=of, of=of, offset=number)
        if found and what and not sentences.WHOLE_DOCUMENT.match(what):
            found.attributes["of"] = what
    return bool(functions)


def read_owners(ctx: Context, section: Section) -> None:
    """Under a heading of responsibility: lines that name what and who, functions alone, or sentences."""
    if lines(ctx, section.blocks):
        return
    of = ctx.subject(section)
    for block in section.blocks:
        if label(ctx, block, of):
            continue
        functions = split_functions(block.text)
        if functions and all(is_function(name) for name in functions):
            for number, name in enumerate(functions):
                ctx.found.add("owner", name, block, "owner-line", parent=of, of=of, offset=number)
            continue
        for sentence in find_sentences(block.text):
            sentences.owner(ctx, block, sentence.text, sentence.start, of)


def lines(ctx: Context, blocks: list[Block]) -> bool:
    """The owners of lines like "Trivsel: Skolechef"; a general sentence about who is tovholder gives nothing beside them."""
    found_any = False
    for block in blocks:
        match = LINE.match(block.text)
        if not match or LABELLED.match(block.text) or not is_function(split_functions(match["who"])[0]):
            continue
        found_any = True
        for number, name in enumerate(split_functions(match["who"])):
            found = ctx.found.add("owner", name, block, "owner-line", offset=number)
            if found:
                found.attributes["of"] = match["what"]
                ctx.found.forget(found)
    return found_any


def settle(ctx: Context) -> None:
    """Owner lines name what is owned: find it among themes, focus areas, goals and actions, wherever they stand."""
    owned = ctx.found.of_type("theme", "focus_area", "goal", "action")
    names = {squeeze(f.text): f for f in reversed(owned)}
    # "Spor 2: Skolechef" points to the part by its number, as its heading prints it.
    for part in ctx.found.of_type("theme", "focus_area"):
        printed = part_in(part.block.text)
        if printed and printed.number:
            names.setdefault(squeeze(f"{printed.what} {printed.number}"), part)
    for owner in ctx.found.of_type("owner"):
        what = owner.attributes.get("of")
        if not isinstance(what, str):
            continue
        found = (
            names.get(squeeze(what))
            or names.get(squeeze(parts.name_of(what)))
            or _counted(ctx, what)
            or _within(ctx, what)
        )
        owner.parent = found
        if found is None:
            owner.attributes.pop("of")
            owner.confidence *= 0.6
        else:
            owner.attributes["of"] = found


def _within(ctx: Context, what: str) -> Found | None:
    """ "kapitlet om de 0-5-årige": a part is named inside the words."""
    wanted = squeeze(what)
    named = [
        f
        for f in ctx.found.of_type("theme", "focus_area")
        if len(squeeze(f.text)) > 4 and squeeze(f.text) in wanted
    ]
    return max(named, key=lambda f: len(f.text), default=None)


def _counted(ctx: Context, what: str) -> Found | None:
    """ "Pejlemærke 2", where the parts are listed and counted, but no heading prints its number."""
    match = re.fullmatch(
        r"(?:tema|spor|pejlemærke|fokusområde|indsatsområde|udviklingsområde)\s*(?:nr\.?\s*)?(\d{1,2})",
        what.strip().casefold(),
    )
    if not match:
        return None
    found = ctx.found.of_type("focus_area" if what.casefold().startswith(("fokus", "indsats")) else "theme")
    return found[int(match[1]) - 1] if 0 < int(match[1]) <= len(found) else None
