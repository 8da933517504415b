from __future__ import annotations

import datetime
from typing import Self

from roedtraad.core.tenancy import TenantQuerySet

from .enums import CheckInState


class CycleQuerySet(TenantQuerySet):
    def open_on(self, day: datetime.date) -> Self:
        """Opened and not yet frozen in a snapshot."""
        return self.filter(opens__lte=day, snapshot__isnull=True)

    def frozen(self) -> Self:
        return self.filter(snapshot__isnull=False)


class CheckInQuerySet(TenantQuerySet):
    def signed(self) -> Self:
        return self.filter(state=CheckInState.SIGNED)

    def standing(self) -> Self:
        """The ones that count: not superseded by a correction."""
        return self.filter(corrected_by__isnull=True)

    def overdue(self, on: datetime.date) -> Self:
        return self.exclude(state=CheckInState.SIGNED).filter(cycle__due__lt=on, cycle__snapshot__isnull=True)
