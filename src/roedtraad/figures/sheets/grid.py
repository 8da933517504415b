"""A file as grids of cells, each cell with what it holds and how it was shown; read in a process with limits."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from roedtraad.figures.faults import FigureError
from roedtraad.language import cpr
from roedtraad.sandbox import Failed, Limits, TookTooLong, UsedTooMuch, run

from .opening import (
    Unopened,
    csv_rows,
    decode,
    delimiter_of,
    has_formulas,
    is_workbook,
    refuse_what_is_no_table,
    workbook,
    worksheet_rows,
)

MAX_ROWS = 50_000
MAX_COLUMNS = 400
MAX_SHEETS = 40
MAX_CELLS = 2_000_000
MAX_TEXT = 300
MAX_BYTES = 30_000_000
LIMITS = Limits(wall=120, cpu=60, memory=900 * 1024 * 1024, output=256 * 1024 * 1024)


class Kind(StrEnum):
    """What a cell holds. The value is what crosses from the reading process."""

    EMPTY = ""
    TEXT = "t"
    NUMBER = "n"
    PERCENT = "p"  # a number shown as a percentage: 0.12 is 12 %
    DATE = "d"  # its text is ISO 8601
    ERROR = "e"  # #DIVISION/0!, #REFERENCE!
    FORMULA = "f"  # a formula whose value was not saved


@dataclass(frozen=True, slots=True)
class Cell:
    """`text` is what stands there, on one line; `number` where the file holds one."""

    kind: Kind
    text: str = ""
    number: float | None = None

    def __bool__(self) -> bool:
        return self.kind is not Kind.EMPTY


EMPTY = Cell(Kind.EMPTY)


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet. `rows` are of one width; rows and columns are counted from 0, addresses as a spreadsheet has them."""

    name: str
    rows: tuple[tuple[Cell, ...], ...]

    @property
    def width(self) -> int:
        return len(self.rows[0]) if self.rows else 0

    def at(self, row: int, column: int) -> Cell:
        """EMPTY outside the grid."""
        if 0 <= row < len(self.rows) and 0 <= column < len(self.rows[row]):
            return self.rows[row][column]
        return EMPTY

    def column(self, number: int) -> Iterator[Cell]:
        return (row[number] for row in self.rows)


@dataclass(frozen=True, slots=True)
class Book:
    """A file's sheets. `decimal`: the mark that its numbers as text must have by the file's own form; "" where it says none."""

    name: str
    grids: tuple[Grid, ...]
    decimal: str = ""

    def grid(self, name: str) -> Grid | None:
        """By its name, case and white space aside; the only one by any name."""
        if len(self.grids) == 1:
            return self.grids[0]
        return next((g for g in self.grids if _same(g.name) == _same(name)), None)

    def address(self, grid: Grid, row: int, column: int) -> str:
        """'B7', with the sheet's name where there are several: 'Ark2!B7'."""
        cell = f"{letters(column)}{row + 1}"
        return f"{grid.name}!{cell}" if len(self.grids) > 1 else cell

    def as_json(self) -> dict[str, Any]:
        """Plain values, to cross from the reading process or to be kept."""
        return {
            "name": self.name,
            "decimal": self.decimal,
            "sheets": [
                {"name": g.name, "rows": [[_packed(cell) for cell in row] for row in g.rows]}
                for g in self.grids
            ],
        }

    @classmethod
    def from_json(cls, told: dict[str, Any]) -> Book:
        grids = [
            Grid(sheet["name"], tuple(tuple(_unpacked(cell) for cell in row) for row in sheet["rows"]))
            for sheet in told["sheets"]
        ]
        return cls(told["name"], tuple(grids), told["decimal"])


def _same(name: str) -> str:
    return " ".join(name.split()).casefold()


