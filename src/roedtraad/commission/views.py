"""The pages of terms of reference and external projects."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from roedtraad.core.forms import carried_out
from roedtraad.core.registries import ToDo
from roedtraad.organisation.models import Seat
from roedtraad.policies import actions as policies

from . import actions, queries, steps
from . import projects as project_verbs
from .enums import TermsState
from .forms import (
    AdoptionForm,
    BodyForm,
    CloseForm,
    EditProjectForm,
    EditSectionForm,
    EditStepForm,
    FactsForm,
    FinishForm,
    NewTermsForm,
    ProjectForm,
    ReasonForm,
    RelationForm,
    SectionForm,
    StepForm,
    decisions_for,
)
from .models import ExternalProject, Step, TermsBody, TermsOfReference, TermsSection
from .permissions import may_adopt, may_read, may_write

form_methods = require_http_methods(["GET", "HEAD", "POST"])
SHOWN_NOW = 3


@require_safe
def terms_list(request: HttpRequest) -> HttpResponse:
    may_read.demand(request.user)
    context = {"lines": queries.terms_lines(timezone.localdate()), "may_write": may_write.given(request.user)}
    return render(request, "commission/list.html", context)


@require_safe
def terms(request: HttpRequest, pk: int) -> HttpResponse:
    rows = TermsOfReference.objects.select_related("policy", "matter", "owner", "decision__body")
    thing: TermsOfReference = get_object_or_404(rows, pk=pk)
    may_read.demand(request.user, thing)
    page = queries.terms_page(thing, timezone.localdate())
    may = may_write.given(request.user, thing)
    context = {
        "terms": thing,
        "page": page,
        "crumbs": [*_crumbs(), (thing.title, "")],
        "now": _now_to_do(page) if may else [],
        "may_write": may and thing.state != TermsState.CLOSED,
        "may_take_up": may and thing.state == TermsState.CLOSED,
        "may_adopt": may_adopt.given(request.user, thing) and thing.state == TermsState.DRAFT,
    }
    return render(request, "commission/terms.html", context)


def _now_to_do(page: queries.TermsPage) -> list[ToDo]:
    """What has passed and is not done, then the next step; each with the button that marks it."""
    rows = [*page.overdue[: SHOWN_NOW - 1], *([page.next] if page.next else [])]
    return [
        ToDo(
            when=row.step.when.latest if row.step.when else None,
            title=row.step.text,
            reason=", ".join(filter(None, (row.words, row.meant, row.who))),
            button=_("Mark as done"),
            url=reverse("commission:finish_step", args=[row.step.pk]),
        )
        for row in rows
    ]


def _crumbs(thing: TermsOfReference | None = None) -> list[tuple[str, str]]:
    found = [
        (_("Policies"), reverse("policies:list")),
        (_("Terms of reference"), reverse("commission:list")),
    ]
    return [*found, (thing.title, reverse("commission:terms", args=[thing.pk]))] if thing else found


def _kept(request: HttpRequest, model: Any, pk: int) -> Any:
    """The row that is to be changed, by somebody who may; a part of terms of reference with these."""
    rows = model.objects.select_related("policy") if model is TermsOfReference else model.objects
    if model in (TermsSection, TermsBody, Step):
        rows = model.objects.select_related("terms__policy")
    thing = get_object_or_404(rows, pk=pk)
    may_write.demand(request.user, thing)
    return thing


def _page(
    request: HttpRequest,
    form: Any,
    verb: Callable[[], Any],
    *,
    title: str,
    button: str,
    back: str,
    crumbs: list[tuple[str, str]],
    lead: str = "",
    said: str = "",
    remove: str = "",
) -> HttpResponse:
    """One form, one action: carried out and back; or the form again with what stands in its way, every word kept."""
    if request.method == "POST" and verb():
        messages.success(request, said or _("Saved."))
        return redirect(back)
    context = {
        "form": form, "title": title, "button": button, "back": back, "crumbs": [*crumbs, (title, "")], "lead": lead,
        "remove": remove,
    }  # fmt: skip
    return render(request, "commission/form.html", context, status=422 if request.method == "POST" else 200)


def _done(form: Any, verb: Callable[..., Any], *things: Any, by: Any, **more: Any) -> bool:
    """Whether the action was carried out; what it gives back may be nothing."""
    return (
        carried_out(form, lambda *args, **kwargs: (verb(*args, **kwargs), True), *things, by=by, **more)
        is not None
    )


# --- the order


@form_methods
def new_terms(request: HttpRequest) -> HttpResponse:
    may_write.demand(request.user)
    form = NewTermsForm(request.POST or None)
    if request.method == "POST" and (made := carried_out(form, _order, by=request.user)):
        messages.success(request, _("They are here. Now write the sections, the groups and the steps."))
        return redirect("commission:terms", pk=made.pk)
    return _page(
        request, form, lambda: None, title=_("New terms of reference"), button=_("Create them"),
        back=reverse("commission:list"), crumbs=_crumbs(),
    )  # fmt: skip


def _order(*, by: Any, title: str, policy: Any, new_policy: str, kind: str, case_number: str) -> Any:
    with transaction.atomic():
        if policy is None:
            policy, _made = policies.find_or_make_stub(new_policy, by=by, kind=kind)
        return actions.create_terms(policy, by=by, title=title, case_number=case_number)


@form_methods
def edit_facts(request: HttpRequest, pk: int) -> HttpResponse:
    thing = _kept(request, TermsOfReference, pk)
    form = FactsForm(request.POST or None, terms=thing, initial=FactsForm.initial_of(thing))
    return _page(
        request, form, lambda: _done(form, actions.describe, thing, by=request.user), title=_("The facts"),
        button=_("Save"), back=reverse("commission:terms", args=[pk]), crumbs=_crumbs(thing),
    )  # fmt: skip


@form_methods
def relate(request: HttpRequest, pk: int) -> HttpResponse:
    """How the policy to be stands to others; the relation is the policy's own."""
    thing = _kept(request, TermsOfReference, pk)
    form = RelationForm(request.POST or None, policy=thing.policy)

    def verb(*, by: Any, kind: str, other: Any, name: str) -> Any:
        with transaction.atomic():
            if other is None:
                other, _made = policies.find_or_make_stub(name, by=by)
            return policies.relate(thing.policy, by=by, kind=kind, other=other)

    return _page(
        request, form, lambda: _done(form, verb, by=request.user), title=_("How it stands to another policy"),
        button=_("Add it"), back=reverse("commission:terms", args=[pk]) + "#politikker", crumbs=_crumbs(thing),
        lead=thing.policy.title,
    )  # fmt: skip


