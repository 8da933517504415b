"""The plan's table goes to Excel and comes back, whatever has been done to it there."""

from __future__ import annotations

import io
import itertools
import re

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from roedtraad.core.actions import SYSTEM
from roedtraad.core.reasons import ChangedMeanwhile, Refused
from roedtraad.language.dates import FuzzyDate
from roedtraad.plans import actions
from roedtraad.plans.models import Criterion
from roedtraad.plans.queries import table_rows
from roedtraad.plans.sheet.differences import compare
from roedtraad.plans.sheet.lines import NoHeaders, lines_of, named
from roedtraad.plans.sheet.reading import as_pasted, pasted, read
from roedtraad.plans.sheet.writing import as_xlsx, cells_of, heads
from roedtraad.plans.tests.making import make_area, make_goal, make_plan, make_policy
from roedtraad.plans.tests.test_rules import codes
from roedtraad.policies.enums import PassageKind
from roedtraad.policies.models import Passage, PassageText


@pytest.fixture
def plan(fjordby):
    policy, theme, (promise, _other) = make_policy()
    plan = make_plan(policy)
    area = make_area(plan, "Fremmøde", theme=theme)
    goal = make_goal(plan, "Færre børn mangler i timerne", passage=promise, focus_area=area)
    actions.add_criterion(area, by=SYSTEM, text="Alle skoler ringer hjem", kind="output")
    actions.add_criterion(
        goal, by=SYSTEM, text="Fraværet falder", due=FuzzyDate.parse("ultimo december 2027")
    )
    make_area(plan, "Overgange", theme=theme)
    return plan


def sheet_of(plan):
    """The rows that the plan's own workbook holds."""
    return read(as_xlsx(plan.title, table_rows(plan)))


def kinds(found):
    return (len(found.new), len(found.changed), len(found.gone), found.same, found.faults)


def test_what_goes_out_to_excel_comes_back_the_same(plan):
    found = compare(plan, lines_of(sheet_of(plan)))
    assert kinds(found) == (0, 0, 0, 2, [])
    assert found.absent == 0


def test_no_cell_is_a_formula_and_the_headers_are_the_first_row(plan):
    actions.add_criterion(plan.focus_areas.first(), by=SYSTEM, text="=HYPERLINK(1)")
    sheet = openpyxl.load_workbook(io.BytesIO(as_xlsx(plan.title, table_rows(plan)))).worksheets[0]
    assert [cell.value for cell in sheet[1]] == heads()
    assert {cell.data_type for row in sheet for cell in row} <= {"s", "n", "inlineStr"}
    assert "=HYPERLINK(1)" in [cell.value for row in sheet for cell in row]


def test_a_changed_an_emptied_and_a_new_row_are_told_apart(plan):
    rows = sheet_of(plan)
    rows[1][4] = "Alle skoler ringer hjem samme dag"
    rows[2][4] = ""
    rows.append(["", "Overgange", "", "Resultatmål", "Alle møder deres nye skole", "2. kvartal 2027", ""])
    found = compare(plan, lines_of(rows))
    assert kinds(found) == (1, 1, 1, 0, [])
    assert (found.changed[0].was, found.changed[0].text) == (
        "Alle skoler ringer hjem",
        "Alle skoler ringer hjem samme dag",
    )
    done = actions.take_in_table(plan, by=SYSTEM, lines=lines_of(rows), shown=found.stamp)
    assert (done.new, done.changed, done.gone) == (1, 1, 1)
    assert [each.text for each in Criterion.objects.order_by("pk")] == [
        "Alle skoler ringer hjem samme dag",
        "Alle møder deres nye skole",
    ]
    assert Criterion.objects.last().due.danish() == "2. kvartal 2027"


def test_columns_may_have_moved_and_foreign_ones_stand_between(plan):
    rows = [["Bemærkning", *reversed(row)] for row in sheet_of(plan)]
    rows.insert(0, ["Udkast til styregruppen"])
    assert kinds(compare(plan, lines_of(rows))) == (0, 0, 0, 2, [])


