"""Policies that speak the domain."""

from __future__ import annotations

import datetime
from collections.abc import Callable

import pytest

from roedtraad.matters.enums import DecisionResult
from roedtraad.matters.models import Decision, Matter
from roedtraad.policies import actions
from roedtraad.policies.actions import Words
from roedtraad.policies.enums import PassageKind, PolicyKind
from roedtraad.policies.models import Edition, Policy

D = datetime.date


def words(commitments: int = 2) -> list[Words]:
    """A theme with so many commitments."""
    return [
        Words("t", PassageKind.THEME, heading="Gode overgange", number="1"),
        Words("p", PassageKind.PARAGRAPH, text="Et skift skal kunne mærkes som en god dag.", parent="t"),
        *(
            Words(f"c{n}", PassageKind.COMMITMENT, text=f"Vi vil: møde barn nummer {n} inden skiftet", raw=f"møde barn nummer {n} inden skiftet", lead_in="Vi vil:", number=f"1.{n}", parent="t")
            for n in range(1, commitments + 1)
        ),
    ]  # fmt: skip


@pytest.fixture
def policy(fjordby, coordinator) -> Policy:
    return actions.create_policy(fjordby, by=coordinator, title="Legepladspolitik")


@pytest.fixture
def statutory(fjordby, coordinator) -> Policy:
    return actions.create_policy(
        fjordby, by=coordinator, title="Børne- og ungepolitik", kind=PolicyKind.CHILD_POLICY
    )


@pytest.fixture
def draft(policy, coordinator) -> Edition:
    """A draft with a theme and two commitments, in force from 1 January 2025."""
    edition = actions.create_edition(
        policy, by=coordinator, valid_from=D(2025, 1, 1), valid_to=D(2028, 12, 31)
    )
    actions.write_passages(edition, by=coordinator, passages=words())
    return edition


@pytest.fixture
def decide(council, committee) -> Callable[..., Decision]:
    """A decision of the council (or `body`) that approves, unless said otherwise."""

    def make(
        body=council,
        result: str = DecisionResult.APPROVED,
        date: D | None = None,
        matter: Matter | None = None,
    ) -> Decision:
        return Decision.objects.create(
            matter=matter or Matter.objects.create(title="Politikken"),
            body=body,
            date=date or D(2024, 11, 19),
            result=result,
            minutes_reference="Referat, punkt 4",
        )

    return make


@pytest.fixture
def record(coordinator) -> Callable[..., Edition]:
    """An edition of a policy recorded as adopted, in force from a day."""

    def make(policy: Policy, starts: D, ends: D | None = None, **more) -> Edition:
        facts = {
            "adopted_on": starts - datetime.timedelta(days=30),
            "adopted_body": "Byrådet",
            "evidence": "Referat, punkt 4",
        } | more
        return actions.record_adopted_edition(
            policy, by=coordinator, passages=words(), valid_from=starts, valid_to=ends, **facts
        )

    return make
