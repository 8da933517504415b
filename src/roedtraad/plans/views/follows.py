"""What follows from a plan: initiatives in full, yearly political targets, governing documents, the matrix."""

from __future__ import annotations

from itertools import groupby

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from roedtraad.core.forms import say_refusal, seen_version
from roedtraad.core.reasons import NotPermitted, Refused
from roedtraad.plans import actions
from roedtraad.plans.enums import PlanState
from roedtraad.plans.forms import (
    CrossForm,
    DocumentForm,
    EditDocumentForm,
    InitiativeForms,
    YearlyTargetForm,
)
from roedtraad.plans.models import Crossing, FocusArea, GoverningDocument, Initiative, Plan, YearlyTarget
from roedtraad.plans.permissions import may_write_plan
from roedtraad.plans.queries import matrix_of

from .saving import form_methods, save


def _crumbs(plan: Plan, *further: tuple[str, str]) -> list[tuple[str, str]]:
    return [(plan.title, reverse("plans:plan", args=[plan.pk])), *further]


def _may_write(request: HttpRequest, plan: Plan) -> bool:
    return may_write_plan.given(request.user, plan) and plan.state != PlanState.CLOSED


@form_methods
def initiative(request: HttpRequest, pk: int) -> HttpResponse:
    """An initiative with its milestones and what it costs."""
    thing = get_object_or_404(Initiative.objects.select_related("goal__plan", "focus_area__plan"), pk=pk)
    may_write_plan.demand(request.user, thing)
    forms = InitiativeForms(thing, request.POST or None)
    if request.method == "POST" and forms.is_valid():
        try:
            actions.detail_initiative(
                thing, by=request.user, seen_version=seen_version(request), **forms.values()
            )
        except NotPermitted:
            raise
        except Refused as refusal:
            say_refusal(forms.form, refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect(_where(thing))
    wrong = request.method == "POST"
    return render(
        request,
        "plans/initiative.html",
        {
            "initiative": thing,
            "forms": forms,
            "back": _where(thing),
            "version": seen_version(request) if wrong else thing.version,
            "crumbs": _crumbs(thing.plan, (thing.title, "")),
        },
        status=422 if wrong else 200,
    )


def _where(thing: Initiative) -> str:
    if thing.goal_id:
        return reverse("plans:goal", args=[thing.goal_id])
    return reverse("plans:plan", args=[thing.plan.pk]) + f"#a{thing.focus_area_id}"


@require_safe
def yearly_targets(request: HttpRequest, pk: int) -> HttpResponse:
    plan = get_object_or_404(Plan.objects, pk=pk)
    rows = YearlyTarget.objects.filter(plan=plan).select_related("goal", "decision__body", "decision__matter")
    years = [(year, list(targets)) for year, targets in groupby(rows, key=lambda each: each.year)]
    context = {
        "plan": plan,
        "years": years,
        "crumbs": _crumbs(plan, (_("Yearly targets"), "")),
        "may_write": _may_write(request, plan),
    }
    return render(request, "plans/yearly_targets.html", context)


@form_methods
def new_yearly_target(request: HttpRequest, pk: int) -> HttpResponse:
    plan = get_object_or_404(Plan.objects, pk=pk)
    may_write_plan.demand(request.user, plan)
    form = YearlyTargetForm(request.POST or None, plan=plan)
    back = reverse("plans:yearly_targets", args=[pk])
    return save(
        request,
        form,
        lambda: actions.set_yearly_target(plan, by=request.user, **form.cleaned_data),
        None,
        {},
        back=back,
        title=_("A target for a budget year"),
        crumbs=_crumbs(plan, (_("Yearly targets"), back), (_("New target"), "")),
    )


@form_methods
def edit_yearly_target(request: HttpRequest, pk: int) -> HttpResponse:
    target = get_object_or_404(YearlyTarget.objects.select_related("plan"), pk=pk)
    may_write_plan.demand(request.user, target)
    initial = YearlyTargetForm.initial_of(target)
    form = YearlyTargetForm(request.POST or None, plan=target.plan, initial=initial)
    back = reverse("plans:yearly_targets", args=[target.plan_id])
    return save(
        request,
        form,
        lambda: actions.edit_yearly_target(
            target, by=request.user, seen_version=seen_version(request), **form.cleaned_data
        ),
        target,
        initial,
        back=back,
        title=_("A target for a budget year"),
        crumbs=_crumbs(target.plan, (_("Yearly targets"), back), (_("Edit"), "")),
    )


@require_safe
def documents(request: HttpRequest, pk: int) -> HttpResponse:
    plan = get_object_or_404(Plan.objects, pk=pk)
    rows = list(GoverningDocument.objects.filter(plan=plan).select_related("owner"))
    context = {
        "plan": plan,
        "rows": rows,
        "made": sum(1 for each in rows if each.made_on),
        "crumbs": _crumbs(plan, (_("Governing documents"), "")),
        "may_write": _may_write(request, plan),
    }
    return render(request, "plans/documents.html", context)


@form_methods
def new_document(request: HttpRequest, pk: int) -> HttpResponse:
    plan = get_object_or_404(Plan.objects, pk=pk)
    may_write_plan.demand(request.user, plan)
    form = DocumentForm(request.POST or None)
    back = reverse("plans:documents", args=[pk])
    return save(
        request,
        form,
        lambda: actions.order_document(plan, by=request.user, **form.cleaned_data),
        None,
        {},
        back=back,
        title=_("A document that is to be made"),
        crumbs=_crumbs(plan, (_("Governing documents"), back), (_("New document"), "")),
    )


@form_methods
def edit_document(request: HttpRequest, pk: int) -> HttpResponse:
    document = get_object_or_404(GoverningDocument.objects.select_related("plan"), pk=pk)
    may_write_plan.demand(request.user, document)
    initial = EditDocumentForm.initial_of(document)
    form = EditDocumentForm(request.POST or None, initial=initial)
    back = reverse("plans:documents", args=[document.plan_id])
    return save(
        request,
        form,
        lambda: actions.edit_document(
            document, by=request.user, seen_version=seen_version(request), **form.cleaned_data
        ),
        document,
        initial,
        back=back,
        title=document.title,
        crumbs=_crumbs(document.plan, (_("Governing documents"), back), (_("Edit"), "")),
    )


@require_safe
def matrix(request: HttpRequest, pk: int) -> HttpResponse:
    """The two perspectives across each other."""
    plan = get_object_or_404(Plan.objects, pk=pk)
    context = {
        "plan": plan,
        "matrix": matrix_of(plan),
        "crumbs": _crumbs(plan, (_("Matrix"), "")),
        "may_write": _may_write(request, plan),
    }
    return render(request, "plans/matrix.html", context)


@form_methods
def cross(request: HttpRequest, pk: int, other_pk: int) -> HttpResponse:
    """One cell of the matrix."""
    citizen = get_object_or_404(FocusArea.objects.select_related("plan"), pk=pk)
    organisation = get_object_or_404(FocusArea.objects, pk=other_pk)
    may_write_plan.demand(request.user, citizen)
    standing = Crossing.objects.filter(citizen=citizen, organisation=organisation).first()
    form = CrossForm(request.POST or None, initial={"text": standing.text if standing else ""})
    back = reverse("plans:matrix", args=[citizen.plan_id])
    return save(
        request,
        form,
        lambda: actions.cross(citizen, by=request.user, organisation=organisation, **form.cleaned_data),
        None,
        {},
        back=back,
        title=_("“%(organisation)s” for “%(citizen)s”")
        % {"organisation": organisation.title, "citizen": citizen.title},
        crumbs=_crumbs(citizen.plan, (_("Matrix"), back), (_("Edit"), "")),
    )
