"""What of a text may stand in a document: every character but those that XML and fonts cannot carry."""

from __future__ import annotations

import re
import unicodedata

# XML 1.0, production [2] Char, turned round; also the non-characters that a font never draws and the two
# separators that are line ends in disguise (made into a plain space), U+FEFF inside a text (a leftover BOM),
# and the bidirectional *overrides* and embeddings: they can make a printed sentence read otherwise than it is
# stored. Marks and isolates, which Arabic or Hebrew names need, stay.
_UNFIT = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufeff\ufffe\uffff\u202a-\u202e]"
)
_PLANE_ENDS = re.compile(
    "[" + "".join(f"{chr(p * 0x10000 + 0xFFFE)}{chr(p * 0x10000 + 0xFFFF)}" for p in range(1, 17)) + "]"
)
_LINE_ENDS = re.compile("\r\n?|[\x85\u2028\u2029]")
_NUMBERED = re.compile(r"(§|\b(?:stk|nr)\.) (?=\d)")


def clean(text: str) -> str:
    """``text`` without the characters no document can hold; what is around them is kept, line ends become ``\\n``."""
    if text.isprintable():  # none of what is unfit is; nearly every word of a report is clean
        return text
    return _PLANE_ENDS.sub("", _UNFIT.sub("", _LINE_ENDS.sub("\n", text)))


def laid(text: str) -> str:
    """`clean`, as it is set on a line: a paragraph of a law is not parted from its number, "§ 15, stk. 1"."""
    return _NUMBERED.sub("\\1\N{NO-BREAK SPACE}", clean(text))


def visible(text: str) -> bool:
    """Whether anything of ``text`` can be seen: not only spaces, marks of direction and the like."""
    return any(char.isprintable() and not char.isspace() for char in text) or any(
        unicodedata.category(char) in ("Cn", "Co") for char in clean(text)
    )
