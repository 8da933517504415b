"""The second layer: what conversion broke is mended, what is no content is marked as furniture.

Only what can be known is mended. Lost words and figures stay lost.
"""

from __future__ import annotations

import re
from dataclasses import replace

from roedtraad.reading.artefacts import mend_artefacts
from roedtraad.reading.columns import unfold_columns
from roedtraad.reading.flat import unflatten
from roedtraad.reading.lexicon import role_of
from roedtraad.reading.model import Block, BlockKind, ListPlace, Span

PAGE_NUMBER = re.compile(
    r"(?:side\s*)?\d{1,4}(?:\s*(?:af|/)\s*\d{1,4})?|[-–]\s*\d{1,3}\s*[-–]|kapitel \d+", re.IGNORECASE
)
YEAR = re.compile(r"(?:19|20)\d\d")  # a line of its own over a timetable; no document has so many pages
# Site chrome that transcripts carry along. Each alone on its line.
CHROME = re.compile(
    r"(?:læs mere|læs op|print|del(?: på \w+)?|download.*|save this pdf as:?.*|størrelse:?(?: px)?|starte visningen fra side:?|transkript|"
    r"til toppen|tilbage|forside|menu|søg|log ind|cookies?.*|vi bruger cookies.*|accepter.*cookies.*|word\W+png\W+txt\W+jpg|skip to .*|"
    r"spring til indhold.*|hop til indhold.*|del siden|udskriv|(?:sidst |senest )?opdateret:? (?:den )?\d.*|gå til (?:hoved)?indhold(?:et)?|"
    r"sidens indhold|tilbage til toppen|fandt du det,? du søgte\??|kopi[eé]r link|luk)",
    re.IGNORECASE,
)
ABSENT = re.compile(
    r"^(?:fraværende|afbud|ikke til stede|mødet hævet|mødet sluttede)\b[^.]{0,12}:\s*\S", re.IGNORECASE
)
CONTACT = re.compile(
    r"\b[\w.+-]+@[\w-]+\.\w{2,}\b|\bwww\.\S+|\b(?:tlf|telefon|tel)\b\.?:?\s*(?:\+45\s*)?\d|\bISBN\b|\bEAN\b",
    re.IGNORECASE,
)
ENDED = re.compile(r"[.!?:;…][\"”’»')\]]*\s*$")


def mend(blocks: list[Block]) -> list[Block]:
    """The blocks mended and numbered anew. The list given is not changed."""
    blocks = [_as_noise(block) for block in blocks]
    mended = unfold_columns(unflatten([_without_note_marks(block) for block in blocks]))
    mended = _rows_over_pages(_joined(mend_artefacts([_as_furniture(block) for block in _bulleted(mended)])))
    mended = _without_tail(_numbered(_chrome_and_contact(_without_heads(mended))))
    return [replace(block, index=index) for index, block in enumerate(mended)]


MAX_PARAGRAPH = 15_000  # characters; a closely printed page has 5,000
MAX_WORD = 200


def _as_noise(block: Block) -> Block:
    """Text that no person wrote as a paragraph is shown, but no rule is tried on it."""
    if len(block.text) <= MAX_WORD:
        return block
    if len(block.text) > MAX_PARAGRAPH or max(map(len, block.text.split()), default=0) > MAX_WORD:
        return replace(
            block,
            kind=BlockKind.FURNITURE,
            level=None,
            list=None,
            spans=(),
            markers=(*block.markers, "noise"),
        )
    return block


def _as_furniture(block: Block) -> Block:
    """Page numbers, contents lines and site chrome that stand alone."""
    text = block.text.strip()
    if block.cell is None and block.kind is not BlockKind.FURNITURE:
        if PAGE_NUMBER.fullmatch(text) and not YEAR.fullmatch(text):
            return replace(
                block, kind=BlockKind.FURNITURE, level=None, markers=(*block.markers, "page_number")
            )
        if ABSENT.match(text) and len(text) < 200:
            return replace(block, kind=BlockKind.FURNITURE, level=None, markers=(*block.markers, "absent"))
        if CHROME.fullmatch(text):
            return replace(block, kind=BlockKind.FURNITURE, level=None, markers=(*block.markers, "chrome"))
    return block


