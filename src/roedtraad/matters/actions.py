"""The verbs of matters: meetings, the way through the bodies, recommendations, annexes and what has been filed.

Decisions and the tasks they lead to are in `decisions.py`.
"""

from __future__ import annotations

import datetime
from typing import Any

from django.db.models import Max
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from roedtraad.core.actions import action
from roedtraad.core.models import Municipality
from roedtraad.core.reasons import Reason, Refused
from roedtraad.organisation.models import Body

from .enums import DispatchState, Reading, RoutingRole
from .models import Annex, Dispatch, Matter, Meeting, Presentation, Recommendation, Routing
from .permissions import may_keep_matters
from .way import answers, why_not_this_way


@action("matters.create_matter", permission=may_keep_matters)
def create_matter(
    municipality: Municipality,
    *,
    by: Any,
    title: str,
    case_number: str = "",
    kle_number: str = "",
    is_open: bool = True,
    costs_money: bool = False,
) -> Matter:
    """A matter; the case number is the one of the case and document system, and may come later."""
    return Matter.objects.create(
        title=title, case_number=case_number, kle_number=kle_number, is_open=is_open, costs_money=costs_money
    )


@action("matters.edit_matter", permission=may_keep_matters)
def edit_matter(
    matter: Matter,
    *,
    by: Any,
    title: str,
    case_number: str,
    kle_number: str,
    is_open: bool,
    costs_money: bool | None = None,
) -> Matter:
    """Its name and numbers. What was put before a body keeps the words it had (the presentation is frozen)."""
    matter.title, matter.case_number, matter.kle_number, matter.is_open = (
        title,
        case_number,
        kle_number,
        is_open,
    )
    if costs_money is not None:
        matter.costs_money = costs_money
    matter.save()
    return matter


@action("matters.schedule_meeting", permission=may_keep_matters)
def schedule_meeting(
    body: Body, *, by: Any, date: datetime.date, time: datetime.time | None = None, place: str = ""
) -> Meeting:
    """A body meets on a day; once a day."""
    _refuse_second_meeting(body, date)
    return Meeting.objects.create(body=body, date=date, time=time, place=place)


@action("matters.move_meeting", permission=may_keep_matters)
def move_meeting(
    meeting: Meeting, *, by: Any, date: datetime.date, time: datetime.time | None = None, place: str = ""
) -> Meeting:
    """To another day. A meeting that has decided something has been held, and does not move."""
    _refuse_held(meeting)
    if date != meeting.date:
        _refuse_second_meeting(meeting.body, date)
    meeting.date, meeting.time, meeting.place = date, time, place
    meeting.save()
    return meeting


@action("matters.cancel_meeting", permission=may_keep_matters)
def cancel_meeting(meeting: Meeting, *, by: Any, instead: Meeting | None = None) -> Meeting:
    """It is not held. What stood there goes before the meeting `instead`; without one it waits for another."""
    _refuse_held(meeting)
    if instead is not None:
        refuse_wrong_meeting(meeting.body, instead)
        if instead.pk == meeting.pk:
            raise Refused(
                Reason(
                    "the-same-meeting",
                    _("That is the meeting that is cancelled."),
                    _("Choose another meeting of the same body."),
                )
            )
    meeting.cancelled = True
    meeting.save()
    if instead is not None:
        for stop in meeting.routings.select_related("matter"):
            put_before_another(stop, by=by, meeting=instead)
    return meeting


@action("matters.route", permission=may_keep_matters)
def route(
    matter: Matter,
    *,
    by: Any,
    body: Body,
    role: str = RoutingRole.DECIDES,
    meeting: Meeting | None = None,
    before: Routing | None = None,
    beside: Routing | None = None,
    joint: bool = False,
    reading: int = Reading.NONE,
) -> Routing:
    """One more stop on the matter's way: after those it has, `before` one of them, or at the same time (`beside`).

    `joint`: beside it, at a meeting they hold together. Refused where the order cannot be (`way.why_not_this_way`).
    """
    refuse_wrong_meeting(body, meeting)
    standing = list(matter.routings.select_related("body", "meeting"))
    made = Routing(matter=matter, body=body, role=role, meeting=meeting, reading=reading)
    moved: list[Routing] = []
    if beside is not None:
        made.order, made.joint = _own(standing, beside).order, joint
        moved = [stop for stop in standing if stop.order == made.order and joint and not stop.joint]
        for stop in moved:
            stop.joint = True
    elif before is not None:
        made.order = _own(standing, before).order
        _refuse_before_decided(matter, standing, made.order)
        moved = [stop for stop in standing if stop.order >= made.order]
        for stop in moved:
            stop.order += 1
    else:
        made.order = max((stop.order for stop in standing), default=0) + 1
    _refuse_this_way([*standing, made])
    for stop in moved:
        stop.save()
    made.save()
    return made


