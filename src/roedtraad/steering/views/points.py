"""The pages of a point: written while the group meets, moved about the agenda, corrected afterwards."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from roedtraad.core.forms import carried_out, say_refusal, seen_version
from roedtraad.core.reasons import ChangedMeanwhile, NotPermitted, Refused
from roedtraad.plans.queries import positions_in_danish_order
from roedtraad.steering import actions
from roedtraad.steering.forms import CorrectionForm, PointForm
from roedtraad.steering.models import Point
from roedtraad.steering.permissions import may_run_meetings
from roedtraad.steering.queries import point_page

from .common import crumbs_of, form_methods, point_or_404


@form_methods
def point(request: HttpRequest, pk: int) -> HttpResponse:
    """One point while the group talks about it; saved as one types."""
    thing = point_or_404(request, pk)
    if request.method == "POST":
        return _write(request, thing)
    writes = may_run_meetings.given(request.user, thing) and not thing.sitting.is_approved
    return _point(request, thing, PointForm.of(thing, positions_in_danish_order()) if writes else None)


def _write(request: HttpRequest, thing: Point) -> HttpResponse:
    may_run_meetings.demand(request.user, thing)
    form = PointForm.of(thing, positions_in_danish_order(), request.POST)
    if not form.is_valid():
        return _point(request, thing, form)
    # One's own earlier save is no surprise: what the page keeps by itself may pass the button on its way.
    seen = None if thing.written_by_id == request.user.pk else seen_version(request)
    try:
        actions.write_point(thing, by=request.user, seen_version=seen, **form.values())
    except NotPermitted:
        raise
    except ChangedMeanwhile as refusal:
        return _point(request, point_or_404(request, thing.pk), form, changed=refusal)
    except Refused as refusal:
        say_refusal(form, refusal)
        return _point(request, thing, form)
    if request.headers.get("HX-Request"):
        return render(request, "steering/parts/saved.html", {"point": thing, "fresh": True})
    following = point_page(thing).following
    if request.POST.get("do") != "stay" and following is not None:
        return redirect(reverse("steering:point", args=[following.pk]) + "#indhold")
    return redirect(reverse("steering:meeting", args=[thing.sitting_id]) + "#indhold")


def _point(
    request: HttpRequest, thing: Point, form: PointForm | None, changed: ChangedMeanwhile | None = None
) -> HttpResponse:
    wrong = request.method == "POST"
    page = point_page(thing)
    return render(
        request,
        "steering/point.html",
        {
            "point": thing,
            "sitting": thing.sitting,
            "page": page,
            "form": form,
            "changed": changed.reasons[0] if changed else None,
            "beside": _beside(form, thing) if changed and form else [],
            "version": seen_version(request) if wrong and not changed else thing.version,
            "crumbs": crumbs_of(thing.sitting, (_("Point %(n)s") % {"n": page.place}, "")),
        },
        status=409 if changed else 422 if wrong else 200,
    )


def _beside(form: PointForm, thing: Point) -> list[tuple[str, str, str]]:
    """(question, what now stands, what was typed) where the two differ."""
    stands = {"said": thing.said, "decision": thing.decision}
    return [
        (str(form.fields[name].label), words, str(form[name].value() or ""))
        for name, words in stands.items()
        if words != (form[name].value() or "")
    ]


@require_POST
def move_point(request: HttpRequest, pk: int) -> HttpResponse:
    thing = point_or_404(request, pk)
    actions.move_point(thing, by=request.user, up=request.POST.get("do") == "up")
    return redirect(reverse("steering:meeting", args=[thing.sitting_id]) + f"#punkt-{pk}")


@require_POST
def drop_point(request: HttpRequest, pk: int) -> HttpResponse:
    thing = point_or_404(request, pk)
    back = reverse("steering:meeting", args=[thing.sitting_id]) + "#dagsorden"
    actions.drop_point(thing, by=request.user)
    messages.success(request, _("The point is taken off the agenda."))
    return redirect(back)


@form_methods
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """What the approved minutes should say about a point; both readings stay."""
    thing = point_or_404(request, pk)
    if not thing.sitting.is_approved:
        raise Http404
    may_run_meetings.demand(request.user, thing)
    form = CorrectionForm(request.POST or None, initial={"said": thing.said, "decision": thing.decision})
    if request.method == "POST" and carried_out(form, actions.correct_minutes, thing, by=request.user):
        messages.success(request, _("Corrected. The minutes as they were approved stay on record."))
        return redirect("steering:meeting", thing.sitting_id)
    return render(
        request,
        "steering/correct.html",
        {"form": form, "point": thing, "crumbs": crumbs_of(thing.sitting, (_("Correct"), ""))},
        status=422 if form.errors else 200,
    )
