from __future__ import annotations

from typing import Any, NoReturn

from django.utils.translation import gettext_lazy as _

from roedtraad.core.reasons import Reason, Refused
from roedtraad.core.tenancy import TenantQuerySet


def refuse_handed_over() -> NoReturn:
    """What has been handed over shows tomorrow what it showed today."""
    raise Refused(
        Reason(
            "handed-over",
            _("What has been handed over never changes."),
            _("If something is to be told otherwise, hand over again: both then stand here."),
        )
    )


class HandedOverQuerySet(TenantQuerySet):
    def update(self, **values: Any) -> int:
        if self.exists():
            refuse_handed_over()
        return 0

    def delete(self) -> Any:
        if self.exists():
            refuse_handed_over()
        return super().delete()
