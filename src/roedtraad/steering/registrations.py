"""Where steering joins the house: the menu, and the way in from a plan."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from roedtraad.core.registries import PlanFact, estates, heirs_take, menu, plan_facts
from roedtraad.plans.enums import PlanState
from roedtraad.plans.models import Plan

from .estate import estate_of, take_point

menu.under("followup:index", "/styring/")


def steering_of(plan: Plan) -> list[PlanFact]:
    """The way from a plan that runs to how it is steered; asks the database nothing."""
    if plan.state != PlanState.RUNNING:
        return []
    return [PlanFact(_("Steering"), _("seen from above"), reverse("steering:plan", args=[plan.pk]))]


plan_facts.add("plan", steering_of)
estates.add("steering", estate_of)
heirs_take.add("steering.point.position", take_point)
