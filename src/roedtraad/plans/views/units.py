"""The pages of units under a plan: which units have goals, a unit's own, and their way to approval."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from roedtraad.core.forms import seen_version
from roedtraad.organisation.models import Unit
from roedtraad.plans import actions
from roedtraad.plans.agreement_text import agreement_word
from roedtraad.plans.enums import PlanState
from roedtraad.plans.forms import CommentForm, UnitGoalForm, WordsForm
from roedtraad.plans.models import Goal, Plan
from roedtraad.plans.permissions import (
    leads_above,
    leads_the_unit,
    may_approve_unit_goal,
    may_comment_unit_goal,
    may_write_agreement,
    may_write_unit_goal,
)
from roedtraad.plans.queries import alive_of_unit, unit_page, units_page
from roedtraad.plans.unit_rules import findings_of_unit, why_not_of_unit
from roedtraad.plans.words import units_headline

from .saving import form_methods, save


def crumbs_of(plan: Plan, unit: Unit | None = None, here: str = "") -> list[tuple[str, str]]:
    """Plan › units › unit › where one is."""
    found = [(plan.title, reverse("plans:plan", args=[plan.pk]))]
    found.append((_("Units"), reverse("plans:units", args=[plan.pk]) if unit or here else ""))
    if unit:
        found.append((unit.name, reverse("plans:unit", args=[plan.pk, unit.pk]) if here else ""))
    return [*found, (here, "")] if here else found


@require_safe
def units(request: HttpRequest, pk: int) -> HttpResponse:
    plan = get_object_or_404(Plan.objects, pk=pk)
    page = units_page(plan, request.user)
    mine = [line.unit for line in page.lines if leads_the_unit.test(request.user, line.unit)]
    mine += [line.unit for line in page.lines if leads_above.test(request.user, line.unit)]
    return render(
        request,
        "plans/units.html",
        {
            "plan": plan,
            "page": page,
            "mine": {unit.pk for unit in mine},
            "headline": units_headline(page),
            "crumbs": crumbs_of(plan),
        },
    )


def of_plan(pk: int, unit_pk: int) -> tuple[Plan, Unit]:
    return get_object_or_404(Plan.objects.select_related("policy"), pk=pk), get_object_or_404(
        Unit.objects, pk=unit_pk
    )


@require_safe
def unit(request: HttpRequest, pk: int, unit_pk: int) -> HttpResponse:
    plan, thing = of_plan(pk, unit_pk)
    goes_on = plan.state != PlanState.CLOSED and not why_not_of_unit(thing)
    return render(
        request,
        "plans/unit.html",
        {
            "plan": plan,
            "unit": thing,
            "page": unit_page(plan, thing, request.user),
            "crumbs": crumbs_of(plan, thing),
            "may_write": goes_on and may_write_unit_goal.given(request.user, thing),
            "may_agree": goes_on and may_write_agreement.given(request.user, thing),
            "agreement_word": agreement_word(),
            "ended": why_not_of_unit(thing),
        },
    )


@form_methods
def new_unit_goal(request: HttpRequest, pk: int, unit_pk: int) -> HttpResponse:
    plan, thing = of_plan(pk, unit_pk)
    may_write_unit_goal.demand(request.user, thing)
    form = UnitGoalForm(request.POST or None, plan=plan, initial={"under": request.GET.get("under", "")})
    made: list[Goal] = []
    return save(
        request,
        form,
        lambda: made.append(actions.write_unit_goal(thing, by=request.user, **form.values())),
        None,
        {},
        back=lambda: reverse("plans:goal", args=[made[0].pk]) if made else crumbs_of(plan, thing, "-")[2][1],
        title=_("A goal of %(unit)s") % {"unit": thing.name},
        button=_("Save the draft"),
        crumbs=crumbs_of(plan, thing, _("New goal")),
        findings=findings_of_unit(alive_of_unit(plan, thing) + 1, being_written=True),
    )


def _unit_goal(pk: int) -> Goal:
    related = ("plan", "unit", "parent__focus_area", "focus_area")
    return get_object_or_404(Goal.objects.of_units().select_related(*related), pk=pk)


@form_methods
def edit_unit_goal(request: HttpRequest, pk: int) -> HttpResponse:
    goal = _unit_goal(pk)
    may_write_unit_goal.demand(request.user, goal)
    initial = UnitGoalForm.initial_of(goal)
    form = UnitGoalForm(request.POST or None, plan=goal.plan, initial=initial)
    return save(
        request,
        form,
        lambda: actions.edit_unit_goal(
            goal, by=request.user, seen_version=seen_version(request), **form.values()
        ),
        goal,
        initial,
        back=reverse("plans:goal", args=[pk]),
        title=_("The goal of %(unit)s") % {"unit": goal.unit},
        crumbs=crumbs_of(goal.plan, goal.unit, _("Edit the goal")),
    )


@require_POST
def submit_unit_goal(request: HttpRequest, pk: int) -> HttpResponse:
    goal = _unit_goal(pk)
    actions.submit_unit_goal(goal, by=request.user)
    messages.success(request, _("The goal is submitted. It waits for the line manager."))
    return redirect("plans:goal", pk)


@require_POST
def approve_unit_goal(request: HttpRequest, pk: int) -> HttpResponse:
    goal = _unit_goal(pk)
    actions.approve_unit_goal(goal, by=request.user)
    messages.success(request, _("The goal is approved, and will be followed up from the next cycle on."))
    return redirect("plans:goal", pk)


@form_methods
def return_unit_goal(request: HttpRequest, pk: int) -> HttpResponse:
    goal = _unit_goal(pk)
    may_approve_unit_goal.demand(request.user, goal)
    return _say(
        request,
        goal,
        WordsForm(request.POST or None),
        actions.return_unit_goal,
        _("Return “%(goal)s”") % {"goal": goal.title},
        _("Return the goal"),
    )


@form_methods
def comment_unit_goal(request: HttpRequest, pk: int) -> HttpResponse:
    goal = _unit_goal(pk)
    may_comment_unit_goal.demand(request.user, goal)
    return _say(
        request,
        goal,
        CommentForm(request.POST or None),
        actions.comment_unit_goal,
        _("A comment on “%(goal)s”") % {"goal": goal.title},
        _("Save the comment"),
    )


def _say(request: HttpRequest, goal: Goal, form: Any, verb: Any, title: str, button: str) -> HttpResponse:
    return save(
        request,
        form,
        lambda: verb(goal, by=request.user, text=form.cleaned_data["text"]),
        goal,
        {},
        back=reverse("plans:goal", args=[goal.pk]),
        title=title,
        button=button,
        crumbs=crumbs_of(goal.plan, goal.unit, goal.title),
    )


@require_POST
def remove_unit_goal(request: HttpRequest, pk: int) -> HttpResponse:
    goal = _unit_goal(pk)
    plan, unit_pk = goal.plan_id, goal.unit_id
    actions.remove_unit_goal(goal, by=request.user)
    messages.success(request, _("The draft is thrown away."))
    return redirect("plans:unit", plan, unit_pk)
