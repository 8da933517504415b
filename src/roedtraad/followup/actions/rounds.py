"""The verbs of a round: open it, move its dates, freeze it."""

from __future__ import annotations

import datetime

from django.utils import timezone

from roedtraad.core.actions import action
from roedtraad.core.jobs import enqueue
from roedtraad.followup import snapshots
from roedtraad.followup.counting import count_back, squeezed
from roedtraad.followup.models import Cycle, Notice, Rhythm, Snapshot
from roedtraad.followup.permissions import may_run_cycles
from roedtraad.followup.queries import goals_of, standing_check_ins
from roedtraad.followup.rules import (
    why_not_dates,
    why_not_follow,
    why_not_freeze,
    why_not_move_dates,
    why_not_period,
    why_not_serve,
)
from roedtraad.matters.models import Meeting
from roedtraad.plans.models import Plan

from .common import Actor, refuse
from .rhythm import follow


@action("followup.open_cycle", permission=may_run_cycles)
def open_cycle(
    plan: Plan,
    *,
    by: Actor,
    meeting: Meeting | None,
    title: str,
    period_from: datetime.date,
    period_to: datetime.date,
    opens: datetime.date | None = None,
    due: datetime.date | None = None,
    sign_off: datetime.date | None = None,
) -> Cycle:
    """A cycle that serves a real meeting; dates not given are counted back from it. Owners are told when it opens."""
    today = timezone.localdate()
    refuse([*why_not_follow(plan), *why_not_serve(meeting, today)])
    assert meeting is not None  # why_not_serve has refused the rest
    counted = squeezed(count_back(meeting.date), today)
    cycle = Cycle(
        plan=plan,
        meeting=meeting,
        title=title.strip(),
        period_from=period_from,
        period_to=period_to,
        opens=opens or counted.opens,
        due=due or counted.due,
        sign_off=sign_off or counted.sign_off,
        counted_from=meeting.date,
    )
    refuse(
        [
            *why_not_dates(period_from, period_to, cycle.opens, cycle.due, cycle.sign_off, meeting.date),
            *why_not_period(plan, period_from, period_to),
        ]
    )
    cycle.save()
    follow(Rhythm.objects.filter(plan=plan))  # the rounds of the rhythm make room for it
    enqueue("followup.remind")
    return cycle


@action("followup.move_dates", permission=may_run_cycles)
def move_dates(
    cycle: Cycle, *, by: Actor, meeting: Meeting, due: datetime.date, sign_off: datetime.date
) -> Cycle:
    """The meeting has moved, or the reports need longer: a cycle that is not frozen gets other dates.

    One that was over is thereby opened again: its links open, and those who have not reported are told anew.
    """
    refuse(why_not_move_dates(cycle))
    is_reopened = cycle.due < timezone.localdate() <= due
    refuse(
        [
            *why_not_serve(meeting, timezone.localdate()),
            *why_not_dates(cycle.period_from, cycle.period_to, cycle.opens, due, sign_off, meeting.date),
        ]
    )
    cycle.meeting, cycle.due, cycle.sign_off = meeting, due, sign_off
    cycle.counted_from, cycle.dates_by_hand = meeting.date, True
    cycle.save()
    if is_reopened:
        Notice.objects.filter(cycle=cycle).delete()
        enqueue("followup.remind")
    return cycle


@action("followup.freeze", permission=may_run_cycles)
def freeze(cycle: Cycle, *, by: Actor, reason: str = "") -> Snapshot:
    """Freeze what is signed off, as canonical JSON with its hash. What is not reported stays so, and is named."""
    said = standing_check_ins(cycle)
    unsigned = [goal for goal in goals_of(cycle.plan_id) if not (goal.pk in said and said[goal.pk].is_signed)]
    refuse(why_not_freeze(cycle, unsigned, reason))
    return snapshots.take(cycle, timezone.now(), str(by), reason.strip() if unsigned else "")
