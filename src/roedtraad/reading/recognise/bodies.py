"""Bodies that the document sets up, their seats, and owners: who does what."""

from __future__ import annotations

import re

from roedtraad.language.sentences import split_sentences
from roedtraad.reading.lexicon import GROUPS, ROLE_WORDS, body_kind
from roedtraad.reading.model import Block, BlockKind
from roedtraad.reading.outline import Section
from roedtraad.reading.recognise.collect import Found, squeeze
from roedtraad.reading.recognise.context import Context

GROUP_LINE = re.compile(
    r"^(?P<name>[\w ÆØÅæøå-]*?(?:gruppe|udvalg|forum|råd|team|sekretariat)(?:n|t|et)?)\s*:\s*(?P<rest>.*)$",
    re.IGNORECASE | re.DOTALL,
)
SEAT_LINE = re.compile(r"^(?P<label>[\w ÆØÅæøå-]{3,50}?)\s*:\s*(?P<rest>\S.*)$", re.DOTALL)
MANNED = re.compile(
    r"\b(?:beman[dn]es|bemandet|sammensættes|sammensat|nedsættes|består|repræsenteret|bestående)\b[^.:]{0,60}?\b(?:med|af|ved)\s+(?P<seats>[^.]+)",
    re.IGNORECASE,
)
SET_UP = re.compile(
    r"\b(?:vil blive nedsat|nedsættes|oprettes|etableres|skal nedsættes|der nedsættes)\b(?: \w+){0,2}? (?P<name>[\w-]*(?:gruppe|udvalg|forum|team|råd))\b",
    re.IGNORECASE,
)
_TITLES = (
    r"(?:chef|leder|direktør|konsulent|vejleder|koordinator|formand|borgmester|rådgiver|lærer|pædagog|psykolog|sekretær|"
    r"specialist|inspektør|medarbejder|medlem|repræsentant|plejerske|planlægger)"
)
TITLE_END = re.compile(rf"{_TITLES}(?:en|n)?(?:e|er|ne)?$", re.IGNORECASE)
# A title and a person: "Skole- og dagtilbudschef Anna B. Lund".
NAME = re.compile(
    rf"^(?P<title>(?:\S+ ){{0,5}}?(?i:\S*{_TITLES})),? (?P<name>(?:[A-ZÆØÅ][\w’'-]+|[A-ZÆØÅ]\.)(?: (?:[A-ZÆØÅ][\w’'-]+|[A-ZÆØÅ]\.|af|von|de))* "
    rf"[A-ZÆØÅ][\w’'-]+)$"
)


def is_group(label: str) -> bool:
    """Whether a heading is the name of a group: "Styregruppe:", "Den politiske følgegruppe"."""
    return bool(GROUPS.fullmatch(label.strip(" :."))) and len(label.split()) <= 4


def body_section(
    ctx: Context, section: Section, blocks: list[Block], heading: Block, name: str
) -> Found | None:
    """A body from its heading, and its seats from what stands under it."""
    body = ctx.found.add("body", name.strip(" :."), heading, "named-body", kind=body_kind(name))
    for block in blocks if body else ():
        body = group_line(ctx, block) or body
        if not GROUP_LINE.match(block.text):
            seats(ctx, body, block)
    return body


def seats(ctx: Context, body: Found, block: Block) -> None:
    """The seats that a block names: a list item is one or several, a sentence only where it says so."""
    if block.kind is BlockKind.LIST_ITEM:
        line = SEAT_LINE.match(block.text)
        role = _role(line["label"]) if line else None
        if line and role:
            _seats(ctx, body, block, line["rest"], role)
        else:
            _seat(
                ctx,
                body,
                block,
                re.sub(r"^(?:[Ee]n|[Ee]t|[Éé]n) ", "", block.text),
                _role(block.text) or "member",
                0,
            )
        return
    lines = [line for line in block.text.split("\n") if line.strip()]
    if all(_lists_seats(line) for line in lines):
        for number, line in enumerate(lines):
            label = SEAT_LINE.match(line)
            role = _role(label["label"]) if label else None
            _seats(ctx, body, block, label["rest"] if label and role else line, role or "member", 10 * number)
        return
    for sentence in split_sentences(block.text):
        manned = MANNED.search(sentence)
        if manned and re.search(
            r"[a-zæøå](?:chef|leder|direktør|repræsentant|medarbejder|formand|medlem)", manned["seats"]
        ):
            _seats(ctx, body, block, manned["seats"], "member")


def _lists_seats(line: str) -> bool:
    """A line under a group's name that only names who sits there: functions and people, and no verb."""
    text = re.sub(r"^[\w ]{3,30}:\s*", "", line.strip(" ."))
    if len(text) > 400 or re.search(
        r"\b(?:er|skal|har|kan|vil|består|mødes|nedsættes|bemandes|sikrer|deltager|godkender)\b", text
    ):
        return False
    parts = [re.sub(r"\s*\([^)]*\)$", "", part) for part in split_seats(text)]
    known = [
        p
        for p in parts
        if NAME.match(p) or TITLE_END.search(re.split(r" (?:fra|for|i|af|på) ", p)[0]) or SEAT_WORD.search(p)
    ]
    return bool(known) and len(known) * 2 > len(parts)


SEAT_WORD = re.compile(
    r"\b(?:repræsentant|medlem|deltager|chef|leder|formand|tillidsrepræsentant)(?:er|en|erne|mænd)?\b",
    re.IGNORECASE,
)


