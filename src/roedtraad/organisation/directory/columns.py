"""What each column of a directory says, by its header. A new name for a column is one line here."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Column:
    """What a column says, and the headers under which personnel systems print it (lower case, without marks)."""

    key: str
    pattern: str
    why: str


COLUMNS: tuple[Column, ...] = (
    Column("unit_id", r"(?:enheds?|afdelings?|org(?:anisations)?(?:enheds?)?)[ -]?(?:nr|nummer|id|kode|uuid)|los[ -]?id|enhedskode|unit id",
           "the unit's own number, by which a renamed unit is known again"),
    Column("administration", r"forvaltning(?:sområde)?|direktørområde|magistratsafdeling|område", "the uppermost level, where levels are columns"),
    Column("centre", r"center(?:navn)?|fagområde|fagcenter|sektor|chefområde", "the level between"),
    Column("parent", r"(?:overenhed|overordnet enhed|hører under|overliggende enhed|moderenhed|parent(?: unit)?|over)(?: navn)?", "the unit above"),
    Column("unit", r"(?:enhed(?:snavn)?|afdeling(?:snavn)?|organisatorisk enhed|organisationsenhed|arbejdssted|arbejdsplads|tjenestested|"
                   r"institution(?:snavn)?|unit|department)", "the unit somebody works in"),
    Column("title", r"(?:stilling(?:sbetegnelse|stitel|snavn)?|titel|jobtitel|funktion(?:sbetegnelse)?|position|title)", "the position"),
    Column("first_name", r"fornavn(?:e)?|first name|given name", "half of the name"),
    Column("last_name", r"efternavn|last name|surname", "the other half"),
    Column("person_id", r"(?:medarbejder|ansættelses|løn|tjeneste|bruger)[ -]?(?:nr|nummer|id|navn)|initialer|brugernavn|employee id",
           "the person's own number: never a CPR number"),
    Column("name", r"(?:fulde )?navn|medarbejder(?:navn)?|person|ansat|name|leder(?:navn)?", "the person"),
    Column("email", r"(?:e-?mail|mail|arbejdsmail|e-?post)(?:adresse)?", "how the person is reached, and known again"),
    Column("starts", r"(?:ansat |tiltrådt |gælder )?fra(?: dato)?|start(?:dato)?|ansættelsesdato|tiltrædelse(?:sdato)?|tiltrådt", "first day"),
    Column("ends", r"(?:ansat |gælder )?til(?: dato)?|slut(?:dato)?|fratrædelse(?:sdato)?|fratrådt|ophør(?:sdato)?", "last day"),
)  # fmt: skip
KEYS = tuple(column.key for column in COLUMNS)
NEEDED = ("unit", "title")  # one of them at least: else there is nothing to take in


def form_of(header: str) -> str:
    return " ".join(re.sub(r"[_./\\:()*]+", " ", header).split()).casefold()


def guess(headers: list[str]) -> list[str]:
    """For each header the key of what its column says, "" where it says nothing we know. No key twice."""
    taken: set[str] = set()
    found = []
    for header in headers:
        form = form_of(header)
        key = next((c.key for c in COLUMNS if c.key not in taken and re.fullmatch(c.pattern, form)), "")
        taken.add(key)
        found.append(key)
    return found
