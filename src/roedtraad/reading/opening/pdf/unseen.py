"""CPR numbers in a PDF where no reader looks: properties, comments, fields of forms, names of files within, bookmarks.

Text under a black box, beside the page or in white is text like other: the reading gives it, and its check sees it.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator

from pypdfium2 import PdfDocument, PdfiumError

from roedtraad.language import cpr
from roedtraad.language.text import without_invisible
from roedtraad.reading.errors import Unreadable
from roedtraad.reading.opening.pdf.engine import c, open_document, open_page
from roedtraad.reading.opening.pdf.tags import text_of

PROPERTIES = ("Title", "Author", "Subject", "Keywords", "Creator", "Producer")
COMMENT = ("Contents", "T", "Subj", "RC", "NM")  # what is written, by whom, about what
FIELD = ("V", "DV", "TU", "T", "Contents")
MAX_NOTES = 5_000
MAX_METADATA = 5_000_000
XMP = re.compile(rb"<x:xmpmeta.*?</x:xmpmeta>", re.DOTALL)


def find_for_parent(data: bytes, name: str) -> object:
    """Runs in the child: [[key of the place, 0, the number with its end hidden]], or why there is none."""
    try:
        with open_document(data, name) as document:
            found: list[list[str | int]] = []
            for key, text in _texts(document, data):
                found += [[key, 0, place.masked] for place in cpr.find(without_invisible(text))]
            return [list(each) for each in dict.fromkeys(map(tuple, found))]
    except Unreadable as error:
        return {"unreadable": {"reason": error.reason, "name": error.name, "limit": error.limit}}


def _texts(document: PdfDocument, data: bytes) -> Iterator[tuple[str, str]]:
    for key in PROPERTIES:
        yield "properties", document.get_metadata_value(key)
    for found in XMP.findall(data[:MAX_METADATA]):
        yield "properties", re.sub(rb"<[^>]*>", b"\n", found).decode("utf-8", "replace")
    yield from _bookmarks(document)
    for index in range(min(document.count_attachments(), MAX_NOTES)):
        try:
            attachment = document.get_attachment(index)
            yield "attachment", attachment.get_name()
            yield "attachment", text_of(c.FPDFAttachment_GetDescription, attachment.raw)
        except PdfiumError:
            continue
    for number in range(len(document)):
        page = open_page(document, number)
        if page is not None:
            try:
                yield from _notes(page.raw)
            finally:
                page.close()


def _bookmarks(document: PdfDocument) -> Iterator[tuple[str, str]]:
    try:
        for count, mark in enumerate(document.get_toc(max_depth=15)):
            if count >= MAX_NOTES:
                return
            yield "bookmark", mark.get_title()
    except (PdfiumError, ValueError, RecursionError):
        return


def _notes(page: object) -> Iterator[tuple[str, str]]:
    """What stands in the page's annotations: comments, and the fields of a form."""
    for index in range(min(max(0, c.FPDFPage_GetAnnotCount(page)), MAX_NOTES)):
        note = c.FPDFPage_GetAnnot(page, index)
        if not note:
            continue
        try:
            widget = c.FPDFAnnot_GetSubtype(note) == c.FPDF_ANNOT_WIDGET
            for key in FIELD if widget else COMMENT:
                text = _value(note, key.encode())
                if text:
                    yield ("form" if widget else "comment"), text
        finally:
            c.FPDFPage_CloseAnnot(note)


def _value(note: object, key: bytes) -> str:
    size = c.FPDFAnnot_GetStringValue(note, key, None, 0)
    if not 2 < size < 2_000_000:
        return ""
    buffer = ctypes.create_string_buffer(size)
    c.FPDFAnnot_GetStringValue(note, key, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), size)
    return buffer.raw[: size - 2].decode("utf-16-le", "replace")
