"""OpenDocument texts: what stands on the page is read as it stands there, and what does not is not read."""

import pytest

from roedtraad.reading import Unreadable, read
from roedtraad.reading.opening import open_source
from roedtraad.reading.tests.build import odt


def blocks(body, **parts):
    return open_source(odt(body, **parts), "politik.odt")[1]


def listed(found):
    return [(b.list.depth, b.list.marker, b.text) for b in found if b.list]


def test_headings_have_their_level_and_the_title_is_the_highest():
    found = blocks(
        '<text:p text:style-name="Title">Politik</text:p><text:h text:outline-level="2">Vision</text:h>'
        '<text:p text:style-name="Heading_20_1">Skrevet som overskrift</text:p><text:p>Alle er med.</text:p>'
    )
    assert [(str(b.kind), b.level) for b in found] == [
        ("heading", 1),
        ("heading", 2),
        ("heading", 1),
        ("paragraph", None),
    ]


def test_numbers_are_counted_as_they_are_printed():
    found = blocks(
        '<text:list text:style-name="Numbers" xml:id="a"><text:list-item><text:p>En</text:p>'
        "<text:list><text:list-item><text:p>En en</text:p></text:list-item><text:list-item><text:p>En to</text:p></text:list-item></text:list>"
        "</text:list-item><text:list-item><text:p>To</text:p><text:p>mere om to</text:p></text:list-item></text:list>"
        "<text:p>Imellem</text:p>"
        '<text:list text:style-name="Numbers" text:continue-numbering="true"><text:list-item><text:p>Tre</text:p></text:list-item></text:list>'
        '<text:list text:style-name="Numbers"><text:list-item text:start-value="7"><text:p>Syv</text:p></text:list-item></text:list>'
        '<text:list text:style-name="Letters"><text:list-item><text:p>C</text:p></text:list-item></text:list>'
        '<text:list text:style-name="Dots"><text:list-header><text:p>Forord</text:p></text:list-header>'
        "<text:list-item><text:p>Prik</text:p></text:list-item></text:list>"
    )
    assert listed(found) == [
        (0, "1.", "En"),
        (1, "1.1.", "En en"),
        (1, "1.2.", "En to"),
        (0, "2.", "To"),
        (0, "3.", "Tre"),
        (0, "7.", "Syv"),
        (0, "c)", "C"),
        (0, "•", "Prik"),
    ]
    assert [b.text for b in found if b.kind == "paragraph"] == ["mere om to", "Imellem", "Forord"]


def test_cells_keep_their_columns_where_they_are_merged_or_repeated():
    cell = "<table:table-cell{}><text:p>{}</text:p></table:table-cell>"
    found = blocks(
        "<table:table><table:table-header-rows><table:table-row>"
        + cell.format(' table:number-columns-spanned="2"', "Tema")
        + "<table:covered-table-cell/>"
        + cell.format("", "Indsats")
        + "</table:table-row></table:table-header-rows><table:table-row>"
        + cell.format(' table:number-rows-spanned="2"', "Leg")
        + '<table:table-cell table:number-columns-repeated="1"/>'
        + cell.format("", "Klub")
        + "</table:table-row><table:table-row><table:covered-table-cell/><table:table-cell/>"
        + cell.format("", "Bane")
        + '</table:table-row><table:table-row table:visibility="collapse">'
        + cell.format("", "Skjult")
        + "</table:table-row></table:table>"
    )
    assert [
        (b.text, b.cell.row, b.cell.column, b.cell.header, b.cell.row_span, b.cell.column_span) for b in found
    ] == [
        ("Tema", 0, 0, True, 1, 2),
        ("Indsats", 0, 2, True, 1, 1),
        ("Leg", 1, 0, False, 2, 1),
        ("Klub", 1, 2, False, 1, 1),
        ("Bane", 2, 2, False, 1, 1),
    ]


def test_changes_are_read_as_accepted_and_comments_and_hidden_text_are_not_read():
    found = blocks(
        '<text:tracked-changes><text:changed-region text:id="d"><text:deletion><text:p>måske</text:p></text:deletion></text:changed-region>'
        '<text:changed-region text:id="i"><text:insertion/></text:changed-region></text:tracked-changes>'
        '<text:p>Alle børn <text:change text:change-id="d"/><text:change-start text:change-id="i"/>skal<text:change-end text:change-id="i"/> '
        "<office:annotation><text:p>husk tal</text:p></office:annotation>svømme"
        '<text:span text:style-name="Unseen"> i mørke</text:span><text:s text:c="2"/>godt<text:line-break/>og <text:tab/>længe.</text:p>'
        '<text:section text:display="none"><text:p>Kladde</text:p></text:section><text:section><text:p>Også med.</text:p></text:section>'
        '<text:p>Væk<text:hidden-paragraph text:is-hidden="true"/></text:p>'
    )
    assert [b.text for b in found] == ["Alle børn skal svømme godt\nog længe.", "Også med."]


