"""J5, translate: a school sets itself a goal under an adopted sentence; its line manager returns it and approves it, the
focus area's owner comments; both sides sign an agreement; the plan's table goes to Excel and back; who has talked about
the policy is seen, and slides are fetched for the meeting.

Told with the keyboard alone, at two widths, on the real server.
"""

from __future__ import annotations

import datetime
import io
from pathlib import Path

import pypdfium2
from openpyxl import load_workbook
from pptx import Presentation

from .conftest import House
from .visitor import Visitor

PLAN = "Sådan gør vi det"
SCHOOL = "Vestervang Skole"
SENTENCE_GOAL = "Familier får svar inden syv dage"
GOAL = "Forældre, der skriver om bekymring, får svar fra skolen samme dag"


def test_j05_translate(example_house: House, visit, tmp_path: Path) -> None:
    rune = visit(example_house)
    rune.sign_in("rune")
    the_leader_sees_what_the_school_has_set_itself(rune)
    the_leader_writes_a_goal_and_is_told_what_it_lacks(rune)
    birthe = visit(example_house)
    the_focus_areas_owner_comments(birthe, rune)
    torben = visit(example_house)
    the_line_manager_returns_it_with_a_reason(torben)
    the_leader_writes_it_anew_and_submits_again(rune)
    the_line_manager_approves_it(torben)
    the_cascade_from_the_sentence_to_the_school_is_seen(rune)
    both_sides_sign_an_agreement(rune, torben)
    signe = visit(example_house)
    signe.sign_in("signe")
    the_table_goes_to_excel_and_comes_back(signe, tmp_path)
    what_follows_from_the_plan_is_kept(signe)
    who_has_talked_about_it_is_seen_and_helped(signe)
    the_leader_takes_slides_and_a_poster_to_the_meeting(rune)


def the_plan(visitor: Visitor) -> None:
    visitor.press("^Mål og plan", "a")
    visitor.press(PLAN, "a")


def the_units(visitor: Visitor) -> None:
    the_plan(visitor)
    visitor.press("^Enheder og deres mål", "a")


# ---------------------------------------------------------------- a unit's own goal


def the_leader_sees_what_the_school_has_set_itself(rune: Visitor) -> None:
    the_units(rune)
    assert "enheder har et mål af deres egen" in rune.heading()
    rune.looks("units")
    rune.press(f"^{SCHOOL}$", "a")
    rune.sees("Leder enheden Skoleleder, Vestervang Skole", "Godkender dens mål Skolechef", "I risiko")
    rune.looks("unit")


def the_leader_writes_a_goal_and_is_told_what_it_lacks(rune: Visitor) -> None:
    rune.press("^Nyt mål", "a")
    rune.choose("Hvilket mål i planen", SENTENCE_GOAL)
    rune.write("Hvad vil I nå", GOAL)
    rune.looks("unit-goal-form")
    rune.press("^Gem udkastet", "button")
    rune.sees("Målet siger endnu ikke, hvordan I lever op til det", "hvornår det forventes nået")
    rune.press("^Ret målet", "a")
    rune.write(
        "Hvordan lever I op til det",
        "Kontoret lægger hver besked til den lærer, der kender barnet, før klokken ti.",
    )
    rune.write("Hvordan følger I op", "Vi ser på det sidste fredag i måneden.")
    rune.write("Hvornår regner I med", "juni 2027")
    rune.press("^Gem$", "button")
    rune.looks("unit-goal-draft")
    rune.press("^Indsend til godkendelse", "button")
    rune.sees("Målet er indsendt", "Skolechef læser det")


def opened_goal(visitor: Visitor) -> None:
    the_units(visitor)
    visitor.press(f"^{SCHOOL}$", "a")
    visitor.press(GOAL[:40], "a")


def the_focus_areas_owner_comments(birthe: Visitor, rune: Visitor) -> None:
    birthe.sign_in("birthe")
    opened_goal(birthe)
    birthe.press("^Kommentér", "a")
    birthe.write("Din kommentar", "Sig også til forældrene, hvem de ellers kan skrive til.")
    birthe.press("^Gem kommentaren", "button")
    birthe.sees("Familiechef kommenterede", "hvem de ellers kan skrive til")


def the_line_manager_returns_it_with_a_reason(torben: Visitor) -> None:
    torben.sign_in("torben")
    torben.sees(f"Godkend et mål for {SCHOOL}")
    opened_goal(torben)
    torben.looks("unit-goal-to-approve")
    torben.press("^Send det tilbage", "a")
    torben.write("Hvad skal være anderledes", "Skriv, hvad I gør, når læreren er syg.")
    torben.press("^Send målet tilbage", "button")
    torben.sees("Sendt tilbage af Skolechef", "når læreren er syg")


def the_leader_writes_it_anew_and_submits_again(rune: Visitor) -> None:
    rune.go("/fjordby/")
    rune.sees(f"Et mål for {SCHOOL} er sendt tilbage")
    opened_goal(rune)
    rune.sees("Skriv, hvad I gør, når læreren er syg.")
    rune.press("^Ret målet", "a")
    rune.write(
        "Hvordan lever I op til det", "Kontoret lægger hver besked til læreren; er hun syg, svarer ledelsen."
    )
    rune.press("^Gem$", "button")
    rune.press("^Indsend til godkendelse", "button")


def the_line_manager_approves_it(torben: Visitor) -> None:
    opened_goal(torben)
    torben.press("^Godkend målet", "button")
    torben.sees("Målet er godkendt", "Skolechef godkendte det")
    torben.looks("unit-goal-approved")


