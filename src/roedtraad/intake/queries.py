"""What the pages of the import show: the documents, and where everything landed. The review itself: `reviewing`."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from roedtraad.core.models import Job

from .enums import DocumentState, ElementKind, ElementState
from .models import Acceptance, Element, Landing, SourceDocument
from .reviewing import Review, is_doubtful, next_to_look_at, review

__all__ = ["DocumentList", "Landed", "Review", "document_list", "is_doubtful", "landed", "latest_job", "next_to_look_at",
           "review", "waiting_documents"]  # fmt: skip

PAGE = 50


@dataclass(frozen=True)
class DocumentList:
    page: Page[Any]
    waiting: int
    reading: int
    total: int


def document_list(page: str | int = 1) -> DocumentList:
    """Documents, the newest first, with the number of elements, of those that nobody has seen, and the reading's job."""
    rows = (
        SourceDocument.objects.defer("content", "blocks", "header")
        .annotate(
            found=Count("elements", filter=~Q(elements__state=ElementState.DROPPED)),
            unseen=Count("elements", filter=Q(elements__state=ElementState.UNSEEN)),
        )
        .order_by("-received_at", "-pk")
    )
    shown = Paginator(rows, PAGE).get_page(page)
    reading = [row.pk for row in shown if row.state == DocumentState.RECEIVED]
    jobs = {
        job.about_id: job
        for job in Job.objects.filter(about_type="intake.sourcedocument", about_id__in=reading).order_by("pk")
    }
    for row in shown:
        row.job = jobs.get(row.pk)
    states = Counter(SourceDocument.objects.order_by().values_list("state", flat=True))
    return DocumentList(
        shown,
        states[DocumentState.READ],
        states[DocumentState.RECEIVED],
        sum(states.values()),
    )


def waiting_documents() -> list[SourceDocument]:
    return list(
        SourceDocument.objects.defer("content", "blocks", "header")
        .filter(state=DocumentState.READ)
        .order_by("received_at")[:20]
    )


def latest_job(document: SourceDocument) -> Job | None:
    return (
        Job.objects.filter(about_type="intake.sourcedocument", about_id=document.pk).order_by("-pk").first()
    )


# After acceptance

KIND_WORDS = {
    "policies.policy": _("policies named"),
    "policies.edition": _("edition"),
    "policies.passage": _("passages"),
    "policies.policyrelation": _("relations to other policies"),
    "plans.plan": _("plan"),
    "plans.focusarea": _("focus areas"),
    "plans.goal": _("goals"),
    "plans.criterion": _("criteria"),
    "plans.initiative": _("initiatives"),
    "organisation.position": _("positions"),
    "organisation.body": _("groups and bodies"),
    "organisation.seat": _("seats"),
}

# Why an element of a type has no place yet, and where it will get one.
WHY_NOT_PLACED = {
    ElementKind.ACTION: _(
        "It hangs on no goal. When the goal has been written, it can be added there as an initiative."
    ),
    ElementKind.FOLLOW_UP: _("Open the follow-up under Follow-up, with the dates that suit."),
    ElementKind.MILESTONE: _("A plan has one deadline; the other dates are kept here."),
    ElementKind.DECISION: _("Decisions are recorded under Matters, with the reference to the minutes."),
    ElementKind.RECOMMENDATION: _("Recommendations belong to a matter."),
    ElementKind.INVOLVEMENT: _(
        "Who took part cannot be kept on its own yet. The words stand in the document."
    ),
    ElementKind.INDICATOR: _("Indicators cannot be kept yet. The words stand in the document."),
    ElementKind.OWNER: _("What it answers for has no place, or is not named."),
    ElementKind.SUCCESS_CRITERION: _("It hangs on no goal and no focus area."),
    ElementKind.OUTPUT_TARGET: _("It hangs on no goal and no focus area."),
    ElementKind.THEME: _("No focus area stands under it."),
    ElementKind.MEMBER: _("The group it belongs to is not named."),
}
ELSE_NOT_PLACED = _("There is no place for this in the system yet. It stays in the document.")


@dataclass(frozen=True)
class Landed:
    """What came of an acceptance: links, counts by kind, and what got no place, by type with the reason."""

    acceptance: Acceptance
    links: list[tuple[Any, str, str]]
    counts: list[tuple[Any, int]]
    not_placed: list[tuple[Any, Any, list[Element]]]

    @property
    def missing(self) -> int:
        return sum(len(rows) for _kind, _why, rows in self.not_placed)


def landed(document: SourceDocument) -> Landed | None:
    acceptance = Acceptance.objects.filter(document=document, undone_at__isnull=True).first()
    if acceptance is None:
        return None
    rows = list(
        Landing.objects.filter(acceptance=acceptance).values_list(
            "thing_type", "thing_id", "element_id", "made"
        )
    )
    made = {(kind, pk) for kind, pk, _element, was_made in rows if was_made}
    counts = Counter(kind for kind, _pk in made)
    placed = {element for _kind, _pk, element, _made in rows if element}
    missing: dict[str, list[Element]] = {}
    for each in (
        Element.objects.filter(document=document).exclude(state=ElementState.DROPPED).order_by("order", "pk")
    ):
        if each.pk not in placed:
            missing.setdefault(each.type, []).append(each)
    labels = dict(ElementKind.choices)
    return Landed(
        acceptance,
        _links(made),
        [(words, counts[kind]) for kind, words in KIND_WORDS.items() if counts[kind]],
        [
            (labels[kind], WHY_NOT_PLACED.get(ElementKind(kind), ELSE_NOT_PLACED), each)
            for kind, each in missing.items()
        ],
    )


def _links(made: set[tuple[str, int]]) -> list[tuple[Any, str, str]]:
    links = []
    names = {
        "policies.edition": (_("Read the edition"), "policies:edition"),
        "plans.plan": (_("See the plan"), "plans:plan"),
    }
    for kind, pk in sorted(made):
        if kind in names:
            words, name = names[kind]
            try:
                links.append((words, reverse(name, args=[pk]), kind))
            except NoReverseMatch:
                continue
    return links
