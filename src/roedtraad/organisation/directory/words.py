"""The sentences about a directory's file: why it cannot be read, what is wrong with a line, what a column says."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .entries import Fault
from .table import MAX_ROWS

COLUMN_WORDS: dict[str, Any] = {
    "administration": gettext_lazy("the administration (uppermost level)"),
    "centre": gettext_lazy("the centre (level between)"),
    "parent": gettext_lazy("the unit above"),
    "unit": gettext_lazy("the unit"),
    "unit_id": gettext_lazy("the unit's number"),
    "title": gettext_lazy("the position"),
    "name": gettext_lazy("the person's name"),
    "first_name": gettext_lazy("first name"),
    "last_name": gettext_lazy("last name"),
    "person_id": gettext_lazy("the person's number (never CPR)"),
    "email": gettext_lazy("e-mail"),
    "starts": gettext_lazy("first day"),
    "ends": gettext_lazy("last day"),
}


def unreadable(reason: str, name: str) -> str:
    """One sentence or two: the file, the cause, the way out."""
    sentences = {
        "empty": _(
            "%(name)s holds no lines below its headers. Export the directory again, and bring the new file."
        ),
        "unsupported": _(
            "%(name)s is neither CSV nor Excel (.xlsx). Save it as one of them, and bring it again."
        ),
        "damaged": _("%(name)s is damaged or incomplete and cannot be opened. Export the directory again."),
        "encrypted": _("%(name)s is encrypted with a password. Remove the password, and bring it again."),
        "too_many_rows": _(
            "%(name)s has more than %(limit)d lines. Export the units that take part in the work, and bring them one file at a time."
        ),
        "one_column": _(
            "%(name)s has one column only. Export it with a column each for unit, position, name and e-mail."
        ),
        "too_much": _("%(name)s is too large to be read. Export only the columns and units that are needed."),
    }
    return sentences[reason] % {"name": name, "limit": MAX_ROWS}


def cpr_stopped(name: str, places: list[tuple[int, str, str]]) -> str:
    """Why the file is not taken in, with the columns and the first places."""
    columns = sorted({header or "–" for _line, header, _masked in places})
    where = ", ".join(
        _("line %(line)d (%(masked)s)") % {"line": line, "masked": masked}
        for line, _header, masked in places[:5]
    )
    return _(
        "%(name)s holds what looks like CPR numbers in the column %(columns)s: %(where)s. It has not been kept. Export it without that "
        "column, and bring it again."
    ) % {"name": name, "columns": ", ".join(columns), "where": where + (" …" if len(places) > 5 else "")}


def fault(told: Fault) -> str:
    """What is wrong with a line, and that the others go on without it."""
    sentences = {
        "bad_date": _("Line %(line)d: “%(value)s” is no day in the calendar. Write it as 24-12-2026."),
        "bad_email": _("Line %(line)d: “%(value)s” is no e-mail address."),
        "no_unit_or_title": _("Line %(line)d names neither a unit nor a position."),
        "person_without_title": _("Line %(line)d: it is not said which position %(value)s holds."),
    }
    return sentences[told.reason] % {"line": told.line, "value": told.value}
