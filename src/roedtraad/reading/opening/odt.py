"""OpenDocument texts (.odt) → blocks: headings, lists, tables, text boxes, notes.

Read straight from the XML of the file. Tracked changes are read as accepted: what was deleted stands apart in
`text:tracked-changes` and is not looked at. Nor are comments, headers and footers, hidden text, pictures, macros and links
outside. Source of the elements' meaning: OpenDocument 1.3 part 3.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from roedtraad.reading.errors import Unreadable
from roedtraad.reading.model import Block, BlockKind, CellPlace, ListPlace
from roedtraad.reading.opening.builder import Builder, Rich, settle_cell, without_printed_bullet
from roedtraad.reading.opening.detect import MAX_TEXT
from roedtraad.reading.opening.odt_styles import TEXT, ListLevel, Styles, whole
from roedtraad.reading.opening.package import Package, opened
from roedtraad.reading.opening.word_styles import written

OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
MANIFEST = "{urn:oasis:names:tc:opendocument:xmlns:manifest:1.0}"
INDEXES = {"table-of-content", "illustration-index", "table-index", "object-index", "user-index", "alphabetical-index",
           "bibliography"}  # fmt: skip
# Inside a paragraph: neither text of its own nor a holder of text that is shown here.
SILENT = {"annotation", "annotation-end", "note-citation", "tracked-changes", "hidden-text", "ruby-text", "soft-page-break",
          "desc", "title", "image", "script", "index-title-template"}  # fmt: skip
CONTENTS_LINE = re.compile(r"^.*?(?:\t|(?:\s?\.){4,}|…{2,})\s*\d{1,3}\s*$")


def open_odt(data: bytes, name: str) -> list[Block]:
    """The blocks of an .odt file. Raises Unreadable."""
    with opened(data, name) as package:
        if "META-INF/manifest.xml" in package.members and _encrypted(package):
            raise Unreadable("encrypted", name)
        return _Document(package).read()


def _encrypted(package: Package) -> bool:
    manifest = package.content("META-INF/manifest.xml")
    return b"encryption-data" in manifest


@dataclass(slots=True)
class _List:
    """A list that is open: its style, its number in the document, and how far each level has counted."""

    style: str
    number: int
    counts: dict[int, int] = field(default_factory=dict)


@dataclass(slots=True)
class _Document:
    package: Package
    styles: Styles = field(default_factory=Styles)
    builder: Builder = field(default_factory=Builder)
    open_list: _List | None = None
    ended: dict[str, _List] = field(default_factory=dict)  # by xml:id and by style: to be continued
    printed: tuple[str, int, int] | None = None  # a list by typed bullets: marker, number, items
    notes: list[etree._Element] = field(default_factory=list)
    letters: int = 0

    def read(self) -> list[Block]:
        for member in ("styles.xml", "content.xml"):
            if member in self.package.members:
                root = self.package.xml(member)
                self.styles.read(root)
        if "content.xml" not in self.package.members:
            raise Unreadable("damaged", self.package.name)
        body = root.find(f"{OFFICE}body/{OFFICE}text")
        if body is None:
            raise Unreadable("damaged", self.package.name)
        self._content(body)
        for note in self.notes:
            self._note(note)
        if not self.builder.blocks:
            raise Unreadable("empty", self.package.name)
        return self.builder.blocks

    # Blocks

    def _content(self, parent: etree._Element, cell: CellPlace | None = None, contents: bool = False) -> None:
        for element in parent:
            tag = _tag(element)
            if tag in ("p", "h"):
                self._paragraph(element, cell, contents=contents)
            elif tag == "list":
                self._list(element, 0, cell, contents)
            elif tag == "numbered-paragraph":
                self._content(element, cell, contents)
            elif tag == "table":
                self._table(element) if cell is None else self._flat_table(element, cell)
            elif tag == "section":
                if not _not_shown(element):
                    self._content(element, cell, contents)
            elif tag in INDEXES or tag in ("index-body", "index-title"):
                self._content(element, cell, contents=True)
            elif tag in ("frame", "g", "custom-shape", "rect", "ellipse", "text-box", "a"):
                for box in _boxes(element):
                    self._content(box, cell, contents)

    def _paragraph(
        self,
        element: etree._Element,
        cell: CellPlace | None,
        listed: ListPlace | None = None,
        contents: bool = False,
    ) -> None:
        name = element.get(f"{TEXT}style-name")
        base = self.styles.emphasis("paragraph", name, frozenset())
        rich, boxes = Rich(), list[etree._Element]()
        if base is not None and not _told_to_hide(element):
            self._inline(element, rich, base, boxes)
        self.letters += len(rich.text)
        if self.letters > MAX_TEXT:
            raise Unreadable("too_large", self.package.name, f"{MAX_TEXT // 1_000_000} millioner tegn")
        level, markers = self._heading(element, name)
        if contents or (len(rich.text) < 300 and CONTENTS_LINE.match(rich.text)):
            self.builder.add(BlockKind.FURNITURE, rich, markers=("contents",))
        elif level is not None:
            self.printed = None
            self.builder.add(BlockKind.HEADING, rich, level=level, cell=cell, markers=markers)
        else:
            listed = listed or self._printed_place(rich)
            kind = BlockKind.LIST_ITEM if listed else BlockKind.PARAGRAPH
            self.builder.add(kind, rich, list=listed, cell=cell, markers=markers)
        for box in boxes:
            self._content(box, cell, contents)

    def _heading(self, element: etree._Element, name: str | None) -> tuple[int | None, tuple[str, ...]]:
        """(level, markers); level None for a paragraph."""
        chain = list(self.styles.chain("paragraph", name))
        for style in chain:
            if style.name in ("title", "titel", "dokumenttitel"):
                return 1, ("title",)
            if style.name in ("subtitle", "undertitel"):
                return None, ("subtitle",)
        if element.tag == f"{TEXT}h":
            return whole(element.get(f"{TEXT}outline-level"), 1, 9, 1), ()
        for style in chain:
            match = re.match(r"(?:heading|overskrift) ?([1-9])$", style.name)
            if match:
                return int(match[1]), ()
        return None, ()

    def _printed_place(self, rich: Rich) -> ListPlace | None:
        marker = without_printed_bullet(rich)
        if marker is None:
            self.printed = None if rich.text.strip() else self.printed
            return None
        if self.printed and self.printed[0] == marker:
            self.printed = (marker, self.printed[1], self.printed[2] + 1)
        else:
            self.printed = (marker, self.builder.new_list(), 1)
        return ListPlace(self.printed[1], 0, self.printed[2], "•")

    def _inline(
        self, parent: etree._Element, rich: Rich, base: frozenset[str], boxes: list[etree._Element]
    ) -> None:
        rich.add(_spaced(parent.text), base)
        for element in parent:
            tag = _tag(element)
            if tag == "s":
                rich.add(" " * whole(element.get(f"{TEXT}c"), 1, 1000, 1))
            elif tag == "tab":
                rich.add("\t")
            elif tag == "line-break":
                rich.add("\u0085")
            elif tag == "note":
                self.notes.append(element)
            elif tag == "span":
                styles = self.styles.emphasis("text", element.get(f"{TEXT}style-name"), base)
                if styles is not None:
                    self._inline(element, rich, styles, boxes)
            elif tag in ("frame", "g", "custom-shape", "rect", "ellipse", "text-box"):
                boxes += _boxes(element)
            elif tag not in SILENT and not _not_shown(element):
                self._inline(element, rich, base, boxes)
            rich.add(_spaced(element.tail), base)

    def _note(self, note: etree._Element) -> None:
        body = note.find(f"{TEXT}note-body")
        rich = Rich()
        for paragraph in body.iter(f"{TEXT}p", f"{TEXT}h") if body is not None else ():
            self._inline(paragraph, rich, frozenset(), [])
            rich.add("\u0085")
        self.builder.add(BlockKind.FOOTNOTE, rich)

    # Lists

    def _list(self, element: etree._Element, depth: int, cell: CellPlace | None, contents: bool) -> None:
        outer = self.open_list
        style = element.get(f"{TEXT}style-name") or (outer.style if outer and depth else "")
        if depth == 0 or outer is None:
            self.open_list = self._begun(element, style)
        elif style != outer.style:
            self.open_list = _List(style, outer.number, outer.counts)
        now = self.open_list
        assert now is not None
        now.counts = {level: count for level, count in now.counts.items() if level <= depth}
        if depth:
            now.counts.pop(depth, None)
        self.printed = None
        for item in element:
            tag = _tag(item)
            if tag in ("list-item", "list-header"):
                self._item(item, depth, cell, contents, counted=tag == "list-item")
        if depth == 0:
            for key in filter(
                None, (element.get("{http://www.w3.org/XML/1998/namespace}id"), "style " + style)
            ):
                self.ended[key] = now
        self.open_list = outer

    def _begun(self, element: etree._Element, style: str) -> _List:
        """A list, new or taken up again where an earlier one ended."""
        earlier = self.ended.get(element.get(f"{TEXT}continue-list") or "")
        if earlier is None and element.get(f"{TEXT}continue-numbering") == "true":
            earlier = self.ended.get("style " + style)
        return _List(style, self.builder.new_list(), dict(earlier.counts) if earlier else {})

    def _item(
        self, item: etree._Element, depth: int, cell: CellPlace | None, contents: bool, counted: bool
    ) -> None:
        now = self.open_list
        assert now is not None
        place: ListPlace | None = None
        children = list(item)
        if counted and any(_tag(child) in ("p", "h") for child in children):
            level = self.styles.levels.get((now.style, min(depth, 9)), ListLevel())
            start = item.get(f"{TEXT}start-value")
            before = now.counts.get(depth, level.start - 1)
            now.counts[depth] = whole(start, 0, 9_999, 1) if start else min(before + 1, 9_999)
            place = ListPlace(now.number, min(depth, 8), now.counts[depth], self._marker(now, depth))
        for child in children:
            tag = _tag(child)
            if tag == "list":
                self._list(child, depth + 1, cell, contents)
            elif tag in ("p", "h"):
                # Only the first paragraph of an item is the item. Numbered headings stand in lists of their own.
                self._paragraph(child, cell, place, contents)
                place = None

    def _marker(self, now: _List, depth: int) -> str:
        level = self.styles.levels.get((now.style, min(depth, 9)), ListLevel())
        if level.form == "bullet":
            return "•"
        if not level.form:
            return ""
        first = max(0, depth + 1 - level.shown)
        numbers = []
        for at in range(first, depth + 1):
            above = self.styles.levels.get((now.style, min(at, 9)), ListLevel())
            if above.form not in ("bullet", ""):
                numbers.append(written(now.counts.get(at, above.start), above.form))
        return f"{level.before}{'.'.join(numbers)}{level.after}"

    # Tables

    def _table(self, table: etree._Element) -> None:
        number, row = self.builder.new_table(), 0
        self.printed = None
        for element, header in _rows(table):
            column = 0
            for cell in element:
                tag = _tag(cell)
                if tag not in ("table-cell", "covered-table-cell"):
                    continue
                if tag == "table-cell":
                    wide = whole(cell.get(f"{TABLE}number-columns-spanned"), 1, 100, 1)
                    high = whole(cell.get(f"{TABLE}number-rows-spanned"), 1, 1000, 1)
                    first = len(self.builder.blocks)
                    self._content(
                        cell, CellPlace(number, min(row, 99_999), min(column, 999), header, high, wide)
                    )
                    settle_cell(self.builder, first)
                column += whole(cell.get(f"{TABLE}number-columns-repeated"), 1, 1000, 1)
            row += whole(element.get(f"{TABLE}number-rows-repeated"), 1, 1000, 1)

    def _flat_table(self, table: etree._Element, cell: CellPlace) -> None:
        """A table inside a cell: its cells' paragraphs, in order."""
        for row, _ in _rows(table):
            for inner in row.iterchildren(f"{TABLE}table-cell"):
                self._content(inner, cell)


