from __future__ import annotations

import datetime
from typing import Self

from django.db.models import F, Q

from roedtraad.core.tenancy import TenantQuerySet

from .enums import TermsState


class StepQuerySet(TenantQuerySet):
    def in_work(self) -> Self:
        """Steps of terms of reference that somebody works under: what has been closed waits for nobody."""
        return self.exclude(terms__state=TermsState.CLOSED)

    def open(self) -> Self:
        """Not done yet."""
        return self.filter(done_on__isnull=True)

    def overdue(self, on: datetime.date) -> Self:
        """Not done, though the last day that its date may mean has passed. A step without a date is never overdue."""
        return self.open().filter(when_latest__lt=on)

    def ahead(self, on: datetime.date) -> Self:
        """Not done, and its date has not passed: what comes, and what may be under way today."""
        return self.open().filter(when_latest__gte=on)

    def by_date(self) -> Self:
        """By the first day that the date may mean, then by the last, as the plan has them; those without a date stand
        at the end."""
        return self.order_by(
            F("when_earliest").asc(nulls_last=True), F("when_latest").asc(nulls_last=True), "order", "pk"
        )


class TermsQuerySet(TenantQuerySet):
    def in_work(self) -> Self:
        return self.exclude(state=TermsState.CLOSED)


class ExternalProjectQuerySet(TenantQuerySet):
    def running(self, on: datetime.date) -> Self:
        """Begun, as far as one knows, and not over; a project whose dates nobody knows runs."""
        begun = Q(begins_earliest__isnull=True) | Q(begins_earliest__lte=on)
        return self.filter(begun).filter(Q(ends_latest__isnull=True) | Q(ends_latest__gte=on))
