"""The first layer: bytes → source and blocks, as the format shows them. Nothing is understood here yet."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from roedtraad.reading.errors import Unreadable
from roedtraad.reading.model import Block, Source
from roedtraad.reading.opening.detect import DOC, HTML, MAX_BYTES, ODT, PDF, RTF, detect
from roedtraad.reading.opening.ocr import Ocr

__all__ = ["open_source"]


def open_source(data: bytes, name: str, ocr: Ocr | None = None) -> tuple[Source, list[Block]]:
    """The source and its blocks. `ocr` reads pages that are pictures. Raises Unreadable, and nothing else, for a file that cannot be opened."""
    if len(data) > MAX_BYTES:
        raise Unreadable("too_large", name, f"{MAX_BYTES // 1_000_000} MB")
    media_type = detect(data, name)
    source = Source(name, hashlib.sha256(data).hexdigest(), media_type)
    if media_type in (DOC, RTF):
        raise Unreadable(
            "old_word", name, ".doc" if media_type == DOC else ".rtf"
        )  # `reading.legacy` makes a new one of it first, where LibreOffice is
    # Each format's reader is imported when its turn comes: a text need not wait for the XML library.
    if media_type.endswith("wordprocessingml.document"):
        from roedtraad.reading.opening.word import open_word

        return source, open_word(data, name)
    if media_type == ODT:
        from roedtraad.reading.opening.odt import open_odt

        return source, open_odt(data, name)
    if media_type == HTML:
        from roedtraad.reading.opening.html import open_html

        return source, open_html(data, name)
    if media_type == PDF:
        from roedtraad.reading.opening.pdf import open_pdf

        blocks, pages = open_pdf(data, name, ocr)
        return replace(source, pages=pages), blocks
    from roedtraad.reading.opening.text import open_text

    return source, open_text(data, name)
