"""The pages of the plan."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from roedtraad.core import thread
from roedtraad.core.actions import why_not
from roedtraad.core.forms import say_refusal, seen_version
from roedtraad.core.reasons import ChangedMeanwhile, NotPermitted, Refused
from roedtraad.core.thread import Knot

from . import actions
from .enums import INITIATIVE_TRANSITIONS, GoalState, InitiativeState, PlanState
from .forms import CloseForm, EndForm, FilterForm, FocusAreaForm, GoalForms, PlanForm, chosen_filter
from .models import FocusArea, Goal, Initiative, Plan
from .permissions import may_write_plan
from .queries import GoalPage, PlanPage, goal_page, plan_lines, plan_page
from .rules import why_not_start
from .wording import wording_of
from .words import headline

form_methods = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    return render(
        request, "plans/index.html", {"lines": plan_lines(), "may_write": may_write_plan.given(request.user)}
    )


@require_safe
def plan(request: HttpRequest, pk: int) -> HttpResponse:
    thing = get_object_or_404(Plan.objects.select_related("policy"), pk=pk)
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
    return _form(
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
    return _save(
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
    return _save(
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
    return _save(
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
    return _save(
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


@require_safe
def goal(request: HttpRequest, pk: int) -> HttpResponse:
    thing = get_object_or_404(
        Goal.objects.select_related(
            "plan__policy", "focus_area__owner", "owner__deputy", "owner__unit", "deputy", "decision__matter"
        ),
        pk=pk,
    )
    page = goal_page(thing, request.user)
    return render(
        request,
        "plans/goal.html",
        {
            "goal": thing,
            "page": page,
            "crumbs": [(thing.plan.title, reverse("plans:plan", args=[thing.plan_id])), (_("Goal"), "")],
            "initiatives": [(each, _moves(each)) for each in page.initiatives],
            "below": thread.line(_below(page)),
            "may_write": may_write_plan.given(request.user, thing) and thing.plan.state != PlanState.CLOSED,
            "is_active": thing.state == GoalState.ACTIVE,
        },
    )


def _below(page: GoalPage) -> list[Knot]:
    """What hangs below the goal, its indicators as the page has read them."""
    evidence = page.evidence
    below = thread.below("plans.goal", [page.goal.pk], evidence.stands_for if evidence else None)
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
            "version": goal.version if goal and (changed or not wrong) else seen_version(request),
            "crumbs": [
                (plan.title, reverse("plans:plan", args=[plan.pk])),
                (goal.title if goal else _("New goal"), ""),
            ],
        },
        status=409 if changed else 422 if wrong else 200,
    )


@form_methods
def end_goal(request: HttpRequest, pk: int) -> HttpResponse:
    thing = get_object_or_404(Goal.objects.select_related("plan"), pk=pk)
    may_write_plan.demand(request.user, thing)
    form = EndForm(request.POST or None)
    verbs = {"close": actions.close_goal, "drop": actions.drop_goal}
    return _save(
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


def _save(
    request: HttpRequest,
    form: Any,
    verb: Any,
    thing: Any,
    initial: dict[str, Any],
    *,
    back: str,
    title: str,
    crumbs: list[tuple[str, str]],
    button: str = "",
) -> HttpResponse:
    """One form, one action: saved and back; or the form again with what stands in its way, and every word kept."""
    changed = None
    beside: list[tuple[str, str, str]] = []
    if request.method == "POST" and form.is_valid():
        try:
            verb()
        except NotPermitted:
            raise
        except ChangedMeanwhile as refusal:
            changed = refusal.reasons[0]
            beside = _beside(form, refusal.theirs)
        except Refused as refusal:
            say_refusal(form, refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect(back)
    version = thing.version if changed or request.method != "POST" else seen_version(request)
    return _form(
        request,
        form,
        title,
        button or _("Save"),
        crumbs,
        version=version,
        changed=changed,
        beside=beside,
        back=back,
    )


def _beside(form: Any, theirs: dict[str, Any]) -> list[tuple[str, str, str]]:
    """(label, what now stands, what was typed) for each field in which the two differ, choices by their words."""
    rows = []
    for name, field in form.fields.items():
        stands, typed = theirs.get(name, theirs.get(f"{name}_id")), form[name].value()
        if str(stands or "") != str(typed or ""):
            words = {str(key): str(label) for key, label in getattr(field, "choices", ())}
            theirs_said, mine_said = (words.get(str(each or ""), str(each or "")) for each in (stands, typed))
            rows.append((str(field.label), theirs_said, mine_said))
    return rows


def _form(
    request: HttpRequest, form: Any, title: str, button: str, crumbs: list[tuple[str, str]], **context: Any
) -> HttpResponse:
    status = 200 if request.method != "POST" else 409 if context.get("changed") else 422
    return render(
        request,
        "plans/form.html",
        {"form": form, "title": title, "button": button, "crumbs": crumbs, **context},
        status=status,
    )
