from __future__ import annotations

import datetime
from typing import Self

from django.db.models import Exists, OuterRef, Q

from roedtraad.core.tenancy import TenantQuerySet

from .enums import EditionState


class EditionQuerySet(TenantQuerySet):
    def adopted(self) -> Self:
        """Adopted, whether or not it has since been repealed."""
        return self.filter(state__in=[EditionState.ADOPTED, EditionState.REPEALED])

    def in_force(self, day: datetime.date) -> Self:
        """The edition that holds on a day: adopted, begun, not repealed by then, not superseded by a later one.

        An expired one stays in force (overdue) until it is replaced or repealed.
        """
        begun = self.adopted().filter(valid_from__lte=day).filter(Q(repealed_on__isnull=True) | Q(repealed_on__gt=day))
        later = self.model.objects.adopted().filter(
            policy=OuterRef("policy"), valid_from__lte=day, valid_from__gt=OuterRef("valid_from")
        )
        same_day = self.model.objects.adopted().filter(
            policy=OuterRef("policy"), valid_from=OuterRef("valid_from"), number__gt=OuterRef("number")
        )
        return begun.filter(~Exists(later), ~Exists(same_day))
