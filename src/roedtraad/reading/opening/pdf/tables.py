"""The fourth room: tables. By their rules where those are drawn, by shading, else by columns that stand in line.

What is doubtful stays text: a table that is not one hurts more than one read line by line.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left
from dataclasses import dataclass, field

from roedtraad.reading.opening.pdf.lines import MARKER, WIDE, Line
from roedtraad.reading.opening.pdf.ruling import (
    Box,
    Drawn,
    Grid,
    Group,
    Rule,
    Slot,
    frames,
    grids,
    joined,
    touching,
)

EDGE = 4.0  # points; edges nearer than this stand in line
ROWS = 3  # fewer rows in line, without a rule between, may be chance
CELL = 70  # letters; longer stretches side by side are columns of text
LABEL = 32


@dataclass(slots=True)
class Cell:
    row: int
    column: int
    rows: int = 1
    columns: int = 1
    lines: list[Line] = field(default_factory=list)


@dataclass(slots=True)
class Table:
    """A table's part on one page."""

    left: float
    top: float
    right: float
    bottom: float
    cells: list[Cell]
    columns: int
    rows: int
    stops: list[float]  # where its columns begin
    header: bool = False
    page: int = 0
    ruled: bool = True

    def row(self, number: int) -> list[str]:
        """The texts of a row, for comparing."""
        return [" ".join(line.text for line in cell.lines) for cell in self.cells if cell.row == number]


@dataclass(slots=True)
class Card:
    """A box with text of its own, shaded or framed: read as a whole."""

    left: float
    top: float
    right: float
    bottom: float
    lines: list[Line]


def find_tables(
    lines: list[Line], drawn: Drawn, width: float, height: float
) -> tuple[list[Table], list[Card], list[Line]]:
    """The page's tables, its boxes, and the lines that stand outside them."""
    rest = list(lines)
    tables: list[Table] = []
    page = width * height
    level = joined(drawn.level)
    groups = touching(level, joined(drawn.upright))

    def take(found: Table | None, box: Box) -> bool:
        nonlocal rest
        if found is None:
            return False
        tables.append(found)
        rest = [line for line in rest if not _inside(line, box)]
        return True

    for grid in sorted(grids(groups), key=lambda g: -_area(g.box)):
        take(_by_grid(grid, rest, drawn, page), grid.box)
    fills = _merged_fills(drawn.fills, page)
    for rules in _ladders(level, fills):
        box = Box(rules[0].start, rules[0].at, rules[0].end, rules[-1].at)
        if not any(_overlap(box, table) for table in tables):
            box.top -= _beyond(rules, rest, -1)
            box.bottom += _beyond(rules, rest, 1)
            take(_by_ladder(rules, box, rest, drawn), box)
    if len(fills) >= 4:
        for grid in sorted(grids(_edges(fills)), key=lambda g: -_area(g.box)):
            if not any(_overlap(grid.box, table) for table in tables):
                take(_by_grid(grid, rest, drawn, page), grid.box)
    cards: list[Card] = []
    for box in sorted([*fills, *frames(groups)], key=_area):
        within = [line for line in rest if _inside(line, box) and line.right <= box.right + 3]
        if len(within) > 1 and _area(box) < 0.45 * page and len(_strips(within, within[0].size)) == 1:
            cards.append(Card(box.left, box.top, box.right, box.bottom, within))
            rest = [line for line in rest if line not in within]
    for table, taken in _in_line(rest):
        gone = set(map(id, taken))
        tables.append(table)
        rest = [line for line in rest if id(line) not in gone]
    return tables, cards, rest


def _area(box: Box) -> float:
    return (box.right - box.left) * (box.bottom - box.top)


def _inside(line: Line, box: Box) -> bool:
    middle = line.base - 0.3 * line.size
    return (
        box.top - 1 <= middle <= box.bottom + 1
        and box.left - 3 <= line.left
        and (line.left + min(line.right, line.left + 20)) / 2 <= box.right
    )


def _overlap(box: Box, table: Table) -> bool:
    return (
        min(box.right, table.right) - max(box.left, table.left) > 2
        and min(box.bottom, table.bottom) - max(box.top, table.top) > 2
    )


def _side_by_side(fills: list[Box]) -> list[Box]:
    """Shades of the cells of one row are one."""
    out: list[Box] = []
    for box in sorted(fills, key=lambda b: (round(b.top), b.left)):
        last = out[-1] if out else None
        if (
            last
            and last.colour == box.colour
            and abs(last.top - box.top) < 1.5
            and abs(last.bottom - box.bottom) < 1.5
            and box.left - last.right <= 2
        ):
            last.right = max(last.right, box.right)
        else:
            out.append(Box(box.left, box.top, box.right, box.bottom, box.colour))
    return out


