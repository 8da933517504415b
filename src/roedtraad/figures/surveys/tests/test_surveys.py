"""Surveys: counted tables in any shape are taken with their groups; a row for each child is refused."""

import pytest

from roedtraad.figures import FigureError, State
from roedtraad.figures.sheets import read_book
from roedtraad.figures.sheets.tests import csv_of, excel
from roedtraad.figures.surveys import ColumnRole, guess_roles, read_survey
from roedtraad.figures.surveys.columns import in_order
from roedtraad.measures.periods import Period


def book(*lines, name="SSP.csv"):
    return read_book(csv_of(*lines), name)


def values(cube):
    return {(*each.codes[:-1], str(each.period)): each.value for each in cube}


LONG = (
    "År;Spørgsmål;Svar;Klassetrin;Køn;Skole;Antal;Antal besvarelser",
    "2021;Har du røget?;Aldrig;7. klasse;Piger;Fjordskolen;20;24",
    "2021;Har du røget?;Dagligt;7. klasse;Piger;Fjordskolen;<5;24",
    "2023;Har du røget?;Aldrig;7. klasse;Piger;Fjordskolen;22;22",
    "2023;Har du røget?;Dagligt;7. klasse;Piger;Fjordskolen;0;22",
)


def test_long_form_with_grade_sex_school_and_years():
    survey = read_survey(book(*LONG))
    assert survey.shape == "long"
    assert [each.label for each in survey.counts.dimensions] == [
        "Spørgsmål",
        "Svar",
        "Klassetrin",
        "Køn",
        "Skole",
        "Periode",
    ]
    assert (
        values(survey.counts)[("Har du røget?", "Aldrig", "7. klasse", "Piger", "Fjordskolen", "2023")] == 22
    )
    assert [each.value for each in survey.respondents] == [24, 22]
    states = [each.state for each in survey.counts.only({"answer": ["Dagligt"]})]
    assert states == [State.SUPPRESSED, State.SHOWN]


def test_answers_across_with_how_many_answered():
    survey = read_survey(
        book(
            "SSP 2023;;;",
            "Skole;Aldrig;Sjældent;Ofte;I alt",
            "Fjordskolen;10;5;3;18",
            "Bakkeskolen;12;..;1;4",
        )
    )
    assert survey.shape == "across"
    assert [c.label for c in survey.counts.dimensions[0].categories] == ["Ofte", "Sjældent", "Aldrig"]
    assert values(survey.counts)[("Sjældent", "Fjordskolen", "2023")] == 5
    assert values(survey.respondents) == {("Fjordskolen", "2023"): 18, ("Bakkeskolen", "2023"): 4}
    assert [f.code for f in survey.faults] == ["few-answers"]


def test_answers_down_with_questions_as_headings_and_years_above():
    survey = read_survey(
        book(
            ";2021;2022;2023", "Har du drukket alkohol?;;;", "Ja;40;38;30", "Nej;60;62;70", "I alt;100;100;100",
            "Har du røget?;;;", "Ja;12;10;9", "Nej;88;90;91",
        )
    )  # fmt: skip
    assert survey.shape == "down"
    assert values(survey.percents)[("Har du røget?", "Ja", "2022")] == 10
    assert {each.codes[0] for each in survey.percents} == {"Har du drukket alkohol?", "Har du røget?"}
    assert [f.code for f in survey.faults] == ["percent-guessed", "percent-without-n"]


def test_answers_down_with_grades_above_and_the_year_in_the_title():
    survey = read_survey(book("SSP-undersøgelse 2023;;", "Trives du?;7. klasse;8. klasse", "Ja;20;25", "Nej;4;2", "Antal besvarelser;24;27"))  # fmt: skip
    assert values(survey.counts)[("Trives du?", "Nej", "8. klasse", "2023")] == 2
    assert values(survey.respondents)[("Trives du?", "7. klasse", "2023")] == 24


def test_percentages_alone_are_kept_with_n():
    rows = [["År", "Køn", "Ja", "Nej", "n"], [2023, "Piger", 0.25, 0.75, 40], [2023, "Drenge", 0.5, 0.5, 44]]
    made = read_book(excel(("Ark1", rows), formats=dict.fromkeys(("C2", "D2", "C3", "D3"), "0%")), "x.xlsx")
    survey = read_survey(made)
    assert survey.counts is None
    assert values(survey.percents)[("Ja", "Piger", "2023")] == 25
    assert values(survey.respondents)[("Drenge", "2023")] == 44
    assert [f.code for f in survey.faults] == ["percent-only"]


def test_percentages_without_n_say_that_small_groups_cannot_be_protected():
    survey = read_survey(book("År;Svar;Procent", "2023;Ja;25", "2023;Nej;75"))
    assert [f.code for f in survey.faults] == ["percent-without-n"]
    assert "skriv antallet" in survey.faults[0].sentence()


def test_both_counts_and_percentages():
    survey = read_survey(
        book("År;Svar;Antal;Procent", "2023;Ja;10;25", "2023;Nej;30;75", "2023;I alt;40;100")
    )
    assert values(survey.counts) == {("Ja", "2023"): 10, ("Nej", "2023"): 30}
    assert values(survey.percents) == {("Ja", "2023"): 25, ("Nej", "2023"): 75}
    assert [each.value for each in survey.respondents] == [40]


# ---------------------------------------------------------------- a row for each child


