"""When two titles name the same policy. Pure: no database."""

from __future__ import annotations

import re
from functools import lru_cache

from roedtraad.language.text import one_line, sort_key

# "Herning Kommunes Handicappolitik", "… for Herning Kommune": whose it is goes without saying inside a municipality.
OWNER = re.compile(r"\b(?:(?:i|for|af)\s+)?[A-ZÆØÅ][\wæøåé]*(?:[- ][A-ZÆØÅ][\wæøåé]*)*\s+[Kk]ommunes?\b")
OURS = re.compile(r"^(?:vores|kommunens|den|det|de)\s+", re.IGNORECASE)
LEAD = re.compile(r"^(?:politik(?:ken)?)\s+for\s+", re.IGNORECASE)
TAIL = re.compile(r"\s*[-–—:,]\s*(?:politik(?:ken)?(?:\s+for)?)?\s*$", re.IGNORECASE)
# The definite form is the same policy: "Handicappolitikken".
DEFINITE = (
    ("politikken", "politik"),
    ("strategien", "strategi"),
    ("planen", "plan"),
    ("programmet", "program"),
)


@lru_cache(maxsize=8_192)  # a list compares the same titles again and again
def title_key(title: str) -> str:
    """The title without what does not tell one policy from another; equal keys are the same policy.

    Left out: whose it is, articles, "Politik for", case, quotes, punctuation and the definite ending.
    A title that is nothing else keeps its words.
    """
    plain = one_line(title).strip("\"'”“»«.,;: ")
    short = OWNER.sub("", plain).strip()
    for _ in range(2):
        short = OURS.sub("", LEAD.sub("", TAIL.sub("", short))).strip()
    words = " ".join(re.findall(r"[\w]+", (short or plain).casefold()))
    for definite, bare in DEFINITE:
        if words.endswith(definite):
            words = words[: -len(definite)] + bare
    return words


def danish_order(title: str) -> tuple[object, ...]:
    """Key for sorting by the Danish alphabet: … z, æ, ø, å, whatever the database thinks."""
    return tuple(sort_key(title))
