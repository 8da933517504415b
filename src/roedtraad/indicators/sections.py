"""What a snapshot freezes of the figures: of each goal, focus area and theme of a plan its indicators, as released to the
council. The shape stands in `frozen`, which reads it again without a live row."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.utils.translation import override

from roedtraad.core.among import among
from roedtraad.plans.enums import GoalState
from roedtraad.plans.models import Plan
from roedtraad.writing.charts import facts

from .charting import NOUNS, UNITS, chart_of, name_of
from .enums import Audience, Measure, ScaleState, UnitOfMeasure
from .frozen import text_of
from .judging import judge
from .models import IndicatorLink, Release, ReleasedSeries, Scale
from .queries.released import cells_of
from .released import Cell, Frame, frame_of

AUDIENCE = Audience.COUNCIL  # a status report is read by the council and its committees


def evidence_section(cycle: Any) -> dict[str, Any]:
    """The figures of a cycle's plan as plain data, in the language of the installation. Four queries."""
    with override(settings.LANGUAGE_CODE):
        return evidence_of(cycle.plan)


def evidence_of(plan: Plan) -> dict[str, Any]:
    links = list(
        IndicatorLink.objects.filter(
            Q(goal__plan=plan, goal__state=GoalState.ACTIVE)
            | Q(focus_area__plan=plan)
            | Q(passage__policy=plan.policy_id),
            indicator__retired_on__isnull=True,
        )
        .select_related("indicator", "goal__owner")
        .order_by("pk")
    )
    indicators = {link.indicator_id: link.indicator for link in links}
    releases = {
        release.indicator_id: release
        for release in Release.objects.current(AUDIENCE).filter(indicator__in=among(indicators))
    }
    units = {(link.indicator_id, link.goal.owner.unit_id) for link in links if link.goal and link.goal.owner}
    series = _series(releases, units)
    told = [
        told_of(indicators[pk], releases[pk], series.get(pk, []))
        for pk in sorted(indicators)
        if pk in releases
    ]
    kept = {each["id"] for each in told}
    return {
        "audience": AUDIENCE.value,
        "measures": {
            "total": len(indicators),
            "better_off": sum(each.measure == Measure.BETTER_OFF for each in indicators.values()),
        },
        "indicators": told,
        "links": [_link(link) for link in links if link.indicator_id in kept],
        "scales": [_scale(scale) for scale in _scales(plan)],
    }


def _series(releases: Iterable[int], units: set[tuple[int, int | None]]) -> dict[int, list[ReleasedSeries]]:
    """Of each indicator the municipality as a whole, and the units that answer for its goals; the whole first."""
    rows = (
        ReleasedSeries.objects.current(AUDIENCE)
        .filter(indicator__in=among(releases), series__place_code="", series__breakdown="[]")
        .filter(
            Q(series__unit__isnull=True) | Q(series__unit__in=among({unit for _i, unit in units if unit}))
        )
        .select_related("series__unit")
        .order_by("series")
    )
    found: dict[int, list[ReleasedSeries]] = {}
    for row in rows:
        unit = row.series.unit_id
        if unit is None or (row.indicator_id, unit) in units:
            found.setdefault(row.indicator_id, []).append(row)
    for each in found.values():
        each.sort(key=lambda row: (row.series.unit_id is not None, row.series_id))
    return found


def told_of(indicator: Any, release: Release, rows: Sequence[ReleasedSeries]) -> dict[str, Any]:
    """One indicator as a release shows it, with the series in `rows`."""
    data = release.data
    frame = frame_of(data)
    about = data["indicator"]
    unit = UnitOfMeasure(frame.unit)
    return {
        "id": indicator.pk,
        "kind": indicator.kind,
        "measure": indicator.measure,
        **{name: about[name] for name in sorted(about)},
        "name": name_of(frame),
        "nouns": list(NOUNS["da"].get(unit, ("", ""))),
        "chart_unit": UNITS[frame.unit],
        "good": {"up": "high", "down": "low"}.get(frame.direction, ""),
        "release": {
            "number": release.number,
            "sha256": release.sha256,
            "released_at": release.released_at.isoformat(),
            "audience": release.audience,
        },
        "alone": data["alone"],
        "breaks": data["breaks"],
        "rebases": data["rebases"],
        "targets": [each | {"value": text_of(each["value"])} for each in data["targets"]],
        "series": [_one(row, frame) for row in rows],
    }


def _one(row: ReleasedSeries, frame: Frame) -> dict[str, Any]:
    judged = judge(cells_of(row), frame, row.series_id)
    chart = chart_of(judged, frame)
    return {
        "id": row.series_id,
        "name": row.series.name,
        "unit": row.series.unit_id,
        "sha256": row.sha256,
        "turn": judged.turn.value,
        "cells": [_cell(cell) for cell in judged.cells],
        "segments": [_segment(each) for each in chart.segments] if chart else [],
        "signals": [_signal(point) for point in chart.points if point.signal] if chart else [],
        "marks": [
            [each.period.start.isoformat(), each.label, each.reason, each.rebase] for each in chart.breaks
        ]
        if chart
        else [],
        "target": [text_of(chart.target.value), chart.target.bound] if chart and chart.target else None,
        "assurance": (chart.assurance or "") if chart else "",
    }


def _cell(cell: Cell) -> list[Any]:
    start, state, value, numerator, denominator, provisional = cell.as_row()
    return [start, state, text_of(value), text_of(numerator), text_of(denominator), provisional]


def _segment(each: facts.Segment) -> list[Any]:
    return [
        each.first.start.isoformat(),
        each.last.start.isoformat(),
        text_of(each.mean),
        text_of(each.lower),
        text_of(each.upper),
        each.count,
    ]


def _signal(point: facts.Point) -> list[Any]:
    assert point.signal is not None
    return [point.period.start.isoformat(), point.signal.meaning, point.signal.rule, point.signal.high]


def _link(link: IndicatorLink) -> dict[str, Any]:
    return {
        "indicator": link.indicator_id,
        "goal": link.goal_id,
        "focus_area": link.focus_area_id,
        "theme": link.passage_id,
        "assumption": link.assumption,
        "confidence": link.confidence,
        "look_again": link.look_again.isoformat() if link.look_again else None,
    }


def _scales(plan: Plan) -> list[Scale]:
    """The scales that stand fast: what is still being written says nothing yet."""
    rows = Scale.objects.filter(goal__plan=plan, goal__state=GoalState.ACTIVE)
    return list(rows.exclude(state=ScaleState.WRITTEN))


def _scale(scale: Scale) -> dict[str, Any]:
    return {
        "goal": scale.goal_id,
        "title": scale.title,
        "levels": [words for _level, _name, words in scale.levels],
        "state": scale.state,
        "score": scale.score,
        "scored_on": scale.scored_on.isoformat() if scale.scored_on else None,
        "scored_by": scale.scored_name,
        "evidence": scale.evidence,
    }
