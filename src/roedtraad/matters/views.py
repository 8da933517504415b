"""Pages of matters: the list, one matter, recording what was decided, tasks, and what is to be filed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from roedtraad.core import registries
from roedtraad.core.actions import version_of, why_not
from roedtraad.core.forms import carried_out
from roedtraad.core.together import ask
from roedtraad.organisation.models import Body, Position

from . import actions, correcting, decisions, queries
from .enums import DecisionResult, RoutingRole, TaskState
from .forms import (
    AnnexForm,
    CorrectForm,
    EditMatterForm,
    EndTaskForm,
    FiledForm,
    MatterForm,
    MinutesForm,
    RecommendationForm,
    TaskForm,
)
from .models import Decision, Dispatch, Matter, Meeting, Routing, Task
from .permissions import may_end_task, may_keep_matters, may_read_matters

PAGE = 50


def matters(request: HttpRequest) -> HttpResponse:
    may_read_matters.demand(request.user)
    asked = request.GET.get("vis", "")
    which = asked if asked in ("open", "decided", "all") else "open"
    keys = queries.matters_in_order(which)
    none_open = not asked and not keys
    if none_open:
        # Nobody who comes without a wish is to meet an empty page while there is something to read.
        which, keys = "decided", queries.matters_in_order("decided")
    page = Paginator(keys, PAGE).get_page(request.GET.get("page"))
    here = reverse("matters:list")
    context = {
        "page": page,
        "lines": queries.matter_lines(list(page.object_list)),
        "which": which,
        "none_open": none_open,
        "switch": [
            (label, f"{here}?vis={key}", key == which)
            for key, label in (("open", _("Under way")), ("decided", _("Decided")), ("all", _("All")))
        ],
        "links": [link for links in registries.matter_links.of("list") for link in links(0)],
        "may_keep": may_keep_matters.given(request.user),
    }
    return render(request, "matters/list.html", context)


def matter(request: HttpRequest, pk: int) -> HttpResponse:
    may_read_matters.demand(request.user)
    found = get_object_or_404(Matter.objects.select_related("presentation"), pk=pk)
    page = queries.matter_page(found, request.user, may_end_task.given)
    standing = next((stop for stop in page.stops if stop.state == "now"), None)
    context = {
        "page": page,
        "matter": page.matter,
        "standing": standing,
        "is_decided": page.settled is not None,
        "links": list(ask(links(pk, request.user) for links in registries.matter_links.of("matter"))),
        "subjects": [link for links in registries.matter_links.of("subject") for link in links(pk)],
        "minutes_links": [link for links in registries.matter_links.of("minutes") for link in links(pk)],
        "may_keep": may_keep_matters.given(request.user),
        "why_not": why_not("matters.record_decision", page.matter, request.user)
        or may_keep_matters.why_not(request.user),
    }
    return render(request, "matters/matter.html", context)


def new_matter(request: HttpRequest) -> HttpResponse:
    may_keep_matters.demand(request.user)
    form = MatterForm(request.POST or None)
    municipality = request.municipality  # type: ignore[attr-defined]
    if request.method == "POST" and (
        made := carried_out(form, actions.create_matter, municipality, by=request.user)
    ):
        messages.success(request, _("The matter is here. Now choose which bodies it goes to."))
        return redirect("matters:matter", pk=made.pk)
    return _form(request, form, _("New matter"), _("Create the matter"), reverse("matters:list"))


def edit_matter(request: HttpRequest, pk: int) -> HttpResponse:
    matter, back = _kept(request, pk)
    start = {name: getattr(matter, name) for name in EditMatterForm.KEPT}
    form = EditMatterForm(request.POST or None, initial=start | {"seen_version": version_of(matter)})
    if request.method == "POST" and carried_out(form, actions.edit_matter, matter, by=request.user):
        messages.success(request, _("Saved."))
        return redirect(back)
    return _form(request, form, matter.title, _("Save"), back)


def write_recommendation(request: HttpRequest, pk: int) -> HttpResponse:
    matter, back = _kept(request, pk)
    form = RecommendationForm(request.POST or None)
    if request.method == "POST" and carried_out(form, actions.write_recommendation, matter, by=request.user):
        messages.success(request, _("Saved."))
        return redirect(back)
    return _form(request, form, _("A new at-point"), _("Add it"), back)


def add_annex(request: HttpRequest, pk: int) -> HttpResponse:
    matter, back = _kept(request, pk)
    form = AnnexForm(request.POST or None, items=queries.earlier_items(but=pk))
    if request.method == "POST" and carried_out(form, actions.add_annex, matter, by=request.user):
        messages.success(request, _("Saved."))
        return redirect(back)
    return _form(request, form, _("A new annex"), _("Add it"), back)


def record_decision(request: HttpRequest, pk: int) -> HttpResponse:
    matter, back = _kept(request, pk)
    routings = list(matter.routings.select_related("body", "meeting"))
    stop = _stop(routings, request.GET.get("stop", ""))
    form = MinutesForm(
        request.POST or None,
        matter=matter,
        points=list(matter.recommendations.all()),
        bodies=_bodies_first(routings),
        positions=list(Position.objects.living()),
        offers_tasks=stop is None or stop.role == RoutingRole.DECIDES,
        initial=_start(stop),
    )
    if request.method == "POST" and form.is_valid() and (made := _record(request, matter, form)):
        tasks = sum(decision.tasks.count() for decision in made)
        said = ngettext(
            "The decision is recorded, with one task.",
            "The decision is recorded, with %(count)d tasks.",
            tasks,
        )
        messages.success(request, said % {"count": tasks} if tasks else _("The decision is recorded."))
        return redirect(f"{back}#beslutning-{made[0].pk}")
    context = {"form": form, "matter": matter, "stop": stop, "back": back}
    return render(request, "matters/record_decision.html", context, status=422 if form.errors else 200)


def correct_decision(request: HttpRequest, pk: int) -> HttpResponse:
    """Mend what was mistyped; what was written first is kept beside it."""
    row: Decision = get_object_or_404(
        Decision.objects.select_related("matter", "body", "recommendation"), pk=pk
    )
    may_keep_matters.demand(request.user)
    form = CorrectForm(
        request.POST or None,
        bodies=list(Body.objects.all()),
        initial=CorrectForm.start_of(row) | {"seen_version": version_of(row)},
    )
    back = reverse("matters:matter", args=[row.matter_id]) + f"#beslutning-{pk}"
    if request.method == "POST" and carried_out(form, correcting.correct_decision, row, by=request.user):
        messages.success(request, _("Corrected. What was written first is kept beside it."))
        return redirect(back)
    return _form(request, form, _("What do the minutes say?"), _("Correct it"), back, lead=row.subject)


def add_task(request: HttpRequest, pk: int) -> HttpResponse:
    decision: Decision = get_object_or_404(
        Decision.objects.select_related("matter", "body", "recommendation"), pk=pk
    )
    may_keep_matters.demand(request.user)
    back = reverse("matters:matter", args=[decision.matter_id])
    text = decision.recommendation.text if decision.recommendation else ""
    form = TaskForm(
        request.POST or None,
        positions=list(Position.objects.living()),
        initial={"text": decisions.task_from(decision.wording or text)},
    )
    if request.method == "POST" and (
        made := carried_out(form, decisions.add_task, decision, by=request.user)
    ):
        messages.success(request, _("The task has been given."))
        return redirect(f"{back}#opgave-{made.pk}")
    return _form(
        request, form, _("Who does what was decided?"), _("Give the task"), back, lead=decision.subject
    )


def task(request: HttpRequest, pk: int) -> HttpResponse:
    """End a task, drop it, or open it again."""
    row = get_object_or_404(Task.objects.select_related("decision__matter", "decision__body", "owner"), pk=pk)
    may_end_task.demand(request.user, row)
    back = reverse("matters:matter", args=[row.decision.matter_id]) + f"#opgave-{row.pk}"
    if request.method == "POST" and request.POST.get("do") == "reopen":
        decisions.reopen_task(row, by=request.user)
        messages.success(request, _("The task is open again."))
        return redirect(back)
    form = EndTaskForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        words = form.cleaned_data.pop("outcome")
        drop = request.POST.get("do") == "drop"
        verb: Any = decisions.drop_task if drop else decisions.finish_task
        if carried_out(form, verb, row, by=request.user, **{"reason" if drop else "outcome": words}):
            messages.success(request, _("The task is dropped.") if drop else _("The task is done."))
            return redirect(back)
        form.cleaned_data["outcome"] = words
    context = {"form": form, "task": row, "back": back, "is_open": row.state == TaskState.OPEN}
    return render(request, "matters/task.html", context, status=422 if form.errors else 200)


def dispatches(request: HttpRequest) -> HttpResponse:
    may_read_matters.demand(request.user)
    page = Paginator(queries.not_filed(), PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "filed": queries.filed_lately(),
        "may_keep": may_keep_matters.given(request.user),
    }
    return render(request, "matters/dispatches.html", context)


def file(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark as filed, under its number."""
    row = get_object_or_404(Dispatch.objects.select_related("matter"), pk=pk)
    may_keep_matters.demand(request.user)
    form = FiledForm(request.POST or None)
    back = reverse("matters:dispatches")
    if request.method == "POST" and carried_out(form, actions.mark_filed, row, by=request.user):
        messages.success(request, _("Marked as filed."))
        return redirect(back)
    return _form(request, form, row.what, _("Mark as filed"), back, lead=row.matter.title)


