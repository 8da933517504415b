"""What every page's frame shows: the municipality, the menu, who is signed in and in which function."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from .registries import menu, who_am_i


def frame(request: HttpRequest) -> dict[str, Any]:
    municipality = getattr(request, "municipality", None)
    user = getattr(request, "user", None)
    entries = []
    function = ""
    if municipality and user and user.is_authenticated and user.municipality_id == municipality.pk:
        function = ", ".join(filter(None, (title(user) for title in who_am_i.of("title"))))
        for entry in menu.entries():
            if not entry.shown(user):
                continue
            try:
                url = reverse(entry.name)
            except NoReverseMatch:
                continue
            active = menu.is_active(entry, request.path_info)
            entries.append({"label": entry.label, "url": url, "active": active})
    return {
        "municipality": municipality,
        "menu": entries,
        "function": function,
        "origin": settings.ORIGIN,
        "example": settings.EXAMPLE,
    }
