"""Numbers as people write them in spreadsheets: Danish and English marks, percentages, signs for what is not there.

A cell is a number, or says why there is none, or is refused: nothing is guessed from 'ca. 12'. The signs are those of Danmarks
Statistik ("Tegnforklaring") and what municipalities write beside them. '-' is nil with DST and 'nothing known' with others, so
a sheet must be told once what it means there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from .observations import State


@dataclass(frozen=True, slots=True)
class Number:
    """`value` if and only if `state` is shown. `percent`: a sign of percent stood with it; 12 % is 12."""

    value: float | None
    state: State = State.SHOWN
    provisional: bool = False
    percent: bool = False


class Unread(ValueError):
    """A text that is no figure. `code`: not-a-figure | approximate | ambiguous | dash; keys of `words.SHEETS`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


MISSING = frozenset(
    ["", "..", "...", "…", ".", ":", "u.o.", "u.o", "uo", "uoplyst", "ikke oplyst", "i.o.", "ingen oplysninger", "mangler",
     "n/a", "na", "n.a.", "#i/t", "#n/a", "?", "nd"]
)  # fmt: skip
SUPPRESSED = re.compile(
    r"(?:[<≤] ?|(?:under|færre end|mindre end|højst|less than|under|max\.?|fewer than) )\d{1,2}|[0-4] ?[-–] ?[1-9]|"
    r"x|skjult|diskretioneret|anonymiseret|diskretion|suppressed",
    re.IGNORECASE,
)
APPROXIMATE = re.compile(
    r"(?:ca\.?|cirka|omkring|omtrent|næsten|knap|godt|over|mindst|about|approx\.?|[~≈>≥]) ?[\d.,]+ ?%?.*",
    re.IGNORECASE,
)
DASHES = frozenset("-–—−")
_PERCENT = re.compile(r" ?(?:%|pct\.?|procent|percent)$", re.IGNORECASE)
_NUMBER = {
    ",": re.compile(r"[+-]?(?:\d{1,3}(?:[. ']\d{3})+|\d+)(?:,\d+)?"),
    ".": re.compile(r"[+-]?(?:\d{1,3}(?:[, ']\d{3})+|\d+)(?:\.\d+)?"),
}
_OPEN = re.compile(
    r"[+-]?\d{1,3}[.,]\d{3}"
)  # 1.234 and 1,234: a thousand in one language, one and a bit in the other
_SPACES = str.maketrans({"\u00a0": " ", "\u202f": " ", "\u2009": " ", "\u2212": "-", "’": "'"})
LONGEST = 40


def read_number(text: str, *, decimal: str = ",", dash: State | float | None = None) -> Number:
    """The number that a text says. `decimal`: the mark, "," or "."; "" where it is not known, and then 1.234 is ambiguous.

    `dash`: what '-' means: State.MISSING, 0.0, or None: not settled.
    :raises Unread:
    """
    text = " ".join(text.translate(_SPACES).split())
    star = text.endswith("*")
    text = text.rstrip("*").strip()
    if text.casefold() in MISSING:
        return Number(None, State.MISSING)
    if text in DASHES:
        if dash is None or isinstance(dash, State):
            if dash is State.MISSING:
                return Number(None, State.MISSING)
            raise Unread("dash")
        return Number(dash, provisional=star)
    if SUPPRESSED.fullmatch(text):
        return Number(None, State.SUPPRESSED)
    if APPROXIMATE.fullmatch(text):
        raise Unread("approximate")
    percent = bool(_PERCENT.search(text))
    digits = _PERCENT.sub("", text)
    if len(digits) > LONGEST:
        raise Unread("not-a-figure")
    if not decimal:
        decimal = decimal_of([digits]) or ""
        if not decimal:
            if _OPEN.fullmatch(digits):
                raise Unread("ambiguous")
            decimal = ","
    if not _NUMBER[decimal].fullmatch(digits):
        raise Unread("not-a-figure")
    thousands = "." if decimal == "," else ","
    plain = digits.replace(thousands, "").replace(" ", "").replace("'", "").replace(decimal, ".")
    return Number(float(plain), State.SHOWN, star, percent)


def decimal_of(texts: Iterable[str]) -> str | None:
    """The decimal mark that these numbers show: "," or "."; None where they show none, or both.

    A mark that is not followed by exactly three digits is a decimal mark; where both occur, the last is; one that comes twice parts
    thousands.
    """
    shown: set[str] = set()
    for text in texts:
        digits = _PERCENT.sub("", text.translate(_SPACES).strip()).rstrip("*")
        if not re.fullmatch(r"[+-]?[\d., ']*\d", digits):
            continue
        marks = re.findall(r"[.,]", digits)
        if not marks:
            continue
        last = marks[-1]
        other = "." if last == "," else ","
        tail = len(digits) - digits.rindex(last) - 1
        if len(set(marks)) == 2:
            shown.add(last if marks.count(last) == 1 else other)
        elif len(marks) > 1:
            shown.add(other)
        elif tail != 3 or digits.lstrip("+-").startswith("0"):
            shown.add(last)
    return shown.pop() if len(shown) == 1 else None
