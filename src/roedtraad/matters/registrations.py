"""What matters add to the house: the menu, the thread below a decision, and what waits for whom."""

from __future__ import annotations

from typing import Any

from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from roedtraad.core.registries import MenuEntry, ToDo, menu, thread_below, to_do
from roedtraad.organisation.queries import standing_of

from . import queries
from .enums import DispatchState, TaskState
from .models import Dispatch, Task
from .permissions import may_keep_matters

menu.add(MenuEntry(60, gettext_lazy("Matters"), "matters:list", "/sager/"))
thread_below.add("matters.decision", queries.tasks_below)


def decisions_to_record(user: Any) -> list[ToDo]:
    """After a meeting: what it decided is to be recorded by whoever keeps matters."""
    if not may_keep_matters.given(user):
        return []
    return [
        ToDo(
            when=stop.meeting.date if stop.meeting else None,
            title=_("Record what %(body)s decided") % {"body": stop.body},
            reason=_("“%(matter)s” was before the meeting on %(day)s.")
            % {
                "matter": Truncator(stop.matter.title).chars(90),
                "day": date_format(stop.meeting.date, "DATE_FORMAT") if stop.meeting else "",
            },
            button=_("Record the decision"),
            url=reverse("matters:record_decision", args=[stop.matter_id]) + f"?stop={stop.pk}",
        )
        for stop in queries.unrecorded(timezone.localdate())[:5]
    ]


def my_tasks(user: Any) -> list[ToDo]:
    """Open tasks of the positions the user holds or stands in for."""
    standing = standing_of(user)
    mine = Task.objects.filter(owner__in=standing.positions | standing.deputised, state=TaskState.OPEN)
    return [
        ToDo(
            when=task.due,
            title=Truncator(task.text).chars(110),
            reason=_("%(body)s decided it on %(day)s.")
            % {"body": task.decision.body, "day": date_format(task.decision.date, "DATE_FORMAT")},
            button=_("See the task"),
            url=reverse("matters:matter", args=[task.decision.matter_id]) + f"#opgave-{task.pk}",
        )
        for task in mine.select_related("decision__body").order_by(F("due").asc(nulls_last=True), "pk")[:10]
    ]


def to_be_filed(user: Any) -> list[ToDo]:
    """One line for everything that does not stand in the case and document system yet."""
    if not may_keep_matters.given(user):
        return []
    missing = Dispatch.objects.filter(state=DispatchState.MISSING).count()
    if not missing:
        return []
    return [
        ToDo(
            when=None,
            title=ngettext(
                "One document is not in the case system yet",
                "%(count)d documents are not in the case system yet",
                missing,
            )
            % {"count": missing},
            reason=_("They are listed until each has the number it was filed under."),
            button=_("See the list"),
            url=reverse("matters:dispatches"),
        )
    ]


for provider in (decisions_to_record, my_tasks, to_be_filed):
    to_do.add("matters", provider)
