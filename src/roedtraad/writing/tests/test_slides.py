"""Slides that open, say what they were given, and are the same bytes each time."""

from __future__ import annotations

import io

import pytest
from pptx import Presentation

from roedtraad.writing.model import ReportError
from roedtraad.writing.slides import MOST_LINES, Deck, Slide, to_pptx

DECK = Deck(
    "Vestervang Skole: det vil vi",
    (
        Slide("Det vil vi", ("Tæt på hinanden",), lead="Vestervang Skole"),
        Slide("Ingen holder frikvarter alene", ("Legepatruljen er ude", "Vi ser på det hver måned"), notes="Spørg rundt."),
        Slide("Tal sammen"),
    ),
    footer="Plan 2026–2029",
)  # fmt: skip


def test_the_slides_open_and_each_has_its_title_lines_and_notes():
    made = Presentation(io.BytesIO(to_pptx(DECK)))
    assert [slide.shapes.title.text_frame.text for slide in made.slides] == [
        each.title for each in DECK.slides
    ]
    second = made.slides[1]
    assert second.placeholders[1].text_frame.text == "Legepatruljen er ude\nVi ser på det hver måned"
    assert second.notes_slide.notes_text_frame.text == "Spørg rundt."
    assert "Plan 2026–2029" in [
        shape.text_frame.text for shape in made.slides[2].shapes if shape.has_text_frame
    ]


def test_no_empty_placeholder_stands_on_a_slide_without_lines():
    made = Presentation(io.BytesIO(to_pptx(DECK)))
    assert [shape.placeholder_format.idx for shape in made.slides[2].placeholders] == [0]


def test_every_word_is_marked_with_its_language():
    made = Presentation(io.BytesIO(to_pptx(DECK)))
    frames = [shape.text_frame for s in made.slides for shape in s.shapes if shape.has_text_frame]
    runs = [run for frame in frames for paragraph in frame.paragraphs for run in paragraph.runs]
    assert {run._r.rPr.get("lang") for run in runs} == {"da-DK"}


def test_what_is_drawn_for_the_eye_alone_is_passed_by_when_read_aloud():
    made = Presentation(io.BytesIO(to_pptx(DECK)))
    for slide in made.slides:
        silent = [
            shape.name for shape in slide.shapes if shape._element.xpath(".//*[local-name()='decorative']")
        ]
        without_words = [s.name for s in slide.shapes if not (s.has_text_frame and s.text_frame.text)]
        assert silent == without_words
    assert without_words == ["Thread", "Knot"]


def test_the_first_slide_is_in_the_municipalitys_colour_and_lists_nothing():
    first, second = list(Presentation(io.BytesIO(to_pptx(DECK))).slides)[:2]
    assert str(first.background.fill.fore_color.rgb) == DECK.colour[1:].upper()
    no_bullet = ".//*[local-name()='buNone']"
    assert first.placeholders[1]._element.xpath(no_bullet)
    assert not second.placeholders[1]._element.xpath(no_bullet)


def test_the_same_deck_gives_the_same_bytes():
    assert to_pptx(DECK) == to_pptx(DECK)


def test_control_characters_are_left_out_and_markup_is_text():
    deck = Deck("Prøve", (Slide("<b>Fed</b>\x00", ("=1+1", "&amp;")),))
    slide = Presentation(io.BytesIO(to_pptx(deck))).slides[0]
    assert slide.shapes.title.text_frame.text == "<b>Fed</b>"
    assert slide.placeholders[1].text_frame.text == "=1+1\n&amp;"


@pytest.mark.parametrize(
    "make",
    [
        lambda: Slide("  "),
        lambda: Slide("Meget", ("en linje",) * (MOST_LINES + 1)),
        lambda: Deck("", DECK.slides),
        lambda: Deck("Tom", ()),
        lambda: Deck("Bleg", DECK.slides, colour="#ffee88"),
        lambda: Deck("Sprog", DECK.slides, language="fr"),
    ],
)
def test_slides_that_nobody_could_read_are_refused_with_a_sentence(make):
    with pytest.raises(ReportError):
        make()
