"""Indicators that others have found worth following, each in plain words, with what to beware of.

    for entry in entries(): …          every entry, by area
    get("fravaer")                     one, or None

Written in Danish, for Danish municipalities: a municipality takes an entry and words it as it likes (`take_from_catalogue`).
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Entry:
    """One indicator of the catalogue. `statbank`: tables of StatBank Denmark that count it by municipality."""

    key: str
    area: str
    title: str
    definition: str
    kind: str
    measure: str
    unit: str
    decimals: int
    direction: str
    rhythm: str
    source_words: str
    why: str
    traps: str
    subject: str = ""
    numerator_words: str = ""
    denominator_words: str = ""
    licence: str = ""
    minimum_count: int = 5
    statbank: tuple[str, ...] = ()

    def as_indicator(self) -> dict[str, Any]:
        """The arguments of `create_indicator`."""
        names = (
            "title subject definition kind measure unit decimals direction rhythm numerator_words denominator_words "
            "source_words licence minimum_count traps"
        )
        return {name: getattr(self, name) for name in names.split()}


@lru_cache(maxsize=1)
def entries() -> Sequence[Entry]:
    """Every entry, in the order of the files and of what stands in them."""
    found: list[Entry] = []
    for path in sorted(FOLDER.glob("*.toml")):
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        for key, row in data["indicator"].items():
            row["statbank"] = tuple(row.get("statbank", ()))
            found.append(Entry(key=key, area=data["area"], **row))
    return tuple(found)


def get(key: str) -> Entry | None:
    return next((entry for entry in entries() if entry.key == key), None)
