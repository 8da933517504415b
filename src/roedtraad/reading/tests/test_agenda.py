"""An agenda or the minutes of a meeting: one element an item, and everything that stands under it belongs to it."""

import pytest

from roedtraad.reading import Kind, read

MINUTES = """# Referat fra Børneudvalget den 3. marts 2026

Mødested: Rådhuset

## 1. Godkendelse af dagsorden (Åben)

### Beslutning

Godkendt.

## 2. Status på børnepolitikken

Sagsnr.: 17.00.00-A00-6-19

### Sagsfremstilling

Fraværet er faldet på tre skoler.

### Indstilling

Direktionen indstiller,

1. at status tages til efterretning
2. at der udarbejdes en plan for fravær

### Beslutning

At 1: Taget til efterretning.

At 2: Godkendt.

### Bilag

- Statusrapport
- Nøgletal

## 3. Orientering (Lukket punkt)

### Beslutning

Godkendt.
"""


@pytest.fixture(scope="module")
def minutes():
    return read(MINUTES.encode(), "referat.md")


def test_each_heading_over_a_decision_is_an_item_with_its_number_and_whether_it_is_open(minutes):
    items = [(e.text, e.attributes) for e in minutes.of_type("agenda_item")]
    assert items == [
        ("Godkendelse af dagsorden", {"number": "1", "open": True}),
        ("Status på børnepolitikken", {"number": "2", "case_number": "17.00.00-A00-6-19"}),
        ("Orientering", {"number": "3", "open": False}),
    ]


def test_what_stands_under_an_item_belongs_to_it(minutes):
    of = {e.id: e.text for e in minutes.of_type("agenda_item")}
    assert [(of[e.attributes["item"]], e.text) for e in minutes.of_type("annex", "recommendation")] == [
        ("Status på børnepolitikken", "Direktionen indstiller, at status tages til efterretning"),
        ("Status på børnepolitikken", "Direktionen indstiller, at der udarbejdes en plan for fravær"),
        ("Status på børnepolitikken", "Statusrapport"),
        ("Status på børnepolitikken", "Nøgletal"),
    ]


def test_the_same_words_decided_twice_are_two_decisions_of_the_meetings_body_and_day(minutes):
    decisions = list(minutes.of_type("decision"))
    assert [e.text for e in decisions] == [
        "Godkendt.",
        "Taget til efterretning.",
        "Godkendt.",
        "Godkendt.",
    ]
    assert {(e.attributes["body"], e.attributes["date"]) for e in decisions} == {
        ("Børneudvalget", "2026-03-03")
    }
    assert len({e.attributes["item"] for e in decisions}) == 3


def test_a_decision_answers_the_recommendation_of_its_own_item(minutes):
    answered = [e.parent and minutes.element(e.parent).text for e in minutes.of_type("decision")]
    assert answered[1:3] == [
        "Direktionen indstiller, at status tages til efterretning",
        "Direktionen indstiller, at der udarbejdes en plan for fravær",
    ]


def test_the_header_tells_of_the_meeting_and_not_of_one_item(minutes):
    assert minutes.case_number is None
    assert minutes.title == "Referat fra Børneudvalget den 3. marts 2026"


def test_one_item_alone_is_no_agenda():
    one = "# Status på børnepolitikken\n\nSagsnr. 22/4704\n\n## Indstilling\n\nDet indstilles, at status godkendes.\n\n## Beslutning\n\nGodkendt.\n"
    document = read(one.encode(), "punkt.md")
    assert not list(document.of_type("agenda_item"))
    assert (document.kind, document.case_number) == (Kind.STATUS_ITEM, "22/4704")


@pytest.mark.parametrize(
    "number",
    [
        "22/4704",
        "17.00.00-A00-6-19",
        "330-2017-89635",
        "2020-016062",
        "29.09G00 - 2015/41657",
        "EMN-2025-010561",
    ],
)
def test_case_numbers_of_every_shape_are_known(number):
    document = read(
        f"# Status på politikken\n\nSagsnr.: {number}\n\n## Indstilling\n\nDet indstilles, at sagen godkendes.\n".encode(),
        "punkt.md",
    )
    assert document.case_number == number
