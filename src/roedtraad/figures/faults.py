"""What is wrong with figures: a code, the facts, and one sentence for whoever must mend it.

Pure Python, so both languages stand beside each other in `words`, as in `reading.errors`; a page may word it anew by its code.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from .words import NOTES, SENTENCES


@dataclass(frozen=True, slots=True)
class Fault:
    """`code` is a key of `words.SENTENCES`, `facts` what its sentence names.

    A fault in a spreadsheet names its cell in `facts["cell"]`: "B7", or "Ark2!B7" in a workbook of several sheets.
    """

    code: str
    facts: Mapping[str, Any] = field(default_factory=dict)

    @property
    def blocking(self) -> bool:
        """Whether nothing is taken in as long as it stands; False for what is only to be known."""
        return self.code not in NOTES

    def sentence(self, language: str = "da") -> str:
        """One sentence or two: what is wrong, and what to do. `language`: "da" or "en"."""
        danish, english = SENTENCES[self.code]
        form = english if language.startswith("en") else danish
        return form.format_map({key: _shown(value, language) for key, value in self.facts.items()})

    def __str__(self) -> str:
        return self.sentence()


def _shown(value: Any, language: str) -> str:
    if isinstance(value, bool) or not isinstance(value, int):
        if isinstance(value, list | tuple):
            return ", ".join(map(str, value))
        return str(value)
    if abs(value) < 10_000:  # a year is written without a mark
        return str(value)
    return f"{value:,}" if language.startswith("en") else f"{value:,}".replace(",", ".")


class FigureError(Exception):
    """Figures that cannot be had or taken. `fault` says why; `str()` is the Danish sentence."""

    def __init__(self, code: str, /, **facts: Any) -> None:
        super().__init__(code, facts)
        self.fault = Fault(code, facts)

    @property
    def code(self) -> str:
        return self.fault.code

    @property
    def facts(self) -> Mapping[str, Any]:
        return self.fault.facts

    def sentence(self, language: str = "da") -> str:
        return self.fault.sentence(language)

    def __str__(self) -> str:
        return self.fault.sentence()
