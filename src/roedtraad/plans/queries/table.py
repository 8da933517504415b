"""The plan as a table: theme, focus area, goal, and how one can tell; and the matrix of its two perspectives."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from roedtraad.plans.enums import Perspective
from roedtraad.plans.models import Criterion, Crossing, FocusArea, Goal, Plan
from roedtraad.plans.wording import Words, words_of
from roedtraad.policies.enums import PassageKind


@dataclass(frozen=True)
class TableRow:
    """One row; `criterion` None where a focus area or goal says nothing yet of how one can tell."""

    theme: str
    area: str
    goal: str
    criterion: Criterion | None
    area_pk: int | None = None
    goal_pk: int | None = None


def table_rows(plan: Plan, only: int | None = None) -> list[TableRow]:
    """Every row in the plan's order, a focus area's own criteria before those of its goals. Four queries. `only`: of
    one focus area."""
    areas = [area for area in FocusArea.objects.filter(plan=plan) if only in (None, area.pk)]
    goals: dict[int, list[Goal]] = {}
    for goal in Goal.objects.active().of_the_plan().filter(plan=plan):
        goals.setdefault(goal.focus_area_id or 0, []).append(goal)
    of_area: dict[int, list[Criterion]] = {}
    of_goal: dict[int, list[Criterion]] = {}
    standing = Criterion.objects.filter(goal__plan=plan) | Criterion.objects.filter(focus_area__plan=plan)
    for each in standing:
        held = of_goal if each.goal_id else of_area
        held.setdefault(each.goal_id or each.focus_area_id or 0, []).append(each)
    words = words_of(plan.policy_id, [area.theme_id for area in areas if area.theme_id])
    rows = []
    for area in areas:
        known = words.get(area.theme_id or 0)
        theme = known.line if known else area.theme_name
        for criterion in of_area.get(area.pk, []):
            rows.append(TableRow(theme, area.title, "", criterion, area.pk))
        for goal in goals.get(area.pk, []):
            for one in of_goal.get(goal.pk) or [None]:  # type: ignore[list-item]
                rows.append(TableRow(theme, area.title, goal.title, one, area.pk, goal.pk))
        if not of_area.get(area.pk) and not goals.get(area.pk):
            rows.append(TableRow(theme, area.title, "", None, area.pk))
    if only is None:
        for goal in goals.get(0, []):
            for one in of_goal.get(goal.pk) or [None]:  # type: ignore[list-item]
                rows.append(TableRow("", "", goal.title, one, None, goal.pk))
    return rows


@dataclass(frozen=True)
class Matrix:
    """Citizen-facing focus areas down, organisation-facing across. `cells`: words by (citizen, organisation).

    `over`: by focus area, the vision or theme that it stands under, whole where it is a vision.
    """

    citizen: list[FocusArea]
    organisation: list[FocusArea]
    unstated: list[FocusArea]
    cells: dict[tuple[int, int], str]
    goals: Counter[int]
    over: dict[int, str] = field(default_factory=dict)

    @property
    def heads(self) -> list[tuple[FocusArea, str]]:
        """(organisation-facing area, what it stands under)."""
        return [(area, self.over.get(area.pk, "")) for area in self.organisation]

    @property
    def rows(self) -> list[tuple[FocusArea, str, int, list[tuple[FocusArea, str]]]]:
        """(citizen-facing area, what it stands under, its goals, [(organisation-facing area, words)])."""
        return [
            (
                down,
                self.over.get(down.pk, ""),
                self.goals[down.pk],
                [(across, self.cells.get((down.pk, across.pk), "")) for across in self.organisation],
            )
            for down in self.citizen
        ]

    @property
    def filled(self) -> int:
        return len(self.cells)

    @property
    def total(self) -> int:
        return len(self.citizen) * len(self.organisation)


def matrix_of(plan: Plan) -> Matrix:
    """Four queries."""
    areas = list(FocusArea.objects.filter(plan=plan))
    cells = {
        (each.citizen_id, each.organisation_id): each.text
        for each in Crossing.objects.filter(citizen__plan=plan)
    }
    goals = Counter(
        Goal.objects.active().of_the_plan().filter(plan=plan).values_list("focus_area_id", flat=True)
    )
    words = words_of(plan.policy_id, [area.theme_id for area in areas if area.theme_id])
    over = {area.pk: area.theme_name for area in areas if area.theme_name}
    over |= {area.pk: _in_full(words[area.theme_id]) for area in areas if area.theme_id in words}
    return Matrix(
        [area for area in areas if area.perspective == Perspective.CITIZEN],
        [area for area in areas if area.perspective == Perspective.ORGANISATION],
        [area for area in areas if not area.perspective],
        cells,
        goals,
        over,
    )


def _in_full(words: Words) -> str:
    """A vision is read whole where it heads a row; a theme by its name."""
    return words.heading or words.raw or words.text if words.kind == PassageKind.VISION else words.line
