"""The pages of a group's meeting: which there are, the agenda, the meeting as it goes, its minutes."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from roedtraad.core import registries
from roedtraad.core.forms import carried_out, whole_number
from roedtraad.matters.models import Meeting
from roedtraad.plans.enums import PlanState
from roedtraad.plans.models import Plan
from roedtraad.plans.views.files import DOCX, PDF, as_file
from roedtraad.steering import actions
from roedtraad.steering.enums import SittingState
from roedtraad.steering.forms import AgendaForm, AttendanceForm, OwnPointForm, PlanChoice
from roedtraad.steering.minutes import document_of, how_it_stands
from roedtraad.steering.models import Sitting
from roedtraad.steering.permissions import may_read_meetings, may_run_meetings, may_see_steering
from roedtraad.steering.queries import meetings_to_steer, proposals, read_plan, sitting_page
from roedtraad.steering.rules import why_not_approve, why_not_open, why_not_prepare
from roedtraad.steering.words import sitting_headline
from roedtraad.writing.docx import to_docx
from roedtraad.writing.html import to_html
from roedtraad.writing.pdf import to_pdf

from .common import crumbs_of, form_methods, sitting_or_404


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Plans to look at from above, and the groups' meetings about them."""
    may_see_steering.demand(request.user)
    coming, held = meetings_to_steer(request.user, may_read_meetings.given(request.user))
    return render(
        request,
        "steering/index.html",
        {
            "plans": Plan.objects.filter(state=PlanState.RUNNING).select_related("policy").order_by("pk"),
            "coming": coming,
            "held": held,
            "may_run": may_run_meetings.given(request.user),
            "today": timezone.localdate(),
            "crumbs": [(_("Follow-up"), reverse("followup:index")), (_("Steering"), "")],
        },
    )


@form_methods
def prepare(request: HttpRequest, pk: int) -> HttpResponse:
    """The agenda of a meeting, proposed from the steering view."""
    meeting = get_object_or_404(Meeting.objects.select_related("body"), pk=pk)
    may_run_meetings.demand(request.user, meeting)
    standing = Sitting.objects.filter(meeting=meeting).first()
    if standing is not None:
        return redirect("steering:meeting", standing.pk)
    plans = list(Plan.objects.filter(state=PlanState.RUNNING).order_by("pk"))
    asked = whole_number(request.POST.get("plan") or request.GET.get("plan") or "")
    plan = next((each for each in plans if each.pk == asked), plans[0] if len(plans) == 1 else None)
    context: dict[str, Any] = {
        "meeting": meeting,
        "plan": plan,
        "crumbs": [
            (_("Follow-up"), reverse("followup:index")),
            (_("Steering"), reverse("steering:index")),
            (_("Agenda"), ""),
        ],
    }
    if plan is None:
        return render(
            request, "steering/prepare.html", context | {"choice": PlanChoice(plans=plans), "plans": plans}
        )
    found = proposals(read_plan(plan, user=request.user), meeting)
    form = AgendaForm(request.POST or None, proposed=found)
    if request.method == "POST" and form.is_valid():
        form.cleaned_data = form.values()
        made = carried_out(form, actions.prepare, meeting, by=request.user, plan=plan)
        if made:
            messages.success(request, _("The agenda is made. Points can be moved, added and taken away."))
            return redirect("steering:meeting", made.pk)
    context |= {"form": form, "why_not": why_not_prepare(meeting, plan)}
    return render(request, "steering/prepare.html", context, status=422 if form.errors else 200)


@require_safe
def meeting(request: HttpRequest, pk: int) -> HttpResponse:
    return _meeting(request, sitting_or_404(request, pk))


