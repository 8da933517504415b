"""Indicators whose development is beyond common variation, as an audience may know it."""

from __future__ import annotations

from django.db.models import Case, Value, When

from roedtraad.indicators.enums import Audience, Turn
from roedtraad.indicators.models import Release
from roedtraad.language import sort_key

from .evidence import ALONE
from .lists import IndicatorRow


def turned(audience: Audience | str) -> list[tuple[IndicatorRow, bool]]:
    """Those that have turned for the worse, then for the better, by title; each with whether its figures stand alone
    (`evidence.latest_of`). Only what has been released to the audience. One query."""
    rows = (
        Release.objects.current(audience)
        .filter(turn__in=(Turn.WORSE, Turn.BETTER), indicator__retired_on__isnull=True)
        .annotate(alone=Case(When(content__contains=ALONE, then=Value(True)), default=Value(False)))
        .select_related("indicator__owner")
        .defer("content")
    )
    found = [(IndicatorRow(row.indicator, Turn(row.turn), row.headline, 0, False), row.alone) for row in rows]
    return sorted(found, key=lambda each: (each[0].turn != Turn.WORSE, sort_key(each[0].indicator.title)))
