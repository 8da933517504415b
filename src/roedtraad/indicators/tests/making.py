"""Things for tests, made through the actions: an indicator, figures month by month, a goal that it hangs on."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any

from django.utils import timezone

from roedtraad.core import tenancy
from roedtraad.core.actions import SYSTEM
from roedtraad.indicators import actions
from roedtraad.indicators.figures import WHOLE, Figure, Whose
from roedtraad.indicators.models import Indicator
from roedtraad.measures.periods import Period, Rhythm

JANUARY = datetime.date(2024, 1, 1)
# Twenty months of waiting families that only vary as they always have.
USUAL = [11, 13, 12, 14, 11, 12, 13, 10, 12, 13, 11, 14, 12, 11, 13, 12, 14, 12, 11, 13]


def make_indicator(title: str = "Familier, der venter", **more: Any) -> Indicator:
    """Counted every month, low is good, unless said otherwise; may be read by everybody."""
    given: dict[str, Any] = {
        "definition": "Familier, der ventede mere end syv dage på svar.",
        "kind": "performance",
        "measure": "how_well",
        "unit": "number",
        "direction": "down",
        "rhythm": "month",
        "reach": "public",
    }
    return actions.create_indicator(tenancy.current(), by=SYSTEM, title=title, **given | more)


def months(
    values: Sequence[float | None], first: datetime.date = JANUARY, whose: Whose = WHOLE
) -> list[Figure]:
    """A figure a month; None is missing."""
    start = Period(Rhythm.MONTH, first)
    return [Figure(start.shifted(at).start, value, whose=whose) for at, value in enumerate(values)]


def with_figures(values: Sequence[float | None] = USUAL, *, recent: bool = False, **more: Any) -> Indicator:
    """An indicator with figures from January 2024 on; `recent`: up to last month."""
    indicator = make_indicator(**more)
    this_month = Period.holding(Rhythm.MONTH, timezone.localdate())
    first = this_month.shifted(-len(values)).start if recent else JANUARY
    actions.record_figures(indicator, by=SYSTEM, figures=months(values, first))
    return indicator


def shares(parts: Sequence[tuple[float, float]], whose: Whose = WHOLE) -> list[Figure]:
    """A share a month from (part, all)."""
    start = Period(Rhythm.MONTH, JANUARY)
    return [
        Figure(start.shifted(at).start, None, part, whole, whose=whose)
        for at, (part, whole) in enumerate(parts)
    ]
