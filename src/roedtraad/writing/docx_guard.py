"""What a Word template may be made of: parts, relations and fields. Runs in the sandbox, before anything is filled."""

from __future__ import annotations

import io
import re
import zipfile
import zlib

from lxml import etree

from roedtraad.writing.docx_faults import Fault

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
MAIN = "word/document.xml"
MOST_PARTS, MOST_BYTES = 500, 40 * 1024 * 1024
# Fields that read a file, call another program or run a macro (ECMA-376 part 1, 17.16.5, and Word's DDE).
FIELDS = re.compile(
    r"\b(INCLUDETEXT|INCLUDEPICTURE|INCLUDE|IMPORT|DDEAUTO|DDE|LINK|RD|DATABASE|MACROBUTTON|GOTOBUTTON|EMBED|CONTROL|HTMLCONTROL|ASK|FILLIN)\b"
)
PARSER = etree.XMLParser(
    resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_pis=True
)


class Refused(Exception):
    """The template is not opened any further."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__(repr(faults))
        self.faults = list(faults)


Parts = dict[str, bytes]


def unpack(data: bytes) -> Parts:
    """The parts of the package by name; :class:`Refused` for what is no .docx or is larger than it says."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            entries = package.infolist()
            if len(entries) > MOST_PARTS or sum(entry.file_size for entry in entries) > MOST_BYTES:
                raise Refused(["bomb"])
            parts: Parts = {}
            left = MOST_BYTES
            for entry in entries:
                if entry.is_dir():
                    continue
                with package.open(entry) as stream:
                    parts[entry.filename] = stream.read(left + 1)
                left -= len(parts[entry.filename])
                if left < 0:
                    raise Refused(["bomb"])
    except (
        zipfile.BadZipFile,
        zlib.error,
        NotImplementedError,
        RuntimeError,
        EOFError,
        OSError,
        ValueError,
    ) as fault:
        raise Refused(["not_docx"]) from fault
    if MAIN not in parts or "[Content_Types].xml" not in parts:
        raise Refused(["not_docx"])
    return parts


def has_doctype(root: etree._Element) -> bool:
    return bool(getattr(root.getroottree().docinfo, "doctype"))  # noqa: B009 - the stubs lack it


def parse(name: str, xml: bytes) -> etree._Element:
    try:
        root = etree.fromstring(xml, PARSER)
    except etree.XMLSyntaxError as fault:
        raise Refused(["damaged", name]) from fault
    if has_doctype(root):
        raise Refused(["damaged", name])
    return root


def inspect(parts: Parts) -> list[Fault]:
    """Everything in the package that a template may not hold."""
    faults: list[Fault] = []
    types = parts["[Content_Types].xml"].decode("utf-8", "replace")
    if "macroEnabled" in types or any(re.search(r"vba(Project|Data)", name, re.I) for name in parts):
        faults.append(["macros"])
    elif "wordprocessingml.template.main" in types:
        faults.append(["template_format"])
    for name in parts:
        if re.match(r"word/(embeddings|activeX|afchunk)", name, re.I):
            faults.append(["embedded", name])
    for name, xml in parts.items():
        if name.endswith(".rels"):
            faults += _relations(name, xml)
        elif name.startswith("word/") and name.endswith(".xml"):
            faults += _fields(name, xml)
    return faults


def _relations(name: str, xml: bytes) -> list[Fault]:
    faults: list[Fault] = []
    for relation in parse(name, xml):
        if not isinstance(relation.tag, str):
            continue
        kind = str(relation.get("Type", "")).rsplit("/", 1)[-1]
        target = str(relation.get("Target", ""))
        if kind in ("aFChunk", "oleObject", "package", "control", "vbaProject", "frame", "subDocument"):
            faults.append(["embedded", kind])
            continue
        outside = str(relation.get("TargetMode", "")).lower() == "external" or "://" in target
        if outside and not (kind == "hyperlink" and re.match(r"(https?://|mailto:)", target)):
            faults.append(["external", f"{kind} {target[:120]}"])
    return faults


def _fields(name: str, xml: bytes) -> list[Fault]:
    """Field codes may be spread over several runs, so those of a paragraph are read together."""
    root = parse(name, xml)
    said = [" ".join(str(f.get(f"{{{W}}}instr", "")) for f in root.iter(f"{{{W}}}fldSimple"))]
    said += [
        "".join(code.text or "" for code in paragraph.iter(f"{{{W}}}instrText"))
        for paragraph in root.iter(f"{{{W}}}p")
    ]
    found = dict.fromkeys(match.upper() for line in said for match in FIELDS.findall(line.upper()))
    return [["field", field] for field in found]