def _without_note_marks(block: Block) -> Block:
    """Footnote marks go from the text; a paragraph that begins with one is the note."""
    marks = [
        s
        for s in block.spans
        if s.style == "superscript" and re.fullmatch(r"\W*\d{1,3}\W*", block.text[s.start : s.end])
    ]
    if not marks:
        return block
    kind = block.kind
    if marks[0].start == 0 and kind in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM):
        kind = BlockKind.FOOTNOTE
    text, spans = block.text, block.spans
    for mark in reversed(marks):
        text = text[: mark.start] + text[mark.end :]
        spans = tuple(moved for span in spans if span is not mark and (moved := _moved(span, mark)))
    return replace(block, kind=kind, text=text.strip(), spans=spans, markers=(*block.markers, "note_mark"))


def _moved(span: Span, gone: Span) -> Span | None:
    size = gone.end - gone.start
    start = span.start - size if span.start >= gone.end else min(span.start, gone.start)
    end = span.end - size if span.end >= gone.end else min(span.end, gone.start)
    return Span(start, end, span.style) if end > start else None


BULLET = re.compile(r"^(?P<marker>[-•▪●◦‣·*–])\s+(?=\S)")


def _bulleted(blocks: list[Block]) -> list[Block]:
    """Paragraphs that begin with a printed bullet (in a cell, after a line break) are items of a list."""
    number = max((b.list.list for b in blocks if b.list), default=0)
    out: list[Block] = []
    position = 0
    for block in (line for each in blocks for line in _bullet_lines(each)):
        match = (
            BULLET.match(block.text) if block.kind in (BlockKind.PARAGRAPH, BlockKind.TABLE_CELL) else None
        )
        if not match:
            position = 0
            out.append(block)
            continue
        number += position == 0
        position += 1
        place = ListPlace(number, 0, position, match["marker"])
        out.append(replace(_without(block, match.end()), kind=BlockKind.LIST_ITEM, list=place))
    return out


def _bullet_lines(block: Block) -> list[Block]:
    """A paragraph whose lines each begin with a bullet (the first may lead in), a block a line; any other as it is."""
    lines = block.text.split("\n")
    bullets = [bool(BULLET.match(line)) for line in lines]
    if (
        block.kind not in (BlockKind.PARAGRAPH, BlockKind.TABLE_CELL)
        or sum(bullets) < 2
        or not all(bullets[1:])
    ):
        return [block]
    out, start = [], 0
    for line in lines:
        spans = tuple(
            Span(max(0, s.start - start), min(len(line), s.end - start), s.style)
            for s in block.spans
            if s.start < start + len(line) and s.end > start
        )
        out.append(replace(block, text=line, spans=spans))
        start += len(line) + 1
    return out


def _without(block: Block, cut: int) -> Block:
    """The block without its first `cut` characters."""
    spans = tuple(Span(max(0, s.start - cut), s.end - cut, s.style) for s in block.spans if s.end > cut)
    return replace(block, text=block.text[cut:], spans=spans)


def _joined(blocks: list[Block]) -> list[Block]:
    """Paragraphs parted by a page break or a table cell's end are one again."""
    out: list[Block] = []
    for block in blocks:
        last = next((b for b in reversed(out[-3:]) if b.kind is not BlockKind.FURNITURE), None)
        if last is not None and _goes_on(last, block):
            broken = re.search(r"\w[-\u2010]$", last.text)
            text = (last.text[:-1] if broken else last.text + " ") + block.text
            shift = len(text) - len(block.text)
            spans = (*last.spans, *(Span(s.start + shift, s.end + shift, s.style) for s in block.spans))
            out[out.index(last)] = replace(
                last,
                text=text,
                spans=spans,
                markers=(*last.markers, "mended"),
                places=last.places + block.places,
            )
        else:
            out.append(block)
    return out


# No paragraph ends in one of these.
DANGLING = re.compile(
    r"\b(?:af|i|på|og|for|med|til|at|en|et|den|de|som|der|fra|om|ved|under|mellem|samt|eller)$"
)


