"""What the verbs of the plan have in common."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext as _

from roedtraad.core.actions import System
from roedtraad.core.models import User
from roedtraad.core.reasons import Reason, Refused

Actor = User | System


def refuse(reasons: Iterable[Reason]) -> None:
    found = list(reasons)
    if found:
        raise Refused(found)


def next_order(rows: Any) -> int:
    return (rows.aggregate(last=Max("order"))["last"] or 0) + 1


def why_not_period(starts: datetime.date | None, ends: datetime.date | None) -> list[Reason]:
    if starts and ends and ends < starts:
        return [Reason("period", _("The period ends before it begins."), _("Swap the two dates."))]
    return []
