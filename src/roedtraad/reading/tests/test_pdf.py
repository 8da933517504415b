"""A PDF is read as a careful person would read it: in order, its lists and tables whole, what is printed around it set aside."""

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from roedtraad.reading import Unreadable, read, read_apart
from roedtraad.reading.model import BlockKind, Document
from roedtraad.reading.opening import open_source
from roedtraad.reading.opening.ocr import find_ocr
from roedtraad.reading.tests.build_pdf import escaped, many_pages, one_page, pdf, scanned, with_picture

AGENDA = Path(__file__).resolve().parents[5] / "shared" / "data" / "agenda" / "aarhus_dagsbil.pdf"
SENTENCES = (
    "Børn og unge skal møde voksne, der samarbejder på tværs af dagtilbud, skole og fritid.",
    "Forældre inddrages tidligt, og planen skrives sammen med den familie, som den handler om.",
    "Kommunen følger op hvert forår og fortæller åbent, hvad der lykkes, og hvad der ikke gør.",
    "Klubber og foreninger åbner dørene for dem, der sjældent kommer af sted på egen hånd.",
)
PROSE = " ".join(SENTENCES)


def blocks(data):
    return open_source(data, "plan.pdf")[1]


def texts(data, *kinds):
    return [block.text for block in blocks(data) if not kinds or block.kind in kinds]


def content(data):
    return [block for block in blocks(data) if block.kind is not BlockKind.FURNITURE]


# Order


def test_two_columns_are_read_one_after_the_other():
    left, right = "Venstre spalte begynder her. " + PROSE, "Højre spalte begynder her. " + PROSE
    data = pdf(
        "= Politik for alle børn\n#grid(columns: (1fr, 1fr), column-gutter: 8mm,"
        f"[{left}], [{right}])\n\nEfter spalterne kommer et afsnit, der går over hele siden og fylder mindst en linje."
    )
    read_ = texts(data, BlockKind.PARAGRAPH, BlockKind.HEADING)
    assert read_[0] == "Politik for alle børn"
    assert read_[1:3] == [left, right]
    assert read_[3].startswith("Efter spalterne")


def test_three_columns_with_headings_of_their_own():
    columns = ",".join(f"[== Løfte {n}\n{SENTENCES[n]} {SENTENCES[(n + 1) % 4]}]" for n in range(3))
    data = pdf(f"= Tre løfter\n#grid(columns: (1fr, 1fr, 1fr), column-gutter: 7mm, {columns})")
    assert [text[:7] for text in texts(data, BlockKind.HEADING)] == [
        "Tre løf",
        "Løfte 0",
        "Løfte 1",
        "Løfte 2",
    ]
    assert texts(data, BlockKind.PARAGRAPH) == [f"{SENTENCES[n]} {SENTENCES[(n + 1) % 4]}" for n in range(3)]


def test_a_heading_across_parts_two_bands_of_columns():
    band = f"#columns(2)[{PROSE} {PROSE} #colbreak() {PROSE} {PROSE}]"
    data = pdf(
        f"= Første\n#block(height: 9.5cm)[{band}]\n= Anden overskrift, der går over begge spalter på siden\n{band}"
    )
    kinds = [(block.kind, block.text[:6]) for block in content(data)]
    assert [text for kind, text in kinds if kind is BlockKind.HEADING] == ["Første", "Anden "]
    assert kinds[0][0] is BlockKind.HEADING
    assert [kind for kind, _ in kinds].count(BlockKind.PARAGRAPH) == 4
    assert kinds[3][0] is BlockKind.HEADING


def test_boxes_side_by_side_are_read_box_by_box():
    boxes = ",".join(
        f'box(width: 4.6cm, inset: 4mm, fill: rgb("#dfe9f5"))[*Løfte {n}* \\ {SENTENCES[n]}]'
        for n in range(3)
    )
    data = pdf(f"#stack(dir: ltr, spacing: 6mm, {boxes})")
    read_ = [block.text for block in content(data)]
    assert read_ == [part for n in range(3) for part in (f"Løfte {n}", SENTENCES[n])]


# Words and paragraphs


def test_words_broken_at_the_end_of_a_line_are_whole_again():
    data = pdf(
        "Vi styrker selvstændig- \\ hed og børne- \\ og ungelivet i it- \\ løsninger efter COVID- \\ 19 i kommunen."
    )
    assert texts(data, BlockKind.PARAGRAPH) == [
        "Vi styrker selvstændighed og børne- og ungelivet i it-løsninger efter COVID-19 i kommunen."
    ]


