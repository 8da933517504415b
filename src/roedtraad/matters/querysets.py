from __future__ import annotations

from typing import Any, NoReturn, Self

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from roedtraad.core.reasons import Reason, Refused
from roedtraad.core.tenancy import TenantQuerySet

from .enums import FINAL
from .facts import lifted_out


def refuse_to_change() -> NoReturn:
    """A decision is a fact: it is never changed and never removed."""
    raise Refused(
        Reason(
            "decision-is-a-fact",
            _("A decision that has been recorded is never changed."),
            _("If the body decided anew, record that as a decision of its own."),
        )
    )


class FactQuerySet(TenantQuerySet):
    def update(self, **kwargs: Any) -> int:
        refuse_to_change()

    def delete(self) -> tuple[int, dict[str, int]]:
        if not lifted_out():
            refuse_to_change()
        deleted: tuple[int, dict[str, int]] = super().delete()
        return deleted

    def bulk_update(self, *args: Any, **kwargs: Any) -> int:
        refuse_to_change()


class MatterQuerySet(TenantQuerySet):
    def decided(self) -> Self:
        """Settled by some body: approved, noted or rejected."""
        return self.filter(Exists(self._final()))

    def awaiting(self) -> Self:
        return self.filter(~Exists(self._final()))

    def _final(self) -> Any:
        decisions = self.model._meta.get_field("decisions").related_model
        return decisions.objects.filter(matter=OuterRef("pk"), result__in=FINAL)
