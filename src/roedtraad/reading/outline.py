"""The third layer: which block is a heading, what stands under it, what belongs to one list or one table."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from roedtraad.reading.functions import is_function
from roedtraad.reading.lexicon import (
    CALLING,
    GROUPS,
    NUMBERED,
    NUMBERED_ONE,
    SUBSTANCE,
    part_in,
    plain,
    role_of,
)
from roedtraad.reading.model import Block, BlockKind

TOP = 0


@dataclass(slots=True, eq=False)
class Section:
    """A heading and what stands under it, down to the next heading.

    heading   None for what stands before the first heading, and for a chapter whose heading was lost
    label     the heading's words
    role      from the lexicon, None if unknown
    blocks    own blocks, without those of the children and without furniture
    """

    heading: Block | None
    label: str
    level: int
    role: str | None = None
    parent: Section | None = None
    blocks: list[Block] = field(default_factory=list)
    children: list[Section] = field(default_factory=list)

    def walk(self) -> Iterator[Section]:
        """This section and all under it, in document order."""
        stack = [self]
        while stack:
            section = stack.pop()
            yield section
            stack.extend(reversed(section.children))

    def ancestors(self) -> Iterator[Section]:
        """This section, its parent, and so on to the root."""
        section: Section | None = self
        while section is not None:
            yield section
            section = section.parent


@dataclass(slots=True)
class Run:
    """Blocks that belong together: a list with its lead-in, a table, or one paragraph."""

    form: str  # list | table | paragraph
    blocks: list[Block]
    lead: Block | None = None


def outline(blocks: list[Block]) -> Section:
    """The tree of sections. The blocks are changed only in that hidden headings become headings."""
    _find_headings(blocks)
    root = Section(None, "", TOP)
    now = root
    chapters = _lost_chapters(blocks)
    for block in blocks:
        if block.index in chapters:
            now = _open(now, None, chapters[block.index], 2)
        ended = next((m for m in block.markers if m.startswith("unheaded:")), None)
        if ended is not None and now.heading is not None:
            # An empty heading stood here: what follows is no part of the section before it.
            now = _open(now, None, "", int(ended[9:]))
        if block.kind is BlockKind.HEADING:
            now = _open(now, block, block.text, _level_within(now, block))
        elif block.kind not in (BlockKind.FURNITURE, BlockKind.FOOTNOTE):
            now = _past_layout(now, block)
            now.blocks.append(block)
    return root


def _past_layout(now: Section, block: Block) -> Section:
    """What follows a table used as layout is no part of its last row."""
    form = next((s for s in now.ancestors() if s.heading and "layout" in s.heading.markers), None)
    if form is None or form.heading is None or form.heading.cell is None:
        return now
    if block.cell is not None and block.cell.table == form.heading.cell.table:
        return now
    return _open(now, None, "", form.level)


class _Levels:
    """Depths where no heading has a style: told by numbers, by what counts parts, and by labels of what stands under a part.

    Chapters that count ("5. Fokusområder", "6. Måling") stand side by side; so do parts of one word ("Fokusområde A",
    "Fokusområde B"), below the chapter that announces them; a part's promises, goals and actions stand below it.
    """

    def __init__(self) -> None:
        self.chapter = 0  # the number that the last counted chapter printed
        self.announced = False  # the last chapter announces parts
        self.part = 0  # level of the part we are in; 0 outside
        self.item = False  # within an agenda item: its labels stand below it

    def of(self, block: Block, number: int, depth: int, item: bool) -> int:
        role, text = role_of(block.text) or _announced_by(block.text), block.text.strip()
        if item:
            self.item, self.part = True, 0
            return 2
        if self.item and role is not None and number > 0:
            return 3
        counted = re.match(r"(\d{1,2})\.?\s+\D", text)
        if counted and int(counted[1]) in (1, self.chapter + 1):
            self.chapter, self.part = int(counted[1]), 0
            self.announced = role in ("themes", "focus_areas")
            return 2
        if part_in(text):
            self.part = 3 if self.announced else 2
            return self.part
        if role in SUBSTANCE and self.part:
            return self.part + 1
        if not _covers(block, "bold"):
            return depth if role is None or not self.part else max(depth, self.part)
        if number == 0 and role is None:
            return 1
        self.announced = role in ("themes", "focus_areas")
        self.part = 2 if role is None and not self.chapter else 0
        return 2


ACCOUNTS = {"case", "status"}


def _level_within(now: Section, heading: Block) -> int:
    """A focus area named inside an account of how it stands belongs to it, though nothing shows its level."""
    level = heading.level or 6
    if "hidden_heading" in heading.markers and part_in(heading.text):
        account = next((s for s in now.ancestors() if s.role in ACCOUNTS), None)
        if account is not None:
            return max(level, account.level + 1)
    return level


def _open(now: Section, heading: Block | None, label: str, level: int) -> Section:
    while now.level >= level and now.parent is not None:
        now = now.parent
    role = role_of(label) or _announced_by(label)
    # "Indhold" over contents lines is furniture by now; what is left is a field of a form.
    section = Section(heading, label, level, "content" if role == "contents" else role, now)
    now.children.append(section)
    return section


def _announced_by(label: str) -> str | None:
    """A lead-in set as a heading ("Det er Byrådets mål, at:", "Vi lover jer at") says what stands under it."""
    if not (
        CALLING.search(label.strip())
        or label.rstrip().endswith(":")
        or re.search(r"\b(?:vil|lover)$", label.strip())
    ):
        return None
    role = role_of(label, "lead_ins")
    return {"theme": "themes", "focus_area": "focus_areas", "member": None}.get(role or "", role)


def _find_headings(blocks: list[Block]) -> None:
    """Headings that are not marked as such: bold lines, known labels, labels of a table used as layout."""
    layout = layout_tables(blocks)
    marked = any(block.kind is BlockKind.HEADING for block in blocks)
    level = 1
    levels = _Levels()
    for number, block in enumerate(blocks):
        if block.kind is BlockKind.HEADING:
            level = block.level or level
            continue
        if block.cell and block.cell.table in layout:
            block.markers = (*block.markers, "layout")
            if block.cell.row == 0 and (
                block.cell.header or LAYOUT_HEADER.fullmatch(block.text.strip(" :."))
            ):
                blocks[number] = replace(block, kind=BlockKind.FURNITURE)
                continue
            if block.cell.column == 0 and block.kind is not BlockKind.LIST_ITEM:
                form = min(level + 1, 6)  # one below the heading that stands over the table
                blocks[number] = replace(block, kind=BlockKind.HEADING, level=form)
                continue
            level_here = min(level + 2, 6)
        elif block.cell:
            continue
        else:
            level_here = None
        if block.kind is not BlockKind.PARAGRAPH:
            continue
        following = blocks[number + 1] if number + 1 < len(blocks) else None
        before = blocks[number - 1] if number else None
        depth = _hidden_level(block, before, following, marked, level)
        if level_here is not None:
            depth = level_here if depth and _covers(block, "bold") else None
        elif depth and not marked:
            depth = levels.of(block, number, depth, is_item(block, following))
        if depth:
            blocks[number] = replace(
                block, kind=BlockKind.HEADING, level=depth, markers=(*block.markers, "hidden_heading")
            )


def _hidden_level(
    block: Block, before: Block | None, following: Block | None, marked: bool, level: int
) -> int | None:
    text = block.text
    if len(text) > 120 or "\n" in text or text[-1:] in ".,;!" or following is None:
        return None
    if following.kind is BlockKind.FURNITURE and text[-1:] != ":":
        return None
    if is_item(block, following):
        return min(level + 1, 6) if marked else 2
    role = role_of(text)
    styled = _covers(block, "bold") or _covers(block, "underline")
    if not styled and (
        CALLING.search(text) or (text.endswith(":") and role_of(text, "lead_ins") and role is None)
    ):
        return None  # a lead-in, not a heading
    words = len(text.split())
    told = LABELLED.match(text)
    if told and (role_of(told["label"]) == "owner" or (part_in(told["label"]) and is_function(told["rest"]))):
        return None  # "Ansvarlig for politikken: Familiechefen", "Spor 1 – Trivsel: Skolechefen": who answers for it
    if told and not styled and not part_in(text) and not GROUPS.match(text):
        return None  # a label and what it labels, on one line
    if part_in(text) and words <= 12 and following.kind is not BlockKind.HEADING and text[-1:] not in ":?":
        return min(level + 1, 6) if marked else 2
    if NUMBERED_ONE.match(text) and words <= 14 and following.kind is not BlockKind.HEADING and styled:
        return min(level + 1, 6) if marked else 3
    if styled and words <= 14:
        return min(level + 1, 6) if marked else (2 if role else 3)
    if (
        role
        and (words <= 8 or (role == "decision" and words <= 16 and re.search(r"\d{4}$", text)))
        and not (text.endswith(":") and role in ("goal", "purpose") and words > 3)
    ):
        return min(level + 1, 6) if marked else 2
    if GROUP.fullmatch(text.rstrip(":")) and text.endswith(":"):
        return 4
    if not marked and words <= 10 and _stands_out(block, before, following):
        return 3
    return None


ITEM = re.compile(
    r"^(?:(?:(?:dagsordens)?punkt|pkt\.?|sag)\s*(?:nr\.?\s*)?\d{1,3}\b|\d{1,3}[.)]\s+)\W*\w.{2,}",
    re.IGNORECASE,
)
ITEM_FACT = re.compile(
    r"^(?:sags?\W{0,2}(?:nr|nummer|id)|j(?:ournal)?\.?\s?nr|acadre|(?:åben|åbent|lukket)(?: (?:sag|punkt))?\W*$)",
    re.IGNORECASE,
)
ITEM_LABELS = {"case", "recommendation", "decision", "background", "annex", "routing", "economy"}


def is_item(block: Block, following: Block | None) -> bool:
    """A numbered line over what only an agenda item begins with: its case number, or one of its labels."""
    if (
        following is None
        or block.kind is not BlockKind.PARAGRAPH
        or len(block.text) > 200
        or not ITEM.match(block.text)
    ):
        return False
    return bool(ITEM_FACT.match(following.text)) or role_of(following.text) in ITEM_LABELS


LABELLED = re.compile(r"^(?P<label>[^:]{3,90}):\s+(?P<rest>\S.*)$")

# The first row of a form: it names the columns, not a section.
LAYOUT_HEADER = re.compile(
    r"(?:emne|punkt|felt|overskrift|indhold|beskrivelse|tekst|uddybning|bemærkninger)", re.IGNORECASE
)
GROUP = re.compile(r"(?:styre|projekt|reference|arbejds|følge)gruppen?", re.IGNORECASE)


def _stands_out(block: Block, before: Block | None, following: Block) -> bool:
    """In plain text: a short line that begins with a capital, over a long paragraph, after an ended one."""
    if following.kind is not BlockKind.PARAGRAPH or len(following.text) < max(120, 2 * len(block.text)):
        return False
    if not re.match(r"[A-ZÆØÅ0-9\"”]", block.text) or block.text.endswith(":"):
        return False
    return (
        before is None
        or before.kind is not BlockKind.PARAGRAPH
        or bool(re.search(r"[.!?:”\"]$", before.text))
    )


def _covers(block: Block, style: str) -> bool:
    covered = sum(span.end - span.start for span in block.spans if span.style == style)
    return covered >= 0.9 * len(block.text.rstrip(" :."))


def layout_tables(blocks: list[Block]) -> set[int]:
    """Tables of two columns whose left cells are labels of sections: page layout, not data."""
    left: dict[int, list[str]] = {}
    right: dict[int, int] = {}
    wide: set[int] = set()
    for block in blocks:
        if block.cell is None:
            continue
        if block.cell.column == 0:
            left.setdefault(block.cell.table, []).append(block.text)
        elif block.cell.column == 1:
            right[block.cell.table] = right.get(block.cell.table, 0) + len(block.text)
        else:
            wide.add(block.cell.table)
    found = set()
    for table, labels in left.items():
        short = [label for label in labels if len(label.split()) <= 6]
        known = [label for label in short if role_of(label)]
        told = right.get(table, 0) >= 40 * len(labels) or (len(known) >= 3 and len(known) * 2 >= len(labels))
        if (
            table not in wide
            and told
            and len(short) == len(labels)
            and (len(known) * 2 >= len(labels) or len(known) >= 3 or (len(labels) == 1 and known))
        ):
            found.add(table)
    return found


def _lost_chapters(blocks: list[Block]) -> dict[int, str]:
    """Chapters whose heading was a picture: named and numbered in the contents, absent from the text.

    {index of the block they begin at: label}. Chapter n is put where, between the headings of n-1 and n+1,
    deeper headings begin after a stretch of lists or prose.
    """
    entries = [re.sub(r"[\s.…_]*\d+$", "", b.text).strip() for b in blocks if "contents" in b.markers]
    numbered = [entry for entry in entries if re.match(r"\d{1,2}\s*[-–.:)]?\s+\D", entry)]
    headings = [(b.index, plain(b.text), b.level or 6) for b in blocks if b.kind is BlockKind.HEADING]
    lost: dict[int, str] = {}
    for n, entry in enumerate(numbered):
        if not n > 0 or any(_alike(plain(entry), label) for _, label, _ in headings):
            continue
        before = next((h for h in headings if _alike(plain(numbered[n - 1]), h[1])), None)
        if before is None:
            continue
        after = next(
            (h for h in headings if n + 1 < len(numbered) and _alike(plain(numbered[n + 1]), h[1])), None
        )
        within = [h for h in headings if h[0] > before[0] and (after is None or h[0] < after[0])]
        first = next((h for h in within if h[2] > before[2] and role_of(h[1]) is None), None)
        if first and all(h[0] >= first[0] for h in within):
            lost[first[0]] = NUMBERED.sub("", entry)
    return lost


def _alike(one: str, other: str) -> bool:
    return (
        one == other
        or (
            len(one) > 12
            and abs(len(one) - len(other)) < 3
            and sum(a != b for a, b in zip(one, other, strict=False)) < 2
        )
        or _squeezed(one) == _squeezed(other)
    )


def _squeezed(text: str) -> str:
    """Letters without doublets: a contents entry with a slip of the pen still names its chapter."""
    return re.sub(r"[^\w]|r(?=b)", "", text)


# A paragraph that introduces the list after it: a colon, or words that call for more.
LEADS = re.compile(r"(?::|,|\b(?:at|om|når))\s*$")


def _introduces(block: Block) -> bool:
    """By its colon or its last word, or by its words where the colon was forgotten ("Det betyder, at vi vil")."""
    text = block.text.rstrip()
    return bool(LEADS.search(text)) or (text[-1:] not in ".!?" and role_of(text, "lead_ins") is not None)


def runs(blocks: list[Block]) -> list[Run]:
    """The blocks of a section grouped into lists (with their lead-in), tables and paragraphs."""
    out: list[Run] = []
    for block in blocks:
        last = out[-1] if out else None
        if block.cell and "layout" not in block.markers:
            if (
                last
                and last.form == "table"
                and last.blocks[0].cell
                and last.blocks[0].cell.table == block.cell.table
            ):
                last.blocks.append(block)
            else:
                out.append(Run("table", [block]))
        elif block.list and block.kind is BlockKind.LIST_ITEM:
            if last and last.form == "list" and _same_list(last.blocks[-1], block):
                last.blocks.append(block)
            else:
                before = last.blocks[-1] if last and last.form == "paragraph" else None
                lead = before if before is not None and _introduces(before) else None
                out.append(Run("list", [block], lead))
        else:
            out.append(Run("paragraph", [block]))
    return out


def _same_list(one: Block, other: Block) -> bool:
    assert one.list
    assert other.list
    if one.list.list == other.list.list or other.list.depth > 0 or one.list.depth > 0:
        return True
    # A list that a page break or another bullet parted goes on.
    return (
        other.index == one.index + 1
        and one.list.marker[-1:] == other.list.marker[-1:]
        and other.list.position != 1
    )
