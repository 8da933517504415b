"""The table as a workbook, exactly as it is shown. Every text is written as text: no cell is a formula."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font

from roedtraad.plans.queries import TableRow

WIDTHS = (28, 32, 40, 20, 70, 22, 8)


def heads() -> list[str]:
    """The columns, in words that `lines` knows again."""
    return [_("Theme"), _("Focus area"), _("Goal"), _("Kind"), _("Text"), _("Deadline"), _("No.")]


def cells_of(row: TableRow) -> list[str]:
    """One row as text: a number stands where there is a criterion, so that it is known when it comes back."""
    return [
        row.theme,
        row.area,
        row.goal,
        str(row.criterion.get_kind_display()) if row.criterion else "",
        row.criterion.text if row.criterion else "",
        row.criterion.due.danish() if row.criterion and row.criterion.due else "",
        str(row.criterion.pk) if row.criterion else "",
    ]


def as_xlsx(title: str, rows: Iterable[TableRow]) -> bytes:
    return workbook(title, heads(), (cells_of(row) for row in rows), WIDTHS)


def workbook(title: str, heads: Sequence[str], rows: Iterable[Sequence[str]], widths: Sequence[int]) -> bytes:
    """One sheet of text under its headers, the headers fixed above."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("".join(each for each in title if each not in "[]:*?/\\")[:31] or "Plan")
    for at, width in enumerate(widths):
        sheet.column_dimensions["ABCDEFGHIJ"[at]].width = width
    sheet.freeze_panes = "A2"

    def text(value: str, bold: bool = False) -> WriteOnlyCell:
        cell = WriteOnlyCell(sheet, value=value)
        cell.data_type = "s"
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        cell.font = Font(bold=bold)
        return cell

    sheet.append([text(head, True) for head in heads])
    for row in rows:
        sheet.append([text(value) for value in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
