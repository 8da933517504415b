"""StatBank is asked, and answers: the same figures whichever way they come, with their source."""

import datetime

import pytest

from roedtraad.figures import FigureError, State
from roedtraad.figures.played import Mischief, played, recorded_tables, sample_tables
from roedtraad.figures.statbank import (
    Latest,
    Selection,
    Since,
    StatBank,
    TableGone,
    Truncated,
    cells,
    fit,
    must_stream,
    preset,
    search,
)
from roedtraad.measures.periods import Period

from . import RECORDED, recorded


def vesthimmerland(info):
    return preset(info, "820", group=True)


def test_json_stat_csv_and_the_stream_give_the_same_figures(statbank):
    info = statbank.table("PRUND1")
    selection = vesthimmerland(info)
    cube = statbank.data(selection, info)
    assert statbank.csv(selection, info) == cube
    with statbank.stream(selection, info) as rows:
        assert rows.cube(absent=info.absent) == cube
    assert len(cube) == 32 * 10  # own, country, the 30 others of its group; ten years


def test_a_municipality_stands_beside_the_country_and_its_group(statbank):
    info = statbank.table("PRUND1")
    selection = vesthimmerland(info)
    assert selection.choices["OMRÅDE"][:2] == ("820", "000")
    assert {"707", "820", "000"} <= set(selection.choices["OMRÅDE"])
    assert (selection.choices["ALDER"], selection.choices["KØN"]) == (("IALT",), ("TOT",))
    series = statbank.data(selection, info).series({"OMRÅDE": "820"})
    assert [each.period.key for each in series] == [str(year) for year in range(2015, 2025)]


def test_every_set_of_figures_carries_source_licence_time_and_footnotes(statbank):
    source = statbank.data(Selection.of("PRUND1", {"Tid": "*"})).source
    assert source.credit() == "Danmarks Statistik, PRUND1, CC BY 4.0"
    assert source.url == "https://www.statistikbanken.dk/PRUND1"
    assert source.updated == datetime.datetime(2025, 6, 18, 8, 0)
    assert source.footnotes == ("Tallene for 2024 er foreløbige. Fra 2024 efter barnets lov.",)


def test_figures_that_a_footnote_calls_provisional_are_marked(statbank):
    info = statbank.table("PRUND1")
    selection = Selection.of("PRUND1", {"OMRÅDE": ["820"], "Tid": {"latest": 2}})
    marks = [(each.period.key, each.provisional) for each in statbank.data(selection, info)]
    assert marks == [("2023", False), ("2024", True)]
    assert [f.code for f in fit(selection, info)] == ["provisional"]
    assert "2024" in fit(selection, info)[0].sentence()


def test_missing_is_not_zero(statbank):
    cube = statbank.data(Selection.of("PRANB1", {"OMRÅDE": "*", "Tid": "*"}))
    missing = [each for each in cube if each.state is State.MISSING]
    assert missing
    assert all(each.value is None for each in missing)
    assert all(each.value is not None for each in cube if each.state is State.SHOWN)


def test_what_is_left_out_is_its_total_and_time_its_latest(statbank, bank):
    info = statbank.table("PRUND1")
    selection = Selection.of("PRUND1", {"OMRÅDE": ["820"]})
    assert "latest-only" in [each.code for each in fit(selection, info)]
    (one,) = statbank.data(selection, info)
    whole = statbank.data(
        Selection.of("PRUND1", {"OMRÅDE": ["820"], "KØN": ["TOT"], "ALDER": ["IALT"], "Tid": ["2024"]})
    )
    assert one.value == next(iter(whole)).value


def test_a_stream_names_every_variable_by_its_total(statbank, bank):
    with statbank.stream(Selection.of("PRUND1", {"OMRÅDE": ["820"], "Tid": "*"})) as rows:
        assert len(list(rows)) == 10
    _path, question, _headers = bank.asked[-1]
    assert question["format"] == "BULK"
    assert {v["code"]: v["values"] for v in question["variables"]}["KØN"] == ["TOT"]


def test_a_stream_that_cannot_name_a_total_says_which_variable_must_be_chosen(statbank, bank):
    bank.drop_value("PRUND1", "ALDER", "IALT")
    with (
        pytest.raises(FigureError, match="alder") as error,
        statbank.stream(Selection.of("PRUND1", {"OMRÅDE": ["820"], "Tid": "*"})),
    ):
        pass
    assert error.value.code == "no-total"


def test_combinations_without_a_row_are_what_the_table_says_they_are(bank, statbank):
    bank.tables["PRUND1"].figure = lambda codes: None if codes["OMRÅDE"] == "825" else 7.0
    info = statbank.table("PRUND1")
    selection = Selection.of("PRUND1", {"OMRÅDE": ["820", "825"], "Tid": ["2024"]})
    with statbank.stream(selection, info) as rows:
        assert [each.value for each in rows.cube(absent=info.absent)] == [7.0, 0.0]


def test_more_than_a_million_cells_come_as_a_stream(statbank):
    info = statbank.table("PRSTOR1")
    everything = Selection.of("PRSTOR1", {v.id: "*" for v in info.variables})
    assert cells(everything, info) == 104 * 3 * 101 * 33 * 5
    assert must_stream(everything, info)
    assert [each.code for each in fit(everything, info)] == ["streamed"]
    half = Selection.of("PRSTOR1", {v.id: "*" for v in info.variables if v.id != "ALDER"})
    assert not must_stream(half, info)


