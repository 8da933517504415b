"""What the review shows: the source beside what was recognised in it, and where everything landed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q

from roedtraad.core.models import Job

from .enums import DOUBT, DocumentState, ElementKind, ElementState
from .models import Element, SourceDocument
from .why import rule_words

PAGE = 50
SHEET = 40  # blocks on one sheet of a source that has no pages of its own
NEAR = 3  # blocks around the one looked at that a phone shows


@dataclass(frozen=True)
class DocumentList:
    page: Page[Any]
    waiting: int
    reading: int
    total: int


def document_list(page: str | int = 1) -> DocumentList:
    """Documents, the newest first, with the number of elements and of those that nobody has seen."""
    rows = (
        SourceDocument.objects.defer("content", "blocks", "header")
        .annotate(
            found=Count("elements", filter=~Q(elements__state=ElementState.DROPPED)),
            unseen=Count("elements", filter=Q(elements__state=ElementState.UNSEEN)),
        )
        .order_by("-received_at", "-pk")
    )
    states = Counter(SourceDocument.objects.order_by().values_list("state", flat=True))
    return DocumentList(
        Paginator(rows, PAGE).get_page(page),
        states[DocumentState.READ],
        states[DocumentState.RECEIVED],
        sum(states.values()),
    )


def waiting_documents() -> list[SourceDocument]:
    return list(
        SourceDocument.objects.defer("content", "blocks", "header")
        .filter(state=DocumentState.READ)
        .order_by("received_at")[:20]
    )


def latest_job(document: SourceDocument) -> Job | None:
    return (
        Job.objects.filter(about_type="intake.sourcedocument", about_id=document.pk).order_by("-pk").first()
    )


# Review


@dataclass
class Row:
    """One element in the list, with its depth under its parents."""

    element: Element
    depth: int
    kind: Any
    doubt: bool
    current: bool = False

    @property
    def shown_state(self) -> str:
        if self.element.state == ElementState.DROPPED:
            return "dropped"
        if self.element.state == ElementState.SEEN:
            return "seen"
        return "doubt" if self.doubt else "not"


@dataclass(frozen=True)
class SheetBlock:
    """A block of the source as it is set: `tag` h2–h4, p, li or cell; `mark` '', 'seen' or 'here'; `key`: its first element."""

    block: dict[str, Any]
    tag: str
    mark: str
    key: str
    near: bool
    parts: tuple[str, str, str] = (
        "",
        "",
        "",
    )  # of the one looked at: what stands before, the words, what stands after


@dataclass(frozen=True)
class Sheet:
    """One page of the source, or one stretch of it where it has no pages."""

    number: int
    total: int
    paged: bool
    runs: list[tuple[str, list[Any]]] = field(default_factory=list)
    previous_key: str = ""
    next_key: str = ""


@dataclass(frozen=True)
class Stretch:
    """Which of a long list's rows are shown: the 50 around the one looked at, and the keys of those before and after."""

    start: int
    end: int
    total: int
    previous_key: str
    next_key: str


@dataclass(frozen=True)
class Review:
    """`rows`: those of the stretch, with one of its neighbours at each end, so that one can step over."""

    document: SourceDocument
    rows: list[Row]
    stretch: Stretch
    current: Row | None
    parents: list[tuple[str, str]]
    sheet: Sheet | None
    seen: int
    total: int
    doubts: int
    next_key: str
    previous_key: str
    why: str
    loss: list[str]
    only_doubts: bool


def is_doubtful(element: Element, remarked: Iterable[str] = ()) -> bool:
    """The rule is unsure, or the check remarked on it; until a person has looked."""
    return element.state == ElementState.UNSEEN and (element.confidence < DOUBT or element.key in remarked)


def review(document: SourceDocument, *, chosen: str = "", only_doubts: bool = False) -> Review:
    """Everything the review page shows, in a number of queries that does not grow with the elements."""
    # What the reading said is needed of the one looked at only; it is as much again as all the rest.
    elements = list(Element.objects.filter(document=document).order_by("order", "pk").defer("original"))
    remarked = {
        str(each.get("element"))
        for each in document.header.get("remarks", [])
        if each.get("key") == "doubtful"
    }
    rows = _rows(elements, remarked)
    current = _current(rows, chosen)
    if current:
        current.current = True
    shown = [row for row in rows if row.doubt or row.current] if only_doubts else rows
    at = shown.index(current) if current in shown else -1
    live = [row for row in rows if row.element.state != ElementState.DROPPED]
    start = max(at, 0) // PAGE * PAGE
    end = min(start + PAGE, len(shown))
    return Review(
        document=document,
        rows=shown[max(0, start - 1) : end + 1],
        stretch=Stretch(
            start=start + 1,
            end=end,
            total=len(shown),
            previous_key=shown[start - PAGE].element.key if start else "",
            next_key=shown[end].element.key if end < len(shown) else "",
        ),
        current=current,
        parents=_parents(rows, current),
        sheet=_sheet(document.blocks, elements, current),
        seen=sum(1 for row in rows if row.element.state != ElementState.UNSEEN),
        total=len(rows),
        doubts=sum(1 for row in live if row.doubt),
        next_key=shown[at + 1].element.key if 0 <= at < len(shown) - 1 else "",
        previous_key=shown[at - 1].element.key if at > 0 else "",
        why=str(rule_words(current.element.rule)) if current else "",
        loss=[str(each.get("key")) for each in document.header.get("remarks", []) if not each.get("element")],
        only_doubts=only_doubts,
    )


