"""Who may bring documents and accept what was read in them."""

from django.utils.translation import gettext_lazy as _

from roedtraad.core.permissions import Permission, is_system
from roedtraad.organisation.permissions import is_coordinator

may_import = Permission(
    "intake.import",
    is_system | is_coordinator,
    _("Documents are brought and accepted by the policy coordinator."),
)
