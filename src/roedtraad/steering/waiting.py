"""What waits for whoever runs a group's meetings: one that is near and has no agenda, and minutes to be approved."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any

from django.db.models import Exists, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from roedtraad.core.days import long_day
from roedtraad.core.registries import ToDo
from roedtraad.core.together import Part, Row
from roedtraad.matters.models import Meeting
from roedtraad.organisation.enums import BodyKind
from roedtraad.plans.enums import PlanState
from roedtraad.plans.models import Plan

from .enums import STEERING_KINDS, SittingState
from .models import Point, Sitting
from .permissions import may_run_meetings

SOON = datetime.timedelta(days=14)  # before the meeting: time to send an agenda out
MOST = 5  # of each kind; those after come when these are done
# Groups that are there to steer. Another one's meetings are prepared here once it has followed a plan up before.
ALWAYS = (BodyKind.STEERING, BodyKind.PROJECT)


def meetings_waiting(user: Any) -> Part | None:
    """Meetings of the next two weeks about which nothing stands on an agenda, while there is a plan to follow up; and
    meetings that are over, whose minutes are not approved."""
    if not may_run_meetings.given(user):
        return None
    today = timezone.localdate()
    its = Sitting.objects.filter(meeting=OuterRef("pk"))
    steered_before = Exists(Sitting.objects.filter(meeting__body=OuterRef("body")))
    rows = Meeting.objects.filter(body__kind__in=STEERING_KINDS, cancelled=False).annotate(
        sitting=Subquery(its.values("pk")[:1]),
        stage=Subquery(its.values("state")[:1]),
        has_points=Exists(Point.objects.filter(sitting__meeting=OuterRef("pk"))),
    )
    bare = Q(sitting__isnull=True) | Q(stage=SittingState.PREPARED, has_points=False)
    near = bare & Q(date__gte=today, date__lte=today + SOON)
    near &= Q(Exists(Plan.objects.filter(state=PlanState.RUNNING)))
    over = Q(stage=SittingState.HELD) | Q(stage=SittingState.RUNNING, date__lt=today)
    rows = rows.filter(over | (near & (Q(body__kind__in=ALWAYS) | Q(steered_before))))
    return Part(rows, _in_words, "date", {"body": "body__name", "sitting": "sitting", "stage": "stage"})


def _in_words(rows: Sequence[Row]) -> list[ToDo]:
    over = [row for row in rows if row.facts["stage"] in (SittingState.HELD, SittingState.RUNNING)]
    near = [row for row in rows if row not in over]
    return [*map(_to_approve, over[:MOST]), *map(_to_prepare, near[:MOST])]


def _to_approve(row: Row) -> ToDo:
    assert row.day  # a meeting has one
    return ToDo(
        when=row.day,
        title=_("Approve the minutes of %(body)s") % {"body": row.facts["body"]},
        reason=_(
            "It met on %(day)s. Decisions and tasks reach those who have them when the minutes are approved."
        )
        % {"day": long_day(row.day)},
        button=_("See the minutes"),
        url=reverse("steering:meeting", args=[row.facts["sitting"]]),
    )


def _to_prepare(row: Row) -> ToDo:
    assert row.day  # a meeting has one
    sitting = row.facts["sitting"]
    return ToDo(
        when=row.day,
        title=_("Prepare the meeting of %(body)s") % {"body": row.facts["body"]},
        reason=_("It meets on %(day)s, and nothing stands on the agenda yet.") % {"day": long_day(row.day)},
        button=_("Make the agenda"),
        url=reverse("steering:meeting", args=[sitting])
        if sitting
        else reverse("steering:prepare", args=[row.pk]),
    )
