"""J1, bring what you have: documents of every format, a set that belongs together, a doubt settled from the keyboard, a
change of mind; and the five real documents, each taken in by the municipality it is about to become.

Told with the keyboard alone, at two widths, on the real server with its worker. The documents are our own regression
set and the seeds, read in place.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from .conftest import House, _serve
from .test_thread import ROOT, seed
from .visitor import Visitor

DOCUMENTS = ROOT / "yardstick" / "documents"
EXAMPLES = ROOT / "examples" / "fjordby"
FORMATS = ("a04*.pdf", "a06*.docx", "a10*.odt", "a12*.html", "a14*.md", "a15*.txt")


def document(pattern: str) -> Path:
    return next(DOCUMENTS.glob(pattern))


def until_read(visitor: Visitor, documents: int) -> None:
    for _try in range(120):
        visitor.go("/fjordby/import/")
        if f"{documents} dokumenter venter på dig" in visitor.text():
            return
        visitor.page.wait_for_timeout(500)
    raise AssertionError(visitor.text())


def test_j01_every_format_a_doubt_a_set_and_a_change_of_mind(house, visit, tmp_path):
    signe = visit(house)
    signe.sign_in("signe")
    files_of_every_format_are_brought_and_a_bad_one_says_why(signe, tmp_path)
    a_doubt_is_settled_beside_the_picture_of_the_page(signe)
    a_set_of_documents_finds_its_place_together(signe)
    what_was_taken_in_is_lifted_out_again(signe)


def files_of_every_format_are_brought_and_a_bad_one_says_why(signe: Visitor, tmp_path: Path) -> None:
    broken = tmp_path / "afbrudt.docx"
    broken.write_bytes(document("a06*.docx").read_bytes()[:900])
    signe.go("/fjordby/import/nyt/")
    signe.bring(*(document(pattern) for pattern in FORMATS), broken)
    until_read(signe, len(FORMATS))
    signe.sees("afbrudt.docx er beskadiget eller ufuldstændig", within=60)
    signe.looks("documents-of-every-format")


def a_doubt_is_settled_beside_the_picture_of_the_page(signe: Visitor) -> None:
    signe.press("Politik for tidlig indsats", "a")
    picture = signe.page.locator(".rt-picture img")
    signe.page.wait_for_function(
        "() => { const i = document.querySelector('.rt-picture img'); return i && i.complete && i.naturalWidth > 0; }"
    )
    assert re.match(r"Side \d af \d i a04", str(picture.get_attribute("alt")))
    signe.sees("Hvorfor tvivl?")
    signe.looks("review-pdf")
    # On to the next doubt, an element back and on again, approved, and taken back: all from the keyboard.
    goes_on(signe, "n")
    signe.sees("Hvorfor tvivl?")
    goes_on(signe, "k")
    goes_on(signe, "n")
    seen = signe.page.locator(".rt-progress__text").first.inner_text()
    signe.key("Enter", stays=True)
    says(signe, seen, False)
    signe.key("z", stays=True)
    says(signe, seen, True)


def goes_on(signe: Visitor, key: str) -> None:
    before = signe.path
    signe.key(key, stays=True)
    signe.page.wait_for_function("(before) => !location.href.endsWith(before)", arg=before)
    signe.settle()


def says(signe: Visitor, seen: str, same: bool) -> None:
    """Wait until the page tells the same number of elements seen, or another."""
    signe.page.wait_for_function(
        "([seen, same]) => (document.querySelector('.rt-progress__text').innerText === seen) === same",
        arg=[seen, same],
    )
    signe.settle()


def a_set_of_documents_finds_its_place_together(signe: Visitor) -> None:
    """Fjordby's plan is accepted before its policy: the policy is a stub, and takes its text when its document comes."""
    signe.go("/fjordby/import/nyt/")
    signe.bring(EXAMPLES / "plan.md", EXAMPLES / "hele-vejen-sammen.docx", EXAMPLES / "referat.md")
    until_read(signe, len(FORMATS) + 3)
    signe.sees("Hører sammen med")
    signe.looks("documents-of-a-set")
    accept(signe, "plan.md")
    signe.looks("landed-plan-of-a-set")
    accept(signe, "hele-vejen-sammen.docx")
    signe.press("Læs udgaven", "a")
    signe.sees("Hele vejen sammen")
    accept(signe, "referat.md")
    signe.looks("landed-minutes")
    signe.go("/fjordby/politikker/")
    titles = signe.page.locator("main a", has_text="Hele vejen sammen")
    assert titles.count() == 1, "one policy, in whatever order its documents came"


