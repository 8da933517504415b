"""The few words a report says by itself, in Danish and English, and the keys of a status.

Pure: no gettext, since a report is written in the municipality's language, not in the reader's browser's, and must
read the same when it is written again in ten years.
"""

from __future__ import annotations

import datetime
from typing import Literal

Language = Literal["da", "en"]
StatusKey = Literal["on", "risk", "off", "unknown", "done", "idle"]

LANGUAGES: tuple[Language, ...] = ("da", "en")
STATUS_KEYS: tuple[StatusKey, ...] = ("on", "done", "risk", "off", "unknown", "idle")
"""In the order in which a reader wants them counted."""

WORDS: dict[str, dict[str, str]] = {
    "da": {
        "status.on": "Følger planen",
        "status.risk": "I risiko",
        "status.off": "Ude af kurs",
        "status.unknown": "Kan ikke vurderes endnu",
        "status.done": "Nået",
        "status.idle": "Ikke påbegyndt",
        "case": "Sag {number}",
        "open": "Åbent punkt",
        "closed": "Lukket punkt",
        "closed_annex": "lukket",
        "annex": "Bilag",
        "annex_n": "Bilag {number}",
        "annexes": "Bilag",
        "page": "Side {page} af {pages}",
        "data_as_of": "Datagrundlag pr. {date}",
        "tally": "Status på målene",
        "thread": "Den røde tråd",
        "thread_broken": "Tråden er brudt",
        "note": "Bemærk",
        "draft": "Udkast",
    },
    "en": {
        "status.on": "On track",
        "status.risk": "At risk",
        "status.off": "Off track",
        "status.unknown": "Cannot tell yet",
        "status.done": "Reached",
        "status.idle": "Not started",
        "case": "Case {number}",
        "open": "Open item",
        "closed": "Closed item",
        "closed_annex": "closed",
        "annex": "Annex",
        "annex_n": "Annex {number}",
        "annexes": "Annexes",
        "page": "Page {page} of {pages}",
        "data_as_of": "Data as of {date}",
        "tally": "Status of the goals",
        "thread": "The thread",
        "thread_broken": "The thread is broken",
        "note": "Note",
        "draft": "Draft",
    },
}

MONTHS: dict[str, tuple[str, ...]] = {
    "da": (
        "januar",
        "februar",
        "marts",
        "april",
        "maj",
        "juni",
        "juli",
        "august",
        "september",
        "oktober",
        "november",
        "december",
    ),
    "en": (
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ),
}


def word(language: str, key: str, **values: object) -> str:
    """The document's own word for ``key``; ``KeyError`` for a word that the table lacks (a fault of ours)."""
    said = WORDS[language][key]
    return said.format(**values) if values else said


def status_word(language: str, status: str) -> str:
    """What a status is called in print, e.g. ``risk`` → 'I risiko'."""
    return WORDS[language]["status." + status]


def long_date(language: str, day: datetime.date) -> str:
    """'23. oktober 2026' or '23 October 2026'."""
    month = MONTHS[language][day.month - 1]
    return f"{day.day}. {month} {day.year}" if language == "da" else f"{day.day} {month} {day.year}"
