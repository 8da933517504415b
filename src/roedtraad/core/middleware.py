"""The doors: which host, which municipality, whose user, and refusals as pages."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.request import split_domain_port, validate_host
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
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
        if "\0" in request.path_info:
            raise Http404  # PostgreSQL takes no NUL, not even in a question
        if "%00" in request.META.get("QUERY_STRING", ""):
            raise BadRequest("NUL in the question")
        municipality = Municipality.objects.filter(slug=slug).first() if slug and slug.isascii() else None
        if municipality is not None and not _slash and request.method in ("GET", "HEAD"):
            return HttpResponseRedirect(f"/{municipality.slug}/")
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
    """A refusal that no view caught becomes a page with its sentences: 403, or 409 with nothing changed.

    So does the empty answer that Django gives to a method which an address does not take (405).
    """

    def __init__(self, get_response: GetResponse):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code == 405 and not response.content:
            page = render(request, "core/error.html", {"status": 405}, status=405)
            page["Allow"] = response["Allow"]
            return page
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, NotPermitted):
            context = {"reasons": exception.reasons, "permitted": False, "back": _back(request)}
            return render(request, "core/refused.html", context, status=403)
        if isinstance(exception, Refused):
            theirs = exception.theirs if isinstance(exception, ChangedMeanwhile) else None
            context = {
                "reasons": exception.reasons,
                "permitted": True,
                "theirs": theirs,
                "back": _back(request),
            }
            return render(request, "core/refused.html", context, status=409)
        return None


def _back(request: HttpRequest) -> str:
    """Where the reader came from, if that is one of our own pages; else the front page."""
    came_from = request.META.get("HTTP_REFERER", "")
    return came_from if url_has_allowed_host_and_scheme(came_from, {request.get_host()}) else "/"
