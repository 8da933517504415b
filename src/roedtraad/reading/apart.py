"""Reading in a process of its own, with limits: what uploads and the command line use."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import Any

from roedtraad.reading.errors import Unreadable
from roedtraad.reading.model import Document, Learned
from roedtraad.reading.opening.detect import is_pdf
from roedtraad.reading.opening.ocr import find_ocr
from roedtraad.sandbox import Failed, Limits, TookTooLong, UsedTooMuch, run

LIMITS = Limits(wall=10, cpu=10, memory=400 * 1024 * 1024)
# Pages that are pictures are read by another program, some seconds a page: at most 40 pages in four minutes.
OCR_LIMITS = Limits(wall=240, cpu=240, memory=1_200 * 1024 * 1024)


def read_apart(
    data: bytes, name: str, learned: Learned | None = None, *, limits: Limits = LIMITS
) -> Document:
    """As `roedtraad.reading.read`, in a limited process. Raises Unreadable.

    An old Word file is first converted, in a process with limits of its own (`legacy`). A PDF whose pages are pictures
    is read a second time, by OCR and within OCR_LIMITS, where that is installed.
    """
    from roedtraad.reading.legacy import modern, with_source_of

    told = learned.to_json() if learned else None
    shown = modern(data, name)
    work = "roedtraad.reading.within_pdf" if is_pdf(shown) else "roedtraad.reading.within"
    try:
        full = work_apart(f"{work}:read_for_parent", shown, name, told, limits=limits)
    except Unreadable as error:
        ocr = find_ocr() if error.reason == "scanned" else None
        if ocr is None:
            raise
        wide = replace(OCR_LIMITS, programs=(ocr.program,))
        full = work_apart(f"{work}:read_for_parent", shown, name, told, asdict(ocr), limits=wide)
    return with_source_of(Document.from_full(full), data)


def work_apart(function: str, data: bytes, name: str, *args: Any, limits: Limits = LIMITS) -> Any:
    """What `function` makes of the file in a limited process. Raises Unreadable, whatever goes wrong there."""
    try:
        told = run(function, data, name, *args, limits=limits)
    except TookTooLong as error:
        raise Unreadable("too_slow", name) from error
    except UsedTooMuch as error:
        raise Unreadable("too_large", name, f"{limits.memory // 1024 // 1024} MB hukommelse") from error
    except Failed as error:
        # A library of C has no exceptions: out of memory, or led astray by the file, it ends the process.
        raise Unreadable("broke" if error.cause == "killed" else "failed", name) from error
    if isinstance(told, dict) and "unreadable" in told:
        raise Unreadable(**told["unreadable"])
    return told
