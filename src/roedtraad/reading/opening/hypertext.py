"""Fragments of HTML, as they stand inside Markdown and transcripts: paragraphs, lists, tables, emphasis.

Tolerant: tags may be left open, `ul` may hold text with printed bullets instead of `li`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from roedtraad.reading.opening.builder import Rich

STYLES = {"b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline", "sup": "superscript",
          "a": "link"}  # fmt: skip
BLOCKS = {
    "p",
    "div",
    "section",
    "article",
    "blockquote",
    "pre",
    "center",
    "figcaption",
    "dt",
    "dd",
    "caption",
    "main",
}
SILENT = {
    "script",
    "style",
    "head",
    "title",
    "template",
    "svg",
    "noscript",
    "iframe",
    "object",
    "select",
    "button",
}
BULLET = re.compile(r"[•▪●◦‣·\uf0b7\uf0a7]\s*")
MAX_DEPTH = 200


class TooDeep(Exception):
    """More tags inside each other than any document has."""


@dataclass(slots=True)
class Piece:
    """A piece of a fragment: `form` is p | h1…h6 | li | td | th; `line` counts from 0 in the fragment."""

    form: str
    rich: Rich = field(default_factory=Rich)
    line: int = 0
    depth: int = 0  # of a list
    marker: str = "•"
    list: int = 0  # which list of the fragment
    table: int = 0  # which table of the fragment, from 1
    row: int = 0
    column: int = 0
    column_span: int = 1
    row_span: int = 1
    header: bool = False


def read_fragment(html: str) -> list[Piece]:
    """The pieces of a fragment in order, empty ones left out. Raises TooDeep."""
    parser = _Fragment()
    parser.feed(html)
    parser.close()
    parser.flush()
    return [piece for piece in parser.pieces if re.search(r"\w", piece.rich.text)]


class _Fragment(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[Piece] = []
        self.styles: list[str] = []
        self.lists: list[tuple[int, str, int]] = []  # (number, tag, items so far)
        self.list_count = self.table_count = 0
        self.tables: list[list[int]] = []  # [number, row, column]
        self.taken: list[dict[int, int]] = []  # of each open table: column → first row where it is free again
        self.silent = 0
        self.depth = 0
        self.now: Piece | None = None
        self.cell: Piece | None = None  # the cell we are in: its place is copied to the pieces in it

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.depth += 1
        if self.depth > MAX_DEPTH and tag not in (
            "br",
            "img",
            "hr",
            "input",
            "p",
            "li",
            "td",
            "tr",
            "meta",
            "link",
        ):
            raise TooDeep
        if tag in SILENT:
            self.silent += 1
        elif tag in STYLES:
            self.styles.append(STYLES[tag])
        elif tag == "br":
            self.depth -= 1
            self._rich().add("\u0085")
        elif tag in ("ul", "ol"):
            self.flush()
            self.list_count += 1
            self.lists.append((self.list_count, tag, 0))
        elif tag == "li":
            self._item()
        elif tag == "table":
            self.flush()
            self.table_count += 1
            self.tables.append([self.table_count, -1, -1])
            self.taken.append({})
        elif tag == "tr" and self.tables:
            self.flush()
            self.tables[-1][1:] = [self.tables[-1][1] + 1, -1]
        elif tag in ("td", "th") and self.tables:
            self._open_cell(tag, dict(attrs))
        elif tag in BLOCKS or re.fullmatch("h[1-6]", tag):
            self.flush()
            self.now = self._piece(tag if tag[0] == "h" and tag != "html" else "p")
        elif tag in ("img", "hr", "input", "meta", "link", "col", "wbr"):
            self.depth -= 1

    def handle_endtag(self, tag: str) -> None:
        self.depth = max(0, self.depth - 1)
        if tag in SILENT:
            self.silent = max(0, self.silent - 1)
        elif tag in STYLES:
            if STYLES[tag] in self.styles:
                self.styles.reverse()
                self.styles.remove(STYLES[tag])
                self.styles.reverse()
        elif tag in ("ul", "ol"):
            self.flush()
            if self.lists:
                self.lists.pop()
        elif tag in ("td", "th"):
            self.flush()
            self.cell = None
        elif tag == "table":
            self.flush()
            self.cell = None
            if self.tables:
                self.tables.pop()
                self.taken.pop()
        elif tag == "li" or tag in BLOCKS or re.fullmatch("h[1-6]", tag):
            self.flush()

    def handle_data(self, data: str) -> None:
        if self.silent:
            return
        if self.lists and (self.now is None or self.now.form == "li") and BULLET.search(data):
            parts = BULLET.split(data)
            if parts[0].strip():
                self._rich().add(parts[0], self.styles)
            for part in parts[1:]:
                self._item()
                self._rich().add(part, self.styles)
            return
        if data.strip() or self.now is not None:
            self._rich().add(re.sub(r"\s+", " ", data), self.styles)

    def _item(self) -> None:
        self.flush()
        number, tag, items = self.lists[-1] if self.lists else (0, "ul", 0)
        if self.lists:
            self.lists[-1] = (number, tag, items + 1)
        self.now = self._piece("li")
        self.now.list, self.now.depth = number, max(0, len(self.lists) - 1)
        self.now.marker = f"{items + 1}." if tag == "ol" else "•"

    def _open_cell(self, tag: str, attrs: dict[str, str | None]) -> None:
        self.flush()
        table = self.tables[-1]
        if table[1] < 0:
            table[1] = 0
        table[2] += 1
        while self.taken[-1].get(table[2], 0) > table[1]:
            table[2] += 1
        spans = [_small(attrs.get(name)) for name in ("colspan", "rowspan")]
        self.cell = Piece(
            "td",
            table=table[0],
            row=table[1],
            column=table[2],
            header=tag == "th",
            column_span=spans[0],
            row_span=spans[1],
        )
        if spans[1] > 1:
            self.taken[-1] |= dict.fromkeys(range(table[2], table[2] + spans[0]), table[1] + spans[1])
        table[2] += spans[0] - 1
        self.now = self._piece("td")

    def _piece(self, form: str) -> Piece:
        piece = Piece(form, line=self.getpos()[0] - 1)
        if self.cell:
            for name in ("table", "row", "column", "header", "column_span", "row_span"):
                setattr(piece, name, getattr(self.cell, name))
        return piece

    def _rich(self) -> Rich:
        if self.now is None:
            self.now = self._piece("td" if self.cell else "p")
        return self.now.rich

    def flush(self) -> None:
        if self.now is not None:
            self.pieces.append(self.now)
            self.now = None


def _small(value: str | None) -> int:
    return min(int(value), 100) if value and value.isdecimal() and int(value) else 1
