"""The verbs of dissemination: a unit tells whom it has talked to, asks for help, and is helped."""

from __future__ import annotations

import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from roedtraad.core.actions import action
from roedtraad.core.reasons import Reason, Refused
from roedtraad.organisation.models import Unit
from roedtraad.plans.enums import Company
from roedtraad.plans.models import Discussion, Plan
from roedtraad.plans.permissions import may_help, may_tell_of_discussions
from roedtraad.plans.rules import why_not_write

from .common import Actor, refuse


@action("plans.tell_of_discussion", permission=may_tell_of_discussions)
def tell_of_discussion(
    unit: Unit,
    *,
    by: Actor,
    plan: Plan,
    on: datetime.date,
    company: str,
    note: str = "",
    help_asked: str = "",
) -> Discussion:
    """A unit has talked about the policy on a day that has been."""
    refuse([*why_not_write(plan), *_why_not_day(on)])
    return Discussion.objects.create(
        plan=plan,
        unit=unit,
        on=on,
        company=Company(company),
        note=note.strip(),
        help_asked=help_asked.strip(),
    )


def _why_not_day(on: datetime.date) -> list[Reason]:
    if on <= timezone.localdate():
        return []
    return [
        Reason(
            "not-yet",
            _("That day has not been yet."),
            _("Tell of it when you have talked; here stands what has happened."),
        )
    ]


@action("plans.give_help", permission=may_help)
def give_help(discussion: Discussion, *, by: Actor, text: str) -> Discussion:
    """The help that was asked for is given: what was done, by whom, when."""
    if not discussion.help_asked:
        raise Refused(Reason("nothing-asked", _("The unit has not asked for help."), _("Ask what it needs.")))
    if not text.strip():
        raise Refused(
            Reason("empty", _("It does not say what was done."), _("Write it; one sentence is enough."))
        )
    discussion.help_given, discussion.helped_on = text.strip(), timezone.localdate()
    discussion.helped_by = str(by)[:200]
    discussion.save()
    return discussion
