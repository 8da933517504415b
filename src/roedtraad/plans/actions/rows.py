"""The verbs of criteria and initiatives: what stands in rows under a goal or a focus area."""

from __future__ import annotations

import datetime

from django.utils.translation import gettext as _

from roedtraad.core.actions import action
from roedtraad.core.reasons import Reason, Refused
from roedtraad.core.states import move
from roedtraad.language.dates import FuzzyDate
from roedtraad.organisation.models import Position
from roedtraad.plans.enums import INITIATIVE_TRANSITIONS, CriterionKind, InitiativeState
from roedtraad.plans.models import Criterion, FocusArea, Goal, Initiative, Plan
from roedtraad.plans.permissions import may_write_plan
from roedtraad.plans.rules import why_not_write

from .common import Actor, next_order, refuse, why_not_period


@action("plans.add_criterion", permission=may_write_plan)
def add_criterion(
    thing: Goal | FocusArea,
    *,
    by: Actor,
    text: str,
    kind: str = CriterionKind.SUCCESS,
    due: FuzzyDate | None = None,
) -> Criterion:
    """A criterion of a goal or of a focus area."""
    refuse([*why_not_write(thing.plan), *_why_not_empty(text)])
    criterion = Criterion(
        goal=thing if isinstance(thing, Goal) else None,
        focus_area=thing if isinstance(thing, FocusArea) else None,
        kind=CriterionKind(kind),
        text=text.strip(),
        order=next_order(thing.criteria.all()),
    )
    criterion.due = due
    criterion.save()
    return criterion


@action("plans.edit_criterion", permission=may_write_plan)
def edit_criterion(criterion: Criterion, *, by: Actor, text: str, kind: str) -> Criterion:
    refuse([*why_not_write(_plan_of(criterion)), *_why_not_empty(text)])
    criterion.text, criterion.kind = text.strip(), CriterionKind(kind)
    criterion.save()
    return criterion


@action("plans.remove_criterion", permission=may_write_plan)
def remove_criterion(criterion: Criterion, *, by: Actor) -> None:
    refuse(why_not_write(_plan_of(criterion)))
    criterion.delete()


def _plan_of(criterion: Criterion) -> Plan:
    thing = criterion.goal or criterion.focus_area
    assert thing is not None  # one of the two, by constraint
    return thing.plan


def _why_not_empty(text: str) -> list[Reason]:
    if text.strip():
        return []
    return [
        Reason("empty", _("The criterion has no words."), _("Write how one can tell, or leave the line out."))
    ]


@action("plans.add_initiative", permission=may_write_plan)
def add_initiative(
    thing: Goal | FocusArea,
    *,
    by: Actor,
    title: str,
    owner: Position | None = None,
    starts: datetime.date | None = None,
    ends: datetime.date | None = None,
    description: str = "",
) -> Initiative:
    """What is done under a goal, or under a focus area that has no goal for it yet."""
    refuse([*why_not_write(thing.plan), *why_not_period(starts, ends)])
    return Initiative.objects.create(
        goal=thing if isinstance(thing, Goal) else None,
        focus_area=thing if isinstance(thing, FocusArea) else None,
        title=title.strip(),
        description=description.strip(),
        owner=owner,
        starts=starts,
        ends=ends,
    )


@action("plans.edit_initiative", permission=may_write_plan)
def edit_initiative(
    initiative: Initiative,
    *,
    by: Actor,
    title: str,
    owner: Position | None = None,
    starts: datetime.date | None = None,
    ends: datetime.date | None = None,
) -> Initiative:
    refuse([*why_not_write(initiative.plan), *why_not_period(starts, ends)])
    initiative.title, initiative.owner, initiative.starts, initiative.ends = (
        title.strip(),
        owner,
        starts,
        ends,
    )
    initiative.save()
    return initiative


@action("plans.remove_initiative", permission=may_write_plan)
def remove_initiative(initiative: Initiative, *, by: Actor) -> None:
    refuse(why_not_write(initiative.plan))
    if initiative.state != InitiativeState.PLANNED:
        raise Refused(
            Reason(
                "initiative-begun",
                _("“%(title)s” has begun, and what was done is not wiped out.") % {"title": initiative.title},
                _("Stop it instead."),
            )
        )
    initiative.delete()


@action("plans.move_initiative", permission=may_write_plan)
def move_initiative(initiative: Initiative, *, by: Actor, to: str) -> Initiative:
    """Planned, under way, done, stopped."""
    move(initiative, InitiativeState(to), INITIATIVE_TRANSITIONS)
    initiative.save()
    return initiative
