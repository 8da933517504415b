"""A table is recognised, confirmed and taken: any way it lies, moved or not, whole or not at all."""

import datetime
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from roedtraad.figures import State
from roedtraad.figures.sheets import Layout, Measure, Template, propose, read_book, take
from roedtraad.figures.statbank.tests import RECORDED, recorded
from roedtraad.measures.periods import Period, Rhythm

from . import csv_of, excel

DOWN = [
    "Elever i udskolingen;;",
    "År;Elever;Fravær over 10 %",
    "2021;310;12,5",
    "2022;305;13",
    "2023;298;14,2",
]
ACROSS = ["Skole;2021;2022;2023", "Fjordskolen;12;14;<5", "Bakkeskolen;8;..;9"]
LONG = ["Skole;Køn;Skoleår;Antal", "Fjordskolen;Drenge;2021/22;12", "Fjordskolen;Piger;2021/22;14", "Fjordskolen;Drenge;2022/23;10"]  # fmt: skip


def book(*lines):
    return read_book(csv_of(*lines), "x.csv")


def best(made):
    return propose(made)[0]


def taken(made, **changes):
    return take(made, replace(best(made).template, **changes))


def values(cube):
    return {(*each.codes[:-1], str(each.period)): each.value for each in cube}


def told(result):
    return [(each.code, each.facts.get("cell", "")) for each in result.faults]


# ---------------------------------------------------------------- ways to lie


def test_periods_down_and_series_beside():
    made = book(*DOWN)
    proposal = best(made)
    assert proposal.template.layout is Layout.DOWN
    assert (proposal.template.period, proposal.template.series) == ("År", ("Elever", "Fravær over 10 %"))
    assert proposal.confidence > 0.8
    assert "»År« har 3 perioder, fra 2021 til 2023" in proposal.reasons[0].sentence()
    cube = take(made, proposal.template).cube
    assert values(cube)[("Elever", "2022")] == 305
    assert [each.value for each in cube.series({"serie": "Fravær over 10 %"})] == [12.5, 13, 14.2]


def test_periods_across_and_series_below():
    proposal = best(book(*ACROSS))
    assert proposal.template.layout is Layout.ACROSS
    assert (proposal.template.labels, proposal.template.series) == (
        ("Skole",),
        ("Fjordskolen", "Bakkeskolen"),
    )
    cube = take(book(*ACROSS), proposal.template).cube
    states = {(each.codes[0], str(each.period)): each.state for each in cube}
    assert states[("Fjordskolen", "2023")] is State.SUPPRESSED
    assert states[("Bakkeskolen", "2022")] is State.MISSING
    assert values(cube)[("Bakkeskolen", "2023")] == 9


def test_long_form_with_columns_to_split_by():
    proposal = best(book(*LONG))
    assert proposal.template.layout is Layout.LONG
    assert (proposal.template.labels, proposal.template.rhythm) == (("Skole", "Køn"), Rhythm.SCHOOL_YEAR)
    cube = take(book(*LONG), proposal.template).cube
    assert values(cube)[("Fjordskolen", "Drenge", "2022/2023")] == 10
    assert values(cube)[("Fjordskolen", "Piger", "2022/2023")] is None


def test_a_file_of_one_period_is_given_it_and_its_title_suggests_which():
    made = book("SSP-undersøgelse 2023;", "Skole;Antal elever", "Fjordskolen;50", "Bakkeskolen;40")
    proposal = best(made)
    assert proposal.period == Period.parse("2023")
    assert told(take(made, proposal.template)) == [("period-not-said", "")]
    assert len(take(made, proposal.template, period=proposal.period).cube) == 2


def test_a_download_of_the_statbank_with_outlines_in_its_labels():
    recorded("subjects_da.json")
    made = read_book((RECORDED / "numecon_RAS200.xlsx").read_bytes(), "RAS200.xlsx")
    proposal = best(made)
    assert (proposal.template.layout, proposal.template.measure) == (Layout.ACROSS, Measure.PERCENT)
    cube = take(made, proposal.template).cube
    row = [each for each in cube if each.codes[4] == "Vesthimmerlands"]
    assert [each.value for each in row][:2] == [76.9, 72.7]
    assert {each.codes[0] for each in cube} == {"Employment rate"}


def test_the_same_figures_in_long_form_agree_with_the_download():
    recorded("subjects_da.json")
    made = read_book((RECORDED / "numecon_RAS200_long.csv").read_bytes(), "long.csv")
    proposal = best(made)
    assert (proposal.template.period, proposal.template.labels) == ("year", ("municipality",))
    assert (proposal.template.decimal, proposal.template.series) == (".", ("empl",))
    cube = take(made, proposal.template).cube
    assert values(cube)[("Vesthimmerlands", "2009")] == 72.7


