"""The pages of a goal."""

from __future__ import annotations

import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from roedtraad.core import thread
from roedtraad.core.forms import say_refusal, seen_version
from roedtraad.core.reasons import ChangedMeanwhile, NotPermitted, Refused
from roedtraad.core.thread import Knot
from roedtraad.plans import actions
from roedtraad.plans.enums import INITIATIVE_TRANSITIONS, Fate, GoalState, InitiativeState, PlanState
from roedtraad.plans.forms import EndForm, GoalForms
from roedtraad.plans.models import Goal, Initiative, Plan
from roedtraad.plans.permissions import may_end_goal, may_write_plan
from roedtraad.plans.queries import GoalPage, goal_page
from roedtraad.plans.rules import many_goals
from roedtraad.plans.wording import wording_of

from .approval import approval_of
from .saving import form_methods, save


@require_safe
def goal(request: HttpRequest, pk: int) -> HttpResponse:
    thing = get_object_or_404(
        Goal.objects.with_origin()
        .with_came_from()
        .select_related(
            "plan__policy",
            "focus_area__owner",
            "owner__deputy",
            "owner__unit",
            "deputy",
            "decision__matter",
            "unit",
            "parent__focus_area",
            "parent__decision__matter",
            "fate__into__plan",
        ),
        pk=pk,
    )
    page = goal_page(thing, request.user)
    is_open = thing.plan.state != PlanState.CLOSED
    return render(
        request,
        "plans/goal.html",
        {
            "goal": thing,
            "page": page,
            "crumbs": [(thing.plan.title, reverse("plans:plan", args=[thing.plan_id])), (_("Goal"), "")],
            "initiatives": [(each, _moves(each)) for each in page.initiatives],
            "below": thread.line(_below(page)),
            "may_write": not thing.unit_id and is_open and may_write_plan.given(request.user, thing),
            "may_end": is_open and may_end_goal.given(request.user, thing),
            "is_active": thing.state == GoalState.ACTIVE,
            "came": thing.came and {**thing.came, "on": datetime.date.fromisoformat(thing.came["on"])},
            "fate": getattr(thing, "fate", None),
            "origin": thing.origin and {**thing.origin, "fate": Fate(thing.origin["fate"]).label},
            "approval": approval_of(thing, page, request.user) if thing.unit_id else None,
        },
    )


def _below(page: GoalPage) -> list[Knot]:
    """What hangs below the goal, its indicators as the page has read them."""
    evidence = page.evidence
    known = [evidence.stands_for] if evidence and evidence.stands_for else []
    below = thread.below("plans.goal", [page.goal.pk], known)
    return [*(evidence.knots if evidence else ()), *below[page.goal.pk]]


def _moves(initiative: Initiative) -> list[tuple[str, Any]]:
    verbs = {
        InitiativeState.RUNNING: _("Begin"),
        InitiativeState.DONE: _("Done"),
        InitiativeState.STOPPED: _("Stop"),
    }
    after = INITIATIVE_TRANSITIONS[InitiativeState(initiative.state)]
    return [(state.value, verb) for state, verb in verbs.items() if state in after]


@form_methods
def new_goal(request: HttpRequest, pk: int) -> HttpResponse:
    thing = get_object_or_404(Plan.objects.select_related("policy"), pk=pk)
    may_write_plan.demand(request.user, thing)
    initial = {
        "hangs_on": f"p{request.GET['passage']}" if request.GET.get("passage") else "",
        "focus_area": request.GET.get("focus_area", ""),
    }
    forms = GoalForms(thing, wording_of(thing.policy_id), data=request.POST or None, initial=initial)
    if request.method == "POST" and forms.is_valid():
        try:
            made = actions.write_goal(thing, by=request.user, **forms.values())
        except NotPermitted:
            raise
        except Refused as refusal:
            say_refusal(forms.goal_form, refusal)
        else:
            messages.success(request, _("The goal is written."))
            return redirect("plans:goal", made.pk)
    return _goal_form(request, forms, thing, None)


@form_methods
def edit_goal(request: HttpRequest, pk: int) -> HttpResponse:
    thing = get_object_or_404(
        Goal.objects.select_related("plan__policy", "decision__body", "decision__matter"), pk=pk
    )
    may_write_plan.demand(request.user, thing)
    forms = GoalForms(thing.plan, wording_of(thing.plan.policy_id), goal=thing, data=request.POST or None)
    beside: list[tuple[str, str, str]] = []
    changed = None
    if request.method == "POST" and forms.is_valid():
        try:
            actions.edit_goal(thing, by=request.user, seen_version=seen_version(request), **forms.values())
        except NotPermitted:
            raise
        except ChangedMeanwhile as refusal:
            changed, beside = refusal.reasons[0], forms.beside(thing)
        except Refused as refusal:
            say_refusal(forms.goal_form, refusal)
        else:
            messages.success(request, _("The goal is saved."))
            return redirect("plans:goal", pk)
    return _goal_form(request, forms, thing.plan, thing, changed, beside)


def _goal_form(
    request: HttpRequest,
    forms: GoalForms,
    plan: Plan,
    goal: Goal | None,
    changed: Any = None,
    beside: Any = (),
) -> HttpResponse:
    wrong = request.method == "POST"
    return render(
        request,
        "plans/goal_form.html",
        {
            "forms": forms,
            "plan": plan,
            "goal": goal,
            "changed": changed,
            "beside": beside,
            "findings": [] if goal else many_goals(_active(plan) + 1, being_written=True),
            "version": goal.version if goal and (changed or not wrong) else seen_version(request),
            "crumbs": [
                (plan.title, reverse("plans:plan", args=[plan.pk])),
                (goal.title if goal else _("New goal"), ""),
            ],
        },
        status=409 if changed else 422 if wrong else 200,
    )


def _active(plan: Plan) -> int:
    return Goal.objects.active().of_the_plan().filter(plan=plan).count()


@form_methods
def end_goal(request: HttpRequest, pk: int) -> HttpResponse:
    thing = get_object_or_404(Goal.objects.select_related("plan"), pk=pk)
    may_end_goal.demand(request.user, thing)
    form = EndForm(request.POST or None)
    verbs = {"close": actions.close_goal, "drop": actions.drop_goal}
    return save(
        request,
        form,
        lambda: verbs[form.cleaned_data["how"]](thing, by=request.user, reason=form.cleaned_data["reason"]),
        thing,
        {},
        back=reverse("plans:plan", args=[thing.plan_id]),
        title=_("End “%(goal)s”") % {"goal": thing.title},
        button=_("End the goal"),
        crumbs=[(thing.title, reverse("plans:goal", args=[pk])), (_("End"), "")],
    )


@require_POST
def take_up_goal(request: HttpRequest, pk: int) -> HttpResponse:
    thing = get_object_or_404(Goal.objects, pk=pk)
    actions.take_up_goal(thing, by=request.user)
    messages.success(request, _("The goal is worked on again."))
    return redirect("plans:goal", pk)


@require_POST
def move_initiative(request: HttpRequest, pk: int) -> HttpResponse:
    thing = get_object_or_404(Initiative.objects, pk=pk)
    to = request.POST.get("to", "")
    if to in InitiativeState.values:
        actions.move_initiative(thing, by=request.user, to=to)
    if thing.goal_id is None:
        return redirect(reverse("plans:plan", args=[thing.plan.pk]) + f"#a{thing.focus_area_id}")
    return redirect("plans:goal", thing.goal_id)
