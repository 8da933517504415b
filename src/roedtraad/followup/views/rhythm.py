"""The pages of a plan's rhythm: in which months it is followed up, and the rounds that gives."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from roedtraad.core.forms import say_refusal, seen_version
from roedtraad.core.reasons import NotPermitted, Refused
from roedtraad.followup import actions
from roedtraad.followup.enums import Outlook
from roedtraad.followup.models import Rhythm
from roedtraad.followup.permissions import may_run_cycles
from roedtraad.followup.rhythm import last_year, outlook, what_moved
from roedtraad.followup.rhythm_forms import RhythmForm
from roedtraad.followup.rules import why_not_follow
from roedtraad.followup.words import moved_sentence, rhythm_headline
from roedtraad.plans.models import Plan

from .common import cycle_or_404, form_methods


def rhythm_of(plan: Plan) -> Rhythm:
    """The plan's, or a fresh one."""
    found = Rhythm.objects.filter(plan=plan).first() or Rhythm(plan=plan)
    found.plan = plan
    return found


@form_methods
def rhythm(request: HttpRequest, pk: int) -> HttpResponse:
    plan = get_object_or_404(Plan.objects, pk=pk)
    may_run_cycles.demand(request.user, plan)
    thing = rhythm_of(plan)
    form = RhythmForm(thing, request.POST or None)
    if request.method == "POST" and form.is_valid():
        seen = seen_version(request) if thing.pk else None
        try:
            actions.set_rhythm(thing, by=request.user, seen_version=seen, **form.values())
        except NotPermitted:
            raise
        except Refused as refusal:
            say_refusal(form.starts, refusal)
        else:
            return redirect("followup:rounds", plan.pk)
    return render(
        request,
        "followup/rhythm.html",
        {
            "plan": plan,
            "form": form,
            "version": seen_version(request) or thing.version,
            "is_made": bool(thing.pk),
            "crumbs": _crumbs(plan, _("Rhythm")),
        },
        status=422 if request.method == "POST" else 200,
    )


@form_methods
def rounds_to_come(request: HttpRequest, pk: int) -> HttpResponse:
    """What the rhythm gives, before it is made; the button makes it, as often as one likes."""
    thing: Rhythm = get_object_or_404(Rhythm.objects.select_related("plan"), plan=pk)
    may_run_cycles.demand(request.user, thing)
    if request.method == "POST":
        return _make(request, thing)
    told = outlook(thing)
    last = last_year(thing.plan, timezone.localdate())
    return render(
        request,
        "followup/rounds.html",
        {
            "plan": thing.plan,
            "rhythm": thing,
            "headline": rhythm_headline(told, last),
            "lines": [(one, _moves(one)) for one in told],
            "changes": any(one.outlook in (Outlook.NEW, Outlook.MOVES, Outlook.GOES) for one in told),
            "waiting": sum(one.is_waiting for one in told),
            "moved": what_moved(thing.plan),
            "why_not": why_not_follow(thing.plan),
            "last": last,
            "crumbs": _crumbs(thing.plan, _("Rounds to come")),
        },
    )


def _moves(one: Any) -> str:
    return moved_sentence(one.cycle, one) if one.outlook == Outlook.MOVES else ""


def _make(request: HttpRequest, thing: Rhythm) -> HttpResponse:
    try:
        told = actions.make_rounds(thing, by=request.user)
    except NotPermitted:
        raise
    except Refused as refusal:
        for reason in refusal.reasons:
            messages.warning(request, str(reason))
        return redirect("followup:rounds", thing.plan_id)
    made = sum(one.outlook == Outlook.NEW for one in told)
    moved = [one for one in told if one.outlook == Outlook.MOVES]
    gone = sum(one.outlook == Outlook.GOES for one in told)
    if made:
        messages.success(
            request, ngettext("One round is planned.", "%(n)s rounds are planned.", made) % {"n": made}
        )
    if moved:
        messages.success(
            request,
            ngettext("One round has moved.", "%(n)s rounds have moved.", len(moved)) % {"n": len(moved)},
        )
    if gone:
        messages.success(
            request, ngettext("One round is taken away.", "%(n)s rounds are taken away.", gone) % {"n": gone}
        )
    if not (made or moved or gone):
        messages.info(request, _("Nothing was changed: the rounds stand as the rhythm says."))
    return redirect("followup:rounds", thing.plan_id)


@require_POST
def drop_round(request: HttpRequest, pk: int) -> HttpResponse:
    thing = cycle_or_404(pk)
    may_run_cycles.demand(request.user, thing)
    try:
        actions.drop_round(thing, by=request.user)
    except NotPermitted:
        raise
    except Refused as refusal:
        for reason in refusal.reasons:
            messages.warning(request, str(reason))
        return redirect("followup:cycle", pk)
    messages.success(request, _("“%(cycle)s” is taken away.") % {"cycle": thing.title})
    return redirect("followup:index")


def _crumbs(plan: Plan, here: str) -> list[tuple[str, str]]:
    return [
        (_("Follow-up"), reverse("followup:index")),
        (plan.title, reverse("plans:plan", args=[plan.pk])),
        (here, ""),
    ]
