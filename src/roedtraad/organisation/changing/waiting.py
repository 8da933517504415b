"""What waits for those who keep the organisation: a change that could not be carried out on its day."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from roedtraad.core.registries import ToDo
from roedtraad.core.together import Part, Row
from roedtraad.organisation.permissions import may_keep_organisation

from .reading import hindered_changes

MOST = 5  # those after come when these are done


def changes_waiting(user: Any) -> Part | None:
    """Changes whose day has come, and that something is in the way of."""
    if not may_keep_organisation.given(user):
        return None
    facts = {
        "unit": "unit__name",
        "position": "position__title",
        "body": "body__name",
        "hindrance": "hindrance",
    }
    return Part(hindered_changes(), _to_mend, "on", facts)


def _to_mend(rows: Sequence[Row]) -> list[ToDo]:
    return [
        ToDo(
            when=row.day,
            title=_("A change of “%(thing)s” could not be carried out")
            % {"thing": row.facts["unit"] or row.facts["position"] or row.facts["body"]},
            reason=Truncator(" ".join(row.facts["hindrance"].split())).chars(220),
            button=_("See what is in the way"),
            url=reverse("organisation:change", args=[row.pk]),
        )
        for row in rows[:MOST]
    ]
