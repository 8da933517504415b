"""A zip file of XML parts, as Word and OpenDocument have it, opened so that a hostile one cannot hurt.

Only the parts that are asked for are unpacked, each counted while it is inflated: the sizes that the zip tells may lie. XML
with a document type or entities is refused (neither format has any), nothing outside the file is ever fetched, and depth and
number of tags are bounded before a tree is built.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from lxml import etree

from roedtraad.reading.errors import Unreadable

MAX_PART = 60_000_000  # bytes of one part unpacked; a 200-page report has 5 million
MAX_MEMBERS = 5_000
MAX_TAGS = 1_500_000  # "<" in one part; a 200-page report has 200,000, and each takes 150 bytes in the tree
# A directory that cannot be read, a part cut short, a checksum that is wrong …: zipfile raises a dozen kinds.
DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, KeyError, IndexError, ValueError, struct.error)  # fmt: skip


@contextmanager
def opened(data: bytes, name: str) -> Iterator[Package]:
    """The package while it is read. Whatever goes wrong with it inside comes out as Unreadable, with its cause."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if len(archive.infolist()) > MAX_MEMBERS:
                raise Unreadable("bomb", name, f"{MAX_MEMBERS} dele")
            yield Package(archive, name, frozenset(archive.namelist()))
    except Unreadable:
        raise
    except DAMAGE as error:
        raise Unreadable("damaged", name) from error
    except RecursionError as error:
        raise Unreadable("too_deep", name, "200") from error
    except OverflowError as error:
        raise Unreadable("too_large", name, f"{error.args[0]} afsnit") from error


@dataclass(slots=True, frozen=True)
class Package:
    """`name` is the file's, for messages; `members` the names of its parts."""

    archive: zipfile.ZipFile
    name: str
    members: frozenset[str]

    def content(self, member: str) -> bytes:
        """What the part holds, unpacked. Raises Unreadable("bomb") for more than a part may have."""
        about = self.archive.getinfo(member)
        if about.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise Unreadable("damaged", self.name)  # neither format knows another way to pack
        chunks, total = [], 0
        with self.archive.open(about) as part:
            while chunk := part.read(1 << 16):
                total += len(chunk)
                if total > MAX_PART:
                    raise Unreadable("bomb", self.name, f"{MAX_PART // 1_000_000} MB")
                chunks.append(chunk)
        return b"".join(chunks)

    def xml(self, member: str, *same: tuple[bytes, bytes]) -> etree._Element:
        """The part's tree. `same`: (other name, the name we know) of namespaces that mean the same."""
        data = self.content(member)
        if b"<!DOCTYPE" in data[:4096] or b"<!ENTITY" in data:
            raise Unreadable("damaged", self.name)  # OOXML has no DTD (ECMA-376 part 2, §8.1.4), nor has ODF
        if data.count(b"<") > MAX_TAGS:
            raise Unreadable("too_large", self.name, f"{MAX_TAGS} mærker i opbygningen")
        for other, known in same:
            if other in data[:8192]:
                data = data.replace(other, known)
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
        )
        try:
            root = etree.fromstring(data, parser)
        except etree.XMLSyntaxError as error:
            reason = "too_deep" if "depth" in str(error).lower() else "damaged"
            raise Unreadable(reason, self.name, "256") from error
        if root.getroottree().docinfo.internalDTD is not None:  # written in UTF-16, say
            raise Unreadable("damaged", self.name)
        return root
