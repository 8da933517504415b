"""Many series at once: units beside each other, the municipality beside others; and the figures to take away."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from roedtraad.indicators.charting import chart_of, comparison_of, course_of, language, name_of, unit_of
from roedtraad.indicators.enums import Audience
from roedtraad.indicators.exports import FORMATS, file_name
from roedtraad.indicators.permissions import may_read_indicators
from roedtraad.indicators.queries import released
from roedtraad.indicators.queries.pages import series_choices
from roedtraad.writing import charts

from .common import crumbs_of, the_indicator

FRAMES = 24  # small multiples on a page
LINES = 4  # courses that one chart can show


@require_safe
def units(request: HttpRequest, pk: int) -> HttpResponse:
    """The same for every unit, on one scale, in Danish order and never ranked."""
    thing = the_indicator(pk)
    may_read_indicators.demand(request.user, thing)
    kind = "part" if request.GET.get("vis") == "dele" else "unit"
    choices = [each for each in series_choices(thing) if each.kind == kind and not each.ended]
    page = Paginator(choices, FRAMES).get_page(request.GET.get("page"))
    found = released(thing, Audience.STAFF, also=[each.pk for each in page])
    order = {each.pk: at for at, each in enumerate(page)}
    seen = sorted(
        (each for each in (found.series if found else []) if each.series.pk in order and each.cells),
        key=lambda each: order[each.series.pk],
    )
    drawn = [
        chart for each in seen if found and (chart := chart_of(found.judged(each), found.frame, each.name))
    ]
    multiples = charts.Multiples(thing.title, tuple(drawn), language()) if drawn else None
    return render(
        request,
        "indicators/units.html",
        {
            "indicator": thing,
            "kind": kind,
            "page": page,
            "drawn": mark_safe(charts.screen(multiples, "u")) if multiples else "",  # noqa: S308 (our own drawing)
            "listing": charts.listing(multiples) if multiples else None,
            "keys": list(order),
            "crumbs": crumbs_of(thing, _("Parts") if kind == "part" else _("Units")),
        },
    )


@require_safe
def compare(request: HttpRequest, pk: int) -> HttpResponse:
    """The municipality beside others: the latest period that ours has, and the course over time."""
    thing = the_indicator(pk)
    may_read_indicators.demand(request.user, thing)
    choices = [each for each in series_choices(thing) if each.kind == "place"]
    asked = {int(each) for each in request.GET.getlist("med") if each.isdecimal() and len(each) < 19}
    chosen = [each for each in choices if each.pk in asked] or choices[: LINES - 1]
    found = released(thing, Audience.STAFF, also=[each.pk for each in choices])
    context: dict[str, Any] = {
        "indicator": thing,
        "choices": [(each, each.pk in {one.pk for one in chosen}) for each in choices],
        "crumbs": crumbs_of(thing, _("Comparison")),
    }
    if found is not None and found.main is not None and found.main.cells:
        # The other places as wholes: a part of one is not set beside the whole of another.
        places = [each for each in found.series if each.series.place_code and not each.series.dims]
        lines = [each for each in places if each.series.pk in {one.pk for one in chosen}][: LINES - 1]
        bars = comparison_of(thing, found, found.main, places)
        courses = charts.Courses(
            name_of(found.frame),
            (course_of(found, found.main, "own"), *(course_of(found, each) for each in lines if each.cells)),
            unit_of(found.frame),
            language(),
        )
        context |= {
            "bars": bars,
            "bars_drawn": mark_safe(charts.screen(bars, "b")) if bars else "",  # noqa: S308
            "bars_listing": charts.listing(bars) if bars else None,
            "courses_drawn": mark_safe(charts.screen(courses, "c")),  # noqa: S308
            "courses_listing": charts.listing(courses),
        }
    return render(request, "indicators/compare.html", context)


@require_safe
def export(request: HttpRequest, pk: int, fmt: str) -> HttpResponse:
    """Every series as the staff see it, as a file."""
    thing = the_indicator(pk)
    may_read_indicators.demand(request.user, thing)
    found = released(thing, Audience.STAFF, every=True)
    if fmt not in FORMATS or found is None:
        raise Http404
    media, write = FORMATS[fmt]
    answer = HttpResponse(write(found), content_type=media)
    answer["Content-Disposition"] = f'attachment; filename="{file_name(thing.title)}.{fmt}"'
    return answer
