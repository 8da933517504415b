"""What every part of the recognition shares."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from roedtraad.reading.lexicon import CALLING
from roedtraad.reading.model import Block, Kind
from roedtraad.reading.outline import Run, Section
from roedtraad.reading.recognise.collect import Collector, Found


@dataclass(slots=True)
class Facts:
    """The header, as found so far; `rules` tells for each fact which rule found it."""

    kind: Kind = Kind.UNKNOWN
    title: str | None = None
    municipality: str | None = None
    case_number: str | None = None
    title_block: int | None = None
    meeting: tuple[str | None, str | None] = (None, None)  # body and date, of minutes and agendas
    adoption: str = ""  # the sentence that tells of it, squeezed: no decision besides
    rules: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Context:
    """The document while it is being recognised.

    subjects   section → the theme or focus area its heading names
    announced  squeezed name → "theme" | "focus_area", from lists that announce the parts
    year       the year that a heading over a timetable prints, for dates without one
    """

    blocks: list[Block]
    root: Section
    facts: Facts
    found: Collector = field(default_factory=Collector)
    subjects: dict[int, Found] = field(default_factory=dict)
    ones: dict[int, Found] = field(
        default_factory=dict
    )  # section → the goal or action that its heading numbers
    announced: dict[str, str] = field(default_factory=dict)
    used: set[int] = field(default_factory=set)  # blocks that became elements and are not scanned again
    year: int | None = None
    values: set[int] = field(default_factory=set)  # sections whose heading a lead-in announced as a value
    answers: list[tuple[Found, int | None]] = field(
        default_factory=list
    )  # decisions, and the point each says it answers
    items: dict[int, Found] = field(default_factory=dict)  # index of a block → the agenda item it belongs to
    labels: dict[int, str] = field(default_factory=dict)  # index of a block → the heading it stands under

    def over(self, section: Section) -> Found | None:
        """The nearest goal, action, theme or focus area that a section stands under, its own heading included."""
        for each in section.ancestors():
            found = self.ones.get(id(each)) or self.subjects.get(id(each))
            if found is not None:
                return found
        return None

    def subject(self, section: Section) -> Found | None:
        """The nearest theme or focus area over a section, its own heading included."""
        return next((self.subjects[id(s)] for s in section.ancestors() if id(s) in self.subjects), None)


def role_over(section: Section) -> str | None:
    """The role of the section, else of the nearest one above it that has one."""
    return next((s.role for s in section.ancestors() if s.role), None)


SENTENCE = re.compile(r"^[A-ZÆØÅ\"”»].*[.!?][\"”)»]*$", re.DOTALL)


def is_statement(text: str) -> bool:
    """Whether a bullet can stand alone: a sentence with its stop, or long enough to hold a verb."""
    if text.startswith(("At ", "at ")):
        return False
    if SENTENCE.match(text):
        return len(text.split()) > 3
    return bool(re.match(r"[A-ZÆØÅ]", text)) and bool(
        re.search(
            r"\b(?:er|skal|har|kan|bliver|vil|får|oplever|trives|sikres?|fremmes?|inddrages?|anvendes?)\b",
            text,
        )
    )


def lead_in(run: Run, section: Section, *, always: bool = False) -> str | None:
    """The lead-in to be joined in front of the bullets of a list, or None (FORMAT, rule 2)."""
    lead = run.lead.text if run.lead else None
    by_heading = section.heading is not None and bool(section.blocks) and run.blocks[0] is section.blocks[0]
    if lead is None and by_heading and CALLING.search(section.label.strip()):
        sentences = sum(is_statement(block.text) for block in run.blocks)
        return section.label.strip() if sentences * 2 <= len(run.blocks) else None
    if lead is None and always and section.heading is not None and run.blocks[0] in section.blocks:
        lead = section.label
    if lead is None or lead.rstrip(" :").endswith("?"):
        return None
    lead = last_sentence(lead)
    statements = sum(is_statement(block.text) for block in run.blocks)
    if always or CALLING.search(lead.strip()) or statements * 2 <= len(run.blocks):
        lead = lead.strip()
        return lead if run.lead is not None else lead.rstrip(" .:") + ":"
    return None


def last_sentence(text: str) -> str:
    """Of a paragraph that ends in a colon, the sentence that introduces the list."""
    from roedtraad.language.sentences import split_sentences

    parts = split_sentences(text)
    return parts[-1] if parts else text


def same_text(one: str, other: str) -> bool:
    return re.sub(r"[\W_]+", "", one.casefold()) == re.sub(r"[\W_]+", "", other.casefold())
