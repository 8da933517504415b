"""How a text is set, in every form that a report leaves in."""

import pytest

from roedtraad.writing.docx import to_docx
from roedtraad.writing.html import to_html
from roedtraad.writing.model import Paragraph, Report, Section
from roedtraad.writing.pdf import to_pdf
from roedtraad.writing.tests import test_docx, test_pdf
from roedtraad.writing.text import laid


@pytest.mark.parametrize(
    ("text", "set_as"),
    [
        ("barnets lov § 15, stk. 1, nr. 2", "barnets lov §\u00a015, stk.\u00a01, nr.\u00a02"),
        ("se §§ 15 og 16", "se §§\u00a015 og 16"),
        ("de fik 3 stk. Så gik de", "de fik 3 stk. Så gik de"),
        ("hver § for sig", "hver § for sig"),
        ("i 2026 stk.\n1", "i 2026 stk.\n1"),
    ],
)
def test_a_paragraph_of_the_law_is_not_parted_from_its_number(text, set_as):
    assert laid(text) == set_as


def test_it_is_kept_together_on_the_page_in_word_and_in_pdf():
    said = "Politikken følger barnets lov § 15."
    report = Report("Prøve", "Fjordby Kommune", (Section("lov", "Lovgrundlag", [Paragraph(said)]),))
    assert "lov §\u00a015" in to_html(report)
    assert "lov §\u00a015" in test_docx.words_of(to_docx(report))
    assert "lov §\u00a015" in test_pdf.words_of(to_pdf(report))
