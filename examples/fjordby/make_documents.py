"""Make Fjordby's policy as the Word document a municipality would bring, from its text in hele-vejen-sammen.md.

    python examples/fjordby/make_documents.py            writes hele-vejen-sammen.docx beside the text
    python examples/fjordby/make_documents.py --check    says whether the committed document is the text's

The document is built as a good office template is: built-in heading styles, chapters and commitments numbered by
one multilevel list (the numbers stand in no text run), bullets, a contents field with its pages, a table whose
header row repeats, running header and page numbers. The same text gives the same bytes: times are fixed.
"""

from __future__ import annotations

import datetime
import io
import re
import sys
import zipfile
from pathlib import Path

from docx import Document
from docx.document import Document as DocumentType
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_BREAK, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Cm, Pt, RGBColor
from docx.text.paragraph import Paragraph

FOLDER = Path(__file__).parent
TEXT = FOLDER / "hele-vejen-sammen.md"
RESULT = FOLDER / "hele-vejen-sammen.docx"
MADE = datetime.datetime(2024, 11, 20, 9, 0)  # noqa: DTZ001 - Word's properties carry no zone
PETROL, GREY = RGBColor(0x0F, 0x4C, 0x5C), RGBColor(0x45, 0x51, 0x58)
OUTLINE, BULLETS = 71, 72  # our numbering definitions; python-docx's template uses the low ones
# Every chapter begins a page. Word fills the field anew when asked; until then these pages stand.
PAGES = {
    "Forord": 3,
    "Kort om politikken": 4,
    "Vores børnesyn": 6,
    "Stærke børnefællesskaber": 7,
    "Lyst til at lære": 8,
    "Gode overgange": 9,
    "Hjælp i tide": 10,
    "Børn og unge er med": 11,
    "Sådan følger vi op": 12,
}


def build(text: str) -> bytes:
    """The document as bytes; `text` in the small Markdown of hele-vejen-sammen.md."""
    document = Document()
    _page(document)
    _styles(document)
    _numbering(document)
    cover, body = text.split("\n# Forord\n", 1)
    body = "# Forord\n" + body
    _cover(document, [line for line in cover.splitlines() if line])
    _contents(document, re.findall(r"^# (.+)$", body, re.M))
    _body(document, body)
    _furniture(document)
    properties = document.core_properties
    properties.title, properties.subject = "Hele vejen sammen", "Børne- og ungepolitik 2025–2028"
    properties.author = properties.last_modified_by = "Fjordby Kommune"
    properties.language, properties.comments, properties.revision = "da-DK", "", 1
    properties.created = properties.modified = properties.last_printed = MADE
    return _repeatable(document)


def _page(document: DocumentType) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(3)
    section.top_margin, section.bottom_margin = Cm(2.8), Cm(2.5)
    section.different_first_page_header_footer = True


def _styles(document: DocumentType) -> None:
    sizes = {"Title": 36, "Subtitle": 18, "Heading 1": 24, "Heading 2": 14, "Heading 3": 12}
    for name, size in sizes.items():
        style = document.styles[name]
        style.font.size, style.font.bold, style.font.italic = Pt(size), name != "Subtitle", False
        style.font.color.rgb = PETROL
        style.paragraph_format.space_before = Pt(4 if name == "Heading 1" else 16)
        style.paragraph_format.space_after = Pt(14 if name == "Heading 1" else 4)
        style.paragraph_format.keep_with_next = True
    document.styles["Heading 1"].paragraph_format.page_break_before = True
    for style in document.styles:
        if style.type not in (WD_STYLE_TYPE.PARAGRAPH, WD_STYLE_TYPE.CHARACTER):
            continue
        fonts = style.element.find(f"{qn('w:rPr')}/{qn('w:rFonts')}")
        if fonts is not None:
            fonts.attrib.clear()
            for which in ("ascii", "hAnsi", "cs", "eastAsia"):
                fonts.set(qn(f"w:{which}"), "Calibri")
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Calibri", Pt(11.5)
    normal.paragraph_format.space_after, normal.paragraph_format.line_spacing = Pt(9), 1.25
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "da-DK")
    normal.element.get_or_add_rPr().append(language)
    border = document.styles["Title"].element.find(f"{qn('w:pPr')}/{qn('w:pBdr')}")
    if border is not None:
        border.getparent().remove(border)
    commitment = document.styles.add_style("Løfte", WD_STYLE_TYPE.PARAGRAPH)
    commitment.base_style = normal
    commitment.font.size = Pt(12.5)
    commitment.paragraph_format.keep_together = True
    contents = document.styles.add_style("toc 1", WD_STYLE_TYPE.PARAGRAPH)
    contents.base_style = normal
    contents.paragraph_format.tab_stops.add_tab_stop(Cm(0.9))
    contents.paragraph_format.tab_stops.add_tab_stop(Cm(15), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)


