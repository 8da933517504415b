"""One page, read: its stretches of text and its tables, column by column."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from pypdfium2 import PdfPage

from roedtraad.reading.model import Span
from roedtraad.reading.opening.pdf.glyphs import Frame, Printed, Run, printed
from roedtraad.reading.opening.pdf.lines import Line, lines
from roedtraad.reading.opening.pdf.order import regions
from roedtraad.reading.opening.pdf.ruling import Box, Drawn, breaks, drawn, joined
from roedtraad.reading.opening.pdf.tables import Card, Table, find_tables
from roedtraad.reading.opening.pdf.tags import heading_tags

TAB = 2.2  # of the size of the type: a gap as wide as this is a tab


@dataclass(slots=True)
class Page:
    """What stands on one page, in reading order."""

    number: int  # from 1
    frame: Frame
    columns: list[list[Line | Table]] = field(default_factory=list)
    slanted: list[Run] = field(default_factory=list)
    letters: int = 0
    picture: float = 0.0  # the largest picture's share of the page
    tags: dict[int, str] = field(default_factory=dict)
    rules: list[Box] = field(default_factory=list)  # level rules, as boxes without height
    ocr: bool = False


def lay_out(page: PdfPage, number: int, tagged: bool) -> Page:
    """The page, read."""
    print_ = printed(page)
    draw = drawn(page, print_.frame)
    laid = arrange(print_, draw, number)
    laid.tags = heading_tags(page) if tagged and print_.runs else {}
    return laid


def arrange(print_: Printed, draw: Drawn, number: int) -> Page:
    frame = print_.frame
    width, height = frame.width, frame.height
    runs = [
        run
        for run in print_.runs
        if run.right > 0 and run.left < width and 0 < run.base - 0.3 * run.size < height
    ]
    draw.upright += breaks(draw.level) if len(draw.level) < 2_000 else []
    upright = [rule for rule in joined(draw.upright) if rule.end - rule.start > 8]
    stretches = lines(runs, upright, draw.dots)
    for line in stretches:
        line.page = number
    tables, cards, rest = find_tables(stretches, draw, width, height)
    for table in tables:
        table.page = number
    size = _common_size(stretches)
    items: list[Line | Table | Card] = [*rest, *tables, *cards]
    columns = [in_rows(part) for region in regions(items, size) for part in _parts(region)]
    area = max(
        (
            (min(box.right, width) - max(box.left, 0)) * (min(box.bottom, height) - max(box.top, 0))
            for box in draw.pictures
        ),
        default=0.0,
    )
    rules = [Box(rule.start, rule.at, rule.end, rule.at) for rule in draw.level]
    return Page(
        number,
        frame,
        columns,
        print_.slanted,
        print_.letters,
        max(0.0, area) / (width * height),
        rules=rules,
    )


def _parts(region: list[Line | Table | Card]) -> list[list[Line | Table]]:
    """A region with boxes in it, cut where they stand."""
    parts: list[list[Line | Table]] = [[]]
    for item in region:
        if isinstance(item, Card):
            parts += [list(item.lines), []]
        else:
            parts[-1].append(item)
    return [part for part in parts if part]


def _common_size(stretches: list[Line]) -> float:
    weight: dict[float, int] = {}
    for line in stretches:
        size = round(line.size * 2) / 2
        weight[size] = weight.get(size, 0) + len(line.text)
    return max(weight, key=lambda each: weight[each]) if weight else 10.0


def in_rows(region: list[Line | Table]) -> list[Line | Table]:
    """Stretches of one region that stand on one line are one line, with a tab between; from the top down."""
    out: list[Line | Table] = []
    for item in sorted(region, key=lambda each: each.top if isinstance(each, Table) else each.base):
        at = next(
            (
                n
                for n in range(len(out) - 1, max(-1, len(out) - 6), -1)
                if isinstance(item, Line) and _on_one_line(out[n], item)
            ),
            None,
        )
        if at is None:
            out.append(item)
        else:
            other = out[at]
            assert isinstance(other, Line)
            assert isinstance(item, Line)
            out[at] = _together(other, item) if other.left <= item.left else _together(item, other)
    right = max((item.right for item in out), default=0.0)
    for item in out:
        if isinstance(item, Line):
            item.wraps = item.right > right - 0.18 * (right - item.left)
    return out


def _on_one_line(one: Line | Table, two: Line) -> bool:
    return (
        isinstance(one, Line)
        and abs(one.base - two.base) <= 0.3 * min(one.size, two.size)
        and (one.right <= two.left + 2 or two.right <= one.left + 2)
    )


def _together(one: Line, two: Line) -> Line:
    gap = two.left - one.right
    between = "\t" if gap > TAB * max(one.size, two.size) else " "
    shift = len(one.text) + 1
    main = one if len(one.text) >= len(two.text) else two
    return replace(
        one,
        right=max(one.right, two.right),
        top=min(one.top, two.top),
        bottom=max(one.bottom, two.bottom),
        base=main.base,
        size=main.size,
        text=f"{one.text}{between}{two.text}",
        spans=[*one.spans, *(Span(s.start + shift, s.end + shift, s.style) for s in two.spans)],
        bold=one.bold and two.bold,
        italic=one.italic and two.italic,
        colour=main.colour,
        artefact=one.artefact and two.artefact,
        content=main.content,
    )