def _by_grid(grid: Grid, lines: list[Line], drawn: Drawn, page: float) -> Table | None:
    within = [line for line in lines if _inside(line, grid.box)]
    if len(within) < 2:
        return None
    slots = _by_slot(grid, within)
    columns = sorted({slot.column for slot, _ in slots})
    rows = sorted({slot.row for slot, _ in slots})
    if len(columns) < 2 or (len(slots) < 3 and _area(grid.box) > 0.5 * page):
        return None
    cells = []
    stops = {slot.column: slot.box.left for slot in grid.slots if slot.column in columns}
    for slot, found in slots:
        row, column = bisect_left(rows, slot.row), bisect_left(columns, slot.column)
        spanned = bisect_left(columns, slot.column + slot.columns) - column
        below = bisect_left(rows, slot.row + slot.rows) - row
        found.sort(key=lambda line: (round(line.base / 3), line.left))
        parts = _parted(found, [stops[c] for c in columns[column : column + spanned]])
        for shift, part in parts:
            last = shift == parts[-1][0]
            wide = spanned - shift if last else next(s for s, _ in parts if s > shift) - shift
            cells.append(Cell(row, column + shift, below, wide, part))
    cells.sort(key=lambda cell: (cell.row, cell.column))
    box = grid.box
    places = [stops[column] for column in columns]
    table = Table(box.left, box.top, box.right, box.bottom, cells, len(columns), len(rows), places)
    table.header = _has_header(table, drawn)
    return table


def _by_slot(grid: Grid, lines: list[Line]) -> list[tuple[Slot, list[Line]]]:
    """The slots in which something stands, in their order; a line that touches two belongs to the first."""
    bands: dict[tuple[float, float], list[tuple[int, Slot]]] = {}
    for number, slot in enumerate(grid.slots):
        bands.setdefault((slot.box.top, slot.box.bottom), []).append((number, slot))
    filled: dict[int, list[Line]] = {}
    for line in lines:
        x, y = line.left + min(3.0, (line.right - line.left) / 2), line.base - 0.3 * line.size
        touched = [
            number
            for (top, bottom), slots in bands.items()
            if top - 1 <= y <= bottom + 1
            for number, slot in slots
            if slot.box.left - 2 <= x < slot.box.right + 1
        ]
        if touched:
            filled.setdefault(min(touched), []).append(line)
    return [(grid.slots[number], found) for number, found in sorted(filled.items())]


def _parted(lines: list[Line], stops: list[float]) -> list[tuple[int, list[Line]]]:
    """[(columns to the right, lines)]: a row without rules between its cells, where none of its lines crosses one.

    A cell that truly spans columns has a line that crosses, or all of them in its first column.
    """
    if len(stops) < 2 or any(line.left < stop - 2 < line.right - 4 for stop in stops[1:] for line in lines):
        return [(0, lines)]
    parts: dict[int, list[Line]] = {}
    for line in lines:
        at = max((n for n, stop in enumerate(stops) if line.left >= stop - 3), default=0)
        parts.setdefault(at, []).append(line)
    if len(parts) < 2 or 0 not in parts:
        return [(0, lines)]
    return sorted(parts.items())


def _has_header(table: Table, drawn: Drawn) -> bool:
    """The first row is set apart: by bold type, or by its shade."""
    first = [line for cell in table.cells if cell.row == 0 for line in cell.lines]
    rest = [line for cell in table.cells if cell.row > 0 for line in cell.lines]
    if not first or not rest or any(len(line.text) > 80 for line in first):
        return False
    if sum(cell.row == 0 for cell in table.cells) < 2:
        return False
    if all(line.bold for line in first):
        return sum(line.bold for line in rest) <= 0.5 * len(rest)
    shades = {_shade(line, drawn) for line in first}
    below = [_shade(line, drawn) for line in rest]
    return -1 not in shades and sum(shade in shades for shade in below) <= 0.2 * len(below)


def _shade(line: Line, drawn: Drawn) -> int:
    y = line.base - 0.3 * line.size
    for box in reversed(drawn.fills):
        if box.left <= line.left + 1 <= box.right and box.top <= y <= box.bottom:
            return box.colour
    return -1


def _merged_fills(fills: list[Box], page: float) -> list[Box]:
    """Shades of one cell are often painted line by line."""
    out: list[Box] = []
    for box in sorted(fills, key=lambda b: (round(b.left), b.top)):
        if _area(box) > 0.6 * page:
            continue
        last = next(
            (
                b
                for b in reversed(out[-3:])
                if b.colour == box.colour
                and abs(b.left - box.left) < 2
                and abs(b.right - box.right) < 2
                and box.top <= b.bottom + 1
            ),
            None,
        )
        if last:
            last.bottom = max(last.bottom, box.bottom)
        else:
            out.append(Box(box.left, box.top, box.right, box.bottom, box.colour))
    return out


