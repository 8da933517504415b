"""A document's blocks and elements become the pieces of an edition that reads as the document does. Pure: no database.

Every block that is not furniture comes out once, in its place: as the element that it is, as a stretch of
running text, or cut where a promise stands inside a paragraph. What was dropped in review becomes running text
again; what was added without a place stands after its parent.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

# Element type → kind of passage. Types that are not here stand in the running text and get no passage of their own.
PASSAGE_KINDS = {
    "vision": "vision",
    "mission": "mission",
    "value": "value",
    "purpose": "purpose",
    "target_group": "target_group",
    "background": "background",
    "legal_basis": "legal_basis",
    "theme": "theme",
    "commitment": "commitment",
    "goal": "objective",
    "follow_up": "follow_up",
}
NAMES = {"theme", "value"}  # set as headings where they stand as one
CUTS = ("commitment", "goal", "vision", "mission")  # these are cut out of a paragraph in which they stand
FIRST = ("theme", "commitment", "goal", "vision", "mission", "value")  # of several elements in a block

FRONT_LINE = 120  # characters: longer than that is text


@dataclass
class Found:
    """An element as the composition needs it. `was`: the words and raw as read, by which its place is known."""

    key: str
    type: str
    text: str
    block: int | None
    until: int | None
    parent: str = ""
    raw: str = ""
    was: tuple[str, str] = ("", "")

    @property
    def edited(self) -> bool:
        return self.text != self.was[0]

    @property
    def lead_in(self) -> str:
        """What is printed before the bullet and joined to it."""
        if self.raw and self.text.endswith(self.raw):
            return self.text[: -len(self.raw)].strip()
        return ""


@dataclass
class Piece:
    """A passage to be. `elements`: keys of the elements that landed in it."""

    key: str
    kind: str
    text: str = ""
    heading: str = ""
    raw: str = ""
    lead_in: str = ""
    number: str = ""
    parent: str = ""
    elements: list[str] = field(default_factory=list)
    list_of: tuple[Any, ...] | None = None


@dataclass
class Composition:
    pieces: list[Piece]
    subtitle: str = ""

    def places(self) -> dict[str, str]:
        """Element key → key of the first piece it landed in."""
        found: dict[str, str] = {}
        for piece in self.pieces:
            for key in piece.elements:
                found.setdefault(key, piece.key)
        return found


# What may stand before a name in its heading: a number, or the word for what it is.
BEFORE_NAME = re.compile(
    r"^(?:\W|\d|\b(?:tema|spor|pejlemærke|kapitel|afsnit|indsatsområde|fokusområde|udviklingsområde|værdi|princip)\b)*$",
    re.IGNORECASE,
)
NUMBERED = re.compile(r"^(\d{1,2}(?:\.\d{1,2})*)[.)]?\s+(\S.*)$", re.DOTALL)


def names(heading: str, name: str) -> bool:
    """Whether a heading is that name, perhaps with its number or label: '3 Lyst til at lære', 'Tema: Lyst til at lære'."""
    long, short = same(heading), same(name)
    return bool(short) and long.endswith(short) and bool(BEFORE_NAME.match(long[: len(long) - len(short)]))


def same(words: str) -> str:
    """Words without case, punctuation at the ends and differences of white space."""
    return " ".join(words.split()).casefold().strip(" .:;,–-")


def compose(blocks: Sequence[dict[str, Any]], elements: Sequence[Found], title: str = "") -> Composition:
    """`blocks` as in roedtraad.reading's to_full(); `elements`: those that were not dropped, in order."""
    return _Composer(blocks, elements, title).run()


