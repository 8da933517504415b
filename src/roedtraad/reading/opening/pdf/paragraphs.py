"""The sixth room: lines → paragraphs, items of lists and notes; words broken at a line's end are mended."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from roedtraad.reading.model import Span
from roedtraad.reading.opening.builder import Rich
from roedtraad.reading.opening.pdf.lines import BULLETS, Line
from roedtraad.reading.opening.pdf.tables import Table

# A bullet, with or without air after it; a dash with some.
BULLET = re.compile(rf"^(?P<marker>[{BULLETS}]|[–—*-](?=\s)|o(?=\s))\s*(?=\S)")
NUMBER = re.compile(r"^(?P<marker>\(?(?P<number>\d{1,3})[.)]|\(?(?P<letter>[a-zæøå])[.)]|(?P<roman>[ivx]{1,4})[.)])\s+(?=\S)")  # fmt: skip
# "3. maj", "1. halvår", "0. klasse": the number is the substance.
ORDINAL = re.compile(
    r"^\d{1,2}\.(?:\s*[-–/]\s*\d{1,2}\.)?\s+(?:jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec|halvår|kvartal|klasse|kl\b|årgang|"
    r"behandling|rate|trin\b|fase\b|møde|udgave|etape)",
    re.IGNORECASE,
)
STOPS, CLOSES = (".", "!", "?", ":", ";", "…"), "\"”’»')]"
SOFT = "\u00ad"  # where a word may be broken
HYPHENS = ("-", "\u2010", "\x02", "\ufffe")
# After these a hyphen at a line's end stands for a part left out: "børne- og", "sommer- eller".
LEFT_OUT = re.compile(r"(?:og|eller|samt|og/eller|til|såvel|kontra)\b", re.IGNORECASE)
# Short words that keep their hyphen: "it-løsning", "e-læring", "ph-værdi".
KEEPS = re.compile(
    r"(?:^|[\W\d])(?:it|e|ph|tv|p|c|a|b|x|vu|ppr|ssp|sfo|eu|fn|u|cv|mini|ikke|non|pre)$", re.IGNORECASE
)
NOTE = re.compile(r"^\[?\d{1,3}\]?[.)]?\s?\S")


@dataclass(slots=True)
class Draft:
    """A block while it grows. `form`: text | item | note | furniture | table."""

    form: str
    lines: list[Line]
    page: int
    marker: str = ""
    furniture: str = ""
    table: Table | None = None
    level: int | None = None  # of a heading
    title: bool = False
    depth: int = 0
    opened: bool = False  # the first of its page or column: it may go on from the last
    extra: tuple[str, ...] = ()

    @property
    def first(self) -> Line:
        return self.lines[0]

    @property
    def last(self) -> Line:
        return self.lines[-1]

    @property
    def text(self) -> str:
        return " ".join(line.text for line in self.lines)


@dataclass(slots=True)
class Grower:
    """Grows drafts of the lines of one column."""

    furniture: dict[int, str]
    pitch: float  # the document's distance between lines, in sizes of the type
    drafts: list[Draft] = field(default_factory=list)

    def column(self, items: Iterable[Line | Table], page: int, edge: float = 0.0) -> None:
        """`edge`: where the column ends at the right, if that is known; else its longest line tells."""
        items = list(items)
        own = [item for item in items if isinstance(item, Line) and id(item) not in self.furniture]
        right = max((line.right for line in own), default=0.0)
        if edge > right:
            right = edge
            for line in own:
                line.wraps = line.right > right - 0.18 * (right - line.left)
        pitch = self._pitch(own)
        now: Draft | None = None
        opened = True
        for item in items:
            if isinstance(item, Table):
                self.drafts.append(Draft("table", [], page, table=item, opened=opened))
                now, opened = None, False
                continue
            kind = self.furniture.get(id(item))
            if kind:
                self.drafts.append(Draft("furniture", [item], page, furniture=kind))
                if kind == "contents":
                    now, opened = None, False
                continue
            begins = self._marker(item, now)
            if now is None or begins or not _goes_on(now, item, pitch, right):
                form = "item" if begins else "text"
                now = Draft(form, [item], page, marker=begins or "", opened=opened)
                self.drafts.append(now)
                opened = False
            else:
                now.lines.append(item)

    def _pitch(self, lines: list[Line]) -> float:
        """The distance between the lines of a paragraph here, in sizes of the type."""
        found: dict[float, int] = {}
        for one, two in itertools.pairwise(lines):
            if abs(one.size - two.size) < 0.3 and two.base > one.base and one.wraps:
                step = round((two.base - one.base) / two.size, 1)
                if 0.9 <= step <= 2.2:
                    found[step] = found.get(step, 0) + 1
        if sum(found.values()) < 3:
            return self.pitch
        most = max(found.values())
        return min(step for step, count in found.items() if count >= 0.4 * most)

    def _marker(self, line: Line, now: Draft | None) -> str | None:
        bullet = BULLET.match(line.text)
        if bullet:
            return bullet["marker"]
        number = NUMBER.match(line.text)
        if not number or ORDINAL.match(line.text):
            return None
        if any(span.start == 0 and span.style == "superscript" for span in line.spans):
            return None
        if line.start > line.left:
            return number["marker"]
        before = next((d for d in reversed(self.drafts[-6:]) if d.form == "item"), None)
        if first_number(number["marker"]) or (before and _follows(before.marker, number["marker"])):
            # In running text "1. " may begin a line by chance: the line before has then not ended.
            ended = now is None or not now.last.wraps or stopped(now.last.text)
            return number["marker"] if ended else None
        return None


def stopped(text: str) -> bool:
    """The text ends in a stop, with or without marks that close something after it."""
    return text.rstrip(CLOSES).endswith(STOPS)


def broken(text: str) -> bool:
    """The text ends within a word, at a hyphen."""
    if text.endswith(SOFT):
        return True
    before = text[-2:-1]
    return text.endswith(HYPHENS) and before.isalnum() and not before.isdecimal()


def without_lone_numbers(drafts: list[Draft]) -> None:
    """A number that neither follows one nor is followed is no list: "1. Indledning" over its text."""
    items = [draft for draft in drafts if draft.form == "item" and NUMBER.match(draft.first.text)]
    for number, draft in enumerate(items):
        before = items[number - 1].marker if number else ""
        after = items[number + 1].marker if number + 1 < len(items) else ""
        if not (before and _follows(before, draft.marker)) and not (after and _follows(draft.marker, after)):
            draft.form, draft.marker = "text", ""


def first_number(marker: str) -> bool:
    return marker.strip("().") in ("1", "a", "i")


def _follows(before: str, now: str) -> bool:
    one, two = before.strip("()."), now.strip("().")
    if one.isdigit() and two.isdigit():
        return int(two) == int(one) + 1
    return len(one) == len(two) == 1 and ord(two) == ord(one) + 1


def _goes_on(now: Draft, line: Line, pitch: float, right: float) -> bool:
    last = now.last
    size = max(last.size, line.size)
    if abs(last.size - line.size) > 0.07 * size:
        return False
    step = (line.base - last.base) / size
    # Headings are set tighter or wider than the text.
    large = len(now.lines) < 4 and line.size > 11.5 and last.bold == line.bold
    if not 0 < step <= max(pitch * 1.22 + 0.04, 1.45 if large else 0):
        return False
    if _another_style(now, last, line):
        return False
    ended = stopped(last.text)
    small = bool(re.match(r"[a-zæøå(]", line.text))
    if line.text[:1].isdigit() and any(s.start == 0 and s.style == "superscript" for s in line.spans):
        return False  # the next note
    shift = line.left - last.left
    if (
        abs(last.right - line.right) < 2
        and (shift > 0.6 * size or shift < -3 * size)
        and len(now.lines) == 1
        and not small
    ):
        return False  # lines set to the right margin, such as a date under a case number
    if now.form == "item":
        inside = (
            line.left >= now.first.start - 4
            if now.first.start > now.first.left
            else line.left >= now.first.left - 3
        )
        if not inside:
            return False
        if now.first.start > now.first.left or not ended:
            return small or last.wraps or not ended
        return last.wraps
    if broken(last.text) and small:
        return True
    word = len(line.text.split(" ", 1)[0]) * 0.5 * line.size
    room = right - last.right > word + 0.6 * line.size
    if room and not small and (ended or last.right < now.first.left + 0.75 * (right - now.first.left)):
        # The line ended although the next word had room: the paragraph ended.
        return _centred(last, line, right) and not ended and last.bold == line.bold and size > 11.5
    if room and ended:
        return False
    # A paragraph that begins with an indented line.
    return not (ended and line.left > last.left + 0.8 * size and len(now.lines) > 1 and not small)


def _centred(one: Line, two: Line, right: float) -> bool:
    return abs((one.left + one.right) - (two.left + two.right)) < 6 or one.size > 14


def _another_style(now: Draft, last: Line, line: Line) -> bool:
    """A heading over its text, or the other way round."""
    if last.bold != line.bold:
        ends = any(s.style == "bold" and s.end >= len(last.text) for s in last.spans)
        begins = any(s.style == "bold" and s.start == 0 for s in line.spans)
        if ends != begins or (last.bold and not last.wraps) or (line.bold and not last.wraps):
            return True
    return (
        last.colour != line.colour
        and all(each.colour == last.colour for each in now.lines)
        and not last.wraps
    )


def joined_text(lines: list[Line], marker: str = "") -> tuple[Rich, list[int]]:
    """The lines as one text with emphasis, and how many of its letters each line gave."""
    rich = Rich()
    sizes: list[int] = []
    for number, line in enumerate(lines):
        text, spans = line.text, line.spans
        if number == 0 and marker:
            found = BULLET.match(text) or NUMBER.match(text)
            if found:
                cut = found.end()
                text = text[cut:]
                spans = [Span(max(0, s.start - cut), s.end - cut, s.style) for s in spans if s.end > cut]
        before = len(rich.text)
        if number:
            glue = _glue(rich.text, text)
            if glue < 0:
                rich.text = rich.text[:-1]
                rich.spans = [Span(s.start, min(s.end, len(rich.text)), s.style) for s in rich.spans]
            elif glue > 0:
                rich.text += " "
        start = len(rich.text)
        rich.text += text
        rich.spans += [Span(s.start + start, s.end + start, s.style) for s in spans]
        sizes.append(max(0, len(rich.text) - before))
    rich.text = rich.text.replace("\x02", "-").replace("\ufffe", "-")
    if SOFT in rich.text:
        _without_soft(rich)
    return rich, sizes


def _glue(before: str, after: str) -> int:
    """1: a space between; 0: nothing; -1: the hyphen goes, the word is one."""
    if not broken(before):
        return 1
    if before[-1] == SOFT:
        return -1
    if LEFT_OUT.match(after):
        return 1
    if not re.match(r"[a-zæøåéü]", after):
        return 0  # "COVID-19", "Sundheds-IT": the hyphen is the word's own
    return 0 if KEEPS.search(before[:-1]) else -1


def _without_soft(rich: Rich) -> None:
    """Soft hyphens inside a line go; emphasis moves along."""
    gone = [n for n, letter in enumerate(rich.text) if letter == SOFT]

    def moved(at: int) -> int:
        return at - sum(n < at for n in gone)

    rich.spans = [Span(moved(s.start), moved(s.end), s.style) for s in rich.spans]
    rich.text = rich.text.replace(SOFT, "")