def test_rows_that_are_not_in_the_table_stay(plan):
    found = compare(plan, lines_of(sheet_of(plan)[:2]))
    assert (found.total, found.absent) == (0, 1)


def test_an_implementation_plans_own_columns_give_a_line_for_each_point(plan):
    rows = [
        [
            "Tematikker i politikken",
            "Fokusområde (Indsats)",
            "Succeskriterier (Hvad …)",
            "Resultatmål (Hvordan …)",
        ],
        ["Lyst til at lære", "Fremmøde", "- Børn møder op\n- Børn trives", "Vi ringer hjem"],
        ["", "", "Børn har en ven", ""],  # merged cells hold their text in the first row only
    ]
    lines = lines_of(rows)
    assert [(line.row, line.area, line.kind, line.text) for line in lines] == [
        (2, "Fremmøde", "success", "Børn møder op"),
        (2, "Fremmøde", "success", "Børn trives"),
        (2, "Fremmøde", "output", "Vi ringer hjem"),
        (3, "Fremmøde", "success", "Børn har en ven"),
    ]


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (["", "Et andet sted", "", "", "Tekst", "", ""], "Række 2: planen har intet fokusområde »Et andet sted«."),
        (["", "Fremmøde", "Et mål, vi ikke har", "", "Tekst", "", ""], "Række 2: planen har intet mål »Et mål, vi ikke har«."),
        (["", "", "", "", "Tekst", "", ""], "Række 2 siger ikke, hvilket fokusområde den hører til."),
        (["", "Fremmøde", "", "", "Tekst", "når vi kan", ""], "Række 2: »når vi kan« kan ikke læses som en dato."),
        (["", "Fremmøde", "", "", "Tekst", "", "999999"], "Række 2 har nummeret 999999, som ikke er i denne plan."),
        (["", "Fremmøde", "", "", "Barnet 010107-4321", "", ""], "Række 2 rummer noget, der ligner et CPR-nummer."),
    ],
)  # fmt: skip
def test_what_cannot_be_understood_is_a_sentence_with_its_row_and_the_rest_goes_on(plan, row, sentence):
    good = ["", "Overgange", "", "", "Den her er god nok", "", ""]
    found = compare(plan, lines_of([heads(), row, good]))
    assert [each.text for each in found.new] == ["Den her er god nok"]
    assert len(found.faults) == 1
    assert found.faults[0].startswith(sentence)


def test_a_number_that_stands_twice_is_taken_once(plan):
    rows = sheet_of(plan)
    rows.append([*rows[1][:4], "Den samme igen", "", rows[1][6]])
    found = compare(plan, lines_of(rows))
    assert found.faults == ["Række 5 står i tabellen to gange."]


def test_a_sheet_that_names_no_columns_says_which_it_needs(plan, coordinator, signed_in):
    with pytest.raises(NoHeaders):
        lines_of([["a", "b"], ["1", "2"]])
    url = reverse("plans:bring_table", args=[plan.pk])
    answer = signed_in(coordinator).post(url, {"text": "a\tb\n1\t2"})
    assert answer.status_code == 422
    assert "Tabellen skal have overskriften »Fokusområde«" in answer.content.decode()


@pytest.mark.parametrize(
    ("header", "column"),
    [("Resultatmål (Hvordan vil vi …?)", "output"), ("Mål", "goal"), ("Målgruppe", ""), ("Nr.", "key"), ("Note", ""), ("Frist", "due")],
)  # fmt: skip
def test_a_header_is_known_by_how_it_begins(header, column):
    assert named(header) == column


def test_what_is_pasted_is_read_as_a_spreadsheet_copies_it(plan):
    rows = [heads(), *(cells_of(row) for row in table_rows(plan))]
    rows[1][4] = 'To linjer\nog et "citat"'
    assert pasted(as_pasted(rows)) == rows


