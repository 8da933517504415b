"""What the review page shows: the source beside what was recognised in it, one element open, and what is in doubt."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from .enums import DOUBT, ElementKind, ElementState
from .glance import Glance
from .models import Element, SourceDocument
from .picture import Picture, picture
from .shapes import around_holes, is_strange, places_to_split, second_type
from .sheet import Sheet, sheet
from .why import IT_IS, against_words, rule_words

PAGE = 50


@dataclass
class Row:
    """One element in the list, with its depth under its parents. Of the one looked at, the whole element."""

    element: Element | Glance
    depth: int
    kind: Any
    doubt: bool
    current: bool = False

    @property
    def pieces(self) -> list[str]:
        """Its text, cut where the source has a hole."""
        return around_holes(self.element.text)

    @property
    def shown_state(self) -> str:
        if self.element.state == ElementState.DROPPED:
            return "dropped"
        if self.element.state == ElementState.SEEN:
            return "seen"
        return "doubt" if self.doubt else "not"


@dataclass(frozen=True)
class Stretch:
    """Which of a long list's rows are shown: the 50 around the one looked at, and the keys of those before and after."""

    start: int
    end: int
    total: int
    previous_key: str
    next_key: str


@dataclass(frozen=True)
class Doubt:
    """Why an element is in doubt: what the rule went by, what speaks against it, and what it could be instead."""

    rule: Any
    against: list[Any]
    second: str
    second_words: Any


@dataclass(frozen=True)
class Review:
    """`rows`: those of the stretch, with one of its neighbours at each end, so that one can step over."""

    document: SourceDocument
    rows: list[Row]
    stretch: Stretch
    current: Row | None
    opened: Element | None
    place: int
    parents: list[tuple[str, str]]
    sheet: Sheet | None
    picture: Picture | None
    as_text: bool
    seen: int
    total: int
    doubts: int
    unsure: int
    next_key: str
    previous_key: str
    next_doubt: str
    previous_doubt: str
    doubt: Doubt | None
    splits: list[tuple[int, str]]
    joins: str
    only_doubts: bool
    several: bool

    @property
    def keep(self) -> str:
        """How the page is looked at, as the tail of a query: it goes along to the next element."""
        told = [
            "vis=tvivl" if self.only_doubts else "",
            "som=tekst" if self.as_text else "",
            "flere=1" if self.several else "",
        ]
        return "".join(f"&{each}" for each in told if each)

    @property
    def shown_page(self) -> Picture | Sheet | None:
        return self.sheet if self.as_text or self.picture is None else self.picture


def remarked(document: SourceDocument) -> set[str]:
    """Keys of the elements that the check of the reading found doubtful."""
    return {
        str(each.get("element"))
        for each in document.header.get("remarks", [])
        if each.get("key") == "doubtful"
    }


def is_doubtful(element: Element | Glance, remarks: Collection[str] = ()) -> bool:
    """The rule is unsure, the check remarked on it, or its words speak against its type; until a person has looked."""
    return element.state == ElementState.UNSEEN and (
        element.confidence < DOUBT or element.key in remarks or is_strange(element.type, element.text)
    )


def review(
    document: SourceDocument,
    *,
    chosen: str = "",
    only_doubts: bool = False,
    page: int = 0,
    as_text: bool = False,
    several: bool = False,
) -> Review:
    """Everything the review page shows, in a number of queries that does not grow with the elements."""
    elements = Glance.over(document)
    rows = _rows(elements, remarked(document))
    current = _current(rows, chosen)
    own = Element.objects.get(pk=current.element.pk) if current else None
    if current and own:
        current.current, current.element = (
            True,
            own,
        )  # its form saves by the version, which the list does not know
    shown = [row for row in rows if row.doubt or row.current] if only_doubts else rows
    at = shown.index(current) if current in shown else -1
    start = max(at, 0) // PAGE * PAGE
    end = min(start + PAGE, len(shown))
    image = picture(document, elements, own, page)
    place = rows.index(current) if current in rows else -1
    next_live = next((row for row in rows[place + 1 :] if row.element.state != ElementState.DROPPED), None)
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
        opened=own,
        place=place + 1,
        parents=_parents(rows, current),
        sheet=sheet(document.blocks, elements, own, image.number if image else page),
        picture=image,
        as_text=as_text and image is not None,
        seen=sum(1 for row in rows if row.element.state != ElementState.UNSEEN),
        total=len(rows),
        doubts=sum(1 for row in rows if row.doubt),
        unsure=sum(1 for row in rows if row.element.state == ElementState.UNSEEN and not row.doubt),
        next_key=shown[at + 1].element.key if 0 <= at < len(shown) - 1 else "",
        previous_key=shown[at - 1].element.key if at > 0 else "",
        next_doubt=_doubt_beside(rows[place + 1 :]),
        previous_doubt=_doubt_beside(reversed(rows[: max(place, 0)])),
        doubt=_why(own, current.doubt) if own and current else None,
        splits=_splits(own.text) if own else [],
        joins=next_live.element.text[:90] if next_live and current else "",
        only_doubts=only_doubts,
        several=several,
    )


def _doubt_beside(rows: Any) -> str:
    return next((row.element.key for row in rows if row.doubt), "")


def _why(element: Element, doubt: bool) -> Doubt:
    second = second_type(element.type, element.text) if doubt else None
    return Doubt(
        rule=rule_words(element.rule),
        against=against_words(element.type, element.text, element.confidence),
        second=second or "",
        second_words=IT_IS.get(second or "", ""),
    )


def _splits(text: str) -> list[tuple[int, str]]:
    """Where the element can be divided, each with the words that the second would begin with."""
    return [
        (at, text[at : at + 60].replace("\n", " ") + ("…" if len(text) > at + 60 else ""))
        for at in places_to_split(text)[:40]
    ]


def _rows(elements: list[Glance], remarks: set[str]) -> list[Row]:
    parents = {each.key: each.parent_key for each in elements}
    labels = dict(ElementKind.choices)
    rows = []
    for each in elements:
        depth, key = 0, each.parent_key
        while key and depth < 4:
            depth, key = depth + 1, parents.get(key, "")
        rows.append(Row(each, depth, labels.get(each.type, each.type), is_doubtful(each, remarks)))
    return rows


def _current(rows: list[Row], chosen: str) -> Row | None:
    by_key = {row.element.key: row for row in rows}
    if chosen in by_key:
        return by_key[chosen]
    unseen = [row for row in rows if row.element.state == ElementState.UNSEEN]
    return next((row for row in unseen if row.doubt), None) or next(iter(unseen or rows), None)


def next_to_look_at(document: SourceDocument, after: Element, *, only_doubts: bool = False) -> str:
    """The key of the next element nobody has seen, after this one or from the top; its own if all have been seen."""
    marks = remarked(document)
    unseen = [
        each
        for each in Glance.over(document)
        if each.state == ElementState.UNSEEN and (not only_doubts or is_doubtful(each, marks))
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
