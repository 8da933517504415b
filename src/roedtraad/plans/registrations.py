"""Where the plan joins the house: menu, the thread below a sentence, what hangs loose if a sentence goes."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from roedtraad.core import registries
from roedtraad.core.registries import Consequence, MenuEntry
from roedtraad.core.thread import Knot
from roedtraad.policies.enums import PROMISING_KINDS
from roedtraad.policies.models import Passage

from .enums import GoalState, PlanState
from .models import FocusArea, Goal, Plan

registries.menu.add(MenuEntry(20, gettext_lazy("Goals and plan"), "plans:index", "/plan/"))


def goals_below(passages: Sequence[int]) -> dict[int, list[Knot]]:
    """Focus areas with their goals below each passage; where a promise has no goal, the thread breaks there.

    Below a theme stand its focus areas, with the goals that hang on no sentence of their own. Four queries.
    """
    keys = list(passages)
    goals = (
        Goal.objects.filter(state=GoalState.ACTIVE, passage__in=keys)
        .select_related("focus_area__owner", "owner")
        .order_by("order", "pk")
    )
    found: dict[int, list[Knot]] = {key: [] for key in keys}
    under: dict[tuple[int, int | None], list[Goal]] = {}
    for goal in goals:
        under.setdefault((goal.passage_id, goal.focus_area_id), []).append(goal)
    for (passage, _area), its in under.items():
        found[passage] += _area_with(its[0].focus_area, its)
    _add_areas_of_themes(found, {area for _passage, area in under if area})
    kinds = {
        pk: (kind, policy)
        for pk, kind, policy in Passage.objects.filter(pk__in=keys).values_list("pk", "kind", "policy_id")
    }
    loose = [pk for pk, (kind, _policy) in kinds.items() if kind in PROMISING_KINDS and not found[pk]]
    plans = _plans_of({kinds[pk][1] for pk in loose})
    for pk in loose:
        found[pk].append(_missing_goal(pk, plans.get(kinds[pk][1])))
    return found


def _add_areas_of_themes(found: dict[int, list[Knot]], shown: set[int]) -> None:
    areas = FocusArea.objects.filter(theme__in=list(found)).select_related("owner").exclude(pk__in=shown)
    free: dict[int, list[Goal]] = {}
    for goal in Goal.objects.filter(
        state=GoalState.ACTIVE, passage__isnull=True, focus_area__theme__in=list(found)
    ).order_by("order", "pk"):
        free.setdefault(goal.focus_area_id, []).append(goal)
    for area in areas:
        found[area.theme_id] += _area_with(area, free.get(area.pk, []))


def _area_with(area: FocusArea | None, goals: list[Goal]) -> list[Knot]:
    knots = [
        Knot("plans.goal", goal.pk, _("Goal"), goal.title, reverse("plans:goal", args=[goal.pk]))
        for goal in goals
    ]
    if area is None:
        return knots
    note = (
        _("Owner: %(owner)s") % {"owner": area.owner.title} if area.owner else _("Nobody answers for it yet")
    )
    url = reverse("plans:plan", args=[area.plan_id]) + f"#a{area.pk}"
    return [Knot("plans.focus_area", area.pk, _("Focus area"), area.title, url, note, below=knots)]


def _plans_of(policies: set[int]) -> dict[int, int]:
    """The plan of each policy to which a goal can be added: the running one, else the latest that is written."""
    rows = Plan.objects.filter(policy__in=policies).exclude(state=PlanState.CLOSED).order_by("state", "pk")
    order = {PlanState.DRAFT: 0, PlanState.RUNNING: 1}
    ranked = sorted(
        rows.values_list("policy_id", "pk", "state"), key=lambda row: (order[PlanState(row[2])], row[1])
    )
    return {policy: pk for policy, pk, _state in ranked}


def _missing_goal(passage: int, plan: int | None) -> Knot:
    url = f"{reverse('plans:new_goal', args=[plan])}?passage={passage}" if plan else ""
    return Knot("plans.goal", 0, _("Goal"), _("No goal hangs on this sentence"), url, missing=True)


registries.thread_below.add("policies.passage", goals_below)


def goals_left_loose(passages: Sequence[int]) -> list[Consequence]:
    """Goals and focus areas that hang on passages, and would hang loose if those went."""
    goals = Goal.objects.filter(passage__in=list(passages)).values_list("plan_id", flat=True)
    areas = FocusArea.objects.filter(theme__in=list(passages)).values_list("plan_id", flat=True)
    found = []
    if goals:
        found.append(
            Consequence(
                "plans.goal",
                ngettext("%(n)s goal", "%(n)s goals", len(goals)) % {"n": len(goals)},
                reverse("plans:plan", args=[goals[0]]),
            )
        )
    if areas:
        found.append(
            Consequence(
                "plans.focus_area",
                ngettext("%(n)s focus area", "%(n)s focus areas", len(areas)) % {"n": len(areas)},
                reverse("plans:plan", args=[areas[0]]),
            )
        )
    return found


registries.consequences.add("policies.passage", goals_left_loose)
