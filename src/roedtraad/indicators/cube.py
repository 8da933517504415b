"""The figures of an indicator as they are, before anybody may see them. Read by the release and by nobody else.

Only this module and `landing` touch Measurement.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .figures import Figure
from .landing import standing
from .models import Indicator, Series


@dataclass(frozen=True)
class RawSeries:
    """A series with every figure's latest revision, oldest first. Not for any page."""

    series: Series
    figures: Sequence[Figure]


def cube_of(indicator: Indicator) -> list[RawSeries]:
    """Every series of an indicator with its figures; two queries whatever their number."""
    rows = {series.pk: series for series in Series.objects.filter(indicator=indicator).select_related("unit")}
    figures: dict[int, list[Figure]] = {pk: [] for pk in rows}
    for (pk, _start), figure in standing(indicator).items():
        figures[pk].append(figure)
    return [
        RawSeries(series, sorted(figures[pk], key=lambda each: each.start)) for pk, series in rows.items()
    ]


def raw_small_counts(indicator: Indicator) -> list[RawSeries]:
    """The figures under the minimum count, as they are: for the one who may look behind, by an action that is on record."""
    minimum = indicator.minimum_count
    found = []
    for raw in cube_of(indicator):
        small = [figure for figure in raw.figures if is_small(figure, indicator, minimum)]
        if small:
            found.append(RawSeries(raw.series, small))
    return found


def is_small(figure: Figure, indicator: Indicator, minimum: int) -> bool:
    """A count of somebody, but of fewer than the minimum: the part, those not in it, or all of them."""
    if figure.value is None:
        return False
    counts = [figure.numerator, figure.denominator]
    if figure.numerator is not None and figure.denominator is not None and indicator.is_share:
        counts.append(figure.denominator - figure.numerator)
    if not indicator.is_share and indicator.unit == "number" and figure.numerator is None:
        counts.append(figure.value)
    return any(count is not None and 0 < count < minimum for count in counts)
