"""Reading in the limited process. What a file of any format needs is loaded with this module, before there is a file:
the process then stands ready, and a reading waits for none of it. A PDF has `within_pdf`.
"""

from __future__ import annotations

from typing import Any

from roedtraad.reading import (
    Learned,
    Ocr,
    Unreadable,
    check,
    legacy,
    lexicon,
    mending,
    outline,
    read,
    recognise,
)
from roedtraad.reading.opening import html, odt, text, word

__all__ = ["READERS", "read_for_parent"]

READERS = (check, html, legacy, lexicon, mending, odt, outline, recognise, text, word)


def read_for_parent(
    data: bytes, name: str, told: dict[str, Any] | None = None, ocr: dict[str, str] | None = None
) -> dict[str, Any]:
    """The full reading, or why there is none."""
    try:
        return read(data, name, Learned.from_json(told), Ocr(**ocr) if ocr else None).to_full()
    except Unreadable as error:
        return {"unreadable": {"reason": error.reason, "name": error.name, "limit": error.limit}}