def test_hyphenation_by_the_typesetter_leaves_no_trace():
    data = pdf(PROSE * 3, "#set page(width: 7cm, height: 25cm, margin: 1cm)\n#set text(size: 10pt, lang: \"da\", hyphenate: true)\n#set par(justify: true)\n")  # fmt: skip
    assert " ".join(texts(data)) == (PROSE * 3)


def test_soft_hyphens_are_gone():
    assert texts(pdf("Sam\u00adarbej\u00adde om børns trivsel"), BlockKind.PARAGRAPH) == [
        "Samarbejde om børns trivsel"
    ]


def test_paragraphs_are_told_apart_by_air_by_indent_and_by_a_short_last_line():
    air = pdf(f"{PROSE}\n\n{PROSE}")
    indent = pdf(f"#set par(first-line-indent: 1.2em, spacing: 0.65em)\n{PROSE}\n\n{PROSE}\n\n{PROSE}")
    short = pdf(f"#set par(spacing: 0.65em)\n{PROSE}\n\n{PROSE}")
    assert texts(air, BlockKind.PARAGRAPH) == [PROSE] * 2
    assert texts(indent, BlockKind.PARAGRAPH) == [PROSE] * 3
    assert texts(short, BlockKind.PARAGRAPH) == [PROSE] * 2


def test_a_paragraph_that_a_page_break_cuts_is_one_with_places_on_both_pages():
    data = pdf("#v(21.5cm)\n" + PROSE + " " + PROSE)
    paragraph = next(block for block in content(data) if block.kind is BlockKind.PARAGRAPH)
    assert paragraph.text == f"{PROSE} {PROSE}"
    assert {place.page for place in paragraph.places} == {1, 2}


def test_emphasis_is_kept():
    block = content(pdf("Skolen har *ansvaret* for _planen_ i hverdagen."))[0]
    assert {(block.text[s.start : s.end], s.style) for s in block.spans} == {
        ("ansvaret", "bold"),
        ("planen", "italic"),
    }


# Headings


def test_headings_are_known_by_size_and_stand_in_levels():
    data = pdf(f"#text(26pt)[Børnepolitik]\n\n#text(17pt)[Vision]\n\n{PROSE}\n\n#text(13.5pt)[I skolen]\n\n{PROSE}\n\n#text(17pt)[Målgruppe]\n\n{PROSE}")  # fmt: skip
    found = [(block.text, block.level) for block in blocks(data) if block.kind is BlockKind.HEADING]
    assert found == [("Børnepolitik", 1), ("Vision", 2), ("I skolen", 3), ("Målgruppe", 2)]


def test_tags_tell_the_level_even_of_headings_no_larger_than_the_text():
    data = pdf(f"#show heading: set text(size: 11pt, weight: 400)\n= Vision\n{PROSE}\n== Trivsel\n{PROSE}")
    found = [(block.text, block.level) for block in blocks(data) if block.kind is BlockKind.HEADING]
    assert found == [("Vision", 1), ("Trivsel", 2)]


def test_a_coloured_line_over_its_text_is_a_heading_and_a_coloured_sentence_is_not():
    data = pdf(
        f'#text(fill: rgb("#a33"))[Ansvar og roller]\n\n{PROSE}\n\n#text(fill: rgb("#a33"))[Husk at spørge barnet.]\n\n{PROSE}'
    )
    assert texts(data, BlockKind.HEADING) == ["Ansvar og roller"]


def test_a_large_pull_quote_is_no_heading():
    quote = (
        "Jeg vil gerne have, at nogen lytter til mig, også når jeg ikke siger så meget, og at de bliver der."
    )
    data = pdf(f"= Vision\n{PROSE}\n\n#text(16pt)[{quote}]\n\n{PROSE}")
    assert quote not in texts(data, BlockKind.HEADING)


def test_a_bold_line_over_its_text_opens_a_section():
    document = read(pdf(f"= Børnepolitik\n{PROSE}\n\n*Målgruppe*\n\nAlle børn fra 0 til 18 år og deres forældre.\n\n{PROSE}"), "p.pdf")  # fmt: skip
    assert next(document.of_type("target_group")).text.startswith(
        "Alle børn fra 0 til 18 år og deres forældre."
    )


