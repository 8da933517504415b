"""What the page of a plan shows, in a number of queries that does not grow with the rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.core.paginator import Page, Paginator

from roedtraad.core import registries
from roedtraad.core.among import among
from roedtraad.core.enums import StatusKey
from roedtraad.core.registries import CyclePoint, Evidence, GoalStatus, PlanEvidence, PlanFact, plan_facts
from roedtraad.core.thread import addresses
from roedtraad.language import sort_key
from roedtraad.plans.enums import GoalState, PlanState
from roedtraad.plans.models import Criterion, FocusArea, Goal, Initiative, Plan
from roedtraad.plans.rules import Finding, findings, lacks, many_goals
from roedtraad.plans.wording import words_of

from .standing import histories, statuses_now
from .units import Spread, spread_of

PER_PAGE = 50
# Goals that something must be done about.
ATTENTION = frozenset({StatusKey.RISK, StatusKey.OFF})


class Outline(NamedTuple):
    """What a list of hundreds of goals is counted, sorted and narrowed by; the goals of one page are then read whole."""

    pk: int
    state: str
    area: int | None
    owner: int | None
    owner_title: str | None
    level: str
    title: str
    description: str
    due: Any
    unit: int | None
    parent: int | None

    @property
    def is_active(self) -> bool:
        return self.state == GoalState.ACTIVE


@dataclass(frozen=True)
class PlanFilter:
    """What a reader has narrowed the list to; an address that can be shared."""

    status: str = ""
    owner: int | None = None
    level: str = ""
    text: str = ""
    ended: bool = False

    @property
    def is_on(self) -> bool:
        return bool(self.status or self.owner or self.level or self.text)

    def takes(self, goal: Outline, now: GoalStatus | None) -> bool:
        key = now.status if now else ""
        return (
            (
                not self.status
                or key == self.status
                or (self.status == "attention" and key in ATTENTION)
                or (self.status == "unreported" and not key)
            )
            and (not self.owner or goal.owner == self.owner)
            and (not self.level or goal.level == self.level)
            and (not self.text or self.text.casefold() in f"{goal.title} {goal.description}".casefold())
        )


@dataclass(frozen=True)
class PlanRow:
    goal: Goal
    url: str
    now: GoalStatus | None
    history: list[CyclePoint]
    missing: list[str]
    evidence: Sequence[Evidence] = ()
    spread: Spread | None = None

    @property
    def first(self) -> Evidence | None:
        """What the row shows: the most pressing of its figures."""
        return self.evidence[0] if self.evidence else None

    @property
    def more(self) -> int:
        return max(0, len(self.evidence) - 1)


@dataclass
class PlanGroup:
    """A focus area with its theme and its owner, and the goals of it on this page."""

    area: FocusArea | None
    theme: str
    criteria: list[Criterion] = field(default_factory=list)
    rows: list[PlanRow] = field(default_factory=list)
    initiatives: list[Initiative] = field(default_factory=list)
    evidence: Sequence[Evidence] = ()
    of_theme: Sequence[Evidence] = ()


@dataclass(frozen=True)
class PlanPage:
    """Everything the page of a plan shows. `counts`: goals by status key, "" those nobody has reported on."""

    plan: Plan
    groups: list[PlanGroup]
    page: Page[Any]
    total: int
    shown: int
    counts: Counter[str]
    incomplete: int
    owners: list[tuple[int, str]]
    findings: list[Finding]
    facts: list[PlanFact]
    empty_areas: list[PlanGroup]
    ended: list[Goal]
    span: tuple[Any, Any] | None
    has_due: bool
    evidence: PlanEvidence
    units: int = 0
    unit_goals: int = 0

    @property
    def attention(self) -> int:
        return sum(self.counts[key] for key in ATTENTION)

    @property
    def unreported(self) -> int:
        return self.counts[""]

    @property
    def columns(self) -> int:
        """How many columns the table has: goal, owner, status, level, and what there is to show besides."""
        return 4 + bool(self.span) + self.has_due + 2 * self.evidence.any


def evidence_of(plan: Plan, goals: Sequence[int], areas: Sequence[FocusArea], user: Any) -> PlanEvidence:
    """What figures say of goals, focus areas and their themes; nothing where nobody counts."""
    themes = [area.theme_id for area in areas if area.theme_id]
    for provider in registries.plan_evidence.of("plan"):
        return provider(plan, goals, themes, user)
    return PlanEvidence()


def plan_page(plan: Plan, chosen: PlanFilter, number: Any = 1, user: Any = None) -> PlanPage:
    """The goals of a plan by focus area, 50 a page, with how each stands and has stood, and what figures say of it."""
    outlines = _outlines(plan)
    every = [goal for goal in outlines if goal.unit is None]
    goals = [goal for goal in every if goal.is_active]
    of_units = [goal for goal in outlines if goal.unit is not None and goal.is_active]
    areas = list(FocusArea.objects.filter(plan=plan).select_related("owner"))
    place = {area.pk: number for number, area in enumerate(areas)}
    goals.sort(key=lambda goal: place.get(goal.area or 0, len(areas)))
    now = statuses_now([goal.pk for goal in (*goals, *of_units)])
    beside = _beside(of_units, now)
    taken = [goal for goal in goals if chosen.takes(goal, now.get(goal.pk))]
    page = Paginator(taken, PER_PAGE).get_page(number)
    past = histories([goal.pk for goal in page]) if now else {}
    themes = _themes(plan, areas)
    criteria, initiatives = _criteria_of(areas), _initiatives_of(areas)
    evidence = evidence_of(plan, [goal.pk for goal in page], areas, user)
    draft = plan.state == PlanState.DRAFT
    ended = [goal for goal in every if not goal.is_active]
    # Of a draft every goal is read: it is asked what each lacks.
    whole = _whole(goal.pk for goal in [*(goals if draft else page), *ended])
    written = [whole[goal.pk] for goal in goals] if draft else []
    url = addresses("plans:goal")
    rows = [
        PlanRow(
            whole[goal.pk],
            url(goal.pk),
            now.get(goal.pk),
            past.get(goal.pk, []),
            lacks(whole[goal.pk]) if draft else [],
            evidence.goals.get(goal.pk, ()),
            beside.get(goal.pk),
        )
        for goal in page
    ]
    by_area = {area.pk: _group(area, themes, criteria, initiatives, evidence) for area in areas}
    points = next(iter(past.values()), [])
    with_goals = {goal.area for goal in goals}
    return PlanPage(
        plan=plan,
        groups=_grouped(rows, by_area),
        page=page,
        total=len(goals),
        shown=len(taken),
        counts=Counter(now[goal.pk].status if goal.pk in now else "" for goal in goals),
        incomplete=sum(1 for goal in written if lacks(goal)),
        owners=sorted(
            {(goal.owner, goal.owner_title or "") for goal in goals if goal.owner},
            key=lambda owner: sort_key(owner[1]),
        ),
        findings=_findings(plan, goals, written, evidence),
        facts=[*(fact for provider in plan_facts.of("plan") for fact in provider(plan)), *evidence.facts],
        empty_areas=[group for pk, group in by_area.items() if pk not in with_goals],
        ended=[whole[goal.pk] for goal in ended],
        span=(points[0].due, points[-1].due) if points else None,
        has_due=any(goal.due for goal in taken),
        evidence=evidence,
        units=len({goal.unit for goal in of_units}),
        unit_goals=len(of_units),
    )


def _findings(
    plan: Plan, goals: Sequence[Outline], written: Sequence[Goal], evidence: PlanEvidence
) -> list[Finding]:
    """What a draft would be better for; of a plan that runs, whether it has come to have too many goals."""
    if plan.state == PlanState.DRAFT:
        return [*findings(plan, written, _with_criteria(plan)), *evidence.findings]
    return many_goals(len(goals)) if plan.state == PlanState.RUNNING else []


def _beside(of_units: Sequence[Outline], now: dict[int, GoalStatus]) -> dict[int, Spread]:
    """How the units' goals under each goal stand; of those straight under a focus area nothing is said here."""
    said: dict[int, list[str]] = {}
    for goal in of_units:
        if goal.parent:
            said.setdefault(goal.parent, []).append(now[goal.pk].status if goal.pk in now else "")
    return {parent: spread for parent, keys in said.items() if (spread := spread_of(keys))}


