"""Change and handover: a department is to be split, and the coordinator chooses who has what from then on; two schools become
one, at once. Everything is seen beforehand, what cannot be is refused in a sentence; the goals and the thread stand with
the heir, and what was signed stays signed. At the end of the term the council's handover is made, read and taken out.

Told with the keyboard alone, at two widths, on the real server.
"""

from __future__ import annotations

import datetime
import io
import re
from pathlib import Path

import pypdfium2

from .conftest import House
from .visitor import Visitor

SCHOOL, HEIR = "Vestervang Skole", "Østre Skole"
HEAD, NEW_HEAD = f"Skoleleder, {SCHOOL}", f"Skoleleder, {HEIR}"
ENDING = "Lillenæs Skole"  # is itself to be merged next summer
GOES = "Ingen elev i 4.–6. klasse holder frikvarter alene"
GOES_TOO = "Et barn med fravær over ti procent har en plan inden for 14 dage"
SPLIT, FIRST, SECOND = "PPR", "Familiehuset", "Ungeindsatsen"
OF_SPLIT = "Skolerne kan få en psykolog med til mødet om fravær inden for en uge"
WHY = "Skolerne ligger på samme vej og er blevet én."


def test_change_and_handover(example_house: House, visit, tmp_path: Path) -> None:
    signe = visit(example_house)
    signe.sign_in("signe")
    the_changes_are_found(signe)
    a_split_is_planned_and_what_goes_to_whom_is_chosen(signe)
    who_ends_soon_does_not_inherit(signe)
    it_is_not_dated_before_what_was_signed(signe)
    everything_is_seen_beforehand(signe)
    it_is_carried_out(signe)
    the_goal_and_its_thread_stand_with_the_heir(signe)
    what_was_signed_stays_signed(signe)
    the_handover_is_not_made_of_a_day_that_is_gone(signe)
    the_handover_is_made_and_read(signe)
    its_pdf_says_the_same(signe)


def day(days: int) -> str:
    return (datetime.date.today() + datetime.timedelta(days=days)).isoformat()


def the_changes_are_found(signe: Visitor) -> None:
    signe.press("^Organisation$", "a")
    signe.press("^Ændringer$", "a")
    signe.sees("Lillenæs Skole")
    signe.looks("changes")
    signe.press("^Ændr en enhed$", "a")
    signe.sees("Først ser du alt, hvad der overdrages, og til hvem.")
    signe.looks("change-new")


def terms(visitor: Visitor, thing: str, kind: str, heirs: tuple[str, ...], on: str, why: str) -> None:
    """Fill the form in and see what would be handed over; where that has been looked at before, unfold the form first."""
    if visitor.page.locator("details.rt-fold:not([open]) >> text=Hvem, hvornår og hvorfor").count():
        visitor.press("^Hvem, hvornår og hvorfor", "summary", stays=True)
    visitor.choose("^Hvilken", thing)
    visitor.tick(kind)
    visitor.choose("^Føres videre af", heirs[0])
    for heir in heirs[1:]:
        visitor.choose("^og af", heir)
    visitor.write("^Første dag uden", on)
    visitor.write("^Hvorfor", why)
    visitor.press("^Vis, hvad der overdrages", "button")


def a_split_is_planned_and_what_goes_to_whom_is_chosen(signe: Visitor) -> None:
    terms(
        signe,
        SPLIT,
        "^deles",
        (FIRST, SECOND),
        day(90),
        "Rådgivningen skal være dér, hvor familierne kommer.",
    )
    signe.sees(f"»{SPLIT}« deles", "Enhedens egne mål", OF_SPLIT)
    signe.choose(f"^Hvem har {re.escape(OF_SPLIT)}", SECOND)
    signe.looks("change-choose")
    signe.press("^Overdrag ", "button")
    signe.sees("Det er planlagt.", "Det sker af sig selv på dagen.")
    said = signe.page.locator("tr", has_text=OF_SPLIT).inner_text()
    assert SECOND in said
    assert FIRST not in said
    assert signe.text().count("Planlagt") == 1
    signe.looks("change-planned")


