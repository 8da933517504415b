"""Cycles and check-ins for tests, made through the actions."""

from __future__ import annotations

import datetime
from typing import Any

from django.utils import timezone

from roedtraad.core.actions import SYSTEM
from roedtraad.core.models import User
from roedtraad.followup import actions
from roedtraad.followup.models import CheckIn, Cycle
from roedtraad.followup.queries import check_in_for
from roedtraad.language.holidays import working_day_on_or_after
from roedtraad.matters.models import Meeting
from roedtraad.organisation.enums import BodyKind
from roedtraad.organisation.models import Body
from roedtraad.plans.models import Goal, Plan


def make_meeting(days: int = 60, **more: Any) -> Meeting:
    body, _made = Body.objects.get_or_create(name="Børne- og Uddannelsesudvalget", kind=BodyKind.COMMITTEE)
    return Meeting.objects.create(body=body, date=timezone.localdate() + datetime.timedelta(days), **more)


def make_cycle(plan: Plan, title: str = "oktober", *, year: int | None = None, **more: Any) -> Cycle:
    """A cycle that is open today, reporting on a year (this one, unless told)."""
    today = timezone.localdate()
    year = year or today.year
    given = {
        "opens": today,
        "due": working_day_on_or_after(today + datetime.timedelta(7)),
        "sign_off": working_day_on_or_after(today + datetime.timedelta(14)),
        "period_from": datetime.date(year, 1, 1),
        "period_to": datetime.date(year, 12, 31),
    }
    meeting = more.pop("meeting", None) or make_meeting(60 + Meeting.objects.count())
    return actions.open_cycle(plan, by=SYSTEM, meeting=meeting, title=title, **(given | more))


def report(cycle: Cycle, goal: Goal, user: User, status: str = "on", **more: Any) -> CheckIn:
    """A saved draft."""
    return actions.save_check_in(check_in_for(cycle, goal), by=user, status=status, **more)


def sign(cycle: Cycle, goal: Goal, user: User, status: str = "on", **more: Any) -> CheckIn:
    return actions.sign_off(report(cycle, goal, user, status, **more), by=user)
