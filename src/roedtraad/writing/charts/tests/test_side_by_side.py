"""Comparisons, lines over time, small multiples, goal attainment and answers: each shows its facts and no more."""

import re

import pytest

from roedtraad.writing.charts import (
    Answers,
    Attainment,
    ChartError,
    Comparison,
    ControlChart,
    Course,
    Courses,
    Multiples,
    Part,
    Point,
    Row,
    Unit,
    Year,
    drawing,
    listing,
    told,
)
from roedtraad.writing.charts.tests.drawn import Drawing
from roedtraad.writing.charts.tests.series import ABSENCE, absence, month, points, school_year, waiting

PERCENT = Unit("percent", 1)


def drawn(chart, size="wide") -> Drawing:
    return Drawing(drawing(chart, "a", size))


@pytest.fixture(params=["wide", "phone"])
def size(request):
    return request.param


COMPARED = Comparison(
    "Elever med bekymrende fravær",
    "2025/26",
    [
        Row("Fjordby", 14.2, kind="own"),
        Row("Egekøbing", 12.1),
        Row("Nørre Å", None, "suppressed"),
        Row("Sandhavn", 17.9, "provisional"),
        Row("Mosebæk", None, "missing"),
        Row("Hele landet", 13.4, kind="country"),
    ],
    PERCENT,
)


def test_bars_are_as_long_as_their_figures_and_in_the_order_given(size):
    svg = drawn(COMPARED, size)
    bars = [*svg.marks("own"), *svg.marks("other")]
    lengths = [float(bar.get("width")) for bar in bars]
    assert lengths[1] / lengths[0] == pytest.approx(12.1 / 14.2, abs=0.002)
    assert [w.text for w in svg.words("name")] == [row.name for row in COMPARED.rows]
    own = next(w for w in svg.root.iter() if w.text == "Fjordby")
    assert own.get("font-weight") == "600"


def test_hidden_missing_and_provisional_rows_are_told_apart(size):
    svg = drawn(COMPARED, size)
    assert [w.text for w in svg.words("value")] == [
        "14,2\u00a0%", "12,1\u00a0%", "skjult", "17,9\u00a0% (foreløbigt tal)", "mangler", "13,4\u00a0%",
    ]  # fmt: skip
    assert len(svg.marks("hidden")) == 1
    assert "Skjult: Nørre Å. Mangler: Mosebæk." in svg.desc


def test_the_country_s_figure_is_a_line_past_every_bar(size):
    svg = drawn(COMPARED, size)
    lines = [one for one in svg.marks("country") if one.tag.endswith("path")]
    bar = next(one for one in svg.marks("country") if one.tag.endswith("rect"))
    x = re.match(r"M([\d.]+)", lines[0].get("d"))[1]
    assert float(x) == pytest.approx(float(bar.get("x")) + float(bar.get("width")), abs=0.2)


def test_a_fall_goes_the_other_way(size):
    chart = Comparison("Ændring", "siden 2020", [Row("Fjordby", -120, kind="own"), Row("Egekøbing", 240)])
    svg = drawn(chart, size)
    (down,), (up,) = svg.marks("own"), svg.marks("other")
    zero = float(up.get("x"))
    assert float(down.get("x")) + float(down.get("width")) == pytest.approx(zero, abs=0.15)
    assert svg.words("value")[0].text == "−120"


def test_dots_need_no_zero(size):
    rows = [Row("Fjordby", 3.9, kind="own"), Row("Egekøbing", 4.1), Row("Landet", 4.0, kind="country")]
    svg = drawn(Comparison("Trivsel", "2026", rows, Unit("score", 1), "dots"), size)
    assert svg.words("tick")[0].text != "0"
    xs = {
        one.get("class").rpartition("__")[2]: float(one.get("cx")) for one in svg.root.iter() if one.get("cx")
    }
    assert xs["own"] < xs["country--hollow"] < xs["other"]


YEARS = [school_year(2014 + n) for n in range(12)]


def courses() -> Courses:
    return Courses(
        "Fravær, procent",
        [
            Course("Fjordby", points(YEARS[0], [6 + 0.1 * n for n in range(12)]), "own"),
            Course("Hele landet", points(YEARS[0], [5.9 + 0.1 * n for n in range(12)]), "country"),
            Course("Kommuner, der ligner os", points(YEARS[0], [7.0] * 5 + [0] + [7.0] * 6, suppressed=[5])),
        ],
        PERCENT,
    )


def test_every_line_has_its_name_and_latest_figure_at_its_end(size):
    svg = drawn(courses(), size)
    ends = [w.text for w in svg.words("end")]
    assert ends[:2] == ["Fjordby", "7,1\u00a0%"]
    assert "7,0\u00a0%" in ends
    assert all(w.left > max(x for run in svg.runs("own") for x, _ in run) for w in svg.words("end"))


def test_lines_differ_by_more_than_colour():
    svg = drawn(courses())
    strokes = {
        (one.get("stroke-dasharray"), one.get("stroke-width"))
        for css in ("own", "other")
        for one in svg.marks(css)
        if one.tag.endswith("path") and one.get("fill") == "none"
    }
    assert len(strokes) == 3


def test_a_line_of_others_is_lifted_where_a_figure_is_hidden(size):
    runs = [run for run in drawn(courses(), size).runs("other") if len(run) > 2]
    assert [len(run) for run in runs if len({y for _, y in run}) == 1] == [5, 6]