# Lists


def test_lists_keep_their_depth_and_their_order():
    data = pdf(
        "Vi vil\n- åbne klubben\n- ansætte værter\n  - seks i byen\n- følge op\n\nDerefter\n+ samtale\n+ plan"
    )
    items = [(b.text, b.list.depth, b.list.position) for b in blocks(data) if b.list]
    assert items == [
        ("åbne klubben", 0, 1), ("ansætte værter", 0, 2), ("seks i byen", 1, 1), ("følge op", 0, 3), ("samtale", 0, 1), ("plan", 0, 2),
    ]  # fmt: skip
    lists = [b.list.list for b in blocks(data) if b.list]
    assert lists[0] == lists[3] != lists[4]


def test_an_item_of_several_lines_is_one():
    data = pdf(f"- {PROSE}\n- {SENTENCES[0]} {SENTENCES[1]}")
    assert texts(data, BlockKind.LIST_ITEM) == [PROSE, f"{SENTENCES[0]} {SENTENCES[1]}"]


def test_bullets_that_are_drawn_or_stand_far_from_their_words():
    drawn = pdf("#let dot = box(width: 10pt, baseline: -3pt)[#circle(radius: 2pt, fill: black)]\n#dot Åbne klubben\n\n#dot Ansætte værter")  # fmt: skip
    far = pdf("#grid(columns: (1.1cm, 1fr), row-gutter: 3mm, [•], [Åbne klubben], [•], [Ansætte værter])")
    for data in (drawn, far):
        assert texts(data, BlockKind.LIST_ITEM) == ["Åbne klubben", "Ansætte værter"]


def test_dates_and_ordinals_are_no_lists():
    data = pdf(r"1\. halvår 2027 begynder arbejdet." + "\n\n" + r"3\. maj holdes mødet.")
    assert texts(data, BlockKind.PARAGRAPH) == ["1. halvår 2027 begynder arbejdet.", "3. maj holdes mødet."]


# Tables

RULED = """#table(columns: (1fr, 2fr, 1fr), table.header([*Tema*], [*Indsats*], [*Frist*]),
  table.cell(rowspan: 2)[Trivsel], [Måling i alle klasser, som drøftes med forældrene hvert forår], [2027],
  [Flere voksne], [2028], table.cell(colspan: 2)[I alt], [2])"""


def cells(data):
    return {
        (b.cell.table, b.cell.row, b.cell.column): (b.text, b.cell.row_span, b.cell.column_span)
        for b in blocks(data)
        if b.cell
    }


def test_a_ruled_table_with_merged_cells():
    data = pdf(RULED)
    assert cells(data) == {
        (1, 0, 0): ("Tema", 1, 1), (1, 0, 1): ("Indsats", 1, 1), (1, 0, 2): ("Frist", 1, 1),
        (1, 1, 0): ("Trivsel", 2, 1), (1, 1, 1): ("Måling i alle klasser, som drøftes med forældrene hvert forår", 1, 1), (1, 1, 2): ("2027", 1, 1),
        (1, 2, 1): ("Flere voksne", 1, 1), (1, 2, 2): ("2028", 1, 1),
        (1, 3, 0): ("I alt", 1, 2), (1, 3, 2): ("2", 1, 1),
    }  # fmt: skip
    assert [b.text for b in blocks(data) if b.cell and b.cell.header] == ["Tema", "Indsats", "Frist"]


def test_a_table_over_three_pages_is_one_and_its_head_stands_once():
    rows = ", ".join(f"[Tema {n}], [Indsats nummer {n}]" for n in range(110))
    data = pdf(f"#table(columns: (1fr, 2fr), table.header([*Tema*], [*Indsats*]), {rows})")
    found = cells(data)
    assert {table for table, _, _ in found} == {1}
    assert [found[1, row, 1][0] for row in range(111)] == [
        "Indsats",
        *(f"Indsats nummer {n}" for n in range(110)),
    ]
    assert {b.page for b in blocks(data) if b.cell} == {1, 2, 3}


