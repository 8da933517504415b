"""The start page stands first in the menu."""

from django.utils.translation import gettext_lazy as _

from roedtraad.core.registries import MenuEntry, menu

menu.under("workspace:start", "/aarshjul/")
menu.add(MenuEntry(0, _("Overview"), "workspace:start", "/"))