def the_cascade_from_the_sentence_to_the_school_is_seen(rune: Visitor) -> None:
    opened_goal(rune)
    line = rune.page.locator("main .rt-top").inner_text()
    places = [
        line.find(words)
        for words in ("Hele vejen sammen", "Hjælp i tide", "Tidlig støtte til familier", SENTENCE_GOAL, GOAL)
    ]
    assert -1 not in places, line
    rune.sees("Familier får hjælp")
    rune.press(f"{SENTENCE_GOAL}$", "a")
    rune.sees("Hvad enhederne gør", GOAL, "regnes aldrig sammen til et gennemsnit")
    rune.looks("goal-with-units")


# ---------------------------------------------------------------- agreement


def both_sides_sign_an_agreement(rune: Visitor, torben: Visitor) -> None:
    the_units(rune)
    rune.press(f"^{SCHOOL}$", "a")
    rune.press("^Ny virksomhedsaftale", "a")
    year = datetime.date.today().year + 1
    rune.write("Gælder fra", f"{year}-01-01")
    rune.write("Gælder til", f"{year}-12-31")
    rune.write("Det talte I om", "Vi er enige om, at svar samme dag kommer før nye skemaer.")
    rune.looks("agreement-form")
    rune.press("^Gem udkastet", "button")
    rune.sees(GOAL, "svar samme dag kommer før nye skemaer", "Ingen har underskrevet endnu")
    where = rune.path
    rune.press("^Underskriv", "button")
    rune.sees("Nu venter den på den anden side")
    torben.go(where)
    torben.looks("agreement-to-sign")
    torben.press("^Underskriv", "button")
    torben.sees("Begge sider har underskrevet", "Torben Lindegaard", "Rune Aldershvile")
    torben.looks("agreement-signed")
    torben.tab_to("^PDF", "a")
    with torben.page.expect_download() as download:
        torben.page.keyboard.press("Enter")
    pdf = pypdfium2.PdfDocument(download.value.path().read_bytes())
    assert GOAL in " ".join(pdf[0].get_textpage().get_text_bounded().split())


# ---------------------------------------------------------------- the table and what follows


def fetched(visitor: Visitor, name: str) -> bytes:
    visitor.tab_to(name, "a")
    with visitor.page.expect_download() as download:
        visitor.page.keyboard.press("Enter")
    return download.value.path().read_bytes()


def the_table_goes_to_excel_and_comes_back(signe: Visitor, tmp_path: Path) -> None:
    the_plan(signe)
    signe.looks("plan-with-units")
    signe.press("^Planen som tabel", "a")
    signe.looks("plan-table")
    book = load_workbook(io.BytesIO(fetched(signe, "^Hent som Excel")))
    sheet = book.worksheets[0]
    sheet["E2"] = "Flere elever svarer, at de hører til, og kan sige hvorfor."
    sheet.insert_cols(1)  # a column of somebody's own, and the others have moved
    sheet["A1"], sheet["A2"] = "Bemærkning", "Rettet på mødet"
    changed = tmp_path / "plan.xlsx"
    book.save(changed)
    signe.press("^Sæt ind fra Excel", "a")
    signe.looks("plan-table-bring")
    signe.attach("En Excel", changed)
    signe.press("^Vis forskellene", "button")
    assert signe.heading() == "1 række er anderledes"
    signe.sees("ændret", "og kan sige hvorfor.")
    signe.looks("plan-table-differences")
    signe.press("^Tag rækkerne ind", "button")
    signe.sees("1 række er taget ind.", "og kan sige hvorfor.")
    signe.press("^Ret rækkerne", "a")
    signe.looks("plan-table-edit")


def what_follows_from_the_plan_is_kept(signe: Visitor) -> None:
    the_plan(signe)
    signe.press("^Årsmål", "a")
    signe.sees("Fritidspasset bruges i mindst 40 foreninger.")
    signe.looks("yearly-targets")
    the_plan(signe)
    signe.press("^Styrende dokumenter", "a")
    assert signe.heading() == "1 af 2 dokumenter er lavet"
    signe.looks("governing-documents")
    the_plan(signe)
    signe.press("^Matrix", "a")
    signe.looks("matrix")


# ---------------------------------------------------------------- dissemination


def who_has_talked_about_it_is_seen_and_helped(signe: Visitor) -> None:
    the_plan(signe)
    signe.press("^Hvem har talt om den", "a")
    assert "1 venter på hjælp." in signe.heading()
    signe.looks("coverage")
    signe.press("^Fortæl, hvad der blev gjort", "a")
    signe.write("Hvad blev der gjort", "Jeg er med på ungerådets møde på torsdag.")
    signe.press("^Gem$", "button")
    signe.sees("Hjælp, der er givet", "Jeg er med på ungerådets møde på torsdag.")


def the_leader_takes_slides_and_a_poster_to_the_meeting(rune: Visitor) -> None:
    the_units(rune)
    rune.press(f"^{SCHOOL}$", "a")
    slides = Presentation(io.BytesIO(fetched(rune, "^Slides til forældrebestyrelsen")))
    assert GOAL in [slide.shapes.title.text_frame.text for slide in slides.slides]
    poster = pypdfium2.PdfDocument(fetched(rune, "^Plakat"))
    assert len(poster) == 1
    rune.press("^Fortæl, hvem I har talt med", "a")
    rune.tick("personalet")
    rune.write("Hvornår", (datetime.date.today() - datetime.timedelta(days=1)).isoformat())
    rune.write("Hvad kom der ud af det", "Alle årgange valgte en ting at begynde med.")
    rune.looks("discussion-form")
    rune.press("^Gem$", "button")
    rune.sees("enheder har talt om politikken")
