"""Documents as people bring them, and the ways in which they go wrong."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import docx
import pytest
import typst
from django.core.files.uploadedfile import SimpleUploadedFile

from roedtraad.core.models import User
from roedtraad.intake import actions
from roedtraad.intake.jobs import read_now, store
from roedtraad.intake.models import SourceDocument
from roedtraad.reading import read_apart
from roedtraad.writing.fonts import HERE as FONTS

POLICY = """# Leg hele livet

Politik for leg i Fjordby Kommune

Vedtaget af Byrådet den 18. juni 2024. Gælder 2024-2028.

## Forord

Leg er ikke spildtid. Den er måden, børn finder ud af verden på.

## Tema: Plads til leg

Der skal være plads til leg, hvor børn bor.

Det vil Fjordby Kommune:

- Åbne alle skolegårde om aftenen
- Bygge en legeplads i hver bydel inden for fire år

## Tema: Tid til leg

Tiden til leg forsvinder først, når dagen bliver travl.

Det vil Fjordby Kommune:

- Sikre en times fri leg i alle dagtilbud hver dag

Politikken bygger på Bevægelsespolitikken og erstatter Legepladsstrategien.
"""


def word(text: str) -> bytes:
    """The Markdown as a Word file."""
    made = docx.Document()
    for line in text.splitlines():
        if line.startswith("#"):
            made.add_heading(line.lstrip("# "), level=line.index(" "))
        elif line.startswith("- "):
            made.add_paragraph(line[2:], style="List Bullet")
        elif line.strip():
            made.add_paragraph(line)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def bomb() -> bytes:
    """A Word file that unpacks to far more than a document does."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", b"<w:document>" + b" " * 400_000_000 + b"</w:document>")
    return out.getvalue()


def encrypted() -> bytes:
    """What Word writes when a password is set: an OLE container with an encrypted package."""
    name = "EncryptedPackage".encode("utf-16-le")
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504 + name + b"\0" * 2048


def file(name: str, data: bytes | str) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data.encode() if isinstance(data, str) else data)


@pytest.fixture
def bring() -> Callable[..., SourceDocument]:
    """Bring a document and read it at once."""

    def make(by: User, name: str = "leg.md", data: bytes | str = POLICY) -> SourceDocument:
        document, _new = actions.receive(
            name, data.encode() if isinstance(data, str) else data, by=by, read=False
        )
        read_now(document)
        return document

    return make


@pytest.fixture
def document(bring, coordinator) -> SourceDocument:
    return bring(coordinator)


SKOLE_LABEL = """# Skolepolitik

## Fællesskab

Ingen skal stå udenfor.

### Sådan mærkes det

- Alle børn har en voksen, de kan gå til
- Ingen elev er alene i frikvarteret
- Klassen har en aftale om, hvordan man taler sammen

### Mål

- Flere børn cykler til skole
- Flere børn leger ude
"""
FRITID_LABEL = """# Fritidspolitik

## Klubber

Klubben er for alle.

### Sådan mærkes det

- Alle unge kender en klub, de har lyst til at komme i
- Klubben har åbent, når de unge har fri
"""

TYPST = """
#set page(paper: "a4", margin: 2.5cm)
#set text(font: "IBM Plex Sans", size: 11pt, lang: "da")
= Plan for leg i Fjordby Kommune
== Tema: Plads til leg
Børn skal kunne lege, hvor de bor. Det kræver plads.
=== Mål
- Flere børn leger ude hver dag
- I 2028 har mindst 9 ud af 10 børn en legeplads inden for ti minutters gang
#pagebreak()
== Tema: Tid til leg
Tiden til leg forsvinder først, når dagen bliver travl.
=== Mål
- Alle dagtilbud har en time til fri leg hver dag
"""


def pdf(text: str = TYPST) -> bytes:
    """A PDF of what Typst makes of the text."""
    made = typst.compile(text.encode(), font_paths=[FONTS])
    assert isinstance(made, bytes)
    return made


@pytest.fixture
def plan_pdf(coordinator) -> SourceDocument:
    """A plan as PDF, two pages, read by the reader itself."""
    data = pdf()
    document, _new = actions.receive("legeplan.pdf", data, by=coordinator, read=False)
    store(document, read_apart(data, "legeplan.pdf"))
    return document