@pytest.mark.parametrize(
    "look",
    [
        "stroke: (x, y) => (bottom: 0.5pt)",
        "stroke: none, fill: (x, y) => if calc.even(y) { luma(220) }",
        "stroke: none",
    ],
)
def test_a_table_with_rules_between_its_rows_with_shades_or_with_neither(look):
    data = pdf(f"#table(columns: (1fr, 1fr, 1fr), {look}, [Post], [2026], [2027], [Værested], [1,2 mio.], [1,3 mio.], [Vejledning], [0,8 mio.], [0,9 mio.], [I alt], [2,0 mio.], [2,2 mio.])")  # fmt: skip
    assert [text for text, _, _ in cells(data).values()] == "Post 2026 2027 Værested|1,2 mio.|1,3 mio.|Vejledning|0,8 mio.|0,9 mio.|I alt|2,0 mio.|2,2 mio.".replace("Post 2026 2027 ", "Post|2026|2027|").split("|")  # fmt: skip
    assert {row for _, row, _ in cells(data)} == {0, 1, 2, 3}


def test_a_cell_of_several_paragraphs_keeps_them_and_its_list():
    data = pdf(
        f"#table(columns: 2, [Tema], [{SENTENCES[0]}\n\n{SENTENCES[1]}], [Greb], [\n- samtale\n- plan\n])"
    )
    inner = [(b.kind, b.text) for b in blocks(data) if b.cell and b.cell.column == 1]
    assert inner == [
        (BlockKind.PARAGRAPH, SENTENCES[0]), (BlockKind.PARAGRAPH, SENTENCES[1]),
        (BlockKind.LIST_ITEM, "samtale"), (BlockKind.LIST_ITEM, "plan"),
    ]  # fmt: skip


def test_a_framed_paragraph_is_no_table():
    data = pdf(f"#rect(width: 100%, inset: 8pt)[{PROSE}]")
    assert texts(data, BlockKind.PARAGRAPH) == [PROSE]


# What is printed around the text

HEADED = """#set page(header: [Egekøbing Kommune #h(1fr) Børnepolitik], footer: context [Sag 26/1234 #h(1fr) Side #counter(page).display() af 4])
"""


def test_heads_feet_and_page_numbers_are_furniture():
    data = pdf(HEADED + "\n#pagebreak()\n".join(f"= Kapitel {n}\n{PROSE}\n" for n in range(4)))
    aside = [block for block in blocks(data) if block.kind is BlockKind.FURNITURE]
    assert len(aside) == 8
    assert {marker for block in aside for marker in block.markers} <= {"header", "footer", "page_number"}
    assert [block.text for block in content(data)] == [
        part for n in range(4) for part in (f"Kapitel {n}", PROSE)
    ]


def test_items_that_are_called_the_same_but_for_their_number_are_headings_and_not_the_head_of_the_page():
    pages = [f"= Punkt {n} Status på fokusområdet\n{PROSE}\n" for n in range(1, 9)]
    data = pdf(HEADED + "\n#pagebreak()\n".join(pages))
    headings = [block.text for block in content(data) if block.kind is BlockKind.HEADING]
    assert headings == [f"Punkt {n} Status på fokusområdet" for n in range(1, 9)]
    assert len([block for block in blocks(data) if block.kind is BlockKind.FURNITURE]) == 16


def test_a_head_that_names_its_chapter_on_each_of_its_pages_is_none_of_its_words():
    head = "#set page(margin: (top: 3cm), header: context text(15pt)[Kapitel #calc.ceil(counter(page).get().at(0) / 2)])\n"
    pages = [SENTENCES[n % 4] for n in range(8)]
    assert [block.text for block in content(pdf(head + "\n#pagebreak()\n".join(pages)))] == pages


@pytest.mark.parametrize("head", ["Egekøbing Kommune #n", "#n Egekøbing Kommune"])
def test_a_large_head_that_ends_or_begins_with_the_pages_number_is_none_of_its_words(head):
    shown = f"context {{ let n = counter(page).display(); text(15pt)[{head}] }}"
    page = f"#set page(margin: (top: 3cm), header: {shown})\n"
    pages = [SENTENCES[n % 4] for n in range(8)]
    assert [block.text for block in content(pdf(page + "\n#pagebreak()\n".join(pages)))] == pages


