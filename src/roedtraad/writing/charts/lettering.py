"""How wide words are, where they break, and how labels make room for each other. A drawing cannot ask the browser.

The widths are IBM Plex Sans' own advances in thousandths of an em (a test reads them from the font). A heavier weight
is up to 8 % wider. A sign that is not in the table counts as a full em: too much room, never too little.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

ADVANCES = {
    236: " \u00a0", 242: "'", 250: "ij", 272: ",.l", 273: "’", 284: "!", 292: ":;", 314: "|", 317: "[]", 324: "f", 326: "·",
    335: "()", 343: "{}", 351: "t", 367: "r", 383: "/\\", 399: "-", 400: "I", 419: '"', 450: "*", 464: "z", 477: "?",
    487: "s", 492: "v", 499: "y", 501: "L", 503: "c", 507: "x", 510: "J", 513: "»«", 527: "k", 528: "g", 534: "aåä",
    549: "eé", 559: "F", 560: "oö", 565: "_", 568: "hnuøü", 572: "T", 580: "Zbdpq", 581: "S", 583: "EÉ", 586: "§",
    588: "–", 593: "Y", 598: "$", 600: "+0123456789<=>^`~−±", 606: "P", 609: "V", 613: "X", 621: "C", 634: "K", 640: "R",
    641: "AÅ", 653: "B", 671: "D", 678: "U", 694: "&", 695: "G", 707: "HN", 708: "OQØ", 713: "#", 768: "w", 780: "—",
    803: "…", 812: "M", 864: "æ", 872: "½", 873: "m", 891: "@W", 907: "Æ", 927: "%",
}  # fmt: skip
_WIDTH = {sign: wide for wide, signs in ADVANCES.items() for sign in signs}
HEAVIER = 1.08
ASCENT, DESCENT = 0.78, 0.22  # of the size, round a baseline


def width(words: str, size: float, weight: int = 400) -> float:
    """In the drawing's units."""
    wide = sum(_WIDTH.get(sign, 1000) for sign in words) * size / 1000
    return wide * HEAVIER if weight > 400 else wide


def shorten(words: str, room: float, size: float, weight: int = 400) -> str:
    """The words, or as many whole ones as there is room for and an ellipsis; '' where not even that fits."""
    if width(words, size, weight) <= room:
        return words
    kept = words
    while kept:
        kept = kept.rpartition(" ")[0] if " " in kept else kept[:-1]
        if width(kept.rstrip(" ,.;:–-") + "…", size, weight) <= room:
            return kept.rstrip(" ,.;:–-") + "…" if kept else ""
    return ""


def wrap(words: str, room: float, size: float, weight: int = 400, most: int = 3) -> list[str]:
    """Lines that fit; what the last has no room for ends in an ellipsis. A word too long for a line is cut."""
    lines: list[str] = []
    rest = words.split()
    while rest and len(lines) < most:
        if len(lines) == most - 1:
            lines.append(shorten(" ".join(rest), room, size, weight))
            break
        taken = 1
        while taken < len(rest) and width(" ".join(rest[: taken + 1]), size, weight) <= room:
            taken += 1
        line = " ".join(rest[:taken])
        if width(line, size, weight) > room:  # one long word
            line = shorten(line, room, size, weight)
        lines.append(line)
        rest = rest[taken:]
    return [line for line in lines if line]


@dataclass(frozen=True, slots=True)
class Place:
    """Something that wants to stand at `at` (its middle) and takes `size` of room."""

    at: float
    size: float


def spread(places: Sequence[Place], low: float, high: float, gap: float = 2.0) -> list[float]:
    """Where each gets its middle, in the order given: none touches another, all between low and high, moved as little
    as can be (least squares by pooling neighbours: Barlow et al., Statistical Inference under Order Restrictions, 1972).

    Where they have no room at all they are set evenly and touch: whoever calls must leave some out before.
    """
    order = sorted(range(len(places)), key=lambda n: (places[n].at, n))
    offsets, run = [], 0.0
    for n in order:
        offsets.append(run + places[n].size / 2)
        run += places[n].size + gap
    room = high - low - (run - gap)
    if room < 0:
        return _evenly(order, places, low, high)
    blocks: list[tuple[float, int]] = []  # (mean wish, how many)
    for n, offset in zip(order, offsets, strict=True):
        wish, count = places[n].at - offset, 1
        while blocks and blocks[-1][0] > wish:
            before, many = blocks.pop()
            wish = (before * many + wish * count) / (many + count)
            count += many
        blocks.append((wish, count))
    found = [0.0] * len(places)
    at = 0
    for wish, count in blocks:
        begin = min(max(wish, low), low + room)
        for n, offset in zip(order[at : at + count], offsets[at : at + count], strict=True):
            found[n] = begin + offset
        at += count
    return found


def _evenly(order: Sequence[int], places: Sequence[Place], low: float, high: float) -> list[float]:
    found = [0.0] * len(places)
    scale = (high - low) / sum(place.size for place in places)
    at = low
    for n in order:
        found[n] = at + places[n].size * scale / 2
        at += places[n].size * scale
    return found


def in_rows(spans: Iterable[tuple[float, float]], gap: float = 10.0) -> list[int]:
    """The row (0 first) in which each stretch of a line finds room, without touching what stands there already."""
    rows: list[list[tuple[float, float]]] = []
    found = []
    for left, right in spans:
        row = 0
        while row < len(rows) and any(left < end + gap and right > begin - gap for begin, end in rows[row]):
            row += 1
        if row == len(rows):
            rows.append([])
        rows[row].append((left, right))
        found.append(row)
    return found
