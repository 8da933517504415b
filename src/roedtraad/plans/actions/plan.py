"""The verbs of the plan and its focus areas."""

from __future__ import annotations

import datetime

from django.utils.translation import gettext as _

from roedtraad.core import registries
from roedtraad.core.actions import action
from roedtraad.core.reasons import Reason, Refused
from roedtraad.core.states import move
from roedtraad.language.dates import FuzzyDate
from roedtraad.organisation.models import Position
from roedtraad.plans.enums import PLAN_TRANSITIONS, Perspective, PlanState
from roedtraad.plans.models import FocusArea, Goal, Plan
from roedtraad.plans.permissions import may_write_plan
from roedtraad.plans.rules import why_not_stand, why_not_start, why_not_write
from roedtraad.policies.models import Passage, Policy

from .common import Actor, next_order, refuse, why_not_period


@action("plans.create_plan", permission=may_write_plan)
def create_plan(
    policy: Policy,
    *,
    by: Actor,
    title: str,
    starts: datetime.date | None = None,
    ends: datetime.date | None = None,
    deadline: FuzzyDate | None = None,
) -> Plan:
    """A plan of a policy for a period, still being written."""
    refuse(why_not_period(starts, ends))
    plan = Plan(policy=policy, title=title.strip(), starts=starts, ends=ends)
    plan.deadline = deadline
    plan.save()
    return plan


@action("plans.edit_plan", permission=may_write_plan)
def edit_plan(
    plan: Plan,
    *,
    by: Actor,
    title: str,
    starts: datetime.date | None = None,
    ends: datetime.date | None = None,
) -> Plan:
    refuse([*why_not_write(plan), *why_not_period(starts, ends)])
    plan.title, plan.starts, plan.ends = title.strip(), starts, ends
    plan.save()
    return plan


@action("plans.start_plan", permission=may_write_plan)
def start_plan(plan: Plan, *, by: Actor) -> Plan:
    """When a plan starts, each goal says what it hangs on, who owns it, and which level it serves or that none applies."""
    refuse(why_not_start(plan, by))
    move(plan, PlanState.RUNNING, PLAN_TRANSITIONS)
    plan.save()
    return plan


@action("plans.close_plan", permission=may_write_plan)
def close_plan(plan: Plan, *, by: Actor, reason: str) -> Plan:
    """A plan ends with words about how; its goals stay as they stood."""
    if not reason.strip():
        raise Refused(
            Reason("reason-missing", _("A plan is not closed without a word."), _("Write why it is closed."))
        )
    move(plan, PlanState.CLOSED, PLAN_TRANSITIONS)
    plan.end_reason = reason.strip()
    plan.save()
    for call_off in registries.plan_closed.of("plan"):
        call_off(plan, by)
    return plan


@action("plans.add_focus_area", permission=may_write_plan)
def add_focus_area(
    plan: Plan,
    *,
    by: Actor,
    title: str,
    theme: Passage | None = None,
    theme_name: str = "",
    owner: Position | None = None,
    deputy: Position | None = None,
    perspective: str = "",
) -> FocusArea:
    """A focus area under a theme: a passage of the policy, or a name where the policy has none."""
    refuse([*why_not_write(plan), *_why_not_theme(plan, theme)])
    return FocusArea.objects.create(
        plan=plan,
        title=title.strip(),
        theme=theme,
        theme_name="" if theme else theme_name.strip(),
        owner=owner,
        deputy=deputy,
        perspective=Perspective(perspective) if perspective else "",
        order=next_order(FocusArea.objects.filter(plan=plan)),
    )


@action("plans.edit_focus_area", permission=may_write_plan)
def edit_focus_area(
    area: FocusArea,
    *,
    by: Actor,
    title: str,
    theme: Passage | None = None,
    theme_name: str = "",
    owner: Position | None = None,
    deputy: Position | None = None,
    perspective: str = "",
) -> FocusArea:
    refuse([*why_not_write(area.plan), *_why_not_theme(area.plan, theme)])
    area.title, area.theme, area.theme_name = title.strip(), theme, "" if theme else theme_name.strip()
    area.owner, area.deputy, area.perspective = owner, deputy, perspective
    area.save()
    return area


@action("plans.remove_focus_area", permission=may_write_plan)
def remove_focus_area(area: FocusArea, *, by: Actor) -> None:
    """Only an empty focus area goes; its goals would hang loose."""
    count = Goal.objects.filter(focus_area=area).count()
    if count:
        raise Refused(
            Reason(
                "focus-area-has-goals",
                _("“%(area)s” has goals.") % {"area": area.title},
                _("Move them to another focus area first."),
            )
        )
    area.delete()


def _why_not_theme(plan: Plan, theme: Passage | None) -> list[Reason]:
    if theme is not None and theme.policy_id != plan.policy_id:
        return [
            Reason(
                "other-policy",
                _("The theme belongs to another policy than the plan."),
                _("Choose a theme of this policy."),
            )
        ]
    return []


@action("plans.stand_under", permission=may_write_plan)
def stand_under(area: FocusArea, *, by: Actor, theme: Passage) -> FocusArea:
    """Put a focus area under a theme of the plan's policy that has got its text."""
    refuse([*why_not_write(area.plan), *_why_not_theme(area.plan, theme)])
    area.theme, area.theme_name = theme, ""
    area.save()
    return area


@action("plans.assign_owner", permission=may_write_plan)
def assign_owner(
    thing: Goal | FocusArea, *, by: Actor, owner: Position | None, deputy: Position | None = None
) -> Goal | FocusArea:
    """The position that answers for a goal or a focus area, and its deputy."""
    refuse(why_not_write(thing.plan))
    thing.owner, thing.deputy = owner, deputy
    if isinstance(thing, Goal) and thing.plan.state == PlanState.RUNNING:
        refuse(why_not_stand(thing))
    thing.save()
    return thing
