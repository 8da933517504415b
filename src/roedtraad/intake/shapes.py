"""The shape of a sentence, as far as it speaks for or against a type. Plain Python: no rule of the reading, no words.

A rule of the reading goes by what stands around a sentence (its heading, its column). Here it is looked at alone, as
a careful reader does who wonders: what speaks against it, and what else could it be?
"""

from __future__ import annotations

import re
from collections.abc import Iterable

NUMBER = re.compile(
    r"(?<![\w.,])(?:\d+(?:[.,]\d+)?\s*(?:procent|pct\.?|%|promille)|(?:mindst|højst|minimum|maksimalt|under|over|mere end|færre end)\s+\d+"
    r"|\d+(?:[.,]\d+)?\s+(?:ud )?af\s|halvdelen|en tredjedel|to tredjedele|en fjerdedel|tre fjerdedele)",
    re.IGNORECASE,
)
YEAR = re.compile(r"\b(?:19|20)\d\d\b")
DEADLINE = re.compile(
    r"\b(?:inden|senest|ultimo|medio|primo|i løbet af|ved udgangen af|fra|hvert)\s+(?:\S+\s+){0,4}?(?:(?:19|20)\d\d|år|kvartal|halvår|måned)",
    re.IGNORECASE,
)
PROMISE = re.compile(
    r"\b(?:vil|lover|skal|forpligter|ønsker|arbejder for|sikrer?|sørger for)\b", re.IGNORECASE
)
MEASURE = re.compile(
    r"^(?:andel(?:en)?|antal(?:let)?|procentdel(?:en)?|gennemsnit(?:tet|lig)?|fraværs?(?:et|procent)?|trivselsmåling|score|karaktergennemsnit)\b",
    re.IGNORECASE,
)
END_STATE = re.compile(
    r"^(?:at |flere |færre |alle |ingen |børn(?:ene)? (?:og unge )?(?:har|er|kan|trives|oplever|får|møder)|unge (?:har|er|kan)|elever(?:ne)? |forældre(?:ne)? )",
    re.IGNORECASE,
)
INFINITIVE = re.compile(r"^(?:at )?(?:udarbejde|udvikle|etablere|oprette|indføre|afholde|gennemføre|igangsætte|ansætte|styrke|sikre|"
                        r"skabe|uddanne|kortlægge|evaluere|udbrede|implementere|tilbyde|udvide|bygge|lave|åbne)r?\b", re.IGNORECASE)  # fmt: skip
PERSON = re.compile(r"[A-ZÆØÅ][a-zæøåéü]+(?: [A-ZÆØÅ][a-zæøåéü.]*){1,3}")
OFFICE = re.compile(
    r"(?:chef|leder|direktør|konsulent|koordinator|center|centeret|forvaltning|afdeling|team|udvalg|råd|skole|tilbud|familie|børn|unge|formand)",
    re.IGNORECASE,
)

# What is strong enough to be a doubt of its own, however sure the rule is.
STRONG = {"number-and-year", "a-person", "hole"}
STATEMENTS = {
    "goal",
    "success_criterion",
    "output_target",
    "indicator",
    "commitment",
    "action",
    "vision",
    "value",
}
NAMES = {"theme", "focus_area", "body", "owner", "member", "relation"}


def speaks_against(kind: str, text: str) -> list[str]:
    """What in the sentence itself speaks against its type, as keys that `why.AGAINST` words; the strongest first."""
    text = text.strip()
    found = []
    if (
        kind in {"goal", "success_criterion", "vision", "commitment"}
        and NUMBER.search(text)
        and YEAR.search(text)
    ):
        found.append("number-and-year")
    elif kind in {"goal", "commitment", "action"} and MEASURE.match(text):
        found.append("measure")
    elif kind in {"goal", "success_criterion"} and NUMBER.search(text):
        found.append("number")
    if kind == "commitment" and not PROMISE.search(text):
        found.append("no-promise")
    if kind == "output_target" and not NUMBER.search(text) and not DEADLINE.search(text):
        found.append("nothing-to-count")
    if kind == "indicator" and INFINITIVE.match(text):
        found.append("something-to-do")
    if kind in {"goal", "success_criterion"} and INFINITIVE.match(text):
        found.append("something-to-do")
    if kind == "action" and END_STATE.match(text) and not INFINITIVE.match(text):
        found.append("end-state")
    if kind in NAMES and len(text) > 120:
        found.append("too-long")
    if kind in {"owner", "member"} and PERSON.fullmatch(text) and not OFFICE.search(text):
        found.append("a-person")
    if kind in STATEMENTS and len(text.split()) < 3:
        found.append("too-short")
    if text.endswith(":"):
        found.append("opens-a-list")
    if holes(text):
        found.append("hole")
    return found


