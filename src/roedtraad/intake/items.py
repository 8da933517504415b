"""The items of an agenda or of minutes: which blocks and elements belong to which, and which are taken in unasked."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from roedtraad.language.dates import Precision, find_dates
from roedtraad.policies.models import Policy
from roedtraad.policies.naming import title_key

from .agenda import split_items
from .enums import ElementKind, ElementState
from .models import Element, SourceDocument

# Items that are the business of a children-and-youth policy, by a word of their title.
CHILDREN = re.compile(
    r"\b(?:børn|barn|unge\b|ungdom|ungeråd|dagtilbud|dagpleje|daginstitution|børnehave|vuggestue|skole|folkeskole|elev|"
    r"klub|sfo\b|anbring|familie|sundhedsplej|ppr\b|ssp\b|tandplej|forebygg|trivsel)",
    re.IGNORECASE,
)
KEY = 8  # letters: a shorter name of a policy is found in anything
MOST = 100  # items that one acceptance takes in
LISTED = 200  # items that the page lists; those that are taken in unasked come first
HEAD = 12  # blocks at the top in which a meeting says whose it is, and when


@dataclass
class Item:
    """One item. `key`: of its element; empty for a document that is one item. `policies`: known here and in its title."""

    key: str
    title: str
    number: str = ""
    case_number: str = ""
    is_open: bool | None = None
    elements: list[Element] = field(default_factory=list)
    blocks: Sequence[Mapping[str, Any]] = ()
    policies: list[Policy] = field(default_factory=list)
    about_children: bool = False

    @property
    def concerns_us(self) -> bool:
        return bool(self.policies) or self.about_children


@dataclass(frozen=True)
class Items:
    rows: list[Item]

    @property
    def default(self) -> list[str]:
        """The items that concern a policy known here, or children and young people; at most as many as are taken in."""
        return [each.key for each in self.rows if each.concerns_us][:MOST]

    @property
    def many(self) -> bool:
        return len(self.rows) > 1 or bool(self.rows and self.rows[0].key)

    @property
    def listed(self) -> list[Item]:
        """What the page lists, in the order of the agenda."""
        first = [each for each in self.rows if each.concerns_us][:LISTED]
        keys = {each.key for each in first}
        rest = [each for each in self.rows if each.key not in keys][: LISTED - len(first)]
        shown = keys | {each.key for each in rest}
        return [each for each in self.rows if each.key in shown]

    @property
    def unlisted(self) -> int:
        return len(self.rows) - len(self.listed)


def items_of(document: SourceDocument, elements: Sequence[Element] | None = None) -> Items:
    """The items of a document, or the one that it is. Two queries, one where the elements are given."""
    if elements is None:
        elements = list(document.elements.exclude(state=ElementState.DROPPED).order_by("order", "pk"))
    titles = [each for each in elements if each.type == ElementKind.AGENDA_ITEM]
    if not titles:
        number = str(document.header.get("case_number") or "")
        item = Item("", document.title or document.name.rsplit(".", 1)[0], case_number=number)
        item.elements, item.blocks = list(elements), document.blocks
        return Items([item])
    starts = {each.key: each.block for each in titles if each.block is not None}
    blocks = split_items(document.blocks, starts)
    rows = {
        each.key: Item(
            each.key,
            each.text,
            str(each.attributes.get("number") or ""),
            str(each.attributes.get("case_number") or ""),
            each.attributes["open"] if isinstance(each.attributes.get("open"), bool) else None,
            blocks=blocks.get(each.key, ()),
        )
        for each in titles
    }
    by_key = {each.key: each for each in elements}
    for each in elements:
        owner = _item_of(each, by_key, rows)
        if owner is not None:
            owner.elements.append(each)
    _say_what_they_concern(list(rows.values()))
    return Items(list(rows.values()))


def _item_of(element: Element, by_key: Mapping[str, Element], rows: Mapping[str, Item]) -> Item | None:
    """The item that an element says it belongs to, itself or through what it stands under."""
    each: Element | None = element
    for _step in range(20):
        if each is None:
            return None
        key = str(each.attributes.get("item") or "") or (each.key if each.key in rows else "")
        if key in rows:
            return rows[key]
        each = by_key.get(each.parent_key)
    return None


def _say_what_they_concern(items: list[Item]) -> None:
    known = {title_key(policy.title): policy for policy in Policy.objects.order_by("-is_stub", "-pk")}
    names = {key: policy for key, policy in known.items() if len(key) >= KEY}
    for item in items:
        title = f" {title_key(item.title)} "
        item.about_children = bool(CHILDREN.search(item.title))
        found = [policy for key, policy in names.items() if f" {key}" in title]
        for each in item.elements:
            if each.type == ElementKind.RELATION and each.attributes.get("relation") == "concerns":
                policy = known.get(title_key(each.text))
                if policy is not None:
                    found.append(policy)
        item.policies = list(dict.fromkeys(found))


def meeting_of(document: SourceDocument) -> tuple[str, str]:
    """Whose meeting it is and its day (ISO), as the head of an agenda or of minutes says; empty where it does not."""
    body = when = ""
    for block in document.blocks[:HEAD]:
        text = str(block["text"])
        if len(text) > 160:
            break
        days = [
            each.date
            for each in find_dates(text)
            if each.date.precision is Precision.DAY and each.date.earliest == each.date.latest
        ]
        if not when and len(days) == 1:
            when = days[0].earliest.isoformat()
        if not body:
            body = _body_in(text)
    return body, when


ENDS = ("udvalg", "udvalget", "byråd", "byrådet", "kommunalbestyrelse", "kommunalbestyrelsen", "magistraten",
        "direktionen", "direktion", "borgerrepræsentation", "borgerrepræsentationen")  # fmt: skip


def _body_in(text: str) -> str:
    """'Referat fra møde i Børne- og Ungdomsudvalget' → 'Børne- og Ungdomsudvalget': back over what is joined to it."""
    words = text.replace(":", " : ").split()
    for place, word in enumerate(words):
        bare = word.strip(".,;()")
        if not bare.casefold().endswith(ENDS):
            continue
        if bare.casefold() in ("udvalg", "udvalget") and not (place and words[place - 1][:1].isupper()):
            continue
        start = place
        while start and (
            words[start - 1].casefold() == "og"
            or words[start - 1].endswith(("-", ","))
            or (words[start] == "og" and words[start - 1][:1].isupper())
            or (bare.casefold() in ("udvalg", "udvalget") and words[start - 1][:1].isupper())
        ):
            start -= 1
        return " ".join([*words[start:place], bare])
    return ""
