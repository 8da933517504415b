"""What of the indicators changes hands when a unit or a position ends: a unit's figures, and who answers for them."""

from __future__ import annotations

from typing import Any

from django.db.models import CharField, F, Value
from django.utils.translation import gettext as _

from roedtraad.core.actions import action
from roedtraad.core.among import among
from roedtraad.core.registries import Belonging, Ending, Estate, Passing, Remaining
from roedtraad.organisation.models import Position
from roedtraad.organisation.permissions import may_keep_organisation

from .actions import end_series, hand_over_series
from .models import Indicator, Series
from .models.series import WHOLE


def estate_of(ending: Ending) -> Estate:
    """Living series of units, and indicators of positions. One query.

    Each heir of a unit carries on a series of its own; where a unit simply closes, nobody counts there any longer.
    """
    living = Series.objects.filter(unit__in=among(ending.units), ended_on__isnull=True)
    owned = Indicator.objects.filter(owner__in=among(ending.positions))
    rows = _rows(
        living.filter(indicator__retired_on__isnull=True), "series", F("indicator__title"), F("breakdown"),
        F("indicator"), Value(0),
    ).union(
        _rows(living.filter(indicator__retired_on__isnull=False), "retired", F("indicator__title"), _NO, F("indicator"), Value(0)),
        _rows(owned, "indicator", F("title"), _NO, F("pk"), F("owner")),
        all=True,
    )  # fmt: skip
    found, retired = [], 0
    for kind, pk, title, part, page, via in sorted(
        rows, key=lambda row: (row[0] != "series", row[2], row[1])
    ):
        if kind == "retired":
            retired += 1
        elif kind == "series":
            found.append(
                Belonging(
                    "indicators.series.unit", pk, _("Figures of the unit"), title, each=True, may_end=True, ends=True,
                    note="" if part == WHOLE else _("a part of it"), page="indicators:indicator", page_pk=page,
                )
            )  # fmt: skip
        else:
            found.append(
                Belonging(
                    "indicators.indicator.owner", pk, _("Indicators it answers for"), title, via=via,
                    page="indicators:indicator", page_pk=page,
                )
            )  # fmt: skip
    return Estate(
        found,
        [Remaining(retired, _("Figures of indicators that are no longer counted stay where they are."))],
    )


_NO = Value("", CharField())


def _rows(rows: Any, kind: str, title: Any, part: Any, page: Any, via: Any) -> Any:
    return (
        rows.order_by()
        .annotate(
            told_kind=Value(kind, CharField()), told_title=title, told_part=part, told_page=page, told_via=via
        )
        .values_list("told_kind", "pk", "told_title", "told_part", "told_page", "told_via")
    )


def take_series(pk: int, passing: Passing) -> None:
    series = Series.objects.get(pk=pk)
    if passing.heirs:
        hand_over_series(series, by=passing.by, to=list(passing.heirs), on=passing.on, reason=passing.reason)
    else:
        end_series(series, by=passing.by, on=passing.on, reason=passing.reason)


def take_indicator(pk: int, passing: Passing) -> None:
    indicator = Indicator.objects.get(pk=pk)
    answer_for_indicator(indicator, by=passing.by, position=passing.heir, note=passing.reason)


@action("indicators.answer_from_now_on", permission=may_keep_organisation)
def answer_for_indicator(indicator: Indicator, *, by: Any, position: Position) -> Indicator:
    """Another position answers for the indicator."""
    indicator.owner = position
    indicator.save()
    return indicator


TAKERS = {"indicators.series.unit": take_series, "indicators.indicator.owner": take_indicator}
