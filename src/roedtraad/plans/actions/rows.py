"""The verbs of criteria: what stands in rows under a goal or a focus area."""

from __future__ import annotations

from enum import Enum

from django.utils.translation import gettext as _

from roedtraad.core.actions import action
from roedtraad.core.reasons import Reason
from roedtraad.language.dates import FuzzyDate
from roedtraad.plans.enums import CriterionKind
from roedtraad.plans.models import Criterion, FocusArea, Goal, Plan
from roedtraad.plans.permissions import may_write_plan
from roedtraad.plans.rules import why_not_write

from .common import Actor, next_order, refuse


class Kept(Enum):
    """A date that is left as it stands."""

    KEEP = "keep"


KEEP = Kept.KEEP


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
def edit_criterion(
    criterion: Criterion,
    *,
    by: Actor,
    text: str,
    kind: str,
    due: FuzzyDate | Kept | None = KEEP,
    under: Goal | FocusArea | None = None,
) -> Criterion:
    """Its words and kind; its date, unless that is to stay; moved to `under` where one is given."""
    refuse([*why_not_write(_plan_of(criterion)), *_why_not_empty(text)])
    criterion.text, criterion.kind = text.strip(), CriterionKind(kind)
    if not isinstance(due, Kept):
        criterion.due = due
    if under is not None:
        criterion.goal = under if isinstance(under, Goal) else None
        criterion.focus_area = under if isinstance(under, FocusArea) else None
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