def test_a_table_of_contents_is_furniture():
    dotted = pdf(
        f"#outline(title: [Indhold])\n#pagebreak()\n= Vision\n{PROSE}\n== Trivsel\n{PROSE}\n= Økonomi\n{PROSE}"
    )
    bare = pdf(
        f"= Indhold\nVision #h(1fr) 3\n\nTrivsel #h(1fr) 4\n\nØkonomi #h(1fr) 9\n\n#pagebreak()\n{PROSE}"
    )
    for data in (dotted, bare):
        entries = [block.text for block in blocks(data) if "contents" in block.markers]
        assert [re.match(r"\w+", entry)[0] for entry in entries] == ["Vision", "Trivsel", "Økonomi"]
        assert all(block.kind is BlockKind.FURNITURE for block in blocks(data) if "contents" in block.markers)


def test_footnotes_are_set_aside_and_their_marks_leave_the_text():
    document = read(pdf(f"{SENTENCES[0]}#footnote[Se sundhedsprofilen fra 2025.] {SENTENCES[1]}"), "p.pdf")
    assert [b.text for b in document.blocks if b.kind is BlockKind.FOOTNOTE] == [
        "Se sundhedsprofilen fra 2025."
    ]
    assert document.blocks[0].text == f"{SENTENCES[0]} {SENTENCES[1]}"


def test_a_watermark_and_text_along_the_margin_are_furniture():
    data = pdf(f"#place(center + horizon, rotate(45deg, text(60pt, fill: luma(220))[UDKAST]))\n#place(left, dx: -1.5cm, rotate(-90deg, reflow: true)[Egekøbing Kommune])\n{PROSE}")  # fmt: skip
    aside = {block.text: block.markers for block in blocks(data) if block.kind is BlockKind.FURNITURE}
    assert aside == {"UDKAST": ("watermark",), "Egekøbing Kommune": ("margin",), "1": ("page_number",)}
    assert texts(data, BlockKind.PARAGRAPH) == [PROSE]


# Places


def place_of(data, words):
    block = next(block for block in blocks(data) if words in block.text)
    return block.places[0]


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_place_is_where_a_reader_sees_it_however_the_page_is_turned(turn):
    """A line 72 points from the left and 142 from the top of the upright page; the file turns it."""
    matrix = {
        0: b"1 0 0 1 72 700",
        90: b"0 1 -1 0 453 72",
        180: b"-1 0 0 -1 523 142",
        270: b"0 -1 1 0 142 770",
    }[turn]
    wide, high = (595, 842) if turn % 180 == 0 else (842, 595)
    data = one_page(b"BT /F1 11 Tf %s Tm (Alle b\xf8rn) Tj ET" % matrix, b"/Rotate %d" % turn)
    place = place_of(data, "Alle børn")
    x, y = {0: (72, 842 - 700), 90: (72, 453), 180: (72, 142), 270: (72, 595 - 142)}[turn]
    assert place.left == pytest.approx(x / wide, abs=0.01)
    assert place.top < y / high < place.bottom
    assert place.bottom - place.top < 0.03


def test_a_place_knows_of_the_crop():
    data = one_page(page=b"/CropBox [50 600 350 800]")
    place = place_of(data, "Alle")
    assert place.left == pytest.approx(22 / 300, abs=0.01)
    assert place.top < 100 / 200 < place.bottom


def test_a_table_that_lies_on_a_page_that_stands_is_read_as_it_lies():
    data = pdf(f"#rotate(-90deg, reflow: true, block(width: 22cm)[{PROSE} {PROSE}])")
    paragraph = next(block for block in blocks(data) if block.kind is BlockKind.PARAGRAPH)
    assert paragraph.text == f"{PROSE} {PROSE}"
    first, second = paragraph.places[:2]
    assert first.bottom - first.top > 5 * (first.right - first.left)  # upright on the page as it is seen
    assert second.left > first.left


def test_places_count_the_letters_of_the_text():
    for block in content(pdf(PROSE * 2 + "\n\n- " + PROSE)):
        assert sum(place.size for place in block.places) == pytest.approx(len(block.text), abs=2)
        for place in block.places:
            assert 0 <= place.left < place.right <= 1
            assert 0 <= place.top < place.bottom <= 1


def test_the_pages_are_told():
    source, found = open_source(many_pages(7), "plan.pdf")
    assert source.pages == 7
    assert source.media_type == "application/pdf"
    assert [block.page for block in found] == list(range(1, 8))


