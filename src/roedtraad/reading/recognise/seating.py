"""Tables of who sits where: a body a column, or seats beside their roles."""

from __future__ import annotations

from roedtraad.reading.functions import is_function
from roedtraad.reading.lexicon import body_kind, role_of
from roedtraad.reading.model import Block
from roedtraad.reading.recognise import bodies
from roedtraad.reading.recognise.context import Context

Grid = dict[int, dict[int, list[Block]]]


def read_table(ctx: Context, grid: Grid, rows: list[int]) -> bool:
    """Recognise a table of seats; false if it is none."""
    for head in rows[:2]:
        cells = grid[head]
        groups = {column for column, blocks in cells.items() if bodies.is_group(blocks[0].text)}
        roles = {
            column: role_of(blocks[0].text, "columns")
            for column, blocks in cells.items()
            if column not in groups
        }
        if groups and len(groups) == len(cells):
            for column in sorted(groups):
                _column(ctx, grid, rows, head, column, None)
            return True
        if groups and "seat" in roles.values():
            seat = next(column for column, role in roles.items() if role == "seat")
            _column(ctx, grid, rows, head, min(groups), seat)
            return True
    return False


def _column(ctx: Context, grid: Grid, rows: list[int], head: int, column: int, roles: int | None) -> None:
    """The body that heads a column, and its seats below; `roles` is the column that tells their roles."""
    block = grid[head][column][0]
    body = ctx.found.add("body", block.text.strip(" :."), block, "named-body", kind=body_kind(block.text))
    if body is None:
        return
    for row in (row for row in rows if row > head):
        beside = " ".join(b.text for b in grid[row].get(roles, ())) if roles is not None else ""
        for seat in grid[row].get(column, ()):
            if is_function(seat.text) or beside or len(seat.text.split()) <= 8:
                bodies.one_seat(ctx, body, seat, seat.text, beside or seat.text)
