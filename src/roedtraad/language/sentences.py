"""Where a Danish sentence ends."""

from __future__ import annotations

import re
from dataclasses import dataclass

# Abbreviations that not end a sentence. Source: Dansk Sprognævn's list, those seen in municipal prose.
ABBREVIATIONS = frozenset(
    """adr afd afs d ang ansv bd bem bl bl.a bl.a. ca cand dat div do doc dok dr d.d d.s d.v.s d.å e.g eks ekskl
    el e.l e.lign endv etc evt f ff fhv fig fl f.eks fr frk f.t f.o.m g g.b gl gnsn h hhv hr ibid i.f.m i.h.t inkl instr
    istf jf jfr jnr jvf kap kgl kl km kr lb lign lok m m.a.o m.fl m.h.p m.h.t m.m m.v mdl mdr medl mfl mht mia mill mio
    mv ndr nedenst nr o o.a o.l o.lign obs omtr osv ovenst overs pag pct ph.d pga pkt plc pp pr prof p.t pr.nr ref reg
    resp s sagsnr skt sml spec spm sr st stk str svh sædv t.eks t.h t.o.m t.v tab tdl tlf tsk ugtl udg uds vedr
    vha vol årg årl s.k""".split()
)
# These close a sentence as often as not: a capital after them begins the next.
CLOSING = frozenset(["osv", "etc", "mv", "m.v", "m.m", "m.fl", "mfl", "mm", "o.l", "o.lign", "e.l", "e.lign"])
END = re.compile(r"[.!?…]+[\"”’»')\]]*(?=\s+|$)")
WORD_BEFORE = re.compile(r"[\w.\-]*$")
INITIALS = re.compile(r"(?:[^\W\d_a-zæøå]\.)*[^\W\d_a-zæøå]")
STARTS = re.compile(r"\s+[\"“”’»«'(\[–—-]*\s*(?:[A-ZÆØÅÉÜÖÄ0-9§•])")


@dataclass(slots=True, frozen=True)
class Sentence:
    """A sentence and where it stands: `text` is ``source[start:end]``."""

    start: int
    end: int
    text: str


def find_sentences(text: str) -> list[Sentence]:
    """The sentences of a text, with their places; a line break also ends one. Nothing but space is left out."""
    found: list[Sentence] = []
    start = 0
    for offset in [*_ends(text), len(text)]:
        piece = text[start:offset]
        stripped = piece.strip()
        if stripped:
            begin = start + len(piece) - len(piece.lstrip())
            found.append(Sentence(begin, begin + len(stripped), stripped))
        start = offset
    return found


def split_sentences(text: str) -> list[str]:
    """The sentences of a text as strings."""
    return [sentence.text for sentence in find_sentences(text)]


def _ends(text: str) -> list[int]:
    ends = [m.start() for m in re.finditer("\n", text)]
    for mark in END.finditer(text):
        if mark.end() < len(text) and not STARTS.match(text, mark.end()):
            continue  # no capital follows: "d. 20. april", "f.eks. en børnehave"
        if mark.group()[0] == "." and len(mark.group().rstrip("\"”’»')]")) == 1:
            line = text.rfind("\n", 0, mark.start()) + 1
            word = WORD_BEFORE.search(text, max(line, mark.start() - 24), mark.start())
            before = word.group() if word else ""
            if before.casefold().strip("-") in ABBREVIATIONS - CLOSING and mark.end() < len(text):
                continue
            if INITIALS.fullmatch(before):
                continue  # "Birgit M. Graversgaard", "A.P. Møller Fonden"
            if before.isdecimal() and len(before) <= 2 and _ordinal(text, mark, len(before)):
                continue
        ends.append(mark.end())
    return sorted(set(ends))


def _ordinal(text: str, mark: re.Match[str], digits: int) -> bool:
    """A number with a stop at the start of a line or sentence is an ordinal or a list number: "3. Trivsel"."""
    before = text[: mark.start() - digits].rstrip()
    if not before or before[-1] in ":;\n!?–-" or before.endswith((" den", " d", " Den")):
        return True
    word = WORD_BEFORE.search(before.rstrip("."), max(0, len(before) - 24))
    return before[-1] == "." and not (word and word.group().casefold() in ABBREVIATIONS)  # "nr. 4." ends here
