"""Whose data is this? One municipality at a time, and none without saying which.

`scope(municipality)` says it for the current thread of work: managers of `TenantModel` then see that
municipality's rows only, new rows get it, and `reverse()` writes its addresses (/<slug>/…). Outside a scope
the managers refuse. A job and a command open a scope of their own; a request gets one from its address.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.urls import get_script_prefix, get_urlconf, set_script_prefix, set_urlconf

if TYPE_CHECKING:
    from .models import Municipality

_current: ContextVar[Municipality | None] = ContextVar("municipality", default=None)


class NoMunicipality(RuntimeError):
    """Somebody read or wrote a municipality's data without saying whose."""


class WrongMunicipality(RuntimeError):
    """A row of one municipality was about to be saved, or to point, into another's."""


def current_or_none() -> Municipality | None:
    return _current.get()


def current() -> Municipality:
    """The municipality in whose name we work; raises `NoMunicipality` where nobody has said."""
    municipality = _current.get()
    if municipality is None:
        raise NoMunicipality("Open roedtraad.core.tenancy.scope(municipality) before touching its data.")
    return municipality


@contextmanager
def scope(municipality: Municipality) -> Iterator[Municipality]:
    """Work in the name of one municipality: its rows, and its addresses."""
    token = _current.set(municipality)
    prefix, urlconf = get_script_prefix(), get_urlconf()
    set_script_prefix(f"/{municipality.slug}/")
    set_urlconf(settings.MUNICIPALITY_URLCONF)
    try:
        yield municipality
    finally:
        set_script_prefix(prefix)
        set_urlconf(urlconf)
        _current.reset(token)


@contextmanager
def outside() -> Iterator[None]:
    """Work in nobody's name: the installation's own pages and addresses."""
    token = _current.set(None)
    prefix, urlconf = get_script_prefix(), get_urlconf()
    set_script_prefix("/")
    set_urlconf(None)
    try:
        yield
    finally:
        set_script_prefix(prefix)
        set_urlconf(urlconf)
        _current.reset(token)


class TenantQuerySet(models.QuerySet[Any]):
    """QuerySet of one municipality's rows; apps add their own sentences to it."""

    def bulk_create(self, objs: Iterable[Any], *args: Any, **kwargs: Any) -> list[Any]:
        if kwargs.get("update_conflicts"):
            raise TypeError("what stands is changed by an action, never by a clash with something new")
        rows = list(objs)
        for row in rows:
            row.claim()
        return super().bulk_create(rows, *args, **kwargs)


class TenantManager(models.Manager.from_queryset(TenantQuerySet)):  # type: ignore[misc]
    """Sees the current municipality's rows only, and refuses where there is none."""

    _begun: tuple[int, Any] | None = (
        None  # the municipality asked of last, and how a question about it begins
    )

    def get_queryset(self) -> Any:
        municipality = current()
        rows = super().get_queryset()
        begun = self._begun
        if begun is None or begun[0] != municipality.pk or begun[1].model is not self.model:
            self._begun = begun = (municipality.pk, rows.filter(municipality=municipality.pk).query)
        # A page begins some thirty questions so, and a copy costs less than finding the way to the column each time.
        rows.query = begun[1].clone()
        return rows


def objects_of(queryset: type[TenantQuerySet]) -> Any:
    """The manager of a model whose rows have sentences of their own: `objects: ClassVar[Any] = objects_of(…)`."""
    make: Any = TenantManager.from_queryset
    manager = make(queryset, TenantManager.__name__)
    manager.__module__ = __name__  # a type checker looks the class up by name, and this name it can find
    return manager()


class TenantModel(models.Model):
    """Every row of a municipality's data. `objects` is bound to the municipality in scope.

    `across` sees all municipalities: for the operator's work (jobs, checks, benches) and nowhere else;
    a test lists the places that use it. `objects` stands first, so it is the default manager of every model.
    """

    municipality = models.ForeignKey(
        "core.Municipality", on_delete=models.PROTECT, related_name="+", editable=False
    )

    objects: ClassVar[Any] = TenantManager()
    across: ClassVar[Any] = models.Manager()

    class Meta:
        abstract = True

    def claim(self) -> Self:
        """Give the row its municipality, and refuse to let it stand or point in another's."""
        municipality = current()
        if self.municipality_id is None:
            self.municipality = municipality
        if self.municipality_id != municipality.pk:
            raise WrongMunicipality(
                f"{self._meta.label} belongs to another municipality than the one in scope."
            )
        for field in self._meta.concrete_fields:
            if isinstance(field, models.ForeignKey) and field.is_cached(self):
                other = field.get_cached_value(self)
                if isinstance(other, TenantModel) and other.municipality_id != self.municipality_id:
                    raise WrongMunicipality(
                        f"{self._meta.label}.{field.name} points into another municipality."
                    )
        return self

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.claim()
        super().save(*args, **kwargs)


def tenant_models() -> list[type[TenantModel]]:
    from django.apps import apps

    return [model for model in apps.get_models() if issubclass(model, TenantModel)]


def crossings() -> dict[str, int]:
    """Foreign keys whose two ends belong to different municipalities: {"plans.Goal.owner": number of rows}.

    Generated from the models, so that a new key is checked the day it is written. Must be empty.
    """
    found = {}
    for model in tenant_models():
        for field in model._meta.concrete_fields:
            target = field.related_model
            if not (field.is_relation and isinstance(target, type) and issubclass(target, TenantModel)):
                continue
            rows = (
                model.across.exclude(**{f"{field.name}__isnull": True})
                .exclude(**{f"{field.name}__municipality": models.F("municipality")})
                .count()
            )
            if rows:
                found[f"{model._meta.label}.{field.name}"] = rows
    return found
