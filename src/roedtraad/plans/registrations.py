"""Where the plan joins the house: menu, the thread below a sentence, what hangs loose if a sentence goes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from django.db.models import (
    BigIntegerField,
    Case,
    CharField,
    Count,
    IntegerField,
    OuterRef,
    Q,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from roedtraad.core import registries
from roedtraad.core.among import among
from roedtraad.core.registries import Consequence, MenuEntry, PolicyFact, ToDo
from roedtraad.core.thread import Knot, addresses
from roedtraad.core.together import Part, Row
from roedtraad.policies.enums import PROMISING_KINDS, PassageKind
from roedtraad.policies.models import Passage

from . import estate
from .enums import GoalState
from .models import FocusArea, Goal, Plan
from .news import news_of_units
from .queries import goals_waiting_for

registries.menu.add(MenuEntry(20, gettext_lazy("Goals and plan"), "plans:index", "/plan/"))


def goals_below(passages: Sequence[int]) -> dict[int, list[Knot]]:
    """Focus areas with their goals below each passage; where a promise has no goal, the thread breaks there.

    Below a theme stand its focus areas, with the goals that hang on no sentence of their own; below a vision that is
    written for a focus area stands that with all its goals, as no sentence stands under a vision. Two queries.
    """
    keys = list(passages)
    url = addresses("plans:goal")
    found: dict[int, list[Knot]] = {key: [] for key in keys}
    under: dict[tuple[int | None, int | None], list[Knot]] = {}
    of_vision: dict[int, list[Knot]] = {}
    areas: dict[int, _Area] = {}
    label = _("Goal")
    rows, of_units = _goals_and_areas(keys)
    for _order, pk, passage, title, _units, *area in rows:
        if area[0] is not None:
            areas.setdefault(area[0], _Area(*area))
        if pk is not None:
            units = of_units.get(pk, 0)
            said = (
                ngettext("%(n)s goal of a unit", "%(n)s goals of units", units) % {"n": units}
                if units
                else ""
            )
            if passage is None or passage in found:
                under.setdefault((passage, area[0]), []).append(
                    Knot("plans.goal", pk, label, title, url(pk), said)
                )
            if area[0] is not None and areas[area[0]].stands_alone:
                of_vision.setdefault(area[0], []).append(Knot("plans.goal", pk, label, title, url(pk), said))
    shown = {area_id for passage, area_id in under if passage and area_id}
    plans = addresses("plans:plan")
    for (passage, area_id), knots in under.items():
        told_below = area_id and areas[area_id].stands_alone and areas[area_id].theme == passage
        if passage and not told_below:
            found[passage] += _area_with(areas[area_id], knots, plans) if area_id else knots
    for one in sorted(areas.values(), key=lambda one: (one.order, one.pk)):
        if one.stands_alone and one.theme in found:
            found[one.theme] += _area_with(one, of_vision.get(one.pk, []), plans)
        elif one.pk not in shown:
            found[one.theme or 0] += _area_with(one, under.get((None, one.pk), []), plans)
    bare = [pk for pk, knots in found.items() if not knots]
    # Of those with a goal no plan is looked for; the question is asked all the same, so that their number is one.
    plan_of_bare = Case(When(pk__in=among(bare), then=_plan_of_policy()))
    promises = Passage.objects.filter(pk__in=among(keys), kind__in=PROMISING_KINDS)
    nothing, new = _("No goal hangs on this sentence"), addresses("plans:new_goal")
    for pk, plan in promises.values_list("pk", plan_of_bare):
        if not found[pk]:
            to = f"{new(plan)}?passage={pk}" if plan else ""
            found[pk].append(Knot("plans.goal", 0, label, nothing, to, missing=True))
    return found


class _Area(NamedTuple):
    """A focus area as a thread shows it."""

    pk: int
    order: int
    title: str
    plan: int
    theme: int | None
    owner: str | None
    over: str | None

    @property
    def stands_alone(self) -> bool:
        """Under a vision, over which and under which no sentence stands."""
        return self.over == PassageKind.VISION


# Cast, as PostgreSQL asks what kind of nothing a column of a union holds.
NO_KEY = Cast(Value(None), BigIntegerField())
NO_NUMBER = Cast(Value(None), IntegerField())
NO_WORDS = Value("", output_field=CharField())
AREA = (
    "pk",
    "order",
    "title",
    "plan_id",
    "theme_id",
    "owner__title",
)  # of _Area, but for what it stands over


def _goals_and_areas(keys: list[int]) -> tuple[list[tuple[Any, ...]], dict[int, int]]:
    """The goals below passages, in their order, each with its focus area; focus areas under them without goals; and how
    many goals of units stand under each goal.

    Rows of (order, goal, passage, title of the goal, None, *_Area), the goal None for a focus area alone. One query: the
    counts stand in it as rows (0, None, goal, "", how many, nothing), gathered once and not looked up for each goal.
    """
    # The kind of a passage is looked up by its key: joined, PostgreSQL would read the passages of all municipalities.
    visions = Passage.objects.filter(pk__in=among(keys), kind=PassageKind.VISION).values("pk")
    under = Q(passage__isnull=True) | Q(focus_area__theme__in=visions)
    here = Q(passage__in=among(keys)) | (under & Q(focus_area__theme__in=among(keys)))
    goals = Goal.objects.active().of_the_plan().filter(here).annotate(no_units=NO_NUMBER).order_by()
    nothing = {"no_order": Value(0, output_field=IntegerField()), "no_goal": NO_KEY, "no_passage": NO_KEY,
               "no_title": NO_WORDS, "no_units": NO_NUMBER}  # fmt: skip
    areas = (
        FocusArea.objects.filter(theme__in=among(keys)).annotate(**nothing, over=_kind_of("theme")).order_by()
    )
    below = Goal.objects.active().filter(parent__in=goals.values("pk")).order_by()
    no_area = {"no_area": NO_KEY, "no_place": NO_NUMBER, "no_name": NO_WORDS, "no_plan": NO_KEY, "no_theme": NO_KEY,
               "no_owner": NO_WORDS, "no_kind": NO_WORDS}  # fmt: skip
    counted = below.values("parent").annotate(**nothing, found=Count("pk"), **no_area)
    with_area = goals.annotate(over=_kind_of("focus_area__theme"))
    rows = with_area.values_list(
        "order", "pk", "passage_id", "title", "no_units", *(f"focus_area__{name}" for name in AREA), "over"
    ).union(
        areas.values_list(*nothing, *AREA, "over"),
        counted.values_list("no_order", "no_goal", "parent", "no_title", "found", *no_area),
        all=True,
    )
    found = sorted(rows, key=lambda row: (row[0], row[1] or 0))
    of_units = {row[2]: row[4] for row in found if row[4] is not None}
    return [row for row in found if row[4] is None], of_units


def _kind_of(passage: str) -> Subquery:
    return Subquery(Passage.objects.filter(pk=OuterRef(passage)).values("kind")[:1])


def _area_with(area: _Area, knots: list[Knot], url: Callable[[int], str]) -> list[Knot]:
    note = _("Owner: %(owner)s") % {"owner": area.owner} if area.owner else _("Nobody answers for it yet")
    where = f"{url(area.plan)}#a{area.pk}"
    return [Knot("plans.focus_area", area.pk, _("Focus area"), area.title, where, note, below=knots)]


def _plan_of_policy() -> Subquery:
    """The plan of a passage's policy to which a goal can be added: the running one, else the latest that is written."""
    return Subquery(Plan.objects.filter(policy=OuterRef("policy")).open_first().values("pk")[:1])


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


