"""How long a report takes: ``python -m roedtraad.writing.bench``, and :func:`bench` for the project's own table of times."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable

from roedtraad.writing.docx import to_docx
from roedtraad.writing.html import to_html
from roedtraad.writing.model import Report
from roedtraad.writing.pdf import to_pdf
from roedtraad.writing.samples import annual_status

WRITERS: dict[str, Callable[[Report], str | bytes]] = {"html": to_html, "pdf": to_pdf, "docx": to_docx}
BUDGETS = {"html": 0.15, "pdf": 1.0, "docx": 1.0}  # seconds, for 200 goals


def bench(goals: int = 200, runs: int = 5) -> dict[str, float]:
    """Seconds (the median of ``runs``, the first left out as warm-up) to write a status of ``goals`` goals, by format;
    ``docx`` includes the start of its sandboxed process, ``json`` is there and back."""
    report = annual_status(goals)
    writers = WRITERS | {"json": lambda one: Report.from_json(one.to_json()).to_json()}
    return {name: _median(write, report, runs) for name, write in writers.items()}


def _median(write: Callable[[Report], object], report: Report, runs: int) -> float:
    times = []
    for _ in range(runs + 1):
        began = time.perf_counter()
        write(report)
        times.append(time.perf_counter() - began)
    return round(statistics.median(times[1:]), 4)


if __name__ == "__main__":
    for name, seconds in bench().items():
        print(f"{name:5} {seconds:7.3f} s" + (f"  (budget {BUDGETS[name]} s)" if name in BUDGETS else ""))
