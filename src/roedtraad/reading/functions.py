"""Functions: how a municipality names who answers for something or sits somewhere, a title or a unit and never a person's act."""

from __future__ import annotations

import re

TITLES = (
    r"(?:chef|leder|direktør|konsulent|vejleder|koordinator|formand|borgmester|rådgiver|lærer|pædagog|psykolog|sekretær|"
    r"specialist|inspektør|medarbejder|medlem|repræsentant|plejerske|planlægger|terapeut|ansvarlig|agent|rektor|forperson|behandler|guide)"
)
UNITS = (
    r"(?:direktion|udvalg|byråd|kommunalbestyrelse|forvaltning|center|centre|centr|afdeling|enhed|sekretariat|stab|gruppe|team|råd|forum|"
    r"skole|område|vejledning|jobcenter|klub|hus|bestyrelse)"
)
TITLE_END = re.compile(rf"{TITLES}(?:s)?(?:en|n|et|e)?(?:e|er|ne|rne|erne)?$", re.IGNORECASE)
UNIT_END = re.compile(rf"{UNITS}(?:en|n|et|t|ne|rne|erne)?$", re.IGNORECASE)
VERB = re.compile(
    r"\b(?:er|har|skal|vil|kan|bliver|mødes|sikrer|følger|drøfter|behandler|godkender|får|laves|udarbejder?)\b"
)
OF = re.compile(r"\s+(?:for|i|af|på|fra|hos|ved|med ansvar for)\s+", re.IGNORECASE)


def is_function(text: str) -> bool:
    """Whether the words name a function: "Leder af PPR", "Skole- og dagtilbudschefen", "Jobcentret"; a person may follow the title."""
    text = re.sub(r"\s*\([^)]*\)$", "", text.strip(" .;,•"))
    if not 3 <= len(text) <= 120 or VERB.search(text) or ":" in text:
        return False
    head = OF.split(text, maxsplit=1)[0]
    return any(TITLE_END.search(word) for word in head.split()) or bool(UNIT_END.search(head.split()[-1]))


def split_functions(text: str) -> list[str]:
    """Two functions in one cell or line are two owners: "Skolechef, leder af PPR og Jobcentret" → three.

    Parted by line, semicolon or slash; by comma or "og" only where what follows is a function itself:
    "Direktør for Børn, Skole og Familie" is one, and so is "Skole- og dagtilbudschef".
    """
    out: list[str] = []
    for piece in re.split(r"\n|;|\s/\s|(?<=[a-zæøå])/(?=[A-ZÆØÅ])", text):
        parts = re.split(r"(,\s+(?:samt\s+|og\s+)?|(?<![-–])\s+(?:og|samt)\s+)", piece)
        now = parts[0]
        for joint, part in zip(parts[1::2], parts[2::2], strict=True):
            if _begins_anew(now, part):
                out.append(now)
                now = part
            else:
                now += joint + part
        out.append(now)
    return [part.strip(" .,") for part in out if part.strip(" .,")]


def _begins_anew(before: str, part: str) -> bool:
    """A title at once ("leder af PPR", "skolechefen"), or a unit in its definite form after one ("Ungevejledningen og Jobcentret")."""
    if before.rstrip().endswith("-") or not is_function(before):
        return False
    first = OF.split(part.strip(), maxsplit=1)[0]
    words = first.split()
    if not words or len(words) > 5:
        return False
    if any(TITLE_END.search(word) for word in words[:3]):
        return True
    definite = re.search(r"(?:en|et)$", words[-1])
    return bool(definite and UNIT_END.search(words[-1]) and not OF.search(before))
