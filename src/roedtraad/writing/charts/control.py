"""The control chart (XmR): a line over its common variation, with what is hidden, missing, provisional or broken shown as
such. Two drawings of the same facts, one for a desk and paper and one for a phone, since no letter may shrink below 12.

The line is lifted where a figure is hidden or missing and at a break, never guessed across. Limits hold per segment.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from roedtraad.measures.periods import Period
from roedtraad.writing.charts import axes, foresight, ink, keys
from roedtraad.writing.charts.facts import Break, ControlChart, Point, ordinal
from roedtraad.writing.charts.figures import brief, label
from roedtraad.writing.charts.lettering import Place, in_rows, shorten, spread, width, wrap
from roedtraad.writing.charts.telling import told
from roedtraad.writing.charts.verdicts import exact
from roedtraad.writing.charts.words import of_break, of_signal, say

BOXES: dict[ink.Size, tuple[float, float]] = {"wide": (760, 400), "phone": (358, 320)}
BELOW = 40.0  # of the drawing, for the names of the periods
INSET = 8.0  # between the edge of the plot and its first and last point
AIR = 8.0  # between the plot and the labels at its right
MOST_ROWS = 3  # of labels of breaks above the plot
HIDDEN_STUB = 26.0  # height of what is hidden where it cannot be said how much it is at most


@dataclass(frozen=True, slots=True)
class Label:
    """What stands at the right end, on one or two lines; `at` is the height that it belongs to. A higher `rank` stays
    longer where there is no room for all."""

    at: float
    lines: tuple[tuple[str, float, int, str], ...]
    css: str
    rank: int

    @property
    def high(self) -> float:
        return sum(size for _, size, _, _ in self.lines) * 1.15

    @property
    def wide(self) -> float:
        return max(width(words, size, weight) for words, size, weight, _ in self.lines)


@dataclass(frozen=True, slots=True)
class Plot:
    """Where everything of a chart lies. `value` gives heights, `time` the places of periods."""

    chart: ControlChart
    size: ink.Size
    time: axes.Line
    value: axes.Scale
    ticks: list[float]
    tick_words: list[str]
    left: float
    right: float
    top: float
    bottom: float

    @property
    def radius(self) -> float:
        """Of an ordinary dot; 0 where points lie so close that dots would only make the line thicker."""
        full = 3.0 if self.size == "wide" else 2.4
        return 0.0 if self.time.step < 3.4 else min(full, self.time.step * 0.3)

    def xy(self, point: Point) -> tuple[float, float]:
        assert point.value is not None
        return self.time.at(point.period), self.value.at(point.value)

    def edge(self, period: Period, side: int) -> float:
        """Where a band ends beside its first (−1) or last (1) period, short of the next segment's."""
        reach = min(5.0, max(self.time.step / 2 - 1.5, 0.4))
        return min(max(self.time.at(period) + side * reach, self.left), self.right)


def draw(chart: ControlChart, prefix: str = "chart", size: ink.Size = "wide", key: bool = False) -> str:
    """The chart as one `<svg>`: 760 by 400 units, or 358 by 320 for a phone. `prefix` keeps ids apart on a page.

    With `key` what the marks mean stands below the plot, and the drawing is as much taller: for paper and Word, where
    no list can follow it. Escapes every word it takes.
    """
    box = BOXES[size]
    plot, marks = _plan(chart, size, box)
    parts = [
        *axes.value_axis(plot.ticks, plot.tick_words, plot.value, plot.left, plot.right),
        *_bands(plot),
        *_breaks(plot, marks),
        *_target(plot),
        *foresight.draw(chart, plot.time, plot.value),
        *_hidden(plot),
        *_line(plot),
        *_points(plot),
        *_labels(plot),
        *axes.period_axis(axes.names(plot.time, chart.language, box[0]), plot.bottom),
    ]
    high = box[1]
    if key:
        listed, high = keys.below(keys.of(chart), box[0], box[1] + 12)
        parts += listed
    return ink.svg(
        prefix, (box[0], high), chart.name, told(chart), parts, "rt-chart rt-chart--control", chart.language
    )


