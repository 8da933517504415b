"""J7, status to the council: the status is written in the municipality's own sections, goes the whole way through the
bodies, leaves for the case system, and comes back as minutes that are laid on its at-points.

Told with the keyboard alone, at two widths, on the real server with its worker.
"""

from __future__ import annotations

import datetime
import io
import json
import shutil
import subprocess
import zipfile
from pathlib import Path

import pypdfium2
import pytest

from .visitor import Visitor

MINUTES = """Byrådet
Referat fra møde den {day}

Beslutning i Byrådet den {day}
At 1: Godkendt. 15 stemte for, og 9 stemte imod. Et mindretal ønsker ført til referat, at det skal evalueres.
At 2: Udsat.
Fraværende: Bent Skovlyst
"""


@pytest.fixture
def cast(example_house, visit):
    return visit(example_house), visit(example_house)


def test_j07_status_to_the_council(cast, tmp_path):
    signe, pernille = cast
    signe.sign_in("signe")
    pernille.sign_in("pernille")
    the_sections_are_the_municipalitys_own(signe)
    the_round_is_frozen_and_the_status_assembles_itself(signe)
    an_earlier_item_goes_along(signe)
    the_way_that_cannot_be_is_refused_with_a_way_out(signe)
    it_leaves_for_the_case_system(signe, tmp_path)
    a_meeting_is_cancelled_and_the_matter_finds_another(pernille)
    the_committee_recommends_and_one_number_was_mistyped(pernille)
    the_councils_minutes_come_back(pernille)


def the_sections_are_the_municipalitys_own(signe: Visitor) -> None:
    signe.go("/fjordby/status/opsaetning/afsnit/")
    signe.looks("status-sections")
    boxes = signe.page.locator("input[name=heading_routing]")
    assert boxes.get_attribute("list") == "navne-routing"
    signe.page.locator("input[name=used_routing]").focus()
    signe.page.keyboard.press("Space")
    signe.press("^Gem", "button")
    signe.sees("Gemt")


def the_round_is_frozen_and_the_status_assembles_itself(signe: Visitor) -> None:
    signe.press("^Opfølgning$", "a")
    signe.press("Se opfølgningen|Se ", "a")
    signe.write("Hvorfor", "Udvalgets møde er flyttet frem.")
    signe.press("Lås datagrundlaget", "button")
    signe.sees("er låst")
    signe.press("Skriv statusrapporten", "a")
    signe.press("Saml den", "button")
    signe.sees("Tallene er låst", "opgaver, der fulgte af de seneste beslutninger")
    signe.press("Tilføj et at-punkt", "a")
    signe.write("^At-punkt", "at Familiehuset får en fast svarvagt to dage om ugen fra 1. august")
    signe.write("^Nummer", "1")
    signe.press("^Gem|^Tilføj", "button")
    signe.sees("fast svarvagt to dage om ugen fra 1. august")
    signe.looks("status-draft-whole")


def an_earlier_item_goes_along(signe: Visitor) -> None:
    signe.press("Tilføj et bilag", "a")
    signe.choose("Et tidligere punkt", "Årlig status")
    signe.looks("status-annex")
    signe.press("^Tilføj$", "button")
    signe.sees("Årlig status", "24/10482")


def the_way_that_cannot_be_is_refused_with_a_way_out(signe: Visitor) -> None:
    signe.press("Forelæg den", "a")
    signe.sees("Resume og indstilling står på én side")
    signe.write("Sagsnummer", "26/2207")
    signe.tick("Sagen koster penge")
    signe.choose(r"^Anbefaler \(", "Børne- og Uddannelsesudvalget", nth=0)
    signe.choose("^Beslutter", "Byrådet", nth=2)
    signe.press("Forelæg den", "button")
    signe.sees("Sagen koster penge, og økonomiudvalget har den ikke før byrådet.", "Sæt økonomiudvalget ind")
    signe.looks("status-way-refused")
    signe.choose("^Økonomiudvalg", "møde ikke valgt")
    signe.press("Forelæg den", "button")
    signe.sees("26/2207", "Koster penge", "her står den")
    signe.looks("matter-way")


