"""What one reads: the list, the indicator, the catalogue."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from roedtraad.core.forms import whole_number
from roedtraad.indicators import catalogue as the_catalogue
from roedtraad.indicators.enums import Audience, Turn
from roedtraad.indicators.forms.definition import FilterForm, chosen_filter
from roedtraad.indicators.models import Indicator
from roedtraad.indicators.permissions import (
    may_judge_connections,
    may_keep_indicators,
    may_look_at_small_counts,
    may_read_indicators,
    may_write_figures,
)
from roedtraad.indicators.pictures import picture_of
from roedtraad.indicators.queries.lists import indicator_list
from roedtraad.indicators.queries.pages import indicator_page
from roedtraad.indicators.words import facts_of, headline_of

from .common import the_indicator


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    may_read_indicators.demand(request.user)
    chosen = chosen_filter(request.GET)
    page = indicator_list(chosen, request.GET.get("page"))
    form = FilterForm(request.GET)
    form.offer_owners(page.owners)
    return render(
        request,
        "indicators/index.html",
        {
            "page": page,
            "chosen": chosen,
            "filter": form,
            "headline": headline_of(page),
            "may_keep": may_keep_indicators.given(request.user),
        },
    )


@require_safe
def indicator(request: HttpRequest, pk: int) -> HttpResponse:
    thing = the_indicator(pk)
    may_read_indicators.demand(request.user, thing)
    page = indicator_page(thing, Audience.STAFF, whole_number(request.GET.get("serie", "")))
    picture = picture_of(page.released, page.judged) if page.released and page.judged else None
    return render(
        request,
        "indicators/indicator.html",
        {
            "indicator": thing,
            "page": page,
            "picture": picture,
            "turn": page.judged.turn if page.judged else Turn.EMPTY,
            "facts": facts_of(page),
            "may_keep": may_keep_indicators.given(request.user, thing),
            "may_judge": may_judge_connections.given(request.user, thing),
            "may_write": may_write_figures.given(request.user, thing),
            "may_look": may_look_at_small_counts.given(request.user, thing),
            "crumbs": [(_("Indicators"), reverse("indicators:index")), (thing.title, "")],
        },
    )


@require_safe
def catalogue(request: HttpRequest) -> HttpResponse:
    may_read_indicators.demand(request.user)
    taken = dict(Indicator.objects.in_use().exclude(catalogue_key="").values_list("catalogue_key", "pk"))
    groups: dict[str, list[tuple[the_catalogue.Entry, int | None]]] = {}
    for entry in the_catalogue.entries():
        groups.setdefault(entry.area, []).append((entry, taken.get(entry.key)))
    return render(
        request,
        "indicators/catalogue.html",
        {
            "groups": groups,
            "total": len(the_catalogue.entries()),
            "may_keep": may_keep_indicators.given(request.user),
            "crumbs": [(_("Indicators"), reverse("indicators:index")), (_("Catalogue"), "")],
        },
    )
