"""No data about single children: a file with a row for each is refused, whatever its columns are called.

What tells a counted table from a row for each child: in a counted table no two rows are of the same group.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from roedtraad.figures.faults import FigureError
from roedtraad.figures.sheets.grid import Book, Grid
from roedtraad.figures.sheets.template import header_of

from .columns import SPLITS, ColumnRole

ROWS_OF_PEOPLE = 8  # rows with the same group before they are taken for children


def refuse_people(book: Book, grid: Grid, header: int, roles: Sequence[ColumnRole], shape: str) -> None:
    """By a column that tells children apart, by rows of the same group, or by counts that are all one.

    `shape`: long | across | down, or none where the table has no shape of a survey
    :raises FigureError: "survey-individuals"
    """

    def individuals(column: int) -> FigureError:
        return FigureError(
            "survey-individuals",
            name=book.name,
            cell=book.address(grid, header, column),
            text=header_of(grid, header, column),
        )

    rows = [row for row in range(header + 1, len(grid.rows)) if any(grid.rows[row])]
    for column, role in enumerate(roles):
        if role is not ColumnRole.PERSON:
            continue
        cells = [cell.text for row in rows if (cell := grid.at(row, column))]
        if cells and len(set(cells)) > 0.8 * len(cells):
            raise individuals(column)
    if shape in ("across", "none"):
        keys = [
            n for n, role in enumerate(roles) if role in (*SPLITS, ColumnRole.PERIOD, ColumnRole.QUESTION)
        ]
        groups = Counter(tuple(grid.at(row, n).text for n in keys) for row in rows)
        if keys and rows and max(groups.values()) >= ROWS_OF_PEOPLE:
            raise individuals(keys[0])
    if shape == "none":
        # Answers as text, each row another child: many rows, few different words.
        words = [
            n for n in range(grid.width)
            if roles[n] is ColumnRole.NONE and grid.at(header, n)
            and len({grid.at(row, n).text for row in rows}) <= max(7, len(rows) // 4)
        ]  # fmt: skip
        if len(rows) >= ROWS_OF_PEOPLE and len(words) >= 2:
            raise individuals(words[0])
    if shape == "long" and ColumnRole.COUNT in roles:
        column = roles.index(ColumnRole.COUNT)
        numbers = [grid.at(row, column).number for row in rows]
        if len(rows) >= 2 * ROWS_OF_PEOPLE and set(numbers) == {1.0}:
            raise individuals(column)
    if shape == "down":
        # Answers as numbers in every column: what should be the answers' names are one child's answers.
        coded = Counter(cell.text for row in rows if (cell := grid.at(row, 0)).number is not None)
        if coded and max(coded.values()) >= ROWS_OF_PEOPLE:
            raise individuals(0)
