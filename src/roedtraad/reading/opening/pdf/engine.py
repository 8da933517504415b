"""The PDF library, opened with care: what it says is wrong becomes the reason why a file cannot be read.

Loaded only where a PDF is at hand, and in the limited process before its doors close (`sandbox.child`: a
library of C is not loaded afterwards). Scripts and forms are never started, files within files never opened,
and nothing outside is asked for.
"""

from __future__ import annotations

import ctypes
import re
from typing import Any

import pypdfium2
from pypdfium2 import PdfDocument, PdfiumError, PdfPage
from pypdfium2 import raw as c

from roedtraad.reading.errors import Unreadable

__all__ = ["MAX_PAGES", "c", "fast", "open_document", "open_page"]

MAX_PAGES = 2_000  # the longest council agenda with its annexes has some 1,500
PASSWORDS = (c.FPDF_ERR_PASSWORD, c.FPDF_ERR_SECURITY)
assert pypdfium2  # keeps the library initialised


def open_document(data: bytes, name: str) -> PdfDocument:
    """The document, of at most MAX_PAGES pages. Raises Unreadable."""
    try:
        document = PdfDocument(data)
    except PdfiumError as error:
        reason = "encrypted" if error.err_code in PASSWORDS else "damaged"
        raise Unreadable(reason, name) from error
    pages = len(document)
    if pages > MAX_PAGES:
        document.close()
        raise Unreadable("too_large", name, f"{MAX_PAGES} sider")
    if pages < 1:
        document.close()
        raise Unreadable("damaged" if re.search(rb"/Type\s*/Page\b", data) else "empty", name)
    return document


def open_page(document: PdfDocument, number: int) -> PdfPage | None:
    """A page, counted from 0; None where it is damaged."""
    try:
        return document[number]
    except PdfiumError:
        return None


def fast(function: Any, gives: Any, *takes: Any) -> Any:
    """A function of the library without its checks of types, which cost more than the work."""
    address = ctypes.cast(function, ctypes.c_void_p).value
    assert address
    return ctypes.CFUNCTYPE(gives, *takes)(address)
