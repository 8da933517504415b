"""Things for tests, made through the actions: a policy with sentences, a plan, goals that may start."""

from __future__ import annotations

import datetime
from typing import Any

from roedtraad.core.actions import SYSTEM
from roedtraad.core.enums import Level
from roedtraad.organisation.models import Position
from roedtraad.plans import actions
from roedtraad.plans.models import FocusArea, Goal, Plan
from roedtraad.policies.enums import EditionState, PassageKind
from roedtraad.policies.models import Edition, Passage, PassageText, Policy, Revision


def make_policy(
    title: str = "Sammen om barndommen", commitments: int = 2
) -> tuple[Policy, Passage, list[Passage]]:
    """A policy with an edition in force: one theme with commitments. Returns policy, theme, commitments."""
    policy = Policy.objects.create(title=title)
    edition = Edition.objects.create(
        policy=policy,
        number=1,
        title=title,
        state=EditionState.ADOPTED,
        valid_from=datetime.date(2025, 1, 1),
        adopted_on=datetime.date(2024, 11, 25),
        adopted_body="Byrådet",
    )
    revision = Revision.objects.create(edition=edition, number=1)
    theme = Passage.objects.create(policy=policy, kind=PassageKind.THEME)
    PassageText.objects.create(
        revision=revision, passage=theme, order=1, number="3", heading="Lyst til at lære"
    )
    promises = []
    for number in range(1, commitments + 1):
        promise = Passage.objects.create(policy=policy, kind=PassageKind.COMMITMENT)
        PassageText.objects.create(
            revision=revision,
            passage=promise,
            parent=theme,
            order=number + 1,
            number=f"3.{number}",
            text=f"Børn skal mærke forskel nummer {number}",
        )
        promises.append(promise)
    return policy, theme, promises


def make_plan(policy: Policy, title: str = "Plan 2026–2029", **more: Any) -> Plan:
    more = {"starts": datetime.date(2026, 1, 1), "ends": datetime.date(2029, 12, 31)} | more
    return actions.create_plan(policy, by=SYSTEM, title=title, **more)


def make_goal(plan: Plan, title: str = "Færre børn mangler i timerne", **more: Any) -> Goal:
    """A goal that says all it must, unless told otherwise."""
    more = {"on_policy": "passage" not in more, "level": Level.GENERAL} | more
    if "owner" not in more:
        more["owner"] = Position.objects.get_or_create(title="Skolechef")[0]
    return actions.write_goal(plan, by=SYSTEM, title=title, **more)


def make_area(plan: Plan, title: str = "Fremmøde", **more: Any) -> FocusArea:
    return actions.add_focus_area(plan, by=SYSTEM, title=title, **more)


def running_plan(goals: int = 1, **more: Any) -> tuple[Plan, list[Goal]]:
    """A plan that has been started, with goals of the position 'Skolechef'."""
    policy, _theme, (promise, *_rest) = make_policy()
    plan = make_plan(policy)
    made = [
        make_goal(plan, f"Mål nummer {number}", passage=promise, **more) for number in range(1, goals + 1)
    ]
    actions.start_plan(plan, by=SYSTEM)
    return plan, made
