"""What a municipality has taught the reading holds for its own documents and for nobody else's."""

from roedtraad.reading import Document, Learned, read
from roedtraad.reading.model import Block, BlockKind, Place

TEXT = """# Børnepolitik

## Sådan skal det mærkes

- Alle børn har en voksen, de kan gå til
- Ingen elev er alene i frikvarteret
"""


def test_a_label_that_was_corrected_is_known_in_the_next_document():
    learned = Learned(labels={"sådan skal det mærkes": "success_criterion"})
    document = read(TEXT.encode(), "politik.md", learned)
    assert [e.text for e in document.of_type("success_criterion")] == [
        "Alle børn har en voksen, de kan gå til",
        "Ingen elev er alene i frikvarteret",
    ]


def test_what_one_municipality_taught_is_forgotten_when_the_next_document_is_read():
    read(
        TEXT.encode(),
        "politik.md",
        Learned(labels={"børnepolitik": "annex", "sådan skal det mærkes": "success_criterion"}),
    )
    assert not list(read(TEXT.encode(), "politik.md").of_type("success_criterion"))


PARTED = """# Børnepolitik

## Pejling 2: Trivsel

Det vil vi:

- lytte til alle

Ansvarlig: Skolechef
"""


def test_the_word_that_a_municipality_numbers_its_parts_by_makes_them_parts():
    learned = Learned(parts={"pejling": "focus_area"})
    document = read(PARTED.encode(), "politik.md", learned)
    (part,) = document.of_type("focus_area")
    assert part.text == "Trivsel"
    assert {e.parent for e in document.of_type("commitment", "owner")} == {part.id}


def test_a_word_that_nobody_taught_numbers_no_part():
    assert "Trivsel" not in [
        e.text for e in read(PARTED.encode(), "politik.md").of_type("theme", "focus_area")
    ]


def test_the_places_of_a_block_survive_storing():
    block = Block(0, BlockKind.PARAGRAPH, "To linjer", page=2, places=(Place(2, 0.1, 0.25, 0.9, 0.275, 9),))
    document = read(TEXT.encode(), "politik.md")
    document.blocks = [block]
    assert Document.from_full(document.to_full()).blocks == [block]
