"""Charts as SVG, with the table beside each and the sentence above it. Pure: facts in, drawings and words out.

    chart = judged(ControlChart(name, points, unit, breaks=…, target=…, good="low", subject="Fraværet"))
    said = verdict(chart, year=2026)           the headline, the sentences, the remarks below the picture
    screen(chart, "fravaer")                   two `<svg>`: one from 768 px up, one for a phone
    keys_of(chart)                             what the marks mean: (mark as svg, words)
    listing(chart, latest=12)                  the table as plain rows; `.as_table()` for a report
    picture(chart, "fravaer")                  the same drawing for a report: PDF and Word
    spark(chart, "fravaer-linje")              the small line of a table row

Other charts: `Comparison` (one period, several who), `Courses` (two to four lines over time), `Multiples` (many units on
one scale), `Attainment` (five levels), `Answers` (shares year by year). `prefix` keeps ids apart: give each chart on a page,
or in a report, its own.
"""

from __future__ import annotations

from roedtraad.writing.charts import (
    answers,
    attainment,
    bars,
    control,
    courses,
    keys,
    multiples,
    tables,
    telling,
)
from roedtraad.writing.charts.answers import Answers, Part, Year
from roedtraad.writing.charts.attainment import Attainment
from roedtraad.writing.charts.bars import Comparison, Row
from roedtraad.writing.charts.courses import Course, Courses
from roedtraad.writing.charts.facts import (
    Break,
    ChartError,
    ControlChart,
    Expected,
    Point,
    Segment,
    Signal,
    Step,
    Target,
    Unit,
)
from roedtraad.writing.charts.ink import Size
from roedtraad.writing.charts.judged import judged
from roedtraad.writing.charts.keys import Key
from roedtraad.writing.charts.multiples import Multiples
from roedtraad.writing.charts.spark import draw as spark
from roedtraad.writing.charts.tables import Line, Listing
from roedtraad.writing.charts.verdicts import Remark, Verdict, remarks, verdict
from roedtraad.writing.model import Picture

Chart = ControlChart | Comparison | Courses | Multiples | Attainment | Answers

__all__ = [
    "Answers", "Attainment", "Break", "Chart", "ChartError", "Comparison", "ControlChart", "Course", "Courses", "Expected",
    "Key", "Line", "Listing", "Multiples", "Part", "Point", "Remark", "Row", "Segment", "Signal", "Size", "Step", "Target",
    "Unit", "Verdict", "Year", "drawing", "judged", "keys_of", "listing", "picture", "remarks", "screen", "spark", "told", "verdict",
]  # fmt: skip


def drawing(chart: Chart, prefix: str, size: Size = "wide", key: bool = False) -> str:
    """One `<svg>`. `key`: what the marks mean stands below the plot of a control chart (for paper)."""
    match chart:
        case ControlChart():
            return control.draw(chart, prefix, size, key)
        case Comparison():
            return bars.draw(chart, prefix, size)
        case Courses():
            return courses.draw(chart, prefix, size)
        case Multiples():
            return multiples.draw(chart, prefix, size)
        case Attainment():
            return attainment.draw(chart, prefix, size)
        case Answers():
            return answers.draw(chart, prefix, size)


def screen(chart: Chart, prefix: str) -> str:
    """Both drawings, each shown where it fits. Every word in them is escaped: a page may take it as it is."""
    wide, phone = drawing(chart, f"{prefix}-w", "wide"), drawing(chart, f"{prefix}-p", "phone")
    return _shown("rt-not-phone", wide) + _shown("rt-only-phone", phone)


def _shown(where: str, svg: str) -> str:
    return svg.replace('<svg class="rt-svg ', f'<svg class="rt-svg {where} ', 1)


def told(chart: Chart) -> str:
    """What the drawing shows, in words: its description."""
    match chart:
        case ControlChart():
            return telling.told(chart)
        case Comparison():
            return bars.told(chart)
        case Courses():
            return courses.told(chart)
        case Multiples():
            return multiples.told(chart)
        case Attainment():
            return attainment.told(chart)
        case Answers():
            return answers.told(chart)


def picture(chart: Chart, prefix: str = "chart", width: int = 166) -> Picture:
    """The drawing as a block of a report, the same as on a screen, with the meaning of its marks below it."""
    title = f"{chart.name}, {chart.period}" if isinstance(chart, Comparison) else chart.name
    return Picture(drawing(chart, prefix, "wide", key=True), title, told(chart), width)


def listing(chart: Chart, latest: int | None = None) -> Listing:
    """The table beside the chart; `latest` shortens a control chart's to so many periods."""
    match chart:
        case ControlChart():
            return tables.of_control(chart, latest)
        case Comparison():
            return tables.of_comparison(chart)
        case Courses():
            return tables.of_courses(chart)
        case Multiples():
            return tables.of_multiples(chart)
        case Attainment():
            return tables.of_attainment(chart)
        case Answers():
            return tables.of_answers(chart)


def keys_of(chart: ControlChart) -> list[Key]:
    """What the marks of a control chart mean, as a list for the page: `key.svg` beside `key.words`."""
    return keys.of(chart)
