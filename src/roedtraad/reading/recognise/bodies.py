"""Bodies that the document sets up, their seats, and owners: who does what."""

from __future__ import annotations

import re

from roedtraad.language.sentences import split_sentences
from roedtraad.reading.functions import TITLE_END, TITLES, is_function
from roedtraad.reading.lexicon import GROUP_NAMED, GROUPS, NUMBERED, ROLE_WORDS, body_kind
from roedtraad.reading.model import Block, BlockKind
from roedtraad.reading.outline import Run, Section
from roedtraad.reading.recognise.collect import Found, squeeze
from roedtraad.reading.recognise.context import Context, last_sentence

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
    r"\b(?:vil blive nedsat|nedsættes|oprettes|etableres|skal nedsættes|der nedsættes|(?:følges|ledes|styres)(?: \w+)? af|forankres i)\b(?: \w+){0,2}? (?P<name>[\w-]*(?:gruppe|udvalg|forum|team|råd))\b",
    re.IGNORECASE,
)
# A title and a person: "Skole- og dagtilbudschef Anna B. Lund".
NAME = re.compile(
    rf"^(?P<title>(?:\S+ ){{0,5}}?(?i:\S*{TITLES})),? (?P<name>(?:[A-ZÆØÅ][\w’'-]+|[A-ZÆØÅ]\.)(?: (?:[A-ZÆØÅ][\w’'-]+|[A-ZÆØÅ]\.|af|von|de))* "
    rf"[A-ZÆØÅ][\w’'-]+)$"
)


def is_group(label: str) -> bool:
    """Whether a heading is the name of a group: "Styregruppe:", "Den politiske følgegruppe"."""
    bare = NUMBERED.sub("", label, count=1).strip(" :.")
    return bool(GROUPS.fullmatch(bare)) and len(bare.split()) <= 6


def body_section(
    ctx: Context, section: Section, blocks: list[Block], heading: Block, name: str
) -> Found | None:
    """A body from its heading, and its seats from what stands under it."""
    name = NUMBERED.sub("", name, count=1)
    body = ctx.found.add("body", name.strip(" :."), heading, "named-body", kind=body_kind(name))
    if body is None:
        return None
    for block in blocks:
        body = group_line(ctx, block) or body
        if not GROUP_LINE.match(block.text) and not (block.list is None and seated(ctx, block)):
            seats(ctx, body, block)
    return body


def seats(ctx: Context, body: Found, block: Block) -> None:
    """The seats that a block names: a list item is one or several, a sentence only where it says so."""
    if block.kind is BlockKind.LIST_ITEM:
        line = SEAT_LINE.match(block.text)
        role = (
            _role(line["label"]) if line and not re.search(r" (?:for|fra|i|af|på) ", line["label"]) else None
        )
        if line and role:
            _seats(ctx, body, block, line["rest"], role)
        elif units := _per_unit(block.text):
            for number, seat in enumerate(units):
                _seat(ctx, body, block, seat, _role(seat) or "member", number)
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
        for number, told in enumerate(lines):
            label = SEAT_LINE.match(told)
            role = _role(label["label"]) if label else None
            _seats(ctx, body, block, label["rest"] if label and role else told, role or "member", 10 * number)
        return
    for sentence in split_sentences(block.text):
        manned = MANNED.search(sentence)
        if manned and any(is_function(seat) for seat in split_seats(manned["seats"])):
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
    text = REMARK.sub("", text.strip(" .;,•")).strip(" ,")
    if not text or len(text) > 140:
        return
    title, name = split_name(text)
    ctx.found.add(
        "member", text, block, "seat", parent=body, offset=offset, title=title, name=name, role=role
    )


# What is added to a seat and names nobody: "(formand)", "som formand", ", tovholder", "– findes på mødet", ": udpeges senere".
REMARK = re.compile(
    r"\s*\([^)]*\)$|\s+som (?:næst)?(?:formand|sekretær|tovholder)$|,\s*(?:tovholder|formand|næstformand|sekretær|projektleder)$|"
    r"\s[–-]\s(?=[a-zæøå]).*$|:\s*(?=[a-zæøå]).*$"
)


