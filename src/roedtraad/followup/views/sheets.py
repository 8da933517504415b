"""Reporting in a spreadsheet: download one's goals, bring them back, see the differences, accept."""

from __future__ import annotations

import json
from typing import Any

from django.contrib import messages
from django.core import signing
from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from roedtraad.core.forms import say_refusal
from roedtraad.core.reasons import NotPermitted, Refused
from roedtraad.core.tenancy import current
from roedtraad.followup import actions
from roedtraad.followup.forms import SheetForm
from roedtraad.followup.models import Cycle
from roedtraad.followup.queries import my_lines
from roedtraad.followup.questions import questions_of
from roedtraad.followup.sheets import Comparison, compare, read, written

from .common import cycle_or_404, form_methods

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
GOOD_FOR = 24 * 60 * 60  # seconds from looking at the differences to accepting them


@require_safe
def sheet_out(request: HttpRequest, pk: int) -> HttpResponse:
    thing = cycle_or_404(pk)
    response = HttpResponse(written(thing, request.user), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="mine-maal-{thing.due:%Y-%m-%d}.xlsx"'
    return response


@form_methods
def sheet_in(request: HttpRequest, pk: int) -> HttpResponse:
    """Bring the sheet: POST with a file shows what it would change; POST of what was shown accepts it."""
    thing = cycle_or_404(pk)
    if request.method == "POST" and "accept" in request.POST:
        return _accept(request, thing)
    form = SheetForm(request.POST or None, request.FILES or None)
    found = _found(thing, request, form) if request.method == "POST" and form.is_valid() else None
    return _page(request, thing, form, found)


def _found(thing: Cycle, request: HttpRequest, form: SheetForm) -> Comparison | None:
    file = form.cleaned_data["file"]
    try:
        questions = questions_of(thing.plan_id)
        found = compare(read(file.read(), file.name, questions), thing, request.user, questions)
    except Refused as refusal:
        say_refusal(form, refusal)
        return None
    for fault in found.faults:
        form.add_error(None, str(fault))
    return found


def _page(request: HttpRequest, thing: Cycle, form: SheetForm, found: Comparison | None) -> HttpResponse:
    return render(
        request,
        "followup/sheet.html",
        {
            "cycle": thing,
            "form": form,
            "found": found,
            "packed": _packed(thing, request.user, found) if found and not found.faults else "",
            "mine": len(my_lines(thing, request.user)),
            "crumbs": [
                (_("Follow-up"), reverse("followup:index")),
                (thing.title, reverse("followup:cycle", args=[thing.pk])),
                (_("Spreadsheet"), ""),
            ],
        },
        status=422 if form.errors else 200,
    )


def _salt(thing: Cycle, user: Any) -> str:
    return f"followup.sheet:{current().pk}:{thing.pk}:{user.pk}"


def _packed(thing: Cycle, user: Any, found: Comparison) -> str:
    """What was shown, to be sent back as it is: signed for this person and round, so nothing is kept meanwhile."""
    rows = [[each.goal.pk, each.version, each.answer] for each in found.differences]
    plain = json.loads(json.dumps(rows, cls=DjangoJSONEncoder))
    return signing.dumps(plain, salt=_salt(thing, user), compress=True)


def _accept(request: HttpRequest, thing: Cycle) -> HttpResponse:
    try:
        rows = signing.loads(request.POST["accept"], salt=_salt(thing, request.user), max_age=GOOD_FOR)
    except signing.BadSignature:
        messages.warning(request, _("What was shown is too old to be accepted. Bring the sheet again."))
        return redirect("followup:sheet_in", thing.pk)
    answers = {
        goal: (version, {**answer, "awaited_until": parse_date(answer["awaited_until"] or "")})
        for goal, version, answer in rows
    }
    try:
        saved = actions.take_in_sheet(thing, by=request.user, answers=answers)
    except NotPermitted:
        raise
    except Refused as refusal:
        messages.warning(request, " ".join(str(reason) for reason in refusal.reasons))
        messages.warning(
            request, _("Nothing of the sheet was taken in. Bring it again to see what stands now.")
        )
        return redirect("followup:sheet_in", thing.pk)
    messages.success(
        request,
        ngettext(
            "The answer about one goal is taken in, and waits for your sign-off.",
            "The answers about %(n)s goals are taken in, and wait for your sign-off.",
            saved,
        )
        % {"n": saved},
    )
    return redirect("followup:mine", thing.pk)