def test_more_than_four_lines_are_read_by_nobody():
    five = [Course(str(n), points(month(2026, 1), [n, n])) for n in range(5)]
    with pytest.raises(ChartError, match="one to 4"):
        Courses("Fravær", five)


def test_small_multiples_share_a_scale_and_are_never_ranked(size):
    schools = ["Østre Skole", "Bakkeskolen", "Vestervang Skole"]
    low = [value / 3 for value in ABSENCE]
    charts = [
        ControlChart(name, points(month(2025, 4), values), PERCENT)
        for name, values in zip(schools, (ABSENCE, low, ABSENCE), strict=True)
    ]
    chart = Multiples("Fravær pr. skole", charts)
    svg = drawn(chart, size)
    assert [w.text for w in svg.words("name")] == schools
    heights = [[y for _, y in run] for run in svg.runs()]
    assert heights[0] == heights[2] or size == "phone"  # the same figures in one row of frames
    reach = [max(run) - min(run) for run in heights]
    assert reach[1] == pytest.approx(reach[0] / 3, abs=0.2)
    assert [line.cells[0] for line in listing(chart).lines] == schools


def test_a_frame_whose_latest_figure_is_hidden_says_so_and_not_the_one_before(size):
    shown = points(month(2026, 1), [22, 24, 23])
    hidden = [*shown[:-1], Point(shown[-1].period, None, "suppressed")]
    chart = Multiples("Ventende", [ControlChart("Nord", shown), ControlChart("Syd", hidden)])
    north, south = listing(chart).lines
    assert north.cells[1:3] == ("23", "mar.\N{NO-BREAK SPACE}2026")
    assert south.cells[1:3] == ("skjult", "mar.\N{NO-BREAK SPACE}2026")
    assert "Syd: skjult" in told(chart)
    assert [word.text for word in drawn(chart, size).words("latest")] == ["23", "skjult"]


def test_frames_of_different_units_share_no_scale():
    with pytest.raises(ChartError, match="share no scale"):
        Multiples("Alt", [absence(), waiting()])


LEVELS = (
    "Ungerådet bliver hørt i alle sager og har selv bragt fem",
    "Ungerådet bliver hørt i alle sager",
    "Ungerådet bliver hørt i ni af ti sager",
    "Ungerådet bliver hørt i halvdelen",
    "Ungerådet bliver sjældent hørt",
)


def test_goal_attainment_shows_where_it_stands_and_where_it_began(size):
    svg = drawn(Attainment("Unge er med", LEVELS, 0, -1, "september 2026", "maj 2025"), size)
    filled, hollow = (
        next(one for one in svg.marks("dot") if ("hollow" in one.get("class")) is hollow_)
        for hollow_ in (False, True)
    )
    assert float(filled.get("cy")) < float(hollow.get("cy"))  # it has risen
    assert [w.text for w in svg.words("when")] == ["nu, september 2026", "ved start, maj 2025"]
    assert [w.text for w in svg.words("level")][::2] == ["+2", "+1", "0", "−1", "−2"]
    assert svg.desc.startswith(
        "Nu: 0, som forventet (september 2026). Ved start: −1, ringere end forventet (maj 2025)."
    )


def test_what_nobody_has_assessed_stands_nowhere(size):
    svg = drawn(Attainment("Unge er med", LEVELS), size)
    assert not svg.marks("dot")
    assert svg.desc.startswith("Der er ikke vurderet endnu.")
    with pytest.raises(ChartError, match="from −2 to 2"):
        Attainment("Unge er med", LEVELS, 3)


def answers(*parts, **more) -> Answers:
    return Answers(
        "Hører du til i din klasse?",
        ("Meget tit", "Tit", "Sjældent"),
        [Year("2026", tuple(Part(v, "shown" if v is not None else "suppressed") for v in parts), 812)],
        **more,
    )


def test_answers_fill_the_bar_in_the_order_of_the_question(size):
    svg = drawn(answers(50, 30, 20), size)
    widths = [
        float(one.get("width"))
        for n in (1, 2, 3)
        for one in svg.marks(f"part--{n}")
        if one.get("height") == "28"
    ]
    assert [width / sum(widths) for width in widths] == pytest.approx([0.5, 0.3, 0.2], abs=0.002)
    assert [w.text for w in svg.words("share")] == ["50\u00a0%", "30\u00a0%", "20\u00a0%"]


def test_two_hidden_parts_are_one_hatched_rest(size):
    svg = drawn(answers(70, None, None), size)
    rest = svg.marks("hidden")[-1]
    part = next(one for one in svg.marks("part--1") if one.get("height") == "28")
    assert float(rest.get("width")) / float(part.get("width")) == pytest.approx(30 / 70, abs=0.02)
    assert [w.text for w in svg.words("share")] == ["70\u00a0%"]


def test_a_single_hidden_part_would_be_told_by_the_others_so_the_year_is_hidden(size):
    chart = answers(70, 27, None)
    source = drawing(chart, "a", size)
    assert "70" not in re.sub(r'"[^"]*"', "", source)
    assert "27\u00a0%" not in source
    assert listing(chart).lines[0].cells == ("2026", "skjult", "skjult", "skjult", "812")
    assert "70" not in told(chart)
