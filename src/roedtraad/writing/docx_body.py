"""The blocks of a report as WordprocessingML (ECMA-376 part 1, chapter 17). Text goes in escaped; styles by their names."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from roedtraad.writing.model import (
    Annex,
    Bullets,
    Figure,
    Heading,
    Link,
    Note,
    Numbered,
    PageBreak,
    Paragraph,
    Picture,
    Report,
    Section,
    Span,
    Spans,
    Status,
    StatusTally,
    Strong,
    Table,
    Text,
    ThreadLine,
)  # fmt: skip
from roedtraad.writing.text import clean, laid
from roedtraad.writing.words import status_word, word

# What a template should have, by the names that Word itself stores whatever language it runs in.
STYLES = ("heading 1", "heading 2", "heading 3")
TEXT_WIDTH = 9411  # twentieths of a point: 166 mm
EMU = 36_000  # in a millimetre
SHAPES = {"on": "●", "risk": "▲", "off": "☒", "unknown": "◌", "done": "✔", "idle": "○"}
HUES = {
    "on": "1E6B4A",
    "risk": "8F5600",
    "off": "6D1F4F",
    "unknown": "4A585A",
    "done": "0F4C5C",
    "idle": "5D6B6C",
}
RED, INK2, LINE1, LINE2 = "C8102E", "4A585A", "D9E0E0", "8B9A9B"
SYMBOLS = '<w:rFonts w:ascii="Segoe UI Symbol" w:hAnsi="Segoe UI Symbol" w:cs="Segoe UI Symbol" w:eastAsia="Segoe UI Symbol"/>'


class Body:
    """Writes blocks; remembers what the package must hold for them: lists, links and pictures, in order."""

    def __init__(self, report: Report, styles: dict[str, str], ratios: list[float]) -> None:
        """``styles``: a style's name in small letters → its id in the template. ``ratios``: height : width of each
        picture of the report, in reading order."""
        self.report, self.styles, self.language = report, styles, report.language
        self.lists: list[tuple[str, int]] = []  # (kind, first number), the n-th has the id n
        self.links: list[str] = []
        drawings = [
            block
            for section in (*report.sections, *(s for annex in report.annexes for s in annex.sections))
            for block in section.blocks
            if isinstance(block, Picture)
        ]
        self.pictures = {
            id(block): (n, ratio) for n, (block, ratio) in enumerate(zip(drawings, ratios, strict=True), 1)
        }
        self.marks = 0  # content controls and drawings so far: each needs a number of its own
        self.break_before = False

    # ---- runs

    def text(self, text: str, properties: str = "") -> str:
        text = laid(text)
        head = f"<w:rPr>{properties}</w:rPr>" if properties else ""
        if "\n" not in text and "\t" not in text:
            return f'<w:r>{head}<w:t xml:space="preserve">{escape(text, False)}</w:t></w:r>'
        inner = escape(text, False)
        inner = inner.replace("\n", '</w:t><w:br/><w:t xml:space="preserve">')
        inner = inner.replace("\t", '</w:t><w:tab/><w:t xml:space="preserve">')
        return f'<w:r>{head}<w:t xml:space="preserve">{inner}</w:t></w:r>'

    def span(self, span: Span) -> str:
        if isinstance(span, Text):
            return self.text(span.text)
        if isinstance(span, Strong):
            return self.text(span.text, "<w:b/>")
        if isinstance(span, Figure):
            return self.figure(span.text, span.key)
        if isinstance(span, Status):
            return self.status(span.key, span.text or status_word(self.language, span.key))
        if isinstance(span, Link):
            if span.href.startswith(("/", "#")):
                return self.text(span.text)  # a document on its own has no site to be within
            self.links.append(span.href)
            style = self.styles.get("hyperlink")
            look = f'<w:rStyle w:val="{style}"/>' if style else '<w:u w:val="single"/>'
            return f'<w:hyperlink r:id="rtLink{len(self.links)}" w:history="1">{self.text(span.text, look)}</w:hyperlink>'
        raise TypeError(f"no such span: {type(span).__name__}")

    def spans(self, spans: Spans) -> str:
        return "".join(map(self.span, spans))

    def figure(self, text: str, key: str, look: str = "<w:b/>") -> str:
        """A content control that Word does not let anybody type in: the words are edited, the figures not."""
        self.marks += 1
        tag = escape(clean(key)[:60])
        return (
            f'<w:sdt><w:sdtPr><w:tag w:val="{tag}"/><w:id w:val="{10000 + self.marks}"/><w:lock w:val="sdtContentLocked"/>'
            f"</w:sdtPr><w:sdtContent>{self.text(text, look)}</w:sdtContent></w:sdt>"
        )

    def status(self, key: str, said: str) -> str:
        hue = self.report.colour[1:] if key == "done" else HUES[key]
        return self.text(SHAPES[key] + "\u00a0", f'{SYMBOLS}<w:color w:val="{hue}"/>') + self.text(
            said, f'<w:b/><w:color w:val="{hue}"/>'
        )

    # ---- paragraphs

    def p(self, runs: str, style: str = "", properties: str = "") -> str:
        known = self.styles.get(style.lower()) if style else None
        look = f'<w:pStyle w:val="{known}"/>' if known else ""
        # The order within pPr is fixed: pStyle, keepNext, pageBreakBefore, numPr, …, spacing, ind.
        if self.break_before:
            properties = (
                properties.replace("<w:keepNext/>", "<w:keepNext/><w:pageBreakBefore/>", 1)
                if properties.startswith("<w:keepNext/>")
                else "<w:pageBreakBefore/>" + properties
            )
            self.break_before = False
        head = f"<w:pPr>{look}{properties}</w:pPr>" if look or properties else ""
        return f"<w:p>{head}{runs}</w:p>"

    def heading(self, text: str, level: int) -> str:
        style = f"heading {level}"
        if style in self.styles:
            return self.p(self.text(text), style)
        return self.p(
            self.text(text, f'<w:b/><w:sz w:val="{34 - 4 * level}"/>'),
            "",
            f'<w:keepNext/><w:outlineLvl w:val="{level - 1}"/>',
        )

    def items(self, kind: str, items: Iterable[Spans], start: int = 1) -> str:
        self.lists.append((kind, start))
        number = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{LIST_IDS + len(self.lists)}"/></w:numPr>'
        style = "List Number" if kind == "decimal" else "List Bullet"
        return "".join(self.p(self.spans(item), style, number) for item in items)

    def table(self, table: Table) -> str:
        shares = sum(column.share for column in table.columns)
        widths = [TEXT_WIDTH * column.share // shares for column in table.columns]
        style = self.styles.get("rød tråd tabel")
        look = f'<w:tblStyle w:val="{style}"/>' if style else ""
        told = f'<w:tblCaption w:val="{escape(clean(table.caption))}"/>' if table.caption else ""
        out = [self.p(self.text(table.caption), "caption", "<w:keepNext/>")] if table.caption else []
        if self.break_before:
            out.append(self.p("", "", '<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>'))
        out.append(
            f'<w:tbl><w:tblPr>{look}<w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
            f'<w:tblBorders><w:bottom w:val="single" w:sz="4" w:color="{LINE1}"/>'
            f'<w:insideH w:val="single" w:sz="4" w:color="{LINE1}"/></w:tblBorders><w:tblLayout w:type="fixed"/>'
            f'<w:tblCellMar><w:top w:w="60" w:type="dxa"/><w:left w:w="0" w:type="dxa"/><w:bottom w:w="60" w:type="dxa"/>'
            f'<w:right w:w="170" w:type="dxa"/></w:tblCellMar>'
            f'<w:tblLook w:val="04A0" w:firstRow="1" w:lastRow="0" w:firstColumn="{int(table.row_head)}" w:lastColumn="0" '
            f'w:noHBand="0" w:noVBand="1"/>{told}</w:tblPr>'
            + "<w:tblGrid>"
            + "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
            + "</w:tblGrid>"
        )
        ends = [
            f'<w:jc w:val="{column.align}"/>' if column.align != "start" else "" for column in table.columns
        ]
        known = self.styles.get("rød tråd tabeltekst")
        base = f'<w:pStyle w:val="{known}"/>' if known else ""
        heads = [f"<w:pPr>{base}<w:keepNext/>{end}</w:pPr>" for end in ends]
        paragraphs = [f"<w:pPr>{base}{end}</w:pPr>" if base or end else "" for end in ends]
        cells = [f'<w:tcW w:w="{width}" w:type="dxa"/>' for width in widths]
        rule = f'<w:tcBorders><w:bottom w:val="single" w:sz="8" w:color="{LINE2}"/></w:tcBorders><w:vAlign w:val="bottom"/>'
        out.append("<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>")
        for column, width, head in zip(table.columns, cells, heads, strict=True):
            run = self.text(column.head, f'<w:b/><w:color w:val="{INK2}"/>')
            out.append(f"<w:tc><w:tcPr>{width}{rule}</w:tcPr><w:p>{head}{run}</w:p></w:tc>")
        out.append("</w:tr>")
        for row in table.rows:
            out.append("<w:tr><w:trPr><w:cantSplit/></w:trPr>")
            for cell, width, head in zip(row, cells, paragraphs, strict=True):
                out.append(f"<w:tc><w:tcPr>{width}</w:tcPr><w:p>{head}{self.spans(cell)}</w:p></w:tc>")
            out.append("</w:tr>")
        out.append("</w:tbl>")
        # Word needs a paragraph after a table, and two tables without one between them grow together.
        out.append(
            '<w:p><w:pPr><w:spacing w:before="0" w:after="120" w:line="200" w:lineRule="exact"/></w:pPr></w:p>'
        )
        return "".join(out)

    def thread(self, line: ThreadLine) -> str:
        red = f'{SYMBOLS}<w:color w:val="{RED}"/>'
        runs = []
        for number, knot in enumerate(line.knots):
            if number:
                runs.append(self.text("  ╌  " if knot.missing else "  ──  ", red))
            runs.append(self.text(("○" if knot.missing else "●") + "\u00a0", red))
            runs.append(self.text(f"{knot.label}: ", f'<w:color w:val="{INK2}"/>'))
            runs.append(self.text(knot.title, "<w:b/>" if knot.here else ""))
        return self.p("".join(runs), "Body Text", '<w:spacing w:before="120" w:after="200"/>')

    def tally(self, tally: StatusTally) -> str:
        runs = []
        for number, count in enumerate(tally.counts):
            hue = self.report.colour[1:] if count.status == "done" else HUES[count.status]
            runs.append(
                self.text(
                    ("    " if number else "") + SHAPES[count.status] + "\u00a0",
                    f'{SYMBOLS}<w:color w:val="{hue}"/>',
                )
            )
            look = '<w:b/><w:sz w:val="28"/>'
            runs.append(
                self.figure(count.text, count.key, look) if count.key else self.text(count.text, look)
            )
            runs.append(
                self.text(
                    "\u00a0" + status_word(self.language, count.status).replace(" ", "\u00a0"),
                    f'<w:color w:val="{INK2}"/>',
                )
            )
        return self.p("".join(runs), "Body Text", '<w:spacing w:before="120" w:after="200"/>')

    def picture(self, picture: Picture) -> str:
        n, ratio = self.pictures[id(picture)]
        self.marks += 1
        wide = picture.width * EMU
        tall = round(wide * ratio)
        alt = escape(clean(f"{picture.title}. {picture.desc}"))
        run = (
            f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{wide}" cy="{tall}"/>'
            f'<wp:docPr id="{10000 + self.marks}" name="rt-{n}" descr="{alt}"/><a:graphic><a:graphicData '
            'uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr>'
            f'<pic:cNvPr id="{n}" name="rt-{n}.png" descr="{alt}"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>'
            f'<a:blip r:embed="rtPicture{n}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm>'
            f'<a:off x="0" y="0"/><a:ext cx="{wide}" cy="{tall}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
            "</pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
        )
        return self.p(run)

    # ---- the whole

    def section(self, section: Section, level: int = 1, heading: bool = True) -> str:
        out = [self.heading(section.heading, level)] if heading and section.heading else []
        for block in section.blocks:
            if isinstance(block, PageBreak):
                self.break_before = True
            elif isinstance(block, Paragraph):
                out.append(self.p(self.spans(block.spans), "Body Text"))
            elif isinstance(block, Heading):
                out.append(self.heading(block.text, level + section.depth))
            elif isinstance(block, Bullets):
                out.append(self.items("bullet", block.items))
            elif isinstance(block, Numbered):
                out.append(self.items("decimal", block.items, block.start))
            elif isinstance(block, Table):
                out.append(self.table(block))
            elif isinstance(block, Note):
                out.append(self.p(self.spans(block.spans), "Rød Tråd note"))
            elif isinstance(block, StatusTally):
                out.append(self.tally(block))
            elif isinstance(block, ThreadLine):
                out.append(self.thread(block))
            elif isinstance(block, Picture):
                out.append(self.picture(block))
        return "".join(out)

    def annex(self, annex: Annex, line: str) -> str:
        self.break_before = True
        out = [self.p(self.text(line), "Rød Tråd sagslinje"), self.heading(annex.title, 1)]
        out += [self.section(section, level=2) for section in annex.sections]
        return "".join(out)

    def annex_list(self, lines: list[str]) -> str:
        if not lines:
            return ""
        return self.heading(word(self.language, "annexes"), 1) + "".join(
            self.p(self.text(line), "Body Text") for line in lines
        )


LIST_IDS = 9000  # above every number that a template has: Word counts from 1


def numbering(lists: list[tuple[str, int]]) -> tuple[str, str]:
    """The list definitions (w:abstractNum, w:num) for what :class:`Body` wrote; each list counts for itself."""
    kinds = {"decimal": ("decimal", "%1."), "bullet": ("bullet", "–")}
    abstract = "".join(
        f'<w:abstractNum w:abstractNumId="{LIST_IDS + n}"><w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0">'
        f'<w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{look}"/><w:lvlJc w:val="left"/>'
        '<w:pPr><w:ind w:left="397" w:hanging="397"/></w:pPr></w:lvl></w:abstractNum>'
        for n, (form, look) in enumerate(kinds.values(), 1)
    )
    order = list(kinds)
    nums = "".join(
        f'<w:num w:numId="{LIST_IDS + n}"><w:abstractNumId w:val="{LIST_IDS + 1 + order.index(kind)}"/>'
        f'<w:lvlOverride w:ilvl="0"><w:startOverride w:val="{start}"/></w:lvlOverride></w:num>'
        for n, (kind, start) in enumerate(lists, 1)
    )
    return abstract, nums
