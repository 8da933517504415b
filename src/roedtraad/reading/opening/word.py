"""Word documents (.docx) → blocks: styles, numbering, tables with merged cells, text boxes, notes.

Read straight from the XML: only a few parts are unpacked, each counted while it is inflated, so that a size
that lies cannot hurt. Tracked changes are read as accepted. Macros, pictures and links outside are not
looked at. Source of the elements' meaning: ECMA-376 part 1, §17.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from roedtraad.reading.errors import Unreadable
from roedtraad.reading.model import Block, BlockKind, CellPlace, ListPlace
from roedtraad.reading.opening.builder import Builder, Rich
from roedtraad.reading.opening.detect import MAX_TEXT

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
RELS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
MAX_PART = 60_000_000  # bytes of one part unpacked; a 200-page report has 5 million
MAX_MEMBERS = 5_000
PRINTED = re.compile(r"^\s*(?P<marker>[•▪●◦‣·\uf0b7\uf0a7–—-]|o(?=\s{2}))\s+(?=\S)")
CONTENTS = re.compile(r"^.*?(?:\t|(?:\s?\.){4,}|…{2,})\s*\d{1,3}\s*$")
# Content that stands for what is shown elsewhere, or is not shown.
SKIPPED = {"del", "moveFrom", "instrText", "delText", "rPr", "pPr", "sectPr", "proofErr", "fldData", "footnoteReference",
           "endnoteReference", "annotationRef", "commentReference", "pict_fallback"}  # fmt: skip


def open_word(data: bytes, name: str) -> list[Block]:
    """The blocks of a .docx file. Raises Unreadable."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if len(archive.infolist()) > MAX_MEMBERS:
                raise Unreadable("bomb", name, f"{MAX_MEMBERS} dele")
            document = _Document(archive, name)
            return document.read()
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        NotImplementedError,
        OSError,
        KeyError,
        UnicodeDecodeError,
    ) as error:
        raise Unreadable("damaged", name) from error
    except RecursionError as error:
        raise Unreadable("too_deep", name, "200") from error
    except OverflowError as error:
        raise Unreadable("too_large", name, f"{error.args[0]} afsnit") from error


@dataclass(slots=True)
class Style:
    """What a paragraph style says that matters here."""

    name: str = ""
    based_on: str | None = None
    outline: int | None = None
    numbering: tuple[str, int] | None = None
    bold: bool = False
    italic: bool = False


