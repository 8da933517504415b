"""Timetables told in lists and lines: a heading with a year or month, and rows under it."""

from __future__ import annotations

import re

from roedtraad.language.dates import FuzzyDate, find_dates
from roedtraad.language.sentences import find_sentences
from roedtraad.reading.lexicon import CONTRIBUTED, INVOLVEMENTS
from roedtraad.reading.model import Block
from roedtraad.reading.outline import Section
from roedtraad.reading.recognise import sentences
from roedtraad.reading.recognise.annexes import mentions
from roedtraad.reading.recognise.context import Context

YEAR = re.compile(r"(?:19|20)\d\d:?")
YEAR_LEFT = re.compile(r"^(?P<what>.{10,}[a-zæøå]) (?P<year>20\d\d)$")
HEAD = re.compile(r"^(?P<label>[^.!?]{2,60}?):?$")
ROW = re.compile(r"^(?P<when>.{3,40}?)\s*[:–—]\s*(?P<what>[A-ZÆØÅ].{3,})$", re.DOTALL)


def read_timetable(ctx: Context, section: Section, blocks: list[Block]) -> None:
    """Milestones, follow-ups and involvement from the blocks of a timetable.

    A heading's year completes what stands under it; a heading that is a date dates its rows.
    """
    now: FuzzyDate | None = None
    for found in find_dates(section.label):
        ctx.year = found.date.earliest.year
    for block in blocks:
        text = block.text
        if block.list is None and YEAR.fullmatch(text.strip()):
            ctx.year, now = int(text.strip()[:4]), None
            continue
        if (ended := YEAR_LEFT.match(text)) and ctx.year is not None and int(ended["year"]) == ctx.year + 1:
            # The next year's heading, caught at the end of the row above it.
            _row(ctx, block, ended["what"], 0, now)
            ctx.year, now = int(ended["year"]), None
            continue
        head = HEAD.match(text) if block.list is None and text.rstrip().endswith(":") else None
        if head:
            now = _head(ctx, head["label"], now)
            continue
        if (block.list is None and re.search(r"[.!?]\s+\S", text)) or (
            len(text.split()) > 12 and block.list is None
        ):
            for sentence in find_sentences(text):
                _row(ctx, block, sentence.text, sentence.start, None)
        else:
            _row(ctx, block, text, 0, now)
    ctx.year = None


def _head(ctx: Context, label: str, now: FuzzyDate | None) -> FuzzyDate | None:
    dated = FuzzyDate.parse(label, ctx.year)
    if dated:
        return dated
    dates = find_dates(label)
    if dates:  # "Tidsplan 2026:"
        ctx.year = dates[-1].date.earliest.year
        return None
    ctx.year = None if not re.search(r"\d", label) and "plan" in label.casefold() else ctx.year
    return None


def _row(ctx: Context, block: Block, text: str, offset: int, now: FuzzyDate | None) -> None:
    apart = ROW.match(text)
    when = FuzzyDate.parse(apart["when"], ctx.year) if apart else None
    if apart and when:
        text, now = apart["what"], when
    elif first := next((f for f in find_dates(text, ctx.year) if f.start == 0), None):
        # "Primo januar Kommissoriet behandles …": the two columns of a row, run together.
        rest = text[first.end :].lstrip()
        if re.match(r"[A-ZÆØÅ][a-zæøå]", rest) and len(rest) > 8:
            text, now = rest, first.date
    if mentions(ctx, block, text, offset):
        return
    told = sentences.when(text, ctx.year, vague=True)
    if not told and now is not None:
        start, end = now.iso()
        told = {"date": start, "date_to": end, "vague": now.vague}
    if (sentences.AGAIN.search(text) and len(text.split()) < 14) or sentences.is_follow_up(text):
        told.pop("vague", None)
        ctx.found.add(
            "follow_up", text, block, "timetable-row", offset=offset, every=sentences.every(text), **told
        )
    elif not re.match(r"^(?:Orientering|Drøftelse)\b", text) and (
        _involves(text) or CONTRIBUTED.search(text)
    ):
        before = len(ctx.found.found)
        sentences.involvement(ctx, block, text, offset)
        for found in ctx.found.found[before:]:
            found.attributes.update({k: v for k, v in told.items() if k != "vague" and v is not None})
    elif sentences.PAST.search(text):
        return  # what has been done is told, not planned
    elif told or block.list is not None or len(text.split()) < 14:
        ctx.found.add(
            "milestone", text, block, "timetable-row", offset=offset, body=sentences.place_of(text), **told
        )


def _involves(text: str) -> bool:
    """A row of asking people; treating the outcome of it ("behandling af høringssvar") is a milestone."""
    if re.search(
        r"\b(?:behandl\w+|opsamling|godkend\w+|gennemgang|tilrettelse)\b.{0,40}\bhøring", text, re.IGNORECASE
    ):
        return False
    return any(wording.search(text) for _, wording in INVOLVEMENTS)
