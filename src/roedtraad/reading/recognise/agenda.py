"""Agendas and minutes of several items: which headings are items, and what belongs to each."""

from __future__ import annotations

import re

from roedtraad.reading.model import Block
from roedtraad.reading.outline import Section
from roedtraad.reading.recognise.collect import Found
from roedtraad.reading.recognise.context import Context
from roedtraad.reading.recognise.header import case_number_in

# Labels that stand inside an agenda item and hardly anywhere else. Two headings over such labels are two items.
SIGNS = {"case", "recommendation", "decision", "annex", "routing"}
# "Punkt 3: Titel", "Pkt. 3 Titel", "Sag nr. 3 - Titel", "3. Titel", "3 Titel"; the number alone is no item.
NUMBERED_ITEM = re.compile(
    r"^(?P<word>(?:dagsordens)?punkt|pkt\.?|sag)?\s*(?:nr\.?\s*)?(?P<number>\d{1,3})\s*[.:)–—-]*\s+(?P<title>\D.*)$",
    re.IGNORECASE | re.DOTALL,
)
OPEN = re.compile(
    r"(?:^|[\s(\[–-])(?P<open>åben|åbent|offentlig)?(?P<closed>lukket|lukkede|fortrolig|ikke offentlig)?\s*(?:sag|punkt|dagsorden)?[)\]]?\s*$",
    re.IGNORECASE,
)
OPEN_FIRST = re.compile(
    r"^(?:(?:åben|åbent|offentlig)|(?P<closed>lukket|fortrolig))(?: (?:sag|punkt))?\s*[-–:]\s*(?=\S)",
    re.IGNORECASE,
)
STATED = re.compile(r"\b(?P<closed>lukket|fortrolig)|\b(?P<open>åben|åbent|offentlig)\b", re.IGNORECASE)
FIELD = re.compile(
    r"^(?:sags(?:nr|nummer|id)\.?|journalnr\.?|j\.\s?nr\.?|åben/lukket|offentlighed|sagstype)\b",
    re.IGNORECASE,
)


def find_items(ctx: Context) -> dict[int, Found]:
    """{id of a section: the item it is}, with the elements themselves collected; empty where there is no agenda."""
    for group in _sibling_groups(ctx.root):
        signed = [section for section in group if _has_signs(section)]
        called = [section for section in group if _calls_itself_item(section)]
        if max(len(signed), len(called)) < 2:
            continue
        items = [
            section for section in group if section in signed or section in called or _is_numbered(section)
        ]
        return {id(section): found for section in items if (found := _item(ctx, section))}
    return {}


def _sibling_groups(root: Section) -> list[list[Section]]:
    """Sections side by side, the uppermost first: an item's own parts are never taken for items."""
    groups, level = [], [root]
    while level:
        groups += [section.children for section in level if len(section.children) > 1]
        level = [child for section in level for child in section.children]
    return groups


def _has_signs(section: Section) -> bool:
    if section.role in SIGNS or section.heading is None:
        return False
    return any(each.role in SIGNS for each in section.walk() if each is not section)


def _calls_itself_item(section: Section) -> bool:
    match = NUMBERED_ITEM.match(section.label)
    return bool(match and match["word"])


def _is_numbered(section: Section) -> bool:
    return bool(NUMBERED_ITEM.match(section.label)) and section.role not in SIGNS


def _item(ctx: Context, section: Section) -> Found | None:
    assert section.heading is not None
    match = NUMBERED_ITEM.match(section.label)
    number = (
        match["number"]
        if match
        else section.heading.list.marker.strip(". ")
        if section.heading.list
        else None
    )
    title, is_open = _without_openness(match["title"] if match else section.label)
    case, stated = _facts(section)
    inside = case_number_in(title)
    if inside and title.startswith(inside):
        case, title = case or inside, title[len(inside) :].strip(" :–-")
    section.role = None  # "Budget 2026" or "Orientering" as an item's title labels nothing
    found = ctx.found.add(
        "agenda_item", title, section.heading, "agenda-item", number=number, case_number=case,
        open=is_open if is_open is not None else stated,
    )  # fmt: skip
    for block in section.blocks:
        if _is_fact(block):
            ctx.used.add(block.index)
    return found


def _without_openness(title: str) -> tuple[str, bool | None]:
    """("Budget 2026", True) from "Budget 2026 (Åben)" or "Åben - Budget 2026"; None where it is not said."""
    title = re.sub(r"\s*\([A-ZÆØÅ]\)$", "", title)  # "(B)": for decision, in the code of some houses
    first = OPEN_FIRST.match(title)
    if first:
        return title[first.end() :].strip(), first["closed"] is None
    match = OPEN.search(title)
    if match and (match["open"] or match["closed"]) and match.start() > 0:
        return title[: match.start()].strip(" :–-([,"), match["closed"] is None
    return title.strip(), None


def _facts(section: Section) -> tuple[str | None, bool | None]:
    """Case number and openness, from the short lines between the item's title and its first section."""
    case: str | None = None
    is_open: bool | None = None
    for block in section.blocks[:6]:
        if len(block.text) > 120:
            break
        case = case or case_number_in(block.text)
        stated = STATED.search(block.text)
        if stated and is_open is None:
            is_open = stated["closed"] is None
    return case, is_open


def _is_fact(block: Block) -> bool:
    """A line that only carries the case number or whether the item is open."""
    number = case_number_in(block.text)
    return bool(FIELD.match(block.text)) or (number is not None and len(block.text) <= len(number) + 20)
