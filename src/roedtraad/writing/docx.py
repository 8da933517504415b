"""A report as a Word document, made from the municipality's own Word template (see docs/word-template.md).

A template is a program somebody else wrote, so it is only ever opened in the sandbox: there ``docx_fill`` reads it, fills
it and hands back bytes. What can be wrong with a template is told in sentences, before it is taken into use
(:func:`check_template`) and, should it slip through, when a report is written (:class:`TemplateError`).
"""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Any

from roedtraad import sandbox
from roedtraad.writing.docx_faults import Fault, sentence
from roedtraad.writing.model import Picture, Report

DEFAULT_TEMPLATE = Path(__file__).parent / "templates" / "report.docx"
LIMITS = sandbox.Limits(wall=15.0, cpu=4, memory=600 * 1024 * 1024, output=32 * 1024 * 1024)
LARGEST = 8 * 1024 * 1024  # bytes a template may have; crests and photographs make some of them big


class TemplateError(ValueError):
    """The template cannot be used. ``faults`` are codes with their particulars; ``sentences(language)`` tells them."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__(" ".join(sentence(fault, "en") for fault in faults))
        self.faults = faults

    def sentences(self, language: str = "da") -> list[str]:
        return [sentence(fault, language) for fault in self.faults]


def to_docx(report: Report, template: bytes | None = None) -> bytes:
    """The report as .docx, in ``template`` or in our own; the same two give the same bytes.

    Raises :class:`TemplateError` if the template cannot be filled.
    """
    if template is not None and len(template) > LARGEST:
        raise TemplateError([["too_big", str(LARGEST // 1024 // 1024)]])
    given = default_template() if template is None else template
    answer = _run("fill", given, report.to_json(), _pictures(report))
    if not isinstance(answer, bytes):
        raise TemplateError(answer)
    return answer


def check_template(data: bytes, language: str = "da") -> list[str]:
    """What is wrong with a template, or missing in it, as sentences; empty if it can be taken into use."""
    if len(data) > LARGEST:
        return [sentence(["too_big", str(LARGEST // 1024 // 1024)], language)]
    try:
        found = _run("check", data)
    except TemplateError as error:
        return error.sentences(language)
    return [sentence(fault, language) for fault in found]


@functools.cache
def default_template() -> bytes:
    """Our own template, also what a municipality begins from when it makes one (offer it for download)."""
    return DEFAULT_TEMPLATE.read_bytes()


def _run(function: str, *arguments: object) -> Any:
    try:
        return sandbox.run(f"roedtraad.writing.docx_fill:{function}", *arguments, limits=LIMITS)
    except (sandbox.TookTooLong, sandbox.UsedTooMuch) as error:
        raise TemplateError([["exhausting"]]) from error
    except sandbox.Failed as error:
        if error.cause == "forbidden":
            raise TemplateError([["forbidden"]]) from error
        raise


def _pictures(report: Report) -> list[bytes]:
    """Every picture as PNG, in reading order: Word before 2016 shows no SVG, and the sandbox has no Typst."""
    drawings = [
        (block.svg, block.width)
        for section in (*report.sections, *(s for annex in report.annexes for s in annex.sections))
        for block in section.blocks
        if isinstance(block, Picture)
    ]
    if not drawings:
        return []
    from roedtraad.writing.pdf import drawing_to_png

    return [drawing_to_png(drawing, width=width) for drawing, width in drawings]
