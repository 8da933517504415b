"""Positions with their holders, bodies with their seats, and the forms to keep them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from roedtraad.core.forms import carried_out, whole_number
from roedtraad.core.registries import body_links

from . import actions, queries
from .changing.reading import hindered
from .forms import (
    AppointForm,
    BodyForm,
    EndForm,
    FilterForm,
    PersonForm,
    PositionForm,
    SeatForm,
    UnitForm,
    chosen_filter,
)
from .models import Holding, Person, Position, Unit
from .permissions import may_keep_organisation, may_read

ORDER = ("appoint", "position", "person", "body", "seat", "unit")


def index(request: HttpRequest) -> HttpResponse:
    may_read.demand(request.user)
    return _page(request, {})


@require_POST
def add(request: HttpRequest, what: str) -> HttpResponse:
    """One of the forms on the page, sent."""
    if what not in ORDER:
        raise Http404
    may_keep_organisation.demand(request.user)
    form = _forms(request, queries.living_positions(), queries.bodies_with_seats(), {what: request.POST})[
        what
    ]
    made = _save(request, what, form)
    if made is None:
        return _page(request, {what: form}, status=422)
    messages.success(request, _("Saved."))
    return redirect(_line_of(made))


def end_holding(request: HttpRequest, pk: int) -> HttpResponse:
    holding: Holding = get_object_or_404(Holding.objects.select_related("position", "person"), pk=pk)
    may_keep_organisation.demand(request.user)
    form = EndForm(request.POST or None, holding=holding, initial={"ends": timezone.localdate()})
    if request.method == "POST" and carried_out(form, actions.end_holding, holding, by=request.user):
        messages.success(
            request, _("%(position)s stands vacant from then on.") % {"position": holding.position}
        )
        return redirect(_line_of(holding))
    return render(
        request,
        "organisation/end_holding.html",
        {"form": form, "holding": holding, "back": _line_of(holding)},
    )


def _line_of(thing: Any) -> str:
    """Where the position that was made, filled or left stands in the list, on whichever page; else the list."""
    pk = (
        thing.position_id if isinstance(thing, Holding) else thing.pk if isinstance(thing, Position) else None
    )
    return reverse("organisation:index") + (f"?stilling={pk}#s{pk}" if pk else "")


def _save(request: HttpRequest, what: str, form: Any) -> Any:
    municipality = request.municipality  # type: ignore[attr-defined]
    by = request.user
    if what in ("appoint", "seat"):
        if not form.is_valid():
            return None
        thing = form.cleaned_data.pop("position" if what == "appoint" else "body")
        return carried_out(form, actions.appoint if what == "appoint" else actions.add_seat, thing, by=by)
    verb: Any = {
        "position": actions.create_position,
        "person": actions.register_person,
        "body": actions.create_body,
        "unit": actions.create_unit,
    }[what]
    return carried_out(form, verb, municipality, by=by)


def _forms(
    request: HttpRequest, held: list[Position], bodies: Any, data: dict[str, Any]
) -> dict[str, forms.Form]:
    people, units = list(Person.objects.all()), list(Unit.objects.living())
    groups = [line.body for line in bodies]
    start = {"starts": timezone.localdate(), "position": request.GET.get("besaet", "")}
    return {
        "appoint": AppointForm(
            data.get("appoint"), prefix="appoint", positions=held, people=people, initial=start
        ),
        "position": PositionForm(data.get("position"), prefix="position", units=units, positions=held),
        "person": PersonForm(data.get("person"), prefix="person"),
        "body": BodyForm(data.get("body"), prefix="body"),
        "seat": SeatForm(data.get("seat"), prefix="seat", bodies=groups, positions=held, people=people),
        "unit": UnitForm(data.get("unit"), prefix="unit", units=units),
    }


def _page(request: HttpRequest, bound: dict[str, forms.Form], status: int = 200) -> HttpResponse:
    chosen = chosen_filter(request.GET)
    sought = whole_number(request.GET.get("stilling", ""))
    positions = queries.position_list(chosen, request.GET.get("page"), sought)
    bodies = queries.bodies_with_seats()
    why_not = may_keep_organisation.why_not(request.user)
    offered = {} if why_not else _forms(request, positions.every, bodies, {}) | bound
    open_one = next(iter(bound), "appoint" if request.GET.get("besaet") else "")
    context = {
        "positions": positions,
        "bodies": bodies,
        "chosen": chosen,
        "filter": FilterForm(request.GET),
        "links": [link for tell in body_links.of("bodies") if (link := tell())],
        "why_not": why_not,
        "hindered": [] if why_not else hindered(),
        "forms": [(what, _title(what), offered[what]) for what in ORDER if what in offered],
        "open_one": open_one,
    }
    return render(request, "organisation/index.html", context, status=status)


def _title(what: str) -> str:
    return {
        "appoint": _("Let somebody hold a position"),
        "position": _("Add a position"),
        "person": _("Add a person"),
        "body": _("Add a body"),
        "seat": _("Add a seat in a body"),
        "unit": _("Add a unit"),
    }[what]
