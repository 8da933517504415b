"""What people are told of the goals of units, in the one mail that each gets a day: for as long as it is so."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence, Set
from typing import Any

from django.db.models import OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from roedtraad.core.models import User
from roedtraad.core.registries import NEWS_LASTS, News
from roedtraad.organisation.leading import Leading, leading
from roedtraad.organisation.models import Position
from roedtraad.organisation.reaching import Reach

from .enums import GoalState, PlanState, RemarkKind
from .models import Remark

# What was done, and the state that the goal is in for as long as it is news.
ACTS = {
    RemarkKind.SUBMITTED: GoalState.SUBMITTED,
    RemarkKind.RETURNED: GoalState.RETURNED,
    RemarkKind.APPROVED: GoalState.ACTIVE,
}
ENDED = (GoalState.DROPPED, GoalState.CLOSED)


def news_of_units(day: datetime.date, told: Set[tuple[int, str]] = frozenset()) -> list[News]:
    """The line manager is told of goals that were submitted; whoever leads the unit of those that were returned, with
    the reason, approved, or commented on. What the leader comments reaches the line manager and the focus area's owner.
    Nobody is told of what they did themselves. Five queries; one where there is nothing new."""
    acts = _latest_acts(day)
    if not acts:
        return []
    led = leading()
    to = {act.pk: _told_of(act, led) for act in acts}
    positions = [each for row in to.values() for each in row]
    reach = Reach((key for each in positions for key in (each.pk, each.deputy_id)), day)
    found: dict[tuple[int, str, int, int | None], tuple[User, list[Remark]]] = {}
    for act in acts:
        for user in _users(to[act.pk], reach):
            if user.pk != act.written_by_id and (user.pk, key_of(act)) not in told:
                of = (user.pk, act.kind, act.goal.plan_id, act.goal.unit_id)
                found.setdefault(of, (user, []))[1].append(act)
    return [_news(user, rows) for user, rows in found.values()]


def key_of(act: Remark) -> str:
    return f"plans.remark:{act.pk}"


def _latest_acts(day: datetime.date) -> list[Remark]:
    """The last thing that was done to each unit's goal, if it is still so, and every comment on one that is alive: of
    late, and by somebody. One query."""
    since = timezone.make_aware(datetime.datetime.combine(day, datetime.time())) - datetime.timedelta(
        days=NEWS_LASTS
    )
    acts = Remark.objects.filter(kind__in=ACTS, goal=OuterRef("goal")).order_by("-at", "-pk")
    still = Q()
    for kind, state in ACTS.items():
        still |= Q(kind=kind, goal__state=state)
    still &= Q(pk=Subquery(acts.values("pk")[:1]))
    said = Q(kind=RemarkKind.COMMENT) & ~Q(goal__state__in=ENDED)
    rows = Remark.objects.filter(still | said, at__gte=since, written_by__isnull=False)
    return list(
        rows.exclude(goal__plan__state=PlanState.CLOSED)
        .select_related("goal__unit", "goal__focus_area__owner")
        .order_by("at", "pk")
    )


def _told_of(act: Remark, led: Leading) -> list[Position]:
    unit, area = act.goal.unit_id, act.goal.focus_area
    leaders, managers = led.leaders.get(unit or 0, []), led.managers_of(unit)
    if act.kind == RemarkKind.SUBMITTED:
        return managers
    if act.kind == RemarkKind.COMMENT and act.position_id in {each.pk for each in leaders}:
        return [*managers, *([area.owner] if area and area.owner else [])]
    return leaders


def _users(positions: Iterable[Position], reach: Reach) -> list[User]:
    return list(dict.fromkeys(user for each in positions for user in reach.through(each)))


def _news(user: User, acts: Sequence[Remark]) -> News:
    goal = acts[0].goal
    one = len({act.goal_id for act in acts}) == 1
    return News(
        user,
        tuple(key_of(act) for act in acts),
        _title(acts[0].kind, goal.unit, len(acts)),
        [_line(act) for act in acts],
        _way(acts[0].kind),
        reverse("plans:goal", args=[goal.pk])
        if one
        else reverse("plans:unit", args=[goal.plan_id, goal.unit_id]),
    )


def _title(kind: str, unit: Any, number: int) -> str:
    said = {
        RemarkKind.SUBMITTED: ngettext(
            "“%(unit)s” has submitted a goal for approval",
            "“%(unit)s” has submitted %(n)s goals for approval",
            number,
        ),
        RemarkKind.RETURNED: ngettext(
            "A goal of “%(unit)s” came back", "%(n)s goals of “%(unit)s” came back", number
        ),
        RemarkKind.APPROVED: ngettext(
            "A goal of “%(unit)s” is approved", "%(n)s goals of “%(unit)s” are approved", number
        ),
        RemarkKind.COMMENT: ngettext(
            "There is a comment on a goal of “%(unit)s”",
            "There are %(n)s comments on goals of “%(unit)s”",
            number,
        ),
    }
    return said[RemarkKind(kind)] % {"unit": unit, "n": number}


def _line(act: Remark) -> str:
    """The goal; of one that was returned or commented on also who wrote what."""
    if act.kind not in (RemarkKind.RETURNED, RemarkKind.COMMENT):
        return act.goal.title
    said = {"goal": act.goal.title, "name": act.name, "words": " ".join(act.text.split())}
    return _("%(goal)s. %(name)s writes: %(words)s") % said


def _way(kind: str) -> str:
    return {
        RemarkKind.SUBMITTED: _("Read it, and approve it or return it with a reason:"),
        RemarkKind.RETURNED: _("Write it anew, and submit it again:"),
        RemarkKind.APPROVED: _("From now on it is followed up. See it:"),
        RemarkKind.COMMENT: _("See it where it was written, and answer there:"),
    }[RemarkKind(kind)]
