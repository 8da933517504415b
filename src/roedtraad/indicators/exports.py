"""Figures out, as open data: CSV, JSON-stat 2.0 and Excel. From a release and nothing else; hidden, missing and zero told apart."""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Callable

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from roedtraad.figures import Category, Cube, Dimension, Observation, Role, Source, State
from roedtraad.figures.out import csv_lines, dumps
from roedtraad.figures.out.csv import WORDS

from .charting import language
from .queries.released import Released
from .released import Shown, without_holes

STATES = {
    Shown.VALUE: State.SHOWN,
    Shown.MISSING: State.MISSING,
    Shown.SUPPRESSED: State.SUPPRESSED,
    Shown.SOURCE: State.SUPPRESSED,
}


def cube_of(released: Released) -> Cube:
    """Every series that was asked for, a cell a period, with where the figures come from."""
    frame, name = released.frame, language()
    rows: list[Observation] = []
    periods = {}
    whose = [Category(str(seen.series.pk), seen.name) for seen in released.series if seen.cells]
    for seen in released.series:
        for cell in without_holes(seen.cells, frame.rhythm):
            period = released.release.indicator.period(cell.start)
            periods[period.key] = period
            rows.append(
                Observation(
                    (str(seen.series.pk), period.key),
                    period,
                    cell.value,
                    STATES[cell.state],
                    cell.provisional,
                )
            )
    when = sorted(periods.values(), key=lambda period: period.start)
    dimensions = [
        Dimension("serie", _("Series"), tuple(whose)),
        Dimension(
            "tid",
            _("Period"),
            tuple(Category(each.key, each.label(name, short=True), each) for each in when),
            Role.TIME,
        ),
    ]
    words = frame.words
    notes = [mark.reason for mark in frame.breaks]
    source = Source(
        name=words["source"],
        title=words["title"],
        unit=str(released.release.indicator.get_unit_display()),
        licence=words["licence"],
        updated=released.at,
        language=name,
        footnotes=(words["definition"], *notes),
    )
    return Cube.gather(dimensions, rows, source)


def as_csv(released: Released) -> bytes:
    """Danish: semicolons and decimal comma, opens in a Danish Excel as it stands."""
    return "".join(csv_lines(cube_of(released), language=language(), credit=True)).encode()


def as_jsonstat(released: Released) -> bytes:
    return dumps(cube_of(released)).encode()


def as_xlsx(released: Released) -> bytes:
    """A sheet of the figures and one of what must be known. Every text is written as text: no cell is a formula."""
    cube = cube_of(released)
    words = WORDS["en" if language() == "en" else "da"]
    states = dict(zip(State, words[3:6], strict=True))
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_("Figures"))

    def text(value: str, on: object = None) -> WriteOnlyCell:
        cell = WriteOnlyCell(on or sheet, value=value)
        cell.data_type = "s"
        return cell

    sheet.append([text(each.label) for each in cube.dimensions] + [text(words[0]), text(words[1])])
    labels = [{category.code: category.label for category in each.categories} for each in cube.dimensions]
    for cell in cube:
        state = states[cell.state] + (f", {words[6]}" if cell.provisional else "")
        named = [text(of[code]) for of, code in zip(labels, cell.codes, strict=True)]
        sheet.append([*named, cell.value, text(state)])
    about = book.create_sheet(_("About"))
    for label, value in _about(released):
        about.append([text(label, about), text(value, about)])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _about(released: Released) -> list[tuple[str, str]]:
    words, indicator = released.frame.words, released.release.indicator
    rows = [
        (_("Indicator"), words["title"]),
        (_("What is counted"), words["definition"]),
        (_("Unit"), str(indicator.get_unit_display())),
        (_("Source"), words["source"]),
        (_("Licence"), words["licence"]),
        (_("Minimum count"), str(released.frame.minimum)),
        (_("Released"), released.at.isoformat(timespec="minutes")),
        (_("Release"), f"{released.release.number} {released.release.sha256}"),
    ]
    return rows + [(_("Break"), f"{mark.on.isoformat()} {mark.reason}") for mark in released.frame.breaks]


FORMATS: dict[str, tuple[str, Callable[[Released], bytes]]] = {
    "csv": ("text/csv; charset=utf-8", as_csv),
    "json": ("application/json", as_jsonstat),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", as_xlsx),
}


def file_name(title: str) -> str:
    """'elevfravaer': plain letters, fit for every system."""
    plain = title.casefold().translate({ord("æ"): "ae", ord("ø"): "oe", ord("å"): "aa"})
    plain = unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60] or "tal"
