"""A CSV or Excel file → a table of text. Values only: no formula is calculated, no macro run, nothing fetched.

`read_apart` is what uploads use; `read` runs in the child process and knows nothing of Django. How a file is opened stands in
`figures.sheets.opening`, for figures and directories alike.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from typing import Any

from roedtraad.figures.sheets import opening
from roedtraad.sandbox import Failed, Limits, TookTooLong, UsedTooMuch, run

MAX_ROWS = 20_000
MAX_COLUMNS = 60
MAX_CELL = 300
LIMITS = Limits(wall=20, cpu=20, memory=400 * 1024 * 1024)

# Why a file cannot be read; what each means in words stands in `organisation.directory_words`.
REASONS = ("empty", "unsupported", "damaged", "encrypted", "too_many_rows", "one_column", "too_much")


class Unreadable(Exception):
    """A file that holds no directory. `reason` is one of REASONS."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def read_apart(data: bytes, name: str) -> list[list[str]]:
    """The rows of the file, the headers first. Raises Unreadable."""
    try:
        told = run("roedtraad.organisation.directory.table:read_for_parent", data, name, limits=LIMITS)
    except (TookTooLong, UsedTooMuch) as error:
        raise Unreadable("too_much") from error
    except Failed as error:
        raise Unreadable("damaged") from error
    if "reason" in told:
        raise Unreadable(told["reason"])
    return told["rows"]


def read_for_parent(data: bytes, name: str) -> dict[str, Any]:
    try:
        return {"rows": read(data, name)}
    except Unreadable as error:
        return {"reason": error.reason}


def read(data: bytes, name: str) -> list[list[str]]:
    """The rows as text, without empty ones: dates as ISO 8601, numbers without a needless '.0'."""
    try:
        opening.refuse_what_is_no_table(data)
        rows = _taken(_excel(data) if opening.is_workbook(data) else _csv(data))
    except opening.Unopened as error:
        raise Unreadable(error.reason) from error
    kept = [row for row in rows if any(row)]
    if len(kept) < 2:
        raise Unreadable("empty")
    if len(kept) > MAX_ROWS:
        raise Unreadable("too_many_rows")
    width = max(len(row) for row in kept)
    if width < 2:
        raise Unreadable("one_column")
    return [row + [""] * (width - len(row)) for row in kept]


def _taken(values: Iterator[Iterable[Any]]) -> list[list[str]]:
    rows = []
    for row in values:
        rows.append(_trimmed([_text(value) for value in row]))
        if len(rows) > MAX_ROWS + 1_000:
            raise Unreadable("too_many_rows")
    return rows


def _excel(data: bytes) -> Iterator[Iterable[Any]]:
    sheet = opening.workbook(data).worksheets[0]
    for row in opening.worksheet_rows(sheet, columns=MAX_COLUMNS, data=data):
        yield [cell.value for cell in row]


def _csv(data: bytes) -> Iterator[Iterable[Any]]:
    text = opening.decode(data)
    if "\x00" in text:
        raise Unreadable("unsupported")
    delimiter = opening.delimiter_of(text)
    if not delimiter:
        raise Unreadable("one_column")
    return opening.csv_rows(text, delimiter, columns=MAX_COLUMNS)


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime.datetime):
        return value.date().isoformat()
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return " ".join(str(value).split())[:MAX_CELL]


def _trimmed(row: list[str]) -> list[str]:
    while row and not row[-1]:
        row.pop()
    return row
