"""Tables, read by what their headers mean and not by where the columns stand."""

from __future__ import annotations

import re
from typing import Any

from roedtraad.language.dates import find_dates
from roedtraad.reading.lexicon import INVOLVEMENT_KINDS, role_of
from roedtraad.reading.model import Block
from roedtraad.reading.outline import Run, Section
from roedtraad.reading.recognise import sentences
from roedtraad.reading.recognise.collect import Found
from roedtraad.reading.recognise.context import Context

# The order in which the cells of a row become elements, so that a parent precedes its children.
RANK = ("theme", "focus_area", "goal", "commitment", "success_criterion", "output_target", "indicator", "action",
        "milestone", "follow_up", "owner")  # fmt: skip
# Where a cell's element hangs: the first of these that the row has.
PARENTS = {
    "focus_area": ("theme",),
    "goal": ("focus_area", "theme"),
    "commitment": ("focus_area", "theme"),
    "action": ("goal", "focus_area", "theme"),
    "success_criterion": ("goal", "focus_area", "theme"),
    "output_target": ("goal", "focus_area", "theme"),
    "indicator": ("goal", "focus_area", "theme"),
}
Grid = dict[int, dict[int, list[Block]]]  # row → column → what stands in the cell


def read_table(ctx: Context, section: Section, run: Run) -> bool:
    """Recognise a table; false if its headers say nothing."""
    grid = _grid(run.blocks)
    rows = sorted(grid)
    head, roles = _header(grid, rows)
    if head is None:
        return False
    carried: dict[str, Found] = {}
    names = _texts(grid[head])
    for row in rows:
        if row <= head or _texts(grid[row]) == names:  # a header repeated on the next page
            continue
        _row(ctx, section, grid[row], roles, carried)
    return True


def _grid(blocks: list[Block]) -> Grid:
    grid: Grid = {}
    for block in blocks:
        if block.cell:
            for row in range(block.cell.row, block.cell.row + block.cell.row_span):
                grid.setdefault(row, {}).setdefault(block.cell.column, []).append(block)
    return grid


def column_role(text: str) -> str | None:
    """The role of a header; of two labels the one without brackets counts ("Fokusområde (Indsats)")."""
    bare = re.sub(r"\([^)]*\)", " ", text).strip()
    return role_of(bare or text, "columns") or role_of(bare or text)


def _header(grid: Grid, rows: list[int]) -> tuple[int | None, dict[int, str]]:
    for row in rows[:3]:
        roles: dict[int, str] = {}
        cells = grid[row]
        for column, blocks in cells.items():
            role = (
                column_role(" ".join(block.text for block in blocks)) if len(blocks[0].text) < 120 else None
            )
            if role:
                roles[column] = role
        if len(roles) >= 2 and len(roles) * 2 >= len(cells):
            return row, roles
    return None, {}


def _texts(cells: dict[int, list[Block]]) -> list[str]:
    return [" ".join(block.text for block in cells[column]) for column in sorted(cells)]


def _row(
    ctx: Context,
    section: Section,
    row: dict[int, list[Block]],
    roles: dict[int, str],
    carried: dict[str, Found],
) -> None:
    over = ctx.subject(section)
    here: dict[str, Found] = {}
    cells = {roles[column]: blocks for column, blocks in row.items() if column in roles}
    if "theme" in cells:
        carried.pop("focus_area", None)
        carried.pop("goal", None)
    for role in RANK:
        for block in cells.get(role, ()):
            if role == "owner":
                continue
            parent = next(
                (p for name in PARENTS.get(role, ()) if (p := here.get(name) or carried.get(name))), None
            ) or (over if role in PARENTS else None)
            found = _cell(ctx, role, block, parent, cells)
            if found:
                here.setdefault(found.type, found)
                if role in ("theme", "focus_area", "goal"):
                    carried[role] = found
    owned = next(
        (
            here[r]
            for r in ("action", "goal", "milestone", "follow_up", "focus_area", "theme", "indicator")
            if r in here
        ),
        None,
    )
    for block in cells.get("owner", ()):
        for name in split_functions(block.text):
            ctx.found.add("owner", name, block, "table-column", parent=owned, of=owned)


def _by_words(role: str, text: str, when: str) -> tuple[str, dict[str, Any]]:
    """A row of a timetable is what its words say: follow-up and involvement before milestone."""
    if role != "milestone":
        return role, {"every": sentences.every(f"{when} {text}")} if role == "follow_up" else {}
    if sentences.AGAIN.search(text):
        return "follow_up", {"every": sentences.every(f"{when} {text}")}
    kind = next(
        (kind for kind, pattern, _ in INVOLVEMENT_KINDS if re.search(pattern, text, re.IGNORECASE)), None
    )
    if kind and not re.match(r"(?:Orientering|Drøftelse|Behandling)\b", text):
        return "involvement", {"kind": kind}
    return role, {}


def _cell(
    ctx: Context, role: str, block: Block, parent: Found | None, cells: dict[str, list[Block]]
) -> Found | None:
    attributes: dict[str, Any] = {}
    if role in ("action", "milestone", "follow_up"):
        dates = [f for b in cells.get("deadline", ()) for f in find_dates(b.text, ctx.year)]
        starts = [f for b in cells.get("start", ()) for f in find_dates(b.text, ctx.year)]
        if dates:
            attributes["date"], attributes["date_to"] = dates[0].date.iso()
            attributes["vague"] = dates[0].date.vague
            if starts and role != "action":
                attributes["date_to"], attributes["date"] = attributes["date"], starts[0].date.iso()[0]
        if role == "milestone" and "body" in cells:
            attributes["body"] = cells["body"][0].text
    when = " ".join(b.text for b in cells.get("deadline", ()))
    role, more = _by_words(role, block.text, when)
    attributes.update(more)
    if role in ("follow_up", "involvement"):
        attributes.pop("vague", None)
    if role == "indicator":
        for name in ("baseline", "target", "source"):
            attributes[name] = cells[name][0].text if name in cells else None
    return ctx.found.add(role, block.text, block, "table-column", parent=parent, **attributes)


def split_functions(text: str) -> list[str]:
    """Two functions in one cell are two owners: parted by line, comma, semicolon or slash — not by "og"."""
    return [
        part.strip(" .")
        for part in re.split(r"\n|;|,(?! og )| / |(?<=chef) og (?=\w+chef)|(?<=leder) og (?=\w+leder)", text)
        if part.strip(" .")
    ]