# ---------------------------------------------------------------- where things lie


def _plan(
    chart: ControlChart, size: ink.Size, box: tuple[float, float]
) -> tuple[Plot, list[tuple[Break, str, int, float]]]:
    at = axes.value_ticks(_values(chart), chart.unit)
    words = axes.tick_labels(at, chart.language)
    left = max(axes.gutter(words), 30.0)
    column = max((one.wide for one in _wishes(chart, size)), default=0.0)
    right = box[0] - (column + AIR + 2 if column else 10)
    periods = [point.period for point in chart.points]
    periods += [each.period for each in chart.forecast]
    periods += [step.period for step in chart.path]
    everything = sorted(periods)
    time = axes.Line.of(everything[0], everything[-1], left + INSET, right - INSET)
    marks = _break_labels(chart, size, time, box[0])
    rows = max((row for _, _, row, _ in marks), default=-1) + 1
    top, bottom = 16.0 + 18 * rows, box[1] - BELOW
    value = axes.Scale(at[0], at[-1], bottom, top)
    return Plot(chart, size, time, value, at, words, left, right, top, bottom), marks


def _values(chart: ControlChart) -> list[float]:
    """Everything that must find room on the value axis."""
    found = [point.value for point in chart.points if point.value is not None]
    for segment in chart.segments:
        found += [
            segment.mean,
            *(v for v in map(chart.possible, (segment.lower, segment.upper)) if v is not None),
        ]
    if chart.target:
        found.append(chart.target.value)
    for each in chart.forecast:
        found += [value for value in (each.lower, each.value, each.upper) if value is not None]
    found += [step.value for step in chart.path]
    if any(_counts(point, chart) for point in chart.points):
        found += [0.0, float(chart.minimum - 1)]
    return found


def _counts(point: Point, chart: ControlChart) -> bool:
    """Whether it may be said of a hidden figure that it is a count from 1 to one less than the minimum."""
    return (
        point.state == "suppressed"
        and not point.protects
        and chart.unit.kind == "number"
        and chart.minimum > 1
    )


# ---------------------------------------------------------------- the parts, from the ground up


def _bands(plot: Plot) -> Iterable[str]:
    """Common variation per segment: a band between its limits, which are dotted, and the mean in it."""
    chart = plot.chart
    for segment in chart.segments:
        begin, end = segment.first.start, segment.last.start
        inside = [point.period for point in chart.points if begin <= point.period.start <= end]
        if not inside:
            continue
        left, right = plot.edge(inside[0], -1), plot.edge(inside[-1], 1)
        if segment.lower is not None and segment.upper is not None:
            lower, upper = chart.possible(segment.lower), chart.possible(segment.upper)
            top = plot.value.at(
                upper if upper is not None else min(plot.value.high, chart.unit.most or plot.value.high)
            )
            bottom = plot.value.at(lower if lower is not None else max(plot.value.low, 0.0))
            yield ink.rect(
                left,
                top,
                right - left,
                bottom - top,
                "band" if segment.firm else "band rt-chart__band--thin",
                ink.FJORD_10,
            )
            edges = "".join(
                ink.across(left, right, y)
                for y, limit in ((top, upper), (bottom, lower))
                if limit is not None
            )
            if edges:
                yield ink.line(edges, "limit", ink.FJORD_40, dash="2 3" if segment.firm else "1 5")
        yield ink.line(ink.across(left, right, plot.value.at(segment.mean)), "mean", ink.QUIET)


def _break_labels(
    chart: ControlChart, size: ink.Size, time: axes.Line, edge: float
) -> list[tuple[Break, str, int, float]]:
    """Each break with its words, the row they stand in and their middle; '' where there is no row left for them."""
    room = 380.0 if size == "wide" else 220.0
    found, spans = [], []
    for change in sorted(chart.breaks, key=lambda one: one.period.start):
        if not time.first.start < change.period.start <= time.last.start:
            continue  # before the first figure nothing can be broken
        said = of_break(change, chart.language, short=size == "phone")
        if width(said, ink.PLAIN) > room:
            tail = f" {change.period.label(chart.language, short=True)}"
            said = shorten(change.label, room - width(tail, ink.PLAIN), ink.PLAIN) + tail
        wide = width(said, ink.PLAIN)
        middle = min(max(_border(time, change.period), wide / 2 + 1), edge - wide / 2 - 1)
        found.append((change, said, middle))
        spans.append((middle - wide / 2, middle + wide / 2))
    rows = in_rows(spans)
    return [
        (change, said if row < MOST_ROWS else "", min(row, MOST_ROWS - 1), middle)
        for (change, said, middle), row in zip(found, rows, strict=True)
    ]


