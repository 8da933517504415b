"""What the status adds to the house: the decision at the end of a goal's thread, heads of check-ins, snapshot sections."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from roedtraad.core.registries import after_decision, check_in_heads, snapshot_sections, thread_below
from roedtraad.matters.enums import RoutingRole
from roedtraad.matters.models import Decision, Routing
from roedtraad.organisation.enums import BodyKind

from . import queries
from .actions import note_decision
from .enums import ReportState
from .models import StatusReport

thread_below.add("followup.status", queries.decisions_below)
check_in_heads.add("plans.goal", queries.heads_of_check_ins)
snapshot_sections.add("decisions", queries.decisions_section)
snapshot_sections.add("legal_basis", queries.legal_basis_section)


def close_report(decisions: Sequence[Decision], by: Any) -> None:
    """A report is decided when the body that settles its matter has decided; what goes back or waits settles nothing."""
    for decision in decisions:
        if not decision.is_final:
            continue
        report = StatusReport.objects.filter(matter=decision.matter_id, state=ReportState.PRESENTED).first()
        if report is None:
            continue
        deciders = set(
            Routing.objects.filter(matter=decision.matter_id, role=RoutingRole.DECIDES).values_list(
                "body_id", flat=True
            )
        )
        if decision.body_id in deciders or (not deciders and decision.body.kind == BodyKind.COUNCIL):
            note_decision(report, by=by)


after_decision.add("matter", close_report)
