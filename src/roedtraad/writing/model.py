"""The report model: what is said, in which order, and nothing about how it looks.

A report is plain frozen data, so that it can be kept as JSON beside the snapshot it came from, sent to a limited
process, compared and written again. The three writers (``html``, ``pdf``, ``docx``) take a :class:`Report` and
nothing else; the same report gives the same bytes.

A plain ``str`` is accepted wherever a span is wanted: ``Paragraph("Af ", Figure("14 mål", "goals"))``.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from roedtraad.writing.text import visible
from roedtraad.writing.words import LANGUAGES, STATUS_KEYS, Language, StatusKey

Access = Literal["open", "closed"]
Align = Literal["start", "end", "center"]
LEAST_CONTRAST = 4.5  # WCAG 2.1, 1.4.3: headings are drawn in the municipality's colour on white


class ReportError(ValueError):
    """A report that cannot be written; the message is a sentence that names the thing and the way out."""


# ---------------------------------------------------------------- spans: what stands inside a line


@dataclass(frozen=True, slots=True)
class Text:
    text: str


@dataclass(frozen=True, slots=True)
class Strong:
    text: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure from the snapshot: ``text`` as it is printed ('22 familier'), ``key`` where it stands there."""

    text: str
    key: str


@dataclass(frozen=True, slots=True)
class Link:
    """``href`` is http(s), mailto or an address on the same site; anything else is refused."""

    text: str
    href: str

    def __post_init__(self) -> None:
        if not re.match(r"(https?://|mailto:|/(?!/)|#)", self.href) or re.search(
            r"[\s\x00-\x1f\x7f\\]", self.href
        ):
            raise ReportError(
                f"The link {self.text!r} points to {self.href!r}. A report links only to http, https or mailto "
                "addresses, or within the site."
            )


@dataclass(frozen=True, slots=True)
class Status:
    """A status as shape, colour and word; ``text`` only where the word differs from the usual one."""

    key: StatusKey
    text: str = ""

    def __post_init__(self) -> None:
        _one_of(self.key, STATUS_KEYS, "status")


Span = Text | Strong | Figure | Link | Status
SPANS = (Text, Strong, Figure, Link, Status)
Spans = tuple[Span, ...]
Said = Span | str
"""What the builders take: a span, or a plain string for :class:`Text`."""


def spans(*said: Said | Iterable[Said]) -> Spans:
    """``spans("Af ", Figure("14 mål", "goals"))``: strings become :class:`Text`, lists are laid flat, what says nothing
    falls away."""
    out: list[Span] = []
    for one in said:
        if isinstance(one, str):
            if one:
                out.append(Text(one))
        elif isinstance(one, SPANS):
            if isinstance(one, Status) or (visible(one.text) if isinstance(one, Link) else one.text):
                out.append(one)
        else:
            out.extend(spans(*one))
    return tuple(out)


# ---------------------------------------------------------------- blocks


@dataclass(frozen=True, slots=True, init=False)
class Paragraph:
    spans: Spans

    def __init__(self, *said: Said | Iterable[Said]) -> None:
        object.__setattr__(self, "spans", spans(*said))


@dataclass(frozen=True, slots=True, init=False)
class Note:
    """A remark set apart: what a reader must know to read the figures right."""

    spans: Spans

    def __init__(self, *said: Said | Iterable[Said]) -> None:
        object.__setattr__(self, "spans", spans(*said))


@dataclass(frozen=True, slots=True, init=False)
class Bullets:
    items: tuple[Spans, ...]

    def __init__(self, items: Iterable[Said | Iterable[Said]]) -> None:
        object.__setattr__(self, "items", tuple(spans(item) for item in items))


