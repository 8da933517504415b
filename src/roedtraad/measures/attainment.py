"""Goal attainment scaling: how far local goals without figures were reached, against what was expected beforehand.

    scale = Scale(levels={-2: "Ingen af børnene …", -1: …, 0: "Halvdelen …", 1: …, 2: …}, weight=2, name="Fællesskab")
    why_not_score(scale)                        what is missing before work may start; empty where nothing is
    attainment([Scored(scale, 1), …]).t         50 where all is as expected

Each goal has five levels, written before work starts; 0 is what one expects. Several goals give one figure, T, with
mean 50 and standard deviation 10 if expectations are right on the average (Kiresuk & Sherman, *Goal attainment scaling:
A general method for evaluating comprehensive community mental health programs*, Community Mental Health Journal 4,
1968, 443–453).

T tells of one set of goals against its own expectations. Who writes cautious levels scores high, so results are never
ranked: they have no order, and there is no function that takes several.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import fsum, isfinite, sqrt

LEVELS = (-2, -1, 0, 1, 2)
RHO = 0.3  # the correlation between the goals of one case that Kiresuk & Sherman propose

CAUSES: dict[str, tuple[str, str]] = {
    # key: (Danish, English)
    "unwritten": ("{scale}: niveau {level} er ikke beskrevet.", "{scale}: level {level} is not described."),
    "unknown_level": (
        "{scale}: {found} er ikke et niveau. Niveauerne er −2, −1, 0, +1 og +2.",
        "{scale}: {found} is not a level. The levels are −2, −1, 0, +1 and +2.",
    ),
    "same": (
        "{scale}: niveau {level} og {other} siger det samme. Hvert niveau skal kunne kendes fra de andre.",
        "{scale}: levels {level} and {other} say the same. Each level must be distinct from the others.",
    ),
    "weight": (
        "{scale}: vægten er {found}. Den skal være et tal over 0.",
        "{scale}: the weight is {found}. It must be a number above 0.",
    ),
    "no_scales": (
        "Der er ingen mål at opgøre. Vurdér mindst ét.",
        "There are no goals to reckon up. Judge at least one.",
    ),
    "rho": (
        "Samvariationen (ρ) er {found}. Den skal ligge fra 0 til 1.",
        "The correlation (ρ) is {found}. It must lie between 0 and 1.",
    ),
}
UNNAMED = ("Målet", "The goal")


@dataclass(frozen=True, slots=True)
class Fault:
    """One reason why a goal cannot be scored. `cause` is a key of CAUSES; `level` where it concerns one."""

    cause: str
    scale: str = ""
    level: int | None = None
    facts: Mapping[str, object] = field(default_factory=dict)

    def sentence(self, language: str = "da") -> str:
        english = language.startswith("en")
        scale, level = self.scale or UNNAMED[english], "" if self.level is None else signed(self.level)
        return CAUSES[self.cause][english].format(scale=scale, level=level, **self.facts)

    def __str__(self) -> str:
        return self.sentence()


class NotScored(ValueError):
    """What is asked for cannot be reckoned; `faults` says why, `str()` says it in Danish."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__(*faults)
        self.faults = tuple(faults)

    def sentence(self, language: str = "da") -> str:
        return " ".join(fault.sentence(language) for fault in self.faults)

    def __str__(self) -> str:
        return self.sentence()


@dataclass(frozen=True, slots=True)
class Scale:
    """One goal's five levels in words, from −2 (far less than expected) over 0 (as expected) to +2 (far more).

    levels  {level: what one then can see}. It may be unfinished: see `why_not_score`
    weight  the goal's weight among the others, above 0
    name    for the sentences
    """

    levels: Mapping[int, str]
    weight: float = 1.0
    name: str = ""


@dataclass(frozen=True, slots=True)
class Scored:
    """The level that was reached on a scale."""

    scale: Scale
    level: int


@dataclass(frozen=True, slots=True)
class Attainment:
    """How far a set of goals was reached.

    t       50 as expected, above 50 more than expected. 10 is one standard deviation. A fact about this set alone
    scales  how many goals it rests on
    rho     the correlation between goals that it presumes
    """

    t: float
    scales: int
    rho: float


def why_not_score(scale: Scale) -> list[Fault]:
    """What is still to be mended before the scale can be used: all five levels written, no two alike, a weight."""
    faults = [
        Fault("unknown_level", scale.name, facts={"found": level})
        for level in scale.levels
        if not _is_level(level)
    ]
    said: dict[str, int] = {}
    for level in LEVELS:
        words = " ".join(scale.levels.get(level, "").split()).casefold().rstrip(".")
        if not words:
            faults.append(Fault("unwritten", scale.name, level))
        elif words in said:
            faults.append(Fault("same", scale.name, said[words], {"other": signed(level)}))
        else:
            said[words] = level
    if isinstance(scale.weight, bool) or not (isfinite(scale.weight) and scale.weight > 0):
        faults.append(Fault("weight", scale.name, facts={"found": scale.weight}))
    return faults


def attainment(results: Sequence[Scored], rho: float = RHO) -> Attainment:
    """T = 50 + 10·Σwx / √((1−ρ)Σw² + ρ(Σw)²), where x is the level reached and w the weight.

    Raises NotScored for no results, a scale that is not finished, a level that is none, or a rho outside 0–1.
    """
    faults = [fault for result in results for fault in why_not_score(result.scale)]
    faults += [
        Fault("unknown_level", result.scale.name, facts={"found": result.level})
        for result in results
        if not _is_level(result.level)
    ]
    if not results:
        faults.append(Fault("no_scales"))
    if not 0 <= rho <= 1:
        faults.append(Fault("rho", facts={"found": rho}))
    if faults:
        raise NotScored(faults)
    largest = max(
        result.scale.weight for result in results
    )  # only the proportion counts: keeps squares in range
    weights = [result.scale.weight / largest for result in results]
    reached = fsum(weight * result.level for weight, result in zip(weights, results, strict=True))
    spread = (1 - rho) * fsum(weight * weight for weight in weights) + rho * fsum(weights) ** 2
    return Attainment(50 + 10 * reached / sqrt(spread), len(results), rho)


def _is_level(level: object) -> bool:
    return type(level) is int and level in LEVELS


def signed(level: int) -> str:
    """+1, 0, −1: with the sign of typography, as it is read."""
    return f"{level:+d}".replace("-", "−") if level else "0"
