"""State machines as data: a TextChoices beside a table of what may follow what."""

from __future__ import annotations

from collections.abc import Mapping, Set
from typing import Any

from django.utils.translation import gettext_lazy as _

from .reasons import Reason, Refused

Transitions = Mapping[Any, Set[Any]]


def why_not_move(
    transitions: Transitions, now: Any, to: Any, labels: Mapping[Any, Any] | None = None
) -> list[Reason]:
    """Empty if `to` may follow `now`; else the one reason that it may not."""
    if to in transitions.get(now, frozenset()):
        return []
    names = labels or {}
    return [
        Reason(
            "transition",
            _("It stands as “%(now)s” and cannot become “%(to)s”.")
            % {"now": names.get(now, now), "to": names.get(to, to)},
        )
    ]


def move(thing: Any, to: Any, transitions: Transitions, field: str = "state") -> None:
    """Set `thing.<field>` to `to`, or refuse. Saves nothing."""
    choices = dict(thing._meta.get_field(field).flatchoices)
    reasons = why_not_move(transitions, getattr(thing, field), to, choices)
    if reasons:
        raise Refused(reasons)
    setattr(thing, field, to)
