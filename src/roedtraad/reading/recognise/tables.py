"""Tables, read by what their headers mean and not by where the columns stand."""

from __future__ import annotations

import re
from typing import Any

from roedtraad.language.dates import find_dates
from roedtraad.reading.functions import split_functions
from roedtraad.reading.lexicon import INVOLVEMENTS, NUMBERED_ONE, ONES, part_in, role_of
from roedtraad.reading.model import Block
from roedtraad.reading.outline import Run, Section
from roedtraad.reading.recognise import seating, sentences
from roedtraad.reading.recognise.collect import Found
from roedtraad.reading.recognise.context import Context, role_over

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
Grid = dict[int, dict[int, list[Block]]]  # row → column → blocks


def read_table(ctx: Context, section: Section, run: Run) -> bool:
    """Recognise a table; false if its headers say nothing."""
    grid = _grid(run.blocks)
    rows = sorted(grid)
    if seating.read_table(ctx, grid, rows):
        return True
    head, roles = _header(grid, rows)
    if head is None:
        return False
    if _is_timetable(section, roles):
        roles = {column: _of_time(role, grid, column, head) for column, role in roles.items()}
    elif "baseline" not in roles.values():
        roles = {column: "baseline" if role == "now" else role for column, role in roles.items()}
    if not set(roles.values()) & set(RANK):
        return False
    under = head + max(b.cell.row_span for blocks in grid[head].values() for b in blocks if b.cell)
    width = max(len(cells) for cells in grid.values())
    names = _texts(grid[head])
    carried: dict[str, Found] = {}
    for row in rows:
        if row < under or _texts(grid[row]) == names:
            continue
        if not _group_row(ctx, section, grid, row, width, roles, carried):
            _row(ctx, section, grid, row, roles, carried)
    return True


# Under a heading of time, "Aktivitet" or "Emne" is what happens.
TIMES = {"action": "milestone", "title": "milestone", "content": "milestone"}
ANSWERS = re.compile(r"\b(?:ansvar|tovholder|ejer|projektleder)", re.IGNORECASE)


def _of_time(role: str, grid: Grid, column: int, head: int) -> str:
    """The role of a column in a timetable: "Hvem" is who treats it, "Ansvarlig" stays who answers for it."""
    if role != "owner":
        return TIMES.get(role, role)
    header = " ".join(block.text for block in grid.get(head, {}).get(column, ()))
    return "owner" if ANSWERS.search(header) else "body"


def _group_row(
    ctx: Context,
    section: Section,
    grid: Grid,
    row: int,
    width: int,
    roles: dict[int, str],
    carried: dict[str, Found],
) -> bool:
    """A row of one cell over all columns names what the rows below belong to: "Mål 2: Færre unge sover for lidt"."""
    cells = list(grid[row].values())
    block = cells[0][0]
    if (
        len(cells) != 1
        or width < 3
        or block.cell is None
        or (block.cell.column_span < width and not NUMBERED_ONE.match(block.text))
    ):
        return False
    one, part = NUMBERED_ONE.match(block.text), part_in(block.text)
    if one:
        type, name = ONES.get(one["what"].lower(), "action"), one["name"]
    elif part:
        type, name = part.type, part.name
    else:
        type, name = "theme", block.text
        if set(roles.values()) & {"theme", "focus_area"} or len(name.split()) > 10 or name[-1:] in ".:":
            return False
    over = ctx.subject(section)
    parent = carried.get("theme") or over if type != "theme" else None
    found = ctx.found.add(
        type, name.strip(), block, "table-column", parent=parent, sure=1.0 if one or part else 0.8
    )
    if found:
        for later in ("theme", "focus_area", "goal")[("theme", "focus_area", "goal", "action").index(type) :]:
            carried.pop(later, None)
        carried[type] = found
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
    bare = re.sub(r"\([^)]*\)", " ", text).strip() or text
    role = role_of(bare, "columns") or role_of(bare)
    if role is None and re.search(
        r"(?<=[a-zæøå])-\s?(?=[a-zæøå])", bare
    ):  # "Udgangs-punkt", broken to fit its column
        bare = re.sub(r"(?<=[a-zæøå])-\s?(?=[a-zæøå])", "", bare)
        role = role_of(bare, "columns") or role_of(bare)
    return role


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


def _is_timetable(section: Section, roles: dict[int, str]) -> bool:
    """Rows of time first, or under a heading that says so: its "Aktivitet" tells what happens, not what is promised."""
    if set(roles.values()) & {
        "goal",
        "focus_area",
        "theme",
        "indicator",
        "success_criterion",
        "output_target",
    }:
        return False
    return "timetable" in (section.role, role_over(section)) or roles.get(0) == "deadline"


def _texts(cells: dict[int, list[Block]]) -> list[str]:
    return [" ".join(block.text for block in cells[column]) for column in sorted(cells)]


def _row(
    ctx: Context, section: Section, grid: Grid, row: int, roles: dict[int, str], carried: dict[str, Found]
) -> None:
    over = ctx.subject(section)
    here: dict[str, Found] = {}
    cells = {roles[column]: blocks for column, blocks in grid[row].items() if column in roles}
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
            for r in (
                "action",
                "goal",
                "milestone",
                "follow_up",
                "involvement",
                "focus_area",
                "theme",
                "indicator",
            )
            if r in here
        ),
        None,
    )
    for block in cells.get("owner", ()):
        for name in split_functions(block.text):
            ctx.found.add("owner", name, block, "table-column", parent=owned, of=owned)


def _by_words(role: str, text: str, when: str) -> tuple[str, dict[str, Any]]:
    """A row of a timetable is what its words say: follow-up and involvement before milestone."""
    if role == "action" and re.match(r"(?:Status|Evaluering|Midtvejs\w*|Opfølgning|Årsstatus)\b", text):
        return "follow_up", {"every": sentences.every(f"{when} {text}")}
    if role != "milestone":
        return role, {"every": sentences.every(f"{when} {text}")} if role == "follow_up" else {}
    if sentences.AGAIN.search(text):
        return "follow_up", {"every": sentences.every(f"{when} {text}")}
    kind = next((kind for kind, wording in INVOLVEMENTS if wording.search(text)), None)
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
        if role == "milestone":
            attributes["body"] = cells["body"][0].text if "body" in cells else sentences.place_of(block.text)
    when = " ".join(b.text for b in cells.get("deadline", ()))
    was = role
    role, more = _by_words(role, block.text, when)
    attributes.update(more)
    if role != was:
        attributes.pop("body", None)
    if role in ("follow_up", "involvement"):
        attributes.pop("vague", None)
    if role == "indicator":
        for name in ("baseline", "target", "source"):
            attributes[name] = cells[name][0].text if name in cells else None
    text = block.text
    if one := NUMBERED_ONE.match(text):
        text = one["name"] if role == ONES.get(one["what"].lower(), "action") else text
    elif role in ("theme", "focus_area") and (part := part_in(text)):
        text = part.name
    return ctx.found.add(role, text, block, "table-column", parent=parent, **attributes)
