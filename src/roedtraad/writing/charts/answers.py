"""How answers to a question were spread, year by year: one bar a year that adds up to all who answered.

What is hidden stands together at the end of its bar, hatched, as long as what is left. Where a single part is hidden its
size would be told by the others, so then the whole year is hidden: a chart must not give away what a rule has covered.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from roedtraad.writing.charts import ink
from roedtraad.writing.charts.facts import ChartError, State, check_state
from roedtraad.writing.charts.figures import NBSP, joined, number
from roedtraad.writing.charts.lettering import shorten, width
from roedtraad.writing.charts.words import say
from roedtraad.writing.words import Language

WIDTHS: dict[ink.Size, float] = {"wide": 760, "phone": 358}
BAR = 28.0
# From most to least, told apart in grey print by how dark they are; the letters on each can be read.
TINTS = (
    (ink.FJORD, "#fff"),
    ("#3d707c", "#fff"),
    (ink.FJORD_40, ink.INK),
    ("#b4cbcf", ink.INK),
    (ink.FJORD_10, ink.INK),
    ("#fff", ink.INK),
    ("#d9e0e0", ink.INK),
)


@dataclass(frozen=True, slots=True)
class Part:
    """A share in per cent, or hidden."""

    value: float | None = None
    state: State = "shown"

    def __post_init__(self) -> None:
        check_state(self.state, self.value, "a part")
        if self.value is not None and not -0.5 <= self.value <= 100.5:
            raise ChartError(f"A part of the answers is {self.value} per cent.")


@dataclass(frozen=True, slots=True)
class Year:
    """`label` is the period ('2026', '2025/26'); `base` is how many answered, None where that is not shown."""

    label: str
    parts: tuple[Part, ...]
    base: int | None = None

    @property
    def shown(self) -> tuple[Part, ...]:
        """The parts as they may be shown: all hidden where one alone is."""
        if sum(part.value is None for part in self.parts) == 1 and len(self.parts) > 1:
            return tuple(Part(None, "suppressed") for _ in self.parts)
        return self.parts


@dataclass(frozen=True, slots=True)
class Answers:
    """`categories` in the order of the question, from most to least; the same number of parts each year."""

    name: str
    categories: tuple[str, ...]
    years: tuple[Year, ...]
    decimals: int = 0
    language: Language = "da"

    def __post_init__(self) -> None:
        object.__setattr__(self, "categories", tuple(self.categories))
        object.__setattr__(self, "years", tuple(self.years))
        if not self.years or not 2 <= len(self.categories) <= len(TINTS):
            raise ChartError(
                f"“{self.name}” has {len(self.categories)} kinds of answer in {len(self.years)} years; "
                f"a bar shows 2 to {len(TINTS)} kinds, and there must be a year."
            )
        for year in self.years:
            if len(year.parts) != len(self.categories):
                raise ChartError(
                    f"{year.label} of “{self.name}” has {len(year.parts)} parts, not {len(self.categories)}."
                )

    def share(self, part: Part) -> str:
        """'81 %', 'skjult', 'mangler'."""
        if part.value is None:
            return say(self.language, "hidden" if part.state == "suppressed" else "missing")
        return number(part.value, self.decimals, self.language) + (
            "%" if self.language == "en" else f"{NBSP}%"
        )


def told(chart: Answers) -> str:
    """Each year with each share."""
    said = []
    for year in chart.years:
        parts = [
            f"{name} {chart.share(part)}" for name, part in zip(chart.categories, year.shown, strict=True)
        ]
        said.append(f"{year.label}: {joined(parts, chart.language)}.")
    return " ".join(said)


def draw(chart: Answers, prefix: str = "answers", size: ink.Size = "wide") -> str:
    """A bar a year below the names of the answers, which stand once, in the order of the bar."""
    wide, phone = WIDTHS[size], size == "phone"
    parts, top = _names(chart, wide)
    labels = 0.0 if phone else max(width(year.label, ink.PLAIN, 600) for year in chart.years) + 14
    labels = min(labels, 160.0)
    pitch = BAR + (26.0 if phone else 10.0)
    for n, year in enumerate(chart.years):
        y = top + 10 + n * pitch
        last = n == len(chart.years) - 1
        words = shorten(year.label, wide if phone else labels - 14, ink.PLAIN, 600)
        if phone:
            parts.append(ink.text(0, y + 13, words, "name", weight=600 if last else 400, colour=ink.INK))
            y += 18
        else:
            parts.append(
                ink.text(
                    labels - 14,
                    y + BAR / 2 + 4.5,
                    words,
                    "name",
                    weight=600 if last else 400,
                    colour=ink.INK,
                    anchor="end",
                )
            )
        parts += _bar(chart, year, labels, y, wide - 1)
    high = top + 10 + pitch * len(chart.years) + 4
    return ink.svg(
        prefix, (wide, high), chart.name, told(chart), parts, "rt-chart rt-chart--answers", chart.language
    )


def _names(chart: Answers, wide: float) -> tuple[list[str], float]:
    parts: list[str] = []
    x, y = 0.0, 0.0
    hidden = any(part.value is None for year in chart.years for part in year.shown)
    for n, name in enumerate([*chart.categories, *([say(chart.language, "hidden")] if hidden else [])]):
        words = shorten(name, wide - 22, ink.PLAIN)
        needed = 22 + width(words, ink.PLAIN)
        if x and x + needed > wide:
            x, y = 0.0, y + 20
        if n < len(chart.categories):
            parts.append(
                ink.rect(
                    x + 0.5,
                    y + 1.5,
                    14,
                    14,
                    f"part rt-chart__part--{n + 1}",
                    TINTS[n][0],
                    f' stroke="{ink.RULE}"',
                )
            )
        else:
            parts.append(ink.hatched(x + 0.5, y + 1.5, 14, 14))
        parts.append(ink.text(x + 22, y + 13, words, "key"))
        x += needed + 18
    return parts, y + 20


def _bar(chart: Answers, year: Year, left: float, y: float, right: float) -> Iterable[str]:
    parts = year.shown
    total = sum(part.value for part in parts if part.value is not None)
    hidden = any(part.state == "suppressed" for part in parts)
    whole = max(total, 100.0 if hidden else total) or 100.0
    x, scale = left, (right - left) / whole
    if all(part.value is None for part in parts) and not hidden:
        yield ink.text(left + 4, y + BAR / 2 + 4.5, say(chart.language, "missing"), "value")
        return
    for n, part in enumerate(parts):
        if not part.value or part.value < 0:
            continue
        wide = part.value * scale
        fill, letters = TINTS[n]
        yield ink.rect(
            x,
            y,
            wide,
            BAR,
            f"part rt-chart__part--{n + 1}",
            fill,
            f' stroke="{ink.PAPER if n < 4 else ink.RULE}"',
        )
        words = chart.share(part)
        if width(words, ink.PLAIN) + 8 <= wide:
            yield ink.text(x + wide / 2, y + BAR / 2 + 4.5, words, "share", colour=letters, anchor="middle")
        x += wide
    rest = right - x
    if hidden and rest > 1:
        yield ink.hatched(x + 1, y + 0.5, rest - 1, BAR - 1)
