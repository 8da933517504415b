"""The dates of a plan in the order in which they come."""

from __future__ import annotations

import datetime

from roedtraad.plans.models import Plan, PlanDate


def dates_of(plan: Plan) -> list[PlanDate]:
    """By the day from which they may be; what has no day stays behind the one that it was written after. One query."""
    rows = list(PlanDate.objects.filter(plan=plan).select_related("body").order_by("order", "pk"))
    place, day = {}, datetime.date.min
    for each in rows:
        day = each.when_earliest or day
        place[each.pk] = day
    return sorted(rows, key=lambda each: (place[each.pk], each.order, each.pk))
