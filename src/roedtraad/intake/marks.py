"""Where an element stands on the picture of its page: lines found by counting characters, drawn as paths.

Plain Python. Coordinates are those of an SVG with viewBox "0 0 1000 1000" laid over the picture, whatever its shape.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import Any, NamedTuple

UNIT = 1000
SIDE = 5  # air at the sides of a mark
EDGE = 2  # air above and below
GUTTER = 12  # how far in the margin the line of what has been seen stands
SLACK = 2  # characters by which mending moves a text: a line is not marked for so few
SNAP = 12  # a line is cut only if more characters than these stay outside: letters are not equally wide


class Line(NamedTuple):
    """A printed line, or the part of it that an element takes; sides as fractions of the page."""

    page: int
    left: float
    top: float
    right: float
    bottom: float


def lines_of(block: dict[str, Any], start: int = 0, end: int | None = None) -> list[Line]:
    """The printed lines that hold the characters `start`–`end` of a block's text, cut where the stretch begins and ends."""
    places = block.get("places") or []
    size = sum(place[5] for place in places)
    length = len(str(block.get("text", ""))) or 1
    if not size:
        return [Line(*place[:5]) for place in places]
    scale = size / length  # mending joins and drops a few characters
    first, last = start * scale, (length if end is None else end) * scale
    found, at = [], 0
    for page, left, top, right, bottom, count in places:
        begins, ends = max(first, at), min(last, at + count)
        whole = begins - at <= SLACK and at + count - ends <= SLACK
        if count and (ends - begins > SLACK or whole):
            wide = right - left
            a = 0 if begins - at <= SNAP else (begins - at) / count
            b = 1 if at + count - ends <= SNAP else (ends - at) / count
            found.append(Line(page, left + a * wide, top, left + b * wide, bottom))
        at += count
    return found


def stretch(text: str, words: Iterable[str]) -> tuple[int, int] | None:
    """Where the first of these wordings stands in a block's text; None if none of them does."""
    for each in words:
        at = text.find(each) if each else -1
        if at >= 0:
            return at, at + len(each)
    return None


def columns(lines: Iterable[Line]) -> list[list[Line]]:
    """Lines in runs that follow each other down the page without a gap: each is drawn as one outline."""
    runs: list[list[Line]] = []
    for line in lines:
        last = runs[-1][-1] if runs else None
        follows = (
            last is not None
            and line.page == last.page
            and -0.5 * (last.bottom - last.top) <= line.top - last.bottom <= 1.2 * (line.bottom - line.top)
            and line.top > last.top
            and min(line.right, last.right) > max(line.left, last.left)
        )
        if follows:
            runs[-1].append(line)
        else:
            runs.append([line])
    return runs


def outline(lines: Iterable[Line]) -> str:
    """One path around the lines, as a marker pen would go: `d` of an SVG path."""
    return " ".join(_around(run) for run in columns(lines))


def _around(run: list[Line]) -> str:
    edges = [run[0].top * UNIT - EDGE]
    edges += [(one.bottom + other.top) / 2 * UNIT for one, other in pairwise(run)]
    edges.append(run[-1].bottom * UNIT + EDGE)
    down = [(line.right * UNIT + SIDE, edges[n], edges[n + 1]) for n, line in enumerate(run)]
    up = [(line.left * UNIT - SIDE, edges[n + 1], edges[n]) for n, line in reversed(list(enumerate(run)))]
    points = [(x, y) for x, first, second in [*down, *up] for y in (first, second)]
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points) + "Z"


def bar(lines: Iterable[Line]) -> str:
    """The thin line in the margin beside the lines: `d` of an SVG path."""
    paths = []
    for run in columns(lines):
        x = min(line.left for line in run) * UNIT - GUTTER
        paths.append(f"M{x:.1f} {run[0].top * UNIT:.1f}V{run[-1].bottom * UNIT:.1f}")
    return " ".join(paths)


def margin(blocks: Iterable[dict[str, Any]]) -> float:
    """How much of the page's width stands empty on either side, as a fraction: nothing there needs to be shown."""
    places = [place for block in blocks for place in block.get("places") or ()]
    if not places:
        return 0.0
    return max(0.0, min(min(place[1] for place in places), 1 - max(place[3] for place in places)))
