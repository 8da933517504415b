"""A released series as a page shows it: the verdict, two drawings, what the marks mean, and the same as a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from roedtraad.writing import charts

from .charting import chart_of
from .judging import Judged
from .queries.released import Released

SHOWN_IN_TABLE = 12


@dataclass(frozen=True)
class Picture:
    """One chart. What it draws is drawn by our own code, which escapes every word it takes."""

    chart: charts.ControlChart
    prefix: str = "i"

    @cached_property
    def drawn(self) -> SafeString:
        """Both drawings, each shown where it fits."""
        return mark_safe(charts.screen(self.chart, self.prefix))  # noqa: S308

    @cached_property
    def keys(self) -> Sequence[tuple[SafeString, str]]:
        return [(mark_safe(key.svg), key.words) for key in charts.keys_of(self.chart)]  # noqa: S308

    @cached_property
    def verdict(self) -> charts.Verdict:
        return charts.verdict(self.chart, timezone.localdate().year)

    @cached_property
    def table(self) -> charts.Listing:
        return charts.listing(self.chart)

    @property
    def rows(self) -> Sequence[charts.Line]:
        return self.table.lines[:SHOWN_IN_TABLE]

    @property
    def more(self) -> Sequence[charts.Line]:
        return self.table.lines[SHOWN_IN_TABLE:]


def picture_of(released: Released, judged: Judged, name: str = "", prefix: str = "i") -> Picture | None:
    """The picture of a judged series; None where there is no period to draw."""
    chart = chart_of(judged, released.frame, name)
    return Picture(chart, prefix) if chart else None


def report_picture(released: Released, judged: Judged, prefix: str, width: int = 166) -> Any:
    """The same drawing as a block of a report (writing.model.Picture); None where there is nothing to draw."""
    chart = chart_of(judged, released.frame)
    return charts.picture(chart, prefix, width) if chart else None
