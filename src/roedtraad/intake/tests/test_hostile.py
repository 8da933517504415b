"""What somebody might bring or send to see what gives way."""

from __future__ import annotations

import io
import re

import docx
import pytest
from docx.oxml import parse_xml

from roedtraad.core.models import ActionLog, Job
from roedtraad.intake.models import SourceDocument

from .conftest import POLICY, file, word
from .test_bringing import upload, work


def test_a_document_stopped_for_a_cpr_number_lives_on_nowhere(coordinator, reader, signed_in):
    client = signed_in(coordinator)
    upload(client, file("notat.txt", "Børnepolitik\n\nVi talte med 010203-4567 om det.\n"))
    work()
    document = SourceDocument.objects.get()
    assert bytes(document.content) == b""
    for entry in ActionLog.objects.all():
        # The whole number: four digits alone may be a key's, or a moment's.
        assert not re.search("010203-?4567", str((entry.before, entry.after, entry.note))), entry


def test_a_file_named_by_a_cpr_number_is_stopped_with_the_place_shown(coordinator, signed_in):
    answer = upload(signed_in(coordinator), file("Sag_010203-4567_notat.md", POLICY))
    assert answer.status_code == 400
    assert "010203-****" in answer.content.decode()
    assert not SourceDocument.objects.exists()
    assert not Job.objects.exists()


def in_header(made):
    made.sections[0].header.paragraphs[0].text = "Sag 010203-4567"


def in_properties(made):
    made.core_properties.title = "Notat om 010203-4567"


def in_comment(made):
    made.add_comment(made.paragraphs[1].add_run("Leg"), text="Se 010203-4567", author="Mona", initials="M")


def in_hidden_text(made):
    made.add_paragraph().add_run("010203-4567").font.hidden = True


def in_deleted_text(made):
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    deleted = "".join(f"<w:r><w:delText>{part}</w:delText></w:r>" for part in ("0102", "03-4567"))
    made.add_paragraph("Her").add_run()._r.addnext(
        parse_xml(f'<w:del {space} w:id="1" w:author="M">{deleted}</w:del>')
    )


@pytest.mark.parametrize(
    ("put", "where"),
    [
        (in_header, "sidehovedet"),
        (in_properties, "filens egenskaber"),
        (in_comment, "en kommentar"),
        (in_hidden_text, "skjult eller slettet tekst"),
        (in_deleted_text, "skjult eller slettet tekst"),
    ],
)
def test_a_cpr_number_that_no_reader_sees_stops_the_document_too(put, where, coordinator, signed_in):
    made = docx.Document(io.BytesIO(word(POLICY)))
    put(made)
    out = io.BytesIO()
    made.save(out)
    client = signed_in(coordinator)
    upload(client, file("leg.docx", out.getvalue()))
    work()
    document = SourceDocument.objects.get()
    assert f"{where} (010203-****)" in document.error
    assert bytes(document.content) == b""
    assert not document.elements.exists()


def test_a_cpr_number_in_the_source_of_a_markdown_file_stops_it_too(coordinator, signed_in):
    upload(signed_in(coordinator), file("leg.md", POLICY + "\n<!-- barnet er 010203-4567 -->\n"))
    work()
    document = SourceDocument.objects.get()
    line = POLICY.count("\n") + 2
    assert f"linje {line} (010203-****)" in document.error
    assert bytes(document.content) == b""
