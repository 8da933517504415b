"""Workbooks made in memory, as people make them."""

import io

import openpyxl


def excel(*sheets, formats=None):
    """The bytes of a workbook: each sheet is (name, rows); `formats`: {address: number format} of the first."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets:
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    for address, form in (formats or {}).items():
        book.worksheets[0][address].number_format = form
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def csv_of(*lines, encoding="utf-8"):
    return "\r\n".join(lines).encode(encoding)
