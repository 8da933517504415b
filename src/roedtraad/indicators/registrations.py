"""Where the indicators join the house: menu, the thread below goals and themes, facts of a plan, what hangs loose."""

from django.utils.translation import gettext_lazy

from roedtraad.core import registries
from roedtraad.core.registries import MenuEntry

registries.menu.add(MenuEntry(35, gettext_lazy("Indicators"), "indicators:index", "/indikatorer/"))