def _border(time: axes.Line, period: Period) -> float:
    """Half a step before the period from which something is otherwise."""
    return time.at(period) - time.step / 2


def _breaks(plot: Plot, marks: list[tuple[Break, str, int, float]]) -> Iterable[str]:
    """A break is a dotted line. A rebase, where the same is counted as before, is a thin one with a hollow diamond."""
    rows = max((row for _, _, row, _ in marks), default=0) + 1
    for change, said, row, middle in marks:
        x = _border(plot.time, change.period)
        y = 16.0 + 18 * (rows - 1 - row)
        top = y + 5 if said else plot.top - 8
        if change.rebase:
            yield ink.line(ink.down(x, top + 8, plot.bottom), "rebase", ink.RULE)
            d = f"M{ink.num(x)} {ink.num(top)}l4 4l-4 4l-4 -4Z"
            yield ink.line(d, "rebase", ink.QUIET, 1.2, fill=ink.PAPER)
        else:
            yield ink.line(ink.down(x, top, plot.bottom), "break", ink.INK, 1.2, "1 3")
        if said:
            yield ink.text(middle, y, said, "why", colour=ink.INK, anchor="middle")


def _target(plot: Plot) -> Iterable[str]:
    if plot.chart.target:
        y = plot.value.at(plot.chart.target.value)
        yield ink.line(ink.across(plot.left, plot.right, y), "target", ink.INK, 1.4, "6 4")


def _hidden(plot: Plot) -> Iterable[str]:
    """From zero to the most it can be; a stub on the ground where that cannot be said."""
    wide = min(12.0, max(plot.time.step * 0.8, 2.0))
    ground = plot.value.at(0.0) if plot.value.low <= 0 <= plot.value.high else plot.bottom
    for point in plot.chart.points:
        if point.state == "suppressed":
            x = plot.time.at(point.period)
            counts = _counts(point, plot.chart)
            top = plot.value.at(plot.chart.minimum - 1.0) if counts else max(ground - HIDDEN_STUB, plot.top)
            yield ink.hatched(x - wide / 2, top, wide, ground - top)


def stretches(chart: ControlChart) -> list[list[Point]]:
    """The points that one line holds together: successive periods, each with a figure, no break between."""
    broken = [change.period.start for change in chart.breaks if not change.rebase]
    found: list[list[Point]] = []
    before: Point | None = None
    for point in chart.points:
        if not point.held:
            before = None
            continue
        if (
            before is None
            or ordinal(point.period) - ordinal(before.period) != 1
            or any(before.period.start < day <= point.period.start for day in broken)
        ):
            found.append([])
        found[-1].append(point)
        before = point
    return found


def _line(plot: Plot) -> Iterable[str]:
    d = ink.through_points([plot.xy(point) for point in stretch] for stretch in stretches(plot.chart))
    if d:
        yield ink.line(d, "line", ink.FJORD, 2.0 if plot.radius else 1.4, join=True)


def _points(plot: Plot) -> Iterable[str]:
    """Ordinary points first, so that signals lie on top; the last is larger."""
    latest = plot.chart.latest
    alone = {stretch[0] for stretch in stretches(plot.chart) if len(stretch) == 1}
    scale = (
        min(1.0, max(plot.time.step / 12, 0.55))
        if plot.size == "wide"
        else min(0.95, max(plot.time.step / 10, 0.55))
    )
    shown = [point for point in plot.chart.points if point.held]
    for point in shown:
        hollow = point.state == "provisional"
        if point.signal:
            continue
        radius = max(plot.radius, 4.5 if point is latest else 0.0, 2.0 if point in alone else 0.0)
        if hollow:
            radius = max(radius, 3.4 if plot.radius else 2.4)
        if radius:
            yield ink.dot(*plot.xy(point), radius, hollow=hollow)
    for point in shown:
        if point.signal:
            yield ink.signal(
                *plot.xy(point), point.signal.meaning, scale, hollow=point.state == "provisional"
            )


