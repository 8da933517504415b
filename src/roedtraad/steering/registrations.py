"""Where steering joins the house: the menu, the way in from a plan, and a matter that is a group's minutes."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from roedtraad.core.registries import PlanFact, matter_links, menu, plan_facts
from roedtraad.plans.enums import PlanState
from roedtraad.plans.models import Plan

from .models import Sitting

menu.under("followup:index", "/styring/")


def steering_of(plan: Plan) -> list[PlanFact]:
    """The way from a plan that runs to how it is steered; asks the database nothing."""
    if plan.state != PlanState.RUNNING:
        return []
    return [PlanFact(_("Steering"), _("where it stands"), reverse("steering:plan", args=[plan.pk]))]


def links_of_matter(matter: int) -> list[tuple[str, str]]:
    """The minutes that a matter is made of. One question."""
    pk = Sitting.objects.filter(matter=matter).values_list("pk", flat=True).first()
    return [(_("Read the minutes"), reverse("steering:meeting", args=[pk]))] if pk else []


plan_facts.add("plan", steering_of)
matter_links.add("matter", links_of_matter)
