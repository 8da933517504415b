"""The pages of the dates that a plan keeps."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from roedtraad.core.forms import seen_version
from roedtraad.plans import actions
from roedtraad.plans.enums import PlanState
from roedtraad.plans.forms import PlanDateForm
from roedtraad.plans.models import Plan, PlanDate
from roedtraad.plans.permissions import may_write_plan
from roedtraad.plans.queries import dates_of

from .saving import form_methods, save


@require_safe
def dates(request: HttpRequest, pk: int) -> HttpResponse:
    plan = get_object_or_404(Plan.objects, pk=pk)
    context = {
        "plan": plan,
        "rows": dates_of(plan),
        "crumbs": _crumbs(plan, (_("Dates"), "")),
        "may_write": may_write_plan.given(request.user, plan) and plan.state != PlanState.CLOSED,
    }
    return render(request, "plans/dates.html", context)


@form_methods
def new_date(request: HttpRequest, pk: int) -> HttpResponse:
    plan = get_object_or_404(Plan.objects, pk=pk)
    may_write_plan.demand(request.user, plan)
    form = PlanDateForm(request.POST or None)
    back = reverse("plans:dates", args=[pk])
    return save(
        request,
        form,
        lambda: actions.add_date(plan, by=request.user, **form.cleaned_data),
        None,
        {},
        back=back,
        title=_("A date of the plan"),
        crumbs=_crumbs(plan, (_("Dates"), back), (_("New date"), "")),
    )


@form_methods
def edit_date(request: HttpRequest, pk: int) -> HttpResponse:
    date = get_object_or_404(PlanDate.objects.select_related("plan", "body"), pk=pk)
    may_write_plan.demand(request.user, date)
    initial = PlanDateForm.initial_of(date)
    form = PlanDateForm(request.POST or None, date=date, initial=initial)
    back = reverse("plans:dates", args=[date.plan_id])
    return save(
        request,
        form,
        lambda: actions.edit_date(
            date, by=request.user, seen_version=seen_version(request), **form.cleaned_data
        ),
        date,
        initial,
        back=back,
        title=_("A date of the plan"),
        crumbs=_crumbs(date.plan, (_("Dates"), back), (_("Edit"), "")),
    )


@require_POST
def remove_date(request: HttpRequest, pk: int) -> HttpResponse:
    date = get_object_or_404(PlanDate.objects.select_related("plan"), pk=pk)
    plan = date.plan
    actions.remove_date(date, by=request.user)
    messages.success(request, _("The date is taken away."))
    return redirect("plans:dates", plan.pk)


def _crumbs(plan: Plan, *further: tuple[str, str]) -> list[tuple[str, str]]:
    return [(plan.title, reverse("plans:plan", args=[plan.pk])), *further]
