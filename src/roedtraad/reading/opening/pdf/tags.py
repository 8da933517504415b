"""What the file itself says of its structure: tags of headings and bookmarks. Evidence, never the only one."""

from __future__ import annotations

import ctypes
import re
from typing import Any

from pypdfium2 import PdfDocument, PdfPage

from roedtraad.reading.opening.pdf.engine import c, fast

MAX_ELEMENTS = 4_000  # of one page
MAX_DEPTH = 40
MAX_BOOKMARKS = 3_000
BETWEEN = re.compile(r"[\W_]+")
HEADING = re.compile(r"H[1-6]?|Title")
# What has no headings in it: not gone into.
LEAVES = {"Span", "Link", "Figure", "Artifact", "Reference", "Lbl", "Note", "TR", "TD", "TH", "THead", "TBody", "Table", "P"}  # fmt: skip

_P, _I = ctypes.c_void_p, ctypes.c_int
_tree_count = fast(c.FPDF_StructTree_CountChildren, _I, _P)
_tree_child = fast(c.FPDF_StructTree_GetChildAtIndex, _P, _P, _I)
_count = fast(c.FPDF_StructElement_CountChildren, _I, _P)
_child = fast(c.FPDF_StructElement_GetChildAtIndex, _P, _P, _I)
_content = fast(c.FPDF_StructElement_GetChildMarkedContentID, _I, _P, _I)
_type = fast(c.FPDF_StructElement_GetType, ctypes.c_ulong, _P, _P, ctypes.c_ulong)


def is_tagged(document: PdfDocument) -> bool:
    return bool(c.FPDFCatalog_IsTagged(document))


def heading_tags(page: PdfPage) -> dict[int, str]:
    """{number of marked content: "H1" … "H6", "H" or "Title"} of the page."""
    tree = c.FPDF_StructTree_GetForPage(page)
    if not tree:
        return {}
    found: dict[int, str] = {}
    buffer = ctypes.create_string_buffer(64)
    try:
        handle = ctypes.cast(tree, _P).value
        stack: list[tuple[int, str, int]] = []
        for index in range(min(_tree_count(handle), MAX_ELEMENTS)):
            child = _tree_child(handle, index)
            if child:
                stack.append((child, "", 0))
        seen = 0
        while stack and seen < MAX_ELEMENTS:
            element, over, depth = stack.pop()
            seen += 1
            size = _type(element, buffer, 64)
            kind = buffer.raw[: max(0, min(size, 64) - 2)].decode("utf-16-le", "replace")
            over = kind if HEADING.fullmatch(kind) else over
            if (not over and kind in LEAVES) or depth > MAX_DEPTH:
                continue
            for index in range(min(_count(element), MAX_ELEMENTS)):
                child = _child(element, index)
                if child:
                    stack.append((child, over, depth + 1))
                elif over:
                    number = _content(element, index)
                    if number >= 0:
                        found[number] = over
    finally:
        c.FPDF_StructTree_Close(tree)
    return found


def bookmarks(document: PdfDocument) -> dict[tuple[int, str], int]:
    """{(page from 1, the title's letters): level from 1}."""
    found: dict[tuple[int, str], int] = {}
    try:
        for count, mark in enumerate(document.get_toc(max_depth=8)):
            if count >= MAX_BOOKMARKS:
                break
            target = mark.get_dest()
            number = target.get_index() if target else None
            if number is not None:
                found.setdefault((number + 1, letters(mark.get_title())), mark.level + 1)
    except (ValueError, RuntimeError, RecursionError):
        return found  # a chain of bookmarks that bites its tail, or points nowhere
    return found


def letters(text: str) -> str:
    return BETWEEN.sub("", text).casefold()


def text_of(function: Any, *args: Any) -> str:
    """What a function of the library writes in a buffer as UTF-16: it is asked for the length first."""
    size = function(*args, None, 0)
    if not 2 < size < 2_000_000:
        return ""
    buffer = ctypes.create_string_buffer(size)
    function(*args, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), size)
    return buffer.raw[: size - 2].decode("utf-16-le", "replace")