def _goes_on(last: Block, block: Block) -> bool:
    if block.kind not in (BlockKind.PARAGRAPH, BlockKind.TABLE_CELL) or last.kind not in (
        BlockKind.PARAGRAPH,
        BlockKind.TABLE_CELL,
        BlockKind.LIST_ITEM,
    ):
        return False
    over_page = last.page is not None and block.page is not None and block.page > last.page
    begins = r"[a-zæøåé]|\d[\d.,]*\s+[a-zæøåé]" if over_page else r"[a-zæøåé]"
    if (
        over_page
        and last.kind is BlockKind.PARAGRAPH is block.kind
        and last.cell is None
        and len(last.text) > 40
        and DANGLING.search(last.text[-12:])
    ):
        return True
    if ENDED.search(last.text[-20:]) or not re.match(begins, block.text) or "\n" in last.text:
        return False
    if last.cell is None and block.cell is None:
        if re.match(r"at\b", block.text) and re.search(r"(?:^at\b|\bindstille[rs]\b)", last.text):
            return False  # an at-point on a line of its own
        # A list item goes on only over what looks like a page break: a whole sentence must have been cut.
        return last.kind is BlockKind.PARAGRAPH and len(last.text) > 40
    if last.cell and block.cell and last.cell.table == block.cell.table and block.cell.row > last.cell.row:
        return block.cell.column == last.cell.column and bool(re.search(r"\w[-\u2010]$", last.text))
    return False


def _rows_over_pages(blocks: list[Block]) -> list[Block]:
    """A row that a page's end cut in two is one row: all that stands on the new page goes on what its column had begun."""
    cells: dict[tuple[int, int], dict[int, list[int]]] = {}
    for at, block in enumerate(blocks):
        if block.cell and block.page is not None:
            cells.setdefault((block.cell.table, block.cell.row), {}).setdefault(block.cell.column, []).append(
                at
            )
    out: list[Block | None] = list(blocks)
    for (table, row), below in cells.items():
        above = cells.get((table, row - 1))
        if above is None or not all(column in above for column in below):
            continue
        pairs = [(above[column][-1], parts[0]) for column, parts in below.items()]
        if not all(_cut_by_page(blocks[one], blocks[other]) for one, other in pairs):
            continue
        for column, parts in below.items():
            upper, lower = out[above[column][-1]], blocks[parts[0]]
            assert upper
            out[above[column][-1]] = replace(upper, text=f"{upper.text} {lower.text}", markers=(*upper.markers, "mended"),
                                             places=upper.places + lower.places)  # fmt: skip
            out[parts[0]] = None
            for at in parts[1:]:
                assert lower.cell
                out[at] = replace(blocks[at], cell=replace(lower.cell, row=row - 1))
    return [block for block in out if block is not None]


def _cut_by_page(one: Block, other: Block) -> bool:
    return (
        (other.page or 0) > (one.page or 0)
        and not ENDED.search(one.text[-20:])
        and bool(re.match(r"[a-zæøåé]|(?:19|20)\d\d\b", other.text))
    )


def _chrome_and_contact(blocks: list[Block]) -> list[Block]:
    """Contents lists, contact blocks and lists of related documents, from their heading to the next one."""
    out: list[Block] = []
    under: str | None = None
    level = 9
    entries: set[int] = set()
    for number, block in enumerate(blocks):
        label = _label(block)
        if label == "contents" and not _contents_follow(blocks, number):
            label = None
        if label == "contents":
            entries.update(_repeated_entries(blocks, number))
        if label in ("contents", "contact", "related"):
            under, level = label, block.level or 9
        elif (under and block.kind is BlockKind.HEADING and (block.level or 9) <= level) or (
            under == "contents"
            and not ("contents" in block.markers or block.kind is BlockKind.FURNITURE or number in entries)
        ):
            under = None
        if under and not (under == "contact" and len(block.text) > 300):
            out.append(replace(block, kind=BlockKind.FURNITURE, level=None, markers=(*block.markers, under)))
        elif _is_contact(block):
            out.append(
                replace(block, kind=BlockKind.FURNITURE, level=None, markers=(*block.markers, "contact"))
            )
        else:
            out.append(block)
    return out


NUMBERED = re.compile(r"^(?P<number>\d{1,2}(?:\.\d{1,2})+|[a-h]\))\.?\s+(?=\S)")


