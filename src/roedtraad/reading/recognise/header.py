"""Header facts: what the document is, what it is called, whose it is, its number, period and adoption."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

from roedtraad.language.dates import FuzzyDate, find_dates
from roedtraad.reading.lexicon import DECIDERS, plain, role_of
from roedtraad.reading.model import Adoption, Block, BlockKind, Kind, Period
from roedtraad.reading.outline import Section
from roedtraad.reading.recognise.context import Facts

# Words in a title that say what the document is; the first that fits wins. Source: titles of 54 documents.
KIND_WORDS: tuple[tuple[Kind, str], ...] = (
    (Kind.TERMS_OF_REFERENCE, r"kommissori(?:um|et)"),
    (Kind.STATUS_ITEM, r"\bstatus(?:sag|rapport|notat|redegørelse)?\b(?! quo)|\bopfølgning på\b|\bafrapportering\b|\bårsrapport\b"),
    (Kind.IMPLEMENTATION_PLAN, r"implementering(?:s|en|splan)?\w*|implementerer"),
    (Kind.ACTION_PLAN, r"\w*handle?plan(?:en|er)?\b|\w*handlingsplan(?:en)?\b|\w*indsatsplan(?:en)?\b|\w*udmøntningsplan(?:en)?\b"),
    (Kind.STRATEGY, r"\w*strategi(?:en|plan)?\b|\bmasterplan\b"),
    (Kind.POLICY, r"\w*politik(?:ken)?\b"),
)  # fmt: skip
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
VALID = re.compile(
    r"\b(?:gæld(?:er|ende|e)|gyldig\w*|dækker|løber|virker|forlænge\w*|perioden|træder i kraft)\b[^.]{0,40}?",
    re.IGNORECASE,
)
ADOPTED = re.compile(
    r"^\W*(?:(?:politikken|strategien|planen|handleplanen|handlingsplanen)\s+(?:er|blev)\s+)?"
    r"(?:(?:endeligt?\s+)?(?:vedtaget|godkendt|tiltrådt))\s+(?:(?:af|i|på)\s+(?P<body>[\w\s,ÆØÅæøå-]{3,60}?)\s*)?"
    r"(?:(?:den|d\.|på mødet? den|i|,)\s*)*(?P<date>\d.{4,25}\d{2,4}|[a-zæøå]+ \d{4})\W*$",
    re.IGNORECASE,
)


def facts_of(root: Section, blocks: list[Block]) -> Facts:
    """Title, kind, municipality and case number."""
    facts = Facts()
    _title(facts, blocks)
    blocks = content(blocks)
    _kind(facts, root, blocks)
    _municipality(facts, blocks)
    _case_number(facts, blocks)
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
    headings = [b for b in blocks if b.kind is BlockKind.HEADING and "layout" not in b.markers]
    marked = [b for b in headings if "hidden_heading" not in b.markers]
    early = [
        b
        for b in blocks[:12]
        if b.kind is BlockKind.PARAGRAPH and b.cell is None and not NO_TITLE.match(b.text)
    ]
    first_line = early[0] if early else None
    if marked:
        # The first heading: that of the highest level only if it stands near the top.
        block, rule = marked[0], "title-printed"
    elif (
        headings and first_line and headings[0].index < first_line.index and role_of(headings[0].text) is None
    ):
        block, rule = headings[0], "title-line"
    elif first_line and len(first_line.text) <= 200 and first_line.text[-1:] not in ".:;":
        block, rule = first_line, "title-line"
    elif headings and len(headings[0].text) > 3:
        block, rule = headings[0], "title-line"
    else:
        return
    if first_line and marked and first_line.index < block.index and _is_title(first_line.text):
        block, rule = first_line, "title-line"
    facts.title, facts.title_block, facts.rules["title"] = " ".join(block.text.split()), block.index, rule
    facts.title = _without_copy(facts.title)


# Lines over the title: whether the item is open, its number, its case number, the page.
NO_TITLE = re.compile(
    r"^(?:(?:åben|åbent|lukket|offentlig)(?: (?:sag|punkt|dagsorden|referat))?|(?:punkt|pkt\.?|sag) ?(?:nr\.? ?)?\d{1,3}|"
    r"(?:sags|journal|dokument)(?:nr|nummer|id)\b.*|j\.\s?nr.*|\d{2}\.\d{2}\.\d{2}.*|side \d+.*|dato:?.*|den \d.*|til:?|fra:?|notat|udkast|"
    r"åben(?:t)? (?:sag|punkt) .*)\W*$",
    re.IGNORECASE | re.DOTALL,
)


def _is_title(text: str) -> bool:
    return (
        len(text) <= 120
        and text[-1:] not in ".:;"
        and any(re.search(p, text.casefold()) for _, p in KIND_WORDS)
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
            if re.search(pattern, text.casefold()):
                facts.kind, facts.rules["kind"] = kind, "kind-from-title"
                return
    counts: Counter[Kind] = Counter()
    for block in blocks:
        for kind, pattern in KIND_WORDS:
            if kind is not Kind.STATUS_ITEM:
                counts[kind] += len(re.findall(pattern, block.text.casefold()))
    if counts and counts.most_common(1)[0][1] >= 3:
        facts.kind, facts.rules["kind"] = counts.most_common(1)[0][0], "kind-from-text"


def _municipality(facts: Facts, blocks: list[Block]) -> None:
    counts: Counter[str] = Counter()
    for block in blocks:
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
    for block in (b for b in blocks if b.index < max(top, 12)):
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


def _meeting(facts: Facts, blocks: list[Block]) -> None:
    """Body and date of the meeting that minutes or an agenda are of: printed at the top."""
    top = [b.text for b in blocks[:10] if len(b.text) < 200]
    if not any(
        re.search(r"\b(?:referat|dagsorden|beslutningsprotokol|møde)\b", text, re.IGNORECASE) for text in top
    ):
        return
    body = date = None
    for text in top:
        named = re.search(rf"\b(?:{DECIDERS})", PAPER.sub("", text))
        body = body or (named.group() if named else None)
        dates = [f for f in find_dates(text) if f.date.precision == "day"]
        date = date or (
            dates[0].date.iso()[0] if dates and re.search(r"\bmøde|den\b", text, re.IGNORECASE) else None
        )
    facts.meeting = (body, date)


def period_of(facts: Facts, blocks: list[Block]) -> Period | None:
    """Validity of what the document is or orders; for a status item its reporting window."""
    blocks = content(blocks)
    if facts.kind is Kind.STATUS_ITEM:
        return _window(blocks)
    near = range((facts.title_block or 0), (facts.title_block or 0) + 4)
    for number, block in enumerate(blocks):
        labelled = number > 0 and role_of(blocks[number - 1].text) == "period"
        cue = VALID.search(block.text)
        short = block.index in near or len(block.text) < 120
        told = _stretch(block.text) if labelled else None
        if cue and (_about_itself(block.text) or (short and number < 30)):
            told = told or _stretch(block.text[cue.start() : cue.end() + 70])
        if told:
            facts.rules["period"] = "period-printed"
            return told
    for block in blocks:
        if block.index in near and len(block.text) < 160:
            told = _stretch(block.text)
            if told:
                facts.rules["period"] = "period-printed"
                return told
    return None


def _about_itself(text: str) -> bool:
    return bool(
        re.search(
            r"\b(?:politik|strategi|plan|handleplan)(?:ken|en)?\b|\w+(?:politik|strategi)(?:ken|en)?\b",
            text,
            re.IGNORECASE,
        )
    )


def _stretch(text: str) -> Period | None:
    for found in find_dates(text):
        start, end = found.date.iso()
        if end and found.date.latest.year - found.date.earliest.year <= 15:
            return Period(start, end)
    # Ends printed unlike: "fra 1. januar 2026 til udgangen af 2029".
    dates = find_dates(text)
    for first, second in pairwise(dates):
        between = text[first.end : second.start]
        if re.fullmatch(
            r"\W*(?:og )?(?:frem )?til(?: og med)?(?: med)?(?: (?:udgangen|slutningen) af| den| d\.)?\W*",
            between,
        ):
            if first.date.earliest < second.date.latest:
                return Period(first.date.iso()[0], second.date.iso()[1] or second.date.iso()[0])
    return None


def _window(blocks: list[Block]) -> Period | None:
    """The halves, quarters or stretch that the report says it covers."""
    for block in blocks:
        parts = [f.date for f in find_dates(block.text) if f.date.precision in ("half", "quarter")]
        if parts and re.search(r"\b(?:i|for|perioden|siden)\b", block.text):
            first, last = min(parts, key=lambda d: d.earliest), max(parts, key=lambda d: d.latest)
            end = last.iso()[1] or last.iso()[0]
            return Period(first.iso()[0], end)
    for block in blocks:
        if re.search(r"\b(?:rapporterings|status|opgørelses)?perioden?\b", block.text):
            stretch = _stretch(block.text)
            if stretch:
                return stretch
    return None


def adoption_of(facts: Facts, blocks: list[Block]) -> Adoption | None:
    """Adoption of this very document: a line of its own that says so with a full date."""
    if facts.kind is Kind.STATUS_ITEM:
        return None
    for block in content(blocks):
        if len(block.text) > 160:
            continue
        match = ADOPTED.match(block.text)
        if not match:
            continue
        when = FuzzyDate.parse(match["date"])
        if when is None:
            continue
        facts.rules["adopted"] = "adoption-printed"
        body = (match["body"] or "").strip(" ,") or None
        return Adoption(re.sub(r"\s+(?:den|d\.?|i|på|mødet)$", "", body) if body else None, when.iso()[0])
    return None


def own_names(facts: Facts) -> set[str]:
    """Normal forms under which the document speaks of itself."""
    return {plain(facts.title)} if facts.title else set()
