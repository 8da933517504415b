"""What a file is, from its content. The suffix says nothing: uploads are called anything."""

from __future__ import annotations

import io
import re
import zipfile

from roedtraad.reading.errors import Unreadable

MAX_BYTES = 50_000_000
MAX_TEXT = 10_000_000  # characters; a long policy has 200,000

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PDF = "application/pdf"
ODT = "application/vnd.oasis.opendocument.text"
HTML, MARKDOWN, PLAIN = "text/html", "text/markdown", "text/plain"
DOC, RTF = "application/msword", "application/rtf"  # read through LibreOffice, see `reading.legacy`

# First bytes of things that are no document, or that carry one where nobody can see it.
NO_DOCUMENT = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\0", b"MM\0*", b"RIFF", b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!",
               b"\x7fELF", b"MZ", b"BZh", b"\xfd7zXZ", b"OggS", b"ID3", b"SQLite format 3", b"<?xml", b"\xca\xfe\xba\xbe")  # fmt: skip
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")


def legacy_kind(data: bytes) -> str | None:
    """DOC or RTF if that is what the file is, told from a few of its bytes; None for all else."""
    if data.startswith(OLE):
        words = ("EncryptedPackage", "EncryptionInfo", "WordDocument")
        encrypted, info, word = (name.encode("utf-16-le") in data for name in words)
        return DOC if word and not (encrypted or info) else None
    return RTF if data[:64].lstrip().startswith(b"{\\rtf") else None


def detect(data: bytes, name: str) -> str:
    """The IANA media type. Raises Unreadable for what cannot be read."""
    head = data[:1024].lstrip()
    if not data.strip(b" \t\r\n\x0b\x0c\0"):
        raise Unreadable("empty", name)
    if data.startswith(OLE):
        return _ole(data, name)
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return _zip(data, name)
    if is_pdf(data):
        return PDF
    if legacy_kind(data):
        return RTF
    if _is_html(data):
        return HTML
    if data.startswith(NO_DOCUMENT) and not _is_text(data[:2048]):
        raise Unreadable("unsupported", name)
    if head.startswith(b"<?xml"):
        raise Unreadable("unsupported", name)
    text = decode(data, name)
    return (
        MARKDOWN if re.search(r"(?m)^ {0,3}#{1,6} \S|\*\*\S|^[ \t]*\|[^\n]*\|[ \t]*$|\]\(\S", text) else PLAIN
    )


def is_pdf(data: bytes) -> bool:
    """The mark of a PDF stands within the first 1024 bytes (ISO 32000-1, annex H, note 13), often not at once.

    Where text stands before it, it is a text about PDF: what is let in between is what mail and printing leave.
    """
    at = data.find(b"%PDF-", 0, 1024)
    return at == 0 or (at > 0 and (data[at - 1] in b"\n\r\0\xbf" or not _is_text(data[:2048])))


def _is_text(data: bytes) -> bool:
    """ "BM" and "MZ" begin words too: "BMI hos skolebørn" is no picture."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        text = data[: error.start].decode("utf-8")
        if error.start < len(data) - 4:
            return False
    return not CONTROL.search(text)


def _ole(data: bytes, name: str) -> str:
    """An OLE container is an old Word file, or an encrypted new one (MS-OFFCRYPTO 2.3.4.4)."""
    if legacy_kind(data):
        return DOC
    encrypted = any(word.encode("utf-16-le") in data for word in ("EncryptedPackage", "EncryptionInfo"))
    raise Unreadable("encrypted" if encrypted else "unsupported", name)


# A page, or a piece of one as agenda systems export it. Transcripts hold tags too, but begin with words.
HTML_START = re.compile(
    rb"(?i)\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*)*(?:<!doctype\s+html|<(?:html|head|body|meta|title|main|article|section|div|header|nav)[\s>])",
    re.DOTALL,
)


def _is_html(data: bytes) -> bool:
    start = data[:8192]
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        start = start.decode("utf-16", "replace").encode()
    if not HTML_START.match(start.removeprefix(b"\xef\xbb\xbf")):
        return False
    # "<div>" may begin a Markdown file as well: then Markdown's headings stand between its tags.
    return (
        b"<html" in start.lower() or b"<!doctype" in start.lower() or not re.search(rb"(?m)^#{1,6} \S", data)
    )


def _zip(data: bytes, name: str) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = {info.filename: info for info in archive.infolist()}
            if any(info.flag_bits & 1 for info in members.values()):
                raise Unreadable("encrypted", name)
            kind = archive.open("mimetype").read(80) if "mimetype" in members else b""
    except Unreadable:
        raise
    except Exception as error:  # zipfile raises a dozen kinds for damaged archives
        raise Unreadable("damaged", name) from error
    if "word/document.xml" in members or ("[Content_Types].xml" in members and _word_part(members)):
        return DOCX
    if kind.strip().startswith(ODT.encode()):
        return ODT
    raise Unreadable("unsupported", name)


def _word_part(members: dict[str, zipfile.ZipInfo]) -> bool:
    return any(re.fullmatch(r"word/document\d*\.xml", member) for member in members)


def decode(data: bytes, name: str) -> str:
    """The text of a text file: UTF-8, UTF-16 with its mark, else Windows-1252, as Danish offices write it."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = data.decode("utf-16", "replace")
    else:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            if error.start >= len(data) - 3 and error.reason == "unexpected end of data":
                text = data[: error.start].decode("utf-8-sig")  # cut in the middle of a letter
            else:
                text = data.decode("cp1252", "replace")
    if (
        len(CONTROL.findall(text[:100_000])) > len(text[:100_000]) // 200
        or text.count("\ufffd") > len(text) // 100
    ):
        raise Unreadable("unsupported", name)
    if len(text) > MAX_TEXT:
        raise Unreadable("too_large", name, f"{MAX_TEXT // 1_000_000} millioner tegn")
    if not re.search(r"[^\W\d_]", text):
        raise Unreadable("empty", name)
    return text
