"""The verbs of external projects."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from roedtraad.core.actions import action
from roedtraad.core.models import Municipality
from roedtraad.language.dates import FuzzyDate
from roedtraad.organisation.models import Position
from roedtraad.policies.models import Policy

from . import rules
from .amendments import Actor, refuse
from .amounts import plain_amount
from .models import ExternalProject
from .permissions import may_write


@action("commission.add_external_project", permission=may_write)
def add_external_project(
    municipality: Municipality, *, by: Actor, title: str, partner: str, **facts: Any
) -> ExternalProject:
    """A project with a partner outside. `facts`: as for `edit_external_project`."""
    return _filled(ExternalProject(), title, partner, **facts)


@action("commission.edit_external_project", permission=may_write)
def edit_external_project(
    project: ExternalProject, *, by: Actor, title: str, partner: str, **facts: Any
) -> ExternalProject:
    """`facts`: policy, grant_words, grant_amount, begins, ends, aims, reporting, contact."""
    return _filled(project, title, partner, **facts)


def _filled(
    project: ExternalProject,
    title: str,
    partner: str,
    *,
    policy: Policy | None = None,
    grant_words: str = "",
    grant_amount: Decimal | None = None,
    begins: FuzzyDate | None = None,
    ends: FuzzyDate | None = None,
    aims: str = "",
    reporting: str = "",
    contact: Position | None = None,
) -> ExternalProject:
    """The amount follows from the words where they are plain, unless somebody gives it."""
    refuse(
        [
            *rules.no_words(title, _("The project has no title."), _("Write what it is called.")),
            *rules.no_words(partner, _("The project has no partner."), _("Write with whom it is.")),
            *rules.why_not_period(begins, ends),
        ]
    )
    project.title, project.partner, project.policy = title.strip()[:300], partner.strip()[:300], policy
    project.grant_words = grant_words.strip()[:200]
    project.grant_amount = plain_amount(grant_words) if grant_amount is None else grant_amount
    project.begins, project.ends = begins, ends
    project.aims, project.reporting, project.contact = aims.strip(), reporting.strip(), contact
    project.save()
    return project
