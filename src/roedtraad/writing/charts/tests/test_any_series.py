"""Whatever the figures are, a chart is drawn within its frame, holds nothing but a drawing, and no words lie on others."""

import datetime

from hypothesis import example, given, settings
from hypothesis import strategies as st

from roedtraad.measures.periods import Period, Rhythm
from roedtraad.writing.charts import (
    Answers,
    Attainment,
    Break,
    Comparison,
    ControlChart,
    Course,
    Courses,
    Expected,
    Multiples,
    Part,
    Point,
    Row,
    Segment,
    Signal,
    Step,
    Target,
    Unit,
    Year,
    drawing,
    judged,
    listing,
    picture,
    spark,
    told,
    verdict,
)
from roedtraad.writing.charts.tests.drawn import Drawing
from roedtraad.writing.svg import checked

values = st.one_of(
    st.integers(0, 60).map(float),
    st.floats(-500, 500, allow_nan=False),
    st.floats(-1e9, 1e9, allow_nan=False),
)
words = st.text(max_size=90)
languages = st.sampled_from(["da", "en"])
kinds = st.sampled_from(["number", "percent", "per_1000", "index", "score", "days"])
units = st.builds(Unit, kinds, st.integers(0, 3), st.just("barn"), st.just("børn"))
signals = st.one_of(
    st.none(),
    st.none(),
    st.builds(
        Signal,
        st.sampled_from(["improvement", "concern", "neutral"]),
        st.sampled_from(["outside", "trend", "two_in_three", "shift"]),
        st.booleans(),
    ),
)
sizes = st.sampled_from(["wide", "phone"])


@st.composite
def series(draw, most=60):
    rhythm = draw(st.sampled_from(list(Rhythm)))
    first = Period.holding(rhythm, draw(st.dates(datetime.date(1995, 1, 1), datetime.date(2030, 1, 1))))
    states = st.sampled_from(["shown"] * 6 + ["provisional", "suppressed", "missing", "left out"])
    made = []
    for n in range(draw(st.integers(1, most))):
        state = draw(states)
        if state == "left out" and n:
            continue
        if state in ("shown", "provisional", "left out"):
            made.append(
                Point(
                    first.shifted(n), draw(values), "shown" if state == "left out" else state, draw(signals)
                )
            )
        else:
            made.append(Point(first.shifted(n), None, state, protects=draw(st.booleans())))
    return made


