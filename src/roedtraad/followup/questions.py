"""The common template of a plan: its three questions, in the plan's own words or the usual ones.

Whether and how it goes is always asked. What is needed may be left out of the form, and is then asked for only where a
goal is neither on track nor reached: that rule has no exception.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from .models import Template

# In the order of the form; the names are those of its fields.
USUAL: dict[str, Any] = {
    "status": _("How is the goal doing?"),
    "happened": _("What has happened since last time?"),
    "need": _("What is needed now?"),
}
COLUMN = {"status": "question_status", "happened": "question_happened", "need": "question_needed"}


@dataclass(frozen=True)
class Questions:
    """`own`: {name: the plan's words}, without those in the usual ones. `left_out`: names that are not asked."""

    own: dict[str, str]
    left_out: frozenset[str] = frozenset()

    def __getitem__(self, name: str) -> Any:
        """The words of a question."""
        return self.own.get(name) or USUAL[name]

    def asks(self, name: str) -> bool:
        return name not in self.left_out

    @property
    def in_order(self) -> list[Any]:
        """The words of what is asked of every goal, in the order of the form."""
        return [self[name] for name in USUAL if self.asks(name)]

    @property
    def asks_needed(self) -> bool:
        return self.asks("need")

    @property
    def needed(self) -> Any:
        return self["need"]

    @property
    def number(self) -> int:
        return len(USUAL) - len(self.left_out)

    @property
    def asked(self) -> dict[str, str]:
        """What a signed check-in and a snapshot keep: the plan's own words of what was asked."""
        return {name: words for name, words in self.own.items() if self.asks(name)}


def of_template(template: Template | None) -> Questions:
    if template is None:
        return Questions({})
    own = {name: words for name, column in COLUMN.items() if (words := getattr(template, column))}
    left_out = {
        name
        for name, asks in (("happened", template.asks_happened), ("need", template.asks_needed))
        if not asks
    }
    return Questions(own, frozenset(left_out))


def questions_of(plan: int) -> Questions:
    """Of the plan with that key; one query."""
    return of_template(Template.objects.filter(plan=plan).first())