def test_a_reading_of_a_pdf_can_be_kept():
    document = read(pdf(f"= Politik\n{PROSE}\n{RULED}"), "plan.pdf")
    again = Document.from_full(document.to_full())
    assert [b.text for b in again.blocks] == [b.text for b in document.blocks]
    assert all(
        len(one.places) == len(two.places) for one, two in zip(again.blocks, document.blocks, strict=True)
    )


# Scans

needs_ocr = pytest.mark.skipif(find_ocr() is None, reason="tesseract with Danish is not installed here")


def test_a_scanned_file_is_refused_with_the_way_out():
    with pytest.raises(Unreadable) as told:
        read(scanned(pdf(PROSE), dots=100), "scan.pdf")
    assert told.value.reason == "scanned"
    assert "tesseract" in str(told.value)


def test_pages_that_are_pictures_among_others_are_told():
    scan = "#page(margin: 0pt, numbering: none, image(picture, width: 100%, height: 100%))"
    document = read(with_picture(f"= Politik\n{PROSE}\n{scan}\n{PROSE}"), "plan.pdf")
    told = [remark for remark in document.remarks if remark.key == "scanned_pages"]
    assert [document.blocks[remark.block].page for remark in told] == [1]  # the block before the gap


@needs_ocr
def test_a_scanned_file_is_read_where_the_program_is_and_is_trusted_less():
    data = pdf(
        f"= Børnepolitik\n{SENTENCES[0]}\n\n== Målgruppe\nAlle børn fra 0 til 18 år og deres forældre."
    )
    document = read_apart(scanned(data), "scan.pdf")
    text = " ".join(block.text for block in document.blocks)
    assert "samarbejder på tværs af dagtilbud, skole og fritid" in text
    assert all("ocr" in block.markers and block.places for block in document.blocks)
    assert any(remark.key == "read_by_ocr" for remark in document.remarks)
    plain = read(data, "plan.pdf")
    assert [e.text for e in document.of_type("target_group")] == [
        e.text for e in plain.of_type("target_group")
    ]
    assert next(document.of_type("target_group")).confidence < next(plain.of_type("target_group")).confidence


# Whatever is written

WORDS = st.lists(
    st.text(st.characters(categories=("Ll", "Lu"), max_codepoint=0x17F), min_size=1, max_size=14),
    min_size=1,
    max_size=220,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(words=WORDS, pages=st.integers(1, 4), columns=st.integers(1, 2))
def test_every_word_comes_out_once_and_in_order(words, pages, columns):
    part = escaped(" ".join(words))
    source = "\n#pagebreak()\n".join(f"#columns({columns})[{part}]" for _ in range(pages))
    data = pdf(source, '#set page(paper: "a4", margin: 2cm)\n#set text(size: 11pt, hyphenate: false)\n')
    source, found = open_source(data, "plan.pdf")
    assert source.pages == pages
    ligatures = str.maketrans({"ﬁ": "fi", "ﬂ": "fl", "ﬀ": "ff", "ﬃ": "ffi", "ﬄ": "ffl", "ŉ": "ʼn"})
    read_ = "".join(block.text for block in found).translate(ligatures)
    assert re.sub(r"\s", "", read_) == re.sub(r"\s", "", "".join(words) * pages).translate(ligatures)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(text=st.text(max_size=300), size=st.integers(1, 60), count=st.integers(1, 3))
def test_no_text_of_any_kind_brings_the_reading_down(text, size, count):
    text = "".join(letter for letter in text if letter.isprintable() or letter in "\n\t")
    data = pdf(f"#text({size}pt, {escaped(text)[1:]})\n\n" * count)
    try:
        document = read(data, "plan.pdf")
    except Unreadable as error:
        assert error.reason == "empty"  # noqa: PT017 - signs alone are no text
    else:
        assert document.source.pages >= 1


@pytest.mark.skipif(not AGENDA.exists(), reason="the council's own PDF lies beside the project")
def test_a_council_s_own_table_of_matters():
    document = read(AGENDA.read_bytes(), AGENDA.name)
    assert document.source.pages == 4
    assert {block.cell.table for block in document.blocks if block.cell} != set()
    rows = {(b.cell.table, b.cell.row) for b in document.blocks if b.cell}
    assert len(rows) > 60
    assert sum("page_number" in block.markers for block in document.blocks) == 4
    assert max(block.cell.column for block in document.blocks if block.cell) == 2
