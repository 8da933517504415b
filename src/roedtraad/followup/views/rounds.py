"""The pages of the rounds: which are open, how far each is, its dates, and its end."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from roedtraad.core.enums import StatusKey
from roedtraad.core.forms import say_refusal, seen_version, whole_number
from roedtraad.core.reasons import ChangedMeanwhile, NotPermitted, Refused
from roedtraad.followup import actions, timing
from roedtraad.followup.enums import CycleStage
from roedtraad.followup.forms import CycleForm, DatesForm, FreezeForm, MeetingField, proposed
from roedtraad.followup.models import Cycle, Snapshot
from roedtraad.followup.permissions import may_run_cycles
from roedtraad.followup.queries import (
    PER_PAGE,
    count_of_uncertain_mails,
    cycle_lines,
    cycle_page,
)
from roedtraad.followup.rhythm import why_moved
from roedtraad.followup.rules import why_not_follow
from roedtraad.followup.words import cycle_headline, index_headline
from roedtraad.indicators.frozen import Evidence
from roedtraad.plans.enums import PlanState
from roedtraad.plans.models import Plan

from .common import cycle_or_404, form_methods

PAST_SHOWN = 12
COMING_SHOWN = 6


def _plans_to_follow() -> list[Plan]:
    """Plans that a cycle can be opened for, and after them those that must be started first."""
    plans = Plan.objects.exclude(state=PlanState.CLOSED).order_by("pk")
    return sorted(plans, key=lambda plan: plan.state != PlanState.RUNNING)


def _to_run(user: Any) -> dict[str, Any]:
    """What only those who run the rounds see: plans to follow up, and how many mails are uncertain."""
    if not may_run_cycles.given(user):
        return {"plans": [], "uncertain": 0}
    return {"plans": _plans_to_follow(), "uncertain": count_of_uncertain_mails()}


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """What is open, what is mine, what comes, what has been."""
    today = timezone.localdate()
    cycles = Cycle.objects.with_snapshot().select_related("plan", "meeting__body")
    shown = [
        *cycles.filter(snapshot__isnull=True).order_by("due", "pk"),
        *cycles.frozen().order_by("-period_to", "-pk")[:PAST_SHOWN],
    ]
    lines = cycle_lines(shown, request.user, today)
    open_lines = [line for line in lines if line.stage in (CycleStage.OPEN, CycleStage.SIGNING)]
    coming = [line for line in lines if line.stage == CycleStage.COMING]
    return render(
        request,
        "followup/index.html",
        {
            "headline": index_headline(open_lines, coming),
            "open": open_lines,
            "coming": coming[:COMING_SHOWN],
            "coming_more": max(0, len(coming) - COMING_SHOWN),
            "past": [line for line in lines if line.stage == CycleStage.FROZEN],
            **_to_run(request.user),
        },
    )


@form_methods
def open_cycle(request: HttpRequest, pk: int) -> HttpResponse:
    plan = get_object_or_404(Plan.objects, pk=pk)
    may_run_cycles.demand(request.user, plan)
    meetings = MeetingField.meetings()
    asked = request.POST.get("meeting") or request.GET.get("meeting") or ""
    meeting = meetings.get(whole_number(asked) or 0)
    initial, counted, is_squeezed = proposed(plan, meeting, timezone.localdate())
    form = CycleForm(request.POST or None, meetings=meetings, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.open_cycle(plan, by=request.user, **form.values())
        except NotPermitted:
            raise
        except Refused as refusal:
            say_refusal(form, refusal)
        else:
            messages.success(request, _("The follow-up is set up. Owners get one mail when it opens."))
            return redirect("followup:cycle", made.pk)
    return render(
        request,
        "followup/open_cycle.html",
        {
            "plan": plan,
            "form": form,
            "meetings": meetings,
            "meeting": meeting,
            "counted": counted,
            "is_squeezed": is_squeezed,
            "why_not": why_not_follow(plan),
            "crumbs": [(_("Follow-up"), reverse("followup:index")), (_("New follow-up"), "")],
        },
        status=422 if request.method == "POST" else 200,
    )


@require_safe
def cycle(request: HttpRequest, pk: int) -> HttpResponse:
    return _cycle(request, cycle_or_404(pk), FreezeForm())


def _cycle(request: HttpRequest, thing: Cycle, form: FreezeForm, status: int = 200) -> HttpResponse:
    page = cycle_page(thing, request.user, number=request.GET.get("page"))
    data = page.snapshot.data if page.snapshot else None
    return render(
        request,
        "followup/cycle.html",
        {
            "cycle": thing,
            "page": page,
            "headline": cycle_headline(page),
            "late": page.stage == CycleStage.SIGNING,
            "form": form,
            "data": data,
            "frozen": Paginator(data["goals"], PER_PAGE).get_page(request.GET.get("page")) if data else None,
            "figures": [(key, data["figures"][key]) for key in StatusKey] if data else [],
            "evidence": Evidence(data) if data else None,
            "may_run": may_run_cycles.given(request.user, thing),
            "hours": timing.told(thing),
            "moved": why_moved(thing) if thing.beat_year else "",
            "crumbs": [
                (_("Follow-up"), reverse("followup:index")),
                (thing.plan.title, reverse("plans:plan", args=[thing.plan_id])),
                (thing.title, ""),
            ],
        },
        status=status,
    )


@form_methods
def move_dates(request: HttpRequest, pk: int) -> HttpResponse:
    thing = cycle_or_404(pk)
    may_run_cycles.demand(request.user, thing)
    meetings = MeetingField.meetings()
    initial = {"meeting": thing.meeting_id, "due": thing.due, "sign_off": thing.sign_off}
    form = DatesForm(request.POST or None, meetings=meetings, initial=initial)
    version = str(thing.version) if request.method != "POST" else seen_version(request)
    if request.method == "POST" and form.is_valid():
        try:
            actions.move_dates(thing, by=request.user, seen_version=seen_version(request), **form.values())
        except NotPermitted:
            raise
        except ChangedMeanwhile as changed:
            say_refusal(form, changed)
            for name, stands in (
                ("due", thing.due),
                ("sign_off", thing.sign_off),
                ("meeting", thing.meeting),
            ):
                form.add_error(name, f"{_('This is what stands there now')}: {stands}")
            version = str(thing.version)
        except Refused as refusal:
            say_refusal(form, refusal)
        else:
            messages.success(request, _("The dates are changed."))
            return redirect("followup:cycle", pk)
    return render(
        request,
        "plans/form.html",
        {
            "form": form,
            "title": _("Other dates for “%(cycle)s”") % {"cycle": thing.title},
            "button": _("Change the dates"),
            "version": version,
            "back": reverse("followup:cycle", args=[pk]),
            "crumbs": [(thing.title, reverse("followup:cycle", args=[pk])), (_("Dates"), "")],
        },
        status=422 if request.method == "POST" else 200,
    )


@form_methods
def freeze(request: HttpRequest, pk: int) -> HttpResponse:
    thing = cycle_or_404(pk)
    if request.method != "POST":
        return redirect("followup:cycle", pk)
    may_run_cycles.demand(request.user, thing)
    form = FreezeForm(request.POST)
    if form.is_valid():
        try:
            actions.freeze(thing, by=request.user, reason=form.cleaned_data["reason"])
        except NotPermitted:
            raise
        except Refused as refusal:
            for reason in refusal.reasons:
                form.add_error("reason", str(reason))
        else:
            messages.success(request, _("Frozen. What stands here now shows tomorrow what it shows today."))
            return redirect("followup:cycle", pk)
    return _cycle(request, thing, form, status=409)


@require_safe
def snapshot(request: HttpRequest, pk: int) -> HttpResponse:
    """The snapshot as it was frozen, byte by byte."""
    frozen: Snapshot = get_object_or_404(Snapshot.objects, pk=pk)
    response = HttpResponse(frozen.content, content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = (
        f'attachment; filename="datagrundlag-{frozen.taken_at:%Y-%m-%d}-{frozen.sha256[:12]}.json"'
    )
    return response
