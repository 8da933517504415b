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
    colour = RGBColor.from_string(deck.colour[1:].upper())
    top = Inches(2.3) if first else Inches(0.95)
    _place(title, left, top, width, Inches(1.5))
    _write(title, [slide.title], deck, 44 if first else 34, colour, bold=True)
    if slide.lines:
        _place(body, left, top + Inches(1.6), width, Inches(4.2) if not first else Inches(2))
        size = 28 if len(slide.lines) <= 4 else 24 if len(slide.lines) <= 6 else 20
        _write(body, slide.lines, deck, size, RGBColor(0x1F, 0x2A, 0x30))
    else:
        body._element.getparent().remove(body._element)
    if slide.lead:
        lead = drawn.shapes.add_textbox(left, top - Inches(0.5), width, Inches(0.5))
        lead.name = "Lead"
        _write(lead, [slide.lead], deck, 18, RGBColor(0x4A, 0x57, 0x5E))
    if deck.footer:
        foot = drawn.shapes.add_textbox(left, Inches(6.9), width, Inches(0.4))
        foot.name = "Footer"
        _write(foot, [deck.footer], deck, 12, RGBColor(0x4A, 0x57, 0x5E))
    if slide.notes:
        drawn.notes_slide.notes_text_frame.text = clean(slide.notes)


def _place(shape: Any, left: int, top: int, width: int, height: int) -> None:
    shape.left, shape.top, shape.width, shape.height = left, top, width, height


def _write(shape: Any, lines: Any, deck: Deck, size: int, colour: Any, bold: bool = False) -> None:
    from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
    from pptx.util import Pt

    frame = shape.text_frame
    frame.word_wrap, frame.vertical_anchor = True, MSO_ANCHOR.TOP
    for number, line in enumerate(lines):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        paragraph.alignment, paragraph.space_after = PP_ALIGN.LEFT, Pt(size / 2)
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