def _meeting(
    request: HttpRequest,
    sitting: Sitting,
    own: OwnPointForm | None = None,
    there: AttendanceForm | None = None,
) -> HttpResponse:
    page = sitting_page(sitting)
    runs = may_run_meetings.given(request.user, sitting) and not sitting.is_approved
    begun = sitting.state in (SittingState.RUNNING, SittingState.HELD)
    document = document_of(sitting) if sitting.is_approved else None
    return render(
        request,
        "steering/meeting.html",
        {
            "sitting": sitting,
            "page": page,
            "headline": sitting_headline(page),
            "runs": runs,
            "corrects": sitting.is_approved and may_run_meetings.given(request.user, sitting),
            "begun": begun,
            "commitments": [
                (each, [(task, how_it_stands(task)) for task in each.tasks]) for each in page.commitments
            ],
            "own": own or OwnPointForm(),
            "there": there or AttendanceForm(sitting=sitting, seats=page.attendance)
            if begun and runs
            else None,
            "why_not_open": why_not_open(sitting) if sitting.state == SittingState.PREPARED else [],
            "why_not_approve": why_not_approve(sitting, page.points)
            if sitting.state == SittingState.HELD
            else [],
            # Written by our own writer, which escapes every word it takes.
            "sheet": mark_safe(to_html(document, sprite=static("core/built/sprite.svg"))) if document else "",  # noqa: S308
            "crumbs": crumbs_of(sitting),
        },
        status=422 if (own and own.errors) or (there and there.errors) else 200,
    )


@require_POST
def open_meeting(request: HttpRequest, pk: int) -> HttpResponse:
    sitting = actions.open_meeting(sitting_or_404(request, pk), by=request.user)
    first = sitting_page(sitting).first_open
    messages.success(request, _("The meeting has begun. What you write is saved as you type."))
    return redirect("steering:point", first.pk) if first else redirect("steering:meeting", pk)


@require_POST
def close_meeting(request: HttpRequest, pk: int) -> HttpResponse:
    actions.close_meeting(sitting_or_404(request, pk), by=request.user)
    messages.success(request, _("The meeting is over. Look the minutes through, and approve them."))
    return redirect("steering:meeting", pk)


@require_POST
def approve(request: HttpRequest, pk: int) -> HttpResponse:
    actions.approve_minutes(sitting_or_404(request, pk), by=request.user)
    messages.success(
        request,
        _("The minutes are approved. Decisions and tasks stand at their goals and with those who have them."),
    )
    return redirect("steering:meeting", pk)


@form_methods
def attendance(request: HttpRequest, pk: int) -> HttpResponse:
    sitting = sitting_or_404(request, pk)
    if request.method != "POST":
        return redirect("steering:meeting", pk)
    may_run_meetings.demand(request.user, sitting)
    form = AttendanceForm(request.POST, sitting=sitting, seats=list(sitting.attendance.all()))
    if form.is_valid():
        form.cleaned_data = form.values()
        if carried_out(form, actions.note_attendance, sitting, by=request.user):
            messages.success(request, _("Saved."))
            return redirect(reverse("steering:meeting", args=[pk]) + "#fremmoede")
    return _meeting(request, sitting, there=form)


@form_methods
def add_point(request: HttpRequest, pk: int) -> HttpResponse:
    sitting = sitting_or_404(request, pk)
    if request.method != "POST":
        return redirect("steering:meeting", pk)
    may_run_meetings.demand(request.user, sitting)
    form = OwnPointForm(request.POST)
    if carried_out(form, actions.add_point, sitting, by=request.user):
        messages.success(request, _("The point stands last on the agenda."))
        return redirect(reverse("steering:meeting", args=[pk]) + "#dagsorden")
    return _meeting(request, sitting, own=form)


@require_safe
def document(request: HttpRequest, pk: int, fmt: str) -> HttpResponse:
    """The agenda or the minutes as a file: once approved, the same bytes for ever."""
    sitting = sitting_or_404(request, pk)
    found = document_of(sitting)
    if fmt == "docx":
        own = next((given() for given in registries.word_templates.of("report")), None)
        return as_file(to_docx(found, own), DOCX, found.title, fmt)
    if fmt == "pdf":
        return as_file(to_pdf(found), PDF, found.title, fmt)
    raise Http404
