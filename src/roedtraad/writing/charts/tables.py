"""The table beside each chart: the same figures as rows of plain words, for a page and for a report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from roedtraad.measures.periods import Period
from roedtraad.writing.charts.answers import Answers
from roedtraad.writing.charts.attainment import LEVELS, TOLD, Attainment, level_name, sign
from roedtraad.writing.charts.bars import Comparison
from roedtraad.writing.charts.courses import Courses
from roedtraad.writing.charts.facts import ControlChart, Meaning, Point
from roedtraad.writing.charts.figures import NBSP, label
from roedtraad.writing.charts.multiples import Multiples
from roedtraad.writing.charts.verdicts import absent, verdict
from roedtraad.writing.charts.words import as_shown, first_up, of_break, of_signal, say, why_hidden
from roedtraad.writing.model import Column, Table


@dataclass(frozen=True, slots=True)
class Line:
    """The first cell names the row. `meaning` marks the row of a signal."""

    cells: tuple[str, ...]
    meaning: Meaning | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """`figures` are the columns (from 0) that hold figures and stand to the right."""

    caption: str
    heads: tuple[str, ...]
    lines: tuple[Line, ...]
    figures: frozenset[int] = frozenset({1})

    @property
    def wide(self) -> bool:
        """More columns than a phone has room for: such a table scrolls by itself."""
        return len(self.heads) > 3

    def as_table(self, shares: Sequence[int] = ()) -> Table:
        """For a report. `shares` are the columns' parts of the width; without them the first and last are wider."""
        given = shares or [
            2 if n in (0, len(self.heads) - 1) and n not in self.figures else 1
            for n in range(len(self.heads))
        ]
        columns = [
            Column(head, "end" if n in self.figures else "start", share)
            for n, (head, share) in enumerate(zip(self.heads, given, strict=True))
        ]
        return Table(columns, [line.cells for line in self.lines], self.caption)


def of_control(chart: ControlChart, latest: int | None = None) -> Listing:
    """Period, figure as shown and remark, the newest first; `latest` is how many periods, None for all."""
    language = chart.language
    by_period = {point.period: point for point in chart.points}
    by_period |= {period: by_period.get(period) or Point(period, None, "missing") for period in absent(chart)}
    points = sorted(by_period.values(), key=lambda point: point.period.start, reverse=True)
    lines = [
        Line(
            (_when(point.period, language), as_shown(point, chart), remark(point, chart)),
            point.signal.meaning if point.signal else None,
        )
        for point in points[:latest]
    ]
    heads = (say(language, points[0].period.rhythm.value), say(language, "value"), say(language, "remark"))
    return Listing(chart.name, heads, tuple(lines))


def _when(period: Period, language: str) -> str:
    """A period's short name, which does not break."""
    return period.label(language, short=True).replace(" ", NBSP)


def remark(point: Point, chart: ControlChart) -> str:
    """'over øvre grænse', 'færre end 5', 'foreløbigt tal', 'Ny opgørelse fra januar 2025' and what was written beside it."""
    language = chart.language
    said = []
    if point.signal:
        said.append(of_signal(point.signal, language))
    if point.state == "suppressed":
        said.append(why_hidden(point, chart))
    if point.state == "provisional":
        said.append(say(language, "provisional"))
    said += [of_break(change, language) for change in chart.breaks if change.period == point.period]
    if point.remark:
        said.append(point.remark)
    return "; ".join(said)


def of_comparison(chart: Comparison) -> Listing:
    caption = f"{chart.name}, {chart.period}"
    heads = ("", say(chart.language, "value"))
    lines = tuple(Line((row.name, chart.shown(row))) for row in chart.rows)
    return Listing(caption, (_who(chart.language), *heads[1:]), lines)


def of_courses(chart: Courses) -> Listing:
    """A row a period, newest first, a column a course."""
    periods: set[Period] = {point.period for course in chart.courses for point in course.points}
    found = [{point.period: point for point in course.points} for course in chart.courses]
    lines = []
    for period in sorted(periods, reverse=True):
        cells = [_cell(held.get(period), chart) for held in found]
        lines.append(Line((_when(period, chart.language), *cells)))
    head = say(chart.language, next(iter(periods)).rhythm.value)
    heads = (head, *(course.name for course in chart.courses))
    return Listing(chart.name, heads, tuple(lines), frozenset(range(1, len(heads))))


def _cell(point: Point | None, chart: Courses) -> str:
    if point is None or point.value is None:
        return say(chart.language, "hidden" if point and point.state == "suppressed" else "missing")
    return label(point.value, chart.unit, chart.language)


def of_multiples(chart: Multiples) -> Listing:
    """A row a frame: the latest figure, or that it is hidden, its period, and the verdict in words."""
    language = chart.language
    lines = []
    for each in chart.charts:
        newest = each.newest
        value = as_shown(newest, each) if newest else say(language, "missing")
        when = _when(newest.period, language) if newest else ""
        meaning = newest.signal.meaning if newest and newest.signal else None
        lines.append(Line((each.name, value, when, verdict(each).headline), meaning))
    rhythm = say(language, chart.charts[0].points[0].period.rhythm.value)
    heads = (_who(language), say(language, "value"), rhythm, say(language, "remark"))
    return Listing(chart.name, heads, tuple(lines))


def of_attainment(chart: Attainment) -> Listing:
    language = chart.language
    words = TOLD[language]
    lines = []
    for level, sentence in zip(LEVELS, chart.levels, strict=True):
        marks = [words["now_word"]] * (level == chart.now) + [words["start_word"]] * (level == chart.start)
        name = f"{sign(level, language)} {level_name(level, language).lower()}"
        lines.append(Line((name, sentence, first_up(", ".join(marks)))))
    heads = (
        ("Niveau", "Sådan ser det ud", "Hvor vi er")
        if language != "en"
        else ("Level", "What it looks like", "Where we are")
    )
    return Listing(chart.name, heads, tuple(lines), frozenset())


def of_answers(chart: Answers) -> Listing:
    """A row a year, newest first; how many answered last, where that is shown."""
    language = chart.language
    based = any(year.base is not None for year in chart.years)
    lines = []
    for year in reversed(chart.years):
        cells = [chart.share(part) for part in year.shown]
        base = (
            []
            if not based
            else [
                "" if year.base is None else f"{year.base:,}".replace(",", "." if language != "en" else ",")
            ]
        )
        lines.append(Line((year.label, *cells, *base)))
    more = () if not based else (("Svar",) if language != "en" else ("Answers",))
    heads = (say(language, "year"), *chart.categories, *more)
    return Listing(chart.name, heads, tuple(lines), frozenset(range(1, len(heads))))


def _who(language: str) -> str:
    return "Hvem" if language != "en" else "Who"
