"""What the marks of a chart mean: as list items for a page, or as rows below the plot for paper. Only what is drawn."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial

from roedtraad.writing.charts import ink
from roedtraad.writing.charts.facts import MEANINGS, ControlChart, Meaning
from roedtraad.writing.charts.figures import number
from roedtraad.writing.charts.lettering import shorten, width
from roedtraad.writing.charts.words import of_meaning, say

WIDE, HIGH = 28.0, 14.0  # of a mark
ROW = 20.0
Mark = Callable[[float, float], str]


@dataclass(frozen=True, slots=True)
class Key:
    """`mark` draws itself into 28 by 14 units whose upper left corner it is given."""

    mark: Mark
    words: str

    @property
    def svg(self) -> str:
        """The mark alone, for a list on a page; its words stand beside it."""
        return (
            f'<svg class="rt-chart__key" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {ink.num(WIDE)} {ink.num(HIGH)}" '
            f'aria-hidden="true">{self.mark(0, 0)}</svg>'
        )


def of(chart: ControlChart) -> list[Key]:
    """In the order in which a reader meets them."""
    language = chart.language
    meanings = {point.signal.meaning for point in chart.points if point.signal}
    found = [
        Key(partial(_signal, meaning), of_meaning(meaning, language))
        for meaning in MEANINGS
        if meaning in meanings
    ]
    if any(segment.lower is not None for segment in chart.segments):
        firm = all(segment.firm for segment in chart.segments if segment.lower is not None)
        found.append(Key(_common, say(language, "common" if firm else "common.provisional")))
    if chart.target:
        found.append(Key(_target, say(language, "key.target")))
    hidden = [point for point in chart.points if point.state == "suppressed"]
    counts = (
        [point for point in hidden if not point.protects]
        if chart.unit.kind == "number" and chart.minimum > 1
        else []
    )
    if counts:
        found.append(Key(_hidden, say(language, "hidden.count", n=number(chart.minimum - 1, 0, language))))
    if len(hidden) > len(counts):
        found.append(Key(_hidden, say(language, "hidden.other")))
    if any(point.state == "provisional" for point in chart.points):
        found.append(Key(lambda x, y: ink.dot(x + 14, y + 7, 3.6, hollow=True), say(language, "provisional")))
    if any(change.rebase for change in chart.breaks):
        found.append(Key(_rebase, say(language, "rebased")))
    if chart.forecast:
        found.append(Key(_forecast, say(language, "forecast")))
    if chart.path:
        found.append(Key(_path, say(language, "path")))
    return found


def below(keys: Iterable[Key], wide: float, top: float) -> tuple[list[str], float]:
    """The keys in rows that fit, drawn below `top`, and how far down they reach."""
    parts: list[str] = []
    x, y = 0.0, top
    for key in keys:
        words = shorten(key.words, wide - WIDE - 6, ink.PLAIN)
        needed = WIDE + 6 + width(words, ink.PLAIN)
        if x and x + needed > wide:
            x, y = 0.0, y + ROW
        parts += [key.mark(x, y), ink.text(x + WIDE + 6, y + 11.5, words, "key")]
        x += needed + 20
    return parts, (y + ROW if parts else top)


def _signal(meaning: Meaning, x: float, y: float) -> str:
    return ink.signal(x + 14, y + 7, meaning, 0.9)


def _common(x: float, y: float) -> str:
    middle = ink.across(x, x + WIDE, y + 7)
    return ink.rect(x, y + 1, WIDE, 12, "band", ink.FJORD_10) + ink.line(middle, "mean", ink.QUIET)


def _target(x: float, y: float) -> str:
    return ink.line(ink.across(x, x + WIDE, y + 7), "target", ink.INK, 1.4, "6 4")


def _hidden(x: float, y: float) -> str:
    return ink.hatched(x + 8, y + 0.5, 12, 13)


def _rebase(x: float, y: float) -> str:
    d = f"M{ink.num(x + 14)} {ink.num(y)}l4 4l-4 4l-4 -4Z"
    return ink.line(ink.down(x + 14, y + 8, y + 14), "rebase", ink.RULE) + ink.line(
        d, "rebase", ink.QUIET, 1.2, fill=ink.PAPER
    )


def _forecast(x: float, y: float) -> str:
    middle = ink.across(x, x + WIDE, y + 7)
    return ink.rect(x, y + 1, WIDE, 12, "ahead", ink.FJORD_10) + ink.line(
        middle, "expected", ink.FJORD, 1.8, "5 4"
    )


def _path(x: float, y: float) -> str:
    d = f"M{ink.num(x + 14)} {ink.num(y + 3)}l4 4l-4 4l-4 -4Z"
    middle = ink.across(x, x + WIDE, y + 7)
    return ink.line(middle, "path", ink.INK, 1.4, "1 4", join=True) + ink.line(
        d, "step", ink.INK, 1.2, fill=ink.PAPER
    )
