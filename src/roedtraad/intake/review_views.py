"""The review in the browser: one element at a time or several, undone step by step, and the picture of a page."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from roedtraad.core.forms import whole_number
from roedtraad.core.reasons import ChangedMeanwhile, Refused

from . import actions, lessons, picture, queries, steps
from .enums import ElementKind, ElementState
from .forms import ElementForm, ManyForm
from .models import Element, Lesson, SourceDocument
from .permissions import may_import

STATES = {
    "see": ElementState.SEEN,
    "second": ElementState.SEEN,
    "drop": ElementState.DROPPED,
    "keep": ElementState.UNSEEN,
}


def document_of(request: HttpRequest, pk: int) -> SourceDocument:
    document: SourceDocument = get_object_or_404(SourceDocument.objects.defer("content"), pk=pk)
    may_import.demand(request.user, document)
    return document


def _looked_at(request: HttpRequest) -> dict[str, Any]:
    """How the page is looked at, from the query or from a form that carries it along."""
    given = request.POST if request.method == "POST" else request.GET
    return {
        "only_doubts": given.get("vis") == "tvivl",
        "as_text": given.get("som") == "tekst",
        "several": given.get("flere") == "1",
        "page": whole_number(given.get("side", "")) or 0,
    }


def review_page(
    request: HttpRequest, document: SourceDocument, key: str, form: ElementForm | None = None, **more: Any
) -> HttpResponse:
    """The review with one element open. `more`: reasons, theirs: why the change was refused, and what stands now."""
    page = queries.review(document, chosen=key, **_looked_at(request))
    own = page.opened
    if form is None and own:
        form = ElementForm(
            initial={"type": own.type, "text": own.text, "parent_key": own.parent_key},
            element=own,
            parents=page.parents,
        )
    context = {
        "document": document,
        "page": page,
        "form": form,
        "add": ElementForm(parents=page.parents, prefix="new"),
        "many": ManyForm(parents=page.parents) if page.several else None,
        "undoable": steps.last_step(document, request.user),
        "lesson": lessons.why_known(document, own) if own else None,
        **more,
    }
    response = render(request, "intake/review.html", context)
    if request.method == "GET" and request.headers.get("HX-Request"):
        response["HX-Push-Url"] = request.get_full_path()
    return response


def _back(request: HttpRequest, document: SourceDocument, key: str = "") -> HttpResponse:
    told = [
        f"element={key}" if key else "",
        *(f"{name}={value}" for name, value in (("vis", "tvivl"), ("som", "tekst"), ("flere", "1"))
          if request.POST.get(name) == value),
    ]  # fmt: skip
    query = "&".join(each for each in told if each)
    url = reverse("intake:review", args=[document.pk])
    return redirect(f"{url}?{query}#element" if query else url)


def _element(document: SourceDocument, key: str) -> Element:
    row: Element = get_object_or_404(Element, document=document, key=key)
    return row


@require_POST
def element(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """Save one element. `do`: save, typing (while one types), see (approve, and on), second, drop or keep."""
    document = document_of(request, pk)
    row = _element(document, key)
    do = request.POST.get("do", "save")
    page = queries.review(document, chosen=key)
    form = ElementForm(request.POST, element=row, parents=page.parents)
    if not form.is_valid():
        if do == "typing":
            return _not_kept([str(error) for errors in form.errors.values() for error in errors])
        return review_page(request, document, key, form)
    changes = form.changes()
    if do == "second" and request.POST.get("second") in ElementKind.values:
        changes["type"] = request.POST["second"]
    seen_version = request.POST.get("seen_version") or None
    if seen_version and actions.last_hand(row) == request.user.pk:
        seen_version = None  # one's own autosave is nobody else's change
    try:
        actions.edit_element(
            row,
            by=request.user,
            state=STATES.get(do),
            seen_version=seen_version,
            typing=do == "typing",
            **changes,
        )
    except Refused as refused:
        if do == "typing":
            return _not_kept([f"{each.sentence} {each.way_out}" for each in refused.reasons])
        row.refresh_from_db()
        theirs = row if isinstance(refused, ChangedMeanwhile) else None
        return review_page(request, document, key, form, reasons=refused.reasons, theirs=theirs)
    if do == "typing":
        return JsonResponse({"version": row.version})
    if do in ("see", "second", "drop"):
        only_doubts = request.POST.get("vis") == "tvivl"
        key = queries.next_to_look_at(document, row, only_doubts=only_doubts)
    return _back(request, document, key)


def _not_kept(sentences: list[str]) -> HttpResponse:
    return JsonResponse({"sentence": " ".join(str(each) for each in sentences)}, status=409)


@require_POST
def split(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    document = document_of(request, pk)
    row = _element(document, key)
    try:
        actions.split_element(row, by=request.user, at=whole_number(request.POST.get("at", "")) or 0)
    except Refused as refused:
        return review_page(request, document, key, reasons=refused.reasons)
    return _back(request, document, key)


@require_POST
def join(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    document = document_of(request, pk)
    try:
        actions.join_elements(_element(document, key), by=request.user)
    except Refused as refused:
        return review_page(request, document, key, reasons=refused.reasons)
    return _back(request, document, key)


@require_POST
def see_all(request: HttpRequest, pk: int) -> HttpResponse:
    document = document_of(request, pk)
    count = actions.see_the_sure(document, by=request.user)
    messages.success(
        request,
        ngettext("%(n)d element is marked as seen.", "%(n)d elements are marked as seen.", count)
        % {"n": count},
    )
    return _back(request, document)


@require_POST
def many(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct, approve or drop the elements that have been ticked."""
    document = document_of(request, pk)
    opened = request.POST.get("element", "")
    page = queries.review(document, chosen=opened)
    form = ManyForm(request.POST, parents=page.parents)
    keys = request.POST.getlist("keys")
    if not keys or not form.is_valid():
        messages.error(request, _("Tick the elements first, and choose what shall be done with them."))
        return _back(request, document, opened)
    state = STATES.get(request.POST.get("do", ""))
    try:
        count = actions.edit_elements(
            document, by=request.user, keys=keys, state=state, **({} if state else form.changes())
        )
    except Refused as refused:
        return review_page(request, document, opened, reasons=refused.reasons)
    messages.success(
        request,
        ngettext("%(n)d element has been changed.", "%(n)d elements have been changed.", count)
        % {"n": count},
    )
    return _back(request, document, opened)


