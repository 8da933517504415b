"""Search in the list of tables: title, id, unit and variables, with Danish letters and endings understood."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from .tables import Listed

# Endings of Danish and English nouns, longest first; what is left must have four letters.
_ENDINGS = ("ernes", "erne", "enes", "ens", "ets", "ene", "er", "en", "et", "es", "e", "s", "r")
_WORD = re.compile(r"[^\W_]+")
_LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "ä": "ae", "ö": "oe", "ü": "y", "é": "e"})
# What a word is worth by where it stands.
_ID, _TITLE, _VARIABLE, _UNIT = 100, 10, 4, 2


@dataclass(frozen=True, slots=True)
class Hit:
    """`score` orders; `where`: the fields in which words were found, for the page to show why it is there."""

    table: Listed
    score: float
    where: tuple[str, ...]


@lru_cache(maxsize=20_000)
def _stems(text: str) -> tuple[str, ...]:
    return tuple(_stem(word) for word in _WORD.findall(text.casefold().translate(_LETTERS)))


def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


def _match(wanted: str, stems: Iterable[str]) -> float:
    """1 for the word, 0.8 for its beginning, 0.5 for a joint of a compound ('anbringelse' in 'døgnanbringelse'); 0 for none."""
    best = 0.0
    for stem in stems:
        if stem == wanted:
            return 1.0
        if stem.startswith(wanted):
            best = max(best, 0.8)
        elif len(wanted) >= 4 and wanted in stem:
            best = max(best, 0.5)
    return best


def search(tables: Iterable[Listed], words: str, *, inactive: bool = False) -> list[Hit]:
    """The tables in which every word is found somewhere, best first. No words: none."""
    wanted = _stems(words)
    if not wanted:
        return []
    found = []
    for table in tables:
        if not (table.active or inactive):
            continue
        fields = (
            ("id", _ID, (table.id.casefold().translate(_LETTERS),)),
            ("title", _TITLE, _stems(table.title)),
            ("variables", _VARIABLE, tuple(s for v in table.variables for s in _stems(v))),
            ("unit", _UNIT, _stems(table.unit)),
        )
        score, where = 0.0, []
        for word in wanted:
            # The id is searched by the word as written: its ending is part of it.
            worth = {name: weight * _match(word, stems) for name, weight, stems in fields}
            best = max(worth, key=lambda name: worth[name])
            if not worth[best]:
                break
            score += worth[best]
            where.append(best)
        else:
            found.append(Hit(table, score, tuple(dict.fromkeys(where))))
    return sorted(found, key=lambda hit: (-hit.score, hit.table.id))
