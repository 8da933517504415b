"""Goal attainment (Kiresuk & Sherman, 1968): five levels written before the work starts, and where it stands now.

Nought is what was expected. The levels are sentences, so they stand below each other, the best at the top.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from roedtraad.writing.charts import ink
from roedtraad.writing.charts.facts import ChartError
from roedtraad.writing.charts.figures import number
from roedtraad.writing.charts.lettering import width, wrap
from roedtraad.writing.words import Language

LEVELS = (2, 1, 0, -1, -2)
WIDTHS: dict[ink.Size, float] = {"wide": 760, "phone": 358}
NAMES: dict[str, dict[int, str]] = {
    "da": {2: "Meget bedre end forventet", 1: "Bedre end forventet", 0: "Som forventet", -1: "Ringere end forventet", -2: "Meget ringere end forventet"},
    "en": {2: "Much better than expected", 1: "Better than expected", 0: "As expected", -1: "Less than expected", -2: "Much less than expected"},
}  # fmt: skip
TOLD = {
    "da": {"now": "Nu: {level}.", "start": "Ved start: {level}.", "open": "Der er ikke vurderet endnu.", "now_word": "nu", "start_word": "ved start"},
    "en": {"now": "Now: {level}.", "start": "At the start: {level}.", "open": "Not assessed yet.", "now_word": "now", "start_word": "at the start"},
}  # fmt: skip
RAIL = 26.0  # where the line with the marks is
WORDS = 56.0  # where the sentences begin
NAME = 26.0  # from a level's figure to its name


@dataclass(frozen=True, slots=True)
class Attainment:
    """levels    what each of +2, +1, 0, −1, −2 would look like, in that order
    now, start   the levels reached now and when the work began, or None where nobody has assessed
    now_label    'september 2026'; '' leaves the day out
    """

    name: str
    levels: tuple[str, str, str, str, str]
    now: int | None = None
    start: int | None = None
    now_label: str = ""
    start_label: str = ""
    language: Language = "da"

    def __post_init__(self) -> None:
        object.__setattr__(self, "levels", tuple(self.levels))
        if len(self.levels) != len(LEVELS):
            raise ChartError(f"“{self.name}” has {len(self.levels)} levels; goal attainment has five.")
        for level in (self.now, self.start):
            if level is not None and level not in LEVELS:
                raise ChartError(f"“{self.name}” stands at {level}; the levels go from −2 to 2.")


def sign(level: int, language: str = "da") -> str:
    """'+2', '0', '−1'."""
    return ("+" if level > 0 else "") + number(level, 0, language)


def level_name(level: int, language: str = "da") -> str:
    return NAMES[language][level]


def told(chart: Attainment) -> str:
    """Where it stands and stood, then the five levels."""
    words = TOLD[chart.language]
    said = []
    for key, level, when in (("now", chart.now, chart.now_label), ("start", chart.start, chart.start_label)):
        if level is not None:
            name = f"{sign(level, chart.language)}, {level_name(level, chart.language).lower()}"
            said.append(words[key].format(level=name + (f" ({when})" if when else "")))
    if chart.now is None:
        said.insert(0, words["open"])
    for level, sentence in zip(LEVELS, chart.levels, strict=True):
        said.append(f"{sign(level, chart.language)}: {sentence.rstrip('.')}.")
    return " ".join(said)


def draw(chart: Attainment, prefix: str = "goal", size: ink.Size = "wide") -> str:
    """As tall as its sentences are long."""
    wide = WIDTHS[size]
    rows: list[tuple[int, list[str], float, float]] = []
    top = 2.0
    for level, sentence in zip(LEVELS, chart.levels, strict=True):
        lines = wrap(sentence, wide - WORDS - 14, 14, 500 if level == chart.now else 400, most=5)
        high = 36.0 + 20 * max(len(lines), 1)
        rows.append((level, lines, top, high))
        top += high
    middles = {level: y + high / 2 for level, _, y, high in rows}
    parts = [*_grounds(chart, rows, wide), *_rail(chart, middles), *_sentences(chart, rows, wide)]
    return ink.svg(
        prefix, (wide, top + 2), chart.name, told(chart), parts, "rt-chart rt-chart--goal", chart.language
    )


def _grounds(
    chart: Attainment, rows: list[tuple[int, list[str], float, float]], wide: float
) -> Iterable[str]:
    for level, _, y, high in rows:
        if level == chart.now:
            yield ink.rect(0, y, wide, high, "band", ink.FJORD_10)
        yield ink.line(ink.across(0, wide, y), "grid", ink.RULE if level in (0, -1) else "#d9e0e0")
    _, _, y, high = rows[-1]
    yield ink.line(ink.across(0, wide, y + high), "grid", "#d9e0e0")


def _rail(chart: Attainment, middles: dict[int, float]) -> Iterable[str]:
    """The way from where it began to where it is, on a line through all five."""
    yield ink.line(ink.down(RAIL, middles[2], middles[-2]), "rail", ink.RULE)
    for level, y in middles.items():
        yield ink.line(ink.across(RAIL - 4, RAIL + 4, y), "rail", ink.RULE)
        del level
    if chart.now is not None and chart.start is not None and chart.now != chart.start:
        low, high = sorted((middles[chart.now], middles[chart.start]))
        yield ink.line(ink.down(RAIL, low, high), "line", ink.FJORD, 3)
    if chart.start is not None and chart.start != chart.now:
        yield ink.dot(RAIL, middles[chart.start], 6, hollow=True)
    if chart.now is not None:
        yield ink.dot(RAIL, middles[chart.now], 8)


def _sentences(
    chart: Attainment, rows: list[tuple[int, list[str], float, float]], wide: float
) -> Iterable[str]:
    for level, lines, y, _ in rows:
        now = level == chart.now
        weight, colour = (600, ink.INK) if now else (400, ink.QUIET)
        name = level_name(level, chart.language)
        yield ink.text(WORDS, y + 22, sign(level, chart.language), "level", weight=weight, colour=colour)
        yield ink.text(WORDS + NAME, y + 22, name, "level", weight=weight, colour=colour)
        room = wide - 10 - (WORDS + NAME + width(name, ink.PLAIN, weight) + 16)
        if when := _when(chart, level, room):
            yield ink.text(wide - 10, y + 22, when, "when", weight=weight, colour=ink.FJORD, anchor="end")
        for n, line in enumerate(lines):
            yield ink.text(
                WORDS, y + 43 + 20 * n, line, "words", size=14, weight=500 if now else 400, colour=ink.INK
            )


def _when(chart: Attainment, level: int, room: float) -> str:
    """'nu, september 2026', or the word alone where there is no room for the day."""
    words = TOLD[chart.language]
    held = [
        (words[f"{key}_word"], when)
        for key, at, when in (("now", chart.now, chart.now_label), ("start", chart.start, chart.start_label))
        if at == level
    ]
    full = ", ".join(part for pair in held for part in pair if part)
    ways = [full, ", ".join(word for word, _ in held), *(word for word, _ in held[:1]), ""]
    return next(said for said in ways if width(said, ink.PLAIN, 600) <= max(room, 0))
