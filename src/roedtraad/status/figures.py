"""The figures of a snapshot under keys, and the words around them. Pure: a snapshot's JSON in, plain data out.

A figure stands in a text as {{key}}. It is filled in when the text is shown or printed and can be moved or left out,
never typed: what was counted when the snapshot was taken is what everybody reads.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from roedtraad.writing.model import Block, Bullets, Figure, Paragraph, Span, Strong, Text, spans
from roedtraad.writing.words import STATUS_KEYS

from . import evidence as told
from .areas import areas_of, count
from .assembly import task_figures

TOKEN = re.compile(r"\{\{\s*([a-z0-9_.]+)\s*\}\}")
_STRONG = re.compile(r"\*\*(.+?)\*\*", re.DOTALL)
COUNTED = ("goals", *STATUS_KEYS, "unreported", "attention")


@dataclass(frozen=True)
class Counted:
    """One figure: what is counted (`goals`, a status key, `unreported`, `attention`, `indicators` …), of which area, now
    or last time; of an indicator, `title`, what it is of it (`latest`, `upper` …)."""

    key: str
    text: str
    what: str
    area: str = ""
    previous: bool = False
    title: str = ""


def figures_of(snapshot: Mapping[str, Any]) -> dict[str, Counted]:
    """Every figure a text may use: {key: Counted}; whole plan first, then last time's, then each focus area's."""
    found: dict[str, Counted] = {}

    def add(key: str, number: int, what: str, area: str = "", previous: bool = False) -> None:
        found[key] = Counted(key, in_print(number), what, area, previous)

    for what, number in _with_attention(snapshot["figures"]):
        add(what, number, what)
    if snapshot.get("previous"):
        for what, number in _with_attention(snapshot["previous"]["figures"]):
            add(f"previous.{what}", number, what, previous=True)
    for what, number in task_figures(snapshot).items():
        add(what, number, what)
    for area in areas_of(snapshot):
        for what, number in _with_attention(count(area.goals)):
            add(f"{area.key}.{what}", number, what, area.title)
    return found | figures_of_indicators(snapshot)


def figures_of_indicators(snapshot: Mapping[str, Any]) -> dict[str, Counted]:
    """How many indicators have turned, and of each focus area the figures of its indicators."""
    evidence = told.evidence_of(snapshot)
    found = {key: Counted(key, in_print(number), key) for key, number in told.counts(evidence)}
    for area in areas_of(snapshot) if evidence.all else ():
        for key, text, what, title in told.figures_of_area(evidence, area):
            found[key] = Counted(key, text, what, area.title, title=title)
    return found


def _with_attention(figures: Mapping[str, int]) -> Iterator[tuple[str, int]]:
    for what in COUNTED:
        if what == "attention":
            yield what, figures.get("risk", 0) + figures.get("off", 0)
        else:
            yield what, figures.get(what, 0)


def in_print(number: int) -> str:
    """With the Danish separator: 1.204."""
    return f"{number:,}".replace(",", ".")


# ---------------------------------------------------------------- words with figures in them


def unknown_tokens(text: str, figures: Mapping[str, Any]) -> list[str]:
    """Keys in the text that no figure has, in reading order; '{{' for braces that hold no key at all."""
    unknown = [key for key in TOKEN.findall(text) if key not in figures]
    if re.search(r"\{\{|\}\}", TOKEN.sub("", text)):
        unknown.append("{{")
    return unknown


def blocks_of(text: str, figures: Mapping[str, Counted]) -> list[Block]:
    """Words as blocks: a blank line parts paragraphs, '- ' begins a point, **…** is bold, {{key}} is a locked figure."""
    blocks: list[Block] = []
    for part in re.split(r"\n\s*\n", text.strip().replace("\r\n", "\n")):
        lines = [line.strip() for line in part.split("\n") if line.strip()]
        prose: list[str] = []
        points: list[str] = []
        for line in lines:
            if line.startswith(("- ", "• ")):
                points.append(line[2:].strip())
            elif points:
                points[-1] += " " + line
            else:
                prose.append(line)
        if prose:
            blocks.append(Paragraph(line_of(" ".join(prose), figures)))
        if points:
            blocks.append(Bullets([line_of(point, figures) for point in points]))
    return blocks


def line_of(text: str, figures: Mapping[str, Counted]) -> tuple[Span, ...]:
    """One line of words as spans."""
    out: list[Span] = []
    for number, piece in enumerate(_STRONG.split(text)):
        last = 0
        for match in TOKEN.finditer(piece):
            out += _said(piece[last : match.start()], bool(number % 2))
            figure = figures.get(match[1])
            out.append(Figure(figure.text, match[1]) if figure else Text(match[0]))
            last = match.end()
        out += _said(piece[last:], bool(number % 2))
    return spans(out)


def _said(text: str, strong: bool) -> list[Span]:
    if not text:
        return []
    return [Strong(text) if strong else Text(text)]
