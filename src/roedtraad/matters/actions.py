"""The verbs of matters: meetings, routing, recommendations, annexes and what has been filed.

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

from .enums import DispatchState, RoutingRole
from .models import Annex, Dispatch, Matter, Meeting, Presentation, Recommendation, Routing
from .permissions import may_keep_matters


@action("matters.create_matter", permission=may_keep_matters)
def create_matter(
    municipality: Municipality,
    *,
    by: Any,
    title: str,
    case_number: str = "",
    kle_number: str = "",
    is_open: bool = True,
) -> Matter:
    """A matter; the case number is the one of the case and document system, and may come later."""
    return Matter.objects.create(title=title, case_number=case_number, kle_number=kle_number, is_open=is_open)


@action("matters.edit_matter", permission=may_keep_matters)
def edit_matter(
    matter: Matter, *, by: Any, title: str, case_number: str, kle_number: str, is_open: bool
) -> Matter:
    """Its name and numbers. What was put before a body keeps the words it had (the presentation is frozen)."""
    matter.title, matter.case_number, matter.kle_number, matter.is_open = (
        title,
        case_number,
        kle_number,
        is_open,
    )
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
def cancel_meeting(meeting: Meeting, *, by: Any) -> Meeting:
    """It is not held. Matters on their way to it show that their meeting is cancelled."""
    _refuse_held(meeting)
    meeting.cancelled = True
    meeting.save()
    return meeting


@action("matters.route", permission=may_keep_matters)
def route(
    matter: Matter, *, by: Any, body: Body, role: str = RoutingRole.DECIDES, meeting: Meeting | None = None
) -> Routing:
    """One more stop on the matter's way, after those it has."""
    refuse_wrong_meeting(body, meeting)
    last = matter.routings.aggregate(last=Max("order"))["last"] or 0
    return Routing.objects.create(matter=matter, body=body, role=role, meeting=meeting, order=last + 1)


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
) -> Annex:
    """An annex with the next number."""
    last = matter.annexes.aggregate(last=Max("number"))["last"] or 0
    return Annex.objects.create(
        matter=matter,
        number=last + 1,
        title=title,
        document_number=document_number,
        case_number=case_number,
        is_open=is_open,
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
