"""The steering view of a plan, and the part of it that asks for itself again."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from roedtraad.followup.models import Cycle
from roedtraad.followup.queries import stage_of
from roedtraad.plans.models import Plan
from roedtraad.plans.queries.units import IN_ORDER
from roedtraad.steering.forms import FilterForm, chosen_of
from roedtraad.steering.permissions import may_run_meetings, may_see_steering
from roedtraad.steering.queries import completion_of, steering_page
from roedtraad.steering.queries.view import SHOWN
from roedtraad.steering.words import change_counts, steering_headline, units_said


@require_safe
def plan(request: HttpRequest, pk: int) -> HttpResponse:
    may_see_steering.demand(request.user)
    thing = get_object_or_404(Plan.objects, pk=pk)
    chosen = chosen_of(request.GET)
    page = steering_page(thing, chosen, request.GET.get("page"), request.user)
    return render(
        request,
        "steering/plan.html",
        {
            "plan": thing,
            "page": page,
            "reading": page.reading,
            "chosen": chosen,
            "headline": steering_headline(page),
            "filter": FilterForm(areas=page.reading.areas, units=page.units, chosen=chosen),
            "live": page.completion is not None
            and page.completion.is_running
            and request.GET.get("stille") is None,
            "changes": change_counts(page),
            "units_said": units_said(page),
            "goals": [(line, page.reading.spreads.get(line.pk)) for line in page.page],
            "legend": IN_ORDER,
            "shown_slice": f":{SHOWN}",
            "more_changes": len(page.changes) - SHOWN,
            "more_silent": len(page.reading.silent) - SHOWN,
            "more_behind": len(page.behind) - SHOWN,
            "may_run": may_run_meetings.given(request.user),
            "crumbs": [
                (_("Follow-up"), reverse("followup:index")),
                (_("Steering"), reverse("steering:index")),
                (thing.title, ""),
            ],
        },
    )


@require_safe
def completion(request: HttpRequest, pk: int) -> HttpResponse:
    """How far the plan's current cycle is, as a fragment that asks for itself every minute."""
    may_see_steering.demand(request.user)
    today = timezone.localdate()
    rows = Cycle.objects.with_snapshot().select_related("snapshot", "plan")
    cycle = rows.filter(plan=pk, opens__lte=today).order_by("-period_to", "-pk").first()
    thing = cycle.plan if cycle else get_object_or_404(Plan.objects, pk=pk)
    found = completion_of(cycle, stage_of(cycle, today), chosen_of(request.GET)) if cycle else None
    context = {"plan": thing, "completion": found, "live": found is not None and found.is_running}
    return render(request, "steering/parts/completion.html", context)
