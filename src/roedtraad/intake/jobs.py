"""Reading a document: in a process of its own, and nothing half-imported."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from roedtraad.core.jobs import Final, Run, job
from roedtraad.core.states import move
from roedtraad.language import cpr
from roedtraad.reading import Document, Learned, Unreadable
from roedtraad.reading.apart import read_apart
from roedtraad.reading.opening.detect import is_pdf
from roedtraad.reading.pages import page_count
from roedtraad.reading.unseen import unseen_cpr

from . import lessons
from .enums import DOCUMENT_TRANSITIONS, DocumentState
from .models import Element, SourceDocument


@job("intake.read")
def read_document(run: Run, *, document: int) -> None:
    """Read the file that was brought; its blocks and elements are written together with the job's end, or not at all."""
    row = SourceDocument.objects.filter(pk=document).first()
    if row is None or row.state != DocumentState.RECEIVED:
        return
    run.report(15, _("Opening the file"))
    try:
        known = lessons.learned()
        data = bytes(row.content)
        if is_pdf(data):
            _tell_pages(run, page_count(data, row.name))
        reading = read_apart(data, row.name, known)
    except Unreadable as reason:
        with run.settle():
            store_failure(row, reason.sentence(get_language() or settings.LANGUAGE_CODE))
        return
    run.report(70, _("Looking for CPR numbers"))
    try:
        found = cpr_places(reading) or unseen_places(bytes(row.content), row.name)
    except Unreadable as reason:
        with run.settle():
            store_failure(row, reason.sentence(get_language() or settings.LANGUAGE_CODE))
        return
    with run.settle():
        if found:
            store_failure(row, found, forget=True)
        else:
            store(row, reading, known)


def _tell_pages(run: Run, pages: int) -> None:
    """How much there is to read. If the pages are pictures, each takes seconds, and the lease is kept meanwhile."""
    run.report(
        25,
        ngettext(
            "Reading the page; if it is scanned, it takes some seconds",
            "Reading %(n)d pages; if they are scanned, each takes some seconds",
            pages,
        )
        % {"n": pages},
    )


def store_failure(row: SourceDocument, sentence: str, *, forget: bool = False) -> None:
    """Keep why the file could not be taken in; with `forget` the file itself is thrown away."""
    move(row, DocumentState.UNREADABLE, DOCUMENT_TRANSITIONS)
    row.error = sentence
    if forget:
        row.content = b""
    row.save()


def cpr_places(reading: Document) -> str:
    """Why the document is stopped, with each place: line (or page, or paragraph) and the number with its end hidden."""
    places = []
    for block in reading.blocks:
        for place in cpr.find(block.text):
            if block.line is not None:
                where = _("line %(n)d") % {"n": block.line + place.line - 1}
            elif block.page is not None:
                where = _("page %(n)d") % {"n": block.page}
            else:
                where = _("paragraph %(n)d") % {"n": block.index + 1}
            places.append(f"{where} ({place.masked})")
    return _stopped(places)


def unseen_places(data: bytes, name: str) -> str:
    """The same for what the reading leaves out, but the kept file would hold. Raises Unreadable."""
    words = {
        "header": _("the header of the pages"),
        "footer": _("the footer of the pages"),
        "comment": _("a comment"),
        "note": _("a note"),
        "properties": _("the file's properties"),
        "hidden": _("hidden or deleted text"),
        "form": _("a field of a form"),
        "attachment": _("the name of a file within the file"),
        "bookmark": _("a bookmark"),
    }
    return _stopped(
        [
            f"{words.get(where) or _('line %(n)d') % {'n': line}} ({masked})"
            for where, line, masked in unseen_cpr(data, name)
        ]
    )


def _stopped(places: list[str]) -> str:
    if not places:
        return ""
    return _(
        "The document holds what looks like CPR numbers: %(places)s. It has not been taken in, and the file has been "
        "thrown away. Remove the numbers and bring it again."
    ) % {"places": ", ".join(places[:10]) + (" …" if len(places) > 10 else "")}


def store(row: SourceDocument, reading: Document, known: Learned | None = None) -> None:
    """Write what was read: header, blocks and elements. Nothing has landed yet. `known`: the lessons it was read with."""
    full = reading.to_full()
    row.kind, row.title = full["kind"], (full["title"] or "")[:300]
    row.media_type = full["source"]["media_type"][:120]
    row.header = {
        name: full[name]
        for name in (
            "source",
            "kind",
            "title",
            "municipality",
            "case_number",
            "period",
            "adopted",
            "remarks",
            "rules",
            "projects",
        )
    }
    row.header["learned"] = (known or Learned()).to_json()
    row.blocks = full["blocks"]
    move(row, DocumentState.READ, DOCUMENT_TRANSITIONS)
    row.save()
    Element.objects.filter(document=row).delete()
    Element.objects.bulk_create(
        _element(row, order, each) for order, each in enumerate(full["elements"], start=1)
    )


def _element(row: SourceDocument, order: int, read: dict[str, Any]) -> Element:
    return Element(
        document=row,
        key=read["id"][:40],
        order=order,
        type=read["type"],
        text=read["text"],
        parent_key=read["parent"] or "",
        block=read["block"],
        until=read["until"],
        page=read["page"],
        confidence=read["confidence"],
        rule=read["rule"][:80],
        attributes=read["attributes"],
        original={name: read[name] for name in ("type", "text", "parent", "block", "attributes")},
    )


def read_now(row: SourceDocument) -> None:
    """For a command: read at once in this scope. Raises `Final` with the sentence for what cannot be taken in."""
    try:
        known = lessons.learned()
        reading = read_apart(bytes(row.content), row.name, known)
        found = cpr_places(reading) or unseen_places(bytes(row.content), row.name)
    except Unreadable as reason:
        store_failure(row, str(reason))
        raise Final(str(reason)) from reason
    if found:
        store_failure(row, found, forget=True)
        raise Final(f"{row.name}: {found}")
    store(row, reading, known)
