"""Who sees the start page."""

from django.utils.translation import gettext_lazy as _

from roedtraad.core.permissions import Permission, is_signed_in

may_see_start = Permission(
    "workspace.see", is_signed_in, _("Only people of this municipality who are signed in see this page.")
)
