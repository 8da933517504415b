"""Where the indicators join the house: menu, what hangs beside goals, focus areas and themes on the thread, facts of a plan, what hangs loose."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy, ngettext

from roedtraad.core import registries
from roedtraad.core.registries import Consequence, MenuEntry
from roedtraad.plans.models import Goal

from . import estate
from .evidence import evidence_of_goal, evidence_of_plan, indicators_beside
from .models import IndicatorLink, Series
from .sections import evidence_section
from .waiting import to_look_at

registries.menu.add(MenuEntry(35, gettext_lazy("Indicators"), "indicators:index", "/indikatorer/"))
registries.thread_beside.add("thread", indicators_beside)
registries.plan_evidence.add("plan", evidence_of_plan)
registries.goal_evidence.add("goal", evidence_of_goal)
registries.snapshot_sections.add("evidence", evidence_section)
registries.to_do.add("indicators", to_look_at)


def carry_connections(goal: Goal, heir: Goal, by: Any) -> None:
    """The indicators of a goal go on under the one that carries it on, with what was assumed."""
    for each in IndicatorLink.objects.filter(goal=goal, indicator__retired_on__isnull=True):
        IndicatorLink.objects.create(
            indicator_id=each.indicator_id,
            goal=heir,
            assumption=each.assumption,
            confidence=each.confidence,
            look_again=each.look_again,
        )


def let_connections_go(goal: Goal) -> None:
    IndicatorLink.objects.filter(goal=goal).delete()


registries.goal_carried_on.add("goal", carry_connections)
registries.goal_taken_back.add("goal", let_connections_go)


def left_loose(field: str, name: str) -> object:
    def indicators_left_loose(keys: Sequence[int]) -> list[Consequence]:
        """Indicators that hang on things, and would hang loose if those went."""
        found = set(
            IndicatorLink.objects.filter(**{f"{field}__in": list(keys)}).values_list(
                "indicator_id", flat=True
            )
        )
        if not found:
            return []
        label = ngettext("%(n)s indicator", "%(n)s indicators", len(found)) % {"n": len(found)}
        return [
            Consequence("indicators.indicator", label, reverse("indicators:indicator", args=[min(found)]))
        ]

    return registries.consequences.add(name, indicators_left_loose)


left_loose("goal", "plans.goal")
left_loose("focus_area", "plans.focus_area")
left_loose("passage", "policies.passage")


def series_left_loose(units: Sequence[int]) -> list[Consequence]:
    """Series of units, which somebody must carry on if the unit goes."""
    rows = Series.objects.filter(unit__in=list(units), ended_on__isnull=True)
    found = list(rows.order_by("pk").values_list("indicator_id", flat=True))
    if not found:
        return []
    label = ngettext("%(n)s series of figures", "%(n)s series of figures", len(found)) % {"n": len(found)}
    return [Consequence("indicators.series", label, reverse("indicators:indicator", args=[found[0]]))]


registries.consequences.add("organisation.unit", series_left_loose)
registries.estates.add("indicators", estate.estate_of)
for _kind, _take in estate.TAKERS.items():
    registries.heirs_take.add(_kind, _take)
