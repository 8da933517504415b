"""Legal basis: sentences that cite a law and a section of it, with the quotation that follows."""

from __future__ import annotations

import re

from roedtraad.language.sentences import find_sentences
from roedtraad.reading.lexicon import LAWS
from roedtraad.reading.model import Block
from roedtraad.reading.recognise.context import Context

SECTION = re.compile(
    r"§{1,2}\s*(?P<number>\d{1,3}(?:\s?[a-z]\b(?!\w))?)(?:\s*[,.]?\s*(?:stk\.?|stykke)\s*(?P<part>\d{1,2}))?",
    re.IGNORECASE,
)
QUOTATION = re.compile(r"^[\"“”„»]|^(?:Stk\.|§)\s*\d|^Kommunalbestyrelsen skal\b|^\d+\)")


def law_in(text: str) -> str | None:
    """The law that a text names, by the name it is cited by."""
    for pattern, name in LAWS:
        match = re.search(pattern, text, re.IGNORECASE if pattern[0] != "\\" else 0)
        if match:
            return name or match.group()
    return None


def paragraph_in(text: str) -> str | None:
    """ "§ 19, stk. 2" from any way of writing it."""
    match = SECTION.search(text)
    if not match:
        return None
    return f"§ {match['number'].strip()}" + (f", stk. {match['part']}" if match["part"] else "")


def read_citations(ctx: Context, blocks: list[Block], number: int, *, labelled: bool = False) -> int:
    """Citations in block `number`, with the quoted blocks after it; gives the number of blocks taken (0: none)."""
    block = blocks[number]
    for sentence in find_sentences(block.text):
        law, paragraph = law_in(sentence.text), paragraph_in(sentence.text)
        if not law or not (paragraph or labelled):
            continue
        after = number + 1
        text = [sentence.text]
        if sentence.end >= len(block.text.rstrip()) and sentence.text.rstrip().endswith(
            (":", "§ 19", paragraph or ":")
        ):
            while after < len(blocks) and (
                QUOTATION.search(blocks[after].text) or _all_italic(blocks[after])
            ):
                text.append(blocks[after].text)
                after += 1
        ctx.found.add(
            "legal_basis",
            "\n".join(text),
            block,
            "citation",
            until=blocks[after - 1],
            offset=sentence.start,
            law=law,
            paragraph=paragraph,
        )
        return after - number
    return 0


def _all_italic(block: Block) -> bool:
    return sum(s.end - s.start for s in block.spans if s.style == "italic") >= 0.9 * len(block.text)
