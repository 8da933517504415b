"""The label that an element stands under in its document: heading, lead-in, column header or field. Plain Python.

Only what can be told to another document of the same municipality is given: short, a label by its form, without
numbers and names. No text of the document leaves it this way.
"""

from __future__ import annotations

import re
from typing import Any

from roedtraad.language import cpr
from roedtraad.language.sentences import split_sentences
from roedtraad.reading.lexicon import plain

LONGEST = 80
# "Pejling 2: Trivsel", "Retning nr. 3 – Trivsel": the word that numbers a part.
NUMBERED_PART = re.compile(
    r"^(?P<what>[a-zæøåéü]{3,30})\s+(?:nr\.?\s*)?(?:\d{1,2}|[ivx]{1,4}|[a-e])\s*[:.–—-]\s*\S", re.IGNORECASE
)
# Words that number something else than a part of the document's subject.
NO_PART = {
    "side",
    "kapitel",
    "afsnit",
    "bilag",
    "punkt",
    "figur",
    "tabel",
    "trin",
    "ad",
    "fase",
    "den",
    "version",
    "sag",
    "nr",
}


def telling(label: str) -> str:
    """The label's normal form if it may be kept, else "".

    Kept is what is short and holds no number beyond its numbering, no CPR number, and not only capitalised words in a
    row, as a person's name has.
    """
    form = plain(label)
    words = label.strip(" :.").split()
    if not form or len(form) > LONGEST or "\n" in form or re.search(r"\d", form) or cpr.find(label):
        return ""
    if 2 <= len(words) <= 5 and all(word[:1].isupper() for word in words):
        return ""
    return form if re.search(r"[a-zæøå]{3}", form) else ""


def part_word(text: str) -> str:
    """The word that numbers a part in this heading, lower case; "" if none does."""
    match = NUMBERED_PART.match(text.strip())
    word = match["what"].casefold() if match else ""
    return "" if word in NO_PART else word


class Labels:
    """The labels of one document's blocks. `topics`: blocks that are elements themselves, and so no labels."""

    def __init__(self, blocks: list[dict[str, Any]], topics: set[int], title: str = ""):
        self.blocks = {block["index"]: block for block in blocks}
        self.topics, self.title = topics, plain(title)
        self.heads: dict[tuple[int, int], str] = {}
        self.fields: dict[tuple[int, int], str] = {}
        self.widths: dict[int, int] = {}
        for block in blocks:
            if block.get("cell"):
                self._place(block)

    def _place(self, block: dict[str, Any]) -> None:
        table, row, column = block["cell"][:3]
        header = len(block["cell"]) > 3 and block["cell"][3]
        self.widths[table] = max(self.widths.get(table, 0), column + 1)
        if row == 0 or header:
            self.heads.setdefault((table, column), block["text"])
        if column == 0:
            self.fields.setdefault((table, row), block["text"])

    def over(self, index: int | None) -> str:
        """The telling label over a block: of its column or field, of its list's lead-in, else of the heading above."""
        block = self.blocks.get(index if index is not None else -1)
        if block is None:
            return ""
        if block.get("cell"):
            table, row, column = block["cell"][:3]
            head = self.heads.get((table, column), "")
            if row == 0 or head == block["text"]:
                return ""
            if self.widths[table] == 2:
                return telling(self.fields.get((table, row), "")) if column else ""
            return telling(head)
        lead = self._lead_in(block) if block["kind"] == "list_item" else ""
        return lead or self._heading(block)

    def _lead_in(self, block: dict[str, Any]) -> str:
        number = block["list"][0] if block.get("list") else None
        at = block["index"] - 1
        while at in self.blocks and (
            self.blocks[at]["kind"] == "list_item" and (self.blocks[at].get("list") or [None])[0] == number
        ):
            at -= 1
        before = self.blocks.get(at)
        text = before["text"].rstrip() if before else ""
        if before is None or before["kind"] == "heading" or not text.endswith(":"):
            return ""
        return telling((split_sentences(text) or [text])[-1])

    def _heading(self, block: dict[str, Any]) -> str:
        at = block["index"] - 1
        while at in self.blocks and self.blocks[at]["kind"] != "heading":
            at -= 1
        heading = self.blocks.get(at)
        if heading is None or at in self.topics:
            return ""
        form = telling(heading["text"])
        return "" if form == self.title else form
