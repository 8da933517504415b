"""Files are opened as people have them: any delimiter and encoding, values only, in a process with limits."""

import datetime
import io

import openpyxl
import pytest

from roedtraad.figures import FigureError
from roedtraad.figures.sheets import Book, Kind, read_apart, read_book
from roedtraad.figures.sheets.grid import letters
from roedtraad.figures.sheets.opening import Unopened, delimiter_of

from . import csv_of, excel


def texts(book):
    return [[cell.text for cell in row] for row in book.grids[0].rows]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_danish_letters_in_every_usual_encoding(encoding):
    book = read_book(csv_of("År;Fravær", "2023;5,4", encoding=encoding), "fravær.csv")
    assert texts(book) == [["År", "Fravær"], ["2023", "5,4"]]


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("a;b\n1,5;2,5", ";"), ("a\tb\n1\t2", "\t"), ("a,b\n1,2", ","), ("Titel, med komma\na;b;c\n1;2;3\n4;5;6", ";"),
        ('"a, b";c\n"1, 2";3', ";"), ("kun en kolonne\n1", ""),
    ],
)  # fmt: skip
def test_the_delimiter_parts_most_lines_evenly(text, mark):
    assert delimiter_of(text) == mark


def test_cells_of_excel_tell_what_they_hold():
    rows = [
        ["Dato", "Andel", "Antal", "Tekst", None],
        [datetime.date(2024, 3, 1), 0.125, 12, " to\nlinjer ", True],
    ]
    book = read_book(excel(("Ark1", rows), formats={"B2": "0.0%"}), "x.xlsx")
    row = book.grids[0].rows[1]
    assert [(cell.kind, cell.text) for cell in row] == [
        (Kind.DATE, "2024-03-01"), (Kind.PERCENT, "12.5 %"), (Kind.NUMBER, "12"), (Kind.TEXT, "to linjer"), (Kind.TEXT, "SAND"),
    ]  # fmt: skip


def test_a_formula_is_never_calculated_and_one_without_a_saved_value_is_told():
    book = read_book(excel(("Ark1", [["a", "b"], [1, "=A2*2"]])), "x.xlsx")
    assert book.grids[0].rows[1][1].kind is Kind.FORMULA
    assert book.grids[0].rows[1][1].number is None


def test_hidden_sheets_and_empty_edges_are_left_out():
    made = openpyxl.load_workbook(
        io.BytesIO(excel(("Vises", [["a", "b"], [1, 2], [None, None]]), ("Skjult", [["c"]])))
    )
    made["Skjult"].sheet_state = "hidden"
    out = io.BytesIO()
    made.save(out)
    book = read_book(out.getvalue(), "x.xlsx")
    assert [(grid.name, len(grid.rows), grid.width) for grid in book.grids] == [("Vises", 2, 2)]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"), (b" \r\n", "empty"), (b"kun tekst", "one_column"), (b"PK\x03\x04 xl/ ...", "damaged"), (b"PK\x03\x04zip", "unsupported"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "unsupported"), (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        (b"a;b\n1;\x002", "unsupported"), (b";;\n;;\n", "empty"),
    ],
)  # fmt: skip
def test_what_gives_no_table_says_why(data, reason):
    for read in (read_book, read_apart):
        with pytest.raises(Unopened, match=r"x\.csv") as error:
            read(data, "x.csv")
        assert error.value.reason == reason


def test_what_is_read_apart_is_what_is_read_here():
    data = excel(("Ark1", [["År", "Antal"], [2023, 4], [2024, "<5"]]))
    assert read_apart(data, "x.xlsx") == read_book(data, "x.xlsx")
    assert Book.from_json(read_book(data, "x.xlsx").as_json()) == read_book(data, "x.xlsx")


def test_too_many_rows_are_refused(monkeypatch):
    monkeypatch.setattr("roedtraad.figures.sheets.grid.MAX_ROWS", 3)
    with pytest.raises(Unopened) as error:
        read_book(b"a;b\n" * 5, "x.csv")
    assert error.value.reason == "too_many_rows"


@pytest.mark.parametrize(
    "data",
    [
        csv_of("Navn;Cpr", "A;010190-1234"),
        excel(("Ark1", [["Nr", "Tal"], [101901234, 1], [1512051111, 2]])),  # as numbers, the first zero lost
    ],
)
def test_a_file_with_cpr_numbers_is_stopped_and_its_cells_named(data):
    with pytest.raises(FigureError, match=r"B2|A2, A3") as error:
        read_apart(data, "elever.csv")
    assert error.value.code == "cpr-in-file"


def test_a_large_amount_is_no_cpr_number():
    assert read_book(csv_of("Konto;Budget", "Skole;1512051111", "Fritid;9912051111"), "x.csv")


def test_columns_have_the_letters_of_a_spreadsheet():
    assert [letters(n) for n in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]
