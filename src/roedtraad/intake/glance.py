"""All elements of a document at a glance: what a list, a page of the source or a picture needs of each of them."""

from __future__ import annotations

from typing import Any, NamedTuple

from .models import Element, SourceDocument


class Glance(NamedTuple):
    """What the list needs of an element. A tuple: a document has more than a thousand, and one of them is open."""

    pk: int
    key: str
    order: int
    type: str
    text: str
    parent_key: str
    block: int | None
    until: int | None
    page: int | None
    confidence: float
    rule: str
    attributes: dict[str, Any]
    state: str

    @classmethod
    def over(cls, document: SourceDocument) -> list[Glance]:
        """Every element of the document, in its order."""
        rows = Element.objects.filter(document=document).order_by("order", "pk").values_list(*cls._fields)
        return [cls._make(row) for row in rows]
