"""Bringing documents in the browser: several at once, each with a result or a clear reason."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_GET, require_http_methods

from roedtraad.core.reasons import Refused

from . import actions, queries
from .formats import endings, kinds
from .forms import UploadForm, file_faults, too_large
from .models import SourceDocument
from .permissions import may_import
from .review_views import document_of
from .uploading import CutOff


@csrf_exempt  # the check follows in _upload, when the handler that cuts off is in its place
@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    handler = CutOff(request, settings.UPLOAD_LIMIT)
    request.upload_handlers.insert(0, handler)
    return _upload(request, handler)


@csrf_protect
def _upload(request: HttpRequest, handler: CutOff) -> HttpResponse:
    may_import.demand(request.user)
    form = UploadForm()
    if request.method == "POST":
        files = request.FILES.getlist("documents")
        faults = [too_large(name) for name in handler.too_large]
        faults += [fault for each in files for fault in file_faults(each)]
        good = [each for each in files if not file_faults(each)]
        if request.POST.get("each"):
            return _one(request, good, faults)
        if good:
            return _received(request, good, faults)
        form = UploadForm(request.POST, request.FILES)
        if handler.too_large:
            form.errors.pop("documents", None)  # 'choose a document' is not what went wrong
            for fault in faults:
                form.add_error("documents", fault)
    return render(
        request,
        "intake/upload.html",
        {"form": form, "limit": settings.UPLOAD_LIMIT, "endings": endings(), "kinds": kinds()},
        status=400 if form.errors else 200,
    )


def _received(request: HttpRequest, files: list[Any], faults: list[str]) -> HttpResponse:
    documents = []
    for each in files:
        document, new = _receive(request, each)
        documents.append(document)
        if not new:
            messages.info(request, _known(each.name, document))
    for fault in faults:
        messages.error(request, fault)
    if len(documents) == 1 and not faults:
        return redirect("intake:review", pk=documents[0].pk)
    return redirect("intake:list")


def _receive(request: HttpRequest, file: Any) -> tuple[SourceDocument, bool]:
    return actions.receive(file.name, file.read(), by=request.user, media_type=file.content_type or "")


def _known(name: str, document: SourceDocument) -> str:
    return _("%(name)s has been brought before, as %(first)s. This is the document as it stands.") % {
        "name": name,
        "first": document.name,
    }


def _one(request: HttpRequest, good: list[Any], faults: list[str]) -> HttpResponse:
    """The answer to the script that sends one file at a time: how that one stands, as a row."""
    note = ""
    document = None
    if good:
        try:
            document, new = _receive(request, good[0])
        except Refused as refused:
            faults = [str(each) for each in refused.reasons]
        else:
            note = "" if new else _known(good[0].name, document)
    if document is None:
        sentence = " ".join(faults) or _("Choose a document first.")
        return render(request, "intake/parts/brought.html", {"fault": sentence}, status=400)
    return _row(request, document, note)


def _row(request: HttpRequest, document: SourceDocument, note: str = "") -> HttpResponse:
    return render(
        request,
        "intake/parts/brought.html",
        {"document": document, "job": queries.latest_job(document), "note": note},
    )


@require_GET
def state(request: HttpRequest, pk: int) -> HttpResponse:
    """How a document stands, as a row that asks for itself until it has been read."""
    return _row(request, document_of(request, pk))
