"""What a round costs in time: added up over everybody, never kept or shown for a person.

The page counts the seconds in which it is looked at and worked on, and sends those that have passed since it last sent.
They are added to the round's total; no row and no record says whose they were. The total is told when the round is
frozen, rounded to half hours, and only if so many have reported that it is nobody's own.
"""

from __future__ import annotations

from django.db.models import F, Value
from django.db.models.functions import Least
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from roedtraad.core.forms import whole_number

from .models import CheckIn, Cycle

MOST_AT_ONCE = 600  # seconds: a page that saves itself while one types sends far fewer
MOST = 2_000_000_000  # seconds: what the column holds
FEWEST = 5  # people: the house's minimum count
HALF_HOUR = 1800


def add(cycle: Cycle, seconds: str) -> None:
    """Add what a page has counted. Not through an action: the record of what was done says by whom."""
    spent = min(whole_number(seconds) or 0, MOST_AT_ONCE)
    if spent:
        Cycle.objects.filter(pk=cycle.pk).update(seconds_spent=Least(F("seconds_spent") + spent, Value(MOST)))


def told(cycle: Cycle) -> str:
    """'4 timer'; '' where the round is not frozen, nothing was counted, or too few reported. One query."""
    if not cycle.seconds_spent or not hasattr(cycle, "snapshot"):
        return ""
    people = CheckIn.objects.filter(cycle=cycle).order_by().values("written_by").distinct().count()
    if people < FEWEST:
        return ""
    halves = round(cycle.seconds_spent / HALF_HOUR)
    if not halves:
        return _("less than half an hour")
    if halves == 1:
        return _("half an hour")
    if halves == 2:
        return _("one hour")
    return _("%(n)s hours") % {"n": number_format(halves // 2 if halves % 2 == 0 else halves / 2)}
