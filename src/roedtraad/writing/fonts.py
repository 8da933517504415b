"""The fonts that a PDF is set in: given as files, asserted present, and asked which characters they hold.

`make setup` puts them into ``built/fonts``, out of npm packages. The text is set in IBM Plex Sans (it comes with dkfds).
What Plex lacks comes from DejaVu Sans (dejavu-fonts-ttf: Arabic, Hebrew, symbols) and Noto Emoji
(@expo-google-fonts/noto-emoji): people write names and smileys, and PDF/UA allows no character without a glyph.
"""

from __future__ import annotations

import functools
import struct
from pathlib import Path

HERE = Path(__file__).parent / "built" / "fonts"
TEXT = tuple(f"IBMPlexSans-{style}.ttf" for style in ("Regular", "Italic", "Medium", "SemiBold", "Bold"))
FALLBACK = ("DejaVuSans.ttf", "NotoEmoji_400Regular.ttf")


class FontsMissing(RuntimeError):
    """Said to whoever installed the system."""


def files(folder: Path = HERE) -> list[Path]:
    """The font files, all of them; :class:`FontsMissing` names those that are not there."""
    wanted = [folder / name for name in (*TEXT, *FALLBACK)]
    missing = [path.name for path in wanted if not path.is_file()]
    if missing:
        raise FontsMissing(
            f"A PDF cannot be written: the fonts {', '.join(missing)} are not in {folder}. "
            "Run 'make setup', which puts them there."
        )
    return wanted


@functools.cache
def characters(folder: Path = HERE) -> frozenset[int]:
    """Every code point that can be drawn: in all styles of the text's own font, or in one that steps in for it."""
    held = {path.name: frozenset(_cmap(path.read_bytes())) for path in files(folder)}
    own = frozenset.intersection(*(held[name] for name in TEXT))
    return own.union(*(held[name] for name in FALLBACK))


def _cmap(font: bytes) -> set[int]:
    """The code points of a TrueType font's Unicode cmap (formats 4 and 12; OpenType 1.9, 'cmap')."""
    tables = {
        font[12 + 16 * i : 16 + 16 * i]: struct.unpack(">II", font[20 + 16 * i : 28 + 16 * i])
        for i in range(struct.unpack(">H", font[4:6])[0])
    }
    start, size = tables[b"cmap"]
    cmap = font[start : start + size]
    held: set[int] = set()
    for i in range(struct.unpack(">H", cmap[2:4])[0]):
        platform, _encoding, at = struct.unpack(">HHI", cmap[4 + 8 * i : 12 + 8 * i])
        if platform not in (0, 3):
            continue
        (form,) = struct.unpack(">H", cmap[at : at + 2])
        if form == 12:
            (groups,) = struct.unpack(">I", cmap[at + 12 : at + 16])
            for g in range(groups):
                first, last, _glyph = struct.unpack(">III", cmap[at + 16 + 12 * g : at + 28 + 12 * g])
                held.update(range(first, last + 1))
        elif form == 4:
            (double,) = struct.unpack(">H", cmap[at + 6 : at + 8])
            n = double // 2
            ends = struct.unpack(f">{n}H", cmap[at + 14 : at + 14 + double])
            begins = struct.unpack(f">{n}H", cmap[at + 16 + double : at + 16 + 2 * double])
            for begin, end in zip(begins, ends, strict=True):
                held.update(range(begin, min(end, 0xFFFE) + 1))
    return held
