"""Which cells hold periods, series and figures: said by headers, so that it holds for next year's file too."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from roedtraad.measures.periods import Rhythm

from .grid import Grid, letters


class Layout(StrEnum):
    """Which way the table lies. The value is what is stored."""

    DOWN = "down"  # a row a period, a column a series
    ACROSS = "across"  # a column a period, a row a series
    LONG = "long"  # a row a figure: columns for the period, for what it is split by, and for the figure


class Measure(StrEnum):
    """What the figures are, and with it what they can be."""

    COUNT = "count"  # whole or not, never negative
    PERCENT = "percent"  # 12 means 12 %, whatever the cell holds: 0.12, '12 %', 12
    NUMBER = "number"  # anything


@dataclass(frozen=True, slots=True)
class Template:
    """Headers are kept as they were written; they are found again case, white space and line breaks aside.

    sheet     its name, "" for the only one
    header    the row of the headers as it was, from 0: only where to begin to look
    period    header of the column with the periods (DOWN, LONG); "" in LONG: the file is of one period, which is said when taken
    labels    headers of the columns that tell rows apart (ACROSS, LONG); a column without a header by its letter in brackets
    series    DOWN: headers of the columns with figures. ACROSS: the labels of each row, joined by " › ". LONG: headers of figures
    rhythm    of the periods; None: as they are
    scale     what plain numbers are multiplied by: 100 where shares from 0 to 1 mean per cent
    decimal   of numbers that stand as text: "," or "."
    dash      what '-' means: "zero" | "missing" | "" not settled
    """

    layout: Layout
    period: str = ""
    labels: tuple[str, ...] = ()
    series: tuple[str, ...] = ()
    sheet: str = ""
    header: int = 0
    rhythm: Rhythm | None = None
    measure: Measure = Measure.COUNT
    scale: int = 1
    decimal: str = ","
    dash: str = ""

    def as_json(self) -> dict[str, Any]:
        """Plain values, to be kept."""
        return {
            "layout": str(self.layout), "period": self.period, "labels": list(self.labels), "series": list(self.series),
            "sheet": self.sheet, "header": self.header, "rhythm": str(self.rhythm) if self.rhythm else "",
            "measure": str(self.measure), "scale": self.scale, "decimal": self.decimal, "dash": self.dash,
        }  # fmt: skip

    @classmethod
    def from_json(cls, told: Mapping[str, Any]) -> Template:
        """What `as_json` gave. ValueError for another."""
        if told.get("scale", 1) not in (1, 100) or told.get("decimal", ",") not in (",", "."):
            raise ValueError("a template has a scale of 1 or 100, and a decimal mark")
        if told.get("dash", "") not in ("", "zero", "missing"):
            raise ValueError("a dash is zero, missing, or not settled")
        return cls(
            Layout(told["layout"]),
            str(told.get("period", "")),
            tuple(told.get("labels", ())),
            tuple(told.get("series", ())),
            str(told.get("sheet", "")),
            int(told.get("header", 0)),
            Rhythm(told["rhythm"]) if told.get("rhythm") else None,
            Measure(told.get("measure", Measure.COUNT)),
            told.get("scale", 1),
            told.get("decimal", ","),
            told.get("dash", ""),
        )


JOINT = " › "


def form_of(header: str) -> str:
    """A header as it is compared: case, white space, marks and a trailing colon aside."""
    return " ".join(header.replace("\u00ad", "").replace("*", " ").split()).rstrip(":.").casefold()


def header_of(grid: Grid, row: int, column: int) -> str:
    """The text over a column; '(C)' where there is none, so that it has a name all the same."""
    return grid.at(row, column).text or f"({letters(column)})"


def headers(grid: Grid, row: int) -> dict[str, int]:
    """{form of the header: column}; the first of two alike."""
    found: dict[str, int] = {}
    for column in range(grid.width):
        found.setdefault(form_of(header_of(grid, row, column)), column)
    return found
