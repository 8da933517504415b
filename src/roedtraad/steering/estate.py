"""What of the steering changes hands when a position ends: what it is to see to by minutes that are not approved yet."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from roedtraad.core.actions import action
from roedtraad.core.registries import Belonging, Ending, Estate, Passing
from roedtraad.organisation.models import Position
from roedtraad.organisation.permissions import may_keep_organisation

from .enums import SittingState
from .models import Point


def estate_of(ending: Ending) -> Estate:
    """Points that name the position, as the one who sees to it or in a task. Approved they are decisions and tasks, which
    `matters` tells of. One query."""
    if not ending.positions:
        return Estate()
    rows = Point.objects.exclude(sitting__state=SittingState.APPROVED).order_by("pk")
    found = []
    for pk, title, responsible, tasks, meeting in rows.values_list(
        "pk", "title", "responsible", "tasks", "sitting__meeting"
    ):
        named = {responsible, *(task.get("owner") for task in tasks)} & ending.positions
        if named:
            found.append(
                Belonging(
                    "steering.point.position", pk, _("Points of meetings whose minutes are not approved"), title,
                    via=min(named), page="matters:meeting", page_pk=meeting,
                )
            )  # fmt: skip
    return Estate(found)


def take_point(pk: int, passing: Passing) -> None:
    see_to_it_instead(
        Point.objects.get(pk=pk),
        by=passing.by,
        leaving=passing.leaving,
        position=passing.heir,
        note=passing.reason,
    )


@action("steering.see_to_it_instead", permission=may_keep_organisation)
def see_to_it_instead(point: Point, *, by: Any, leaving: frozenset[int], position: Position) -> Point:
    """Another position sees to it, and has the tasks that the minutes will give."""
    if point.responsible_id in leaving:
        point.responsible = position
    point.tasks = [
        task | {"owner": position.pk} if task.get("owner") in leaving else task for task in point.tasks
    ]
    point.save()
    return point
