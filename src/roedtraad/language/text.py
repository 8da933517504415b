"""Small tidying of Danish text: white space, broken words, order of the alphabet."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))  # \u00ad: soft hyphen
SPACES = re.compile(r"[ \t\r\f\v\u00a0\u2000-\u200a\u202f\u205f\u3000]+")
# A word broken at the end of a line. "børne-\nog ungepolitik" keeps its hyphen: the next word is a joint.
BROKEN = re.compile(
    r"(?<=[^\W\d_])[-\u2010][ \t]*\r?\n[ \t]*(?!(?:og|eller|samt|til|som|hhv)\b)(?=[a-zæøåéü])"
)
KEPT = re.compile(r"(?<=[^\W\d_][-\u2010])[ \t]*\r?\n[ \t]*")
BREAKS = re.compile(r" *[\n\u0085\u2028\u2029]+ *")
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\x80-\x84\x86-\x9f\ufffe\uffff]")

# Nobody types these on purpose: control characters, and the overrides of direction that make a sentence read otherwise
# than it is stored. Line ends and tabs stay, and so do the marks and isolates that Arabic and Hebrew names need.
UNTYPED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\ufffe\uffff]")
LINE_ENDS = re.compile("[ \t]*(?:\r\n?|[\n\x85\u2028\u2029])[ \t]*")


def typed(text: str, *, lines: bool) -> str:
    """What somebody typed, without characters that nobody types; where there is room for one line, on one line."""
    text = UNTYPED.sub("", text)
    return text if lines else LINE_ENDS.sub(" ", text)


def without_invisible(text: str) -> str:
    """The text without letters of no width, its line ends where they were."""
    return text.translate(INVISIBLE)


def normalise(text: str) -> str:
    """NFC, one space between words, no invisible letters or control characters, no space at the ends.

    A soft hyphen is where a word may be broken; it is never part of the word. Idempotent.
    """
    if (
        text.isprintable()
    ):  # as nearly every line: then its only white space is the space, and nothing is invisible
        text = unicodedata.normalize("NFC", text)
        return (SPACES.sub(" ", text) if "  " in text else text).strip(" ")
    text = unicodedata.normalize("NFC", CONTROL.sub("", text.translate(INVISIBLE)))
    return BREAKS.sub("\n", SPACES.sub(" ", text)).strip(" \n")


def mend_hyphens(text: str) -> str:
    """Words broken at a line's end joined; other line breaks left alone."""
    text = text.replace("\u00ad\r\n", "").replace("\u00ad\n", "").replace("\u00ad", "")
    return KEPT.sub(" ", BROKEN.sub("", text)) if "\n" in text else text


def paragraph(text: str) -> str:
    """A paragraph as it was before it was broken into lines; U+0085 marks breaks that were meant, and stay."""
    return normalise(mend_hyphens(text).replace("\n", " "))


def one_line(text: str) -> str:
    """The text on one line, with words broken at line ends joined."""
    return normalise(" ".join(mend_hyphens(text).split()))


_LETTERS = str.maketrans({"æ": "{", "ä": "{", "ø": "|", "ö": "|", "å": "}", "ü": "y", "ð": "d", "þ": "th"})


@lru_cache(maxsize=8192)  # lists of one municipality's titles and names are put in order on nearly every page
def sort_key(text: str) -> tuple[tuple[int, int, str], ...]:
    """Key for Danish order: æ, ø, å after z; aa as å; numbers by size; accents and case aside.

    Source: Retskrivningsordbogen § 3 (aa and å are one letter in order).
    """
    folded = unicodedata.normalize("NFC", text).casefold().replace("aa", "å").translate(_LETTERS)
    plain = "".join(c for c in unicodedata.normalize("NFD", folded) if not unicodedata.combining(c))
    words = re.sub(r"[^\w{|}]+", " ", plain).strip()
    return tuple(
        (0, int(part), "") if part.isdecimal() else (1, 0, part) for part in re.split(r"(\d+)", words) if part
    )
