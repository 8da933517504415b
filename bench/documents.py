"""Reading and writing of documents: the two seeds together, each format, the status report of 200 goals in three formats."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from roedtraad.reading import read
from roedtraad.reading.apart import read_apart
from roedtraad.writing.docx import to_docx
from roedtraad.writing.html import to_document
from roedtraad.writing.pdf import to_pdf
from roedtraad.writing.samples import annual_status

from . import formats

SEEDS = Path(__file__).resolve().parents[2] / "shared" / "seeds"


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
    report = annual_status(200, picture=False)
    add("status report of 200 goals, HTML", lambda: to_document(report), 10)
    add(
        "status report of 200 goals, DOCX",
        lambda: to_docx(report),
        5,
        "fills the template in a limited process",
    )
    add("status report of 200 goals, PDF", lambda: to_pdf(report), 5, "PDF/UA-1")
    return rows
