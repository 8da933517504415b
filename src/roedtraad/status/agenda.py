"""The item as the case and document system takes it: agenda XML in the shape of SBSYS, and metadata as JSON. Pure.

The shape is described in docs/case-system.md, its schemas stand in docs/schema. `VERSION` counts up when either changes
so that a reader must know.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from html import escape
from xml.etree import ElementTree  # written only, never read

from roedtraad.writing.model import Report

from .pasting import annexes_text, section_html, section_text

VERSION = 1
FORMAT = "roedtraad.agenda-item"


@dataclass(frozen=True)
class Stop:
    """One body on the way: its meeting's number here and day where one is chosen, and what it does there."""

    body: str
    kind: str
    role: str
    order: int
    joint: bool = False
    reading: int = 0
    meeting: int | None = None
    date: datetime.date | None = None


@dataclass(frozen=True)
class AnnexFacts:
    """An annex as the matter lists it."""

    number: int
    title: str
    document_number: str = ""
    case_number: str = ""
    is_open: bool = True
    is_earlier_item: bool = False


@dataclass(frozen=True)
class Point:
    number: int
    text: str
    alternative: bool = False


@dataclass(frozen=True)
class Item:
    """What is exported: the matter's facts, and the report as it was frozen."""

    key: int
    title: str
    case_number: str
    kle_number: str
    is_open: bool
    costs_money: bool
    snapshot: str
    report: Report
    stops: Sequence[Stop] = ()
    points: Sequence[Point] = ()
    annexes: Sequence[AnnexFacts] = ()


@dataclass(frozen=True)
class File:
    """A file that goes along: its name, kind, size and fingerprint."""

    name: str
    media_type: str
    bytes: int
    sha256: str


def agenda_xml(item: Item, stop: Stop, files: Sequence[File] = ()) -> bytes:
    """The agenda of one body's meeting with this item alone; UTF-8 with its declaration."""
    root = ElementTree.Element(
        "Dagsorden",
        {
            "DagsordenID": f"{item.key}-{stop.order}-{stop.meeting or 0}",
            "Åben": _yes(item.is_open),
            "Dagsordentype": "Dagsorden",
            "Version": str(VERSION),
        },
    )
    facts = {"MødeID": str(stop.meeting or ""), "Udvalg": stop.body}
    if stop.date:
        facts["Mødedato"] = stop.date.isoformat()
    ElementTree.SubElement(root, "Møde", facts)
    row = ElementTree.SubElement(
        ElementTree.SubElement(root, "Dagsordenpunkter"),
        "Dagsordenpunkt",
        {"Nummer": "1", "Åbent": _yes(item.is_open), "Sagsnummer": item.case_number, "KLE": item.kle_number},
    )
    ElementTree.SubElement(row, "Overskrift").text = clean(item.title)
    ElementTree.SubElement(row, "Indhold").text = clean(whole_html(item.report))
    listed = ElementTree.SubElement(row, "Bilagsliste")
    for annex in item.annexes:
        facts = {"Nummer": str(annex.number), "Åbent": _yes(annex.is_open)}
        if annex.document_number:
            facts["DokumentID"] = annex.document_number
        if annex.case_number:
            facts["Sagsnummer"] = annex.case_number
        ElementTree.SubElement(ElementTree.SubElement(listed, "Bilag", facts), "Titel").text = clean(
            annex.title
        )
    for file in files:
        facts = {"Navn": file.name, "Type": file.media_type, "SHA256": file.sha256}
        ElementTree.SubElement(row, "Fil", facts)
    ElementTree.indent(root)
    written: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def metadata_json(item: Item, files: Sequence[File] = ()) -> bytes:
    """Everything that the XML has no place for: the way through the bodies, the at-points, each section by itself."""
    report = item.report
    data = {
        "format": FORMAT,
        "version": VERSION,
        "municipality": report.municipality,
        "language": report.language,
        "matter": {
            "id": item.key,
            "title": item.title,
            "case_number": item.case_number,
            "kle_number": item.kle_number,
            "open": item.is_open,
            "costs_money": item.costs_money,
        },
        "data": {
            "as_of": report.data_as_of.isoformat() if report.data_as_of else None,
            "snapshot_sha256": item.snapshot,
        },
        "routing": [
            asdict(stop) | {"date": stop.date.isoformat() if stop.date else None} for stop in item.stops
        ],
        "recommendations": [asdict(point) for point in item.points],
        "sections": [
            {
                "key": section.key,
                "heading": section.heading,
                "text": section_text(report, section),
                "html": section_html(report, section),
            }
            for section in report.sections
        ],
        "annexes": [asdict(annex) for annex in item.annexes],
        "annex_list": annexes_text(report),
        "files": [asdict(file) for file in files],
    }
    return (json.dumps(data, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode()


def whole_html(report: Report) -> str:
    """All sections under their headings."""
    parts = []
    for section in report.sections:
        if section.heading:
            parts.append(f"<h2>{escape(section.heading)}</h2>")
        parts.append(section_html(report, section))
    return "\n".join(parts)


def clean(text: str) -> str:
    """Without the signs that XML 1.0 has no room for (https://www.w3.org/TR/xml/#charsets)."""
    return "".join(
        sign
        for sign in text
        if sign in "\t\n\r" or "\x20" <= sign <= "\ud7ff" or "\ue000" <= sign <= "\ufffd" or sign > "\uffff"
    )


def _yes(value: bool) -> str:
    return "true" if value else "false"
