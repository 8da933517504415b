"""What of the terms of reference and the external projects changes hands when a position or a body ends."""

from __future__ import annotations

from typing import Any

from django.db.models import CharField, F, Q, Value
from django.utils.translation import gettext as _

from roedtraad.core.actions import action
from roedtraad.core.among import among
from roedtraad.core.registries import Belonging, Ending, Estate, Passing
from roedtraad.organisation.permissions import may_keep_organisation

from .enums import TermsState
from .models import ExternalProject, Step, TermsBody, TermsOfReference


def estate_of(ending: Ending) -> Estate:
    """What is not closed, done or over. One query."""
    positions, bodies = among(ending.positions), among(ending.bodies)
    terms = TermsOfReference.objects.exclude(state=TermsState.CLOSED)
    steps = Step.objects.filter(done_on__isnull=True).exclude(terms__state=TermsState.CLOSED)
    projects = ExternalProject.objects.filter(Q(ends_latest__isnull=True) | Q(ends_latest__gte=ending.on))
    groups = TermsBody.objects.exclude(terms__state=TermsState.CLOSED)
    rows = _rows(terms.filter(owner__in=positions), "terms.owner", F("title"), F("pk"), F("owner")).union(
        _rows(steps.filter(owner__in=positions), "step.owner", F("text"), F("terms"), F("owner")),
        _rows(projects.filter(contact__in=positions), "project.contact", F("title"), F("pk"), F("contact")),
        _rows(groups.filter(body__in=bodies), "group.body", F("terms__title"), F("terms"), Value(0)),
        _rows(steps.filter(body__in=bodies), "step.body", F("text"), F("terms"), Value(0)),
        all=True,
    )
    headings = {
        "terms.owner": _("Terms of reference"),
        "step.owner": _("Steps of a process plan"),
        "project.contact": _("External projects"),
        "group.body": _("Terms of reference under which it works"),
        "step.body": _("Steps of a process plan"),
    }
    return Estate(
        [
            Belonging(
                f"commission.{kind}", pk, headings[kind], title[:300], via=via or None,
                page="commission:project" if kind == "project.contact" else "commission:terms", page_pk=page,
            )
            for kind, pk, title, page, via in sorted(rows, key=lambda row: (list(headings).index(row[0]), row[1]))
        ]
    )  # fmt: skip


def _rows(rows: Any, kind: str, title: Any, page: Any, via: Any) -> Any:
    return (
        rows.order_by()
        .annotate(told_kind=Value(kind, CharField()), told_title=title, told_page=page, told_via=via)
        .values_list("told_kind", "pk", "told_title", "told_page", "told_via")
    )


def taking(model: Any, role: str) -> Any:
    """Takes over who owns a thing, is its contact, or works on it."""

    def take(pk: int, passing: Passing) -> None:
        take_part(model.objects.get(pk=pk), by=passing.by, role=role, heir=passing.heir, note=passing.reason)

    return take


@action("commission.take_part", permission=may_keep_organisation)
def take_part(thing: Any, *, by: Any, role: str, heir: Any) -> Any:
    """A position or a body takes the place of another. A body that works under the terms already has a place of its own."""
    there = (
        TermsBody.objects.filter(terms=thing.terms_id, body=heir) if isinstance(thing, TermsBody) else None
    )
    if there is not None and there.exists():
        return thing
    setattr(thing, role, heir)
    thing.save()
    return thing


TAKERS = {
    "commission.terms.owner": taking(TermsOfReference, "owner"),
    "commission.step.owner": taking(Step, "owner"),
    "commission.project.contact": taking(ExternalProject, "contact"),
    "commission.group.body": taking(TermsBody, "body"),
    "commission.step.body": taking(Step, "body"),
}
