"""The way of a matter through its bodies: what cannot be, what is still missing, and which stop a decision answers.

Rows in, sentences out; nothing is read here. What a body *has* decided is a fact, and no rule here refuses it.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from roedtraad.core.reasons import Reason
from roedtraad.organisation.enums import BodyKind

from .enums import BEFORE_THE_DECISION, DecisionResult, Reading, RoutingRole

if TYPE_CHECKING:
    from .models import Decision, Routing


# What cannot be


def why_not_this_way(stops: Sequence[Routing]) -> list[Reason]:
    """What speaks against the stops in this order, as sentences; empty if it can be."""
    rows = sorted(stops, key=lambda stop: stop.order)
    return [*_decided_too_early(rows), *_wrong_days(rows), *_twice(rows), *_readings(rows), *_joint(rows)]


def _decided_too_early(stops: Sequence[Routing]) -> Iterable[Reason]:
    """Nobody is heard, discusses or recommends when the last that decides has decided."""
    deciders = [stop for stop in stops if stop.role == RoutingRole.DECIDES]
    if not deciders:
        return
    last = deciders[-1]
    for stop in stops:
        late = stop.order > last.order or (
            stop.order == last.order and not (stop.joint and stop.role == RoutingRole.DISCUSSES)
        )
        if stop.role in BEFORE_THE_DECISION and late:
            yield Reason(
                "decided-too-early",
                _("%(decider)s would decide before %(other)s has had its word (%(role)s).")
                % {"decider": last.body, "other": stop.body, "role": stop.get_role_display()},
                _("Put %(other)s before %(decider)s.") % {"other": stop.body, "decider": last.body},
            )


def _wrong_days(stops: Sequence[Routing]) -> Iterable[Reason]:
    """A later stop does not meet on an earlier day."""
    dated = [(stop, day) for stop in stops if (day := day_of(stop))]
    for other, second in dated:
        before = [(stop, day) for stop, day in dated if stop.order < other.order and day > second]
        for one, first in before[:1]:
            yield Reason(
                "wrong-days",
                _("%(one)s has the matter before %(other)s, yet meets later: %(first)s, and %(second)s.")
                % {
                    "one": one.body,
                    "first": date_format(first, "DATE_FORMAT"),
                    "other": other.body,
                    "second": date_format(second, "DATE_FORMAT"),
                },
                _("Choose another meeting for one of them, or change the order."),
            )


def _twice(stops: Sequence[Routing]) -> Iterable[Reason]:
    """A body has a matter once at a meeting, and once at a place on the way."""
    for place, one in enumerate(stops):
        for other in stops[place + 1 :]:
            same_meeting = one.meeting_id is not None and one.meeting_id == other.meeting_id
            if one.body_id == other.body_id and (same_meeting or one.order == other.order):
                yield Reason(
                    "stands-twice",
                    _("%(body)s would have the matter twice at once.") % {"body": one.body},
                    _("Choose another meeting for one of them, or take one away."),
                )


def _readings(stops: Sequence[Routing]) -> Iterable[Reason]:
    """A second reading follows the first of the same body."""
    for stop in stops:
        if stop.reading != Reading.SECOND:
            continue
        first = [each for each in stops if each.body_id == stop.body_id and each.reading == Reading.FIRST]
        if not first or first[0].order >= stop.order:
            yield Reason(
                "no-first-reading",
                _("%(body)s has no first reading before the second.") % {"body": stop.body},
                _("Add the first reading first."),
            )
        elif (day := day_of(stop)) and day == day_of(first[0]):
            yield Reason(
                "readings-of-one-day",
                _("Both readings of %(body)s are on the same day.") % {"body": stop.body},
                _("Choose a later meeting for the second."),
            )


def _joint(stops: Sequence[Routing]) -> Iterable[Reason]:
    """Those who meet together meet on the same day."""
    for order in sorted({stop.order for stop in stops if stop.joint}):
        together = [stop for stop in stops if stop.order == order and stop.joint]
        days = {day for stop in together if (day := day_of(stop))}
        if len(days) > 1:
            yield Reason(
                "joint-on-two-days",
                _("%(bodies)s are to meet together, but meet on different days.")
                % {"bodies": in_a_row([str(stop.body) for stop in together])},
                _("Choose meetings of the same day, or let them have it in parallel."),
            )


# What is still missing


def missing_on_the_way(stops: Sequence[Routing], *, costs_money: bool) -> list[Reason]:
    """What must be there before the matter is put before its bodies: who decides, both readings, and the money."""
    rows = sorted(stops, key=lambda stop: stop.order)
    deciders = [stop for stop in rows if stop.role == RoutingRole.DECIDES]
    reasons = []
    if not deciders:
        reasons.append(
            Reason(
                "nobody-decides",
                _("No body is to decide."),
                _("Choose the body that decides, usually the council."),
            )
        )
    for stop in rows:
        seconds = (each for each in rows if each.body_id == stop.body_id and each.reading == Reading.SECOND)
        if stop.reading == Reading.FIRST and not any(seconds):
            reasons.append(
                Reason(
                    "no-second-reading",
                    _("%(body)s has a first reading and no second.") % {"body": stop.body},
                    _("Add the second, or make it one reading."),
                )
            )
    if costs_money and not _money_is_seen(rows):
        reasons.append(
            Reason(
                "money-not-seen",
                _(
                    "The matter involves money, and the finance committee does not have it before the council."
                ),
                _("Put the finance committee before the council, or say that it involves no money."),
            )
        )
    return reasons


def _money_is_seen(stops: Sequence[Routing]) -> bool:
    council = [
        stop for stop in stops if stop.body.kind == BodyKind.COUNCIL and stop.role == RoutingRole.DECIDES
    ]
    seen = [
        stop.order
        for stop in stops
        if stop.body.kind == BodyKind.FINANCE and stop.role != RoutingRole.INFORMED
    ]
    return not council or any(order < council[-1].order for order in seen)


# Which stop a decision answers


def answers(stops: Sequence[Routing], decisions: Iterable[Decision]) -> dict[int, list[Decision]]:
    """{stop's key: the decisions it led to, oldest first}; a body's meetings are laid on its stops one by one.

    A decision belongs to the stop of its meeting; else to the first stop of its body that is not settled yet, as a
    body that has a matter twice (two readings) decides twice.
    """
    found: dict[int, list[Decision]] = {stop.pk: [] for stop in stops}
    of_body: dict[int, list[Routing]] = {}
    for stop in sorted(stops, key=lambda each: (each.order, each.pk)):
        of_body.setdefault(stop.body_id, []).append(stop)
    days: dict[tuple[datetime.date, int], list[Decision]] = {}
    for decision in sorted(decisions, key=lambda each: (each.date, each.pk)):
        days.setdefault((decision.date, decision.body_id), []).append(decision)
    for (_day, body), made in days.items():
        rows = of_body.get(body, [])
        meetings = {decision.meeting_id for decision in made} - {None}
        own = [stop for stop in rows if stop.meeting_id in meetings]
        open_ = [stop for stop in rows if not is_settled(found[stop.pk])]
        for stop in (own or open_ or rows[-1:])[:1]:
            found[stop.pk] += made
    return found


def is_settled(decisions: Sequence[Decision]) -> bool:
    """The body has had its word; what was put off comes again."""
    return bool(decisions) and not is_postponed(decisions)


def is_postponed(decisions: Sequence[Decision]) -> bool:
    """The latest that the body said of it is that it waits."""
    if not decisions:
        return False
    latest = [each for each in decisions if each.date == decisions[-1].date]
    return all(each.result == DecisionResult.POSTPONED for each in latest)


def needs_another_meeting(stop: Routing, decisions: Sequence[Decision]) -> bool:
    """Its meeting is cancelled, or it put the matter off there."""
    if stop.meeting is None or is_settled(decisions):
        return False
    return stop.meeting.cancelled or (is_postponed(decisions) and decisions[-1].date >= stop.meeting.date)


def day_of(stop: Routing) -> datetime.date | None:
    """The day it meets; None while no meeting is chosen, or the one that was is cancelled."""
    return None if stop.meeting is None or stop.meeting.cancelled else stop.meeting.date


def in_a_row(names: Sequence[str]) -> str:
    """'A', 'A and B', 'A, B and C'."""
    if len(names) < 2:
        return "".join(names)
    return _("%(most)s and %(last)s") % {"most": ", ".join(names[:-1]), "last": names[-1]}
