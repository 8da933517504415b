"""What every verb of terms of reference needs: a refusal where there is one, and an amendment where it is due."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Max

from roedtraad.core.actions import System
from roedtraad.core.models import User
from roedtraad.core.reasons import Reason, Refused

from . import rules
from .enums import TermsState
from .models import Amendment, TermsOfReference

Actor = User | System


def refuse(reasons: Iterable[Reason]) -> None:
    found = list(reasons)
    if found:
        raise Refused(found)


def next_order(rows: Any) -> int:
    return (rows.aggregate(last=Max("order"))["last"] or 0) + 1


def amend(
    terms: TermsOfReference, by: Actor, reason: str, what: str, before: str = "", after: str = ""
) -> None:
    """Adopted terms of reference are changed only by an amendment; it keeps both readings. Call it before the change."""
    refuse(rules.why_not_change(terms, reason))
    if terms.state == TermsState.ADOPTED and (before != after or not (before or after)):
        Amendment.objects.create(
            terms=terms, what=what[:300], before=before, after=after, reason=reason.strip(),
            by=by if isinstance(by, User) else None, by_name=str(by)[:120],
        )  # fmt: skip