@dataclass(slots=True)
class _Document:
    archive: zipfile.ZipFile
    name: str
    styles: dict[str, Style] = field(default_factory=dict)
    formats: dict[tuple[str, int], str] = field(default_factory=dict)  # (numId, level) → bullet | decimal | …
    builder: Builder = field(default_factory=Builder)
    counters: dict[tuple[str, int], int] = field(default_factory=dict)
    lists: dict[str, int] = field(default_factory=dict)
    last_list: str | None = None
    letters: int = 0

    def read(self) -> list[Block]:
        main = self._main_part()
        root = self._xml(main)
        folder = posixpath.dirname(main)
        members = set(self.archive.namelist())
        if f"{folder}/styles.xml" in members:
            self._read_styles(self._xml(f"{folder}/styles.xml"))
        if f"{folder}/numbering.xml" in members:
            self._read_numbering(self._xml(f"{folder}/numbering.xml"))
        body = root.find(f"{W}body")
        if body is None:
            raise Unreadable("damaged", self.name)
        self._content(body)
        if f"{folder}/footnotes.xml" in members:
            self._notes(self._xml(f"{folder}/footnotes.xml"))
        if not self.builder.blocks:
            raise Unreadable("empty", self.name)
        return self.builder.blocks

    # Parts

    def _main_part(self) -> str:
        members = set(self.archive.namelist())
        if "_rels/.rels" in members:
            for relation in self._xml("_rels/.rels").iter(f"{RELS}Relationship"):
                if relation.get("Type", "").endswith("/officeDocument"):
                    target = relation.get("Target", "").lstrip("/")
                    if target in members:
                        return target
        return "word/document.xml"

    def _bytes(self, member: str) -> bytes:
        chunks, total = [], 0
        with self.archive.open(member) as part:
            while chunk := part.read(1 << 16):
                total += len(chunk)
                if total > MAX_PART:
                    raise Unreadable("bomb", self.name, f"{MAX_PART // 1_000_000} MB")
                chunks.append(chunk)
        return b"".join(chunks)

    def _xml(self, member: str) -> etree._Element:
        data = self._bytes(member)
        if b"<!DOCTYPE" in data[:4096] or b"<!ENTITY" in data:
            raise Unreadable("damaged", self.name)  # OOXML has no DTD (ECMA-376 part 2, §8.1.4)
        if STRICT[1:-1].encode() in data[:8192]:
            data = data.replace(STRICT[1:-1].encode(), W[1:-1].encode())
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
        )
        try:
            return etree.fromstring(data, parser)
        except etree.XMLSyntaxError as error:
            reason = "too_deep" if "depth" in str(error).lower() else "damaged"
            raise Unreadable(reason, self.name, "256") from error

    def _read_styles(self, root: etree._Element) -> None:
        for element in root.iter(f"{W}style"):
            style = Style()
            name, based = element.find(f"{W}name"), element.find(f"{W}basedOn")
            style.name = (name.get(f"{W}val") or "").casefold() if name is not None else ""
            style.based_on = based.get(f"{W}val") if based is not None else None
            properties = element.find(f"{W}pPr")
            if properties is not None:
                style.outline = _number(properties, "outlineLvl")
                style.numbering = _numbering(properties)
            run = element.find(f"{W}rPr")
            if run is not None:
                style.bold, style.italic = _on(run, "b"), _on(run, "i")
            self.styles[element.get(f"{W}styleId", "")] = style

    def _read_numbering(self, root: etree._Element) -> None:
        abstract: dict[str, dict[int, str]] = {}
        for element in root.iter(f"{W}abstractNum"):
            levels = {}
            for level in element.iter(f"{W}lvl"):
                form = level.find(f"{W}numFmt")
                levels[_integer(level.get(f"{W}ilvl"))] = (
                    form.get(f"{W}val", "bullet") if form is not None else "bullet"
                )
            abstract[element.get(f"{W}abstractNumId", "")] = levels
        for element in root.iter(f"{W}num"):
            of = element.find(f"{W}abstractNumId")
            if of is not None:
                for depth, called in abstract.get(of.get(f"{W}val", ""), {}).items():
                    self.formats[element.get(f"{W}numId", ""), depth] = called

    def _chain(self, id: str | None) -> Iterator[Style]:
        for _ in range(20):
            style = self.styles.get(id or "")
            if style is None:
                return
            yield style
            id = style.based_on

    # Content

    def _content(self, parent: etree._Element, cell: CellPlace | None = None) -> None:
        for element in parent:
            tag = _tag(element)
            if tag == "p":
                self._paragraph(element, cell)
            elif tag == "tbl":
                self._table(element) if cell is None else self._flat_table(element, cell)
            elif tag in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag"):
                if tag == "sdt" and _is_contents(element):
                    continue
                self._content(element, cell)

    def _paragraph(self, element: etree._Element, cell: CellPlace | None) -> None:
        properties = element.find(f"{W}pPr")
        id = None
        if properties is not None:
            named = properties.find(f"{W}pStyle")
            id = named.get(f"{W}val") if named is not None else None
        styles = list(self._chain(id)) or list(self._chain("Normal"))
        rich = Rich()
        base = {"bold"} if any(s.bold for s in styles) else set()
        self._inline(element, rich, base)
        self.letters += len(rich.text)
        if self.letters > MAX_TEXT:
            raise Unreadable("too_large", self.name, f"{MAX_TEXT // 1_000_000} millioner tegn")
        level, marker = self._heading(properties, styles)
        names = " ".join(style.name for style in styles[:2])
        by_style = re.search(r"\btoc ?\d|indholdsfortegnelse", names) and "heading" not in names
        if by_style or (len(rich.text) < 300 and CONTENTS.match(rich.text)):
            self.builder.add(BlockKind.FURNITURE, rich, markers=("contents",))
        elif level is not None:
            self.last_list = None
            self.builder.add(BlockKind.HEADING, rich, level=level, cell=cell, markers=marker)
        else:
            listed = self._list_place(properties, styles, rich) if rich.text.strip() else None
            kind = BlockKind.LIST_ITEM if listed else BlockKind.PARAGRAPH
            self.builder.add(kind, rich, list=listed, cell=cell, markers=marker)
        for box in _boxes(element):
            self._content(box, cell)

    def _heading(
        self, properties: etree._Element | None, styles: list[Style]
    ) -> tuple[int | None, tuple[str, ...]]:
        direct = _number(properties, "outlineLvl") if properties is not None else None
        if direct is not None and direct < 9:
            return direct + 1, ()
        for style in styles:
            if style.name in ("title", "titel", "dokumenttitel"):
                return 1, ("title",)
            if style.name in ("subtitle", "undertitel"):
                return None, ("subtitle",)
            match = re.match(r"(?:heading|overskrift) ?(\d)", style.name)
            if match:
                return int(match[1]), ()
            if style.outline is not None and style.outline < 9:
                return style.outline + 1, ()
        return None, ()

    def _list_place(
        self, properties: etree._Element | None, styles: list[Style], rich: Rich
    ) -> ListPlace | None:
        direct = _numbering(properties) if properties is not None else None
        numbered = direct or next((s.numbering for s in styles if s.numbering), None)
        if numbered is None or numbered[0] in ("0", ""):
            printed = PRINTED.match(rich.text)
            if printed is None:
                self.last_list = None
                return None
            cut = printed.end()
            rich.text = rich.text[cut:]
            rich.spans = [
                type(s)(max(0, s.start - cut), s.end - cut, s.style) for s in rich.spans if s.end > cut
            ]
            numbered = (f"printed {printed['marker']}", 0)
        id, depth = numbered
        if id != self.last_list or id not in self.lists:
            # The same numbering taken up after other text is another list, unless it counts on.
            self.lists[id] = self.builder.new_list()
            if self._bullet(id, depth):
                self.counters = {key: value for key, value in self.counters.items() if key[0] != id}
        self.last_list = id
        self.counters[id, depth] = self.counters.get((id, depth), 0) + 1
        position = self.counters[id, depth]
        return ListPlace(self.lists[id], depth, position, "•" if self._bullet(id, depth) else f"{position}.")

    def _bullet(self, id: str, depth: int) -> bool:
        return self.formats.get((id, depth), "bullet") in ("bullet", "none")

    def _inline(self, parent: etree._Element, rich: Rich, base: set[str]) -> None:
        for element in parent:
            tag = _tag(element)
            if tag in SKIPPED:
                continue
            if tag == "r":
                self._run(element, rich, base)
            elif tag == "hyperlink":
                self._inline(element, rich, base)
            elif tag == "AlternateContent":
                continue  # drawings; their text boxes are read after the paragraph
            elif tag in (
                "ins",
                "moveTo",
                "smartTag",
                "sdt",
                "sdtContent",
                "fldSimple",
                "dir",
                "bdo",
                "customXml",
            ):
                self._inline(element, rich, base)

    def _run(self, run: etree._Element, rich: Rich, base: set[str]) -> None:
        properties = run.find(f"{W}rPr")
        styles = set(base)
        if properties is not None:
            if _on(properties, "vanish"):
                return
            for tag, style in (("b", "bold"), ("i", "italic"), ("u", "underline")):
                if properties.find(f"{W}{tag}") is not None:
                    (styles.add if _on(properties, tag) else styles.discard)(style)
            raised = properties.find(f"{W}vertAlign")
            if raised is not None and raised.get(f"{W}val") == "superscript":
                styles.add("superscript")
        for element in run:
            tag = _tag(element)
            if tag == "t":
                rich.add(element.text or "", styles)
            elif tag == "tab":
                rich.add("\t")
            elif tag in ("br", "cr"):
                rich.add("\u0085" if element.get(f"{W}type") is None else " ")
            elif tag == "noBreakHyphen":
                rich.add("-", styles)
            elif tag == "softHyphen":
                rich.add("\u00ad")
            elif tag == "sym":
                rich.add(" ")

    def _table(self, table: etree._Element) -> None:
        number = self.builder.new_table()
        open_merges: dict[int, int] = {}  # column → index into `started`
        started: list[tuple[int, int, int]] = []  # (first block, block after, rows)
        for row, element in enumerate(_rows(table)):
            properties = element.find(f"{W}trPr")
            header = properties is not None and _on(properties, "tblHeader")
            column = _number(properties, "gridBefore") or 0 if properties is not None else 0
            for cell in _cells(element):
                about = cell.find(f"{W}tcPr")
                span = (_number(about, "gridSpan") or 1) if about is not None else 1
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
                    self._content(cell, CellPlace(number, row, column, header, 1, min(span, 100)))
                    self._settle_cell(first)
                    if merge is not None:
                        open_merges[column] = len(started)
                        started.append((first, len(self.builder.blocks), 1))
                column += min(span, 100)
        for first, after, rows in started:
            for block in self.builder.blocks[first:after]:
                if block.cell:
                    at = block.cell
                    block.cell = CellPlace(at.table, at.row, at.column, at.header, rows, at.column_span)

    def _settle_cell(self, first: int) -> None:
        """A cell of one paragraph is a table cell; of several, they stay what they are."""
        blocks = self.builder.blocks[first:]
        if len(blocks) == 1 and blocks[0].kind in (BlockKind.PARAGRAPH, BlockKind.HEADING):
            blocks[0].kind, blocks[0].level = BlockKind.TABLE_CELL, None

    def _flat_table(self, table: etree._Element, cell: CellPlace) -> None:
        """A table inside a cell: its cells' paragraphs, in order."""
        for row in _rows(table):
            for inner in _cells(row):
                self._content(inner, cell)

    def _notes(self, root: etree._Element) -> None:
        for note in root.iter(f"{W}footnote"):
            if note.get(f"{W}type") in ("separator", "continuationSeparator", "continuationNotice"):
                continue
            rich = Rich()
            for paragraph in note.iter(f"{W}p"):
                self._inline(paragraph, rich, set())
                rich.add("\u0085")
            self.builder.add(BlockKind.FOOTNOTE, rich)


