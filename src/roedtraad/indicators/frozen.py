"""The figures in a snapshot: plain data from which each chart is drawn, and each verdict said, again in ten years.

Pure: what a snapshot holds under "evidence" in, facts of a chart out. No live row is read, and no rule is applied anew:
what was a signal when it was frozen is one for ever. Written by `sections`.

    {"audience": "council", "measures": {"total", "better_off"},     also of those that the audience may not see
     "indicators": [
        {"id", "title", "subject", "definition", "kind", "measure", "unit", "decimals", "direction", "rhythm", "minimum",
         "numerator", "denominator", "source", "licence",
         "name", "nouns": [one, many], "chart_unit", "good": "high" | "low" | "",
         "alone": no figures of ours stand beside it, so that what is hidden is hidden for being small,
         "release": {"number", "sha256", "released_at", "audience"},        which revision of the figures it is
         "breaks", "rebases": [{"on", "reason", "series"}], "targets": [{"value", "starts", "reached_by", "words"}],
         "series": [
            {"id", "name", "unit", "sha256", "turn",
             "cells": [[first day, state, value, numerator, denominator, provisional]],
             "segments": [[first, last, mean, lower, upper, count]], "signals": [[first day, meaning, rule, is high]],
             "marks": [[first day, label, reason, is new limits]], "target": [value, bound] | null, "assurance"}]}],
     "links": [{"indicator", "goal" | "focus_area" | "theme", "assumption", "confidence", "look_again"}],
     "scales": [{"goal", "title", "levels": [+2 … −2], "state", "score", "scored_on", "scored_by", "evidence"}]}

Figures stand as text, the shortest that reads back as the same number: canonical JSON has no floating numbers. A
hidden cell has no value, whatever hid it. Days in ISO 8601. A snapshot from before there were indicators has none of it.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from roedtraad.measures.periods import Period, Rhythm
from roedtraad.writing import charts
from roedtraad.writing.charts import facts
from roedtraad.writing.charts.figures import number
from roedtraad.writing.charts.words import as_shown, first_up, why_hidden

STATES: dict[str, facts.State] = {
    "value": "shown",
    "missing": "missing",
    "suppressed": "suppressed",
    "hidden_by_source": "suppressed",
}
SIGNALS = ("worse", "better", "changed")
FIELDS = ("goal", "focus_area", "theme")


def text_of(value: float | None) -> str | None:
    """81.0 → '81', 81.25 → '81.25': what `float` reads back to the last bit."""
    if value is None:
        return None
    written = repr(float(value))
    return written.removesuffix(".0")


def number_of(text: str | None) -> float | None:
    return None if text is None else float(text)


@dataclass(frozen=True)
class Frozen:
    """One series of one indicator as it was frozen."""

    indicator: Mapping[str, Any]
    series: Mapping[str, Any]
    year: int

    @property
    def key(self) -> int:
        return int(self.indicator["id"])

    @property
    def title(self) -> str:
        """With whose it is, where it is not the municipality's as a whole."""
        name = self.series["name"]
        return f"{self.indicator['title']}, {name}" if name else str(self.indicator["title"])

    @property
    def turn(self) -> str:
        return str(self.series["turn"])

    @property
    def signals(self) -> bool:
        """Whether a rule of the control chart has found something in the latest figure."""
        return self.turn in SIGNALS

    @cached_property
    def chart(self) -> facts.ControlChart | None:
        """None where there is no period to draw."""
        return chart_of(self.indicator, self.series)

    @cached_property
    def verdict(self) -> charts.Verdict | None:
        return charts.verdict(self.chart, self.year) if self.chart else None

    @property
    def latest(self) -> str:
        """'81 %', '24 af 24', 'Færre end 5', 'Skjult'; '' where nothing has been said."""
        if self.chart is None:
            return ""
        told = self.chart.newest
        if told is None:
            return ""
        if told.state == "suppressed" and not told.protects and self.chart.unit.kind == "number":
            return first_up(why_hidden(told, self.chart))
        some, whole = next(
            (cell[3:5] for cell in self.series["cells"] if cell[0] == told.period.start.isoformat()),
            (None, None),
        )
        if self.chart.unit.kind == "number" and some is not None and whole is not None:
            return f"{number(float(some))} af {number(float(whole))}"
        return first_up(as_shown(told, self.chart))


