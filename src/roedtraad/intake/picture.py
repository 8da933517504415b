"""A page of a PDF as a picture, with marks over it, and the pictures that are kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils import timezone

from roedtraad.reading import Unreadable
from roedtraad.reading.pages import page_image

from .enums import ElementState
from .glance import Glance
from .marks import Line, bar, lines_of, margin, outline, stretch
from .models import Element, PageImage, SourceDocument
from .sheet import wordings

PDF = "application/pdf"
WIDTHS = (800, 1200)  # pixels: a phone's, and half a desk's, each on a screen of twice the points
KEPT = timedelta(days=60)


@dataclass(frozen=True)
class Mark:
    """What is drawn over the picture: `here` is the open element's, `seen` a line in the margin, `open` a place to click."""

    here: str
    seen: str
    open: list[tuple[str, str, str]]  # (key, words, path)


@dataclass(frozen=True)
class Picture:
    """One page of a document with pages. `previous`, `next`: their numbers, or 0."""

    number: int
    total: int
    mark: Mark
    trim: int = 0  # per cent of the width that need not be shown, on either side
    widths: tuple[int, ...] = WIDTHS

    @property
    def previous(self) -> int:
        return max(self.number - 1, 0)

    @property
    def next(self) -> int:
        return self.number + 1 if self.number < self.total else 0


def pages_of(document: SourceDocument) -> int:
    """How many pages there are pictures of; 0 where the format has none."""
    if document.media_type != PDF:
        return 0
    return int((document.header.get("source") or {}).get("pages") or 0)


def picture(
    document: SourceDocument, elements: list[Glance], current: Element | None, number: int = 0
) -> Picture | None:
    """The page with that number; with 0, the one where the current element stands."""
    total = pages_of(document)
    if not total:
        return None
    blocks = {block["index"]: block for block in document.blocks}
    here = _lines(blocks, current, wordings(current)) if current else []
    first = (here[0].page if here else current.page if current else 1) or 1
    number = min(number, total) or min(first, total)
    seen: list[str] = []
    places: list[tuple[str, str, str]] = []
    for each in elements:
        if each.state == ElementState.DROPPED or not _on(blocks, each, number):
            continue
        lines = [line for line in _lines(blocks, each, _words(each)) if line.page == number]
        if not lines:
            continue
        if each.state == ElementState.SEEN:
            seen.append(bar(lines))
        if current is None or each.key != current.key:
            places.append((each.key, each.text[:120], outline(lines)))
    mark = Mark(outline(line for line in here if line.page == number), " ".join(seen), places)
    return Picture(number, total, mark, _trim(document.blocks))


def _trim(blocks: list[dict[str, Any]]) -> int:
    """Of the white on either side, what can be cut off; for each of these there is a class in the stylesheet."""
    empty = margin(blocks) * 100 - 3
    return max(each for each in (0, 4, 7, 10) if each <= max(empty, 0))


def _on(blocks: dict[int, dict[str, Any]], element: Glance, number: int) -> bool:
    """Whether the element can stand on the page: a quick look at where its blocks begin and end."""
    if element.block is None:
        return False
    first = blocks.get(element.block) or {}
    last = blocks.get(element.until or element.block) or first
    ends = (last.get("places") or [[last.get("page") or 0]])[-1][0]
    return (first.get("page") or 0) <= number <= max(ends, last.get("page") or 0)


def _words(element: Glance) -> list[str]:
    return [str(element.attributes.get("raw") or ""), element.text]


def _lines(blocks: dict[int, dict[str, Any]], element: Element | Glance, words: list[str]) -> list[Line]:
    if element.block is None:
        return []
    found: list[Line] = []
    until = max(element.until or element.block, element.block)
    for index in range(element.block, until + 1):
        block = blocks.get(index)
        if block is None:
            continue
        at = stretch(str(block["text"]), words) if until == element.block else None
        found += lines_of(block, *at) if at else lines_of(block)
    return found


def drawn(document: SourceDocument, page: int, width: int) -> bytes | None:
    """The picture of a page: the one that is kept, or drawn now. None if there is no such page or width."""
    if width not in WIDTHS or not 1 <= page <= pages_of(document):
        return None
    kept = PageImage.objects.filter(document=document, page=page, width=width).first()
    if kept is not None:
        return bytes(kept.png)
    try:
        png = page_image(bytes(document.content), document.name, page, width)
    except Unreadable:
        return None
    # Two who ask at once draw it twice, and one of the two is kept.
    PageImage.objects.bulk_create(
        [PageImage(document=document, page=page, width=width, png=png)], ignore_conflicts=True
    )
    return png


def throw_away_old() -> int:
    """Pictures that were drawn long ago are thrown away; who asks for one again gets it drawn anew."""
    return int(PageImage.objects.filter(drawn_at__lt=timezone.now() - KEPT).delete()[0])