def _numbering(document: DocumentType) -> None:
    """One list for chapters (1) and their commitments (1.1), tied to the styles; one for bullets."""
    numbering = document.part.numbering_part.element
    outline = f"""
      <w:abstractNum {nsdecls("w")} w:abstractNumId="{OUTLINE}"><w:multiLevelType w:val="multilevel"/>
        <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:pStyle w:val="Heading1"/>
          <w:lvlText w:val="%1"/><w:lvlJc w:val="left"/>
          <w:pPr><w:tabs><w:tab w:val="num" w:pos="567"/></w:tabs><w:ind w:left="567" w:hanging="567"/></w:pPr></w:lvl>
        <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:pStyle w:val="Lfte"/>
          <w:lvlText w:val="%1.%2"/><w:lvlJc w:val="left"/>
          <w:pPr><w:tabs><w:tab w:val="num" w:pos="567"/></w:tabs><w:ind w:left="567" w:hanging="567"/></w:pPr></w:lvl>
      </w:abstractNum>"""
    bullets = f"""
      <w:abstractNum {nsdecls("w")} w:abstractNumId="{BULLETS}"><w:multiLevelType w:val="singleLevel"/>
        <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/><w:lvlJc w:val="left"/>
          <w:pPr><w:ind w:left="454" w:hanging="284"/></w:pPr></w:lvl>
      </w:abstractNum>"""
    first = numbering.find(qn("w:num"))
    for xml in (outline, bullets):
        first.addprevious(parse_xml(xml))
    for number in (OUTLINE, BULLETS):
        numbering.append(
            parse_xml(f'<w:num {nsdecls("w")} w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>')
        )
    commitment = document.styles["Løfte"]
    commitment.element.set(qn("w:styleId"), "Lfte")
    for style, level in ((document.styles["Heading 1"], 0), (commitment, 1)):
        properties = style.element.get_or_add_pPr()
        properties.insert(0, _number_properties(OUTLINE, level))
        _in_schema_order(properties)


def _number_properties(number: int, level: int | None = None) -> BaseOxmlElement:
    inner = f'<w:ilvl w:val="{level}"/>' if level else ""
    return parse_xml(f'<w:numPr {nsdecls("w")}>{inner}<w:numId w:val="{number}"/></w:numPr>')


def _in_schema_order(properties: BaseOxmlElement) -> None:
    order = [
        "pStyle",
        "keepNext",
        "keepLines",
        "pageBreakBefore",
        "numPr",
        "pBdr",
        "tabs",
        "spacing",
        "ind",
        "jc",
        "outlineLvl",
    ]
    properties[:] = sorted(
        properties,
        key=lambda child: (
            order.index(child.tag.rpartition("}")[2]) if child.tag.rpartition("}")[2] in order else 8
        ),
    )


def _cover(document: DocumentType, lines: list[str]) -> None:
    title, subtitle, municipality, *colophon = lines
    spacer = document.add_paragraph()
    spacer.paragraph_format.space_before = Pt(150)
    document.add_paragraph(title.removeprefix("# "), style="Title")
    document.add_paragraph(subtitle, style="Subtitle")
    name = document.add_paragraph(municipality)
    name.paragraph_format.space_before = Pt(230)
    name.runs[0].bold = True
    name.runs[0].font.color.rgb = PETROL
    for line in colophon:
        document.add_paragraph(line).paragraph_format.space_after = Pt(2)


def _contents(document: DocumentType, headings: list[str]) -> None:
    """The contents as Word keeps them: one field around the lines it made last."""
    opening = document.add_paragraph()
    opening.add_run().add_break(WD_BREAK.PAGE)
    heading = opening.add_run("Indhold")
    heading.bold, heading.font.size, heading.font.color.rgb = True, Pt(24), PETROL
    lines = []
    for entry in headings:
        number, title = re.fullmatch(r"(?:(\d+) )?(.+)", entry).groups()  # type: ignore[union-attr]
        lines.append(document.add_paragraph(f"{number or ''}\t{title}\t{PAGES[title]}", style="toc 1"))
    start, code, separator = (
        _field_mark("begin"),
        _field_code(' TOC \\o "1-1" \\h \\z \\u '),
        _field_mark("separate"),
    )
    for part in (separator, code, start):
        lines[0]._p.insert(1, part)
    lines[-1]._p.append(_field_mark("end"))


