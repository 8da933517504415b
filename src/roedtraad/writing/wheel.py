"""The year wheel (årshjul): meetings, follow-ups, statuses, deadlines and today on one circle. Pure: data in, SVG out.

The drawing says nothing that its description does not say; a list beside it carries the same to phones and paper.
Colours are presentation attributes with a class beside each, so that a page may recolour it and a printer need not.
"""

from __future__ import annotations

import datetime
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Literal

Kind = Literal["council", "committee", "deadline", "status"]
SIZE = 420
CENTRE = SIZE / 2
OUTER, INNER = 168.0, 102.0
RINGS = (168, 146, 124, 102)
FJORD, SOFT, INK, QUIET, LINE = "#0f4c5c", "#7fa3aa", "#17211f", "#4a585a", "#e3e9e9"
CLOSE = 3.4  # degrees between two marks that would touch
NUMBERS = 104.0  # pixels from the centre: just inside the ring of the follow-ups
STEP = 15.0  # pixels inward for a mark that would touch the one before


@dataclass(frozen=True)
class Mark:
    """A day on the wheel: a body meets, a status is before the council, or something is due."""

    day: datetime.date
    label: str
    kind: Kind = "committee"


@dataclass(frozen=True)
class Stretch:
    """Days on the wheel, both included: a follow-up is open. `tail` is its last part, drawn lighter (sign-off).

    `number` stands beside it and beside its line in the table; `waits`: its days are only assumed, and it is drawn hollow.
    """

    first: datetime.date
    last: datetime.date
    label: str
    tail: datetime.date | None = None
    number: str = ""
    waits: bool = False


@dataclass(frozen=True)
class Wheel:
    """One year. `months` are twelve short names; `today_label` stands in the middle ('i dag: 7. oktober')."""

    year: int
    months: Sequence[str]
    marks: Sequence[Mark] = ()
    stretches: Sequence[Stretch] = ()
    today: datetime.date | None = None
    today_label: str = ""
    title: str = ""
    facts: Sequence[str] = field(default=())


def draw(wheel: Wheel, ident: str = "wheel") -> str:
    """The wheel as one `<svg>`, 420 units square, with title and description inside. Escapes every word it takes."""
    shown = [mark for mark in wheel.marks if mark.day.year == wheel.year]
    parts = [
        f'<svg class="rt-svg" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIZE} {SIZE}" role="img" '
        f'aria-labelledby="{ident}-t {ident}-d">',
        f'<title id="{ident}-t">{escape(wheel.title or str(wheel.year))}</title>',
        f'<desc id="{ident}-d">{escape(" ".join(wheel.facts))}</desc>',
        *_rings(),
        *_months(wheel),
        *(line for stretch in wheel.stretches for line in _stretch(stretch, wheel.year)),
        *_marks(shown),
        *_today(wheel),
        _text(CENTRE, 200, str(wheel.year), "rt-wheel__year", INK, 30, 500),
        _text(CENTRE, 222, wheel.today_label, "rt-wheel__today", QUIET, 14.2, 400),
        "</svg>",
    ]
    return "".join(parts)


def angle(day: datetime.date) -> float:
    """Degrees clockwise from the top, 0 for 1 January; the year's length counts, so 31 December never meets it."""
    first = datetime.date(day.year, 1, 1)
    length = (datetime.date(day.year + 1, 1, 1) - first).days
    return 360.0 * (day - first).days / length


def point(degrees: float, radius: float) -> tuple[float, float]:
    turned = math.radians(degrees - 90)
    return CENTRE + radius * math.cos(turned), CENTRE + radius * math.sin(turned)


def _rings() -> Iterable[str]:
    for radius in RINGS:
        yield f'<circle class="rt-wheel__ring" cx="{CENTRE:g}" cy="{CENTRE:g}" r="{radius}" fill="none" stroke="{LINE}"/>'


def _months(wheel: Wheel) -> Iterable[str]:
    for number, name in enumerate(wheel.months, 1):
        first = datetime.date(wheel.year, number, 1)
        (x1, y1), (x2, y2) = point(angle(first), 84), point(angle(first), 182)
        yield f'<path class="rt-wheel__ring" d="M{x1:.1f} {y1:.1f}L{x2:.1f} {y2:.1f}" stroke="{LINE}"/>'
        x, y = point(angle(first.replace(day=15)), 194)
        here = wheel.today is not None and (wheel.today.year, wheel.today.month) == (wheel.year, number)
        yield _text(x, y + 5, name, "rt-wheel__month", INK if here else QUIET, 14.2, 600 if here else 400)