def one_seat(ctx: Context, body: Found, block: Block, text: str, told: str) -> None:
    """A seat whose role is told by `told`: the seat itself, or the cell beside it."""
    _seat(ctx, body, block, text, _role(told) or "member", 0)


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
    units = _per_unit(text)
    if units:
        return units
    parts = [part.strip() for part in text.split(",") if part.strip()]
    out: list[str] = []
    for number, part in enumerate(parts):
        pieces = re.split(r"\s+(?:og|samt)\s+", part) if number == len(parts) - 1 else [part]
        out += _joined(pieces)
    return [re.sub(r"^(?:samt|og|en|et)\s+", "", part) for part in out]


PER_UNIT = re.compile(
    r"^(?:[Ee]n |[Ee]t |[Éé]n )?(?P<title>[\w -]+?(?: fra| i| for|,))\s+(?:hhv\.|henholdsvis)?\s*(?P<units>(?:[A-ZÆØÅ]|de |det |den |(?<=[Rr]epræsentanter for )|(?<=[Rr]epræsentanter fra )).*(?:,| og ).*)$"
)
ANY_UNIT = re.compile(r"^(?:[Rr]epræsentant|[Mm]edlem)(?:er)? (?:for|fra)$")


def _per_unit(text: str) -> list[str]:
    """ "leder fra Center A, Center B og Center C" → one seat per unit, the title repeated; nothing where it is one seat.

    Units are alike: names, each as short as the others. "Direktør for Børn, Skole og Familie" is one seat, and so is
    "leder af Center for Børn og Unge".
    """
    shared = PER_UNIT.match(text.strip(" .:"))
    if not shared:
        return []
    title, rest = shared["title"], shared["units"]
    listed = [part.strip() for part in rest.split(",") if part.strip()]
    pieces = re.split(r"\s+(?:og|samt)\s+", listed[-1])
    several = len(listed) + len(pieces) - 1
    heads = {unit.split()[0] for unit in (*listed[:-1], *pieces)}
    alike = len(heads) == 1 and several > 1  # "Center A og Center B"
    if title.endswith(" for") and not (alike or ANY_UNIT.match(title)):
        return []
    if not alike and len(listed) < 2:
        return []
    if len(pieces) > 1 and not alike and (" for " in rest or any(len(piece.split()) > 3 for piece in pieces)):
        first = listed[0].split()[0]
        pieces = pieces if pieces[-1].split()[0] == first else [listed[-1]]
    units = [re.sub(r"^(?:samt|og)\s+", "", unit) for unit in (*listed[:-1], *pieces)]
    if not all(re.match(r"(?:de |det |den )?[A-ZÆØÅ]", unit) for unit in units) and not ANY_UNIT.match(title):
        return []
    return [f"{title} {unit}" for unit in units]


def _joined(pieces: list[str]) -> list[str]:
    out = [pieces[0]] if pieces else []
    for piece in pieces[1:]:
        if out[-1].endswith("-"):  # "Skole- og dagtilbudschef"
            out[-1] = f"{out[-1]} og {piece}"
        elif NAME.match(piece) or is_function(piece):
            out.append(piece)
        else:
            out[-1] = f"{out[-1]} og {piece}"
    return out


def _role(text: str) -> str | None:
    lowered = text.casefold().split(" fra ")[0]
    return next((role for pattern, role in ROLE_WORDS if pattern.search(lowered)), None)


def group_line(ctx: Context, block: Block) -> Found | None:
    """ "Styregruppe: Chefgruppen i forvaltningen": a body, named on a line of its own."""
    match = GROUP_LINE.match(block.text)
    if not match or not is_group(match["name"]) or len(block.text) > 200:
        return None
    body = ctx.found.add("body", match["name"], block, "named-body", kind=body_kind(match["name"]))
    if body and match["rest"].strip():
        for number, seat in enumerate(split_seats(match["rest"])):
            _seat(ctx, body, block, seat, _role(seat) or "member", number + 1)
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


