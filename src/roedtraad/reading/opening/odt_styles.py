"""What an OpenDocument file says about its paragraphs beside their text: styles and list styles.

Source of the meaning: OpenDocument 1.3 part 3, §16 (styles) and §19 (attributes).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
FORMS = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}


def whole(value: str | None, low: int, high: int, default: int) -> int:
    """The number an attribute says, held between `low` and `high`."""
    return max(low, min(int(value), high)) if value and re.fullmatch(r"-?\d{1,9}", value) else default


@dataclass(slots=True)
class Style:
    """None: the style says nothing, and its parent decides. `name` as people see it, lower case."""

    name: str = ""
    parent: str | None = None
    outline: int | None = None
    lists: str | None = None  # name of its list style
    bold: bool | None = None
    italic: bool | None = None
    underline: bool | None = None
    raised: bool | None = None
    hidden: bool | None = None


@dataclass(slots=True, frozen=True)
class ListLevel:
    """`form`: "bullet", or as Word names numbers; "" prints no number. `shown`: how many levels the number has."""

    form: str = "bullet"
    before: str = ""
    after: str = ""
    start: int = 1
    shown: int = 1


@dataclass(slots=True)
class Styles:
    """Styles by family and name, list styles by name and level (from 0)."""

    by_name: dict[tuple[str, str], Style] = field(default_factory=dict)
    levels: dict[tuple[str, int], ListLevel] = field(default_factory=dict)

    def read(self, root: etree._Element) -> None:
        for element in root.iter(f"{STYLE}style"):
            name = element.get(f"{STYLE}name", "")
            self.by_name[element.get(f"{STYLE}family", ""), name] = _style(element, name)
        for element in root.iter(f"{TEXT}list-style", f"{TEXT}outline-style"):
            name = element.get(f"{STYLE}name", "")
            for level in element:
                if isinstance(level.tag, str) and level.tag.startswith(f"{TEXT}list-level-style"):
                    depth = whole(level.get(f"{TEXT}level"), 1, 10, 1) - 1
                    self.levels[name, depth] = _level(level)

    def chain(self, family: str, name: str | None) -> Iterator[Style]:
        """The style and its parents, nearest first; a circle ends after 20."""
        for _ in range(20):
            style = self.by_name.get((family, name or ""))
            if style is None:
                return
            yield style
            name = style.parent

    def emphasis(self, family: str, name: str | None, base: frozenset[str]) -> frozenset[str] | None:
        """`base` with what the style adds and takes; None for hidden text."""
        said: dict[str, bool] = {}
        for style in self.chain(family, name):
            for what in ("bold", "italic", "underline", "raised", "hidden"):
                value = getattr(style, what)
                if value is not None:
                    said.setdefault(what, value)
        if said.pop("hidden", False):
            return None
        names = {"superscript" if what == "raised" else what: value for what, value in said.items()}
        return (base | {n for n, value in names.items() if value}) - {n for n, v in names.items() if not v}


def _style(element: etree._Element, name: str) -> Style:
    shown = element.get(f"{STYLE}display-name") or re.sub(r"_([0-9a-f]{2,4})_", _letter, name)
    style = Style(shown.casefold(), element.get(f"{STYLE}parent-style-name"))
    style.outline = whole(element.get(f"{STYLE}default-outline-level"), 0, 10, 0) or None
    style.lists = element.get(f"{STYLE}list-style-name")
    text = element.find(f"{STYLE}text-properties")
    if text is not None:
        weight, slant = text.get(f"{FO}font-weight"), text.get(f"{FO}font-style")
        line, place = text.get(f"{STYLE}text-underline-style"), text.get(f"{STYLE}text-position")
        style.bold = None if weight is None else weight == "bold" or weight in ("600", "700", "800", "900")
        style.italic = None if slant is None else slant in ("italic", "oblique")
        style.underline = None if line is None else line != "none"
        style.raised = None if place is None else place.startswith(("super", "33%"))
        style.hidden = None if text.get(f"{TEXT}display") is None else text.get(f"{TEXT}display") == "none"
    return style


def _letter(match: re.Match[str]) -> str:
    return chr(int(match[1], 16))


def _level(element: etree._Element) -> ListLevel:
    if element.tag != f"{TEXT}list-level-style-number" and not element.tag.endswith("outline-level-style"):
        return ListLevel()
    form = element.get(f"{STYLE}num-format", "")
    return ListLevel(
        FORMS.get(form[:1], ""),
        element.get(f"{STYLE}num-prefix", "")[:10],
        element.get(f"{STYLE}num-suffix", "")[:10],
        whole(element.get(f"{TEXT}start-value"), 0, 9_999, 1),
        whole(element.get(f"{TEXT}display-levels"), 1, 10, 1),
    )
