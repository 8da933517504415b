"""The way of a matter through its bodies, and their meetings."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from roedtraad.core.actions import version_of
from roedtraad.core.forms import carried_out
from roedtraad.organisation.models import Body

from . import actions, queries
from .forms import CancelForm, MeetingForm, MoveForm, RouteForm, StopForm, offered_places
from .models import Matter, Meeting, Routing
from .permissions import may_keep_matters, may_read_matters

PAGE = 50


def route(request: HttpRequest, pk: int) -> HttpResponse:
    """One more stop: after the others, before one of them, in parallel or at a joint meeting."""
    matter = get_object_or_404(Matter.objects, pk=pk)
    may_keep_matters.demand(request.user, matter)
    standing = list(matter.routings.select_related("body", "meeting"))
    form = RouteForm(request.POST or None, offered=offered_places(), standing=standing)
    if request.method == "POST" and form.is_valid():
        kept = dict(form.cleaned_data)
        place, where = form.cleaned_data.pop("place"), form.cleaned_data.pop("where")
        more = where.keywords() if where else {}
        if carried_out(
            form, actions.route, matter, by=request.user, body=place.body, meeting=place.meeting, **more
        ):
            messages.success(request, _("Saved."))
            return redirect("matters:matter", pk=pk)
        form.cleaned_data = kept
    context = {
        "form": form,
        "title": _("One more stop on the way"),
        "submit": _("Add it"),
        "back": reverse("matters:matter", args=[pk]),
        "lead": matter.title,
    }
    return render(request, "matters/form.html", context, status=422 if form.errors else 200)


def stop(request: HttpRequest, pk: int) -> HttpResponse:
    """Another meeting or role for a stop, or it is taken off the way."""
    row = get_object_or_404(Routing.objects.select_related("matter", "body", "meeting"), pk=pk)
    may_keep_matters.demand(request.user, row)
    back = reverse("matters:matter", args=[row.matter_id])
    if request.method == "POST" and request.POST.get("do") == "take_away":
        actions.take_stop_away(row, by=request.user)
        messages.success(request, _("The stop is taken off the way."))
        return redirect(back)
    start = {"meeting": row.meeting_id, "role": row.role, "reading": row.reading}
    form = StopForm(request.POST or None, meetings=queries.meetings_for(row), initial=start)
    if request.method == "POST" and carried_out(form, actions.change_stop, row, by=request.user):
        messages.success(request, _("Saved."))
        return redirect(back)
    context = {"form": form, "stop": row, "back": back}
    return render(request, "matters/stop.html", context, status=422 if form.errors else 200)


def meetings(request: HttpRequest) -> HttpResponse:
    may_read_matters.demand(request.user)
    may_keep = may_keep_matters.given(request.user)
    form = MeetingForm(request.POST or None, bodies=list(Body.objects.living()))
    if request.method == "POST":
        may_keep_matters.demand(request.user)
        if form.is_valid():
            body = form.cleaned_data.pop("body")
            if carried_out(form, actions.schedule_meeting, body, by=request.user):
                messages.success(request, _("The meeting is in the calendar."))
                return redirect("matters:meetings")
    today = timezone.localdate()
    held = request.GET.get("vis") == "held"
    rows = Meeting.objects.select_related("body")
    rows = (
        rows.filter(date__lt=today).order_by("-date", "-pk")
        if held
        else rows.filter(date__gte=today).order_by("date", "pk")
    )
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    here = reverse("matters:meetings")
    context = {
        "page": page,
        "form": form if may_keep else None,
        "may_keep": may_keep and not held,
        "held": held,
        "next": None if held else next((row for row in page.object_list if not row.cancelled), None),
        "switch": [(_("Coming"), here, not held), (_("Held"), f"{here}?vis=held", held)],
    }
    return render(request, "matters/meetings.html", context, status=422 if form.errors else 200)


def meeting(request: HttpRequest, pk: int) -> HttpResponse:
    """Move a meeting, or cancel it and say where what stood there goes."""
    row = get_object_or_404(Meeting.objects.select_related("body"), pk=pk)
    may_keep_matters.demand(request.user)
    start = {"date": row.date, "time": row.time, "place": row.place}
    cancels = request.POST.get("do") == "cancel"
    moving = MoveForm(
        request.POST if request.method == "POST" and not cancels else None,
        initial=start | {"seen_version": version_of(row)},
    )
    cancelling = CancelForm(request.POST if cancels else None, meetings=queries.meetings_instead(row))
    waiting = queries.standing_at(row)
    form, verb = _which(cancels, moving, cancelling)
    if request.method == "POST" and carried_out(form, verb, row, by=request.user):
        messages.success(request, _said(row, waiting, cancelling if cancels else None))
        return redirect("matters:meetings")
    context = {"form": moving, "cancelling": cancelling, "meeting": row, "waiting": waiting}
    return render(request, "matters/meeting.html", context, status=422 if form.errors else 200)


def _which(cancels: bool, moving: MoveForm, cancelling: CancelForm) -> tuple[Any, Any]:
    return (cancelling, actions.cancel_meeting) if cancels else (moving, actions.move_meeting)


def _said(row: Meeting, waiting: list[Routing], cancelling: CancelForm | None) -> str:
    """What became of it, and what is left to do."""
    if cancelling is None:
        late = [stop for stop in waiting if queries.order_is_broken(stop.matter)]
        if late:
            return _("Saved. The order of the bodies no longer holds for: %(matters)s.") % {
                "matters": "; ".join(stop.matter.title for stop in late)
            }
        return _("Saved.")
    if waiting and not cancelling.cleaned_data.get("instead"):
        return _("The meeting is cancelled. What stood there must be put before another: %(matters)s.") % {
            "matters": "; ".join(stop.matter.title for stop in waiting)
        }
    return _("The meeting is cancelled.")
