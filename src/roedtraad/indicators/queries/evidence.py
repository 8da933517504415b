"""What figures say of goals, focus areas and themes: in one query for a list, in one for the page of a goal."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from django.db.models import (
    Case,
    F,
    FilteredRelation,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Cast

from roedtraad.core.among import among
from roedtraad.indicators.enums import Audience, Measure, Turn
from roedtraad.indicators.judging import Judged
from roedtraad.indicators.models import Indicator, IndicatorLink, Release, ReleasedSeries, Scale, Series
from roedtraad.indicators.released import frame_of
from roedtraad.organisation.queries import standing_of
from roedtraad.plans.models import Goal, Plan

from .lists import ORDER, IndicatorRow
from .released import Released, SeriesSeen, cells_of


def audience_of(user: Any) -> Audience:
    """Who somebody is to the figures: staff hold a position, or deputise for one; others read what the council reads."""
    standing = standing_of(user)
    return Audience.STAFF if standing.positions or standing.deputised else Audience.COUNCIL


class Line(NamedTuple):
    """One indicator under one thing, as values: an edition has thousands, and shows a few.

    `head`: Release.headline as text, read where the line is shown; "" where nothing is released. `digest`: of that release.
    `alone`: no other figures of ours stand beside it in the release, so that what is hidden is hidden for being small.
    """

    goal: int | None
    area: int | None
    passage: int | None
    indicator: int
    title: str
    subject: str
    unit: str
    decimals: int
    rhythm: str
    minimum: int
    measure: str
    turn: str
    digest: str
    alone: bool
    head: str

    @property
    def rank(self) -> int:
        """The place in which a reader should look at it: what develops in the wrong direction first."""
        return ORDER[Turn(self.turn)]

    @property
    def row(self) -> IndicatorRow:
        about = Indicator(
            pk=self.indicator,
            title=self.title,
            subject=self.subject,
            unit=self.unit,
            decimals=self.decimals,
            rhythm=self.rhythm,
            minimum_count=self.minimum,
        )
        return IndicatorRow(about, Turn(self.turn), json.loads(self.head) if self.head else {}, 0, False)


ALONE = '"alone":true'  # as the canonical content of a release says it
COLUMNS = (
    "goal_id", "focus_area_id", "passage_id", "indicator_id", "indicator__title", "indicator__subject", "indicator__unit",
    "indicator__decimals", "indicator__rhythm", "indicator__minimum_count", "indicator__measure",
)  # fmt: skip


def _with_release(links: QuerySet[Any], audience: Audience | str) -> QuerySet[Any]:
    """Each connection beside the latest release of its indicator to an audience."""
    latest = Q(indicator__releases__audience=str(audience), indicator__releases__superseded_at__isnull=True)
    return links.filter(indicator__retired_on__isnull=True).annotate(
        latest=FilteredRelation("indicator__releases", condition=latest)
    )


def _lines(links: QuerySet[Any], audience: Audience | str, shown: Q | None = None) -> list[Line]:
    head: Any = Cast("latest__headline", TextField())
    if shown is not None:
        head = Case(When(shown, then=head), default=Value(""), output_field=TextField())
    stands_alone = Case(When(latest__content__contains=ALONE, then=Value(True)), default=Value(False))
    rows = _with_release(links, audience).annotate(head=head, alone=stands_alone).order_by("pk")
    columns = (*COLUMNS, "latest__turn", "latest__sha256", "alone", "head")
    return [
        Line._make((*about, turn or Turn.EMPTY, digest or "", alone, told or ""))
        for *about, turn, digest, alone, told in rows.values_list(*columns)
    ]


def lines_of_things(
    passages: Iterable[int],
    areas: Iterable[int],
    goals: Iterable[int],
    audience: Audience | str = Audience.STAFF,
) -> dict[tuple[str, int], list[Line]]:
    """The indicators under each thing as {(kind, primary key): lines}, in the order in which they were connected.

    One query.
    """
    under = Q(goal__in=among(goals)) | Q(focus_area__in=among(areas)) | Q(passage__in=among(passages))
    found: dict[tuple[str, int], list[Line]] = {}
    for line in _lines(IndicatorLink.objects.filter(under), audience):
        for kind, key in (
            ("plans.goal", line.goal),
            ("plans.focus_area", line.area),
            ("policies.passage", line.passage),
        ):
            if key:
                found.setdefault((kind, key), []).append(line)
    return found


@dataclass(frozen=True)
class PlanLines:
    """The indicators under a plan's goals, focus areas and themes, the most pressing of each first.

    `measures`: of each indicator, which question it answers.
    """

    goals: dict[int, list[Line]]
    areas: dict[int, list[Line]]
    themes: dict[int, list[Line]]
    measures: dict[int, str]

    @property
    def better_off(self) -> int:
        """How many show whether anybody is better off."""
        return sum(measure == Measure.BETTER_OFF for measure in self.measures.values())


def lines_of_plan(
    plan: Plan, shown: Sequence[int], themes: Sequence[int], audience: Audience | str = Audience.STAFF
) -> PlanLines:
    """Every indicator of a plan; what draws it is read for the `shown` goals, for focus areas and `themes`. One query."""
    under = Q(goal__plan=plan) | Q(focus_area__plan=plan) | Q(passage__policy=plan.policy_id)
    drawn = Q(focus_area__isnull=False) | Q(goal__in=list(shown)) | Q(passage__in=list(themes))
    found = PlanLines({}, {}, {}, {})
    for line in _lines(IndicatorLink.objects.filter(under), audience, drawn):
        found.measures[line.indicator] = line.measure
        for key, where in ((line.goal, found.goals), (line.area, found.areas), (line.passage, found.themes)):
            if key:
                where.setdefault(key, []).append(line)
    for where in (found.goals, found.areas, found.themes):
        for lines in where.values():
            lines.sort(key=lambda line: line.rank)
    return found


# --- one goal, with the figures themselves


@dataclass(frozen=True)
class GoalFigures:
    """An indicator under a goal with the series that tells most of it: the unit's own, else the municipality's.

    `released` is None where nothing has been released to the audience.
    """

    link: IndicatorLink
    released: Released | None
    seen: SeriesSeen | None

    @property
    def indicator(self) -> Indicator:
        return self.link.indicator

    @cached_property
    def judged(self) -> Judged | None:
        return self.released.judged(self.seen) if self.released and self.seen else None

    @property
    def turn(self) -> Turn:
        return self.judged.turn if self.judged else Turn.EMPTY

    @property
    def is_own(self) -> bool:
        """Whether the figures are a unit's own."""
        return bool(self.seen and self.seen.series.unit_id)


