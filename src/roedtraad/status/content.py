"""A report's rows as the plain data that the pure modules take: its snapshot's JSON, its words, its at-points."""

from __future__ import annotations

import json
from typing import Any

from django.db.models import TextField
from django.db.models.functions import Cast

from roedtraad.matters.models import Annex, Presentation
from roedtraad.writing.model import Report

from .assembly import ALL_CONCEPTS, CONCEPTS, Point, Words
from .composition import Attached, Frame, annex_titles, compose
from .enums import ReportState
from .models import ReportAnnex, ReportPoint, ReportText, SectionName, StatusReport


def snapshot_of(report: StatusReport) -> dict[str, Any]:
    """The snapshot as it was frozen. Everything a report says in figures and names comes from here."""
    kept: dict[str, Any] | None = getattr(report, "_snapshot_data", None)
    if kept is None:
        kept = json.loads(report.snapshot.content)
        report._snapshot_data = kept  # type: ignore[attr-defined]
    return kept


def year_ago_of(report: StatusReport) -> dict[str, Any] | None:
    """The snapshot of the same time last year, as it was frozen."""
    if report.year_ago_id is None or report.year_ago is None:
        return None
    kept: dict[str, Any] = json.loads(report.year_ago.content)
    return kept


def attached(annex: Annex | ReportAnnex) -> Attached:
    """An annex as the report lists it; an earlier item is known by its case number."""
    reference = annex.document_number
    if not reference and annex.earlier is not None:
        reference = annex.earlier.case_number
    return Attached(annex.title, reference, "open" if annex.is_open else "closed")


def all_sections() -> list[tuple[str, str, bool]]:
    """Every section there can be, (key, heading, used): this municipality's in its order, then those it has not named."""
    named = [(row.key, row.heading, row.is_used) for row in SectionName.objects.all()]
    standing = named or [(key, heading, True) for key, heading in CONCEPTS]
    known = {key for key, _heading, _used in standing}
    return [*standing, *((key, heading, False) for key, heading in ALL_CONCEPTS if key not in known)]


def concepts() -> list[tuple[str, str]]:
    """The sections in use, under this municipality's headings and in its order."""
    named = list(SectionName.objects.all())
    if not named:
        return list(CONCEPTS)
    return [(name.key, name.heading) for name in named if name.is_used]


def words_of(texts: list[ReportText]) -> list[Words]:
    return [Words(text.key, text.heading, text.text) for text in texts]


def points_of(points: list[ReportPoint]) -> list[Point]:
    return [Point(point.text, tuple(point.goals)) for point in points]


def document_of(report: StatusReport) -> Report:
    """The report as it is to be printed: once presented the frozen one, until then a draft of today's words."""
    if report.state != ReportState.DRAFT and (frozen := frozen_words(report)):
        return Report.from_plain(json.loads(frozen))
    return draft_of(report, list(report.texts.all()), list(report.points.all()))


def frozen_words(report: StatusReport) -> str:
    """What was presented, as JSON; empty before that."""
    kept = Presentation.objects.filter(matter=report.matter_id).exclude(document={})
    return kept.values_list(Cast("document", TextField()), flat=True).first() or ""


def draft_of(
    report: StatusReport, texts: list[ReportText], points: list[ReportPoint], frame: Frame | None = None
) -> Report:
    """The report of today's words."""
    given = frame or Frame(
        report.title, colour=report.municipality.primary, annexes=tuple(annexes_of_draft(report))
    )
    return compose(
        snapshot_of(report), words_of(texts), points_of(points), given, year_ago=year_ago_of(report)
    )


def annexes_of_draft(report: StatusReport) -> list[Attached]:
    """Those that the report brings itself, then those that were added."""
    own = [Attached(title) for title in annex_titles(snapshot_of(report))]
    return [*own, *(attached(annex) for annex in report.annexes.select_related("earlier"))]


def head_of(report: StatusReport) -> Report:
    """A draft without what is in it: its title, what is said of it, and the annexes by name."""
    frame = Frame(report.title, annexes=tuple(annexes_of_draft(report)))
    return compose(snapshot_of(report), (), (), frame, body=False)
