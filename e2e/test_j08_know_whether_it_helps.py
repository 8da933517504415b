"""J8, know whether it helps: what got worse is found and read; figures come by hand, from StatBank, a spreadsheet and a
survey; small counts stay hidden for whoever has no business with them, on the page and in what is taken away.

Told with the keyboard alone, at two widths, on the real server with its worker. StatBank Denmark is played on this machine.
"""

from __future__ import annotations

import datetime
import io
import json
import re
import shutil
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from roedtraad.figures.played import Mischief, PlayedBank, played, sample_tables
from roedtraad.measures.periods import Period, Rhythm

from .conftest import House, _serve
from .visitor import Visitor

WAITING = "Familier, der venter mere end syv dage på svar"
ABSENCE = "Elever med bekymrende fravær"
GOAL = "Flere børn går til noget i fritiden"


@dataclass(frozen=True)
class Town:
    """Fjordby served, and the StatBank that it asks."""

    house: House
    bank: PlayedBank


@pytest.fixture
def town(example_home: Path, tmp_path: Path) -> Iterator[Town]:
    home = tmp_path / "town"
    shutil.copytree(example_home, home)
    with played(sample_tables(extra=[("9999", "Fjordby")])) as bank:
        for house in _serve(home, ROEDTRAAD_STATBANK=bank.base):
            yield Town(house, bank)


def test_j08_know_whether_it_helps(town, visit, tmp_path):
    signe = visit(town.house)
    signe.sign_in("signe")
    the_list_begins_with_what_needs_attention(signe)
    the_one_that_got_worse_is_read(signe)
    the_schools_stand_beside_each_other_and_the_town_beside_others(signe)
    levels_were_written_before_the_work_began(signe)
    one_is_taken_from_the_catalogue_and_its_figures_are_typed(signe)
    statbank_is_asked_and_waits_and_loses_a_table(signe, town.bank)
    a_spreadsheet_is_taken_in_and_next_years_is_known_again(signe, tmp_path)
    a_survey_is_counted_by_grade(signe, tmp_path)
    what_is_taken_away_holds_hidden_as_hidden(signe)
    a_leader_without_the_position_sees_no_small_count(visit(town.house))
    the_owner_looks_behind_and_it_is_on_record(visit(town.house), town.house)


# ---------------------------------------------------------------- reading


def opened(visitor: Visitor, title: str) -> None:
    """From the list of indicators: the one of that title."""
    visitor.go("/fjordby/indikatorer/")
    visitor.press("^" + re.escape(title), "a")


def the_list_begins_with_what_needs_attention(signe: Visitor) -> None:
    signe.press("^Indikatorer", "a")
    assert signe.heading() == "12 indikatorer. Én udvikler sig i forkert retning."
    first = signe.page.locator("tbody tr").first.inner_text()
    assert WAITING in first
    assert "Udvikling i forkert retning" in first
    signe.looks("indicators")
    signe.choose("Udvikling", "rigtige retning")
    signe.press("^Vis$", "button")
    signe.sees("1 af 12 indikatorer vises.", "Samtaler holdt senest femte fraværsdag")
    signe.looks("indicators-narrowed")
    signe.press("Vis alle", "a")


def the_one_that_got_worse_is_read(signe: Visitor) -> None:
    opened(signe, WAITING)
    assert signe.heading() == f"{WAITING}: udvikling i forkert retning"
    signe.sees(
        "over den øvre grænse",
        "Det seneste tal når ikke målet på højst 5.",
        "skjult",
        "færre end 5",
        "Brud i",
        "Ny opgørelse",
    )
    signe.sees("Når Familiehuset kan tage imod i samme uge")
    assert signe.page.locator("main svg[role=img]").count() >= 1
    signe.looks("indicator-worse")
    opened(signe, "Samtaler holdt senest femte fraværsdag")
    signe.sees("Det seneste tal når målet på mindst 90 procent.", "mangler")
    signe.looks("indicator-better")
    opened(signe, "Samtaler i den åbne rådgivning")
    signe.sees("Nye grænser fra")
    signe.looks("indicator-new-limits")
    opened(signe, "Anbragte børn, der har skiftet sted")
    signe.sees("For få målinger til at se en udvikling")
    signe.looks("indicator-too-few")


