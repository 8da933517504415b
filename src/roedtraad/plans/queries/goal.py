"""What the page of a goal shows, and the thread line above it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from roedtraad.core import registries
from roedtraad.core.registries import CyclePoint, GoalEvidence, GoalStatus
from roedtraad.plans.models import Criterion, Goal, Initiative, Milestone, Remark
from roedtraad.plans.rules import lacks
from roedtraad.plans.wording import Wording, wording_of
from roedtraad.policies.enums import PassageKind

from .standing import histories
from .units import Spread, UnitGoalLine, spread_of, units_goals_under


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
    units, stands = units_goals_under(goal)
    history = histories([goal.pk]).get(goal.pk, [])
    latest = next((point for point in reversed(history) if point.status), None)
    now = GoalStatus(latest.status, latest.cycle, needed=latest.needed) if latest else None
    return GoalPage(
        goal=goal,
        line=thread_line(goal, wording),
        sentence=(words.text or words.heading) if words else "",
        # A unit says how one can tell, and what is done, on the common template, and in no rows beside it.
        criteria=[] if goal.unit_id else list(goal.criteria.all()),
        initiatives=[] if goal.unit_id else _initiatives_of(goal),
        now=now or stands,
        history=history,
        missing=lacks(goal),
        evidence=next((provider(goal, user) for provider in registries.goal_evidence.of("goal")), None),
        units=units,
        spread=spread_of(line.now.status if line.now else "" for line in units),
        remarks=list(goal.remarks.select_related("position")) if goal.unit_id else [],
    )


def _initiatives_of(goal: Goal) -> list[Initiative]:
    """What is done under the goal, each with its milestones. Two queries, whether or not there is anything."""
    milestones: dict[int, list[Milestone]] = {}
    for each in Milestone.objects.filter(initiative__goal=goal):
        milestones.setdefault(each.initiative_id, []).append(each)
    found = list(goal.initiatives.select_related("owner"))
    for initiative in found:
        initiative.on_the_way = milestones.get(initiative.pk, [])
    return found


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
                "label": _("Theme"),
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
