"""What the pages of the import show: the documents, and where everything landed. The review itself: `reviewing`."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q

from roedtraad.core.models import Job

from .enums import DocumentState, ElementState
from .models import SourceDocument
from .reviewing import Review, is_doubtful, next_to_look_at, review

__all__ = [
    "DocumentList",
    "Review",
    "document_list",
    "is_doubtful",
    "latest_job",
    "next_to_look_at",
    "review",
]

PAGE = 50


@dataclass(frozen=True)
class DocumentList:
    page: Page[Any]
    waiting: int
    reading: int
    total: int


def document_list(page: str | int = 1) -> DocumentList:
    """Documents, the newest first, with the number of elements, of those that nobody has seen, and the reading's job."""
    # Counted before the rows are read: of one that ends meanwhile the page says that it is being read, and looks again.
    states = Counter(dict(SourceDocument.objects.order_by().values_list("state").annotate(Count("pk"))))
    every = SourceDocument.objects.order_by("-received_at", "-pk")
    shown = Paginator(every.values_list("pk", flat=True), PAGE).get_page(page)
    # Counted for those that are shown, not for all that could be.
    shown.object_list = list(
        every.filter(pk__in=list(shown.object_list))
        .defer("content", "blocks", "header")
        .annotate(
            found=Count("elements", filter=~Q(elements__state=ElementState.DROPPED)),
            unseen=Count("elements", filter=Q(elements__state=ElementState.UNSEEN)),
        )
    )
    reading = [row.pk for row in shown if row.state == DocumentState.RECEIVED]
    jobs = {
        job.about_id: job
        for job in Job.objects.filter(about_type="intake.sourcedocument", about_id__in=reading).order_by("pk")
    }
    for row in shown:
        row.job = jobs.get(row.pk)
    return DocumentList(
        shown,
        states[DocumentState.READ],
        states[DocumentState.RECEIVED],
        sum(states.values()),
    )


def latest_job(document: SourceDocument) -> Job | None:
    return (
        Job.objects.filter(about_type="intake.sourcedocument", about_id=document.pk).order_by("-pk").first()
    )
