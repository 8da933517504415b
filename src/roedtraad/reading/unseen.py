"""CPR numbers in a file where no reader looks: headers, comments, hidden and deleted text, properties, mark-up's source.

Of a PDF: `opening.pdf.unseen`.

The file is kept as it came, so what nobody sees in the reading is kept as well. Runs in a limited process.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator

from lxml import etree

from roedtraad.language import cpr
from roedtraad.language.text import without_invisible
from roedtraad.reading.apart import work_apart
from roedtraad.reading.opening.detect import HTML, decode, detect, is_pdf

# Key of the place (the app above has the words for it) by the name of the part in a Word or OpenDocument file.
PARTS = (
    ("header", re.compile(r"(?i)word/header\d*\.xml")),
    ("footer", re.compile(r"(?i)word/footer\d*\.xml")),
    ("comment", re.compile(r"(?i)word/comments\w*\.xml")),
    ("note", re.compile(r"(?i)word/(?:foot|end)notes\.xml")),
    ("properties", re.compile(r"(?i)docProps/(?:core|custom|app)\.xml|customXml/[\w/]+\.xml|meta\.xml")),
    ("header", re.compile(r"styles\.xml")),  # of OpenDocument: headers and footers stand with the page styles
    ("content", re.compile(r"(?:[^/]+/)?content\.xml")),
    ("hidden", re.compile(r"(?i)word/[\w/]+\.xml")),
)
LARGEST = 60_000_000  # bytes of one part unpacked, as in the reading itself
NESTED = 200  # files inside the file that are looked into

# Where an element of OpenDocument keeps words that its page does not show.
ODF = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
PLACES = (
    ("comment", f"{ODF % 'office'}annotation"),
    ("hidden", f"{ODF % 'text'}tracked-changes"),
    ("note", f"{ODF % 'text'}note"),
)
# What holds words in one line of an HTML page: a number may be parted by these and still be read as one.
HTML_INLINE = frozenset(
    "a abbr b bdi bdo cite code em font i kbd label mark q s samp small span strong sub sup time u var wbr".split()
)
CALLED = re.compile(r"(?i)cpr|personn(?:umme)?r")


def unseen_cpr(data: bytes, name: str) -> list[tuple[str, int, str]]:
    """(key of the place or 'line', line or 0, the number with its end hidden). Raises Unreadable."""
    from roedtraad.reading.legacy import modern

    shown = modern(data, name)
    module = "roedtraad.reading.opening.pdf.unseen" if is_pdf(shown) else "roedtraad.reading.unseen"
    found = work_apart(f"{module}:find_for_parent", shown, name)
    return [(where, line, masked) for where, line, masked in found]


def find_for_parent(data: bytes, name: str) -> list[list[str | int]]:
    """Runs in the child."""
    if data.startswith(b"PK"):
        return _once(_in_package(data, deeper=True))
    if detect(data, name) == HTML:
        return _once(_in_page(data))
    return [["line", place.line, place.masked] for place in cpr.find(without_invisible(decode(data, name)))]


def _once(found: Iterator[tuple[str, str]]) -> list[list[str | int]]:
    return [[where, 0, masked] for where, masked in dict.fromkeys(found)]


def _numbers(where: str, text: str) -> Iterator[tuple[str, str]]:
    for place in cpr.find(without_invisible(text)):
        yield where, place.masked


# Word and OpenDocument


def _in_package(data: bytes, *, deeper: bool) -> Iterator[tuple[str, str]]:
    """(place, number) in all parts, and in the files that are packed inside: earlier versions, tables, other documents."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        nested = 0
        for member in archive.infolist():
            path = posixpath.normpath(member.filename)
            key = next((key for key, part in PARTS if part.fullmatch(path)), None)
            if not deeper and path.endswith(".xml"):
                key = key or "hidden"
            if member.file_size > LARGEST:
                continue
            if key is not None:
                with archive.open(member) as part:
                    content = part.read(LARGEST)
                yield from _in_content(content) if key == "content" else _numbers(key, _words(content))
            elif deeper and nested < NESTED and not path.endswith(".xml"):
                with archive.open(member) as part:
                    if part.read(2) == b"PK":
                        nested += 1
                        inner = b"PK" + part.read(LARGEST)
                        if zipfile.is_zipfile(io.BytesIO(inner)):
                            yield from (("hidden", masked) for _, masked in _in_package(inner, deeper=False))


def _tree(content: bytes) -> etree._Element | None:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True)
    try:
        return etree.fromstring(content, parser)
    except etree.XMLSyntaxError:  # nothing in it that even a lenient reader takes for XML
        return None


def _in_content(content: bytes) -> Iterator[tuple[str, str]]:
    """The text of an OpenDocument file: what its page does not show is told by where it stands."""
    root = _tree(content)
    if root is None:
        return
    for key, tag in PLACES:
        for each in list(root.iter(tag)):
            yield from _numbers(key, _lines(each))
    yield from _numbers("hidden", _lines(root))


def _words(content: bytes) -> str:
    root = _tree(content)
    return _lines(root) if root is not None else ""


def _lines(root: etree._Element) -> str:
    """Every word of a part, shown or not: paragraphs and runs a line each, of anything else its texts."""
    paragraphs = list(root.iter("{*}p", "{*}h"))
    if not paragraphs:
        return "\n".join(text for text in root.itertext() if isinstance(text, str))
    lines = [each.get(name, "") for each in root.iter("{*}docPr", "{*}cNvPr") for name in ("descr", "title")]
    lines += [each.text or "" for each in root.iter("{*}desc", "{*}title")]
    for each in (*paragraphs, *root.iter("{*}r")):
        # As a whole, and what stands and what was deleted each for itself: the one may be glued to the other.
        lines += ["".join(map(str, each.itertext()))]
        lines += ["".join(part.text or "" for part in each.iter(kind)) for kind in ("{*}t", "{*}delText")]
        lines += [each.text or "", *(part.tail or "" for part in each.iterchildren())]
    return "\n".join(filter(None, lines))


# HTML


def _in_page(data: bytes) -> Iterator[tuple[str, str]]:
    """Comments, what is hidden, attributes and what scripts carry.

    In scripts and attributes ten digits are far more often a time or a key: there a number counts that is written with its
    hyphen, or that something calls CPR.
    """
    from roedtraad.reading.opening.html import decode_html

    parser = etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=True)
    root = etree.fromstring(decode_html(data).encode("utf-8", "replace"), parser)
    if root is None:
        return
    text: list[str] = []
    for event, each in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        if event in ("comment", "pi"):
            yield from _numbers("comment", each.text or "")
        elif event == "start":
            yield from _in_attributes(each)
            if each.tag in ("script", "style"):
                yield from (("hidden", masked) for masked in _called(each.text or ""))
            else:
                text += ["" if each.tag in HTML_INLINE else "\n", each.text or ""]
            continue
        elif each.tag not in HTML_INLINE:
            text.append("\n")
        text.append(each.tail or "")
    yield from _numbers("hidden", "".join(text))


def _in_attributes(each: etree._Element) -> Iterator[tuple[str, str]]:
    where = "properties" if each.tag == "meta" else "hidden"
    if any(len(value) > 9 for value in each.attrib.values()):
        told = " ".join(f"{name!s} {value!s}" for name, value in each.attrib.items())
        yield from ((where, masked) for masked in _called(told))


def _called(text: str) -> Iterator[str]:
    shown = without_invisible(text)
    for place in cpr.find(shown):
        if not shown[place.start : place.end].isdecimal() or CALLED.search(
            shown[max(0, place.start - 40) : place.start]
        ):
            yield place.masked
