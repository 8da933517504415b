"""The third room: which stretches stand in one column, and in which order the columns are read.

A band of columns is a stretch of the page with an empty strip down through it and lines on both sides. What
goes across the strip ends the band. Each side is taken apart in the same way, so three columns are two and two.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, TypeVar

MAX_DEPTH = 5
GUTTER = 0.8  # of the size of the type
LETTERS = 18  # a column of text has more on its lines; less are labels
LINES = 3


class Item(Protocol):
    left: float
    right: float
    top: float
    bottom: float


class Text(Item, Protocol):
    text: str


T = TypeVar("T", bound=Item)


def regions(items: Sequence[T], size: float, depth: int = 0) -> list[list[T]]:
    """The items, column by column in reading order, each from the top down. `size`: of the page's type."""
    rest = sorted(items, key=lambda item: (item.top, item.left))
    out: list[list[T]] = []
    open_: list[T] = []
    while rest:
        band = _band(rest, size) if depth < MAX_DEPTH else None
        if band is None:
            open_ += rest
            break
        before, left, right, rest = band
        open_ += before
        if open_:
            out.append(open_)
            open_ = []
        out += regions(left, size, depth + 1) + regions(right, size, depth + 1)
    if open_:
        out.append(open_)
    return out


Band = tuple[list[T], list[T], list[T], list[T]]


def _band(items: list[T], size: float) -> Band[T] | None:
    """(before, left, right, after) of the first band of columns, None without one."""
    need = max(GUTTER * size, 6.0)
    tried = 0
    for i, one in enumerate(items):
        for other in items[i + 1 : i + 8]:
            if other.top >= one.bottom - 1:
                continue
            low, high = (one.right, other.left) if one.right <= other.left else (other.right, one.left)
            if high - low < need:
                continue
            tried += 1
            if tried > 80:
                return None
            band = _grown(items, i, (low, high), need, size)
            if band:
                return band
    return None


def _grown(items: list[T], at: int, strip: tuple[float, float], need: float, size: float) -> Band[T] | None:
    low, high = strip
    first, last = at, at
    for n in range(at, len(items)):  # down
        cut = _without(low, high, items[n], need)
        if cut is None:
            break
        low, high = cut
        last = n
    for n in range(at - 1, -1, -1):  # and up
        cut = _without(low, high, items[n], need)
        if cut is None:
            break
        low, high = cut
        first = n
    middle = (low + high) / 2
    band = items[first : last + 1]
    left = [item for item in band if item.right <= middle]
    right = [item for item in band if item.right > middle]
    if not left or not right:
        return None
    after = items[last + 1 :]
    before = items[:first]
    # What stands over or under one column only, apart from it, and on the way to what crosses.
    top = max(min(i.top for i in left), min(i.top for i in right))
    head = [item for item in right if item.bottom <= top + 1]
    right = [item for item in right if item.bottom > top + 1]
    before = before + head
    left, tail = _tail(left, right, size, bool(after))
    after = tail + after
    if not (_is_column(left) and _is_column(right)):
        return None
    ends = min(max(i.bottom for i in left), max(i.bottom for i in right))
    starts = max(min(i.top for i in left), min(i.top for i in right))
    if ends - starts < 2.5 * size:
        return None
    return before, left, right, after


def _without(low: float, high: float, item: Item, need: float) -> tuple[float, float] | None:
    """What is left of the strip beside the item; None where too little is."""
    if item.right <= low or item.left >= high:
        return low, high
    pieces = [(low, min(high, item.left)), (max(low, item.right), high)]
    best = max(pieces, key=lambda piece: piece[1] - piece[0])
    return best if best[1] - best[0] >= need else None


def _tail(left: list[T], right: list[T], size: float, crossed: bool) -> tuple[list[T], list[T]]:
    """Lines at the left that stand below both columns, set apart, before something that crosses: not the column's."""
    if not right or not crossed:
        return left, []
    floor = max(item.bottom for item in right)
    for n in range(1, len(left)):
        gap = left[n].top - left[n - 1].bottom
        if left[n].top >= floor - 1 and gap > 0.7 * size and len(left) - n <= 3:
            return left[:n], left[n:]
    return left, []


def _is_column(items: Sequence[Item]) -> bool:
    texts = [getattr(item, "text", "") for item in items]
    if any(not text for text in texts):
        return True  # a table stands in it
    return len(items) >= LINES and sum(map(len, texts)) >= LETTERS * len(items)
