"""What a PDF of ours is, told by three readers: Typst's own PDF/UA-1 enforcement, pikepdf and pypdfium2; with outloud, where
it is installed, a fourth."""

import io
import re
import shutil
import subprocess
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from roedtraad.writing import fonts, pdf
from roedtraad.writing.model import Figure, Heading, Knot, Paragraph, Report, Section, Table, ThreadLine
from roedtraad.writing.samples import annual_status
from roedtraad.writing.tests.texts import CODE, PEOPLE, anything, report_of
from roedtraad.writing.text import clean

OUTLOUD = Path(__file__).parents[4] / ".venv-pdfua" / "bin" / "outloud"


def words_of(made: bytes) -> str:
    document = pypdfium2.PdfDocument(made)
    try:
        pages = [document[n].get_textpage() for n in range(len(document))]
        return "\n".join(page.get_text_range() for page in pages)
    finally:
        document.close()


def bare(text: str) -> str:
    """Without what setting a text may add or change: spaces, line ends, places to break, hyphens at a line's end."""
    return re.sub(r"[\s\u200b\u00ad\ufffe\u0002-]+", "", text)


def pages_of(made: bytes) -> int:
    return len(pypdfium2.PdfDocument(made))


@pytest.fixture(scope="module")
def status():
    return pdf.to_pdf(annual_status(40))


def elements(node, kind):
    """Every structure element of a kind, anywhere in the tree."""
    found = []
    stack = [node]
    while stack:
        here = stack.pop()
        if isinstance(here, pikepdf.Array):
            stack += list(here)
        elif isinstance(here, pikepdf.Dictionary):
            if here.get("/S") == kind:
                found.append(here)
            if "/K" in here:
                stack.append(here.K)
    return found


def test_the_document_says_its_title_language_and_structure(status):
    with pikepdf.open(io.BytesIO(status)) as made:
        root = made.Root
        assert root.MarkInfo.Marked
        assert str(root.Lang).startswith("da")
        assert root.ViewerPreferences.DisplayDocTitle
        assert str(made.docinfo.Title).startswith("Årlig status på børne- og ungepolitikken")
        with made.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
            assert metadata["dc:title"].startswith("Årlig status")
        tree = root.StructTreeRoot
        heads = elements(tree, "/TH")
        assert len(heads) == 3 + 4 * 5
        assert all(
            str(head.A[0].Scope if isinstance(head.A, pikepdf.Array) else head.A.Scope) == "/Column"
            for head in heads
        )
        figures = elements(tree, "/Figure")
        assert [str(figure.Alt) for figure in figures] == [
            "Familier, der ventede mere end syv dage. Stigende siden juli, 22 i september; gennemsnit 14,3."
        ]
        assert len(elements(tree, "/H1")) == 2
        assert elements(tree, "/H2")
        assert elements(tree, "/H3")
        assert len(elements(tree, "/L")) == 3


def test_every_page_says_which_it_is(status):
    said = words_of(status)
    total = pages_of(status)
    for page in range(1, total + 1):
        assert f"Side {page} af {total}" in said


def test_the_first_page_holds_what_must_be_known_and_decided(status):
    first = pypdfium2.PdfDocument(status)[0].get_textpage().get_text_range()
    assert "Resume" in first
    assert "Indstilling" in first
    assert "seneste beslutning" not in first


def test_the_text_holds_each_figure(status):
    said = bare(words_of(status))
    for figure in annual_status(40).figures():
        assert bare(figure.text) in said


def test_the_head_of_a_table_is_repeated_on_each_page_it_runs_over():
    table = Table(
        ["Mål", "Ansvarlig"], [[f"Mål nummer {n}", "Skolechef"] for n in range(120)], caption="Alle mål"
    )
    made = pdf.to_pdf(Report("T", "F", (Section("a", "A", [table]),)))
    assert pages_of(made) > 2
    assert words_of(made).count("Ansvarlig") == pages_of(made)


