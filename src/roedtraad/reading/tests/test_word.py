"""Word files: numbers, fields, boxes, notes and changes are read as Word prints them."""

import re

from docx.oxml import parse_xml

from roedtraad.reading.opening import open_source
from roedtraad.reading.tests.build import replace_part, word

NS = ('xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
      'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:v="urn:schemas-microsoft-com:vml"')  # fmt: skip


def blocks(*body, styles="", numbering="", **parts):
    """The blocks of a Word file whose body holds these pieces of XML."""

    def fill(document):
        for xml in body:
            document.element.body.insert(
                len(document.element.body) - 1, parse_xml(re.sub(r"^<(w:\w+)", rf"<\1 {NS}", xml))
            )

    data = word(fill)
    if styles:
        data = replace_part(
            data, "word/styles.xml", lambda xml: xml.replace(b"</w:styles>", styles.encode() + b"</w:styles>")
        )
    if numbering:
        data = replace_part(
            data, "word/numbering.xml", lambda _: f"<w:numbering {NS}>{numbering}</w:numbering>".encode()
        )
    for name, xml in parts.items():
        data = with_part(data, f"word/{name}.xml", f"<w:{name} {NS}>{xml}</w:{name}>")
    return open_source(data, "politik.docx")[1]


def with_part(data, name, xml):
    import io
    import zipfile

    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr(name, xml)
    return out.getvalue()


def p(text, properties="", runs=""):
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t xml:space='preserve'>{text}</w:t></w:r>{runs}</w:p>"


def told(found):
    return [(str(b.kind), b.text) for b in found]


LEVELS = """
<w:abstractNum w:abstractNumId="1">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2"/></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="3"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%3)"/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="2"><w:lvl w:ilvl="0"><w:numFmt w:val="upperRoman"/><w:lvlText w:val="Del %1"/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>
"""


