"""What of the follow-up is about those that end. Check-ins belong to goals, so they go where the goals go: what was signed
stays as it was signed, what is open is answered by whoever has the goal from then on."""

from __future__ import annotations

from django.db.models import Count, Max, Q
from django.utils import timezone
from django.utils.dates import MONTHS
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from roedtraad.core.actions import action
from roedtraad.core.among import among
from roedtraad.core.days import long_day
from roedtraad.core.reasons import Reason
from roedtraad.core.registries import Belonging, Ending, Estate, Passing, Remaining
from roedtraad.matters.models import Meeting
from roedtraad.organisation.models import Body
from roedtraad.organisation.permissions import may_keep_organisation

from .enums import CheckInState
from .links import end_needless
from .models import Beat, CheckIn, Cycle


def estate_of(ending: Ending) -> Estate:
    """How much is open and how much is signed, and the last day on which somebody signed. One query."""
    if ending.bodies:
        return Estate(_beats(ending))
    if not ending.units and not ending.positions:
        return Estate()
    units, positions = among(ending.units), among(ending.positions)
    theirs = Q(goal__unit__in=units) if ending.units else Q()
    if ending.positions:
        theirs |= Q(goal__owner__in=positions) | Q(signed_as__in=positions)
    mine = Q(goal__unit__in=units) if ending.units else Q(signed_as__in=positions)
    if ending.units and ending.positions:
        mine |= Q(signed_as__in=positions)
    is_signed = Q(state=CheckInState.SIGNED)
    found = CheckIn.objects.filter(theirs).aggregate(
        open=Count("pk", filter=~is_signed & Q(cycle__snapshot__isnull=True)),
        signed=Count("pk", filter=is_signed),
        last=Max("signed_at", filter=is_signed & mine),
    )
    last = timezone.localdate(found["last"]) if found["last"] else None
    return Estate(
        remains=[
            Remaining(
                found["open"],
                ngettext(
                    "%(n)s check-in that is begun goes with its goal: whoever has the goal goes on with it, and is reminded.",
                    "%(n)s check-ins that are begun go with their goals: whoever has the goal goes on with them, and is reminded.",
                    found["open"],
                )
                % {"n": found["open"]},
            ),
            Remaining(
                found["signed"],
                ngettext(
                    "%(n)s signed check-in stays as it was signed.",
                    "%(n)s signed check-ins stay as they were signed.",
                    found["signed"],
                )
                % {"n": found["signed"]},
            ),
        ],
        not_before=[(last, _signed(last))] if last else [],
    )


def _beats(ending: Ending) -> list[Belonging]:
    """The months in which rounds of a plan's rhythm serve a meeting of the body."""
    rows = Beat.objects.filter(body__in=among(ending.bodies)).order_by("rhythm__plan__title", "month")
    return [
        Belonging(
            "followup.beat.body",
            pk,
            _("Months of a rhythm that serve its meetings"),
            f"{plan}: {MONTHS[month]}",
        )
        for pk, plan, month in rows.values_list("pk", "rhythm__plan__title", "month")
    ]


def take_beat(pk: int, passing: Passing) -> None:
    serve_from_now_on(Beat.objects.get(pk=pk), by=passing.by, body=passing.heir, note=passing.reason)


@action("followup.serve_from_now_on", permission=may_keep_organisation)
def serve_from_now_on(beat: Beat, *, by: object, body: Body) -> Beat:
    """The rounds of the month serve another body's meetings."""
    beat.body = body
    beat.save()
    return beat


def _signed(day: object) -> Reason:
    return Reason(
        "check-in-signed",
        _("A check-in was signed by it on %(day)s.") % {"day": long_day(day)},  # type: ignore[arg-type]
        _("Choose a day after that."),
    )


def follow_the_meeting(pk: int, passing: Passing) -> None:
    """Cycles serve the meeting that is held: where two meetings of one day became one, that one."""
    meeting = Meeting.objects.get(pk=pk)
    if not meeting.cancelled:
        return
    held = Meeting.objects.filter(body=passing.heir, date=meeting.date, cancelled=False).first()
    for cycle in Cycle.objects.filter(meeting=meeting, snapshot__isnull=True) if held else ():
        serve(cycle, by=passing.by, meeting=held, note=passing.reason)


@action("followup.serve_other_meeting", permission=may_keep_organisation)
def serve(cycle: Cycle, *, by: object, meeting: Meeting) -> Cycle:
    """The same day, held by the body that carries on: no date of the cycle changes."""
    cycle.meeting = meeting
    cycle.save()
    return cycle


def close_links(_none: None) -> None:
    """Whoever no longer reports on anything in a round has no way in any longer."""
    end_needless()
