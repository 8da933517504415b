"""The verbs of a file with figures: brought, laid out, taken in, thrown away."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from roedtraad.core.actions import action
from roedtraad.core.reasons import Reason, Refused
from roedtraad.core.states import move
from roedtraad.figures import FigureError
from roedtraad.figures.sheets import Book
from roedtraad.indicators.enums import FILE_TRANSITIONS, FileKind, FileState, Origin
from roedtraad.indicators.figures import Figure
from roedtraad.indicators.files import first_layout, opened, packed
from roedtraad.indicators.landing import Landed
from roedtraad.indicators.models import FigureFile, Indicator, SheetTemplate
from roedtraad.indicators.permissions import may_write_figures
from roedtraad.indicators.rules import refuse, why_not_change

from .figures import land_figures
from .releasing import release_after

ORIGINS = {FileKind.SHEET: Origin.SHEET, FileKind.SURVEY: Origin.SURVEY}


def receive(indicator: Indicator, name: str, data: bytes, kind: str, *, by: Any) -> FigureFile:
    """Read a file and keep it for a look. Nothing changes yet; what is no table of figures is not kept."""
    may_write_figures.demand(by, indicator)
    try:
        book = opened(data, name)
        layout = first_layout(indicator, book, kind)
    except FigureError as error:
        raise Refused(Reason(f"file-{error.code}", error.sentence(get_language() or "da")))
    return receive_file(
        indicator,
        by=by,
        name=name,
        kind=kind,
        sha256=hashlib.sha256(data).hexdigest(),
        book=book,
        layout=layout,
    )


@action("indicators.receive_file", permission=may_write_figures)
def receive_file(
    indicator: Indicator, *, by: Any, name: str, kind: str, sha256: str, book: Book, layout: dict[str, Any]
) -> FigureFile:
    refuse(why_not_change(indicator))
    for earlier in FigureFile.objects.filter(indicator=indicator, state=FileState.READ):
        _end(earlier, FileState.DROPPED)  # only the newest waits
    return FigureFile.objects.create(
        indicator=indicator,
        name=name[:255],
        kind=FileKind(kind),
        sha256=sha256,
        content=packed(book),
        layout=layout,
    )


@action("indicators.lay_out_file", permission=may_write_figures)
def lay_out_file(file: FigureFile, *, by: Any, layout: dict[str, Any]) -> FigureFile:
    """Say which cells are figures, and whose they are."""
    _refuse_unless_read(file)
    file.layout = layout
    file.save()
    return file


@action("indicators.accept_file", permission=may_write_figures)
def accept_file(file: FigureFile, *, by: Any, figures: Sequence[Figure], remember: str = "") -> Landed:
    """Take the file's figures in, and remember its layout under a name for the next one like it."""
    _refuse_unless_read(file)
    refuse(why_not_change(file.indicator))
    if not figures:
        raise Refused(
            Reason(
                "no-figures", _("The file gives no figures."), _("Say which cells are figures, and whose.")
            )
        )
    landed = land_figures(file.indicator, figures, ORIGINS[FileKind(file.kind)])
    if landed.changed:
        release_after(file.indicator, by)
    if remember.strip() and file.kind == FileKind.SHEET:
        SheetTemplate.objects.update_or_create(
            indicator=file.indicator,
            name=remember.strip()[:120],
            defaults={"layout": file.layout, "used_at": timezone.now()},
        )
    file.outcome = {"new": landed.new, "revised": landed.revised, "same": landed.same}
    _end(file, FileState.ACCEPTED)
    return landed


@action("indicators.drop_file", permission=may_write_figures)
def drop_file(file: FigureFile, *, by: Any) -> FigureFile:
    """It was the wrong file; nothing of it is kept."""
    _refuse_unless_read(file)
    _end(file, FileState.DROPPED)
    return file


@action("indicators.forget_layout", permission=may_write_figures)
def forget_layout(template: SheetTemplate, *, by: Any) -> None:
    """The next file is proposed anew."""
    template.delete()


def _end(file: FigureFile, to: FileState) -> None:
    move(file, to, FILE_TRANSITIONS)
    file.content, file.ended_at = b"", timezone.now()
    file.save()


def _refuse_unless_read(file: FigureFile) -> None:
    if file.state != FileState.READ:
        raise Refused(
            Reason(
                "file-done",
                _("“%(file)s” has been dealt with already.") % {"file": file.name},
                _("Bring it again if it is to be taken in anew."),
            )
        )
