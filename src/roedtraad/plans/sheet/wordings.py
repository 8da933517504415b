"""Why a table cannot be read, as sentences: the file, the cause, the way out."""

from __future__ import annotations

from django.utils.translation import gettext as _

from .reading import MAX_ROWS


def unreadable(reason: str, name: str) -> str:
    sentences = {
        "empty": _("%(name)s holds no rows. Fill in the table, and bring it again."),
        "unsupported": _(
            "%(name)s is neither Excel (.xlsx) nor CSV. Save it as one of them, and bring it again."
        ),
        "damaged": _(
            "%(name)s is damaged and cannot be opened. Save it once more in Excel, and bring it again."
        ),
        "encrypted": _("%(name)s is protected by a password. Remove the password, and bring it again."),
        "too_many_rows": _("%(name)s has more than %(limit)d rows. Bring the part that belongs to the plan."),
        "too_much": _("%(name)s is too large to be read. Bring only the sheet with the table."),
    }
    return sentences[reason] % {"name": name, "limit": MAX_ROWS}


def no_headers() -> str:
    return _(
        "No row names the columns. The table needs a header “Fokusområde”, and “Tekst”, “Succeskriterier” or "
        "“Resultatmål”. Write the headers above the rows, or fetch the table here and go on in it."
    )
