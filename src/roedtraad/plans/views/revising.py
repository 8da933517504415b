"""The pages of a revision."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from roedtraad.core.actions import why_not
from roedtraad.core.forms import say_refusal
from roedtraad.core.reasons import NotPermitted, Reason, Refused
from roedtraad.matters.models import Decision
from roedtraad.plans import actions
from roedtraad.plans.forms import BeginRevisionForm, KeepRestForm, SettleForm
from roedtraad.plans.models import Goal, GoalFate, Plan, PlanRevision
from roedtraad.plans.permissions import may_read_plan, may_write_plan
from roedtraad.plans.queries import lives_of, revision_page
from roedtraad.plans.revising_rules import why_not_end
from roedtraad.policies.models import Policy

from .saving import form_methods, form_page

DECISIONS = 30  # the latest that can be chosen between


def _revision(pk: int) -> PlanRevision:
    return get_object_or_404(
        PlanRevision.objects.select_related("plan__policy", "successor", "decision__body"), pk=pk
    )


@form_methods
def begin(request: HttpRequest, pk: int) -> HttpResponse:
    thing = get_object_or_404(Plan.objects.select_related("policy"), pk=pk)
    may_write_plan.demand(request.user, thing)
    decisions = Decision.objects.select_related("body", "matter").order_by("-date", "-pk")[:DECISIONS]
    form = BeginRevisionForm(request.POST or None, decisions=decisions)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.begin_revision(thing, by=request.user, **form.cleaned_data)
        except NotPermitted:
            raise
        except Refused as refusal:
            say_refusal(form, refusal)
        else:
            messages.success(request, _("The new plan stands beside the old. Say what becomes of each goal."))
            return redirect("plans:revision", made.pk)
    return form_page(
        request, form, _("Revise “%(plan)s”") % {"plan": thing.title}, _("Begin the revision"),
        [(thing.title, reverse("plans:plan", args=[pk])), (_("Revision"), "")],
        back=reverse("plans:plan", args=[pk]),
    )  # fmt: skip


@require_safe
def revision(request: HttpRequest, pk: int) -> HttpResponse:
    thing = _revision(pk)
    may_read_plan.demand(request.user, thing.plan)
    return _page(request, thing, KeepRestForm())


def _page(request: HttpRequest, thing: PlanRevision, form: KeepRestForm, status: int = 200) -> HttpResponse:
    page = revision_page(thing)
    may_write = may_write_plan.given(request.user, thing.plan) and thing.is_open
    return render(
        request,
        "plans/revision.html",
        {
            "revision": thing,
            "page": page,
            "form": form,
            "may_write": may_write,
            "why_not": _why_not_end(thing, request.user) if may_write else [],
            "crumbs": [
                (thing.plan.policy.title, reverse("policies:policy", args=[thing.plan.policy_id])),
                (thing.plan.title, reverse("plans:plan", args=[thing.plan_id])),
                (_("Revision"), ""),
            ],
        },
        status=status,
    )


def _why_not_end(thing: PlanRevision, user: Any) -> list[Reason]:
    """Everything that the button would be refused for, said before it is pressed: the two plans' own rules too."""
    reasons = [
        *why_not_end(thing, actions.unsettled(thing), user),
        *why_not("plans.close_plan", thing.plan, user, reason=thing.why),
    ]
    return reasons or why_not("plans.start_plan", thing.successor, user)


@form_methods
def settle(request: HttpRequest, pk: int) -> HttpResponse:
    goal = get_object_or_404(Goal.objects.select_related("plan__revision__successor"), pk=pk)
    thing = get_object_or_404(PlanRevision.objects.select_related("plan", "successor"), plan=goal.plan_id)
    may_write_plan.demand(request.user, goal)
    told = GoalFate.objects.filter(goal=goal).first()
    choices = Goal.objects.filter(plan=thing.successor_id)
    if told and told.into_id:
        choices = choices.exclude(pk=told.into_id) if told.fate != "merged" else choices
    initial: dict[str, Any] = {"fate": told.fate, "reason": told.reason, "into": told.into_id} if told else {}
    form = SettleForm(request.POST or None, goals=choices, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.settle_goal(goal, by=request.user, revision=thing, **form.cleaned_data)
        except NotPermitted:
            raise
        except Refused as refusal:
            say_refusal(form, refusal)
        else:
            messages.success(
                request, _("“%(goal)s” is %(fate)s.") % {"goal": goal.title, "fate": made.get_fate_display()}
            )
            if made.fate == "changed" and made.into_id:
                return redirect("plans:edit_goal", made.into_id)
            return redirect(reverse("plans:revision", args=[thing.pk]) + f"#m{goal.pk}")
    return form_page(
        request, form, goal.title, _("Settle it"),
        [
            (thing.plan.title, reverse("plans:plan", args=[thing.plan_id])),
            (_("Revision"), reverse("plans:revision", args=[thing.pk])),
            (_("What becomes of it?"), ""),
        ],
        back=reverse("plans:revision", args=[thing.pk]),
    )  # fmt: skip


@require_POST
def keep_rest(request: HttpRequest, pk: int) -> HttpResponse:
    thing = _revision(pk)
    may_write_plan.demand(request.user, thing.plan)
    form = KeepRestForm(request.POST)
    if not form.is_valid():
        return _page(request, thing, form, 422)
    count = actions.keep_the_rest(thing, by=request.user, reason=form.cleaned_data["reason"])
    said = ngettext("%(n)s goal is kept.", "%(n)s goals are kept.", count) % {"n": count}
    messages.success(request, said)
    return redirect("plans:revision", pk)


@require_POST
def end(request: HttpRequest, pk: int) -> HttpResponse:
    successor = actions.end_revision(_revision(pk), by=request.user)
    messages.success(request, _("“%(plan)s” runs. The old plan stays readable.") % {"plan": successor.title})
    return redirect("plans:plan", successor.pk)


@require_POST
def give_up(request: HttpRequest, pk: int) -> HttpResponse:
    plan = actions.give_up_revision(_revision(pk), by=request.user)
    messages.success(request, _("The revision is given up. The plan runs on."))
    return redirect("plans:plan", plan.pk)


@require_safe
def lives(request: HttpRequest, pk: int) -> HttpResponse:
    policy = get_object_or_404(Policy.objects, pk=pk)
    may_read_plan.demand(request.user, policy)
    return render(
        request,
        "plans/lives.html",
        {
            "policy": policy,
            "lives": lives_of(pk, request.GET.get("page")),
            "crumbs": [
                (policy.title, reverse("policies:policy", args=[pk])),
                (_("What became of the goals"), ""),
            ],
        },
    )
