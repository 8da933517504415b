"""The verbs of where figures come from: a table asked on its days, a spreadsheet taken in and remembered."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from roedtraad.core.actions import action
from roedtraad.core.jobs import enqueue
from roedtraad.core.models import Job
from roedtraad.core.reasons import Reason
from roedtraad.core.states import move
from roedtraad.indicators.enums import QUERY_TRANSITIONS, Origin, QueryState, Schedule
from roedtraad.indicators.figures import Figure
from roedtraad.indicators.landing import Landed
from roedtraad.indicators.models import Indicator, SourceQuery
from roedtraad.indicators.permissions import may_keep_indicators
from roedtraad.indicators.rules import refuse, why_not_change

from .figures import import_figures

DAYS = {Schedule.WEEKLY: 7, Schedule.MONTHLY: 30, Schedule.QUARTERLY: 91}


def next_run(schedule: str, today: datetime.date) -> datetime.date | None:
    """The day on which a source is asked again; None where only when somebody asks."""
    days = DAYS.get(Schedule(schedule))
    return today + datetime.timedelta(days=days) if days else None


@action("indicators.schedule_query", permission=may_keep_indicators)
def schedule_query(
    indicator: Indicator, *, by: Any, table: str, table_title: str, selection: dict[str, Any], schedule: str
) -> SourceQuery:
    """Ask a table of StatBank Denmark for the indicator's figures, now and then on its days."""
    reasons = why_not_change(indicator)
    if SourceQuery.objects.filter(indicator=indicator, table=table, selection=selection).exists():
        reasons.append(
            Reason(
                "asked-already",
                _("The indicator gets the same from “%(table)s” already.") % {"table": table},
                _("Open what is there, and ask it now."),
            )
        )
    refuse(reasons)
    return SourceQuery.objects.create(
        indicator=indicator,
        table=table,
        table_title=table_title[:300],
        selection=selection,
        schedule=Schedule(schedule),
        next_run=next_run(schedule, timezone.localdate()),
    )


@action("indicators.ask_now", permission=may_keep_indicators)
def ask_now(query: SourceQuery, *, by: Any) -> Job:
    """Ask the table now, in a job of its own: it may take minutes, and may fail without anything being lost."""
    refuse(why_not_change(query.indicator))
    waiting = Job.objects.filter(
        name="indicators.ask", about_type=query._meta.label_lower, about_id=query.pk, finished_at__isnull=True
    ).first()
    return waiting or enqueue("indicators.ask", about=query, by=by, query=query.pk)


@action("indicators.rest_query", permission=may_keep_indicators)
def rest_query(query: SourceQuery, *, by: Any) -> SourceQuery:
    """Ask no more until somebody says so."""
    move(query, QueryState.RESTING, QUERY_TRANSITIONS)
    query.next_run = None
    query.save()
    return query


@action("indicators.wake_query", permission=may_keep_indicators)
def wake_query(query: SourceQuery, *, by: Any, schedule: str = "") -> SourceQuery:
    """Ask on its days again, or on other days."""
    move(query, QueryState.ACTIVE, QUERY_TRANSITIONS)
    query.schedule = Schedule(schedule or query.schedule)
    query.next_run = next_run(query.schedule, timezone.localdate())
    query.trouble = ""
    query.save()
    return query


@action("indicators.remove_query", permission=may_keep_indicators)
def remove_query(query: SourceQuery, *, by: Any) -> None:
    """The figures that it brought stay."""
    query.delete()


@action("indicators.take_answer", permission=may_keep_indicators)
def take_answer(
    query: SourceQuery,
    *,
    by: Any,
    figures: Iterable[Figure],
    updated: datetime.datetime | None = None,
    remarks: str = "",
) -> Landed:
    """What the table answered becomes figures; what must be known about the answer stands with the query."""
    landed: Landed = import_figures(query.indicator, by=by, figures=figures, origin=Origin.STATBANK)
    move(query, QueryState.ACTIVE, QUERY_TRANSITIONS)
    query.last_run, query.trouble = timezone.now(), remarks
    query.last_result = _("%(new)s new, %(revised)s revised, %(same)s as before") % {
        "new": landed.new,
        "revised": landed.revised,
        "same": landed.same,
    }
    query.table_updated = updated
    query.next_run = next_run(query.schedule, timezone.localdate())
    query.save()
    return landed


@action("indicators.note_trouble", permission=may_keep_indicators)
def note_trouble(query: SourceQuery, *, by: Any, sentence: str) -> SourceQuery:
    """Asking failed: why stands with the query as a sentence, and it is asked again tomorrow."""
    move(query, QueryState.STUCK, QUERY_TRANSITIONS)
    query.last_run, query.trouble = timezone.now(), sentence
    if query.schedule != Schedule.ONCE:
        query.next_run = timezone.localdate() + datetime.timedelta(days=1)
    query.save()
    return query
