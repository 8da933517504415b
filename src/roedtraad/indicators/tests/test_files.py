"""Figures from spreadsheets and surveys: brought, laid out on the grid, taken in whole or not at all, remembered."""

from __future__ import annotations

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from roedtraad.indicators import actions
from roedtraad.indicators.enums import FileState
from roedtraad.indicators.models import FigureFile, SheetTemplate
from roedtraad.indicators.queries import released
from roedtraad.indicators.tests.making import make_indicator
from roedtraad.organisation.models import Unit

DOWN = "År;Antal\n2021;41\n2022;38\n2023;44\n"
SCHOOLS = "Skole;2021;2022;2023\nSkovskolen;41;38;44\nÅskolen;22;25;21\nI alt;63;63;65\n"


@pytest.fixture
def yearly(fjordby):
    return make_indicator(rhythm="year")


def bring(client, indicator, text, name="tal.csv", route="sheet"):
    file = SimpleUploadedFile(name, text.encode() if isinstance(text, str) else text)
    answer = client.post(reverse(f"indicators:{route}", args=[indicator.pk]), {"file": file})
    return answer, FigureFile.objects.order_by("-pk").first()


def cells(indicator):
    seen = released(indicator, "staff", every=True)
    return {each.name: [cell.value for cell in each.cells] for each in seen.series}


def test_a_plain_table_is_read_shown_and_taken_in(yearly, coordinator, signed_in):
    client = signed_in(coordinator)
    answer, file = bring(client, yearly, DOWN)
    url = reverse("indicators:file", args=[file.pk])
    assert answer["location"].endswith(url)
    html = client.get(url).content.decode()
    assert "3 tal kan tages ind" in html
    assert client.post(url, {"do": "accept", "remember": "Årets tal"}).status_code == 302
    assert cells(yearly) == {"Hele kommunen": [41, 38, 44]}
    file.refresh_from_db()
    assert (file.state, bytes(file.content)) == (FileState.ACCEPTED, b"")
    assert "Filen er taget ind" in client.get(url).content.decode()


def test_a_row_a_school_finds_its_unit_and_the_sum_is_the_municipality(yearly, coordinator, signed_in):
    Unit.objects.create(name="Skovskolen")
    client = signed_in(coordinator)
    _answer, file = bring(client, yearly, SCHOOLS)
    client.post(reverse("indicators:file", args=[file.pk]), {"do": "accept"})
    assert cells(yearly) == {
        "Hele kommunen": [63, 63, 65],
        "Skovskolen": [41, 38, 44],
        "Åskolen": [22, 25, 21],
    }


def test_a_cell_that_is_no_figure_is_named_and_nothing_is_taken(yearly, coordinator, signed_in):
    client = signed_in(coordinator)
    _answer, file = bring(client, yearly, DOWN.replace("38", "mange"))
    url = reverse("indicators:file", args=[file.pk])
    html = client.get(url).content.decode()
    assert "B3" in html
    assert "står i vejen" in html
    assert client.post(url, {"do": "accept"}).status_code == 422
    assert released(yearly, "staff") is None


def test_the_layout_is_remembered_though_columns_have_moved(yearly, coordinator, signed_in):
    client = signed_in(coordinator)
    _answer, file = bring(client, yearly, "Bemærkning;År;Andet;Antal\n;2021;9;41\n;2022;8;38\n;2023;7;44\n")
    url = reverse("indicators:file", args=[file.pk])
    said = {
        "across": "0",
        "header": "1",
        "period": "",
        "dash": "",
        "c0": "",
        "c1": "period",
        "c2": "",
        "c3": "figure",
    }
    assert client.post(url, said | {"do": "lay_out"}).status_code == 302
    client.post(url, {"do": "accept", "remember": "Antal"})
    assert SheetTemplate.objects.get().name == "Antal"
    _answer, later = bring(client, yearly, "År;Ny;Antal;Andet\n2024;1;50;6\n2025;1;52;6\n")
    assert later.layout["remembered"] == "Antal"
    client.post(reverse("indicators:file", args=[later.pk]), {"do": "accept"})
    assert cells(yearly) == {"Hele kommunen": [41, 38, 44, 50, 52]}
    client.post(reverse("indicators:forget_layout", args=[SheetTemplate.objects.get().pk]))
    assert not SheetTemplate.objects.exists()


def test_a_file_with_cpr_numbers_or_no_table_is_not_kept(yearly, coordinator, signed_in):
    client = signed_in(coordinator)
    for text, name in [
        ("Navn;CPR\nIda;010107-4321\n", "liste.csv"),
        (b"%PDF-1.4", "tal.pdf"),
        ("", "tom.csv"),
    ]:
        answer, file = bring(client, yearly, text, name)
        assert answer.status_code == 422, name
        assert file is None, name


def test_only_the_newest_file_waits_and_a_wrong_one_is_thrown_away(yearly, coordinator, signed_in):
    client = signed_in(coordinator)
    _answer, first = bring(client, yearly, DOWN)
    _answer, second = bring(client, yearly, SCHOOLS)
    first.refresh_from_db()
    assert first.state == FileState.DROPPED
    client.post(reverse("indicators:drop_file", args=[second.pk]))
    second.refresh_from_db()
    assert (second.state, bytes(second.content)) == (FileState.DROPPED, b"")
    with pytest.raises(Exception, match="allerede behandlet"):
        actions.drop_file(second, by=coordinator)


