from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from roedtraad.core.reasons import Reason, Refused
from roedtraad.core.tenancy import TenantQuerySet


def refuse_minutes() -> None:
    raise Refused(
        Reason(
            "minutes-frozen",
            _("Approved minutes never change."),
            _("Write a correction with a reason: both readings then stand on record."),
        )
    )


class MinutesQuerySet(TenantQuerySet):
    def update(self, **values: Any) -> int:
        if self.exists():
            refuse_minutes()
        return 0

    def delete(self) -> Any:
        if self.exists():
            refuse_minutes()
        return super().delete()
