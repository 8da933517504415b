"""Days in words."""

from __future__ import annotations

import datetime
from functools import lru_cache

from django.utils.formats import date_format
from django.utils.translation import get_language


def long_day(day: datetime.date) -> str:
    """'12. december 2026', in the language in use. Kept: a page says the day of a meeting hundreds of times."""
    return _long_day(day, get_language())


@lru_cache(maxsize=4096)
def _long_day(day: datetime.date, language: str | None) -> str:
    return date_format(day, "DATE_FORMAT")
