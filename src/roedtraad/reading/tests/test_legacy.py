"""Old Word files are read through LibreOffice where it is; nothing of it runs, leaves the machine or stays behind."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest

from roedtraad.reading import Unreadable, legacy, read, read_apart
from roedtraad.reading.opening.detect import legacy_kind
from roedtraad.reading.tests.build import policy_in_word
from roedtraad.reading.unseen import unseen_cpr

RTF = (
    r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0 Arial;}}{\stylesheet{\s1\outlinelevel0 heading 1;}}"
    r"{\pard\s1\outlinelevel0 Vision\par}{\pard Alle b\'f8rn har en voksen.\par}%s}"
)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)

needs_libreoffice = pytest.mark.skipif(
    legacy.libreoffice() is None, reason="needs LibreOffice (soffice), not installed here"
)


def rtf(more=""):
    return (RTF % more).encode()


@pytest.fixture(autouse=True)
def forgotten():
    legacy.forget()


@pytest.fixture(scope="module")
def old_word():
    """POLICY as LibreOffice writes the old format."""
    folder = tempfile.mkdtemp()
    try:
        Path(folder, "p.docx").write_bytes(policy_in_word())
        subprocess.run(
            [legacy.libreoffice(), f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "doc", "--outdir", folder, f"{folder}/p.docx"],
            check=True, capture_output=True, timeout=120,
        )  # fmt: skip
        return Path(folder, "p.doc").read_bytes()
    finally:
        shutil.rmtree(folder)


@needs_libreoffice
def test_an_old_word_file_gives_what_the_new_one_gives(old_word):
    old, new = read_apart(old_word, "politik.doc"), read(policy_in_word(), "politik.docx")
    assert [(e.type, e.text) for e in old.elements] == [(e.type, e.text) for e in new.elements]
    assert (old.source.media_type, old.source.name) == ("application/msword", "politik.doc")
    assert old.source.sha256 == read(old_word, "politik.doc").source.sha256 != new.source.sha256


@needs_libreoffice
def test_rich_text_is_read_and_its_hidden_cpr_numbers_are_found():
    data = rtf(r"{\pard Navn {\v 010180-1234} slut\par}{\*\annotation skjult}")
    document = read_apart(data, "politik.rtf")
    assert [b.text for b in document.blocks] == ["Vision", "Alle børn har en voksen.", "Navn slut"]
    assert document.source.media_type == "application/rtf"
    assert ("hidden", 0, "010180-****") in unseen_cpr(data, "politik.rtf")


@needs_libreoffice
def test_files_and_addresses_that_a_document_names_are_not_fetched(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("HEMMELIGT", encoding="utf-8")
    data = rtf(
        r'{\pard {\field{\*\fldinst { INCLUDETEXT "' + str(secret) + r'" }}{\fldrslt {gammelt}}}\par}'
        r"{\pard {\field{\*\fldinst { DDEAUTO soffice x y }}{\fldrslt {dde}}}\par}"
    )
    assert "HEMMELIGT" not in " ".join(b.text for b in read(data, "politik.rtf").blocks)


@needs_libreoffice
@pytest.mark.parametrize(
    ("data", "reasons"),
    [
        (OLE + "WordDocument".encode("utf-16-le"), ("damaged", "empty")),
        (b"{\\rtf1" + b"{" * 100_000, ("damaged", "empty", "too_deep")),
    ],
)
def test_a_broken_old_file_is_refused_and_nothing_stays_behind(data, reasons, monkeypatch, tmp_path):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with pytest.raises(Unreadable) as told:
        read_apart(data, "politik.doc")
    assert told.value.reason in reasons
    assert os.listdir(tmp_path) == []


def test_without_libreoffice_a_sentence_says_so_and_the_way_out(monkeypatch):
    monkeypatch.setattr(legacy, "libreoffice", lambda: None)
    for data, kind in ((OLE + "WordDocument".encode("utf-16-le"), ".doc"), (rtf(), ".rtf")):
        for reader in (read, read_apart, unseen_cpr):
            with pytest.raises(Unreadable) as told:
                reader(data, "politik.doc")
            assert told.value.reason == "old_word"
            assert kind in str(told.value)
            assert "LibreOffice" in str(told.value)


def test_only_old_word_and_rich_text_are_converted():
    assert legacy_kind(rtf()) == "application/rtf"
    assert legacy_kind(OLE + "WordDocument".encode("utf-16-le")) == "application/msword"
    for data in (
        b"",
        OLE,
        OLE + "WordDocument EncryptedPackage".encode("utf-16-le"),
        policy_in_word(),
        b"rtf",
    ):
        assert legacy_kind(data) is None
        assert legacy.modern(data, "x") is data