@form_methods
def record_adoption(request: HttpRequest, pk: int) -> HttpResponse:
    thing: TermsOfReference = get_object_or_404(TermsOfReference.objects.select_related("policy"), pk=pk)
    may_adopt.demand(request.user, thing)
    form = AdoptionForm(request.POST or None, decisions=decisions_for(thing))

    def verb(*, by: Any, decision: Any = None, **_typed: Any) -> Any:
        if decision is not None:
            return actions.adopt(thing, by=by, decision=decision)
        return actions.record_adoption(thing, by=by, **form.facts())

    return _page(
        request, form, lambda: _done(form, verb, by=request.user), title=_("Who adopted it, and when?"),
        button=_("Record the adoption"), back=reverse("commission:terms", args=[pk]), crumbs=_crumbs(thing),
        lead=_("From then on it is changed only by an amendment with a reason."),
        said=_("The terms of reference are recorded as adopted."),
    )  # fmt: skip


@form_methods
def close(request: HttpRequest, pk: int) -> HttpResponse:
    thing = _kept(request, TermsOfReference, pk)
    form = CloseForm(request.POST or None)
    return _page(
        request, form, lambda: _done(form, actions.close_terms, thing, by=request.user),
        title=_("Close “%(terms)s”?") % {"terms": thing.title}, button=_("Close them"),
        back=reverse("commission:terms", args=[pk]), crumbs=_crumbs(thing),
        lead=_("Steps that are not done then wait for nobody. You can take them up again."),
    )  # fmt: skip


@require_POST
def take_up(request: HttpRequest, pk: int) -> HttpResponse:
    actions.take_up_terms(_kept(request, TermsOfReference, pk), by=request.user)
    messages.success(request, _("They are worked on again."))
    return redirect("commission:terms", pk)


# --- sections


