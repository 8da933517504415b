"""Several lines over time, two to four, each with its name at its end: one's own municipality, the country, a few others.

They differ in mark and stroke as well as in colour. A line is lifted where a figure is hidden or missing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from roedtraad.measures.periods import Period
from roedtraad.writing.charts import axes, ink
from roedtraad.writing.charts.bars import Kind
from roedtraad.writing.charts.facts import COUNT, ChartError, Point, Unit, one_each, ordinal
from roedtraad.writing.charts.figures import label, spoken
from roedtraad.writing.charts.lettering import Place, spread, width, wrap
from roedtraad.writing.charts.words import first_up, named, say, within
from roedtraad.writing.words import Language

BOXES: dict[ink.Size, tuple[float, float]] = {"wide": (760, 360), "phone": (358, 320)}
COLUMN = {"wide": 170.0, "phone": 104.0}
MOST = 4
AIR = 14.0


@dataclass(frozen=True, slots=True)
class Course:
    """One line: whose it is, and its points."""

    name: str
    points: tuple[Point, ...]
    kind: Kind = "other"

    def __post_init__(self) -> None:
        object.__setattr__(self, "points", tuple(sorted(self.points, key=lambda point: point.period.start)))
        one_each([point.period for point in self.points], self.name)

    @property
    def latest(self) -> Point | None:
        return next((point for point in reversed(self.points) if point.held), None)


@dataclass(frozen=True, slots=True)
class Courses:
    """One to four courses on one scale; a chart with more lines is read by nobody: use small multiples."""

    name: str
    courses: tuple[Course, ...]
    unit: Unit = COUNT
    language: Language = "da"

    def __post_init__(self) -> None:
        object.__setattr__(self, "courses", tuple(self.courses))
        points = [point for course in self.courses for point in course.points]
        if not points or not 1 <= len(self.courses) <= MOST:
            raise ChartError(
                f"“{self.name}” has {len(self.courses)} lines; a chart shows one to {MOST}, each with points."
            )
        rhythms = {point.period.rhythm for point in points}
        if len(rhythms) > 1:
            raise ChartError(f"The lines of “{self.name}” are counted in different rhythms.")

    @property
    def ends(self) -> tuple[Period, Period]:
        periods = [point.period for course in self.courses for point in course.points]
        return min(periods), max(periods)


def told(chart: Courses) -> str:
    """From when to when, and where each line ends."""
    first, last = chart.ends
    stretch = say(
        chart.language, "stretch", first=named(first, chart.language), last=named(last, chart.language)
    )
    said = [first_up(stretch) + "."]
    for course in chart.courses:
        if course.latest is None or course.latest.value is None:
            said.append(f"{course.name}: {say(chart.language, 'none').lower()}.")
            continue
        value = spoken(course.latest.value, chart.unit, chart.language)
        said.append(f"{course.name}: {value} {within(course.latest.period, chart.language)}.")
        hidden = sum(point.state == "suppressed" for point in course.points)
        if hidden:
            said[-1] = f"{said[-1][:-1]}, {hidden} {say(chart.language, 'hidden')}."
    return " ".join(said)


def draw(chart: Courses, prefix: str = "courses", size: ink.Size = "wide") -> str:
    """760 by 360 units, or 358 by 320 for a phone."""
    box = BOXES[size]
    values = [point.value for course in chart.courses for point in course.points if point.value is not None]
    at = axes.value_ticks(values, chart.unit)
    words = axes.tick_labels(at, chart.language)
    left = max(axes.gutter(words), 30.0)
    labels = [_label(chart, course, COLUMN[size]) for course in chart.courses]
    right = box[0] - max((wide for _, wide in labels), default=0) - AIR - 2
    time = axes.Line.of(*chart.ends, left + 8, right - 8)
    bottom = box[1] - 40
    scale = axes.Scale(at[0], at[-1], bottom, 16)
    parts = [*axes.value_axis(at, words, scale, left, right)]
    order = sorted(
        range(len(chart.courses)), key=lambda n: chart.courses[n].kind == "own"
    )  # one's own lies on top
    for n in order:
        parts += _course(chart.courses[n], n, time, scale)
    parts += _names(chart, labels, scale, right, bottom)
    parts += axes.period_axis(axes.names(time, chart.language, box[0]), bottom)
    return ink.svg(prefix, box, chart.name, told(chart), parts, "rt-chart rt-chart--courses", chart.language)


def _course(course: Course, n: int, time: axes.Line, scale: axes.Scale) -> Iterable[str]:
    stretches: list[list[tuple[float, float]]] = [[]]
    before: Period | None = None
    marks = []
    for point in course.points:
        if point.value is None:
            continue
        if before is None or ordinal(point.period) - ordinal(before) != 1:
            stretches.append([])
        x, y = time.at(point.period), scale.at(point.value)
        stretches[-1].append((x, y))
        before = point.period
        marks.append((x, y, point.state == "provisional"))
    colour, dash, thick = _style(course, n)
    if d := ink.through_points(stretches):
        yield ink.line(d, "own" if course.kind == "own" else "other", colour, thick, dash, join=True)
    alone = {stretch[0] for stretch in stretches if len(stretch) == 1}
    for x, y, provisional in marks:
        if time.step >= 8 or (x, y) in alone or (x, y) == marks[-1][:2]:
            yield _mark(course, n, x, y, provisional)


def _style(course: Course, n: int) -> tuple[str, str, float]:
    if course.kind == "own":
        return ink.FJORD, "", 2.4
    if course.kind == "country":
        return ink.INK, "7 3", 1.6
    return ink.QUIET, ("", "2 3", "5 2 1 2", "1 3")[n % MOST], 1.4


def _mark(course: Course, n: int, x: float, y: float, provisional: bool) -> str:
    colour = _style(course, n)[0]
    if course.kind == "own":
        return ink.dot(x, y, 3.2, hollow=provisional, css="own")
    if course.kind == "country":
        return ink.dot(x, y, 2.8, hollow=True, css="country", colour=colour)
    half = 3.4
    up = f"M{ink.num(x)} {ink.num(y - half)}L{ink.num(x + half)} {ink.num(y + half)}H{ink.num(x - half)}Z"
    flat = f"M{ink.num(x - half)} {ink.num(y - half)}H{ink.num(x + half)}V{ink.num(y + half)}H{ink.num(x - half)}Z"
    return ink.line(
        (up, flat)[n % 2], "mark", colour, 1.2, fill=ink.PAPER if provisional or n > 1 else colour
    )


def _label(chart: Courses, course: Course, room: float) -> tuple[list[str], float]:
    """Name, latest figure and, where it is not of the last period, its own: in lines, and how wide they are."""
    weight = 600 if course.kind == "own" else 400
    lines = wrap(course.name, room, ink.PLAIN, weight)
    latest = course.latest
    if latest is None or latest.value is None:
        lines.append(say(chart.language, "none").lower())
    else:
        lines.append(label(latest.value, chart.unit, chart.language, short=True))
        if latest.period != chart.ends[1]:
            lines.append(latest.period.label(chart.language, short=True))
    return lines, max(width(words, ink.PLAIN, weight) for words in lines)


def _names(
    chart: Courses, labels: list[tuple[list[str], float]], scale: axes.Scale, right: float, bottom: float
) -> Iterable[str]:
    places, wishes = [], []
    for course, (lines, _) in zip(chart.courses, labels, strict=True):
        latest = course.latest
        wish = scale.at(latest.value) if latest and latest.value is not None else bottom
        wishes.append(wish)
        places.append(Place(wish, len(lines) * 15.0))
    middles = spread(places, 2.0, bottom + 16, gap=6)
    for course, (lines, _), wish, place, middle in zip(
        chart.courses, labels, wishes, places, middles, strict=True
    ):
        own = course.kind == "own"
        colour, weight = (ink.FJORD, 600) if own else (ink.INK, 400)
        if abs(middle - wish) > 6 and course.latest:
            d = f"M{ink.num(right - 2)} {ink.num(wish)}L{ink.num(right + AIR - 3)} {ink.num(middle)}"
            yield ink.line(d, "tie", ink.RULE)
        y = middle - place.size / 2 + 12
        for words in lines:
            yield ink.text(right + AIR, y, words, "end", weight=weight, colour=colour)
            y += 15
