"""The second room: runs → the stretches of text that stand together on one printed line."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from roedtraad.reading.model import Span
from roedtraad.reading.opening.pdf.glyphs import Run
from roedtraad.reading.opening.pdf.ruling import Box, Rule

MAX_DOTS = 400  # on one page; more are a pattern
WIDE = 0.62  # of the size of the type: a wider gap parts two stretches
JUSTIFIED = 1.4  # where one stroke painted both: the air between words that fill a line
BULLETS = "•▪●◦‣·○■□➢➤►▶✓✔❖◆◇\uf0b7\uf0a7\uf0d8\uf0fc\uf076\uf02d\u2043\u2219"
# What stands in front of an item: a bullet, a dash, "1.", "2)", "a)", "iv."
MARKER = re.compile(rf"[{BULLETS}–—*-]|o|\(?\d{{1,3}}[.)]|\(?[a-zæøå][.)]|[ivx]{{1,4}}[.)]|\d{{1,2}}(?:\.\d{{1,2}}){{1,3}}\.?")  # fmt: skip


@dataclass(slots=True)
class Line:
    """A stretch of one printed line. Points of the layout; `base` and `size` are those of most of its letters."""

    left: float
    right: float
    top: float
    bottom: float
    base: float
    size: float
    text: str = ""
    spans: list[Span] = field(default_factory=list)
    bold: bool = False  # all of it
    italic: bool = False
    colour: int = 0
    artefact: bool = False
    content: int = -1
    page: int = 0
    start: float = 0.0  # where the words begin, after a bullet; `left` without one
    wraps: bool = False  # it fills its column, so that the next line may go on with its sentence

    @property
    def height(self) -> float:
        return self.bottom - self.top


@dataclass(slots=True)
class _Row:
    """A line while it grows."""

    runs: list[Run]
    left: float
    right: float
    base: float
    size: float
    raised: set[int] = field(default_factory=set)  # runs that are marks of notes


def lines(runs: list[Run], upright: Iterable[Rule] = (), dots: Iterable[Box] = ()) -> list[Line]:
    """The stretches of the page, from the top down.

    upright  rules that part what stands on either side
    dots     small shapes; one in front of a line is its bullet
    """
    rules = sorted(upright, key=lambda rule: rule.at)
    rows = _in_order_painted(runs, rules)
    rows = _beside(rows, rules)
    found = [line for row in rows if (line := _line(row)).text]
    _bullets(found, list(dots))
    return found


def _bullets(found: list[Line], dots: list[Box]) -> None:
    """Bullets that are drawn, not written."""
    if len(dots) > MAX_DOTS:
        return
    for dot in dots:
        middle = (dot.top + dot.bottom) / 2
        for line in found:
            if (
                line.base - line.size < middle < line.base + 0.1 * line.size
                and 1 < line.left - dot.right < 2.5 * line.size
                and dot.bottom - dot.top < 0.85 * line.size
            ):
                line.text = f"• {line.text}"
                line.spans = [Span(s.start + 2, s.end + 2, s.style) for s in line.spans]
                line.start, line.left = line.left, dot.left
                break


def _in_order_painted(runs: list[Run], rules: list[Rule]) -> list[_Row]:
    """Most runs follow on the one painted before."""
    rows: list[_Row] = []
    row: _Row | None = None
    for run in runs:
        if row is not None and _takes(row, run, rules):
            _take(row, run)
        else:
            row = _Row([run], run.left, run.right, run.base, run.size)
            rows.append(row)
    return rows


def _takes(row: _Row, run: Run, rules: list[Rule]) -> bool:
    size = max(row.size, run.size)
    gap = run.left - row.right
    if not -0.4 * size <= gap <= (JUSTIFIED if run.goes_on else WIDE) * size:
        return False
    rise = row.base - run.base
    if abs(rise) > 0.2 * size and not _raised(row, run) and not _carries(row, run):
        return False
    return gap < 1.5 or not _parted(row.right, run.left, run.base - 0.3 * size, rules)


def _raised(row: _Row, run: Run) -> bool:
    """A mark of a note, or an exponent, on what stands before it."""
    return run.size <= 0.82 * row.size and -0.35 * row.size < row.base - run.base < 0.75 * row.size


def _carries(row: _Row, run: Run) -> bool:
    """The text of a note, after its mark."""
    return row.size <= 0.82 * run.size and -0.1 * run.size < run.base - row.base < 0.75 * run.size


def _take(row: _Row, run: Run) -> None:
    if run.base < row.base - 0.1 * row.size and _raised(row, run):
        row.raised.add(len(row.runs))
    elif run.base > row.base + 0.1 * run.size and _carries(row, run):
        row.raised.update(range(len(row.runs)))
        row.base, row.size = run.base, run.size
    elif len(run.text) > 3 and run.size > row.size:
        row.size = run.size
    row.runs.append(run)
    row.right = max(row.right, run.right)


def _parted(left: float, right: float, height: float, rules: list[Rule]) -> bool:
    return any(left - 1 <= rule.at <= right + 1 and rule.start <= height <= rule.end for rule in rules)


def _beside(rows: list[_Row], rules: list[Rule]) -> list[_Row]:
    """Stretches painted apart that stand beside each other; a bullet and the words it belongs to."""
    rows.sort(key=lambda row: (row.base, row.left))
    out: list[_Row] = []
    for row in rows:
        joined = False
        for other in reversed(out[-12:]):
            rise = abs(row.base - other.base)
            if rise > 0.8 * row.size and rise > 0.8 * other.size:
                continue
            size = max(row.size, other.size)
            one, two = (other, row) if other.left <= row.left else (row, other)
            level = rise <= 0.22 * size
            gap = two.left - one.right
            near = -0.3 * size <= gap <= WIDE * size
            if level and not near and -0.3 * size <= gap <= 4.5 * size and _is_marker(one):
                near = not any(_between(one, two, third) for third in out[-12:])
            elif near and not level:
                near = len(two.runs) == 1 and _raised(one, two.runs[0]) and gap < 0.3 * size
                near = near or (len(one.runs) == 1 and _carries(one, two.runs[0]) and gap < 0.6 * size)
            if near and not _parted(one.right, two.left, row.base - 0.3 * size, rules):
                _merge(other, one, two)
                joined = True
                break
        if not joined:
            out.append(row)
    return out


def _merge(into: _Row, one: _Row, two: _Row) -> None:
    shift = len(one.runs)
    raised = one.raised | {n + shift for n in two.raised}
    larger = one if one.size > two.size * 1.1 else two if two.size > one.size * 1.1 else None
    if larger is two and two.base > one.base + 0.1 * two.size:
        raised |= set(range(shift))
    elif larger is one and two.base < one.base - 0.1 * one.size:
        raised |= {n + shift for n in range(len(two.runs))}
    main = larger or (one if one.right - one.left > two.right - two.left else two)
    runs, left, right = one.runs + two.runs, one.left, max(one.right, two.right)
    into.runs, into.left, into.right, into.raised = runs, left, right, raised
    into.base, into.size = main.base, main.size


def _is_marker(row: _Row) -> bool:
    text = "".join(run.text for run in row.runs).strip()
    return len(text) <= 6 and bool(MARKER.fullmatch(text))


def _between(one: _Row, two: _Row, third: _Row) -> bool:
    return (
        third is not one
        and third is not two
        and abs(third.base - two.base) <= 0.3 * two.size
        and one.right <= third.left < two.left
    )


def _line(row: _Row) -> Line:
    text = ""
    spans: list[Span] = []
    bold = italic = 0
    letters = 0
    start = row.left
    colours: dict[int, int] = {}
    last: Run | None = None
    for number, run in enumerate(row.runs):
        piece = run.text
        if last is not None and not text.endswith(" ") and not piece.startswith(" "):
            gap = run.left - last.right
            if gap > 0.17 * row.size:
                text += " "
        if last is not None and run.left - last.right > 0.3 * row.size and start == row.left:
            before = text.strip()
            if len(before) <= 6 and MARKER.fullmatch(before):
                start = run.left
        begin = len(text)
        text += piece
        count = len(piece.strip())
        letters += count
        if run.font.bold:
            bold += count
            spans.append(Span(begin, len(text), "bold"))
        if run.font.italic:
            italic += count
            spans.append(Span(begin, len(text), "italic"))
        if number in row.raised and piece.strip():
            lead = len(piece) - len(piece.lstrip())
            spans.append(Span(begin + lead, begin + lead + count, "superscript"))
        if count:
            colours[run.colour] = colours.get(run.colour, 0) + count
        last = run
    whole = text.rstrip()
    shift = len(whole) - len(whole.lstrip())
    spans = [
        Span(max(0, s.start - shift), min(len(whole), s.end) - shift, s.style)
        for s in spans
        if min(len(whole), s.end) - shift > max(0, s.start - shift)
    ]
    tall = max([run.size for run in row.runs])
    first = row.runs[0]
    return Line(
        row.left,
        row.right,
        min([run.top for run in row.runs]),
        max(row.base + 0.22 * tall, row.base),
        row.base,
        row.size,
        whole.lstrip(),
        spans,
        letters > 0 and bold >= 0.95 * letters,
        letters > 0 and italic >= 0.95 * letters,
        max(colours, key=lambda colour: colours[colour]) if colours else 0,
        all(run.artefact for run in row.runs),
        next((run.content for run in row.runs if run.content >= 0), first.content),
        start=start,
    )
