from __future__ import annotations

from typing import Self

from roedtraad.core.tenancy import TenantQuerySet

from .enums import GoalState


class GoalQuerySet(TenantQuerySet):
    def active(self) -> Self:
        """Worked on: neither ended nor, of a unit's own, still to be approved."""
        return self.filter(state=GoalState.ACTIVE)

    def of_the_plan(self) -> Self:
        """The plan's own: what counts when the goals of a plan are counted. Units' goals stand beside them."""
        return self.filter(unit__isnull=True)

    def of_units(self) -> Self:
        """What units have set themselves under the plan's goals and focus areas."""
        return self.filter(unit__isnull=False)
