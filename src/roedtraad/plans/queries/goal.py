"""What the page of a goal shows, and the thread line above it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from roedtraad.core import registries
from roedtraad.core.registries import CyclePoint, GoalEvidence, GoalStatus
from roedtraad.language import sort_key
from roedtraad.plans.enums import GoalState
from roedtraad.plans.models import Criterion, Goal, Initiative, Milestone, Remark
from roedtraad.plans.rules import lacks
from roedtraad.plans.wording import Wording, wording_of
from roedtraad.policies.enums import PassageKind

from .standing import histories, statuses_now
from .units import Spread, UnitGoalLine, spread_of


@dataclass(frozen=True)
class GoalPage:
    """Everything the page of a goal shows."""

    goal: Goal
    line: list[dict[str, Any]]
    sentence: str
    criteria: list[Criterion]
    initiatives: list[Any]
    now: GoalStatus | None
    history: list[CyclePoint]
    missing: list[str]
    evidence: GoalEvidence | None
    units: list[UnitGoalLine] = field(default_factory=list)
    spread: Spread | None = None
    remarks: list[Remark] = field(default_factory=list)


def goal_page(goal: Goal, user: Any = None) -> GoalPage:
    wording = wording_of(goal.plan.policy_id)
    above = goal.parent or goal
    words = wording[above.passage_id]
    criteria, under = _criteria_and_units_of(goal)
    past = histories([goal.pk, *(each.pk for each in under)])
    history = past.get(goal.pk, [])
    units = [UnitGoalLine(each, _latest(past.get(each.pk, []))) for each in under]
    now = _latest(history)
    return GoalPage(
        goal=goal,
        line=thread_line(goal, wording),
        sentence=(words.text or words.heading) if words else "",
        # A unit says how one can tell, and what is done, on the common template, and in no rows beside it.
        criteria=criteria,
        initiatives=[] if goal.unit_id else _initiatives_of(goal),
        now=now or statuses_now([goal.pk]).get(goal.pk),
        history=history,
        missing=lacks(goal),
        evidence=next((provider(goal, user) for provider in registries.goal_evidence.of("goal")), None),
        units=units,
        spread=spread_of(line.now.status if line.now else "" for line in units),
        remarks=list(goal.remarks.select_related("position")) if goal.unit_id else [],
    )


def _latest(points: list[CyclePoint]) -> GoalStatus | None:
    """The latest signed word in some cycles, oldest first."""
    said = next((point for point in reversed(points) if point.status), None)
    return GoalStatus(said.status, said.cycle, needed=said.needed) if said else None


DUE = [f"due_{part}" for part in ("earliest", "latest", "precision", "words", "vague")]


def _joined(rows: Any, name: str, columns: list[str]) -> Any:
    """Rows repeated for each that hangs on them, with its columns beside them under its name."""
    return rows.annotate(
        **{f"{name}__{column}".replace("__", "_of_"): F(f"{name}__{column}") for column in columns}
    )


def _criteria_and_units_of(goal: Goal) -> tuple[list[Criterion], list[Goal]]:
    """How one can tell, and the units' goals under it by the Danish alphabet of the units. One query."""
    columns = ["id", "kind", "text", "order", *DUE]
    rows = Goal.objects.filter(Q(pk=goal.pk) | Q(parent=goal, state=GoalState.ACTIVE))
    criteria, units = [], {}
    for row in _joined(rows.select_related("unit").order_by(), "criteria", columns):
        if row.pk != goal.pk:
            units[row.pk] = row
        elif row.criteria_of_id:
            criteria.append(_made(Criterion, row, "criteria", columns))
    criteria.sort(key=lambda each: (each.order, each.pk))
    return criteria, sorted(units.values(), key=lambda each: sort_key(each.unit.name if each.unit else ""))


def _initiatives_of(goal: Goal) -> list[Initiative]:
    """What is done under the goal, each with its milestones. One query."""
    columns = ["id", "title", "reached_on", *DUE]
    found: dict[int, Initiative] = {}
    rows = Initiative.objects.filter(goal=goal).select_related("owner")
    for row in _joined(
        rows.order_by("starts", "pk", "milestones__due_earliest", "milestones__pk"), "milestones", columns
    ):
        initiative = found.setdefault(row.pk, row)
        if initiative is row:
            initiative.on_the_way = []
        if row.milestones_of_id:
            initiative.on_the_way.append(_made(Milestone, row, "milestones", columns))
    return list(found.values())


def _made(model: Any, row: Any, name: str, columns: list[str]) -> Any:
    return model(**{column: getattr(row, f"{name}_of_{column}") for column in columns})


def thread_line(goal: Goal, wording: Wording, here_is_link: bool = False) -> list[dict[str, Any]]:
    """policy › theme › sentence › focus area › goal, as the thread line shows it; what is missing is said."""
    policy = goal.plan.policy
    text = reverse("policies:edition", args=[wording.edition]) if wording.edition else ""
    line: list[dict[str, Any]] = [{"label": _("Policy"), "title": policy.title, "url": text}]
    area = goal.focus_area
    hanging = goal.parent or goal  # what a unit's goal hangs on, the goal above it says
    theme = wording.theme_of(hanging.passage_id) or (wording[area.theme_id] if area else None)
    theme_name = theme.line if theme else (area.theme_name if area else "")
    if theme_name:
        line.append(
            {
                "label": _kind_label(theme.kind) if theme else _("Theme"),
                "title": theme_name,
                "url": f"{text}#p{theme.passage}" if theme and text else "",
            }
        )
    words = wording[hanging.passage_id]
    if words and (theme is None or theme.passage != words.passage):
        label = f"{_kind_label(words.kind)} {words.number}".strip()
        line.append({"label": label, "title": words.short, "url": f"{text}#p{words.passage}"})
    elif hanging.decision_id and hanging.decision:
        line.append(
            {
                "label": _("Decision"),
                "title": hanging.decision.matter.title,
                "url": reverse("matters:matter", args=[hanging.decision.matter_id]),
            }
        )
    elif not goal.hangs_on_something:
        line.append(
            {
                "label": _("Sentence"),
                "title": _("The goal hangs on nothing yet"),
                "missing": True,
                "url": reverse("plans:edit_goal", args=[goal.pk]),
            }
        )
    if area:
        line.append(
            {
                "label": _("Focus area"),
                "title": area.title,
                "url": reverse("plans:plan", args=[goal.plan_id]) + f"#a{area.pk}",
            }
        )
    if goal.parent:
        line.append(
            {
                "label": _("Goal"),
                "title": goal.parent.title,
                "url": reverse("plans:goal", args=[goal.parent_id]),
            }
        )
    line.append(
        {
            "label": _("Goal of %(unit)s") % {"unit": goal.unit} if goal.unit else _("Goal"),
            "title": goal.title,
            "here": not here_is_link,
            "url": reverse("plans:goal", args=[goal.pk]),
        }
    )
    return line


def _kind_label(kind: str) -> str:
    label = str(PassageKind(kind).label)
    return label[:1].upper() + label[1:]
