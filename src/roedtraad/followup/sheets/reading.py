"""A spreadsheet that comes back: the table that holds our keys, wherever it stands, cell by cell as values.

The file is opened in a process with limits: nothing is calculated, no macro run, nothing fetched.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import range_boundaries

from roedtraad.core.forms import cpr_sentences
from roedtraad.core.reasons import Reason, Refused
from roedtraad.figures.sheets.opening import Unopened
from roedtraad.figures.sheets.texts import MAX_TEXT, texts_apart
from roedtraad.followup.questions import Questions
from roedtraad.language.text import typed

from .columns import COLUMNS, GOAL, KEY, folded, known_headers, parted


@dataclass(frozen=True)
class Row:
    """A row of the table: the cell of each column by its name, and what stands in it ('' where nothing does)."""

    cycle: int
    goal: int
    cells: dict[str, str] = field(default_factory=dict)
    at: dict[str, str] = field(default_factory=dict)
    day: datetime.date | None = None  # of the column with the day, where it holds one


def read(data: bytes, name: str, questions: Questions | None = None) -> list[Row]:
    """The rows of the table, whose headers are the plan's `questions` or the usual ones; raises Refused with a sentence for each thing that is in the way, naming the cell."""
    asked = questions or Questions({})
    try:
        sheets = texts_apart(data, name)
    except Unopened:
        raise Refused(
            Reason(
                "sheet-unopened",
                _("%(name)s could not be opened as an Excel file.") % {"name": name},
                _("Save it as .xlsx, without a password, and bring it again."),
            )
        )
    for sheet in sheets:
        heads = _heads(sheet["rows"], asked)
        if heads is not None:
            return _rows(sheet, *heads)
    raise Refused(
        Reason(
            "sheet-no-headers",
            _("%(name)s has no row with the headers “%(key)s” and “%(status)s”.")
            % {"name": name, "key": COLUMNS[KEY][0], "status": asked["status"]},
            _(
                "Download the sheet anew, and fill that in; columns may be moved, but their headers must stand."
            ),
        )
    )


def _heads(rows: Sequence[Sequence[Any]], questions: Questions) -> tuple[int, dict[str, int]] | None:
    """(row of the headers, {name of the column: its place}); the headers may stand further down and in any order."""
    known = known_headers(questions)
    for number, row in enumerate(rows[:20]):
        found: dict[str, int] = {}
        for place, value in enumerate(row):
            name = known.get(folded(value)) if isinstance(value, str) else None
            if name:
                if name in found:
                    raise Refused(
                        Reason(
                            "sheet-header-twice",
                            _("%(cell)s: the header “%(header)s” stands twice.")
                            % {"cell": _cell(number, place), "header": str(value).strip()},
                            _("Delete one of the two columns."),
                        )
                    )
                found[name] = place
        if {KEY, "status"} <= found.keys():
            return number, found
    return None


def _cell(row: int, column: int) -> str:
    return f"{get_column_letter(column + 1)}{row + 1}"


def _rows(sheet: dict[str, Any], head: int, places: dict[str, int]) -> list[Row]:
    faults = [*_merged(sheet["merged"], head, places)]
    rows = []
    for number, values in enumerate(sheet["rows"][head + 1 :], start=head + 1):
        row, wrong = _row(number, values, places)
        faults += wrong
        if row:
            rows.append(row)
    if not rows and not faults:
        faults.append(
            Reason("sheet-empty", _("There is no goal in the sheet."), _("Download it anew, and fill it in."))
        )
    if faults:
        raise Refused(faults)
    return rows


def _merged(ranges: list[str], head: int, places: dict[str, int]) -> list[Reason]:
    """Merged cells lie over the table: what belongs to which goal cannot be told."""
    found = []
    for each in ranges:
        left, _top, right, bottom = range_boundaries(each)
        if bottom > head and any(left - 1 <= place <= right - 1 for place in places.values()):
            found.append(
                Reason(
                    "sheet-merged",
                    _("%(cells)s: cells have been merged, and it cannot be told which goal they are about.")
                    % {"cells": each},
                    _("Split them, and write in each row what is meant for its goal."),
                )
            )
    return found


def _row(number: int, values: Sequence[Any], places: dict[str, int]) -> tuple[Row | None, list[Reason]]:
    cells: dict[str, str] = {}
    faults: list[Reason] = []
    day = None
    at = {name: _cell(number, place) for name, place in places.items()}
    for name, place in places.items():
        value = values[place] if place < len(values) else None
        if isinstance(value, dict) and "formula" in value:
            faults.append(
                Reason(
                    "sheet-formula",
                    _("%(cell)s holds a formula that has not been calculated.") % {"cell": at[name]},
                    _("Write what is meant as text; formulas are not calculated here."),
                )
            )
            value = None
        elif isinstance(value, dict):
            day = datetime.date.fromisoformat(value["day"])
            value = f"{day:%d-%m-%Y}"
        words = typed(str(value)[:MAX_TEXT], lines=True).strip() if value is not None else ""
        cells[name] = words
        faults += [
            Reason("sheet-cpr", _("%(cell)s: %(sentence)s") % {"cell": at[name], "sentence": sentence})
            for sentence in cpr_sentences(words)[:1]
        ]
    if not any(cells.values()):
        return None, faults
    known = parted(cells[KEY])
    if known is None:
        return None, [
            *faults,
            Reason(
                "sheet-foreign-row",
                _("%(cell)s: the row is about no goal of ours (“%(words)s”).")
                % {"cell": at[KEY], "words": (cells[KEY] or cells.get(GOAL) or _("empty"))[:60]},
                _(
                    "Delete the row, or download the sheet anew: the first column says which goal a row is about."
                ),
            ),
        ]
    return Row(*known, cells, at, day if places.get("awaited_until") is not None else None), faults
