"""What conversion broke is mended where the document says what was there, and left where it does not."""

import pytest

from roedtraad.reading import read
from roedtraad.reading.mending import mend
from roedtraad.reading.opening import open_source


def mended(text):
    return mend(open_source(text.encode(), "politik.txt")[1])


def own(text):
    return [block.text for block in mended(text) if block.kind != "furniture"]


def furniture(text):
    return [block.text for block in mended(text) if block.kind == "furniture"]


def test_page_numbers_glued_to_words_go_where_they_count_up():
    pages = (
        "2Forord er skrevet i fællesskab.\n\n3Målene gælder for alle børn.\n\n5Opfølgning sker hvert år.\n"
    )
    assert own(pages) == [
        "Forord er skrevet i fællesskab.",
        "Målene gælder for alle børn.",
        "Opfølgning sker hvert år.",
    ]
    two = "2Forord er skrevet i fællesskab.\n\n3Målene gælder for alle børn.\n"
    assert own(two)[0].startswith("2Forord")
    falling = "5Forord er skrevet.\n\n3Målene gælder for alle børn.\n\n2Opfølgning sker hvert år.\n"
    assert own(falling)[0].startswith("5Forord")
    assert own("3D-print er for alle.\n\n4K-film er for alle.\n\n5G er for alle.\n") == [
        "3D-print er for alle.",
        "4K-film er for alle.",
        "5G er for alle.",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Side 3 af 16 Alle børn er med i klubben.",
        "Alle børn er med i klubben. Side 3 af 16",
        "side 3/16 | Alle børn er med i klubben.",
    ],
)
def test_the_page_printed_before_or_behind_the_text_goes(text):
    assert own(text) == ["Alle børn er med i klubben."]


def test_a_page_named_in_a_sentence_stays():
    assert own("Se tabellen på side 3 af 16 i bilaget, som er vedlagt.") == [
        "Se tabellen på side 3 af 16 i bilaget, som er vedlagt."
    ]


def test_a_title_printed_twice_stands_once():
    assert own("# Trygge veje\n\n# Trygge veje\n\nAlle er med.\n") == ["Trygge veje", "Alle er med."]
    assert own("# Trygge veje Trygge veje\n\nAlle er med.\n") == ["Trygge veje", "Alle er med."]
    assert own(
        "# Trygge veje\n\nTRYGGE VEJE\n\nAlle er med.\n\nSide 2 af 3\n\nTrygge veje\n\nOgså de små.\n"
    ) == ["Trygge veje", "Alle er med.", "Også de små."]


def test_headings_that_come_back_under_each_target_group_stay():
    text = "# Politik\n\n## Børn\n\n### Mål\n\nAlle leger.\n\n## Unge\n\n### Mål\n\nAlle lærer.\n"
    assert own(text).count("Mål") == 2


def test_contents_that_ran_together_are_a_line_each():
    text = "# Politik\n\nIndhold\n\nForord ..... 3 Vision for alle _____ 4 Mål . . . . . 5\n\n## Vision for alle\n\nAlle er med.\n"
    assert furniture(text) == ["Indhold", "Forord ..... 3", "Vision for alle _____ 4", "Mål . . . . . 5"]
    assert own(text) == ["Politik", "Vision for alle", "Alle er med."]


@pytest.mark.parametrize(
    "line",
    [
        "Forside / Politik / Børnepolitik",
        "Forside > Borger > Børn",
        "Du er her: Forside » Politikker",
        "Borger › Skole › Politik for børn",
        "Hjem | Politik",
    ],
)
def test_breadcrumbs_are_furniture(line):
    assert furniture(f"{line}\n\n# Politik\n\nAlle er med.\n") == [line]


def test_a_split_word_is_joined_where_the_document_writes_it_whole():
    whole = (
        "Kommunen følger anbringelsen tæt. Vi ser på an - bringelser og selvstændig- hed, mandag - fredag."
    )
    assert own(whole) == [
        "Kommunen følger anbringelsen tæt. Vi ser på anbringelser og selvstændig- hed, mandag - fredag."
    ]
    assert own("Vi ser på an - bringelser i år.") == ["Vi ser på an - bringelser i år."]
    assert own("Børne- og ungepolitik for børneog unge.") == ["Børne- og ungepolitik for børneog unge."]


def test_words_joined_and_figures_lost_stay_as_they_are():
    assert own("Børneog ungepolitikken gælder i årene  og frem.") == [
        "Børneog ungepolitikken gælder i årene og frem."
    ]


def test_a_bullet_that_stands_alone_belongs_to_the_line_after_it():
    document = read("# Politik\n\n## Vi vil\n\n•\nbygge stier\n\n•\n\ntælle cykler\n".encode(), "politik.md")
    assert [e.text for e in document.of_type("commitment")] == ["Vi vil: bygge stier", "Vi vil: tælle cykler"]


def test_cells_of_a_table_in_markdown_keep_their_columns_where_rows_are_merged():
    text = "# Plan\n\n<table><tr><th>Tema</th><th>Indsats</th></tr><tr><td rowspan=2>Leg</td><td>Klub</td></tr><tr><td>Bane</td></tr></table>\n"
    cells = [(b.text, b.cell.row, b.cell.column) for b in open_source(text.encode(), "x.md")[1] if b.cell]
    assert cells[-3:] == [("Leg", 1, 0), ("Klub", 1, 1), ("Bane", 2, 1)]