def _edges(fills: list[Box]) -> list[Group]:
    """The edges of shaded boxes, as if they were ruled."""
    level: list[Rule] = []
    upright: list[Rule] = []
    for box in fills[:1_000]:
        if box.right - box.left >= 20 and box.bottom - box.top >= 8:
            level += [Rule(box.top, box.left, box.right), Rule(box.bottom, box.left, box.right)]
            upright += [Rule(box.left, box.top, box.bottom), Rule(box.right, box.top, box.bottom)]
    return touching(joined(level), joined(upright))


def _ladders(level: list[Rule], fills: list[Box]) -> list[list[Rule]]:
    """Three or more rules (`joined`) of one length under each other: the lines between the rows of a table."""
    rules = list(level)
    for box in _side_by_side(fills):
        if box.right - box.left >= 150 and 8 <= box.bottom - box.top <= 200:
            rules += [Rule(box.top, box.left, box.right), Rule(box.bottom, box.left, box.right)]
    by_length: list[list[Rule]] = []
    for rule in sorted(rules, key=lambda r: r.at):
        if rule.end - rule.start < 100 or len(by_length) > 200:
            continue
        ladder = next(
            (
                found
                for found in by_length
                if abs(found[0].start - rule.start) <= EDGE and abs(found[0].end - rule.end) <= EDGE
            ),
            None,
        )
        if ladder is None:
            by_length.append([rule])
        elif rule.at - ladder[-1].at > EDGE:
            ladder.append(rule)
    return [part for ladder in by_length for part in _apart(ladder) if len(part) >= ROWS]


