import io
import shutil
import subprocess
import zipfile

import docx as python_docx
import pytest
from hypothesis import given, settings
from lxml import etree

from roedtraad.writing import docx_body, docx_fill
from roedtraad.writing.docx import default_template, to_docx
from roedtraad.writing.docx_guard import W
from roedtraad.writing.model import (
    Annex,
    Bullets,
    Link,
    Numbered,
    PageBreak,
    Paragraph,
    Report,
    Section,
    Table,
)
from roedtraad.writing.samples import annual_status
from roedtraad.writing.tests.texts import CODE, anything, report_of
from roedtraad.writing.text import clean


def opened(made: bytes):
    return python_docx.Document(io.BytesIO(made))


def part(made: bytes, name: str):
    return etree.fromstring(zipfile.ZipFile(io.BytesIO(made)).read(name))


def words_of(made: bytes) -> str:
    """All text of the document, a line a paragraph."""
    said = []
    for paragraph in part(made, "word/document.xml").iter(f"{{{W}}}p"):
        line = ""
        for node in paragraph.iter(f"{{{W}}}t", f"{{{W}}}br", f"{{{W}}}tab"):
            line += {"t": node.text or "", "br": "\n", "tab": "\t"}[etree.QName(node).localname]
        said.append(line)
    return "\n".join(said)


@pytest.fixture(scope="module")
def status():
    return to_docx(annual_status(30))


def test_the_document_has_title_author_and_language(status):
    core = opened(status).core_properties
    assert core.title.startswith("Årlig status på børne- og ungepolitikken")
    assert core.author == "Fjordby Kommune"
    assert core.language == "da-DK"
    assert core.created.isoformat().startswith("2026-11-18")
    languages = part(status, "word/styles.xml").iterfind(f".//{{{W}}}docDefaults//{{{W}}}lang")
    assert [language.get(f"{{{W}}}val") for language in languages] == ["da-DK"]


def test_headings_are_headings(status):
    said = [
        (p.style.name, p.text)
        for p in opened(status).paragraphs
        if p.style.name.startswith(("Heading", "Title"))
    ]
    assert said[0][0] == "Title"
    assert ("Heading 1", "Indstilling") in said
    assert ("Heading 2", "Hjælp i tide") in said


def test_the_head_of_a_table_is_repeated_and_its_rows_are_not_split(status):
    for table in opened(status).tables:
        first, *rest = table.rows
        assert first._tr.trPr.find(f"{{{W}}}tblHeader") is not None
        assert all(row._tr.trPr.find(f"{{{W}}}cantSplit") is not None for row in [first, *rest])
        assert not any(row._tr.trPr.find(f"{{{W}}}tblHeader") is not None for row in rest)


def test_figures_cannot_be_typed_over_and_name_their_place(status):
    controls = list(part(status, "word/document.xml").iter(f"{{{W}}}sdt"))
    tags = [control.find(f".//{{{W}}}tag").get(f"{{{W}}}val") for control in controls]
    assert len(controls) == len(list(annual_status(30).figures()))
    assert "waiting.upper" in tags
    assert all(
        control.find(f".//{{{W}}}lock").get(f"{{{W}}}val") == "sdtContentLocked" for control in controls
    )
    numbers = [control.find(f".//{{{W}}}id").get(f"{{{W}}}val") for control in controls]
    assert len(set(numbers)) == len(numbers)


def test_the_picture_is_there_and_says_what_it_shows(status):
    drawn = opened(status).inline_shapes
    assert len(drawn) == 1
    assert drawn[0]._inline.docPr.get("descr").startswith("Familier, der ventede")
    assert zipfile.ZipFile(io.BytesIO(status)).read("word/media/rt-1.png").startswith(b"\x89PNG")


def test_each_numbered_list_counts_for_itself():
    report = Report(
        "T", "F", (Section("a", "A", [Numbered(["x", "y"]), Bullets(["z"]), Numbered(["w"], start=4)]),)
    )
    made = to_docx(report)
    used = [node.get(f"{{{W}}}val") for node in part(made, "word/document.xml").iter(f"{{{W}}}numId")]
    assert used == ["9001", "9001", "9002", "9003"]
    starts = {
        num.get(f"{{{W}}}numId"): num.find(f".//{{{W}}}startOverride").get(f"{{{W}}}val")
        for num in part(made, "word/numbering.xml").iter(f"{{{W}}}num")
        if int(num.get(f"{{{W}}}numId")) > docx_body.LIST_IDS
    }
    assert starts == {"9001": "1", "9002": "1", "9003": "4"}


