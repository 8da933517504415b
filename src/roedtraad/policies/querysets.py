from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any, Self

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from roedtraad.core.tenancy import TenantQuerySet

from .enums import EditionState
from .frozen import Frozen, lifted_out


class EditionQuerySet(TenantQuerySet):
    def adopted(self) -> Self:
        """Adopted, whether or not it has since been repealed."""
        return self.filter(state__in=[EditionState.ADOPTED, EditionState.REPEALED])

    def in_force(self, day: datetime.date) -> Self:
        """The edition that holds on a day: adopted, begun, not repealed by then, not superseded by a later one.

        An expired one stays in force (overdue) until it is replaced or repealed.
        """
        begun = (
            self.adopted()
            .filter(valid_from__lte=day)
            .filter(Q(repealed_on__isnull=True) | Q(repealed_on__gt=day))
        )
        later = self.model.objects.adopted().filter(
            policy=OuterRef("policy"), valid_from__lte=day, valid_from__gt=OuterRef("valid_from")
        )
        same_day = self.model.objects.adopted().filter(
            policy=OuterRef("policy"), valid_from=OuterRef("valid_from"), number__gt=OuterRef("number")
        )
        return begun.filter(~Exists(later), ~Exists(same_day))

    def update(self, **values: Any) -> int:
        """In bulk an adopted edition is not changed at all: what may change of it goes through `save`."""
        if not lifted_out() and self.adopted().exists():
            raise Frozen(_("An adopted edition never changes; a correction is a new edition."))
        return super().update(**values)

    def delete(self) -> Any:
        if not lifted_out() and self.adopted().exists():
            raise Frozen(_("An adopted edition never changes; a correction is a new edition."))
        return super().delete()


class RevisionQuerySet(TenantQuerySet):
    """A frozen state of a text can neither be changed nor thrown away in bulk."""

    def update(self, **values: Any) -> int:
        self._refuse_if_frozen()
        return super().update(**values)

    def delete(self) -> Any:
        self._refuse_if_frozen()
        return super().delete()

    def _refuse_if_frozen(self) -> None:
        if not lifted_out() and self.filter(frozen_at__isnull=False).exists():
            raise Frozen(_("This state of the text is frozen and never changes."))


class FrozenTextQuerySet(TenantQuerySet):
    """Texts of a frozen revision cannot be changed in bulk either."""

    def update(self, **values: Any) -> int:
        self._refuse_if_frozen(self)
        if into := values.get("revision", values.get("revision_id")):
            self._refuse_frozen({getattr(into, "pk", into)})
        return super().update(**values)

    def delete(self) -> Any:
        self._refuse_if_frozen(self)
        return super().delete()

    def bulk_create(self, objs: Iterable[Any], *args: Any, **kwargs: Any) -> list[Any]:
        rows = list(objs)
        self._refuse_frozen({row.revision_id for row in rows})
        return super().bulk_create(rows, *args, **kwargs)

    def _refuse_frozen(self, revisions: set[int]) -> None:
        revision = self.model._meta.get_field("revision").related_model
        if not lifted_out() and revision.across.filter(pk__in=revisions, frozen_at__isnull=False).exists():
            raise Frozen(_("An adopted text never changes; a correction is a new edition."))

    def _refuse_if_frozen(self, rows: Any) -> None:
        if not lifted_out() and rows.filter(revision__frozen_at__isnull=False).exists():
            raise Frozen(_("An adopted text never changes; a correction is a new edition."))
