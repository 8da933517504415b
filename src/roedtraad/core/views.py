"""The installation's own pages, the frame's small parts and the pages for what went wrong."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import LoginView
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.module_loading import import_string
from django.utils.translation import check_for_language
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET, require_POST

from .models import Job, Municipality, ScheduledRun


def front_door(request: HttpRequest) -> HttpResponse:
    """Where `/` leads: to one's own municipality, or to the sign-in. An operator has none, and is told so."""
    municipality = getattr(request.user, "municipality", None)
    if municipality:
        return redirect(f"/{municipality.slug}/")
    if request.user.is_authenticated:
        return render(request, "core/no_municipality.html")
    return redirect("sign-in")


@method_decorator(login_not_required, name="dispatch")
class SignIn(LoginView):
    template_name = "core/sign_in.html"
    redirect_authenticated_user = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        if settings.EXAMPLE:
            example = Municipality.objects.filter(is_example=True).first()
            context["example_municipality"] = example
            context["example_sign_ins"] = import_string(settings.EXAMPLE_SIGN_INS)() if example else []
        return context


@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """Keep the chosen language in a cookie and return to the page one came from (GET changes nothing)."""
    target = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()}):
        target = "/"
    response = HttpResponseRedirect(target)
    language = request.POST.get("language", "")
    if check_for_language(language) and language in dict(settings.LANGUAGES):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            language,
            max_age=60 * 60 * 24 * 365,
            samesite="Lax",
            secure=settings.HTTPS,
        )
    return response


def health(request: HttpRequest) -> HttpResponse:
    """For whoever watches over the installation: 200 while the database answers. Tells nothing of its content."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    worker = ScheduledRun.objects.filter(name="core.sign_of_life").first()
    return HttpResponse(
        f"ok\nworker {worker.last_run.isoformat() if worker else 'never'}\n", content_type="text/plain"
    )


@require_GET
def security_txt(request: HttpRequest) -> HttpResponse:
    return render(request, "core/security.txt", content_type="text/plain; charset=utf-8")


def accessibility_statement(request: HttpRequest) -> HttpResponse:
    return render(request, "core/was.html")


def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "core/privacy.html")


def gallery(request: HttpRequest) -> HttpResponse:
    """Every component with example content: how it looks and is written."""
    from .gallery import gallery_context

    return render(request, "core/gallery.html", gallery_context())


@cache_control(max_age=300)
@require_GET
def theme(request: HttpRequest) -> HttpResponse:
    """The municipality's three primaries as a stylesheet (the CSP allows no inline style)."""
    return render(request, "core/theme.css", content_type="text/css; charset=utf-8")


@require_GET
def job_progress(request: HttpRequest, pk: int) -> HttpResponse:
    """How far a job is, as a fragment that asks for itself until the job is over."""
    row = get_object_or_404(Job.objects, pk=pk)
    response = render(request, "core/job_progress.html", {"job": row})
    if row.is_over and request.headers.get("HX-Request"):
        response["HX-Refresh"] = "true"
    return response


def _error(request: HttpRequest, status: int) -> HttpResponse:
    return render(request, "core/error.html", {"status": status}, status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _error(request, 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _error(request, 403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form is too old, or was sent from another site: the same page as for what is not permitted."""
    return _error(request, 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _error(request, 404)


def server_error(request: HttpRequest) -> HttpResponse:
    return render(None, "core/server_error.html", status=500)
