"""Pages that are pictures, read by the OCR program: what it tells becomes runs, and the other rooms go on from there."""

from __future__ import annotations

import os
import re
import statistics
import tempfile

from pypdfium2 import PdfiumError, PdfPage

from roedtraad.reading.opening.ocr import Ocr, Word, words
from roedtraad.reading.opening.pdf.glyphs import Font, Frame, Printed, Run
from roedtraad.reading.opening.pdf.layout import Page, arrange
from roedtraad.reading.opening.pdf.ruling import Drawn

MAX_SCANNED = 40  # pages; each takes some seconds
DOTS = 300  # an inch
MAX_SIDE = 5_000  # pixels
PLAIN = Font()
MISREAD = set("+*>»«¢°©®eo•·.")


def read_scan(page: PdfPage, number: int, ocr: Ocr) -> Page:
    """The page as it is read from its picture. Raises ValueError where that fails."""
    across, down = page.get_size()
    scale = min(DOTS / 72, MAX_SIDE / max(across, down, 1))
    try:
        bitmap = page.render(scale=scale, grayscale=True, may_draw_forms=False)
        picture = bitmap.to_pil().convert("L")
        bitmap.close()
    except (PdfiumError, OSError) as error:
        raise ValueError(str(error)) from error
    handle, path = tempfile.mkstemp(suffix=".png")
    try:
        with os.fdopen(handle, "wb") as file:
            picture.save(file, "PNG", compress_level=1, dpi=(72 * scale, 72 * scale))
        picture.close()
        found = words(ocr, path)
    finally:
        os.remove(path)
    # The picture is upright already: its points are the layout's.
    frame = Frame((0.0, 0.0, across, down), 0, 0)
    print_ = Printed(frame, _runs(found, scale), letters=sum(len(word.text) for word in found))
    laid = arrange(print_, Drawn(), number)
    laid.ocr = True
    return laid


def _runs(found: list[Word], scale: float) -> list[Run]:
    by_line: dict[tuple[int, int, int], list[Word]] = {}
    for word in found:
        by_line.setdefault(word.line, []).append(word)
    measured = [(line, *_measure(line, scale)) for line in by_line.values()]
    weighed = [size for line, size, _ in measured for word in line for _ in word.text]
    sizes = _grouped([size for _, size, _ in measured], statistics.median(weighed) if weighed else 10.0)
    runs: list[Run] = []
    for line, size, base in measured:
        size = sizes[size]
        for n, word in enumerate(line):
            # A bullet is not in the alphabet: it is taken for what it looks like.
            mark = n == 0 and len(line) > 1 and word.text in MISREAD
            text = ("•" if mark else word.text) + (" " if n + 1 < len(line) else "")
            left, right = word.left / scale, word.right / scale
            runs.append(
                Run(text, left, right, base - 0.8 * size, base + 0.22 * size, base, size, PLAIN, 0, False, -1)
            )
    return runs


def _grouped(sizes: list[float], common: float) -> dict[float, float]:
    """A size is easily measured a tenth wrong: those near the common one are that one, and so on upwards."""
    groups: dict[float, float] = {}
    last = 0.0
    for size in sorted(set(sizes)):
        if abs(size - common) < 0.16 * common:
            groups[size] = common
        else:
            last = last if last and last != common and size < 1.12 * last else round(size * 2) / 2
            groups[size] = last
    return groups


def _measure(line: list[Word], scale: float) -> tuple[float, float]:
    """(size, base) of a line: the middle of what its words tell, by which letters rise and which go below it."""
    sizes, bases = [], []
    for word in line:
        rises = 0.72 if re.search(r"[A-ZÆØÅ0-9bdfhkltå]", word.text) else 0.52
        falls = 0.21 if re.search(r"[gjpqyQ,;()]", word.text) else 0.0
        size = (word.bottom - word.top) / scale / (rises + falls)
        sizes.append(size)
        bases.append(word.bottom / scale - falls * size)
    return max(4.0, statistics.median(sizes)), statistics.median(bases)
