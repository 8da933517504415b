"""The source as text: one page of it, or one stretch where it has no pages, with the element's place marked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from .enums import ElementState
from .glance import Glance
from .marks import stretch
from .models import Element

SHEET = 40  # blocks on one sheet of a source that has no pages of its own
NEAR = 3  # blocks around the one looked at that a phone shows


@dataclass(frozen=True)
class SheetBlock:
    """A block of the source as it is set: `tag` h2–h4, p, li or cell; `mark` '', 'seen' or 'here'; `key`: its first element.

    `parts`, of the one looked at: what stands before the element's words, the words, what stands after.
    """

    block: dict[str, Any]
    tag: str
    mark: str
    key: str
    near: bool
    parts: tuple[str, str, str] = ("", "", "")


@dataclass(frozen=True)
class Sheet:
    """One page of the source, or one stretch of it where it has no pages. `previous`, `next`: their numbers, or 0."""

    number: int
    total: int
    paged: bool
    runs: list[tuple[str, list[Any]]] = field(default_factory=list)

    @property
    def texts(self) -> list[SheetBlock]:
        """The blocks one after the other, tables too."""
        flat: list[SheetBlock] = []
        for kind, items in self.runs:
            flat += [each for row in items for cell in row for each in cell] if kind == "table" else items
        return flat

    @property
    def previous(self) -> int:
        return max(self.number - 1, 0)

    @property
    def next(self) -> int:
        return self.number + 1 if self.number < self.total else 0


def sheet(
    blocks: list[dict[str, Any]],
    elements: Iterable[Glance],
    current: Element | None,
    number: int = 0,
    pages: int = 0,
) -> Sheet | None:
    """The sheet with that number; with 0, the one where the current element stands. `pages`: how many the source has."""
    if not blocks:
        return None
    paged = any(block.get("page") for block in blocks)
    sheet_of = [
        (block.get("page") or 1) if paged else position // SHEET + 1 for position, block in enumerate(blocks)
    ]
    at = current.block if current and current.block is not None else blocks[0]["index"]
    here = next((place for place, block in zip(sheet_of, blocks, strict=True) if block["index"] == at), 1)
    total = max(pages, max(sheet_of)) if paged else max(sheet_of)
    number = min(number, total) or here
    first_of: dict[int, str] = {}
    seen: set[int] = set()
    for each in elements:
        if each.block is not None and each.state != ElementState.DROPPED:
            first_of.setdefault(each.block, each.key)
            if each.state == ElementState.SEEN:
                seen.update(range(each.block, (each.until or each.block) + 1))
    until = (current.until if current else None) or at
    shown = [
        SheetBlock(
            block,
            _tag(block),
            "here" if current and at <= block["index"] <= until else "seen" if block["index"] in seen else "",
            first_of.get(block["index"], ""),
            number != here or abs(block["index"] - at) <= NEAR,
            _parts(str(block["text"]), current),
        )
        for place, block in zip(sheet_of, blocks, strict=True)
        if place == number
    ]
    return Sheet(number, total, paged, _runs(shown))


def wordings(element: Element) -> list[str]:
    """The words by which an element is found in its block, the printed ones first."""
    was = element.original or {}
    return [str((was.get("attributes") or {}).get("raw") or ""), str(was.get("text") or ""), element.text]


def _parts(text: str, current: Element | None) -> tuple[str, str, str]:
    """Where in a block the element's own words stand; the whole block if they cannot be told apart."""
    found = stretch(text, wordings(current)) if current is not None else None
    if found is None:
        return "", text, ""
    return text[: found[0]], text[found[0] : found[1]], text[found[1] :]


def _tag(block: dict[str, Any]) -> str:
    kind = block["kind"]
    if kind == "heading":
        return "h3" if (block.get("level") or 9) <= 2 else "h4"
    if block.get("cell"):
        return "cell"
    return {"list_item": "li", "furniture": "furniture"}.get(kind, "p")


def _runs(shown: list[SheetBlock]) -> list[tuple[str, list[Any]]]:
    """Blocks in runs that are set together: ("list", items), ("table", rows of cells of blocks), ("plain", blocks)."""
    runs: list[tuple[str, list[Any]]] = []
    place: Any = None
    for each in shown:
        if each.tag == "cell":
            table, row, column = each.block["cell"][:3]
            if not runs or runs[-1][0] != "table" or place is None or place[0] != table:
                runs.append(("table", []))
                place = None
            if place is None or place[1] != row:
                runs[-1][1].append([])
            if place != (table, row, column):
                runs[-1][1][-1].append([])  # a cell may hold several paragraphs
            runs[-1][1][-1][-1].append(each)
            place = (table, row, column)
            continue
        kind = "list" if each.tag == "li" else "plain"
        if not runs or runs[-1][0] != kind:
            runs.append((kind, []))
        runs[-1][1].append(each)
    return runs