def _field_mark(kind: str) -> BaseOxmlElement:
    return parse_xml(f'<w:r {nsdecls("w")}><w:fldChar w:fldCharType="{kind}"/></w:r>')


def _field_code(code: str) -> BaseOxmlElement:
    return parse_xml(f'<w:r {nsdecls("w")}><w:instrText xml:space="preserve">{code}</w:instrText></w:r>')


def _body(document: DocumentType, body: str) -> None:
    table: list[list[str]] = []
    lines = [line for line in body.splitlines() if line]
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        if line.startswith("|"):
            if not line.startswith("|--"):
                table.append([cell.strip() for cell in line.strip("|").split("|")])
            if not following.startswith("|"):
                _table(document, table)
                table = []
        elif heading := re.fullmatch(r"(#+) (?:(\d+) )?(.+)", line):
            marks, number, title = heading.groups()
            paragraph = document.add_heading(title, level=len(marks))
            if marks == "#" and not number:  # the foreword and the summary stand outside the numbering
                paragraph._p.get_or_add_pPr().append(_number_properties(0))
                paragraph.paragraph_format.left_indent = paragraph.paragraph_format.first_line_indent = Cm(0)
        elif bullet := re.fullmatch(r"- (.+)", line):
            paragraph = document.add_paragraph(bullet[1], style="List Bullet")
            paragraph._p.get_or_add_pPr().append(_number_properties(BULLETS))
            paragraph.paragraph_format.space_after = Pt(4)
        elif commitment := re.fullmatch(r"\d\.\d (.+)", line):
            document.add_paragraph(commitment[1], style="Løfte")
        else:
            document.add_paragraph(line)


def _table(document: DocumentType, rows: list[list[str]]) -> None:
    table = document.add_table(rows=0, cols=len(rows[0]), style="Table Grid")
    table.autofit = False
    widths = (Cm(3.4), Cm(6.8), Cm(4.8))
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for number, row in enumerate(rows):
        cells = table.add_row().cells
        for cell, text, width in zip(cells, row, widths, strict=True):
            cell.width, cell.text = width, text
            cell.paragraphs[0].paragraph_format.space_after = Pt(3)
            for run in cell.paragraphs[0].runs:
                run.font.size, run.bold = Pt(10.5), number == 0 or None
    header = table.rows[0]._tr.get_or_add_trPr()
    header.append(parse_xml(f"<w:cantSplit {nsdecls('w')}/>"))
    header.append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))
    document.add_paragraph().paragraph_format.space_after = Pt(0)


def _furniture(document: DocumentType) -> None:
    section = document.sections[0]
    header = section.header.paragraphs[0]
    header.text = "Fjordby Kommune\tHele vejen sammen"
    footer = section.footer.paragraphs[0]
    footer.text = "Børne- og ungepolitik 2025–2028\tSide "
    for code in ("PAGE", "NUMPAGES"):
        for part in (_field_mark("begin"), _field_code(f" {code} "), _field_mark("end")):
            footer._p.append(part)
        if code == "PAGE":
            footer.add_run(" af ")
    for paragraph in (header, footer):
        _two_sides(paragraph)


def _two_sides(paragraph: Paragraph) -> None:
    if paragraph.style is not None:
        paragraph.style.paragraph_format.tab_stops.clear_all()
    paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(15), WD_TAB_ALIGNMENT.RIGHT)
    for run in paragraph.runs:
        run.font.size, run.font.color.rgb = Pt(9), GREY


def _repeatable(document: DocumentType) -> bytes:
    """Pack the parts anew with one fixed time, so that the same text gives the same bytes."""
    raw, packed = io.BytesIO(), io.BytesIO()
    document.save(raw)
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():  # [Content_Types].xml first, as Word writes it
            if name == "docProps/thumbnail.jpeg":
                continue
            content = source.read(name)
            if name in (
                "_rels/.rels",
                "[Content_Types].xml",
            ):  # python-docx's template brings a picture of itself
                content = re.sub(
                    rb'<(?:Relationship|Default)\b[^>]*(?:thumbnail|"jpeg")[^>]*/>', b"", content
                )
            target.writestr(zipfile.ZipInfo(name, (2024, 11, 20, 9, 0, 0)), content, zipfile.ZIP_DEFLATED, 9)
    return packed.getvalue()


def main(arguments: list[str]) -> int:
    made = build(TEXT.read_text(encoding="utf-8"))
    if "--check" in arguments:
        if RESULT.read_bytes() == made:
            return 0
        print(f"{RESULT.name} is not what {TEXT.name} gives. Run make_documents.py.", file=sys.stderr)
        return 1
    RESULT.write_bytes(made)
    print(f"{RESULT.name}: {len(made)} bytes")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
