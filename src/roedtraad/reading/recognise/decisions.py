"""Recommendations and decisions of an agenda item: the at-points, and what each of them was answered with."""

from __future__ import annotations

import re

from roedtraad.language.dates import find_dates
from roedtraad.language.sentences import find_sentences
from roedtraad.reading.model import Block
from roedtraad.reading.outline import Section, runs
from roedtraad.reading.recognise import sentences
from roedtraad.reading.recognise.collect import Found
from roedtraad.reading.recognise.context import Context, last_sentence, lead_in

# "At 1) …", "1. at …", "a) …", "at …": an at-point on a line of its own.
POINT = re.compile(
    r"^(?:(?:at|ad\.?|punkt|pkt\.?)\s*(?P<a>\d{1,2}|[a-h])\s*[.:)]+\s*|(?P<b>\d{1,2}|[a-h])[.)]\s+(?=at\b)|(?=at\s))(?P<text>.+)$",
    re.IGNORECASE | re.DOTALL,
)
INTRODUCES = re.compile(
    r"(?:\bindstille[rs]\b|\banbefale[rs]\b|\bforeslå[rs]\b).{0,120}?(?:[,:]|\bat:?)\s*$|\bindstille[rs]?:?\s*$",
    re.IGNORECASE,
)
# "Ad 2: …", "1. at: …", "At 3: …", "Det andet at …": which point is answered.
ANSWERS = re.compile(
    r"^(?:(?:ad\.?|at|pkt\.?|punkt)\s*(?P<a>\d{1,2})\s*[:.)–-]*\s+|(?P<b>\d{1,2})\.?\s*(?:at|\.)?\s*[:.)]\s*(?:at\s*:\s*)?|"
    r"(?P<c>\d{1,2})\. at:?\s+)(?P<text>\S.*)$",
    re.IGNORECASE | re.DOTALL,
)
ORDINALS = ("første", "andet", "tredje", "fjerde", "femte", "sjette")
ORDINAL = re.compile(rf"^(?:det )?(?P<which>{'|'.join(ORDINALS)}) (?:at|punkt|pind)\b", re.IGNORECASE)
NOTHING = re.compile(r"(?:intet|ingen(?: bemærkninger| beslutning)?|-|–)\W*", re.IGNORECASE)
# Who was away is no decision, whether it stands on a line of its own or at the end of one.
ABSENT = re.compile(
    r"(?:^|(?<=[.!\n]))\s*(?:fraværende|afbud(?: fra)?|ikke til stede)\b[^\n]*|^[^.\n]{3,80} (?:deltog ikke i|var forhindret i at deltage i) [^.\n]{0,60}behandling[^.\n]{0,20}\.?$",
    re.IGNORECASE,
)


def read_recommendation(ctx: Context, section: Section) -> None:
    """One for each at-point, with its lead-in; else one for each sentence."""
    section_runs = runs(section.blocks)
    leads = {run.lead.index for run in section_runs if run.lead}
    lead: str | None = None
    for run in section_runs:
        if run.form == "list":
            before = lead_in(run, section)
            for block in run.blocks:
                _point(ctx, block, before, block.text)
            lead = None
            continue
        for block in run.blocks:
            if block.index in leads:
                continue
            lines = [line for line in block.text.split("\n") if line.strip()]
            for offset, line in enumerate(lines):
                point = POINT.match(line)
                if lead and point:
                    _point(ctx, block, lead, point["text"], offset)
                elif INTRODUCES.search(line.strip()):
                    lead = _led(line)
                else:
                    lead = None
                    _sentences(ctx, block, line, offset)


def _led(text: str) -> str:
    lead = last_sentence(text).strip()
    return lead


def _point(ctx: Context, block: Block, lead: str | None, text: str, offset: int = 0) -> None:
    text = re.sub(r",? og$|,$", "", text.strip())
    begins = (
        ""
        if lead is None
        or re.match(r"at\b", text, re.IGNORECASE)
        or re.search(r"\bat:?$", lead)
        or not lead.endswith(":")
        else "At "
    )
    joined = f"{lead} {begins}{text}" if lead else text
    ctx.found.add(
        "recommendation", joined, block, "recommendation", raw=text if lead else None, offset=offset
    )
    ctx.used.add(block.index)
    _round(ctx, block, text, offset)


def _round(ctx: Context, block: Block, text: str, offset: int) -> None:
    """What is recommended to come round again is a follow-up too."""
    if sentences.is_follow_up(text):
        ctx.found.add("follow_up", text, block, "sentence-of-follow-up", offset=offset + 1, sure=0.9,
                      every=sentences.every(text), **sentences.when(text))  # fmt: skip


