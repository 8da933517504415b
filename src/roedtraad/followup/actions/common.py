"""What the verbs of follow-up have in common."""

from __future__ import annotations

from collections.abc import Iterable

from roedtraad.core.actions import System
from roedtraad.core.models import User
from roedtraad.core.reasons import Reason, Refused

Actor = User | System


def refuse(reasons: Iterable[Reason]) -> None:
    found = list(reasons)
    if found:
        raise Refused(found)