# ---------------------------------------------------------------- labels at the right end


def _wishes(chart: ControlChart, size: ink.Size) -> list[Label]:
    """The labels, each with the *value* it belongs to as `at`."""
    found = [*_of_latest(chart, size)]
    language = chart.language
    segment = chart.segments[-1] if chart.segments else None

    def plain(value: float, chart: ControlChart) -> str:
        return brief(value, chart.unit.decimals, language)

    def quiet(
        value: float | None, key: str, rank: int, *, like_limit: bool = False, main: bool = False
    ) -> None:
        if value is not None:
            written = (exact if like_limit and abs(value) < 1e7 else plain)(value, chart)
            words = say(language, key, n=written) if size == "wide" or main else written
            weight, colour = (500, ink.INK) if main else (400, ink.QUIET)
            found.append(Label(value, ((words, ink.PLAIN, weight, colour),), "end", rank))

    if segment and not chart.forecast:
        quiet(chart.possible(segment.upper), "upper", 1, like_limit=True)
        quiet(segment.mean, "mean", 2, like_limit=True)
        quiet(chart.possible(segment.lower), "lower", 1, like_limit=True)
    if chart.target:
        quiet(chart.target.value, "target", 4, main=True)
    if chart.forecast:
        quiet(chart.forecast[-1].value, "forecast.end", 3, main=True)
    if chart.path and not chart.aim and not (chart.target and chart.path[-1].value == chart.target.value):
        quiet(chart.path[-1].value, "path.end", 3)
    return found


def _of_latest(chart: ControlChart, size: ink.Size) -> Iterable[Label]:
    """The latest figure in large, with its period below where later ones are hidden, missing or only expected, and with
    the signal in words where there is room for them."""
    latest = chart.latest
    if latest is None or latest.value is None:
        return
    colour = ink.COLOURS[latest.signal.meaning] if latest.signal else ink.INK
    lines = [(label(latest.value, chart.unit, chart.language, short=True), ink.LARGE, 600, colour)]
    if latest is not chart.points[-1] or chart.forecast or chart.path:
        lines.append((latest.period.label(chart.language, short=True), ink.SMALL, 400, ink.QUIET))
    if latest.signal and size == "wide":
        words = wrap(of_signal(latest.signal, chart.language), 130, ink.SMALL, most=3)
        lines += [(line, ink.SMALL, 400, colour) for line in words]
    yield Label(latest.value, tuple(lines), "latest", 5)


def _labels(plot: Plot) -> Iterable[str]:
    """Set so that none touches another; one that had to move is tied to its line by a hair."""
    wishes = _wishes(plot.chart, plot.size)
    room = plot.bottom - 2 - 4
    while len(wishes) > 1 and sum(one.high + 2 for one in wishes) > room:
        wishes.remove(min(wishes, key=lambda one: one.rank))
    places = [Place(plot.value.at(one.at) + _lean(one), one.high) for one in wishes]
    middles = spread(places, 4.0, plot.bottom + 8)
    x = plot.right + AIR
    for one, place, middle in zip(wishes, places, middles, strict=True):
        if abs(middle - place.at) > 6:
            y, to = plot.value.at(one.at), middle - _lean(one)
            yield ink.line(
                f"M{ink.num(plot.right + 1)} {ink.num(y)}L{ink.num(x - 2)} {ink.num(to)}", "tie", ink.RULE
            )
        y = middle - one.high / 2
        for words, size, weight, colour in one.lines:
            y += size * 1.15
            yield ink.text(x, y - size * 0.3, words, one.css, size=size, weight=weight, colour=colour)


def _lean(one: Label) -> float:
    """How far the middle of a label lies below the line that its first line of words belongs to."""
    return one.high / 2 - one.lines[0][1] * 1.15 / 2
