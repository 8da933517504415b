"""Word documents (.docx) → blocks: styles, numbering, tables with merged cells, text boxes, notes.

Read straight from the XML. Tracked changes are read as accepted. Macros, pictures, comments, headers and footers, and links
outside are not looked at. Source of the elements' meaning: ECMA-376 part 1, §17.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from roedtraad.reading.errors import Unreadable
from roedtraad.reading.model import Block, BlockKind, CellPlace, ListPlace
from roedtraad.reading.opening.builder import Builder, Rich, settle_cell, without_printed_bullet
from roedtraad.reading.opening.detect import MAX_TEXT
from roedtraad.reading.opening.package import Package, opened
from roedtraad.reading.opening.word_styles import Numbering, Style, Styles, W, number, numbering, on

STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
RELS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
CONTENTS = re.compile(r"^.*?(?:\t|(?:\s?\.){4,}|…{2,})\s*\d{1,3}\s*$")
# What holds runs or paragraphs and says nothing itself.
HOLDERS = {"ins", "moveTo", "smartTag", "sdtContent", "customXml", "dir", "bdo"}
LISTS_OF_PLACES = re.compile(r"\s*(?:TOC|INDEX|TOA)\b")  # fields whose result repeats what stands elsewhere


def open_word(data: bytes, name: str) -> list[Block]:
    """The blocks of a .docx file. Raises Unreadable."""
    with opened(data, name) as package:
        return _Document(package).read()


@dataclass(slots=True)
class _Field:
    """A field that is open: what it is told to show, and whether its result has begun."""

    told: str = ""
    shown: bool = False


@dataclass(slots=True)
class _Document:
    package: Package
    styles: Styles = field(default_factory=Styles)
    numbering: Numbering = field(default_factory=Numbering)
    builder: Builder = field(default_factory=Builder)
    lists: dict[str, int] = field(default_factory=dict)
    last_list: str | None = None
    letters: int = 0
    fields: list[_Field] = field(default_factory=list)
    in_contents: bool = False  # the paragraph being read holds text of a list of places
    torn: Rich | None = None  # of a paragraph whose end was deleted: it goes on in the next

    def read(self) -> list[Block]:
        main = self._main_part()
        root = self._xml(main)
        folder = posixpath.dirname(main)
        for part, read in (("styles", self.styles.read), ("numbering", self.numbering.read)):
            if f"{folder}/{part}.xml" in self.package.members:
                read(self._xml(f"{folder}/{part}.xml"))
        body = root.find(f"{W}body")
        if body is None:
            raise Unreadable("damaged", self.package.name)
        self._content(body)
        self._mend_torn(None)
        for part in ("footnote", "endnote"):
            if f"{folder}/{part}s.xml" in self.package.members:
                self._notes(self._xml(f"{folder}/{part}s.xml"), part)
        if not self.builder.blocks:
            raise Unreadable("empty", self.package.name)
        return self.builder.blocks

    def _xml(self, member: str) -> etree._Element:
        return self.package.xml(member, (STRICT, W[1:-1].encode()))

    def _main_part(self) -> str:
        if "_rels/.rels" in self.package.members:
            for relation in self._xml("_rels/.rels").iter(f"{RELS}Relationship"):
                if relation.get("Type", "").endswith("/officeDocument"):
                    target = relation.get("Target", "").lstrip("/")
                    if target in self.package.members:
                        return target
        return "word/document.xml"

    # Content

    def _content(self, parent: etree._Element, cell: CellPlace | None = None) -> None:
        for element in parent:
            tag = _tag(element)
            if tag == "p":
                self._paragraph(element, cell)
            elif tag == "tbl":
                self._mend_torn(cell)
                self._table(element) if cell is None else self._flat_table(element, cell)
            elif tag == "sdt":
                self._control(element, cell)
            elif tag in HOLDERS:
                self._content(element, cell)
            elif tag == "AlternateContent":
                self._content(_chosen(element), cell)

    def _control(self, sdt: etree._Element, cell: CellPlace | None) -> None:
        content = sdt.find(f"{W}sdtContent")
        if content is None or _is_prompt(sdt):
            return
        if _is_contents(sdt):  # Word's own table of contents stands in a control that says so
            self.fields.append(_Field("TOC", True))
            depth = len(self.fields)
            self._content(content, cell)
            del self.fields[depth - 1 :]
        else:
            self._content(content, cell)

    def _paragraph(self, element: etree._Element, cell: CellPlace | None) -> None:
        properties = element.find(f"{W}pPr")
        id = None
        if properties is not None:
            named = properties.find(f"{W}pStyle")
            id = named.get(f"{W}val") if named is not None else None
        styles = list(self.styles.chain(id)) or list(self.styles.chain("Normal"))
        rich, self.torn = self.torn or Rich(), None
        self.in_contents = False
        base = {style for style in ("bold", "italic") if self.styles.says(id or "Normal", style)}
        if not self.styles.says(id, "hidden"):
            self._inline(element, rich, base)
        self.fields = [each for each in self.fields if each.shown]  # one that was never closed hides no more
        self.letters += len(rich.text)
        if self.letters > MAX_TEXT:
            raise Unreadable("too_large", self.package.name, f"{MAX_TEXT // 1_000_000} millioner tegn")
        if properties is not None and any(
            properties.find(f"{W}rPr/{W}{gone}") is not None for gone in ("del", "moveFrom")
        ):
            self.torn = rich if rich.text else None
        else:
            self._settle(rich, properties, styles, cell)
        for box in _boxes(element):
            self._content(box, cell)

    def _settle(
        self, rich: Rich, properties: etree._Element | None, styles: list[Style], cell: CellPlace | None
    ) -> None:
        """The block that the paragraph is, by its style, its numbering and its text."""
        level, markers = _heading(properties, styles)
        names = " ".join(style.name for style in styles[:2])
        by_style = re.search(r"\btoc ?\d|indholdsfortegnelse", names) and "heading" not in names
        if level is not None and not by_style and self.in_contents:
            self.fields, self.in_contents = [], False  # a list of contents that was never closed ends here
        if by_style or self.in_contents or (len(rich.text) < 300 and CONTENTS.match(rich.text)):
            self.builder.add(BlockKind.FURNITURE, rich, markers=("contents",))
            return
        numbered = (numbering(properties) if properties is not None else None) or next(
            (s.numbering for s in styles if s.numbering), None
        )
        if level is not None:
            self.last_list = None
            if numbered and numbered[0] not in ("0", "") and rich.text.strip():
                _, printed = self.numbering.take(*numbered)
                markers = (*markers, f"number:{printed}") if printed != "•" else markers
            self.builder.add(BlockKind.HEADING, rich, level=level, cell=cell, markers=markers)
        else:
            listed = self._list_place(numbered, rich) if rich.text.strip() else None
            kind = BlockKind.LIST_ITEM if listed else BlockKind.PARAGRAPH
            self.builder.add(kind, rich, list=listed, cell=cell, markers=markers)

    def _mend_torn(self, cell: CellPlace | None) -> None:
        """What is left of a paragraph whose end was deleted, where no paragraph follows."""
        if self.torn is not None:
            rich, self.torn = self.torn, None
            self.builder.add(BlockKind.PARAGRAPH, rich, cell=cell)

    def _list_place(self, numbered: tuple[str, int] | None, rich: Rich) -> ListPlace | None:
        if numbered is None or numbered[0] in ("0", ""):
            printed = without_printed_bullet(rich)
            if printed is None:
                self.last_list = None
                return None
            numbered = (f"printed {printed}", 0)
        id, depth = numbered
        if id != self.last_list or id not in self.lists:
            # The same numbering taken up after other text is another list, unless it counts on.
            self.lists[id] = self.builder.new_list()
            if self.numbering.bullet(id, depth):
                self.numbering.begin_anew(id)
        self.last_list = id
        position, marker = self.numbering.take(id, depth)
        return ListPlace(self.lists[id], min(max(depth, 0), 8), position, marker)

    def _inline(self, parent: etree._Element, rich: Rich, base: set[str]) -> None:
        for element in parent:
            tag = _tag(element)
            if tag == "r":
                self._run(element, rich, base)
            elif tag == "hyperlink" or tag in HOLDERS:
                self._inline(element, rich, base)
            elif tag == "sdt":
                if not _is_prompt(element):
                    self._inline(element, rich, base)
            elif tag == "fldSimple":
                self.fields.append(_Field(element.get(f"{W}instr", ""), True))
                depth = len(self.fields)
                self._inline(element, rich, base)
                del self.fields[depth - 1 :]

    def _run(self, run: etree._Element, rich: Rich, base: set[str]) -> None:
        styles = self._run_styles(run.find(f"{W}rPr"), base)
        for element in run:
            tag = _tag(element)
            if tag == "fldChar":
                self._field(element.get(f"{W}fldCharType"))
            elif tag == "instrText":
                if self.fields and not self.fields[-1].shown:
                    self.fields[-1].told += (element.text or "")[:200]
            elif styles is None or not all(each.shown for each in self.fields):
                continue  # hidden, or part of what a field is told
            elif tag == "t":
                rich.add(element.text or "", styles)
                self.in_contents |= any(LISTS_OF_PLACES.match(each.told) for each in self.fields)
            elif tag in ("tab", "ptab"):
                rich.add("\t")
            elif tag in ("br", "cr"):
                rich.add("\u0085" if element.get(f"{W}type") in (None, "textWrapping") else " ")
            elif tag == "noBreakHyphen":
                rich.add("-", styles)
            elif tag == "softHyphen":
                rich.add("\u00ad")
            elif tag == "sym":
                rich.add(" ")
            elif tag == "ruby":
                self._inline(element, rich, styles)

    def _run_styles(self, properties: etree._Element | None, base: set[str]) -> set[str] | None:
        """The emphasis of a run; None for hidden text."""
        styles = set(base)
        if properties is None:
            return styles
        named = properties.find(f"{W}rStyle")
        id = named.get(f"{W}val") if named is not None else None
        for style in ("bold", "italic"):
            said = self.styles.says(id, style)
            if said is not None:
                (styles.add if said else styles.discard)(style)
        hidden = on(properties, "vanish") if properties.find(f"{W}vanish") is not None else None
        if hidden or (hidden is None and self.styles.says(id, "hidden")):
            return None
        for tag, style in (("b", "bold"), ("i", "italic"), ("u", "underline")):
            if properties.find(f"{W}{tag}") is not None:
                (styles.add if on(properties, tag) else styles.discard)(style)
        raised = properties.find(f"{W}vertAlign")
        if raised is not None and raised.get(f"{W}val") == "superscript":
            styles.add("superscript")
        return styles

    def _field(self, mark: str | None) -> None:
        if mark == "begin" and len(self.fields) < 50:
            self.fields.append(_Field())
        elif mark == "separate" and self.fields:
            self.fields[-1].shown = True
        elif mark == "end" and self.fields:
            self.fields.pop()

    # Tables and notes

    def _table(self, table: etree._Element) -> None:
        place = self.builder.new_table()
        open_merges: dict[int, int] = {}  # column → index into `started`
        started: list[tuple[int, int, int]] = []  # (first block, block after, rows)
        for row, element in enumerate(_rows(table)):
            properties = element.find(f"{W}trPr")
            header = properties is not None and on(properties, "tblHeader")
            column = min(number(properties, "gridBefore") or 0, 100) if properties is not None else 0
            for cell in _cells(element):
                about = cell.find(f"{W}tcPr")
                span = min(max((number(about, "gridSpan") or 1) if about is not None else 1, 1), 100)
                merge = about.find(f"{W}vMerge") if about is not None else None
                if (
                    merge is not None
                    and merge.get(f"{W}val", "continue") == "continue"
                    and column in open_merges
                ):
                    first, after, rows = started[open_merges[column]]
                    started[open_merges[column]] = (first, after, rows + 1)
                else:
                    open_merges.pop(column, None)
                    first = len(self.builder.blocks)
                    self.last_list = None
                    at = CellPlace(place, row, column, header, 1, span)
                    self._content(cell, at)
                    self._mend_torn(at)
                    settle_cell(self.builder, first)
                    if merge is not None:
                        open_merges[column] = len(started)
                        started.append((first, len(self.builder.blocks), 1))
                column += span
        self.last_list = None
        for first, after, rows in started:
            for block in self.builder.blocks[first:after]:
                if block.cell:
                    at = block.cell
                    block.cell = CellPlace(at.table, at.row, at.column, at.header, rows, at.column_span)

    def _flat_table(self, table: etree._Element, cell: CellPlace) -> None:
        """A table inside a cell: its cells' paragraphs, in order."""
        for row in _rows(table):
            for inner in _cells(row):
                self._content(inner, cell)

    def _notes(self, root: etree._Element, tag: str) -> None:
        for note in root.iter(f"{W}{tag}"):
            if note.get(f"{W}type") in ("separator", "continuationSeparator", "continuationNotice"):
                continue
            rich = Rich()
            for paragraph in note.iter(f"{W}p"):
                self._inline(paragraph, rich, set())
                rich.add("\u0085")
            self.builder.add(BlockKind.FOOTNOTE, rich)


