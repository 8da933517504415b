"""The fifth layer: what a person should look at, and what must hold for every reading."""

from __future__ import annotations

from roedtraad.reading.model import Document, Element, ElementType, Kind, Remark

DOUBTFUL = 0.7  # below this an element is shown as a doubt
OCR_TRUST = 0.8  # of a rule's confidence, where the words come from a picture


def check(document: Document) -> Document:
    """The document with remarks. Repairs nothing a rule should have got right, save what the format forbids."""
    remarks: list[Remark] = []
    if document.kind is Kind.UNKNOWN:
        remarks.append(Remark("kind_unknown"))
    if document.title is None:
        remarks.append(Remark("title_missing"))
    if document.municipality is None:
        remarks.append(Remark("municipality_missing"))
    if not document.elements:
        remarks.append(Remark("nothing_recognised"))
    scanned = next((block.index for block in document.blocks if "scanned_page" in block.markers), None)
    if scanned is not None:
        remarks.append(Remark("scanned_pages", scanned))
    by_ocr = {block.index for block in document.blocks if "ocr" in block.markers}
    if by_ocr:
        remarks.append(Remark("read_by_ocr", min(by_ocr)))
    for element in document.elements:
        if element.block in by_ocr:
            element.confidence *= OCR_TRUST
        if element.confidence < DOUBTFUL:
            remarks.append(Remark("doubtful", element.block, element.id))
        if element.type is ElementType.OWNER and "of" not in element.attributes:
            remarks.append(Remark("owner_of_nothing", element.block, element.id))
    document.remarks = remarks
    return document


def violations(document: Document) -> list[str]:
    """What the published format forbids; empty for every document that `read` gives. For tests."""
    out: list[str] = []
    seen: set[str] = set()
    for element in document.elements:
        if element.id in seen:
            out.append(f"{element.id} twice")
        if element.parent is not None and element.parent not in seen:
            out.append(f"{element.id} before its parent {element.parent}")
        seen.add(element.id)
        out += _own_violations(element, len(document.blocks))
    return out


def _own_violations(element: Element, blocks: int) -> list[str]:
    out = []
    if not element.text.strip():
        out.append(f"{element.id} without text")
    if not 0 <= element.confidence <= 1:
        out.append(f"{element.id} confidence {element.confidence}")
    if not 0 <= element.block <= element.until < blocks:
        out.append(f"{element.id} blocks {element.block}–{element.until}")
    raw = element.attributes.get("raw")
    if raw is not None and raw not in element.text:
        out.append(f"{element.id} does not hold its raw")
    return out
