"""An Excel or CSV file, or what was pasted → rows of text. Values only: no formula is calculated, nothing is fetched.

`read_apart` is what uploads use; `read` runs in the child process and knows nothing of Django. How a file is opened
stands in `figures.sheets.opening`.
"""

from __future__ import annotations

import csv
import datetime
import io
from collections.abc import Iterable, Iterator
from typing import Any

from roedtraad.figures.sheets import opening
from roedtraad.sandbox import Failed, Limits, TookTooLong, UsedTooMuch, run

MAX_ROWS = 2_000
MAX_COLUMNS = 40
MAX_CELL = 4_000
MAX_BYTES = 8 * 1024 * 1024
LIMITS = Limits(wall=20, cpu=20, memory=400 * 1024 * 1024)

# Why a file cannot be read; the sentences stand in `wordings`.
REASONS = ("empty", "unsupported", "damaged", "encrypted", "too_many_rows", "too_much")


class Unreadable(Exception):
    """A file that holds no table. `reason` is one of REASONS."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason if reason in REASONS else "damaged"


def read_apart(data: bytes, name: str) -> list[list[str]]:
    """The rows of the file's first sheet, in a process of its own. Raises Unreadable."""
    if len(data) > MAX_BYTES:
        raise Unreadable("too_much")
    try:
        told = run("roedtraad.plans.sheet.reading:read_for_parent", data, name, limits=LIMITS)
    except (TookTooLong, UsedTooMuch) as error:
        raise Unreadable("too_much") from error
    except Failed as error:
        raise Unreadable("damaged") from error
    if "reason" in told:
        raise Unreadable(told["reason"])
    return told["rows"]


def read_for_parent(data: bytes, name: str) -> dict[str, Any]:
    try:
        return {"rows": read(data)}
    except Unreadable as error:
        return {"reason": error.reason}


def read(data: bytes) -> list[list[str]]:
    """The rows as text, empty ones among them: a fault names the row by its number in the sheet."""
    try:
        opening.refuse_what_is_no_table(data)
        if opening.is_workbook(data):
            sheet = opening.workbook(data).worksheets[0]
            rows = opening.worksheet_rows(sheet, columns=MAX_COLUMNS, data=data)
            return _taken([cell.value for cell in row] for row in rows)
        text = opening.decode(data)
        return _taken(opening.csv_rows(text, opening.delimiter_of(text) or ";", columns=MAX_COLUMNS))
    except opening.Unopened as error:
        raise Unreadable(error.reason) from error


def pasted(text: str) -> list[list[str]]:
    """What was copied in a spreadsheet: cells parted by tabs, those with line ends in them between quotes."""
    return _taken(csv.reader(io.StringIO(text, newline=""), delimiter="\t"))


def as_pasted(rows: Iterable[Iterable[str]]) -> str:
    """The rows as a spreadsheet would have copied them: `pasted` gives them back."""
    out = io.StringIO(newline="")
    csv.writer(out, delimiter="\t", lineterminator="\n").writerows(rows)
    return out.getvalue()


def _taken(values: Iterable[Iterable[Any]] | Iterator[Any]) -> list[list[str]]:
    rows = []
    for row in values:
        rows.append([_text(value) for value in list(row)[:MAX_COLUMNS]])
        if len(rows) > MAX_ROWS:
            raise Unreadable("too_many_rows")
    while rows and not any(rows[-1]):
        rows.pop()
    if not rows:
        raise Unreadable("empty")
    return rows


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime.datetime):
        value = value.date()
    if isinstance(value, datetime.date):
        return f"{value.day}.{value.month}.{value.year}"
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    lines = [" ".join(line.split()) for line in str(value).splitlines()]
    return "\n".join(lines).strip()[:MAX_CELL]