@require_POST
def add(request: HttpRequest, pk: int) -> HttpResponse:
    document = document_of(request, pk)
    after = Element.objects.filter(
        document=document, key=request.POST.get("after", "").replace("\0", "")
    ).first()
    opened = after.key if after else ""
    page = queries.review(document, chosen=opened)
    form = ElementForm(request.POST, parents=page.parents, prefix="new")
    if not form.is_valid():
        return review_page(request, document, opened, add=form)
    given = form.cleaned_data
    made = actions.add_element(
        document,
        by=request.user,
        type=given["type"],
        text=given["text"],
        parent_key=given["parent_key"],
        after=after,
    )
    messages.success(request, _("The element has been added."))
    return _back(request, document, made.key)


@require_POST
def undo_change(request: HttpRequest, pk: int) -> HttpResponse:
    document = document_of(request, pk)
    try:
        step = actions.undo_last_change(document, by=request.user)
    except Refused as refused:
        messages.error(request, " ".join(str(each) for each in refused.reasons))
        return _back(request, document, request.POST.get("element", ""))
    key = ""
    if step:
        messages.success(request, _("Undone: %(what)s.") % {"what": step.get_what_display()})
        first = Element.objects.filter(pk__in=[int(each) for each in step.before]).order_by("order", "pk")
        key = first.values_list("key", flat=True).first() or ""
    return _back(request, document, key)


@require_GET
def page(request: HttpRequest, pk: int, number: int, width: int) -> HttpResponse:
    """A page of the document as a picture (PNG), for whoever may review it."""
    document = document_of(request, pk)
    if width not in picture.WIDTHS or not 1 <= number <= picture.pages_of(document):
        raise Http404
    etag = f'"{document.sha256}-{number}-{width}"'
    if request.headers.get("If-None-Match") == etag:
        response: HttpResponse = HttpResponseNotModified()
    else:
        png = picture.drawn(document, number, width)
        if png is None:
            raise Http404
        response = HttpResponse(png, content_type="image/png")
    response["ETag"] = etag
    response["Cache-Control"] = "private, max-age=86400"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


@require_GET
def lesson_list(request: HttpRequest) -> HttpResponse:
    may_import.demand(request.user)
    return render(request, "intake/lessons.html", {"lessons": lessons.known()})


@require_POST
def forget(request: HttpRequest, pk: int) -> HttpResponse:
    lesson = get_object_or_404(Lesson, pk=pk)
    may_import.demand(request.user, lesson)
    actions.forget_lesson(lesson, by=request.user)
    messages.success(request, _("“%(label)s” has been forgotten.") % {"label": lesson.label})
    return redirect("intake:lessons")