@st.composite
def control_charts(draw):
    points = draw(series())
    first, last = points[0].period, points[-1].period
    segments = []
    if draw(st.booleans()):
        middle = points[len(points) // 2].period
        for begin, end in (
            ((first, middle), (middle.next, last)) if middle.start < last.start else ((first, last),)
        ):
            mean, reach = draw(values), abs(draw(values))
            limits = (mean - reach, mean + reach) if draw(st.booleans()) else (None, None)
            segments.append(Segment(begin, end, mean, *limits, draw(st.integers(7, 30))))
    breaks = [
        Break(first.shifted(n), draw(words), draw(words), draw(st.booleans()))
        for n in draw(st.lists(st.integers(-2, 62), max_size=5, unique=True))
    ]
    ahead = draw(st.integers(0, 4))
    expected = [
        Expected(last.shifted(n + 1), v, v - 1, v + 1)
        for n, v in enumerate(draw(st.lists(values, min_size=ahead, max_size=ahead)))
    ]
    return ControlChart(
        draw(words),
        points,
        draw(units),
        segments,
        breaks,
        draw(st.one_of(st.none(), st.builds(Target, values, st.sampled_from(["most", "least", ""])))),
        draw(st.sampled_from(["low", "high", None])),
        draw(st.sampled_from(["pass", "fail", "inconsistent", None])),
        draw(words),
        draw(st.integers(1, 10)),
        expected,
        [Step(last.shifted(n), v) for n, v in enumerate(draw(st.lists(values, max_size=3)))],
        draw(languages),
    )  # fmt: skip


def fine(svg: str) -> Drawing:
    checked(svg)
    found = Drawing(svg)
    assert not found.outside()
    assert all(word.size >= 12 for word in found.words())
    assert found.desc
    return found


def apart(found: Drawing, *css: str) -> None:
    held = [word for word in found.words() if word.css in css]
    for n, one in enumerate(held):
        for other in held[n + 1 :]:
            assert not one.touches(other), (one, other)


@settings(max_examples=300, deadline=None)
@given(control_charts(), sizes, st.booleans())
def test_any_control_chart(chart, size, key):
    svg = drawing(chart, "a", size, key)
    found = fine(svg)
    apart(found, "end", "latest")
    apart(found, "period")
    apart(found, "why")
    apart(found, "tick")
    apart(found, "key")
    assert svg == drawing(chart, "a", size, key)
    said = verdict(chart)
    assert said.headline
    assert "{" not in "".join(said.sentences).replace(chart.subject, "")
    assert len(listing(chart).lines) >= len(chart.points)
    fine(spark(chart, "s"))


@settings(max_examples=150, deadline=None)
@given(control_charts(), sizes, st.integers(0, 6))
def test_any_series_can_be_judged_and_drawn(chart, size, ahead):
    found = judged(chart, ahead)
    apart(fine(drawing(found, "a", size)), "end", "latest")
    assert verdict(found).headline
    assert judged(found, ahead) == found


@settings(deadline=None)
@given(
    st.lists(st.tuples(words, values, st.sampled_from(["shown", "provisional", "suppressed", "missing"]), st.sampled_from(["own", "other", "country"])), min_size=1, max_size=12),
    units, st.sampled_from(["bars", "dots"]), languages, sizes,
)  # fmt: skip
@example(
    [("", -0.25, "shown", "own")], Unit("number", 1, "barn", "børn"), "bars", "da", "wide"
)  # zero at the edge
def test_any_comparison(rows, unit, form, language, size):
    made = [
        Row(name, value if state in ("shown", "provisional") else None, state, kind)
        for name, value, state, kind in rows
    ]
    chart = Comparison("Fravær", "2026", made, unit, form, language)
    found = fine(drawing(chart, "a", size))
    apart(found, "name")
    apart(found, "value", "name")
    assert len(found.words("value")) == len(rows)
    assert len(listing(chart).lines) == len(rows)


@settings(deadline=None)
@given(
    st.lists(st.tuples(words, st.sampled_from(["own", "other", "country"])), min_size=1, max_size=4),
    st.data(),
    units,
    languages,
    sizes,
)
def test_any_lines_over_time(names, data, unit, language, size):
    first = Period.holding(Rhythm.YEAR, datetime.date(2010, 1, 1))
    courses = []
    for name, kind in names:
        held = data.draw(st.lists(st.one_of(st.none(), values), min_size=1, max_size=15))
        points = [
            Point(first.shifted(n), v, "shown" if v is not None else "suppressed") for n, v in enumerate(held)
        ]
        courses.append(Course(name, points, kind))
    chart = Courses("Fravær", courses, unit, language)
    found = fine(drawing(chart, "a", size))
    apart(found, "end")
    apart(found, "period")
    listing(chart)


@settings(deadline=None, max_examples=50)
@given(
    st.lists(
        st.tuples(words, st.lists(st.one_of(st.none(), values), min_size=1, max_size=20)),
        min_size=1,
        max_size=9,
    ),
    units,
    sizes,
)
def test_any_small_multiples(given_frames, unit, size):
    first = Period.holding(Rhythm.QUARTER, datetime.date(2020, 1, 1))
    charts = [
        ControlChart(
            name,
            [
                Point(first.shifted(n), v, "shown" if v is not None else "suppressed")
                for n, v in enumerate(held)
            ],
            unit,
        )
        for name, held in given_frames
    ]
    chart = Multiples("Fravær", charts)
    found = fine(drawing(chart, "a", size))
    apart(found, "name", "latest", "tick", "period")
    assert [line.cells[0] for line in listing(chart).lines] == [name for name, _ in given_frames]


@settings(deadline=None)
@given(
    st.tuples(words, words, words, words, words),
    st.sampled_from([None, -2, -1, 0, 1, 2]),
    st.sampled_from([None, -2, 0, 2]),
    words,
    languages,
    sizes,
)
def test_any_goal_attainment(levels, now, start, when, language, size):
    chart = Attainment("Unge er med", levels, now, start, when, when, language)
    found = fine(drawing(chart, "a", size))
    apart(found, "level", "when", "words")
    assert len(listing(chart).lines) == 5


@settings(deadline=None)
@given(
    st.lists(words, min_size=2, max_size=7),
    st.lists(st.tuples(words, st.lists(st.one_of(st.none(), st.integers(0, 100)), min_size=7, max_size=7)), min_size=1, max_size=6),
    languages, sizes,
)  # fmt: skip
def test_any_spread_of_answers(categories, years, language, size):
    made = [
        Year(
            label, tuple(Part(v, "shown" if v is not None else "suppressed") for v in held[: len(categories)])
        )
        for label, held in years
    ]
    chart = Answers("Hører du til?", tuple(categories), tuple(made), language=language)
    found = fine(drawing(chart, "a", size))
    apart(found, "share", "name")
    apart(found, "key")
    assert told(chart)


def test_a_picture_needs_words_even_where_a_name_is_empty():
    chart = ControlChart("Fravær", [Point(Period.parse("2026"), 3.0)])
    assert picture(chart, "a").desc
