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

from roedtraad.core.registries import MenuEntry, ToDo, estates, heirs_take, menu, thread_below, to_do
from roedtraad.organisation.queries import standing_of

from . import estate, queries
from .decisions import task_from
from .enums import TaskState
from .models import Task
from .permissions import may_keep_matters

OF_A_KIND = 5  # lines of one kind; those after come when these are done

menu.add(MenuEntry(60, gettext_lazy("Matters"), "matters:list", "/sager/"))
thread_below.add("matters.decision", queries.tasks_below)


def to_keep(user: Any) -> list[ToDo]:
    """For whoever keeps matters: record what a meeting decided, give somebody the task, file the documents. One query."""
    if not may_keep_matters.given(user):
        return []
    needing = queries.needing(timezone.localdate())
    found = [_to_record(stop) for stop in needing.to_record[:OF_A_KIND]]
    found += [_to_give(bare) for bare in needing.to_give[:OF_A_KIND]]
    found += [_to_move(stop) for stop in needing.to_move[:OF_A_KIND]]
    if needing.missing:
        found.append(_to_file(needing.missing))
    return found


def _to_record(stop: queries.Stop) -> ToDo:
    return ToDo(
        when=stop.day,
        title=_("Record what %(body)s decided") % {"body": stop.body},
        reason=_("“%(matter)s” was before the meeting on %(day)s.")
        % {"matter": Truncator(stop.title).chars(90), "day": date_format(stop.day, "DATE_FORMAT")},
        button=_("Record the decision"),
        url=reverse("matters:record_decision", args=[stop.matter]) + f"?stop={stop.pk}",
    )


def _to_move(stop: queries.Stop) -> ToDo:
    return ToDo(
        when=None,
        title=_("Put it before another meeting of %(body)s") % {"body": stop.body},
        reason=_("“%(matter)s” stood at a meeting that is cancelled, or was put off there.")
        % {"matter": Truncator(stop.title).chars(90)},
        button=_("Choose the meeting"),
        url=reverse("matters:stop", args=[stop.pk]),
    )


def _to_file(missing: int) -> ToDo:
    title = ngettext(
        "One document is not in the case system yet",
        "%(count)d documents are not in the case system yet",
        missing,
    )
    return ToDo(
        when=None,
        title=title % {"count": missing},
        reason=_("They are listed until each has the number it was filed under."),
        button=_("See the list"),
        url=reverse("matters:dispatches"),
    )


def _to_give(bare: queries.Bare) -> ToDo:
    reason = _("%(body)s decided it on %(day)s. The thread is broken until somebody has the task.") % {
        "body": bare.body,
        "day": date_format(bare.date, "DATE_FORMAT"),
    }
    if bare.more:
        reason += " " + ngettext(
            "The same goes for one more decision in the matter.",
            "The same goes for %(n)d more decisions in the matter.",
            bare.more,
        ) % {"n": bare.more}
    return ToDo(
        when=None,
        title=_("Nobody has been given: %(decision)s")
        % {"decision": Truncator(task_from(bare.words).rstrip(".")).chars(90)},
        reason=reason,
        button=_("Give the task"),
        url=reverse("matters:add_task", args=[bare.decision]),
    )


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


for provider in (to_keep, my_tasks):
    to_do.add("matters", provider)

estates.add("matters", estate.estate_of)
for kind, take in estate.TAKERS.items():
    heirs_take.add(kind, take)
