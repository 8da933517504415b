"""Figures go out and come back: the same cells, the same states, the same source; and nothing that calculates."""

import csv
import datetime
import io
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from roedtraad.figures import (
    Category,
    Cube,
    Dimension,
    FigureError,
    Observation,
    Role,
    Source,
    State,
    jsonstat,
)
from roedtraad.figures.out import DANISH, INTERNATIONAL, csv_lines, dumps, to_jsonstat
from roedtraad.measures.periods import Period

SEX = Dimension("KØN", "køn", (Category("M", "Drenge"), Category("K", "=Piger")))
TIME = Dimension("Tid", "tid", tuple(Category(y, y, Period.parse(y)) for y in ("2023", "2024")), Role.TIME)
SOURCE = Source(
    "Danmarks Statistik", "UND1", "Underretninger", licence="CC BY 4.0", footnotes=("Foreløbige tal.",)
)


def cube(*cells):
    rows = []
    for n, (value, state, provisional) in enumerate(cells):
        codes = ("MK"[n // 2], ("2023", "2024")[n % 2])
        rows.append(Observation(codes, Period.parse(codes[1]), value, state, provisional))
    return Cube.gather([SEX, TIME], rows, SOURCE)


FOUR = cube(
    (1234.5, State.SHOWN, False), (0.0, State.SHOWN, True), (None, State.SUPPRESSED, False), (None, State.MISSING, False)
)  # fmt: skip


def test_zero_suppressed_and_missing_are_three_different_things_in_json_stat():
    told = to_jsonstat(FOUR)
    assert told["value"] == [1234.5, 0, None, None]
    assert told["status"] == {"1": "provisional", "2": "suppressed", "3": "missing"}
    assert (told["version"], told["class"], told["role"]) == ("2.0", "dataset", {"time": ["Tid"]})


def test_zero_suppressed_and_missing_are_three_different_things_in_csv():
    assert "".join(csv_lines(FOUR)) == (
        "\ufeffkøn;tid;Værdi;Status\r\n"
        "Drenge;2023;1234,5;vist\r\n"
        "Drenge;2024;0;vist, foreløbig\r\n"
        "'=Piger;2023;;skjult\r\n"
        "'=Piger;2024;;mangler\r\n"
    )


def test_the_international_variant_with_codes_and_credit():
    lines = list(csv_lines(FOUR, INTERNATIONAL, language="en", codes=True, credit=True))
    assert lines[0] == "KØN,Tid,Value,Status,Source\r\n"
    assert lines[1] == 'M,2023,1234.5,shown,"Danmarks Statistik, UND1, CC BY 4.0"\r\n'


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_begins_as_a_formula(start):
    bad = Dimension("x", f"{start}1+1", (Category("a", f"{start}cmd|' /C calc'!A0"),))
    rows = list(csv.reader(io.StringIO("".join(csv_lines(Cube.gather([bad], [])))[1:]), delimiter=";"))
    assert all(not cell.startswith(start) for row in rows for cell in row)


def test_a_cell_without_a_value_cannot_be_made_to_hold_one():
    with pytest.raises(FigureError, match="ikke passer"):
        cube((3.0, State.SUPPRESSED, False))
    with pytest.raises(FigureError):
        cube((None, State.SHOWN, False))


words = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), min_size=1, max_size=8)
cells = st.one_of(
    st.tuples(st.floats(allow_nan=False, allow_infinity=False), st.just(State.SHOWN), st.booleans()),
    st.tuples(st.none(), st.sampled_from([State.SUPPRESSED, State.MISSING]), st.just(False)),
)


@st.composite
def cubes(draw):
    dimensions = []
    for n in range(draw(st.integers(0, 2))):
        codes = draw(st.lists(words, min_size=1, max_size=4, unique=True))
        role = draw(st.sampled_from([Role.OTHER, Role.PLACE, Role.METRIC]))
        unit = draw(st.sampled_from(["", "antal"]))
        dimensions.append(
            Dimension(f"d{n}", draw(words), tuple(Category(c, draw(words), None, unit) for c in codes), role)
        )
    years = draw(st.lists(st.integers(1990, 2030), max_size=4, unique=True))
    if years:
        form = draw(st.sampled_from(["{}", "{}M03", "{}K2", "uge 7, {}", "x{}"]))
        categories = []
        for year in years:
            code = form.format(year)
            categories.append(Category(code, code, None if form[0] == "x" else Period.parse(code)))
        dimensions.append(Dimension("Tid", "tid", tuple(categories), Role.TIME))
    source = Source(
        draw(words), "T", draw(words), "", "CC BY 4.0", "", "", datetime.datetime(2025, 1, 2, 8), "da", tuple(draw(st.lists(words, max_size=2)))
    )  # fmt: skip
    empty = Cube.gather(dimensions, [], source)
    rows = []
    for each in empty:
        if draw(st.booleans()):
            value, state, provisional = draw(cells)
            rows.append(Observation(each.codes, each.period, value, state, provisional))
    return Cube.gather(dimensions, rows, source)


@settings(max_examples=60, deadline=None)
@given(cubes())
def test_what_goes_out_as_json_stat_comes_back_the_same(made):
    assert jsonstat.read(json.loads(dumps(made))) == made


@settings(max_examples=40, deadline=None)
@given(cubes(), st.sampled_from([DANISH, INTERNATIONAL]))
def test_csv_holds_every_cell_and_its_number_in_full(made, variant):
    text = "".join(csv_lines(made, variant)).removeprefix("\ufeff")
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=variant.delimiter))[1:]
    assert len(rows) == len(made)
    for row, cell in zip(rows, made, strict=True):
        assert (float(row[-2].replace(",", ".")) if row[-2] else None) == cell.value


def test_a_part_of_a_cube_and_one_series_of_it():
    part = FOUR.only({"køn": ["K"]})
    assert [each.state for each in part] == [State.SUPPRESSED, State.MISSING]
    assert [each.value for each in FOUR.series({"KØN": "M"})] == [1234.5, 0.0]
    with pytest.raises(FigureError, match="køn har stadig 2"):
        FOUR.series({})
    with pytest.raises(FigureError, match="»X« findes ikke i køn"):
        FOUR.only({"KØN": ["X"]})
    with pytest.raises(FigureError, match="ingen variabel"):
        FOUR.only({"ALDER": ["1"]})
    with pytest.raises(FigureError, match="hvornår"):
        Cube.gather([SEX], []).series({"KØN": "M"})


def test_a_gap_between_periods_is_named():
    time = Dimension(
        "Tid", "tid", tuple(Category(y, y, Period.parse(y)) for y in ("2020", "2023")), Role.TIME
    )
    assert [each.key for each in Cube.gather([time], []).gaps()] == ["2021", "2022"]
    assert Cube.gather([SEX], []).gaps() == []
