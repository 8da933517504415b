"""``roedtraad import FILE… --municipality SLUG``: read, and with --accept take in, from the command line.

One line a file of what came of it, and below it what it belongs with; a bad file is one sentence on standard error, and
the others go on. Several files are a set: all are read first, then taken in with what others hang on first.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .models import SourceDocument


def main(argv: list[str]) -> int:
    """Exit status: 0 all were taken in, 1 at least one was not, 2 the command itself was wrong."""
    asked = _parser().parse_args(argv)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    django.setup()
    from django.utils.translation import override

    from roedtraad.core import tenancy
    from roedtraad.core.actions import SYSTEM
    from roedtraad.core.models import Municipality, User

    from .sets import Overview

    municipality = Municipality.objects.filter(slug=asked.municipality).first()
    if municipality is None:
        known = (
            ", ".join(Municipality.objects.order_by("slug").values_list("slug", flat=True)) or "ingen endnu"
        )
        print(
            f"roedtraad import: der er ingen kommune med adressen {asked.municipality!r} (findes: {known}).",
            file=sys.stderr,
        )
        return 2
    by: object = SYSTEM
    if asked.by:
        by = User.objects.filter(email__iexact=asked.by, municipality=municipality, is_active=True).first()
        if by is None:
            print(f"roedtraad import: {asked.by} er ikke bruger i {municipality}.", file=sys.stderr)
            return 2
    failed = 0
    with tenancy.scope(municipality), override("da"):
        read: list[tuple[SourceDocument, str, bool]] = []
        for name in asked.files:
            try:
                read.append(_read_one(Path(name), by))
            except Bad as sentence:
                print(f"{sentence}", file=sys.stderr)
                failed += 1
        refused = _accept_in_order(read, by) if asked.accept else {}
        overview = Overview()
        for document, name, new in read:
            if document.pk in refused:
                print(f"{name}: {refused[document.pk]}", file=sys.stderr)
                failed += 1
                continue
            print(_line(document, name, new))
            for tie in overview.ties(document):
                print(f"  hører sammen med: {tie.label} ({tie.why})")
    return 1 if failed else 0


class Bad(Exception):
    """A file that was not taken in; its text is the sentence."""


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="roedtraad import", description="Læs dokumenter ind i en kommune.")
    parser.add_argument("files", nargs="+", metavar="FIL")
    parser.add_argument(
        "--municipality", required=True, metavar="ADRESSE", help="kommunens adresse, fx fjordby"
    )
    parser.add_argument("--by", metavar="E-MAIL", help="i hvis navn; ellers systemets")
    parser.add_argument("--accept", action="store_true", help="godkend det læste uden gennemsyn")
    return parser


def _read_one(path: Path, by: object) -> tuple[SourceDocument, str, bool]:
    """The document as read, the name of its file, and whether it is new."""
    from django.conf import settings
    from django.db import transaction

    from roedtraad.core.jobs import Final
    from roedtraad.core.reasons import Refused
    from roedtraad.reading import Unreadable

    from . import actions
    from .enums import DocumentState
    from .jobs import read_now

    try:
        if path.stat().st_size > settings.UPLOAD_LIMIT:
            raise Bad(str(Unreadable("too_large", path.name, f"{settings.UPLOAD_LIMIT // 1024 // 1024} MB")))
        data = path.read_bytes()
    except OSError:
        raise Bad(str(Unreadable("missing", path.name)))
    if not data:
        raise Bad(str(Unreadable("empty", path.name)))
    fault = ""
    try:
        with transaction.atomic():
            document, new = actions.receive(path.name, data, by=by, read=False)
            if document.state == DocumentState.RECEIVED:
                try:
                    read_now(document)
                except Final as sentence:
                    fault = str(sentence)
    except Refused as refused:
        raise Bad(f"{path.name}: {refused}")
    if fault or document.state == DocumentState.UNREADABLE:
        raise Bad(fault or document.error)
    return document, path.name, new


def _accept_in_order(read: list[tuple[SourceDocument, str, bool]], by: object) -> dict[int, str]:
    """Take them in, policies before terms of reference, plans and status. What was refused, and why."""
    from roedtraad.core.reasons import Refused

    from . import actions
    from .enums import DocumentState
    from .targets import ENTRIES, target_of

    refused: dict[int, str] = {}
    waiting = [document for document, _name, _new in read if document.state == DocumentState.READ]
    for document in sorted(waiting, key=lambda each: ENTRIES[target_of(each)].order):
        try:
            actions.accept(document, by=by)
        except Refused as reason:
            refused[document.pk] = str(reason)
        document.refresh_from_db(fields=["state"])
    return refused


def _line(document: SourceDocument, name: str, new: bool) -> str:
    from .enums import DocumentState, ElementState
    from .landed import landed

    count = document.elements.exclude(state=ElementState.DROPPED).count()
    known = "" if new else " (var bragt før)"
    page = landed(document) if document.state == DocumentState.ACCEPTED else None
    if page is None:
        return f"{name}: læst, {count} elementer venter på gennemsyn{known}"
    came = ", ".join(f"{number} {words}" for words, number in page.counts)
    return f"{name}: godkendt{known}: {came}; {page.missing} uden plads"
