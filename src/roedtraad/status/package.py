"""Everything of a presented status for the case and document system in one file: documents, agenda XML, metadata."""

from __future__ import annotations

import hashlib
import io
import zipfile
from typing import Any

from django.utils.text import slugify

from roedtraad.matters.models import Matter

from . import agenda
from .content import document_of
from .models import StatusReport

# A zip keeps a time with each file; this one is the same for all, so that the same content is the same bytes.
NO_TIME = (1980, 1, 1, 0, 0, 0)
TYPES = {
    "html": "text/html",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


def item_of(report: StatusReport) -> agenda.Item:
    """The matter as it stands today, and the report as it was frozen; four queries."""
    matter: Matter = report.matter  # type: ignore[assignment]
    stops = [
        agenda.Stop(
            body=stop.body.name,
            kind=str(stop.body.kind),
            role=str(stop.role),
            order=stop.order,
            joint=stop.joint,
            reading=int(stop.reading),
            meeting=stop.meeting_id,
            date=stop.meeting.date if stop.meeting and not stop.meeting.cancelled else None,
        )
        for stop in matter.routings.select_related("body", "meeting")
    ]
    return agenda.Item(
        key=matter.pk,
        title=matter.title,
        case_number=matter.case_number,
        kle_number=matter.kle_number,
        is_open=matter.is_open,
        costs_money=matter.costs_money,
        snapshot=report.snapshot.sha256,
        report=document_of(report),
        stops=stops,
        points=[
            agenda.Point(each.number, each.text, each.alternative) for each in matter.recommendations.all()
        ],
        annexes=[
            agenda.AnnexFacts(
                each.number,
                each.title,
                each.document_number,
                each.case_number,
                each.is_open,
                each.earlier_id is not None,
            )
            for each in matter.annexes.all()
        ],
    )


def packed(report: StatusReport, documents: dict[str, bytes], name: str) -> bytes:
    """A zip with the documents ({format: bytes}), an agenda for each stop, and the metadata."""
    item = item_of(report)
    contents: dict[str, bytes] = {f"{name}.{fmt}": content for fmt, content in documents.items()}
    files = [
        agenda.File(title, TYPES[title.rsplit(".", 1)[1]], len(content), hashlib.sha256(content).hexdigest())
        for title, content in contents.items()
    ]
    for number, stop in enumerate(item.stops, 1):
        contents[f"dagsorden-{number}-{_slug(stop.body)}.xml"] = agenda.agenda_xml(item, stop, files)
    contents["metadata.json"] = agenda.metadata_json(item, files)
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for title, content in contents.items():
            archive.writestr(_entry(title), content)
    return held.getvalue()


def _entry(name: str) -> Any:
    entry = zipfile.ZipInfo(name, NO_TIME)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    return entry


def _slug(name: str) -> str:
    letters = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "Æ": "ae", "Ø": "oe", "Å": "aa"})
    return slugify(name.translate(letters))[:60] or "organ"
