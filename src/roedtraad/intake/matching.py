"""Minutes that come back: what they say about each at-point of a matter, and what in them is about something else.

Pure: plain data in, plain data out. What is recognised is a proposal; a person says yes to it.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from roedtraad.language.dates import Precision, find_dates

from .agenda import particulars

ALIKE = 0.75  # of the words' likeness: at and above it two at-points are the same one, worded a little differently

# 'At 1: …', 'Ad 2. …', 'Pkt. 3 – …'
ABOUT = re.compile(
    r"^\W*(?:at|ad|at-punkt|punkt|pkt\.?|indstillingens pkt\.?)\s*(\d{1,2})\s*[.:)–-]\s*(.+)$", re.I | re.S
)
LEAD_IN = re.compile(r"^.*?\bindstiller\b.*?\bat\b(?=.*\bat\b)", re.I | re.S)

# The result by the words that say it; the first that is found counts, so that what restricts stands before what it restricts.
RESULTS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (result, re.compile(words, re.I))
    for result, words in (
        (
            "rejected",
            r"\bikke (?:godkendt|vedtaget|tiltrådt|imødekommet)|\bforkastet|\bafvist|\bbortfald|\bfaldt\b",
        ),
        ("postponed", r"\budsat|\budsættes|\budskudt"),
        (
            "returned",
            r"\bsend(?:t|es) tilbage|\btilbagesend|\bhjemvist|\btages af dagsordenen|\btaget af dagsordenen",
        ),
        ("sent_to_hearing", r"\bsend(?:t|es) i høring|\bi høring\b"),
        (
            "approved_changed",
            r"\b(?:godkendt|vedtaget|tiltrådt|godkendes)\b[^.]*\bmed (?:den |de |følgende )?(?:ændring|tilføjelse|bemærkning|præcisering)",
        ),
        ("noted", r"til efterretning|til orientering|\borienteringen (?:blev )?taget"),
        ("recommended", r"\banbefal(?:et|es|er)\b|\bindstill(?:et|es|er)\b|\bfremsend(?:t|es)\b"),
        ("approved", r"\bgodkendt|\bgodkendes|\bvedtaget|\btiltrådt|\btiltrædes|\bfulgt\b|\bfølges\b"),
        ("discussed", r"\bdrøftet|\bdrøftedes|\bdrøftelse"),
    )
)
WORDS = {
    word: number
    for number, word in enumerate(
        "ingen en to tre fire fem seks syv otte ni ti elleve tolv tretten fjorten femten seksten sytten atten nitten tyve".split()
    )
} | {"et": 1, "én": 1, "ét": 1}
NUMBER = r"(\d{1,2}|" + "|".join(WORDS) + r")"
FOR = re.compile(
    rf"\b{NUMBER}\s+(?:medlemmer\s+|stemmer\s+|stemte\s+)*for\b|\bfor\s+stemte\s+{NUMBER}\b", re.I
)
AGAINST = re.compile(
    rf"\b{NUMBER}\s+(?:medlemmer\s+|stemmer\s+|stemte\s+)*imod\b|\bimod\s+stemte\s+{NUMBER}\b|\b(?:og|,)\s*imod\s+{NUMBER}\b",
    re.I,
)
ABSTAINED = re.compile(
    rf"\b{NUMBER}\s+(?:medlemmer\s+|stemmer\s+)*(?:undlod|stemte hverken|hverken for eller imod|stemte blankt)|\bhverken for eller imod\W+{NUMBER}\b",
    re.I,
)


@dataclass(frozen=True)
class Heard:
    """One thing that minutes say: about the at-point with that number or those words, or (neither) about the whole item."""

    text: str
    number: int | None = None
    point: str = ""


@dataclass(frozen=True)
class Meant:
    """What is recognised of it: `result` '' where no word says it."""

    text: str
    result: str = ""
    for_: int | None = None
    against: int | None = None
    abstained: int | None = None
    votes: str = ""
    minority: str = ""
    absent: str = ""


@dataclass
class Matched:
    """By at-point, in the matter's order: what is proposed, or None; and what the minutes say that belongs to none."""

    proposals: list[Meant | None]
    strangers: list[Heard] = field(default_factory=list)
    beyond: list[int] = field(default_factory=list)
    absent: str = ""

    @property
    def found(self) -> int:
        return sum(each is not None for each in self.proposals)


