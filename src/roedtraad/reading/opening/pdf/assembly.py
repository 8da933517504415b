"""The last room: the drafts of all pages → the document's blocks, each with the places of its printed lines."""

from __future__ import annotations

import itertools
import re

from pypdfium2 import PdfDocument

from roedtraad.reading.errors import Unreadable
from roedtraad.reading.model import Block, BlockKind, CellPlace, ListPlace, Place
from roedtraad.reading.opening.builder import Builder
from roedtraad.reading.opening.detect import MAX_TEXT
from roedtraad.reading.opening.ocr import Ocr
from roedtraad.reading.opening.pdf.engine import c, open_document, open_page
from roedtraad.reading.opening.pdf.furniture import furniture, own_lines, tables_of
from roedtraad.reading.opening.pdf.headings import mark_headings
from roedtraad.reading.opening.pdf.layout import Page, in_rows, lay_out
from roedtraad.reading.opening.pdf.lines import Line
from roedtraad.reading.opening.pdf.paragraphs import (
    NOTE,
    Draft,
    Grower,
    broken,
    first_number,
    joined_text,
    stopped,
    without_lone_numbers,
)
from roedtraad.reading.opening.pdf.scans import MAX_SCANNED, read_scan
from roedtraad.reading.opening.pdf.tables import Cell, Table
from roedtraad.reading.opening.pdf.tags import bookmarks, is_tagged

SCANNED = 0.5  # of the page: a picture as large as this, without text, is a page that was scanned
XFA = (c.FORMTYPE_XFA_FULL, c.FORMTYPE_XFA_FOREGROUND)
# What stands in place of the content, for programs that cannot show it.
PLEASE_WAIT = re.compile(r"please wait|vent venligst|adobe (?:acrobat )?reader", re.IGNORECASE)
TAGGED = 40  # pages of which the tags are read
CELL_AIR = 8.0  # points between a cell's words and its edge
FEW = 12  # letters; a page number is no text


def open_pdf(data: bytes, name: str, ocr: Ocr | None = None) -> tuple[list[Block], int]:
    """(the blocks, the number of pages). Raises Unreadable: "scanned" where the pages are pictures and `ocr` is None."""
    with open_document(data, name) as document:
        pages, missing = _pages(document, name)
        count = len(document)
        if missing == count:
            raise Unreadable("damaged", name)
        scanned = [page.number for page in pages if page.letters < FEW and page.picture >= SCANNED]
        written = sum(page.letters for page in pages)
        if c.FPDF_GetFormType(document) in XFA and written < 1_500 and PLEASE_WAIT.search(_words(pages)):
            raise Unreadable("xfa", name)
        if ocr is not None and scanned:
            pages = _read_scans(document, pages, scanned, ocr, name)
            scanned = []
        elif scanned and len(scanned) >= 0.8 * count and written < 400 * max(1, count - len(scanned)):
            raise Unreadable("scanned", name)
        blocks = assemble(pages, bookmarks(document), name)
        if not blocks:
            raise Unreadable("scanned" if scanned else "empty", name)
        _tell_scanned(blocks, scanned)
        return blocks, count


def _words(pages: list[Page]) -> str:
    return " ".join(line.text for page in pages for line in own_lines(page))


