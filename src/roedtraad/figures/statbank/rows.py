"""CSV and BULK from StatBank Denmark, read row by row: a million rows in the memory of one.

Semicolons, UTF-8 with a mark, headers in capitals, the figure in the column INDHOLD. Danish answers have a decimal comma.
Signs (dst.dk, "Tegnforklaring"): '..' not known, too uncertain, or confidential; '.' cannot occur; '-' nil; a star: provisional.
StatBank writes '..' for what is missing and what is confidential alike, so both are missing here.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from operator import getitem
from typing import IO

from roedtraad.figures.observations import Dimension, Observation, Observations, Role, State
from roedtraad.measures.periods import Period

from .errors import NotData, StatBankError, Truncated
from .tables import VALUE, TableInfo

MISSING = frozenset(("", "..", "...", "…", ".", "x", ":"))
NIL = "-"


def read_rows(
    file: IO[bytes], info: TableInfo, chosen: Mapping[str, Sequence[str]] | None = None
) -> Observations:
    """The rows as they come. `chosen`: {variable: ids} that were asked for, for the dimensions; else all values.

    :raises NotData: HTML, or headers that are not the table's; while the rows are read, Truncated and
        StatBankError("unreadable-row")
    """  # fmt: skip
    lines = (line.decode("utf-8", "replace") for line in file)
    first = next(lines, "").removeprefix("\ufeff")
    reader = csv.reader(chain((first,), lines), delimiter=";")
    try:
        headers = next(reader, [])
    except csv.Error as error:
        raise NotData("not-data", what="CSV") from error
    if headers and headers[0].lstrip().startswith(("<", "{")):
        raise NotData("not-data", what="HTML" if headers[0].lstrip().startswith("<") else "JSON")
    columns = [info.variable(name) for name in headers[:-1]]
    if len(headers) < 2 or headers[-1].upper() != VALUE or None in columns:
        raise NotData("not-data", what="CSV " + ";".join(headers)[:80])
    variables = [each for each in columns if each is not None]
    dimensions = [
        info.dimension(each, chosen.get(each.id) if chosen is not None else None) for each in variables
    ]
    return Observations(dimensions, info.source(), _rows(reader, dimensions, info))


def _rows(reader: Iterator[list[str]], dimensions: Sequence[Dimension], info: TableInfo) -> Iterator[Observation]:  # fmt: skip
    width, known = len(dimensions) + 1, [_codes(each) for each in dimensions]
    clock = next((n for n, each in enumerate(dimensions) if each.role is Role.TIME), None)
    provisional = info.provisional
    # (period, provisional) by the code of time: looked up a million times
    times = {
        c.code: (c.period, c.period in provisional)
        for c in (dimensions[clock].categories if clock is not None else ())
    }
    when: tuple[Period | None, bool] = (None, False)
    line = 1
    while True:
        line += 1
        try:
            row = next(reader, None)
        except csv.Error as error:
            raise StatBankError("unreadable-row", line=line, text=str(error)) from error
        if row is None:
            return
        if len(row) != width:
            if not row:
                continue
            # A row that is too short is what a connection that broke leaves behind.
            raise Truncated("truncated")
        try:
            codes = tuple(map(getitem, known, row))
            value, state, star = figure(row[-1])
        except (KeyError, ValueError) as error:
            raise StatBankError("unreadable-row", line=line, text=";".join(row)[:80]) from error
        if clock is not None:
            when = times[codes[clock]]
        yield Observation(codes, when[0], value, state, value is not None and (star or when[1]))


def _codes(dimension: Dimension) -> dict[str, str]:
    """What a cell may say for each category: its code; or its label, where only one has it."""
    labels: dict[str, list[str]] = {}
    for each in dimension.categories:
        labels.setdefault(each.label, []).append(each.code)
    by_label = {label: codes[0] for label, codes in labels.items() if len(codes) == 1}
    return {**by_label, **{code: code for code in dimension.codes}}


def figure(cell: str) -> tuple[float | None, State, bool]:
    """(value, state, provisional) of a cell. ValueError for what is no figure."""
    try:
        value = float(cell)  # nearly every cell
    except ValueError:
        text = cell.strip()
        star = text.endswith("*")
        text = text.rstrip("*").strip()
        if text in MISSING:
            return None, State.MISSING, star
        if text == NIL:
            return 0.0, State.SHOWN, star
        value = float(text.replace(",", "."))
    else:
        star = False
    if not math.isfinite(value):
        raise ValueError(cell)
    return value, State.SHOWN, star