def page_texts(made: bytes) -> list[str]:
    return [bare(page.get_textpage().get_text_range()) for page in pypdfium2.PdfDocument(made)]


@pytest.mark.parametrize("before", range(14, 34))
def test_a_short_table_stays_on_one_page_with_its_caption(before):
    table = Table(
        ["Niveau", "Sådan ser det ud"],
        [[f"Trin {n}", "Der er holdt møde for alle børn"] for n in range(6)],
        caption="Overleveringsmøder",
    )
    words = [Paragraph(f"Afsnit {n}") for n in range(before)]
    pages = page_texts(pdf.to_pdf(Report("T", "F", (Section("a", "A", [*words, table]),))))
    (page,) = [page for page in pages if "Overleveringsmøder" in page]
    assert all(f"Trin{n}" in page for n in range(6))


@pytest.mark.parametrize("before", range(18, 34))
def test_the_caption_of_a_long_table_stands_with_its_first_row(before):
    table = Table(["a", "b"], [[f"Række {n}.", "x"] for n in range(60)], caption="Alle målinger")
    words = [Paragraph(f"Afsnit {n}") for n in range(before)]
    pages = page_texts(pdf.to_pdf(Report("T", "F", (Section("a", "A", [*words, table]),))))
    (page,) = [page for page in pages if "Allemålinger" in page]
    assert "Række0." in page


def test_a_table_of_few_rows_that_fills_more_than_a_page_is_broken():
    long = " ".join(f"ord{n}" for n in range(900))
    table = Table(["a", "b"], [["x", f"{long} række{n}"] for n in range(4)], caption="Fire lange")
    said = bare(words_of(pdf.to_pdf(Report("T", "F", (Section("a", "A", [table]),)))))
    assert all(f"række{n}" in said for n in range(4))
    assert said.count("ord899") == 4


def test_head_and_foot_of_every_page_are_no_part_of_what_is_read_out(status):
    with pikepdf.open(io.BytesIO(status)) as made:
        for page in made.pages:
            marked = [
                given[1]
                for given, operator in pikepdf.parse_content_stream(page)
                if str(operator) == "BDC" and given[0] == "/Artifact"
            ]
            kinds = [str(each.Subtype) for each in marked if "/Subtype" in each]
            assert sorted(kinds) == ["/Footer", "/Header"]


def test_a_row_longer_than_a_page_loses_nothing():
    long = " ".join(f"ord{n}" for n in range(3000))
    said = words_of(pdf.to_pdf(Report("T", "F", (Section("a", "A", [Table(["a", "b"], [["x", long]])]),))))
    assert all(f"ord{n}" in bare(said) for n in (0, 1500, 2999))


def test_a_word_longer_than_the_line_stays_on_the_paper():
    word = "abcdefghij" * 60
    made = pypdfium2.PdfDocument(
        pdf.to_pdf(Report("T", "F", (Section("a", "A", [Paragraph(word, Figure(word, "k"))]),)))
    )
    page = made[0].get_textpage()
    right = max(page.get_charbox(n)[2] for n in range(page.count_chars()))
    assert right < 595 - 40
    assert bare(page.get_text_range()).count(word) == 2


def test_a_thread_with_many_knots_stands_upright():
    line = ThreadLine(tuple(Knot("Trin", f"Knude nummer {n}", missing=n == 7) for n in range(8)))
    said = words_of(pdf.to_pdf(Report("T", "F", (Section("a", "A", [line]),))))
    assert re.findall(r"Knude nummer (\d)", said) == [str(n) for n in range(8)]


def test_no_heading_level_is_skipped():
    made = pdf.to_pdf(Report("T", "F", (Section("a", "", [Heading("x"), Paragraph("p")]),)))
    assert "x" in words_of(made)


