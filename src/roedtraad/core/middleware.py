"""The doors: which host, which municipality, whose user, and refusals as pages."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.http.request import split_domain_port, validate_host
from django.shortcuts import render
from django.utils.translation import gettext as _

from . import tenancy
from .models import Municipality
from .reasons import ChangedMeanwhile, NotPermitted, Refused

GetResponse = Callable[[HttpRequest], HttpResponse]


class KnownHost:
    """An address that is not this installation's gets 421: no page, link or cache is made for it."""

    def __init__(self, get_response: GetResponse):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        host, _port = split_domain_port(request.META.get("HTTP_HOST", request.META.get("SERVER_NAME", "")))
        if not host or not validate_host(host, settings.ALLOWED_HOSTS):
            return HttpResponse(
                _("This installation does not answer at that address. Use %(origin)s.")
                % {"origin": settings.ORIGIN},
                status=421,
                content_type="text/plain; charset=utf-8",
            )
        return self.get_response(request)


class Tenancy:
    """/<slug>/… is the municipality's: open its scope for the request. An unknown slug is 404."""

    def __init__(self, get_response: GetResponse):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.municipality = None  # type: ignore[attr-defined]
        slug, _slash, rest = request.path_info.lstrip("/").partition("/")
        municipality = Municipality.objects.filter(slug=slug).first() if slug and slug.isascii() else None
        if municipality is None or not _slash:
            with tenancy.outside():
                return self.get_response(request)
        with tenancy.scope(municipality):
            request.municipality = municipality  # type: ignore[attr-defined]
            request.urlconf = settings.MUNICIPALITY_URLCONF
            request.path_info = "/" + rest
            return self.get_response(request)


class OwnMunicipality:
    """A user of one municipality finds nothing at another's address: 404, as for what does not exist.

    Public pages are exempt by `login_not_required`: what a municipality has published is for everyone.
    """

    def __init__(self, get_response: GetResponse):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: tuple, kwargs: dict
    ) -> None:
        municipality = request.municipality  # type: ignore[attr-defined]
        if municipality is None or not getattr(view, "login_required", True):
            return
        if request.user.is_authenticated and request.user.municipality_id != municipality.pk:
            raise Http404


class RefusalsAsPages:
    """A refusal that no view caught becomes a page with its sentences: 403, or 409 with nothing changed."""

    def __init__(self, get_response: GetResponse):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, NotPermitted):
            return render(
                request, "core/refused.html", {"reasons": exception.reasons, "permitted": False}, status=403
            )
        if isinstance(exception, Refused):
            theirs = exception.theirs if isinstance(exception, ChangedMeanwhile) else None
            context = {"reasons": exception.reasons, "permitted": True, "theirs": theirs}
            return render(request, "core/refused.html", context, status=409)
        return None
