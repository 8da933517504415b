"""Who keeps matters, and who ends a task."""

from django.utils.translation import gettext_lazy as _

from roedtraad.core.permissions import Permission, is_signed_in, is_system
from roedtraad.organisation.permissions import answers_for_it, is_coordinator, is_secretary

may_read_matters = Permission(
    "matters.read",
    is_signed_in,
    _("Only people of this municipality who are signed in see its matters here."),
)
may_keep_matters = Permission(
    "matters.keep",
    is_system | is_secretary | is_coordinator,
    _("Meetings, matters and decisions are kept by the committee secretary and the policy coordinator."),
)
may_end_task = Permission(
    "matters.end_task",
    is_system | is_secretary | is_coordinator | answers_for_it,
    _(
        "A task is ended by the position that has it, by its deputy, or by the committee secretary or the coordinator."
    ),
)
