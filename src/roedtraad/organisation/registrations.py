"""What the organisation adds to the house: its place in the menu, for those who keep it."""

from django.utils.translation import gettext_lazy as _

from roedtraad.core.registries import MenuEntry, menu, who_am_i

from .permissions import may_keep_organisation
from .queries import standing_of

menu.add(
    MenuEntry(
        90, _("Organisation"), "organisation:index", "/organisation/", shown=may_keep_organisation.given
    )
)
who_am_i.add("title", lambda user: ", ".join(standing_of(user).titles))
