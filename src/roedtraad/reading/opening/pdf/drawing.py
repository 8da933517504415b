"""A page of a PDF as a picture."""

from __future__ import annotations

import io

from pypdfium2 import PdfiumError, PdfPage

from roedtraad.reading.errors import Unreadable
from roedtraad.reading.opening.pdf.engine import open_document, open_page

MAX_WIDTH = 2_000  # pixels
MAX_HEIGHT = 4_000


def draw(page: PdfPage, width: int) -> bytes:
    """PNG of the page as a reader sees it (its own rotation and crop), `width` pixels wide at most."""
    across, down = page.get_size()
    scale = min(width / max(across, 1), MAX_HEIGHT / max(down, 1))
    bitmap = page.render(scale=scale, may_draw_forms=False, rev_byteorder=True, prefer_bgrx=False)
    try:
        out = io.BytesIO()
        bitmap.to_pil().convert("RGB").save(out, "PNG", compress_level=4)
        return out.getvalue()
    finally:
        bitmap.close()


def draw_for_parent(data: bytes, name: str, page: int, width: int) -> dict[str, object]:
    """Runs in the child: {"png": bytes}, or why there is none."""
    try:
        with open_document(data, name) as document:
            opened = open_page(document, page - 1) if 0 < page <= len(document) else None
            if opened is None:
                raise Unreadable("damaged" if 0 < page <= len(document) else "no_page", name, str(page))
            try:
                return {"png": draw(opened, max(16, min(width, MAX_WIDTH)))}
            except (PdfiumError, ValueError, OSError) as error:
                raise Unreadable("damaged", name) from error
    except Unreadable as error:
        return {"unreadable": {"reason": error.reason, "name": error.name, "limit": error.limit}}


def count_for_parent(data: bytes, name: str) -> dict[str, object]:
    """Runs in the child: {"pages": number}, or why there is none."""
    try:
        with open_document(data, name) as document:
            return {"pages": len(document)}
    except Unreadable as error:
        return {"unreadable": {"reason": error.reason, "name": error.name, "limit": error.limit}}
