"""The binary documents b01…b10 made again from their sources: ``python yardstick/make_documents_b.py [b01 …]``.

The made files are committed and are what the gold stands for; this shows how they came about and makes them anew
when a source is corrected. Needs LibreOffice (`soffice`), Chromium, and the developers' Python packages. Every
producer writes its own kind of file, which is the point.
"""

from __future__ import annotations

import runpy
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

HERE = Path(__file__).resolve().parent
SOURCES = HERE / "sources"
DOCUMENTS = HERE / "documents"
OFFICE = {"pdf": "pdf:writer_pdf_Export", "docx": "docx:MS Word 2007 XML", "odt": "odt:writer8"}


def by_office(name: str, suffix: str) -> None:
    """LibreOffice Writer opens the page and saves it, as somebody does who writes in it."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            [
                "soffice",
                f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}",
                "--headless",
                "--infilter=HTML (StarWriter)",
                "--convert-to",
                OFFICE[suffix],
                "--outdir",
                folder,
                SOURCES / f"{name}.html",
            ],
            check=True,
            capture_output=True,
            timeout=180,
        )
        shutil.copyfile(Path(folder) / f"{name}.{suffix}", DOCUMENTS / f"{name}.{suffix}")


def by_browser(name: str, running_header: str) -> None:
    """A browser's print: landscape, a running header, page numbers."""
    from playwright.sync_api import sync_playwright

    small = 'style="font-size:8px;width:100%;margin:0 40px"'
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=shutil.which("chromium"))
        page = browser.new_page()
        page.goto((SOURCES / f"{name}.html").as_uri())
        page.pdf(
            path=DOCUMENTS / f"{name}.pdf",
            format="A4",
            landscape=True,
            print_background=True,
            display_header_footer=True,
            header_template=f"<div {small}>{running_header}</div>",
            footer_template=f'<div {small}>Side <span class="pageNumber"></span> af <span class="totalPages"></span></div>',
            margin={"top": "60px", "bottom": "60px", "left": "40px", "right": "40px"},
        )
        browser.close()


def by_typst(name: str) -> None:
    import typst

    typst.compile(SOURCES / f"{name}.typ", output=DOCUMENTS / f"{name}.pdf")


def by_python_docx(name: str) -> None:
    """A Word file whose source, `sources/NAME.py`, fills it."""
    from docx import Document

    document = Document()
    runpy.run_path(str(SOURCES / f"{name}.py"))["fill"](document)
    document.save(str(DOCUMENTS / f"{name}.docx"))


MAKERS: dict[str, Callable[[], None]] = {
    "b01": lambda: by_office("b01", "pdf"),
    "b02": lambda: by_browser("b02", "Kløverdal Kommune · Børn og Unge"),
    "b03": lambda: by_typst("b03"),
    "b04": lambda: by_office("b04", "pdf"),
    "b05": lambda: by_typst("b05"),
    "b06": lambda: by_python_docx("b06"),
    "b07": lambda: by_office("b07", "docx"),
    "b08": lambda: by_python_docx("b08"),
    "b09": lambda: by_office("b09", "docx"),
    "b10": lambda: by_office("b10", "odt"),
}

if __name__ == "__main__":
    for wanted in sys.argv[1:] or MAKERS:
        MAKERS[wanted]()
        print(wanted)
