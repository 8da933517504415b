from __future__ import annotations

from typing import Self

from django.db.models import Case, Count, OuterRef, Subquery, When
from django.db.models.functions import JSONObject

from roedtraad.core.tenancy import TenantQuerySet

from .enums import GoalState, PlanState


class PlanQuerySet(TenantQuerySet):
    def open_first(self) -> Self:
        """Plans that are not closed: of a policy's, the one that runs first, then the latest that is written."""
        runs = Case(When(state=PlanState.RUNNING, then=0), default=1)
        return self.exclude(state=PlanState.CLOSED).order_by(runs, "-pk")


class GoalQuerySet(TenantQuerySet):
    def active(self) -> Self:
        """Worked on: neither ended nor, of a unit's own, still to be approved."""
        return self.filter(state=GoalState.ACTIVE)

    def of_the_plan(self) -> Self:
        """The plan's own: what counts when the goals of a plan are counted. Units' goals stand beside them."""
        # Said the other way round: asked for those without a unit, SQLite begins with those of all municipalities.
        return self.exclude(unit__isnull=False)

    def with_origin(self) -> Self:
        """Each with `origin`, the goal of the plan before that it carries on, the first where several were merged, as
        {"goal", "title", "plan", "fate", "reason", "revision"}; and `origins`, how many they were."""
        fates = self.model._meta.apps.get_model("plans", "GoalFate").objects.filter(into=OuterRef("pk"))
        told = JSONObject(
            goal="goal", title="goal__title", plan="goal__plan__title", fate="fate", reason="reason",
            revision="revision",
        )  # fmt: skip
        count = fates.order_by().values("into").annotate(number=Count("pk")).values("number")
        return self.annotate(
            origin=Subquery(fates.order_by("pk").values(found=told)[:1]), origins=Subquery(count)
        )

    def with_came_from(self) -> Self:
        """Each with `came`, when and from whom it came last, where a unit or a position handed it over: {"change", "on",
        "unit", "position"}."""
        handed = self.model._meta.apps.get_model("organisation", "HandedOver").objects.filter(
            thing_id=OuterRef("pk"), kind__in=("plans.goal.unit", "plans.goal.owner"), heir__isnull=False
        )
        told = JSONObject(
            change="change", on="change__on", unit="change__unit__name", position="change__position__title"
        )
        return self.annotate(came=Subquery(handed.order_by("-change__on", "-pk").values(found=told)[:1]))

    def of_units(self) -> Self:
        """What units have set themselves under the plan's goals and focus areas."""
        return self.filter(unit__isnull=False)