def who_ends_soon_does_not_inherit(signe: Visitor) -> None:
    signe.press("^Ændringer$", "a")
    signe.press("^Ændr en enhed$", "a")
    merge(signe, ENDING, day(500))
    signe.sees("Det står i vejen", f"»{ENDING}« er selv ophørt til den tid")
    signe.looks("change-heir-ends")


def merge(signe: Visitor, heir: str, on: str) -> None:
    terms(signe, SCHOOL, "^lægges sammen", (heir,), on, WHY)


def it_is_not_dated_before_what_was_signed(signe: Visitor) -> None:
    merge(signe, HEIR, day(-60))
    signe.sees("Det står i vejen", "Der er underskrevet en aftale herfra", "Vælg en dag efter den.")
    signe.looks("change-too-early")


def everything_is_seen_beforehand(signe: Visitor) -> None:
    merge(signe, HEIR, day(0))
    signe.sees("Enhedens egne mål", GOES, GOES_TOO, HEAD, "bliver stående")
    signe.looks("change-preview")


def it_is_carried_out(signe: Visitor) -> None:
    signe.press("^Overdrag ", "button")
    signe.sees("Det er gennemført.", f"»{SCHOOL}« blev lagt sammen med »{HEIR}«", WHY)
    signe.looks("change-done")


def the_goal_and_its_thread_stand_with_the_heir(signe: Visitor) -> None:
    signe.press(f"^{re.escape(GOES)}", "a")
    signe.sees(f"Mål for {HEIR}", NEW_HEAD, SCHOOL)
    signe.looks("goal-handed-over")


def what_was_signed_stays_signed(signe: Visitor) -> None:
    signe.sees(HEAD, "indsendte det til godkendelse", "Rune Aldershvile")
    signe.press("^Se, hvad der ellers skiftede hænder", "a")
    signe.sees("Det, begge parter har underskrevet, bliver stående")
    signe.press("^Mål og plan$", "a")
    signe.press("^Sådan gør vi det", "a")
    signe.press("^Enheder og deres mål", "a")
    signe.sees("Enheder, der er ophørt")
    signe.press(f"^{SCHOOL}$", "a")
    signe.sees(f"»{SCHOOL}« er ophørt")
    signe.looks("unit-ended")
    signe.press(r"^1\. januar \d+ – 31\. december", "a")
    signe.sees("Rune Aldershvile", "Torben Lindegaard", GOES)
    signe.looks("agreement-of-ended-unit")


def the_handover_is_not_made_of_a_day_that_is_gone(signe: Visitor) -> None:
    signe.go("/fjordby/status/overlevering/")
    signe.write("^Pr\\.", day(-3))
    signe.press("^Vis$", "button")
    signe.sees("vides ikke længere.")
    signe.looks("handover-refused")


def the_handover_is_made_and_read(signe: Visitor) -> None:
    signe.write("^Pr\\.", day(0))
    signe.press("^Vis$", "button")
    signe.press("^Overlever nu", "button")
    signe.sees("Det er overleveret", "Gældende politikker", "Besluttet, men ikke udført", "Byrådet")
    signe.looks("handed-over")


def its_pdf_says_the_same(signe: Visitor) -> None:
    with signe.page.expect_download() as download:
        signe.tab_to("^PDF$", "a")
        signe.page.keyboard.press("Enter")
    with pypdfium2.PdfDocument(io.BytesIO(Path(download.value.path()).read_bytes())) as pdf:
        text = " ".join(page.get_textpage().get_text_range() for page in pdf)
    said = " ".join(text.split())
    for words in ("Overlevering", "Gældende politikker", "Hele vejen sammen", "Besluttet, men ikke udført"):
        assert words in said, words
