"""The fifth room: what is printed around the text. Running heads and feet, page numbers, contents, stamps."""

from __future__ import annotations

import re
from collections.abc import Iterator

from roedtraad.reading.opening.pdf.layout import Page
from roedtraad.reading.opening.pdf.lines import Line
from roedtraad.reading.opening.pdf.tables import Table

EDGE_ZONE = 0.14  # of the page's height, above and below
NUMBER_ZONE = 0.12
SAME_HEIGHT = 5.0  # points
PAGE_NUMBER = re.compile(
    r"(?:side|s\.|page|p\.)?\s*[-–|]?\s*\d{1,4}\s*[-–|]?(?:\s*(?:af|of|/|\|)\s*\d{1,4})?", re.IGNORECASE
)
PAGE = re.compile(r"\bside\s+\d|\d\s*(?:af|/)\s*\d", re.IGNORECASE)
COUNTED = re.compile(r"[^\W\d]\W*\d+\b.*[^\W\d]")  # words before the number and after it
LEADERS = re.compile(
    r"(?:(?:\s?\.){4,}|…{2,}|_{4,}|(?:\s?·){4,})\s*(?:side\s+)?(?:\d{1,3}|[ivx]{1,5})\s*$", re.IGNORECASE
)
ENDS = "0123456789ivxIVX"  # of what leaders lead to
TAB_NUMBER = re.compile(r"^(?P<text>.*[^\W\d].*)\t(?P<number>\d{1,3})$")


def furniture(pages: list[Page], body: float) -> dict[int, str]:
    """{id of a line: its marker} for what is no content."""
    marked: dict[int, str] = {}
    _running(pages, body, marked)
    _page_numbers(pages, marked)
    _contents(pages, marked)
    return marked


def own_lines(page: Page) -> Iterator[Line]:
    for column in page.columns:
        for item in column:
            if isinstance(item, Line):
                yield item


def _running(pages: list[Page], body: float, marked: dict[int, str]) -> None:
    """Heads and feet: the same words, figures apart, at the same height on page after page."""
    seen: dict[str, list[tuple[int, float, Line]]] = {}
    heights = {page.number: page.frame.height for page in pages}
    for page in pages:
        height = page.frame.height
        for line in own_lines(page):
            upper = line.bottom < EDGE_ZONE * height
            if not upper and line.top < (1 - EDGE_ZONE) * height:
                continue
            y = line.base if upper else line.base - height
            seen.setdefault(_key(line.text), []).append((page.number, y, line))
    found: list[tuple[float, Line]] = []
    for places in seen.values():
        near: dict[int, list[tuple[int, Line]]] = {}
        for number, y, line in places:
            for step in (-1, 0, 1):
                near.setdefault(round(y / SAME_HEIGHT) + step, []).append((number, line))
        counts = {height: len({n for n, _ in there}) for height, there in near.items()}
        for number, y, line in places:
            height = round(y / SAME_HEIGHT)
            there = near[height]
            often = counts[height] >= (2 if len(pages) <= 4 else 3) and len(line.text) <= 140
            if often and len(pages) <= 4:
                # In a short document a line may be there twice by chance: then word for word, and not as text.
                often = len({other.text for _, other in there}) == 1 or bool(PAGE.search(line.text))
            if not often and not (line.artefact and _in_zone(heights[number], line)):
                continue
            if number == pages[0].number and line.size >= 1.4 * body:
                continue  # the title of the document, which its head repeats
            if y >= 0 and line.size >= 1.2 * body and _is_counted(line, there):
                continue  # "Punkt 4 Status" on top of its page: an item with the number it has, not the page's
            found.append((y, line))
    marks = {id(line): "header" if y >= 0 else "footer" for y, line in found}
    for page in pages:
        # From the edge inwards: what stands beyond the text is furniture, within it nothing is.
        lines = sorted(own_lines(page), key=lambda line: line.base)
        for order in (lines, lines[::-1]):
            for line in order:
                if id(line) not in marks and not _is_number(line, page.frame.height):
                    break
                if id(line) in marks:
                    marked[id(line)] = marks[id(line)]
    _chapter_heads(pages, body, marked)


