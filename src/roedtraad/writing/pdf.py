"""A report as PDF/UA-1 (ISO 14289-1), set by Typst. The report's words go in as data and are never read as source."""

from __future__ import annotations

import functools
import json
import re
import tempfile
from pathlib import Path
from typing import Any

import typst

from roedtraad.writing import fonts, svg
from roedtraad.writing.codec import plain
from roedtraad.writing.lines import annex_line, annex_name, header_line, meta_line
from roedtraad.writing.model import Report, lies_flat
from roedtraad.writing.text import clean, laid
from roedtraad.writing.words import status_word, word

TEMPLATE = Path(__file__).with_name("report.typ")
LONG_WORD = 30  # letters; a longer one gets places to break, or it would run off the paper
WHOLE_ROWS, WHOLE = 8, 900  # rows and characters; a table of so few stays on one page
LONG_ROW = 1200  # characters; a longer row may be split over two pages, or it could run off the paper
BREAK = "\u200b"


def to_pdf(report: Report) -> bytes:
    """The report as a tagged PDF; the same report gives the same bytes.

    Raises :class:`roedtraad.writing.fonts.FontsMissing` where the installation lacks its fonts.
    """
    return typeset(TEMPLATE, "report", _data(report))


def typeset(template: Path, name: str, data: dict[str, Any]) -> bytes:
    """One of our templates as PDF/UA-1. `data`, which it reads as `sys.inputs.<name>`, is made fit for the fonts."""
    held = fonts.characters()
    try:
        return _compiled(template, name, _fit(data, held))
    except typst.TypstError as fault:
        if "could not be displayed" not in str(fault):
            raise
        # A font may hold each letter and still not the shape that some letters make together. Then everything that
        # the text's own fonts cannot draw is written as its number: read with trouble, but not lost.
        return _compiled(template, name, _fit(data, frozenset(range(0x20, 0x180)) & held))


def drawing_to_png(drawing: str, ppi: float = 220, width: int = 166) -> bytes:
    """One of our SVG drawings as PNG, ``width`` millimetres wide at ``ppi`` (Word before 2016 cannot show SVG).

    As wide as it is shown: a drawing of half the width has a quarter of the points, and is made in a quarter of the time.
    """
    source = (
        b'#set page(width: int(sys.inputs.width) * 1mm, height: auto, margin: 0pt)\n#set text(font: ("IBM Plex Sans", "DejaVu Sans"))\n'
        b'#image(bytes(sys.inputs.svg), format: "svg", width: 100%)\n'
    )
    with tempfile.TemporaryDirectory() as empty:
        compiler = typst.Compiler(
            source,
            root=empty,
            font_paths=_fonts(),
            sys_inputs={"svg": svg.checked(drawing), "width": str(width)},
        )
        made = compiler.compile(format="png", ppi=ppi)
    assert isinstance(made, bytes)
    return made


@functools.cache
def _fonts() -> typst.Fonts:
    """The given fonts and no other, so that a report looks the same on every machine."""
    folder = fonts.files()[0].parent
    found = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(folder)])
    held = {(font.family, font.weight) for font in found.fonts()}
    wanted = {
        *(("IBM Plex Sans", weight) for weight in (400, 500, 600, 700)),
        ("DejaVu Sans", 400),
        ("Noto Emoji", 400),
    }
    if missing := sorted(f"{family} {weight}" for family, weight in wanted - held):
        raise fonts.FontsMissing(
            f"A PDF cannot be written: the font files in {folder} lack {', '.join(missing)}. Run 'make setup' again."
        )
    return found


def _compiled(template: Path, name: str, data: dict[str, Any]) -> bytes:
    with (
        tempfile.TemporaryDirectory() as empty
    ):  # the root: nothing on the machine can be read from the template
        compiler = typst.Compiler(
            template.read_bytes(),
            root=empty,
            font_paths=_fonts(),
            sys_inputs={name: json.dumps(data, ensure_ascii=False)},
        )
        made = compiler.compile(format="pdf", pdf_standards=["ua-1"])
    assert isinstance(made, bytes)
    return made


def _data(report: Report) -> dict[str, Any]:
    """What the template draws: the report as plain data."""
    data = plain(report)
    words = report.language
    data.update(
        meta=meta_line(report),
        header=header_line(report),
        page=re.split(r"\{pages?\}", word(words, "page", page="{page}", pages="{pages}")),
        words={"annexes": word(words, "annexes")},
    )
    for annex, made in zip(report.annexes, data["annexes"], strict=True):
        made.update(line=annex_line(report, annex, number=False), meta=annex_name(report, annex))
    for section in (*data["sections"], *(s for annex in data["annexes"] for s in annex["sections"])):
        for block in section["blocks"]:
            _prepare(block, words)
    return data


def _prepare(block: dict[str, Any], language: str) -> None:
    kind = block["is"]
    if kind == "table":
        lengths = [_length(row) for row in block["rows"]]
        block["whole"] = len(lengths) <= WHOLE_ROWS and sum(lengths) <= WHOLE
        block["rows"] = [
            {"cells": row, "long": length > LONG_ROW}
            for row, length in zip(block["rows"], lengths, strict=True)
        ]
    elif kind == "statustally":
        for count in block["counts"]:
            count["word"] = status_word(language, count["status"])
    elif kind == "threadline":
        block["flat"] = lies_flat([knot["title"] for knot in block["knots"]])
    elif kind == "picture":
        block["svg"] = svg.checked(block["svg"])
        block["alt"] = f"{block['title']}. {block['desc']}"
    for span in _inside(block):
        if span["is"] == "status":
            span["text"] = span["text"] or status_word(language, span["key"])
        elif span["is"] == "figure":
            span["whole"] = len(span["text"]) <= LONG_WORD
        elif span["is"] == "link":
            span["text"] = span["text"].replace(
                "\u00ad", ""
            )  # a link that ends in one makes Typst 0.15 give up
            if span["href"].startswith(("/", "#")):
                span["href"] = ""  # paper has no site to be within


def _inside(value: Any) -> list[dict[str, Any]]:
    """Every span object in a block."""
    if isinstance(value, list):
        return [span for one in value for span in _inside(one)]
    if isinstance(value, dict):
        if value["is"] in ("strong", "figure", "link", "status") if "is" in value else False:
            return [value]
        return [span for one in value.values() for span in _inside(one)]
    return []


def _length(value: Any) -> int:
    if isinstance(value, str):
        return len(value)
    if isinstance(value, list):
        return sum(_length(one) for one in value)
    return len(value["text"])


_LONG = re.compile(rf"\S{{{LONG_WORD},}}")
_KEPT = frozenset({"svg", "href", "is", "key", "status", "align", "colour", "language"})


def _fit(value: Any, held: frozenset[int]) -> Any:
    if isinstance(value, str):
        return printable(value, held)
    if isinstance(value, list | tuple):
        return [_fit(one, held) for one in value]
    if isinstance(value, dict):
        return {name: clean(one) if name in _KEPT else _fit(one, held) for name, one in value.items()}
    return value


def printable(text: str, held: frozenset[int]) -> str:
    """``text`` as the fonts can print it: what none of them holds is written as its number, '[U+6F22]'."""
    if not text.isascii() or not text.isprintable():
        text = laid(text).replace("\t", " ")
        if not held.issuperset(map(ord, text)):
            text = "".join(c if ord(c) in held or c == "\n" else f"[U+{ord(c):04X}]" for c in text)
    if len(text) >= LONG_WORD:
        text = _LONG.sub(lambda m: BREAK.join(m[0][i : i + 10] for i in range(0, len(m[0]), 10)), text)
    return text
