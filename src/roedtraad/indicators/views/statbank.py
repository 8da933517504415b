"""Figures from StatBank Denmark: find a table, choose in it, look, save; and how it went since."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from roedtraad.core.forms import say_refusal
from roedtraad.core.models import Job
from roedtraad.core.reasons import NotPermitted, Refused
from roedtraad.figures import FigureError
from roedtraad.figures.statbank import TableGone, fit
from roedtraad.indicators import actions, bank
from roedtraad.indicators.charting import language
from roedtraad.indicators.enums import Schedule
from roedtraad.indicators.figures import WHOLE, Figure
from roedtraad.indicators.forms.statbank import ScheduleForm, SearchForm, TableForm
from roedtraad.indicators.models import Indicator, SourceQuery
from roedtraad.indicators.permissions import may_keep_indicators

from .common import crumbs_of, form_methods, page_of, the_indicator

LINES = 12  # series that a preview shows


@require_safe
def search(request: HttpRequest, pk: int) -> HttpResponse:
    thing = the_indicator(pk)
    may_keep_indicators.demand(request.user, thing)
    form = SearchForm(request.GET or None)
    words = form.cleaned_data["q"].strip() if form.is_valid() else ""
    hits: list[Any] = []
    trouble = ""
    if words:
        try:
            hits = bank.find(words)
        except FigureError as fault:
            trouble = fault.sentence(language())
    return render(
        request,
        "indicators/statbank_search.html",
        {
            "indicator": thing,
            "form": form if request.GET else SearchForm(initial={"q": ""}),
            "words": words,
            "hits": hits,
            "trouble": trouble,
            "crumbs": crumbs_of(thing, _("StatBank Denmark")),
        },
    )


@form_methods
def choose(request: HttpRequest, pk: int, table: str) -> HttpResponse:
    """Choose in a table; GET shows what it gives (its address can be shared), POST saves it."""
    thing = the_indicator(pk)
    may_keep_indicators.demand(request.user, thing)
    try:
        info = bank.table(table)
    except TableGone:
        raise Http404 from None
    except FigureError as fault:
        return _without(request, thing, fault.sentence(language()))
    given = request.POST if request.method == "POST" else request.GET
    unbound = TableForm(info=info, municipality=bank.municipality_code())
    form = TableForm(
        given or None, info=info, municipality=bank.municipality_code(), initial=unbound.starting()
    )
    when = ScheduleForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and when.is_valid():
        try:
            made = actions.schedule_query(
                thing, by=request.user, table=info.id, table_title=info.title,
                selection=form.selection().as_json(), schedule=when.cleaned_data["schedule"],
            )  # fmt: skip
            actions.ask_now(made, by=request.user)
        except NotPermitted:
            raise
        except Refused as refusal:
            say_refusal(form, refusal)
        else:
            messages.success(request, _("The table is asked now, and again on its days."))
            return redirect("indicators:query", made.pk)
    shown = _previewed(form, info, thing) if given and form.is_valid() else None
    return render(
        request,
        "indicators/statbank_table.html",
        {
            "indicator": thing,
            "info": info,
            "form": form,
            "when": when,
            "shown": shown,
            "notes": [note.sentence(language()) for note in form.places.notes],
            "crumbs": [
                *crumbs_of(thing, "")[:-1],
                (_("StatBank Denmark"), reverse("indicators:statbank", args=[thing.pk])),
                (info.id, ""),
            ],
        },
        status=422 if request.method == "POST" else 200,
    )


def _without(request: HttpRequest, thing: Indicator, sentence: str) -> HttpResponse:
    """StatBank did not answer: said, with the way back."""
    return render(
        request,
        "indicators/statbank_search.html",
        {
            "indicator": thing,
            "form": SearchForm(),
            "trouble": sentence,
            "crumbs": crumbs_of(thing, _("StatBank Denmark")),
        },
        status=200,
    )


def _previewed(form: TableForm, info: Any, thing: Indicator) -> dict[str, Any]:
    """What the choice gives: the latest periods, line by line, or why it gives nothing."""
    selection = form.selection()
    faults = [(fault.blocking, fault.sentence(language())) for fault in fit(selection, info)]
    if any(blocking for blocking, _sentence in faults):
        return {"faults": faults, "lines": [], "periods": [], "may_save": False}
    try:
        figures = list(bank.figures_of(bank.preview(selection, info), info, thing))
    except FigureError as fault:
        return {"faults": [(True, fault.sentence(language()))], "lines": [], "periods": [], "may_save": False}
    except Refused as refusal:
        return {"faults": [(True, str(refusal))], "lines": [], "periods": [], "may_save": False}
    starts = sorted({figure.start for figure in figures})
    lines: dict[Any, dict[Any, Figure]] = {}
    for figure in figures:
        lines.setdefault(figure.whose.key, {})[figure.start] = figure
    ours_first = sorted(lines, key=lambda key: (key != WHOLE.key, bool(key[1])))
    return {
        "faults": faults,
        "periods": [thing.period(start).label(language(), short=True) for start in starts],
        "lines": [
            (_name(held), [held.get(start) for start in starts])
            for held in (lines[key] for key in ours_first[:LINES])
        ],
        "more": max(0, len(lines) - LINES),
        "may_save": bool(figures),
    }


def _name(held: dict[Any, Figure]) -> str:
    whose = next(iter(held.values())).whose
    return ", ".join(filter(None, [whose.place_name, *whose.dims.values()])) or _("The whole municipality")


@form_methods
def query(request: HttpRequest, pk: int) -> HttpResponse:
    """How it goes with a source: when it was asked, what came, what is wrong."""
    thing = get_object_or_404(SourceQuery.objects.select_related("indicator"), pk=pk)
    may_keep_indicators.demand(request.user, thing)
    if request.method == "POST":
        return _done(request, thing, request.POST.get("do", ""))
    job = Job.objects.filter(name="indicators.ask", about_id=thing.pk).order_by("-pk").first()
    return render(
        request,
        "indicators/query.html",
        {
            "query": thing,
            "indicator": thing.indicator,
            "job": job if job and not job.is_over else None,
            "job_url": reverse("core:job", args=[job.pk]) if job else "",
            "chosen": _chosen(thing),
            "schedules": Schedule.choices,
            "crumbs": crumbs_of(thing.indicator, thing.table),
        },
    )


def _done(request: HttpRequest, thing: SourceQuery, what: str) -> HttpResponse:
    if what == "ask":
        actions.ask_now(thing, by=request.user)
    elif what == "rest":
        actions.rest_query(thing, by=request.user)
    elif what == "wake":
        wanted = request.POST.get("schedule", "")
        actions.wake_query(thing, by=request.user, schedule=wanted if wanted in Schedule.values else "")
    return redirect("indicators:query", thing.pk)


def _chosen(thing: SourceQuery) -> list[tuple[str, str]]:
    """What is asked, in the table's own words."""
    labels = thing.selection.get("labels", {})
    rows = []
    for code, choice in thing.selection.get("variables", {}).items():
        if isinstance(choice, dict):
            words = _("from %(first)s") % {"first": choice["since"]} if "since" in choice else ""
        elif isinstance(choice, str):
            words = _("all")
        else:
            words = ", ".join(labels.get(code, {}).get(value, value) for value in choice)
        rows.append((code, words))
    return rows


@require_POST
def remove_query(request: HttpRequest, pk: int) -> HttpResponse:
    thing = get_object_or_404(SourceQuery.objects.select_related("indicator"), pk=pk)
    indicator = thing.indicator
    actions.remove_query(thing, by=request.user)
    messages.success(request, _("The table is not asked any more. The figures that it brought stay."))
    return redirect(page_of(indicator))
