"""Wordings: patterns that hardly any text holds, passed by at once where one of their stems must stand and none does.

To look for a stem costs a fiftieth of what it costs to try a pattern, and a document has a hundred wordings tried on
each of its sentences.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

__all__ = ["Wording", "compiled", "holds"]


@lru_cache(maxsize=64)  # one sentence is tried with one wording after another
def _folded(text: str) -> str:
    return text.casefold()


def holds(text: str, stems: tuple[str, ...]) -> bool:
    """Whether one of the stems, given in small letters, stands in the text, whatever its letters' case."""
    folded = _folded(text)
    for stem in stems:  # noqa: SIM110 - twice as quick as any() with a generator, and this is asked most of all
        if stem in folded:
            return True
    return False


class Wording:
    """A pattern and the stems of which every text that it fits holds one: to be searched for as the pattern itself.

    That the stems are those of the pattern is proved by the tests (`tests/test_wording.py`).
    """

    __slots__ = ("pattern", "stems")

    def __init__(self, pattern: str, *stems: str, flags: int = re.IGNORECASE) -> None:
        self.pattern, self.stems = re.compile(pattern, flags), stems

    def search(self, text: str) -> re.Match[str] | None:
        return self.pattern.search(text) if holds(text, self.stems) else None

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        return self.pattern.finditer(text) if holds(text, self.stems) else iter(())

    def match(self, text: str) -> re.Match[str] | None:
        return self.pattern.match(text) if holds(text, self.stems) else None


def compiled(table: Iterable[tuple[str, str]], flags: int = 0) -> tuple[tuple[re.Pattern[str], str], ...]:
    """A table of patterns and what each of them tells, ready to be tried in order."""
    return tuple((re.compile(pattern, flags), told) for pattern, told in table)