def units_wait_for(user: Any) -> Part | None:
    """Goals of units that this user is to approve, and those of the user's own units that came back."""
    rows = goals_waiting_for(user)
    if rows is None:
        return None
    return Part(rows, _goals_to_do, facts={"title": "title", "unit": "unit__name", "state": "state"})


def _goals_to_do(rows: Sequence[Row]) -> list[ToDo]:
    return [_goal_to_do(row.facts, reverse("plans:goal", args=[row.pk])) for row in rows]


def _goal_to_do(goal: dict[str, Any], url: str) -> ToDo:
    if goal["state"] == GoalState.SUBMITTED:
        title, button = _("Approve a goal of %(unit)s"), _("Read it")
    else:
        title, button = _("A goal of %(unit)s came back"), _("Write it anew")
    return ToDo(None, title % {"unit": goal["unit"]}, goal["title"], button, url)


registries.waiting.add("plans.unit_goals", units_wait_for)
registries.mail_news.add("plans.unit_goals", news_of_units)


def way_of_the_goals(policy: int) -> list[PolicyFact]:
    """From a policy to what became of its goals, plan after plan. One query."""
    plans = Plan.objects.filter(policy=policy).count()
    if not plans:
        return []
    said = ngettext(
        "%(n)s plan, and what became of its goals", "%(n)s plans, and what became of their goals", plans
    )
    return [PolicyFact(_("Goals"), said % {"n": plans}, reverse("plans:lives", args=[policy]))]


registries.policy_facts.add("policy_page", way_of_the_goals)
registries.estates.add("plans", estate.estate_of)
for _kind, _take in estate.TAKERS.items():
    registries.heirs_take.add(_kind, _take)