def _heading(properties: etree._Element | None, styles: list[Style]) -> tuple[int | None, tuple[str, ...]]:
    """(level, markers) that the paragraph's style or outline level gives; level None for no heading."""
    direct = number(properties, "outlineLvl") if properties is not None else None
    if direct is not None and 0 <= direct < 9:
        return direct + 1, ()
    for style in styles:
        if style.name in ("title", "titel", "dokumenttitel"):
            return 1, ("title",)
        if style.name in ("subtitle", "undertitel"):
            return None, ("subtitle",)
        match = re.match(r"(?:heading|overskrift) ?([1-9])", style.name)
        if match:
            return int(match[1]), ()
        if style.outline is not None and 0 <= style.outline < 9:
            return style.outline + 1, ()
    return None, ()


def _tag(element: etree._Element) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def _chosen(alternatives: etree._Element) -> etree._Element:
    """Of alternative contents the one that newer readers take, else the fallback."""
    kinds = {_tag(each): each for each in reversed(alternatives)}
    return kinds.get("Choice", kinds.get("Fallback", alternatives))


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    for element in table:
        if _tag(element) == "tr":
            properties = element.find(f"{W}trPr")
            gone = properties is not None and (
                properties.find(f"{W}del") is not None or on(properties, "hidden")
            )
            if not gone:
                yield element
        elif _tag(element) == "sdt" or _tag(element) in HOLDERS:
            yield from _rows(element)


