"""Header facts: what the document is, what it is called, whose it is, its number, period and adoption."""

from __future__ import annotations

import re
from collections import Counter

from roedtraad.language.dates import find_dates
from roedtraad.reading.lexicon import DECIDERS, plain, role_of
from roedtraad.reading.model import Block, BlockKind, Kind
from roedtraad.reading.outline import Section
from roedtraad.reading.recognise.context import Facts

# Words in a title that say what the document is; the first that fits wins. Source: titles of 54 documents.
# Tried on small letters.
KIND_WORDS: tuple[tuple[Kind, re.Pattern[str]], ...] = tuple((kind, re.compile(pattern)) for kind, pattern in (
    (Kind.TERMS_OF_REFERENCE, r"kommissori(?:um|et)"),
    (Kind.STATUS_ITEM, r"\b(?:års|midtvejs|halvårs|kvartals)?status(?:sag|rapport|notat|redegørelse)?\b(?! quo)|\bopfølgning på\b|\bafrapportering\b|\bårsrapport\b"),
    (Kind.IMPLEMENTATION_PLAN, r"implementering(?:s|en|splan)?\w*|implementerer"),
    (Kind.ACTION_PLAN, r"handle?plan(?:en|er)?\b|handlingsplan(?:en)?\b|indsatsplan(?:en)?\b|udmøntningsplan(?:en)?\b"),
    (Kind.STRATEGY, r"strategi(?:en|plan)?\b|\bmasterplan\b"),
    (Kind.POLICY, r"politik(?:ken)?\b"),
))  # fmt: skip
# Labels that only one kind of document uses.
KIND_LABELS: tuple[tuple[Kind, frozenset[str]], ...] = (
    (Kind.STATUS_ITEM, frozenset({"case", "recommendation", "decision"})),
)
MUNICIPALITY = re.compile(
    r"\b((?:[A-ZÆØÅ][a-zæøåéü]+(?:-|s-)?(?:[A-ZÆØÅ][a-zæøåé]+)?)(?: (?:og )?[A-ZÆØÅ][a-zæøå]+)?) [Kk]ommunes?\b"
)
NOT_NAMES = {"Den", "Vores", "En", "Denne", "I", "Hver", "Alle", "Din", "Én", "Hele", "Samtlige", "De", "Som", "Andre", "Min", "Fra",
             "Med", "For", "Da", "Når", "Hvis", "Politik", "Strategi", "Det"}  # fmt: skip
# Shapes as case and document systems print them: 17.00.00-A00-6-19, 29.09G00 - 2015/41657, 330-2017-89635, EMN-2025-010561,
# 22/4704, 2020-016062.
CASE_NUMBER = re.compile(
    r"(?<![\w.-])(\d{2}\.\d{2}\.\d{2}-[A-ZØ]\d{2}-\d{1,4}-\d{2}|\d{2}\.\d{2}[A-ZØ]\d{2}\s?-\s?\d{4}/\d{3,6}|\d{3}-\d{4}-\d{3,6}|"
    r"[A-ZÆØÅ]{2,4}-\d{4}-\d{4,7}|\d{2}/\d{3,6}|\d{4}-\d{5,7})(?![\w/])"
)
CASE_CUE = re.compile(
    r"\b(?:sag(?:s)?(?:\s?nr|nummer)?|j(?:ournal)?\.?\s?nr|åben sag|lukket sag|åbent? punkt|id)\b",
    re.IGNORECASE,
)


def facts_of(root: Section, blocks: list[Block]) -> Facts:
    """Title, kind, municipality and case number."""
    facts = Facts()
    _title(facts, blocks)
    _municipality(facts, blocks)
    _case_number(facts, blocks)
    blocks = content(blocks)
    _kind(facts, root, blocks)
    _meeting(facts, blocks)
    return facts


def content(blocks: list[Block]) -> list[Block]:
    """Without furniture: what a site adds about other documents says nothing about this one."""
    return [b for b in blocks if b.kind is not BlockKind.FURNITURE]


