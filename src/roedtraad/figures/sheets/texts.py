"""A form in a spreadsheet, read as it was written: long texts with their lines, days, and which cells are merged.

`grid` reads tables of figures, where a text is a header and is cut. Here the texts are what was asked for. Values only, in
a process with limits.
"""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from typing import Any

from roedtraad.sandbox import Failed, Limits, TookTooLong, UsedTooMuch, run

from .opening import (
    Unopened,
    has_formulas,
    is_workbook,
    refuse_what_is_no_table,
    workbook,
    worksheet_rows,
)

LIMITS = Limits(wall=30, cpu=20, memory=500 * 1024 * 1024)
MAX_BYTES = 5_000_000
MAX_UNPACKED = 60_000_000
MAX_ROWS = 2_000
MAX_COLUMNS = 60
MAX_TEXT = 32_767  # letters in a cell of Excel
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell [^>]*ref="([A-Z]+\d+:[A-Z]+\d+)"')


def texts_apart(data: bytes, name: str) -> list[dict[str, Any]]:
    """The visible sheets: [{rows, merged}]. A cell is a text, None, {day: ISO 8601} or {formula: True}, one that was never
    calculated; `merged` are ranges: 'B2:C4'. Raises Unopened."""
    if len(data) > MAX_BYTES:
        raise Unopened("too_much", name, MAX_BYTES // 1_000_000)
    refuse_what_is_no_table(data, name)
    try:
        told = run("roedtraad.figures.sheets.texts:read_for_parent", data, name, limits=LIMITS)
    except (TookTooLong, UsedTooMuch) as error:
        raise Unopened("too_much", name, MAX_BYTES // 1_000_000) from error
    except Failed as error:
        raise Unopened("damaged", name) from error
    if "reason" in told:
        raise Unopened(told["reason"], name, told["limit"])
    sheets: list[dict[str, Any]] = told["sheets"]
    return sheets


def read_for_parent(data: bytes, name: str) -> dict[str, Any]:
    """Runs in the child."""
    try:
        return {"sheets": _sheets(data, name)}
    except Unopened as error:
        return {"reason": error.reason, "limit": error.facts["limit"]}


def _sheets(data: bytes, name: str) -> list[dict[str, Any]]:
    if not is_workbook(data):
        raise Unopened("unsupported", name)
    values = workbook(data, name=name)
    formulas = workbook(data, values=False, name=name) if has_formulas(data, name) else None
    sheets = []
    for number, sheet in enumerate(values.worksheets[:20]):
        if sheet.sheet_state != "visible":
            continue
        texts = None
        if formulas is not None:
            texts = worksheet_rows(formulas.worksheets[number], columns=MAX_COLUMNS, data=data, name=name)
        rows: list[list[Any]] = []
        for row in worksheet_rows(sheet, columns=MAX_COLUMNS, data=data, name=name):
            if len(rows) >= MAX_ROWS:
                raise Unopened("too_many_rows", name, MAX_ROWS)
            beside = next(texts, ()) if texts is not None else ()
            rows.append(
                [
                    _value(cell, beside[place] if place < len(beside) else None)
                    for place, cell in enumerate(row)
                ]
            )
        sheets.append({"rows": rows, "merged": _ranges(data, getattr(sheet, "_worksheet_path", ""))})
    return sheets


def _value(cell: Any, written: Any) -> Any:
    value = cell.value
    if value is None:
        return {"formula": True} if getattr(written, "data_type", "") == "f" else None
    if isinstance(value, datetime.datetime):
        return {"day": value.date().isoformat()}
    if isinstance(value, datetime.date):
        return {"day": value.isoformat()}
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)[:MAX_TEXT]


def _ranges(data: bytes, path: str) -> list[str]:
    """What has been merged, read from the sheet's own text: the reader that takes values only does not tell."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if path not in archive.namelist():
            return []
        with archive.open(path) as file:
            return [found.decode() for found in _MERGED.findall(file.read(MAX_UNPACKED))][:50]
