"""Permissions are named predicates over (user, thing), each with the sentence of its refusal.

A permission's docstring-like `sentence` says who may; the predicates themselves are `rules` predicates and
follow from positions (roedtraad.organisation.permissions), never from rows that say 'may'.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import rules
from django.utils.translation import gettext_lazy as _

from .reasons import NotPermitted, Reason

PERMISSIONS: dict[str, Permission] = {}


@dataclass(frozen=True)
class Permission:
    """`name` 'plans.write'; `who` a rules predicate; `sentence` says who may, `way_out` who can help."""

    name: str
    who: rules.Predicate
    sentence: Any
    way_out: Any = ""

    def __post_init__(self) -> None:
        if self.name in PERMISSIONS:
            raise ValueError(f"permission {self.name} is declared twice")
        PERMISSIONS[self.name] = self

    def given(self, user: Any, thing: Any = None) -> bool:
        return bool(self.who.test(user, thing))

    def why_not(self, user: Any, thing: Any = None) -> list[Reason]:
        if self.given(user, thing):
            return []
        return [
            Reason(
                f"permission:{self.name}",
                self.sentence,
                self.way_out or _("The policy coordinator can help."),
            )
        ]

    def demand(self, user: Any, thing: Any = None) -> None:
        reasons = self.why_not(user, thing)
        if reasons:
            raise NotPermitted(reasons)


@rules.predicate
def is_signed_in(user: Any) -> bool:
    """Anybody with a user in this municipality."""
    from .tenancy import current_or_none

    municipality = current_or_none()
    return bool(
        user
        and user.is_authenticated
        and user.is_active
        and (municipality is None or user.municipality_id == municipality.pk)
    )


@rules.predicate
def is_system(user: Any) -> bool:
    """The system itself: scheduled work and the building of the example municipality."""
    return bool(getattr(user, "is_system", False))
