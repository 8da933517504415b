"""Tables of projects: a row each under Projekt, Partner, Bevilling, Periode; or one project as fields and values."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from roedtraad.reading.lexicon import Label, plain
from roedtraad.reading.model import Block, Project
from roedtraad.reading.recognise.collect import trust
from roedtraad.reading.recognise.partners import outsiders, together
from roedtraad.reading.recognise.project_facts import years_in
from roedtraad.reading.rules import RULES

COLUMNS: tuple[Label, ...] = (
    Label("title", r"(?:eksterne? |fælles |vores )?projekt(?:er|et|navn|titel|ets navn|ets titel)?", "what it is called"),
    Label("partner", r"(?:ekstern(?:e)? )?(?:samarbejds)?partner(?:e|en|ne)?|(?:i )?samarbejde? med|bevillingsgiver|tilskudsgiver|puljegiver|finansieret af|finansieringskilde|"
          r"støtte(?:t af| fra)|fond(?: eller \w+)?|pulje(?:[/ ]+fond)?|fond[/ ]+pulje|hvem med\??", "with whom, or by whom it is paid"),
    Label("grant", r"bevilling(?:en)?(?:sbeløb)?|beløb|bevilget(?: beløb)?|tilskud|støtte(?:beløb)?|ramme|finansiering|økonomi", "what is given"),
    Label("period", r"(?:projekt)?periode|varighed|løbetid|tidsramme|år|tid", "from when to when"),
    Label("begins", r"start(?:dato)?|begynder|fra", "when it begins"),
    Label("ends", r"slut(?:dato)?|afslutning|slutter|til", "when it ends"),
    Label("aims", r"(?:projektets )?(?:formål|mål)(?: med projektet)?", "what it is to reach"),
    Label("reporting", r"(?:af)?rapportering(?: til)?|afrapporteres(?: til)?", "what is owed to the partner"),
)  # fmt: skip
_COLUMNS = [(label.role, re.compile(label.pattern)) for label in COLUMNS]
HEAD = 3  # rows at the top of a table that may be its header


@dataclass(slots=True)
class Row:
    """A project out of a table, and the blocks that said it."""

    project: Project
    blocks: set[int] = field(default_factory=set)


Cells = dict[str, list[Block]]


def rows(blocks: list[Block], own: str | None) -> Iterator[Row]:
    """The projects of every table that is one of projects; rows with nobody from outside are left out."""
    tables: dict[int, dict[int, dict[int, list[Block]]]] = defaultdict(lambda: defaultdict(dict))
    for block in blocks:
        if block.cell is not None:
            tables[block.cell.table][block.cell.row].setdefault(block.cell.column, []).append(block)
    for grid in tables.values():
        for cells in _records(grid):
            row = _row(cells, own)
            if row is not None:
                yield row


def _records(grid: dict[int, dict[int, list[Block]]]) -> Iterator[Cells]:
    numbers = sorted(grid)
    for head in numbers[:HEAD]:
        roles = {column: role for column, cell in grid[head].items() if (role := _role(cell))}
        if _tells(set(roles.values())):
            for number in numbers[numbers.index(head) + 1 :]:
                yield {roles[column]: cell for column, cell in grid[number].items() if column in roles}
            return
    fields = {
        role: grid[n][1] for n in numbers if 0 in grid[n] and 1 in grid[n] and (role := _role(grid[n][0]))
    }
    if _tells(set(fields)):
        yield fields


def _tells(roles: set[str]) -> bool:
    return {"title", "partner"} <= roles or {"title", "grant", "period"} <= roles


def _role(cell: list[Block]) -> str | None:
    form = plain(_text(cell))
    return next((role for role, pattern in _COLUMNS if pattern.fullmatch(form)), None)


def _text(cell: list[Block]) -> str:
    return " ".join(block.text for block in cell).strip()


def _row(cells: Cells, own: str | None) -> Row | None:
    said = {role: _text(cell) for role, cell in cells.items() if _text(cell).strip(" -–")}
    partner = next(
        (
            together(text, found, found[0])
            for role in ("partner", "grant", "title")
            if (text := said.get(role, "")) and (found := outsiders(text, own))
        ),
        None,
    )
    if partner is None or "title" not in said:
        return None
    first = cells["title"][0]
    begins, ends = years_in(said.get("period", ""))
    project = Project(
        title=said["title"],
        partner=partner.name,
        grant=said.get("grant"),
        begins=begins or years_in(said.get("begins", ""))[0],
        ends=ends or _last(years_in(said.get("ends", ""))),
        aims=[block.text for block in cells.get("aims", ()) if block.text.strip()],
        reporting=said.get("reporting"),
        block=first.index,
        page=first.page,
        rule="project-row",
        confidence=round(RULES["project-row"].sure * trust(first), 2),
    )
    return Row(project, {block.index for cell in cells.values() for block in cell})


def _last(ends: tuple[str | None, str | None]) -> str | None:
    return ends[1] or ends[0]
