"""Reading: a municipality's document in, its recognised outline out.

Five layers, each usable alone: `opening` (bytes → blocks) → `mending` (what conversion broke) → `outline`
(headings, lists, tables) → `recognise` (kind, header facts, elements) → `check`. Pure Python, no Django.

``read`` works in this process: for trusted bytes and for tests. For uploads use ``read_apart``.
"""

from __future__ import annotations

from roedtraad.reading.apart import read_apart
from roedtraad.reading.errors import Unreadable
from roedtraad.reading.model import (
    Adoption,
    Block,
    BlockKind,
    Document,
    Element,
    ElementType,
    Kind,
    Learned,
    Period,
    Place,
    Project,
    Remark,
    Source,
)
from roedtraad.reading.opening.ocr import Ocr

__all__ = ["Adoption", "Block", "BlockKind", "Document", "Element", "ElementType", "Kind", "Learned", "Ocr", "Period", "Place", "Project",
           "Remark", "Source", "Unreadable", "read", "read_apart"]  # fmt: skip


def read(data: bytes, name: str, learned: Learned | None = None, ocr: Ocr | None = None) -> Document:
    """The document that `data` is.

    name     the file's, for messages
    learned  labels to know besides our own
    ocr      the program that reads pages which are pictures; without it a scanned file is refused
    Raises Unreadable.
    """
    # Imported here: whoever only handles finished readings need not load the readers.
    from roedtraad.reading.check import check
    from roedtraad.reading.legacy import modern, with_source_of
    from roedtraad.reading.lexicon import knowing
    from roedtraad.reading.mending import mend
    from roedtraad.reading.opening import open_source
    from roedtraad.reading.outline import outline
    from roedtraad.reading.recognise import recognise

    source, blocks = open_source(modern(data, name), name, ocr)
    with knowing(learned):
        blocks = mend(blocks)
        root = outline(blocks)
        return with_source_of(check(recognise(source, blocks, root)), data)
