"""Web pages and agendas as HTML → blocks, with the site around them put aside (`html_chrome`).

The page is walked once, without recursion. Whoever made it may have written paragraphs as `p`, as `div` or with `br`, headings
as `h1`–`h6` or by role, lists as `ul` or with typed bullets: the blocks are the same. Nothing outside is ever fetched.
"""

from __future__ import annotations

import codecs
import re
from copy import copy
from dataclasses import dataclass, field, replace

from lxml import etree

from roedtraad.reading.errors import Unreadable
from roedtraad.reading.model import Block, BlockKind, CellPlace, ListPlace
from roedtraad.reading.opening.builder import (
    PRINTED_BULLET,
    Builder,
    Rich,
    cut,
    settle_cell,
    without_printed_bullet,
)
from roedtraad.reading.opening.detect import MAX_TEXT
from roedtraad.reading.opening.html_chrome import CASE_NAMES, HEADINGS, Judge, Verdict, names

MAX_DEPTH = 500  # tags inside each other; pages have 60
MAX_TAGS = 500_000  # a council's agenda of a whole day has 10,000
STYLES = {"b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline", "sup": "superscript",
          "a": "link"}  # fmt: skip
INLINE = frozenset("a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr q s samp small span strike "
                   "strong sub sup time tt u var wbr ruby rb button".split())  # fmt: skip
BOLD = re.compile(r"(?i)font-weight\s*:\s*(?:bold|[6-9]00)")
ITALIC = re.compile(r"(?i)font-style\s*:\s*(?:italic|oblique)")
UNDERLINE = re.compile(r"(?i)text-decoration[\w-]*\s*:\s*[\w ]*underline")
CHARSET = re.compile(
    rb"(?i)<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})|<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w.:-]{2,40})"
)
ROW_NUMBER = re.compile(r"\s*(\d{1,3})\.?\s*")
WORD, SPACES, BLANKS = re.compile(r"\w"), re.compile(r"[ \t\r\n\f]+"), re.compile(r"[ \t\f]+")
LONGEST = 20_000  # letters of a paragraph; one that is longer was written by nobody, and goes on as another
# A tag of thousands of attributes: libxml2 compares each with all before it. A long value, a picture say, counts as one.
CROWDED = re.compile(r"""<(/?[A-Za-z][\w:-]*)(?:[^<>"']|"[^"]*"|'[^']*'){20000}[^<>]*>?""")
GAP = re.compile(r"(?:[ \t\n]*\u0085){2,}[ \t\n]*")


def open_html(data: bytes, name: str) -> list[Block]:
    """The blocks of an HTML page. Raises Unreadable."""
    text = decode_html(data)
    if text.count("<") > MAX_TAGS:
        raise Unreadable("too_large", name, f"{MAX_TAGS} mærker i opbygningen")
    text = CROWDED.sub(r"<\1>", text)
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=True
    )
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Unreadable("empty", name) from error
    if root is None:
        raise Unreadable("empty", name)
    body = root.find("body")
    try:
        page = _Page(root if body is None else body, name)
        page.read()
    except OverflowError as error:
        raise Unreadable("too_large", name, f"{error.args[0]} afsnit") from error
    if not page.builder.blocks:
        raise Unreadable("empty", name)
    return page.builder.blocks


def decode_html(data: bytes) -> str:
    """The page's letters: by its mark, by what it declares if that holds, else UTF-8 or Windows-1252."""
    for mark, codec in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if data.startswith(mark):
            return data.decode(codec, "replace")
    try:
        return data.decode(
            "utf-8"
        )  # text in another set is hardly ever valid UTF-8, whatever the page declares
    except UnicodeDecodeError as error:
        if error.start >= len(data) - 3 and error.reason == "unexpected end of data":
            return data.decode("utf-8", "ignore")
    declared = CHARSET.search(data[:4096])
    if declared:
        try:
            codec = codecs.lookup((declared[1] or declared[2]).decode("ascii")).name
            if codec not in ("iso8859-1", "ascii", "utf-8") and not codec.startswith(
                ("utf-16", "utf-32", "utf-7")
            ):
                return data.decode(codec, "replace")
        except (LookupError, ValueError, AssertionError):
            pass  # no such set, or one that is no set of letters
    return data.decode("cp1252", "replace")


@dataclass(slots=True)
class _List:
    number: int
    depth: int
    ordered: bool
    form: str = "1"
    items: int = 0


@dataclass(slots=True)
class _Table:
    """A table that is open. `layout`: its cells only place things on the page."""

    number: int
    layout: bool
    row: int = -1
    column: int = 0
    taken: dict[int, int] = field(default_factory=dict)  # column → first row where it is free again
    header_row: bool = False
    row_number: str = ""  # of an item whose number stands in a cell of its own


