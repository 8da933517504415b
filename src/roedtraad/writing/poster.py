"""A page for the wall as PDF/UA-1, set by Typst: what a unit wants, in letters that can be read from across the room."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from roedtraad.writing import pdf
from roedtraad.writing.words import Language

TEMPLATE = Path(__file__).with_name("poster.typ")


@dataclass(frozen=True, slots=True)
class Statement:
    """One thing that is wanted, with the lines below it."""

    title: str
    lines: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Poster:
    """`kicker`: the policy's name, where the thread begins; `themes_are`: the words over the themes; `colour` the
    municipality's as '#0f4c5c', dark enough for white letters."""

    title: str
    municipality: str
    kicker: str
    goals: Sequence[Statement]
    themes_are: str = ""
    themes: Sequence[str] = ()
    footer: str = ""
    language: Language = "da"
    colour: str = "#0f4c5c"


def to_poster(poster: Poster) -> bytes:
    """The page as a tagged PDF; the letters are as large as leaves it one page, down to six tenths. The same poster gives
    the same bytes; with more words than a page holds it is two, so ask how many there are.

    Raises :class:`roedtraad.writing.fonts.FontsMissing` where the installation lacks its fonts.
    """
    return pdf.typeset(TEMPLATE, "poster", asdict(poster))