def _title(facts: Facts, blocks: list[Block]) -> None:
    for number, block in enumerate(blocks):
        if block.kind is BlockKind.HEADING and role_of(block.text) == "title" and number + 1 < len(blocks):
            facts.title, facts.title_block = blocks[number + 1].text, number + 1
            facts.rules["title"] = "title-field"
            return
    headings = [
        b
        for b in blocks
        if b.kind is BlockKind.HEADING and "layout" not in b.markers and not NO_TITLE.match(b.text)
    ]
    marked = [b for b in headings if "hidden_heading" not in b.markers]
    early = [
        b
        for b in blocks[:12]
        if b.kind is BlockKind.PARAGRAPH and b.cell is None and not NO_TITLE.match(b.text)
    ]
    first_line = early[0] if early else None
    styled = next((b for b in headings if "title" in b.markers), None)
    if styled or marked:
        # The title's own style; else the first heading: that of the highest level only if it stands near the top.
        block, rule = styled or marked[0], "title-printed"
    elif (
        headings
        and first_line
        and headings[0].index < first_line.index
        and (role_of(headings[0].text) is None or ONLY_KIND.fullmatch(headings[0].text))
    ):
        block, rule = headings[0], "title-line"
    elif first_line and len(first_line.text) <= 200 and first_line.text[-1:] not in ".:;":
        block, rule = first_line, "title-line"
    elif headings and len(headings[0].text) > 3:
        block, rule = headings[0], "title-line"
    else:
        return
    if first_line and marked and not styled and first_line.index < block.index and _is_title(first_line.text):
        block, rule = first_line, "title-line"
    facts.title, facts.title_block, facts.rules["title"] = " ".join(block.text.split()), block.index, rule
    facts.title = _completed(_without_copy(ITEM.sub("", facts.title)), block, blocks)


# "7. Årlig status …", "Punkt 12: Status …": the number is the agenda's.
ITEM = re.compile(
    r"^(?:(?:dagsordens)?punkt|pkt\.?|sag)\s*(?:nr\.?\s*)?\d{1,3}\s*[.:–-]*\s+(?=\D)|^\d{1,3}\.\s+(?=[A-ZÆØÅ])",
    re.IGNORECASE,
)
ONLY_KIND = re.compile(
    r"(?:kommissorium|handle?plan|handlingsplan|strategi|politik|status|notat|oplæg|implementeringsplan|referat|dagsorden)\W*",
    re.IGNORECASE,
)


def _completed(title: str, block: Block, blocks: list[Block]) -> str:
    """ "Kommissorium" over "Revision af børnepolitikken": a title that only says what the document is goes on in the line below."""
    below = next((b for b in blocks if b.index > block.index and b.kind is not BlockKind.FURNITURE), None)
    if not ONLY_KIND.fullmatch(title) or below is None or len(below.text) > 120 or NO_TITLE.match(below.text):
        return title
    field = re.match(
        r"^(?:projekt|emne|titel|vedr(?:ørende)?|om)\.?:\s+(?P<name>.+)$", below.text, re.IGNORECASE
    )
    if field:
        return f"{title} {field['name']}"
    if (role_of(below.text) is not None and not _is_title(below.text)) or below.text[-1:] in ".:;":
        return title
    return f"{title} {' '.join(below.text.split())}"


# Lines over the title: whether the item is open, its number, its case number, the page.
NO_TITLE = re.compile(
    r"^(?:(?:åben|åbent|lukket|offentlig)(?: (?:sag|punkt|dagsorden|referat))?|(?:(?:dagsordens)?punkt|pkt\.?|sag) ?(?:nr\.? ?)?\d{1,3}|"
    r"(?:sags|journal|dokument)(?:nr|nummer|id)\b.*|j\.\s?nr.*|\d{2}\.\d{2}\.\d{2}.*|side \d+.*|dato:?.*|den \d.*|til:?|fra:?|notat|udkast|"
    r"åben(?:t)? (?:sag|punkt) .*|(?:[A-ZÆØÅ][\wé-]+ ){1,2}kommunes?(?:,| [–·|-]) .{3,60}|(?:[A-ZÆØÅ][\wé-]+ ){1,2}kommune|notat til .*|udvalget for .*)\W*$",
    re.IGNORECASE | re.DOTALL,
)


def _is_title(text: str) -> bool:
    return (
        len(text) <= 120
        and text[-1:] not in ".:;"
        and any(pattern.search(text.casefold()) for _, pattern in KIND_WORDS)
    )


def _without_copy(title: str) -> str:
    """A title printed twice on one line is one title."""
    words = title.split()
    half = len(words) // 2
    if (
        half
        and len(words) % 2 == 0
        and [w.casefold() for w in words[:half]] == [w.casefold() for w in words[half:]]
    ):
        return " ".join(words[:half])
    return title.strip(" :–-")