def figures_of_goal(goal: Goal, audience: Audience | str, unit: int | None = None) -> list[GoalFigures]:
    """The indicators of a goal with their figures, the most pressing first. One query.

    `unit`: the unit whose own series is shown where there is one; else the municipality as a whole.
    """
    series = _series_first_of(unit, audience)
    rows = _with_release(IndicatorLink.objects.filter(goal=goal), audience).annotate(
        number=F("latest__number"),
        released_at=F("latest__released_at"),
        frame=F("latest__content"),
        frame_sha256=F("latest__sha256"),
        **{name: Subquery(series.values(column)[:1]) for name, column in SERIES_COLUMNS.items()},
    )
    found = [_figures(row, audience) for row in rows.select_related("indicator").order_by("pk")]
    return sorted(found, key=lambda each: ORDER[each.turn])


SERIES_COLUMNS = {
    "series_pk": "series",
    "series_unit": "series__unit",
    "series_turn": "turn",
    "series_content": "content",
    "series_sha256": "sha256",
}


def _series_first_of(unit: int | None, audience: Audience | str) -> QuerySet[Any]:
    """The released series of the indicator of an outer query: a unit's own before the municipality's, of all together."""
    whose = Q(series__unit__isnull=True)
    if unit:
        whose |= Q(series__unit=unit, series__ended_on__isnull=True)
    rows = ReleasedSeries.objects.current(audience).filter(
        whose, indicator=OuterRef("indicator"), series__place_code="", series__breakdown="[]"
    )
    return rows.order_by(F("series__unit").asc(nulls_last=True))


def _figures(row: Any, audience: Audience | str) -> GoalFigures:
    if row.number is None:
        return GoalFigures(row, None, None)
    release = Release(
        indicator=row.indicator,
        audience=audience,
        number=row.number,
        released_at=row.released_at,
        content=row.frame,
        sha256=row.frame_sha256,
    )
    seen = None
    if row.series_pk is not None:
        kept = ReleasedSeries(content=row.series_content, sha256=row.series_sha256)
        series = Series(pk=row.series_pk, indicator=row.indicator, unit_id=row.series_unit)
        seen = SeriesSeen(series, cells_of(kept), Turn(row.series_turn), {})
    return GoalFigures(row, Released(release, frame_of(release.data), [seen] if seen else []), seen)


def scales_of(goal: Goal) -> list[Scale]:
    return list(Scale.objects.filter(goal=goal).select_related("scored_as"))