def test_the_plan_changed_meanwhile_and_the_differences_are_shown_again(plan, coordinator, signed_in):
    rows = [heads(), ["", "Overgange", "", "", "Nyt", "", ""]]
    client, url = signed_in(coordinator), reverse("plans:bring_table", args=[plan.pk])
    looked = client.post(url, {"text": as_pasted(rows)})
    shown = looked.context["found"].stamp
    actions.add_criterion(plan.focus_areas.last(), by=SYSTEM, text="nyt")
    again = client.post(url, {"table": as_pasted(rows), "shown": shown})
    assert again.status_code == 409
    assert "Planen blev ændret, mens du så på forskellene." in again.content.decode()


def test_a_file_is_looked_at_before_anything_changes_and_taken_in_when_accepted(plan, coordinator, signed_in):
    rows = table_rows(plan)
    book = openpyxl.load_workbook(io.BytesIO(as_xlsx(plan.title, rows)))
    book.worksheets[0]["E2"] = "Skolen ringer altid hjem"
    out = io.BytesIO()
    book.save(out)
    client, url = signed_in(coordinator), reverse("plans:bring_table", args=[plan.pk])
    looked = client.post(url, {"file": SimpleUploadedFile("plan.xlsx", out.getvalue())})
    page = looked.content.decode()
    assert "1 række er anderledes" in page
    assert "Alle skoler ringer hjem" in page
    assert not Criterion.objects.filter(text="Skolen ringer altid hjem").exists()
    done = client.post(url, {"table": looked.context["table"], "shown": looked.context["found"].stamp})
    assert done["Location"].endswith(reverse("plans:table", args=[plan.pk]))
    assert Criterion.objects.filter(text="Skolen ringer altid hjem").exists()


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 not a workbook", b"%PDF-1.7", b"\x00\x01\x02"])
def test_a_file_that_is_no_table_is_a_sentence(plan, coordinator, signed_in, data):
    url = reverse("plans:bring_table", args=[plan.pk])
    answer = signed_in(coordinator).post(url, {"file": SimpleUploadedFile("noget.xlsx", data)})
    assert answer.status_code == 422
    assert "Traceback" not in answer.content.decode()


def test_the_rows_of_a_focus_area_are_edited_as_a_table(plan, coordinator, signed_in):
    area = plan.focus_areas.first()
    goal = plan.goals.get()
    own, of_goal = Criterion.objects.order_by("pk")
    url = reverse("plans:edit_table", args=[area.pk])
    typed = {
        "seen_version": area.version, "rows-TOTAL_FORMS": 3, "rows-INITIAL_FORMS": 2,
        "rows-0-pk": own.pk, "rows-0-where": f"g{goal.pk}", "rows-0-kind": "output", "rows-0-text": "Flyttet", "rows-0-due": "2027",
        "rows-1-pk": of_goal.pk, "rows-1-where": f"g{goal.pk}", "rows-1-kind": "success", "rows-1-text": "", "rows-1-due": "",
        "rows-2-where": "a", "rows-2-kind": "success", "rows-2-text": "Ny række", "rows-2-due": "",
    }  # fmt: skip
    client = signed_in(coordinator)
    assert client.post(url, typed).status_code == 302
    assert [(each.text, each.goal, each.focus_area) for each in Criterion.objects.order_by("pk")] == [
        ("Flyttet", goal, None),
        ("Ny række", None, area),
    ]
    late = client.post(url, typed | {"rows-2-text": "For sent"})
    assert late.status_code == 422
    assert "har gemt det her" in late.content.decode()
    assert "For sent" in late.content.decode()


def test_who_edits_the_rows_at_the_same_time_is_told(plan, coordinator):
    area = plan.focus_areas.first()
    seen = area.version
    actions.write_table(
        area, by=coordinator, seen_version=seen, lines=[actions.TableLine("Først", "success")]
    )
    with pytest.raises(ChangedMeanwhile):
        actions.write_table(
            area, by=coordinator, seen_version=seen, lines=[actions.TableLine("Sidst", "success")]
        )


