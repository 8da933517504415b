"""Who may do what with policies."""

from django.utils.translation import gettext_lazy as _

from roedtraad.core.permissions import Permission, is_signed_in, is_system
from roedtraad.organisation.permissions import is_coordinator, is_secretary

may_read = Permission(
    "policies.read", is_signed_in, _("Only people of this municipality who are signed in see this page.")
)
may_write = Permission(
    "policies.write",
    is_system | is_coordinator,
    _("Policies and their drafts are written by the policy coordinator."),
)
may_adopt = Permission(
    "policies.adopt",
    is_system | is_coordinator | is_secretary,
    _("That an edition was adopted is recorded by the policy coordinator or the committee secretary."),
)
