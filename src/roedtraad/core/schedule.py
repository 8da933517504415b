"""Regular work: what is due runs once, whichever of several workers gets there first."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from . import tenancy
from .models import Municipality, ScheduledRun

log = logging.getLogger("roedtraad.schedule")


@dataclass(frozen=True)
class Entry:
    name: str
    every: timedelta
    work: Callable[[], object]
    per_municipality: bool


ENTRIES: dict[str, Entry] = {}


def every(
    interval: timedelta, name: str, *, per_municipality: bool = True
) -> Callable[[Callable[[], object]], Callable[[], object]]:
    """Declare regular work. With `per_municipality` it is called once in each municipality's scope."""

    def decorate(function: Callable[[], object]) -> Callable[[], object]:
        ENTRIES[name] = Entry(name, interval, function, per_municipality)
        return function

    return decorate


def run_due() -> list[str]:
    """Run what is due; returns the names. A fault in one is logged and does not keep the others from running."""
    ran = []
    for entry in ENTRIES.values():
        if not _claim(entry):
            continue
        ran.append(entry.name)
        scopes = Municipality.objects.all() if entry.per_municipality else [None]
        for municipality in scopes:
            try:
                if municipality is None:
                    entry.work()
                else:
                    with tenancy.scope(municipality):
                        entry.work()
            except Exception:
                log.exception("regular work %s failed for %s", entry.name, municipality or "the installation")
    return ran


def _claim(entry: Entry) -> bool:
    now = timezone.now()
    with transaction.atomic():
        row = ScheduledRun.objects.select_for_update().filter(name=entry.name).first()
        if row is None:
            _row, created = ScheduledRun.objects.get_or_create(name=entry.name, defaults={"last_run": now})
            return created
        if row.last_run + entry.every > now:
            return False
        row.last_run = now
        row.save(update_fields=["last_run"])
        return True