def _numbered(blocks: list[Block]) -> list[Block]:
    """Paragraphs numbered by hand, "2.1 …" "2.2 …", two or more in a row, are a list."""
    out: list[Block] = []
    number = max((b.list.list for b in blocks if b.list), default=0)
    row: list[Block] = []
    for block in [*blocks, None]:
        match = (
            NUMBERED.match(block.text)
            if block and block.kind is BlockKind.PARAGRAPH and block.cell is None
            else None
        )
        if block is not None and match:
            row.append(block)
            continue
        if len(row) > 1:
            number += 1
            for position, item in enumerate(row, 1):
                found = NUMBERED.match(item.text)
                assert found
                place = ListPlace(number, 0, position, found["number"])
                out.append(replace(_without(item, found.end()), kind=BlockKind.LIST_ITEM, list=place))
        else:
            out += row
        row = []
        if block is not None:
            out.append(block)
    return out


def _without_heads(blocks: list[Block]) -> list[Block]:
    """Short lines beside a page's number that the document's top or another page prints too: running heads of a transcript."""
    beside = [
        n for n, b in enumerate(blocks)
        if b.kind is BlockKind.PARAGRAPH and b.cell is None and len(b.text) < 80 and n > 3
        and any("page_number" in blocks[m].markers for m in (n - 1, n + 1) if m < len(blocks))
    ]  # fmt: skip
    top = {b.text for b in blocks[:4]}
    printed = [blocks[n].text for n in beside]
    out = list(blocks)
    for n in beside:
        if blocks[n].text in top or printed.count(blocks[n].text) > 2:
            out[n] = replace(blocks[n], kind=BlockKind.FURNITURE, markers=(*blocks[n].markers, "repeated"))
    return out


def _without_tail(blocks: list[Block]) -> list[Block]:
    """Sites that show transcripts end in a list of other documents, each closed by "Læs mere"."""
    more = [
        n for n, b in enumerate(blocks) if "chrome" in b.markers and b.text.casefold().startswith("læs mere")
    ]
    if len(more) < 3 or more[0] < 2:
        return blocks
    start = more[0] - 2
    return [
        replace(b, kind=BlockKind.FURNITURE, level=None, list=None, markers=(*b.markers, "related"))
        if n >= start
        else b
        for n, b in enumerate(blocks)
    ]


def _label(block: Block) -> str | None:
    """The role of a block that can be a heading: one, or a short line set apart."""
    if block.kind is BlockKind.HEADING or (
        block.kind is BlockKind.PARAGRAPH
        and block.cell is None
        and len(block.text) <= 60
        and block.text[-1:] not in ".,;"
    ):
        return role_of(block.text)
    return None


def _contents_follow(blocks: list[Block], number: int) -> bool:
    """Lines with pages follow, or lines that all stand again further down as what they name."""
    if any("contents" in block.markers for block in blocks[number + 1 : number + 4]):
        return True
    return len(_repeated_entries(blocks, number)) > 1


def _repeated_entries(blocks: list[Block], number: int) -> list[int]:
    """The blocks after a heading of contents whose words are printed again below."""
    later: dict[str, int] = {}
    for at, block in enumerate(blocks[number + 1 :], number + 1):
        if len(block.text) < 150:
            later[_bare(block.text)] = at
    entries = []
    for at in range(number + 1, min(number + 60, len(blocks))):
        if len(blocks[at].text) > 150 or later.get(_bare(blocks[at].text), at) <= at:
            break
        entries.append(at)
    return entries


def _bare(text: str) -> str:
    return re.sub(r"^\W*\d{1,3}[.)]?\s|[\W_]+", " ", text).strip().casefold()


def _is_contact(block: Block) -> bool:
    """Short lines with an address, a telephone number or a web address; never a paragraph of prose."""
    if block.kind is not BlockKind.PARAGRAPH or block.cell is not None or len(block.text) > 300:
        return False
    lines = block.text.split("\n")
    return (
        bool(CONTACT.search(block.text))
        and max(map(len, lines)) < 70
        and not re.search(r"[a-zæøå]{3,}\. [A-ZÆØÅ]", block.text)
    )
