"""The verbs of goal attainment: write the levels, start, score."""

from __future__ import annotations

import datetime
from typing import Any

from django.utils import timezone

from roedtraad.core.actions import action
from roedtraad.core.states import move
from roedtraad.indicators.enums import SCALE_TRANSITIONS, ScaleState
from roedtraad.indicators.models import Scale
from roedtraad.indicators.permissions import may_write_scale
from roedtraad.indicators.rules import refuse, why_not_score, why_not_start_scale, why_not_write_scale
from roedtraad.organisation.models import Position
from roedtraad.organisation.queries import standing_of
from roedtraad.plans.models import Goal


@action("indicators.write_scale", permission=may_write_scale)
def write_scale(
    goal: Goal,
    *,
    by: Any,
    title: str,
    minus_two: str = "",
    minus_one: str = "",
    zero: str = "",
    plus_one: str = "",
    plus_two: str = "",
    weight: int = 1,
    to_be_scored: datetime.date | None = None,
) -> Scale:
    """A scale of five levels for one thing about a goal; it may be finished later, but before work starts."""
    return Scale.objects.create(
        goal=goal,
        title=title.strip(),
        minus_two=minus_two.strip(),
        minus_one=minus_one.strip(),
        zero=zero.strip(),
        plus_one=plus_one.strip(),
        plus_two=plus_two.strip(),
        weight=weight,
        to_be_scored=to_be_scored,
    )


@action("indicators.edit_scale", permission=may_write_scale)
def edit_scale(
    scale: Scale,
    *,
    by: Any,
    title: str,
    minus_two: str,
    minus_one: str,
    zero: str,
    plus_one: str,
    plus_two: str,
    weight: int,
    to_be_scored: datetime.date | None = None,
) -> Scale:
    refuse(why_not_write_scale(scale))
    scale.title, scale.weight, scale.to_be_scored = title.strip(), weight, to_be_scored
    scale.minus_two, scale.minus_one, scale.zero = minus_two.strip(), minus_one.strip(), zero.strip()
    scale.plus_one, scale.plus_two = plus_one.strip(), plus_two.strip()
    scale.save()
    return scale


@action("indicators.start_scale", permission=may_write_scale)
def start_scale(scale: Scale, *, by: Any) -> Scale:
    """The work starts: from now on the levels stand fast."""
    refuse(why_not_start_scale(scale))
    move(scale, ScaleState.STARTED, SCALE_TRANSITIONS)
    scale.started_on = timezone.localdate()
    scale.save()
    return scale


@action("indicators.score_scale", permission=may_write_scale)
def score_scale(
    scale: Scale, *, by: Any, score: int, evidence: str, on: datetime.date | None = None
) -> Scale:
    """Which level was reached, when, by whom, and what that is built on."""
    day = on or timezone.localdate()
    refuse(why_not_score(scale, score, day, evidence))
    move(scale, ScaleState.SCORED, SCALE_TRANSITIONS)
    scale.score, scale.scored_on, scale.evidence = score, day, evidence.strip()
    scale.scored_as, scale.scored_name = _as_whom(scale.goal, by), str(by)[:200]
    scale.save()
    return scale


def _as_whom(goal: Goal, by: Any) -> Position | None:
    """The position in which somebody scores: the goal's owner or deputy where held, else any held."""
    standing = standing_of(by)
    for pk in (goal.owner_id, goal.deputy_id):
        if pk and standing.answers_for(pk):
            return Position.objects.get(pk=pk)
    return Position.objects.filter(pk__in=standing.positions).order_by("pk").first()
