from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any, Self

from django.db.models import Q

from roedtraad.core.among import among
from roedtraad.core.tenancy import TenantQuerySet

from .enums import Audience


class IndicatorQuerySet(TenantQuerySet):
    def in_use(self) -> Self:
        return self.filter(retired_on__isnull=True)

    def retired(self) -> Self:
        return self.filter(retired_on__isnull=False)


class SeriesQuerySet(TenantQuerySet):
    def of_units(self) -> Self:
        return self.filter(unit__isnull=False)

    def running(self, on: datetime.date) -> Self:
        """Not handed over to another by that day."""
        return self.filter(Q(ended_on__isnull=True) | Q(ended_on__gt=on))


class RegisterQuerySet(TenantQuerySet):
    """What has been released stays; only that a later one followed is written on it."""

    closing = ""

    def delete(self) -> tuple[int, dict[str, int]]:
        raise TypeError("What has been released is never taken away: somebody has seen it.")

    def update(self, **kwargs: Any) -> int:
        if set(kwargs) != {self.closing}:
            raise TypeError("What has been released is never changed; a new release follows it.")
        return super().update(**kwargs)


class ReleaseQuerySet(RegisterQuerySet):
    closing = "superseded_at"

    def current(self, audience: Audience | str) -> Self:
        """The latest of each indicator for an audience."""
        return self.filter(audience=audience, superseded_at__isnull=True)

    def of(self, indicators: Iterable[int]) -> Self:
        return self.filter(indicator__in=among(indicators))


class ReleasedSeriesQuerySet(RegisterQuerySet):
    closing = "until"

    def current(self, audience: Audience | str) -> Self:
        return self.filter(audience=audience, until__isnull=True)

    def in_release(self, number: int, audience: Audience | str) -> Self:
        """As they stood in an earlier release."""
        return self.filter(Q(until__isnull=True) | Q(until__gt=number), audience=audience, since__lte=number)

    def of_the_whole(self) -> Self:
        """Of the municipality, all together."""
        return self.filter(series__unit__isnull=True, series__place_code="", series__breakdown="[]")