def _stretch(stretch: Stretch, year: int) -> Iterable[str]:
    """The part of a stretch that falls in the year; its tail lighter."""
    opens, ends = datetime.date(year, 1, 1), datetime.date(year, 12, 31)
    if stretch.last < opens or stretch.first > ends:
        return
    if stretch.waits:
        yield _arc("rt-wheel__waiting", max(stretch.first, opens), min(stretch.last, ends), FJORD, 13.0)
        yield _arc("rt-wheel__waiting", max(stretch.first, opens), min(stretch.last, ends), "#fff", 9.6)
    else:
        pieces = [("rt-wheel__cycle", stretch.first, stretch.tail or stretch.last, FJORD, 13.0)]
        if stretch.tail:
            pieces.append(("rt-wheel__signing", stretch.tail, stretch.last, SOFT, 8.0))
        for css, first, last, colour, width in pieces:
            if last >= opens and first <= ends:
                yield _arc(css, max(first, opens), min(last, ends), colour, width)
    if stretch.number:
        middle = (angle(max(stretch.first, opens)) + angle(min(stretch.last, ends))) / 2
        x, y = point(middle, NUMBERS)
        yield _text(x, y + 5, stretch.number, "rt-wheel__number", INK, 14.2, 600)


def _arc(css: str, first: datetime.date, last: datetime.date, colour: str, width: float) -> str:
    begin = angle(first)
    end = max(angle(last), begin + 1.2)  # a single day must still be seen
    (x1, y1), (x2, y2) = point(begin, 124), point(end, 124)
    large = int(end - begin > 180)
    return (
        f'<path class="{css}" d="M{x1:.1f} {y1:.1f}A124 124 0 {large} 1 {x2:.1f} {y2:.1f}" fill="none" '
        f'stroke="{colour}" stroke-width="{width:g}"/>'
    )


def _marks(marks: Sequence[Mark]) -> Iterable[str]:
    """Marks on the outer ring; one that would touch the mark before it steps inward."""
    taken: dict[int, float] = {}
    for mark in sorted(marks, key=lambda one: (one.day, one.kind, one.label)):
        degrees = angle(mark.day)
        depth = 0
        while depth in taken and degrees - taken[depth] < CLOSE and depth < 3:
            depth += 1
        taken[depth] = degrees
        x, y = point(degrees, OUTER - STEP * depth)
        if mark.kind == "status":
            yield f'<circle class="rt-wheel__status" cx="{x:.1f}" cy="{y:.1f}" r="7.4" fill="#fff" stroke="{FJORD}" stroke-width="1.8"/>'
            yield f'<circle class="rt-wheel__status" cx="{x:.1f}" cy="{y:.1f}" r="4" fill="{FJORD}"/>'
        elif mark.kind == "council":
            yield f'<circle class="rt-wheel__council" cx="{x:.1f}" cy="{y:.1f}" r="4.6" fill="{FJORD}"/>'
        elif mark.kind == "committee":
            yield (
                f'<circle class="rt-wheel__committee" cx="{x:.1f}" cy="{y:.1f}" r="4" fill="#fff" '
                f'stroke="{FJORD}" stroke-width="1.8"/>'
            )
        else:
            yield (
                f'<rect class="rt-wheel__deadline" x="{x - 6:.1f}" y="{y - 6:.1f}" width="12" height="12" '
                f'transform="rotate(45 {x:.1f} {y:.1f})" fill="{INK}"/>'
            )


def _today(wheel: Wheel) -> Iterable[str]:
    if wheel.today is not None and wheel.today.year == wheel.year:
        degrees = angle(wheel.today)
        (x1, y1), (x2, y2) = point(degrees, 74), point(degrees, 178)
        yield (
            f'<path class="rt-wheel__now" d="M{x1:.1f} {y1:.1f}L{x2:.1f} {y2:.1f}" stroke="{INK}" stroke-width="1.6"/>'
        )


def _text(x: float, y: float, words: str, css: str, colour: str, size: float, weight: int) -> str:
    return (
        f'<text class="{css}" x="{x:.1f}" y="{y:.1f}" text-anchor="middle" font-size="{size:g}" '
        f'font-weight="{weight}" fill="{colour}">{escape(words)}</text>'
    )
