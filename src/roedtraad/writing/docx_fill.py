"""Fills a Word template. Runs in the sandbox only: a template is a program that somebody else wrote.

docxtpl's cleaning makes of Word's XML a Jinja template; the rest is done here, so that no word of a report can ever
become XML or Jinja: Jinja puts a token where a value belongs, and the value takes the token's place in the parsed tree
as text. Blocks (``{{p body}}``) come in the same way, as elements.
"""

from __future__ import annotations

import functools
import io
import re
import struct
import zipfile
from collections.abc import Callable
from typing import Any

from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, TemplateSyntaxError, Undefined, UndefinedError, meta
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from lxml import etree

from roedtraad.writing import docx_body, samples
from roedtraad.writing.docx_faults import Fault
from roedtraad.writing.docx_guard import PARSER, Parts, Refused, W, inspect, parse, unpack
from roedtraad.writing.lines import annex_line, annex_name, header_line, meta_line
from roedtraad.writing.model import Report
from roedtraad.writing.text import clean
from roedtraad.writing.words import long_date, word

REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SPACES = (
    f'xmlns:w="{W}" xmlns:r="{REL}" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)
FILLED = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml$")
TOKEN = re.compile("\ue000rt(\\d+)\ue001")
P, T, R, BODY = f"{{{W}}}p", f"{{{W}}}t", f"{{{W}}}r", f"{{{W}}}body"

# The names a template may use. Danish first, as the guide does; English for whoever prefers it.
NAMES = {
    "titel": "title", "kommune": "municipality", "undertitel": "kicker", "sagsnummer": "case_number", "punkt": "access",
    "behandling": "routing", "dato": "date", "datagrundlag": "data_as_of", "sagslinje": "meta", "sidehoved": "header",
    "sidefod": "footer", "udkast": "draft", "sprog": "language", "indhold": "body", "afsnit": "sections", "del": "part",
    "bilag": "annexes", "bilagsliste": "annex_list", "bilagstekst": "annex_body", "ord": "words",
}  # fmt: skip


class Piece(str):
    """Blocks of the document, written when the template asks for them; empty is false, as a text would be."""

    _write: Callable[[], str]  # underscored: the sandbox lets no template reach it

    def __new__(cls, name: str, write: Callable[[], str]) -> Piece:
        made = super().__new__(cls, name)
        made._write = write
        return made


class _Parts(dict[str, Piece]):
    def __missing__(self, key: str) -> str:
        return ""  # not every report has every section; a template may ask for all of them


# ---------------------------------------------------------------- what the sandbox is asked for


def fill(template: bytes, report: str, pictures: list[bytes]) -> bytes | list[Fault]:
    """The filled document, or what is wrong with the template."""
    try:
        return _fill(template, Report.from_json(report), pictures)[0]
    except Refused as refused:
        return refused.faults


def check(template: bytes) -> list[Fault]:
    """What is wrong with the template, tried out on a report that has everything a report can have."""
    try:
        sample = samples.annual_status(picture=False)
        _, asked, styles = _fill(template, sample, [])
    except Refused as refused:
        return refused.faults
    faults: list[Fault] = []
    if "title" not in asked:
        faults.append(["no_title"])
    if not asked & {"body", "sections", "part"}:
        faults.append(["no_body"])
    faults += [["no_style", style] for style in docx_body.STYLES if style not in styles]
    return faults


# ---------------------------------------------------------------- filling


def _fill(template: bytes, report: Report, pictures: list[bytes]) -> tuple[bytes, set[str], dict[str, str]]:
    parts = unpack(template)
    if faults := inspect(parts):
        raise Refused(*faults)
    styles = _styles(parts)
    body = docx_body.Body(report, styles, [_ratio(png) for png in pictures])
    values: list[Any] = []

    def token(value: object) -> str:
        if isinstance(value, Undefined):
            str(value)  # raises, and says what was asked for
        if not isinstance(value, str | int | float):
            raise SecurityError(f"{type(value).__name__}")  # a method, a list: nothing to print
        values.append(value if isinstance(value, Piece) else str(value))
        return f"\ue000rt{len(values) - 1}\ue001"

    environment = ImmutableSandboxedEnvironment(
        autoescape=True, undefined=StrictUndefined, finalize=token, loader=None, extensions=()
    )
    environment.globals.clear()  # no range, no cycler, no lipsum: a template loops over what the report has
    context = _context(report, body)
    asked: set[str] = set()
    for name in sorted(parts):
        if FILLED.match(name):
            tree = parse(name, parts[name])
            source = etree.tostring(tree, encoding="unicode")
            if "{" not in source:
                continue
            filled = _render(environment, DocxTemplate("").patch_xml(source), name, context, asked)
            root = parse(name, filled.encode("utf-8", "replace"))
            _lay(root, values)
            parts[name] = _bytes(root)
    _complete(parts, body, report, pictures)
    return _packed(parts), asked, styles


def _render(environment: Any, source: str, name: str, context: dict[str, Any], asked: set[str]) -> str:
    try:
        names = meta.find_undeclared_variables(environment.parse(source))
        if strange := sorted(names - set(context)):
            raise Refused(*(["unknown", one, ", ".join(NAMES)] for one in strange))
        asked |= {NAMES.get(one, one) for one in names}
        return str(environment.from_string(source).render(context))
    except TemplateSyntaxError as fault:
        raise Refused(["syntax", name, str(fault.message)]) from fault
    except UndefinedError as fault:
        raise Refused(["unknown_part", str(fault.message)]) from fault
    except SecurityError as fault:
        raise Refused(["unsafe", str(fault.message)]) from fault
    except MemoryError:
        raise
    except (
        ArithmeticError,
        LookupError,
        TypeError,
        ValueError,
        AttributeError,
        RuntimeError,
        AssertionError,
    ) as fault:
        raise Refused(["fails", f"{name}: {str(fault)[:200]}"]) from fault


def _lay(root: etree._Element, values: list[Any]) -> None:
    """Each value to its token's place."""
    for paragraph in [p for p in root.iter(P) if p.text and TOKEN.search(p.text)]:
        # {{p x}} lost its paragraph to docxtpl, or stands in what is left of one.
        raise Refused(["misplaced", TOKEN.sub("", paragraph.text or "")])
    for holder in list(root.iter()):
        for attribute, value in ((str(key), str(held)) for key, held in holder.attrib.items()):
            if "\ue000rt" in value:
                holder.set(attribute, TOKEN.sub(lambda m: clean(str(_value(m, values))), value))
        if holder.text and "\ue000rt" in holder.text:
            _lay_text(holder, values)
        if holder.tail and "\ue000rt" in holder.tail:
            _lay_blocks(holder.getparent(), holder, values)


def _value(match: re.Match[str], values: list[Any]) -> Any:
    at = int(match[1])
    return values[at] if at < len(values) else match[0]


def _lay_text(holder: etree._Element, values: list[Any]) -> None:
    text = holder.text or ""
    found = [_value(match, values) for match in TOKEN.finditer(text)]
    pieces = [value for value in found if isinstance(value, Piece)]
    if holder.tag != T and not any(isinstance(value, Piece) for value in found):
        if holder.tag in (BODY, f"{{{W}}}tc", f"{{{W}}}hdr", f"{{{W}}}ftr", P, R):
            raise Refused(["misplaced", str(found[0])[:40]])
        holder.text = TOKEN.sub(lambda m: clean(str(_value(m, values))), text)
        return
    if holder.tag == T and pieces:
        raise Refused(["misplaced", str(pieces[0])])
    if holder.tag == T:
        lines = clean(TOKEN.sub(lambda m: str(_value(m, values)), text)).replace("\t", " ").split("\n")
        holder.text = lines[0]
        holder.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        for line in reversed(lines[1:]):
            more = etree.Element(T, {"{http://www.w3.org/XML/1998/namespace}space": "preserve"})
            more.text = line
            holder.addnext(more)
            holder.addnext(etree.Element(f"{{{W}}}br"))
        return
    _lay_blocks(holder, None, values)


def _lay_blocks(parent: Any, after: Any, values: list[Any]) -> None:
    """Text that stands between elements: what ``{{p body}}`` left. Its token becomes elements, the rest is only space."""
    text = (parent.text if after is None else after.tail) or ""
    found = [_value(match, values) for match in TOKEN.finditer(text)]
    if not all(isinstance(value, Piece) or value == "" for value in found):
        raise Refused(["misplaced", str(next(v for v in found if not isinstance(v, Piece)))[:40]])
    made: list[etree._Element] = []
    for value in found:
        if value != "":
            made += etree.fromstring(f"<rt {SPACES}>{value._write()}</rt>", _BIG)
    if after is None:
        parent.text = None
        parent[0:0] = made
    else:
        after.tail = None
        at = parent.index(after) + 1
        parent[at:at] = made


_BIG = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)