@action("matters.change_stop", permission=may_keep_matters)
def change_stop(
    stop: Routing, *, by: Any, meeting: Meeting | None, role: str, reading: int = Reading.NONE
) -> Routing:
    """Its meeting, what the body does there, and which reading it is. Refused where the order then cannot be."""
    refuse_wrong_meeting(stop.body, meeting)
    stop.meeting, stop.role, stop.reading = meeting, role, reading
    others = stop.matter.routings.exclude(pk=stop.pk).select_related("body", "meeting")
    _refuse_this_way([*others, stop])
    stop.save()
    return stop


@action("matters.put_before_another", permission=may_keep_matters)
def put_before_another(stop: Routing, *, by: Any, meeting: Meeting) -> Routing:
    """What stood at a meeting that is not held comes before another of the same body.

    Whether the order still holds then is said on the matter: the meetings of the others have not been moved yet.
    """
    refuse_wrong_meeting(stop.body, meeting)
    stop.meeting = meeting
    stop.save()
    return stop


@action("matters.take_stop_away", permission=may_keep_matters)
def take_stop_away(stop: Routing, *, by: Any) -> None:
    """The body does not have the matter after all. Refused once it has decided on it."""
    matter = stop.matter
    standing = list(matter.routings.select_related("body", "meeting"))
    if answers(standing, matter.decisions.all())[stop.pk]:
        raise Refused(
            Reason(
                "stop-decided",
                _("%(body)s has decided on the matter.") % {"body": stop.body},
                _("What a body has had before it stays on the matter's way."),
            )
        )
    rest = [each for each in standing if each.pk != stop.pk]
    _refuse_this_way(rest)
    together = [each for each in rest if each.order == stop.order]
    stop.delete()
    if len(together) == 1 and together[0].joint:
        together[0].joint = False
        together[0].save()
    if not together:
        for each in rest:
            if each.order > stop.order:
                each.order -= 1
                each.save()


@action("matters.write_recommendation", permission=may_keep_matters)
def write_recommendation(
    matter: Matter, *, by: Any, text: str, number: int | None = None, alternative: bool = False
) -> Recommendation:
    """One at-point ('at …'). An alternative one carries the number of the point it would replace."""
    _refuse_decided(matter)
    last = matter.recommendations.aggregate(last=Max("number"))["last"] or 0
    return Recommendation.objects.create(
        matter=matter, number=number or last + 1, text=text.strip(), alternative=alternative
    )


@action("matters.edit_recommendation", permission=may_keep_matters)
def edit_recommendation(recommendation: Recommendation, *, by: Any, text: str) -> Recommendation:
    """Its words, as long as no body has decided on the matter."""
    _refuse_decided(recommendation.matter)
    _refuse_frozen(recommendation.matter)
    recommendation.text = text.strip()
    recommendation.save()
    return recommendation


@action("matters.add_annex", permission=may_keep_matters)
def add_annex(
    matter: Matter,
    *,
    by: Any,
    title: str,
    document_number: str = "",
    case_number: str = "",
    is_open: bool = True,
    earlier: Matter | None = None,
) -> Annex:
    """An annex with the next number; it may be an `earlier` item, which then lends it title and case number."""
    if earlier is not None:
        if earlier.pk == matter.pk:
            raise Refused(
                Reason(
                    "annex-of-itself",
                    _("A matter is no annex of itself."),
                    _("Choose the earlier item."),
                )
            )
        title, case_number = title or earlier.title, case_number or earlier.case_number
    if not title.strip():
        raise Refused(
            Reason(
                "annex-without-title",
                _("The annex has no title."),
                _("Write one, or choose an earlier item."),
            )
        )
    last = matter.annexes.aggregate(last=Max("number"))["last"] or 0
    return Annex.objects.create(
        matter=matter,
        number=last + 1,
        title=title[:300],
        document_number=document_number,
        case_number=case_number,
        is_open=is_open,
        earlier=earlier,
    )


