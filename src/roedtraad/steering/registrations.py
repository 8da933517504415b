"""Where steering joins the house: the menu, and the way in from a plan."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from roedtraad.core.registries import PlanFact, estates, heirs_take, matter_links, menu, plan_facts, waiting
from roedtraad.core.together import Part, Row
from roedtraad.matters.models import Meeting
from roedtraad.plans.enums import PlanState
from roedtraad.plans.models import Plan

from .estate import estate_of, take_point
from .models import Sitting
from .permissions import may_read_meetings
from .waiting import meetings_waiting

menu.under("followup:index", "/styring/")


def steering_of(plan: Plan) -> list[PlanFact]:
    """The way from a plan that runs to how it is steered; asks the database nothing."""
    if plan.state != PlanState.RUNNING:
        return []
    return [PlanFact(_("Steering"), _("seen from above"), reverse("steering:plan", args=[plan.pk]))]


def meeting_of_matter(matter: int, user: Any) -> Part:
    """From what a steering group decided back to the minutes of its meeting, for those who may read them."""

    def say(rows: Sequence[Row]) -> list[tuple[str, str]]:
        return [
            (
                _("Minutes of %(body)s") % {"body": row.facts["body"]},
                reverse("steering:meeting", args=[row.pk]),
            )
            for row in rows
            if may_read_meetings.given(user, Meeting(body_id=row.facts["group"]))
        ]

    facts = {"group": "meeting__body", "body": "meeting__body__name"}
    return Part(Sitting.objects.filter(matter=matter), say, facts=facts)


plan_facts.add("plan", steering_of)
matter_links.add("matter", meeting_of_matter)
waiting.add("steering", meetings_waiting)
estates.add("steering", estate_of)
heirs_take.add("steering.point.position", take_point)
