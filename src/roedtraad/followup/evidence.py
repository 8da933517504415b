"""A file that is to hang on a check-in: of a known kind, not too large, and without CPR numbers where it can be read."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import PurePath

from django.conf import settings
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from roedtraad.core.forms import cpr_sentences
from roedtraad.core.reasons import Reason, Refused
from roedtraad.figures.faults import FigureError
from roedtraad.figures.sheets import read_apart as read_sheet
from roedtraad.language import cpr
from roedtraad.reading.apart import read_apart
from roedtraad.reading.errors import Unreadable
from roedtraad.reading.unseen import unseen_cpr

TEXTS = (".pdf", ".docx", ".odt", ".txt")
SHEETS = (".xlsx", ".csv")
PICTURES = (".png", ".jpg", ".jpeg")
ENDINGS = (*TEXTS, *SHEETS, *PICTURES)
# What a picture begins with; the others are opened by their readers.
SIGNATURES = {".png": b"\x89PNG\r\n\x1a\n", ".jpg": b"\xff\xd8\xff", ".jpeg": b"\xff\xd8\xff"}


@dataclass(frozen=True)
class Checked:
    """A file that may be kept. `searched`: whether its words could be looked through for CPR numbers."""

    name: str
    data: bytes
    searched: bool

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.data).hexdigest()


def checked(data: bytes, name: str) -> Checked:
    """The file as it may be kept; raises Refused with what is wrong. Its words are read in a limited process."""
    ending = PurePath(name).suffix.lower()
    reasons = []
    if ending not in ENDINGS:
        reasons.append(
            Reason(
                "evidence-kind",
                _("%(name)s is of a kind that is not kept here.") % {"name": name},
                _("Use one of these: %(endings)s.") % {"endings": ", ".join(ENDINGS)},
            )
        )
    elif not data:
        reasons.append(
            Reason("evidence-empty", _("%(name)s is empty.") % {"name": name}, _("Choose the file again."))
        )
    elif len(data) > settings.EVIDENCE_LIMIT:
        reasons.append(
            Reason(
                "evidence-large",
                _("%(name)s is too large: the limit is %(limit)s.")
                % {"name": name, "limit": filesizeformat(settings.EVIDENCE_LIMIT)},
                _("Attach a link to it instead, or a part of it."),
            )
        )
    elif ending in SIGNATURES and not data.startswith(SIGNATURES[ending]):
        reasons.append(
            Reason(
                "evidence-picture",
                _("%(name)s is no picture, whatever it is called.") % {"name": name},
                _("Save the picture again as PNG or JPEG."),
            )
        )
    if reasons:
        raise Refused(reasons)
    _refuse_cpr(bool(cpr_sentences(name.replace("_", " "))), name)
    return Checked(name, data, _searched(data, name, ending))


def _refuse_cpr(found: bool, name: str) -> None:
    if found:
        raise Refused(
            Reason(
                "evidence-cpr",
                _("%(name)s holds what looks like a CPR number, and has not been kept.") % {"name": name},
                _("Remove it and attach the file again: no child or citizen may be named here."),
            )
        )


def _searched(data: bytes, name: str, ending: str) -> bool:
    """Whether its words could be looked through; raises Refused for a file with what looks like a CPR number."""
    if ending in PICTURES:
        return False
    if ending in SHEETS:
        try:
            read_sheet(data, name)
        except FigureError as fault:
            _refuse_cpr(str(fault.code) == "cpr-in-file", name)
            return False
        return True
    try:
        _refuse_cpr(bool(unseen_cpr(data, name)), name)
        reading = read_apart(data, name)
    except Unreadable:
        return False
    _refuse_cpr(any(cpr.find(block.text) for block in reading.blocks), name)
    return True
