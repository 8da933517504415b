"""What the forms' pages have in common: one form, one action."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from roedtraad.core.forms import carried_out
from roedtraad.indicators.models import Indicator

form_methods = require_http_methods(["GET", "HEAD", "POST"])
Crumbs = list[tuple[str, str]]


def the_indicator(pk: int) -> Indicator:
    return get_object_or_404(Indicator.objects.select_related("owner"), pk=pk)


def crumbs_of(indicator: Indicator, here: str) -> Crumbs:
    return [
        (_("Indicators"), reverse("indicators:index")),
        (indicator.title, reverse("indicators:indicator", args=[indicator.pk])),
        (here, ""),
    ]


def save(
    request: HttpRequest,
    form: Any,
    verb: Callable[..., Any],
    thing: Any,
    *,
    back: Callable[[Any], str] | str,
    title: str,
    crumbs: Crumbs,
    button: str = "",
    lead: str = "",
    said: str = "",
    more: Sequence[tuple[str, str]] = (),
) -> HttpResponse:
    """One form, one action: done and back; or the form again with what stands in its way, and every word kept."""
    if request.method == "POST":
        result = carried_out(form, verb, thing, by=request.user)
        if result is not None:
            messages.success(request, said or _("Saved."))
            return redirect(back(result) if callable(back) else back)
    return render(
        request,
        "indicators/form.html",
        {
            "form": form,
            "title": title,
            "lead": lead,
            "button": button or _("Save"),
            "crumbs": crumbs,
            "back": crumbs[-2][1] if len(crumbs) > 1 else "",
            "more": more,
        },
        status=422 if request.method == "POST" else 200,
    )


def page_of(indicator: Indicator) -> str:
    return reverse("indicators:indicator", args=[indicator.pk])
