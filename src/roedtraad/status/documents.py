"""A report as a file: short ones at once, long ones by a job whose progress is shown, kept until the words change."""

from __future__ import annotations

import hashlib

from roedtraad.writing.docx import to_docx
from roedtraad.writing.html import to_document
from roedtraad.writing.model import Picture, Report
from roedtraad.writing.pdf import to_pdf

from .content import document_of
from .enums import ReportState
from .models import MadeDocument, StatusReport, WordTemplate

TYPES = {
    "html": "text/html; charset=utf-8",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
AT_ONCE = 12  # pictures; a report with more takes so long to set that the page shows how far it is


def template_of(row: StatusReport) -> WordTemplate | None:
    """Once presented the one it was presented in, so that it comes out the same; until then the one in use."""
    if row.state != ReportState.DRAFT:
        return row.word_template
    found: WordTemplate | None = WordTemplate.objects.filter(in_use=True).first()
    return found


def fingerprint(row: StatusReport, report: Report, fmt: str) -> str:
    """What the file is made of: the words, and of a Word file the template."""
    own = template_of(row) if fmt == "docx" else None
    made_of = report.to_json() + (own.sha256 if own else "")
    return hashlib.sha256(made_of.encode()).hexdigest()


def kept(row: StatusReport, report: Report, fmt: str) -> bytes | None:
    """The file where it has been made of these words."""
    words = fingerprint(row, report, fmt)
    found = MadeDocument.objects.filter(report=row, fmt=fmt, words=words).first()
    return bytes(found.content) if found else None


def takes_long(report: Report, fmt: str) -> bool:
    if fmt == "html":
        return False
    parts = (*report.sections, *(part for annex in report.annexes for part in annex.sections))
    return sum(isinstance(block, Picture) for part in parts for block in part.blocks) > AT_ONCE


def written(row: StatusReport, fmt: str) -> bytes:
    """The report in one of its formats: as it was kept, or made now."""
    report = document_of(row)
    return kept(row, report, fmt) or make(row, report, fmt)


def make(row: StatusReport, report: Report, fmt: str) -> bytes:
    if fmt == "docx":
        own = template_of(row)
        return to_docx(report, bytes(own.content) if own else None)
    return to_pdf(report) if fmt == "pdf" else to_document(report).encode()