def test_the_table_costs_the_same_for_two_rows_and_for_2000(plan, coordinator, signed_in, queries_of):
    client = signed_in(coordinator)
    urls = [
        reverse("plans:table", args=[plan.pk]),
        reverse("plans:edit_table", args=[plan.focus_areas.first().pk]),
    ]
    few = [queries_of(client, url) for url in urls]
    area = plan.focus_areas.last()
    Criterion.objects.bulk_create(
        Criterion(focus_area=area, text=f"Række {number}") for number in range(2000)
    )
    assert [queries_of(client, url) for url in urls] == few
    assert max(few) <= 15


# --- what follows from the plan


def test_an_amount_belongs_to_a_budget_year(plan):
    initiative = actions.add_initiative(plan.goals.get(), by=SYSTEM, title="Morgencafé")
    with pytest.raises(Refused) as refused:
        actions.detail_initiative(initiative, by=SYSTEM, title="Morgencafé", amount=250000)
    assert codes(refused) == ["no-budget-year"]


def test_an_initiative_has_milestones_and_money_and_its_goal_shows_them(plan, coordinator, signed_in):
    goal = plan.goals.get()
    initiative = actions.add_initiative(goal, by=SYSTEM, title="Morgencafé")
    client, url = signed_in(coordinator), reverse("plans:initiative", args=[initiative.pk])
    typed = {
        "seen_version": initiative.version, "title": "Morgencafé", "amount": "250.000,50", "budget_line": "Skoler 5.22", "budget_year": "2027",
        "milestones-TOTAL_FORMS": 2, "milestones-INITIAL_FORMS": 0, "milestones-0-title": "Tre skoler er i gang", "milestones-0-due": "juni 2027",
    }  # fmt: skip
    assert client.post(url, typed).status_code == 302
    page = client.get(reverse("plans:goal", args=[goal.pk])).content.decode()
    assert "250.000,50 kr. i budget 2027" in page
    assert "Tre skoler er i gang: juni 2027" in page
    assert client.post(url, typed).status_code == 422  # somebody else saved: the version is old


def test_a_yearly_target_belongs_to_a_budget_year_and_to_this_plan(plan, coordinator, signed_in):
    with pytest.raises(Refused) as refused:
        actions.set_yearly_target(plan, by=coordinator, year=27, text="Fraværet falder")
    assert codes(refused) == ["year"]
    client = signed_in(coordinator)
    typed = {
        "year": 2027,
        "text": "Fraværet er under fem procent",
        "goal": plan.goals.get().pk,
        "decision": "",
    }
    client.post(reverse("plans:new_yearly_target", args=[plan.pk]), typed)
    page = client.get(reverse("plans:yearly_targets", args=[plan.pk])).content.decode()
    assert "Budget 2027" in page
    assert "Fraværet er under fem procent" in page


def test_governing_documents_are_ordered_and_made(plan, coordinator, signed_in):
    client = signed_in(coordinator)
    client.post(
        reverse("plans:new_document", args=[plan.pk]), {"title": "Vejledning om fravær", "due": "2027"}
    )
    document = plan.governing_documents.get()
    page = client.get(reverse("plans:documents", args=[plan.pk])).content.decode()
    assert "0 af 1 dokument er lavet" in page
    typed = {
        "title": document.title,
        "due": "2027",
        "made_on": "2027-02-01",
        "where": "27/1044",
        "seen_version": document.version,
    }
    assert client.post(reverse("plans:edit_document", args=[document.pk]), typed).status_code == 302
    assert (
        "1 af 1 dokument er lavet" in client.get(reverse("plans:documents", args=[plan.pk])).content.decode()
    )


def test_the_matrix_sets_the_two_perspectives_across_each_other(plan, coordinator, signed_in):
    citizen = make_area(plan, "Medbestemmelse", perspective="citizen")
    house = make_area(plan, "Helhed og sammenhæng", perspective="organisation")
    with pytest.raises(Refused) as refused:
        actions.cross(house, by=coordinator, organisation=citizen, text="Omvendt")
    assert codes(refused) == ["perspective"]
    url = reverse("plans:cross", args=[citizen.pk, house.pk])
    client = signed_in(coordinator)
    client.post(url, {"text": "Én plan for familien."})
    page = client.get(reverse("plans:matrix", args=[plan.pk])).content.decode()
    assert "Én plan for familien." in page
    assert "<b>1 af 1</b> felter" in page
    client.post(url, {"text": ""})
    assert "Én plan for familien." not in client.get(reverse("plans:matrix", args=[plan.pk])).content.decode()