def the_schools_stand_beside_each_other_and_the_town_beside_others(signe: Visitor) -> None:
    opened(signe, ABSENCE)
    signe.press("Enhed for enhed", "a")
    signe.sees("Lillenæs Skole", "Østre Skole", "De er ikke rangordnet")
    signe.looks("indicator-units")
    opened(signe, "Børn og unge, der bor uden for hjemmet")
    signe.press("Ved siden af andre steder", "a")
    signe.sees("Bakkeby", "Engholm", "Hele landet (opdigtet)")
    signe.looks("indicator-beside-others")


def levels_were_written_before_the_work_began(signe: Visitor) -> None:
    signe.press("^Mål og plan", "a")
    signe.press("Sådan gør vi det", "a")
    signe.press("Oplysninger om støtte følger barnet", "a")
    signe.looks("goal-with-scales")
    goal = signe.path.rstrip("/").rsplit("/", 1)[-1]
    signe.go(f"/fjordby/indikatorer/maal/{goal}/")
    assert signe.heading() == "Bedre end forventet"
    signe.sees("Overleveringsmøder før skiftet", "PPR's mødeliste", "Familien fortæller historien én gang")
    signe.sees("Unge med støtte videre efter 9. klasse", "Disse niveauer mangler ord")
    signe.looks("goal-attainment")


# ---------------------------------------------------------------- figures by hand


def taken_from_the_catalogue(signe: Visitor, title: str, owner: str, decimals: str = "0") -> None:
    signe.go("/fjordby/indikatorer/")
    signe.press("Fra kataloget", "a")
    signe.press("^" + re.escape(title), "summary", stays=True)
    signe.press(f"^Tag den {re.escape(title)}", "button")
    if decimals != "0":
        signe.choose("Decimaler", decimals)
    signe.choose("Ansvarlig", owner)
    signe.press("^Gem$", "button")


def one_is_taken_from_the_catalogue_and_its_figures_are_typed(signe: Visitor) -> None:
    signe.go("/fjordby/indikatorer/")
    signe.press("Fra kataloget", "a")
    signe.looks("indicator-catalogue")
    taken_from_the_catalogue(signe, "Børn, der får fritidspas", "Kultur- og fritidschef")
    signe.sees("Der er ingen tal endnu", "Indikatoren hænger ikke på noget endnu")
    signe.looks("indicator-without-figures")
    signe.press("Forbind med et mål", "a")
    signe.choose("Hvad den hænger på", GOAL)
    signe.write(
        "Sådan tror vi", "Når passet betaler kontingentet, er det ikke pengene, der holder et barn hjemme."
    )
    signe.looks("indicator-connect")
    signe.press("Forbind dem", "button")
    signe.press("Mere, der kan gøres", "summary", stays=True)
    signe.press("Sæt et måltal", "a")
    signe.write("^Måltal", "60")
    signe.write("Gælder fra", "2025-01-01")
    signe.write("Med ord", "Mindst 60 børn får fritidspas hvert halvår.")
    signe.looks("indicator-target")
    signe.press("Sæt måltallet", "button")
    signe.press("^Skriv tal", "a")
    latest = Period.holding(Rhythm.HALF, datetime.date.today()).shifted(-1)
    for back, value in enumerate(["52", "3", "0", "41"]):
        signe.write(f"^Tal, {re.escape(latest.shifted(-back).label('da'))}", value)
    signe.looks("figures-typed")
    signe.press("Gem tallene", "button")
    signe.sees("Gemt: 4 nye tal.", "52", "skjult", "færre end 5", "For få målinger", "Måltal: 60")
    rows = [
        row.inner_text().split() for row in signe.page.locator("main table").first.locator("tbody tr").all()
    ]
    assert ["0" in row for row in rows] == [False, False, True, False], rows
    assert not any("3" in row for row in rows), rows
    signe.looks("indicator-typed")


# ---------------------------------------------------------------- StatBank


