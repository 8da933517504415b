"""Reading and writing of documents: the two seeds together, each format, the status report of 200 goals in three formats."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pypdfium2
import typst

from roedtraad.core import gallery_charts
from roedtraad.reading import read
from roedtraad.reading.apart import read_apart
from roedtraad.reading.opening import open_source
from roedtraad.writing import charts
from roedtraad.writing.docx import to_docx
from roedtraad.writing.html import to_document
from roedtraad.writing.model import Annex, Report, Section
from roedtraad.writing.pdf import to_pdf
from roedtraad.writing.samples import annual_status

from . import formats, memory

SEEDS = Path(__file__).resolve().parents[2] / "shared" / "seeds"


LINES = (
    "Børn og unge i {place} skal møde voksne, der samarbejder på tværs af dagtilbud, skole og fritid. Forældre inddrages "
    "tidligt i {place}, og planen skrives sammen med den familie, som den handler om. Kommunen følger op i {place} hvert forår."
)
PAGE = """#set page(paper: "a4", margin: 2.5cm, header: [Egekøbing Kommune], footer: context [Side #counter(page).display()])
#set text(size: 11pt, lang: "da")
"""


def pdf_of_text(pages: int) -> bytes:
    """Headings, paragraphs and lists, a chapter a page; no sentence stands there twice."""
    return typst.compile((PAGE + "\n#pagebreak()\n".join(map(_chapter, range(1, pages + 1)))).encode())


def _chapter(number: int) -> str:
    one, two, three, four, five, six, seven = (
        LINES.format(place=f"distrikt {number}.{n}") for n in range(1, 8)
    )
    return f"== Trivsel {number}\n{one}\n\n{two}\n\n- {three}\n- Punkt to\n\n{four} {five}\n\n{six} {seven}\n"


def pdf_of_tables(pages: int) -> bytes:
    """A ruled table of 22 rows and four columns a page."""
    return typst.compile((PAGE + "\n#pagebreak()\n".join(map(_table, range(1, pages + 1)))).encode())


def _table(number: int) -> str:
    rows = "".join(
        f"[Tema {number}.{row}], [Indsats {row} med en længere tekst om arbejdet], [Skolechef], [2027], "
        for row in range(1, 23)
    )
    return f"#table(columns: (1fr, 2fr, 1fr, 1fr), {rows})\n"


TITLES = (
    "Status på børne- og ungepolitikken", "Ny børnehave", "Skoleveje", "Fritidspas og foreninger", "Tandpleje",
)  # fmt: skip


def pdf_of_council_papers(pages: int) -> bytes:
    """An agenda as a council gets it: items with presentation, economy and recommendation; every fourth page holds a table."""
    head = "= Dagsorden til møde i Byrådet\nTirsdag den 24. marts 2026 kl. 17.00 i byrådssalen\n\n"
    return typst.compile((PAGE + head + "\n#pagebreak()\n".join(map(_item, range(1, pages + 1)))).encode())


def _item(number: int) -> str:
    one, two, three, four = (LINES.format(place=f"område {number}.{n}") for n in range(1, 5))
    rows = "".join(f"[Indsats {number}.{row}], [{row * 125}], [2027], " for row in range(1, 9))
    table = (
        f"\n#table(columns: (2fr, 1fr, 1fr), [Indsats], [1.000 kr.], [År], {rows})\n"
        if number % 4 == 0
        else ""
    )
    return (
        f"== {number}. {TITLES[number % len(TITLES)]} i {chr(64 + number) * 2}dal\n*Sagsnr.:* 26/{number:05}\n\n=== Sagsfremstilling\n{one}\n\n{two}\n\n"
        f"{three}\n{table}\n=== Økonomi\n{four}\n\n=== Indstilling\nDirektionen indstiller,\n\n+ at sag {number} godkendes\n"
        f"+ at der følges op i distrikt {number} om et år\n"
    )


def with_charts(report: Report, many: int) -> Report:
    """The report with an annex of control charts, each over the whole width."""
    chart = gallery_charts.waited()
    sections = tuple(
        Section(f"chart_{number}", f"Figur {number}", [charts.picture(chart, f"c{number}")])
        for number in range(1, many + 1)
    )
    annex = Annex(len(report.annexes) + 1, "Figurer", sections=sections)
    return dataclasses.replace(report, annexes=(*report.annexes, annex))


def raw_text(data: bytes) -> int:
    """What the library gives of itself: each page's text, without order or form."""
    with pypdfium2.PdfDocument(data) as document:
        return sum(len(page.get_textpage().get_text_range()) for page in document)


def measure(milliseconds: Callable[[Callable[[], Any], int], dict[str, float]]) -> list[dict[str, Any]]:
    """[{what, p50_ms, p95_ms, note}]; the first call of each is thrown away (warm figures)."""
    rows: list[dict[str, Any]] = []

    def add(what: str, work: Callable[[], Any], times: int, note: str = "") -> None:
        work()
        rows.append({"what": what, **milliseconds(work, times), "note": note})

    seeds = [next(iter(SEEDS.glob(f"{number}_*")), None) for number in ("001", "003")]
    if all(seeds):
        texts = [(path.read_bytes(), path.name) for path in seeds if path]
        add(
            "read seeds 001 and 003",
            lambda: [read(text, name) for text, name in texts],
            10,
            "warm, in process",
        )
        add(
            "read seeds 001 and 003 apart",
            lambda: [read_apart(text, name) for text, name in texts],
            3,
            "a process each",
        )
    formats.measure(add, milliseconds)
    for what, data in (
        ("text, 200 pages", pdf_of_text(200)),
        ("tables, 28 pages", pdf_of_tables(28)),
        ("a council's papers, 28 pages", pdf_of_council_papers(28)),
    ):
        add(f"PDF of {what}: text alone, by the library", lambda data=data: raw_text(data), 3)
        bare = rows[-1]["p50_ms"]
        for name, work in (
            ("opened: columns, tables, places", lambda data=data: open_source(data, "bench.pdf")),
            ("read", lambda data=data: read(data, "bench.pdf")),
        ):
            add(f"PDF of {what}: {name}", work, 3)
            pages = int(what.split()[-2])
            took = rows[-1]["p50_ms"]
            rows[-1]["note"] = (
                f"{took / pages:.1f} ms a page, {took / max(bare, 0.01):.1f} times the text alone"
            )
        rows[-1]["note"] += f"; {memory.peak(data, 'bench.pdf')} MB at most"
    chart = gallery_charts.waited()
    add("control chart of 36 months, both drawings", lambda: charts.screen(chart, "bench"), 50, "bound 10 ms")
    add(
        "its verdict, table and sparkline",
        lambda: (charts.verdict(chart), charts.listing(chart), charts.spark(chart, "bench")),
        50,
    )
    report = annual_status(200, picture=False)
    add("status report of 200 goals, HTML", lambda: to_document(report), 10)
    add(
        "status report of 200 goals, DOCX",
        lambda: to_docx(report),
        5,
        "fills the template in a limited process",
    )
    add("status report of 200 goals, PDF", lambda: to_pdf(report), 5, "PDF/UA-1")
    drawn = with_charts(report, 60)
    add("status report of 200 goals and 60 charts, DOCX", lambda: to_docx(drawn), 3, "bound 5 s")
    add("status report of 200 goals and 60 charts, PDF", lambda: to_pdf(drawn), 3, "bound 5 s")
    return rows