def _context(report: Report, body: docx_body.Body) -> dict[str, Any]:
    """What a template may ask for: texts, lists and dicts of them, and pieces."""
    say = report.language
    lines = [annex_line(report, annex) for annex in report.annexes]
    printed = [annex for annex in report.annexes if annex.sections]

    def whole() -> str:
        return (
            "".join(body.section(section) for section in report.sections) + body.annex_list(lines) + annexes()
        )

    def annexes() -> str:
        return "".join(body.annex(annex, annex_name(report, annex)) for annex in printed)

    pieces = _Parts()
    sections = []
    for section in report.sections:
        pieces[section.key] = Piece(section.key, functools.partial(body.section, section, heading=False))
        sections.append(
            {"key": section.key, "heading": section.heading, "body": pieces[section.key],
             "overskrift": section.heading, "indhold": pieces[section.key]}
        )  # fmt: skip
    context: dict[str, Any] = {
        "title": report.title,
        "municipality": report.municipality,
        "kicker": report.kicker,
        "case_number": report.case_number,
        "access": word(say, report.access) if report.access else "",
        "routing": ", ".join(report.routing),
        "date": long_date(say, report.date) if report.date else "",
        "data_as_of": long_date(say, report.data_as_of) if report.data_as_of else "",
        "meta": meta_line(report),
        "header": header_line(report),
        "footer": report.footer,
        "draft": word(say, "draft") if report.draft else "",
        "language": say,
        "body": Piece("body", whole),
        "sections": sections,
        "part": pieces,
        "annexes": lines,
        "annex_list": Piece("annex_list" if lines else "", lambda: body.annex_list(lines)),
        "annex_body": Piece("annex_body" if printed else "", annexes),
        "words": dict(
            zip(
                ("page", "of"),
                re.findall(r"[^\s{}]+(?= \{)", word(say, "page", page="{p}", pages="{n}")),
                strict=True,
            )
        )
        | {"side": "", "af": ""},
    }
    context["words"]["side"], context["words"]["af"] = context["words"]["page"], context["words"]["of"]
    return context | {danish: context[english] for danish, english in NAMES.items()}


