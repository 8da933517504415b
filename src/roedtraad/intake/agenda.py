"""An agenda item by the headings it is printed with. Pure: no database.

Municipalities name and order the sections of an item as they like; what each is for is the same everywhere. Names are
data: a new one is a new word in CONCEPTS.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from roedtraad.language.sentences import split_sentences

from .composition import same

# Concept → what its heading is called, as a whole; a name that may go on ('Beslutning i …') ends in '…'.
CONCEPTS: dict[str, tuple[str, ...]] = {
    "decision": ("beslutning", "beslutninger", "beslutning …", "afgørelse", "udvalgets beslutning", "byrådets beslutning",
                 "kommunalbestyrelsens beslutning", "konklusion"),
    "attendance": ("fraværende", "fraværende …", "afbud", "fravær", "ikke til stede", "deltagere", "mødedeltagere", "til stede"),
    "recommendation": ("indstilling", "indstillinger", "indstilling …", "hovedindstilling", "alternativ indstilling",
                       "forslag", "beslutningspunkter", "forvaltningens indstilling", "administrationens indstilling"),
    "summary": ("resume", "resumé", "sagsresume", "sagsresumé", "præsentation", "sammenfatning", "kort fortalt"),
    "theme": ("beslutningstema", "sagstema", "tema"),
    "narrative": ("sagsfremstilling", "sagsbeskrivelse", "redegørelse", "problemstilling", "løsning", "fremstilling", "sag"),
    "history": ("historik", "sagshistorik", "baggrund", "forhistorie", "tidligere behandling"),
    "routing": ("sagsgang", "sagsprocedure", "sagsforløb", "sagen behandles i …", "sagen behandles i", "sagen afgøres af",
                "sagen afgøres i", "kompetence", "beslutningskompetence", "videre sagsgang"),
    "law": ("lovgrundlag", "retsgrundlag", "lovgrundlag …", "hjemmel"),
    "economy": ("økonomi", "økonomi …", "økonomiske konsekvenser", "økonomiske …", "bevillingsmæssige …"),
    "consequences": ("øvrige konsekvenser", "konsekvenser", "konsekvenser …", "vurdering", "effekt", "effekter",
                     "handlemuligheder", "personalemæssige …", "forvaltningens vurdering"),
    "policies": ("sammenhæng til …", "sammenhæng med …", "relation til …"),
    "hearing": ("høring", "høringer", "inddragelse", "inddragelse …", "kommunikation", "høring …"),
    "annexes": ("bilag", "bilagsoversigt", "bilagsliste", "vedlagte bilag", "bilag …"),
}  # fmt: skip
WHOLE = {name: key for key, names in CONCEPTS.items() for name in names if not name.endswith("…")}
BEGINS = {
    name.rstrip("… ").strip(): key for key, names in CONCEPTS.items() for name in names if name.endswith("…")
}
# These become rows of their own, and stand in the presentation only where nothing was recognised in them.
ROWS = frozenset({"decision", "attendance", "recommendation", "annexes", "routing"})
LABEL = 60  # characters: longer than that is no label

CLOSED = re.compile(r"\blukket\s+(?:sag|punkt|dagsorden)|\blukket\b", re.IGNORECASE)
OPEN = re.compile(r"\båb(?:en|ent)\s+(?:sag|punkt|dagsorden)", re.IGNORECASE)
KLE = re.compile(r"\bKLE\b\D{0,20}(\d\d\.\d\d(?:\.\d\d)?)\b", re.IGNORECASE)
KLE_CASE = re.compile(
    r"^(\d\d\.\d\d\.\d\d)-[A-ZÆØÅ]\d\d-"
)  # a case number built on the subject: 17.00.00-A00-6-19

ABSENT = re.compile(
    r"^(?:fraværende|afbud|ikke til stede)\b[^:\w]*:?\s*(?P<who>\S.*)$|"
    r"\b(?:var fraværende|havde meldt afbud|var forhindret i at deltage|deltog ikke i)\b",
    re.IGNORECASE,
)
NOBODY = re.compile(r"^(?:ingen|intet|-+|–)\W*$", re.IGNORECASE)
VOTES = re.compile(r"\bstemte\b|\bstemmer\s+(?:for|imod)\b|\bafstemning", re.IGNORECASE)
MINORITY = re.compile(
    r"\bmindretal|\bkunne ikke (?:tiltræde|anbefale|godkende|støtte)|\btog forbehold|\bønske(?:r|de)?\b.{0,40}\b(?:ført )?til (?:referat|protokol)",
    re.IGNORECASE,
)


@dataclass
class Section:
    """A section under its printed heading. `key`: the concept, once in an item; `blocks`: indices of its blocks."""

    key: str
    heading: str
    lines: list[str] = field(default_factory=list)
    blocks: set[int] = field(default_factory=set)
    row: tuple[int, ...] | None = None  # the table and row that the last line is

    @property
    def text(self) -> str:
        return "\n\n".join(self.lines).strip()


@dataclass(frozen=True)
class Particulars:
    """What minutes say beside the result: who was absent, how the votes fell, and what a minority said."""

    absent: str = ""
    votes: str = ""
    minority: str = ""


def concept(label: str) -> str:
    """What a heading is for; empty if it is none of an agenda item's own."""
    plain = re.sub(r"^\d+(?:\.\d+)*[.)]?\s*", "", " ".join(label.split()).casefold()).strip(" .:")
    if plain in WHOLE:
        return WHOLE[plain]
    longest = max((name for name in BEGINS if plain.startswith(name + " ")), key=len, default="")
    return BEGINS.get(longest, "")


