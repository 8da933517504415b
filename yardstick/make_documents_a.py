"""Make the binary documents a01 to a11 again from `sources/` (the others are written as they are).

    .venv/bin/python yardstick/make_documents_a.py [a03 a07 …]

Needs LibreOffice and Chromium. The sources in plain text are told in a few marks, which `pages_in_word` reads:

    = title   # ## ### headings   ! bold line that only looks like a heading   - bullet   1. numbered item
    |> header row, repeated on each page   | row | of | cells   (^ as above, < as to the left, // new paragraph)
    **bold** *italic* [[footnote]] {+inserted+} {-deleted-}   ~ new page   :::box … ::: a text box
    @header @footer (with {page}, {pages}) @subtitle @toc @landscape @unstyled @widths (in millimetres)
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from pages_in_odt import text_document  # noqa: E402
from pages_in_word import word_document  # noqa: E402

SOURCES, DOCUMENTS = HERE / "sources", HERE / "documents"

# Between a vowel with its consonant and the next syllable: where a layout program offers to break a long word.
SYLLABLE = re.compile(r"(?<=[a-zæøå][aeiouyæøå][bdfgklmnprstv])(?=[bdfghjklmnprstv][aeiouyæøå][a-zæøå])")


def typeset(source: Path, target: Path) -> None:
    import typst

    typst.compile(str(source), output=str(target))


def printed(source: Path, target: Path, *, hyphens: bool = False) -> None:
    """As a browser prints a page: tagged, with bookmarks; long words offered soft hyphens where asked."""
    from playwright.sync_api import sync_playwright

    html = source.read_text(encoding="utf-8")
    if hyphens:
        head, body = html.split("<body>")
        body = re.sub(
            r"(<[^>]*>)|(\w{8,})", lambda m: m[1] or SYLLABLE.sub("\u00ad", m[2]), body, flags=re.UNICODE
        )
        html = f"{head}<body>{body}"
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path="/usr/bin/chromium")
        page = browser.new_page()
        page.set_content(html)
        page.pdf(
            path=str(target), prefer_css_page_size=True, print_background=True, tagged=True, outline=True
        )
        browser.close()


def converted(docx: Path, target: Path) -> None:
    """Through LibreOffice, to whatever the target's suffix says."""
    kind = target.suffix.removeprefix(".")
    if kind == "pdf":
        kind = (
            'pdf:writer_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"true"},'
            '"ExportBookmarks":{"type":"boolean","value":"true"}}'
        )
    with tempfile.TemporaryDirectory() as home:
        subprocess.run(
            [
                "soffice",
                f"-env:UserInstallation=file://{home}/profile",
                "--headless",
                "--convert-to",
                kind,
                "--outdir",
                str(target.parent),
                str(docx),
            ],
            check=True,
            capture_output=True,
        )
    made = target.parent / f"{docx.stem}{target.suffix}"
    made.replace(target)


def through_office(source: Path, target: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        first = Path(folder) / f"{source.stem}.docx"
        word_document(source, first)
        converted(first, target)


def through_two(source: Path, target: Path) -> None:
    """As a text document first, then as a PDF."""
    with tempfile.TemporaryDirectory() as folder:
        first = Path(folder) / f"{source.stem}.odt"
        through_office(source, first)
        converted(first, target)


def with_hyphens(source: Path, target: Path) -> None:
    printed(source, target, hyphens=True)


MAKERS: dict[str, Callable[[Path, Path], None]] = {
    "a01-boerne-og-ungepolitik-fjordby.pdf": typeset,
    "a02-trivselsstrategi-aadal.pdf": printed,
    "a03-handleplan-sundager.pdf": through_office,
    "a04-tidlig-indsats-bregnehoej.pdf": with_hyphens,
    "a05-boernestrategi-lyngmark.pdf": through_two,
    "a06-boernepolitik-hvidbaek.docx": word_document,
    "a07-skolefravaer-egesoe.docx": word_document,
    "a08-handleplan-klitborg.docx": word_document,
    "a09-boerne-og-familiepolitik-nordmose.docx": word_document,
    "a10-anbringelsespolitik-vesterhede.odt": through_office,
    "a11-handleplan-birkesund.odt": text_document,
}


def main(wanted: list[str]) -> None:
    for name, make in MAKERS.items():
        if wanted and not any(name.startswith(start) for start in wanted):
            continue
        stem = name.rpartition(".")[0]
        (source,) = SOURCES.glob(f"{stem}.*")
        make(source, DOCUMENTS / name)
        print(name)


if __name__ == "__main__":
    main(sys.argv[1:])