def _cells(row: etree._Element) -> Iterator[etree._Element]:
    for element in row:
        if _tag(element) == "tc":
            yield element
        elif _tag(element) == "sdt" or _tag(element) in HOLDERS:
            yield from _cells(element)


def _boxes(paragraph: etree._Element) -> list[etree._Element]:
    """Text boxes anchored in the paragraph; of alternative contents one only."""
    boxes = []
    for box in paragraph.iter(f"{W}txbxContent"):
        above = []
        for each in box.iterancestors():
            if each is paragraph:
                break
            above.append(each)
        tags = [_tag(each) for each in above]
        if "txbxContent" in tags or "del" in tags or "moveFrom" in tags:
            continue
        if "Fallback" in tags:
            choice = _chosen(above[tags.index("Fallback") + 1])
            if next(choice.iter(f"{W}txbxContent"), None) is not None and _tag(choice) == "Choice":
                continue
        boxes.append(box)
    return boxes


def _is_contents(sdt: etree._Element) -> bool:
    gallery = sdt.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
    return gallery is not None and "contents" in gallery.get(f"{W}val", "").lower()


def _is_prompt(sdt: etree._Element) -> bool:
    """A control that nobody has filled in shows its prompt ("Klik her for at skrive"), which is no text."""
    properties = sdt.find(f"{W}sdtPr")
    return properties is not None and on(properties, "showingPlcHdr")