def _outlines(plan: Plan) -> list[Outline]:
    """Every goal of the plan, in their order."""
    rows = Goal.objects.filter(plan=plan).order_by("order", "pk")
    columns = (
        *("focus_area_id", "owner_id", "owner__title", "level", "title", "description", "due_earliest"),
        *("unit_id", "parent_id"),
    )
    return [Outline(*row) for row in rows.values_list("pk", "state", *columns)]


def _whole(keys: Iterable[int]) -> dict[int, Goal]:
    return {
        goal.pk: goal for goal in Goal.objects.filter(pk__in=among(keys)).select_related("owner").order_by()
    }


def _group(
    area: FocusArea,
    themes: dict[int, str],
    criteria: dict[int, list[Criterion]],
    initiatives: dict[int, list[Initiative]],
    evidence: PlanEvidence,
) -> PlanGroup:
    """A focus area with what stands about it, still without its goals."""
    return PlanGroup(
        area,
        themes[area.pk],
        criteria.get(area.pk, []),
        initiatives=initiatives.get(area.pk, []),
        evidence=evidence.areas.get(area.pk, ()),
        of_theme=evidence.themes.get(area.theme_id or 0, ()),
    )


def _grouped(rows: Iterable[PlanRow], areas: dict[int, PlanGroup]) -> list[PlanGroup]:
    groups: list[PlanGroup] = []
    for row in rows:
        key = row.goal.focus_area_id
        if not groups or (groups[-1].area.pk if groups[-1].area else None) != key:
            groups.append(areas[key] if key else PlanGroup(None, ""))
        groups[-1].rows.append(row)
    return groups


def _criteria_of(areas: Sequence[FocusArea]) -> dict[int, list[Criterion]]:
    """The criteria of focus areas, as an implementation plan has them in its table."""
    found: dict[int, list[Criterion]] = {}
    for criterion in Criterion.objects.filter(focus_area__in=areas):
        found.setdefault(criterion.focus_area_id or 0, []).append(criterion)
    return found


def _initiatives_of(areas: Sequence[FocusArea]) -> dict[int, list[Initiative]]:
    """What is done under focus areas without a goal for it."""
    found: dict[int, list[Initiative]] = {}
    for initiative in Initiative.objects.filter(focus_area__in=areas).select_related("owner"):
        found.setdefault(initiative.focus_area_id or 0, []).append(initiative)
    return found


def _themes(plan: Plan, areas: Sequence[FocusArea]) -> dict[int, str]:
    """The theme of each focus area in words: of the policy's text, or as it was written down."""
    passages = {area.theme_id for area in areas if area.theme_id}
    wording = words_of(plan.policy_id, passages) if passages else {}
    named = {}
    for area in areas:
        words = wording.get(area.theme_id or 0)
        named[area.pk] = words.line if words else area.theme_name
    return named


def _with_criteria(plan: Plan) -> set[int]:
    return set(Criterion.objects.filter(goal__plan=plan).values_list("goal_id", flat=True))