def test_a_cube_is_not_made_of_more_than_it_may_hold(statbank):
    info = statbank.table("PRSTOR1")
    everything = Selection.of("PRSTOR1", {v.id: "*" for v in info.variables})
    with pytest.raises(FigureError) as error, statbank.stream(everything, info) as rows:
        rows.cube(limit=1000)
    assert error.value.code == "too-many-cells"


def test_time_is_chosen_as_latest_as_since_or_by_its_codes(statbank, bank):
    info = statbank.table("PRFRA1")
    for choice, count in ((Latest(3), 3), (Since("2022/2023"), 3), (("2015/2016",), 1), ("*", 11)):
        selection = Selection("PRFRA1", {"KOMK": ("820",), "Tid": choice})
        periods = [each.period for each in statbank.data(selection, info)]
        assert len(periods) == count
        assert Selection.from_json(selection.as_json()) == selection
    assert periods[0] == Period.parse("2014/2015")


def test_labels_are_in_the_language_that_is_asked_for(bank):
    info = StatBank(bank.base, language="en").table("PRUND1")
    assert (info.title, info.source().name) == ("Notifications of concern for children", "Statistics Denmark")
    with pytest.raises(ValueError, match="speaks"):
        StatBank(bank.base, language="sv")


def test_the_list_is_searched_in_title_id_unit_and_variables(statbank):
    tables = statbank.tables()
    assert "PRGL1" not in [each.id for each in tables]
    assert [hit.table.id for hit in search(tables, "underretning kommuner")] == ["PRUND1"]
    assert search(tables, "UNDERRETNINGERNE")[0].where == ("title",)
    assert search(tables, "pranb1")[0].where == ("id",)
    assert {hit.table.id for hit in search(tables, "koen")} == {"PRUND1", "PRSTOR1"}  # ø written as oe
    assert search(tables, "køn")[0].where == ("variables",)
    assert search(tables, "pct") == [hit for hit in search(tables, "pct") if hit.where == ("unit",)] != []
    assert search(tables, "  ") == search(tables, "underretning raketter") == []


def test_only_what_was_updated_lately_and_the_tree_of_subjects_can_be_asked_for(statbank, bank):
    statbank.tables(["4"], past_days=7)
    assert bank.asked[-1][1]["pastdays"] == 7
    assert [each.name for each in statbank.subjects()][1] == "Sociale forhold"


def test_the_real_list_of_tables_is_searched():
    from roedtraad.figures.statbank import Listed

    tables = [Listed.read(each) for each in recorded("tables_all.json")]
    assert len(tables) == 2234
    hits = [hit.table.id for hit in search(tables, "notifications of concern municipality")]
    assert {"UND1", "UND2", "UND3"} <= set(hits[:4])
    assert search(tables, "und2")[0].table.id == "UND2"
    # 'sex' has three letters and is no part of a longer word
    assert "placement" in search(tables, "placement age")[0].table.title.lower()


@pytest.mark.skipif(not RECORDED.is_dir(), reason="the recorded answers are not here")
def test_a_recorded_table_is_read_and_played_again():
    with played([*sample_tables(), *recorded_tables(RECORDED)]) as bank:
        statbank = StatBank(bank.base)
        info = statbank.table("straf42")
        assert (info.id, info.unit, info.absent) == ("STRAF42", "Antal", 0.0)
        assert len(info.variable("overtræd").values) == 97
        assert any("330 afgørelser" in note for note in info.footnotes)
        cube = statbank.data(Selection.of("STRAF42", {"HERKOMST1": ["00"], "Tid": {"since": "2022"}}), info)
        assert [each.value for each in cube] == [None, 233454, 227774]
        assert next(iter(cube)).state is State.MISSING


def test_a_table_that_is_gone_is_said_and_named(statbank, bank):
    info = statbank.table("PRUND1")
    bank.lose("PRUND1")
    with pytest.raises(TableGone, match="PRUND1 findes ikke længere"):
        statbank.table("PRUND1")
    with pytest.raises(TableGone):
        statbank.data(vesthimmerland(info), info)


def test_a_stream_that_breaks_off_says_so_and_gives_no_cube(statbank, bank):
    info = statbank.table("PRUND1")
    for mischief in (Mischief.TRUNCATE, Mischief.CUT):
        bank.next(mischief)
        with pytest.raises(Truncated), statbank.stream(vesthimmerland(info), info) as rows:
            rows.cube()


def test_the_played_statbank_answers_questions_in_the_address_too(bank):
    """As somebody types them, or copies them from the real one's console."""
    from urllib.parse import quote
    from urllib.request import urlopen

    address = f"{bank.base}/v1/data/PRUND1/CSV?lang=en&{quote('OMRÅDE')}=820&Tid=2023,2024"
    with urlopen(address) as answer:
        lines = answer.read().decode("utf-8-sig").splitlines()
    assert lines[0] == "OMRÅDE;TID;INDHOLD"
    assert [line.split(";")[1] for line in lines[1:]] == ["2023", "2024"]
    with urlopen(f"{bank.base}/v1/tableinfo/PRANB1?lang=en") as answer:
        assert b"Children placed outside" in answer.read()
