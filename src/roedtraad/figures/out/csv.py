"""CSV written (RFC 4180): a row a cell, its categories, its value, and why it has none.

A cell that a spreadsheet would take for a formula gets an apostrophe before it (OWASP, "CSV Injection"). The Danish variant opens
in a Danish Excel as it stands: semicolons, a decimal comma, a mark of UTF-8 at the start.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from roedtraad.figures.observations import Cube, Observation, Observations, State


@dataclass(frozen=True, slots=True)
class Variant:
    """How cells are parted and numbers written; `mark`: what stands before the first."""

    delimiter: str
    decimal: str
    mark: str


DANISH = Variant(";", ",", "\ufeff")
INTERNATIONAL = Variant(",", ".", "")
# (value, status, source; shown, suppressed, missing, provisional)
WORDS = {
    "da": ("Værdi", "Status", "Kilde", "vist", "skjult", "mangler", "foreløbig"),
    "en": ("Value", "Status", "Source", "shown", "suppressed", "missing", "provisional"),
}
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def csv_lines(
    figures: Cube | Observations,
    variant: Variant = DANISH,
    *,
    language: str = "da",
    codes: bool = False,
    credit: bool = False,
) -> Iterator[str]:
    """The lines, each with its end (CR LF); however many rows, one is held at a time.

    `codes`: codes instead of labels; `credit`: source and licence in a last column, as the licence asks of who passes it on
    """
    words = WORDS["en" if language.startswith("en") else "da"]
    states = dict(zip(State, words[3:6], strict=True))
    labels = [{c.code: c.code if codes else c.label for c in each.categories} for each in figures.dimensions]
    headers = [each.code if codes else each.label for each in figures.dimensions]
    source = [figures.source.credit()] if credit else []
    out = io.StringIO()
    writer = csv.writer(out, delimiter=variant.delimiter, lineterminator="\r\n")

    def line(cells: list[str]) -> str:
        out.seek(0)
        out.truncate()
        writer.writerow(cells)
        return out.getvalue()

    yield variant.mark + line([*map(harmless, headers), words[0], words[1], *([words[2]] if credit else [])])
    for cell in figures:
        named = [harmless(of[code]) for of, code in zip(labels, cell.codes, strict=True)]
        state = states[cell.state] + (f", {words[6]}" if cell.provisional else "")
        yield line([*named, written(cell, variant), state, *map(harmless, source)])


def harmless(text: str) -> str:
    """The text, so that no spreadsheet calculates it."""
    return f"'{text}" if text.startswith(FORMULA) else text


def written(cell: Observation, variant: Variant) -> str:
    """The value in full, never with an exponent; nothing where there is none."""
    if cell.value is None:
        return ""
    text = str(int(cell.value)) if cell.value.is_integer() else format(Decimal(repr(cell.value)), "f")
    return text.replace(".", variant.decimal)
