"""Goal attainment of one goal. Two queries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from roedtraad.indicators.enums import ScaleState
from roedtraad.indicators.models import Scale
from roedtraad.measures import attainment
from roedtraad.plans.models import Goal


@dataclass(frozen=True)
class Attained:
    """The scales of a goal. `t` is T of those that are scored (50 as expected); None where none is."""

    scales: Sequence[Scale]
    t: float | None
    scored: int


def attained(goal: Goal) -> Attained:
    """T = 50 + 10·Σwx / √((1−ρ)Σw² + ρ(Σw)²) of the scored scales (`measures.attainment`). Never compared between goals."""
    scales = list(Scale.objects.filter(goal=goal).select_related("scored_as"))
    done = [scale for scale in scales if scale.state == ScaleState.SCORED]
    results = [
        attainment.Scored(
            attainment.Scale(
                {level: words for level, _name, words in scale.levels}, scale.weight, scale.title
            ),
            scale.score or 0,
        )
        for scale in done
    ]
    t = attainment.attainment(results).t if results else None
    return Attained(scales, t, len(done))
