"""Fjordby's own documents are brought, read, looked through and accepted, like anybody's."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings

from roedtraad.intake import actions
from roedtraad.intake.enums import ElementState
from roedtraad.intake.jobs import read_now
from roedtraad.intake.models import SourceDocument
from roedtraad.intake.targets import proposal
from roedtraad.plans.models import Plan
from roedtraad.policies.actions import describe
from roedtraad.policies.enums import PolicyKind
from roedtraad.policies.models import Policy

from .people import COUNCIL, Cast

FOLDER = Path(settings.ROOT) / "examples" / "fjordby"
POLICY, PLAN = "hele-vejen-sammen.docx", "plan.md"
EVIDENCE = "Referat af Byrådet 19.11.2024, punkt 9"


def bring_policy(cast: Cast) -> Policy:
    """The adopted policy: an edition in force, with the minutes as evidence."""
    document = _reviewed(POLICY, cast)
    wish = proposal(document)
    wish.kind, wish.evidence = PolicyKind.CHILD_POLICY, EVIDENCE
    actions.accept(document, by=cast.users["coordinator"], wish=wish)
    policy = Policy.objects.get(title=document.title)
    describe(
        policy,
        by=cast.users["coordinator"],
        adopted_by=cast.bodies[COUNCIL],
        kle_number="34.05.10",
        version=policy.version,
    )
    return policy


def bring_plan(cast: Cast) -> Plan:
    """The implementation plan: focus areas under their themes, with owners and criteria; goals are still to come."""
    document = _reviewed(PLAN, cast)
    wish = proposal(document)
    actions.accept(document, by=cast.users["coordinator"], wish=wish)
    return Plan.objects.get(title=wish.plan_title)


def _reviewed(name: str, cast: Cast) -> SourceDocument:
    coordinator = cast.users["coordinator"]
    document, _is_new = actions.receive(name, (FOLDER / name).read_bytes(), by=coordinator, read=False)
    read_now(document)
    for element in document.elements.all():
        actions.edit_element(element, by=coordinator, state=ElementState.SEEN)
    return document
