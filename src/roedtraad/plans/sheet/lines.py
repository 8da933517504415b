"""Rows of text → lines of a plan's table. Columns are found by their headers, in any order; foreign ones are passed over.

A merged cell holds its text in its first row only, as does a theme or focus area that is written once and means the rows
below it: where focus area and goal are both empty, those above hold on.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

# What a header may say, begun so; the first that fits. Danish and English, as people write them.
HEADERS = {
    "key": ("nr", "nummer", "no", "id", "key"),
    "theme": ("tema", "tematik", "theme"),
    "area": ("fokusområde", "indsats", "focus area", "vision"),
    "goal": ("mål", "delmål", "goal"),
    "success": ("succeskriteri", "success criteri"),
    "output": ("resultatmål", "output target"),
    "kind": ("slags", "type", "kind"),
    "text": ("tekst", "kriteri", "text", "criteri"),
    "due": ("frist", "deadline", "dato", "forventet", "tid", "due"),
}
# Looked for longest beginning first, so that 'målgruppe' is no goal and 'resultatmål' is not one either.
FOREIGN = ("målgruppe", "target group", "tidligere")
LOOKED_THROUGH = 15  # rows above which the headers stand, after titles and remarks


@dataclass(frozen=True)
class Line:
    """One line: `row` its number in the sheet, `key` the criterion's, 0 for a new one; `kind` success | output | ''."""

    row: int
    area: str
    goal: str
    kind: str
    text: str
    due: str
    key: int = 0


class NoHeaders(Exception):
    """No row of the sheet names the columns that are needed."""


def lines_of(rows: Sequence[Sequence[str]]) -> list[Line]:
    """The lines of a table, in the sheet's order. A row with both a success criterion and an output target, as an
    implementation plan has them, is two lines. Raises NoHeaders."""
    top, columns = _headers(rows)
    found: list[Line] = []
    area = goal = ""
    for number, row in enumerate(rows[top + 1 :], top + 2):
        cells = {name: row[at].strip() if at < len(row) else "" for name, at in columns.items()}
        if not any(cells.values()):
            continue
        if cells.get("area"):
            area, goal = cells["area"], cells.get("goal", "")
        elif cells.get("goal"):
            goal = cells["goal"]
        key = int(cells["key"]) if cells.get("key", "").isdecimal() and len(cells["key"]) < 19 else 0
        due = cells.get("due", "")
        if "text" in columns:
            kind = _kind(cells.get("kind", ""))
            if cells["text"] or key:
                found.append(Line(number, area, goal, kind, cells["text"], due, key))
            continue
        for kind in ("success", "output"):
            for words in _parts(cells.get(kind, "")):
                found.append(Line(number, area, goal, kind, words, due))
    return found


def _headers(rows: Sequence[Sequence[str]]) -> tuple[int, dict[str, int]]:
    for number, row in enumerate(rows[:LOOKED_THROUGH]):
        columns: dict[str, int] = {}
        for at, cell in enumerate(row):
            name = named(cell)
            if name:
                columns.setdefault(name, at)
        if "area" in columns and columns.keys() & {"text", "success", "output"}:
            return number, columns
    raise NoHeaders


def named(cell: str) -> str:
    """The column that a header names; '' for a foreign one."""
    words = " ".join(unicodedata.normalize("NFC", cell).casefold().split())
    if words.startswith(FOREIGN):
        return ""
    fits = [
        (len(begin), name)
        for name, beginnings in HEADERS.items()
        for begin in beginnings
        if words.startswith(begin) and (name != "key" or words.rstrip(". ") == begin)
    ]
    return max(fits)[1] if fits else ""


def _kind(words: str) -> str:
    name = named(words)
    return name if name in ("success", "output") else ""


def _parts(cell: str) -> list[str]:
    """The points of a cell: one a line, without the mark before it."""
    return [line.lstrip("-–•*· ").strip() for line in cell.splitlines() if line.strip("-–•*· ")]