def _apart(ladder: list[Rule]) -> list[list[Rule]]:
    """Two tables of one width under each other are two."""
    steps = sorted(two.at - one.at for one, two in itertools.pairwise(ladder))
    if len(steps) < 2:
        return [ladder]
    far = max(60.0, 3.5 * steps[len(steps) // 3])
    parts = [[ladder[0]]]
    for rule in ladder[1:]:
        if rule.at - parts[-1][-1].at > far:
            parts.append([])
        parts[-1].append(rule)
    return parts


def _beyond(rules: list[Rule], lines: list[Line], side: int) -> float:
    """How far a row beyond the first (-1) or the last (1) rule reaches: a head, a sum. 0 without one."""
    left, right, at = rules[0].start, rules[0].end, rules[0 if side < 0 else -1].at
    row = [
        line
        for line in lines
        if left - 3 <= line.left
        and line.right <= right + 3
        and (
            0 < at - line.base < 1.6 * line.size
            if side < 0
            else 0.5 * line.size < line.base - at < 2.2 * line.size
        )
    ]
    if len(row) < 2 or len(_strips(row, row[0].size)) < 2:
        return 0.0
    return at - min(line.top for line in row) + 1 if side < 0 else max(line.bottom for line in row) - at + 1


def _by_ladder(rules: list[Rule], box: Box, lines: list[Line], drawn: Drawn) -> Table | None:
    if box.top < rules[0].at:
        rules = [Rule(box.top, rules[0].start, rules[0].end), *rules]
    if box.bottom > rules[-1].at:
        rules = [*rules, Rule(box.bottom, rules[0].start, rules[0].end)]
    within = [line for line in lines if _inside(line, box)]
    if len(within) < 4:
        return None
    size = sorted(line.size for line in within)[len(within) // 2]
    columns = _strips(within, size)
    if len(columns) < 2:
        return None
    bands: list[list[Line]] = []
    for upper, lower in itertools.pairwise(rules):
        band = [line for line in within if upper.at <= line.base - 0.3 * line.size < lower.at]
        if band:
            bands.append(band)
    if len(bands) <= 3:
        bands = [row for band in bands for row in _logical_rows(band, columns)]
    table = _filled(bands, columns, box)
    table.header = _has_header(table, drawn)
    several = sum(sum(cell.row == row for cell in table.cells) > 1 for row in range(table.rows))
    return table if table.rows >= 2 and several >= 0.6 * table.rows else None


def _strips(lines: list[Line], size: float) -> list[tuple[float, float]]:
    """Columns of what is printed: (left, right) of the stretches that no line leaves empty."""
    strips: list[tuple[float, float]] = []
    for line in sorted(lines, key=lambda each: each.left):
        if strips and line.left < strips[-1][1] + WIDE * size:
            strips[-1] = (strips[-1][0], max(strips[-1][1], line.right))
        else:
            strips.append((line.left, line.right))
    return strips


def _visual_rows(lines: list[Line]) -> list[list[Line]]:
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda each: (each.base, each.left)):
        if rows and abs(line.base - rows[-1][0].base) <= 0.35 * line.size:
            rows[-1].append(line)
        else:
            rows.append([line])
    return rows


def _logical_rows(lines: list[Line], columns: list[tuple[float, float]]) -> list[list[Line]]:
    """Printed rows joined to rows of the table: a cell of several lines belongs to one."""
    visual = _visual_rows(lines)
    gaps = [two[0].base - one[0].base for one, two in itertools.pairwise(visual)]
    edge = 1.3 * min(gaps, default=0)
    # Where rows stand apart, the distance tells; else each line with a first cell begins a row.
    apart = sum(gap > edge for gap in gaps) >= 0.3 * max(1, len(gaps))
    rows: list[list[Line]] = []
    for number, row in enumerate(visual):
        first = any(line.left < columns[0][1] + 1 for line in row)
        begins = number == 0 or gaps[number - 1] > edge if apart else first
        if begins or not rows:
            rows.append(list(row))
        else:
            rows[-1] += row
    return rows


def _filled(rows: list[list[Line]], columns: list[tuple[float, float]], box: Box) -> Table:
    cells: list[Cell] = []
    for number, row in enumerate(rows):
        in_column: dict[int, list[Line]] = {}
        for line in sorted(row, key=lambda each: (each.base, each.left)):
            at = next((n for n in range(len(columns) - 1, 0, -1) if line.left >= columns[n][0] - 1), 0)
            in_column.setdefault(at, []).append(line)
        cells += [Cell(number, column, lines=found) for column, found in sorted(in_column.items())]
    stops = [left for left, _ in columns]
    return Table(box.left, box.top, box.right, box.bottom, cells, len(columns), len(rows), stops)


def _in_line(lines: list[Line]) -> list[tuple[Table, list[Line]]]:
    """Tables without a rule: three rows and more whose stretches stand in line, column under column."""
    found: list[tuple[Table, list[Line]]] = []
    visual = _visual_rows(lines)
    at = 0
    while at < len(visual):
        if len(visual[at]) < 2:
            at += 1
            continue
        end, strips = at + 1, _strips(visual[at], visual[at][0].size)
        while end < len(visual):
            row = visual[end]
            size = row[0].size
            gap = row[0].base - visual[end - 1][0].base
            grown = _strips([line for r in visual[at : end + 1] for line in r], size)
            if gap > 3.2 * size or len(grown) < max(2, len(strips) - (0 if len(strips) < 4 else 1)):
                break
            if abs(size - visual[at][0].size) > 0.25 * size:
                break
            strips = grown
            end += 1
        while end > at + 1 and len(visual[end - 1]) < 2 and visual[end - 1][0].left < strips[0][1]:
            end -= 1  # what stands alone under the first column is the text that follows
        rows = visual[at:end]
        taken = [line for row in rows for line in row]
        if _is_prose(rows, strips):
            at = end
        elif _is_table(rows, strips):
            box = Box(strips[0][0], min(i.top for i in taken), strips[-1][1], max(i.bottom for i in taken))
            table = _filled(_logical_rows(taken, strips), strips, box)
            table.ruled = False
            table.header = _has_header(table, Drawn())
            found.append((table, taken))
            at = end
        else:
            at += 1
    return found


def _is_prose(rows: list[list[Line]], strips: list[tuple[float, float]]) -> bool:
    """Columns of text whose lines happen to stand level: they go on from line to line, in small letters."""
    found = _logical_rows([line for row in rows for line in row], strips)
    cells = list(_filled(found, strips, Box(0, 0, 0, 0)).cells)
    if any(len(cell.lines) > 5 for cell in cells if cell.column > 0):
        return True
    words = [cell.lines[0].text for cell in cells if re.match(r"[^\W\d_]", cell.lines[0].text)]
    return len(rows) >= ROWS and sum(word[0].islower() for word in words) > 0.35 * max(3, len(words))


def _is_table(rows: list[list[Line]], strips: list[tuple[float, float]]) -> bool:
    several = [row for row in rows if len(row) > 1]
    if len(strips) < 2 or len(several) < ROWS or len(several) < 0.4 * len(rows):
        return False
    stretches = [line for row in rows for line in row]
    if sum(len(line.text) for line in stretches) > CELL * len(stretches):
        return False
    first = [line for line in stretches if line.left < strips[0][1]]
    if all(re.fullmatch(MARKER, line.text) for line in first):
        return False
    last = [line for line in stretches if line.left >= strips[-1][0] - 1]
    if len(strips) == 2:
        if all(re.fullmatch(r"\W*\d{1,3}", line.text) for line in last):
            return False  # a table of contents
        if sum(len(line.text) for line in first) > LABEL * len(first):
            return False
        # Under each other, not by chance: the second column begins at one place.
        lefts = sorted(line.left for line in last)
        middle = lefts[len(lefts) // 2]
        if sum(abs(left - middle) <= EDGE for left in lefts) < 0.8 * len(lefts):
            return False
    return True