@pytest.mark.parametrize(
    "lines",
    [
        ("Respondentnr;Klasse;Køn;Ryger", *(f"{n};7. klasse;Pige;Nej" for n in range(20))),
        ("Navn;Klasse;Trivsel", *(f"Barn {n};7. klasse;4" for n in range(20))),
        ("Klasse;Køn;Ryger;Drikker", *(f"7. klasse;{'Pige' if n % 2 else 'Dreng'};{n % 3};{n % 2}" for n in range(30))),
        ("Klasse;Køn;Ryger;Drikker", *(f"7. klasse;{'Pige' if n % 2 else 'Dreng'};Ja;{'Nej' if n % 3 else 'Ja'}" for n in range(30))),
        ("Ryger du?;Drikker du?", *(f"{'Ja' if n % 4 else 'Nej'};{'Nej' if n % 3 else 'Ja'}" for n in range(30))),
        ("Klasse;Svar;Antal", *(f"7. klasse;{'Ja' if n % 2 else 'Nej'};1" for n in range(30))),
        ("Spm1;Spm2;Spm3", *(f"{n % 3};{n % 2};{n % 4}" for n in range(30))),
        ("UNI-login;2022;2023", *(f"abcd{n:04};3;4" for n in range(20))),
    ],
)  # fmt: skip
def test_a_row_for_each_child_is_refused_with_a_sentence(lines):
    with pytest.raises(FigureError, match="en række for hvert barn") as error:
        read_survey(book(*lines, name="rådata.csv"), period=Period.parse("2023"))
    assert error.value.code == "survey-individuals"
    assert "lav en tabel med antal" in str(error.value)


def test_cpr_numbers_stop_the_file_before_it_is_a_survey():
    with pytest.raises(FigureError) as error:
        book("Cpr;Svar", "010110-1234;Ja", "020211-4321;Nej")
    assert error.value.code == "cpr-in-file"


def test_a_counted_table_with_many_rows_is_no_row_for_each_child():
    lines = [
        f"Skole {n};{grade}. klasse;{sex};{n};{n + 1}" for n in range(30) for grade in (7, 8, 9) for sex in ("Piger", "Drenge")
    ]  # fmt: skip
    survey = read_survey(book("Skole;Klassetrin;Køn;Ja;Nej", *lines), period=Period.parse("2023"))
    assert len(survey.counts) == 2 * 30 * 3 * 2


# ---------------------------------------------------------------- what is in the way


def test_a_survey_without_a_year_asks_for_it():
    lines = ("Skole;Ja;Nej", "Fjordskolen;4;5", "Bakkeskolen;6;7")
    assert [f.code for f in read_survey(book(*lines)).faults] == ["period-not-said"]
    assert read_survey(book(*lines), period=Period.parse("2023/24")).counts is not None


@pytest.mark.parametrize(
    ("cell", "code"),
    [("4,5", "survey-not-whole"), ("-4", "negative"), ("ca. 4", "approximate"), ("mange", "not-a-figure")],
)
def test_a_cell_in_the_way_is_named_and_nothing_is_taken(cell, code):
    survey = read_survey(book("År;Svar;Antal", f"2023;Ja;{cell}", "2023;Nej;3"))
    assert [(f.code, f.facts["cell"]) for f in survey.faults] == [(code, "C2")]
    assert (survey.counts, survey.percents, survey.respondents) == (None, None, None)


def test_the_same_group_twice_is_named():
    survey = read_survey(book("År;Svar;Antal", "2023;Ja;1", "2023;Nej;2", "2023;Ja;3"))
    assert [(f.code, f.facts["cell"], f.facts["other"]) for f in survey.faults] == [
        ("duplicate-cell", "C4", "C2")
    ]
    assert survey.counts is None


def test_a_group_without_its_label_and_a_year_that_is_none():
    survey = read_survey(book("År;Svar;Køn;Antal", "2023;Ja;;1", "20233;Nej;Piger;2"))
    assert [f.code for f in survey.faults] == ["label-missing", "not-a-period"]


def test_what_is_no_survey_says_what_it_needs():
    with pytest.raises(FigureError, match="ligner ikke svar") as error:
        read_survey(book("Møde;Sted", "Mandag;Byrådssalen"))
    assert error.value.code == "no-survey"


def test_columns_with_other_names_are_told_by_a_person():
    made = book("Runde;Hvad;Afkrydset;Stk", "2023;Ryger du?;Ja;5", "2023;Ryger du?;Nej;9")
    roles = [ColumnRole.PERIOD, ColumnRole.QUESTION, ColumnRole.ANSWER, ColumnRole.COUNT]
    assert values(read_survey(made, roles=roles).counts) == {
        ("Ryger du?", "Ja", "2023"): 5,
        ("Ryger du?", "Nej", "2023"): 9,
    }
    assert guess_roles(["Svar", "Svar", "Antal", "Antal"]) == [
        ColumnRole.ANSWER, ColumnRole.NONE, ColumnRole.COUNT, ColumnRole.COUNT,
    ]  # fmt: skip


def test_answers_keep_their_scale_the_order_they_stand_in_or_say_that_it_is_the_alphabets():
    assert in_order(["Aldrig", "Ofte", "Sjældent", "Ved ikke"]) == (
        ["Ofte", "Sjældent", "Aldrig", "Ved ikke"],
        True,
    )
    assert in_order(["Mor", "Far", "Andre"]) == (["Mor", "Far", "Andre"], True)
    assert in_order(["Andre", "Far", "Mor"]) == (["Andre", "Far", "Mor"], False)
    survey = read_survey(book("År;Svar;Antal", "2023;Andre;1", "2023;Far;2", "2023;Mor;3"))
    assert [f.code for f in survey.faults] == ["answers-unordered"]
