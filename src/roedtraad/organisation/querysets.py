from __future__ import annotations

import datetime
from typing import Self

from django.db.models import Q
from django.utils import timezone

from roedtraad.core.tenancy import TenantQuerySet


class LastingQuerySet(TenantQuerySet):
    """Units, positions, bodies: from–to, both days included, open ends open."""

    def living(self, on: datetime.date | None = None) -> Self:
        """Those that have not ended before a day (today). What is to begin later is among them: it can be planned for."""
        return self.filter(Q(ends__isnull=True) | Q(ends__gte=on or timezone.localdate()))


class HoldingQuerySet(TenantQuerySet):
    def on(self, day: datetime.date) -> Self:
        """Holdings that run on that day."""
        return self.filter(starts__lte=day).filter(Q(ends__isnull=True) | Q(ends__gte=day))


class AbsenceQuerySet(TenantQuerySet):
    def on(self, day: datetime.date) -> Self:
        """Who is away on that day."""
        return self.filter(starts__lte=day, ends__gte=day)