# ---------------------------------------------------------------- the package around it


def _styles(parts: Parts) -> dict[str, str]:
    """Style name in small letters → style id. Word keeps the English names whatever language it runs in."""
    if "word/styles.xml" not in parts:
        return {}
    found = {}
    for style in parse("word/styles.xml", parts["word/styles.xml"]).iter(f"{{{W}}}style"):
        name = style.find(f"{{{W}}}name")
        if name is not None:
            found[str(name.get(f"{{{W}}}val")).lower()] = str(style.get(f"{{{W}}}styleId"))
    return found


def _ratio(png: bytes) -> float:
    wide, tall = struct.unpack(">II", png[16:24])
    return tall / wide


def _complete(parts: Parts, body: docx_body.Body, report: Report, pictures: list[bytes]) -> None:
    """Lists, links, pictures, document properties and language: what the written blocks lean on."""
    for n, png in enumerate(pictures, 1):
        parts[f"word/media/rt-{n}.png"] = png
        _relate(parts, f"rtPicture{n}", "image", f"media/rt-{n}.png")
    for n, href in enumerate(body.links, 1):
        _relate(parts, f"rtLink{n}", "hyperlink", clean(href), external=True)
    if pictures:
        _declare(parts, "Default", Extension="png", ContentType="image/png")
    if body.lists:
        _number(parts, body.lists)
    _describe(parts, report)
    if "word/styles.xml" in parts and report.language == "en":
        styles = parse("word/styles.xml", parts["word/styles.xml"])
        for language in styles.iterfind(f".//{{{W}}}docDefaults//{{{W}}}lang"):
            language.set(f"{{{W}}}val", "en-GB")
        parts["word/styles.xml"] = _bytes(styles)


