"""The verbs of the process plan: steps are added, changed, moved, done, and taken out."""

from __future__ import annotations

import datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from roedtraad.core.actions import action
from roedtraad.core.reasons import Reason, Refused
from roedtraad.language.dates import FuzzyDate
from roedtraad.organisation.models import Body, Position

from . import rules
from .amendments import Actor, amend, next_order, refuse
from .enums import StepKind, TermsState
from .models import Step, TermsOfReference
from .permissions import may_write


@action("commission.add_step", permission=may_write)
def add_step(
    terms: TermsOfReference,
    *,
    by: Actor,
    text: str,
    when: FuzzyDate | None = None,
    until: FuzzyDate | None = None,
    kind: str = StepKind.MILESTONE,
    body: Body | None = None,
    body_name: str = "",
    owner: Position | None = None,
    after: Step | None = None,
    amendment: str = "",
) -> Step:
    """One more step, at the end or after another. `until`: where it is a stretch, its end."""
    step = Step(terms=terms, order=next_order(Step.objects.filter(terms=terms)))
    _fill(step, text, when, until, kind, body, body_name, owner)
    amend(terms, by, amendment, _("A new step"), "", _line(step))
    step.save()
    if after is not None:
        _place_after(step, after)
    return step


@action("commission.edit_step", permission=may_write)
def edit_step(
    step: Step,
    *,
    by: Actor,
    text: str,
    when: FuzzyDate | None = None,
    until: FuzzyDate | None = None,
    kind: str = StepKind.MILESTONE,
    body: Body | None = None,
    body_name: str = "",
    owner: Position | None = None,
    amendment: str = "",
) -> Step:
    before, what = _line(step), str(step)
    _fill(step, text, when, until, kind, body, body_name, owner)
    amend(step.terms, by, amendment, what, before, _line(step))
    step.save()
    return step


def _fill(step: Step, text: str, when: Any, until: Any, kind: str, body: Any, name: str, owner: Any) -> None:
    refuse(rules.no_words(text, _("The step has no words."), _("Write what is to happen.")))
    step.text, step.kind, step.owner = text.strip(), StepKind(kind), owner
    step.when = rules.stretch(when, until)
    step.body, step.body_name = body, "" if body else name.strip()[:200]


def _line(step: Step) -> str:
    """A step as one line of an amendment."""
    who = step.body or step.body_name or step.owner
    return ", ".join(str(each) for each in (step.when.danish() if step.when else "", step.text, who) if each)


@action("commission.move_step", permission=may_write)
def move_step(step: Step, *, by: Actor, after: Step | None = None, amendment: str = "") -> Step:
    """Give the step another place among those of the same date, or of none: after another step, or first."""
    if after is not None and after.terms_id != step.terms_id:
        raise Refused(
            Reason(
                "other-terms",
                _("The two steps belong to different terms of reference."),
                _("Choose a step of the same plan."),
            )
        )
    amend(step.terms, by, amendment, str(step), "", _("Moved in the plan"))
    _place_after(step, after)
    return step


def _place_after(step: Step, after: Step | None) -> None:
    rows = [row for row in Step.objects.filter(terms=step.terms_id) if row.pk != step.pk]
    place = next((n for n, row in enumerate(rows, start=1) if after and row.pk == after.pk), 0)
    rows.insert(place, step)
    for order, row in enumerate(rows, start=1):
        if row.order != order:
            row.order = order
            row.save(update_fields=["order"])


@action("commission.finish_step", permission=may_write)
def finish_step(step: Step, *, by: Actor, on: datetime.date | None = None) -> Step:
    """The step is done. That is no amendment: it is what was ordered."""
    day = on or timezone.localdate()
    refuse([*_why_not_report(step.terms), *rules.why_not_finish(step, day)])
    step.done_on = day
    step.save()
    return step


@action("commission.take_up_step", permission=may_write)
def take_up_step(step: Step, *, by: Actor) -> Step:
    """The step was marked as done by mistake, or is to be done once more."""
    refuse(_why_not_report(step.terms))
    step.done_on = None
    step.save()
    return step


def _why_not_report(terms: TermsOfReference) -> list[Reason]:
    return rules.why_not_change(terms, amendment="–") if terms.state == TermsState.CLOSED else []


@action("commission.remove_step", permission=may_write)
def remove_step(step: Step, *, by: Actor, amendment: str = "") -> None:
    """Take a step out of the plan. What has been done is not wiped out."""
    if step.done_on:
        raise Refused(
            Reason(
                "step-is-done",
                _("The step was done on %(day)s, and what was done is not wiped out.")
                % {"day": date_format(step.done_on, "DATE_FORMAT")},
                _("Take it up again first, if it was marked by mistake."),
            )
        )
    amend(step.terms, by, amendment, str(step), _line(step), "")
    step.delete()