def chart_of(indicator: Mapping[str, Any], series: Mapping[str, Any]) -> facts.ControlChart | None:
    """The facts of the chart as they were when it was frozen."""
    if not series["cells"]:
        return None
    rhythm = Rhythm(indicator["rhythm"])
    signals = {start: facts.Signal(meaning, rule, high) for start, meaning, rule, high in series["signals"]}
    one, many = indicator["nouns"]
    target = series["target"]
    return facts.ControlChart(
        name=indicator["name"],
        points=tuple(_point(rhythm, cell, signals, indicator["alone"]) for cell in series["cells"]),
        unit=facts.Unit(indicator["chart_unit"], indicator["decimals"], one, many),
        segments=tuple(
            facts.Segment(
                _period(rhythm, first),
                _period(rhythm, last),
                float(mean),
                number_of(lower),
                number_of(upper),
                count,
            )
            for first, last, mean, lower, upper, count in series["segments"]
        ),
        breaks=tuple(
            facts.Break(_period(rhythm, start), label, reason, again)
            for start, label, reason, again in series["marks"]
        ),
        target=facts.Target(float(target[0]), target[1]) if target else None,
        good=indicator["good"] or None,
        assurance=series["assurance"] or None,
        subject=indicator["subject"],
        minimum=indicator["minimum"],
    )


def _point(
    rhythm: Rhythm, cell: Sequence[Any], signals: Mapping[str, facts.Signal], alone: bool
) -> facts.Point:
    start, state, value, _numerator, _denominator, provisional = cell
    shown = STATES[state]
    if shown == "shown" and provisional:
        shown = "provisional"
    protects = shown == "suppressed" and not alone
    return facts.Point(_period(rhythm, start), number_of(value), shown, signals.get(start), protects=protects)


def _period(rhythm: Rhythm, start: str) -> Period:
    return Period(rhythm, datetime.date.fromisoformat(start))


class Evidence:
    """What a snapshot holds of figures; empty for one from before there were any."""

    def __init__(self, snapshot: Mapping[str, Any]):
        section = (snapshot.get("sections") or {}).get("evidence") or {}
        year = datetime.datetime.fromisoformat(snapshot["taken_at"]).year
        self.is_kept = bool(section)
        self.links: Sequence[Mapping[str, Any]] = section.get("links", ())
        self.scales: Sequence[Mapping[str, Any]] = section.get("scales", ())
        self.all = [
            Frozen(indicator, indicator["series"][0], year)
            for indicator in section.get("indicators", ())
            if indicator["series"]
        ]
        self.own = {
            (indicator["id"], series["unit"]): Frozen(indicator, series, year)
            for indicator in section.get("indicators", ())
            for series in indicator["series"]
            if series["unit"]
        }
        self.measures: Mapping[str, int] = section.get("measures", {})
        self._by_key = {each.key: each for each in self.all}

    def under(self, kind: str, key: Any) -> list[tuple[Frozen, Mapping[str, Any]]]:
        """The indicators under a goal, a focus area or a theme (`FIELDS`), each with its connection."""
        return [
            (self._by_key[link["indicator"]], link)
            for link in self.links
            if link.get(kind) == key and link["indicator"] in self._by_key
        ]

    def of_goals(self, goals: Iterable[int]) -> list[Frozen]:
        """The indicators under some goals, each once, in the order of the goals."""
        found: dict[int, Frozen] = {}
        for goal in goals:
            for frozen, _link in self.under("goal", goal):
                found.setdefault(frozen.key, frozen)
        return list(found.values())

    @property
    def worse(self) -> list[Frozen]:
        return [each for each in self.all if each.turn == "worse"]

    @property
    def better(self) -> list[Frozen]:
        return [each for each in self.all if each.turn == "better"]

    @property
    def measures_better_off(self) -> bool:
        """Whether any of the plan's indicators shows whether anybody is better off."""
        return bool(self.measures.get("better_off"))
