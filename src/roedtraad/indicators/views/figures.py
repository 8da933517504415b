"""The forms of the figures: by hand, handed over, looked behind."""

from __future__ import annotations

import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from roedtraad.core.forms import carried_out, say_refusal
from roedtraad.core.reasons import NotPermitted, Refused
from roedtraad.indicators import actions
from roedtraad.indicators.charting import language
from roedtraad.indicators.cube import RawSeries
from roedtraad.indicators.enums import Audience
from roedtraad.indicators.figures import Figure, Whose
from roedtraad.indicators.forms.definition import ReasonForm
from roedtraad.indicators.forms.figures import (
    ChooseSeriesForm,
    HandOverForm,
    WhoseForm,
    offered_periods,
    rows_for,
    whose_is,
)
from roedtraad.indicators.landing import Landed
from roedtraad.indicators.models import Indicator, Series
from roedtraad.indicators.permissions import may_hand_over_series, may_look_at_small_counts, may_write_figures
from roedtraad.indicators.queries import released
from roedtraad.indicators.released import Cell
from roedtraad.language import sort_key
from roedtraad.organisation.models import Unit

from .common import crumbs_of, form_methods, page_of, save, the_indicator


@form_methods
def write(request: HttpRequest, pk: int) -> HttpResponse:
    """Figures by hand, the newest period first."""
    thing = the_indicator(pk)
    may_write_figures.demand(request.user, thing)
    chosen = ChooseSeriesForm(
        request.GET or {},
        series=Series.objects.filter(indicator=thing, ended_on__isnull=True).select_related("unit"),
        units=sorted(Unit.objects.filter(ends__isnull=True), key=lambda unit: sort_key(unit.name)),
    )
    whose = chosen.whose
    periods = offered_periods(thing, timezone.localdate(), _day(request.GET.get("til", "")))
    rows = rows_for(thing, periods, _seen(thing, whose), request.POST or None)
    form = WhoseForm(request.POST or None)
    if request.method == "POST" and rows.is_valid() and form.is_valid():
        try:
            landed = actions.record_figures(
                thing, by=request.user, figures=rows.figures(whose), reason=form.cleaned_data["reason"]
            )
        except NotPermitted:
            raise
        except Refused as refusal:
            say_refusal(form, refusal)
        else:
            messages.success(request, said_of(landed))
            return redirect(page_of(thing))
    return render(
        request,
        "indicators/figures.html",
        {
            "indicator": thing,
            "choose": chosen,
            "rows": rows,
            "form": form,
            "earlier": periods[-1].shifted(-1).start.isoformat(),
            "query": request.GET.urlencode(),
            "crumbs": crumbs_of(thing, _("Write figures")),
        },
        status=422 if request.method == "POST" else 200,
    )


def _seen(thing: Indicator, whose: Whose) -> dict[datetime.date, Cell]:
    """What the staff may see of the series that is written."""
    found = released(thing, Audience.STAFF, every=True)
    rows = (each for each in (found.series if found else []) if whose_is(each.series).key == whose.key)
    return {cell.start: cell for each in rows for cell in each.cells}


def _day(text: str) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        return None


def said_of(landed: Landed) -> str:
    """What came of figures, in a sentence."""
    if not landed.changed:
        return _("Everything stood already as you wrote it.")
    parts = []
    if landed.new:
        parts.append(ngettext("%(n)s new figure", "%(n)s new figures", landed.new) % {"n": landed.new})
    if landed.revised:
        parts.append(
            ngettext(
                "%(n)s figure changed, the old one kept",
                "%(n)s figures changed, the old ones kept",
                landed.revised,
            )
            % {"n": landed.revised}
        )
    return _("Saved: %(what)s.") % {"what": _(" and ").join(parts)}


@form_methods
def hand_over(request: HttpRequest, pk: int) -> HttpResponse:
    series = get_object_or_404(Series.objects.select_related("indicator", "unit"), pk=pk)
    may_hand_over_series.demand(request.user, series)
    units = sorted(
        Unit.objects.filter(ends__isnull=True).exclude(pk=series.unit_id),
        key=lambda unit: sort_key(unit.name),
    )
    return save(
        request,
        HandOverForm(request.POST or None, units=units, initial={"on": timezone.localdate()}),
        actions.hand_over_series,
        series,
        back=page_of(series.indicator),
        title=_("Who carries on the figures of %(unit)s?") % {"unit": series},
        lead=_("What was counted stays where it was counted. From the day on, others count."),
        button=_("Hand the figures over"),
        crumbs=crumbs_of(series.indicator, _("Hand over")),
    )


@form_methods
def look(request: HttpRequest, pk: int) -> HttpResponse:
    """Behind the hidden figures, for the one who answers for the indicator."""
    thing = the_indicator(pk)
    may_look_at_small_counts.demand(request.user, thing)
    form = ReasonForm(request.POST or None)
    seen = (
        carried_out(form, actions.look_at_small_counts, thing, by=request.user)
        if request.method == "POST"
        else None
    )
    return render(
        request,
        "indicators/look.html",
        {
            "indicator": thing,
            "form": form,
            "seen": [(raw.series, _lines(thing, raw)) for raw in seen] if seen is not None else None,
            "crumbs": crumbs_of(thing, _("Small counts")),
        },
        status=422 if request.method == "POST" and seen is None else 200,
    )


def _lines(indicator: Indicator, raw: RawSeries) -> list[tuple[str, Figure]]:
    return [(indicator.period(figure.start).label(language()), figure) for figure in raw.figures]
