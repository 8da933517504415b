"""The pages of the plan and its focus areas."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from roedtraad.core.actions import why_not
from roedtraad.core.forms import say_refusal, seen_version
from roedtraad.core.reasons import Refused
from roedtraad.plans import actions
from roedtraad.plans.enums import PlanState
from roedtraad.plans.forms import CloseForm, FilterForm, FocusAreaForm, PlanForm, chosen_filter
from roedtraad.plans.models import FocusArea, Plan
from roedtraad.plans.permissions import may_write_plan
from roedtraad.plans.queries import PlanPage, plan_lines, plan_page
from roedtraad.plans.rules import why_not_start
from roedtraad.plans.wording import wording_of
from roedtraad.plans.words import headline

from .saving import form_methods, form_page, save


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    return render(
        request, "plans/index.html", {"lines": plan_lines(), "may_write": may_write_plan.given(request.user)}
    )


@require_safe
def plan(request: HttpRequest, pk: int) -> HttpResponse:
    thing = get_object_or_404(Plan.objects.select_related("policy", "revision", "came_from__plan"), pk=pk)
    chosen = chosen_filter(request.GET)
    page = plan_page(thing, chosen, request.GET.get("page"), request.user)
    form = FilterForm(request.GET)
    form.offer_owners(page.owners)
    return render(
        request,
        "plans/plan.html",
        {
            "plan": thing,
            "page": page,
            "chosen": chosen,
            "filter": form,
            "headline": headline(page),
            "crumbs": [
                (thing.policy.title, reverse("policies:policy", args=[thing.policy_id])),
                (thing.title, ""),
            ],
            "may_write": may_write_plan.given(request.user) and thing.state != PlanState.CLOSED,
            "missing": _missing(page, request.user),
            "revised": getattr(thing, "revision", None),
            "came_from": getattr(thing, "came_from", None),
        },
    )


def _missing(page: PlanPage, user: Any) -> list[Any]:
    """What keeps a plan that is being written from starting: one sentence a goal."""
    if page.plan.state != PlanState.DRAFT or not (page.incomplete or page.total == 0):
        return []
    return [*why_not_start(page.plan, user), *why_not("plans.start_plan", page.plan, user)]


@form_methods
def new_plan(request: HttpRequest) -> HttpResponse:
    may_write_plan.demand(request.user)
    form = PlanForm(request.POST or None, initial={"policy": request.GET.get("policy")})
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.create_plan(
                form.policies[form.cleaned_data["policy"]], by=request.user, **form.values()
            )
        except Refused as refusal:
            say_refusal(form, refusal)
        else:
            messages.success(request, _("The plan is made. Now write its focus areas and goals."))
            return redirect("plans:plan", made.pk)
    return form_page(
        request,
        form,
        _("A plan for a policy"),
        _("Make the plan"),
        [(_("Goals and plan"), reverse("plans:index")), (_("New plan"), "")],
    )


@form_methods
def edit_plan(request: HttpRequest, pk: int) -> HttpResponse:
    thing = get_object_or_404(Plan.objects, pk=pk)
    may_write_plan.demand(request.user, thing)
    initial = {"title": thing.title, "starts": thing.starts, "ends": thing.ends}
    form = PlanForm(request.POST or None, plan=thing, initial=initial)
    return save(
        request,
        form,
        lambda: actions.edit_plan(
            thing, by=request.user, seen_version=seen_version(request), **form.values()
        ),
        thing,
        initial,
        back=reverse("plans:plan", args=[pk]),
        title=_("The plan's name and period"),
        crumbs=[(thing.title, reverse("plans:plan", args=[pk])), (_("Edit"), "")],
    )


@require_POST
def start(request: HttpRequest, pk: int) -> HttpResponse:
    thing = get_object_or_404(Plan.objects, pk=pk)
    actions.start_plan(thing, by=request.user)
    messages.success(request, _("The plan runs. The next step is to open a follow-up."))
    return redirect("plans:plan", pk)


@form_methods
def close(request: HttpRequest, pk: int) -> HttpResponse:
    thing = get_object_or_404(Plan.objects, pk=pk)
    may_write_plan.demand(request.user, thing)
    form = CloseForm(request.POST or None)
    return save(
        request,
        form,
        lambda: actions.close_plan(thing, by=request.user, reason=form.cleaned_data["reason"]),
        thing,
        {},
        back=reverse("plans:plan", args=[pk]),
        title=_("Close “%(plan)s”?") % {"plan": thing.title},
        button=_("Close the plan"),
        crumbs=[(thing.title, reverse("plans:plan", args=[pk])), (_("Close"), "")],
    )


@form_methods
def new_focus_area(request: HttpRequest, pk: int) -> HttpResponse:
    thing = get_object_or_404(Plan.objects.select_related("policy"), pk=pk)
    may_write_plan.demand(request.user, thing)
    form = FocusAreaForm(request.POST or None, wording=wording_of(thing.policy_id))
    return save(
        request,
        form,
        lambda: actions.add_focus_area(thing, by=request.user, **form.values()),
        thing,
        {},
        back=reverse("plans:plan", args=[pk]),
        title=_("A focus area"),
        button=_("Add the focus area"),
        crumbs=[(thing.title, reverse("plans:plan", args=[pk])), (_("New focus area"), "")],
    )


@form_methods
def edit_focus_area(request: HttpRequest, pk: int) -> HttpResponse:
    area = get_object_or_404(FocusArea.objects.select_related("plan"), pk=pk)
    may_write_plan.demand(request.user, area)
    initial = {name: getattr(area, name) for name in ("title", "theme_name", "perspective")} | {
        "theme": area.theme_id or "",
        "owner": area.owner_id or "",
        "deputy": area.deputy_id or "",
    }
    form = FocusAreaForm(request.POST or None, wording=wording_of(area.plan.policy_id), initial=initial)
    url = reverse("plans:plan", args=[area.plan_id])
    return save(
        request,
        form,
        lambda: actions.edit_focus_area(
            area, by=request.user, seen_version=seen_version(request), **form.values()
        ),
        area,
        initial,
        back=f"{url}#a{pk}",
        title=area.title,
        crumbs=[(area.plan.title, url), (_("Focus area"), "")],
    )