def _rows(elements: list[Element], remarked: set[str]) -> list[Row]:
    parents = {each.key: each.parent_key for each in elements}
    labels = dict(ElementKind.choices)
    rows = []
    for each in elements:
        depth, key = 0, each.parent_key
        while key and depth < 4:
            depth, key = depth + 1, parents.get(key, "")
        rows.append(Row(each, depth, labels.get(each.type, each.type), is_doubtful(each, remarked)))
    return rows


def _current(rows: list[Row], chosen: str) -> Row | None:
    by_key = {row.element.key: row for row in rows}
    if chosen in by_key:
        return by_key[chosen]
    unseen = [row for row in rows if row.element.state == ElementState.UNSEEN]
    return next((row for row in unseen if row.doubt), None) or next(iter(unseen or rows), None)


def next_to_look_at(document: SourceDocument, after: Element, *, only_doubts: bool = False) -> str:
    """The key of the next element nobody has seen, after this one or from the top; empty if all have been seen."""
    elements = list(Element.objects.filter(document=document).order_by("order", "pk"))
    unseen = [
        each
        for each in elements
        if each.state == ElementState.UNSEEN and (not only_doubts or is_doubtful(each))
    ]
    later = [each for each in unseen if (each.order, each.pk) > (after.order, after.pk)]
    return (later or unseen)[0].key if unseen else after.key


# What an element may stand under; the list would else hold everything.
OVER = {
    ElementKind.THEME, ElementKind.FOCUS_AREA, ElementKind.GOAL, ElementKind.BODY, ElementKind.ACTION,
    ElementKind.RECOMMENDATION, ElementKind.AGENDA_ITEM,
}  # fmt: skip


def _parents(rows: list[Row], current: Row | None) -> list[tuple[str, str]]:
    if current is None:
        return []
    own = current.element
    return [
        (row.element.key, f"{row.kind}: {row.element.text[:70]}")
        for row in rows
        if row.element.key != own.key
        and (row.element.type in OVER or row.element.key == own.parent_key)
        and row.element.state != ElementState.DROPPED
    ]


def _sheet(blocks: list[dict[str, Any]], elements: list[Element], current: Row | None) -> Sheet | None:
    if not blocks:
        return None
    paged = any(block.get("page") for block in blocks)
    sheet_of = [
        (block.get("page") or 1) - 1 if paged else position // SHEET for position, block in enumerate(blocks)
    ]
    at = current.element.block if current and current.element.block is not None else blocks[0]["index"]
    here = next((sheet for sheet, block in zip(sheet_of, blocks, strict=True) if block["index"] == at), 0)
    first_of: dict[int, str] = {}
    seen: set[int] = set()
    for each in elements:
        if each.block is not None and each.state != ElementState.DROPPED:
            first_of.setdefault(each.block, each.key)
            if each.state == ElementState.SEEN:
                seen.update(range(each.block, (each.until or each.block) + 1))
    until = (current.element.until if current else None) or at
    keys: dict[int, str] = {}
    for sheet, block in zip(sheet_of, blocks, strict=True):
        if block["index"] in first_of:
            keys.setdefault(sheet, first_of[block["index"]])
    shown = [
        SheetBlock(
            block,
            _tag(block),
            "here" if current and at <= block["index"] <= until else "seen" if block["index"] in seen else "",
            first_of.get(block["index"], ""),
            abs(block["index"] - at) <= NEAR,
            _parts(str(block["text"]), current),
        )
        for sheet, block in zip(sheet_of, blocks, strict=True)
        if sheet == here
    ]
    last = max(sheet_of)
    return Sheet(
        here + 1,
        last + 1,
        paged,
        _runs(shown),
        next((keys[number] for number in range(here - 1, -1, -1) if number in keys), ""),
        next((keys[number] for number in range(here + 1, last + 1) if number in keys), ""),
    )


def _parts(text: str, current: Row | None) -> tuple[str, str, str]:
    """Where in a block the element's own words stand; the whole block if they cannot be told apart."""
    if current is not None:
        was = current.element.original or {}
        for words in (str((was.get("attributes") or {}).get("raw") or ""), str(was.get("text") or "")):
            start = text.find(words) if words else -1
            if start >= 0:
                return text[:start], words, text[start + len(words) :]
    return "", text, ""


def _tag(block: dict[str, Any]) -> str:
    kind = block["kind"]
    if kind == "heading":
        return "h3" if (block.get("level") or 9) <= 2 else "h4"
    if block.get("cell"):
        return "cell"
    return {"list_item": "li", "furniture": "furniture"}.get(kind, "p")


def _runs(shown: list[SheetBlock]) -> list[tuple[str, list[Any]]]:
    """Blocks in runs that are set together: ("list", items), ("table", rows of cells), ("plain", blocks)."""
    runs: list[tuple[str, list[Any]]] = []
    place: Any = None
    for each in shown:
        if each.tag == "cell":
            table, row = each.block["cell"][:2]
            if not runs or runs[-1][0] != "table" or place is None or place[0] != table:
                runs.append(("table", []))
                place = None
            if place is None or place[1] != row:
                runs[-1][1].append([])
            runs[-1][1][-1].append(each)
            place = (table, row)
            continue
        kind = "list" if each.tag == "li" else "plain"
        if not runs or runs[-1][0] != kind:
            runs.append((kind, []))
        runs[-1][1].append(each)
    return runs
