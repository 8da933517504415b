"""Refusals as sentences. A rule that says no says why, and who or what can help."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Reason:
    """Why something cannot be done: the sentence the user reads, and the way out.

    `code` names the rule (stable, for tests and the API); `sentence` and `way_out` may be lazy translations;
    `url` leads to the place where it is mended, if there is one.
    """

    code: str
    sentence: Any
    way_out: Any = ""
    url: str = ""

    def __str__(self) -> str:
        return f"{self.sentence} {self.way_out}".strip()


class Refused(Exception):
    """An action was refused. `reasons` holds at least one `Reason`; nothing has been changed."""

    def __init__(self, reasons: Reason | Iterable[Reason]):
        self.reasons = [reasons] if isinstance(reasons, Reason) else list(reasons)
        super().__init__(" ".join(str(reason) for reason in self.reasons))


class NotPermitted(Refused):
    """The user may not do this (403); the reasons say who can."""


class ChangedMeanwhile(Refused):
    """Somebody else saved the same thing first. `theirs` is what now stands, field by field."""

    def __init__(self, reason: Reason, theirs: dict[str, Any]):
        super().__init__(reason)
        self.theirs = theirs