def test_codes_in_a_column_split_the_figures_and_count_nothing():
    made = book("Kommunekode;År;Antal", "820;2022;5", "825;2022;6", "820;2023;7", "825;2023;8")
    proposal = best(made)
    assert (proposal.template.labels, proposal.template.series) == (("Kommunekode",), ("Antal",))


# ---------------------------------------------------------------- next year


def test_next_years_file_is_found_by_headers_though_columns_have_moved():
    template = Template.from_json(best(book(*DOWN)).template.as_json())
    moved = book(
        "Ny overskrift;;;", "Fravær  over 10 %;Bemærkning;ÅR:;elever", "12,5;;2021;310", ";;2022;305", "15;ny;2024;290"
    )  # fmt: skip
    result = take(moved, template)
    assert values(result.cube)[("Elever", "2024")] == 290
    assert values(result.cube)[("Fravær over 10 %", "2022")] is None
    assert [fault.code for fault in result.faults] == ["gap"]
    assert "2023" in result.faults[0].sentence()


def test_a_header_that_is_gone_is_named_with_what_comes_close():
    result = take(book("År;Elevtal;Fravær over 10 pct.", "2021;310;12"), best(book(*DOWN)).template)
    assert result.cube is None
    assert [(f.code, f.facts["header"], f.facts["near"]) for f in result.faults] == [
        ("header-gone", "Elever", ""),
        ("header-gone-near", "Fravær over 10 %", "Fravær over 10 pct."),
    ]


def test_a_new_column_and_a_new_row_are_told_and_not_taken():
    result = take(book("År;Elever;Fravær over 10 %;Klasser", "2021;1;2;3"), best(book(*DOWN)).template)
    assert told(result) == [("column-new", "D1")]
    assert len(result.cube) == 2
    result = take(book(*ACROSS, "Ny skole;1;2;3"), best(book(*ACROSS)).template)
    assert told(result) == [("series-new", "A4")]
    assert len(result.cube) == 6


def test_a_row_that_is_gone_stops_the_file():
    result = take(book(*ACROSS[:2]), best(book(*ACROSS)).template)
    assert (result.cube, [f.code for f in result.faults]) == (None, ["series-gone"])
    assert "Bakkeskolen" in result.faults[0].sentence()


def test_the_sheet_is_found_by_its_name():
    rows = [["År", "Antal"], [2022, 1], [2023, 2]]
    made = read_book(excel(("Forside", [["Hej", "x"]]), ("Tal", rows)), "x.xlsx")
    template = best(made).template
    assert template.sheet == "Tal"
    assert take(made, template).cube is not None
    other = read_book(excel(("Forside", [["Hej", "x"]]), ("Data", rows)), "x.xlsx")
    assert [f.code for f in take(other, template).faults] == ["sheet-gone"]


# ---------------------------------------------------------------- cells that are in the way


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("tolv", "not-a-figure"), ("ca. 12", "approximate"), ("-", "dash"), ("-4", "negative"), ("12 %", "percent-in-numbers"),
    ],
)  # fmt: skip
def test_a_cell_in_the_way_is_named_with_what_stands_there_and_nothing_is_taken(cell, code):
    template = best(book("År;Antal", "2022;1", "2023;2")).template
    result = take(book("År;Antal", "2022;1", f"2023;{cell}"), template)
    assert result.cube is None
    assert told(result) == [(code, "B3")]
    sentence = result.faults[0].sentence()
    assert sentence.startswith("B3")
    assert cell in sentence


def test_every_cell_in_the_way_is_told_at_once():
    template = best(book("År;Antal", "2022;1", "2023;2")).template
    result = take(book("År;Antal", "2022;ca. 4", "2023;x1", "2024;5"), template)
    assert told(result) == [("approximate", "B2"), ("not-a-figure", "B3")]
    assert result.cells == 1


def test_more_faults_than_anybody_reads_are_counted():
    template = best(book("År;Antal", "2022;1", "2023;2")).template
    result = take(book("År;Antal", *(f"{year};?!" for year in range(1960, 2100))), template)
    assert len(result.faults) == 140
    many = take(
        book("Skole;År;Antal", *(f"S{n};2022;?!" for n in range(300))),
        best(book("Skole;År;Antal", "a;2022;1", "b;2022;2")).template,
    )
    assert (len(many.faults), many.faults[-1].facts["count"]) == (201, 100)


