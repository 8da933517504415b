"""Legal basis: sentences that cite a law and a section of it, with the quotation that follows."""

from __future__ import annotations

import re

from roedtraad.language.sentences import find_sentences
from roedtraad.reading.lexicon import LAWS
from roedtraad.reading.model import Block
from roedtraad.reading.recognise.collect import Found
from roedtraad.reading.recognise.context import Context
from roedtraad.reading.wording import holds

SECTION = re.compile(
    r"§{1,2}\s*(?P<number>\d{1,3}(?:\s?[a-z](?![\w])(?!\s+(?:barnets|lov|service|dagtilbud|folkeskole|sundheds|forvaltnings|den)))?)"
    r"(?:\s*[,.]?\s*(?:stk\.?|stykke)\s*(?P<part>\d{1,2}))?|"
    # The sign was lost on the way: what is lost stays missing, but the number is one of a law.
    r"(?<=lovens )(?P<bare>\d{1,3}(?:\s?[a-z]\b)?),?\s*stk\.?\s*(?P<bare_part>\d{1,2})",
    re.IGNORECASE,
)
SIGNS = ("§", "lovens ")  # one of them stands before every section
QUOTATION = re.compile(r"^[\"“”„»]|^(?:Stk\.|§)\s*\d|^Kommunalbestyrelsen skal\b|^\d+\)")


def laws_in(text: str) -> list[tuple[int, int, str]]:
    """(start, end, name) of every law that a text names, in order, none inside another."""
    found: list[tuple[int, int, str]] = []
    for pattern, name in LAWS:
        for match in pattern.finditer(text):
            if not any(a < match.end() and match.start() < b for a, b, _ in found):
                printed = match.group()
                found.append((match.start(), match.end(), name or re.sub(r"(?<=loven)s$", "", printed)))
    return sorted(found)


def paragraph_of(match: re.Match[str]) -> str:
    """ "§ 19, stk. 2" from any way of writing it."""
    number, part = match["number"] or match["bare"], match["part"] or match["bare_part"]
    return ("§ " if match["number"] else "") + number.strip() + (f", stk. {part}" if part else "")


def cited(text: str) -> list[tuple[str, str | None]]:
    """(law, section) pairs: each section goes with the law that stands nearest, after it only with "i"."""
    laws = laws_in(text)
    if not laws:
        return []
    pairs: list[tuple[str, str | None]] = []
    for match in SECTION.finditer(text):
        after = next(
            (
                law
                for law in laws
                if law[0] >= match.end() and re.fullmatch(r"\s*(?:i|af|fra)?\s*", text[match.end() : law[0]])
            ),
            None,
        )
        before = [law for law in laws if law[1] <= match.start()]
        law = after or (before[-1] if before else laws[0])
        pairs.append((law[2], paragraph_of(match)))
    if not pairs and not SECTION.search(text):
        pairs = [(laws[0][2], None)]
    return list(dict.fromkeys(pairs))


def read_citations(
    ctx: Context, blocks: list[Block], number: int, *, labelled: bool = False, parent: Found | None = None
) -> int:
    """Citations in block `number`, with the quoted blocks after it; gives the number of blocks taken (0: none)."""
    block = blocks[number]
    if not labelled and not holds(block.text, SIGNS):
        return 0
    taken = 0
    for sentence in find_sentences(block.text):
        pairs = [pair for pair in cited(sentence.text) if pair[1] or labelled]
        if not pairs:
            continue
        after = number + 1
        text = [sentence.text]
        if sentence.end >= len(block.text.rstrip()) and re.search(
            r"(?::|§\s*\d+\s?[a-z]?|stk\.\s*\d+)$", sentence.text.rstrip()
        ):
            while after < len(blocks) and (
                QUOTATION.search(blocks[after].text) or _all_italic(blocks[after])
            ):
                text.append(blocks[after].text)
                after += 1
        for order, (law, paragraph) in enumerate(pairs):
            ctx.found.add(
                "legal_basis",
                "\n".join(text),
                block,
                "citation",
                until=blocks[after - 1],
                offset=sentence.start + order,
                parent=parent,
                law=law,
                paragraph=paragraph,
            )
        taken = max(taken, after - number)
    return taken


def _all_italic(block: Block) -> bool:
    return sum(s.end - s.start for s in block.spans if s.style == "italic") >= 0.9 * len(block.text)