def test_two_columns_become_numerator_and_denominator(fjordby, coordinator, signed_in):
    share = make_indicator(rhythm="year", unit="percent", decimals=1)
    client = signed_in(coordinator)
    _answer, file = bring(
        client, share, "År;Fraværsdage;Skoledage\n2021;60;1000\n2022;55;1000\n2023;70;1000\n"
    )
    url = reverse("indicators:file", args=[file.pk])
    said = {"do": "lay_out", "across": "0", "header": "1", "period": "", "dash": ""}
    said |= {"c0": "period", "c1": "figure", "c2": "figure"}
    assert client.post(url, said).status_code == 302
    page = client.get(url)
    names = {
        field.label: field.html_name for _label, fields in page.context["meaning"].grouped for field in fields
    }
    said |= {"m-form": "1", names["Fraværsdage"]: "numerator", names["Skoledage"]: "denominator"}
    assert client.post(url, said).status_code == 302
    client.post(url, {"do": "accept"})
    seen = released(share, "staff")
    assert [(cell.value, cell.numerator, cell.denominator) for cell in seen.main.cells] == [
        (6.0, 60, 1000), (5.5, 55, 1000), (7.0, 70, 1000),
    ]  # fmt: skip


SURVEY = (
    "År;Spørgsmål;Svar;Køn;Antal\n"
    "2023;Har du røget?;Aldrig;Piger;80\n2023;Har du røget?;Ugentligt;Piger;10\n2023;Har du røget?;Dagligt;Piger;10\n"
    "2023;Har du røget?;Aldrig;Drenge;90\n2023;Har du røget?;Ugentligt;Drenge;20\n2023;Har du røget?;Dagligt;Drenge;10\n"
    "2023;Trives du?;Ja;Piger;70\n2023;Trives du?;Nej;Piger;30\n"
)


def test_a_survey_gives_the_share_of_chosen_answers_by_group_and_for_all(fjordby, coordinator, signed_in):
    share = make_indicator(rhythm="year", unit="percent", decimals=0)
    client = signed_in(coordinator)
    _answer, file = bring(client, share, SURVEY, route="survey")
    url = reverse("indicators:file", args=[file.pk])
    assert "Har du røget?" in client.get(url).content.decode()
    said = {"do": "lay_out", "question": "Har du røget?", "answers": ["Ugentligt", "Dagligt"]}
    assert client.post(url, said).status_code == 302
    client.post(url, {"do": "accept"})
    assert cells(share) == {
        "Piger": [20.0],
        "Drenge": [25.0],
        "Hele kommunen": [pytest.approx(22.727, abs=0.001)],
    }


def test_a_survey_with_a_row_for_each_child_is_refused(fjordby, coordinator, signed_in):
    share = make_indicator(rhythm="year", unit="percent")
    rows = "Elevnr;Klassetrin;Køn;Har du røget?\n" + "".join(f"{n};7;Pige;Aldrig\n" for n in range(1, 30))
    answer, file = bring(signed_in(coordinator), share, rows, route="survey")
    assert answer.status_code == 422
    assert file is None


def test_an_excel_file_is_read_too(yearly, coordinator, signed_in):
    import openpyxl

    book = openpyxl.Workbook()
    for row in (["År", "Antal"], [2021, 41], [2022, 38], [2023, 44]):
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    _answer, file = bring(signed_in(coordinator), yearly, out.getvalue(), "tal.xlsx")
    assert file is not None
    assert file.layout["template"]["layout"] == "down"


UNKNOWN = "Runde;Emne for barnet;Hvad de sagde;Hvor mange\n" + "".join(
    f"2023;Søvn;{answer};{count}\n" for answer, count in (("God", 60), ("Dårlig", 40))
)


def test_a_survey_whose_headers_tell_nothing_is_read_when_somebody_says_what_they_are(
    fjordby, coordinator, signed_in
):
    share = make_indicator(rhythm="year", unit="percent", decimals=0)
    client = signed_in(coordinator)
    _answer, file = bring(client, share, UNKNOWN, route="survey")
    url = reverse("indicators:file", args=[file.pk])
    html = client.get(url).content.decode()
    assert "Er en kolonne læst forkert?" in html
    twice = {"do": "columns", "c0": "period", "c1": "question", "c2": "question", "c3": "count"}
    refused = client.post(url, twice)
    assert refused.status_code == 422
    assert "To kolonner kan ikke begge være" in refused.content.decode()
    assert client.post(url, twice | {"c2": "answer"}).status_code == 302
    assert client.post(url, {"do": "lay_out", "question": "Søvn", "answers": ["God"]}).status_code == 302
    client.post(url, {"do": "accept"})
    assert cells(share) == {"Hele kommunen": [60.0]}


def test_a_column_that_was_read_wrongly_is_put_right_and_the_rest_stays(fjordby, coordinator, signed_in):
    share = make_indicator(rhythm="year", unit="percent", decimals=0)
    client = signed_in(coordinator)
    _answer, file = bring(client, share, SURVEY, route="survey")
    url = reverse("indicators:file", args=[file.pk])
    client.post(url, {"do": "lay_out", "question": "Har du røget?", "answers": ["Dagligt"]})
    by_school = {
        "do": "columns",
        "c0": "period",
        "c1": "question",
        "c2": "answer",
        "c3": "school",
        "c4": "count",
    }
    assert client.post(url, by_school).status_code == 302
    file.refresh_from_db()
    assert (file.layout["question"], file.layout["answers"]) == ("Har du røget?", ["Dagligt"])
    assert file.layout["columns"] == ["period", "question", "answer", "school", "count"]
