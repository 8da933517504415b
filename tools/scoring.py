"""How well a reading agrees with a gold annotation: the project's own measure, by the yardstick's rule.

Text       normalised (form NFKC; a hyphen or soft hyphen inside a word goes with the space after it; every other mark
           is a space; letters folded), then compared by rapidfuzz's ratio, 2 x longest common subsequence / length.
           Section prose and legal bases are compared by their first 200 characters. Of the gold's text, `alt` and
           `raw` and the reading's text and `raw`, the most alike pair counts.
Matching   within each type, the one-to-one assignment of the greatest sum of likeness over pairs of at least 0.8.
           Attributes and parents break ties only; a required gold element goes before an optional one.
Counting   F1 of precision and recall per type; optional gold elements and what is matched to them count nowhere.
           `overall` is the mean of F1 over the types that the gold requires, weighted by the root of their number.
           Parents, attributes and header facts are shares of right ones. A leak is an element that holds a text
           which the gold forbids.
           `attributes.of` and `attributes.item` name elements, and are followed through the matches.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from rapidfuzz.fuzz import ratio

from roedtraad.reading.model import ElementType
from tools.assignment import assign

ALIKE = 0.8
OPENING = 200  # characters of section prose that are compared
TYPES = [str(name) for name in ElementType]
SECTIONS = {"purpose", "target_group", "background", "legal_basis", "economy"}
HEADER = ("kind", "title", "municipality", "case_number", "period", "adopted")

# How an attribute is compared; one that is not named here must be the same.
BY_LIKENESS = {"title", "name", "body", "exclusion", "raw"}
BY_LETTERS = {"paragraph", "number", "document_number", "case_number"}
BY_MATCH = {"of", "item"}
NEVER = {"description"}
LAWS = {
    "sel": "serviceloven",
    "lov om social service": "serviceloven",
    "servicelov": "serviceloven",
    "barnetslov": "barnets lov",
    "dagtilbudslov": "dagtilbudsloven",
    "folkeskolelov": "folkeskoleloven",
}


def normal(text: object) -> str:
    """The text as it is compared."""
    shown = unicodedata.normalize("NFKC", str(text or ""))
    shown = re.sub(r"(?<=\w)[-\u00ad\u2010\u2011]\s*(?=\w)", "", shown).replace("\u00ad", "").casefold()
    return " ".join(re.sub(r"[\W_]", " ", shown).split())


def likeness(one: str, other: str) -> float:
    """0..1 of two normal texts; 0 where they are not alike."""
    return ratio(one, other, score_cutoff=100 * ALIKE) / 100


def alike(one: object, other: object) -> bool:
    a, b = normal(one), normal(other)
    return a == b or (bool(a) and bool(b) and likeness(a, b) >= ALIKE)


def choices(value: Any) -> list[Any]:
    """In gold a list means any of these."""
    return value if isinstance(value, list) else [value]


@dataclass(slots=True)
class Tally:
    """Elements of one type."""

    gold: int = 0
    read: int = 0
    matched: int = 0

    @property
    def f1(self) -> float:
        return 2 * self.matched / (self.gold + self.read) if self.matched else 0.0

    def add(self, other: Tally) -> None:
        self.gold += other.gold
        self.read += other.read
        self.matched += other.matched


@dataclass(slots=True)
class Share:
    """So many right of so many."""

    right: int = 0
    of: int = 0

    def count(self, right: bool) -> None:
        self.right += right
        self.of += 1

    def add(self, other: Share) -> None:
        self.right += other.right
        self.of += other.of

    def __str__(self) -> str:
        return f"{self.right / self.of:.3f}" if self.of else "–"


@dataclass(slots=True)
class Score:
    """What one reading came to, or several together (`pooled`)."""

    types: dict[str, Tally] = field(default_factory=dict)
    parents: Share = field(default_factory=Share)
    attributes: dict[str, Share] = field(default_factory=dict)
    header: Share = field(default_factory=Share)
    header_wrong: list[str] = field(default_factory=list)
    leaks: list[str] = field(default_factory=list)
    missed: list[dict[str, Any]] = field(default_factory=list)
    spurious: list[dict[str, Any]] = field(default_factory=list)

    @property
    def overall(self) -> float:
        weight = {name: math.sqrt(tally.gold) for name, tally in self.types.items() if tally.gold}
        if not weight:
            return 0.0
        return sum(w * self.types[name].f1 for name, w in weight.items()) / sum(weight.values())

    @property
    def all_attributes(self) -> Share:
        whole = Share()
        for share in self.attributes.values():
            whole.add(share)
        return whole

    @classmethod
    def pooled(cls, scores: Iterable[Score]) -> Score:
        whole = cls()
        for score in scores:
            for name, tally in score.types.items():
                whole.types.setdefault(name, Tally()).add(tally)
            for name, share in score.attributes.items():
                whole.attributes.setdefault(name, Share()).add(share)
            whole.parents.add(score.parents)
            whole.header.add(score.header)
            for name in ("header_wrong", "leaks", "missed", "spurious"):
                getattr(whole, name).extend(getattr(score, name))
        return whole


def compare(gold: Mapping[str, Any], reading: Mapping[str, Any]) -> Score:
    """The score of a reading (in the published format) against its gold."""
    return _Comparison(gold, reading).score()


class _Comparison:
    def __init__(self, gold: Mapping[str, Any], reading: Mapping[str, Any]) -> None:
        self.gold, self.reading = gold, reading
        self.wanted: list[dict[str, Any]] = list(gold.get("elements", []))
        self.found: list[dict[str, Any]] = list(reading.get("elements", []))
        self.meant: dict[str, str] = {}  # id in the reading → id in the gold, by the matches
        self.pairs: list[tuple[int, int]] = []
        likenesses = self._likenesses()
        for _ in range(3):  # ids can only be followed through the matches of the round before
            self.pairs = [pair for grid in likenesses for pair in self._match(*grid)]
            self.meant = {self.found[f]["id"]: self.wanted[w]["id"] for w, f in self.pairs}

    def _likenesses(self) -> list[tuple[list[int], list[int], list[list[float]]]]:
        """Per type: places in the gold, places in the reading, how alike each pair is."""
        wanted_forms = [_forms(element) for element in self.wanted]
        found_forms = [_forms(element) for element in self.found]
        grids = []
        for name in dict.fromkeys(element["type"] for element in self.wanted):
            rows = [i for i, element in enumerate(self.wanted) if element["type"] == name]
            columns = [i for i, element in enumerate(self.found) if element["type"] == name]
            grid = [
                [
                    max(likeness(a, b) if a != b else 1.0 for a in wanted_forms[w] for b in found_forms[f])
                    for f in columns
                ]
                for w in rows
            ]
            grids.append((rows, columns, grid))
        return grids

    def _match(
        self, rows: list[int], columns: list[int], grid: list[list[float]]
    ) -> Iterator[tuple[int, int]]:
        weights = [
            [
                like + self._tie_break(self.wanted[w], self.found[f]) if like >= ALIKE else 0.0
                for f, like in zip(columns, line, strict=True)
            ]
            for w, line in zip(rows, grid, strict=True)
        ]
        return ((rows[r], columns[c]) for r, c in assign(weights))

    def _tie_break(self, want: dict[str, Any], got: dict[str, Any]) -> float:
        """At most 0.05 for what agrees besides the text, and 0.06 for an element that the gold requires."""
        checks = [right for _, right in self._attribute_checks(want, got)]
        if want.get("parent") is not None or got.get("parent") is not None:
            checks.append(self._parent_right(want, got))
        agreeing = sum(checks) / len(checks) if checks else 0.0
        return 0.05 * agreeing + (0.0 if want.get("optional") else 0.06)

    def _followed(self, id: str | None) -> str | None:
        """The gold element that an id of the reading means; one without a match means nothing in the gold."""
        return None if id is None else self.meant.get(id, "(no match)")

    def _parent_right(self, want: dict[str, Any], got: dict[str, Any]) -> bool:
        return self._followed(got.get("parent")) in choices(want.get("parent"))

    def _attribute_checks(self, want: dict[str, Any], got: dict[str, Any]) -> Iterator[tuple[str, bool]]:
        told = got.get("attributes") or {}
        for name, value in (want.get("attributes") or {}).items():
            if name in BY_MATCH:
                yield name, self._followed(told.get(name)) in choices(value)
            elif name not in NEVER:
                yield name, any(_same(name, one, told.get(name)) for one in choices(value))
        lead = _lead_in(want)
        if lead:
            present = _lead_in(got) if told.get("raw") is not None else set(normal(got["text"]).split())
            yield "lead-in", len(present & lead) >= min(3, len(lead))

    def score(self) -> Score:
        score = Score()
        optional = {i for i, element in enumerate(self.wanted) if element.get("optional")}
        uncounted = {f for w, f in self.pairs if w in optional}
        matched = [(w, f) for w, f in self.pairs if w not in optional]
        for i, element in enumerate(self.wanted):
            if i not in optional:
                score.types.setdefault(element["type"], Tally()).gold += 1
        for i, element in enumerate(self.found):
            if i not in uncounted:
                score.types.setdefault(element["type"], Tally()).read += 1
        for w, f in matched:
            want, got = self.wanted[w], self.found[f]
            score.types[want["type"]].matched += 1
            if None not in choices(want.get("parent")) or got.get("parent") is not None:
                score.parents.count(self._parent_right(want, got))
            for name, right in self._attribute_checks(want, got):
                score.attributes.setdefault(name, Share()).count(right)
        for name in HEADER:
            right = any(
                _header_right(name, one, self.reading.get(name)) for one in choices(self.gold.get(name))
            )
            score.header.count(right)
            if not right:
                score.header_wrong.append(name)
        forbidden = [normal(text) for text in self.gold.get("forbidden", [])]
        score.leaks = [
            element["text"] for element in self.found if any(text in normal(element["text"]) for text in forbidden)
        ]  # fmt: skip
        hit_gold, hit_reading = {w for w, _ in self.pairs}, {f for _, f in self.pairs}
        score.missed = [e for i, e in enumerate(self.wanted) if i not in hit_gold | optional]
        score.spurious = [e for i, e in enumerate(self.found) if i not in hit_reading]
        return score


def _forms(element: Mapping[str, Any]) -> list[str]:
    """Every text by which an element may be known."""
    texts = [element["text"], *choices(element.get("alt") or [])]
    raw = (element.get("attributes") or {}).get("raw")
    if isinstance(raw, str):
        texts.append(raw)
    length = OPENING if element["type"] in SECTIONS else None
    return [normal(text)[:length] for text in texts if text]


def _lead_in(element: Mapping[str, Any]) -> set[str]:
    """The words that stand before the bullet: those of the text without those of `raw`, taken from the end."""
    raw = (element.get("attributes") or {}).get("raw")
    if not raw:
        return set()
    words = normal(element["text"]).split()[::-1]
    for word in normal(raw).split():
        if word in words:
            words.remove(word)
    return set(words)


def _same(name: str, want: Any, got: Any) -> bool:
    if name in BY_LIKENESS:
        return alike(want, got)
    if name == "law":
        return alike(_law(want), _law(got))
    nothing = [value is None or value is False or value == "" for value in (want, got)]
    if any(nothing):
        return all(nothing)
    if name in BY_LETTERS:
        return re.sub(r"\W", "", str(want)).casefold() == re.sub(r"\W", "", str(got)).casefold()
    return str(want).strip().casefold() == str(got).strip().casefold()


def _law(told: Any) -> str:
    name = normal(told)
    if name.endswith("lovens"):
        name = name.removesuffix("s")
    return LAWS.get(name, name)


def _header_right(name: str, want: Any, got: Any) -> bool:
    if name == "title":
        return alike(want, got)
    if name == "municipality":
        return _place(want) == _place(got)
    if name in ("period", "adopted"):
        parts = ("from", "to") if name == "period" else ("body", "date")
        want, got = want or {}, got or {}
        return all(any(_same(part, one, got.get(part)) for one in choices(want.get(part))) for part in parts)
    if name == "case_number":
        return _same(name, want, got)
    return bool(want == got)


def _place(municipality: Any) -> str:
    return normal(municipality).replace("kommune", "").strip().removesuffix("s")
