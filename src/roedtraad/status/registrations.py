"""What the status adds to the house: the decision at the end of a goal's thread, heads of check-ins, snapshot sections."""

from __future__ import annotations

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
from roedtraad.followup.models import Snapshot
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
    its = StatusReport.objects.filter(snapshot=OuterRef("pk"))
    waiting = (
        Snapshot.objects.annotate(
            report=Subquery(its.values("pk")[:1]), report_state=Subquery(its.values("state")[:1])
        )
        .filter(Q(report__isnull=True) | Q(report_state=ReportState.DRAFT))
        .select_related("cycle__plan", "cycle__meeting__body")
        .defer("content")
        .order_by("-taken_at")[:3]
    )
    return [_to_write(snapshot) for snapshot in waiting]


def _to_write(snapshot: Any) -> ToDo:
    meeting = snapshot.cycle.meeting
    reason = _("The figures of “%(cycle)s” are frozen.") % {"cycle": snapshot.cycle.title}
    if meeting:
        reason += " " + _("%(body)s meets on %(day)s.") % {
            "body": meeting.body,
            "day": date_format(meeting.date, "DATE_FORMAT"),
        }
    begun = snapshot.report is not None
    return ToDo(
        when=meeting.date if meeting else None,
        title=_("Put the status before the body") if begun else _("Write the status"),
        reason=reason,
        button=_("Go on writing") if begun else _("Write the status"),
        url=reverse("status:report", args=[snapshot.report])
        if begun
        else reverse("status:new", args=[snapshot.pk]),
    )


to_do.add("status", reports_to_write)


def own_template() -> bytes | None:
    """The municipality's own Word template, for every document that is written by it; None: the built-in."""
    content = WordTemplate.objects.filter(in_use=True).values_list("content", flat=True).first()
    return bytes(content) if content else None


word_templates.add("report", own_template)
body_links.add("bodies", lambda: (_("Handover to a new council"), reverse("status:handover")))
