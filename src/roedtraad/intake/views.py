"""The pages of the import: the list, a document as it stands, accepting it and undoing that."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from . import actions, lifting, queries, sets
from .enums import DocumentState
from .landed import landed
from .models import SourceDocument
from .permissions import may_import
from .review_views import document_of as _document
from .review_views import review_page

SHOWN_TIES = 3


@require_GET
def document_list(request: HttpRequest) -> HttpResponse:
    may_import.demand(request.user)
    found = queries.document_list(request.GET.get("page", 1))
    overview = sets.Overview()
    context = {"list": found, "rows": [(row, _one_of_each_name(overview.ties(row))) for row in found.page]}
    return render(request, "intake/list.html", context)


def _one_of_each_name(ties: list[sets.Tie]) -> list[sets.Tie]:
    """A policy and the documents of its name are one thing in a list."""
    return list({tie.label: tie for tie in reversed(ties)}.values())[::-1][:SHOWN_TIES]


@require_GET
def review(request: HttpRequest, pk: int) -> HttpResponse:
    document = _document(request, pk)
    if document.state == DocumentState.RECEIVED:
        job = queries.latest_job(document)
        url = reverse("core:job", args=[job.pk]) if job else ""
        return render(request, "intake/waiting.html", {"document": document, "job": job, "job_url": url})
    if document.state == DocumentState.UNREADABLE:
        return render(
            request,
            "intake/unreadable.html",
            {
                "document": document,
                "kept": SourceDocument.objects.filter(pk=pk).exclude(content=b"").exists(),
            },
        )
    if document.state == DocumentState.ACCEPTED:
        page = landed(document)
        why_not = lifting.why_not_undo(page.acceptance) if page else []
        return render(request, "intake/landed.html", {"document": document, "page": page, "why_not": why_not})
    return review_page(request, document, request.GET.get("element", ""))


@require_POST
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    document = _document(request, pk)
    actions.undo(document, by=request.user)
    messages.success(request, _("The acceptance is undone. The review stands as it did."))
    return redirect("intake:review", pk=pk)


@require_POST
def read_again(request: HttpRequest, pk: int) -> HttpResponse:
    actions.read_again(_document(request, pk), by=request.user)
    return redirect("intake:review", pk=pk)


@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    document = _document(request, pk)
    actions.remove(document, by=request.user)
    messages.success(request, _("%(name)s has been removed.") % {"name": document.name})
    return redirect("intake:list")


@require_GET
def source(request: HttpRequest, pk: int) -> HttpResponse:
    """The file as it came, only ever as a download."""
    document = _document(request, pk)
    response = HttpResponse(bytes(document.content), content_type="application/octet-stream")
    response["Content-Disposition"] = "attachment; filename*=UTF-8''" + _quoted(document.name)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


def _quoted(name: str) -> str:
    from urllib.parse import quote

    return quote(name, safe="")