def it_leaves_for_the_case_system(signe: Visitor, tmp_path: Path) -> None:
    signe.press("Læs status", "a")
    for kind in ("PDF", "Word"):
        path = downloaded(signe, kind, tmp_path)
        if kind == "PDF":
            first = pypdfium2.PdfDocument(path)[0].get_textpage().get_text_bounded()
            assert "Indstilling" in first
            assert "Opfølgning på seneste beslutning" not in first
        else:
            opens_in_libreoffice(path, tmp_path)
    signe.press("Kopiér til sagssystemet", "a")
    signe.sees("Sagsgang", "Økonomiudvalget")
    signe.looks("status-copy")
    archive = zipfile.ZipFile(io.BytesIO(downloaded(signe, "Det hele i én fil", tmp_path).read_bytes()))
    assert sum(name.endswith(".xml") for name in archive.namelist()) == 3
    assert json.loads(archive.read("metadata.json"))["matter"]["case_number"] == "26/2207"


def downloaded(visitor: Visitor, name: str, folder: Path) -> Path:
    """The file behind a link; a long one is made first, on a page that says how far it is."""
    visitor.tab_to(f"^{name}$", "a")
    href = visitor.page.evaluate("() => document.activeElement.href")
    back = visitor.path
    if visitor.page.request.get(href, max_redirects=0).status == 302:
        visitor.key("Enter")
        visitor.page.get_by_role("link", name="Hent den").wait_for(timeout=60_000)
        visitor.looks("status-making")
        with visitor.page.expect_download() as download:
            visitor.tab_to("Hent den", "a")
            visitor.page.keyboard.press("Enter")
    else:
        with visitor.page.expect_download() as download:
            visitor.page.keyboard.press("Enter")
    path = folder / f"{visitor.width}-{download.value.suggested_filename}"
    download.value.save_as(path)
    if visitor.path != back:
        visitor.go(back)
    return path


def opens_in_libreoffice(path: Path, folder: Path) -> None:
    """The Word file is opened and set as PDF by LibreOffice, where it is installed."""
    office = shutil.which("soffice")
    if office is None:
        return
    home = folder / "office"
    run = subprocess.run(
        [office, f"-env:UserInstallation={home.as_uri()}", "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(path)],
        capture_output=True, text=True, timeout=180, check=False,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    assert len(pypdfium2.PdfDocument(path.with_suffix(".pdf"))) > 1


def a_meeting_is_cancelled_and_the_matter_finds_another(pernille: Visitor) -> None:
    pernille.go("/fjordby/sager/moeder/")
    pernille.press("^Flyt eller aflys ?: Børne- og Uddannelsesudvalget", "a")
    pernille.sees("Det skal på dagsordenen", "Status på")
    pernille.looks("meeting-cancel")
    pernille.press("Mødet er aflyst", "button")
    pernille.sees("Det, der stod på dagsordenen, skal på et andet")
    pernille.go("/fjordby/")
    pernille.sees("Sæt sagen på et andet møde i Børne- og Uddannelsesudvalget")
    pernille.press("Vælg mødet", "a")
    pernille.choose("^Møde ", "2", nth=0)
    pernille.looks("stop")
    pernille.press("^Gem", "button")
    pernille.sees("her står den")


def the_committee_recommends_and_one_number_was_mistyped(pernille: Visitor) -> None:
    today = str(datetime.date.today())
    pernille.press("Registrér", "a")
    pernille.choose("Hvem besluttede", "Børne- og Uddannelsesudvalget")
    pernille.write("^Dato|dag", today)
    pernille.tick("^anbefalet")
    pernille.write("Henvisning til referatet", "Referat af udvalget, punkt 6")
    pernille.looks("decision-votes")
    pernille.press("Registrér beslutningen", "button")
    pernille.sees("Referat af udvalget, punkt 6")
    pernille.press("^Tastet forkert", "a")
    pernille.write("Henvisning til referatet", "Referat af udvalget, punkt 8")
    pernille.write("Det var forkert", "Punktet havde nummer 8.")
    pernille.looks("decision-correct")
    pernille.press("^Ret$", "button")
    pernille.sees("Punktet havde nummer 8.", "var først skrevet som: Referat af udvalget, punkt 6")
    pernille.looks("decision-corrected")


def the_councils_minutes_come_back(pernille: Visitor) -> None:
    pernille.press("Hent referatet hjem", "a")
    pernille.looks("minutes-bring")
    day = f"{datetime.date.today():%d-%m-%Y}"
    pernille.write("Eller indsæt", MINUTES.format(day=day))
    pernille.press("^Læs", "button")
    pernille.sees("Referatet taler om 2", "Godkendt. 15 stemte for, og 9 stemte imod.", within=60)
    pernille.looks("minutes-beside")
    pernille.press("Registrér beslutningen", "button")
    pernille.sees("15 for, 9 imod", "Bent Skovlyst")
    pernille.looks("matter-minutes-taken")
