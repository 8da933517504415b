"""Slides for a meeting: a deck as frozen data → PowerPoint. The same deck gives the same bytes.

Each slide has a title, which a screen reader names it by, and at most a handful of lines; what is to be said besides
stands in the notes. Text goes in as text: nothing in it is ever a field, a link or a formula.
"""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass
from typing import Any

from roedtraad.writing.model import LEAST_CONTRAST, ReportError, contrast_on_white
from roedtraad.writing.text import clean, visible
from roedtraad.writing.words import LANGUAGES, Language

MOST_LINES = 8  # more is read from the screen, and nobody listens
LOCALES = {"da": "da-DK", "en": "en-GB"}
EPOCH = (1980, 1, 1, 0, 0, 0)  # the oldest date a zip can hold: no day of making in the bytes


@dataclass(frozen=True, slots=True)
class Slide:
    """``lead`` stands small above the title, ``lines`` below it; ``notes`` are for whoever speaks."""

    title: str
    lines: tuple[str, ...] = ()
    lead: str = ""
    notes: str = ""

    def __post_init__(self) -> None:
        if not visible(self.title):
            raise ReportError("A slide has no title. Give it one: a screen reader names the slide by it.")
        if len(self.lines) > MOST_LINES:
            raise ReportError(
                f"The slide {self.title!r} has {len(self.lines)} lines; at most {MOST_LINES} can be read in a room."
            )


@dataclass(frozen=True, slots=True)
class Deck:
    """``slides``: the first one opens the meeting. ``colour`` as '#0f4c5c'; ``footer`` stands on every slide."""

    title: str
    slides: tuple[Slide, ...]
    language: Language = "da"
    colour: str = "#0f4c5c"
    footer: str = ""

    def __post_init__(self) -> None:
        if not visible(self.title):
            raise ReportError("The slides have no title. It names the file for everyone who opens it.")
        if not self.slides:
            raise ReportError("There is no slide to show.")
        if self.language not in LANGUAGES:
            raise ReportError(f"The language {self.language!r} is not one of {', '.join(LANGUAGES)}.")
        if (
            not re.fullmatch(r"#[0-9a-fA-F]{6}", self.colour)
            or contrast_on_white(self.colour) < LEAST_CONTRAST
        ):
            raise ReportError(
                f"The colour {self.colour!r} cannot be read on white. Choose a darker one, as '#0f4c5c'."
            )


def to_pptx(deck: Deck) -> bytes:
    """The deck as .pptx, 16:9."""
    from pptx import Presentation
    from pptx.util import Inches

    made = Presentation()
    made.slide_width, made.slide_height = Inches(13.333), Inches(7.5)
    for number, slide in enumerate(deck.slides):
        _draw(made, deck, slide, first=number == 0)
    core = made.core_properties
    core.title, core.author, core.language = clean(deck.title), "", LOCALES[deck.language]
    core.last_modified_by, core.keywords, core.comments, core.subject = "", "", "", ""
    out = io.BytesIO()
    made.save(out)
    return _without_time(out.getvalue())