def _kind(facts: Facts, root: Section, blocks: list[Block]) -> None:
    roles = {section.role for section in root.walk() if section.role}
    for kind, labels in KIND_LABELS:
        if len(labels & roles) >= 2:
            facts.kind, facts.rules["kind"] = kind, "kind-from-labels"
            return
    near = [facts.title or ""]
    if facts.title_block is not None:
        near += [b.text for b in blocks if 0 < b.index - facts.title_block < 3 and len(b.text) < 120]
    for text in near:
        for kind, pattern in KIND_WORDS:
            if pattern.search(text.casefold()):
                facts.kind, facts.rules["kind"] = kind, "kind-from-title"
                return
    counts: Counter[Kind] = Counter()
    for block in blocks:
        text = block.text.casefold()
        for kind, pattern in KIND_WORDS:
            if kind is not Kind.STATUS_ITEM:
                counts[kind] += len(pattern.findall(text))
    if counts and counts.most_common(1)[0][1] >= 3:
        facts.kind, facts.rules["kind"] = counts.most_common(1)[0][0], "kind-from-text"


def _municipality(facts: Facts, blocks: list[Block]) -> None:
    """Named in the text; else in what stands around it, save where other documents are listed."""
    around = [b for b in blocks if b.kind is BlockKind.FURNITURE and "related" not in b.markers]
    _municipality_in(facts, content(blocks))
    if facts.municipality is None:
        _municipality_in(facts, around)


def _municipality_in(facts: Facts, blocks: list[Block]) -> None:
    counts: Counter[str] = Counter()
    for block in blocks:
        if "ommune" not in block.text:
            continue
        for match in MUNICIPALITY.finditer(block.text):
            words = match[1].split()
            while words and words[0] in NOT_NAMES:
                words.pop(0)
            if words and words[0] != "og":
                counts[" ".join(words)] += 1
    if not counts:
        return
    name, _ = max(counts.items(), key=lambda item: item[1])
    # "i Herning Kommune" and "Randers kommune": basic form, with a capital.
    facts.municipality, facts.rules["municipality"] = f"{name} Kommune", "municipality-named"


def case_number_in(text: str) -> str | None:
    """The case number that a text prints, in whatever shape."""
    match = CASE_NUMBER.search(text)
    return match[1] if match else None


def _case_number(facts: Facts, blocks: list[Block]) -> None:
    top = (facts.title_block or 0) + 8
    heads = [b for b in blocks if b.kind is BlockKind.FURNITURE and {"header", "footer"} & set(b.markers)][:6]
    for block in [*(b for b in content(blocks) if b.index < max(top, 12)), *heads]:
        match = CASE_NUMBER.search(block.text)
        if (
            match
            and len(block.text) < 120
            and (CASE_CUE.search(block.text) or match[0] == block.text.strip() or match[0][2:3] == ".")
        ):
            facts.case_number, facts.rules["case_number"] = match[1], "case-number-printed"
            return


# What stands before the body's name in the heading of its papers.
PAPER = re.compile(
    r"\b(?:referat|dagsorden|beslutningsprotokol|åbent|åben|lukket|ordinært|ekstraordinært|møde|mødet|fra|for|i|til|med|af)\b:?",
    re.IGNORECASE,
)


UDVALG_FOR = re.compile(r"\b[Uu]dvalget for [A-ZÆØÅ]")


def _meeting(facts: Facts, blocks: list[Block]) -> None:
    """Body and date of the meeting that minutes or an agenda are of: printed at the top."""
    top = [b.text for b in blocks[:10] if len(b.text) < 200]
    if not any(
        re.search(r"\b(?:referat|dagsorden|beslutningsprotokol|møde)\b", text, re.IGNORECASE) for text in top
    ):
        return
    body = date = None
    for text in top:
        named = re.search(rf"(?:{DECIDERS})", PAPER.sub("", text) if not UDVALG_FOR.search(text) else text)
        body = body or (named.group() if named else None)
        dates = [f for f in find_dates(text) if f.date.precision == "day"]
        date = date or (
            dates[0].date.iso()[0]
            if dates and re.search(r"\bmøde|\bden\b|referat|dagsorden", text, re.IGNORECASE)
            else None
        )
    facts.meeting = (body, date)


def own_names(facts: Facts) -> set[str]:
    """Normal forms under which the document speaks of itself."""
    return {plain(facts.title)} if facts.title else set()