def _number(parts: Parts, lists: list[tuple[str, int]]) -> None:
    if "word/numbering.xml" not in parts:
        parts["word/numbering.xml"] = f"<w:numbering {SPACES}/>".encode()
        _relate(parts, "rtNumbering", "numbering", "numbering.xml")
        _declare(
            parts, "Override", PartName="/word/numbering.xml",
            ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml",
        )  # fmt: skip
    root = parse("word/numbering.xml", parts["word/numbering.xml"])
    abstract, nums = docx_body.numbering(lists)
    first = next((i for i, child in enumerate(root) if child.tag == f"{{{W}}}num"), len(root))
    root[first:first] = list(etree.fromstring(f"<rt {SPACES}>{abstract}</rt>", PARSER))
    last = max(
        (i for i, child in enumerate(root) if child.tag in (f"{{{W}}}num", f"{{{W}}}abstractNum")), default=-1
    )
    root[last + 1 : last + 1] = list(etree.fromstring(f"<rt {SPACES}>{nums}</rt>", _BIG))
    parts["word/numbering.xml"] = _bytes(root)


def _relate(parts: Parts, name: str, kind: str, target: str, external: bool = False) -> None:
    where = "word/_rels/document.xml.rels"
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    root = parse(where, parts.get(where, f'<Relationships xmlns="{space}"/>'.encode()))
    relation = etree.SubElement(
        root, f"{{{space}}}Relationship", Id=name, Type=f"{REL}/{kind}", Target=target
    )
    if external:
        relation.set("TargetMode", "External")
    parts[where] = _bytes(root)


def _declare(parts: Parts, element: str, **attributes: str) -> None:
    space = "http://schemas.openxmlformats.org/package/2006/content-types"
    root = parse("[Content_Types].xml", parts["[Content_Types].xml"])
    key, value = next(iter(attributes.items()))
    if not any(child.get(key) == value for child in root):
        made = etree.Element(f"{{{space}}}{element}", attributes)
        root.insert(0, made) if element == "Default" else root.append(made)
    parts["[Content_Types].xml"] = _bytes(root)


def _describe(parts: Parts, report: Report) -> None:
    """Title, author and language of the file: what a screen reader says first, and what a search finds."""
    day = (
        report.date.isoformat() if report.date else "2000-01-01"
    )  # no clock: the same report, the same bytes
    core = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
    root = etree.Element(
        f"{{{core}}}coreProperties",
        nsmap={"cp": core, "dc": "http://purl.org/dc/elements/1.1/", "dcterms": "http://purl.org/dc/terms/",
               "xsi": "http://www.w3.org/2001/XMLSchema-instance"},
    )  # fmt: skip
    for tag, said in (
        ("{http://purl.org/dc/elements/1.1/}title", report.title),
        ("{http://purl.org/dc/elements/1.1/}creator", report.municipality),
        ("{http://purl.org/dc/elements/1.1/}language", {"da": "da-DK", "en": "en-GB"}[report.language]),
        ("{http://purl.org/dc/elements/1.1/}identifier", report.case_number),
        (f"{{{core}}}lastModifiedBy", report.municipality),
        ("{http://purl.org/dc/terms/}created", f"{day}T00:00:00Z"),
        ("{http://purl.org/dc/terms/}modified", f"{day}T00:00:00Z"),
    ):
        node = etree.SubElement(root, tag)
        node.text = clean(said)
        if "terms" in tag:
            node.set("{http://www.w3.org/2001/XMLSchema-instance}type", "dcterms:W3CDTF")
    if "docProps/core.xml" not in parts:
        _declare(
            parts, "Override", PartName="/docProps/core.xml",
            ContentType="application/vnd.openxmlformats-package.core-properties+xml",
        )  # fmt: skip
        space = "http://schemas.openxmlformats.org/package/2006/relationships"
        rels = parse("_rels/.rels", parts.get("_rels/.rels", f'<Relationships xmlns="{space}"/>'.encode()))
        etree.SubElement(
            rels, f"{{{space}}}Relationship", Id="rtCore", Target="docProps/core.xml",
            Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties",
        )  # fmt: skip
        parts["_rels/.rels"] = _bytes(rels)
    parts["docProps/core.xml"] = _bytes(root)


def _bytes(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _packed(parts: Parts) -> bytes:
    """The package with fixed times and order: the same parts give the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name in sorted(
            parts, key=lambda name: (name != "[Content_Types].xml", name != "_rels/.rels", name)
        ):
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 3
            entry.external_attr = 0o600 << 16
            package.writestr(entry, parts[name], compresslevel=6)
    return out.getvalue()
