"""Changes of the organisation: what is planned, a preview of everything that is handed over, and the page of a unit."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from roedtraad.core.reasons import NotPermitted, Reason, Refused
from roedtraad.organisation.leading import leading
from roedtraad.organisation.models import Body, Change, Position, Unit
from roedtraad.organisation.permissions import may_keep_organisation, may_read

from . import reading, verbs
from .forms import CHOICE, FORMS, BodyChangeForm, choices_from
from .inventory import Inventory, change_and_terms, inventory_of
from .rules import why_not_change
from .words import in_a_sentence, sentence_of

ROWS: dict[str, Any] = {
    "stilling": lambda _units: Position.objects.living().select_related("unit"),
    "organ": lambda _units: Body.objects.living(),
    # Read with how they are led, which the preview asks next.
    "enhed": lambda units: [
        each for each in units.units.values() if each.ends is None or each.ends >= timezone.localdate()
    ],
}


@require_safe
def changes(request: HttpRequest) -> HttpResponse:
    may_read.demand(request.user)
    planned, done = reading.changes_page()
    context = {
        "planned": [_told(each) for each in planned],
        "done": [_told(each) for each in done],
        "may_keep": may_keep_organisation.given(request.user),
    }
    return render(request, "organisation/changes.html", context)


def new_change(request: HttpRequest, what: str) -> HttpResponse:
    """The form; with what it says in the address, the preview below it; and sent, the change itself."""
    if what not in FORMS:
        raise Http404
    may_keep_organisation.demand(request.user)
    given = request.POST if request.method == "POST" else (request.GET if "on" in request.GET else None)
    led = leading(request.user) if what == "enhed" else None
    form: Any = FORMS[what](
        given,
        rows=list(ROWS[what](led)),
        initial={"on": timezone.localdate(), "thing": request.GET.get("thing")},
    )
    found: Inventory | None = None
    reasons: list[Reason] = []
    if given is not None and form.is_valid():
        terms = form.terms(form.made() if isinstance(form, BodyChangeForm) else None)
        found = inventory_of(terms, lines=led)
        chosen = choices_from(given, found)
        found = inventory_of(terms, chosen, led) if chosen else found
        reasons = why_not_change(found, form.cleaned_data["reason"])
        if request.method == "POST" and not reasons and "look" not in request.POST:
            try:
                made = _plan(request, form, terms, chosen)
            except NotPermitted:
                raise
            except Refused as refused:
                reasons = refused.reasons
            else:
                messages.success(
                    request, _("It is carried out.") if not made.is_planned else _("It is planned.")
                )
                return redirect("organisation:change", pk=made.pk)
    faulty = bool(form.errors or (reasons and request.method == "POST"))
    context = {"form": form, "what": what, **_preview(found), "reasons": reasons}
    return render(request, "organisation/new_change.html", context, status=422 if faulty else 200)


def _plan(request: HttpRequest, form: Any, terms: Any, chosen: dict[str, int]) -> Change:
    made: Change = verbs.plan_change(
        terms.thing,
        by=request.user,
        kind=terms.kind,
        heirs=form.heirs(),
        on=terms.on,
        reason=form.cleaned_data["reason"],
        choices=chosen,
        new_name=form.name_of_new,
    )
    return made


@require_safe
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """What is planned, as it stands now; or what was handed over."""
    may_read.demand(request.user)
    found_change = change_and_terms(pk)
    if found_change is None:
        raise Http404
    row, terms, led = found_change
    may_keep = may_keep_organisation.given(request.user)
    context: dict[str, Any] = {
        "change": row,
        "sentence": in_a_sentence(row.kind, row.thing, terms.heirs, row.on),
        "may_keep": may_keep,
        "is_due": row.on <= timezone.localdate(),
    }
    if row.is_planned:
        found = inventory_of(terms, row.choices, led)
        reasons = why_not_change(found, row.reason, itself=row.pk)
        context |= {**_preview(found, choose=False), "reasons": reasons}
    else:
        context["groups"] = reading.handed_over(row)
    return render(request, "organisation/change.html", context)


@require_POST
def call_off(request: HttpRequest, pk: int) -> HttpResponse:
    done = _done(request, pk, verbs.call_off, _("It is called off. Nothing has been handed over."))
    return redirect("organisation:changes") if done else redirect("organisation:change", pk=pk)


@require_POST
def carry_out(request: HttpRequest, pk: int) -> HttpResponse:
    """By hand, where its day has come and something was in the way."""
    _done(request, pk, verbs.carry_out, _("It is carried out."))
    return redirect("organisation:change", pk=pk)


def _done(request: HttpRequest, pk: int, verb: Callable[..., Any], said: str) -> bool:
    """Do it to the change and say so, or say on its page why not: what is in the way is mended from there."""
    row: Change = get_object_or_404(Change.objects, pk=pk)
    try:
        verb(row, by=request.user)
    except NotPermitted:
        raise
    except Refused as refused:
        for reason in refused.reasons:
            messages.error(request, str(reason))
        return False
    messages.success(request, said)
    return True


@require_safe
def unit(request: HttpRequest, pk: int) -> HttpResponse:
    may_read.demand(request.user)
    page = reading.unit_page(get_object_or_404(Unit.objects, pk=pk), request.user)
    context = {
        "page": page,
        "ended_by": _told(page.ended_by) if page.ended_by else None,
        "inherited": [_told(each) for each in page.inherited],
        "may_keep": may_keep_organisation.given(request.user),
    }
    return render(request, "organisation/unit.html", context)


def _told(each: reading.Told) -> dict[str, Any]:
    row = each.change
    return {
        "change": row,
        "sentence": in_a_sentence(row.kind, row.thing, each.heirs, row.on),
        "heirs": each.heirs,
    }


def _preview(found: Inventory | None, choose: bool = True) -> dict[str, Any]:
    """The inventory as the template shows it: groups of (title, note, address, receivers, choice)."""
    if found is None:
        return {"found": None}
    groups = [
        (
            heading,
            [
                {
                    "line": line,
                    "name": CHOICE + line.key,
                    "url": reading.url_of(line.belonging.page, line.belonging.page_pk),
                    "options": line.offered if choose else (),
                }
                for line in lines
            ],
        )
        for heading, lines in found.groups
    ]
    return {"found": found, "groups": groups, "sentence": sentence_of(found.terms)}