@action("matters.to_be_filed", permission=may_keep_matters)
def to_be_filed(matter: Matter, *, by: Any, what: str, sha256: str = "") -> Dispatch:
    """Something that must stand in the case and document system; listed until it is marked as filed."""
    return Dispatch.objects.create(matter=matter, what=what[:300], sha256=sha256)


@action("matters.mark_filed", permission=may_keep_matters)
def mark_filed(dispatch: Dispatch, *, by: Any, filed_as: str) -> Dispatch:
    """It stands in the case and document system under `filed_as` (document or record number)."""
    if not filed_as.strip():
        raise Refused(
            Reason(
                "filed-as",
                _("It does not say where it has been filed."),
                _("Write the document number it got."),
            )
        )
    dispatch.state, dispatch.filed_as, dispatch.filed_at = (
        DispatchState.FILED,
        filed_as.strip(),
        timezone.now(),
    )
    dispatch.save()
    return dispatch


def refuse_wrong_meeting(body: Body, meeting: Meeting | None) -> None:
    """A meeting belongs to one body, and a cancelled one decides nothing."""
    if meeting is None:
        return
    if meeting.body_id != body.pk:
        raise Refused(
            Reason(
                "meeting-of-another-body",
                _("The meeting on %(day)s is one of %(other)s, not of %(body)s.")
                % {"day": in_words(meeting.date), "other": meeting.body, "body": body},
                _("Choose a meeting of the same body."),
            )
        )
    if meeting.cancelled:
        raise Refused(
            Reason(
                "meeting-cancelled",
                _("%(body)s does not meet on %(day)s: the meeting is cancelled.")
                % {"body": body, "day": in_words(meeting.date)},
                _("Choose another meeting."),
            )
        )


def in_words(day: datetime.date) -> str:
    return date_format(day, "DATE_FORMAT")


def _own(standing: list[Routing], stop: Routing) -> Routing:
    found = next((each for each in standing if each.pk == stop.pk), None)
    if found is None:
        raise Refused(
            Reason(
                "stop-gone",
                _("That stop is not on the matter's way."),
                _("Open the page again, and choose anew."),
            )
        )
    return found


def _refuse_this_way(stops: list[Routing]) -> None:
    reasons = why_not_this_way(stops)
    if reasons:
        raise Refused(reasons)


def _refuse_before_decided(matter: Matter, standing: list[Routing], order: int) -> None:
    """Nothing is put in front of a body that has decided."""
    made = answers(standing, matter.decisions.all())
    for stop in standing:
        if stop.order >= order and made[stop.pk]:
            raise Refused(
                Reason(
                    "decided-already",
                    _("%(body)s has decided on the matter already; nothing can come before that.")
                    % {"body": stop.body},
                    _("Add the stop after it."),
                )
            )


def _refuse_second_meeting(body: Body, day: datetime.date) -> None:
    other = Meeting.objects.filter(body=body, date=day).first()
    if other is not None:
        raise Refused(
            Reason(
                "meets-that-day",
                _("%(body)s has a meeting on %(day)s already.") % {"body": body, "day": in_words(day)},
                _("Choose another day."),
            )
        )


def _refuse_held(meeting: Meeting) -> None:
    if meeting.decisions.exists():
        raise Refused(
            Reason(
                "meeting-held",
                _("The meeting on %(day)s has been held: decisions of it are recorded.")
                % {"day": in_words(meeting.date)},
                _("Schedule a new meeting instead."),
            )
        )


def _refuse_decided(matter: Matter) -> None:
    if matter.decisions.exists():
        raise Refused(
            Reason(
                "matter-decided",
                _("A body has decided on this matter; its recommendation stands as it was put."),
                _("Open a new matter for what is new."),
            )
        )


def _refuse_frozen(matter: Matter) -> None:
    if Presentation.objects.filter(matter=matter).exclude(document={}).exists():
        raise Refused(
            Reason(
                "presentation-frozen",
                _("The presentation has been put before the body with these words."),
                _("Withdraw it first, where it was written."),
            )
        )
