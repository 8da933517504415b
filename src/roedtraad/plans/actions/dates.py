"""The verbs of the dates that a plan keeps."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from roedtraad.core.actions import action
from roedtraad.core.reasons import Reason
from roedtraad.language.dates import FuzzyDate
from roedtraad.organisation.models import Body
from roedtraad.plans.enums import DateKind
from roedtraad.plans.models import Plan, PlanDate
from roedtraad.plans.permissions import may_write_plan
from roedtraad.plans.rules import why_not_write

from .common import Actor, next_order, refuse


def _why_not_empty(words: str) -> list[Reason]:
    if words.strip():
        return []
    return [Reason("empty", _("The date has no words."), _("Write what happens then."))]


@action("plans.add_date", permission=may_write_plan)
def add_date(
    plan: Plan,
    *,
    by: Actor,
    words: str,
    kind: str = DateKind.MILESTONE,
    when: FuzzyDate | None = None,
    body: Body | None = None,
    body_name: str = "",
) -> PlanDate:
    """A date of the plan. `when` None: it is not said yet; `body_name`: who it comes before, where it is no body kept here."""
    refuse([*why_not_write(plan), *_why_not_empty(words)])
    made = PlanDate(plan=plan, order=next_order(PlanDate.objects.filter(plan=plan)))
    return _say(made, words, kind, when, body, body_name)


@action("plans.edit_date", permission=may_write_plan)
def edit_date(
    date: PlanDate,
    *,
    by: Actor,
    words: str,
    kind: str,
    when: FuzzyDate | None = None,
    body: Body | None = None,
    body_name: str = "",
) -> PlanDate:
    """All of it at once, as its form shows it."""
    refuse([*why_not_write(date.plan), *_why_not_empty(words)])
    return _say(date, words, kind, when, body, body_name)


def _say(date: PlanDate, words: str, kind: str, when: FuzzyDate | None, body: Any, name: str) -> PlanDate:
    date.words, date.kind, date.when = words.strip(), DateKind(kind), when
    date.body, date.body_name = body, "" if body else name.strip()[:200]
    date.save()
    return date


@action("plans.remove_date", permission=may_write_plan)
def remove_date(date: PlanDate, *, by: Actor) -> None:
    refuse(why_not_write(date.plan))
    date.delete()
