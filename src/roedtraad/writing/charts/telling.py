"""What a drawing shows, as the description inside it: the same facts, for those who hear it."""

from __future__ import annotations

from collections.abc import Iterable

from roedtraad.writing.charts.facts import MEANINGS, ControlChart
from roedtraad.writing.charts.figures import counted
from roedtraad.writing.charts.phrases import phrase
from roedtraad.writing.charts.verdicts import absent, exact, verdict
from roedtraad.writing.charts.words import first_up, listed, named, of_break, of_meaning, of_target


def told(chart: ControlChart) -> str:
    """How many figures and from when, the latest, mean and limits, signals, what is hidden and missing, breaks, target."""
    return " ".join(_sentences(chart))


def _sentences(chart: ControlChart) -> Iterable[str]:
    language = chart.language
    held = [point for point in chart.points if point.held]
    if len(held) == 1:
        yield first_up(phrase(language, "count_one", first=named(held[0].period, language)))
    elif held:
        first, last = named(held[0].period, language), named(held[-1].period, language)
        yield first_up(phrase(language, "count", count=counted(len(held), language), first=first, last=last))
    yield verdict(chart).sentences[0]
    yield from _means(chart)
    for meaning in MEANINGS:
        marked = [point.period for point in chart.points if point.signal and point.signal.meaning == meaning]
        if marked:
            key = "marked_neutral" if meaning == "neutral" else "marked"
            said = of_meaning(meaning, language)
            yield phrase(language, key, meaning=said, periods=listed(marked, language))
    for key, periods in (
        ("told_hidden", [point.period for point in chart.points if point.state == "suppressed"]),
        ("told_missing", absent(chart)),
        ("told_provisional", [point.period for point in chart.points if point.state == "provisional"]),
    ):
        if periods:
            yield phrase(language, key, periods=listed(periods, language))
    for change in chart.breaks:
        yield of_break(change, language) + "."
    if chart.target:
        yield phrase(language, "told_target", target=of_target(chart))
    if chart.forecast or chart.path:
        yield from verdict(chart).sentences[-(bool(chart.forecast) + bool(chart.path)) :]


def _means(chart: ControlChart) -> Iterable[str]:
    for segment in chart.segments:
        lower, upper = chart.possible(segment.lower), chart.possible(segment.upper)
        key = {(True, True): "_between", (False, True): "_up_to", (True, False): "_down_to"}.get(
            (lower is not None, upper is not None), ""
        )
        values = {
            "mean": exact(segment.mean, chart),
            "lower": exact(lower, chart),
            "upper": exact(upper, chart),
        }
        opening = phrase(
            chart.language,
            "since" if len(chart.segments) > 1 else "opening",
            period=named(segment.first, chart.language),
        )
        yield phrase(chart.language, f"mean{key}", opening=opening, **values)