def sections(blocks: Sequence[Mapping[str, Any]], title: str = "") -> list[Section]:
    """An item's sections in order; what stands before the first heading but its title is the section with an empty key.

    A heading below another that names no concept stays inside that section as a line.
    """
    found = [Section("", "")]
    level = 0
    for block in blocks:
        text = str(block["text"]).strip()
        if (block["kind"] == "furniture" and "absent" not in block.get("markers", ())) or not text:
            continue
        is_heading = block["kind"] == "heading"
        if is_heading and len(found) == 1 and same(text) == same(title):
            continue
        named = concept(text) if is_heading or _is_label(block, text) else ""
        deep = is_heading and level and (block.get("level") or 9) > level
        if named or (is_heading and not deep):
            level = (block.get("level") or 9) if is_heading else level
            key = named or "other"
            found.append(Section(_once(key, found), text.rstrip(" :")))
            found[-1].blocks.add(block["index"])
            continue
        _add(found[-1], block, text)
    return [each for each in found if each.key or each.lines]


def _is_label(block: Mapping[str, Any], text: str) -> bool:
    """A line that is a label though it is not set as a heading: short, alone, and one of the names as a whole."""
    return (
        block["kind"] == "paragraph"
        and len(text) <= LABEL
        and not text.endswith(".")
        and " ".join(text.split()).casefold().strip(" :") in WHOLE
    )


def _once(key: str, found: Iterable[Section]) -> str:
    taken = {each.key for each in found}
    number, name = 1, key
    while name in taken:
        number += 1
        name = f"{key}_{number}"
    return name


def _add(section: Section, block: Mapping[str, Any], text: str) -> None:
    cell = block.get("cell")
    row = tuple(cell[:2]) if cell else None
    if block["kind"] == "list_item":
        text = "- " + " ".join(text.split())
    if row and section.lines and section.row == row:
        section.lines[-1] += "\t" + " ".join(text.split())
    else:
        section.lines.append(text)
    section.row = row
    section.blocks.add(block["index"])


def is_kind(section: Section, key: str) -> bool:
    """Whether the section is of that concept, also where it is the second of the kind."""
    return section.key == key or section.key.startswith(f"{key}_")


def split_items(
    blocks: Sequence[Mapping[str, Any]], starts: Mapping[str, int]
) -> dict[str, list[Mapping[str, Any]]]:
    """The blocks of each item, from its title to the next one's. `starts`: item → index of the block of its title."""
    order = sorted(starts, key=lambda key: starts[key])
    found: dict[str, list[Mapping[str, Any]]] = {key: [] for key in order}
    place = -1
    for block in blocks:
        while place + 1 < len(order) and block["index"] >= starts[order[place + 1]]:
            place += 1
        if place >= 0:
            found[order[place]].append(block)
    return found


def particulars(texts: Iterable[str]) -> Particulars:
    """Of the text under 'Beslutning' and 'Fraværende': what is printed there, sentence by sentence."""
    absent: list[str] = []
    votes: list[str] = []
    minority: list[str] = []
    for text in texts:
        for line in text.splitlines():
            for sentence in split_sentences(line) if line.strip() else ():
                named = ABSENT.search(sentence)
                if named:
                    who = (named["who"] or sentence).strip()
                    if not NOBODY.match(who):
                        absent.append(who)
                elif VOTES.search(sentence):
                    votes.append(sentence)
                elif MINORITY.search(sentence):
                    minority.append(sentence)
    return Particulars("; ".join(absent), " ".join(votes), " ".join(minority))


def is_open(head: str) -> bool | None:
    """Whether the item says that it is open or closed; None where it says neither."""
    if CLOSED.search(head):
        return False
    return True if OPEN.search(head) else None


def kle_number(head: str, case_number: str = "") -> str:
    """The subject as printed, or the one that the case number is built on."""
    printed = KLE.search(head)
    built = KLE_CASE.match(case_number)
    return printed[1] if printed else built[1] if built else ""
