"""Reading by format: one policy of some 30 pages in each, and how that compares with taking the bare text out.

The ratio says what understanding costs: whole reading (open, mend, outline, recognise, check) to the library's raw text.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
from lxml import etree
from markdown_it import MarkdownIt

from roedtraad.reading import legacy, read
from roedtraad.reading.opening import open_source
from roedtraad.reading.tests.build import POLICY, policy_in_html, policy_in_odt, policy_in_word

SHARED = Path(__file__).resolve().parents[2] / "shared"
PARTS = 40  # times POLICY, which fills three quarters of a page


def _long() -> str:
    return "\n".join(POLICY.replace("Trygge veje", f"Trygge veje {number}") for number in range(PARTS))


def _raw_word(data: bytes) -> str:
    return "\n".join(paragraph.text for paragraph in docx.Document(io.BytesIO(data)).paragraphs)


def _raw_odt(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return "".join(map(str, etree.fromstring(archive.read("content.xml")).itertext()))


def _raw_html(data: bytes) -> str:
    return "".join(map(str, etree.fromstring(data, etree.HTMLParser(encoding="utf-8")).itertext()))


def _raw_markdown(data: bytes) -> str:
    return "".join(token.content for token in MarkdownIt().parse(data.decode()) if token.type == "inline")


def measure(
    add: Callable[..., None], milliseconds: Callable[[Callable[[], Any], int], dict[str, float]]
) -> None:
    """Add a row for each format by `add(what, work, times, note)`."""
    text = _long()
    documents: list[tuple[str, bytes, Callable[[bytes], str]]] = [
        ("politik.docx", policy_in_word(text=text), _raw_word),
        ("politik.odt", policy_in_odt(text=text), _raw_odt),
        ("politik.html", policy_in_html(text=text), _raw_html),
        ("politik.md", text.encode(), _raw_markdown),
    ]
    agenda = SHARED / "data/agenda/aarhus_example_agenda.html"
    if agenda.exists():
        documents.append(("dagsorden.html", agenda.read_bytes(), _raw_html))
    for name, data, raw in documents:
        _row(add, milliseconds, name, data, raw)
    if legacy.libreoffice() is not None:
        add(
            "convert an .rtf by LibreOffice",
            lambda: _convert(rb"{\rtf1\ansi{\pard Alle er med.\par}}"),
            3,
            "its start is nearly all of it",
        )


def _row(
    add: Callable[..., None],
    milliseconds: Callable[[Callable[[], Any], int], dict[str, float]],
    name: str,
    data: bytes,
    raw: Callable[[bytes], str],
) -> None:
    raw(data)
    bare = milliseconds(lambda: raw(data), 5)["p50_ms"]
    opened = milliseconds(lambda: open_source(data, name), 5)["p50_ms"]
    whole = milliseconds(lambda: read(data, name), 5)["p50_ms"]
    note = f"raw text {bare:.0f} ms, blocks {opened:.0f} ms: {opened / bare:.1f} and {whole / bare:.1f} times the raw text"
    add(f"read {name}", lambda: read(data, name), 5, note)


def _convert(data: bytes) -> bytes:
    legacy.forget()
    return legacy.modern(data, "politik.rtf")
