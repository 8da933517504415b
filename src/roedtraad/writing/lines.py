"""The lines that a report says about itself, made once for all three formats."""

from __future__ import annotations

from roedtraad.writing.model import Annex, Report
from roedtraad.writing.words import long_date, word


def meta_line(report: Report) -> str:
    """'Udkast · Sag 24/10482 · Åbent punkt · Børneudvalget 18. november 2026, Byrådet … · Datagrundlag pr. …'."""
    said = [word(report.language, "draft")] if report.draft else []
    if report.case_number:
        said.append(word(report.language, "case", number=report.case_number))
    if report.access:
        said.append(word(report.language, report.access))
    if report.routing:
        said.append(", ".join(report.routing))
    elif report.date:
        said.append(long_date(report.language, report.date))
    if report.data_as_of:
        said.append(word(report.language, "data_as_of", date=long_date(report.language, report.data_as_of)))
    return " · ".join(said)


def header_line(report: Report) -> str:
    """What stands at the right of every page's head: 'Udkast · Sag 24/10482', or nothing."""
    said = [word(report.language, "draft")] if report.draft else []
    if report.case_number:
        said.append(word(report.language, "case", number=report.case_number))
    return " · ".join(said)


def annex_line(report: Report, annex: Annex, number: bool = True) -> str:
    """'1. Status på alle 14 mål (24/10482-31, lukket)'; without its number where a list counts."""
    behind = [annex.reference] if annex.reference else []
    if annex.access == "closed":
        behind.append(word(report.language, "closed_annex"))
    return (
        (f"{annex.number}. " if number else "") + annex.title + (f" ({', '.join(behind)})" if behind else "")
    )


def annex_name(report: Report, annex: Annex) -> str:
    """'Bilag 1 · 24/10482-31', above the annex's own title."""
    return " · ".join(filter(None, (word(report.language, "annex_n", number=annex.number), annex.reference)))
