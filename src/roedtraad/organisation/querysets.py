from __future__ import annotations

import datetime
from typing import Self

from django.db.models import Q

from roedtraad.core.tenancy import TenantQuerySet


class HoldingQuerySet(TenantQuerySet):
    def on(self, day: datetime.date) -> Self:
        """Holdings that run on that day."""
        return self.filter(starts__lte=day).filter(Q(ends__isnull=True) | Q(ends__gte=day))


class AbsenceQuerySet(TenantQuerySet):
    def on(self, day: datetime.date) -> Self:
        """Who is away on that day."""
        return self.filter(starts__lte=day, ends__gte=day)
