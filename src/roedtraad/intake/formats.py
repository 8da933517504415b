"""Which kinds of files can be brought on this machine, for the file field and for the sentence beside it."""

from __future__ import annotations

import shutil
from functools import cache
from typing import Any

from django.utils.translation import gettext_lazy as _

# Ending → what people call it; the order is that of the sentence.
NAMES: tuple[tuple[tuple[str, ...], Any], ...] = (
    ((".pdf",), "PDF"),
    ((".docx",), _("Word (.docx)")),
    ((".doc",), _("old Word (.doc)")),
    ((".rtf",), _("rich text (.rtf)")),
    ((".odt",), _("OpenDocument (.odt)")),
    ((".html", ".htm"), _("web page (.html)")),
    ((".md", ".markdown"), "Markdown"),
    ((".txt",), _("plain text")),
)
NEEDS_OFFICE = {".doc", ".rtf"}


@cache
def has_office() -> bool:
    """Whether LibreOffice is installed, which old Word files and rich text are read through."""
    return any(shutil.which(name) for name in ("soffice", "libreoffice"))


def _read_here() -> list[tuple[tuple[str, ...], Any]]:
    return [(each, name) for each, name in NAMES if has_office() or not NEEDS_OFFICE & set(each)]


def endings() -> str:
    """For the file field: ".pdf,.docx,…"."""
    return ",".join(ending for each, _name in _read_here() for ending in each)


def kinds() -> list[Any]:
    """The kinds by name, as a person knows them."""
    return [name for _endings, name in _read_here()]