def test_a_row_of_the_matrix_is_headed_by_the_whole_vision_over_it(plan, coordinator, signed_in, queries_of):
    words = "Barnet og familien har indflydelse på deres eget liv, " * 6 + "hver dag."
    vision = Passage.objects.create(policy=plan.policy, kind=PassageKind.VISION)
    theme = PassageText.objects.get(heading="Lyst til at lære")
    PassageText.objects.create(revision=theme.revision, passage=vision, order=9, text=words)
    citizen = make_area(plan, "Medbestemmelse", perspective="citizen", theme=vision)
    make_area(plan, "Helhed og sammenhæng", perspective="organisation", theme=theme.passage)
    make_area(plan, "Ledelse", perspective="organisation", theme_name="Ledelse for alle")
    client, url = signed_in(coordinator), reverse("plans:matrix", args=[plan.pk])
    matrix = client.get(url).context["matrix"]
    assert [row[:2] for row in matrix.rows] == [(citizen, words)]  # not cut as in a list
    assert [over for _area, over in matrix.heads] == ["3 Lyst til at lære", "Ledelse for alle"]
    assert words in client.get(url).content.decode()
    few = queries_of(client, url)
    for number in range(8):
        make_area(plan, f"Flere {number}", perspective="organisation", theme=vision)
    assert queries_of(client, url) == few <= 15


def test_the_intervention_ladder_is_asked_for_where_the_municipality_uses_one(
    plan, coordinator, signed_in, fjordby
):
    client, goal = signed_in(coordinator), plan.goals.get()
    url = reverse("plans:edit_goal", args=[goal.pk])
    assert "ladder_step" not in client.get(url).context["forms"].goal_form.fields
    client.post(
        reverse("plans:set_up"), {"agreement_word": "", "ladder": "Trin 1: almene tilbud\nTrin 2: råd"}
    )
    choices = client.get(url).context["forms"].goal_form.fields["ladder_step"].choices
    assert [label for _key, label in choices][1:] == ["Trin 1: almene tilbud", "Trin 2: råd"]


def test_five_visions_that_face_citizens_and_five_that_face_the_house_make_25_cells(
    plan, coordinator, signed_in, queries_of
):
    citizens = [make_area(plan, f"Borgerrettet {number}", perspective="citizen") for number in range(5)]
    houses = [
        make_area(plan, f"Organisationsrettet {number}", perspective="organisation") for number in range(5)
    ]
    client, url = signed_in(coordinator), reverse("plans:matrix", args=[plan.pk])
    few = queries_of(client, url)
    for citizen in citizens:
        for house in houses:
            actions.cross(
                citizen, by=coordinator, organisation=house, text=f"{house.title} for {citizen.title}"
            )
    assert queries_of(client, url) == few <= 15
    matrix = client.get(url).context["matrix"]
    assert (matrix.filled, matrix.total, len(matrix.rows)) == (25, 25, 5)


def test_the_table_of_a_real_implementation_plan_is_pasted_as_it_stands(shared, plan, coordinator):
    (source,) = (shared / "seeds").glob("001*.txt")
    lines = source.read_text().splitlines()
    begins = next(at for at, line in enumerate(lines) if "Tematikker i politikken" in line)
    table = list(itertools.takewhile(lambda line: "\t" in line, lines[begins:]))
    text = re.sub(r"<[^>]+>", "", re.sub(r"<br ?/?>", "\n", "\n".join(table)))
    read_lines = lines_of(pasted(text))
    for title in dict.fromkeys(line.area for line in read_lines):
        make_area(plan, title)
    found = compare(plan, read_lines)
    assert found.faults == []
    assert {each.kind for each in found.new} == {"success", "output"}
    done = actions.take_in_table(plan, by=coordinator, lines=read_lines, shown=found.stamp)
    assert done.new == len(read_lines) >= 10