def _pages(document: PdfDocument, name: str) -> tuple[list[Page], int]:
    # The library walks the whole document's tree for each page: of a long one the first pages' tags must do,
    # since headings of one style have one level.
    tagged = min(TAGGED, TAGGED * 200 // len(document)) if is_tagged(document) else 0
    pages: list[Page] = []
    missing = written = 0
    for number in range(len(document)):
        opened = open_page(document, number)
        if opened is None:
            missing += 1
            continue
        try:
            page = lay_out(opened, number + 1, number < tagged)
        finally:
            opened.close()
        written += page.letters
        if written > MAX_TEXT:
            raise Unreadable("too_large", name, f"{MAX_TEXT // 1_000_000} millioner tegn")
        pages.append(page)
    return pages, missing


def _read_scans(
    document: PdfDocument, pages: list[Page], scanned: list[int], ocr: Ocr, name: str
) -> list[Page]:
    """The pages, with those that are pictures read by `ocr`."""
    if len(scanned) > MAX_SCANNED:
        raise Unreadable("too_large", name, f"{MAX_SCANNED} scannede sider")
    read: list[Page] = []
    for page in pages:
        opened = open_page(document, page.number - 1) if page.number in scanned else None
        if opened is not None:
            try:
                page = read_scan(opened, page.number, ocr)
            except (OSError, ValueError) as error:
                raise Unreadable("too_slow", name) from error
            finally:
                opened.close()
        read.append(page)
    return read


def assemble(pages: list[Page], marks: dict[tuple[int, str], int], name: str) -> list[Block]:
    """The blocks of the document. `marks`: its bookmarks."""
    body, colour = _common(pages)
    marked = furniture(pages, body)
    grower = Grower(marked, _pitch(pages, body))
    for page in pages:
        before = len(grower.drafts)
        for column in page.columns:
            grower.column(column, page.number)
        _notes(grower.drafts[before:], page, body)
    drafts = grower.drafts
    without_lone_numbers(drafts)
    mark_headings(drafts, pages, marks, body, colour)
    drafts = _over_breaks(drafts)
    try:
        return _Blocks(pages).build(drafts)
    except OverflowError as error:
        raise Unreadable("too_large", name, f"{error.args[0]} afsnit") from error


def _common(pages: list[Page]) -> tuple[float, int]:
    """Size and colour of most of the text."""
    sizes: dict[float, int] = {}
    colours: dict[int, int] = {}
    for page in pages:
        for line in own_lines(page):
            size = round(line.size * 2) / 2
            sizes[size] = sizes.get(size, 0) + len(line.text)
            colours[line.colour] = colours.get(line.colour, 0) + len(line.text)
        for table in tables_of(page):
            for cell in table.cells:
                for line in cell.lines:
                    size = round(line.size * 2) / 2
                    sizes[size] = sizes.get(size, 0) + len(line.text) // 2
                    colours[line.colour] = colours.get(line.colour, 0) + len(line.text) // 2
    if not sizes:
        return 10.0, 0
    return max(sizes, key=lambda each: sizes[each]), max(colours, key=lambda each: colours[each])


def _pitch(pages: list[Page], body: float) -> float:
    found: dict[float, int] = {}
    for page in pages[:60]:
        for column in page.columns:
            lines = [item for item in column if isinstance(item, Line) and abs(item.size - body) < 0.6]
            for one, two in itertools.pairwise(lines):
                step = round((two.base - one.base) / body, 1)
                if one.wraps and 0.9 <= step <= 2.0:
                    found[step] = found.get(step, 0) + 1
    return max(found, key=lambda each: found[each]) if found else 1.3


def _notes(drafts: list[Draft], page: Page, body: float) -> None:
    """Small type at the foot of a column, which begins with a number."""
    for number in range(len(drafts) - 1, -1, -1):
        draft = drafts[number]
        if draft.form in ("furniture", "note"):
            continue
        low = draft.lines and draft.first.top > 0.45 * page.frame.height
        if not low or draft.first.size > 0.93 * body:
            return
        if draft.form in ("text", "item") and (draft.form == "item" or NOTE.match(draft.text)):
            for other in drafts[number:]:
                if other.form in ("text", "item"):
                    other.form = "note"


def _over_breaks(drafts: list[Draft]) -> list[Draft]:
    """What a column or a page cut in two is one again; notes and furniture between stay behind it."""
    out: list[Draft] = []
    for draft in drafts:
        if draft.opened and draft.form == "text" and draft.level is None:
            last = next((d for d in reversed(out[-40:]) if d.form not in ("furniture", "note")), None)
            if last is not None and last.level is None and _cut(last, draft):
                last.lines += draft.lines
                continue
        out.append(draft)
    return out


def _cut(last: Draft, draft: Draft) -> bool:
    if last.form not in ("text", "item") or not last.lines:
        return False
    if abs(last.last.size - draft.first.size) > 0.5 or last.last.bold != draft.first.bold:
        return False
    ended = stopped(last.last.text)
    if broken(last.last.text) and re.match(r"[a-zæøå]", draft.first.text):
        return True
    small = bool(re.match(r"[a-zæøå]", draft.first.text))
    return small and not ended and (last.last.wraps or last.form == "item")


class _Blocks:
    """Numbers lists and tables, and adds the blocks."""

    def __init__(self, pages: list[Page]) -> None:
        self.builder = Builder()
        self.frames = {page.number: page.frame for page in pages}
        self.pages = pages
        self.stack: list[tuple[float, int, int, str]] = []  # (indent, list, position, kind of marker)
        self.table: Table | None = None
        self.number = self.row = 0
        self.header: list[str] = []

    def build(self, drafts: list[Draft]) -> list[Block]:
        shown = 0
        for draft in drafts:
            if draft.page != shown:
                self._slanted(shown + 1, draft.page)
                shown = draft.page
            if draft.form == "table":
                self.stack = []
                assert draft.table
                self._table(draft.table, draft.opened)
                continue
            if draft.form not in ("furniture", "note"):
                self.table = None
            self._text(draft)
        self._slanted(shown + 1, max(self.frames, default=0))
        pictures = {page.number for page in self.pages if page.ocr}
        for block in self.builder.blocks:
            if block.page in pictures:
                block.markers = (*block.markers, "ocr")
        return self.builder.blocks

    def _text(self, draft: Draft, cell: CellPlace | None = None, kind: BlockKind | None = None) -> None:
        rich, sizes = joined_text(draft.lines, draft.marker)
        markers = draft.extra
        listed = None
        if kind is None:
            if draft.form == "furniture":
                kind, markers = BlockKind.FURNITURE, (draft.furniture,)
            elif draft.form == "note":
                kind = BlockKind.FOOTNOTE
                rich.text = re.sub(r"^\[?\d{1,3}\]?[.)]?\s?", "", rich.text) or rich.text
                rich.spans = []
            elif draft.level is not None:
                kind, self.stack = BlockKind.HEADING, []
                markers = ("title",) if draft.title else markers
            elif draft.form == "item":
                kind = BlockKind.LIST_ITEM
                listed = self._item(draft)
            else:
                kind, self.stack = BlockKind.PARAGRAPH, self.stack if _inside(draft, self.stack) else []
        if draft.level is None and kind is not BlockKind.FURNITURE and draft.lines and _all(draft, "bold"):
            markers = (*markers, "bold")
        places = tuple(self._place(line, size) for line, size in zip(draft.lines, sizes, strict=True))
        self.builder.add(
            kind,
            rich,
            level=draft.level if kind is BlockKind.HEADING else None,
            page=draft.page,
            list=listed,
            cell=cell,
            markers=markers,
            places=places,
        )

    def _place(self, line: Line, size: int) -> Place:
        frame = self.frames[line.page]
        left, top, right, bottom = frame.on_page(line.left, line.top, line.right, line.bottom)
        return Place(line.page, left, top, right, bottom, size)

    def _item(self, draft: Draft) -> ListPlace:
        indent = draft.first.left
        kind = (
            "number"
            if re.search(r"\d", draft.marker)
            else "letter"
            if draft.marker[-1:] in ".)"
            else "bullet"
        )
        while self.stack and indent < self.stack[-1][0] - 5:
            self.stack.pop()
        fresh = (
            not self.stack
            or indent > self.stack[-1][0] + 5
            or (kind != self.stack[-1][3])
            or (kind != "bullet" and first_number(draft.marker))
        )
        if fresh:
            level = self.stack and abs(indent - self.stack[-1][0]) <= 5
            if level:
                self.stack.pop()
            number = self.stack[-1][1] if self.stack else self.builder.new_list()
            self.stack.append((indent, number, 1, kind))
        else:
            at, number, position, _ = self.stack[-1]
            self.stack[-1] = (at, number, position + 1, kind)
        _, number, position, _ = self.stack[-1]
        marker = draft.marker if kind != "bullet" or draft.marker in "–-*" else "•"
        return ListPlace(number, len(self.stack) - 1, position, marker)

    def _slanted(self, first: int, last: int) -> None:
        for page in self.pages:
            if first <= page.number <= last:
                for run in page.slanted:
                    place = page.frame.on_page(run.left, run.top, run.right, run.bottom)
                    marker = "watermark" if run.content < 0 else "margin"
                    self.builder.add(
                        BlockKind.FURNITURE,
                        run.text,
                        page=page.number,
                        markers=(marker,),
                        places=(Place(page.number, *place, len(run.text)),),
                    )

    # Tables

    def _table(self, table: Table, opened: bool) -> None:
        cells = table.cells
        if self.table is not None and opened and _same_table(self.table, table):
            first = table.row(0)
            if first == self.header:
                cells = [Cell(c.row - 1, c.column, c.rows, c.columns, c.lines) for c in cells if c.row > 0]
        else:
            self.number, self.row = self.builder.new_table(), 0
            self.header = table.row(0)
            self.table = table
        if not cells:
            return
        self.table = table if self.table is not table else self.table
        for cell in cells:
            header = table.header and cell.row == 0 and self.row == 0
            place = CellPlace(self.number, self.row + cell.row, cell.column, header, cell.rows, cell.columns)
            after = cell.column + cell.columns
            edge = (table.stops[after] if after < len(table.stops) else table.right) - CELL_AIR
            self._cell(cell, place, table.page, edge)
        self.row += max(cell.row for cell in cells) + 1

    def _cell(self, cell: Cell, place: CellPlace, page: int, edge: float) -> None:
        grower = Grower({}, 1.25)
        grower.column(in_rows(list(cell.lines)), page, edge)
        outer, self.stack = self.stack, []
        for draft in grower.drafts:
            if len(grower.drafts) == 1 and draft.form == "text":
                self._text(draft, place, BlockKind.TABLE_CELL)
            elif draft.form == "text":
                self._text(draft, place, BlockKind.PARAGRAPH)
                self.stack = []
            else:
                self._text(draft, place)
        self.stack = outer


def _inside(draft: Draft, stack: list[tuple[float, int, int, str]]) -> bool:
    """A paragraph that is indented as the item above belongs to it; the list goes on after it."""
    return bool(stack) and bool(draft.lines) and draft.first.left > stack[-1][0] + 5


def _all(draft: Draft, style: str) -> bool:
    return all(line.bold if style == "bold" else line.italic for line in draft.lines)


def _same_table(one: Table, two: Table) -> bool:
    """Two parts of a table that a page break cut: as many columns, at the same places."""
    return (
        two.page == one.page + 1
        and one.columns == two.columns
        and all(abs(a - b) <= 6 for a, b in zip(one.stops, two.stops, strict=True))
    )


def _tell_scanned(blocks: list[Block], scanned: list[int]) -> None:
    """Pages that are only pictures are told at the block before them, or the first."""
    for number in scanned:
        before = [block for block in blocks if (block.page or 0) < number]
        block = before[-1] if before else blocks[0]
        if "scanned_page" not in block.markers:
            block.markers = (*block.markers, "scanned_page")
