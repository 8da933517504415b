"""Fields inside a line: "Etablering af en chat. Ansvarlig: SSP-leder. Deadline: 15. august 2026", and an indicator's figures in brackets."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from roedtraad.reading.functions import split_functions
from roedtraad.reading.lexicon import role_of

FIELD = re.compile(
    r"(?:^|(?<=[.;,)–-] )|(?<=\n)|(?<= (?=\()))\(?(?P<label>[A-ZÆØÅa-zæøå][a-zæøå]{2,20}(?: [a-zæøå]{2,12})?):\s+"
)
KNOWN = {"owner", "deadline"}
FIGURE = re.compile(
    r"\b(?P<label>baseline|udgangspunkt|nulpunkt|niveau|mål|måltal|målværdi|kilde|datakilde)(?: (?:i )?(?:19|20)\d\d)?\s*:\s*(?P<value>.+?)(?=;|,\s|\)|$)",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Fields:
    """A line without its fields, and what they say."""

    text: str
    owners: list[str] = field(default_factory=list)
    deadline: str | None = None


def split(text: str) -> Fields:
    """The line itself and its fields; nothing is cut where no label is known."""
    marks = [m for m in FIELD.finditer(text) if m.start() > 8 and role_of(m["label"], "columns") in KNOWN]
    if not marks:
        return Fields(text)
    out = Fields(text[: marks[0].start()].strip(" ,;–-("))
    for mark, following in zip(marks, [*marks[1:], None], strict=True):
        value = text[mark.end() : following.start() if following else len(text)].strip(" .,;()")
        if role_of(mark["label"], "columns") == "owner":
            out.owners += split_functions(value)
        else:
            out.deadline = value
    return out


def figures(text: str) -> dict[str, str]:
    """baseline, target and source from "(baseline 2024: 7,4 %, mål 2028: 4,9 %)"."""
    inside = re.search(r"\((?P<inside>[^()]*:[^()]*)\)\s*\.?$", text)
    found: dict[str, str] = {}
    for match in FIGURE.finditer(inside["inside"]) if inside else ():
        label = match["label"].casefold()
        name = "target" if label.startswith("mål") else "source" if "kilde" in label else "baseline"
        found.setdefault(name, match["value"].strip())
    return found
