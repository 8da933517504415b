"""What of the policies changes hands when a body ends: which body adopts them."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from roedtraad.core.actions import action
from roedtraad.core.among import among
from roedtraad.core.registries import Belonging, Ending, Estate, Passing
from roedtraad.organisation.models import Body
from roedtraad.organisation.permissions import may_keep_organisation

from .models import Policy


def estate_of(ending: Ending) -> Estate:
    """Policies that a body adopts; what was adopted keeps the body's name on its edition. One query."""
    rows = Policy.objects.filter(adopted_by__in=among(ending.bodies)).order_by("title", "pk")
    return Estate(
        [
            Belonging(
                "policies.policy.body",
                pk,
                _("Policies that it adopts"),
                title,
                page="policies:policy",
                page_pk=pk,
            )
            for pk, title in rows.values_list("pk", "title")
        ]
    )


def take_policy(pk: int, passing: Passing) -> None:
    adopt_from_now_on(Policy.objects.get(pk=pk), by=passing.by, body=passing.heir, note=passing.reason)


@action("policies.adopt_from_now_on", permission=may_keep_organisation)
def adopt_from_now_on(policy: Policy, *, by: Any, body: Body) -> Policy:
    """Another body adopts the editions to come."""
    policy.adopted_by = body
    policy.save()
    return policy