@dataclass(slots=True)
class _Frame:
    """What holds for the text directly in an element; most is taken over from the element around it."""

    styles: frozenset[str] = frozenset()
    furniture: str | None = None
    level: int | None = None  # inside a heading of that level
    item: list[ListPlace] | None = None  # the item's place, until its first paragraph has taken it
    list: _List | None = None
    table: _Table | None = None
    cell: CellPlace | None = None
    main: bool = False
    pre: bool = False
    block: bool = False
    case: bool = False
    unfolds: bool = False  # a heading only because something can be opened under it
    line: int | None = None
    first: int = -1  # of a cell: number of its first block


@dataclass(slots=True)
class _Page:
    body: etree._Element
    name: str
    builder: Builder = field(default_factory=Builder)
    rich: Rich = field(default_factory=Rich)
    stack: list[_Frame] = field(default_factory=list)
    level: int = 0  # of the last heading that is marked as one
    said: bool = False  # something stands under it
    unheaded: int | None = None  # level of an empty heading, waiting for its text
    typed: tuple[int, int] | None = None  # list by typed bullets: number, items
    letters: int = 0
    judge: Judge = None  # type: ignore[assignment]  # set when the depth has been looked at

    def read(self) -> None:
        depth = 0
        for event, _ in etree.iterwalk(self.body, events=("start", "end")):
            depth += 1 if event == "start" else -1
            if depth > MAX_DEPTH:
                raise Unreadable("too_deep", self.name, str(MAX_DEPTH))
        self.judge = Judge(self.body)
        self.stack = [_Frame()]
        walk = etree.iterwalk(self.body, events=("start", "end"))
        for event, each in walk:
            if event == "start":
                if not self._open(each):
                    walk.skip_subtree()
            else:
                self._close(each)
        self._flush()

    # Walking

    def _open(self, each: etree._Element) -> bool:
        """Enter the element; false if nothing in it is wanted."""
        above = self.stack[-1]
        tag = each.tag
        if tag == "br":
            self.rich.add("\u0085")
            self.stack.append(above)
            return False
        verdict = self.judge.verdict(each, above.main)
        block = tag not in INLINE and tag not in ("img", "wbr")
        frame = copy(above)
        frame.block, frame.first = block, -1
        line = each.sourceline
        frame.line = line if isinstance(line, int) else None
        frame.main = above.main or each is self.judge.main
        wanted = verdict is not Verdict.DROP
        if block or (not wanted and tag == "hr"):
            self._flush()
        if wanted and above.furniture is None and verdict is not Verdict.KEEP:
            if not block:
                self._flush()
                frame.block = True
            frame.furniture = str(verdict.value)
        if wanted:
            wanted = self._enter(each, frame, above)
        self.stack.append(frame)
        if wanted:
            self._text(each.text, frame)
        return wanted

    def _enter(self, each: etree._Element, frame: _Frame, above: _Frame) -> bool:
        """What the element's kind changes in its frame."""
        tag, role = each.tag, (each.get("role") or "").strip().lower()
        if tag in HEADINGS or role == "heading":
            told = each.get("aria-level") or ("2" if tag not in HEADINGS else tag[1])
            frame.level = min(max(int(told), 1), 9) if told.isdecimal() and len(told) < 3 else 2
            frame.block = True
            self._flush()
            if each is self.judge.kept_title:
                frame.furniture = None
        elif tag == "button" or role == "button":
            return self._button(each, frame)
        elif tag == "summary":
            if not self.judge.sizes[each].headings:
                frame.level, frame.unfolds = min(self.level + 1, 6), True
        elif tag in ("ul", "ol"):
            outer = above.list
            frame.list = _List(
                self.builder.new_list(), outer.depth + 1 if outer else 0, tag == "ol", each.get("type") or "1"
            )
            start = each.get("start") or ""
            if start.isdecimal() and len(start) < 5:
                frame.list.items = max(0, int(start) - 1)
            frame.item = None
        elif tag == "li":
            self._item(each, frame)
        elif tag in ("table", "tr", "td", "th", "thead", "caption", "dl", "dt", "dd"):
            return self._table_part(each, tag, frame, above)
        elif tag == "pre":
            frame.pre = True
        self._emphasis(each, tag, frame)
        return True

    def _button(self, each: etree._Element, frame: _Frame) -> bool:
        """A button is no text, unless a heading is in it or it is the heading of what it opens."""
        if frame.level is not None or self.judge.sizes[each].headings:
            return True
        opens = each.get("aria-controls") or (
            each.get("data-bs-target") or each.get("data-target") or ""
        ).lstrip("#")
        if (
            opens
            and frame.furniture is None
            and each.get("aria-haspopup") is None
            and self.judge.opens_text(opens)
        ):
            self._flush()
            frame.level, frame.block, frame.unfolds = min(self.level + 1, 6), True, True
            return True
        return False

    def _item(self, each: etree._Element, frame: _Frame) -> None:
        now = frame.list
        if now is None:  # an item outside any list
            now = frame.list = self.stack[-1].list = _List(self.builder.new_list(), 0, False)
        value = each.get("value") or ""
        now.items = int(value) if now.ordered and value.isdecimal() and len(value) < 5 else now.items + 1
        marker = _marker(now) if now.ordered else "•"
        frame.item = [ListPlace(now.number, min(now.depth, 8), now.items, marker)]

    def _emphasis(self, each: etree._Element, tag: str, frame: _Frame) -> None:
        added = {STYLES[tag]} if tag in STYLES and (tag != "a" or each.get("href")) else set()
        style = each.get("style")
        if style:
            added |= {
                name
                for name, pattern in (("bold", BOLD), ("italic", ITALIC), ("underline", UNDERLINE))
                if pattern.search(style)
            }
        if added:
            frame.styles = frame.styles | added
        if each.get("class") and tag in ("span", "div", "p", "td", "dd"):
            frame.case = not CASE_NAMES.isdisjoint(names(each))
            if frame.case and not frame.block:
                self._flush()
                frame.block = True

    def _close(self, each: etree._Element) -> None:
        frame = self.stack[-1]
        if each.tag == "br":
            self.stack.pop()
            self._text(each.tail, self.stack[-1])
            return
        if frame.block:
            empty_heading = (
                frame.level is not None and self.stack[-2].level is None and not WORD.search(self.rich.text)
            )
            self._flush()
            if (
                empty_heading
                and each.tag in HEADINGS
                and self.said
                and frame.furniture is None
                and not len(each)
            ):
                self.unheaded = frame.level
        if frame.first >= 0:
            settle_cell(self.builder, frame.first)
        self.stack.pop()
        if each is not self.body:
            self._text(each.tail, self.stack[-1])

    def _text(self, text: str | None, frame: _Frame) -> None:
        if not text:
            return
        if len(self.rich.text) > LONGEST:
            self._flush()
        if frame.pre:
            lines = text.replace("\r\n", "\n").replace("\n", "\u0085")
            self.rich.add(BLANKS.sub(" ", lines), frame.styles)
        elif text.strip():
            self.rich.add(SPACES.sub(" ", text), frame.styles)
        elif self.rich.text:
            self.rich.add(" ")

    # Tables, and lists of terms, which are tables of two columns

    def _table_part(self, each: etree._Element, tag: str, frame: _Frame, above: _Frame) -> bool:
        table = above.table
        if tag in ("table", "dl"):
            if above.cell is not None or above.furniture:
                frame.table = _Table(0, True)  # a table in a cell: its paragraphs, in order
            else:
                layout = self._places_only(each)
                frame.table = _Table(0 if layout else self.builder.new_table(), layout)
            return True
        if table is None:
            return True
        if tag == "caption":
            frame.cell, frame.table = None, None
        elif tag == "tr":
            table.row, table.column = table.row + 1, 0
            in_head = (parent := each.getparent()) is not None and parent.tag == "thead"
            cells = [child for child in each if child.tag in ("td", "th")]
            table.header_row = in_head or (bool(cells) and all(child.tag == "th" for child in cells))
            if table.layout:
                if (
                    table.header_row
                    and not frame.furniture
                    and not self.judge.sizes[each].headings
                    and above.cell is None
                ):
                    frame.furniture = "chrome"  # names of columns that hold whole sections
                table.row_number = self._number_of(each, cells)
        elif table.layout:
            if (
                tag in ("td", "th")
                and table.row_number
                and ROW_NUMBER.fullmatch("".join(map(str, each.itertext())))
            ):
                return False  # it goes in front of the row's heading
        elif tag in ("td", "th"):
            self._cell(each, frame, table)
        elif tag in ("dt", "dd"):
            table.row += tag == "dt"
            frame.cell = CellPlace(table.number, max(table.row, 0), int(tag == "dd"))
            frame.first, frame.item, frame.list = len(self.builder.blocks), None, None
        return True

    def _cell(self, each: etree._Element, frame: _Frame, table: _Table) -> None:
        row = max(table.row, 0)  # cells may stand outside any row
        while table.taken.get(table.column, 0) > row:
            table.column += 1
        wide, high = _span(each.get("colspan"), 100), _span(each.get("rowspan"), 200)
        frame.cell = CellPlace(table.number, row, table.column, table.header_row, high, wide)
        if high > 1:
            table.taken |= dict.fromkeys(range(table.column, table.column + wide), row + high)
        table.column += wide
        frame.first, frame.item, frame.list = len(self.builder.blocks), None, None

    def _places_only(self, each: etree._Element) -> bool:
        """Whether a table only places things: it says so, or its cells hold whole sections, other tables, or it has one column."""
        if (each.get("role") or "").lower() in ("presentation", "none"):
            return True
        size = self.judge.sizes[each]
        if each.tag == "dl":
            return size.headings > 0 or each.find(".//dd") is None
        rows = [row for part in each for row in ([part] if part.tag == "tr" else part) if row.tag == "tr"]
        heads = any(cell.tag == "th" for row in rows for cell in row)
        return (
            size.headings > 0
            or (size.tables > 0 and not heads)
            or max((sum(cell.tag in ("td", "th") for cell in row) for row in rows), default=0) <= 1
        )

    def _number_of(self, row: etree._Element, cells: list[etree._Element]) -> str:
        if len(cells) < 2 or not self.judge.sizes[row].headings:
            return ""
        match = ROW_NUMBER.fullmatch("".join(map(str, cells[0].itertext())))
        return match[1] if match else ""

    # Blocks

    def _flush(self) -> None:
        """What was gathered becomes a block, or several if typed breaks part it."""
        rich, self.rich = self.rich, Rich()
        if not WORD.search(rich.text):
            return
        self.letters += len(rich.text)
        if self.letters > MAX_TEXT:
            raise Unreadable("too_large", self.name, f"{MAX_TEXT // 1_000_000} millioner tegn")
        frame = self.stack[-1]
        if frame.furniture is not None:
            self.builder.add(BlockKind.FURNITURE, rich, line=frame.line, markers=(frame.furniture,))
        elif frame.level is not None:
            self._heading(rich, frame)
        else:
            start = 0
            for gap in [*GAP.finditer(rich.text), None]:
                end = gap.start() if gap else len(rich.text)
                self._paragraph(cut(rich, start, end), frame)
                start = gap.end() if gap else end

    def _heading(self, rich: Rich, frame: _Frame) -> None:
        table = frame.table
        if table is not None and table.row_number:
            rich = _joined(Rich(f"{table.row_number}. "), rich)
            table.row_number = ""
        rich.text = rich.text.replace("\u0085", " ")
        self.builder.add(BlockKind.HEADING, rich, level=frame.level, line=frame.line, cell=frame.cell)
        self.level = self.level if frame.unfolds else frame.level or self.level
        self.said, self.unheaded, self.typed = False, None, None

    def _paragraph(self, rich: Rich, frame: _Frame) -> None:
        if not WORD.search(rich.text):
            return
        markers: tuple[str, ...] = ("case_number",) if frame.case else ()
        if self.unheaded is not None:
            markers, self.unheaded = (*markers, f"unheaded:{self.unheaded}"), None
        self.said = True
        if frame.item:
            self.typed = None
            self.builder.add(
                BlockKind.LIST_ITEM,
                rich,
                line=frame.line,
                list=frame.item.pop(),
                cell=frame.cell,
                markers=markers,
            )
            return
        lines = list(re.finditer(r"[^\u0085]+", rich.text))
        bullets = [bool(PRINTED_BULLET.match(line[0])) for line in lines]
        if sum(bullets) > 1 or (bullets and bullets[0] and len(lines) == 1):
            at = bullets.index(True)
            if at:
                self._add(cut(rich, 0, lines[at].start()), frame, markers)
                self.typed = None
            # A line without a bullet goes on with the item before it.
            starts = [line.start() for line, bullet in zip(lines, bullets, strict=True) if bullet]
            for start, end in zip(starts, [*starts[1:], len(rich.text)], strict=True):
                self._typed_item(cut(rich, start, end), frame, markers if not at else ())
            return
        self.typed = None
        self._add(rich, frame, markers)

    def _add(self, rich: Rich, frame: _Frame, markers: tuple[str, ...]) -> None:
        self.builder.add(BlockKind.PARAGRAPH, rich, line=frame.line, cell=frame.cell, markers=markers)

    def _typed_item(self, rich: Rich, frame: _Frame, markers: tuple[str, ...]) -> None:
        without_printed_bullet(rich)
        number, items = self.typed or (self.builder.new_list(), 0)
        self.typed = (number, items + 1)
        place = ListPlace(number, 0, items + 1, "•")
        self.builder.add(
            BlockKind.LIST_ITEM, rich, line=frame.line, list=place, cell=frame.cell, markers=markers
        )


def _joined(one: Rich, other: Rich) -> Rich:
    shift = len(one.text)
    return Rich(
        one.text + other.text.lstrip(),
        one.spans + [replace(s, start=s.start + shift, end=s.end + shift) for s in other.spans],
    )


def _span(value: str | None, most: int) -> int:
    return min(int(value), most) if value and value.isdecimal() and len(value) < 9 and int(value) else 1


def _marker(now: _List) -> str:
    from roedtraad.reading.opening.word_styles import written

    form = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}.get(
        now.form, "decimal"
    )
    return f"{written(now.items, form)}."