def statbank_is_asked_and_waits_and_loses_a_table(signe: Visitor, bank: PlayedBank) -> None:
    taken_from_the_catalogue(signe, "Underretninger", "Familiechef")
    signe.press("Fra Statistikbanken", "a")
    signe.write("Hvad leder du efter", "underretninger")
    bank.next(Mischief.THROTTLE, seconds=1)
    signe.press("^Find$", "button")
    signe.sees("Underretninger om børn", "PRUND1")
    assert len(bank.asked) >= 2, "asked again after the pause that it was told to make"
    signe.looks("statbank-search")
    signe.press("Underretninger om børn", "a")
    signe.looks("statbank-table")
    signe.press("Vis, hvad den giver", "button")
    signe.sees("Det giver den", "Hele kommunen", "Tallene for 2024 er foreløbige")
    signe.looks("statbank-preview")
    signe.press("Gem, og hent tallene", "button")
    signe.looks("statbank-query")
    until(signe, "nye,")
    signe.looks("statbank-asked")
    opened(signe, "Underretninger")
    signe.sees("Antallet af underretninger er", "Danmarks Statistik")
    signe.looks("indicator-from-statbank")

    bank.lose("PRUND1")
    signe.press("^Hent tal", "summary", stays=True)
    signe.press("^PRUND1", "a")
    signe.press("Spørg nu", "button")
    until(signe, "Tabellen PRUND1")
    signe.sees("Den gav ingen tal sidst")
    signe.looks("statbank-gone")
    opened(signe, "Underretninger")
    signe.sees("Antallet af underretninger er")


def until(visitor: Visitor, sentence: str) -> None:
    """The worker asks, and the page that waits for it is fetched anew by itself."""
    visitor.page.wait_for_function(
        "(sentence) => { const main = document.querySelector('main'); return main && main.innerText.includes(sentence); }",
        arg=sentence,
        timeout=60_000,
    )
    visitor.settle()


# ---------------------------------------------------------------- files


def spreadsheet(path: Path, rows: list[list[object]]) -> Path:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def a_spreadsheet_is_taken_in_and_next_years_is_known_again(signe: Visitor, tmp_path: Path) -> None:
    taken_from_the_catalogue(signe, "Femårige uden huller i tænderne", "Sundhedschef", decimals="1")
    heads = ["Årgang", "Uden huller", "Klinik"]
    rows = [[2021, "79,5", "alle"], [2022, "80,25", "alle"], [2023, "ca. 81", "alle"], [2024, "82,0", "alle"]]
    signe.press("Fra et regneark", "a")
    signe.attach("Filen", spreadsheet(tmp_path / "tandplejen.xlsx", [heads, *rows]))
    signe.looks("spreadsheet-bring")
    signe.press("Læs filen", "button")
    signe.choose("Kolonnen Årgang", "periode")
    signe.choose("Kolonnen Uden huller", "tal")
    signe.choose("Kolonnen Klinik", "ikke med")
    signe.press("Læs den sådan", "button")
    signe.sees("Én ting står i vejen", "B4")
    signe.looks("spreadsheet-fault")

    rows[2][1] = "81,1"
    opened(signe, "Femårige uden huller")
    signe.press("Fra et regneark", "a")
    signe.attach("Filen", spreadsheet(tmp_path / "tandplejen-rettet.xlsx", [heads, *rows]))
    signe.press("Læs filen", "button")
    signe.choose("Kolonnen Årgang", "periode")
    signe.choose("Kolonnen Uden huller", "tal")
    signe.choose("Kolonnen Klinik", "ikke med")
    signe.press("Læs den sådan", "button")
    signe.sees("4 tal kan tages ind", "80,3 %")
    signe.looks("spreadsheet-cells")
    signe.write("Husk opstillingen som", "Tandplejens tal")
    signe.press("Tag tallene ind", "button")
    signe.sees("Gemt: 4 nye tal.")

    later = [["Klinik", "Bemærkning", "Uden huller", "Årgang"], ["alle", "", "83,4", 2025]]
    signe.press("^Hent tal", "summary", stays=True)
    signe.press("Fra et regneark", "a")
    signe.sees("Tandplejens tal")
    signe.attach("Filen", spreadsheet(tmp_path / "tandplejen-2025.xlsx", later))
    signe.press("Læs filen", "button")
    signe.sees("1 tal kan tages ind", "83,4")
    assert signe.page.get_by_label("Husk opstillingen som").input_value() == "Tandplejens tal"
    signe.looks("spreadsheet-known-again")
    signe.press("Tag tallene ind", "button")
    signe.sees("83,4 %")
    signe.looks("indicator-from-spreadsheet")


SURVEY = "Skoleår;Spørgsmål;Svar;Klassetrin;Antal\n" + "".join(
    f"{year};Er du med til at bestemme i klassen?;{answer};{grade};{count}\n"
    for year, more in (("2023/24", 0), ("2024/25", 9))
    for grade, counts in (("4.-6. klasse", (210, 260, 110, 20)), ("7.-9. klasse", (150, 240, 180, 31)))
    for answer, count in zip(
        ("Meget tit", "Tit", "En gang imellem", "Aldrig"), (counts[0] + more, *counts[1:]), strict=True
    )
)


