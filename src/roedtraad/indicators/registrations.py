"""Where the indicators join the house: menu, the thread below goals and themes, facts of a plan, what hangs loose."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from roedtraad.core import registries
from roedtraad.core.among import among
from roedtraad.core.registries import Consequence, MenuEntry, PlanFact
from roedtraad.core.thread import Knot, addresses
from roedtraad.plans.enums import PlanState
from roedtraad.plans.models import Plan

from .enums import Audience, Turn
from .models import IndicatorLink, Series
from .queries.lists import plan_measures
from .queries.released import released_lines

registries.menu.add(MenuEntry(35, gettext_lazy("Indicators"), "indicators:index", "/indikatorer/"))


def _below(field: str) -> object:
    def indicators_below(keys: Sequence[int]) -> dict[int, list[Knot]]:
        """The indicators under each thing, with what their latest figures say. Two queries."""
        rows = list(
            IndicatorLink.objects.filter(**{f"{field}__in": among(keys)}, indicator__retired_on__isnull=True)
            .order_by("pk")
            .values_list(f"{field}_id", "indicator_id", "indicator__title")
        )
        heads = released_lines({indicator for _key, indicator, _title in rows}, Audience.STAFF)
        url, label = addresses("indicators:indicator"), _("Indicator")
        found: dict[int, list[Knot]] = {key: [] for key in keys}
        for key, indicator, title in rows:
            turn = Turn(heads[indicator].turn) if indicator in heads else Turn.EMPTY
            found[key].append(
                Knot("indicators.indicator", indicator, label, title, url(indicator), turn.label)
            )
        return found

    return indicators_below


below_goals, below_areas, below_passages = _below("goal"), _below("focus_area"), _below("passage")
registries.thread_below.add("plans.goal", below_goals)  # type: ignore[arg-type]
registries.thread_below.add("plans.focus_area", below_areas)  # type: ignore[arg-type]
registries.thread_below.add("policies.passage", below_passages)  # type: ignore[arg-type]


def measures_of(plan: Plan) -> list[PlanFact]:
    """A plan without one measure of whether anybody is better off cannot tell whether it helps: that is a finding."""
    if plan.state == PlanState.CLOSED:
        return []
    found = plan_measures(plan)
    url = reverse("indicators:index")
    if not found.total:
        return [PlanFact(_("Indicators"), _("none yet: nobody can tell whether it helps"), url)]
    words = ngettext("%(n)s indicator", "%(n)s indicators", found.total) % {"n": found.total}
    if not found.better_off:
        return [
            PlanFact(
                _("Indicators"),
                _("%(some)s, none shows whether anybody is better off") % {"some": words},
                url,
            )
        ]
    return [PlanFact(_("Indicators"), words, url)]


registries.plan_facts.add("plan", measures_of)


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
