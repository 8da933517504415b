"""What waits for the one who brings documents."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from roedtraad.core import schedule
from roedtraad.core.registries import ToDo, matter_links, waiting
from roedtraad.core.together import Part, Row

from . import picture
from .enums import DocumentState
from .models import SourceDocument
from .permissions import may_import

MOST = 20


def documents_to_review(user: Any) -> Part | None:
    """Documents that have been read and that nobody has accepted yet, the first brought first."""
    if not may_import.given(user):
        return None
    read = SourceDocument.objects.filter(state=DocumentState.READ)
    return Part(read, _to_review, facts={"title": "title", "name": "name"}, most=MOST)


def _to_review(rows: Sequence[Row]) -> list[ToDo]:
    return [
        ToDo(
            None,
            _("Review “%(name)s”") % {"name": row.facts["title"] or row.facts["name"]},
            _("The document has been read. Nothing is kept in policies or plans before you say yes."),
            _("Review"),
            reverse("intake:review", args=[row.pk]),
        )
        for row in rows
    ]


def bring_minutes(matter: int) -> list[tuple[str, str]]:
    """On a matter, for whoever keeps it: the minutes come back through the reading."""
    return [(_("Bring the minutes"), reverse("intake:bring_minutes", args=[matter]))]


matter_links.add("minutes", bring_minutes)
waiting.add("intake.review", documents_to_review)
schedule.every(timedelta(days=1), "intake.old_pictures")(picture.throw_away_old)
