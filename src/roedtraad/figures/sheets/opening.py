"""A CSV or Excel file → rows of what its cells hold. Values only: no formula is calculated, no macro run, nothing fetched.

Runs in a process with limits (`sandbox`), for whoever reads a table from outside: figures here, the directory in `organisation`.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from roedtraad.figures.faults import FigureError

OLE = b"\xd0\xcf\x11\xe0"  # an Excel file from before 2007, or one that is encrypted
ZIP = b"PK"
MAX_UNPACKED = 600_000_000  # bytes of all sheets; a million cells take 40 million
_FORMULA = re.compile(rb"<(?:\w+:)?f[ >/]")
SNIFFED = 20  # lines that are looked at for the delimiter


class Unopened(FigureError):
    """A file that gives no table. `reason`: empty | unsupported | damaged | encrypted | too_many_rows | one_column | too_much."""

    def __init__(self, reason: str, name: str = "", limit: int = 0) -> None:
        super().__init__(f"sheet-{reason.replace('_', '-')}", name=name, limit=limit)
        self.reason = reason


def refuse_what_is_no_table(data: bytes, name: str = "") -> None:
    """Unopened for a file that is empty, encrypted, or an Excel from before 2007."""
    if not data.strip():
        raise Unopened("empty", name)
    if data.startswith(OLE):
        encrypted = "EncryptedPackage".encode("utf-16-le") in data
        raise Unopened("encrypted" if encrypted else "unsupported", name)


def is_workbook(data: bytes) -> bool:
    return data.startswith(ZIP)


def damaged_or_other(data: bytes) -> str:
    """Why a zip file is no workbook: it was one, or it is something else."""
    return "damaged" if b"xl/" in data or b"[Content_Types]" in data else "unsupported"


def decode(data: bytes) -> str:
    """UTF-8, UTF-16 with its mark, else Windows-1252, as Danish systems write it."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def delimiter_of(text: str) -> str:
    """';', tab or ',': the one that parts most of the first lines into the same number of cells; "" for none.

    Of two that part as many lines the first wins: in a Danish file a comma is as often a decimal mark.
    """
    lines = [line for line in text.splitlines()[:SNIFFED] if line.strip()]
    best, evenly = "", 0
    for mark in (";", "\t", ","):
        counts = [count for line in lines if (count := _outside_quotes(line, mark))]
        most = max((counts.count(each) for each in counts), default=0)
        if most > evenly:
            best, evenly = mark, most
    return best


def _outside_quotes(line: str, mark: str) -> int:
    return sum(piece.count(mark) for piece in line.split('"')[::2])


def csv_rows(text: str, delimiter: str, *, columns: int, name: str = "") -> Iterator[list[str]]:
    """The rows as text. Unopened("damaged") where quotes do not end."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=False)
    try:
        for row in reader:
            yield row[:columns]
    except csv.Error as error:
        raise Unopened("damaged", name) from error


def workbook(data: bytes, *, values: bool = True, name: str = "") -> Any:
    """The workbook, read-only; `values`: what formulas gave when it was saved, else their text. Unopened."""
    import openpyxl

    try:
        return openpyxl.load_workbook(
            io.BytesIO(data), read_only=True, data_only=values, keep_links=False, keep_vba=False
        )
    except MemoryError:
        raise
    except Exception as error:  # openpyxl raises whatever its parsers raise
        raise Unopened(damaged_or_other(data), name) from error


def has_formulas(data: bytes, name: str = "") -> bool:
    """Whether any sheet holds one; looked for in the XML while it is unpacked. Unopened("too_much") for what unpacks to too much."""
    unpacked, before = 0, b""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for part in archive.namelist():
                if not (part.startswith("xl/worksheets/") and part.endswith(".xml")):
                    continue
                with archive.open(part) as file:
                    while chunk := file.read(1 << 20):
                        unpacked += len(chunk)
                        if unpacked > MAX_UNPACKED:
                            raise Unopened("too_much", name, MAX_UNPACKED // 1_000_000)
                        if _FORMULA.search(before[-8:] + chunk):
                            return True
                        before = chunk
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError) as error:
        raise Unopened(damaged_or_other(data), name) from error
    return False


def worksheet_rows(sheet: Any, *, columns: int, data: bytes, name: str = "") -> Iterator[Any]:
    """The rows of a worksheet as tuples of cells. What the file says of its own size is not believed."""
    try:
        sheet.reset_dimensions()
        for row in sheet.iter_rows():  # as wide as it is: with max_col it would be filled up to that
            yield row[:columns]
    except (MemoryError, Unopened):
        raise
    except Exception as error:
        raise Unopened(damaged_or_other(data), name) from error