def _rows(parent: etree._Element, header: bool = False) -> Iterator[tuple[etree._Element, bool]]:
    """(row, whether it is a header) of a table, in order; hidden ones left out."""
    for element in parent:
        tag = _tag(element)
        if tag == "table-row":
            if element.get(f"{TABLE}visibility", "visible") == "visible":
                yield element, header
        elif tag in ("table-header-rows", "table-rows", "table-row-group"):
            yield from _rows(element, header or tag == "table-header-rows")


def _tag(element: etree._Element) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def _spaced(text: str | None) -> str:
    """White space as XML gives it is one space (OpenDocument part 3, §6.1.2)."""
    return re.sub(r"[ \t\r\n]+", " ", text) if text else ""


def _not_shown(element: etree._Element) -> bool:
    return (
        element.get(f"{TEXT}display") == "none"
        or element.get(f"{TEXT}is-hidden") == "true"
        or element.get(f"{DRAW}display") == "none"
    )


def _told_to_hide(paragraph: etree._Element) -> bool:
    return any(map(_not_shown, paragraph.iter(f"{TEXT}hidden-paragraph")))


def _boxes(element: etree._Element) -> list[etree._Element]:
    """The text boxes and shapes with text at or under a drawing, outermost only."""
    if _tag(element) == "text-box" or any(_tag(child) in ("p", "h", "list") for child in element):
        return [element]
    return [box for child in element if isinstance(child.tag, str) for box in _boxes(child)]
