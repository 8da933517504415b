"""Reporting in a spreadsheet: what it changes is seen first, and what cannot be taken names its cell."""

from __future__ import annotations

import datetime
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook, load_workbook

from roedtraad.core.reasons import Refused
from roedtraad.followup import actions
from roedtraad.followup.models import CheckIn
from roedtraad.followup.sheets import compare, read, written
from roedtraad.followup.tests.making import make_cycle, report, sign
from roedtraad.organisation.models import Position
from roedtraad.plans.models import Goal
from roedtraad.plans.tests.making import running_plan

STATUS, HAPPENED, NEED, NEEDED, UNTIL = "C", "D", "E", "F", "G"


class Sheet:
    """The school chief's sheet of a round with two goals, open in a spreadsheet."""

    def __init__(self, cycle, user) -> None:
        self.cycle, self.user = cycle, user
        self.book = load_workbook(io.BytesIO(written(cycle, user)))
        self.sheet = self.book.active

    def __setitem__(self, cell: str, value: object) -> None:
        self.sheet[cell] = value

    def saved(self) -> bytes:
        out = io.BytesIO()
        self.book.save(out)
        return out.getvalue()

    def compared(self, cycle=None):
        return compare(read(self.saved(), "mine.xlsx"), cycle or self.cycle, self.user)

    def refused(self) -> list[str]:
        """What stands in the way, as sentences: of reading, or of taking."""
        try:
            return [str(fault) for fault in self.compared().faults]
        except Refused as refused:
            return [str(reason) for reason in refused.reasons]


@pytest.fixture
def plan(fjordby, coordinator, school_chief):
    return running_plan(2)


@pytest.fixture
def sheet(plan, school_chief) -> Sheet:
    return Sheet(make_cycle(plan[0]), school_chief)


def test_a_sheet_holds_ones_goals_filled_in_with_what_was_said_last_time(plan, school_chief):
    running, (first, second) = plan
    before = make_cycle(running, "juni", year=2024)
    sign(before, first, school_chief, "risk", happened="Vi er i gang", need="decision", needed="To timer")
    cycle = make_cycle(running)
    report(cycle, second, school_chief, "on", happened="=SUM(A1:A9)")
    sheet = Sheet(cycle, school_chief).sheet
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    assert rows[0][1:6] == ["Mål nummer 1", "I risiko", "Vi er i gang", "En beslutning", "To timer"]
    assert sheet["D3"].data_type == "s"  # text, whatever it begins with
    assert sheet["D3"].value == "=SUM(A1:A9)"


def test_what_is_filled_in_is_shown_as_differences_and_taken_in_when_accepted(
    sheet, plan, school_chief, signed_in
):
    _plan, (first, second) = plan
    sheet["C2"], sheet["D2"] = "I risiko", "Det trækker ud.\nVi mangler folk."
    sheet["E2"], sheet["G2"] = "Vi afventer noget", datetime.date(2027, 3, 1)
    sheet["F2"] = "Svar fra regionen"
    client, url = signed_in(school_chief), reverse("followup:sheet_in", args=[sheet.cycle.pk])
    page = client.post(url, {"file": SimpleUploadedFile("mine.xlsx", sheet.saved())})
    text = page.content.decode()
    assert "Arket siger noget nyt om ét mål" in text
    assert "Det trækker ud.<br>Vi mangler folk." in text
    assert "1. marts 2027" in text
    assert not CheckIn.objects.exists()
    packed = page.context["packed"]
    assert client.post(url, {"accept": packed})["Location"] == reverse("followup:mine", args=[sheet.cycle.pk])
    said = CheckIn.objects.get()
    assert (said.goal, said.status, said.need, said.needed) == (first, "risk", "awaited", "Svar fra regionen")
    assert (said.happened, said.awaited_until) == (
        "Det trækker ud.\nVi mangler folk.",
        datetime.date(2027, 3, 1),
    )
    assert said.state == "draft"
    assert second.pk not in CheckIn.objects.values_list("goal", flat=True)
    assert (
        client.post(url, {"accept": packed}).status_code == 302
    )  # a second time: somebody has saved meanwhile
    assert CheckIn.objects.count() == 1


def test_what_was_shown_to_one_is_not_accepted_from_another_or_changed_on_the_way(
    sheet, school_chief, coordinator, signed_in
):
    sheet["C2"] = "Nået"
    url = reverse("followup:sheet_in", args=[sheet.cycle.pk])
    page = signed_in(school_chief).post(url, {"file": SimpleUploadedFile("mine.xlsx", sheet.saved())})
    packed = page.context["packed"]
    for client, told in ((signed_in(coordinator), packed), (signed_in(school_chief), packed[:-2] + "xx")):
        assert "for gammelt" in client.post(url, {"accept": told}, follow=True).content.decode()
    assert not CheckIn.objects.exists()