@form_methods
def new_section(request: HttpRequest, pk: int) -> HttpResponse:
    thing = _kept(request, TermsOfReference, pk)
    form = SectionForm(request.POST or None, terms=thing, initial={"key": request.GET.get("slags", "")})
    return _page(
        request, form, lambda: _done(form, actions.write_section, thing, by=request.user),
        title=_("A new section"), button=_("Add the section"), back=_at(pk, "ordre"), crumbs=_crumbs(thing),
    )  # fmt: skip


@form_methods
def edit_section(request: HttpRequest, pk: int) -> HttpResponse:
    section = _kept(request, TermsSection, pk)
    start = {name: getattr(section, name) for name in ("key", "heading", "text")}
    start["seen_version"] = section.version
    form = EditSectionForm(request.POST or None, terms=section.terms, initial=start)
    return _page(
        request, form, lambda: _done(form, actions.edit_section, section, by=request.user), title=str(section),
        button=_("Save the section"), back=_at(section.terms_id, "ordre"), crumbs=_crumbs(section.terms),
        remove=reverse("commission:remove_section", args=[pk]),
    )  # fmt: skip


@form_methods
def remove_section(request: HttpRequest, pk: int) -> HttpResponse:
    section = _kept(request, TermsSection, pk)
    form = ReasonForm(request.POST if request.method == "POST" else None, terms=section.terms)
    return _page(
        request, form, lambda: _done(form, actions.remove_section, section, by=request.user),
        title=_("Take “%(what)s” out?") % {"what": section}, button=_("Take it out"),
        back=_at(section.terms_id, "ordre"), crumbs=_crumbs(section.terms), lead=section.text[:300],
        said=_("It is taken out."),
    )  # fmt: skip


def _at(terms: int, place: str) -> str:
    return reverse("commission:terms", args=[terms]) + f"#{place}"


# --- groups


@form_methods
def new_body(request: HttpRequest, pk: int) -> HttpResponse:
    thing = _kept(request, TermsOfReference, pk)
    form = BodyForm(request.POST or None, terms=thing)
    return _page(
        request, form, lambda: _done(form, actions.set_body, thing, by=request.user),
        title=_("A group in the work"), button=_("Add the group"), back=_at(pk, "hvem"), crumbs=_crumbs(thing),
    )  # fmt: skip


@form_methods
def edit_body(request: HttpRequest, pk: int) -> HttpResponse:
    row = _kept(request, TermsBody, pk)
    start = {"role": row.role, "acts": row.acts}
    form = BodyForm(request.POST or None, terms=row.terms, row=row, initial=start)
    seats = ", ".join(Seat.objects.filter(body=row.body_id).order_by("pk").values_list("title", flat=True))
    return _page(
        request, form, lambda: _done(form, actions.set_body, row.terms, by=request.user, body=row.body),
        title=str(row), button=_("Save"), back=_at(row.terms_id, "hvem"), crumbs=_crumbs(row.terms),
        lead=_("Seats: %(seats)s.") % {"seats": seats} if seats else _("It has no seats yet."),
        remove=reverse("commission:leave_out_body", args=[pk]),
    )  # fmt: skip


@form_methods
def leave_out_body(request: HttpRequest, pk: int) -> HttpResponse:
    row = _kept(request, TermsBody, pk)
    form = ReasonForm(request.POST if request.method == "POST" else None, terms=row.terms)
    return _page(
        request, form, lambda: _done(form, actions.leave_out_body, row, by=request.user),
        title=_("Take “%(what)s” out?") % {"what": row}, button=_("Take it out"), back=_at(row.terms_id, "hvem"),
        crumbs=_crumbs(row.terms), lead=_("The group itself stays, with its seats."), said=_("It is taken out."),
    )  # fmt: skip


# --- steps


@form_methods
def new_step(request: HttpRequest, pk: int) -> HttpResponse:
    thing = _kept(request, TermsOfReference, pk)
    form = StepForm(request.POST or None, terms=thing)

    def verb(*things: Any, after: Any, **typed: Any) -> Any:
        return steps.add_step(*things, after=after.step if after else None, **typed)

    return _page(
        request, form, lambda: _done(form, verb, thing, by=request.user), title=_("A new step"),
        button=_("Add the step"), back=_at(pk, "procesplan"), crumbs=_crumbs(thing),
    )  # fmt: skip


