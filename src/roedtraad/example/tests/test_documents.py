"""Fjordby's documents are read as they were meant."""

from __future__ import annotations

from pathlib import Path

import pytest

from roedtraad.reading.apart import read_apart

FOLDER = Path(__file__).parents[4] / "examples/fjordby"


def read(name: str):
    return read_apart((FOLDER / name).read_bytes(), name)


def told(document) -> list[tuple[str, str, str | None]]:
    texts = {element.id: element.text for element in document.elements}
    return [(str(element.type), element.text, texts.get(element.parent)) for element in document.elements]


def test_the_policy_says_the_same_as_word_and_as_text():
    assert told(read("hele-vejen-sammen.docx")) == told(read("hele-vejen-sammen.md"))


def test_the_policy_has_its_header_and_thirteen_commitments_under_five_themes():
    document = read("hele-vejen-sammen.docx")
    header = document.to_json()
    assert (header["kind"], header["title"], header["municipality"]) == (
        "policy",
        "Hele vejen sammen",
        "Fjordby Kommune",
    )
    assert header["adopted"] == {"body": "Byrådet", "date": "2024-11-19"}
    assert header["period"] == {"from": "2025-01-01", "to": "2028-12-31"}
    rows = told(document)
    themes = [text for kind, text, _under in rows if kind == "theme"]
    commitments = [under for kind, _text, under in rows if kind == "commitment"]
    assert [commitments.count(theme) for theme in themes] == [3, 3, 3, 2, 2]
    assert {kind for kind, _text, _under in rows} >= {
        "vision",
        "purpose",
        "target_group",
        "legal_basis",
        "value",
        "follow_up",
    }
    assert not [text for _kind, text, _under in rows if "Side " in text or "Havnegade" in text]


@pytest.mark.parametrize(
    ("kind", "title"),
    [
        ("replaces", "Børne- og ungepolitik 2021–2024"),
        ("supports", "Beredskabsplan mod overgreb på børn og unge"),
        ("relates_to", "Sundhedspolitik 2023–2030"),
        ("relates_to", "Fritid for alle"),
    ],
)
def test_the_policy_stands_in_relation_to_others(kind, title):
    relations = [element for element in read("hele-vejen-sammen.docx").elements if element.type == "relation"]
    assert (title, kind) in [(element.text, element.attributes["relation"]) for element in relations]


def test_the_plan_has_nine_focus_areas_with_a_criterion_and_a_target_each():
    rows = told(read("plan.md"))
    areas = [text for kind, text, _under in rows if kind == "focus_area"]
    assert len(areas) == 9
    for wanted in ("success_criterion", "output_target"):
        assert [under for kind, _text, under in rows if kind == wanted] == areas
    assert len([1 for kind, _text, under in rows if kind == "owner" and under]) == 5


def test_the_minutes_have_a_decision_on_each_recommendation():
    rows = told(read("referat.md"))
    recommendations = [text for kind, text, _under in rows if kind == "recommendation"]
    assert len(recommendations) == 3
    assert [under for kind, _text, under in rows if kind == "decision"] == recommendations
