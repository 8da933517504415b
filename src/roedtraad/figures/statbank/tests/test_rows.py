"""CSV and BULK: signs, decimal marks, labels or codes, and what is no answer at all."""

import io

import pytest

from roedtraad.figures import FigureError, State
from roedtraad.figures.statbank import NotData, StatBankError, TableInfo, Truncated
from roedtraad.figures.statbank.rows import figure, read_rows

from . import RECORDED, recorded


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        ("12", (12.0, State.SHOWN, False)),
        ("12,5", (12.5, State.SHOWN, False)),
        ("12.5", (12.5, State.SHOWN, False)),
        ("-3,25", (-3.25, State.SHOWN, False)),
        ("-", (0.0, State.SHOWN, False)),
        ("..", (None, State.MISSING, False)),
        ("…", (None, State.MISSING, False)),
        ("", (None, State.MISSING, False)),
        ("12*", (12.0, State.SHOWN, True)),
    ],
)
def test_signs_and_numbers(cell, told):
    assert figure(cell) == told


@pytest.mark.parametrize("cell", ["nan", "inf", "tolv", "1.234,5", "1 234"])
def test_what_is_no_figure_is_refused(cell):
    with pytest.raises(ValueError):  # noqa: PT011
        figure(cell)


INFO = TableInfo.read(
    {"id": "T", "text": "t", "variables": [
        {"id": "KØN", "text": "køn", "elimination": True, "time": False, "values": [{"id": "M", "text": "Mænd"}, {"id": "K", "text": "Kvinder"}]},
        {"id": "Tid", "text": "tid", "elimination": False, "time": True, "values": [{"id": "2023", "text": "2023"}, {"id": "2024", "text": "2024*"}]},
    ]}
)  # fmt: skip


def rows(text):
    return list(read_rows(io.BytesIO(text.encode("utf-8")), INFO))


def test_codes_and_labels_are_both_understood_and_a_starred_label_is_provisional():
    read = rows("\ufeffKØN;TID;INDHOLD\r\nM;2023;1\r\nKvinder;2024;2,5\r\n")
    assert [(r.codes, r.value, r.provisional) for r in read] == [
        (("M", "2023"), 1.0, False),
        (("K", "2024"), 2.5, True),
    ]


@pytest.mark.parametrize(
    "text", ["", "<html>", '{"errorTypeCode": "X"}', "KØN;TID\r\n", "ALDER;TID;INDHOLD\r\n"]
)
def test_what_is_not_the_table_is_no_data(text):
    with pytest.raises(NotData):
        rows(text)


def test_a_row_too_short_is_an_answer_that_broke_off():
    with pytest.raises(Truncated):
        rows("KØN;TID;INDHOLD\r\nM;2023;1\r\nK;20")


@pytest.mark.parametrize("row", ["X;2023;1", "M;2023;tolv"])
def test_a_row_that_does_not_fit_is_named_by_its_line(row):
    with pytest.raises(StatBankError, match="Linje 3") as error:
        rows(f"KØN;TID;INDHOLD\r\nM;2023;1\r\n{row}\r\n")
    assert error.value.code == "unreadable-row"


def test_a_combination_that_comes_twice_is_refused():
    with pytest.raises(FigureError, match="to tal for det samme"):
        read_rows(io.BytesIO(b"K\xc3\x98N;TID;INDHOLD\nM;2023;1\nM;2023;2\n"), INFO).cube()


def test_rows_come_once():
    told = read_rows(io.BytesIO(b"K\xc3\x98N;TID;INDHOLD\nM;2023;1\n"), INFO)
    assert len(list(told)) == 1
    with pytest.raises(RuntimeError):
        list(told)


def test_the_recorded_csv_is_read_with_the_recorded_table():
    info = TableInfo.read(recorded("table_info_straf42.json"), "en")
    with (RECORDED / "data_straf42_csv.csv").open("rb") as file:
        (row,) = read_rows(file, info)
    assert (row.codes, row.value) == (("00", "2023"), 233454.0)
