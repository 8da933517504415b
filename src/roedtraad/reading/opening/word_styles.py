"""What a Word file says about its paragraphs beside their text: styles, and the numbers that Word itself prints.

Source of the meaning: ECMA-376 part 1, §17.7 (styles) and §17.9 (numbering).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MAX_NUMBER = 9_999  # a higher one is nobody's list


def on(properties: etree._Element, tag: str) -> bool:
    """Whether a toggle such as `w:b` is there and not switched off."""
    element = properties.find(f"{W}{tag}")
    return element is not None and element.get(f"{W}val", "true") not in ("0", "false", "none", "off")


def integer(value: str | None) -> int:
    return int(value) if value and re.fullmatch(r"-?\d{1,6}", value) else 0


def number(properties: etree._Element, tag: str) -> int | None:
    element = properties.find(f"{W}{tag}")
    return integer(element.get(f"{W}val")) if element is not None else None


def numbering(properties: etree._Element) -> tuple[str, int] | None:
    """(numId, level) of `w:numPr`; level 0 is the highest."""
    element = properties.find(f"{W}numPr")
    if element is None:
        return None
    id = element.find(f"{W}numId")
    return (id.get(f"{W}val", "0"), number(element, "ilvl") or 0) if id is not None else None


@dataclass(slots=True)
class Style:
    """What a style says that matters here. None: it says nothing, and what it is based on decides."""

    name: str = ""
    based_on: str | None = None
    outline: int | None = None
    numbering: tuple[str, int] | None = None
    bold: bool | None = None
    italic: bool | None = None
    hidden: bool | None = None


@dataclass(slots=True)
class Styles:
    """The styles by their id."""

    by_id: dict[str, Style] = field(default_factory=dict)

    def read(self, root: etree._Element) -> None:
        for element in root.iter(f"{W}style"):
            style = Style()
            name, based = element.find(f"{W}name"), element.find(f"{W}basedOn")
            style.name = (name.get(f"{W}val") or "").casefold() if name is not None else ""
            style.based_on = based.get(f"{W}val") if based is not None else None
            properties = element.find(f"{W}pPr")
            if properties is not None:
                style.outline = number(properties, "outlineLvl")
                style.numbering = numbering(properties)
            run = element.find(f"{W}rPr")
            if run is not None:
                style.bold, style.italic = _said(run, "b"), _said(run, "i")
                style.hidden = _said(run, "vanish")
            self.by_id[element.get(f"{W}styleId", "")] = style

    def chain(self, id: str | None) -> Iterator[Style]:
        """The style and those it is based on, nearest first; a circle ends after 20."""
        for _ in range(20):
            style = self.by_id.get(id or "")
            if style is None:
                return
            yield style
            id = style.based_on

    def says(self, id: str | None, what: str) -> bool | None:
        return next((said for style in self.chain(id) if (said := getattr(style, what)) is not None), None)


def _said(properties: etree._Element, tag: str) -> bool | None:
    return on(properties, tag) if properties.find(f"{W}{tag}") is not None else None


@dataclass(slots=True, frozen=True)
class Level:
    """One level of a numbering: its form ("decimal", "bullet" …), text ("%1.%2.") and first number."""

    form: str = "bullet"
    text: str = ""
    start: int = 1


@dataclass(slots=True)
class Numbering:
    """The numbers of lists, counted as Word counts them when it prints."""

    levels: dict[tuple[str, int], Level] = field(default_factory=dict)  # (numId, level)
    kin: dict[str, str] = field(default_factory=dict)  # numId → what it counts together with
    restarts: dict[tuple[str, int], int] = field(default_factory=dict)  # (numId, level) → begins anew at
    counts: dict[str, dict[int, int]] = field(default_factory=dict)

    def read(self, root: etree._Element) -> None:
        abstract = {
            element.get(f"{W}abstractNumId", ""): _levels(element) for element in root.iter(f"{W}abstractNum")
        }
        for element in root.iter(f"{W}num"):
            id, of = element.get(f"{W}numId", ""), element.find(f"{W}abstractNumId")
            if of is None:
                continue
            self.kin[id] = of.get(f"{W}val", "")
            for depth, level in abstract.get(self.kin[id], {}).items():
                self.levels[id, depth] = level
            for change in element.iter(f"{W}lvlOverride"):
                start = number(change, "startOverride")
                if start is not None:
                    self.restarts[id, integer(change.get(f"{W}ilvl"))] = start
                for depth, level in _levels(change).items():
                    self.levels[id, depth] = level

    def bullet(self, id: str, depth: int) -> bool:
        return self.levels.get((id, depth), Level()).form in ("bullet", "none")

    def take(self, id: str, depth: int) -> tuple[int, str]:
        """(position, marker as printed) of the next paragraph of that numbering."""
        counts = self.counts.setdefault(self.kin.get(id, id), {})
        level = self.levels.get((id, depth), Level())
        start = self.restarts.pop((id, depth), None)
        if start is not None:
            counts[depth] = start - 1
        counts[depth] = min(counts.get(depth, level.start - 1) + 1, MAX_NUMBER)
        for deeper in [d for d in counts if d > depth]:
            del counts[deeper]
        if self.bullet(id, depth):
            return counts[depth], "•"
        marker = re.sub(r"%([1-9])", lambda m: self._written(id, int(m[1]) - 1, counts), level.text)
        return counts[depth], marker.strip()[:20] or f"{counts[depth]}."

    def begin_anew(self, id: str) -> None:
        self.counts.pop(self.kin.get(id, id), None)

    def _written(self, id: str, depth: int, counts: dict[int, int]) -> str:
        level = self.levels.get((id, depth), Level("decimal"))
        return written(counts.get(depth, level.start), level.form)


def _levels(parent: etree._Element) -> dict[int, Level]:
    found = {}
    for level in parent.iter(f"{W}lvl"):
        form, text = level.find(f"{W}numFmt"), level.find(f"{W}lvlText")
        start = number(level, "start")
        found[integer(level.get(f"{W}ilvl"))] = Level(
            form.get(f"{W}val", "bullet") if form is not None else "bullet",
            (text.get(f"{W}val") or "")[:40] if text is not None else "",
            1 if start is None else start,
        )
    return found


ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
         (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip


def written(value: int, form: str) -> str:
    """A number as lists print it; `form` as Word names it: decimal, lowerLetter, upperRoman …"""
    if form.endswith("Letter") and value > 0:
        text = chr(ord("a") + (value - 1) % 26) * min((value - 1) // 26 + 1, 5)
    elif form.endswith("Roman") and value > 0:
        text, left = "", min(value, 3999)
        for size, letters in ROMAN:
            text += letters * (left // size)
            left %= size
    else:
        return f"{value:02}" if form == "decimalZero" else str(value)
    return text.upper() if form.startswith("upper") else text
