"""Reading: a municipality's document in, its recognised outline out.

Five layers, each usable alone: `opening` (bytes → blocks) → `mending` (what conversion broke) → `outline`
(headings, lists, tables) → `recognise` (kind, header facts, elements) → `check`. Pure Python, no Django.
"""

from roedtraad.reading.errors import Unreadable
from roedtraad.reading.model import Block, BlockKind, Document, Element, ElementType, Kind

__all__ = ["Block", "BlockKind", "Document", "Element", "ElementType", "Kind", "Unreadable"]
