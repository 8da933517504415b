"""Files that leave: never shown in place, never guessed at."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.text import slugify

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "Æ": "ae", "Ø": "oe", "Å": "aa"})


def as_file(content: bytes, media_type: str, title: str, ending: str) -> HttpResponse:
    """`content` as an attachment, named after its title in letters that every case system takes."""
    name = slugify(title.translate(LETTERS))[:80] or "dokument"
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="{name}.{ending}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response