def test_in_english_the_document_speaks_english():
    made = pdf.to_pdf(Report("Status", "Fjordby", (), language="en", access="closed", draft=True))
    assert "Page 1 of 1" in words_of(made)
    assert "Draft · Closed item" in words_of(made)
    with pikepdf.open(io.BytesIO(made)) as opened:
        assert str(opened.Root.Lang).startswith("en")


def test_the_same_report_gives_the_same_bytes(status):
    assert pdf.to_pdf(annual_status(40)) == status


@pytest.mark.parametrize("text", CODE + PEOPLE)
def test_what_people_write_stands_in_the_pdf_as_text(text):
    said = bare(words_of(pdf.to_pdf(report_of(text))))
    held = fonts.characters()
    if text in ("مرحبا بالعالم", "שלום עולם"):  # a reader gives these back in the order they are drawn
        assert set(bare(text)) <= set(said)
    else:
        wanted = bare(pdf.printable(text, held))
        drawn = {ord(char) for char in wanted}
        if drawn <= set(range(0x250)) | {0x2013, 0x2264}:
            assert wanted in said


@given(anything)
@settings(max_examples=60, deadline=None)
def test_any_text_can_be_set(text):
    assert pdf.to_pdf(report_of(text)).startswith(b"%PDF-1.7")


@given(st.text(st.sampled_from(sorted(map(chr, range(0x20, 0x17F)))), min_size=1, max_size=120))
@settings(max_examples=40, deadline=None)
def test_any_european_text_is_read_back(text):
    said = bare(words_of(pdf.to_pdf(Report("T", "F", (Section("a", "A", [Paragraph("¤", text, "¤")]),)))))
    assert f"¤{bare(pdf.printable(clean(text), fonts.characters()))}¤" in said


@given(
    st.text(st.sampled_from(sorted(map(chr, fonts.characters()))), max_size=40)
    if fonts.HERE.is_dir()
    else st.just("")
)
@settings(max_examples=60, deadline=None)
def test_every_character_that_the_fonts_hold_can_be_set(text):
    assert pdf.to_pdf(report_of(text))


def test_where_the_fonts_are_missing_it_is_said_how_to_get_them(tmp_path):
    with pytest.raises(fonts.FontsMissing, match=r"IBMPlexSans-Regular.ttf.*make setup"):
        fonts.files(tmp_path)


@pytest.mark.skipif(
    not OUTLOUD.exists(),
    reason="needs outloud: python -m venv .venv-pdfua && .venv-pdfua/bin/pip install -r requirements/pdfua.txt",
)
def test_an_independent_checker_finds_no_fault(tmp_path):
    line = ThreadLine(tuple(Knot("Trin", f"Knude {n}") for n in range(8)))
    odd = Report(
        "Prøve", "Fjordby", (Section("a", "", [Heading("x"), Paragraph("👍 مرحبا"), line]),), language="en"
    )
    for name, report in (
        ("status", annual_status(60)),
        ("odd", odd),
        ("code", Report("Prøve", "F", report_of(CODE[0]).sections)),
    ):
        (tmp_path / f"{name}.pdf").write_bytes(pdf.to_pdf(report))
    run = subprocess.run(
        [str(OUTLOUD), *map(str, sorted(tmp_path.glob("*.pdf"))), "--fail-on", "warning"],
        capture_output=True,
        text=True,
    )
    assert run.returncode == 0, run.stdout


@pytest.mark.skipif(not shutil.which("pdftoppm"), reason="needs pdftoppm: apt-get install poppler-utils")
def test_another_program_can_draw_it(status, tmp_path):
    (tmp_path / "a.pdf").write_bytes(status)
    run = subprocess.run(
        ["pdftoppm", "-r", "30", "-png", str(tmp_path / "a.pdf"), str(tmp_path / "a")], capture_output=True
    )
    assert run.returncode == 0
    assert run.stderr == b""
    assert len(list(tmp_path.glob("*.png"))) == pages_of(status)