def accept(signe: Visitor, file: str) -> None:
    """From the list of documents: open the one of that file, and say yes to what is proposed."""
    signe.go("/fjordby/import/")
    row = signe.page.locator("tr", has_text=file).first
    signe.page.goto(signe.origin + str(row.locator("a").first.get_attribute("href")))
    signe.press("Videre til godkendelsen", "a")
    signe.looks(f"accept-{file.split('.')[0]}")
    signe.press("Godkend dokumentet", "button")
    signe.sees("Godkendt")


def what_was_taken_in_is_lifted_out_again(signe: Visitor) -> None:
    signe.go("/fjordby/import/")
    row = signe.page.locator("tr", has_text="referat.md").first
    signe.page.goto(signe.origin + str(row.locator("a").first.get_attribute("href")))
    signe.press("Fortryd godkendelsen", "button")
    signe.sees("Godkendelsen er fortrudt")
    signe.sees("elementer er set")


TOWNS = {
    "000": ("Vesterå", "En styregruppe", "terms"), "001": ("Østerå", "", "plan"), "002": ("Nørreå", "", "matter"),
    "003": ("Sønderå", "", "edition"), "004": ("Midterå", "", "edition"),
}  # fmt: skip

BUILD = """
import datetime
from roedtraad.installation.prepare import django_ready
django_ready()
from django.utils.translation import override
from roedtraad.core import tenancy
from roedtraad.core.actions import SYSTEM
from roedtraad.core.models import Municipality
from roedtraad.organisation import actions
from roedtraad.organisation.enums import BodyKind, Function
with override("da"):
    for number, name in {towns}:
        town = Municipality.objects.create(name=name + " Kommune", slug="by" + number, code=number)
        with tenancy.scope(town):
            actions.create_body(town, by=SYSTEM, name="Byrådet", kind=BodyKind.COUNCIL)
            position = actions.create_position(town, by=SYSTEM, title="Udviklingskonsulent", function=Function.COORDINATOR)
            person = actions.register_person(town, by=SYSTEM, name="Kim " + name, email="kim@by" + number + ".example", sign_in=True, password="et-ord-for-{{}}-alene".format(number))
            actions.appoint(position, by=SYSTEM, person=person, starts=datetime.date(2020, 1, 1))
"""


@pytest.fixture
def towns(organisation_home: Path, tmp_path: Path) -> Iterator[House]:
    """An installation with five municipalities beside Fjordby, each with its coordinator and its council."""
    import shutil

    home = tmp_path / "towns"
    shutil.copytree(organisation_home, home)
    env = {**os.environ, "ROEDTRAAD_HOME": str(home)}
    env.pop("DATABASE_URL", None)
    code = BUILD.format(towns=[(number, name) for number, (name, _sees, _what) in TOWNS.items()])
    subprocess.run([sys.executable, "-c", code], env=env, cwd=ROOT, check=True)
    yield from _serve(home)


def test_j01_each_real_document_is_taken_in_by_a_municipality_of_its_own(towns, visit):
    for number in TOWNS:
        path = seed(number)
        kim = visit(towns)
        kim.go("/log-ind/")
        kim.write("E-mail", f"kim@by{number}.example")
        kim.write("Adgangskode", f"et-ord-for-{number}-alene")
        kim.key("Enter")
        kim.go(f"/by{number}/import/nyt/")
        kim.bring(path)
        for _try in range(120):
            kim.go(f"/by{number}/import/")
            if "venter på" in kim.text():
                break
            kim.page.wait_for_timeout(500)
        kim.page.goto(kim.origin + str(kim.page.locator("tbody a").first.get_attribute("href")))
        kim.looks(f"review-seed-{number}", keep=False)
        kim.press("Videre til godkendelsen", "a")
        kim.looks(f"accept-seed-{number}", keep=False)
        kim.press("Godkend dokumentet", "button")
        assert "Godkendt" in kim.heading(), kim.text()
        kim.looks(f"landed-seed-{number}", keep=False)
        if number == "004":
            a_strategy_is_a_plan_too(kim)


def a_strategy_is_a_plan_too(kim: Visitor) -> None:
    """Its ten visions, its goals and its dates stand in a plan; nothing is said to lack a place that has one."""
    kim.sees("Datoer i planen", "Enheder og deres mål")
    kim.press("^Se planen", "a")
    assert kim.heading().startswith("6 mål."), kim.text()
    kim.press("^Matrix", "a")
    kim.sees("0 af 25", "Vi er insisterende i det tværfaglige samarbejde.")
    kim.looks("matrix-seed-004", keep=False)
    kim.page.go_back()
    kim.press("^Datoer", "a")
    kim.sees("September 2016", "Justering af Udviklingsstrategien")
    kim.looks("dates-seed-004", keep=False)
