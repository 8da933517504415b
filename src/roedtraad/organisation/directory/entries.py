"""One line of a directory as data: which unit under which, which position, who."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from roedtraad.language import cpr
from roedtraad.language.dates import FuzzyDate, Precision


@dataclass(frozen=True, slots=True)
class Entry:
    """Line of the file (from 1, the header's is 1), the chain of units from the uppermost down, and the rest as printed."""

    line: int
    units: tuple[str, ...] = ()
    unit_id: str = ""
    title: str = ""
    name: str = ""
    person_id: str = ""
    email: str = ""
    starts: datetime.date | None = None
    ends: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class Fault:
    """What cannot be taken in: the line, and a key that `organisation.directory_words` puts into a sentence."""

    line: int
    reason: str  # bad_date | bad_email | no_unit_or_title | person_without_title
    value: str = ""


def entries_of(rows: list[list[str]], keys: list[str]) -> tuple[list[Entry], list[Fault]]:
    """The lines below the headers. A line with a fault is left out, and said; the others go on."""
    entries: list[Entry] = []
    faults: list[Fault] = []
    for line, row in enumerate(rows[1:], start=2):
        cells = {key: value for key, value in zip(keys, row, strict=False) if key and value}
        made = _entry(line, cells)
        (faults if isinstance(made, Fault) else entries).append(made)  # type: ignore[arg-type]
    return entries, faults


def _entry(line: int, cells: dict[str, str]) -> Entry | Fault:
    chain = [cells[key] for key in ("administration", "centre", "parent", "unit") if key in cells]
    units = tuple(dict.fromkeys(chain))
    name = cells.get("name") or " ".join(cells[key] for key in ("first_name", "last_name") if key in cells)
    title, email = cells.get("title", ""), cells.get("email", "")
    if not units and not title:
        return Fault(line, "no_unit_or_title")
    if name and not title:
        return Fault(line, "person_without_title", name)
    if email and ("@" not in email or " " in email):
        return Fault(line, "bad_email", email)
    days: dict[str, datetime.date | None] = {}
    for key in ("starts", "ends"):
        value = cells.get(key, "")
        read = FuzzyDate.parse(value) if value else None
        if value and (read is None or read.precision is not Precision.DAY):
            return Fault(line, "bad_date", value)
        days[key] = read.earliest if read else None
    return Entry(
        line,
        units,
        cells.get("unit_id", ""),
        title,
        name,
        cells.get("person_id", ""),
        email.casefold(),
        days["starts"],
        days["ends"],
    )


def cpr_places(rows: list[list[str]]) -> list[tuple[int, str, str]]:
    """(line, header, number with its end hidden) of every cell that holds what looks like a CPR number."""
    headers = rows[0]
    return [
        (line, headers[column], place.masked)
        for line, row in enumerate(rows, start=1)
        for column, value in enumerate(row)
        for place in cpr.find(value)
    ]
