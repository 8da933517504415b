"""The plan as a table: read, edited, taken out to Excel and brought back with its differences shown."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from roedtraad.core.forms import seen_version
from roedtraad.core.reasons import NotPermitted, Refused
from roedtraad.plans import actions
from roedtraad.plans.enums import PlanState
from roedtraad.plans.forms import BringTableForm, table_lines, table_rows_form
from roedtraad.plans.models import FocusArea, Plan
from roedtraad.plans.permissions import may_write_plan
from roedtraad.plans.queries import table_rows
from roedtraad.plans.sheet.differences import Differences, compare
from roedtraad.plans.sheet.lines import NoHeaders, lines_of
from roedtraad.plans.sheet.reading import Unreadable, as_pasted, pasted
from roedtraad.plans.sheet.wordings import no_headers
from roedtraad.plans.sheet.writing import as_xlsx

from .files import XLSX, as_file
from .saving import form_methods


def _crumbs(plan: Plan, here: str = "") -> list[tuple[str, str]]:
    table = (_("Table"), reverse("plans:table", args=[plan.pk]) if here else "")
    return [(plan.title, reverse("plans:plan", args=[plan.pk])), table, *([(here, "")] if here else [])]


@require_safe
def table(request: HttpRequest, pk: int) -> HttpResponse:
    plan = get_object_or_404(Plan.objects, pk=pk)
    return render(
        request,
        "plans/table.html",
        {
            "plan": plan,
            "rows": table_rows(plan),
            "crumbs": _crumbs(plan),
            "may_write": may_write_plan.given(request.user) and plan.state != PlanState.CLOSED,
        },
    )


@require_safe
def table_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The table as Excel, exactly what is shown; with a number in each row, so that it can come back."""
    plan = get_object_or_404(Plan.objects, pk=pk)
    return as_file(as_xlsx(plan.title, table_rows(plan)), XLSX, plan.title, "xlsx")


@form_methods
def edit_table(request: HttpRequest, pk: int) -> HttpResponse:
    """The rows of one focus area and its goals, all at once."""
    area = get_object_or_404(FocusArea.objects.select_related("plan"), pk=pk)
    may_write_plan.demand(request.user, area)
    rows = table_rows_form(area, request.POST or None)
    reasons: list[Any] = []
    if request.method == "POST" and rows.is_valid():
        try:
            actions.write_table(
                area, by=request.user, seen_version=seen_version(request), lines=table_lines(rows)
            )
        except NotPermitted:
            raise
        except Refused as refusal:
            reasons = refusal.reasons
        else:
            messages.success(request, _("Saved."))
            return redirect(reverse("plans:table", args=[area.plan_id]) + f"#a{pk}")
    wrong = request.method == "POST"
    return render(
        request,
        "plans/table_edit.html",
        {
            "area": area,
            "rows": rows,
            "reasons": reasons,
            "version": area.version if reasons or not wrong else seen_version(request),
            "crumbs": _crumbs(area.plan, area.title),
        },
        status=422 if wrong else 200,
    )


@form_methods
def bring_table(request: HttpRequest, pk: int) -> HttpResponse:
    """Paste or upload; look at the differences; accept."""
    plan = get_object_or_404(Plan.objects, pk=pk)
    may_write_plan.demand(request.user, plan)
    if request.method == "POST" and "shown" in request.POST:
        return _accept(request, plan)
    form = BringTableForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            found = compare(plan, lines_of(form.rows))
        except NoHeaders:
            form.add_error(None, no_headers())
        else:
            return _look(request, plan, as_pasted(form.rows), found)
    return render(
        request,
        "plans/table_bring.html",
        {"plan": plan, "form": form, "crumbs": _crumbs(plan, _("Bring a table"))},
        status=422 if request.method == "POST" else 200,
    )


def _look(
    request: HttpRequest, plan: Plan, table: str, found: Differences, reasons: Any = (), status: int = 200
) -> HttpResponse:
    context = {
        "plan": plan,
        "table": table,
        "found": found,
        "reasons": reasons,
        "crumbs": _crumbs(plan, _("Differences")),
    }
    return render(request, "plans/table_differences.html", context, status=status)


def _accept(request: HttpRequest, plan: Plan) -> HttpResponse:
    text = request.POST.get("table", "")
    try:
        lines = lines_of(pasted(text))
    except (NoHeaders, Unreadable):
        form = BringTableForm({"text": text})
        form.add_error(None, no_headers())
        return render(
            request,
            "plans/table_bring.html",
            {"plan": plan, "form": form, "crumbs": _crumbs(plan, _("Bring a table"))},
            status=422,
        )
    try:
        done = actions.take_in_table(plan, by=request.user, lines=lines, shown=request.POST["shown"])
    except NotPermitted:
        raise
    except Refused as refusal:
        return _look(request, plan, text, compare(plan, lines), refusal.reasons, 409)
    count = done.new + done.changed + done.gone
    messages.success(
        request, ngettext("%(n)s row is taken in.", "%(n)s rows are taken in.", count) % {"n": count}
    )
    return redirect("plans:table", plan.pk)
