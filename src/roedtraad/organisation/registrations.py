"""What the organisation adds to the house: its place in the menu, for those who keep it."""

from django.utils.translation import gettext_lazy as _

from roedtraad.core.registries import MenuEntry, estates, heirs_take, menu, waiting, who_am_i

from .changing import estate
from .changing.waiting import changes_waiting
from .permissions import may_keep_organisation
from .queries import standing_of

menu.add(
    MenuEntry(
        90, _("Organisation"), "organisation:index", "/organisation/", shown=may_keep_organisation.given
    )
)
who_am_i.add("title", lambda user: ", ".join(standing_of(user).titles))
waiting.add("organisation.changes", changes_waiting)
estates.add("organisation", estate.estate_of)
heirs_take.add("organisation.position.unit", estate.take_position)
heirs_take.add("organisation.position.deputy", estate.take_deputy)
heirs_take.add("organisation.seat.position", estate.take_seat)
heirs_take.add("organisation.seat.body", estate.take_place)