def _draw(made: Any, deck: Deck, slide: Slide, first: bool) -> None:
    from pptx.dml.color import RGBColor
    from pptx.util import Inches

    drawn = made.slides.add_slide(made.slide_layouts[1])
    title, body = drawn.shapes.title, drawn.placeholders[1]
    left, width = Inches(0.9), Inches(11.5)
    own, white = RGBColor.from_string(deck.colour[1:].upper()), RGBColor(0xFF, 0xFF, 0xFF)
    ink, quiet = (white, white) if first else (RGBColor(0x1F, 0x2A, 0x30), RGBColor(0x4A, 0x57, 0x5E))
    if first:
        drawn.background.fill.solid()
        drawn.background.fill.fore_color.rgb = own
    top = Inches(2.3) if first else Inches(0.95)
    _place(title, left, top, width, Inches(1.5))
    _write(title, [slide.title], deck, 44 if first else 34, white if first else own, bold=True)
    if slide.lines:
        _place(body, left, top + Inches(1.6), width, Inches(4.2) if not first else Inches(2))
        size = 28 if len(slide.lines) <= 4 else 24 if len(slide.lines) <= 6 else 20
        _write(body, slide.lines, deck, size, ink, bullets=not first)
    else:
        body._element.getparent().remove(body._element)
    if slide.lead:
        lead = drawn.shapes.add_textbox(left, top - Inches(0.5), width, Inches(0.5))
        lead.name = "Lead"
        _write(lead, [slide.lead], deck, 18, quiet)
    if deck.footer:
        foot = drawn.shapes.add_textbox(left, Inches(6.9), width, Inches(0.4))
        foot.name = "Footer"
        _write(foot, [deck.footer], deck, 12, quiet)
    if not first:
        _thread(drawn, top + Inches(0.42))
    if slide.notes:
        drawn.notes_slide.notes_text_frame.text = clean(slide.notes)


def _thread(drawn: Any, at: int) -> None:
    """The thread down the left edge with its knot before the title; a screen reader passes it by."""
    from pptx.dml.color import RGBColor
    from pptx.enum.shapes import MSO_CONNECTOR, MSO_SHAPE
    from pptx.util import Inches, Pt

    red, x, across = RGBColor(0xC8, 0x10, 0x2E), Inches(0.5), Inches(0.2)
    line = drawn.shapes.add_connector(MSO_CONNECTOR.STRAIGHT, x, 0, x, Inches(7.5))
    line.line.color.rgb, line.line.width = red, Pt(2.5)
    knot = drawn.shapes.add_shape(MSO_SHAPE.OVAL, x - across // 2, at - across // 2, across, across)
    knot.fill.solid()
    knot.fill.fore_color.rgb = RGBColor(0xFF, 0xFF, 0xFF)
    knot.line.color.rgb, knot.line.width, knot.shadow.inherit = red, Pt(2.5), False
    for shape, name in ((line, "Thread"), (knot, "Knot")):
        shape.name = name
        _decorative(shape)


def _decorative(shape: Any) -> None:
    """Marked as PowerPoint marks what is there to be looked at only (Office 2019 and later)."""
    from pptx.oxml import parse_xml

    properties = shape._element.xpath(".//p:cNvPr")[0]
    properties.append(
        parse_xml(
            '<a:extLst xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
            '<a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}">'
            '<adec:decorative xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/>'
            "</a:ext></a:extLst>"
        )
    )


def _place(shape: Any, left: int, top: int, width: int, height: int) -> None:
    shape.left, shape.top, shape.width, shape.height = left, top, width, height


def _write(
    shape: Any, lines: Any, deck: Deck, size: int, colour: Any, bold: bool = False, bullets: bool = True
) -> None:
    from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
    from pptx.oxml.ns import qn
    from pptx.util import Pt

    frame = shape.text_frame
    frame.word_wrap, frame.vertical_anchor = True, MSO_ANCHOR.TOP
    for number, line in enumerate(lines):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        paragraph.alignment, paragraph.space_after = PP_ALIGN.LEFT, Pt(size / 2)
        if not bullets:
            layout = paragraph._p.get_or_add_pPr()
            layout.set("marL", "0")
            layout.set("indent", "0")
            layout.insert(0, layout.makeelement(qn("a:buNone"), {}))
        run = paragraph.add_run()
        run.text = clean(line)
        run.font.size, run.font.bold, run.font.color.rgb = Pt(size), bold, colour
        run._r.get_or_add_rPr().set("lang", LOCALES[deck.language])


def _without_time(data: bytes) -> bytes:
    """The same file with no day of making in it, neither on its parts nor in its description."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "docProps/core.xml":
                part = re.sub(rb"<dcterms:(created|modified)[^>]*>[^<]*</dcterms:\1>", b"", part)
            new.writestr(zipfile.ZipInfo(name, EPOCH), part, zipfile.ZIP_DEFLATED)
    return out.getvalue()
