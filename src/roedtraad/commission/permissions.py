"""Who may read and write terms of reference; follows from positions."""

from django.utils.translation import gettext_lazy as _

from roedtraad.core.permissions import Permission, is_signed_in, is_system
from roedtraad.organisation.permissions import is_coordinator, is_secretary

may_read = Permission(
    "commission.read", is_signed_in, _("Only people of this municipality who are signed in see this page.")
)
may_write = Permission(
    "commission.write",
    is_system | is_coordinator,
    _("Terms of reference and external projects are written by the policy coordinator."),
    _("Tell the policy coordinator what should be changed."),
)
may_adopt = Permission(
    "commission.adopt",
    is_system | is_coordinator | is_secretary,
    _(
        "That terms of reference were adopted is recorded by the policy coordinator or the committee secretary."
    ),
)
