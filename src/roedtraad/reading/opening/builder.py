"""Collects blocks while a format is read: numbers them, tidies their text, keeps emphasis in place."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from roedtraad.language.text import paragraph
from roedtraad.reading.model import Block, BlockKind, CellPlace, ListPlace, Place, Span

MAX_BLOCKS = 100_000
LETTER = re.compile(r"\w")


@dataclass(slots=True)
class Rich:
    """Text with emphasis, grown piece by piece."""

    text: str = ""
    spans: list[Span] = field(default_factory=list)

    def add(self, text: str, styles: Iterable[str] = ()) -> None:
        start = len(self.text)
        self.text += text
        if text.strip():
            self.spans += [Span(start, start + len(text), style) for style in sorted(set(styles))]

    def tidy(self) -> tuple[str, tuple[Span, ...]]:
        """The text normalised, the spans moved along and joined where they touch."""
        text = paragraph(self.text)
        if not self.spans or text == self.text:
            return text, _joined(self.spans)
        moved = []
        cursor = 0
        for span in sorted(self.spans, key=lambda s: (s.start, s.end)):
            piece = paragraph(self.text[span.start : span.end])
            at = text.find(piece, max(0, min(cursor, len(text)) - 1)) if piece else -1
            if at < 0:
                continue
            moved.append(Span(at, at + len(piece), span.style))
            cursor = at
        return text, _joined(moved)


def _joined(spans: list[Span]) -> tuple[Span, ...]:
    joined: list[Span] = []
    for span in sorted(spans, key=lambda s: (s.style, s.start)):
        last = joined[-1] if joined else None
        if last and last.style == span.style and span.start <= last.end + 1:
            joined[-1] = Span(last.start, max(last.end, span.end), last.style)
        else:
            joined.append(span)
    return tuple(sorted(joined, key=lambda s: (s.start, s.end, s.style)))


@dataclass(slots=True)
class Builder:
    """The blocks so far, and the numbers of lists and tables."""

    blocks: list[Block] = field(default_factory=list)
    lists: int = 0
    tables: int = 0

    def add(
        self,
        kind: BlockKind,
        rich: Rich | str,
        *,
        level: int | None = None,
        page: int | None = None,
        line: int | None = None,
        list: ListPlace | None = None,
        cell: CellPlace | None = None,
        markers: tuple[str, ...] = (),
        places: tuple[Place, ...] = (),
    ) -> Block | None:
        """A block, unless nothing is left of its text."""
        text, spans = (rich if isinstance(rich, Rich) else Rich(rich)).tidy()
        if not LETTER.search(text):
            return None
        block = Block(len(self.blocks), kind, text, level, page, line, list, cell, spans, markers, places)
        if len(self.blocks) >= MAX_BLOCKS:
            raise OverflowError(MAX_BLOCKS)
        self.blocks.append(block)
        return block

    def new_list(self) -> int:
        self.lists += 1
        return self.lists

    def new_table(self) -> int:
        self.tables += 1
        return self.tables


# A bullet typed or pasted in front of a paragraph that no list holds.
PRINTED_BULLET = re.compile(r"^\s*(?P<marker>[•▪●◦‣·\uf0b7\uf0a7–—-]|o(?=\s{2}))\s+(?=\S)")


def cut(rich: Rich, start: int, end: int) -> Rich:
    """The stretch of the text, with its emphasis."""
    spans = [
        Span(max(s.start, start) - start, min(s.end, end) - start, s.style)
        for s in rich.spans
        if s.start < end and s.end > start
    ]
    return Rich(rich.text[start:end], spans)


def without_printed_bullet(rich: Rich) -> str | None:
    """The bullet printed in front, taken off the text; None where there is none."""
    printed = PRINTED_BULLET.match(rich.text)
    if printed is None:
        return None
    rest = cut(rich, printed.end(), len(rich.text))
    rich.text, rich.spans = rest.text, rest.spans
    return printed["marker"]


def settle_cell(builder: Builder, first: int) -> None:
    """The blocks from `first` on are one cell: of one paragraph it is a table cell; of several, they stay what they are."""
    blocks = builder.blocks[first:]
    if len(blocks) == 1 and blocks[0].kind in (BlockKind.PARAGRAPH, BlockKind.HEADING):
        blocks[0].kind, blocks[0].level = BlockKind.TABLE_CELL, None