def _tag(element: etree._Element) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    for element in table:
        if _tag(element) == "tr":
            yield element
        elif _tag(element) in ("sdt", "sdtContent", "ins", "customXml"):
            yield from _rows(element)


def _cells(row: etree._Element) -> Iterator[etree._Element]:
    for element in row:
        if _tag(element) == "tc":
            yield element
        elif _tag(element) in ("sdt", "sdtContent", "customXml"):
            yield from _cells(element)


def _boxes(paragraph: etree._Element) -> list[etree._Element]:
    """Text boxes anchored in the paragraph; of alternative contents the first only."""
    boxes = []
    for box in paragraph.iter(f"{W}txbxContent"):
        above = [_tag(a) for a in box.iterancestors()]
        if "Fallback" in above or above.count("txbxContent") or above.count("p") > 1:
            continue
        boxes.append(box)
    return boxes


def _is_contents(sdt: etree._Element) -> bool:
    """Word's own table of contents stands in a control that says so."""
    gallery = sdt.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
    return gallery is not None and "contents" in gallery.get(f"{W}val", "").lower()


def _on(properties: etree._Element, tag: str) -> bool:
    element = properties.find(f"{W}{tag}")
    return element is not None and element.get(f"{W}val", "true") not in ("0", "false", "none", "off")


def _integer(value: str | None) -> int:
    return int(value) if value and re.fullmatch(r"-?\d{1,6}", value) else 0


def _number(properties: etree._Element, tag: str) -> int | None:
    element = properties.find(f"{W}{tag}")
    return _integer(element.get(f"{W}val")) if element is not None else None


def _numbering(properties: etree._Element) -> tuple[str, int] | None:
    element = properties.find(f"{W}numPr")
    if element is None:
        return None
    id = element.find(f"{W}numId")
    return (id.get(f"{W}val", "0"), _number(element, "ilvl") or 0) if id is not None else None
