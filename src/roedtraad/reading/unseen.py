"""CPR numbers in a file where no reader looks: headers, comments, hidden and deleted text, properties, Markdown's source.

Of a PDF: `opening.pdf.unseen`.

The file is kept as it came, so what nobody sees in the reading is kept as well. Runs in a limited process.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile

from lxml import etree

from roedtraad.language import cpr
from roedtraad.language.text import without_invisible
from roedtraad.reading.apart import work_apart
from roedtraad.reading.opening.detect import decode, is_pdf

# Key of the place (the app above has the words for it) by the name of the part in a Word file.
PARTS = (
    ("header", re.compile(r"(?i)word/header\d*\.xml")),
    ("footer", re.compile(r"(?i)word/footer\d*\.xml")),
    ("comment", re.compile(r"(?i)word/comments\w*\.xml")),
    ("note", re.compile(r"(?i)word/(?:foot|end)notes\.xml")),
    ("properties", re.compile(r"(?i)docProps/(?:core|custom)\.xml")),
    ("hidden", re.compile(r"(?i)word/[\w/]+\.xml")),
)
LARGEST = 60_000_000  # bytes of one part unpacked, as in the reading itself


def unseen_cpr(data: bytes, name: str) -> list[tuple[str, int, str]]:
    """(key of the place or 'line', line or 0, the number with its end hidden). Raises Unreadable."""
    module = "roedtraad.reading.opening.pdf.unseen" if is_pdf(data) else "roedtraad.reading.unseen"
    found = work_apart(f"{module}:find_for_parent", data, name)
    return [(where, line, masked) for where, line, masked in found]


def find_for_parent(data: bytes, name: str) -> list[list[str | int]]:
    """Runs in the child."""
    if not data.startswith(b"PK"):
        return [
            ["line", place.line, place.masked] for place in cpr.find(without_invisible(decode(data, name)))
        ]
    found: list[list[str | int]] = []
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for member in archive.infolist():
            key = next(
                (key for key, part in PARTS if part.fullmatch(posixpath.normpath(member.filename))), None
            )
            if key is not None and member.file_size <= LARGEST:
                places = cpr.find(without_invisible(_words(archive, member)))
                found += [[key, 0, masked] for masked in dict.fromkeys(place.masked for place in places)]
    return found


def _words(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> str:
    """Every word of a part, shown or not: paragraphs and runs a line each, of anything else its texts."""
    with archive.open(member) as part:
        data = part.read(LARGEST)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True)
    root = etree.fromstring(data, parser)
    if root is None:
        return ""
    paragraphs = list(root.iter("{*}p"))
    if not paragraphs:
        return "\n".join(text for text in root.itertext() if isinstance(text, str))
    lines = [each.get(name, "") for each in root.iter("{*}docPr", "{*}cNvPr") for name in ("descr", "title")]
    for each in (*paragraphs, *root.iter("{*}r")):
        # As a whole, and what stands and what was deleted each for itself: the one may be glued to the other.
        lines += ["".join(map(str, each.itertext()))]
        lines += ["".join(part.text or "" for part in each.iter(kind)) for kind in ("{*}t", "{*}delText")]
    return "\n".join(filter(None, lines))
