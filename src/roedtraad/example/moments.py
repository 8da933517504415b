"""Work as if it were another day: a year's story is told in some seconds, and every stamp says when it was."""

from __future__ import annotations

import datetime
import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.utils import timezone


@contextmanager
def on(day: datetime.date, hour: int = 10) -> Iterator[None]:
    """From `hour` o'clock on that day (Copenhagen), time going on as it does.

    Stamps come from `timezone.now`, as a call or as a field's default. Both look up `datetime` in their own module at
    the moment they are asked, and that is what is exchanged. For the building of the example only: it runs alone in
    its process.
    """
    start = datetime.datetime.combine(day, datetime.time(hour), tzinfo=timezone.get_default_timezone())
    start = start.astimezone(datetime.UTC)
    began = time.monotonic()

    class Then(datetime.datetime):
        @classmethod
        def now(cls, tz: datetime.tzinfo | None = None) -> datetime.datetime:  # type: ignore[override]
            return (start + datetime.timedelta(seconds=time.monotonic() - began)).astimezone(tz)

    before = timezone.datetime  # type: ignore[attr-defined]
    timezone.datetime = Then  # type: ignore[attr-defined]
    try:
        yield
    finally:
        timezone.datetime = before  # type: ignore[attr-defined]
