"""What the status adds to the house: the decision at the end of a goal's thread, heads of check-ins, snapshot sections."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any

from django.db.models import OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from roedtraad.core.registries import (
    ToDo,
    after_decision,
    body_links,
    check_in_heads,
    matter_links,
    snapshot_sections,
    thread_below,
    to_do,
    word_templates,
)
from roedtraad.followup.models import Cycle
from roedtraad.matters.models import Decision
from roedtraad.matters.queries import settles

from . import queries
from .actions import note_decision, take_note_again
from .enums import ReportState
from .models import StatusReport, WordTemplate
from .permissions import may_write_status

matter_links.add("matter", queries.links_of_matter)
matter_links.add("list", lambda _none: [(_("Status to committees and council"), reverse("status:index"))])
thread_below.add("followup.status", queries.decisions_below)
check_in_heads.add("plans.goal", queries.heads_of_check_ins)
snapshot_sections.add("decisions", queries.decisions_section)
snapshot_sections.add("legal_basis", queries.legal_basis_section)


def close_report(decisions: Sequence[Decision], by: Any) -> None:
    """A report is decided when the body that settles its matter has decided; what goes back or waits settles nothing."""
    for decision in decisions:
        report = StatusReport.objects.filter(matter=decision.matter_id, state=ReportState.PRESENTED).first()
        if report is not None and settles(decision):
            note_decision(report, by=by)


def look_again(decisions: Sequence[Decision], by: Any) -> None:
    """A decision was corrected: what it settles now may be another."""
    close_report(decisions, by)
    for decision in decisions:
        report = StatusReport.objects.filter(matter=decision.matter_id, state=ReportState.DECIDED).first()
        standing = Decision.objects.filter(matter=decision.matter_id).select_related("body")
        if report is not None and not any(settles(each) for each in standing):
            take_note_again(report, by=by)


after_decision.add("matter", close_report)
after_decision.add("corrected", look_again)


def reports_to_write(user: Any) -> list[ToDo]:
    """A snapshot nobody has written a status of, and a status that has not been put before the body. One query."""
    if not may_write_status.given(user):
        return []
    its = StatusReport.objects.filter(snapshot=OuterRef("snapshot__pk"))
    # By way of the cycles: of the snapshots their keys are enough, and SQLite need not pass their content to find a date.
    waiting = (
        Cycle.objects.filter(snapshot__isnull=False)
        .annotate(report=Subquery(its.values("pk")[:1]), report_state=Subquery(its.values("state")[:1]))
        .filter(Q(report__isnull=True) | Q(report_state=ReportState.DRAFT))
        .order_by("-snapshot__pk")
        .values_list("snapshot__pk", "report", "title", "meeting__body__name", "meeting__date")
    )
    return [_to_write(*row) for row in waiting[:3]]


def _to_write(
    snapshot: int, report: int | None, cycle: str, body: str | None, meets: datetime.date | None
) -> ToDo:
    reason = _("The figures of “%(cycle)s” are frozen.") % {"cycle": cycle}
    if meets:
        reason += " " + _("%(body)s meets on %(day)s.") % {
            "body": body,
            "day": date_format(meets, "DATE_FORMAT"),
        }
    return ToDo(
        when=meets,
        title=_("Write the status") if report is None else _("Put the status before the body"),
        reason=reason,
        button=_("Write the status") if report is None else _("Go on writing"),
        url=reverse("status:new", args=[snapshot])
        if report is None
        else reverse("status:report", args=[report]),
    )


to_do.add("status", reports_to_write)


def own_template() -> bytes | None:
    """The municipality's own Word template, for every document that is written by it; None: the built-in."""
    content = WordTemplate.objects.filter(in_use=True).values_list("content", flat=True).first()
    return bytes(content) if content else None


word_templates.add("report", own_template)
body_links.add("bodies", lambda: (_("Handover to a new council"), reverse("status:handover")))
