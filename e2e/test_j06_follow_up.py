"""J6, follow up: a mail comes, its link opens the check-in on a telephone without a password, words survive a line that
is gone, the answers are signed off and the round is closed; and ten goals are reported on in one sitting.

Told with the keyboard alone, at two widths, on the real server with its worker, which sends its mail to a mail server
on this machine. Whoever gets the mail knows nothing of the system.
"""

from __future__ import annotations

import re
import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from roedtraad.core.tests.post_office import Office, post_office

from .conftest import House, _serve
from .visitor import Visitor

GOAL = "Flere elever oplever, at de hører til i klassen"
LIGHTEST = 150_000  # bytes of the page of a check-in with all that it loads
SITTING = 10 * 60  # seconds for ten goals
HUMAN = 0.2  # seconds between two letters: 60 words a minute

TEN_GOALS = """
import os, sys
from roedtraad.core import tenancy
from roedtraad.core.actions import SYSTEM
from roedtraad.core.models import Municipality
from roedtraad.organisation.models import Position
from roedtraad.plans import actions
from roedtraad.plans.models import Plan
with tenancy.scope(Municipality.objects.get(slug="fjordby")):
    plan = Plan.objects.order_by("pk").first()
    leader = Position.objects.get(title="Skoleleder, Vestervang Skole")
    for number in range(1, 11):
        actions.write_goal(plan, by=SYSTEM, title=f"Vestervang Skole, mål {number}", owner=leader, on_policy=True, level="general")
"""


@dataclass(frozen=True)
class Town:
    """Fjordby served, and the post office that its mails come to."""

    house: House
    office: Office


def served(home: Path) -> Iterator[Town]:
    with post_office() as office:
        for house in _serve(home, EMAIL_URL=office.url, ROEDTRAAD_MAILS_FROM="0"):
            yield Town(house, office)


@pytest.fixture
def town(example_home: Path, tmp_path: Path) -> Iterator[Town]:
    home = tmp_path / "town"
    shutil.copytree(example_home, home)
    yield from served(home)


@pytest.fixture
def busy_town(example_home: Path, tmp_path: Path) -> Iterator[Town]:
    """Fjordby, where the leader of Vestervang Skole answers for ten goals."""
    home = tmp_path / "town"
    shutil.copytree(example_home, home)
    from .conftest import _command

    _command(home, "-m", "roedtraad.cli", "manage", "shell", "-v0", "-c", TEN_GOALS)
    yield from served(home)


def link_in(mail: str, origin: str) -> str:
    """The address that a mail asks one to follow, as a path."""
    [address] = re.findall(r"^(http\S+)$", mail, re.MULTILINE)
    assert address.startswith(origin)
    return address.removeprefix(origin)


def test_j06_follow_up(town, visit):
    mail = town.office.to("torben@fjordby.example")
    assert "Linket er kun dit og kræver ingen adgangskode." in mail
    torben = visit(town.house)
    begins_from_the_mail(torben, link_in(mail, town.house.origin))
    the_page_is_light(torben)
    the_goal_is_answered_while_the_line_comes_and_goes(torben)
    evidence_is_attached(torben)
    what_is_written_is_signed_off(torben)
    the_way_out_closes_the_door(torben)
    signe = visit(town.house)
    the_round_is_closed(signe)
    the_link_then_says_so(visit(town.house), link_in(mail, town.house.origin))


def begins_from_the_mail(torben: Visitor, path: str) -> None:
    torben.go(path)
    assert torben.heading() == "Kære Torben, hvordan går det med dine 3 mål?"
    torben.sees("Linket er personligt for Torben Lindegaard", GOAL, "Tre spørgsmål til hvert mål")
    torben.looks("link-opened")
    torben.press("^Begynd$", "button")
    assert "brev" not in torben.path
    torben.sees("Du svarer som Torben Lindegaard", "Mål 1 af 4", "1. Hvordan går det med målet?")
    assert torben.heading() == GOAL


def the_page_is_light(torben: Visitor) -> None:
    """Everything that the page loads, over the line, in a browser that has seen nothing of it before."""
    line = torben.page.context.new_cdp_session(torben.page)
    line.send("Network.enable")
    line.send("Network.setCacheDisabled", {"cacheDisabled": True})
    sizes: list[int] = []
    line.on("Network.loadingFinished", lambda event: sizes.append(int(event["encodedDataLength"])))
    torben.page.reload()
    torben.settle()
    line.detach()
    assert len(sizes) > 5
    assert sum(sizes) < LIGHTEST, sorted(sizes)
    print(f"the page of a check-in weighs {sum(sizes)} bytes in {len(sizes)} files")


