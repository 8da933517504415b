"""What the page of one indicator shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.text import get_text_list
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from roedtraad.indicators.enums import Audience
from roedtraad.indicators.judging import Judged
from roedtraad.indicators.models import (
    Break,
    Indicator,
    IndicatorLink,
    Rebase,
    Series,
    SeriesSuccession,
    SourceQuery,
    Target,
)
from roedtraad.language import sort_key
from roedtraad.plans.models import Goal
from roedtraad.plans.queries import thread_line
from roedtraad.plans.wording import wording_of, words_of

from .released import Released, SeriesSeen, released


@dataclass(frozen=True)
class SeriesChoice:
    """One of the series that the page can show: its key, whose it is."""

    pk: int
    name: str
    kind: str  # whole | unit | part | place
    ended: bool


@dataclass(frozen=True)
class LinkLine:
    """What an indicator hangs on: the kind in words, its title, where it is, and what is assumed."""

    link: IndicatorLink
    label: str
    title: str
    url: str


@dataclass(frozen=True)
class MarkLine:
    """A break, or new limits: in words, with where it is taken away again."""

    label: str
    on: Any
    reason: str
    series: Series | None
    remove: str


@dataclass(frozen=True)
class IndicatorPage:
    """Everything the page of an indicator shows. `seen` is None until figures have been released."""

    indicator: Indicator
    line: Sequence[dict[str, Any]]
    links: Sequence[LinkLine]
    released: Released | None
    seen: SeriesSeen | None
    judged: Judged | None
    series: Sequence[SeriesChoice]
    handed_over: Sequence[SeriesSuccession]
    marks: Sequence[MarkLine]
    targets: Sequence[Target]
    queries: Sequence[SourceQuery]

    @property
    def revealed(self) -> str:
        """The periods in which earlier releases give away what is hidden now, in words: '2023 og 2024'."""
        starts = self.released.frame.revealed if self.released else ()
        return get_text_list(
            [self.indicator.period(start).label(get_language() or "da") for start in starts], _("and")
        )

    @property
    def has_units(self) -> bool:
        return any(each.kind == "unit" for each in self.series)

    @property
    def has_places(self) -> bool:
        return any(each.kind == "place" for each in self.series)

    @property
    def has_parts(self) -> bool:
        return any(each.kind == "part" for each in self.series)


def indicator_page(
    indicator: Indicator, audience: Audience | str, chosen: int | None = None
) -> IndicatorPage:
    """The page: the series asked for, else the municipality as a whole, else the first there is."""
    choices = series_choices(indicator)
    known = {each.pk for each in choices}
    whole = next((each.pk for each in choices if each.kind == "whole"), None)
    wanted = chosen if chosen in known else whole or (choices[0].pk if choices else None)
    found = released(indicator, audience, also=[wanted] if wanted else [])
    seen = next((each for each in found.series if each.series.pk == wanted), None) if found else None
    links = links_of(indicator)
    return IndicatorPage(
        indicator=indicator,
        line=_line(indicator, links),
        links=[_link_line(link) for link in links],
        released=found,
        seen=seen,
        judged=found.judged(seen) if found and seen else None,
        series=choices,
        handed_over=list(
            SeriesSuccession.objects.filter(Q(series=wanted) | Q(heir=wanted)).select_related(
                "from_unit", "to_unit"
            )
            if wanted
            else []
        ),
        marks=_marks(indicator),
        targets=list(Target.objects.filter(indicator=indicator).order_by("-starts", "-pk")),
        queries=list(SourceQuery.objects.filter(indicator=indicator)),
    )


def _marks(indicator: Indicator) -> list[MarkLine]:
    kinds = (
        (Break, _("Break"), "indicators:remove_break"),
        (Rebase, _("Limits counted anew"), "indicators:remove_rebase"),
    )
    found = [
        MarkLine(label, mark.on, mark.reason, mark.series, reverse(name, args=[mark.pk]))
        for kind, label, name in kinds
        for mark in kind.objects.filter(indicator=indicator).select_related("series__unit")
    ]
    return sorted(found, key=lambda each: each.on, reverse=True)


def series_choices(indicator: Indicator) -> list[SeriesChoice]:
    """The series of an indicator, the whole first, then parts, units and places in Danish order. One query."""
    order = {"whole": 0, "part": 1, "unit": 2, "place": 3}
    found = [
        SeriesChoice(row.pk, str(row), kind_of(row), row.ended_on is not None)
        for row in Series.objects.filter(indicator=indicator).select_related("unit")
    ]
    return sorted(found, key=lambda each: (order[each.kind], sort_key(each.name), each.pk))


def kind_of(series: Series) -> str:
    if series.is_main:
        return "whole"
    if series.place_code:
        return "place"
    return "unit" if series.unit_id else "part"


def links_of(indicator: Indicator) -> list[IndicatorLink]:
    return list(
        IndicatorLink.objects.filter(indicator=indicator)
        .select_related(
            "goal__plan__policy",
            "goal__focus_area",
            "goal__decision__matter",
            "focus_area__plan__policy",
            "passage__policy",
        )
        .order_by("pk")
    )


def not_under(goal: Goal) -> list[Indicator]:
    """The indicators in use that do not hang on the goal yet. One query."""
    there = IndicatorLink.objects.filter(indicator=OuterRef("pk"), goal=goal)
    return list(Indicator.objects.in_use().filter(~Exists(there)))


def _link_line(link: IndicatorLink) -> LinkLine:
    if link.goal:
        return LinkLine(link, _("Goal"), link.goal.title, reverse("plans:goal", args=[link.goal.pk]))
    if link.focus_area:
        url = reverse("plans:plan", args=[link.focus_area.plan_id]) + f"#a{link.focus_area.pk}"
        return LinkLine(link, _("Focus area"), link.focus_area.title, url)
    assert link.passage is not None  # one of the three, by constraint
    words = words_of(link.passage.policy_id, {link.passage.pk}).get(link.passage.pk)
    url = reverse("policies:policy", args=[link.passage.policy_id])
    return LinkLine(link, _("Theme"), words.line if words else link.passage.policy.title, url)


def _line(indicator: Indicator, links: Sequence[IndicatorLink]) -> list[dict[str, Any]]:
    """policy › … › goal › indicator, by the first thing that it hangs on; where it hangs on nothing, that is said."""
    here = {"label": _("Indicator"), "title": indicator.title, "here": True, "url": ""}
    link = next(iter(sorted(links, key=lambda each: each.goal_id is None)), None)
    if link is None:
        missing = {
            "label": _("Goal"),
            "title": _("The indicator hangs on nothing yet"),
            "missing": True,
            "url": reverse("indicators:link", args=[indicator.pk]),
        }
        return [missing, here]
    if link.goal:
        return [*thread_line(link.goal, wording_of(link.goal.plan.policy_id), here_is_link=True), here]
    policy = link.focus_area.plan.policy if link.focus_area else link.passage.policy  # type: ignore[union-attr]
    above = _link_line(link)
    return [
        {"label": _("Policy"), "title": policy.title, "url": reverse("policies:policy", args=[policy.pk])},
        {"label": above.label, "title": above.title, "url": above.url},
        here,
    ]
