"""What conversion left in the text itself: page numbers glued to words, titles twice, contents run together, split words.

A part of mending. Each is mended only where the document itself says what was there: what is lost stays missing.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace
from itertools import pairwise

from roedtraad.reading.model import Block, BlockKind, Span
from roedtraad.reading.wording import Wording

# "3Forord": a page number that lost the space behind it. A word that begins with a digit goes on in lower case or with a hyphen.
GLUED = re.compile(r"^(?P<number>\d{1,3})(?=[A-ZÆØÅ][a-zæøåé])")
PAGE_BEFORE = re.compile(r"(?:side|s\.)\s*\d{1,3}\s*(?:af|/)\s*\d{1,3}\b[\s|·–-]*", re.IGNORECASE)
PAGE_BEHIND = Wording(r"[\s|·–-]*\bside\s*\d{1,3}\s*(?:af|/)\s*\d{1,3}$", "side")
# Several lines of contents in one: dots or lines that lead to a page, again and again.
LEADER = re.compile(r"(?:\.(?:\s?\.){3,}|_(?:_{3,})|…(?:\s?…)+)\s*(?:side\s+)?\d{1,3}(?!\d)", re.IGNORECASE)
CRUMBS = re.compile(
    r"(?:(?:du er her|her er du)\s*:?\s*)?(?:forside|forsiden|hjem|home|start|startside)\s*(?:[>/»›|→]|&gt;|::)\s*\S.*|"
    r"(?:du er her|her er du)\s*:\s*\S.*|[^>»›]{2,40}(?:\s+[>»›]\s+[^>»›]{2,60}){2,}",
    re.IGNORECASE,
)
# "an - bringelses", "selvstændig- hed": a word that was broken at a line's end, and the end of the line is gone.
SPLIT = re.compile(r"(?<![\w-])(?P<one>[A-ZÆØÅ]?[a-zæøåéü]{1,})(?: - |- )(?P<two>[a-zæøåéü]{2,})(?!\w)")
LONG_WORD = re.compile(r"[^\W\d_]{5,}")
BETWEEN = re.compile(r"[\W_]+")
BINDING = {"og", "eller", "samt", "til", "som", "hhv", "men", "der", "det", "de", "i", "at", "fra", "med"}


def mend_artefacts(blocks: list[Block]) -> list[Block]:
    """The blocks, mended. The list given is not changed; blocks may become more or fewer letters, never other words."""
    blocks = _without_glued_numbers([_without_printed_page(block) for block in blocks])
    blocks = _without_repeats([piece for block in blocks for piece in _contents_apart(_as_crumbs(block))])
    return _split_words_joined(blocks)


def _shortened(block: Block, start: int, end: int, marker: str) -> Block:
    """The block with only the stretch start..end of its text."""
    spans = tuple(
        Span(max(s.start, start) - start, min(s.end, end) - start, s.style)
        for s in block.spans
        if s.start < end and s.end > start
    )
    return replace(block, text=block.text[start:end], spans=spans, markers=(*block.markers, marker))


def _without_printed_page(block: Block) -> Block:
    """ "Side 3 af 16" before or behind the text of its page."""
    if block.kind is BlockKind.FURNITURE or block.cell is not None:
        return block
    match = PAGE_BEFORE.match(block.text) or PAGE_BEHIND.search(block.text)
    if match is None or len(match[0]) == len(block.text):
        return block
    start, end = (match.end(), len(block.text)) if match.start() == 0 else (0, match.start())
    return _shortened(block, start, end, "mended")


def _without_glued_numbers(blocks: list[Block]) -> list[Block]:
    """Page numbers glued to the first word of their pages: three or more, counting up, so that they can be nothing else."""
    glued = [
        (at, int(match["number"]))
        for at, block in enumerate(blocks)
        if block.kind in (BlockKind.PARAGRAPH, BlockKind.HEADING)
        and block.cell is None
        and (match := GLUED.match(block.text))
    ]
    pages = [number for _, number in glued]
    if len(glued) < 3 or any(later <= earlier for earlier, later in pairwise(pages)):
        return blocks
    out = list(blocks)
    for at, number in glued:
        out[at] = _shortened(blocks[at], len(str(number)), len(blocks[at].text), "mended")
    return out


def _as_crumbs(block: Block) -> Block:
    """The line that says where on the site the page stands."""
    if (
        block.kind is BlockKind.PARAGRAPH
        and block.cell is None
        and len(block.text) < 200
        and CRUMBS.fullmatch(block.text)
    ):
        return replace(block, kind=BlockKind.FURNITURE, markers=(*block.markers, "chrome"))
    return block


def _contents_apart(block: Block) -> list[Block]:
    """A list of contents that ran together into one paragraph, a line each again."""
    if block.cell is not None or not (block.kind is BlockKind.PARAGRAPH or "contents" in block.markers):
        return [block]
    ends = [match.end() for match in LEADER.finditer(block.text)]
    if len(ends) < 2:
        return [block]
    starts = [0, *ends[:-1]]
    entries = [
        _shortened(block, *_trimmed(block.text, a, b), "contents") for a, b in zip(starts, ends, strict=True)
    ]
    lines = [replace(entry, kind=BlockKind.FURNITURE, places=()) for entry in entries if entry.text]
    rest = _shortened(block, *_trimmed(block.text, ends[-1], len(block.text)), "mended")
    return [*lines, rest] if re.search(r"\w", rest.text) else lines


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    return end - len(piece.lstrip()), start + len(piece.rstrip()) if piece.strip() else end


def _without_repeats(blocks: list[Block]) -> list[Block]:
    """A title printed twice, once over the other or once in the other, and again at the head of pages."""
    out: list[Block] = []
    last: Block | None = None
    title: str | None = None
    for block in blocks:
        if block.kind is BlockKind.HEADING and block.cell is None:
            block = _without_echo(block)
            title = title or _bare(block.text)
        under = last is not None and last.kind is BlockKind.HEADING
        after_page = bool(out) and "page_number" in out[-1].markers
        if (
            (under or after_page)
            and block.cell is None
            and block.kind in (BlockKind.HEADING, BlockKind.PARAGRAPH)
            and len(block.text) < 200
        ):
            known = _bare(block.text)
            if known and ((last and under and known == _bare(last.text)) or (after_page and known == title)):
                out.append(
                    replace(block, kind=BlockKind.FURNITURE, level=None, markers=(*block.markers, "repeated"))
                )
                continue
        if block.kind is not BlockKind.FURNITURE:
            last = block
        out.append(block)
    return out


def _without_echo(block: Block) -> Block:
    """ "Trygge veje Trygge veje" is "Trygge veje"."""
    half = len(block.text) // 2
    one, other = block.text[:half], block.text[half:].lstrip()
    if len(one) > 7 and one.strip() == other and " " in one.strip():
        return _shortened(block, 0, len(one.rstrip()), "mended")
    return block


def _bare(text: str) -> str:
    return BETWEEN.sub(" ", text).strip().casefold()


def _split_words_joined(blocks: list[Block]) -> list[Block]:
    """Words split in two, where the document writes the same word whole in another place."""
    split = {block.index for block in blocks if "- " in block.text and SPLIT.search(block.text)}
    if not split:
        return blocks
    words = sorted({word.casefold() for block in blocks for word in LONG_WORD.findall(block.text)})
    return [_with_whole_words(block, words) if block.index in split else block for block in blocks]


def _with_whole_words(block: Block, words: list[str]) -> Block:
    text, spans, changed = block.text, block.spans, False
    for match in reversed(list(SPLIT.finditer(block.text))):
        if match["two"] in BINDING or not _known(match["one"].casefold(), match["two"], words):
            continue
        start, end = match.end("one"), match.start("two")
        text, changed = text[:start] + text[end:], True
        spans = tuple(
            Span(_moved(s.start, start, end), _moved(s.end, start, end), s.style)
            for s in spans
            if _moved(s.end, start, end) > _moved(s.start, start, end)
        )
    return replace(block, text=text, spans=spans, markers=(*block.markers, "mended")) if changed else block


def _moved(place: int, start: int, end: int) -> int:
    return place if place <= start else max(start, place - (end - start))


def _known(one: str, two: str, words: list[str]) -> bool:
    """Whether a word of the document (`words` in order) has both halves together, but for an ending of three letters."""
    whole = one + two
    start = whole[: max(len(one) + min(3, len(two)), len(whole) - 3)]
    at = bisect_left(words, start)
    return (
        len(whole) > 5
        and at < len(words)
        and words[at].startswith(start)
        and len(words[at]) <= len(whole) + 12
    )
