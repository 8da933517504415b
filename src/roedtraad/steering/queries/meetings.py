"""A group's meetings: which there are, one of them with its commitments, and one of its points."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from roedtraad.core.registries import HeadLine
from roedtraad.followup.models import CheckIn
from roedtraad.followup.queries import heads_of
from roedtraad.matters.enums import TaskState
from roedtraad.matters.models import Decision, Meeting, Task
from roedtraad.organisation.models import Seat
from roedtraad.organisation.queries import holders_of, standing_of
from roedtraad.plans.models import Goal
from roedtraad.plans.queries import statuses_now
from roedtraad.plans.queries.units import Spread, spread_of
from roedtraad.steering.enums import STEERING_KINDS, SittingState
from roedtraad.steering.models import Attendance, Minutes, Point, Sitting

MEETINGS_SHOWN = 12


def bodies_of(user: Any) -> frozenset[int]:
    """The bodies in which a user has a seat today, by a position held or deputised, or in person; kept on the user for
    the rest of the request. One question."""
    if not getattr(user, "pk", None):
        return frozenset()
    kept: frozenset[int] | None = getattr(user, "_bodies", None)
    if kept is None:
        standing = standing_of(user)
        seats = Seat.objects.filter(
            Q(position__in=standing.positions | standing.deputised) | Q(person__user=user)
        )
        kept = user._bodies = frozenset(seats.values_list("body_id", flat=True))
    return kept


@dataclass(frozen=True)
class MeetingLine:
    """A meeting of a steering group; `sitting` None while nobody has made an agenda."""

    meeting: Meeting
    sitting: Sitting | None


def meetings_to_steer(
    user: Any, reads_all: bool, today: datetime.date | None = None
) -> tuple[list[MeetingLine], list[MeetingLine]]:
    """(coming ones, the next first; held ones with an agenda, the latest first), of the groups that a user may read.
    Three questions at most."""
    day = today or timezone.localdate()
    meetings = Meeting.objects.filter(body__kind__in=STEERING_KINDS, cancelled=False).select_related("body")
    if not reads_all:
        meetings = meetings.filter(body__in=bodies_of(user))
    run = Sitting.objects.filter(meeting=OuterRef("pk"))
    over = Exists(run.filter(state__in=(SittingState.HELD, SittingState.APPROVED)))
    coming = meetings.filter(~over, date__gte=day).order_by("date", "pk")[:MEETINGS_SHOWN]
    held = meetings.filter(Q(date__lt=day) | over, Exists(run)).order_by("-date", "-pk")[:MEETINGS_SHOWN]
    rows = [list(coming), list(held)]
    sittings = {
        each.meeting_id: each
        for each in Sitting.objects.filter(meeting__in=[each.pk for row in rows for each in row])
    }
    first, second = ([MeetingLine(each, sittings.get(each.pk)) for each in row] for row in rows)
    return first, second


@dataclass(frozen=True)
class Filled:
    """A seat as it is filled today: `name` '' where nobody does."""

    seat: str
    name: str


def seats_filled(meeting: Meeting) -> list[Filled]:
    """The seats of the meeting's body with who fills each today. Two questions."""
    seats = list(
        Seat.objects.filter(body=meeting.body_id).select_related("person", "position").order_by("pk")
    )
    held = holders_of([seat.position_id for seat in seats if seat.position_id])
    return [
        Filled(
            seat.title,
            seat.person.name
            if seat.person
            else ", ".join(holding.person.name for holding in held.get(seat.position_id or 0, [])),
        )
        for seat in seats
    ]


@dataclass
class Commitment:
    """A decision of an earlier meeting of the group, and how its tasks stand."""

    decision: Decision
    tasks: list[Task]


def commitments_before(meeting: Meeting) -> list[Commitment]:
    """What the group decided at its last meeting, and what is still open of earlier ones; the oldest first.
    Two questions."""
    earlier = Sitting.objects.filter(
        meeting__body=meeting.body_id, meeting__date__lt=meeting.date, matter__isnull=False
    ).order_by("-meeting__date")
    open_tasks = Task.objects.filter(decision=OuterRef("pk"), state=TaskState.OPEN)
    decisions = list(
        Decision.objects.filter(matter__in=earlier.order_by().values("matter"))
        .filter(Q(matter=earlier.values("matter")[:1]) | Exists(open_tasks))
        .filter(recommendation__isnull=False)
        .select_related("recommendation", "body", "matter")
        .order_by("date", "recommendation__number")
    )
    found = {decision.pk: Commitment(decision, []) for decision in decisions}
    if found:
        for task in Task.objects.filter(decision__in=found).select_related("owner"):
            found[task.decision_id].tasks.append(task)
    return list(found.values())


@dataclass(frozen=True)
class SittingPage:
    """Everything the page of a meeting shows. `waiting`: the last meeting, where its minutes are not approved."""

    sitting: Sitting
    points: Sequence[Point]
    attendance: Sequence[Attendance]
    commitments: Sequence[Commitment]
    waiting: Sitting | None
    minutes: Sequence[Minutes]

    @property
    def written(self) -> int:
        return sum(1 for point in self.points if point.is_written)

    @property
    def first_open(self) -> Point | None:
        """The first point that nothing has been written about; else the first."""
        bare = (point for point in self.points if not point.is_written)
        return next(bare, self.points[0] if self.points else None)

    @property
    def corrections(self) -> int:
        """How often the approved minutes have been corrected."""
        return max(0, len(self.minutes) - 1)


def sitting_page(sitting: Sitting) -> SittingPage:
    """Six questions beyond the meeting itself."""
    meeting = sitting.meeting
    before = (
        Sitting.objects.filter(meeting__body=meeting.body_id, meeting__date__lt=meeting.date)
        .select_related("meeting__body")
        .order_by("-meeting__date")
        .first()
    )
    return SittingPage(
        sitting,
        list(sitting.points.select_related("goal", "responsible")),
        list(sitting.attendance.all()),
        commitments_before(meeting),
        before if before and before.state != SittingState.APPROVED else None,
        list(sitting.minutes.all()) if sitting.is_approved else [],
    )


@dataclass(frozen=True)
class PointPage:
    """Everything the page of a point shows: its place among the others, and what is known of its goal."""

    point: Point
    points: Sequence[Point]
    said: CheckIn | None
    heads: Sequence[HeadLine]
    spread: Spread | None

    @property
    def place(self) -> int:
        return [each.pk for each in self.points].index(self.point.pk) + 1

    @property
    def done(self) -> int:
        return self.place - 1

    @property
    def total(self) -> int:
        return len(self.points)

    @property
    def following(self) -> Point | None:
        return next(iter(self.points[self.place :]), None)

    @property
    def previous(self) -> Point | None:
        return self.points[self.place - 2] if self.place > 1 else None


def point_page(point: Point) -> PointPage:
    """Up to eight questions: the other points, what the goal's owner said last, what came of it, and how units stand."""
    points = list(Point.objects.filter(sitting=point.sitting_id))
    goal = point.goal
    if goal is None:
        return PointPage(point, points, None, (), None)
    return PointPage(point, points, word_about(goal), heads_of(goal), _spread(goal))


def word_about(goal: Goal) -> CheckIn | None:
    """The latest signed word about a goal."""
    rows = CheckIn.objects.filter(goal=goal).signed().select_related("cycle")
    return rows.order_by("-period_to", "-pk").first()


def _spread(goal: Goal) -> Spread | None:
    under = list(Goal.objects.active().filter(parent=goal).values_list("pk", flat=True))
    if not under:
        return None
    now = statuses_now(under)
    return spread_of(now[pk].status if pk in now else "" for pk in under)