SITS = re.compile(
    r"^I (?:den )?(?P<name>[a-zæøå]*(?:gruppen|udvalget|ledelsen|teamet|forummet|rådet)) (?:sidder|deltager|indgår)\s+(?P<seats>[^.:]{8,}?)\.?$"
)
HOLDS = re.compile(
    r"^(?P<seat>[A-ZÆØÅ].{5,80}?) er (?P<role>sekretær|formand|tovholder|referent) for (?P<which>begge|alle|gruppen|grupperne|[a-zæøå]*(?:gruppen|udvalget))\b"
)


def seated(ctx: Context, block: Block) -> bool:
    """Seats told in a sentence of their own: "I programledelsen sidder …", "X er sekretær for begge grupper."."""
    found = False
    for sentence in split_sentences(block.text):
        sits, holds = SITS.match(sentence), HOLDS.match(sentence)
        known = ctx.found.of_type("body") if holds else []
        if sits:
            body = _known(ctx, sits["name"]) or ctx.found.add(
                "body", sits["name"], block, "named-body", sure=0.9, kind=body_kind(sits["name"])
            )
            if body is not None:
                _seats(ctx, body, block, sits["seats"], "member", 1)
                found = True
        elif holds and known and is_function(holds["seat"]):
            several = holds["which"].startswith(("begge", "alle", "grupperne"))
            bodies = (
                known[-2:]
                if holds["which"] == "begge"
                else known
                if several
                else [_known(ctx, holds["which"]) or known[-1]]
            )
            for number, body in enumerate(bodies):
                role = (
                    "secretary"
                    if holds["role"] in ("sekretær", "referent")
                    else "chair"
                    if holds["role"] == "formand"
                    else "member"
                )
                _seat(ctx, body, block, holds["seat"], role, number)
            found = True
    return found


def _known(ctx: Context, name: str) -> Found | None:
    wanted = squeeze(name).rstrip("n")
    return next((b for b in ctx.found.of_type("body") if squeeze(b.text).rstrip("n") == wanted), None)


def in_lead(ctx: Context, run: Run) -> Found | None:
    """ "Arbejdet følges af en styregruppe:" over a list of seats: the lead-in names the body."""
    if run.lead is None or not run.lead.text.rstrip().endswith(":"):
        return None
    lead = last_sentence(run.lead.text)
    match = GROUP_NAMED.search(lead)
    items = [block.text for block in run.blocks]
    seats_named = sum(is_function(REMARK.sub("", SEAT_LABEL.sub("", text))) for text in items)
    if match is None or seats_named * 2 <= len(items):
        return None
    return _known(ctx, match["name"]) or ctx.found.add(
        "body",
        match["name"],
        run.lead,
        "named-body",
        sure=0.95,
        offset=match.start(),
        kind=body_kind(match["name"]),
    )


SEAT_LABEL = re.compile(
    r"^(?:en |et |én |to |tre |\d+ )?(?:(?:næst)?formand|sekretær|medlemmer|tovholder):\s*", re.IGNORECASE
)


def set_up(ctx: Context, block: Block) -> None:
    """ "Der vil blive nedsat en følgegruppe": unless it is named elsewhere with its seats; with those told after its name."""
    for match in SET_UP.finditer(block.text):
        name = match["name"]
        if _known(ctx, name):
            continue
        body = ctx.found.add(
            "body", name, block, "named-body", sure=0.85, kind=body_kind(name), offset=match.start()
        )
        told = re.match(
            r",?\s+(?:med|bestående af|der består af|som består af)\s+(?P<seats>[^.:]{6,160})",
            block.text[match.end() :],
        )
        if body and told and is_function(split_seats(told["seats"])[0]):
            _seats(ctx, body, block, told["seats"], "member", match.start() + 1)
