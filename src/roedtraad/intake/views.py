"""The pages of the import: bring, wait, review, accept, undo."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from roedtraad.core.reasons import ChangedMeanwhile, Refused

from . import actions, lifting, queries, sets
from .enums import DocumentState, ElementState
from .forms import ENDINGS, ElementForm, UploadForm, too_large
from .landed import landed
from .models import Element, SourceDocument
from .permissions import may_import
from .uploading import CutOff

SHOWN_TIES = 3


def _document(request: HttpRequest, pk: int) -> SourceDocument:
    document: SourceDocument = get_object_or_404(SourceDocument.objects.defer("content"), pk=pk)
    may_import.demand(request.user, document)
    return document


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


@csrf_exempt  # the check follows in _upload, when the handler that cuts off is in its place
@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    handler = CutOff(request, settings.UPLOAD_LIMIT)
    request.upload_handlers.insert(0, handler)
    return _upload(request, handler)


@csrf_protect
def _upload(request: HttpRequest, handler: CutOff) -> HttpResponse:
    may_import.demand(request.user)
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if request.method == "POST" and handler.too_large:
        form.errors.pop("documents", None)  # 'choose a document' is not what went wrong
        for name in handler.too_large:
            form.add_error("documents", too_large(name))
    elif request.method == "POST" and form.is_valid():
        return _received(request, form.cleaned_data["documents"])
    return render(
        request,
        "intake/upload.html",
        {"form": form, "limit": settings.UPLOAD_LIMIT, "endings": ENDINGS},
        status=400 if form.errors else 200,
    )


def _received(request: HttpRequest, files: list[Any]) -> HttpResponse:
    documents = []
    for each in files:
        document, new = actions.receive(
            each.name, each.read(), by=request.user, media_type=each.content_type or ""
        )
        documents.append(document)
        if not new:
            messages.info(
                request,
                _("%(name)s has been brought before, as %(first)s. This is the document as it stands.")
                % {"name": each.name, "first": document.name},
            )
    if len(documents) == 1:
        return redirect("intake:review", pk=documents[0].pk)
    return redirect("intake:list")


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
    return _review_page(request, document, request.GET.get("element", ""))


def _review_page(
    request: HttpRequest, document: SourceDocument, key: str, form: ElementForm | None = None, **more: Any
) -> HttpResponse:
    """The review with one element open. `more`: reasons, theirs: why the change was refused, and what stands now."""
    page = queries.review(
        document, chosen=key, only_doubts="tvivl" in (request.GET.get("vis"), request.POST.get("vis"))
    )
    if form is None and page.current:
        element = page.current.element
        form = ElementForm(
            initial={"type": element.type, "text": element.text, "parent_key": element.parent_key},
            element=element,
            parents=page.parents,
        )
    add = ElementForm(parents=page.parents, prefix="new")
    context = {
        "document": document,
        "page": page,
        "form": form,
        "add": add,
        "undoable": actions.last_change(document),
        **more,
    }
    return render(request, "intake/review.html", context)


def _back(request: HttpRequest, document: SourceDocument, key: str = "") -> HttpResponse:
    query = "&".join(
        part
        for part in (
            f"element={key}" if key else "",
            "vis=tvivl" if request.POST.get("vis") == "tvivl" else "",
        )
        if part
    )
    url = reverse("intake:review", args=[document.pk])
    return redirect(f"{url}?{query}#element" if query else url)


@require_POST
def element(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """Save one element: `do` is save (autosave), see (approve, and on to the next), drop or keep."""
    document = _document(request, pk)
    row: Element = get_object_or_404(Element.objects.select_related("document"), document=document, key=key)
    do = request.POST.get("do", "save")
    page = queries.review(document, chosen=key)
    form = ElementForm(request.POST, element=row, parents=page.parents)
    if not form.is_valid():
        return _review_page(request, document, key, form)
    seen_version = request.POST.get("seen_version") or None
    if seen_version and actions.last_hand(row) == request.user.pk:
        seen_version = None  # one's own autosave is nobody else's change
    state = {"see": ElementState.SEEN, "drop": ElementState.DROPPED, "keep": ElementState.UNSEEN}.get(do)
    try:
        actions.edit_element(
            row,
            by=request.user,
            state=state,
            seen_version=seen_version,
            **form.changes(),
        )
    except ChangedMeanwhile as refused:
        row.refresh_from_db()
        return _review_page(request, document, key, form, reasons=refused.reasons, theirs=row)
    except Refused as refused:
        return _review_page(request, document, key, form, reasons=refused.reasons)
    on = do in ("see", "drop")
    return _back(
        request,
        document,
        queries.next_to_look_at(document, row, only_doubts=request.POST.get("vis") == "tvivl") if on else key,
    )


@require_POST
def see_all(request: HttpRequest, pk: int) -> HttpResponse:
    document = _document(request, pk)
    count = actions.see_the_sure(document, by=request.user)
    messages.success(
        request,
        ngettext("%(n)d element is marked as seen.", "%(n)d elements are marked as seen.", count)
        % {"n": count},
    )
    return _back(request, document)


@require_POST
def add(request: HttpRequest, pk: int) -> HttpResponse:
    document = _document(request, pk)
    after = Element.objects.filter(
        document=document, key=request.POST.get("after", "").replace("\0", "")
    ).first()
    page = queries.review(document, chosen=after.key if after else "")
    form = ElementForm(request.POST, parents=page.parents, prefix="new")
    if not form.is_valid():
        return _review_page(request, document, after.key if after else "", add=form)
    given = form.cleaned_data
    made = actions.add_element(
        document,
        by=request.user,
        type=given["type"],
        text=given["text"],
        parent_key=given["parent_key"],
        after=after,
    )
    return _back(request, document, made.key)


@require_POST
def undo_change(request: HttpRequest, pk: int) -> HttpResponse:
    document = _document(request, pk)
    changed = actions.undo_last_change(document, by=request.user)
    if changed:
        messages.success(request, _("The last change is undone."))
    return _back(request, document, changed.key if changed else "")


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