def the_goal_is_answered_while_the_line_comes_and_goes(torben: Visitor) -> None:
    page = torben.page
    torben.tick("Følger planen")
    torben.write("Hvad er der sket", "Klassens time er tilbage på skemaet i fem skoler.")
    page.wait_for_selector("#saved:has-text('Kladden er gemt')")
    page.context.set_offline(True)
    page.keyboard.press("Control+A")
    page.keyboard.insert_text("Klassens time er tilbage på skemaet i alle ni skoler.")
    page.wait_for_function(
        "() => document.getElementById('rt-live').textContent.includes('Der er ingen forbindelse')"
    )
    page.wait_for_function("() => Object.keys(localStorage).some((name) => name.startsWith('rt-draft:'))")
    page.keyboard.press("Control+Enter")
    assert torben.heading() == GOAL  # nothing has been left, and nothing is lost
    page.context.set_offline(False)
    page.wait_for_function("() => !Object.keys(localStorage).some((name) => name.startsWith('rt-draft:'))")
    torben.faults.clear()  # that a request fails without a line is what was asked for
    torben.tick("Intet lige nu|Ikke noget|Intet")
    torben.looks("check-in-by-link")


def evidence_is_attached(torben: Visitor) -> None:
    torben.press("Vedhæft en fil eller et link", "summary", stays=True)
    torben.write("Eller et link", "https://www.fjordby.example/trivsel-2026")
    torben.press("^Vedhæft$", "button")
    torben.sees("https://www.fjordby.example/trivsel-2026")


def what_is_written_is_signed_off(torben: Visitor) -> None:
    for _goal in range(4):
        if "/maal/" not in torben.path:
            break
        if not torben.page.locator("input[name=status]:checked").count():
            torben.tick("Følger planen")
        torben.tab_to("Hvad er der sket", "textarea")
        torben.key("Control+Enter")
    assert torben.heading() == "3 mål mangler din godkendelse"
    torben.looks("my-goals-by-link")
    torben.press("^Godkend", "button")
    torben.sees("Alle dine mål er godkendt. Tak.")


def the_way_out_closes_the_door(torben: Visitor) -> None:
    here = torben.path
    torben.press("Afslut her", "button")
    assert torben.heading() == "Du er ude igen"
    torben.looks("link-finished")
    torben.go(here)
    assert torben.heading() == "Linket åbner ikke noget"
    torben.sees("følg linket igen")


def the_round_is_closed(signe: Visitor) -> None:
    signe.sign_in("signe")
    signe.press("^Opfølgning$", "a")
    signe.looks("rounds")
    signe.page.locator("main h3 a").first.focus()
    signe.key("Enter")
    signe.write("Hvorfor låse nu", "Udvalgets materiale skal sendes i morgen.")
    signe.press("^Lås datagrundlaget", "button")
    signe.sees("er låst")
    signe.looks("round-frozen")


def the_link_then_says_so(stranger: Visitor, path: str) -> None:
    stranger.go(path)
    assert stranger.heading() == "Linket åbner ikke noget"
    stranger.sees("er afsluttet, og linket udløb samtidig", "Signe Holmelund")
    stranger.looks("link-of-a-finished-round")
    stranger.go("/fjordby/opfoelgning/brev/klippetover/")
    stranger.sees("måske har mailprogrammet klippet det over")


@pytest.mark.slow
def test_j06_ten_goals_in_one_sitting(busy_town, visit, width):
    """Typed at human speed; each goal is chosen, told of and, where it asks for it, given what is needed."""
    if width > 700:
        pytest.skip("told on a telephone")
    rune = visit(busy_town.house)
    path = link_in(busy_town.office.to("rune@fjordby.example"), busy_town.house.origin)
    began = time.monotonic()
    rune.go(path)
    rune.press("^Begynd$", "button")
    for number in range(1, 11):
        rune.sees(f"Mål {number} af 10")
        at_risk = number % 3 == 0
        rune.tick("I risiko" if at_risk else "Følger planen")
        typed(
            rune,
            "Hvad er der sket",
            "Alle klasser har haft forløbet, og lærerne vil gentage det til foråret.",
        )
        if at_risk:
            rune.tick("En indsats")
            typed(rune, "Skriv i én sætning", "To timer mere om ugen til kontaktlæreren.")
        rune.key("Control+Enter")
    rune.press("^Godkend", "button")
    rune.sees("Alle dine mål er godkendt. Tak.")
    took = time.monotonic() - began
    print(f"ten goals took {took:.0f} seconds")
    assert took < SITTING


def typed(visitor: Visitor, name: str, text: str) -> None:
    visitor.tab_to(name, "textarea")
    visitor.page.keyboard.press("Control+A")
    visitor.page.keyboard.type(text, delay=HUMAN * 1000)
