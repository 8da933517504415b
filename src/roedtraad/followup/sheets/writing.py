"""A person's goals of a round as an Excel file, to be filled in away from here."""

from __future__ import annotations

import io
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, Protection
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from roedtraad.core.enums import StatusKey
from roedtraad.followup.models import CheckIn, Cycle
from roedtraad.followup.queries import ReportLine, last_words, my_lines, prefilled
from roedtraad.followup.questions import questions_of

from .columns import NEEDS, columns_of, key


def written(cycle: Cycle, user: Any) -> bytes:
    """One row a goal that is not signed off, filled in with what stands or was said last time.

    Every text is written as text: no cell is a formula, whatever it begins with.
    """
    lines = [line for line in my_lines(cycle, user) if not line.is_signed]
    last = last_words([line.goal for line in lines], cycle)
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = _("My goals")
    sheet.freeze_panes = "C2"
    columns = columns_of(questions_of(cycle.plan_id))
    for number, (header, width) in enumerate(columns.values(), start=1):
        _text(sheet.cell(1, number), str(header)).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(number)].width = width
    for row, line in enumerate(lines, start=2):
        _write(sheet, row, list(columns), cycle, line, last.get(line.goal.pk))
    _choices(book, sheet, list(columns), len(lines) + 1)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _text(cell: Any, words: str) -> Any:
    cell.value = words
    cell.data_type = "s"
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    return cell


def _write(
    sheet: Any, row: int, columns: list[str], cycle: Cycle, line: ReportLine, last: CheckIn | None
) -> None:
    said = prefilled(line.check_in or CheckIn(cycle=cycle, goal=line.goal), last)
    words = {
        "key": key(cycle.pk, line.goal.pk),
        "goal": line.goal.title,
        "status": str(StatusKey(said.status).label) if said.status else "",
        "happened": said.happened,
        "need": str(NEEDS[said.need]) if said.need else "",
        "needed": said.needed,
    }
    for number, name in enumerate(columns, start=1):
        cell = sheet.cell(row, number)
        if name == "awaited_until":
            cell.value, cell.number_format = said.awaited_until, "dd-mm-yyyy"
        else:
            _text(cell, words[name])
        cell.protection = Protection(locked=name in ("key", "goal"))


def _choices(book: Any, sheet: Any, columns: list[str], last_row: int) -> None:
    """What can be chosen stands on a sheet of its own, and each cell offers it."""
    lists = book.create_sheet(_("Choices"))
    for number, (name, words) in enumerate(
        (("status", [each.label for each in StatusKey]), ("need", list(NEEDS.values()))), start=1
    ):
        for row, word in enumerate(words, start=1):
            _text(lists.cell(row, number), str(word))
        letter = get_column_letter(number)
        offered = DataValidation(
            type="list",
            formula1=f"'{lists.title}'!${letter}$1:${letter}${len(words)}",
            allow_blank=True,
            showErrorMessage=False,  # what is typed is answered for when it comes back, in words
        )
        sheet.add_data_validation(offered)
        at = get_column_letter(columns.index(name) + 1)
        offered.add(f"{at}2:{at}{max(last_row, 2)}")
