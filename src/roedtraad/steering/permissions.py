"""Who follows a plan up at a distance, who reads a group's meetings, and who runs them."""

from __future__ import annotations

from typing import Any

import rules
from django.utils.translation import gettext_lazy as _

from roedtraad.core.permissions import Permission, is_signed_in, is_system
from roedtraad.matters.models import Meeting
from roedtraad.organisation.permissions import is_coordinator, is_secretary

from .queries import bodies_of


@rules.predicate
def sits_in_the_group(user: Any, thing: Any) -> bool:
    """Holds, or stands in for, a seat of the body whose meeting it is."""
    meeting = _meeting_of(thing)
    return meeting is not None and meeting.body_id in bodies_of(user)


def _meeting_of(thing: Any) -> Meeting | None:
    if isinstance(thing, Meeting):
        return thing
    sitting = getattr(thing, "sitting", thing)
    return getattr(sitting, "meeting", None)


may_see_steering = Permission(
    "steering.see",
    is_signed_in,
    _("Only people of this municipality who are signed in see how a plan is doing."),
)
may_read_meetings = Permission(
    "steering.read",
    is_coordinator | is_secretary | sits_in_the_group,
    _(
        "A group's meetings are read by those who have a seat in it, and by the secretary and the coordinator."
    ),
    _("Whoever has a seat can show you the minutes."),
)
may_run_meetings = Permission(
    "steering.run",
    is_system | is_coordinator | is_secretary,
    _(
        "A group's meeting is run, and its minutes written, by the policy coordinator or the committee secretary."
    ),
    _("Tell one of them what you want on the agenda."),
)
