"""How a table probably lies: a template for a person to confirm, with how sure it is and why.

Three ways are tried on every sheet: periods along a row, periods down a column, and no period at all (a file of one year).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from roedtraad.figures.faults import Fault
from roedtraad.figures.numbers import DASHES, Unread, decimal_of, read_number
from roedtraad.figures.observations import State
from roedtraad.measures.periods import Period

from .axis import Axis, read_axis
from .grid import Book, Cell, Grid, Kind
from .template import JOINT, Layout, Measure, Template, header_of

LOOKED = 60
PERIOD_WORDS = re.compile(
    r"(?:skole)?år(?:et|stal)?|periode|tid(?:spunkt)?|måned|kvartal|halvår|uge|dato|year|school year|period|month|quarter|week|date|"
    r"opgørelses(?:dato|tidspunkt|år)",
    re.IGNORECASE,
)  # fmt: skip
# Columns of numbers that tell rows apart and count nothing.
# Short ones stand alone: 'Fraværsdage' ends in 'age'.
CODE_WORDS = re.compile(
    r".*(?:nr\.?|nummer|kode|klassetrin|klasse|trin|årgang|alder|postnr)|(?:.*\b)?(?:id|code|age|grade)",
    re.IGNORECASE,
)
PERCENT_WORDS = re.compile(r"\bpct\b|procent|\bandel|%|per ?cent|\bshare", re.IGNORECASE)
NUMBER_WORDS = re.compile(
    r"gennemsnit|\bgns|indeks|index|\bpr\.|\bper\b|mean|average|score|ændring", re.IGNORECASE
)
_OPEN = re.compile(r"\d{1,3}[.,]\d{3}")


@dataclass(frozen=True, slots=True)
class Proposal:
    """`confidence` from 0 to 1; `reasons` for the page to show; `period`: of a file of one period, where its title names one."""

    template: Template
    confidence: float
    reasons: tuple[Fault, ...]
    period: Period | None = None


def propose(book: Book) -> list[Proposal]:
    """What the file may be, the likeliest first; [] where nothing in it looks like figures."""
    found = []
    for grid in book.grids:
        found += [each for each in (_across(book, grid), _by_column(book, grid)) if each is not None]
        if not found and (plain := _without_period(book, grid)) is not None:
            found.append(plain)
    return sorted(found, key=lambda each: -each.confidence)


# ---------------------------------------------------------------- the three ways


def _across(book: Book, grid: Grid) -> Proposal | None:
    best: tuple[float, int, Axis] | None = None
    for row in range(min(LOOKED, len(grid.rows) - 1)):
        axis = read_axis(grid.rows[row], serials=False)
        named = [period for period in axis.periods if period is not None]
        if len(named) < 2 or len(set(named)) < len(named):
            continue
        columns = [n for n, period in enumerate(axis.periods) if period is not None]
        below = [grid.at(r, c) for r in range(row + 1, len(grid.rows)) for c in columns]
        share = _share(below)
        # A row of figures may look like years; headers have words, or nothing, beside their periods.
        beside = [cell for n, cell in enumerate(grid.rows[row]) if n not in columns and cell]
        if share < 0.5 or any(_is_figure(cell) for cell in beside):
            continue
        sure = 0.45 + 0.25 * share + 0.1 * min(len(named), 3) / 3
        if best is None or sure > best[0]:
            best = sure, row, axis
    if best is None:
        return None
    sure, row, axis = best
    columns = [n for n, period in enumerate(axis.periods) if period is not None]
    labels = [
        n for n in range(columns[0]) if any(grid.at(r, n).kind is Kind.TEXT for r in range(row + 1, len(grid.rows)))
    ]  # fmt: skip
    if not labels:
        return None
    rows = _series_across(grid, row, labels, columns)
    if not rows:
        return None
    values = [grid.at(r, c) for r in rows.values() for c in columns]
    template = Template(
        Layout.ACROSS, "", tuple(header_of(grid, row, n) for n in labels), tuple(rows), grid.name, row, axis.rhythm
    )  # fmt: skip
    reasons = [
        Fault("reason-across", {"row": row + 1, "count": len(columns), "first": _first(axis), "last": _last(axis)}),
        Fault("reason-series", {"count": len(rows)}),
    ]  # fmt: skip
    return _finished(book, grid, template, sure + 0.1, reasons, values, rows)


def _series_across(grid: Grid, row: int, labels: list[int], columns: list[int]) -> dict[str, int]:
    """{labels joined: row} of the rows with figures; labels above an empty one go on."""
    found: dict[str, int] = {}
    above = dict.fromkeys(labels, "")
    for below in range(row + 1, len(grid.rows)):
        texts = []
        for place, n in enumerate(labels):
            text = grid.at(below, n).text
            if text:
                above[n] = text
                for later in labels[place + 1 :]:
                    above[later] = ""
            elif place < len(labels) - 1 and grid.at(below, labels[-1]):
                text = above[n]
            texts.append(text)
        if all(texts) and any(_is_figure(grid.at(below, c)) for c in columns):
            found.setdefault(JOINT.join(texts), below)
    return found


def _by_column(book: Book, grid: Grid) -> Proposal | None:
    """Periods down a column: each once (a row a period), or again and again (long form)."""
    best: tuple[float, int, int, Axis] | None = None
    for column in range(grid.width):
        cells = list(grid.column(column))
        header = _header_above(grid, column)
        if header is None:
            continue
        named = bool(PERIOD_WORDS.fullmatch(grid.at(header, column).text.strip()))
        axis = read_axis(cells[header + 1 :], serials=named)
        if axis.found < (1 if named else 2):
            continue
        filled = sum(bool(cell) for cell in cells[header + 1 :])
        share = axis.found / filled
        numbers = all(cell.kind is Kind.NUMBER for cell in cells[header + 1 :] if cell)
        # Counts may look like years; years that nothing names go upwards.
        shown = [p for p in axis.periods if p is not None]
        if share < 0.6 or (numbers and not named and shown != sorted(shown)):
            continue
        sure = 0.35 + 0.3 * share + (0.2 if named else 0.0)
        if best is None or sure > best[0]:
            best = sure, column, header, axis
    if best is None:
        return None
    sure, column, header, axis = best
    figures, labels = _kinds(grid, header, {column})
    if not figures:
        return None
    periods = [period for period in axis.periods if period is not None]
    again = len(set(periods)) < len(periods)
    template = Template(
        Layout.LONG if again else Layout.DOWN,
        header_of(grid, header, column),
        tuple(header_of(grid, header, n) for n in labels) if again else (),
        tuple(header_of(grid, header, n) for n in figures),
        grid.name,
        header,
        axis.rhythm,
    )
    values = [grid.at(row, n) for row in range(header + 1, len(grid.rows)) for n in figures]
    reasons = [
        Fault(
            "reason-long" if again else "reason-down",
            {"header": template.period, "count": len(set(periods)), "first": _first(axis), "last": _last(axis)},
        ),
        Fault("reason-headers", {"row": header + 1, "headers": list(template.series)}),
    ]  # fmt: skip
    if axis.serials:
        reasons.append(Fault("reason-serials", {"header": template.period}))
    return _finished(book, grid, template, sure + 0.1, reasons, values, template.series)


def _without_period(book: Book, grid: Grid) -> Proposal | None:
    """A table of one period: names and figures, and perhaps a year in the title, the sheet's name or the file's."""
    for header in range(min(LOOKED, len(grid.rows) - 1)):
        texts = [cell for cell in grid.rows[header] if cell.kind is Kind.TEXT]
        if len(texts) < 2 or any(_is_figure(cell) for cell in grid.rows[header]):
            continue
        figures, labels = _kinds(grid, header, set())
        if not figures or not labels:
            continue
        template = Template(
            Layout.LONG,
            "",
            tuple(header_of(grid, header, n) for n in labels),
            tuple(header_of(grid, header, n) for n in figures),
            grid.name,
            header,
        )
        above = [cell.text for row in grid.rows[:header] for cell in row if cell]
        period = named_period([*above, grid.name, book.name])
        values = [grid.at(row, n) for row in range(header + 1, len(grid.rows)) for n in figures]
        reasons = [
            Fault("reason-one-period", {"period": period.label(short=True) if period else "?"}),
            Fault("reason-headers", {"row": header + 1, "headers": list(template.series)}),
        ]  # fmt: skip
        return _finished(
            book, grid, template, 0.5 if period else 0.35, reasons, values, template.series, period
        )
    return None


_PERIOD_IN_TEXT = re.compile(r"(?<!\d)(?:(?:19|20)\d\d ?[/–-] ?(?:(?:19|20)\d\d|\d\d)|(?:19|20)\d\d)(?!\d)")


def named_period(texts: Iterable[str]) -> Period | None:
    """The one period that titles name ('SSP 2023', 'skoleåret 2023/24'); None for none, or for several."""
    for text in texts:
        axis = read_axis([Cell(Kind.TEXT, hit) for hit in _PERIOD_IN_TEXT.findall(text)])
        named = {period for period in axis.periods if period is not None}
        if len(named) == 1:
            return named.pop()
    return None


# ---------------------------------------------------------------- what they share


def _finished(
    book: Book,
    grid: Grid,
    template: Template,
    sure: float,
    reasons: list[Fault],
    values: list[Cell],
    names: Iterable[str],
    period: Period | None = None,
) -> Proposal:
    """With what the figures are, and how they are written."""
    title = " ".join(cell.text for row in grid.rows[: template.header] for cell in row if cell)
    words = " ".join([title, *names])
    texts = [cell.text for cell in values if cell.kind is Kind.TEXT]
    decimal = book.decimal or decimal_of(texts) or ","
    if not book.decimal and decimal_of(texts) is None and any(_OPEN.fullmatch(text) for text in texts):
        reasons.append(Fault("decimal-guessed", {"mark": decimal}))
        sure -= 0.1
    read = [n for cell in values if (n := _number(cell, decimal)) is not None]
    plain = [n for n, percent in read if not percent]
    measure, scale = Measure.COUNT, 1
    if any(percent for _n, percent in read) or PERCENT_WORDS.search(words):
        measure = Measure.PERCENT
        if plain and all(0 <= n <= 1 for n in plain) and any(0 < n < 1 for n in plain):
            scale = 100
            reasons.append(Fault("scaled", {"count": len(plain)}))
    elif any(n < 0 or not n.is_integer() for n in plain) or NUMBER_WORDS.search(words):
        measure = Measure.NUMBER
    if any(text in DASHES for text in texts):
        reasons.append(Fault("reason-dash", {"count": sum(text in DASHES for text in texts)}))
        sure -= 0.05
    made = Template(
        template.layout, template.period, template.labels, template.series, grid.name if len(book.grids) > 1 else "",
        template.header, template.rhythm, measure, scale, decimal,
    )  # fmt: skip
    return Proposal(made, round(max(0.05, min(sure, 0.99)), 2), tuple(reasons), period)


def _header_above(grid: Grid, column: int) -> int | None:
    """The row of the header over a column: the last text above its first period; None where it has none."""
    last = None
    for row in range(min(LOOKED, len(grid.rows))):
        cell = grid.at(row, column)
        if cell and read_axis([cell]).found:
            # A header is beside other headers.
            if last is not None and sum(bool(each) for each in grid.rows[last]) >= 2:
                return last
            return None
        if cell.kind is Kind.TEXT:
            last = row
    return last


def _kinds(grid: Grid, header: int, taken: set[int]) -> tuple[list[int], list[int]]:
    """(columns with figures, columns with labels) below a header."""
    figures, labels = [], []
    for column in range(grid.width):
        if column in taken:
            continue
        cells = [cell for row in range(header + 1, len(grid.rows)) if (cell := grid.at(row, column))]
        if not cells or not grid.at(header, column):
            continue
        coded = bool(CODE_WORDS.fullmatch(grid.at(header, column).text.strip()))
        if _share(cells) >= 0.6 and not coded:
            figures.append(column)
        elif coded or sum(cell.kind is Kind.TEXT for cell in cells) >= 0.6 * len(cells):
            labels.append(column)
    return figures, labels


def _share(cells: list[Cell]) -> float:
    """How many of the filled cells are figures, or say why there is none."""
    filled = [cell for cell in cells if cell]
    return sum(_is_figure(cell) or cell.kind in (Kind.ERROR, Kind.FORMULA) for cell in filled) / len(filled) if filled else 0.0  # fmt: skip


def _is_figure(cell: Cell) -> bool:
    if cell.kind in (Kind.NUMBER, Kind.PERCENT):
        return True
    if cell.kind is not Kind.TEXT:
        return False
    try:
        read_number(cell.text, decimal="", dash=State.MISSING)
    except Unread as unread:
        return unread.code in ("approximate", "ambiguous")
    return True


def _number(cell: Cell, decimal: str) -> tuple[float, bool] | None:
    """(the number, whether it is written as a percentage)."""
    if cell.kind in (Kind.NUMBER, Kind.PERCENT) and cell.number is not None:
        return cell.number, cell.kind is Kind.PERCENT
    if cell.kind is Kind.TEXT:
        try:
            read = read_number(cell.text, decimal=decimal, dash=State.MISSING)
        except Unread:
            return None
        return None if read.value is None else (read.value, read.percent)
    return None


def _first(axis: Axis) -> str:
    return min(each for each in axis.periods if each is not None).label(short=True)


def _last(axis: Axis) -> str:
    return max(each for each in axis.periods if each is not None).label(short=True)