def _seats(ctx: Context, body: Found, block: Block, text: str, role: str, offset: int = 0) -> None:
    for number, seat in enumerate(split_seats(text)):
        _seat(ctx, body, block, seat, _role(seat) or role, offset + number + 1)


def _seat(ctx: Context, body: Found, block: Block, text: str, role: str, offset: int) -> None:
    text = text.strip(" .;,•")
    if not text or len(text) > 140:
        return
    title, name = split_name(re.sub(r"\s*\([^)]*\)$", "", text))
    ctx.found.add(
        "member", text, block, "seat", parent=body, offset=offset, title=title, name=name, role=role
    )


def split_name(text: str) -> tuple[str | None, str | None]:
    """(title, name): "Direktør Anna Lund" → ("Direktør", "Anna Lund"); a seat without a person has no name."""
    match = NAME.match(text)
    if match:
        return match["title"], match["name"]
    return text, None


def split_seats(text: str) -> list[str]:
    """ "en leder fra Center A, Center B og Center C" → one seat per unit, the title repeated.

    "og" parts only where what follows begins as the other parts do: "Center for familie og handicap" is one.
    """
    text = re.sub(r"^(?:en|et|én|to|tre)\s+", "", text.strip(" .:"))
    title = ""
    shared = re.match(r"(?P<title>[\w -]+? (?:fra|i|for))\s+(?P<units>[A-ZÆØÅ].*,.*)$", text)
    if shared and all(
        re.match(r"(?:og |samt )?[A-ZÆØÅ]", part.strip()) for part in shared["units"].split(",")
    ):
        title, text = shared["title"] + " ", shared["units"]
    parts = [part.strip() for part in text.split(",") if part.strip()]
    head = parts[0].split()[0] if parts else ""
    out: list[str] = []
    for number, part in enumerate(parts):
        pieces = re.split(r"\s+(?:og|samt)\s+", part) if number == len(parts) - 1 else [part]
        out += _joined(pieces, head, bool(title))
    return [title + re.sub(r"^(?:samt|og|en|et)\s+", "", part) for part in out]


def _joined(pieces: list[str], head: str, shared: bool) -> list[str]:
    out = [pieces[0]] if pieces else []
    for piece in pieces[1:]:
        begins = piece.split()[0] if piece.split() else ""
        if out[-1].endswith("-"):  # "Skole- og dagtilbudschef"
            out[-1] = f"{out[-1]} og {piece}"
            continue
        separate = (
            begins == head if shared else bool(NAME.match(piece) or TITLE_END.search(piece.split(" fra ")[0]))
        )
        if separate:
            out.append(piece)
        else:
            out[-1] = f"{out[-1]} og {piece}"
    return out


def _role(text: str) -> str | None:
    lowered = text.casefold()
    return next((role for pattern, role in ROLE_WORDS if re.search(pattern, lowered.split(" fra ")[0])), None)


def group_line(ctx: Context, block: Block) -> Found | None:
    """ "Styregruppe: Chefgruppen i forvaltningen": a body, named on a line of its own."""
    match = GROUP_LINE.match(block.text)
    if not match or not is_group(match["name"]) or len(block.text) > 200:
        return None
    body = ctx.found.add("body", match["name"], block, "named-body", kind=body_kind(match["name"]))
    if body and match["rest"].strip():
        for number, seat in enumerate(split_seats(match["rest"])):
            _seat(ctx, body, block, seat, "member", number + 1)
    return body


COMPOSED = re.compile(
    r"^(?P<name>(?:[\w-]+ ){0,2}?[\w-]*(?:gruppen?|udvalget|teamet|forummet|rådet|panelet))\b[^.:]{0,60}?\b(?:består|sammensættes|sammensat|udgøres|bemandes|bestående)\b"
    r"[^.:]{0,20}?\b(?:af|med)\b:?\s*(?P<seats>[^.:]{8,})\.?",
    re.IGNORECASE,
)


def composed(ctx: Context, block: Block) -> Found | None:
    """ "Styregruppen består af direktøren, skolechefen og familiechefen.": a body and its seats in a sentence."""
    for sentence in split_sentences(block.text):
        match = COMPOSED.match(sentence)
        if not match or body_kind(match["name"]) in ("department", "other"):
            continue
        name = re.sub(r"^(?:den|der nedsættes en|en) ", "", match["name"], flags=re.IGNORECASE)
        known = [
            b for b in ctx.found.of_type("body") if squeeze(b.text).rstrip("n") == squeeze(name).rstrip("n")
        ]
        body = (
            known[0]
            if known
            else ctx.found.add("body", name, block, "named-body", sure=0.9, kind=body_kind(name))
        )
        if body is not None:
            _seats(ctx, body, block, match["seats"], "member", 1)
        return body
    return None


def set_up(ctx: Context, block: Block) -> None:
    """ "Der vil blive nedsat en følgegruppe": unless it is named elsewhere with its seats."""
    for match in SET_UP.finditer(block.text):
        name = match["name"]
        if not any(
            squeeze(name).rstrip("n") == squeeze(b.text).rstrip("n") for b in ctx.found.of_type("body")
        ):
            ctx.found.add(
                "body", name, block, "named-body", sure=0.85, kind=body_kind(name), offset=match.start()
            )