class _Composer:
    def __init__(self, blocks: Sequence[dict[str, Any]], elements: Sequence[Found], title: str):
        self.blocks = [block for block in blocks if block["kind"] != "furniture"]
        self.elements = [each for each in elements if each.type in PASSAGE_KINDS]
        self.title = title
        self.pieces: list[Piece] = []
        self.top: Piece | None = None  # the heading one stands under: of the first level …
        self.sub: Piece | None = None  # … and below it
        self.theme: Piece | None = None
        self.subtitle = ""
        self.front = False  # while the short lines under the title last
        self._move_themes_to_their_headings()
        self.at: dict[int, list[Found]] = {}
        for each in self.elements:
            if each.block is not None:
                self.at.setdefault(each.block, []).append(each)
        self.top_level = self._level_of_chapters()
        self.places: dict[str, Piece] = {}
        self.skipped_table: set[Any] = set()

    def _move_themes_to_their_headings(self) -> None:
        """A theme that was recognised in a list of names stands where its chapter begins, if it has one."""
        kinds = {block["index"]: block["kind"] for block in self.blocks}
        taken = {each.block for each in self.elements if each.type == "theme"}
        for each in self.elements:
            if each.type == "theme" and each.block is not None and kinds.get(each.block) != "heading":
                for block in self.blocks:
                    heading = block["kind"] == "heading" and block["index"] not in taken
                    if heading and block["index"] > each.block and names(block["text"], each.was[0]):
                        each.block = each.until = block["index"]
                        taken.add(each.block)
                        break

    def _level_of_chapters(self) -> int:
        levels = {
            block["index"]: block.get("level") or 9 for block in self.blocks if block["kind"] == "heading"
        }
        themes = [
            levels[each.block] for each in self.elements if each.type == "theme" and each.block in levels
        ]
        if themes:
            return max(set(themes), key=themes.count)
        body = [level for index, level in levels.items() if same(self._text(index)) != same(self.title)]
        for level in sorted(set(body)):
            if sum(1 for each in body if each <= level) >= 3:
                return level
        return max(body, default=1)

    def _text(self, index: int) -> str:
        return next((str(block["text"]) for block in self.blocks if block["index"] == index), "")

    def run(self) -> Composition:
        for position, block in enumerate(self.blocks):
            self._set(position, block)
        self._add_what_has_no_place()
        self._number()
        return Composition(self.pieces, self.subtitle)

    # One block

    def _set(self, position: int, block: dict[str, Any]) -> None:
        index, text = block["index"], str(block["text"])
        here = self.at.get(index, [])
        # The table first: a cell that says what somebody does is printed in its row, and not again below it.
        if block.get("cell") and self._table(block):
            return
        whole = self._whole(here, text)
        if whole is not None:
            self._element(block, whole, [each for each in here if each is not whole])
        elif self._is_front(position, block) or self._is_lead_in(position, text):
            return
        elif block["kind"] == "heading":
            self._heading(block, here)
        else:
            self._running(block, here)

    def _whole(self, here: list[Found], text: str) -> Found | None:
        """The element that a block is, of all that stand in it."""
        fitting = [
            each
            for each in here
            if same(text) in (same(each.was[0]), same(each.was[1]))
            or (each.type in NAMES and names(text, each.was[0]))
        ]
        fitting.sort(key=lambda each: FIRST.index(each.type) if each.type in FIRST else len(FIRST))
        return fitting[0] if fitting else None

    def _is_front(self, position: int, block: dict[str, Any]) -> bool:
        """The title, the line under it, and the short lines of the front page: those are kept together."""
        text = str(block["text"])
        if position == 0 and same(text) == same(self.title):
            self.front = True
            return True
        is_line = block["kind"] == "paragraph" or self._heads_the_cover(position, block)
        if not self.front or not is_line or len(text) > FRONT_LINE or self.at.get(block["index"]):
            self.front = False
            return False
        if not self.subtitle and not self.pieces:
            self.subtitle = " ".join(text.split())
        elif self.pieces:
            self.pieces[-1].text += "\n" + text.strip()
        else:
            piece = self._piece("paragraph", [])
            piece.text = text.strip()
            self._put(piece)
        return True

    def _heads_the_cover(self, position: int, block: dict[str, Any]) -> bool:
        """Whether a bold line of the cover was read as a heading: nothing but short lines, no sentence, stands under it."""
        if block["kind"] != "heading":
            return False
        under = []
        for each in self.blocks[position + 1 :]:
            if each["kind"] == "heading":
                break
            under.append(each)
        return bool(under) and all(
            each["kind"] == "paragraph"
            and len(str(each["text"])) <= FRONT_LINE
            and not str(each["text"]).rstrip().endswith((".", ":", "?", "!"))
            and not self.at.get(each["index"])
            for each in under
        )

    def _is_lead_in(self, position: int, text: str) -> bool:
        """A line that is joined to what follows is printed there once, and not here too."""
        after = self.blocks[position + 1] if position + 1 < len(self.blocks) else None
        if after is None:
            return False
        whole = self._whole(self.at.get(after["index"], []), str(after["text"]))
        return (
            whole is not None
            and not whole.edited
            and bool(whole.lead_in)
            and same(whole.lead_in) == same(text)
        )

    def _element(self, block: dict[str, Any], found: Found, others: list[Found]) -> None:
        kind = PASSAGE_KINDS[found.type]
        piece = self._piece(kind, [found, *others])
        if found.type in NAMES and block["kind"] == "heading":
            piece.heading = found.text
            printed = NUMBERED.match(str(block["text"]))
            piece.number = printed[1] if printed and same(printed[2]) == same(found.was[0]) else ""
            self._stand_under(piece, block, is_theme=found.type == "theme")
        elif found.type == "theme":
            piece.heading = found.text
            self._stand_under(piece, {"level": self.top_level}, is_theme=True)
        else:
            piece.text, piece.raw, piece.lead_in = found.text, found.raw, found.lead_in
            if found.edited and not piece.lead_in:
                piece.raw = ""
            piece.parent = self._parent(found)
        self._put(piece)

    def _heading(self, block: dict[str, Any], here: list[Found]) -> None:
        piece = self._piece("section", here)
        piece.heading = " ".join(str(block["text"]).split()).rstrip(":")
        printed = NUMBERED.match(piece.heading)
        if printed:
            piece.number, piece.heading = printed[1], printed[2]
        self._stand_under(piece, block)
        self._put(piece)

    def _stand_under(self, piece: Piece, block: dict[str, Any], *, is_theme: bool = False) -> None:
        level = block.get("level") or 9
        if is_theme or level <= self.top_level:
            self.top, self.sub = piece, None
            self.theme = piece if is_theme else None
        else:
            piece.parent = self.top.key if self.top else ""
            self.sub = piece

    def _running(self, block: dict[str, Any], here: list[Found]) -> None:
        text = str(block["text"])
        cover = [
            each
            for each in self.elements
            if each.block is not None and each.block <= block["index"] <= (each.until or each.block)
        ]
        spans = [each for each in cover if each not in here or (each.until or 0) > (each.block or 0)]
        edited = next((each for each in spans if each.edited), None)
        if edited is not None:
            if edited.key not in self.places:
                piece = self._piece(PASSAGE_KINDS[edited.type], [edited, *here])
                piece.text, piece.parent = edited.text, self._parent(edited)
                self._put(piece)
            return
        cuts = [each for each in here if each.type in CUTS and each not in spans]
        kind = PASSAGE_KINDS[spans[0].type] if spans else "paragraph"
        named = [each for each in here if each not in cuts and each not in spans]
        if not spans and not cuts and named:
            kind = PASSAGE_KINDS[named[0].type]
        rest = text
        for cut in cuts:
            words = cut.was[1] or cut.was[0]
            start = rest.find(words)
            if start < 0:
                named.append(cut)
                continue
            self._text_piece(kind, rest[:start], spans, block)
            piece = self._piece(PASSAGE_KINDS[cut.type], [cut])
            piece.text, piece.raw, piece.lead_in, piece.parent = (
                cut.text,
                cut.raw,
                cut.lead_in,
                self._parent(cut),
            )
            self._put(piece)
            rest = rest[start + len(words) :]
        changed = next((each for each in named if each.edited and each.was[0] and each.was[0] in rest), None)
        if changed:
            rest = rest.replace(changed.was[0], changed.text)
        self._text_piece(kind, rest, [*spans, *named], block)

    def _text_piece(self, kind: str, text: str, found: list[Found], block: dict[str, Any]) -> None:
        text = text.strip()
        if not re.search(r"\w", text):
            self._land(found)
            return
        is_item = block["kind"] == "list_item" and block.get("list")
        if is_item:
            text = "- " + " ".join(text.split())
            same_list = (
                kind,
                block["list"][0],
                self.sub.key if self.sub else "",
                self.top.key if self.top else "",
            )
            last = self.pieces[-1] if self.pieces else None
            if last is not None and last.list_of == same_list:
                last.text += "\n" + text
                last.elements += [each.key for each in found if each.key not in last.elements]
                for each in found:
                    self.places.setdefault(each.key, last)
                return
        piece = self._piece(kind, found)
        piece.text, piece.parent = text, self._under()
        piece.list_of = same_list if is_item else None
        self._put(piece)

    def _land(self, found: list[Found]) -> None:
        """Elements whose own words have all been cut out still belong to the piece before."""
        for each in found:
            if self.pieces and each.key not in self.places:
                self.pieces[-1].elements.append(each.key)
                self.places[each.key] = self.pieces[-1]

    def _table(self, block: dict[str, Any]) -> bool:
        """A table without promises in it is one piece; with promises its cells are set one by one."""
        number = block["cell"][0]
        if number in self.skipped_table:
            return True
        cells = [each for each in self.blocks if each.get("cell") and each["cell"][0] == number]
        if any(found.type in (*CUTS, "theme") for cell in cells for found in self.at.get(cell["index"], [])):
            return False
        self.skipped_table.add(number)
        rows: dict[int, dict[int, str]] = {}
        for cell in cells:
            _table, row, column = cell["cell"][:3]
            words = " ".join(str(cell["text"]).split())
            whole = self._whole(self.at.get(cell["index"], []), words)
            words = whole.text if whole is not None and whole.edited else words
            rows.setdefault(row, {})[column] = f"{rows.get(row, {}).get(column, '')} {words}".strip()
        width = max((max(row) for row in rows.values()), default=0) + 1
        piece = self._piece("table", [found for cell in cells for found in self.at.get(cell["index"], [])])
        piece.text = "\n".join(
            "\t".join(rows[row].get(column, "") for column in range(width)) for row in sorted(rows)
        )
        piece.parent = self._under()
        self._put(piece)
        return True

    # Small things

    def _piece(self, kind: str, found: list[Found]) -> Piece:
        return Piece(
            f"p{len(self.pieces) + 1}", kind, elements=list(dict.fromkeys(each.key for each in found))
        )

    def _put(self, piece: Piece) -> None:
        self.pieces.append(piece)
        for key in piece.elements:
            self.places.setdefault(key, piece)

    def _under(self) -> str:
        piece = self.sub or self.top
        return piece.key if piece else ""

    def _parent(self, found: Found) -> str:
        parent = self.places.get(found.parent)
        if parent is not None:
            return parent.key
        if self.theme is not None:
            return self.theme.key
        return self._under()

    def _add_what_has_no_place(self) -> None:
        for each in self.elements:
            if each.key in self.places:
                continue
            piece = self._piece(PASSAGE_KINDS[each.type], [each])
            piece.key = f"a-{each.key}"
            if each.type in NAMES:
                piece.heading = each.text
            else:
                piece.text, piece.raw, piece.lead_in = each.text, each.raw, each.lead_in
            parent = self.places.get(each.parent)
            at = len(self.pieces)
            if parent is not None and each.type != "theme":
                piece.parent = parent.key
                at = 1 + max(
                    i for i, other in enumerate(self.pieces) if other is parent or other.parent == parent.key
                )
            self.pieces.insert(at, piece)
            self.places[each.key] = piece

    def _number(self) -> None:
        """Themes keep the numbers they are printed with, else they are counted; so are the promises under each.

        So one can point at '3.1'.
        """
        themes = [piece for piece in self.pieces if piece.kind == "theme"]
        if not any(piece.number for piece in self.pieces):
            for count, piece in enumerate(themes, start=1):
                piece.number = str(count)
        numbers = {piece.key: piece.number for piece in themes if piece.number}
        counts: dict[str, int] = {}
        for piece in self.pieces:
            if piece.kind in ("commitment", "objective") and piece.parent in numbers:
                counts[piece.parent] = counts.get(piece.parent, 0) + 1
                piece.number = f"{numbers[piece.parent]}.{counts[piece.parent]}"