def test_errors_dates_and_formulas_in_place_of_figures():
    template = best(book("År;Antal", "2022;1", "2023;2")).template
    rows = [["År", "Antal"], [2021, "=1/0"], [2022, datetime.date(2024, 4, 1)], [2023, "=B2"]]
    result = take(read_book(excel(("Ark1", rows)), "x.xlsx"), template)
    assert told(result) == [("cell-formula", "B2"), ("cell-date", "B3"), ("cell-formula", "B4")]
    assert "skriv <5" in result.faults[1].sentence()


def test_the_same_twice_names_both_cells():
    template = best(book(*LONG)).template
    result = take(book(*LONG, LONG[1]), template)
    assert result.cube is None
    assert (result.faults[0].facts["cell"], result.faults[0].facts["other"]) == ("D5", "D2")


def test_a_period_that_cannot_be_read_is_named_and_a_total_is_passed_over():
    template = best(book("År;Antal", "2022;1", "2023;2")).template
    assert told(take(book("År;Antal", "2022;1", "20222;2"), template)) == [("not-a-period", "A3")]
    result = take(book("År;Antal", "2022;1", "I alt;1", "Kilde: eget træk;"), template)
    assert told(result) == [("total-skipped", "A3")]
    assert len(result.cube) == 1


def test_a_row_without_its_label_is_named():
    result = take(book(*LONG, "Fjordskolen;;2022/23;3"), best(book(*LONG)).template)
    assert told(result) == [("label-missing", "B5")]


def test_an_empty_and_a_half_table():
    template = best(book(*DOWN)).template
    assert [f.code for f in take(book(*DOWN[:2]), template).faults] == ["no-figures"]
    half = take(book(*DOWN[:3], "2022;305;"), template)
    assert values(half.cube)[("Fravær over 10 %", "2022")] is None
    assert take(book("Skole;a", "b;c"), best(book(*ACROSS)).template).faults[0].code == "no-periods-across"
    assert propose(book("Navn;Adresse", "Fjordskolen;Vejen 1")) == []


def test_a_dash_is_settled_in_the_template():
    made = book("År;Antal", "2021;3", "2022;-", "2023;2")
    assert "reason-dash" in [each.code for each in best(made).reasons]
    assert [f.code for f in taken(made).faults] == ["dash"]
    assert [each.value for each in taken(made, dash="zero").cube] == [3, 0, 2]
    assert [each.state for each in taken(made, dash="missing").cube][1] is State.MISSING


def test_a_star_after_the_number_or_the_year_is_provisional():
    marks = [each.provisional for each in taken(book("År;Antal", "2021;3", "2022;4*", "2023*;2")).cube]
    assert marks == [False, True, True]


# ---------------------------------------------------------------- percentages


def percentages(made):
    proposal = best(made)
    return proposal, [each.value for each in take(made, proposal.template).cube]


def test_per_cent_as_a_format_as_a_sign_and_as_plain_numbers_are_all_twelve():
    formatted = read_book(
        excel(("Ark1", [["År", "Fravær"], [2022, 0.12], [2023, 0.07]]), formats={"B2": "0%", "B3": "0.0%"}), "x.xlsx"
    )  # fmt: skip
    signs = book("År;Fravær", "2022;12 %", "2023;7 %")
    plain = book("År;Fravær i procent", "2022;12", "2023;7")
    for made in (formatted, signs, plain):
        proposal, found = percentages(made)
        assert (proposal.template.measure, found) == (Measure.PERCENT, [12.0, 7.0])


def test_shares_from_0_to_1_are_proposed_as_per_cent_and_said():
    proposal, found = percentages(book("År;Andel med fravær", "2022;0,12", "2023;0,07"))
    assert found == [12.0, 7.0]
    assert "scaled" in [each.code for each in proposal.reasons]


def test_a_small_percentage_is_not_taken_for_a_share():
    _proposal, found = percentages(book("År;Fravær i procent", "2022;0,5", "2023;7"))
    assert found == [0.5, 7.0]


# ---------------------------------------------------------------- dates