def is_strange(kind: str, text: str) -> bool:
    """Whether the sentence itself speaks so strongly against its type that a person should look."""
    return not STRONG.isdisjoint(speaks_against(kind, text))


def second_type(kind: str, text: str) -> str | None:
    """The type that the sentence's own shape speaks for, where it is another than `kind` and close to it; else None."""
    against = speaks_against(kind, text)
    for key in against:
        other = SECOND.get((kind, key))
        if other:
            return other
    return None


SECOND = {
    ("goal", "number-and-year"): "output_target",
    ("goal", "number"): "indicator",
    ("goal", "measure"): "indicator",
    ("goal", "something-to-do"): "action",
    ("success_criterion", "number-and-year"): "output_target",
    ("success_criterion", "number"): "indicator",
    ("success_criterion", "something-to-do"): "action",
    ("vision", "number-and-year"): "goal",
    ("commitment", "number-and-year"): "output_target",
    ("commitment", "measure"): "indicator",
    ("commitment", "no-promise"): "goal",
    ("output_target", "nothing-to-count"): "success_criterion",
    ("indicator", "something-to-do"): "action",
    ("action", "measure"): "indicator",
    ("action", "end-state"): "goal",
    ("theme", "too-long"): "goal",
    ("focus_area", "too-long"): "goal",
}  # fmt: skip

# Words after which something must follow that is not there: a number, a year, a day. What follows instead is looked at.
_GAPS = (
    re.compile(r"(?<=\S)(?P<gap>[ \t\u00a0]{2,})(?=\S)"),
    re.compile(
        r"\bi (?:årene|skoleåret|perioden|budgetårene)(?P<gap>\s+)(?=(?:og|afsat|afsættes|er|har|skal|vil|bliver|samt)\b)"
    ),
    re.compile(r"\b(?:den|d\.)(?P<gap>\s+)(?=(?:19|20)\d\d\b)"),
    re.compile(r"\bfra (?:året )?(?P<gap>)(?=til (?:og med )?(?:(?:19|20)\d\d|i dag)\b)"),
    re.compile(r"\b(?:senest|inden) den(?P<gap>\s+)(?=(?:skal|vil|er|og)\b)"),
)


def holes(text: str) -> list[tuple[int, int]]:
    """Where the source has visibly lost something: (start, end) of each gap. Shown as such, never filled in."""
    found: list[tuple[int, int]] = []
    for pattern in _GAPS:
        for match in pattern.finditer(text):
            start, end = match.span("gap")
            if not any(start <= b and a <= end for a, b in found):
                found.append((start, end))
    return sorted(found)


def around_holes(text: str, gaps: Iterable[tuple[int, int]] | None = None) -> list[str]:
    """The text in pieces, with a hole between each two of them."""
    pieces, at = [], 0
    for start, end in holes(text) if gaps is None else gaps:
        pieces.append(text[at:start])
        at = end
    return [*pieces, text[at:]]


def places_to_split(text: str) -> list[int]:
    """Where a second element could begin: at a line, a sentence, after a semicolon, before 'og' or 'samt'."""
    starts = {
        match.end()
        for match in re.finditer(
            r"\n+\s*|(?<=[.!?;:])\s+(?=\S)|,\s+(?=(?:og|samt)\s)|\s(?=(?:og|samt)\s)", text
        )
    }
    return sorted(at for at in starts if text[:at].strip() and text[at:].strip())
