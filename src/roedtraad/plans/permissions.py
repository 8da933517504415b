"""Who may read and keep the plan; follows from positions."""

from django.utils.translation import gettext_lazy as _

from roedtraad.core.permissions import Permission, is_signed_in, is_system
from roedtraad.organisation.permissions import is_coordinator

may_read_plan = Permission(
    "plans.read", is_signed_in, _("Only people of this municipality who are signed in see the plan.")
)
may_write_plan = Permission(
    "plans.write",
    is_system | is_coordinator,
    _("The plan and its goals are kept by the policy coordinator."),
    _("Tell the policy coordinator what should be changed."),
)