def letters(column: int) -> str:
    """0 → A, 25 → Z, 26 → AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def _packed(cell: Cell) -> Any:
    """None, a text and a whole number as themselves, else [kind, text, number]: nearly every cell is one of the first."""
    if cell.kind is Kind.EMPTY:
        return None
    if cell.kind is Kind.TEXT:
        return cell.text
    if cell.kind is Kind.NUMBER and cell.number is not None and cell.number.is_integer():
        whole = int(cell.number)
        if cell.text == str(whole) and abs(whole) < 2**53:
            return whole
    return [str(cell.kind), cell.text, cell.number]


def _unpacked(told: Any) -> Cell:
    if told is None:
        return EMPTY
    if isinstance(told, int):
        return Cell(Kind.NUMBER, str(told), float(told))
    return Cell(Kind.TEXT, told) if isinstance(told, str) else Cell(Kind(told[0]), told[1], told[2])


# ---------------------------------------------------------------- reading


def read_apart(data: bytes, name: str) -> Book:
    """The file's cells, read in a process of its own.

    :raises FigureError: Unopened; "cpr-in-file" for a file with what looks like CPR numbers, which must not be kept
    """
    if len(data) > MAX_BYTES:
        raise Unopened("too_much", name, MAX_BYTES // 1_000_000)
    try:
        told = run("roedtraad.figures.sheets.grid:read_for_parent", data, name, limits=LIMITS)
    except (TookTooLong, UsedTooMuch) as error:
        raise Unopened("too_much", name, MAX_BYTES // 1_000_000) from error
    except Failed as error:
        raise Unopened("damaged", name) from error
    if "reason" in told:
        raise Unopened(told["reason"], name, told["limit"])
    if "cells" in told:
        raise FigureError("cpr-in-file", name=name, cells=told["cells"])
    return Book.from_json(told)


def read_for_parent(data: bytes, name: str) -> dict[str, Any]:
    try:
        return read_book(data, name).as_json()
    except Unopened as error:
        return {"reason": error.reason, "limit": error.facts["limit"]}
    except FigureError as error:
        return {"cells": list(error.facts["cells"])}


def read_book(data: bytes, name: str) -> Book:
    """As `read_apart`, in this process: for files of our own."""
    refuse_what_is_no_table(data, name)
    book = _workbook(data, name) if is_workbook(data) else _text(data, name)
    if not any(grid.rows for grid in book.grids):
        raise Unopened("empty", name)
    if cells := cpr_cells(book):
        raise FigureError("cpr-in-file", name=name, cells=cells[:5])
    return book


def cpr_cells(book: Book) -> list[str]:
    """Addresses of cells with what looks like a CPR number, a number of ten digits among them where its column has several."""
    found = []
    for grid in book.grids:
        loose: dict[int, list[str]] = {}
        for r, row in enumerate(grid.rows):
            for c, cell in enumerate(row):
                if cell.kind is Kind.TEXT:
                    # Words before it ('sagsnr. …') are in the cell, or not at all.
                    if len(cell.text) >= 10 and cpr.find(cell.text):
                        found.append(book.address(grid, r, c))
                elif cell.kind is Kind.NUMBER and _may_be_cpr(cell.number):
                    loose.setdefault(c, []).append(book.address(grid, r, c))
        for places in loose.values():
            found += places if len(places) > 1 else []
    return found


def _may_be_cpr(number: float | None) -> bool:
    """A first zero is lost in a number: 0101901234 stands as 101901234."""
    if number is None or number < 10**8 or not number.is_integer():
        return False
    return bool(cpr.find(f"{int(number):010}"))


def _square(name: str, rows: Sequence[Sequence[Cell]]) -> Grid:
    """Without empty rows at the end and empty columns at the right; all of one width."""
    kept = list(rows)
    while kept and not any(kept[-1]):
        kept.pop()
    width = max((max((n + 1 for n, cell in enumerate(row) if cell), default=0) for row in kept), default=0)
    return Grid(name, tuple(tuple(row[:width]) + (EMPTY,) * (width - len(row)) for row in kept))


class _Counted:
    """How much of a file has been taken."""

    def __init__(self, name: str) -> None:
        self.name, self.cells = name, 0

    def row(self, number: int, width: int) -> None:
        self.cells += width
        if number >= MAX_ROWS or self.cells > MAX_CELLS:
            raise Unopened("too_many_rows", self.name, MAX_ROWS)


def _text(data: bytes, name: str) -> Book:
    text = decode(data)
    if "\x00" in text:
        raise Unopened("unsupported", name)
    delimiter = delimiter_of(text)
    if not delimiter:
        raise Unopened("one_column", name)
    counted, rows = _Counted(name), []
    for number, row in enumerate(csv_rows(text, delimiter, columns=MAX_COLUMNS, name=name)):
        counted.row(number, len(row))
        rows.append([_written(value) for value in row])
    # Where cells are parted by commas, a comma inside a number would have to be quoted: the mark is a point.
    return Book(name, (_square("", rows),), "." if delimiter == "," else "")


_PLAIN = re.compile(r"-?\d{1,15}")


def _written(value: str) -> Cell:
    """A cell of CSV: text, save where it is a whole number that reads one way only."""
    text = " ".join(value.split())[:MAX_TEXT]
    if not text:
        return EMPTY
    # 0101 is a code, not the number 101
    if _PLAIN.fullmatch(text) and not (len(text) > 1 and text.lstrip("-").startswith("0")):
        return Cell(Kind.NUMBER, text, float(text))
    return Cell(Kind.TEXT, text)


def _workbook(data: bytes, name: str) -> Book:
    values = workbook(data, name=name)
    # Only a second reading tells a formula that was not calculated from an empty cell; it takes as long as the first.
    formulas = workbook(data, values=False, name=name) if has_formulas(data, name) else None
    counted, grids = _Counted(name), []
    for number, sheet in enumerate(values.worksheets[:MAX_SHEETS]):
        if sheet.sheet_state != "visible":
            continue
        rows: list[list[Cell]] = []
        shown = worksheet_rows(sheet, columns=MAX_COLUMNS, data=data, name=name)
        if formulas is None:
            for row in shown:
                counted.row(len(rows), len(row))
                rows.append([_held(cell, None) for cell in row])
        else:
            texts = worksheet_rows(formulas.worksheets[number], columns=MAX_COLUMNS, data=data, name=name)
            for row, text in zip(shown, texts, strict=False):
                counted.row(len(rows), len(row))
                rows.append([_held(cell, was) for cell, was in zip(row, text, strict=False)])
        grids.append(_square(sheet.title, rows))
    return Book(name, tuple(grid for grid in grids if grid.rows))


def _held(cell: Any, written: Any) -> Cell:
    """A cell of Excel. `written`: the same cell with its formula, which tells an empty cell from one that was not calculated."""
    value = cell.value
    if value is None:
        if getattr(written, "data_type", "") == "f":
            return Cell(Kind.FORMULA, " ".join(str(written.value).split())[:MAX_TEXT])
        return EMPTY
    if cell.data_type == "e":
        return Cell(Kind.ERROR, str(value))
    if isinstance(value, bool):
        return Cell(Kind.TEXT, "SAND" if value else "FALSK")
    if isinstance(value, int | float):
        percent = "%" in str(cell.number_format or "")
        whole = isinstance(value, int) or value.is_integer()
        text = f"{round(value * 100, 10):g} %" if percent else str(int(value) if whole else value)
        return Cell(Kind.PERCENT if percent else Kind.NUMBER, text, float(value))
    if isinstance(value, datetime.datetime):
        return Cell(Kind.DATE, value.date().isoformat())
    if isinstance(value, datetime.date):
        return Cell(Kind.DATE, value.isoformat())
    text = " ".join(str(value).split())[:MAX_TEXT]
    return Cell(Kind.TEXT, text) if text else EMPTY