def test_a_link_leads_out_and_one_within_the_site_is_only_words():
    links = Paragraph(Link("ude", "https://eksempel.dk/?a=1&b=2"), Link("inde", "/maal/1/"))
    made = to_docx(Report("T", "F", (Section("a", "A", [links]),)))
    relations = zipfile.ZipFile(io.BytesIO(made)).read("word/_rels/document.xml.rels").decode()
    assert "https://eksempel.dk/?a=1&amp;b=2" in relations
    assert "maal" not in relations
    assert "inde" in words_of(made)


def test_a_page_break_opens_the_next_page_and_leaves_no_empty_line():
    sections = (
        Section("a", "A", [Paragraph("x"), PageBreak()]),
        Section("b", "B", [PageBreak(), Table(["c"], [["d"]])]),
    )
    body = part(to_docx(Report("T", "F", sections)), "word/document.xml")
    assert len(list(body.iter(f"{{{W}}}pageBreakBefore"))) == 2
    assert not list(body.iter(f"{{{W}}}lastRenderedPageBreak"))


def test_annexes_are_listed_and_those_with_words_printed(status):
    said = words_of(status)
    assert "3. Bemærkninger fra MED-udvalget (24/10482-33, lukket)" in said
    assert "Bilag 1 · 24/10482-31" in said
    assert "Bilag 2 · " not in said


def test_head_and_foot_say_where_it_belongs(status):
    section = opened(status).sections[0]
    assert section.header.paragraphs[0].text == "Fjordby Kommune\tSag 24/10482"
    assert "Side " in section.footer.paragraphs[0].text


def test_in_english_the_document_speaks_english():
    made = to_docx(
        Report("Status", "Fjordby", (), language="en", annexes=(Annex(1, "All goals", access="closed"),))
    )
    assert opened(made).core_properties.language == "en-GB"
    assert opened(made).sections[0].footer.paragraphs[0].text.startswith("\tPage")
    assert "1. All goals (closed)" in words_of(made)


def test_the_same_report_gives_the_same_bytes(status):
    assert to_docx(annual_status(30)) == status


@given(anything)
@settings(max_examples=60, deadline=None)
def test_any_text_stands_in_the_document_as_text(text):
    made = docx_fill.fill(default_template(), report_of(text).to_json(), [])
    assert isinstance(made, bytes)
    said = words_of(made)
    wanted = clean(text)
    assert said.count(wanted) >= 9
    assert (
        f"Prøve{wanted}".replace("\t", " ") in said.split("Prøve", 1)[0] + "Prøve" + said.split("Prøve", 1)[1]
    )
    assert {etree.QName(node).localname for node in part(made, "word/document.xml").iter()} <= {
        "document", "body", "p", "pPr", "pStyle", "r", "rPr", "t", "b", "br", "tab", "color", "sz", "u", "rFonts", "rStyle",
        "sdt", "sdtPr", "sdtContent", "tag", "id", "lock", "hyperlink", "numPr", "ilvl", "numId", "spacing", "keepNext",
        "tbl", "tblPr", "tblStyle", "tblW", "tblBorders", "bottom", "insideH", "tblLayout", "tblCellMar", "top", "left",
        "right", "tblLook", "tblCaption", "tblGrid", "gridCol", "tr", "trPr", "cantSplit", "tblHeader", "tc", "tcPr", "tcW",
        "tcBorders", "vAlign", "sectPr", "headerReference", "footerReference", "pgSz", "pgMar", "cols", "docGrid", "jc",
    }  # fmt: skip


@pytest.mark.parametrize("text", CODE)
def test_code_in_a_report_is_never_run(text):
    assert words_of(to_docx(report_of(text))).count(clean(text)) >= 9


@pytest.mark.skipif(
    not shutil.which("soffice"), reason="needs LibreOffice: apt-get install libreoffice-writer"
)
@pytest.mark.slow
def test_another_word_processor_opens_it(status, tmp_path):
    (tmp_path / "a.docx").write_bytes(status)
    subprocess.run(
        ["soffice", "--headless", f"-env:UserInstallation=file://{tmp_path}/profile", "--convert-to", "pdf", "--outdir",
         str(tmp_path), str(tmp_path / "a.docx")], check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    assert (tmp_path / "a.pdf").stat().st_size > 20_000
