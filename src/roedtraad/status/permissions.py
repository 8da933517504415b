"""Who writes the yearly status."""

from django.utils.translation import gettext_lazy as _

from roedtraad.core.permissions import Permission, is_signed_in, is_system
from roedtraad.organisation.permissions import is_coordinator, is_secretary

may_read_status = Permission(
    "status.read",
    is_signed_in,
    _("Only people of this municipality who are signed in see its status reports here."),
)
may_write_status = Permission(
    "status.write", is_system | is_coordinator, _("The status is written by the policy coordinator.")
)
may_note_decision = Permission(
    "status.note_decision",
    is_system | is_coordinator | is_secretary,
    _("Decisions are recorded by the committee secretary or the policy coordinator."),
)
may_hand_over = Permission(
    "status.hand_over",
    is_system | is_coordinator | is_secretary,
    _("The handover to a new council is made by the policy coordinator or the committee secretary."),
)