def _kept(request: HttpRequest, pk: int) -> tuple[Matter, str]:
    matter: Matter = get_object_or_404(Matter.objects, pk=pk)
    may_keep_matters.demand(request.user, matter)
    return matter, reverse("matters:matter", args=[pk])


def _record(request: HttpRequest, matter: Matter, form: MinutesForm) -> list[Decision] | None:
    data = form.cleaned_data
    common = {name: data[name] for name in ("body", "date", "minutes_reference", "absent")}
    held = Meeting.objects.filter(body=data["body"], date=data["date"], cancelled=False).first()
    outcomes, kept = form.outcomes(), dict(data)
    form.cleaned_data = {}
    made = carried_out(
        form, decisions.record_minutes, matter, by=request.user, meeting=held, outcomes=outcomes, **common
    )
    form.cleaned_data = kept
    return made


def _stop(routings: list[Routing], wanted: str) -> Routing | None:
    for routing in routings:
        if str(routing.pk) == wanted:
            return routing
    return None


def _start(stop: Routing | None) -> dict[str, Any]:
    if stop is None:
        return {}
    usual = {RoutingRole.DECIDES: DecisionResult.APPROVED, RoutingRole.RECOMMENDS: DecisionResult.RECOMMENDED}
    result = usual.get(RoutingRole(stop.role), DecisionResult.DISCUSSED)
    return {"body": stop.body_id, "date": stop.meeting.date if stop.meeting else None, "result": result}


def _bodies_first(routings: list[Routing]) -> list[Body]:
    """The bodies on the matter's way first, then the others."""
    on_the_way = {routing.body_id: routing.body for routing in routings}
    return [*on_the_way.values(), *Body.objects.living().exclude(pk__in=on_the_way).order_by("name")]


def _form(
    request: HttpRequest, form: forms.Form, title: str, submit: str, back: str, lead: str = ""
) -> HttpResponse:
    context = {"form": form, "title": title, "submit": submit, "back": back, "lead": lead}
    return render(request, "matters/form.html", context, status=422 if form.errors else 200)
