"""The handover to a new council: the draft of today, what has been handed over, and both as documents."""

from __future__ import annotations

import datetime

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from roedtraad.core.reasons import NotPermitted, Refused
from roedtraad.core.tenancy import current
from roedtraad.status.documents import TYPES
from roedtraad.status.models import CouncilHandover, WordTemplate
from roedtraad.status.permissions import may_hand_over, may_read_status
from roedtraad.writing.docx import to_docx
from roedtraad.writing.html import to_document, to_html
from roedtraad.writing.model import Report
from roedtraad.writing.pdf import to_pdf

from . import verbs
from .composing import compose
from .gathering import gather, outgoing_council

FILE = "overlevering"


@require_GET
def handover(request: HttpRequest) -> HttpResponse:
    """The draft, as it stands today; `pr`: for another day."""
    may_read_status.demand(request.user)
    council, last = outgoing_council()
    on = _day(request.GET.get("pr", "")) or _usual(last)
    report = compose(gather(on, council), colour=current().primary)
    context = {
        "council": council,
        "last": last,
        "on": on,
        "report": report,
        "sheet": _sheet(report),
        "earlier": CouncilHandover.objects.defer("content").select_related("body")[:20],
        "why_not": [*may_hand_over.why_not(request.user), *verbs.why_not_hand_over(on)],
        "documents": _documents(reverse("status:handover_draft", args=["pdf"]), f"?pr={on.isoformat()}"),
    }
    return render(request, "status/handover.html", context)


@require_GET
def draft(request: HttpRequest, fmt: str) -> HttpResponse:
    """The draft as a file."""
    may_read_status.demand(request.user)
    council, last = outgoing_council()
    on = _day(request.GET.get("pr", "")) or _usual(last)
    report = compose(gather(on, council), colour=current().primary)
    own = WordTemplate.objects.filter(in_use=True).first() if fmt == "docx" else None
    return _file(report, fmt, own)


@require_POST
def hand_over(request: HttpRequest) -> HttpResponse:
    council, last = outgoing_council()
    on = _day(request.POST.get("pr", "")) or _usual(last)
    if council is None:
        may_hand_over.demand(request.user)
        messages.error(
            request, _("There is no council here that could hand over. Add it under Organisation.")
        )
        return redirect("status:handover")
    try:
        made = verbs.hand_over(council, by=request.user, on=on)
    except NotPermitted:
        raise
    except Refused as refused:
        for reason in refused.reasons:
            messages.error(request, str(reason))
        return redirect(reverse("status:handover") + f"?pr={on.isoformat()}")
    messages.success(request, _("It is handed over, and stands as it is from now on."))
    return redirect("status:handed_over", pk=made.pk)


@require_GET
def handed_over(request: HttpRequest, pk: int) -> HttpResponse:
    """What a council was given, word for word."""
    may_read_status.demand(request.user)
    row: CouncilHandover = get_object_or_404(CouncilHandover.objects.select_related("body"), pk=pk)
    report = Report.from_json(row.document)
    context = {
        "row": row,
        "report": report,
        "sheet": _sheet(report),
        "documents": _documents(reverse("status:handed_over_document", args=[pk, "pdf"])),
    }
    return render(request, "status/handed_over.html", context)


@require_GET
def document(request: HttpRequest, pk: int, fmt: str) -> HttpResponse:
    """It as a file: the same bytes today and in ten years."""
    may_read_status.demand(request.user)
    rows = CouncilHandover.objects.select_related("word_template")
    row: CouncilHandover = get_object_or_404(
        rows if fmt == "docx" else rows.defer("word_template__content"), pk=pk
    )
    return _file(Report.from_json(row.document), fmt, row.word_template)


def _file(report: Report, fmt: str, own: WordTemplate | None) -> HttpResponse:
    if fmt not in TYPES:
        raise Http404
    if fmt == "docx":
        content = to_docx(report, bytes(own.content) if own else None)
    else:
        content = to_pdf(report) if fmt == "pdf" else to_document(report).encode()
    response = HttpResponse(content, content_type=TYPES[fmt])
    response["Content-Disposition"] = f'attachment; filename="{FILE}.{fmt}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _documents(pdf: str, query: str = "") -> list[tuple[str, str]]:
    return [("PDF", pdf + query), ("Word", pdf.removesuffix("pdf") + "docx" + query)]


def _sheet(report: Report) -> SafeString:
    return mark_safe(to_html(report, sprite=static("core/built/sprite.svg")))  # noqa: S308 - our own writer, which escapes


def _usual(last: datetime.date | None) -> datetime.date:
    """The last day of the council where it is near and known, else today."""
    today = timezone.localdate()
    return last if last and today <= last <= today + verbs.AHEAD else today


def _day(text: str) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        return None
