"""Who is away, from–to: said by the person or by those who keep the organisation, so that the deputy is asked meanwhile."""

from __future__ import annotations

import datetime
from typing import Any

import rules
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from roedtraad.core.actions import action
from roedtraad.core.permissions import Permission, is_system
from roedtraad.core.reasons import Reason, Refused

from .models import Absence, Person, Position
from .permissions import is_administrator, is_coordinator

LONGEST = datetime.timedelta(days=400)  # whoever is away for longer has left the position


@rules.predicate
def is_the_person(user: Any, thing: Any) -> bool:
    """The one who is away says so."""
    person = thing if isinstance(thing, Person) else getattr(thing, "person", None)
    return person is not None and person.user_id is not None and person.user_id == getattr(user, "pk", None)


may_say_away = Permission(
    "organisation.away",
    is_system | is_coordinator | is_administrator | is_the_person,
    gettext_lazy(
        "That somebody is away is said by the person, the policy coordinator or the local administrator."
    ),
)


def why_not_away(person: Person, starts: datetime.date, ends: datetime.date) -> list[Reason]:
    """An absence has a first and a last day to come, and each day stands once."""
    if ends < starts:
        return [Reason("away-order", _("The last day is before the first."), _("Swap the two days."))]
    if ends < timezone.localdate():
        return [Reason("away-over", _("The last day has passed."), _("Choose a last day to come."))]
    if ends - starts > LONGEST:
        return [
            Reason(
                "away-long",
                _("Whoever is away for more than a year has left the position."),
                _("End the holding instead, and let somebody else hold it."),
            )
        ]
    other = Absence.objects.filter(person=person, starts__lte=ends, ends__gte=starts).first()
    if other is not None:
        return [
            Reason(
                "away-already",
                _("%(who)s is away from %(first)s to %(last)s already.")
                % {"who": person, "first": _day(other.starts), "last": _day(other.ends)},
                _("Take that away first, or choose other days."),
            )
        ]
    return []


@action("organisation.say_away", permission=may_say_away)
def say_away(person: Person, *, by: Any, starts: datetime.date, ends: datetime.date) -> Absence:
    """The person is away, both days included: whoever deputises for the positions is asked meanwhile."""
    reasons = why_not_away(person, starts, ends)
    if reasons:
        raise Refused(reasons)
    return Absence.objects.create(person=person, starts=starts, ends=ends)


@action("organisation.say_back", permission=may_say_away)
def say_back(absence: Absence, *, by: Any) -> None:
    """The person is back, or was never away: from now on the person is asked again."""
    absence.delete()


def away_until(day: datetime.date | None = None) -> dict[int, datetime.date]:
    """Who is away on a day (today), and the last day of it: {person: day}. One query."""
    rows = Absence.objects.on(day or timezone.localdate()).order_by("ends").values_list("person", "ends")
    return dict(rows)


def without_deputy(person: Person) -> list[Position]:
    """The positions that the person holds today and that nobody deputises for: of them nobody is asked meanwhile."""
    today = timezone.localdate()
    held = person.holdings.on(today).filter(position__deputy__isnull=True)
    return list(Position.objects.filter(pk__in=held.values("position")))


def _day(value: datetime.date) -> str:
    return date_format(value, "DATE_FORMAT")
