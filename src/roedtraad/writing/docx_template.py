"""Builds our own Word template, `templates/report.docx`: ``python -m roedtraad.writing.docx_template``.

It is committed, so that a report can be written without building anything; run this again when the design changes.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from roedtraad.writing.docx import DEFAULT_TEMPLATE
from roedtraad.writing.docx_fill import _bytes, _packed
from roedtraad.writing.docx_guard import parse, unpack

FJORD, INK, INK2 = RGBColor(0x0F, 0x4C, 0x5C), RGBColor(0x17, 0x21, 0x1F), RGBColor(0x4A, 0x58, 0x5A)
TINT = "EAF0F1"
FACE = "Calibri"  # on every machine that runs Word; IBM Plex Sans is not, and Word would put another in its place


def build(target: Path = DEFAULT_TEMPLATE) -> None:
    document = Document()
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = Mm(22)
    page.top_margin, page.bottom_margin = Mm(30), Mm(24)
    page.header_distance, page.footer_distance = Mm(14), Mm(12)
    _styles(document)
    _line(page.header.paragraphs[0], [("{{ kommune }}", True), ("\t{{ sidehoved }}", False)], "bottom")
    foot = page.footer.paragraphs[0]
    _line(foot, [("{{ sidefod }}\t{{ ord.side }} ", False)], "")
    _field(foot, "PAGE")
    foot.add_run(" {{ ord.af }} ")
    _field(foot, "NUMPAGES")
    document.add_paragraph("{{ sagslinje }}", "Rød Tråd sagslinje")
    document.add_paragraph("{{ titel }}", "Title")
    document.add_paragraph("{%p if undertitel %}")
    document.add_paragraph("{{ undertitel }}", "Subtitle")
    document.add_paragraph("{%p endif %}")
    document.add_paragraph("{{p indhold }}")
    document.settings.odd_and_even_pages_header_footer = False
    document.save(str(target))
    parts = unpack(target.read_bytes())
    parts.pop("docProps/thumbnail.jpeg", None)  # python-docx's own picture of an empty page
    parts["_rels/.rels"] = _without(parts["_rels/.rels"], "thumbnail")
    target.write_bytes(_packed(parts))


def _without(xml: bytes, word: str) -> bytes:
    root = parse("_rels/.rels", xml)
    for relation in [one for one in root if word in str(one.get("Type"))]:
        root.remove(relation)
    return _bytes(root)


def _styles(document: Any) -> None:
    styles = document.styles
    for language in styles.element.iterfind(f".//{qn('w:docDefaults')}//{qn('w:lang')}"):
        language.set(qn("w:val"), "da-DK")
    normal = styles["Normal"]
    _face(normal, 10.5, INK)
    normal.paragraph_format.space_after, normal.paragraph_format.line_spacing = Pt(6), 1.15
    normal.paragraph_format.widow_control = True
    _face(styles["Body Text"], 10.5, INK)
    styles["Body Text"].paragraph_format.space_after = Pt(7)
    for name, size, before, after, colour in (
        ("Title", 24.0, 6, 14, FJORD), ("Subtitle", 13, 0, 12, INK2), ("Heading 1", 16, 20, 6, FJORD),
        ("Heading 2", 13, 14, 4, FJORD), ("Heading 3", 11, 12, 4, INK), ("Caption", 10, 10, 4, INK),
    ):  # fmt: skip
        style = styles[name]
        _face(style, size, colour)
        style.font.bold, style.font.italic = name in ("Heading 3", "Caption"), False
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
        style.paragraph_format.keep_with_next = True
        for border in style.element.iter(qn("w:pBdr")):
            border.getparent().remove(border)
            break
        for spacing in list(style.element.iter(qn("w:spacing"))):
            if spacing.getparent().tag == qn("w:rPr"):
                spacing.getparent().remove(spacing)
    for name in ("List Bullet", "List Number"):
        _face(styles[name], 10.5, INK)
        styles[name].paragraph_format.space_after = Pt(4)
        for number in list(styles[name].element.iter(qn("w:contextualSpacing"))):
            number.getparent().remove(number)
    for name in ("Header", "Footer"):
        _face(styles[name], 8.5, INK2)
        for tabs in list(styles[name].element.iter(qn("w:tabs"))):  # set for US Letter
            tabs.getparent().remove(tabs)
        styles[name].paragraph_format.tab_stops.add_tab_stop(Mm(166), WD_TAB_ALIGNMENT.RIGHT)
    for name, size, colour, after in (
        ("Rød Tråd sagslinje", 9.5, INK2, 6), ("Rød Tråd note", 9.5, INK, 10), ("Rød Tråd tabeltekst", 9.5, INK, 0),
    ):  # fmt: skip
        style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = normal
        _face(style, size, colour)
        style.paragraph_format.space_after = Pt(after)
        style.quick_style = True
    note = styles["Rød Tråd note"]
    note.paragraph_format.left_indent = note.paragraph_format.right_indent = Mm(3)
    note.paragraph_format.space_before = Pt(8)
    edges, shade = OxmlElement("w:pBdr"), OxmlElement("w:shd")
    for side in ("top", "left", "bottom", "right"):
        edge = OxmlElement(f"w:{side}")
        _set(edge, val="single", sz="4", space="6", color=TINT)
        edges.append(edge)
    _set(shade, val="clear", color="auto", fill=TINT)
    properties = note.element.get_or_add_pPr()
    for element in (edges, shade):
        properties.insert_element_before(element, "w:tabs", "w:spacing", "w:ind", "w:jc")
    table = styles.add_style("Rød Tråd tabel", WD_STYLE_TYPE.TABLE)
    table.base_style = styles["Normal Table"]
    for left in [style for style in styles if style.type == WD_STYLE_TYPE.TABLE]:
        if left.name not in ("Normal Table", "Rød Tråd tabel", "Table Grid"):
            left.delete()


def _face(style: Any, size: float, colour: RGBColor) -> None:
    style.font.name, style.font.size, style.font.color.rgb = FACE, Pt(size), colour
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    for key in ("eastAsia", "cs"):
        fonts.set(qn(f"w:{key}"), FACE)


def _set(element: Any, **attributes: str) -> None:
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), value)


def _line(paragraph: Any, runs: list[tuple[str, bool]], rule: str) -> None:
    for text, bold in runs:
        run = paragraph.add_run(text)
        run.bold = bold
        if bold:
            run.font.color.rgb = FJORD
    if rule:
        borders, edge = OxmlElement("w:pBdr"), OxmlElement(f"w:{rule}")
        _set(edge, val="single", sz="4", space="4", color="D9E0E0")
        borders.append(edge)
        paragraph._p.get_or_add_pPr().insert_element_before(
            borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc"
        )


def _field(paragraph: Any, code: str) -> None:
    field = OxmlElement("w:fldSimple")
    _set(field, instr=code)
    run, text = OxmlElement("w:r"), OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    paragraph._p.append(field)


if __name__ == "__main__":
    build(*(Path(argument) for argument in sys.argv[1:2]))
