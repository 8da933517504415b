"""What waits for the one who brings documents."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from roedtraad.core import schedule
from roedtraad.core.registries import ToDo, matter_links, to_do

from . import picture
from .permissions import may_import
from .queries import waiting_documents


def documents_to_review(user: Any) -> list[ToDo]:
    """Documents that have been read and that nobody has accepted yet."""
    if not may_import.given(user):
        return []
    return [
        ToDo(
            None,
            _("Review “%(name)s”") % {"name": document.title or document.name},
            _("The document has been read. Nothing is kept in policies or plans before you say yes."),
            _("Review"),
            reverse("intake:review", args=[document.pk]),
        )
        for document in waiting_documents()
    ]


def bring_minutes(matter: int) -> list[tuple[str, str]]:
    """On a matter, for whoever keeps it: the minutes come back through the reading."""
    return [(_("Bring the minutes"), reverse("intake:bring_minutes", args=[matter]))]


matter_links.add("minutes", bring_minutes)
to_do.add("intake.review", documents_to_review)
schedule.every(timedelta(days=1), "intake.old_pictures")(picture.throw_away_old)