def _sentences(ctx: Context, block: Block, text: str, offset: int) -> None:
    for sentence in find_sentences(text):
        if not sentence.text.rstrip().endswith((":", "at")):
            ctx.found.add(
                "recommendation", sentence.text, block, "recommendation", offset=offset + sentence.start
            )
            _round(ctx, block, sentence.text, offset + sentence.start)


def read_decision(ctx: Context, section: Section) -> None:
    """The result as printed; "Ad 2: …" answers the second recommendation of the item."""
    label = re.match(
        r"^[Bb]eslutning(?:en|er)?(?: (?:i|fra))? (?!den\b|d\.)(?P<body>.+?)(?:,? (?:den|d\.) .*| \d.*)?$",
        section.label,
    )
    dates = find_dates(section.label)
    body = label["body"] if label else ctx.facts.meeting[0]
    date = dates[0].date.iso()[0] if dates else ctx.facts.meeting[1]
    _decided(ctx, [(block, line) for block in section.blocks for line in block.text.split("\n")], body, date)


def _decided(ctx: Context, lines: list[tuple[Block, str]], body: str | None, date: str | None) -> None:
    """One decision for each point that is answered; what follows without a number (reservations, remarks) belongs to the one before."""
    now: Found | None = None
    for offset, (block, line) in enumerate(lines):
        text = ABSENT.sub("", line).strip()
        if not text or NOTHING.fullmatch(text):
            continue
        if now is not None and not ANSWERS.match(text) and not ORDINAL.match(text) and _adds(now.text, text):
            now.text, now.until = f"{now.text}\n{text}", block.index
            if now.attributes["result"] == "other":
                now.attributes["result"] = result(text)
        else:
            now = decided(ctx, block, text, body, date, offset)


def _adds(before: str, text: str) -> bool:
    """Who reserved himself, voted or was away is said of the decision before; "Godkendt." again is one of its own."""
    return bool(ADDED.search(text)) or not sentences.result_of(text)


ADDED = re.compile(
    r"\b(?:forbehold|kunne (?:ikke )?tiltræde|stemte|deltog ikke|forhindret|imod|ønsker|bemærkede|for indstillingen)\b",
    re.IGNORECASE,
)


def decided(
    ctx: Context, block: Block, text: str, body: str | None, date: str | None, offset: int = 0
) -> Found | None:
    """A decision as printed, and which point it answers (kept until every point is known)."""
    if NOTHING.fullmatch(text):
        return None
    answers, told = ANSWERS.match(text), ORDINAL.match(text)
    number = None
    if answers:
        number, text = int(answers["a"] or answers["b"] or answers["c"]), answers["text"]
    elif told:
        number = ORDINALS.index(told["which"].lower()) + 1
    found = ctx.found.add(
        "decision", text, block, "decision-heading", body=body, date=date, result=result(text), offset=offset
    )
    if found:  # "Godkendt." twice in the minutes is two decisions
        ctx.found.forget(found)
        ctx.answers.append((found, number))
    return found


FIELD = re.compile(
    r"^(?P<name>udvalg|dato|mødedato|punktnummer|punkt|møde|forum|beslutning)\s*:\s*(?P<value>.*)$",
    re.IGNORECASE | re.DOTALL,
)


def read_course(ctx: Context, section: Section) -> None:
    """What other bodies decided before, as fields and their answer: "Udvalg: …", "Dato: …", then the decision."""
    body: str | None = None
    date: str | None = None
    lines: list[tuple[Block, str]] = []
    for block in section.blocks:
        for line in block.text.split("\n"):
            field = FIELD.match(line.strip())
            name = field["name"].casefold() if field else ""
            if field and name in ("udvalg", "forum"):
                _decided(ctx, lines, body, date)
                body, date, lines = field["value"].strip(), None, []
            elif field and name in ("dato", "mødedato", "møde"):
                dates = find_dates(field["value"])
                date = dates[0].date.iso()[0] if dates else None
            elif not (field and name.startswith("punkt")):
                lines.append((block, field["value"] if field else line.strip()))
    _decided(ctx, lines, body, date)


def result(text: str) -> str:
    return sentences.result_of(text) or "other"


def settle(ctx: Context) -> None:
    """Which recommendation a decision answers: minutes print decisions first, so this waits until all points are known."""
    points: dict[int, list[Found]] = {}
    for found in ctx.found.of_type("recommendation"):
        if not ALTERNATIVE.search(ctx.labels.get(found.block.index, "")):
            points.setdefault(id(found.attributes.get("item")), []).append(found)
    for decision, number in ctx.answers:
        answered = points.get(id(decision.attributes.get("item")), [])
        if number is not None and 0 < number <= len(answered):
            decision.parent = answered[number - 1]
        elif number is None and len(answered) == 1:
            decision.parent = answered[0]


ALTERNATIVE = re.compile(r"\b(?:alternativ|ændring|modforslag)", re.IGNORECASE)
