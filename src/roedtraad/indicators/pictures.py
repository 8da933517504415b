"""A released series as a page shows it: the verdict, two drawings, what the marks mean, and the same as a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from roedtraad.writing import charts
from roedtraad.writing.charts import keys as chart_keys
from roedtraad.writing.charts import words as chart_words

from .charting import chart_of, language
from .judging import Judged
from .queries.released import Released, SeriesSeen

SHOWN_IN_TABLE = 12


@dataclass(frozen=True)
class TableRow:
    """A period in the table: its name, the figure as it may be shown, and what is said of it."""

    period: str
    shown: str
    remark: str
    meaning: str  # improvement | concern | neutral | hidden | ""


@dataclass(frozen=True)
class Picture:
    chart: Any
    wide: SafeString
    phone: SafeString
    keys: Sequence[tuple[SafeString, str]]
    verdict: Any
    rows: Sequence[TableRow]
    more: Sequence[TableRow]


def picture_of(released: Released, seen: SeriesSeen, judged: Judged, prefix: str = "i") -> Picture | None:
    """Everything the page draws of a series; None where there is no period."""
    chart = chart_of(judged, released.frame)
    if chart is None:
        return None
    rows = [_row(point, chart) for point in reversed(chart.points)]
    return Picture(
        chart=chart,
        # Drawn by our own code, which escapes every word it takes.
        wide=mark_safe(charts.control.draw(chart, f"{prefix}w")),  # noqa: S308
        phone=mark_safe(charts.control.draw(chart, f"{prefix}p", "phone")),  # noqa: S308
        keys=[(mark_safe(key.svg), key.words) for key in chart_keys.of(chart)],  # noqa: S308
        verdict=charts.verdicts.verdict(chart, timezone.localdate().year),
        rows=rows[:SHOWN_IN_TABLE],
        more=rows[SHOWN_IN_TABLE:],
    )


def _row(point: Any, chart: Any) -> TableRow:
    remark, meaning = point.remark, ""
    if point.state == "suppressed":
        remark, meaning = chart_words.why_hidden(point, chart), "hidden"
    elif point.signal:
        remark, meaning = chart_words.of_signal(point.signal, chart.language), point.signal.meaning
    elif point.state == "provisional":
        remark = chart_words.say(chart.language, "provisional")
    return TableRow(
        point.period.label(language(), short=True), chart_words.as_shown(point, chart), remark, meaning
    )