@pytest.mark.parametrize(
    ("cells", "keys"),
    [
        ([datetime.date(2023, 1, 1), datetime.date(2023, 2, 1)], ["2023-01", "2023-02"]),
        ([datetime.date(2022, 12, 31), datetime.date(2023, 12, 31)], ["2022", "2023"]),
        ([datetime.date(2023, 3, 31), datetime.date(2023, 6, 30)], ["2023-Q1", "2023-Q2"]),
        ([datetime.date(2022, 8, 1), datetime.date(2023, 8, 1)], ["2022/2023", "2023/2024"]),
        ([44927, 44958], ["2023-01", "2023-02"]),  # serials of 1 January and 1 February 2023
        (["31-12-2022", "31.12.2023"], ["2022", "2023"]),
        (["jan 2023", "februar 2023"], ["2023-01", "2023-02"]),
        (["2023K1", "2. kvartal 2023"], ["2023-Q1", "2023-Q2"]),
    ],
)
def test_dates_are_the_periods_they_stand_for(cells, keys):
    rows = [["Dato", "Antal"], [cells[0], 1], [cells[1], 2]]
    made = read_book(excel(("Ark1", rows)), "x.xlsx")
    proposal = best(made)
    assert [str(each.period) for each in take(made, proposal.template).cube] == keys


def test_serials_are_said_to_be_read_as_dates():
    made = book("Dato;Antal", "44927;1", "44958;2")
    assert "reason-serials" in [each.code for each in best(made).reasons]


def test_a_bare_year_is_a_school_year_where_the_template_says_so():
    cube = taken(book("Skoleår;Antal", "2022;1", "2023;2"), rhythm=Rhythm.SCHOOL_YEAR).cube
    assert [str(each.period) for each in cube] == ["2022/2023", "2023/2024"]


def test_numbers_that_read_two_ways_are_said_to_be_guessed():
    made = book("År;Antal", "2022;1.234", "2023;2.345")
    assert "decimal-guessed" in [each.code for each in best(made).reasons]
    assert [each.value for each in taken(made).cube] == [1234, 2345]
    assert [each.value for each in taken(made, decimal=".", measure=Measure.NUMBER).cube] == [1.234, 2.345]


# ---------------------------------------------------------------- by property

names = st.text("abcdefgæøå", min_size=3, max_size=8)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(names, min_size=1, max_size=4, unique=True),
    st.integers(1990, 2015),
    st.integers(2, 6),
    st.sampled_from(list(Layout)),
    st.randoms(use_true_random=False),
)
def test_a_table_is_taken_whole_whichever_way_it_lies_and_again_after_its_columns_have_moved(
    series, first, count, layout, random
):
    years = [str(first + n) for n in range(count)]
    figures = {(name, year): random.randrange(0, 900) for name in series for year in years}
    match layout:
        case Layout.DOWN:
            rows = [["År", *series], *([y, *(figures[s, y] for s in series)] for y in years)]
        case Layout.ACROSS:
            rows = [["Skole", *years], *([s, *(figures[s, y] for y in years)] for s in series)]
        case Layout.LONG:
            rows = [["Skole", "År", "Antal"], *([s, y, figures[s, y]] for s in series for y in years)]
    made = book(*(";".join(map(str, row)) for row in rows))
    proposal = next(each for each in propose(made) if each.template.layout is layout or len(series) == 1)
    cube = take(made, proposal.template).cube
    assert sorted(each.value for each in cube) == sorted(figures.values())
    if proposal.template.layout is Layout.ACROSS:
        return
    order = list(range(len(rows[0])))
    random.shuffle(order)
    moved = book("Titel;", *(";".join(str(row[n]) for n in order) for row in rows))
    assert values(take(moved, Template.from_json(proposal.template.as_json())).cube) == values(cube)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.lists(st.text("0123456789.,;-%<xæ å*", max_size=6), min_size=2, max_size=4), min_size=1, max_size=6
    )
)
def test_no_table_makes_it_fall(rows):
    try:
        made = read_book(
            "\n".join(";".join(cell.replace(";", "") for cell in row) for row in rows).encode(), "x.csv"
        )
    except Exception as error:
        assert type(error).__name__ in ("Unopened", "FigureError")  # noqa: PT017
        return
    for proposal in propose(made):
        result = take(made, proposal.template, period=Period.parse("2023"))
        assert (result.cube is None) == bool(result.blocking)
        for fault in result.faults:
            assert fault.sentence("da") != fault.sentence("en")


@pytest.mark.parametrize(
    ("header", "counts"),
    [
        ("Dage", True),
        ("Fraværsdage", True),
        ("Bidrag", True),
        ("Age", False),
        ("Skole-id", False),
        ("Klassetrin", False),
    ],
)
def test_a_column_of_days_counts_and_a_column_of_ages_tells_rows_apart(header, counts):
    lines = [f"År;{header};Antal", "2021;11;412", "2021;12;388", "2022;11;401", "2022;12;377"]
    assert (header in best(book(*lines)).template.series) is counts
