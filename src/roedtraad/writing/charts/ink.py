"""The marks that charts are drawn with. Each has a class, so that a page may recolour it, and its colours beside it, so
that paper and Word need no style sheet. No pattern: a hatch is its lines, which every renderer draws alike.

Shapes tell apart what colour also tells apart: a signal in the wrong direction is a square, one in the right a ringed
disc, one that is neither a diamond, a provisional figure a hollow dot.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from typing import Literal

Anchor = Literal["start", "middle", "end"]
Size = Literal["wide", "phone"]
FJORD, FJORD_10, FJORD_40 = "#0f4c5c", "#e7f0f1", "#7fa3aa"
INK, QUIET, RULE, GRID, PAPER = "#17211f", "#4a585a", "#8b9a9b", "#edf1f1", "#fff"
OK, OFF = "#1e6b4a", "#6d1f4f"
SMALL, PLAIN, LARGE = 12.0, 13.0, 16.0
"""Sizes of letters. Nothing is smaller than 12."""
FAMILY = "IBM Plex Sans, DejaVu Sans, sans-serif"
COLOURS = {"improvement": OK, "concern": OFF, "neutral": INK}


def svg(
    prefix: str,
    box: tuple[float, float],
    title: str,
    desc: str,
    parts: Iterable[str],
    css: str = "rt-chart",
    language: str = "da",
) -> str:
    """One `<svg>` with its title and its description inside. `prefix` keeps the ids apart on a page."""
    wide, high = box
    return (
        f'<svg class="rt-svg {css}" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {num(wide)} {num(high)}" role="img" '
        f'lang="{language}" font-family="{FAMILY}" aria-labelledby="{prefix}-t {prefix}-d">'
        f'<title id="{prefix}-t">{said(title)}</title><desc id="{prefix}-d">{said(desc)}</desc>{"".join(parts)}</svg>'
    )


def said(words: str) -> str:
    """Escaped, and without the signs that XML has no way to write."""
    return escape(
        "".join(c for c in words if c >= " " and not "\ud800" <= c <= "\udfff" and c not in "\ufffe\uffff")
    )


def num(value: float) -> str:
    """A coordinate with one decimal at most, and no '-0'."""
    written = f"{value:.1f}"
    written = written[:-2] if written.endswith(".0") else written
    return "0" if written == "-0" else written


def text(
    x: float,
    y: float,
    words: str,
    css: str = "label",
    *,
    size: float = PLAIN,
    weight: int = 400,
    colour: str = QUIET,
    anchor: Anchor = "start",
) -> str:
    """`y` is the baseline."""
    heavy = f' font-weight="{weight}"' if weight != 400 else ""
    side = f' text-anchor="{anchor}"' if anchor != "start" else ""
    return (
        f'<text class="rt-chart__{css}" x="{num(x)}" y="{num(y)}" font-size="{num(size)}"{heavy}{side} '
        f'fill="{colour}">{said(words)}</text>'
    )


def line(
    d: str, css: str, colour: str, thick: float = 1.0, dash: str = "", fill: str = "none", join: bool = False
) -> str:
    """A path that is stroked."""
    dashes = f' stroke-dasharray="{dash}"' if dash else ""
    round_ = ' stroke-linejoin="round" stroke-linecap="round"' if join else ""
    width = f' stroke-width="{num(thick)}"' if thick != 1 else ""
    return f'<path class="rt-chart__{css}" d="{d}" fill="{fill}" stroke="{colour}"{width}{dashes}{round_}/>'


def across(left: float, right: float, y: float) -> str:
    return f"M{num(left)} {num(y)}H{num(right)}"


def down(x: float, top: float, bottom: float) -> str:
    return f"M{num(x)} {num(top)}V{num(bottom)}"


def through_points(stretches: Iterable[Sequence[tuple[float, float]]]) -> str:
    """The path of a line that is lifted between the stretches."""
    return "".join(
        "M" + "L".join(f"{num(x)} {num(y)}" for x, y in stretch) for stretch in stretches if len(stretch) > 1
    )


def rect(x: float, y: float, wide: float, high: float, css: str, fill: str, more: str = "") -> str:
    return (
        f'<rect class="rt-chart__{css}" x="{num(x)}" y="{num(y)}" width="{num(max(wide, 0))}" '
        f'height="{num(max(high, 0))}" fill="{fill}"{more}/>'
    )


def dot(
    x: float, y: float, radius: float, *, hollow: bool = False, css: str = "dot", colour: str = FJORD
) -> str:
    ring = f' stroke="{colour}" stroke-width="1.8"' if hollow else ""
    name = f"{css} rt-chart__{css}--hollow" if hollow else css
    return (
        f'<circle class="rt-chart__{name}" cx="{num(x)}" cy="{num(y)}" r="{num(radius)}" '
        f'fill="{PAPER if hollow else colour}"{ring}/>'
    )


def signal(x: float, y: float, meaning: str, scale: float = 1.0, *, hollow: bool = False) -> str:
    """Square: the wrong direction. Ringed disc: the right one. Diamond: a change that is neither."""
    colour, css = COLOURS[meaning], f"signal rt-chart__signal--{meaning}"
    fill = PAPER if hollow else colour
    edge = f' stroke="{colour}" stroke-width="1.8"' if hollow else ""
    if meaning == "concern":
        half = 5.5 * scale
        return rect(x - half, y - half, 2 * half, 2 * half, css, fill, edge)
    if meaning == "neutral":
        half = 7 * scale
        d = f"M{num(x)} {num(y - half)}L{num(x + half)} {num(y)}L{num(x)} {num(y + half)}L{num(x - half)} {num(y)}Z"
        return f'<path class="rt-chart__{css}" d="{d}" fill="{fill}"{edge}/>'
    inner = f'fill="{fill}"{edge}'
    return (
        f'<circle class="rt-chart__ring" cx="{num(x)}" cy="{num(y)}" r="{num(7 * scale)}" fill="{PAPER}" '
        f'stroke="{colour}" stroke-width="1.6"/>'
        f'<circle class="rt-chart__{css}" cx="{num(x)}" cy="{num(y)}" r="{num(4 * scale)}" {inner}/>'
    )


def hatched(x: float, y: float, wide: float, high: float, css: str = "hidden") -> str:
    """A rectangle with a dashed edge and slanting lines: a figure that may not be seen."""
    edge = f' stroke="{QUIET}" stroke-dasharray="2 2"'
    return _hatch(x, y, wide, high) + rect(x, y, wide, high, css, "none", edge)


def _hatch(x: float, y: float, wide: float, high: float, apart: float = 6.0) -> str:
    """Lines at 45 degrees, cut at the edges: those on which (x − left) + (y − top) is a multiple of `apart`."""
    parts = []
    reach = apart / 2
    while reach < wide + high:
        x1, y1 = (reach, 0.0) if reach <= wide else (wide, reach - wide)
        x2, y2 = (0.0, reach) if reach <= high else (reach - high, high)
        parts.append(f"M{num(x + x1)} {num(y + y1)}L{num(x + x2)} {num(y + y2)}")
        reach += apart
    return line("".join(parts), "hatch", RULE, 1.2) if parts else ""