def _key(text: str) -> str:
    return re.sub(r"\d+", "#", _words(text))


def _words(text: str) -> str:
    return " ".join(text.casefold().split())


def _is_counted(line: Line, there: list[tuple[int, Line]]) -> bool:
    """Called the same as the others but for the number within, which none of them shares; a page's stands at an end."""
    each = [_words(other.text) for _, other in there]
    return 1 < len(each) == len(set(each)) and bool(COUNTED.search(line.text)) and not PAGE.search(line.text)


def _in_zone(height: float, line: Line) -> bool:
    return line.bottom < 0.1 * height or line.top > 0.9 * height


def _is_number(line: Line, height: float) -> bool:
    outside = line.bottom < NUMBER_ZONE * height or line.top > (1 - NUMBER_ZONE) * height
    return outside and bool(PAGE_NUMBER.fullmatch(line.text.strip()))


def _chapter_heads(pages: list[Page], body: float, marked: dict[int, str]) -> None:
    """Running heads that name the chapter: other words, but small, alone, and at one height on most pages."""
    if len(pages) < 5:
        return
    at: dict[tuple[int, float], list[Line]] = {}
    for page in pages:
        lines = sorted(own_lines(page), key=lambda line: line.base)
        if len(lines) < 3:
            continue
        first, second = lines[0], next((n for n in lines[1:] if n.base > lines[0].base + 3), lines[1])
        apart = second.top - first.bottom > 1.2 * first.size
        if first.bottom < 0.1 * page.frame.height and apart and first.size < 0.95 * body:
            at.setdefault((round(first.base / 3), round(first.size, 1)), []).append(first)
    for group in at.values():
        if len(group) >= 0.5 * len(pages):
            for line in group:
                marked.setdefault(id(line), "header")


def _page_numbers(pages: list[Page], marked: dict[int, str]) -> None:
    for page in pages:
        for line in own_lines(page):
            if _is_number(line, page.frame.height):
                marked[id(line)] = "page_number"


def _contents(pages: list[Page], marked: dict[int, str]) -> None:
    """Lines of a table of contents: led by dots to a number, or three and more whose numbers only grow."""
    for page in pages:
        for column in page.columns:
            lines = [item for item in column if isinstance(item, Line) and id(item) not in marked]
            led = [_leads(line.text) for line in lines]
            for number, line in enumerate(lines):
                if led[number] and sum(led[max(0, number - 3) : number + 4]) > 1:
                    marked[id(line)] = "contents"
                    _first_half(lines, number, marked)
            row: list[Line] = []
            last = 0
            for line in lines:
                found = TAB_NUMBER.match(line.text) if "\t" in line.text else None
                if not found or int(found["number"]) < last:
                    _mark_contents(row, marked)
                    row, last = [], 0
                if found:
                    row.append(line)
                    last = int(found["number"])
            _mark_contents(row, marked)


def _leads(text: str) -> bool:
    """Dots or a line lead to a page's number at the end."""
    return text[-1:] in ENDS and LEADERS.search(text) is not None


def _mark_contents(row: list[Line], marked: dict[int, str]) -> None:
    if len(row) >= 3:
        marked.update({id(line): "contents" for line in row})


def _first_half(lines: list[Line], number: int, marked: dict[int, str]) -> None:
    """An entry of two lines has its number on the second."""
    if number == 0:
        return
    before, line = lines[number - 1], lines[number]
    if (
        id(before) not in marked
        and line.base - before.base <= 1.5 * line.size
        and abs(before.size - line.size) < 0.3
        and before.wraps
        and not _leads(before.text)
        and number >= 2
        and marked.get(id(lines[number - 2])) == "contents"
    ):
        marked[id(before)] = "contents"


def tables_of(page: Page) -> Iterator[Table]:
    for column in page.columns:
        for item in column:
            if isinstance(item, Table):
                yield item
