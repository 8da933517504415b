"""J6, steer: the coordinator sees the plan from above, makes the agenda, runs the steering group's meeting from the
keyboard, and approves the minutes; the chief finds the task on the start page; what was written wrong is corrected.

Told with the keyboard alone, at two widths, on the real server.
"""

from __future__ import annotations

import datetime
import io
from pathlib import Path

import pypdfium2

from .conftest import House
from .visitor import Visitor

GROUP = "Styregruppe"
NOTE = "Lokalet er ikke på plads, og de unge venter."
DECISION = "Ungeguiderne begynder i klubben fra mandag"
TASK = "Find et rum i klubben"


def test_j06_steer(example_house: House, visit, tmp_path: Path) -> None:
    signe = visit(example_house)
    signe.sign_in("signe")
    the_plan_is_seen_from_above(signe)
    the_meeting_is_moved_to_today_and_begins(signe)
    a_point_is_written_from_the_keyboard(signe)
    the_minutes_are_approved_and_taken_out(signe, tmp_path)
    torben = visit(example_house)
    the_chief_finds_the_task(torben)
    what_was_written_wrong_is_corrected(signe)
    the_group_reads_and_others_do_not(torben, visit(example_house))


def the_plan_is_seen_from_above(signe: Visitor) -> None:
    signe.press("^Mål og plan", "a")
    signe.press("Sådan gør vi det", "a")
    signe.press("^set fra oven", "a")
    assert "har brug for en hånd" in signe.heading()
    signe.sees(
        "Hvor langt opfølgningen er", "Hvordan fokusområderne har stået", "Hvad der er nyt siden sidst"
    )
    signe.sees("Mål uden nyt", "Enheder, der er bagud")
    signe.looks("steering")
    signe.choose("Enhed", "Vestervang Skole")
    signe.press("^Vis$", "button")
    signe.sees("Siden viser et udsnit.", "Et barn med fravær over ti procent har en plan")
    signe.looks("steering-unit")


def the_meeting_is_moved_to_today_and_begins(signe: Visitor) -> None:
    signe.press("^Gruppens møder", "a")
    signe.looks("steering-meetings")
    signe.press("^Dagsorden klar", "a")
    signe.sees("Siden sidst", "Udført", "Tæl opkald og svartid")
    signe.looks("steering-agenda")
    signe.press("Flyt det, hvis det holdes før", "a")
    signe.write("Dag", datetime.date.today().isoformat())
    signe.press("^Gem$", "button")
    signe.go("/fjordby/styring/")
    signe.press("^Dagsorden klar", "a")
    signe.press("^Begynd mødet", "button")
    signe.sees("Punkt 1 af", "Mødet er i gang")


def a_point_is_written_from_the_keyboard(signe: Visitor) -> None:
    signe.write("Hvad blev sagt", NOTE)
    signe.page.wait_for_selector("#saved:has-text('Gemt kl.')")
    signe.write("Hvad blev besluttet", DECISION)
    signe.write("Opgave", TASK)
    signe.choose("Hvem", "Skolechef")
    signe.looks("steering-point")
    signe.key("Control+Enter")
    signe.sees("Punkt 2 af")
    signe.go("/fjordby/styring/")
    signe.press("^I gang", "a")
    signe.sees(f"Besluttet: {DECISION}")
    signe.looks("steering-running")


def the_minutes_are_approved_and_taken_out(signe: Visitor, tmp_path: Path) -> None:
    signe.press("^Mødet er slut", "button")
    signe.press("^Godkend referatet", "button")
    signe.sees("Referat: Styregruppe", NOTE, DECISION, TASK, "Skolechef")
    signe.looks("steering-minutes")
    with signe.page.expect_download() as download:
        signe.tab_to("^PDF$", "a")
        signe.page.keyboard.press("Enter")
    with pypdfium2.PdfDocument(io.BytesIO(Path(download.value.path()).read_bytes())) as pdf:
        text = " ".join(page.get_textpage().get_text_range() for page in pdf)
    assert DECISION in " ".join(text.split())


def the_chief_finds_the_task(torben: Visitor) -> None:
    torben.sign_in("torben")
    torben.sees(TASK)


def what_was_written_wrong_is_corrected(signe: Visitor) -> None:
    signe.press("Noget er skrevet forkert ned", "summary", stays=True)
    signe.press("^Ret punkt 1", "a")
    signe.write("Det var forkert", "Der stod mandag.")
    signe.write("Hvad blev besluttet", DECISION.replace("mandag", "tirsdag"))
    signe.looks("steering-correct")
    signe.press("^Ret$", "button")
    signe.sees("Referatet er rettet en gang", "Der stod mandag.", "tirsdag")


def the_group_reads_and_others_do_not(torben: Visitor, rune: Visitor) -> None:
    torben.go("/fjordby/styring/")
    torben.press(f"^{GROUP}", "a")
    torben.sees(DECISION.replace("mandag", "tirsdag"))
    rune.sign_in("rune")
    rune.go("/fjordby/styring/")
    rune.sees("Der er ikke planlagt møde i en gruppe, hvor du har en plads.")
