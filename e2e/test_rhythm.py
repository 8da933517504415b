"""A year is laid out: the coordinator says in which months the plan is followed up, sees the rounds before they are made,
and finds them on the year wheel; the questions are worded; and a leader of several houses tells once for all of them.

Told with the keyboard alone, at two widths, on the real server.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from .conftest import House, _command, _serve
from .visitor import Visitor

THREE_HOUSES = """
from roedtraad.core import tenancy
from roedtraad.core.actions import SYSTEM
from roedtraad.core.models import Municipality, User
from roedtraad.organisation import actions as organisation
from roedtraad.organisation.models import Person, Unit
from roedtraad.plans.models import Goal
with tenancy.scope(Municipality.objects.get(slug="fjordby")) as fjordby:
    person = Person.objects.get(user=User.objects.get(email="rune@fjordby.example"))
    parent = Goal.objects.get(title="Færre elever har bekymrende fravær", unit=None)
    for name in ("Kystskolen", "Nordmarkskolen", "Åskolen"):
        unit = Unit.objects.get(name=name)
        head = organisation.create_position(fjordby, by=SYSTEM, title="Skoleleder, " + name, function="leader", unit=unit)
        organisation.appoint(head, by=SYSTEM, person=person)
        Goal.objects.create(plan=parent.plan, parent=parent, unit=unit, owner=head, title="Vi ringer hjem samme dag, " + name)
"""


@pytest.fixture
def houses(example_home: Path, tmp_path: Path) -> Iterator[House]:
    """Fjordby, where the leader of Vestervang Skole leads three further schools."""
    home = tmp_path / "houses"
    shutil.copytree(example_home, home)
    _command(home, "-m", "roedtraad.cli", "manage", "shell", "-v0", "-c", THREE_HOUSES)
    yield from _serve(home)


def test_a_year_is_laid_out_and_told_about(houses: House, visit) -> None:
    signe = visit(houses)
    signe.sign_in("signe")
    the_rhythm_is_changed_and_its_rounds_are_made(signe)
    the_rounds_stand_on_the_year_wheel(signe)
    the_questions_are_worded(signe)
    rune = visit(houses)
    rune.sign_in("rune")
    three_houses_are_told_about_at_once(rune)
    and_signed_off_at_once(rune)
    who_will_be_away_says_so(rune)


def the_rhythm_is_changed_and_its_rounds_are_made(signe: Visitor) -> None:
    signe.go("/fjordby/opfoelgning/")
    signe.press("Rytme for flere år", "a")
    signe.looks("rhythm")
    signe.press("Flere møder om året", "summary", stays=True)
    signe.page.locator("#id_rows-4-month").focus()
    signe.page.keyboard.press("Shift+Tab")
    signe.choose("Mødet holdes i", "november")
    signe.choose("Hvis møde", "Børne- og Uddannelsesudvalget")
    signe.press("Gem, og se runderne", "button")
    signe.sees("oprettes til og med", "November", "venter på sit møde")
    signe.looks("rounds")
    signe.press("^Gør det$", "button")
    signe.sees("Runderne til og med", "står, som rytmen siger")


def the_rounds_stand_on_the_year_wheel(signe: Visitor) -> None:
    signe.press("Se årshjulet", "a")
    signe.sees("opfølgninger")
    signe.looks("year-wheel")
    year = int(signe.page.locator("[aria-current=page]").last.inner_text()) + 1
    signe.press(f"^{year}$", "a")
    signe.sees(f"{year}: 5 opfølgninger", f"Opfølgning: november {year}")
    signe.looks("year-wheel-next")


def the_questions_are_worded(signe: Visitor) -> None:
    signe.go("/fjordby/opfoelgning/")
    signe.press("Spørgsmålene", "a")
    signe.write("2. Hvad der er sket", "Hvad har børnene mærket siden sidst?")
    signe.press("Gem spørgsmålene", "button")
    signe.sees("Fra nu af spørges der sådan.", "2. Hvad har børnene mærket siden sidst?")
    signe.looks("questions")


def three_houses_are_told_about_at_once(rune: Visitor) -> None:
    rune.press("^Meld", "a")
    rune.sees("4 enheder", "meld dem på én gang")
    rune.looks("houses-mine")
    rune.press("Meld status Færre elever", "a")
    rune.sees("Gælder det også dine andre enheder?")
    rune.tick("Følger planen")
    rune.write("Hvad har børnene mærket", "Der bliver ringet hjem før klokken ni alle tre steder.")
    rune.choose("Åskolen: status", "Nået")
    rune.looks("houses-check-in")
    rune.key("Control+Enter")


def and_signed_off_at_once(rune: Visitor) -> None:
    while "/maal/" in rune.path:
        if not rune.page.locator("input[name=status]:checked").count():
            rune.tick("Følger planen")
        rune.tab_to("Hvad har børnene mærket", "textarea")
        rune.key("Control+Enter")
    rune.press("^Godkend", "button")
    rune.sees("Alle dine mål er godkendt. Tak.", "Der bliver ringet hjem før klokken ni", "Nået")


def who_will_be_away_says_so(rune: Visitor) -> None:
    rune.press("Sig, hvornår du er væk", "a")
    assert rune.heading() == "Hvornår er Rune Aldershvile væk?"
    rune.looks("away")
