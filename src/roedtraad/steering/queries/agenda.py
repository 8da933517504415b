"""The agenda that the steering view proposes: goals off track, needs, differences, units behind, silence, what was put off."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q
from django.utils.text import Truncator, get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from roedtraad.core.enums import StatusKey
from roedtraad.followup.enums import Need
from roedtraad.matters.models import Meeting
from roedtraad.steering.enums import PointKind, SittingState
from roedtraad.steering.models import Point, Sitting

from .reading import ATTENTION, GoalLine, Reading
from .view import units_behind

NAMED = 6  # units and goals named in a point; the others are counted
APART_FROM = 0.25  # of the units' goals needing attention, where the owner sees none


@dataclass(frozen=True)
class Proposal:
    """A point that could stand on the agenda. `cause`: what the view says; `chosen`: whether it is offered ticked."""

    kind: PointKind
    title: str
    cause: str
    goal: int | None = None
    chosen: bool = True
    of: int = 0  # the point that was carried over

    @property
    def key(self) -> str:
        """Names it in a form: what is proposed is made anew when the form comes back."""
        return f"{self.kind}-{self.of or self.goal or 0}"


def proposals(reading: Reading, meeting: Meeting) -> list[Proposal]:
    """In the order of `PointKind`, a goal once. One question beyond the reading."""
    carried = _carried(meeting)
    seen = {each.goal for each in carried if each.goal}
    found = list(carried)
    for kind, of_kind in (
        (PointKind.OFF_TRACK, _off_track(reading)),
        (PointKind.NEED, _needs(reading)),
        (PointKind.APART, _apart(reading)),
    ):
        for goal, cause, chosen in of_kind:
            if goal.pk not in seen:
                seen.add(goal.pk)
                found.append(Proposal(kind, goal.title, cause, goal.pk, chosen))
    return [*found, *_behind(reading), *_silent(reading)]


def _carried(meeting: Meeting) -> list[Proposal]:
    """What the group put off at its last meeting; and its own points of a meeting since, which was cancelled."""
    held = Sitting.objects.filter(
        meeting__body=meeting.body_id,
        meeting__date__lt=meeting.date,
        state__in=(SittingState.HELD, SittingState.APPROVED),
    )
    last = held.order_by("-meeting__date").values("pk")[:1]
    since = ~Exists(held.filter(meeting__date__gte=OuterRef("sitting__meeting__date")))
    called_off = Q(
        sitting__meeting__body=meeting.body_id,
        sitting__meeting__cancelled=True,
        sitting__meeting__date__lte=meeting.date,
        sitting__state=SittingState.PREPARED,
        kind=PointKind.OWN,
    )
    points = Point.objects.filter(Q(sitting=last, carried=True) | (called_off & since))
    return [
        Proposal(PointKind.CARRIED, point.title, point.said or point.cause, point.goal_id, of=point.pk)
        for point in points.order_by("sitting__meeting__date", "order", "pk")
    ]


Found = Iterable[tuple[GoalLine, str, bool]]


def _off_track(reading: Reading) -> Found:
    """The plan's goals that are off course, then those at risk; with what their owners say they need."""
    for key in (StatusKey.OFF, StatusKey.RISK):
        for line in reading.own:
            if line.status == key:
                yield line, _and_need(_said(line), line), True


def _needs(reading: Reading) -> Found:
    """Other goals whose owners need something; what is only awaited is offered unticked."""
    for line in reading.own:
        if line.latest and line.latest.asks and line.status not in ATTENTION:
            yield line, _and_need(_said(line), line), line.latest.need != Need.AWAITED


def _apart(reading: Reading) -> Found:
    """Goals that their owners see no danger for, while a quarter of the units' goals under them are in it."""
    for line in reading.own:
        spread = reading.spreads.get(line.pk)
        if spread is None or line.needs_attention:
            continue
        worse = sum(count for key, count in spread.counts if key in ATTENTION)
        if worse and worse >= APART_FROM * spread.total:
            cause = ngettext(
                "Of the units' %(all)s goal, %(n)s is at risk or off course.",
                "Of the units' %(all)s goals, %(n)s are at risk or off course.",
                spread.total,
            ) % {"all": spread.total, "n": worse}
            yield line, f"{_said(line)} {cause}", True


def _behind(reading: Reading) -> list[Proposal]:
    """One point for all units that are behind."""
    late = units_behind(reading)
    if not late:
        return []
    missing = [str(one.unit) for one in late if not one.has_none]
    none = [str(one.unit) for one in late if one.has_none]
    causes = []
    if missing:
        causes.append(_("Not signed off by the due day: %(units)s.") % {"units": _named(missing)})
    if none:
        causes.append(_("No approved goal under the plan: %(units)s.") % {"units": _named(none)})
    title = ngettext("One unit is behind", "%(n)s units are behind", len(late)) % {"n": len(late)}
    return [Proposal(PointKind.BEHIND, title, " ".join(causes), chosen=bool(missing))]


def _silent(reading: Reading) -> list[Proposal]:
    """One point for all goals without news."""
    silent = [line for line, _cycles in reading.silent]
    if not silent:
        return []
    title = ngettext("One goal is without news", "%(n)s goals are without news", len(silent)) % {
        "n": len(silent)
    }
    return [
        Proposal(
            PointKind.SILENT,
            title,
            _named([_("“%(title)s”") % {"title": line.title} for line in silent]) + ".",
        )
    ]


def _said(line: GoalLine) -> str:
    """'At risk, says Skolechef.'"""
    if not line.status:
        return _("Nobody has reported on it yet.")
    word = StatusKey(line.status).label
    return (
        _("%(status)s, says %(owner)s.") % {"status": word, "owner": line.owner} if line.owner else f"{word}."
    )


def _and_need(said: str, line: GoalLine) -> str:
    word = line.latest
    if word is None or not word.asks:
        return said
    asks = {
        Need.INITIATIVE: _("Needs an initiative: %(what)s"),
        Need.DECISION: _("Needs a decision: %(what)s"),
        Need.AWAITED: _("Waits for: %(what)s"),
    }
    what = Truncator(word.needed.strip()).chars(300).rstrip(".") + "."
    return f"{said} {asks[Need(word.need)] % {'what': what}}"


def _named(names: Sequence[str]) -> str:
    """'A, B and C', or the first six and how many more."""
    if len(names) <= NAMED:
        return str(get_text_list(list(names), _("and")))
    more = len(names) - NAMED
    return ngettext("%(names)s and %(n)s more", "%(names)s and %(n)s more", more) % {
        "names": ", ".join(names[:NAMED]),
        "n": more,
    }
