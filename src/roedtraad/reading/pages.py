"""The pages of a PDF as pictures, drawn in a process of its own with limits: for showing a place in its source."""

from __future__ import annotations

from typing import Any

from roedtraad.reading.apart import work_apart
from roedtraad.reading.errors import Unreadable
from roedtraad.reading.opening.detect import MAX_BYTES, is_pdf

__all__ = ["page_count", "page_image"]

DRAWING = "roedtraad.reading.opening.pdf.drawing"


def page_image(data: bytes, name: str, page: int, width: int) -> bytes:
    """PNG of a page of a PDF, upright and cropped as a reader sees it.

    page   from 1
    width  pixels, at most 2000; the height follows, at most 4000
    Raises Unreadable, also for a page that the file does not have ("no_page").
    """
    png: bytes = _ask("draw_for_parent", data, name, page, width)["png"]
    return png


def page_count(data: bytes, name: str) -> int:
    """How many pages a PDF has. Raises Unreadable."""
    pages: int = _ask("count_for_parent", data, name)["pages"]
    return pages


def _ask(function: str, data: bytes, name: str, *args: Any) -> Any:
    if not is_pdf(data):
        raise Unreadable("unsupported" if data else "empty", name)
    if len(data) > MAX_BYTES:
        raise Unreadable("too_large", name, f"{MAX_BYTES // 1_000_000} MB")
    return work_apart(f"{DRAWING}:{function}", data, name, *args)
