"""From a judged series to the facts of a chart, in the language in use."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Literal

from django.utils.translation import get_language

from roedtraad.measures import xmr
from roedtraad.measures.forecast import Standing, forecast
from roedtraad.measures.periods import Period
from roedtraad.writing import charts
from roedtraad.writing.charts import facts

from .enums import Cadence, Direction, UnitOfMeasure
from .judging import MEANINGS, Judged
from .models import Indicator
from .queries.released import Released, SeriesSeen
from .released import Cell, Frame, Shown

UNITS: dict[str, facts.UnitKind] = {
    UnitOfMeasure.NUMBER: "number",
    UnitOfMeasure.PERCENT: "percent",
    UnitOfMeasure.PER_1000: "per_1000",
    UnitOfMeasure.SCORE: "score",
    UnitOfMeasure.DAYS: "days",
    UnitOfMeasure.HOURS: "number",
    UnitOfMeasure.KRONER: "number",
}
NOUNS = {
    "da": {UnitOfMeasure.HOURS: ("time", "timer"), UnitOfMeasure.KRONER: ("krone", "kroner")},
    "en": {UnitOfMeasure.HOURS: ("hour", "hours"), UnitOfMeasure.KRONER: ("krone", "kroner")},
}
LABEL = 32  # letters of a break's reason that stand in the picture


def language() -> Literal["da", "en"]:
    return "en" if (get_language() or "da").startswith("en") else "da"


def unit_of(frame: Frame) -> facts.Unit:
    one, many = NOUNS[language()].get(UnitOfMeasure(frame.unit), ("", ""))
    return facts.Unit(UNITS[frame.unit], frame.decimals, one, many)


def unit_for(indicator: Indicator) -> facts.Unit:
    """The unit of an indicator, where no release is at hand."""
    one, many = NOUNS[language()].get(UnitOfMeasure(indicator.unit), ("", ""))
    return facts.Unit(UNITS[indicator.unit], indicator.decimals, one, many)


def chart_of(judged: Judged, frame: Frame, name: str = "") -> facts.ControlChart | None:
    """The facts of a control chart; None where there is no period to draw."""
    if not judged.cells:
        return None
    bound: Any = {Direction.UP: "least", Direction.DOWN: "most"}.get(Direction(frame.direction), "")
    good: Any = {Direction.UP: "high", Direction.DOWN: "low"}.get(Direction(frame.direction))
    assurance = judged.chart.verdict.assurance
    return facts.ControlChart(
        name=name or name_of(frame),
        points=tuple(_point(judged, at, cell) for at, cell in enumerate(judged.cells)),
        unit=unit_of(frame),
        segments=tuple(_segments(judged)),
        breaks=tuple(_breaks(judged)),
        target=facts.Target(judged.target.value, bound) if judged.target else None,
        good=good,
        assurance=assurance.icon.value if assurance else None,
        subject=frame.words["subject"],
        minimum=frame.minimum,
        forecast=tuple(_ahead(judged, frame)),
        **_way(judged),
        language=language(),
    )


# How many periods ahead the baseline forecast is drawn, by how many there are in a year: about half a year, two at least.
AHEAD = {52: 8, 12: 6, 4: 3, 2: 2, 1: 2}


def _ahead(judged: Judged, frame: Frame) -> list[facts.Expected]:
    """What the coming periods bring if nothing changes (`measures.forecast`); nothing where too little is measured."""
    least = 0.0 if UNITS[frame.unit] != "score" and frame.unit != UnitOfMeasure.KRONER else None
    most = 100.0 if frame.unit == UnitOfMeasure.PERCENT else None
    ahead = forecast(judged.chart, least=least, most=most)
    if ahead is None or not ahead.settled:
        return []
    last = judged.periods[-1]
    return [
        facts.Expected(last.shifted(step), expected.value, expected.lower, expected.upper)
        for step in range(1, AHEAD[frame.rhythm.per_year] + 1)
        for expected in [ahead.at(len(judged.cells) - 1 + step)]
    ]


def _way(judged: Judged) -> dict[str, Any]:
    """The way to the target, where it is to be reached by a day: steps a year apart, the one that the latest figure should
    have reached, and where the figure stands (`measures.forecast.Trajectory`). Drawn no farther ahead than a forecast may be,
    or half as far as the figures reach back; what lies beyond is only said.
    """
    way = judged.way
    latest = judged.chart.latest
    if way is None or latest is None:
        return {}
    last = judged.periods[latest.at]
    year = judged.periods[0].rhythm.per_year
    first, end = Period.holding(last.rhythm, way.start), Period.holding(last.rhythm, way.due)
    edge = judged.periods[-1].shifted(max(AHEAD[year], len(judged.periods) // 2))
    periods = {first, min(end, edge), last}
    step = first
    while step < min(end, edge):
        periods.add(step)
        step = step.shifted(year if year <= 12 else 13)
    steps = [
        facts.Step(period, value)
        for period in sorted(periods)
        if judged.periods[0].start <= period.start <= end.start and (value := way.at(period.end)) is not None
    ]
    progress = way.progress(judged.chart, last.end)
    return {
        "path": tuple(steps) if len(steps) > 1 else (),
        "aim": facts.Step(end, way.target) if edge < end else None,
        "standing": STANDINGS.get(progress.standing) if progress and progress.standing else None,
    }


STANDINGS: dict[Standing, facts.Standing] = {
    Standing.AHEAD: "ahead",
    Standing.BEHIND: "behind",
    Standing.WITHIN_NOISE: "within",
}


def course_of(released: Released, seen: SeriesSeen, kind: Any = "other") -> charts.Course:
    """A series as one line among several: its points and nothing that is said of them."""
    judged = released.judged(seen)
    points = (_point(judged, at, cell) for at, cell in enumerate(judged.cells))
    kind = "country" if seen.series.place_code == "000" else kind
    return charts.Course(seen.name, tuple(replace(point, signal=None) for point in points), kind)


def comparison_of(
    indicator: Indicator, released: Released, own: SeriesSeen, places: Sequence[SeriesSeen]
) -> charts.Comparison | None:
    """The latest period of ours that may be seen, beside the same of others, in the order given."""
    shown = [cell for cell in own.cells if cell.state is Shown.VALUE]
    if not shown:
        return None
    latest = shown[-1].start
    rows = [charts.Row(own.name, shown[-1].value, "shown", "own")]
    for seen in places:
        cell = next((each for each in seen.cells if each.start == latest), None)
        state: Any = "missing"
        if cell is not None and cell.state is Shown.VALUE:
            state = "shown"
        elif cell is not None and cell.state.is_hidden:
            state = "suppressed"
        kind: Any = "country" if seen.series.place_code == "000" else "other"
        rows.append(charts.Row(seen.name, cell.value if cell and state == "shown" else None, state, kind))
    form: Any = "dots" if indicator.unit == UnitOfMeasure.SCORE else "bars"
    period = indicator.period(latest).label(language())
    return charts.Comparison(indicator.title, period, tuple(rows), unit_of(released.frame), form, language())


def name_of(frame: Frame) -> str:
    """'Elevfravær, procent, hver måned': what stands over the picture."""
    rhythm, unit = Cadence(frame.rhythm.value).label, UnitOfMeasure(frame.unit).label
    return f"{frame.words['title']}, {unit}, {rhythm}"


def _point(judged: Judged, at: int, cell: Cell) -> facts.Point:
    if cell.state is not Shown.VALUE:
        hidden = cell.state.is_hidden
        # Beside others a figure may be hidden for their sake: then "fewer than five" would not be true.
        return facts.Point(
            judged.periods[at],
            state="suppressed" if hidden else "missing",
            protects=hidden and not judged.alone,
        )
    drawn = judged.chart.points[at]
    meaning = MEANINGS.get(drawn.type)
    firm = drawn.segment.basis is not xmr.Basis.TOO_FEW
    signal = None
    if meaning and firm and drawn.signal.rule:
        signal = facts.Signal(meaning, drawn.signal.rule.value, drawn.signal.side > 0)  # type: ignore[arg-type]
    return facts.Point(judged.periods[at], cell.value, "provisional" if cell.provisional else "shown", signal)


def _segments(judged: Judged) -> list[facts.Segment]:
    return [
        facts.Segment(
            judged.periods[segment.start],
            judged.periods[segment.stop - 1],
            segment.mean,
            segment.limits.lower if segment.limits else None,
            segment.limits.upper if segment.limits else None,
            segment.count,
        )
        for segment in judged.chart.segments
        if segment.mean is not None and segment.basis is not xmr.Basis.TOO_FEW
    ]


def _breaks(judged: Judged) -> list[facts.Break]:
    marks = [(at, mark, False) for at, mark in judged.breaks]
    marks += [
        (at, mark, True) for at, mark in judged.rebases if at not in {each for each, _mark in judged.breaks}
    ]
    return [
        facts.Break(judged.periods[at], _label(mark.reason), mark.reason, again)
        for at, mark, again in sorted(marks, key=lambda each: each[0])
    ]


def _label(reason: str) -> str:
    first = reason.split(". ")[0].split("\n")[0].rstrip(".")
    return first if len(first) <= LABEL else first[: first.rfind(" ", 0, LABEL)] + " …"
