"""The start page: what waits for me, and how does it go? And the year wheel: what happens when?"""

from __future__ import annotations

import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from roedtraad.core.forms import whole_number
from roedtraad.followup.permissions import may_run_cycles
from roedtraad.matters.permissions import may_keep_matters
from roedtraad.writing.wheel import draw

from . import queries, yearwheel
from .permissions import may_see_start

AT_ONCE = 6


def start(request: HttpRequest) -> HttpResponse:
    may_see_start.demand(request.user)
    now = timezone.localtime()
    waiting = queries.what_waits(request.user)
    year = queries.year(now.date(), request.user)
    context = {
        "day": day_in_words(now),
        "week": now.isocalendar().week,
        "headline": headline(getattr(request.user, "first_name", ""), len(waiting), now),
        "waiting": waiting[:AT_ONCE],
        "later": waiting[AT_ONCE:],
        "glance": queries.glance(),
        "threads": queries.latest_threads(may_keep_matters.given(request.user)),
        "year": year,
        # Drawn by our own pure module, which escapes every word it takes.
        "wheel": mark_safe(draw(year.wheel)),  # noqa: S308
        "today": now.date(),
    }
    return render(request, "workspace/start.html", context)


@require_safe
def year(request: HttpRequest) -> HttpResponse:
    """The year wheel of this year, or of the one asked for."""
    may_see_start.demand(request.user)
    today = timezone.localdate()
    asked = whole_number(request.GET.get("aar", "")) or today.year
    if not yearwheel.FIRST_YEAR <= asked <= yearwheel.LAST_YEAR:
        raise Http404
    page = yearwheel.year_page(asked, today)
    context = {
        "page": page,
        "headline": yearwheel.year_headline(page, today),
        "years": yearwheel.years_about(page, today),
        # Drawn by our own pure module, which escapes every word it takes.
        "wheel": mark_safe(draw(page.wheel)),  # noqa: S308
        "may_run": may_run_cycles.given(request.user),
        "crumbs": [(_("Overview"), reverse("workspace:start")), (_("The year wheel"), "")],
    }
    return render(request, "workspace/year.html", context)


def day_in_words(now: datetime.datetime) -> str:
    """'Onsdag den 7. oktober 2026'."""
    said = date_format(now, r"l \d\e\n j. F Y" if get_language() == "da" else "l j F Y")
    return said[:1].upper() + said[1:]


def headline(name: str, things: int, now: datetime.datetime) -> str:
    """'Godmorgen, Signe. Fire ting venter på dig.' Numbers up to twelve in words."""
    if now.hour < 10:
        greeting = _("Good morning, %(name)s.")
    elif now.hour < 18:
        greeting = _("Good day, %(name)s.")
    else:
        greeting = _("Good evening, %(name)s.")
    if not things:
        said = _("Nothing waits for you.")
    else:
        said = ngettext("%(count)s thing waits for you.", "%(count)s things wait for you.", things) % {
            "count": in_words(things)
        }
    return f"{greeting % {'name': name}} {said}"


def in_words(number: int) -> str:
    """One to twelve in words with a capital, as it begins a sentence; larger ones in digits."""
    words = (
        pgettext("things", "One"), pgettext("things", "Two"), pgettext("things", "Three"),
        pgettext("things", "Four"), pgettext("things", "Five"), pgettext("things", "Six"),
        pgettext("things", "Seven"), pgettext("things", "Eight"), pgettext("things", "Nine"),
        pgettext("things", "Ten"), pgettext("things", "Eleven"), pgettext("things", "Twelve"),
    )  # fmt: skip
    return words[number - 1] if 1 <= number <= len(words) else str(number)