def test_notes_stand_last_without_their_marks():
    found = blocks(
        '<text:p>Alle læser<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body>'
        "<text:p>Også lydbøger.</text:p></text:note-body></text:note> hver dag.</text:p><text:p>Slut.</text:p>"
    )
    assert [(str(b.kind), b.text) for b in found] == [
        ("paragraph", "Alle læser hver dag."),
        ("paragraph", "Slut."),
        ("footnote", "Også lydbøger."),
    ]


def test_text_boxes_are_read_once_after_what_they_stand_by():
    box = "<draw:frame><draw:text-box><text:p>Vi vil lege.</text:p></draw:text-box><svg:desc>en boks</svg:desc></draw:frame>"
    found = blocks(
        f"{box}<text:p>Før {box}efter</text:p><text:p><draw:g><draw:custom-shape><text:p>I en figur</text:p></draw:custom-shape></draw:g></text:p>"
    )
    assert [b.text for b in found] == ["Vi vil lege.", "Før efter", "Vi vil lege.", "I en figur"]


def test_a_table_of_contents_is_furniture():
    found = blocks(
        "<text:table-of-content><text:table-of-content-source><text:index-title-template>Skabelon</text:index-title-template>"
        "</text:table-of-content-source><text:index-body><text:index-title><text:p>Indhold</text:p></text:index-title>"
        '<text:p>Vision<text:tab/>3</text:p></text:index-body></text:table-of-content><text:h text:outline-level="1">Vision</text:h><text:p>Alle.</text:p>'
    )
    assert [b.text for b in found if "contents" in b.markers] == ["Indhold", "Vision 3"]
    assert len(found) == 4


def test_bold_and_raised_text_is_known_by_the_style_s_ancestors():
    (block,) = blocks(
        '<text:p>En <text:span text:style-name="T1">fed</text:span> sti<text:span text:style-name="Raised">2</text:span></text:p>'
    )
    assert [(block.text[s.start : s.end], s.style) for s in block.spans] == [
        ("fed", "bold"),
        ("2", "superscript"),
    ]


BAD = {
    "encrypted": (odt("<text:p>x</text:p>", manifest='<manifest:file-entry><manifest:encryption-data/></manifest:file-entry>'), "encrypted"),
    "entities": (odt("", other={"content.xml": '<!DOCTYPE d [<!ENTITY a "x">]><d>&a;</d>'}), "damaged"),
    "entities in another coding": (
        odt("", other={"content.xml": '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE d [<!ENTITY a "x">]><d>&a;</d>'.encode("utf-16")}),
        "damaged",
    ),
    "no content": (odt("", other={"content.xml": "", "META-INF/manifest.xml": ""}), "damaged"),
    "no text": (odt("<text:p/>"), "empty"),
    "broken off": (odt("", other={"content.xml": "<office:document-content"}), "damaged"),
    "another root": (odt("", other={"content.xml": "<a/>"}), "damaged"),
    "too deep": (odt("<text:section>" * 5000 + "<text:p>x</text:p>" + "</text:section>" * 5000), "too_deep"),
    "a bomb": (odt("<text:p>x</text:p>" + " " * 70_000_000), "bomb"),
    "too many tags": (odt("<text:p/>" * 1_600_000), "too_large"),
}  # fmt: skip


@pytest.mark.parametrize("case", BAD)
def test_an_opendocument_file_that_cannot_be_read_is_refused_with_its_cause(case):
    data, reason = BAD[case]
    with pytest.raises(Unreadable) as told:
        read(data, "politik.odt")
    assert told.value.reason == reason


def test_repeated_rows_and_cells_cost_nothing():
    found = blocks(
        '<table:table><table:table-row table:number-rows-repeated="999999999"><table:table-cell table:number-columns-repeated="999999999"/>'
        "<table:table-cell><text:p>Yderst</text:p></table:table-cell></table:table-row></table:table>"
    )
    assert [(b.text, b.cell.column) for b in found] == [("Yderst", 999)]
