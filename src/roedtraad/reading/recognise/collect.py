"""Collects what the rules find, and turns it into elements: in document order, each once, with ids."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from roedtraad.reading.model import Block, Element, ElementType
from roedtraad.reading.rules import RULES

# Types of which the same words may stand twice and mean two things; the date or the parent tells them apart.
OCR = 0.8  # words that a machine read from a picture: every one of them may be off by a letter
UNFLATTENED = 0.85  # a page that came as one line: where a heading ends was told from the words alone
DATED = {"milestone", "follow_up", "decision"}
PREFIX = {
    "vision": "vis", "mission": "mis", "value": "val", "purpose": "pur", "target_group": "tg", "background": "bac",
    "legal_basis": "lb", "theme": "the", "focus_area": "fa", "commitment": "com", "goal": "goa",
    "success_criterion": "sc", "output_target": "ot", "indicator": "ind", "action": "act", "body": "bod",
    "member": "mem", "owner": "own", "relation": "rel", "involvement": "inv", "milestone": "mil", "follow_up": "fu",
    "status_finding": "sf", "recommendation": "rec", "decision": "dec", "annex": "ann", "economy": "eco",
    "step": "ste", "agenda_item": "ite",
}  # fmt: skip


@dataclass(slots=True, eq=False)
class Found:
    """Something a rule found. `parent` and attribute `of` point to other findings until ids are given."""

    type: ElementType
    text: str
    block: Block
    rule: str
    parent: Found | None = None
    attributes: dict[str, Any] = field(default_factory=dict)
    until: int = 0
    offset: int = 0
    confidence: float = 1.0


@dataclass(slots=True)
class Collector:
    """The findings so far."""

    found: list[Found] = field(default_factory=list)
    seen: dict[tuple[object, ...], Found] = field(default_factory=dict)
    item: Found | None = None  # the agenda item being read: what is found belongs to it

    def add(
        self,
        type: str,
        text: str,
        block: Block,
        rule: str,
        *,
        parent: Found | None = None,
        until: Block | None = None,
        offset: int = 0,
        sure: float = 1.0,
        **attributes: Any,
    ) -> Found | None:
        """A finding, or the one that says the same already; None if there is no text.

        sure        a factor on the rule's own certainty
        attributes  None and False are left out, save of `open`: that something is closed is said, not merely unknown
        """
        text = text.strip(" \t\n•")
        if not re.search(r"\w", text):
            return None
        kept = {
            key: value
            for key, value in attributes.items()
            if value is not None and (value is not False or key == "open")
        }
        key: tuple[object, ...] = (type, squeeze(text))
        if self.item is not None and type != "agenda_item":
            kept["item"] = self.item
            key += (id(self.item),)  # the same words under two items are said of two matters
        if type in DATED:
            key += (kept.get("date"), kept.get("body") if type == "decision" else None)
        if type in (
            "member",
            "owner",
            "focus_area",
            "success_criterion",
            "output_target",
            "indicator",
            "goal",
            "action",
        ):
            key += (id(parent) if parent else None,)
        if type == "involvement":
            key += (kept.get("kind"),)
        if type == "legal_basis":
            key += (kept.get("law"), kept.get("paragraph"))
        if key in self.seen:
            return self.seen[key]
        finding = Found(
            ElementType(type),
            text,
            block,
            rule,
            parent,
            kept,
            (until or block).index,
            offset,
            RULES[rule].sure * sure * trust(block),
        )
        self.found.append(finding)
        self.seen[key] = finding
        return finding

    def forget(self, finding: Found) -> None:
        """What is said again in the same words is another one: two owners by the same title."""
        self.seen = {key: known for key, known in self.seen.items() if known is not finding}

    def has(self, type: str, text: str) -> bool:
        """Whether a finding of that type says the same."""
        wanted = squeeze(text)
        return any(f.type == type and squeeze(f.text) == wanted for f in self.found)

    def of_type(self, *types: str) -> list[Found]:
        return [f for f in self.found if f.type in types]

    def elements(self) -> list[Element]:
        """The elements in document order, parents before their children."""
        ordered = sorted(self.found, key=lambda f: (f.block.index, f.offset))
        placed: list[Found] = []
        waiting: dict[int, list[Found]] = {}
        done: set[int] = set()

        def place(first: Found) -> None:
            stack = [first]
            while stack:
                finding = stack.pop()
                if id(finding) in done:
                    continue
                if finding.parent is not None and id(finding.parent) not in done:
                    waiting.setdefault(id(finding.parent), []).append(finding)
                    continue
                placed.append(finding)
                done.add(id(finding))
                stack.extend(reversed(waiting.pop(id(finding), [])))

        for finding in ordered:
            place(finding)
        counts: dict[str, int] = {}
        ids: dict[int, str] = {}
        for finding in placed:
            prefix = PREFIX[finding.type]
            counts[prefix] = counts.get(prefix, 0) + 1
            ids[id(finding)] = f"{prefix}{counts[prefix]}"
        return [self._element(finding, ids) for finding in placed]

    def _element(self, finding: Found, ids: dict[int, str]) -> Element:
        attributes = {}
        for name, value in finding.attributes.items():
            attributes[name] = ids.get(id(value)) if isinstance(value, Found) else value
        return Element(
            ids[id(finding)],
            finding.type,
            finding.text,
            ids.get(id(finding.parent)) if finding.parent else None,
            finding.block.page,
            finding.block.index,
            round(finding.confidence, 2),
            attributes,
            finding.rule,
            finding.until,
        )


def trust(block: Block) -> float:
    """How far the block's own words and place can be trusted."""
    return (OCR if "ocr" in block.markers else 1.0) * (UNFLATTENED if "unflattened" in block.markers else 1.0)


def squeeze(text: str) -> str:
    """What makes two printings the same statement: letters and digits only."""
    return re.sub(r"[\W_]+", "", text.casefold())