def numbered(text, id, depth=0):
    return p(text, f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{id}"/></w:numPr>')


def test_a_numbered_list_has_the_numbers_that_word_prints():
    found = blocks(
        numbered("En", 1), numbered("En en", 1, 1), numbered("En to", 1, 1), numbered("Bogstav", 1, 2), numbered("To", 1),
        numbered("To en", 1, 1), p("Imellem"), numbered("Tre", 1), numbered("Fem", 3), numbered("Seks", 3), numbered("Romersk", 2),
        numbering=LEVELS,
    )  # fmt: skip
    assert [(b.text, b.list.depth, b.list.marker) for b in found if b.list] == [
        ("En", 0, "1."),
        ("En en", 1, "1.1"),
        ("En to", 1, "1.2"),
        ("Bogstav", 2, "c)"),
        ("To", 0, "2."),
        ("To en", 1, "2.1"),
        ("Tre", 0, "3."),
        ("Fem", 0, "5."),
        ("Seks", 0, "6."),
        ("Romersk", 0, "Del I"),
    ]


def test_a_numbered_heading_keeps_its_number_beside_its_text():
    found = blocks(
        p("Trivsel", '<w:numPr><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="0"/>'),
        numbered("Under", 1, 1),
        numbering=LEVELS,
    )
    assert (found[0].text, found[0].level, found[0].markers) == ("Trivsel", 1, ("number:1.",))
    assert found[1].list.marker == "1.1"


BOX = "<w:txbxContent><w:p><w:r><w:t>Vi vil lege.</w:t></w:r></w:p></w:txbxContent>"


def test_a_text_box_is_read_once():
    found = blocks(
        f"<w:p><w:r><w:t>Før</w:t></w:r><w:r><mc:AlternateContent><mc:Choice Requires='wps'><wps:txbx>{BOX}</wps:txbx></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{BOX}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>",
        f"<w:p><w:r><w:pict><v:textbox>{BOX}</v:textbox></w:pict></w:r></w:p>",
        f"<w:p><w:r><mc:AlternateContent><mc:Choice Requires='wps'/><mc:Fallback><w:pict><v:textbox>{BOX}</v:textbox></w:pict>"
        "</mc:Fallback></mc:AlternateContent></w:r></w:p>",
    )
    assert told(found) == [("paragraph", "Før"), *[("paragraph", "Vi vil lege.")] * 3]


def field(instruction, result):
    return (
        f"<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>{instruction}</w:instrText></w:r>"
        f"<w:r><w:fldChar w:fldCharType='separate'/></w:r><w:r><w:t>{result}</w:t></w:r><w:r><w:fldChar w:fldCharType='end'/></w:r>"
    )


def test_what_a_field_shows_is_text_and_a_list_of_contents_is_furniture():
    found = blocks(
        f"<w:p>{field(' HYPERLINK &quot;https://example.dk&quot; ', 'Læs strategien')}</w:p>",
        "<w:p><w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText> TOC \\o </w:instrText></w:r>"
        f"<w:r><w:fldChar w:fldCharType='separate'/></w:r><w:r><w:t>Vision</w:t></w:r>{field('PAGEREF x', '3')}</w:p>",
        "<w:p><w:r><w:t>Mål</w:t></w:r></w:p>",
        "<w:p><w:r><w:fldChar w:fldCharType='end'/></w:r></w:p>",
        p("Teksten"),
        "<w:p><w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText> aldrig lukket </w:instrText></w:r></w:p>",
        p("Sidst"),
        "<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val='Table of Contents'/></w:docPartObj></w:sdtPr><w:sdtContent>"
        "<w:p><w:r><w:t>Indhold</w:t></w:r></w:p></w:sdtContent></w:sdt>",
        "<w:p><w:fldSimple w:instr=' TITLE '><w:r><w:t>Trygge veje</w:t></w:r></w:fldSimple></w:p>",
    )
    assert told(found) == [
        ("paragraph", "Læs strategien"),
        ("furniture", "Vision3"),
        ("furniture", "Mål"),
        ("paragraph", "Teksten"),
        ("paragraph", "Sidst"),
        ("furniture", "Indhold"),
        ("paragraph", "Trygge veje"),
    ]


def test_a_contents_field_that_never_ends_does_not_swallow_the_document():
    found = blocks(
        "<w:p><w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>TOC</w:instrText></w:r><w:r><w:fldChar w:fldCharType='separate'/></w:r>"
        "<w:r><w:t>Vision</w:t></w:r></w:p>",
        p("Vision", '<w:pStyle w:val="Heading1"/>'),
        p("Alle er med."),
    )
    assert told(found) == [("furniture", "Vision"), ("heading", "Vision"), ("paragraph", "Alle er med.")]


def test_changes_are_read_as_accepted_at_the_ends_of_paragraphs_and_in_tables_too():
    gone = "<w:rPr><w:del w:id='1' w:author='x'/></w:rPr>"
    row = "<w:tr>{}<w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc></w:tr>"
    found = blocks(
        p("Alle børn ", gone),
        p("er med.", '<w:pStyle w:val="Heading2"/>'),
        "<w:p><w:moveFrom w:id='2' w:author='x'><w:r><w:t>Flyttet</w:t></w:r></w:moveFrom></w:p>",
        "<w:p><w:moveTo w:id='3' w:author='x'><w:r><w:t>Flyttet</w:t></w:r></w:moveTo></w:p>",
        "<w:tbl>"
        + row.format("", "Bliver")
        + row.format("<w:trPr><w:del w:id='4' w:author='x'/></w:trPr>", "Slettet")
        + "</w:tbl>",
        p("Efter"),
        p("Rest", gone),
    )
    assert told(found) == [
        ("heading", "Alle børn er med."),
        ("paragraph", "Flyttet"),
        ("table_cell", "Bliver"),
        ("paragraph", "Efter"),
        ("paragraph", "Rest"),
    ]


def test_what_is_not_shown_is_not_read_and_prompts_are_no_text():
    style = "<w:style w:type='character' w:styleId='Skjult'><w:name w:val='Skjult'/><w:rPr><w:vanish/></w:rPr></w:style>"
    style += (
        "<w:style w:type='character' w:styleId='Fed'><w:name w:val='Fed'/><w:rPr><w:b/></w:rPr></w:style>"
    )
    found = blocks(
        p("Vises", runs="<w:r><w:rPr><w:vanish/></w:rPr><w:t>skjult</w:t></w:r><w:r><w:rPr><w:rStyle w:val='Skjult'/></w:rPr><w:t>også</w:t></w:r>"
          "<w:r><w:rPr><w:rStyle w:val='Fed'/></w:rPr><w:t> fedt</w:t></w:r><w:commentRangeStart w:id='0'/>"),
        "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:p><w:r><w:t>Klik for at skrive</w:t></w:r></w:p></w:sdtContent></w:sdt>",
        "<w:sdt><w:sdtPr/><w:sdtContent><w:p><w:r><w:t>Udfyldt</w:t></w:r></w:p></w:sdtContent></w:sdt>",
        "<w:p><w:smartTag w:uri='x' w:element='y'><w:r><w:t>Egekøbing</w:t></w:r></w:smartTag></w:p>",
        styles=style,
        comments="<w:comment w:id='0'><w:p><w:r><w:t>husk tal</w:t></w:r></w:p></w:comment>",
        header1="<w:p><w:r><w:t>Sidehoved</w:t></w:r></w:p>",
    )  # fmt: skip
    assert told(found) == [("paragraph", "Vises fedt"), ("paragraph", "Udfyldt"), ("paragraph", "Egekøbing")]
    assert [(found[0].text[s.start : s.end].strip(), s.style) for s in found[0].spans] == [("fedt", "bold")]


def test_footnotes_and_endnotes_stand_last():
    note = "<w:{0} w:id='1'><w:p><w:r><w:t>{1}</w:t></w:r></w:p></w:{0}>"
    found = blocks(
        "<w:p><w:r><w:t>Alle læser</w:t></w:r><w:r><w:footnoteReference w:id='1'/></w:r><w:r><w:t>.</w:t></w:r></w:p>",
        footnotes="<w:footnote w:type='separator'><w:p/></w:footnote>"
        + note.format("footnote", "Også lydbøger."),
        endnotes=note.format("endnote", "Kilde: biblioteket."),
    )
    assert told(found) == [
        ("paragraph", "Alle læser."),
        ("footnote", "Også lydbøger."),
        ("footnote", "Kilde: biblioteket."),
    ]


def test_tables_in_cells_are_read_in_order_and_merged_cells_hold_their_rows():
    cell = "<w:tc><w:tcPr>{}</w:tcPr>{}</w:tc>"
    inner = "<w:tbl><w:tr>" + cell.format("", p("Inderst")) + "</w:tr></w:tbl>"
    found = blocks(
        "<w:tbl><w:tr><w:trPr><w:tblHeader/></w:trPr>"
        + cell.format("<w:gridSpan w:val='2'/>", p("Tema"))
        + cell.format("", p("Indsats"))
        + "</w:tr>"
        "<w:tr>"
        + cell.format("<w:vMerge w:val='restart'/>", p("Leg"))
        + cell.format("", p("Klub"))
        + cell.format("", p("Først") + inner)
        + "</w:tr>"
        "<w:tr>"
        + cell.format("<w:vMerge/>", "<w:p/>")
        + cell.format("", p("Bane"))
        + cell.format("", p("Sidst"))
        + "</w:tr></w:tbl>"
    )
    assert [
        (b.text, b.cell.row, b.cell.column, b.cell.header, b.cell.row_span, b.cell.column_span) for b in found
    ] == [
        ("Tema", 0, 0, True, 1, 2),
        ("Indsats", 0, 2, True, 1, 1),
        ("Leg", 1, 0, False, 2, 1),
        ("Klub", 1, 1, False, 1, 1),
        ("Først", 1, 2, False, 1, 1),
        ("Inderst", 1, 2, False, 1, 1),
        ("Bane", 2, 1, False, 1, 1),
        ("Sidst", 2, 2, False, 1, 1),
    ]


def test_a_file_with_macros_is_read_without_them():
    data = with_part(
        word(lambda document: document.add_paragraph("Alle er med.")),
        "word/vbaProject.bin",
        b"Sub AutoOpen()",
    )
    assert [b.text for b in open_source(data, "politik.docm")[1]] == ["Alle er med."]
