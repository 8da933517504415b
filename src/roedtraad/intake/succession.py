"""How a new edition follows the last one: which passages live on, proposed by score and confirmed by a person."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any

from django.utils.translation import gettext_lazy as _

from roedtraad.policies.enums import PassageKind
from roedtraad.policies.models import Edition, Passage, PassageText, Policy
from roedtraad.policies.queries import latest_texts

from .alignment import Alignment, Line, align
from .composition import Composition, Found, Piece, compose, same
from .enums import ElementState
from .models import Element, SourceDocument

SURE = 80.0  # percent: from here on the box is ticked when the page is shown
HOW = {
    "changed": _("changed words"),
    "split": _("a part of"),
    "merged": _("takes in"),
}


@dataclass(frozen=True)
class Proposal:
    """One line to confirm: the new words are the old passage, a part of it, or have taken it in."""

    id: str
    how: str
    kind: Any
    new: str
    old: str
    score: float

    @property
    def how_words(self) -> Any:
        return HOW[self.how]

    @property
    def is_sure(self) -> bool:
        return self.score >= SURE


@dataclass
class Succession:
    """`kept`: piece → passage with the same words; `near`: proposals; the rest of the new text is new."""

    kept: dict[str, Passage] = field(default_factory=dict)
    near: list[Proposal] = field(default_factory=list)
    _ends: dict[str, tuple[str, Passage, str]] = field(default_factory=dict)

    def confirmed(
        self, ids: Iterable[str]
    ) -> tuple[dict[str, Passage], dict[str, list[tuple[Passage, str]]]]:
        """What a person said yes to: {piece: passage that lives on in it}, {piece: [(passage it came of, how)]}."""
        lives, came = dict(self.kept), dict[str, list[tuple[Passage, str]]]()
        for each in ids:
            if each not in self._ends:
                continue
            piece, passage, how = self._ends[each]
            if how == "changed":
                lives.setdefault(piece, passage)
            else:
                came.setdefault(piece, []).append((passage, how))
        return lives, came


def found(element: Element) -> Found:
    """A row of the review as the composition takes it."""
    was = element.original or {}
    raw = str((was.get("attributes") or {}).get("raw") or "")
    text = str(was.get("text") or element.text)
    block = element.block if not element.added or was.get("block") is not None else None
    new_raw = raw
    if element.text != text:
        lead = text[: -len(raw)].strip() if raw and text.endswith(raw) else ""
        new_raw = element.text[len(lead) :].strip() if lead and element.text.startswith(lead) else ""
    return Found(
        element.key, element.type, element.text, block, element.until if block is not None else None,
        element.parent_key, new_raw, (text, raw),
    )  # fmt: skip


def composed(document: SourceDocument, elements: Iterable[Element]) -> Composition:
    return compose(document.blocks, [found(each) for each in elements], document.title)


def succession(pieces: list[Piece], earlier: Edition | None) -> Succession:
    """The pieces of a new edition beside the last one's passages. Two queries."""
    if earlier is None:
        return Succession()
    texts = latest_texts(earlier)
    by_key: dict[Any, PassageText] = {text.passage_id: text for text in texts}
    alignment: Alignment = align(
        [Line(piece.key, str(piece.kind), _words(piece), same(piece.raw)) for piece in pieces],
        [Line(text.passage_id, str(text.passage.kind), _words(text), same(text.raw)) for text in texts],
    )
    result = Succession()
    shown = {piece.key: piece for piece in pieces}
    for match in alignment.matches:
        if match.is_same:
            result.kept[str(match.new)] = by_key[match.old].passage
        else:
            _propose(result, shown[str(match.new)], by_key[match.old], "changed", match.score)
    for origin in alignment.origins:
        _propose(result, shown[str(origin.new)], by_key[origin.old], origin.how, origin.score)
    return result


def _propose(result: Succession, piece: Piece, text: PassageText, how: str, score: float) -> None:
    # The words are in it, so that a yes is a yes to these words, also if somebody corrects the review meanwhile.
    print_ = blake2b(_words(piece).encode(), digest_size=5).hexdigest()
    id_ = f"{how}-{text.passage_id}-{print_}"
    result._ends[id_] = (piece.key, text.passage, how)
    kind = PassageKind(text.passage.kind).label
    result.near.append(Proposal(id_, how, kind, _shown(piece), _shown(text), score))


def _words(row: Piece | PassageText) -> str:
    return same(row.heading + row.text)


def _shown(row: Piece | PassageText) -> str:
    return row.heading or row.raw or row.text


def succession_of(document: SourceDocument, policy: Policy | None) -> Succession:
    """For the page on which a person says yes: the document as an edition of the policy."""
    earlier = policy.editions.order_by("-number").first() if policy else None
    if earlier is None:
        return Succession()
    elements = document.elements.exclude(state=ElementState.DROPPED).order_by("order", "pk")
    return succession(composed(document, elements).pieces, earlier)
