"""The verbs of initiatives: what is done, its milestones, and what it costs."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from roedtraad.core.actions import action
from roedtraad.core.reasons import Reason, Refused
from roedtraad.core.states import move
from roedtraad.language.dates import FuzzyDate
from roedtraad.organisation.models import Position
from roedtraad.plans.enums import INITIATIVE_TRANSITIONS, InitiativeState
from roedtraad.plans.models import FocusArea, Goal, Initiative, Milestone
from roedtraad.plans.permissions import may_write_plan
from roedtraad.plans.rules import why_not_write

from .common import Actor, refuse, why_not_period


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
    """As a row of its goal's form has it; what it costs stays as it is."""
    refuse([*why_not_write(initiative.plan), *why_not_period(starts, ends)])
    initiative.title, initiative.owner, initiative.starts, initiative.ends = (
        title.strip(),
        owner,
        starts,
        ends,
    )
    initiative.save()
    return initiative


@dataclass(frozen=True)
class MilestoneRow:
    """One row of an initiative's form. `pk` None: a new one; empty `title`: it goes."""

    title: str
    due: FuzzyDate | None = None
    reached_on: datetime.date | None = None
    pk: int | None = None


@action("plans.detail_initiative", permission=may_write_plan)
def detail_initiative(
    initiative: Initiative,
    *,
    by: Actor,
    title: str,
    description: str = "",
    owner: Position | None = None,
    starts: datetime.date | None = None,
    ends: datetime.date | None = None,
    amount: Decimal | None = None,
    budget_line: str = "",
    budget_year: int | None = None,
    milestones: Sequence[MilestoneRow] | None = None,
) -> Initiative:
    """All of an initiative at once, as its own form shows it. `amount` in kroner; milestones not given stay."""
    refuse(
        [*why_not_write(initiative.plan), *why_not_period(starts, ends), *_why_not_money(amount, budget_year)]
    )
    if not title.strip():
        raise Refused(Reason("title-missing", _("The initiative has no name."), _("Write what is done.")))
    initiative.title, initiative.description, initiative.owner = title.strip(), description.strip(), owner
    initiative.starts, initiative.ends = starts, ends
    initiative.amount, initiative.budget_line = amount, budget_line.strip()
    initiative.budget_year = budget_year
    initiative.save()
    _write_milestones(initiative, milestones or ())
    return initiative


def _why_not_money(amount: Decimal | None, year: int | None) -> list[Reason]:
    """An amount belongs to a budget year: without one nobody can find it in the budget."""
    if amount is not None and year is None:
        return [
            Reason(
                "no-budget-year",
                _("The amount has no budget year."),
                _("Write in which year's budget it stands."),
            )
        ]
    return []


def _write_milestones(initiative: Initiative, rows: Sequence[MilestoneRow]) -> None:
    standing = {each.pk: each for each in initiative.milestones.all()}
    for row in rows:
        thing = standing.get(row.pk) if row.pk else None
        if not row.title.strip():
            if thing is not None:
                thing.delete()
            continue
        thing = thing or Milestone(initiative=initiative)
        thing.title, thing.reached_on = row.title.strip(), row.reached_on
        thing.due = row.due
        thing.save()


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