def test_an_empty_cell_changes_nothing_and_a_half_filled_row_is_a_draft(plan, school_chief):
    cycle = make_cycle(plan[0])
    report(cycle, plan[1][0], school_chief, "on", happened="Skrevet her")
    sheet = Sheet(cycle, school_chief)
    sheet["D2"], sheet["C2"] = None, "Ude af kurs"
    [difference] = sheet.compared().differences
    assert difference.answer["happened"] == "Skrevet her"
    assert [reason.code for reason in difference.missing] == ["no-need"]


def test_columns_that_have_been_moved_and_rows_above_them_are_found_again(sheet):
    moved = Workbook()
    table = moved.active
    table.append(["Udfyldt af", "Torben"])
    table.append([])
    for row in sheet.sheet.iter_rows(values_only=True):
        table.append([row[5], None, row[3], row[0], row[2], "Min egen kolonne"])
    table["E4"] = "Nået"
    sheet.book = moved
    [difference] = sheet.compared().differences
    assert difference.answer["status"] == "done"


def test_a_sheet_without_its_headers_or_that_is_no_sheet_is_refused(sheet, fjordby):
    sheet["A1"] = "Nøgle"
    [sentence] = sheet.refused()
    assert "ingen række med overskrifterne" in sentence
    for data in (b"hej", b"PK\x03\x04forkert", b""):
        with pytest.raises(Refused) as refused:
            read(data, "mine.xlsx")
        assert "kunne ikke åbnes som en Excel-fil" in str(refused.value)


def test_a_formula_gives_its_value_and_one_that_was_never_calculated_is_refused_by_cell(sheet):
    sheet["D2"] = "=A1&A2"
    [sentence] = sheet.refused()
    assert sentence.startswith("D2 ")
    assert "formel" in sentence


def test_merged_cells_are_refused_by_range(sheet):
    sheet.sheet.merge_cells("D2:D3")
    [sentence] = sheet.refused()
    assert sentence.startswith("D2:D3:")


def test_a_foreign_row_is_refused_by_cell(sheet):
    sheet["B4"], sheet["C4"] = "Mit eget mål", "Nået"
    [sentence] = sheet.refused()
    assert sentence.startswith("A4:")
    assert "Mit eget mål" in sentence


def test_another_rounds_sheet_is_refused(sheet, plan):
    other = make_cycle(plan[0], "december", year=2031)
    faults = sheet.compared(other).faults
    assert {fault.code for fault in faults} == {"sheet-other-cycle"}
    assert str(faults[0]).startswith("A2:")


def test_a_goal_that_is_not_ones_own_or_stands_twice_is_refused_by_cell(sheet, plan, reader):
    _first, second = plan[1]
    Goal.objects.filter(pk=second.pk).update(owner=Position.objects.get(title="Konsulent"))
    sheet["A4"] = sheet.sheet["A2"].value
    assert [sentence[:3] for sentence in sheet.refused()] == ["A3:", "A4:"]


def test_a_word_that_is_no_answer_and_a_day_that_is_none_are_refused_by_cell(sheet):
    sheet["C2"], sheet["E2"], sheet["C3"], sheet["E3"], sheet["G3"] = (
        "gult",
        "penge",
        "Nået",
        "Vi afventer noget",
        "i morgen",
    )
    sentences = sheet.refused()
    assert [sentence[:3] for sentence in sentences] == ["C2:", "E2:", "G3:"]
    assert "Følger planen, I risiko, Ude af kurs" in sentences[0]


def test_a_goal_that_was_signed_off_meanwhile_is_refused_by_cell(sheet, plan, school_chief):
    sheet["C2"] = "Nået"
    sign(sheet.cycle, plan[1][0], school_chief)
    [sentence] = sheet.refused()
    assert sentence.startswith("A2:")
    assert "rettelse" in sentence


def test_a_cpr_number_is_stopped_by_cell(sheet):
    sheet["D2"] = "Vi talte med 010115-1234 i går"
    [sentence] = sheet.refused()
    assert sentence.startswith("D2:")
    assert "CPR" in sentence


def test_all_of_a_sheet_is_taken_in_or_nothing(sheet, plan, school_chief):
    first, second = plan[1]
    answer = {"status": "on", "happened": "", "need": "none", "needed": "", "awaited_until": None}
    sign(sheet.cycle, second, school_chief)
    version = CheckIn.objects.get(goal=second).version
    with pytest.raises(Refused):
        actions.take_in_sheet(
            sheet.cycle, by=school_chief, answers={first.pk: (0, answer), second.pk: (version, answer)}
        )
    assert not CheckIn.objects.filter(goal=first).exists()


def test_the_sheet_costs_the_same_for_two_goals_and_for_forty(
    sheet, plan, school_chief, signed_in, queries_of
):
    from roedtraad.plans.tests.making import make_goal

    client = signed_in(school_chief)
    url = reverse("followup:sheet_out", args=[sheet.cycle.pk])
    few = queries_of(client, url)
    for number in range(38):
        make_goal(plan[0], title=f"Mål {number} mere", owner=plan[1][0].owner)
    assert queries_of(client, url) == few <= 15