def match(points: Sequence[str], heard: Sequence[Heard], around: Iterable[str] = ()) -> Matched:
    """Lay what was heard on the at-points: by their words where the minutes repeat them, else by number.

    What is said of the whole goes for every point of which nothing else is said. `around`: the other lines of the item,
    where who was absent may stand.
    """
    proposals: list[Meant | None] = [None] * len(points)
    strangers, beyond = [], []
    for each in heard:
        place = place_of(each, points)
        if place is not None:
            proposals[place] = meant(each.text)
        elif each.point:
            strangers.append(each)
        elif each.number is not None:
            beyond.append(each.number)
    whole = [each for each in heard if not each.point and each.number is None]
    if whole and not strangers:
        said = meant("\n".join(each.text for each in whole))
        if said.result:
            proposals = [one or said for one in proposals]
    absent = particulars([*around, *(each.text for each in heard)]).absent
    return Matched(proposals, strangers, beyond, absent)


def place_of(heard: Heard, points: Sequence[str]) -> int | None:
    """Which at-point it is about; words count for more than a number, as minutes are sometimes numbered anew."""
    if heard.point:
        likeness = [alike(heard.point, point) for point in points]
        best = max(likeness, default=0.0)
        return likeness.index(best) if best >= ALIKE else None
    if heard.number is not None and 1 <= heard.number <= len(points):
        return heard.number - 1
    return None


def alike(one: str, other: str) -> float:
    """0–1: how much of two at-points is the same, without case, signs and the sentence that leads them in."""
    first, second = plain_point(one), plain_point(other)
    return (
        SequenceMatcher(None, first.split(), second.split(), autojunk=False).ratio()
        if first and second
        else 0.0
    )


def plain_point(text: str) -> str:
    """'Direktionen indstiller til Byrådet, at skolerne får tid.' → 'skolerne får tid'."""
    words = LEAD_IN.sub("", " ".join(text.split()))
    words = re.sub(r"^\W*(?:\d+[.)]\s*)?(?:at\s+)?", "", words.casefold())
    return re.sub(r"[^\w\s]", " ", words).strip()


def meant(text: str) -> Meant:
    """Result, votes, minority and who was absent, as the sentence says them."""
    said = particulars([text])
    return Meant(
        text=" ".join(text.split()),
        result=result_of(text),
        for_=_number(FOR, text),
        against=_number(AGAINST, text),
        abstained=_number(ABSTAINED, text),
        votes=said.votes,
        minority=said.minority,
        absent=said.absent,
    )


def result_of(text: str) -> str:
    """The key of the result that the words say first by rank; '' where none does."""
    return next((result for result, words in RESULTS if words.search(text)), "")


def heard_in_lines(lines: Iterable[str]) -> list[Heard]:
    """Of plain lines, as they are pasted: 'At 1: …' each by itself; else the lines that say a result are about the whole."""
    numbered: list[Heard] = []
    rest: list[str] = []
    for line in lines:
        words = " ".join(line.split())
        said = ABOUT.match(words)
        if said:
            numbered.append(Heard(said[2], int(said[1])))
        elif words:
            rest.append(words)
    if numbered:
        return numbered
    return [Heard(line) for line in rest if result_of(line) and not find_heading(line)]


def find_heading(line: str) -> bool:
    """Whether the line only says whose decision it is and when: 'Beslutning i Byrådet den 15-12-2025'."""
    return bool(re.match(r"^\W*(?:beslutning|afgørelse)\b", line, re.I)) and len(line) < 120


def days_in(lines: Iterable[str]) -> list[datetime.date]:
    """The whole days that stand in lines that say when a body decided."""
    found = []
    for line in lines:
        if find_heading(line):
            found += [
                each.date.earliest
                for each in find_dates(line)
                if each.date.precision is Precision.DAY and each.date.earliest == each.date.latest
            ]
    return list(dict.fromkeys(found))


def _number(pattern: re.Pattern[str], text: str) -> int | None:
    found = pattern.search(text)
    if not found:
        return None
    word = next(group for group in found.groups() if group)
    return int(word) if word.isdecimal() else WORDS[word.casefold()]


def lines_of(blocks: Iterable[Mapping[str, object]]) -> list[str]:
    return [line for block in blocks for line in str(block["text"]).splitlines() if line.strip()]


def shortened(text: str, most: int = 120) -> str:
    words = " ".join(text.split())
    return words if len(words) <= most else words[:most].rsplit(" ", 1)[0].rstrip(" ,;:–-") + " …"
