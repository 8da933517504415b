"""The one register through which figures leave."""

from __future__ import annotations

import hashlib
import json
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from roedtraad.core.tenancy import TenantModel, objects_of
from roedtraad.indicators.enums import Audience, Turn
from roedtraad.indicators.querysets import RegisterQuerySet, ReleasedSeriesQuerySet, ReleaseQuerySet

from .definition import Indicator
from .series import Series


def canonical(value: Any) -> str:
    """Plain data as text that is the same for the same data, whatever machine writes it."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


class Spoilt(RuntimeError):
    """What stands in the register no longer has the hash it was given: somebody has been in the database."""


class Register(TenantModel):
    """A row of the register: written once, hashed, and never taken away, as somebody has seen it."""

    content = models.TextField()
    sha256 = models.CharField(max_length=64)

    objects: ClassVar[Any] = objects_of(RegisterQuerySet)

    class Meta:
        abstract = True

    @property
    def data(self) -> Any:
        """The content, after its hash has been checked; raises `Spoilt`."""
        if sha256(self.content) != self.sha256:
            raise Spoilt(f"{self._meta.label} {self.pk} no longer has the hash {self.sha256}")
        return json.loads(self.content)

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TypeError("What has been released is never changed; a new release follows it.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        raise TypeError("What has been released is never taken away: somebody has seen it.")


class Release(Register):
    """That an audience may see an indicator from a moment on, small counts hidden. Never changed; a later one follows.

    Its content (canonical JSON) is what must be known to read the figures, and the hash of every series in it:
    {"indicator": {…}, "breaks": […], "rebases": […], "targets": […], "series": {key: sha256}}.
    """

    indicator = models.ForeignKey(
        Indicator, on_delete=models.PROTECT, related_name="releases", db_index=False
    )
    audience = models.CharField(max_length=8, choices=Audience)
    number = models.PositiveIntegerField()
    released_at = models.DateTimeField(default=timezone.now)
    superseded_at = models.DateTimeField(null=True, blank=True)
    # What a list shows of the municipality as a whole, so that fifty rows are read without fifty cubes.
    turn = models.CharField(max_length=8, choices=Turn, default=Turn.EMPTY)
    headline = models.JSONField(default=dict)

    objects: ClassVar[Any] = objects_of(ReleaseQuerySet)

    class Meta:
        verbose_name = _("release")
        verbose_name_plural = _("releases")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["indicator", "audience", "number"], name="release_number_once"),
            models.UniqueConstraint(
                fields=["indicator", "audience"],
                condition=Q(superseded_at__isnull=True),
                name="release_current_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.audience} {self.number}"


class ReleasedSeries(Register):
    """The figures of one series as an audience sees them, from one release on, until another shows something else.

    A series that a release leaves as it was is not written again: its row goes on standing. `until` is the number of
    the release that replaced it. Content (canonical JSON): rows [first day, state, value, numerator, denominator,
    provisional], oldest first; the states are those of `released.Shown`.
    """

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="+", db_index=False)
    series = models.ForeignKey(Series, on_delete=models.PROTECT, related_name="+", db_index=False)
    audience = models.CharField(max_length=8, choices=Audience)
    since = models.PositiveIntegerField()
    until = models.PositiveIntegerField(null=True)
    turn = models.CharField(max_length=8, choices=Turn, default=Turn.EMPTY)
    headline = models.JSONField(default=dict)

    objects: ClassVar[Any] = objects_of(ReleasedSeriesQuerySet)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["series", "audience", "since"], name="released_series_once"),
            models.UniqueConstraint(
                fields=["series", "audience"],
                condition=Q(until__isnull=True),
                name="released_series_current_once",
            ),
        ]
        indexes = [models.Index(fields=["indicator", "audience", "until"])]

    def __str__(self) -> str:
        return f"{self.series} {self.audience} {self.since}–{self.until or ''}"


class ReleaseBasis(Register):
    """What a release decided of one period for one audience, with the true counts that it was decided on.

    The next release holds its own figures against it, so that two together tell no more than one. Holds small counts: read
    by `protection` and nobody else, and part of no page, export or report.
    """

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="+", db_index=False)
    audience = models.CharField(max_length=8, choices=Audience)
    start = models.DateField()
    number = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "audience", "start", "number"], name="release_basis_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.audience} {self.start:%Y-%m-%d} {self.number}"
