"""Who may bring documents and accept what was read in them."""

from django.utils.translation import gettext_lazy as _

from roedtraad.core.permissions import Permission, is_system
from roedtraad.organisation.permissions import is_coordinator, is_secretary

may_import = Permission(
    "intake.import",
    is_system | is_coordinator,
    _("Documents are brought and accepted by the policy coordinator."),
)
may_bring_minutes = Permission(
    "intake.bring_minutes",
    is_system | is_secretary | is_coordinator,
    _("Minutes are brought back by the committee secretary and the policy coordinator."),
)
