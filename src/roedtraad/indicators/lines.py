"""The small line of a row, drawn from what the release keeps for lists: no cube is read for it."""

from __future__ import annotations

from roedtraad.writing.charts import facts

from .charting import language, unit_for
from .queries.lists import IndicatorRow


def line_of(row: IndicatorRow) -> facts.ControlChart | None:
    """The latest periods of an indicator as a chart; None without figures."""
    head, latest = row.headline, row.period
    if not head or latest is None or not any(value is not None for value in head["spark"]):
        return None
    # The spark ends with the last period that stands, which may be one that nothing was said of.
    periods = [latest.shifted(at - head["at"]) for at in range(len(head["spark"]))]
    return facts.ControlChart(
        name=row.indicator.title,
        points=tuple(
            facts.Point(
                period,
                value,
                "shown" if value is not None else "suppressed" if at in head["hidden"] else "missing",
                facts.Signal(head["meanings"][str(at)])
                if value is not None and str(at) in head["meanings"]
                else None,
            )
            for at, (period, value) in enumerate(zip(periods, head["spark"], strict=True))
        ),
        unit=unit_for(row.indicator),
        segments=(
            (
                facts.Segment(
                    periods[head["since"]],
                    periods[-1],
                    head["mean"],
                    head["lower"],
                    head["upper"],
                    head["count"],
                ),
            )
            if head["mean"] is not None
            else ()
        ),
        minimum=row.indicator.minimum_count,
        language=language(),
    )
