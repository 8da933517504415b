"""Annexes: the list at the end of an agenda item, and "Bilag 2" mentioned in the text."""

from __future__ import annotations

import re
from typing import Any

from roedtraad.reading.model import Block
from roedtraad.reading.outline import Run
from roedtraad.reading.recognise.context import Context

# "1 - 3514320 | Åben | Titel | (91368/23) | (H)": the parts by form, in whatever order the system prints them.
NUMBER = re.compile(
    r"^(?:bilag\s*)?(?P<number>\d{1,3}|[A-Z])\s*(?:[-–.:]\s*(?P<document>\d{4,10}(?:[-/]\d+)*)?)?\s*$",
    re.IGNORECASE,
)
OPEN = re.compile(r"^(?:åben|offentlig|lukket|fortrolig|ej offentlig)\.?$", re.IGNORECASE)
CASE = re.compile(r"^\(?(\d{2,6}/\d{2,6}|\d{4}-\d{5,7})\)?$")
CODE = re.compile(r"^\([A-ZÆØÅ]{1,2}\)$")
DOCUMENT = re.compile(r"^\d{5,10}$")
LINE = re.compile(
    r"^bilag\s*(?P<number>\d{1,2}(?:\.\d{1,2})*|[A-Z])\b(?:\s*[:.–-]\s*|\s+(?=[A-ZÆØÅ\d]))(?P<title>\S.*)$",
    re.IGNORECASE | re.DOTALL,
)
QUOTED = re.compile(r"\b[Bb]ilag\s*(?P<number>\d{1,2})\s*[:,]?\s*[\"“”„»](?P<title>[^\"“”„»«]{3,120})[\"“”«]")
ATTACHED = re.compile(
    r"^(?P<title>[A-ZÆØÅ].{3,80}?) (?:er|vedlægges som) (?:vedhæftet|vedlagt)?\s*(?:[–,-]|som)?\s*\(?[Bb]ilag\s*(?P<number>\d{1,2})\)?\.?$"
)


def read_annexes(ctx: Context, runs: list[Run]) -> None:
    """The annexes under the label "Bilag": table rows, list items or lines."""
    for run in runs:
        if run.form == "table":
            rows: dict[int, list[Block]] = {}
            for block in run.blocks:
                if block.cell:
                    rows.setdefault(block.cell.row, []).append(block)
            for blocks in rows.values():
                _row(ctx, blocks[0], [block.text for block in blocks])
        else:
            for block in run.blocks:
                if re.fullmatch(r"(?:intet|ingen(?: bilag)?|-)\.?", block.text.strip(), re.IGNORECASE):
                    continue
                line = LINE.match(FILE_TYPE.sub("", block.text))
                position = (
                    str(block.list.position) if block.list and block.list.marker[:1].isdigit() else None
                )
                title, told = _title_and_facts(line["title"] if line else block.text)
                ctx.found.add(
                    "annex", title, block, "annex-row", number=line["number"] if line else position, **told
                )


# The word for the icon that a site shows before a file's name.
FILE_TYPE = re.compile(r"^(?:pdf|docx?|xlsx?|pptx?)\s+(?=\S)", re.IGNORECASE)
BRACKETS = re.compile(r"\s*[(\[](?P<inner>[^()\[\]]{1,60})[)\]]\s*$")
LABELLED_NUMBER = re.compile(
    r"^(?:dok(?:ument)?\.?\s?(?:nr|nummer|id)\.?:?\s*)(?P<number>[\d./-]{4,20})$", re.IGNORECASE
)


def _title_and_facts(text: str) -> tuple[str, dict[str, Any]]:
    """ "Statusnotat 2025 (dok.nr. 123456-26) (Åben)" → the title, and what stands in brackets after it."""
    told: dict[str, Any] = {}
    text = re.sub(r"\.(?:pdf|docx?|xlsx?|pptx?)$", "", FILE_TYPE.sub("", text), flags=re.IGNORECASE)
    if closed := re.search(r"\s[–-]\s(åben|lukket|fortrolig|offentlig)\.?$", text, re.IGNORECASE):
        told["open"] = closed[1].lower() in ("åben", "offentlig")
        text = text[: closed.start()]
    while match := BRACKETS.search(text):
        inner = match["inner"].strip()
        labelled = LABELLED_NUMBER.match(inner)
        if labelled or DOCUMENT.match(inner):
            told["document_number"] = labelled["number"] if labelled else inner
        elif OPEN.match(inner):
            told["open"] = inner.lower().startswith(("åben", "offentlig"))
        elif CASE.match(inner):
            told["case_number"] = inner
        elif not CODE.match(match[0].strip()):
            break
        text = text[: match.start()]
    return text, told


def _row(ctx: Context, block: Block, cells: list[str]) -> None:
    told: dict[str, Any] = {}
    title = ""
    for cell in (cell.strip() for cell in cells):
        number = NUMBER.match(cell)
        if number and "number" not in told:
            told["number"] = number["number"]
            if number["document"]:
                told["document_number"] = number["document"]
        elif OPEN.match(cell):
            told["open"] = cell.lower().startswith(("åben", "offentlig"))
        elif case := CASE.match(cell):
            told["case_number"] = case[1]
        elif DOCUMENT.match(cell):
            told.setdefault("document_number", cell)
        elif not CODE.match(cell) and len(cell) > len(title):
            title = cell
    if title and not re.fullmatch(r"(?:titel|bilag|dokument(?:navn)?|navn)", title, re.IGNORECASE):
        ctx.found.add("annex", title, block, "annex-row", **told)


def mentions(ctx: Context, block: Block, text: str, offset: int = 0) -> bool:
    """Annexes that a sentence names with their number; true if the sentence does nothing else."""
    attached = ATTACHED.match(text)
    if attached:
        ctx.found.add(
            "annex", attached["title"], block, "annex-row", number=attached["number"], offset=offset
        )
        return True
    for match in QUOTED.finditer(text):
        ctx.found.add(
            "annex", match["title"], block, "annex-row", number=match["number"], offset=offset + match.start()
        )
    return False
