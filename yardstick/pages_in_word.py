"""A source in plain marks (see make_documents_a.py) as a Word document, the way a municipality's own would be built."""

from __future__ import annotations

import re
from pathlib import Path

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph

INLINE = re.compile(r"\[\[(.+?)\]\]|\{\+(.+?)\+\}|\{-(.+?)-\}|\*\*(.+?)\*\*|\*(.+?)\*|([^*\[{]+|.)")
FIELD = re.compile(r"\{(pages?)\}")
AUTHOR = {"w:author": "Børnestaben", "w:date": "2025-10-29T09:12:00Z"}
FOOTNOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"


class Pages:
    def __init__(self, lines: list[str]) -> None:
        self.lines = lines
        self.document: WordDocument = Document()
        self.unstyled = "@unstyled" in lines
        self.widths: list[int] = []
        self.notes: list[str] = []
        self.number = 0
        self.changes = 0
        normal = self.document.styles["Normal"]
        normal.font.name, normal.font.size = "Liberation Sans", Pt(10.5)
        normal.element.rPr.append(parse_xml(f'<w:lang {nsdecls("w")} w:val="da-DK"/>'))
        page = self.document.sections[0]
        page.page_width, page.page_height = Mm(210), Mm(297)
        page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Mm(20)

    # --- what the lines say ---

    def build(self) -> WordDocument:
        rows: list[str] = []
        for line in [*self.lines, ""]:
            if line.startswith("|"):
                rows.append(line)
                continue
            if rows:
                self.table(rows)
                rows = []
            self.line(line)
        if self.notes:
            self.keep_footnotes()
        return self.document

    def line(self, line: str) -> None:
        mark, _, rest = line.partition(" ")
        if not re.fullmatch(r"\d+\.", mark):
            self.number = 0
        if not line or line in ("@unstyled", ":::") or self.boxed(line):
            return
        if mark == "@header":
            self.running(self.document.sections[0].header.paragraphs[0], rest)
        elif mark == "@footer":
            self.running(self.document.sections[0].footer.paragraphs[0], rest)
        elif line == "@landscape":
            page = self.document.sections[0]
            page.orientation = WD_ORIENT.LANDSCAPE
            page.page_width, page.page_height = Mm(297), Mm(210)
        elif mark == "@widths":
            self.widths = [int(number) for number in rest.split()]
        elif mark == "@toc":
            self.contents()
        elif line == "~":
            self.document.add_page_break()
        elif mark == "@subtitle":
            self.write(self.document.add_paragraph(style="Subtitle"), rest)
        elif mark == "=":
            self.write(self.document.add_paragraph(style="Title"), rest)
        elif mark in ("#", "##", "###"):
            self.write(self.document.add_paragraph(style=f"Heading {len(mark)}"), rest)
        elif mark == "!":
            self.write(self.document.add_paragraph(), f"**{rest}**")
        elif mark == "-":
            self.write(self.document.add_paragraph(style="List Bullet"), rest)
        elif re.fullmatch(r"\d+\.", mark):
            self.write(self.numbered(), rest)
        else:
            self.write(self.document.add_paragraph(), line)

    def boxed(self, line: str) -> bool:
        """The lines of a text box are gathered from its opening mark; each of them is then passed over."""
        if line == ":::box":
            start = self.lines.index(line) + 1
            self.inside = self.lines[start : self.lines.index(":::", start)]
            self.box(self.inside)
            return True
        return line in getattr(self, "inside", [])

    # --- runs ---

    def write(self, paragraph: Paragraph, text: str) -> None:
        for note, inserted, deleted, bold, italic, plain in INLINE.findall(text):
            if note:
                self.footnote(paragraph, note)
            elif inserted:
                self.changed(paragraph, "w:ins", inserted)
            elif deleted:
                self.changed(paragraph, "w:del", deleted)
            else:
                run = paragraph.add_run(bold or italic or plain)
                run.bold, run.italic = bool(bold) or None, bool(italic) or None

    def changed(self, paragraph: Paragraph, mark: str, text: str) -> None:
        run = paragraph.add_run(text)._r
        if mark == "w:del":
            for held in run.findall(qn("w:t")):
                held.tag = qn("w:delText")
        change = OxmlElement(mark)
        self.changes += 1
        for name, value in {"w:id": str(9000 + self.changes), **AUTHOR}.items():
            change.set(qn(name), value)
        run.addprevious(change)
        change.append(run)

    def footnote(self, paragraph: Paragraph, text: str) -> None:
        self.notes.append(text)
        run = paragraph.add_run()
        run.font.superscript = True
        reference = OxmlElement("w:footnoteReference")
        reference.set(qn("w:id"), str(len(self.notes)))
        run._r.append(reference)

    def keep_footnotes(self) -> None:
        rules = "".join(
            f'<w:footnote w:id="{number}" w:type="{kind}"><w:p><w:r><w:{kind}/></w:r></w:p></w:footnote>'
            for number, kind in ((-1, "separator"), (0, "continuationSeparator"))
        )
        notes = "".join(
            f'<w:footnote w:id="{number}"><w:p><w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
            f'<w:footnoteRef/></w:r><w:r><w:t xml:space="preserve"> {text}</w:t></w:r></w:p></w:footnote>'
            for number, text in enumerate(self.notes, 1)
        )
        xml = f"<w:footnotes {nsdecls('w')}>{rules}{notes}</w:footnotes>"
        owner = self.document.part
        part = Part(PackURI("/word/footnotes.xml"), FOOTNOTES, xml.encode(), owner.package)
        owner.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)

    def running(self, paragraph: Paragraph, text: str) -> None:
        for piece in FIELD.split(text):
            if piece in ("page", "pages"):
                code = "PAGE" if piece == "page" else "NUMPAGES"
                field = parse_xml(
                    f'<w:fldSimple {nsdecls("w")} w:instr="{code}"><w:r><w:t>1</w:t></w:r></w:fldSimple>'
                )
                paragraph._p.append(field)
            elif piece:
                paragraph.add_run(piece)

    # --- lists, contents, boxes ---

    def numbered(self) -> Paragraph:
        paragraph = self.document.add_paragraph(style="List Number")
        numbering = self.document.part.numbering_part.element
        if not self.number:
            style = self.document.styles["List Number"].element.pPr.numPr.numId.val
            abstract = numbering.num_having_numId(style).abstractNumId.val
            fresh = numbering.add_num(abstract)
            fresh.add_lvlOverride(ilvl=0).add_startOverride(1)
            self.number = fresh.numId
        paragraph._p.get_or_add_pPr().get_or_add_numPr().get_or_add_numId().val = self.number
        return paragraph

    def contents(self) -> None:
        """A table of contents as Word leaves it: lines with dotted leaders and the page number."""
        self.document.add_paragraph().add_run("Indholdsfortegnelse").bold = True
        headings = [line[2:] for line in self.lines if line.startswith("# ")]
        for place, heading in enumerate(headings):
            paragraph = self.document.add_paragraph()
            stops = paragraph.paragraph_format.tab_stops
            stops.add_tab_stop(Mm(165))
            paragraph._p.pPr.find(qn("w:tabs"))[0].set(qn("w:leader"), "dot")
            paragraph.add_run(f"{heading}\t{2 + place // 4}")

    def box(self, lines: list[str]) -> None:
        """A text box in the two forms that Word writes side by side, one for older programs."""
        held = Document()
        for line in lines:
            paragraph = held.add_paragraph()
            for note, inserted, deleted, bold, italic, plain in INLINE.findall(line):
                run = paragraph.add_run(note or inserted or deleted or bold or italic or plain)
                run.bold = bool(bold) or None
        inner = "".join(paragraph._p.xml for paragraph in held.paragraphs)
        content = f"<w:txbxContent>{inner}</w:txbxContent>"
        wide, high = 6_000_000, 900_000
        spaces = (
            f'{nsdecls("w", "wp", "a")} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
            'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
            'xmlns:v="urn:schemas-microsoft-com:vml"'
        )
        xml = (
            f"<w:r {spaces}><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wp:inline>"
            f"<wp:extent cx='{wide}' cy='{high}'/><wp:docPr id='77' name='Tekstfelt 1'/><a:graphic>"
            "<a:graphicData uri='http://schemas.microsoft.com/office/word/2010/wordprocessingShape'><wps:wsp>"
            f"<wps:cNvSpPr txBox='1'/><wps:spPr><a:xfrm><a:off x='0' y='0'/><a:ext cx='{wide}' cy='{high}'/></a:xfrm>"
            "<a:prstGeom prst='rect'><a:avLst/></a:prstGeom><a:solidFill><a:srgbClr val='E3F0F2'/></a:solidFill></wps:spPr>"
            f"<wps:txbx>{content}</wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing>"
            f"</mc:Choice><mc:Fallback><w:pict><v:shape style='width:470pt;height:70pt'><v:textbox>{content}</v:textbox>"
            "</v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
        )
        self.document.add_paragraph()._p.append(parse_xml(xml))

    # --- tables ---

    def table(self, rows: list[str]) -> None:
        cells = [[cell.strip() for cell in row.lstrip("|> ").split(" | ")] for row in rows]
        table = self.document.add_table(len(cells), len(cells[0]))
        table.style = "Table Grid"
        if self.widths:
            table.autofit = False
            for column, width in zip(table.columns, self.widths, strict=True):
                column.width = Mm(width)
        for down, row in enumerate(cells):
            for across, text in enumerate(row):
                cell = table.cell(down, across)
                if self.widths:
                    cell.width = Mm(self.widths[across])
                if text not in ("^", "<"):
                    self.fill(cell, text, heading=rows[down].startswith("|>"))
        for down, row in enumerate(cells):
            if rows[down].startswith("|>"):
                table.rows[down]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
            across = 0
            while across < len(row):
                last = across
                while last + 1 < len(row) and row[last + 1] == "<":
                    last += 1
                if last > across:
                    self.join(table.cell(down, across), table.cell(down, last))
                across = last + 1
        for across in range(len(cells[0])):
            top = 0
            for down in range(1, len(cells) + 1):
                if down == len(cells) or cells[down][across] != "^":
                    if down - 1 > top:
                        self.join(table.cell(top, across), table.cell(down - 1, across))
                    top = down
        self.widths = []
        self.document.add_paragraph()

    @staticmethod
    def join(first: _Cell, last: _Cell) -> None:
        whole = first.merge(last)
        for paragraph in whole.paragraphs[1:]:
            if not paragraph.text:
                paragraph._p.getparent().remove(paragraph._p)

    def fill(self, cell: _Cell, text: str, *, heading: bool) -> None:
        for place, line in enumerate(text.split(" // ")):
            paragraph = cell.paragraphs[0] if place == 0 else cell.add_paragraph()
            if line.startswith("- "):
                paragraph.style = self.document.styles["List Bullet"]
                line = line.removeprefix("- ")
            self.write(paragraph, f"**{line}**" if heading else line)
            for run in paragraph.runs:
                run.font.size = Pt(9.5)


def word_document(source: Path, target: Path) -> None:
    Pages(source.read_text(encoding="utf-8").splitlines()).build().save(str(target))