def a_survey_is_counted_by_grade(signe: Visitor, tmp_path: Path) -> None:
    taken_from_the_catalogue(signe, "Elever, der oplever at have indflydelse", "Skolechef")
    file = tmp_path / "trivsel.csv"
    file.write_text(SURVEY, encoding="utf-8")
    signe.press("Fra en spørgeskemaundersøgelse", "a")
    signe.attach("Filen", file)
    signe.press("Læs filen", "button")
    signe.tick("^Meget tit$")
    signe.tick("^Tit$")
    signe.press("Læs den sådan", "button")
    signe.sees("6 tal kan tages ind", "7.-9. klasse", "Hele kommunen")
    signe.looks("survey")
    signe.press("Tag tallene ind", "button")
    signe.sees("Andelen, der oplever indflydelse,")
    signe.press("Del for del", "a")
    signe.sees("4.-6. klasse", "7.-9. klasse")
    signe.looks("indicator-parts")


# ---------------------------------------------------------------- what goes out


def what_is_taken_away_holds_hidden_as_hidden(signe: Visitor) -> None:
    opened(signe, WAITING)
    text = fetched(signe, "CSV").decode("utf-8-sig")
    hidden = [line for line in text.splitlines() if "skjult" in line]
    assert hidden, text
    assert not any(re.search(r";[34];", line) for line in text.splitlines())

    about = json.loads(fetched(signe, "JSON-stat"))
    values, status = about["value"], about["status"]
    places = [place for place, word in status.items() if word not in ("", "p", None)]
    assert len(places) >= len(hidden)
    assert all(
        (values[int(place)] if isinstance(values, list) else values.get(place)) is None for place in places
    )
    assert not {3, 4} & set(values if isinstance(values, list) else values.values())

    sheet = load_workbook(io.BytesIO(fetched(signe, "Excel"))).worksheets[0]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    assert [row[-2] for row in rows if "skjult" in str(row[-1])] == [None] * len(hidden)
    assert not {3, 4} & {row[-2] for row in rows}


def fetched(visitor: Visitor, name: str) -> bytes:
    """What the link of that name gives, with what the browser knows."""
    link = visitor.tab_to(f"^{name}$", "a")
    answer = visitor.page.request.get(visitor.origin + link["href"])
    assert answer.ok, answer.status
    return answer.body()


# ---------------------------------------------------------------- who may look behind


def a_leader_without_the_position_sees_no_small_count(rune: Visitor) -> None:
    rune.sign_in("rune")
    opened(rune, WAITING)
    rune.sees("skjult", "færre end 5")
    assert "Se de små tal" not in rune.text()
    assert "Skriv tal" not in rune.text()
    rune.looks("indicator-leader")
    rune.go(rune.path + "smaa-tal/")
    rune.sees("Små tal ses kun af den, der er ansvarlig for indikatoren, eller stedfortræderen.")
    rune.looks("small-counts-refused")


def the_owner_looks_behind_and_it_is_on_record(birthe: Visitor, house: House) -> None:
    birthe.sign_in("birthe")
    opened(birthe, WAITING)
    birthe.press("Mere, der kan gøres", "summary", stays=True)
    birthe.press("Se de små tal", "a")
    birthe.looks("small-counts-why")
    birthe.write("Hvorfor", "Jeg skal vide, om ferielukningen gav ventetid.")
    birthe.key("Tab", stays=True)
    birthe.press("Vis de små tal", "button", back=True)
    july = [row.inner_text().split("\t") for row in birthe.page.locator("main tbody tr").all()]
    assert july
    assert all(row[0].startswith("juli") and row[1].strip() in ("3", "4") for row in july), july
    birthe.looks("small-counts")
    looked = record(house, "indicators.look_at_small_counts")
    assert len(looked) == 1
    assert "Jeg skal vide, om ferielukningen gav ventetid." in looked[0]


def record(house: House, verb: str) -> list[str]:
    """What the record tells of a verb, each line as text."""
    (database,) = [path for path in house.home.rglob("*.sqlite3") if path.is_file()]
    with sqlite3.connect(database) as connection:
        rows = connection.execute("SELECT * FROM core_actionlog WHERE verb = ?", [verb]).fetchall()
    return [json.dumps([str(each) for each in row], ensure_ascii=False) for row in rows]
