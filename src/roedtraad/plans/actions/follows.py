"""The verbs of what follows from a plan: yearly political targets, governing documents, the matrix."""

from __future__ import annotations

import datetime

from django.utils.translation import gettext as _

from roedtraad.core.actions import action
from roedtraad.core.reasons import Reason, Refused
from roedtraad.language.dates import FuzzyDate
from roedtraad.matters.models import Decision
from roedtraad.organisation.models import Position
from roedtraad.plans.enums import Perspective
from roedtraad.plans.models import Crossing, FocusArea, Goal, GoverningDocument, Plan, YearlyTarget
from roedtraad.plans.permissions import may_write_plan
from roedtraad.plans.rules import why_not_write

from .common import Actor, next_order, refuse

# A budget year that is no slip of the finger.
YEARS = range(2000, 2100)


def _why_not_target(plan: Plan, year: int, text: str, goal: Goal | None) -> list[Reason]:
    reasons = why_not_write(plan)
    if year not in YEARS:
        reasons.append(
            Reason("year", _("%(year)s is no budget year.") % {"year": year}, _("Write it as 2027."))
        )
    if not text.strip():
        reasons.append(
            Reason("empty", _("The target has no words."), _("Write what the council wants in that year."))
        )
    if goal is not None and goal.plan_id != plan.pk:
        reasons.append(
            Reason("other-plan", _("The goal belongs to another plan."), _("Choose a goal of this plan."))
        )
    return reasons


@action("plans.set_yearly_target", permission=may_write_plan)
def set_yearly_target(
    plan: Plan,
    *,
    by: Actor,
    year: int,
    text: str,
    goal: Goal | None = None,
    decision: Decision | None = None,
) -> YearlyTarget:
    """A political target for one budget year; `decision`: where it comes from, if a body has decided it."""
    refuse(_why_not_target(plan, year, text, goal))
    return YearlyTarget.objects.create(
        plan=plan,
        year=year,
        text=text.strip(),
        goal=goal,
        decision=decision,
        order=next_order(YearlyTarget.objects.filter(plan=plan, year=year)),
    )


@action("plans.edit_yearly_target", permission=may_write_plan)
def edit_yearly_target(
    target: YearlyTarget,
    *,
    by: Actor,
    year: int,
    text: str,
    goal: Goal | None = None,
    decision: Decision | None = None,
) -> YearlyTarget:
    refuse(_why_not_target(target.plan, year, text, goal))
    target.year, target.text, target.goal, target.decision = year, text.strip(), goal, decision
    target.save()
    return target


@action("plans.order_document", permission=may_write_plan)
def order_document(
    plan: Plan, *, by: Actor, title: str, owner: Position | None = None, due: FuzzyDate | None = None
) -> GoverningDocument:
    """A governing document that is to be made because of the policy: what, by whom, by when."""
    refuse(why_not_write(plan))
    _refuse_nameless(title)
    made = GoverningDocument(plan=plan, title=title.strip(), owner=owner)
    made.due = due
    made.save()
    return made


@action("plans.edit_document", permission=may_write_plan)
def edit_document(
    document: GoverningDocument,
    *,
    by: Actor,
    title: str,
    owner: Position | None = None,
    due: FuzzyDate | None = None,
    made_on: datetime.date | None = None,
    where: str = "",
) -> GoverningDocument:
    """All of it at once; `made_on`: the day it was made, `where`: its address or its number in the case system."""
    _refuse_nameless(title)
    document.title, document.owner, document.due = title.strip(), owner, due
    document.made_on, document.where = made_on, where.strip()
    document.save()
    return document


def _refuse_nameless(title: str) -> None:
    if not title.strip():
        raise Refused(Reason("title-missing", _("The document has no name."), _("Write what is to be made.")))


@action("plans.cross", permission=may_write_plan)
def cross(citizen: FocusArea, *, by: Actor, organisation: FocusArea, text: str) -> Crossing | None:
    """What an organisation-facing focus area does for a citizen-facing one; without words the cell is emptied."""
    refuse([*why_not_write(citizen.plan), *_why_not_cross(citizen, organisation)])
    standing = Crossing.objects.filter(citizen=citizen, organisation=organisation).first()
    if not text.strip():
        if standing is not None:
            standing.delete()
        return None
    made = standing or Crossing(citizen=citizen, organisation=organisation)
    made.text = text.strip()
    made.save()
    return made


def _why_not_cross(citizen: FocusArea, organisation: FocusArea) -> list[Reason]:
    """The matrix sets what faces citizens across from what faces the organisation, in one plan."""
    if citizen.plan_id != organisation.plan_id:
        return [Reason("other-plan", _("The two focus areas belong to different plans."))]
    if (citizen.perspective, organisation.perspective) != (Perspective.CITIZEN, Perspective.ORGANISATION):
        return [
            Reason(
                "perspective",
                _("A cell crosses a citizen-facing focus area with an organisation-facing one."),
                _("Say on the focus areas which perspective they have."),
            )
        ]
    return []
