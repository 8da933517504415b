"""A CSV or Excel file → a table of text. Values only: no formula is calculated, no macro run, nothing fetched.

`read_apart` is what uploads use; `read` runs in the child process and knows nothing of Django.
"""

from __future__ import annotations

import csv
import datetime
import io
from typing import Any

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
    if not data.strip():
        raise Unreadable("empty")
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise Unreadable("encrypted" if "EncryptedPackage".encode("utf-16-le") in data else "unsupported")
    rows = _excel(data) if data.startswith(b"PK") else _csv(data)
    kept = [row for row in rows if any(row)]
    if len(kept) < 2:
        raise Unreadable("empty")
    if len(kept) > MAX_ROWS:
        raise Unreadable("too_many_rows")
    width = max(len(row) for row in kept)
    if width < 2:
        raise Unreadable("one_column")
    return [row + [""] * (width - len(row)) for row in kept]


def _excel(data: bytes) -> list[list[str]]:
    import openpyxl

    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        sheet = book.worksheets[0]
        rows = []
        for row in sheet.iter_rows(max_col=MAX_COLUMNS, values_only=True):
            rows.append(_trimmed([_text(value) for value in row]))
            if len(rows) > MAX_ROWS + 1_000:
                raise Unreadable("too_many_rows")
    except Unreadable:
        raise
    except MemoryError:
        raise
    except Exception as error:  # openpyxl raises whatever its parsers raise
        raise Unreadable(
            "damaged" if b"xl/" in data or b"[Content_Types]" in data else "unsupported"
        ) from error
    return rows


def _csv(data: bytes) -> list[list[str]]:
    text = _decode(data)
    if "\x00" in text:
        raise Unreadable("unsupported")
    first = text.split("\n", 1)[0]
    delimiter = max(";\t,", key=first.count)
    if not first.count(delimiter):
        raise Unreadable("one_column")
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=False)
        rows = []
        for row in reader:
            rows.append(_trimmed([_text(value) for value in row[:MAX_COLUMNS]]))
            if len(rows) > MAX_ROWS + 1_000:
                raise Unreadable("too_many_rows")
    except csv.Error as error:
        raise Unreadable("damaged") from error
    return rows


def _decode(data: bytes) -> str:
    """UTF-8, UTF-16 with its mark, else Windows-1252, as Danish personnel systems write it."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


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
