"""Real papers of one council, read where they lie: shapes, counts and numbers, never their sentences."""

import re
from collections import Counter
from pathlib import Path

import pytest

from roedtraad.reading import Kind, read
from roedtraad.reading.check import violations

AGENDA = Path(__file__).parents[4] / "../shared/data/agenda"

pytestmark = pytest.mark.skipif(
    not AGENDA.exists(), reason="the real papers are not beside this checkout (../shared/data/agenda)"
)


def paper(name):
    return read((AGENDA / name).read_bytes(), name)


@pytest.fixture(scope="module")
def minutes():
    return paper("aarhus_example_minutes.html")


@pytest.fixture(scope="module")
def agenda():
    return paper("aarhus_example_agenda.html")


def items(document):
    return list(document.of_type("agenda_item"))


@pytest.mark.parametrize(("name", "count"), [("minutes", 6), ("agenda", 33)])
def test_every_item_is_found_once_with_its_number_in_order(name, count, request):
    numbers = [item.attributes["number"] for item in items(request.getfixturevalue(name))]
    assert numbers == [str(n) for n in range(1, count + 1)]


@pytest.mark.parametrize("name", ["minutes", "agenda"])
def test_items_carry_case_numbers_of_the_councils_shape_and_titles_without_them(name, request):
    found = items(request.getfixturevalue(name))
    cases = [item.attributes.get("case_number") for item in found]
    assert sum(case is not None for case in cases) >= len(found) - 3
    assert all(re.fullmatch(r"EMN-\d{4}-\d{6}", case) for case in cases if case)
    assert not any("EMN-" in item.text or item.text[0].isdigit() for item in found)


@pytest.mark.parametrize("name", ["minutes", "agenda"])
def test_what_stands_under_an_item_names_it(name, request):
    document = request.getfixturevalue(name)
    ids = {item.id for item in items(document)}
    inside = [e for e in document.elements if e.type in ("recommendation", "decision", "annex", "background")]
    assert len(inside) > 50
    assert all(e.attributes.get("item") in ids for e in inside)


@pytest.mark.parametrize("name", ["minutes", "agenda"])
def test_the_header_describes_the_meeting(name, request):
    document = request.getfixturevalue(name)
    assert document.municipality == "Aarhus Kommune"
    assert re.match(r"(Referat|Dagsorden) \d", document.title or "")
    assert (document.kind, document.case_number, document.period, document.adopted) == (
        Kind.UNKNOWN,
        None,
        None,
        None,
    )
    assert violations(document) == []


def test_decisions_of_the_meeting_have_its_body_and_day_and_earlier_ones_their_own(minutes):
    made = [(e.attributes.get("body"), e.attributes.get("date")) for e in minutes.of_type("decision")]
    here = Counter(made)[("Teknisk Udvalg", "2025-10-01")]
    assert here == 5
    assert sum(body == "Magistraten" for body, _ in made) == 3
    assert all(body and date for body, date in made if date != "2023")


def test_recommendations_are_points_that_stand_alone(minutes):
    points = [e for e in minutes.of_type("recommendation") if e.attributes.get("raw")]
    assert len(points) == 5
    assert all(
        e.text.endswith(e.attributes["raw"]) and len(e.text) > len(e.attributes["raw"]) for e in points
    )


def test_annexes_keep_their_numbers_and_lose_the_word_for_their_file(minutes):
    annexes = list(minutes.of_type("annex"))
    assert len(annexes) == 69
    assert not any(e.text.startswith("PDF") for e in annexes)
    assert sum("number" in e.attributes for e in annexes) >= 15


def test_nothing_of_a_policy_is_seen_in_titles_of_a_budget_meeting(agenda):
    found = Counter(str(e.type) for e in agenda.elements)
    assert found["theme"] + found["focus_area"] + found["vision"] + found["value"] == 0


def test_an_annex_of_many_pages_is_no_policy_and_breaks_nothing():
    document = paper("aarhus_dagsbil.pdf")
    assert violations(document) == []
    assert document.municipality == "Aarhus Kommune"
    assert document.title
    assert not list(document.of_type("vision", "goal", "commitment", "theme"))
