"""The way to a figure: the latest release of an audience."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from roedtraad.core.among import among
from roedtraad.indicators.enums import Audience, Turn
from roedtraad.indicators.judging import Judged, judge
from roedtraad.indicators.models import Indicator, Release, ReleasedSeries, Series
from roedtraad.indicators.released import Cell, Frame, frame_of


@dataclass(frozen=True)
class SeriesSeen:
    """A series as its audience sees it."""

    series: Series
    cells: Sequence[Cell]
    turn: Turn
    headline: dict[str, Any]

    @property
    def name(self) -> str:
        return str(self.series)


@dataclass(frozen=True)
class Released:
    """The latest release of an indicator to an audience: how to read it, and the series that were asked for."""

    release: Release
    frame: Frame
    series: Sequence[SeriesSeen]

    @property
    def main(self) -> SeriesSeen | None:
        """The municipality as a whole."""
        return next((seen for seen in self.series if seen.series.is_main), None)

    def judged(self, seen: SeriesSeen) -> Judged:
        return judge(seen.cells, self.frame, seen.series.pk)

    @property
    def at(self) -> datetime.datetime:
        return self.release.released_at


def released(
    indicator: Indicator, audience: Audience | str, *, also: Iterable[int] = (), every: bool = False
) -> Released | None:
    """The latest release: the municipality as a whole, and the series named by `also`, or every one. Two queries.

    None where nothing has been released to that audience.
    """
    release = Release.objects.current(audience).filter(indicator=indicator).first()
    if release is None:
        return None
    rows = ReleasedSeries.objects.current(audience).filter(indicator=indicator).select_related("series__unit")
    if not every:
        whole = Q(series__unit__isnull=True, series__place_code="", series__breakdown="[]")
        rows = rows.filter(whole | Q(series__in=list(also)))
    return Released(release, frame_of(release.data), [_seen(row) for row in rows.order_by("series")])


def _seen(row: ReleasedSeries) -> SeriesSeen:
    return SeriesSeen(row.series, cells_of(row), Turn(row.turn), row.headline)


def cells_of(row: ReleasedSeries) -> list[Cell]:
    """The cells of a row of the register, its hash checked."""
    return [Cell.from_row(each) for each in row.data]


def released_lines(indicators: Iterable[int], audience: Audience | str) -> dict[int, Release]:
    """The latest release of each indicator without its content: turn and headline, as lists show them. One query."""
    rows = Release.objects.current(audience).filter(indicator__in=among(indicators)).defer("content")
    return {row.indicator_id: row for row in rows}