@form_methods
def edit_step(request: HttpRequest, pk: int) -> HttpResponse:
    step = _kept(request, Step, pk)
    form = EditStepForm(
        request.POST or None, terms=step.terms, step=step, initial=EditStepForm.initial_of(step)
    )

    def verb(*things: Any, by: Any, after: Any, amendment: str = "", **typed: Any) -> Any:
        with transaction.atomic():
            steps.edit_step(*things, by=by, amendment=amendment, **typed)
            if after is not None:
                steps.move_step(*things, by=by, after=after.step, amendment=amendment)

    return _page(
        request, form, lambda: _done(form, verb, step, by=request.user), title=_("Edit the step"),
        button=_("Save the step"), back=_at(step.terms_id, "procesplan"), crumbs=_crumbs(step.terms),
        remove="" if step.done_on else reverse("commission:remove_step", args=[pk]),
    )  # fmt: skip


@form_methods
def finish_step(request: HttpRequest, pk: int) -> HttpResponse:
    step = _kept(request, Step, pk)
    form = FinishForm(request.POST or None)
    return _page(
        request, form, lambda: _done(form, steps.finish_step, step, by=request.user), title=_("Is the step done?"),
        button=_("Mark as done"), back=_at(step.terms_id, "procesplan"), crumbs=_crumbs(step.terms), lead=step.text,
        said=_("The step is marked as done."),
    )  # fmt: skip


@require_POST
def take_up_step(request: HttpRequest, pk: int) -> HttpResponse:
    step = _kept(request, Step, pk)
    steps.take_up_step(step, by=request.user)
    messages.success(request, _("The step is to be done again."))
    return redirect(_at(step.terms_id, "procesplan"))


@form_methods
def remove_step(request: HttpRequest, pk: int) -> HttpResponse:
    step = _kept(request, Step, pk)
    form = ReasonForm(request.POST if request.method == "POST" else None, terms=step.terms)
    return _page(
        request, form, lambda: _done(form, steps.remove_step, step, by=request.user),
        title=_("Take the step out of the plan?"), button=_("Take it out"), back=_at(step.terms_id, "procesplan"),
        crumbs=_crumbs(step.terms), lead=step.text, said=_("It is taken out."),
    )  # fmt: skip


# --- external projects


@require_safe
def projects(request: HttpRequest) -> HttpResponse:
    may_read.demand(request.user)
    context = {
        "rows": queries.external_projects(timezone.localdate()),
        "may_write": may_write.given(request.user),
    }
    return render(request, "commission/projects.html", context)


@require_safe
def project(request: HttpRequest, pk: int) -> HttpResponse:
    thing = get_object_or_404(ExternalProject.objects.select_related("policy", "contact"), pk=pk)
    may_read.demand(request.user, thing)
    context = {
        "project": thing,
        "crumbs": [*_project_crumbs(), (thing.title, "")],
        "may_write": may_write.given(request.user, thing),
    }
    return render(request, "commission/project.html", context)


def _project_crumbs() -> list[tuple[str, str]]:
    return [
        (_("Policies"), reverse("policies:list")),
        (_("External projects"), reverse("commission:projects")),
    ]


@form_methods
def new_project(request: HttpRequest) -> HttpResponse:
    may_write.demand(request.user)
    form = ProjectForm(request.POST or None)
    municipality = request.municipality  # type: ignore[attr-defined]
    return _page(
        request, form, lambda: _done(form, project_verbs.add_external_project, municipality, by=request.user),
        title=_("A new external project"), button=_("Add the project"), back=reverse("commission:projects"),
        crumbs=_project_crumbs(),
    )  # fmt: skip


@form_methods
def edit_project(request: HttpRequest, pk: int) -> HttpResponse:
    thing = _kept(request, ExternalProject, pk)
    form = EditProjectForm(request.POST or None, project=thing, initial=EditProjectForm.initial_of(thing))
    return _page(
        request, form, lambda: _done(form, project_verbs.edit_external_project, thing, by=request.user),
        title=_("Edit the project"), button=_("Save the project"),
        back=reverse("commission:project", args=[pk]),
        crumbs=[*_project_crumbs(), (thing.title, reverse("commission:project", args=[pk]))],
    )  # fmt: skip