@dataclass(frozen=True, slots=True, init=False)
class Numbered:
    """Numbered points, e.g. the recommendation's 'at …'; the lead-in is a paragraph before it."""

    items: tuple[Spans, ...]
    start: int

    def __init__(self, items: Iterable[Said | Iterable[Said]], start: int = 1) -> None:
        object.__setattr__(self, "items", tuple(spans(item) for item in items))
        object.__setattr__(self, "start", start)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside a section (the section's own is level 2, this one level 3)."""

    text: str


@dataclass(frozen=True, slots=True)
class Column:
    """``share`` is the column's part of the width, relative to the others."""

    head: str
    align: Align = "start"
    share: int = 1

    def __post_init__(self) -> None:
        _one_of(self.align, ("start", "end", "center"), "alignment")
        if not visible(self.head):
            raise ReportError(
                "A table column has no heading. Give each column one, so that it can be read aloud."
            )
        if not 1 <= self.share <= 100:
            raise ReportError(
                f"The column {self.head!r} has the share {self.share}; it must be from 1 to 100."
            )


@dataclass(frozen=True, slots=True, init=False)
class Table:
    """Rows of cells, each cell spans. With ``row_head`` the first column names its row (read aloud before each cell)."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Spans, ...], ...]
    caption: str
    row_head: bool

    def __init__(
        self,
        columns: Iterable[Column | str],
        rows: Iterable[Iterable[Said | Iterable[Said]]],
        caption: str = "",
        row_head: bool = True,
    ) -> None:
        heads = tuple(Column(c) if isinstance(c, str) else c for c in columns)
        body = tuple(tuple(spans(cell) for cell in row) for row in rows)
        name = caption or "without a caption"
        if not heads:
            raise ReportError(f"The table {name} has no columns.")
        for number, row in enumerate(body, 1):
            if len(row) != len(heads):
                raise ReportError(
                    f"Row {number} of the table {name} has {len(row)} cells, but the table has {len(heads)} columns."
                )
        object.__setattr__(self, "columns", heads)
        object.__setattr__(self, "rows", body)
        object.__setattr__(self, "caption", caption)
        object.__setattr__(self, "row_head", row_head)


@dataclass(frozen=True, slots=True)
class Count:
    """How many have this status, as printed, and where in the snapshot the number stands."""

    status: StatusKey
    text: str
    key: str = ""

    def __post_init__(self) -> None:
        _one_of(self.status, STATUS_KEYS, "status")


@dataclass(frozen=True, slots=True)
class StatusTally:
    """The counts in a row; a status with none is left out by whoever makes the report, not here."""

    counts: tuple[Count, ...]
    label: str = ""


FLAT_KNOTS, FLAT_TITLE = 5, 60  # knots, and letters of each title, that fit beside each other on a page


@dataclass(frozen=True, slots=True)
class Knot:
    """One place on the thread. ``label`` is what it is ('Fokusområde'), ``title`` which. ``missing``: nothing is there,
    and the title says what is missing. ``here``: the thing this report speaks of."""

    label: str
    title: str
    href: str = ""
    missing: bool = False
    here: bool = False

    def __post_init__(self) -> None:
        if self.href:
            Link(self.title, self.href)


@dataclass(frozen=True, slots=True)
class ThreadLine:
    """Only between things with a stored relation (visual.md); the line breaks before a missing knot."""

    knots: tuple[Knot, ...]


def lies_flat(titles: Sequence[str]) -> bool:
    """Whether a thread of knots with these titles has room for its words beside each other; else it stands upright."""
    return len(titles) <= FLAT_KNOTS and all(len(title) <= FLAT_TITLE for title in titles)


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing of ours as SVG. ``title`` is read aloud first, ``desc`` tells the same facts as the picture.

    ``width`` is in millimetres on paper (the text is 166 mm wide) and in Word."""

    svg: str
    title: str
    desc: str
    width: int = 166

    def __post_init__(self) -> None:
        if not visible(self.title) or not visible(self.desc):
            raise ReportError(
                "A picture needs a title and a description, for those who hear it instead of seeing it."
            )
        if not 5 <= self.width <= 166:
            raise ReportError(
                f"The picture {self.title!r} is {self.width} mm wide; the page has room for 5 to 166 mm."
            )


@dataclass(frozen=True, slots=True)
class PageBreak:
    """A new page on paper and in Word; a gap on screen."""


Block = (
    Paragraph | Note | Bullets | Numbered | Heading | Table | StatusTally | ThreadLine | Picture | PageBreak
)
BLOCKS: tuple[type, ...] = (
    Paragraph, Note, Bullets, Numbered, Heading, Table, StatusTally, ThreadLine, Picture, PageBreak,
)  # fmt: skip


# ---------------------------------------------------------------- the report


@dataclass(frozen=True, slots=True, init=False)
class Section:
    """``key`` is stable ('summary', 'recommendation'): a Word template may place a section by it. The heading may be left
    out (''). Blocks that say nothing fall away."""

    key: str
    heading: str
    blocks: tuple[Block, ...]

    def __init__(self, key: str, heading: str, blocks: Iterable[Block] = ()) -> None:
        if not re.fullmatch(r"[a-z][a-z0-9_]{0,59}", key):
            raise ReportError(
                f"The section {heading!r} has the key {key!r}; a key is small letters, digits and _."
            )
        object.__setattr__(self, "key", key)
        object.__setattr__(self, "heading", heading if visible(heading) else "")
        object.__setattr__(self, "blocks", tuple(block for block in blocks if _says_something(block)))

    @property
    def depth(self) -> int:
        """How far its blocks' headings lie below its own level: 0 where it has no heading, so that no level is skipped."""
        return 1 if self.heading else 0


@dataclass(frozen=True, slots=True)
class Annex:
    """An annex in the list; with ``sections`` it is also printed, on a page of its own after the report."""

    number: int
    title: str
    reference: str = ""
    access: Access = "open"
    sections: tuple[Section, ...] = ()

    def __post_init__(self) -> None:
        _one_of(self.access, ("open", "closed"), "access")
        if not visible(self.title):
            raise ReportError(f"Annex {self.number} has no title.")


@dataclass(frozen=True, slots=True)
class Report:
    """One document. ``routing`` are the bodies with their dates, in order, as words
    ('Børne- og Uddannelsesudvalget 18. november 2026'); ``colour`` the municipality's as '#0f4c5c'."""

    title: str
    municipality: str
    sections: tuple[Section, ...]
    language: Language = "da"
    kicker: str = ""
    case_number: str = ""
    access: Access | Literal[""] = ""
    routing: tuple[str, ...] = ()
    annexes: tuple[Annex, ...] = ()
    date: datetime.date | None = None
    data_as_of: datetime.date | None = None
    footer: str = ""
    colour: str = "#0f4c5c"
    draft: bool = False

    def __post_init__(self) -> None:
        _one_of(self.language, LANGUAGES, "language")
        if self.access:
            _one_of(self.access, ("open", "closed"), "access")
        if not visible(self.title):
            raise ReportError(
                "The report has no title. Give it one: it names the document for everyone who opens it."
            )
        if not visible(self.municipality):
            raise ReportError("The report does not say which municipality it belongs to.")
        if not re.fullmatch(r"#[0-9a-fA-F]{6}", self.colour):
            raise ReportError(f"The colour {self.colour!r} is not written as # and six hexadecimal digits.")
        if contrast_on_white(self.colour) < LEAST_CONTRAST:
            raise ReportError(
                f"The colour {self.colour} is too pale for headings on white paper "
                f"(contrast {contrast_on_white(self.colour):.1f}, at least {LEAST_CONTRAST} is needed). Choose a darker one."
            )
        for holder in (self.sections, *(annex.sections for annex in self.annexes)):
            keys = [section.key for section in holder]
            for key in keys:
                if keys.count(key) > 1:
                    raise ReportError(f"Two sections of the report have the key {key!r}; each needs its own.")

    def figures(self) -> Iterator[Figure]:
        """Every locked figure, in reading order, annexes last."""
        for section in (*self.sections, *(s for annex in self.annexes for s in annex.sections)):
            for block in section.blocks:
                if isinstance(block, StatusTally):
                    yield from (Figure(c.text, c.key) for c in block.counts if c.key)
                for line in lines_of(block):
                    yield from (span for span in line if isinstance(span, Figure))

    def to_json(self) -> str:
        """Canonical JSON (sorted keys, no needless space): equal reports give equal texts."""
        from roedtraad.writing.codec import report_to_json

        return report_to_json(self)

    @classmethod
    def from_json(cls, text: str | bytes) -> Report:
        """The report again; :class:`ReportError` with a sentence if the text is not one."""
        from roedtraad.writing.codec import report_from_json

        return report_from_json(text)

    @classmethod
    def from_plain(cls, kept: object) -> Report:
        """The same of what was read from its JSON already."""
        from roedtraad.writing.codec import report_from_plain

        return report_from_plain(kept)


def _says_something(block: Block) -> bool:
    if isinstance(block, Heading):
        return visible(block.text)
    if isinstance(block, Paragraph | Note):
        return bool(block.spans)
    if isinstance(block, Bullets | Numbered):
        return bool(block.items)
    if isinstance(block, StatusTally):
        return bool(block.counts)
    return bool(block.knots) if isinstance(block, ThreadLine) else True


def lines_of(block: Block) -> Iterator[Spans]:
    """Every run of spans in a block, in reading order."""
    if isinstance(block, Paragraph | Note):
        yield block.spans
    elif isinstance(block, Bullets | Numbered):
        yield from block.items
    elif isinstance(block, Table):
        for row in block.rows:
            yield from row


def contrast_on_white(colour: str) -> float:
    """WCAG 2.1 contrast ratio (1–21) of '#rrggbb' against white."""

    def linear(channel: int) -> float:
        c = channel / 255
        return c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4

    r, g, b = (linear(int(colour[i : i + 2], 16)) for i in (1, 3, 5))
    return 1.05 / (0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05)


def _one_of(value: object, allowed: tuple[str, ...], what: str) -> None:
    if value not in allowed:
        raise ReportError(f"{value!r} is not a known {what}; use one of {', '.join(allowed)}.")
