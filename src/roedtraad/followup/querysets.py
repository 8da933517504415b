from __future__ import annotations

import datetime
from typing import Any, Self

from django.db.models import Exists, F, OuterRef, Q, Window
from django.db.models.functions import RowNumber
from django.utils.translation import gettext_lazy as _

from roedtraad.core.reasons import Reason, Refused
from roedtraad.core.tenancy import TenantQuerySet

from .enums import CheckInState


class Frozen(Refused):
    """Somebody tried to change or delete what has been signed off, or a snapshot."""


def refuse_signed() -> None:
    raise Frozen(
        Reason(
            "signed",
            _("A signed-off check-in is frozen."),
            _("Write a correction with a reason: both then stand on record."),
        )
    )


def refuse_snapshot() -> None:
    raise Frozen(Reason("snapshot", _("A snapshot shows tomorrow what it showed today: it never changes.")))


class CycleQuerySet(TenantQuerySet):
    def with_a_meeting(self) -> Self:
        """Without those of a rhythm that wait for a meeting in their month: they open when there is one to serve."""
        return self.exclude(beat_year__isnull=False, meeting__isnull=True)

    def with_snapshot(self) -> Self:
        """Each with its snapshot, but for the content: half a megabyte, which only the snapshot's own page needs."""
        return self.select_related("snapshot").defer("snapshot__content")

    def open_on(self, day: datetime.date) -> Self:
        """Opened and not yet frozen in a snapshot."""
        return self.filter(opens__lte=day, snapshot__isnull=True).with_a_meeting()

    def coming(self, day: datetime.date) -> Self:
        """Neither opened nor frozen; those that wait for a meeting too, whatever their day."""
        waits = Q(beat_year__isnull=False, meeting__isnull=True)
        return self.filter(Q(opens__gt=day) | waits, snapshot__isnull=True)

    def frozen(self) -> Self:
        return self.filter(snapshot__isnull=False)

    def latest_of_each_plan(self, count: int, day: datetime.date) -> Self:
        """The last cycles of each plan that have opened by the day."""
        newest = Window(RowNumber(), partition_by="plan", order_by=[F("period_to").desc(), F("pk").desc()])
        opened = self.filter(opens__lte=day).with_a_meeting()
        return opened.order_by().annotate(place=newest).filter(place__lte=count)


class CheckInQuerySet(TenantQuerySet):
    def signed(self) -> Self:
        return self.filter(state=CheckInState.SIGNED)

    def standing(self) -> Self:
        """The ones that count: not superseded by a correction.

        Asked row by row and not as a join: as nearly none corrects another, SQLite's statistics make it index the
        whole table anew for the join.
        """
        return self.filter(~Exists(self.model.objects.filter(corrects=OuterRef("pk"))))

    def overdue(self, on: datetime.date) -> Self:
        return self.exclude(state=CheckInState.SIGNED).filter(cycle__due__lt=on, cycle__snapshot__isnull=True)

    def update(self, **values: Any) -> int:
        if self.signed().exists():
            refuse_signed()
        return super().update(**values)

    def delete(self) -> Any:
        if self.signed().exists():
            refuse_signed()
        return super().delete()


class SnapshotQuerySet(TenantQuerySet):
    def update(self, **values: Any) -> int:
        if self.exists():
            refuse_snapshot()
        return 0

    def delete(self) -> Any:
        if self.exists():
            refuse_snapshot()
        return super().delete()
