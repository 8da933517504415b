"""Predicates that follow from positions; every app above builds its permissions from these."""

from __future__ import annotations

from typing import Any

import rules
from django.utils.translation import gettext_lazy as _

from roedtraad.core.permissions import Permission, is_signed_in, is_system

from .enums import Function
from .queries import has_function, standing_of


@rules.predicate
def is_coordinator(user: Any) -> bool:
    """Holds a position as policy coordinator today: sets up the work, drafts, keeps the plan, writes the status."""
    return has_function(user, Function.COORDINATOR)


@rules.predicate
def is_secretary(user: Any) -> bool:
    """Holds a position as committee secretary today: keeps meetings, matters and decisions."""
    return has_function(user, Function.SECRETARY)


@rules.predicate
def is_administrator(user: Any) -> bool:
    """Holds a position as local administrator today: keeps units, positions and people."""
    return has_function(user, Function.ADMINISTRATOR)


@rules.predicate
def answers_for_it(user: Any, thing: Any) -> bool:
    """Holds, or deputises for, the position that owns the thing (`owner_id`)."""
    return standing_of(user).answers_for(getattr(thing, "owner_id", None))


may_read = Permission(
    "organisation.read", is_signed_in, _("Only people of this municipality who are signed in see this page.")
)
may_keep_organisation = Permission(
    "organisation.keep",
    is_system | is_coordinator | is_administrator,
    _("Units, positions and people are kept by the policy coordinator or the local administrator."),
)
