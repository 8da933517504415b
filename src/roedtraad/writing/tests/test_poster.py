"""What hangs on the wall: one page, its letters as large as there is room for, tagged as PDF/UA-1."""

from __future__ import annotations

import io
import subprocess

import pikepdf
import pypdfium2
import pytest

from roedtraad.writing.poster import Poster, Statement, to_poster

from .test_pdf import OUTLOUD

LONG = "Kontoret siger til hver fredag, kontaktlæreren ringer hjem, og skolen holder mødet inden for to uger."


def a_poster(goals: int = 2, lines: int = 2, **more) -> Poster:
    wanted = [
        Statement(f"Et barn med fravær over ti procent har en plan inden for {n} dage", [LONG] * lines)
        for n in range(1, goals + 1)
    ]
    return Poster("Det vil vi: Åbakken", "Fjordby Kommune", "Hele vejen sammen", wanted, **more)


def letters(made: bytes) -> float:
    """The height of the first goal's first letter, in points."""
    page = pypdfium2.PdfDocument(made)[0]
    text = page.get_textpage()
    where = text.search("Et barn").get_next()[0]
    _left, bottom, _right, top = text.get_charbox(where)
    return top - bottom


def test_it_says_what_is_wanted_in_order_and_what_the_policy_is_about():
    made = to_poster(a_poster(themes_are="Det handler politikken om", themes=["Leg", "Lyst til at lære"]))
    said = " ".join(pypdfium2.PdfDocument(made)[0].get_textpage().get_text_bounded().split())
    places = [
        said.find(words)
        for words in ("Fjordby Kommune", "Det vil vi: Åbakken", "Hele vejen sammen", "inden for 1 dage", "2 dage", "Leg · Lyst")
    ]  # fmt: skip
    assert -1 not in places
    assert places == sorted(places)


@pytest.mark.parametrize("goals", [1, 3, 5])
def test_five_goals_with_their_answers_are_one_page(goals):
    assert len(pypdfium2.PdfDocument(to_poster(a_poster(goals)))) == 1


def test_fewer_words_are_set_in_larger_letters():
    assert letters(to_poster(a_poster(1))) > letters(to_poster(a_poster(5))) * 1.5


def test_it_is_tagged_and_the_same_poster_gives_the_same_bytes():
    made = to_poster(a_poster())
    with pikepdf.open(io.BytesIO(made)) as document, document.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"
    assert made == to_poster(a_poster())


def test_letters_that_no_font_holds_are_written_as_their_numbers():
    made = to_poster(Poster("Det vil vi 漢", "Fjordby", "Politik", [Statement("Mål")]))
    assert "[U+6F22]" in pypdfium2.PdfDocument(made)[0].get_textpage().get_text_bounded()


@pytest.mark.skipif(not OUTLOUD.exists(), reason="needs outloud: see test_pdf.py")
def test_an_independent_checker_finds_no_fault(tmp_path):
    path = tmp_path / "poster.pdf"
    path.write_bytes(to_poster(a_poster(5, themes_are="Om", themes=["Leg"], footer="Planen")))
    run = subprocess.run([str(OUTLOUD), str(path), "--fail-on", "warning"], capture_output=True, text=True)
    assert run.returncode == 0, run.stdout
